//! The first look at newsread, as somebody meets it who is new.

use crate::support::{Session, five};
use newsread::app::action::Action;
use newsread::app::keymap::Keymap;
use newsread::app::tour::Tour;
use newsread::app::{Effect, Msg, Popup, Settings};
use newsread::state::{Change, Marks, Report};

fn begin(is_sample: bool, marks: Marks) -> Session {
    let settings = Settings { is_sample, ..Settings::default() };
    let mut session = Session::with(settings, &five());
    session.tell(Msg::State(Report::Loaded(Box::new(marks))));
    session
}

#[test]
fn whoever_opens_the_sample_for_the_first_time_is_shown_around() {
    let mut session = begin(true, Marks::default());
    assert!(session.screen().contains("A first look · 1 of 5"), "{}", session.screen());
    session.press("enter enter b");
    assert!(session.screen().contains("A first look · 2 of 5"), "{}", session.screen());
    assert_eq!(session.press("esc"), [Effect::Keep(Change::Toured(true))]);
    assert!(!session.screen().contains("A first look"), "{}", session.screen());
}

#[test]
fn the_end_of_the_tour_leads_into_the_archive() {
    let mut session = begin(true, Marks::default());
    let asked = session.press("enter enter enter enter space");
    assert_eq!(asked, [Effect::Keep(Change::Toured(true))]);
    assert!(session.app.popup.is_none());
}

#[test]
fn the_tour_is_shown_once_and_in_the_sample_only() {
    let mut toured = Marks::default();
    toured.write(&Change::Toured(true));
    assert!(!begin(true, toured).screen().contains("A first look"));
    assert!(!begin(false, Marks::default()).screen().contains("A first look"));
}

#[test]
fn a_key_shows_the_tour_again_and_the_help_names_it() {
    let mut session = begin(false, Marks::default());
    session.press("?");
    session.type_text("first look");
    assert!(session.screen().contains("g ?  Take a first look"), "{}", session.screen());
    session.press("esc esc g ?");
    assert!(session.screen().contains("A first look · 1 of 5"), "{}", session.screen());
}

#[test]
fn the_keys_of_the_tour_are_those_that_are_bound() {
    let mut keymap = Keymap::default();
    keymap.unbind(Action::Open);
    keymap.bind("alt-g", Action::Open).unwrap();
    let mut session = begin(false, Marks::default());
    session.app.settings.keymap = keymap;
    session.app.popup = Some(Popup::Tour(Tour::default()));
    let screen = session.screen();
    let line = screen.lines().find(|line| line.contains("read the article")).unwrap();
    assert!(line.contains("alt-g"), "{screen}");
}
