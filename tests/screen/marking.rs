//! Marking articles in the list: which ones, and for how long.

use std::ops::ControlFlow;

use crate::support::{Session, With, article, five};
use newsread::app::{Effect, Msg};
use newsread::article::{Article, Name, Origin, Safe, Sourced};
use newsread::cite::{Citer, Progress};
use newsread::session::write;

/// How many articles the screen says are marked.
fn marked(session: &mut Session) -> Option<String> {
    let screen = session.screen();
    let (before, _) = screen.split_once(" marked")?;
    Some(before.rsplit(' ').next().unwrap().to_owned())
}

#[test]
fn v_marks_an_article_and_goes_on_to_the_next() {
    let mut session = Session::over(five()).sized(100, 24);
    session.press("v v");
    assert_eq!(marked(&mut session).as_deref(), Some("2"));
    assert!(session.screen().contains("3 of 5"));
    assert_eq!(session.screen().matches('✓').count(), 2);
}

#[test]
fn v_on_a_marked_article_takes_the_mark_away() {
    let mut session = Session::over(five()).sized(100, 24);
    session.press("v k v");
    assert_eq!(marked(&mut session), None);
}

#[test]
fn capital_v_marks_all_from_the_one_marked_last() {
    let mut session = Session::over(five()).sized(100, 24);
    session.press("j v j V");
    assert_eq!(marked(&mut session).as_deref(), Some("3"));
    assert_eq!(session.screen().matches('✓').count(), 3);
}

#[test]
fn marks_stay_when_the_list_shows_something_else() {
    let mut session = Session::over(five()).sized(100, 24);
    session.press("v / r a t e s enter h");
    assert_eq!(marked(&mut session).as_deref(), Some("1"));
}

#[test]
fn esc_clears_the_search_first_and_then_the_marks() {
    let mut session = Session::over(five()).sized(100, 24);
    session.press("v / r a t e s enter h esc");
    assert_eq!(marked(&mut session).as_deref(), Some("1"));
    session.press("esc");
    assert_eq!(marked(&mut session), None);
}

#[test]
fn in_the_reader_no_article_is_marked() {
    let mut session = Session::over(vec![article("Rain", &["It rained."])]).sized(100, 24);
    session.press("enter v esc V esc h");
    assert_eq!(marked(&mut session), None);
}

/// An article that somebody wrote.
fn written(title: &str, family: &str, given: &str) -> Article {
    let mut written = article(title, &["It rained."]).on(2024, 3, 18).by("The Courier");
    let name = Name::Person {
        family: Safe::line(family),
        given: Some(Safe::line(given)),
        particle: None,
        suffix: None,
    };
    written.meta.authors = Some(Sourced::certain(vec![name], Origin::Line));
    written
}

fn three() -> Session {
    let articles = vec![
        written("Snow in May", "Roe", "Ada"),
        written("Fog on the river", "Doe", "Ben"),
        written("Rain at last", "Doe", "Ben"),
    ];
    Session::over(articles).sized(110, 24)
}

#[test]
fn marked_articles_are_cited_as_a_bibliography_in_the_order_of_the_style() {
    let mut session = three();
    session.press("v v v c");
    assert_eq!(
        session.clipboard(),
        "Doe, B. (2024a, March 18). Fog on the river. The Courier.\n\
         Doe, B. (2024b, March 18). Rain at last. The Courier.\n\
         Roe, A. (2024, March 18). Snow in May. The Courier."
    );
    let screen = session.screen();
    assert!(screen.contains("copied the bibliography of 3 · no address in 3"), "{screen}");
}

#[test]
fn the_chooser_shows_the_bibliography_and_numbers_it_where_the_style_does() {
    let mut session = three();
    session.press("v v v C j j j j j j");
    let screen = session.screen();
    assert!(screen.contains("Cite 3 articles"), "{screen}");
    assert!(screen.contains("[1] ") && screen.contains("[3] "), "{screen}");
    session.press("tab enter");
    assert_eq!(session.clipboard().matches("\n\n").count(), 2, "{}", session.clipboard());
}

#[test]
fn one_marked_article_is_cited_alone_wherever_the_list_is() {
    let mut session = three();
    session.press("v c");
    let first = session.clipboard().to_owned();
    assert_eq!(first.lines().count(), 1);
    session.press("G c");
    assert_eq!(session.clipboard(), first);
}

#[test]
fn in_the_reader_the_article_on_show_is_cited_and_not_the_marked_ones() {
    let mut session = three();
    session.press("v v enter c");
    assert_eq!(session.clipboard().lines().count(), 1);
}

#[test]
fn records_and_headlines_of_marked_articles_are_copied_together() {
    let mut session = three();
    session.press("v v y b");
    assert_eq!(session.clipboard().matches("@misc{").count(), 2);
    session.press("y t");
    assert_eq!(session.clipboard().lines().count(), 2);
    session.press("y u");
    assert!(session.screen().contains("no address in the files"));
}

#[test]
fn a_long_bibliography_tells_how_far_it_is_and_is_stopped_by_esc() {
    let mut session = three();
    session.press("v v v");
    let asked = session.app.update(Msg::Key("c".parse().unwrap()));
    let Some(Effect::Cite(order)) = asked.into_iter().next() else { panic!("nothing was asked") };
    session.tell(Msg::Citing(order.ticket, Progress { done: 3, all: 9 }));
    let screen = session.screen();
    assert!(screen.contains("citing 3 articles: 33 % · esc stops"), "{screen}");
    assert_eq!(session.press("esc"), [Effect::StopCiting(order.ticket)]);
    assert!(!session.screen().contains("citing"));
    assert_eq!(session.app.marked.len(), 3);
    let stopped = write(&mut Citer::default(), &order, |_| ControlFlow::Break(()));
    session.tell(Msg::Cited(order.ticket, order.purpose, stopped));
    assert!(session.screen().contains("the bibliography was stopped"));
    assert_eq!(session.copied, None);
}

#[test]
fn a_preview_of_many_tells_how_far_it_is_and_leaving_it_stops_it() {
    let mut session = three();
    session.press("v v v");
    let asked = session.app.update(Msg::Key("C".parse().unwrap()));
    let Some(Effect::Cite(order)) = asked.into_iter().next() else { panic!("nothing was asked") };
    session.tell(Msg::Citing(order.ticket, Progress { done: 3, all: 9 }));
    assert!(session.screen().contains("33 % · esc stops"), "{}", session.screen());
    assert_eq!(session.press("esc"), [Effect::StopCiting(order.ticket)]);
}

#[test]
fn a_range_longer_than_what_the_list_has_loaded_is_marked_whole() {
    let articles = (0..1_200).map(|n| article(&format!("Report {n}"), &["It rained."]));
    let mut session = Session::over(articles.collect()).sized(100, 24);
    session.press("v G V");
    assert_eq!(marked(&mut session).as_deref(), Some("1,200"));
    assert!(session.screen().contains("1,200 of 1,200"));
    session.press("esc v g g V");
    assert_eq!(marked(&mut session).as_deref(), Some("1,200"));
}
