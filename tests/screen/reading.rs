//! Reading: the list, the page, and moving about in both.

use crate::support::{Session, With, article, block, five};
use newsread::app::action::Action;
use newsread::app::keymap::Key;
use newsread::app::reader::Opened;
use newsread::app::{Effect, Msg, Pane};
use newsread::article::Kind;
use newsread::state::{Change, Report};
use newsread::tui::theme::Theme;
use ratatui::style::Modifier;

#[test]
fn articles_stand_under_their_day_newest_first_and_undated_ones_last() {
    let mut session = Session::over(five()).sized(60, 18);
    insta::assert_snapshot!(session.screen(), @"
     Archive  articles · 5

     18 March 2024
    ▌• Floods in the north
    ▌  The Courier · 1 min
     • Rates held at four per cent
       The Courier · 1 min

     17 March 2024
     • 東京は今日も雨
       1 min

     16 March 2024
     • A quiet election
       1 min

     No date
     1 of 5             enter read · c cite · / search · ? help
    ");
}

#[test]
fn a_wide_screen_shows_the_selected_article_beside_the_list() {
    let mut session = Session::over(five()).sized(100, 20);
    insta::assert_snapshot!(session.screen(), @"
     Archive  articles · 5                  │
                                            │  Floods in the north
     18 March 2024                          │
    ▌• Floods in the north                  │  The Courier · Monday, 18 March 2024 · 1 min
    ▌  The Courier · 1 min                  │
     • Rates held at four per cent          │¶ The river rose by two metres.
       The Courier · 1 min                  │
                                            │  Nobody was hurt.
     17 March 2024                          │
     • 東京は今日も雨                       │
       1 min                                │
                                            │
     16 March 2024                          │
     • A quiet election                     │
       1 min                                │
                                            │
     No date                                │
     • Notes on obituaries                  │
       1 min                                │
     1 of 5                                                     enter read · c cite · / search · ? help
    ");
}

#[test]
fn a_theme_with_its_own_paper_covers_the_whole_screen() {
    let mut session = Session::over(vec![article("Floods", &["The river rose."])]);
    session.theme = Theme::dark();
    for keys in ["enter", "?", "esc", "C"] {
        session.press(keys);
        let (paper, buffer) = (Theme::dark().page.bg, session.draw());
        assert!(buffer.content.iter().all(|cell| cell.style().bg == paper), "after {keys}");
    }
}

#[test]
fn a_narrow_screen_shows_one_pane_at_a_time() {
    let mut session = Session::over(five()).sized(40, 12);
    session.press("enter");
    insta::assert_snapshot!(session.screen(), @"
      Floods in the north

      The Courier · Monday, 18 March 2024
      · 1 min

    ¶ The river rose by two metres.

      Nobody was hurt.



     ¶ 1 of 2 · 100 %       / find · ? help
    ");
    session.press("h");
    assert!(session.screen().contains("18 March 2024"));
}

#[test]
fn a_screen_below_20_by_5_says_so_and_keys_still_work() {
    let mut session = Session::over(five()).sized(19, 4);
    insta::assert_snapshot!(session.screen(), @"
    too small
    ");
    assert_eq!(session.press("q"), [Effect::Quit]);
}

#[test]
fn the_list_scrolls_to_keep_the_selected_row_in_sight() {
    let mut session = Session::over(five()).sized(40, 9);
    session.press("G");
    insta::assert_snapshot!(session.screen(), @"
     Archive  articles · 5

     No date
    ▌• Notes on obituaries
    ▌  1 min



     5 of 5      c cite · / search · ? help
    ");
}

#[test]
fn opening_an_article_marks_it_as_read() {
    let mut session = Session::over(five());
    let id = session.app.list.selected().unwrap().id;
    let asked = session.press("enter");
    assert!(asked.contains(&Effect::Keep(Change::Read(id, true))), "{asked:?}");
    assert!(session.app.marks.is_read(id));
}

#[test]
fn the_head_of_the_list_tells_how_many_are_unread() {
    let mut session = Session::over(five()).sized(60, 18);
    let head = |session: &mut Session| session.screen().lines().next().unwrap().to_owned();
    // Nobody knows before what was read in earlier sessions is known.
    assert!(head(&mut session).ends_with("articles · 5"), "{}", head(&mut session));
    let id = session.app.list.selected().unwrap().id;
    session
        .tell(Msg::State(Report::Loaded(Box::new([Change::Read(id, true)].into_iter().collect()))));
    assert!(head(&mut session).ends_with("articles · 5 · 4 unread"), "{}", head(&mut session));
    session.press("j r");
    assert!(head(&mut session).ends_with("· 3 unread"), "{}", head(&mut session));
    session.press("r j enter q");
    assert!(head(&mut session).ends_with("· 3 unread"), "{}", head(&mut session));
    session.tell(Msg::State(Report::Changed(vec![Change::Read(id, false)])));
    assert!(head(&mut session).ends_with("· 4 unread"), "{}", head(&mut session));
}

#[test]
fn looking_at_an_article_beside_the_list_does_not_mark_it_as_read() {
    let mut session = Session::over(five());
    let asked = session.press("j j");
    assert!(!asked.iter().any(|effect| matches!(effect, Effect::Keep(_))), "{asked:?}");
}

#[test]
fn a_number_before_a_key_repeats_it() {
    let mut session = Session::over(five());
    session.press("3 j");
    assert_eq!(session.app.list.selected_rank(), 3);
    session.press("2 G");
    assert_eq!(session.app.list.selected_rank(), 1);
    session.press("1 0 0 %");
    assert_eq!(session.app.list.selected_rank(), 4);
}

#[test]
fn braces_go_from_day_to_day() {
    let mut session = Session::over(five());
    session.press("}");
    assert_eq!(session.app.list.selected_rank(), 2);
    session.press("} {");
    assert_eq!(session.app.list.selected_rank(), 2);
    session.press("{");
    assert_eq!(session.app.list.selected_rank(), 0);
}

#[test]
fn n_goes_to_the_next_unread_article() {
    let mut session = Session::over(five());
    session.press("j r k n");
    assert_eq!(session.app.list.selected_rank(), 2);
}

/// More articles than the list holds at a time, a day for each, of which only these are
/// unread, counted from the top.
fn mostly_read(unread: &[usize]) -> Session {
    let dated = |n: i16| {
        let (month, day) = (12 - n / 28 % 12, 28 - n % 28);
        let story = article(&format!("Story {n:04}"), &["It rained."]);
        story.on(2024 - n / 336, i8::try_from(month).unwrap(), i8::try_from(day).unwrap())
    };
    let many: Vec<_> = (0..1_300).map(dated).collect();
    let read = many.iter().enumerate().filter(|(rank, _)| !unread.contains(rank));
    let marks = read.map(|(_, article)| Change::Read(article.id, true)).collect();
    let mut session = Session::over(many);
    session.tell(Msg::State(Report::Loaded(Box::new(marks))));
    session
}

#[test]
fn n_goes_to_the_next_unread_article_however_far_it_is() {
    let mut session = mostly_read(&[3, 1_100]);
    session.press("n");
    assert_eq!(session.app.list.selected_rank(), 3);
    session.press("n");
    assert_eq!(session.app.list.selected_rank(), 1_100);
    assert_eq!(session.app.focus, Pane::List);
    session.press("n");
    assert_eq!(session.app.list.selected_rank(), 1_100);
    assert!(session.screen().contains("no unread article further down"), "{}", session.screen());
    session.press("N");
    assert_eq!(session.app.list.selected_rank(), 3);
}

#[test]
fn space_reads_on_however_far_the_next_unread_article_is() {
    let mut session = mostly_read(&[1_100]);
    session.press("enter space");
    assert_eq!(session.app.list.selected_rank(), 1_100);
    assert!(!session.screen().contains("gone"), "{}", session.screen());
    assert_eq!(session.app.focus, Pane::Reader);
    session.press("space");
    assert!(session.screen().contains("no unread article further down"), "{}", session.screen());
}

#[test]
fn whoever_goes_elsewhere_meanwhile_is_not_taken_to_the_unread_article() {
    let mut session = mostly_read(&[1_100]);
    let asked = session.app.update(Msg::Key(Key::Char('n')));
    session.press("j");
    session.perform(asked);
    session.draw();
    assert_eq!(session.app.list.selected_rank(), 1);
}

fn long() -> Vec<newsread::article::Article> {
    let sentence = "The council met again on Tuesday and put the question off until the spring. ";
    let paragraphs: Vec<String> =
        (1..=30).map(|n| format!("Paragraph {n}. {}", sentence.repeat(4))).collect();
    let paragraphs: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
    let mut article = article("The council waits", &paragraphs);
    article.body.insert(11, block(Kind::Heading(2), "What the mayor said"));
    vec![article.on(2024, 5, 2)]
}

#[test]
fn the_place_in_the_text_survives_any_change_of_the_screen() {
    let mut session = Session::over(long()).sized(100, 30);
    session.press("enter 1 2 G");
    for (width, height) in [(40, 12), (200, 60), (81, 24), (100, 30)] {
        session.resize(width, height);
        assert!(session.screen().contains("Paragraph 12."), "{width}×{height}");
    }
}

#[test]
fn the_beginning_of_a_big_article_is_there_before_the_rest_and_the_place_stays() {
    let mut articles = long();
    articles.push(article("A short one", &["It rained."]).on(2024, 6, 1));
    let mut session = Session::over(articles).sized(60, 20);
    let print = session.app.settings.print;
    let whole = session.withhold("The council waits");
    let mut beginning = whole.clone();
    beginning.body.truncate(9);
    session.press("enter J");
    let opened = Opened::beginning(beginning.clone(), String::new(), "x", print);
    session.tell(Msg::Opened(whole.id, Ok(Box::new(opened))));
    session.press("6 G");
    let screen = session.screen();
    assert!(screen.contains("Paragraph 6.") && screen.contains("reading the rest"), "{screen}");

    let opened = Opened::new(whole.clone(), String::new(), "x", print);
    session.tell(Msg::Opened(whole.id, Ok(Box::new(opened))));
    let screen = session.screen();
    assert!(screen.contains("Paragraph 6.") && screen.contains("¶ 6 of 30"), "{screen}");
    // A beginning that comes late, as after a correction, takes nothing away.
    let opened = Opened::beginning(beginning, String::new(), "x", print);
    session.tell(Msg::Opened(whole.id, Ok(Box::new(opened))));
    assert_eq!(session.screen(), screen);
}

#[test]
fn brackets_go_from_heading_to_heading() {
    let mut session = Session::over(long()).sized(60, 20);
    session.press("enter ]");
    let screen = session.screen();
    assert!(screen.lines().take(3).any(|line| line.contains("What the mayor said")), "{screen}");
    session.press("[");
    assert!(session.screen().contains("The council waits"));
}

#[test]
fn the_cursor_and_a_sign_stand_on_the_current_paragraph() {
    let mut session = Session::over(long()).sized(60, 20);
    session.press("enter } }");
    let (x, y) = session.cursor();
    let screen = session.screen();
    let line = screen.lines().nth(y.into()).unwrap();
    assert!(line.contains("¶ Paragraph 3."), "{screen}");
    assert_eq!(line.chars().take(x.into()).collect::<String>().trim(), "¶");
}

#[test]
fn the_cursor_is_on_the_selected_row_of_the_list() {
    let mut session = Session::over(five());
    session.press("j");
    let (_, y) = session.cursor();
    assert!(session.screen().lines().nth(y.into()).unwrap().contains("Rates held"));
}

#[test]
fn the_end_of_an_article_is_at_the_foot_of_the_screen() {
    let mut session = Session::over(long()).sized(60, 20);
    session.press("enter G");
    let screen = session.screen();
    assert!(screen.contains("100 %"), "{screen}");
    assert!(!screen.lines().nth(18).unwrap().is_empty(), "{screen}");
}

#[test]
fn space_at_the_end_goes_on_to_the_next_unread_article() {
    let mut session = Session::over(five()).sized(60, 20);
    session.press("enter space");
    assert!(session.screen().contains("The bank left its rate"));
    assert_eq!(session.app.focus, Pane::Reader);
}

#[test]
fn page_furniture_is_folded_until_x_shows_it() {
    let article = article("Rain", &["It rained."])
        .and(Kind::Furniture, "Print Share Comment")
        .and(Kind::Furniture, "Leave a Reply")
        .and(Kind::Citation, "Rain. Retrieved from");
    let mut session = Session::over(vec![article]).sized(60, 20);
    session.press("enter");
    insta::assert_snapshot!(session.screen(), @"
      Rain

      1 min

    ¶ It rained.

      ▸ 2 lines of page furniture · x shows them
      ▸ 1 line of ready-made citations · x shows it










     ¶ 1 of 1 · 100 %         h list · c cite · / find · ? help
    ");
    session.press("x");
    assert!(session.screen().contains("Leave a Reply"));
    session.press("x");
    assert!(session.screen().contains("raw text"));
    session.press("x");
    assert!(!session.screen().contains("Leave a Reply"));
}

#[test]
fn the_column_grows_and_shrinks_by_keys() {
    let mut session = Session::over(long()).sized(160, 20);
    session.press("enter - -");
    assert_eq!(session.app.reader.column().0, 64);
    session.press("=");
    assert_eq!(session.app.reader.column().0, 72);
    session.press("+");
    assert_eq!(session.app.reader.column().0, 76);
}

#[test]
fn q_closes_the_innermost_first() {
    let mut session = Session::over(five());
    session.press("enter");
    assert_eq!(session.press("q"), []);
    assert_eq!(session.press("q"), [Effect::Quit]);
}

#[test]
fn help_lists_the_live_keys_and_typing_filters_them() {
    let mut session = Session::over(five()).sized(80, 24);
    session.press("?");
    session.type_text("paragraph cit");
    insta::assert_snapshot!(session.screen(), @"
     ┌ Keys ──────────────────────────────────────────────────────────────────────┐
     │ / paragraph cit                                                            │
     │ Citing and copying                                                         │
    ▌│ y q  Copy the selection or the paragraph as a quotation, with its citation │
    ▌│ y p  Copy the selection or the paragraph                                   │
     │ y l  Copy a link to the selection or the paragraph                         │
     │                                                                            │
     │                                                                            │
     │                                                                            │
     │                                                                            │
     │                                                                            │
     │                                                                            │
     │                                                                            │
     │                                                                            │
     │                                                                            │
     │                                                                            │
     │                                                                            │
     │                                                                            │
     │                                                                            │
     │                                                                            │
     │                                                                            │
     │                                                                            │
     └ type to filter · ↑ ↓ scroll · esc ─────────────────────────────────────────┘
     1 of 5                                 enter read · c cite · / search · ? help
    ");
    session.press("esc esc");
    assert!(!session.screen().contains("Keys"));
}

#[test]
fn a_read_headline_is_no_longer_bold() {
    let mut session = Session::over(five()).sized(60, 18);
    let bold = |style: ratatui::style::Style| style.add_modifier.contains(Modifier::BOLD);
    assert!(session.styled(bold).iter().any(|text| text.contains("Floods")));
    session.press("r");
    assert!(!session.styled(bold).iter().any(|text| text.contains("Floods")));
}

#[test]
fn an_article_that_arrives_does_not_take_the_place_of_the_one_being_read() {
    let mut session = Session::over(five());
    session.press("enter");
    session.arrive(article("Newest news", &["It came later."]).on(2025, 1, 1));
    assert!(session.screen().contains("The river rose"), "{}", session.screen());
    assert_eq!(&**session.app.list.selected().unwrap().headline(), "Floods in the north");
}

#[test]
fn before_anything_is_pressed_the_newest_article_is_the_selected_one() {
    let mut session = Session::over(five());
    session.arrive(article("Newest news", &["It came later."]).on(2025, 1, 1));
    assert_eq!(&**session.app.list.selected().unwrap().headline(), "Newest news");
}

#[test]
fn an_article_that_cannot_be_opened_keeps_the_place_that_was_read_to() {
    let mut session = Session::over(long()).sized(60, 20);
    let id = session.app.list.selected().unwrap().id;
    session.press("enter 1 2 G");
    let place = session.app.marks.place(id);
    session.press("q J K");
    let reason = newsread::article::Safe::line("there is no such file");
    session.app.reader.refuse(&newsread::article::Safe::line("the-council-waits.txt"), &reason);
    session.press("tab x j k x");
    assert!(session.screen().contains("there is no such file"), "{}", session.screen());
    assert_eq!(session.app.marks.place(id), place);
}

#[test]
fn esc_after_the_beginning_of_a_sequence_only_drops_that() {
    let mut session = Session::over(five());
    session.press("/");
    session.type_text("rates");
    session.press("enter h y esc 5 esc");
    assert_eq!(session.app.list.total().count(), 1);
    session.press("esc");
    assert_eq!(session.app.list.total().count(), 5);
}

#[test]
fn help_can_be_scrolled_to_its_last_line() {
    let mut session = Session::over(five()).sized(80, 24);
    session.press("?");
    for _ in Action::ALL {
        session.press("down");
    }
    assert!(session.screen().contains("Leave newsread at once"), "{}", session.screen());
}

#[test]
fn x_keeps_the_passage_in_sight_through_furniture_and_raw_text() {
    let mut article = long().remove(0);
    let mut start = 0;
    for block in &mut article.body {
        let len = block.text.plain.len();
        block.written = newsread::article::Written::Bytes(start..start + len + 2);
        start += len + 2;
    }
    let mut session = Session::over(vec![article]).sized(60, 20);
    session.press("enter 2 0 G");
    for _ in 0..3 {
        session.press("x");
        assert!(session.screen().contains("Paragraph 20."), "{}", session.screen());
    }
}

#[test]
fn keys_that_come_faster_than_they_are_drawn_do_the_same() {
    let mut session = Session::over(long()).sized(60, 20);
    session.press("enter");
    for key in ['G', 'x'] {
        session.app.update(Msg::Key(Key::Char(key)));
    }
    let fast = session.screen();
    let mut session = Session::over(long()).sized(60, 20);
    session.press("enter G x");
    assert_eq!(fast, session.screen());
}

#[test]
fn a_percentage_asked_for_is_the_one_that_is_shown() {
    let mut session = Session::over(long()).sized(60, 20);
    session.press("enter");
    for percent in [25, 50, 75] {
        let keys: Vec<String> = percent.to_string().chars().map(String::from).collect();
        session.press(&format!("{} %", keys.join(" ")));
        let shown: i32 = session
            .app
            .position
            .split(" %")
            .next()
            .unwrap()
            .rsplit(' ')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        assert!((shown - percent).abs() <= 2, "{percent} %: {}", session.app.position);
    }
    session.press("1 0 0 %");
    assert!(session.app.position.contains("100 %"), "{}", session.app.position);
}

#[test]
fn gn_puts_the_numbers_of_paragraphs_in_the_margin_and_is_remembered() {
    let rain = article("Rain", &["It rained.", "It rained on."])
        .and(Kind::Heading(2), "Afterwards")
        .and(Kind::Paragraph, "The sun came out.");
    let mut session = Session::over(vec![rain]).sized(40, 14);
    let asked = session.press("enter g n }");
    assert!(asked.contains(&Effect::Keep(Change::Numbers(true))), "{asked:?}");
    insta::assert_snapshot!(session.screen(), @"
       Rain

       1 min

     1 It rained.

    ¶2 It rained on.


       Afterwards

     3 The sun came out.

     ¶ 2 of 3 · 100 %       / find · ? help
    ");
    session.press("g n");
    assert!(!session.screen().contains("1 It rained."));
}

#[test]
fn the_numbers_of_paragraphs_narrow_the_column_only_where_the_margin_is_too_small() {
    let lines: Vec<String> = (0..12).map(|n| format!("Line {n} of the report.")).collect();
    let report = article("Report", &lines.iter().map(String::as_str).collect::<Vec<_>>());
    let mut session = Session::over(vec![report]).sized(40, 14);
    session.press("enter");
    assert_eq!(session.app.reader.column(), (36, 2));
    session.press("g n");
    assert_eq!(session.app.reader.column(), (34, 4));
    session.resize(100, 14);
    assert_eq!(session.app.reader.column(), (53, 4));
    session.resize(150, 14);
    assert_eq!(session.app.reader.column(), (72, 10));
}
