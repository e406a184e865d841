//! Searches that are made again: the recent ones, and those with a name.

use crate::support::{Session, five};
use newsread::app::{Effect, Msg};
use newsread::state::{Change, Marks, Report};

/// A session that knows what earlier ones left.
fn after(changes: &[Change]) -> (Session, Vec<Effect>) {
    let mut session = Session::over(five()).sized(100, 24);
    let marks: Marks = changes.iter().cloned().collect();
    let effects = session.tell(Msg::State(Report::Loaded(Box::new(marks))));
    (session, effects)
}

fn search(session: &mut Session, typed: &str) -> Vec<Effect> {
    session.press("/");
    session.type_text(typed);
    session.press("enter")
}

fn typed(session: &Session) -> &str {
    session.app.prompt.as_ref().unwrap().input.value()
}

/// What is kept of the recent searches by these effects.
fn kept(effects: &[Effect]) -> Option<Vec<String>> {
    effects.iter().find_map(|effect| match effect {
        Effect::Keep(Change::Searches(searches)) => Some(searches.clone()),
        _ => None,
    })
}

fn searches(typed: &[&str]) -> Change {
    Change::Searches(typed.iter().map(ToString::to_string).collect())
}

#[test]
fn the_searches_of_earlier_sessions_are_called_back() {
    let (mut session, _) = after(&[searches(&["rates", "river"])]);
    session.press("/ up");
    assert_eq!(typed(&session), "river");
    session.press("up");
    assert_eq!(typed(&session), "rates");
}

#[test]
fn what_is_searched_for_is_kept() {
    let (mut session, _) = after(&[searches(&["rates", "river"])]);
    assert_eq!(kept(&search(&mut session, "rates")).unwrap(), ["river", "rates"]);
}

#[test]
fn what_is_searched_for_before_the_state_is_there_writes_over_nothing() {
    let mut session = Session::over(five()).sized(100, 24);
    assert_eq!(kept(&search(&mut session, "bank")), None);
    let marks: Marks = [searches(&["river"])].into_iter().collect();
    let effects = session.tell(Msg::State(Report::Loaded(Box::new(marks))));
    assert_eq!(kept(&effects).unwrap(), ["river", "bank"]);
}

#[test]
fn ctrl_s_saves_the_search_under_a_name() {
    let (mut session, _) = after(&[]);
    session.press("/");
    session.type_text("river OR rates");
    session.press("ctrl-s");
    assert!(session.screen().contains("name: "), "{}", session.screen());
    session.type_text("Money and water");
    session.press("enter");
    assert_eq!(typed(&session), "river OR rates");
    assert_eq!(session.app.marks.saved_search("Money and water"), Some("river OR rates"));
    assert!(session.screen().contains("saved as ‘Money and water’ · g h lists searches"));
    session.press("esc U");
    assert_eq!(session.app.marks.saved_search("Money and water"), None);
}

#[test]
fn naming_is_given_up_without_losing_the_search() {
    let (mut session, _) = after(&[]);
    session.press("/");
    session.type_text("river");
    session.press("ctrl-s x esc");
    assert_eq!(typed(&session), "river");
    assert_eq!(session.app.list.total().count(), 1);
    assert_eq!(session.app.marks.saved_searches().count(), 0);
}

#[test]
fn a_search_without_a_name_is_called_by_its_words() {
    let (mut session, _) = after(&[]);
    session.press("/");
    session.type_text("river");
    session.press("ctrl-s enter");
    assert_eq!(session.app.marks.saved_search("river"), Some("river"));
}

#[test]
fn g_h_lists_saved_and_recent_searches_and_makes_one_again() {
    let money = Change::Search("Money".to_owned(), Some("rates OR price".to_owned()));
    let (mut session, _) = after(&[money, searches(&["river", "election", "rates OR price"])]);
    session.press("g h");
    insta::assert_snapshot!(session.screen(), @"
     Archive  articles · 5 · 5 unread       │
                                            │  Floods in the north
     18 March 2024                          │
    ▌• Floods in the north                  │  The Courier · Monday, 18 March 2024 · 1 min
    ▌  The Courier · 1 min                  │
     • Rates held at four per cent          │¶ The river rose by two metres.
       ┌ Searches · 3 ──────────────────────────────────────────────────────────────────────────────┐
       │ ▌ Money                                                                                    │
     17│ ▌ rates OR price                                                                           │
     • │   election                                                                                 │
       │   river                                                                                    │
       └ enter search · x forget · / · esc ─────────────────────────────────────────────────────────┘
     16 March 2024                          │
     • A quiet election                     │
       1 min                                │
                                            │
     No date                                │
     • Notes on obituaries                  │
       1 min                                │
                                            │
                                            │
                                            │
                                            │
     1 of 5                                                     enter read · c cite · / search · ? help
    ");
    session.press("j j enter");
    assert_eq!(session.app.query.to_string(), "river");
    assert_eq!(session.app.list.total().count(), 1);
    session.press("g h /");
    session.type_text("mon");
    session.press("enter");
    assert_eq!(session.app.query.to_string(), "rates OR price");
}

#[test]
fn a_search_is_forgotten_and_that_is_undone() {
    let money = Change::Search("Money".to_owned(), Some("rates".to_owned()));
    let (mut session, _) = after(&[money, searches(&["river"])]);
    session.press("g h x");
    assert_eq!(session.app.marks.saved_search("Money"), None);
    session.press("U");
    assert_eq!(session.app.marks.saved_search("Money"), Some("rates"));
    assert_eq!(kept(&session.press("j x")).unwrap(), Vec::<String>::new());
}

#[test]
fn what_another_instance_searches_for_is_called_back_here() {
    let (mut session, _) = after(&[searches(&["river"])]);
    session.tell(Msg::State(Report::Changed(vec![searches(&["river", "bank"])])));
    session.press("/ up");
    assert_eq!(typed(&session), "bank");
}

#[test]
fn before_anything_was_searched_for_there_is_nothing_to_list() {
    let (mut session, _) = after(&[]);
    session.press("g h");
    assert!(session.app.popup.is_none());
    assert!(session.screen().contains("nothing was searched for yet"));
}
