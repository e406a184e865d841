//! The raw text of a long article, which comes when it is asked for.

use crate::support::{Session, article};
use newsread::app::reader::Raw;
use newsread::app::{Effect, Msg};
use newsread::article::{Article, Safe, Written};

/// An article whose raw text is too long to be there at once.
fn book() -> Article {
    let paragraph = |rank: usize| {
        format!("Tide {rank}. {}", "The keeper wrote the tide into the book. ".repeat(100))
    };
    let paragraphs: Vec<String> = (1..=300).map(paragraph).collect();
    let paragraphs: Vec<&str> = paragraphs.iter().map(|text| &**text).collect();
    let mut book = article("Tides", &paragraphs);
    let mut start = 0;
    for block in &mut book.body {
        let end = start + block.text.plain.len();
        block.written = Written::Bytes(start..end);
        start = end + 2;
    }
    book
}

/// Raw text of the book, all of it.
fn raw_of(book: &Article) -> Raw {
    let texts: Vec<&str> = book.body.iter().map(|block| &*block.text.plain).collect();
    Raw::new(&texts.join("\n\n"))
}

#[test]
fn the_raw_text_of_a_long_article_is_read_when_it_is_asked_for_and_the_place_kept() {
    let mut session = Session::over(vec![book()]).sized(60, 20);
    let reads = |effects: &[Effect]| effects.iter().any(|it| matches!(it, Effect::ReadRaw(_)));
    session.press("enter 2 0 0 G");
    assert!(!reads(&session.press("x")) && reads(&session.press("x")));
    let screen = session.screen();
    assert!(screen.contains("raw text") && screen.contains("Tide 200."), "{screen}");
    session.press("x");
    let screen = session.screen();
    assert!(!screen.contains("raw text") && screen.contains("Tide 200."), "{screen}");
    assert!(!reads(&session.press("x x")), "it is there");
    assert!(session.screen().contains("raw text"));
}

#[test]
fn a_raw_text_that_is_being_read_is_told_and_can_be_given_up() {
    let book = book();
    let mut session = Session::over(vec![book.clone()]).sized(60, 20).slow_to_read();
    session.press("enter x x");
    assert!(session.screen().contains("reading the raw text"), "{}", session.screen());
    session.press("x");
    assert!(!session.screen().contains("raw text"));
    session.tell(Msg::RawRead(book.id, Ok(Box::new(raw_of(&book)))));
    assert!(!session.screen().contains("raw text"), "nobody wants it any more");
    session.press("x x");
    assert!(session.screen().contains("raw text"));
}

#[test]
fn what_is_done_meanwhile_counts_more_than_a_raw_text_that_comes() {
    let book = book();
    let mut session = Session::over(vec![book.clone()]).sized(60, 20).slow_to_read();
    session.press("enter x x /");
    session.tell(Msg::RawRead(book.id, Ok(Box::new(raw_of(&book)))));
    assert!(!session.screen().contains("raw text"));
}

#[test]
fn an_article_whose_raw_text_cannot_be_read_stays() {
    let book = book();
    let mut session = Session::over(vec![book.clone()]).sized(60, 20).slow_to_read();
    session.press("enter x x");
    session.tell(Msg::RawRead(book.id, Err(Safe::line("tides.txt: it is gone"))));
    let screen = session.screen();
    assert!(screen.contains("it is gone") && screen.contains("Tide 1."), "{screen}");
    assert!(!screen.contains("reading the raw text"), "{screen}");
}

#[test]
fn an_article_that_is_read_anew_under_its_raw_text_keeps_that_and_has_it_read_anew() {
    let book = book();
    let mut session = Session::over(vec![book.clone()]).sized(60, 20);
    session.press("enter 2 0 0 G x x");
    let before = session.screen();
    let mut session = session.slow_to_read();
    let effects = session.press("R");
    assert!(effects.contains(&Effect::ReadRaw(book.id)), "{effects:?}");
    assert_eq!(session.screen(), before);
    session.tell(Msg::RawRead(book.id, Ok(Box::new(raw_of(&book)))));
    assert_eq!(session.screen(), before);
}
