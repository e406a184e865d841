//! The chooser of styles: what it offers, shows and remembers.

use std::fs;

use crate::support::{Session, With, article, without_foot};
use newsread::app::{Effect, Msg, Settings};
use newsread::article::{Article, Safe};
use newsread::cite::{Citer, Form, Style, StyleFile};
use newsread::state::{Change, Report};

fn floods() -> Article {
    let mut floods = article("Floods in the North", &["The river rose.", "Nobody was hurt."])
        .on(2024, 3, 18)
        .by("The Courier");
    floods.meta.title_as_sentence = Some(Safe::line("Floods in the north"));
    floods
}

#[test]
fn choosing_a_style_previews_it_and_makes_it_the_readers() {
    let mut session = Session::over(vec![floods()]).sized(100, 24);
    session.press("C j");
    insta::assert_snapshot!(session.screen(), @"
     Archive  articles · 1                  │
                                            │  Floods in the North
     18┌ Cite ──────────────────────────────────────────────────────────────────────────────────────┐
    ▌• │   APA 7                      as plain                                                      │
    ▌  │ ▌ MLA 9                                                                                    │
       │   Chicago 18, notes          “Floods in the North.” The Courier, 18 Mar. 2024.             │
       │   Chicago 18, author-date                                                                  │
       │   Harvard (Cite Them Right)  in text: (“Floods in the North”)                              │
       │   Vancouver                                                                                │
       │   IEEE                       no author, no address in the file                             │
       │   AMA 11                                                                                   │
       │   Turabian, notes                                                                          │
       │                                                                                            │
       │                                                                                            │
       │                                                                                            │
       │                                                                                            │
       │                                                                                            │
       │                                                                                            │
       │                                                                                            │
       └ enter copy · / more styles · tab format · ~ casing · e correct · esc ──────────────────────┘
                                            │
                                            │
                                            │
     1 of 1                                                     enter read · c cite · / search · ? help
    ");
    let asked = session.press("enter");
    assert!(asked.contains(&Effect::Keep(Change::Styles(vec!["mla".into()]))), "{asked:?}");
    assert_eq!(session.clipboard(), "“Floods in the North.” The Courier, 18 Mar. 2024.");
    assert_eq!(session.app.style, Style::Mla);
}

#[test]
fn tab_in_the_chooser_changes_the_format() {
    let mut session = Session::over(vec![floods()]);
    session.press("C tab tab tab enter");
    assert!(session.clipboard().starts_with("@misc{"), "{}", session.clipboard());
}

#[test]
fn a_preview_of_a_style_that_was_left_is_dropped() {
    let mut session = Session::over(vec![floods()]).sized(100, 24);
    let first = session.app.update(Msg::Key("C".parse().unwrap()));
    let Some(Effect::Cite(old)) = first.into_iter().next() else { panic!("nothing was asked for") };
    session.press("j");
    session.tell(Msg::Cited(old.ticket, old.purpose, Err(Safe::line("late"))));
    assert!(!session.screen().contains("late"));
}

#[test]
fn the_chooser_cites_the_article_it_was_opened_on() {
    let mut session = Session::over(vec![floods()]);
    session.press("C");
    session.arrive(article("Newer news", &["It came later."]).on(2025, 1, 1));
    session.press("enter");
    assert!(session.clipboard().starts_with("Floods"), "{}", session.clipboard());
}

#[test]
fn the_chooser_shows_its_preview_on_a_small_screen_too() {
    let mut session = Session::over(vec![floods()]).sized(40, 12);
    session.press("C j j j");
    insta::assert_snapshot!(session.screen(), @"
     ┌ Cite ──────────────────────────────┐
     │   Chicago 18, notes                │
     │ ▌ Chicago 18, author-date          │
    ▌│                                    │
    ▌│ as plain                           │
     │ The Courier. 2024. “Floods in the  │
     │ North.” March 18.                  │
     │ in text: (The Courier 2024)        │
     │ no author, no address in the file  │
     │                                    │
     └ enter · / find · tab · ~ · e · esc ┘
     1 of 1      c cite · / search · ? help
    ");
}

/// A session that goes on from one in which this was changed.
fn after(settings: Settings, changes: Vec<Change>) -> Session {
    let mut session = Session::with(settings, &[floods()]).sized(100, 24);
    session.tell(Msg::State(Report::Loaded(Box::new(changes.into_iter().collect()))));
    session
}

/// The names of styles on the screen, from the top.
fn offered(session: &mut Session) -> Vec<String> {
    let screen = session.screen();
    let lines = screen.lines().skip_while(|line| !line.contains("Cite")).skip(1);
    let names = lines.filter_map(|line| line.split('│').nth(1));
    names.map(|name| name.chars().skip(3).take(26).collect::<String>().trim().to_owned()).collect()
}

#[test]
fn the_style_used_last_is_offered_first_and_the_one_before_it_next() {
    let mut session = after(without_foot(), Vec::new());
    session.press("C G enter C j enter");
    let kept = session.press("C j j enter");
    let used = ["mla", "apa", "turabian"].map(str::to_owned).to_vec();
    assert!(kept.contains(&Effect::Keep(Change::Styles(used.clone()))), "{kept:?}");

    let mut session = after(without_foot(), vec![Change::Styles(used)]);
    session.press("C");
    assert_eq!(
        offered(&mut session)[..4],
        ["MLA 9", "APA 7", "Turabian, notes", "Chicago 18, notes"]
    );
}

#[test]
fn a_style_of_the_readers_own_is_offered_and_remembered() {
    let csl = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
        <info><title>House Rules</title><id>house</id><updated>2024-01-01T00:00:00Z</updated></info>
        <citation><layout><text variable="title"/></layout></citation>
        <bibliography><layout><text variable="title" prefix="House: "/></layout></bibliography>
        </style>"#;
    let own = Style::File(StyleFile::new("house.csl", csl).unwrap().called("house"));
    let settings = Settings { styles: vec![own], ..without_foot() };
    let mut session = after(settings.clone(), Vec::new());
    session.press("C G enter");
    assert_eq!(session.clipboard(), "House: Floods in the North");
    let mut session = after(settings, vec![Change::Styles(vec!["house".to_owned()])]);
    session.press("c");
    assert_eq!(session.clipboard(), "House: Floods in the North");
}

#[test]
fn every_style_of_the_archive_is_found_by_typing_its_name_and_remembered() {
    let mut session = after(Settings::default(), Vec::new());
    session.press("C /");
    session.type_text("nat");
    assert!(offered(&mut session)[1].starts_with("Nature"), "{}", session.screen());
    let kept = session.press("enter");
    assert_eq!(session.app.style.name(), "nature");
    let used = vec!["nature".to_owned()];
    assert!(kept.contains(&Effect::Keep(Change::Styles(used.clone()))), "{kept:?}");

    let mut session = after(Settings::default(), vec![Change::Styles(used)]);
    session.press("C");
    assert_eq!(offered(&mut session)[..2], ["Nature", "APA 7"]);
}

#[test]
fn a_style_that_nobody_has_is_not_copied_and_esc_brings_the_usual_ones_back() {
    let mut session = after(Settings::default(), Vec::new());
    session.press("C /");
    session.type_text("quill");
    assert!(session.screen().contains("no style is called so"));
    session.press("enter");
    assert_eq!(session.clipboard(), "");
    session.press("esc j");
    assert!(session.screen().contains("▌ MLA 9"), "{}", session.screen());
}

#[test]
fn each_of_the_archives_styles_cites_the_article() {
    let mut citer = Citer::default();
    for style in Style::archive() {
        for form in [Form::Entry, Form::InText] {
            let citation = citer.cite(&floods().meta, &style, form);
            assert!(citation.is_ok(), "{style}: {citation:?}");
        }
    }
}

#[test]
fn the_format_chosen_last_is_that_of_the_next_citation() {
    let mut session = after(without_foot(), Vec::new());
    let kept = session.press("C tab enter");
    assert!(kept.contains(&Effect::Keep(Change::Format("markdown".to_owned()))), "{kept:?}");
    session.press("c");
    assert_eq!(session.clipboard(), "*Floods in the north*. (2024, March 18). The Courier.");
    // A format without a style is for the chooser alone.
    session.press("C tab tab enter c");
    assert_eq!(session.clipboard(), "Floods in the north. (2024, March 18). The Courier.");
    session.press("C");
    assert!(session.screen().contains("as bibtex"), "{}", session.screen());
}

#[test]
fn the_chooser_goes_through_the_formats_for_machines_and_back() {
    let mut session = after(without_foot(), Vec::new());
    session.press("C tab tab tab tab tab");
    assert!(session.screen().contains("TY  - "), "{}", session.screen());
    session.press("shift-tab");
    assert!(session.screen().contains("@online{"), "{}", session.screen());
}

#[test]
fn the_preview_tells_how_the_article_is_cited_in_the_text_or_in_a_note() {
    let mut session = after(without_foot(), Vec::new());
    session.press("C");
    assert!(session.screen().contains("in text: (Floods in the North, 2024)"));
    session.press("j j");
    assert!(session.screen().contains("note: “Floods in the North,” The Courier, March 18, 2024."));
}

#[test]
fn a_tilde_keeps_the_headlines_own_capitals_in_preview_and_copy_and_from_then_on() {
    let mut session = after(without_foot(), Vec::new());
    session.press("C");
    assert!(session.screen().contains("Floods in the north. (2024"));
    session.press("~");
    assert!(session.screen().contains("as plain · the headline’s own capitals"));
    assert!(session.screen().contains("Floods in the North. (2024"));
    session.press("enter");
    assert!(session.clipboard().starts_with("Floods in the North. (2024"));
    session.press("c");
    assert!(session.clipboard().starts_with("Floods in the North. (2024"));
    let kept = session.press("C ~ enter");
    assert!(session.clipboard().starts_with("Floods in the north. (2024"));
    let id = floods().id;
    assert!(kept.contains(&Effect::Keep(Change::AsPrinted(id, false))), "{kept:?}");
}

#[test]
fn what_is_previewed_is_copied_without_being_written_again() {
    let mut session = after(without_foot(), Vec::new());
    session.press("C");
    let asked = session.press("enter");
    assert!(!asked.iter().any(|effect| matches!(effect, Effect::Cite(_))), "{asked:?}");
    assert_eq!(session.clipboard(), "Floods in the north. (2024, March 18). The Courier.");
}

#[test]
fn e_corrects_what_is_missing_and_comes_back_to_the_chooser() {
    let folder = tempfile::tempdir().unwrap();
    let text = "---\ntitle: The heron\ndate: 2024-03-18\nsite: The Canal Weekly\nlang: en\n---\n\nIt stood still.\n";
    fs::write(folder.path().join("heron.md"), text).unwrap();
    let mut session = Session::over_folder(folder.path().to_str().unwrap()).sized(100, 24);
    session.press("C j");
    assert!(session.screen().contains("no author, no address in the file"));
    session.press("e");
    assert!(session.screen().contains("author     › "), "{}", session.screen());
    session.type_text("Ada Roe");
    session.press("enter");
    assert!(session.screen().contains("▌ MLA 9"), "{}", session.screen());
    assert!(session.screen().contains("Roe, Ada. “The Heron.”"), "{}", session.screen());
    session.press("e esc esc");
    assert!(session.screen().contains("▌ MLA 9"), "{}", session.screen());
    session.press("enter");
    assert!(session.clipboard().starts_with("Roe, Ada. “The Heron.”"));
}

#[test]
fn y_and_q_as_a_capital_chooses_what_a_quotation_is_pasted_into() {
    let mut session = after(without_foot(), Vec::new());
    let kept = session.press("enter } y Q tab enter");
    let quotation =
        "> Nobody was hurt. (*Floods in the North*, 2024, para. 2)\n\n*Floods in the north*.";
    assert!(session.clipboard().starts_with(quotation), "{}", session.clipboard());
    assert!(kept.contains(&Effect::Keep(Change::Quotation("markdown".to_owned()))), "{kept:?}");
    session.press("y q");
    assert!(session.clipboard().starts_with("> Nobody was hurt."), "{}", session.clipboard());
    let mut session = after(without_foot(), vec![Change::Quotation("org".to_owned())]);
    session.press("enter y q");
    assert!(session.clipboard().starts_with("#+begin_quote"), "{}", session.clipboard());
}
