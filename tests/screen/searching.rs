//! Searching: the archive and the article, as one types.

use crate::support::{Session, With, article, five};
use newsread::app::keymap::Key;
use newsread::app::{Effect, Msg, Pane};
use newsread::archive::Progress;
use newsread::article::Kind;
use newsread::search::{Page, Total};
use ratatui::style::{Color, Modifier};

fn searched(effects: &[Effect]) -> Vec<String> {
    let query = |effect: &Effect| match effect {
        Effect::Search(request) => Some(request.query.to_string()),
        _ => None,
    };
    effects.iter().filter_map(query).collect()
}

#[test]
fn an_ampersand_adds_words_to_what_the_list_shows() {
    let mut session = Session::over(five());
    session.press("/");
    session.type_text("rate");
    session.press("enter h &");
    assert!(session.screen().starts_with(" / rate"), "{}", session.screen());
    session.type_text("bank");
    session.press("enter");
    assert_eq!(session.app.query.to_string(), "rate bank");
}

#[test]
fn every_letter_typed_is_searched_for() {
    let mut session = Session::over(five());
    session.press("/");
    assert_eq!(searched(&session.type_text("rat")), ["r", "ra", "rat"]);
}

#[test]
fn while_the_articles_are_counted_nothing_else_is_asked() {
    let many = (0..200).map(|n| article(&format!("Flood {n}"), &["The river rose."]));
    let mut session = Session::over(many.collect());
    session.counting(Some(64));
    session.press("/");
    let asked = session.type_text("r");
    assert_eq!(searched(&asked), ["r"]);
    let Some(Effect::Search(request)) = asked.first() else { panic!("{asked:?}") };
    session.press("enter");
    assert!(session.screen().contains("more than 200 articles"), "{}", session.screen());
    // Articles come, and go into the list when it is counted.
    session.counting(None);
    let finished = Progress { done: 0, found: 0, is_walked: true };
    assert_eq!(searched(&session.tell(Msg::Indexed(finished))), [""; 0]);
    let counted = Page { total: Total::Exactly(200), ..Page::default() };
    assert_eq!(searched(&session.tell(Msg::Found(request.ticket, Ok(counted)))), ["r"]);
    let screen = session.screen();
    assert!(screen.contains("200 articles") && !screen.contains("more"), "{screen}");
}

#[test]
fn rows_show_the_passage_that_matches() {
    let mut session = Session::over(five()).sized(100, 14);
    session.press("/");
    session.type_text("hurt");
    insta::assert_snapshot!(session.screen(), @"
     / hurt                                 │  Floods in the north
     1 article · newest first               │
     18 March 2024                          │  The Courier · Monday, 18 March 2024 · 1 min
    ▌• Floods in the north                  │
    ▌  Nobody was hurt.                     │  The river rose by two metres.
    ▌  The Courier · 1 min                  │
                                            │¶ Nobody was hurt.
                                            │
                                            │
                                            │
                                            │
                                            │
                                            │
     1 of 1                                                         enter open · ctrl-s save · esc back
    ");
}

#[test]
fn the_hit_is_marked_in_the_row() {
    let mut session = Session::over(five()).sized(60, 14);
    session.press("/");
    session.type_text("metres");
    let marked = session.styled(|style| {
        style.add_modifier.contains(Modifier::UNDERLINED) && style.fg == Some(Color::Magenta)
    });
    assert_eq!(marked, ["metres"]);
}

#[test]
fn case_and_accents_do_not_matter() {
    let cafe = article("Le Café de la Paix ferme", &["Émile n’y croyait pas."]);
    let mut session = Session::over(vec![cafe]);
    session.press("/");
    session.type_text("cafe EMILE");
    assert!(session.screen().contains("1 article "), "{}", session.screen());
}

#[test]
fn nothing_found_says_how_to_go_back() {
    let mut session = Session::over(five()).sized(80, 12);
    session.press("/");
    session.type_text("xyz");
    assert!(session.screen().contains("Nothing matches ‘xyz’"), "{}", session.screen());
}

#[test]
fn enter_opens_the_article_on_its_hit() {
    let mut filler = vec!["Nothing happened here."; 60];
    filler.push("At last the needle was found.");
    let mut session = Session::over(vec![article("Haystack", &filler)]).sized(60, 20);
    session.press("/");
    session.type_text("needle");
    session.press("enter");
    assert_eq!(session.app.focus, Pane::Reader);
    let screen = session.screen();
    assert!(screen.contains("At last the needle"), "{screen}");
    assert!(screen.contains("1/1"), "{screen}");
}

#[test]
fn esc_goes_back_to_the_article_that_was_selected() {
    let mut session = Session::over(five());
    session.press("j j j /");
    session.type_text("rates");
    session.press("esc");
    assert_eq!(session.app.list.selected_rank(), 3);
    assert_eq!(session.app.list.total().count(), 5);
}

#[test]
fn a_search_stays_after_enter_until_esc_clears_it() {
    let mut session = Session::over(five());
    session.press("/");
    session.type_text("the");
    session.press("enter q");
    let found = session.app.list.total().count();
    assert!(found < 5);
    session.press("esc");
    assert_eq!(session.app.list.total().count(), 5);
}

fn tides() -> Session {
    let text = "The tide came in at noon and the tide went out again at six, and no other tide that \
                year was as high as the great\u{a0}spring tide of March.";
    Session::over(vec![article("The coast in March", &[text])]).sized(40, 16)
}

#[test]
fn finding_in_the_article_counts_the_matches() {
    let mut session = tides();
    session.press("enter /");
    session.type_text("tide");
    assert!(session.screen().contains("1/4"), "{}", session.screen());
    session.press("enter n n");
    assert!(session.screen().contains("3/4"), "{}", session.screen());
    session.press("N");
    assert!(session.screen().contains("2/4"), "{}", session.screen());
}

#[test]
fn a_match_across_a_line_wrap_is_found() {
    let mut session = tides();
    session.press("enter");
    let screen = session.screen();
    let pair = screen.lines().zip(screen.lines().skip(1)).find_map(|(above, below)| {
        let (last, first) = (above.split_whitespace().last()?, below.split_whitespace().next()?);
        (last.len() > 2 && first.len() > 2 && above.contains(' '))
            .then(|| format!("{last} {first}"))
    });
    let pair = pair.unwrap();
    session.press("/");
    session.type_text(&format!("\"{pair}\""));
    assert!(session.screen().contains("1/"), "‘{pair}’ in {}", session.screen());
}

#[test]
fn esc_in_the_article_returns_to_the_place_before() {
    let mut filler = vec!["Nothing happened here."; 60];
    filler.push("At last the needle was found.");
    let mut session = Session::over(vec![article("Haystack", &filler)]).sized(60, 20);
    session.press("enter");
    let before = session.screen();
    session.press("/");
    session.type_text("needle");
    assert_ne!(session.screen(), before);
    session.press("esc");
    assert_eq!(session.screen(), before);
}

#[test]
fn page_furniture_is_not_searched() {
    let menu = article("Rain", &["It rained."]).and(Kind::Furniture, "Subscribe to our newsletter");
    let mut session = Session::over(vec![menu]);
    session.press("/");
    session.type_text("newsletter");
    assert_eq!(session.app.list.total().count(), 0);
}

#[test]
fn the_arrows_move_through_the_results_while_typing() {
    let mut session = Session::over(five());
    session.press("/");
    session.type_text("r");
    session.press("down");
    assert_eq!(session.app.list.selected_rank(), 1);
    assert!(session.app.prompt.is_some());
}

#[test]
fn the_hit_is_in_sight_in_every_row_however_narrow() {
    let text = "It was a long and quiet winter in which nothing at all was written down by anybody, until a pigeon came.";
    let two =
        vec![article("First", &[text]).on(2024, 5, 2), article("Second", &[text]).on(2024, 5, 1)];
    let mut session = Session::over(two).sized(40, 16);
    session.press("/");
    session.type_text("pigeon");
    assert_eq!(session.screen().matches("a pigeon came").count(), 2, "{}", session.screen());
}

#[test]
fn esc_goes_back_to_what_the_list_showed_before_the_prompt() {
    let mut session = Session::over(five());
    session.press("j j /");
    session.type_text("a");
    session.press("backspace esc");
    assert_eq!(session.app.list.selected_rank(), 2);
    session.press("/ down down esc");
    assert_eq!(session.app.list.selected_rank(), 2);
    session.press("/");
    session.type_text("rates");
    session.press("enter h /");
    session.type_text("floods");
    session.press("esc");
    assert_eq!(session.app.query.to_string(), "rates");
}

#[test]
fn esc_in_the_article_gives_back_the_very_line() {
    let mut filler = vec!["Nothing happened here, and it went on for a while in the same way."; 60];
    filler.push("At last the needle was found.");
    let mut session = Session::over(vec![article("Haystack", &filler)]).sized(60, 20);
    session.press("enter 2 3 j");
    let before = session.screen();
    session.press("/");
    session.type_text("needle");
    session.press("esc");
    assert_eq!(session.screen(), before);
}

#[test]
fn what_is_typed_shows_on_the_smallest_screens() {
    let mut session = tides();
    session.press("enter /");
    session.type_text("tide");
    let screen = session.screen();
    assert!(screen.lines().last().unwrap().starts_with(" / tide"), "{screen}");
}

#[test]
fn words_typed_in_the_article_are_meant_side_by_side() {
    let text = "A small country and a sinister plot, and later a small and sinister country.";
    let mut session = Session::over(vec![article("Rain", &[text])]);
    session.press("enter /");
    session.type_text("small and sin");
    assert!(session.screen().contains("1/1"), "{}", session.screen());
}

#[test]
fn an_article_is_found_by_its_source_and_its_author() {
    let mut session = Session::over(five());
    session.press("/");
    session.type_text("courier");
    assert_eq!(session.app.list.total().count(), 2);
}

fn underlined(session: &mut Session) -> Vec<String> {
    session.styled(|style| {
        style.add_modifier.contains(Modifier::UNDERLINED) && style.fg == Some(Color::Red)
    })
}

#[test]
fn what_is_not_understood_is_underlined_and_searched_as_words() {
    let mut session = Session::over(five()).sized(100, 14);
    session.press("/");
    session.type_text("the date:foo is:purple");
    assert_eq!(underlined(&mut session), ["date:foo", "is:purple"]);
    assert!(session.screen().contains("underlined: searched as words"), "{}", session.screen());
}

#[test]
fn what_is_typed_half_is_not_underlined() {
    let mut session = Session::over(five()).sized(100, 14);
    session.press("/");
    session.type_text("source:courier date:202");
    assert_eq!(underlined(&mut session), [""; 0]);
    assert_eq!(session.app.list.total().count(), 2);
}

#[test]
fn the_articles_of_one_source_and_time_are_found() {
    let mut session = Session::over(five());
    session.press("/");
    session.type_text("date:2024-03-18 -rates");
    assert_eq!(session.app.list.total().count(), 1);
    assert!(session.screen().contains("Floods in the north"), "{}", session.screen());
}

#[test]
fn tab_completes_names_and_values() {
    let mut session = Session::over(five()).sized(100, 14);
    session.press("/");
    session.type_text("so");
    session.press("tab");
    session.type_text("cou");
    session.press("tab");
    assert!(session.screen().contains("/ source:\"The Courier\""), "{}", session.screen());
    assert_eq!(session.app.list.total().count(), 2);
}

#[test]
fn tab_goes_through_all_that_may_stand_there() {
    let mut session = Session::over(five()).sized(100, 14);
    session.press("/");
    session.type_text("t");
    session.press("tab");
    assert!(session.screen().contains("/ title:"), "{}", session.screen());
    session.press("tab");
    assert!(session.screen().contains("/ tag:"), "{}", session.screen());
    assert!(session.screen().contains("2 of 2 · tab next"), "{}", session.screen());
    session.press("shift-tab");
    assert!(session.screen().contains("/ title:"), "{}", session.screen());
}

#[test]
fn up_on_an_empty_line_calls_earlier_searches_back() {
    let mut session = Session::over(five());
    for typed in ["rates", "floods"] {
        session.press("/");
        session.type_text(typed);
        session.press("enter h esc");
    }
    session.press("/ up");
    assert_eq!(session.app.query.to_string(), "floods");
    session.press("up up");
    assert_eq!(session.app.query.to_string(), "rates");
    session.press("down down");
    assert!(session.app.query.is_empty() && session.app.prompt.is_some());
}

#[test]
fn the_best_match_comes_first_at_a_key_and_days_are_not_told() {
    let mut session = Session::over(vec![
        article("Ferries", &["The bank was shut."]).on(2024, 3, 18),
        article("The bank", &["The bank left the rate of the bank."]).on(2020, 1, 9),
    ]);
    session.press("/");
    session.type_text("bank");
    session.press("enter h");
    assert!(session.screen().contains("newest first"), "{}", session.screen());
    session.press("g s");
    let screen = session.screen();
    assert!(screen.contains("2 articles · best first"), "{screen}");
    assert!(!screen.lines().any(|line| line.starts_with(" 9 January")), "{screen}");
    assert_eq!(
        session.app.list.selected().map(|row| row.headline().to_string()).unwrap(),
        "The bank"
    );
    session.press("g s");
    assert!(session.screen().contains("18 March 2024"), "{}", session.screen());
}

#[test]
fn n_goes_on_into_the_next_article_and_back_into_the_one_before() {
    let mut session = Session::over(vec![
        article("First", &["One tide, and another tide."]).on(2024, 3, 18),
        article("Second", &["A third tide, and a fourth tide."]).on(2024, 3, 17),
    ]);
    session.press("/");
    session.type_text("tide");
    session.press("enter");
    assert!(session.screen().contains("1/2"), "{}", session.screen());
    session.press("n n");
    assert_eq!(session.app.list.selected_rank(), 1);
    assert!(session.screen().contains("1/2"), "{}", session.screen());
    session.press("n n");
    assert_eq!(session.app.list.selected_rank(), 1);
    assert!(session.screen().contains("past the end"), "{}", session.screen());
    session.press("N");
    assert_eq!(session.app.list.selected_rank(), 0);
    assert!(session.screen().contains("2/2"), "{}", session.screen());
}

#[test]
fn an_expression_is_found_in_the_article() {
    let mut session = tides();
    session.press("enter /");
    session.type_text("/t.de (came|went)");
    assert!(session.screen().contains("1/2"), "{}", session.screen());
}

#[test]
fn what_the_articles_found_have_in_common_narrows_the_search() {
    let mut session = Session::over(five()).sized(80, 20);
    session.press("g f");
    insta::assert_snapshot!(session.screen(), @"
     Archive  articles · 5          │
                                    │  Floods in the north
     ┌ In common ─────────────────────────────────────────────────────────────────┐
    ▌│             ██████                                                         │
    ▌│ ██████████████████                                                         │
     │ 2024-03-16 ─ 2024-03-18                                                    │
     │                                                                            │
     │ Sources                                                                    │
     │ ▌ 2  The Courier                                                           │
     │ Time                                                                       │
     │   2  2024-03-18                                                            │
     │   1  2024-03-17                                                            │
     │   1  2024-03-16                                                            │
     └ enter narrow · j k · esc ──────────────────────────────────────────────────┘
       1 min                        │
                                    │
     No date                        │
     • Notes on obituaries          │
       1 min                        │
     1 of 5                                 enter read · c cite · / search · ? help
    ");
    session.press("enter");
    assert_eq!(session.app.query.to_string(), "source:\"The Courier\"");
    assert_eq!(session.app.list.total().count(), 2);
    session.press("esc");
    assert_eq!(session.app.list.total().count(), 5);
}

#[test]
fn facets_are_of_what_is_searched_for() {
    let mut session = Session::over(five()).sized(80, 20);
    session.press("/");
    session.type_text("few");
    session.press("enter g f");
    assert!(!session.screen().contains("The Courier  "), "{}", session.screen());
    session.press("enter");
    assert_eq!(session.app.query.to_string(), "few* date:2024-03-16");
}

#[test]
fn a_search_that_asks_for_no_words_has_no_matches_to_tell_of() {
    let mut session = Session::over(five());
    session.press("/");
    session.type_text("is:unread");
    session.press("enter");
    assert!(!session.screen().contains("no match"), "{}", session.screen());
    session.press("n");
    assert_eq!(session.app.list.selected_rank(), 1);
}

#[test]
fn a_search_that_takes_long_tells_how_far_it_is() {
    let mut session = Session::over(five());
    let asked = session.app.update(Msg::Key(Key::Char('/')));
    assert!(asked.is_empty());
    let mut asked = Vec::new();
    for c in "/ri.er/".chars() {
        asked = session.app.update(Msg::Key(Key::Char(c)));
    }
    let Some(Effect::Search(request)) =
        asked.iter().find(|effect| matches!(effect, Effect::Search(_)))
    else {
        panic!("{asked:?}")
    };
    let ticket = request.ticket;
    session.tell(Msg::Looked(ticket, 12_800, 100_000));
    let screen = session.screen();
    assert!(screen.contains("looking through 12,800 of 100,000"), "{screen}");
    session.perform(asked);
    assert!(!session.screen().contains("looking through"), "{}", session.screen());
    // Nobody waits for it any more.
    session.tell(Msg::Looked(ticket, 25_600, 100_000));
    assert!(!session.screen().contains("looking through"), "{}", session.screen());
}
