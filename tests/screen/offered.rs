//! What the page offered, each row of the manual's table: it can be done here.

use crate::desk::Desk;
use crate::support::{Session, With, article, without_foot};
use newsread::app::sending::Target;
use newsread::app::{Effect, Popup, Settings};
use newsread::article::{Article, Origin, Safe, Sourced};

const MANUAL: &str = include_str!("../../articles/out-and-in.md");

/// What a row of the table says newsread does.
fn row(offered: &str) -> &'static str {
    let rows = MANUAL.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let mut rows = rows.filter_map(|line| line.split_once(" | "));
    rows.find(|(name, _)| *name == offered).unwrap_or_else(|| panic!("no row {offered}")).1
}

fn storm() -> Article {
    let mut storm =
        article("Three boats sink", &["Three boats sank in the harbour.", "Nobody was hurt."])
            .on(2024, 3, 18)
            .by("The Canal Weekly");
    let url = Safe::line("https://canal.example/storm");
    storm.meta.url = Some(Sourced::certain(url, Origin::Line));
    storm
}

fn session() -> Session {
    let mut session = Session::over(vec![storm()]);
    session.press("enter");
    session
}

#[test]
fn cite() {
    assert!(row("Cite").contains("`c`"));
    let mut session = session();
    session.press("c");
    assert_eq!(
        session.clipboard(),
        "Three boats sink. (2024, March 18). The Canal Weekly. https://canal.example/storm"
    );
}

#[test]
fn print() {
    assert!(row("Print").contains("`P`"));
    let mut session = session();
    let effects = session.press("P enter");
    let is_print =
        |effect: &Effect| matches!(effect, Effect::Send(sending) if sending.to == Target::Printer);
    assert!(effects.iter().any(is_print));
}

#[test]
fn share() {
    assert!(row("Share").contains("`y l`"));
    let mut session = session();
    session.press("y l");
    assert!(session.clipboard().starts_with("https://canal.example/storm#:~:text=Three"));
    session.press("y m");
    assert_eq!(session.clipboard(), "[Three boats sink](<https://canal.example/storm>)");
    session.press("y u");
    assert_eq!(session.clipboard(), "https://canal.example/storm");
    let effects = session.press("o");
    assert!(effects.contains(&Effect::Visit(Safe::line("https://canal.example/storm"))));
}

#[test]
fn comment() {
    assert!(row("Comment").contains("`newsread notes`"));
    let kept = r#"{"url": "https://canal.example/storm", "title": "Three boats sink",
        "content": "<p>Three boats sank in the harbour.</p>",
        "annotations": [{"quote": "Three boats", "text": "ask the keeper"}]}"#;
    let done = Desk::with(&[("kept.jsonl", &kept.replace('\n', " "))]).run("notes kept.jsonl");
    assert!(
        done.out.contains("> Three boats") && done.out.contains("ask the keeper"),
        "{}",
        done.out
    );
}

#[test]
fn upload() {
    assert!(row("Upload").contains("`newsread import`"));
    let desk =
        Desk::with(&[("storm.md", "# Three boats sink\n\nThree boats sank in the harbour.\n")]);
    let done = desk.run("import --into archive storm.md");
    assert_eq!(done.code, 0, "{}", done.told);
    assert!(done.out.contains("imported"), "{}", done.out);
}

#[test]
fn translate() {
    assert!(row("Translate").contains("`g t`"));
    let settings = Settings { translator: "trans -b :de".to_owned(), ..without_foot() };
    let mut session = Session::with(settings, &[storm()]);
    let effects = session.press("enter g t enter");
    let is_sent = |effect: &Effect| matches!(effect, Effect::Translate(_, parts) if &*parts[0] == "Three boats sank in the harbour.");
    assert!(effects.iter().any(is_sent));
}

#[test]
fn updates() {
    assert!(row("Updates").contains("`D`"));
    let mut session = session();
    session.arrive(article("Snow in June", &["Nobody had seen it before."]).on(2024, 6, 1));
    assert!(session.screen().contains("1 new article"), "{}", session.screen());
    session.press("D");
    assert!(session.screen().contains("no other copy or version of this story is known"));
}

#[test]
fn log_in() {
    assert!(row("Log in").contains("nothing"));
    let mut session = session();
    assert!(session.app.popup.is_none() && !session.screen().contains("password"));
    session.press("?");
    assert!(matches!(session.app.popup, Some(Popup::Help(_))));
}
