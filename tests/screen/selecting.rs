//! Selecting text in the reader, by keys and by mouse, and what is done with it.

use std::ops::Range;

use crate::support::{Session, With, article, block, five};
use newsread::app::{Effect, Mouse, Msg, Pane, Pointed, Settings};
use newsread::article::{Article, Kind, Origin, Place, Safe, Sourced};
use newsread::cite::{Markup, Style};
use proptest::prelude::*;
use ratatui::style::Modifier;
use unicode_segmentation::UnicodeSegmentation;

fn floods() -> Article {
    let mut floods = article(
        "Floods in the north",
        &[
            "The river rose by two metres. Nobody was hurt. Trains stood still.",
            "The mayor spoke at noon. She thanked the firemen.",
            "On Friday the water fell.",
        ],
    )
    .on(2024, 3, 18)
    .by("The Courier");
    floods.meta.title_as_sentence = Some(Safe::line("Floods in the north"));
    let address = Safe::line("https://courier.example/floods");
    floods.meta.url = Some(Sourced::certain(address, Origin::JsonLd));
    floods
}

/// A session with an article open in the reader.
fn reading(article: Article) -> Session {
    let mut session = Session::over(vec![article]);
    session.press("enter");
    session
}

/// What is drawn as selected, a line each.
fn lit(session: &mut Session) -> Vec<String> {
    session.styled(|style| style.add_modifier.contains(Modifier::REVERSED))
}

/// What is copied after these keys.
fn copied(session: &mut Session, keys: &str) -> String {
    session.press(keys);
    session.press("y p");
    session.clipboard().to_owned()
}

#[test]
fn v_selects_by_character_from_the_current_paragraph_on() {
    let mut session = reading(floods());
    session.press("v");
    assert_eq!(lit(&mut session), ["T"]);
    session.press("2 l");
    assert_eq!(lit(&mut session), ["The"]);
    session.press("h");
    assert_eq!(lit(&mut session), ["Th"]);
    assert!(session.screen().contains("selecting · ¶ 1 of 3"), "{}", session.screen());
    session.press("esc");
    assert_eq!(lit(&mut session), Vec::<String>::new());
}

#[test]
fn words_sentences_and_paragraphs_are_selected_by_their_keys() {
    for (keys, text) in [
        ("v e", "The"),
        ("v w", "The r"),
        ("v 2 e", "The river"),
        ("v 3 w b", "The river r"),
        ("v )", "The river rose by two metres."),
        ("v 2 )", "The river rose by two metres. Nobody was hurt."),
        ("v 2 ) (", "The river rose by two metres. N"),
        ("v }", "The river rose by two metres. Nobody was hurt. Trains stood still."),
        ("} v 2 ) b", "The mayor spoke at noon. She thanked the f"),
        ("} v {", "The river rose by two metres. Nobody was hurt. Trains stood still.\n\nT"),
        ("} v G", "The mayor spoke at noon. She thanked the firemen.\n\nOn Friday the water fell."),
        (
            "v 3 G k",
            "The river rose by two metres. Nobody was hurt. Trains stood still.\n\nThe mayor spoke at noon.",
        ),
    ] {
        let mut session = reading(floods()).sized(120, 24);
        let found = copied(&mut session, keys);
        assert!(found.starts_with(text), "{keys}: {found}");
        if !keys.contains('k') {
            assert_eq!(found, text, "{keys}");
        }
    }
}

#[test]
fn the_end_goes_from_line_to_line_in_its_column_and_to_the_ends_of_a_line() {
    let words = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen";
    let mut session = reading(article("Numbers", &[words])).sized(40, 14);
    session.press("v e w j");
    let lines = lit(&mut session);
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert_eq!(lines[1].len(), "one t".len(), "{lines:?}");
    session.press("$");
    let line = lit(&mut session).remove(1);
    session.press("0");
    assert_eq!(lit(&mut session)[1], line[..1]);
    session.press("k");
    assert_eq!(lit(&mut session), ["o"]);
}

#[test]
fn shift_v_selects_whole_paragraphs() {
    let mut session = reading(floods());
    session.press("V");
    assert!(session.screen().contains("selecting paragraphs"));
    assert_eq!(
        copied(&mut session, "}"),
        "The river rose by two metres. Nobody was hurt. Trains stood still.\n\n\
         The mayor spoke at noon. She thanked the firemen."
    );
    assert_eq!(copied(&mut session, "3 G V"), "On Friday the water fell.");
    assert_eq!(
        copied(&mut session, "3 G V {"),
        "The mayor spoke at noon. She thanked the firemen.\n\nOn Friday the water fell."
    );
    assert_eq!(
        copied(&mut session, "2 G V } {"),
        "The mayor spoke at noon. She thanked the firemen."
    );
}

#[test]
fn the_kind_of_a_selection_can_be_changed() {
    let mut session = reading(floods());
    session.press("} v e V");
    assert_eq!(copied(&mut session, "l"), "The mayor spoke at noon. She thanked the firemen.");
    session.press("} v e V");
    assert_eq!(copied(&mut session, "v"), "On");
}

#[test]
fn o_goes_on_from_the_other_end() {
    let mut session = reading(floods());
    assert_eq!(copied(&mut session, "v ) o w"), "river rose by two metres.");
    assert_eq!(copied(&mut session, "2 G v e o {"), {
        "The river rose by two metres. Nobody was hurt. Trains stood still.\n\nThe"
    });
}

#[test]
fn no_other_key_does_anything_while_text_is_selected() {
    let mut session = reading(floods());
    session.press("v e");
    let before = session.screen();
    for key in "q Q s r i e x - + = J K space d u f tab ? C enter [ ] % & ctrl-r".split(' ') {
        if key == "e" {
            continue;
        }
        assert_eq!(session.press(key), [], "{key}");
        assert_eq!(session.screen(), before, "{key}");
    }
    assert_eq!(lit(&mut session), ["The"]);
    assert_eq!(session.app.focus, Pane::Reader);
}

#[test]
fn the_cursor_stands_at_the_end_in_every_frame() {
    let mut session = reading(floods()).sized(60, 20);
    session.press("v");
    let (x, y) = session.cursor();
    session.press("2 l");
    assert_eq!(session.cursor(), (x + 2, y));
    session.press("o");
    assert_eq!(session.cursor(), (x, y));
    session.press("o G");
    let (x, y) = session.cursor();
    let row = session.screen().lines().nth(y.into()).unwrap().to_owned();
    assert_eq!(row.chars().nth(x.into()), Some('.'), "{row}");
}

fn long() -> Article {
    let sentence = "The council met again on Tuesday and put the question off until the spring. ";
    let paragraphs: Vec<String> =
        (1..=30).map(|n| format!("Paragraph {n}. {}", sentence.repeat(3).trim())).collect();
    article("The council waits", &paragraphs.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn the_screen_follows_the_end_and_a_resize_keeps_it_in_sight() {
    let mut session = reading(long()).sized(60, 14);
    session.press("v 7 }");
    assert!(session.screen().contains("Paragraph 7."), "{}", session.screen());
    for (width, height) in [(40, 12), (120, 40), (80, 24), (30, 6)] {
        session.resize(width, height);
        let (x, y) = session.cursor();
        let row = session.screen().lines().nth(y.into()).unwrap().to_owned();
        assert_eq!(row.chars().nth(x.into()), Some('.'), "{width}×{height}: {row}");
    }
    session.press("y p");
    assert!(session.clipboard().starts_with("Paragraph 1."));
    assert_eq!(session.clipboard().matches("\n\n").count(), 6);
    assert!(session.clipboard().contains("Paragraph 7."));
}

#[test]
fn clusters_are_never_split() {
    let text = "cafe\u{301} 👨\u{200d}👩\u{200d}👧 東京 naïve";
    let mut session = reading(article("Signs", &[text]));
    assert_eq!(copied(&mut session, "v 3 l"), "cafe\u{301}");
    assert_eq!(copied(&mut session, "v 5 l"), "cafe\u{301} 👨\u{200d}👩\u{200d}👧");
    assert_eq!(copied(&mut session, "v 5 l o 5 l"), "👨\u{200d}👩\u{200d}👧");
}

#[test]
fn scripts_without_spaces_and_from_right_to_left_are_selected_as_others() {
    let mut session = reading(article("雨", &["東京は今日も雨だ。明日も降る。"]));
    assert_eq!(copied(&mut session, "v )"), "東京は今日も雨だ。");
    assert_eq!(copied(&mut session, "v e"), "東京");
    let mut session = reading(article("مطر", &["هطل المطر طوال اليوم. لم يصب أحد."]));
    assert_eq!(copied(&mut session, "v 2 e"), "هطل المطر");
    assert_eq!(copied(&mut session, "v )"), "هطل المطر طوال اليوم.");
}

#[test]
fn what_is_copied_is_the_text_and_not_the_lines_of_the_screen() {
    let mut session = Session::over(vec![long()]).sized(100, 30);
    session.press("enter");
    let text = copied(&mut session, "v }");
    assert!(!text.contains('\n') && !text.contains("  ") && !text.contains('│'), "{text}");
    assert!(text.ends_with("until the spring."), "{text}");
}

#[test]
fn what_is_folded_is_not_in_the_selection() {
    let mut mixed = article("Rain", &["It rained all day."]);
    mixed.body.push(block(Kind::Furniture, "Share this page"));
    mixed.body.push(block(Kind::Caption, "A street in the rain"));
    mixed.body.push(block(Kind::Heading(2), "The night"));
    mixed.body.push(block(Kind::Paragraph, "It went on."));
    let mut session = reading(mixed);
    let all = "It rained all day.\n\nA street in the rain\n\nThe night\n\nIt went on.";
    assert_eq!(copied(&mut session, "v G"), all);
    assert_eq!(copied(&mut session, "g g V }"), all);
    let headline = copied(&mut session, "g g v G o g g");
    assert_eq!(headline, format!("Rain\n\n{all}"));
    let unfolded = copied(&mut session, "x g g v G");
    assert!(unfolded.contains("day.\n\nShare this page\n\nA street"), "{unfolded}");
}

#[test]
fn a_list_is_one_paragraph_and_its_items_stand_line_by_line() {
    let item = |opens, words| {
        let item = newsread::article::Item { depth: 1, number: None, opens, goes_on: false };
        block(Kind::ListItem(item), words)
    };
    let mut list = article("To do", &["Before it rains:"]);
    list.body.extend([item(true, "Close the shed."), item(false, "Fetch the cat.")]);
    let mut session = reading(list);
    assert_eq!(copied(&mut session, "2 G V"), "Close the shed.\nFetch the cat.");
}

#[test]
fn the_end_goes_to_what_is_found_in_the_article() {
    let mut session = reading(floods());
    session.press("v /");
    session.type_text("the");
    session.press("enter n n");
    session.press("e y p");
    assert_eq!(
        session.clipboard(),
        "The river rose by two metres. Nobody was hurt. Trains stood still.\n\nThe mayor spoke at noon. She thanked the"
    );
    session.press("g g v /");
    session.type_text("still");
    session.press("esc");
    assert_eq!(lit(&mut session), ["T"]);
}

#[test]
fn a_selection_begins_at_the_match_that_was_found() {
    let mut session = reading(floods());
    session.press("/");
    session.type_text("thanked");
    session.press("enter");
    assert_eq!(lit(&mut session), ["thanked"]);
    session.press("v");
    assert_eq!(lit(&mut session), ["t"]);
    assert_eq!(copied(&mut session, ")"), "thanked the firemen.");
}

#[test]
fn a_star_searches_the_archive_for_the_words() {
    let mut articles = five();
    articles.push(article("Rivers", &["Elsewhere the river rose as well.", "The end."]));
    let mut session = Session::over(articles);
    session.press("enter v w 2 e");
    session.press("o w *");
    assert_eq!(session.app.query.to_string(), "\"river rose\"");
    assert_eq!(session.app.focus, Pane::List);
    assert_eq!(session.app.list.total().count(), 2);
    let selected = session.app.list.selected().unwrap().headline().to_string();
    assert_eq!(selected, "Floods in the north");
    session.press("esc");
    assert!(session.app.query.is_empty());
}

#[test]
fn a_star_over_several_paragraphs_says_what_to_select_and_keeps_the_selection() {
    let mut session = reading(floods());
    assert_eq!(session.press("v G *"), []);
    assert!(session.screen().contains("select words of one paragraph to search for them"));
    assert!(!lit(&mut session).is_empty());
}

#[test]
fn c_copies_the_selection_as_a_quotation_with_its_citation() {
    for keys in ["c", "y q"] {
        let mut session = reading(floods());
        session.press("} v )");
        session.press(keys);
        assert_eq!(
            session.clipboard(),
            "“The mayor spoke at noon.” (Floods in the North, 2024, para. 2)\n\n\
             Floods in the north. (2024, March 18). The Courier. https://courier.example/floods\n\n\
             https://courier.example/floods#:~:text=The%20mayor%20spoke%20at%20noon."
        );
        assert_eq!(lit(&mut session), Vec::<String>::new());
    }
}

#[test]
fn a_quotation_of_several_paragraphs_names_the_first_and_the_last() {
    let mut session = reading(floods());
    session.press("v 2 } y q");
    let text = session.clipboard();
    assert!(text.contains("(Floods in the North, 2024, paras. 1–2)"), "{text}");
    assert!(text.contains("\n\nhttps://courier.example/floods#:~:text=The%20river"), "{text}");
}

#[test]
fn the_selection_is_quoted_for_where_it_is_pasted() {
    let address = "https://courier.example/floods#:~:text=Nobody%20was%20hurt.";
    for (markup, begins) in [
        (Markup::Plain, "“Nobody was hurt.” (Floods in the North, 2024, para. 1)"),
        (Markup::Markdown, "> Nobody was hurt. ("),
        (Markup::Latex, "\\begin{quote}\nNobody was hurt. ("),
        (Markup::Typst, "#quote(block: true)[Nobody was hurt. ("),
        (Markup::Org, "#+begin_quote\nNobody was hurt. ("),
        (Markup::Html, &*format!("<blockquote cite=\"{address}\">\n<p>Nobody was hurt.")),
    ] {
        let settings = Settings { quotation: Some(markup), ..Settings::default() };
        let mut session = Session::with(settings, &[floods()]);
        session.press("enter / N o b o d y enter v ) y q");
        let text = session.clipboard();
        assert!(text.starts_with(begins), "{markup:?}: {text}");
        assert!(text.contains("2024, para. 1)"), "{markup:?}: {text}");
        assert!(text.contains(address) || markup == Markup::Latex, "{markup:?}: {text}");
    }
}

#[test]
fn the_choice_of_what_a_quotation_is_pasted_into_keeps_the_selection_until_it_is_copied() {
    let mut session = reading(floods()).sized(100, 30);
    session.press("/ N o b o d y enter v )");
    session.press("y Q tab");
    assert!(session.screen().contains("> Nobody was hurt."), "{}", session.screen());
    session.press("esc");
    assert_eq!(lit(&mut session), ["Nobody was hurt."]);
    session.press("y Q tab enter");
    assert!(session.clipboard().starts_with("> Nobody was hurt. ("));
    assert!(session.app.reader.selection().is_none());
}

#[test]
fn every_style_names_the_paragraphs_of_a_quotation_in_its_own_way() {
    for (style, place) in [
        (Style::Apa, "(Floods in the North, 2024, paras. 1–2)"),
        (Style::Mla, "pars. 1–2)"),
        (Style::Harvard, "paras 1–2"),
    ] {
        let settings = Settings { style: Some(style.clone()), ..Settings::default() };
        let mut session = Session::with(settings, &[floods()]);
        session.press("enter V } y q");
        let text = session.clipboard();
        assert!(text.contains(place), "{style:?}: {text}");
    }
}

#[test]
fn yl_links_to_the_selection_and_ym_for_markdown() {
    let mut session = reading(floods());
    session.press("v ) o 2 w y l");
    assert_eq!(
        session.clipboard(),
        "https://courier.example/floods#:~:text=rose%20by%20two%20metres."
    );
    session.press("g g v ) y m");
    assert_eq!(
        session.clipboard(),
        "[Floods in the north](<https://courier.example/floods#:~:text=The%20river%20rose,by%20two%20metres.>)"
    );
}

#[test]
fn a_headline_is_quoted_without_a_locator() {
    let mut session = reading(floods());
    session.press("v g g o");
    // The headline alone: from its last word back to its first.
    session.press("g g y q");
    assert!(session.clipboard().starts_with("“F”"), "{}", session.clipboard());
    assert!(session.clipboard().contains("(Floods in the North, 2024)"), "{}", session.clipboard());
}

#[test]
fn another_article_ends_the_selection() {
    let mut session = Session::over(five()).sized(100, 24);
    session.press("enter v e");
    session.tell(Msg::Mouse(Mouse { x: 5, y: 6, pointed: Pointed::Click }));
    session.draw();
    session.tell(Msg::Resized);
    assert_eq!(lit(&mut session), Vec::<String>::new());
    assert_eq!(session.app.focus, Pane::List);
}

/// The column and the line at which words stand on the screen.
fn cell(session: &mut Session, words: &str) -> (u16, u16) {
    let screen = session.screen();
    let (y, line) = screen.lines().enumerate().find(|(_, line)| line.contains(words)).unwrap();
    let x = line[..line.find(words).unwrap()].chars().count();
    (u16::try_from(x).unwrap(), u16::try_from(y).unwrap())
}

fn point(session: &mut Session, (x, y): (u16, u16), pointed: Pointed) -> Vec<Effect> {
    let effects = session.tell(Msg::Mouse(Mouse { x, y, pointed }));
    session.draw();
    effects
}

#[test]
fn dragging_selects_text_without_pane_borders_or_line_breaks() {
    let mut session = Session::over(vec![floods()]).sized(100, 24);
    session.press("enter");
    let from = cell(&mut session, "river rose");
    let to = cell(&mut session, "spoke");
    point(&mut session, from, Pointed::Click);
    point(&mut session, (from.0 + 3, from.1), Pointed::Drag);
    assert_eq!(lit(&mut session), ["rive"]);
    point(&mut session, to, Pointed::Drag);
    session.press("y p");
    assert_eq!(
        session.clipboard(),
        "river rose by two metres. Nobody was hurt. Trains stood still.\n\nThe mayor s"
    );
}

#[test]
fn dragging_backwards_and_out_of_the_pane_selects_as_well() {
    let mut session = Session::over(vec![long()]).sized(100, 24);
    session.press("enter");
    let from = cell(&mut session, "Paragraph 2");
    point(&mut session, (from.0 + 8, from.1), Pointed::Click);
    point(&mut session, (0, from.1), Pointed::Drag);
    session.press("y p");
    assert_eq!(session.clipboard(), "Paragraph");
    point(&mut session, from, Pointed::Click);
    for _ in 0..9 {
        point(&mut session, (60, 23), Pointed::Drag);
    }
    session.press("y p");
    assert!(session.clipboard().contains("Paragraph 5."), "{}", session.clipboard());
}

#[test]
fn a_double_click_selects_the_word_and_a_triple_click_the_paragraph() {
    let mut session = Session::over(vec![floods()]).sized(100, 24);
    session.press("enter");
    let metres = cell(&mut session, "metres");
    for pointed in [Pointed::Click, Pointed::DoubleClick] {
        point(&mut session, (metres.0 + 2, metres.1), pointed);
    }
    assert_eq!(lit(&mut session), ["metres"]);
    point(&mut session, metres, Pointed::TripleClick);
    session.press("y p");
    assert_eq!(
        session.clipboard(),
        "The river rose by two metres. Nobody was hurt. Trains stood still."
    );
    let nowhere = (metres.0, metres.1);
    point(&mut session, nowhere, Pointed::Click);
    assert_eq!(lit(&mut session), Vec::<String>::new());
    assert_eq!(copied(&mut session, "v e"), "metres");
}

#[test]
fn the_wheel_scrolls_the_pane_under_it_and_changes_nothing_else() {
    let mut session = Session::over(vec![long()]).sized(100, 24);
    session.press("enter v )");
    let before = session.app.reader.selected();
    for _ in 0..5 {
        point(&mut session, (60, 5), Pointed::Wheel(3));
    }
    assert!(!session.screen().contains("Paragraph 1."), "{}", session.screen());
    assert_eq!(session.app.reader.selected(), before);
    assert_eq!(session.app.focus, Pane::Reader);
    session.press("l");
    assert!(session.screen().contains("Paragraph 1."), "{}", session.screen());
}

#[test]
fn a_drag_that_began_in_the_list_selects_nothing() {
    let mut session = Session::over(five()).sized(100, 24);
    point(&mut session, (5, 3), Pointed::Click);
    point(&mut session, (60, 5), Pointed::Drag);
    assert_eq!(lit(&mut session), Vec::<String>::new());
    assert_eq!(session.app.focus, Pane::List);
}

/// Cases of each property: few at a desk, many where the long loops run.
fn cases() -> ProptestConfig {
    let is_long = std::env::var_os("NEWSREAD_LONG_TESTS").is_some();
    ProptestConfig { cases: if is_long { 400 } else { 16 }, ..ProptestConfig::default() }
}

/// Whether a place is between two clusters of its block.
fn is_border(article: &Article, place: Place) -> bool {
    let text = &*article.body[place.block].text.plain;
    place.at == text.len() || text.grapheme_indices(true).any(|(at, _)| at == place.at)
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn whatever_is_pressed_the_selection_is_of_whole_clusters_and_its_end_in_sight(
        texts in prop::collection::vec("([a-z]{1,9}|\\PC{1,6}|👩‍👩‍👧|e\u{301}|東京|مطر)([ ,.]{1,2}([a-z]{1,9}|\\PC{1,4}|한국|ไทย)){0,40}", 1..6),
        keys in prop::collection::vec(prop::sample::select(vec![
            "h", "l", "j", "k", "w", "b", "e", "(", ")", "{", "}", "0", "$", "o", "v", "V",
            "g g", "G", "3 l", "2 j", "4 w", "2 G", "7 h",
        ]), 1..30),
        (width, height) in (24u16..130, 6u16..40),
    ) {
        let mut odd = article("Odd", &texts.iter().map(String::as_str).collect::<Vec<_>>());
        odd.body.push(block(Kind::Furniture, "Share"));
        odd.body.push(block(Kind::Code, "let x = 1;\n\n    y"));
        let mut session = reading(odd.clone()).sized(width, height);
        session.press("v");
        for key in keys {
            session.press(key);
            let Some(Range { start, end }) = session.app.reader.selected() else { break };
            prop_assert!(start < end, "{key}: {start:?}..{end:?}");
            prop_assert!(is_border(&odd, start) && is_border(&odd, end), "{key}: {start:?}..{end:?}");
            let (x, y) = session.cursor();
            prop_assert!(x < width && y < height - 1, "{key}: {x}, {y}");
            let moving = session.app.reader.selection_end().unwrap();
            let shown = session.app.reader.shown().to_vec();
            let on_screen = shown.iter().any(|line| session.app.reader.end_on(line).is_some());
            prop_assert!(on_screen, "{key}: {moving:?} is not on the screen");
        }
    }
}
