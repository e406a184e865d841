//! Bookmarks and jumps: going to a place from anywhere, and coming back.

use crate::support::{Session, With, article, five};
use newsread::app::{Effect, Msg, Pane};
use newsread::article::{Article, ArticleId, Place};
use newsread::state::{Change, Report};

/// Two long articles and a short one.
fn long() -> Vec<Article> {
    let paragraphs = |word: &str| -> Vec<String> {
        (1..=60).map(|n| format!("Paragraph {n} is about the {word}.")).collect()
    };
    let one = |headline: &str, word: &str| {
        let paragraphs = paragraphs(word);
        article(headline, &paragraphs.iter().map(|text| &**text).collect::<Vec<_>>())
    };
    vec![
        one("The lock", "lock").on(2024, 5, 3),
        one("The weir", "weir").on(2024, 5, 2),
        article("The bridge", &["It stands."]).on(2024, 5, 1),
    ]
}

fn reading() -> Session {
    let mut session = Session::over(long()).sized(100, 24);
    session.press("enter");
    session
}

/// The headline on show, and the current paragraph.
fn at(session: &Session) -> (String, usize) {
    let article = session.app.reader.article().unwrap();
    let headline = article.meta.title.as_ref().unwrap().value.to_string();
    (headline, session.app.reader.paragraph().map_or(0, |(number, _)| number))
}

/// The headline on show, and the first line of the text on the screen.
fn top(session: &mut Session) -> String {
    let screen = session.screen();
    let line = screen.lines().find_map(|line| line.find("Paragraph").map(|from| &line[from..]));
    line.unwrap_or_default().to_owned()
}

#[test]
fn a_bookmark_is_gone_to_from_anywhere() {
    let mut session = reading();
    session.press("3 0 G");
    let effects = session.press("m a");
    assert!(effects.iter().any(|it| matches!(it, Effect::Keep(Change::Bookmark('a', Some(_))))));
    assert!(session.screen().contains("bookmark a · ' a comes back here"));
    session.press("J g g h G");
    session.press("' a");
    assert_eq!(at(&session), ("The lock".to_owned(), 30));
    assert_eq!(session.app.focus, Pane::Reader);
}

#[test]
fn while_a_letter_is_awaited_the_status_line_says_for_what() {
    let mut session = reading();
    session.press("m b m a '");
    assert!(session.screen().contains("go to bookmark: a b"), "{}", session.screen());
    session.press("esc j");
    assert!(!session.screen().contains("bookmark"));
    session.press("' z");
    assert!(session.screen().contains("no bookmark is called z"));
}

#[test]
fn a_bookmark_set_again_is_undone_to_where_it_was() {
    let mut session = reading();
    session.press("1 0 G m a 4 0 G m a U g g ' a");
    assert_eq!(at(&session).1, 10);
    session.press("U ' a");
    assert!(session.screen().contains("no bookmark is called a"));
}

#[test]
fn bookmarks_are_kept_over_sessions() {
    let mut first = reading();
    first.press("2 0 G m q");
    let kept = first.app.marks.bookmark('q').unwrap();
    let mut session = Session::over(long()).sized(100, 24);
    let marks = [Change::Bookmark('q', Some(kept))].into_iter().collect();
    session.tell(Msg::State(Report::Loaded(Box::new(marks))));
    session.press("G ' q");
    assert_eq!(at(&session), ("The lock".to_owned(), 20));
}

#[test]
fn a_bookmark_of_another_archive_is_told() {
    let mut session = Session::over(five()).sized(100, 24);
    let elsewhere = Some((ArticleId([9; 16]), Place::default()));
    let marks = [Change::Bookmark('q', elsewhere)].into_iter().collect();
    session.tell(Msg::State(Report::Loaded(Box::new(marks))));
    session.press("' q");
    assert!(session.screen().contains("that article is not in this archive"));
    session.press("j enter");
    assert_eq!(at(&session).0, "Rates held at four per cent");
}

#[test]
fn bookmarks_are_set_in_the_text() {
    let mut session = Session::over(long()).sized(100, 24);
    session.press("m a");
    assert!(session.screen().contains("bookmarks are set in the text of an article"));
}

#[test]
fn ctrl_o_goes_back_from_a_jump_and_alt_o_on_again() {
    let mut session = reading();
    session.press("} } d");
    let before = top(&mut session);
    session.press("G");
    let end = top(&mut session);
    session.press("ctrl-o");
    assert_eq!(top(&mut session), before);
    session.press("alt-o");
    assert_eq!(top(&mut session), end);
    session.press("alt-o");
    assert!(session.screen().contains("no jump further on"));
}

#[test]
fn jumps_lead_back_through_articles_and_their_places() {
    let mut session = reading();
    session.press("d d");
    let lock = top(&mut session);
    session.press("J");
    session.press("5 0 %");
    let weir = top(&mut session);
    session.press("J");
    assert_eq!(at(&session).0, "The bridge");
    session.press("ctrl-o");
    assert_eq!((at(&session).0, top(&mut session)), ("The weir".to_owned(), weir));
    session.press("2 ctrl-o");
    assert_eq!((at(&session).0, top(&mut session)), ("The lock".to_owned(), lock));
    session.press("9 alt-o");
    assert_eq!(at(&session).0, "The bridge");
}

#[test]
fn a_search_in_the_article_is_a_jump() {
    let mut session = reading();
    session.press("/");
    session.type_text("paragraph 40");
    session.press("enter");
    assert_eq!(at(&session).1, 40);
    session.press("ctrl-o");
    assert_eq!(at(&session).1, 1);
}

#[test]
fn the_same_key_twice_goes_there_and_back() {
    let mut session = reading();
    session.press("G");
    let end = top(&mut session);
    session.press("' space");
    assert_eq!(at(&session).1, 1);
    session.press("' '");
    assert_eq!(top(&mut session), end);
}

#[test]
fn articles_that_are_passed_in_the_list_are_no_jumps() {
    let mut session = Session::over(long()).sized(100, 24);
    session.press("j j k ctrl-o");
    assert!(session.screen().contains("no jump further back"));
}
