//! The trust card: what is known about an article, and where it was read.

use std::fs;

use crate::support::{Session, article};
use newsread::app::Effect;
use newsread::article::{Origin, Safe, Sourced};

/// A report with front matter, and one scraped with its ready-made citations.
const HERON: &str = "\
---
title: A heron moves into the lock
author: Jan van den Berg
site: The Canal Weekly
date: 2024-03-18
lang: en
---

The keeper saw it first, at dawn. It stood on the lower gate and did not move.
";

const PAGE: &str = "\
<html lang=\"en\"><head><title>Tolls on the Old Bridge | The Canal Weekly</title>
<meta property=\"og:title\" content=\"Tolls on the Old Bridge\">
<meta property=\"og:site_name\" content=\"The Canal Weekly\">
<meta property=\"article:published_time\" content=\"2024-03-17T08:00:00Z\">
<meta name=\"date\" content=\"2023-11-02\">
<meta name=\"author\" content=\"Reuters\">
</head><body><article><h1>Tolls on the Old Bridge</h1>
<p>The council put a toll on the old bridge again, after ninety years without one.</p>
<p>Carts pay twice as much as people who walk, and the keeper's geese pay nothing at all.</p>
</article></body></html>
";

fn archive() -> (tempfile::TempDir, Session) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("heron.md"), HERON).unwrap();
    fs::write(folder.path().join("tolls.html"), PAGE).unwrap();
    let session = Session::over_folder(folder.path().to_str().unwrap()).sized(110, 24);
    (folder, session)
}

#[test]
fn i_tells_each_field_and_where_it_was_read() {
    let (_folder, mut session) = archive();
    session.press("i");
    insta::assert_snapshot!(session.screen(), @"
     Archive  articles · 2                      │
                                                │  A heron moves into the lock
     18 March 2024                              │
    ▌• A heron moves into the lock              │  Jan van den Berg · The Canal Weekly · Monday, 18 March 2024 ·
    ▌  The C┌ Where this comes from ─────────────────────────────────────────────────────────────────────┐
            │ ▌ headline   A heron moves into the lock                      front matter ‘title’, line 2 │
     17 Marc│   author     Jan van den Berg                                front matter ‘author’, line 3 │ gate
     • Tolls│   source     The Canal Weekly                                  front matter ‘site’, line 4 │
       The C│   published  2024-03-18                                        front matter ‘date’, line 5 │
            │   updated    not stated                                                                    │
            │   accessed   not stated                                                                    │
            │   address    not stated                                                                    │
            │   language   en                                                front matter ‘lang’, line 6 │
            │                                                                                            │
            │   no address in the file                                                                   │
            └ e correct · r as in the file · j k field · esc ────────────────────────────────────────────┘
                                                │
                                                │
                                                │
                                                │
                                                │
                                                │
                                                │
     1 of 2                                                               enter read · c cite · / search · ? help
    ");
}

#[test]
fn what_was_not_believed_is_told_with_the_reason() {
    let (_folder, mut session) = archive();
    session.press("j i");
    insta::assert_snapshot!(session.screen(), @"
     Archive  articles · 2                      │
                                                │  Tolls on the Old Bridge
     18 Marc┌ Where this comes from ─────────────────────────────────────────────────────────────────────┐
     • A her│ ▌ headline   Tolls on the Old Bridge                the page’s headline; the page shows it │min
       The C│ ▌            not taken: Tolls on the Old Bridge | The Canal Weekly (markup ‘title’),       │
            │ ▌            declared, not printed                                                         │inety
     17 Marc│   author     Reuters                                                     meta tag ‘author’ │
    ▌• Tolls│   source     The Canal Weekly                                      meta tag ‘og:site_name’ │
    ▌  The C│   published  2024-03-17T08:00:00+00:00      meta tag ‘article:published_time’; not certain │per's
            │              not taken: 2023-11-02 (meta tag ‘date’), a stronger source says otherwise     │
            │   updated    not stated                                                                    │
            │   accessed   not stated                                                                    │
            │   address    not stated                                                                    │
            │   language   en                                                         markup ‘html lang’ │
            │                                                                                            │
            │   two dates of publication disagree                                                        │
            │   the author looks like an institution, not a person                                       │
            │   no address in the file                                                                   │
            └ e correct · r as in the file · j k field · esc ────────────────────────────────────────────┘
                                                │
                                                │
                                                │
                                                │
     2 of 2                                                               enter read · c cite · / search · ? help
    ");
}

#[test]
fn on_a_narrow_screen_the_article_is_opened_for_the_card_and_labels_stand_above() {
    let (_folder, session) = archive();
    let mut session = session.sized(40, 16);
    session.press("j");
    let id = session.app.list.selected().unwrap().id;
    assert!(session.press("i").contains(&Effect::Open(id)));
    insta::assert_snapshot!(session.screen(), @"
     ┌ Where this comes from ─────────────┐
     │ ▌ headline                         │
     │ ▌   Tolls on the Old Bridge        │
     │ ▌   the page’s headline; the page  │
     │ ▌   shows it                       │
     │ ▌   not taken: Tolls on the Old    │
     │ ▌   Bridge | The Canal Weekly      │
    ▌│ ▌   (markup ‘title’), declared,    │
    ▌│ ▌   not printed                    │
     │   author                           │
     │     Reuters      meta tag ‘author’ │
     │   source                           │
     │     The Canal Weekly               │
     │     meta tag ‘og:site_name’        │
     └ e correct · r file · esc ──────────┘
     2 of 2      c cite · / search · ? help
    ");
}

#[test]
fn j_and_k_go_from_field_to_field_and_scroll() {
    let (_folder, session) = archive();
    let mut session = session.sized(60, 10);
    session.press("i");
    assert!(session.screen().contains("▌ headline"));
    session.press("j j");
    assert!(session.screen().contains("▌ source"), "{}", session.screen());
    session.press("G");
    let screen = session.screen();
    assert!(screen.contains("▌ language") && screen.contains("no address in the file"), "{screen}");
    session.press("k k g");
    assert!(session.screen().contains("▌ headline"));
}

#[test]
fn the_cursor_is_on_the_field() {
    let (_folder, mut session) = archive();
    session.press("i j");
    let (_, y) = session.cursor();
    assert!(session.screen().lines().nth(y.into()).unwrap().contains("▌ author"));
}

#[test]
fn esc_q_and_i_close_the_card() {
    let (_folder, mut session) = archive();
    for key in ["esc", "q", "i"] {
        session.press("i");
        assert!(session.screen().contains("Where this comes from"));
        session.press(key);
        assert!(!session.screen().contains("Where this comes from"), "{key}");
    }
}

#[test]
fn an_article_without_anything_known_says_so() {
    let mut session = Session::over(vec![article("Rain", &["It rained."])]).sized(110, 20);
    session.press("i");
    let screen = session.screen();
    assert_eq!(screen.matches("not stated").count(), 7, "{screen}");
    assert!(screen.contains("no author, no source, no date, no address in the file"), "{screen}");
}

#[test]
fn without_an_article_there_is_no_card() {
    let mut session = Session::over(Vec::new());
    session.press("i");
    assert!(session.screen().contains("no article is selected"));
}

#[test]
fn a_day_of_retrieval_among_ready_made_citations_is_told_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/articles/how-a-wire-story-travels.txt");
    fs::copy(sample, folder.path().join("wire.txt")).unwrap();
    let session = Session::over_folder(folder.path().to_str().unwrap());
    let mut session = session.sized(104, 18);
    session.press("enter i");
    insta::assert_snapshot!(session.screen(), @"
     Archive  articles · 1                   │  How a Wire Story Travels
         ┌ Where this comes from ─────────────────────────────────────────────────────────────────────┐
     2 Ma│ ▌ headline   How a Wire Story Travels                      line 1; the citations repeat it │
    ▌  Ho│   author     not stated                                                                    │
    ▌  Ha│   source     Harbour Gazette            ready-made citations, line 51; the citations agree │ur
         │   published  2019-05-02                     ready-made citations, line 53; Thursday agrees │ly
         │              not taken: 2022-08-14T06:41:09+00:00 (ready-made citations, line 57), the day │
         │              of retrieval                                                                  │
         │   updated    not stated                                                                    │
         │   accessed   2022-08-14T06:41:09+00:00                                                     │at
         │              ready-made citations, line 55; the time of retrieval                          │
         │   address    not stated                                                                    │by
         │   language   en                                                     detected from the text │
         │                                                                                            │
         │   no author, no address in the file                                                        │
         └ e correct · r as in the file · j k field · esc ────────────────────────────────────────────┘
                                             │  translation bureau: in Paris in 1835, Charles-Louis Havas
     ¶ 1 of 17 · 0 % · 4 min left                                         h list · c cite · / find · ? help
    ");
}

#[test]
fn an_address_that_is_wider_than_the_card_is_shown_whole() {
    let address = format!("https://canal.example/{}/end", "a-long-way-to-go".repeat(8));
    let mut long = article("Rain", &["It rained."]);
    long.meta.url = Some(Sourced::certain(Safe::line(&address), Origin::MetaTag));
    let mut session = Session::over(vec![long]).sized(70, 22);
    session.press("i");
    let screen = session.screen();
    let lines = screen.lines().skip_while(|line| !line.contains("address")).take(4);
    let words: String = lines.map(|line| line.split('│').nth(1).unwrap().trim()).collect();
    let words = words.replace("address", "").replace(' ', "");
    assert!(words.contains(&address), "{screen}");
}
