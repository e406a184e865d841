//! Translating with a program of the reader's choice.

use crate::support::{Session, With, article, without_foot};
use newsread::app::{Effect, Msg, Settings};
use newsread::article::{Article, Safe};

fn session(translator: &str) -> Session {
    let settings = Settings { translator: translator.to_owned(), ..without_foot() };
    Session::with(settings, &articles())
}

fn articles() -> Vec<Article> {
    let paragraphs = ["東京では朝から雨が降っている。", "電車は遅れた。"];
    vec![article("東京は今日も雨", &paragraphs).on(2024, 3, 17)]
}

/// What was asked to be translated, with the ticket for its answer.
fn asked(effects: &[Effect]) -> (newsread::search::Ticket, Vec<String>) {
    let of = |effect: &Effect| match effect {
        Effect::Translate(ticket, parts) => {
            Some((*ticket, parts.iter().map(Safe::to_string).collect()))
        }
        _ => None,
    };
    effects.iter().find_map(of).unwrap()
}

#[test]
fn nothing_is_sent_where_no_program_was_named() {
    let mut session = session("");
    let effects = session.press("enter g t");
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Translate(..))));
    assert!(session.screen().contains("no translator is set"), "{}", session.screen());
}

#[test]
fn the_first_time_it_is_told_what_will_run_and_nothing_runs_before_enter() {
    let mut session = session("trans -b :en");
    let effects = session.press("enter g t");
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Translate(..))));
    insta::assert_snapshot!(session.screen());
    let (_, parts) = asked(&session.press("enter"));
    assert_eq!(parts, ["東京では朝から雨が降っている。"]);
    session.press("esc");
    // Later it goes at once.
    asked(&session.press("g t"));
}

#[test]
fn leaving_the_question_sends_nothing() {
    let mut session = session("trans -b :en");
    let effects = session.press("enter g T esc");
    let is_sent =
        |effect: &Effect| matches!(effect, Effect::Translate(..) | Effect::StopTranslating);
    assert!(!effects.iter().any(is_sent));
}

#[test]
fn each_paragraph_is_shown_with_its_translation_as_it_comes() {
    let mut session = session("trans -b :en");
    let (ticket, parts) = asked(&session.press("enter g T enter"));
    assert_eq!(parts.len(), 3);
    let said = |words: &str| Ok(Safe::line(words));
    session.tell(Msg::Translated(ticket, 0, said("Rain in Tokyo today too")));
    session.tell(Msg::Translated(ticket, 1, said("In Tokyo it has rained since the morning.")));
    insta::assert_snapshot!(session.screen());
    session.resize(120, 14);
    insta::assert_snapshot!(session.screen());
}

#[test]
fn why_it_failed_is_told_at_the_paragraph() {
    let mut session = session("trans -b :en");
    let (ticket, _) = asked(&session.press("enter g T enter"));
    let reason = Safe::line("‘trans’ ended with status 1: no network");
    session.tell(Msg::Translated(ticket, 0, Err(reason)));
    assert!(session.screen().contains("status 1: no network"), "{}", session.screen());
}

#[test]
fn closing_it_gives_up_what_is_under_way_and_late_answers_are_dropped() {
    let mut session = session("trans -b :en");
    let (ticket, _) = asked(&session.press("enter g T enter"));
    let effects = session.press("esc");
    assert!(effects.contains(&Effect::StopTranslating));
    session.tell(Msg::Translated(ticket, 0, Ok(Safe::line("late"))));
    assert!(!session.screen().contains("late"));
}
