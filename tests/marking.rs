//! Marking articles in the list: which ones, and for how long.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use support::{Session, article, five};

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
fn in_the_reader_nothing_is_marked() {
    let mut session = Session::over(vec![article("Rain", &["It rained."])]).sized(100, 24);
    session.press("enter v");
    assert!(session.screen().contains("articles are marked in the list"));
    session.press("h");
    assert_eq!(marked(&mut session), None);
}
