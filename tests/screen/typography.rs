//! The page: how paragraphs, tables, links and scripts are set.

use crate::support::{Session, With, article, without_foot};
use newsread::app::Settings;
use newsread::app::reader::{Bidi, Edge, Print};
use newsread::article::safe::columns;
use newsread::article::{Article, Calendar, Kind, Mark, MarkKind, Origin, Safe, Sourced};
use ratatui::style::Modifier;

/// A session on one article, opened, on a screen of one pane.
fn page(print: Print, article: Article, width: u16) -> Session {
    let settings = Settings { print, ..without_foot() };
    let mut session = Session::with(settings, &[article]).sized(width, 24);
    session.press("enter");
    session
}

fn print() -> Print {
    without_foot().print
}

fn in_language(mut article: Article, tag: &str) -> Article {
    article.meta.language = Some(Sourced::certain(Safe::line(tag), Origin::Line));
    article
}

/// Makes a stretch of the last block a link.
fn linked(mut article: Article, words: &str, address: &str) -> Article {
    let text = &mut article.body.last_mut().unwrap().text;
    let start = text.plain.find(words).unwrap();
    let kind = MarkKind::Link(Safe::line(address));
    text.marks.push(Mark { range: start..start + words.len(), kind });
    article
}

const COUNCIL: &str = "The council met again on Tuesday and put the question off until the spring, \
    when, as the mayor said, the ferry will have been repaired and the harbour dredged.";

#[test]
fn a_straight_edge_ends_every_line_but_the_last_at_the_same_column() {
    let print = Print { edge: Edge::Straight, ..print() };
    let mut session = page(print, article("The council waits", &[COUNCIL]), 46);
    insta::assert_snapshot!(session.screen().lines().take(10).collect::<Vec<_>>().join("\n"), @"
      The council waits

      1 min

    ¶ The council met again  on Tuesday and  put
      the question off  until the spring,  when,
      as the  mayor said,  the ferry  will  have
      been repaired and the harbour dredged.
    ");
    session.press("y p");
    assert_eq!(session.clipboard(), COUNCIL);
}

#[test]
fn long_words_are_broken_by_the_language_of_the_article_and_copied_whole() {
    let text = "Die Verkehrsministerkonferenz vertagte die Entscheidung über die \
        Bundesfernstraßenfinanzierungsgesellschaft auf den Herbst.";
    let print = Print { hyphenates: true, ..print() };
    let german = in_language(article("Vertagt", &[text]), "de-DE");
    let mut session = page(print, german.clone(), 40);
    insta::assert_snapshot!(session.screen().lines().take(10).collect::<Vec<_>>().join("\n"), @"
      Vertagt

      1 min

    ¶ Die Verkehrsministerkonferenz
      vertagte die Entscheidung über die
      Bundesfernstraßenfinanzierungsge-
      sellschaft auf den Herbst.
    ");
    session.press("y p");
    assert_eq!(session.clipboard(), text);
    let unknown = in_language(german, "tlh");
    assert!(!page(print, unknown, 40).screen().contains("-\n"));
}

#[test]
fn a_match_across_a_hyphen_is_lit_on_both_lines() {
    let text = "Die Bundesfernstraßenfinanzierungsgesellschaft wurde gegründet.";
    let print = Print { hyphenates: true, edge: Edge::Straight, ..print() };
    let mut session = page(print, in_language(article("Neu", &[text]), "de"), 40);
    session.press("/");
    session.type_text("bundesfernstraßenfinanzierungsgesellschaft");
    session.press("enter");
    let lit = session.styled(|style| style.add_modifier.contains(Modifier::REVERSED));
    assert_eq!(
        lit.concat().replace('-', ""),
        "Bundesfernstraßenfinanzierungsgesellschaft",
        "{lit:?}"
    );
    assert!(lit.len() > 1, "{lit:?}");
}

const LETTERS: &str = "كيف تعلمت الحروف من صحيفة قديمة في عام 2024 وكيف أصبحت قارئا (كما قيل لي).";

#[test]
fn a_paragraph_from_right_to_left_stands_at_the_right_edge() {
    let mut session = page(print(), article("كيف تعلمت", &[LETTERS]), 40);
    for line in session.screen().lines().filter(|line| line.contains('ت')) {
        assert_eq!(columns(line), 38, "{line}");
    }
    session.press("y p");
    assert_eq!(session.clipboard(), LETTERS);
}

#[test]
fn where_the_terminal_does_not_newsread_puts_arabic_in_order() {
    let print = Print { bidi: Bidi::Newsread, ..print() };
    let mut session = page(print, article("Letters", &["سنة 2024 (كيف)"]), 40);
    let line = session.screen().lines().find(|line| line.contains("2024")).unwrap().to_owned();
    let expected: String = "سنة ".chars().rev().collect();
    assert_eq!(line.trim_start_matches('¶').trim(), format!("(فيك) 2024{expected}").trim());
    assert_eq!(columns(&line), 38, "{line:?}");
    session.press("/");
    session.type_text("سنة");
    session.press("enter");
    let lit = session.styled(|style| style.add_modifier.contains(Modifier::REVERSED));
    assert_eq!(lit, ["سنة".chars().rev().collect::<String>()]);
}

#[test]
fn links_have_small_numbers_and_their_addresses_stand_at_the_end() {
    let told = article("Who said so", &["The minutes say so, and the mayor says so too."]);
    let told = linked(told, "The minutes", "https://example.org/minutes");
    let told = linked(told, "the mayor", "https://example.org/mayor").and(
        Kind::Paragraph,
        "The minutes were printed at https://example.org/press that evening.",
    );
    let told = linked(told, "The minutes", "https://example.org/minutes");
    let told = linked(told, "https://example.org/press", "https://example.org/press");
    let mut session = page(print(), told.clone(), 50);
    insta::assert_snapshot!(session.screen(), @"
      Who said so

      1 min

    ¶ The minutes¹ say so, and the mayor² says
      so too.

      The minutes¹ were printed at https://
      example.org/press that evening.


      Links

      1. https://example.org/minutes
      2. https://example.org/mayor







     ¶ 1 of 2 · 100 %        c cite · / find · ? help
    ");
    // What stands behind a number is found where it is drawn.
    session.press("/");
    session.type_text("mayor says");
    session.press("enter");
    let lit = session.styled(|style| style.add_modifier.contains(Modifier::REVERSED));
    assert_eq!(lit, ["mayor", " says"]);
    let none = Print { numbers_links: false, ..print() };
    assert!(!page(none, told, 50).screen().contains('¹'));
}

#[test]
fn the_citation_in_the_readers_style_stands_at_the_foot() {
    let settings = Settings::default();
    let told = article("Floods in the north", &["The river rose."]).on(2024, 3, 18).by("Courier");
    let mut session = Session::with(settings, &[told]).sized(60, 16);
    session.press("enter");
    insta::assert_snapshot!(session.screen(), @"
      Floods in the north

      Courier · Monday, 18 March 2024 · 1 min

    ¶ The river rose.


      ────────────────

      Floods in the north. (2024, March 18). Courier.





     ¶ 1 of 1 · 100 %         h list · c cite · / find · ? help
    ");
    session.press("C j enter");
    assert!(session.screen().contains("“Floods in the North.”"), "{}", session.screen());
}

#[test]
fn only_the_paragraphs_that_match_are_shown_and_the_place_stays() {
    let paragraphs = ["The river rose.", "Nobody was hurt.", "The river fell.", "It rained."];
    let mut session = page(print(), article("Floods", &paragraphs), 50);
    session.press("&");
    assert!(session.screen().contains("nothing to narrow to"), "{}", session.screen());
    session.press("/");
    session.type_text("river");
    session.press("enter n &");
    let screen = session.screen();
    let has = |words: &str| screen.contains(words);
    assert!(has("The river rose.") && has("The river fell.") && has("matches only"), "{screen}");
    assert!(!has("Nobody was hurt.") && !has("It rained."), "{screen}");
    session.press("y p");
    assert_eq!(session.clipboard(), "The river fell.");
    session.press("esc");
    assert!(session.screen().contains("Nobody was hurt."), "{}", session.screen());
}

#[test]
fn the_part_of_the_paper_stands_above_the_headline() {
    let mut told = article("A quiet election", &["Few voted."]);
    told.meta.section = Some(Sourced::certain(Safe::line("Opinion"), Origin::Line));
    let screen = page(print(), told, 40).screen();
    let lines: Vec<&str> = screen.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(lines[..2], ["Opinion", "A quiet election"]);
}

#[test]
fn dates_are_written_as_where_the_reader_lives_and_citations_by_their_style() {
    let calendar = Calendar::of("de").unwrap();
    let print = Print { calendar, ..Print::default() };
    let told = article("A quiet election", &["Few voted."]).on(2024, 3, 16).by("The Courier");
    let mut session = page(print, told, 120);
    let screen = session.screen();
    assert!(screen.contains("\n 16. März 2024"), "{screen}");
    assert!(screen.contains("The Courier · Samstag, 16. März 2024 · 1 min"), "{screen}");
    assert!(screen.contains("(2024, March 16)"), "{screen}");
}
