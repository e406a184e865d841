//! Repairing damaged characters, and undoing it: keys in, screen out.

use std::fs;

use crate::support::Session;
use newsread::app::Effect;
use newsread::article::{ArticleId, Field};
use newsread::state::Change;

const CAFE: &str = "\
---
title: The cafÃ© opens again
author: Zo\u{c3}\u{ab} Quill
site: The Canal Weekly
date: 2024-03-18
url: https://canal.example/cafe
lang: en
---

The harbourâ€™s old cafÃ© opened at noon.
";

/// An archive on the disk, and a session over it.
fn desk() -> (tempfile::TempDir, Session) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("cafe.md"), CAFE).unwrap();
    let session = Session::over_folder(folder.path().to_str().unwrap()).sized(110, 20);
    (folder, session)
}

fn kept(value: Option<&str>) -> Effect {
    let id = ArticleId::of(CAFE.as_bytes(), 0);
    Effect::Keep(Change::Correction(id, Field::Characters, value.map(str::to_owned)))
}

#[test]
fn the_card_tells_damaged_characters_with_an_example() {
    let (_folder, mut session) = desk();
    session.press("i G");
    insta::assert_snapshot!(session.screen(), @"
     Archive  articles · 1                      │
                                                │  The cafÃ© opens again
     18 Marc┌ Where this comes from ─────────────────────────────────────────────────────────────────────┐
    ▌• The c│   headline   The cafÃ© opens again                            front matter ‘title’, line 2 │ 1 min
    ▌  The C│   author     ZoÃ« Quill                                      front matter ‘author’, line 3 │
            │   source     The Canal Weekly                                  front matter ‘site’, line 4 │é’
            │   published  2024-03-18                                        front matter ‘date’, line 5 │
            │   updated    not stated                                                                    │
            │   accessed   not stated                                                                    │
            │   address    https://canal.example/cafe                         front matter ‘url’, line 6 │
            │   language   en                                                front matter ‘lang’, line 7 │
            │ ▌ characters damaged                                                   line 2; not certain │
            │                                                                                            │
            │   the author looks like an institution, not a person                                       │
            │   damaged characters in 4 places: ‘cafÃ©’ would read ‘café’ if repaired                    │
            └ e repair · r as in the file · j k field · esc ─────────────────────────────────────────────┘
                                                │
                                                │
                                                │
     1 of 1                                                               enter read · c cite · / search · ? help
    ");
}

#[test]
fn e_repairs_them_and_row_reader_search_and_citation_agree() {
    let (folder, mut session) = desk();
    assert_eq!(session.press("i G e")[0], kept(Some("repaired")));
    insta::assert_snapshot!(session.screen(), @"
     Archive  articles · 1                      │
                                                │  The café opens again
     18 Marc┌ Where this comes from ─────────────────────────────────────────────────────────────────────┐
    ▌• The c│   headline   The café opens again                             front matter ‘title’, line 2 │1 min
    ▌  The C│   author     Zoë Quill                                       front matter ‘author’, line 3 │
            │   source     The Canal Weekly                                  front matter ‘site’, line 4 │
            │   published  2024-03-18                                        front matter ‘date’, line 5 │
            │   updated    not stated                                                                    │
            │   accessed   not stated                                                                    │
            │   address    https://canal.example/cafe                         front matter ‘url’, line 6 │
            │   language   en                                                front matter ‘lang’, line 7 │
            │ ▌ characters repaired                                                      your correction │
            │ ▌            the file says: damaged (line 2)                                               │
            └ e repair · r as in the file · j k field · esc ─────────────────────────────────────────────┘
                                                │
                                                │
                                                │
                                                │
                                                │
     1 of 1                                                                    repaired the characters · U undoes
    ");
    session.press("esc enter");
    insta::assert_snapshot!(session.screen(), @"
     Archive  articles · 1                      │
                                                │  The café opens again
     18 March 2024                              │
    ▌  The café opens again                     │  Zoë Quill · The Canal Weekly · Monday, 18 March 2024 · 1 min
    ▌  The Canal Weekly · 1 min                 │
                                                │¶ The harbour’s old café opened at noon.
                                                │
                                                │
                                                │
                                                │
                                                │
                                                │
                                                │
                                                │
                                                │
                                                │
                                                │
                                                │
                                                │
     ¶ 1 of 1 · 100 %                                                           h list · c cite · / find · ? help
    ");
    session.press("c");
    let citation = "Quill, Z. (2024, March 18). The café opens again. The Canal Weekly. https://canal.example/cafe";
    assert_eq!(session.clipboard(), citation);
    session.press("h /");
    session.type_text("harbour’s old café");
    assert!(session.screen().contains("1 article "), "{}", session.screen());
    assert_eq!(fs::read_to_string(folder.path().join("cafe.md")).unwrap(), CAFE);
}

#[test]
fn the_line_of_each_field_is_that_of_the_file() {
    let (_folder, mut session) = desk();
    session.press("i G e");
    let screen = session.screen();
    assert!(screen.contains("front matter ‘date’, line 5"), "{screen}");
    assert!(screen.contains("the file says: damaged (line 2)"), "{screen}");
}

#[test]
fn undoing_shows_them_as_the_file_has_them_and_so_does_r() {
    let (_folder, mut session) = desk();
    session.press("i G");
    let before = session.screen();
    let card = |screen: &str| screen.lines().filter(|line| line.contains('│')).count();
    session.press("e");
    assert_eq!(session.press("U")[0], kept(None));
    assert!(session.screen().contains("damaged characters in 4 places"));
    session.press("e");
    assert_eq!(session.press("r")[0], kept(None));
    let after = session.screen();
    assert_eq!(card(&after), card(&before));
    assert!(after.contains("the characters are what the file says again"), "{after}");
    assert!(after.contains("The cafÃ© opens"), "{after}");
}

#[test]
fn an_article_without_damage_has_no_such_line() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("cafe.md"),
        CAFE.replace("Ã©", "é").replace("â€™", "’").replace("Ã«", "ë"),
    )
    .unwrap();
    let mut session = Session::over_folder(folder.path().to_str().unwrap()).sized(110, 20);
    session.press("i G");
    assert!(!session.screen().contains("characters"), "{}", session.screen());
}
