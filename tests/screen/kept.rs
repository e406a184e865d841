//! What a service kept with an article: star and read mark in the list, marked
//! passages in the text, all of it on the card.

use std::fs;

use crate::support::Session;
use ratatui::style::Modifier;

/// Two entries as Wallabag exports them: one starred and archived, with marked
/// passages, and one that is neither.
const EXPORT: &str = r#"[
 {"is_archived": 1, "is_starred": 1, "id": 1, "title": "The lock opens early",
  "url": "https://canal.example/lock", "published_at": "2024-03-18T08:00:00+0000", "tags": ["locks"],
  "content": "<p>The keeper opened the lock at five. Nobody had asked him to do so.</p>",
  "annotations": [{"quote": "at five", "text": "early even for him"}, {"quote": "Nobody had asked", "text": ""}]},
 {"is_archived": 0, "is_starred": 0, "id": 2, "title": "The geese are back",
  "url": "https://canal.example/geese", "published_at": "2024-03-17T08:00:00+0000",
  "content": "<p>They pay nothing.</p>"}]"#;

fn session() -> (tempfile::TempDir, Session) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("wallabag.json"), EXPORT).unwrap();
    let session = Session::over_folder(folder.path().to_str().unwrap()).sized(110, 22);
    (folder, session)
}

/// The lines of the list that hold these words, without what stands right.
fn listed(session: &mut Session, words: &str) -> String {
    let screen = session.screen();
    let mut left = screen.lines().map(|line| line.split('│').next().unwrap());
    left.find(|line| line.contains(words)).unwrap().trim().to_owned()
}

#[test]
fn a_star_and_a_read_mark_count_until_the_reader_says_otherwise() {
    let (_folder, mut session) = session();
    assert_eq!(listed(&mut session, "lock opens"), "▌★ The lock opens early");
    assert_eq!(listed(&mut session, "geese"), "• The geese are back");
    session.press("s");
    assert_eq!(listed(&mut session, "lock opens"), "▌  The lock opens early");
    session.press("r");
    assert_eq!(listed(&mut session, "lock opens"), "▌• The lock opens early");
    session.press("U");
    assert_eq!(listed(&mut session, "lock opens"), "▌  The lock opens early");
}

#[test]
fn an_article_that_was_read_elsewhere_is_passed_over_for_the_next_unread_one() {
    let (_folder, mut session) = session();
    session.press("j k n");
    assert_eq!(listed(&mut session, "geese"), "▌• The geese are back");
}

#[test]
fn marked_passages_are_lit_in_the_text_and_notes_stand_below() {
    let (_folder, mut session) = session();
    insta::assert_snapshot!(session.screen(), @"
     Archive  articles · 2                      │
                                                │  The lock opens early
     18 March 2024                              │
    ▌★ The lock opens early                     │  Monday, 18 March 2024 · 1 min
    ▌  1 min                                    │
                                                │¶ The keeper opened the lock at five. Nobody had asked him to
     17 March 2024                              │  do so.
     • The geese are back                       │
       1 min                                    │
                                                │  Your notes elsewhere
                                                │
                                                │  │ at five
                                                │
                                                │  early even for him
                                                │
                                                │
                                                │
                                                │
                                                │
                                                │
                                                │
     1 of 2                                                               enter read · c cite · / search · ? help
    ");
    let is_lit = |style: ratatui::style::Style| {
        style.add_modifier.contains(Modifier::UNDERLINED | Modifier::ITALIC)
    };
    assert_eq!(session.styled(is_lit), ["at five", "Nobody had asked"]);
}

#[test]
fn what_was_noted_elsewhere_is_listed_with_the_notes_and_gone_to() {
    let (_folder, mut session) = session();
    session.press("enter } a");
    session.type_text("Ask him.");
    session.press("ctrl-s A");
    insta::assert_snapshot!(session.screen(), @"
     Archive  articles · 2                      │
                                                │  The lock opens early
     18 March 2024                              │
    ▌★ The l┌ Notes · 3 ─────────────────────────────────────────────────────────────────────────────────┐
    ▌  ✎ · 1│ ▌ “The keeper opened the lock at five. Nobody had asked him to do so.”                     │
            │ ▌ Ask him.                                                                                 │m to   ✎
     17 Marc│ ▌ The lock opens early · 18 March 2024                                                     │
     • The g│                                                                                            │
       1 min│   “at five”                                                                                │
            │   early even for him                                                                       │
            │   from the file · The lock opens early · 18 March 2024                                     │
            │                                                                                            │
            │   “Nobody had asked”                                                                       │
            │   from the file · The lock opens early · 18 March 2024                                     │
            └ enter go · e edit · x remove · / · esc ────────────────────────────────────────────────────┘
                                                │
                                                │
                                                │
                                                │
                                                │
                                                │
     ¶ 1 of 1 · 100 %                                                                        ✎ Ask him. · a edits
    ");
    session.press("j x");
    assert!(session.screen().contains("this note is in the file"), "{}", session.screen());
    session.press("j enter");
    assert!(session.app.popup.is_none());
    assert_eq!(session.app.reader.paragraph().unwrap().0, 1);
    session.press("U A");
    assert!(session.screen().contains("Notes · 2"), "{}", session.screen());
}

#[test]
fn the_card_tells_what_was_kept() {
    let (_folder, mut session) = session();
    session.press("i");
    insta::assert_snapshot!(session.screen(), @"
     Archive  articles · 2                      │
            ┌ Where this comes from ─────────────────────────────────────────────────────────────────────┐
     18 Marc│ ▌ headline   The lock opens early                                        its entry ‘title’ │
    ▌★ The l│   author     not stated                                                                    │
    ▌  1 min│   source     not stated                                                                    │
            │   published  2024-03-18T08:00:00+00:00                            its entry ‘published_at’ │m to
     17 Marc│   updated    not stated                                                                    │
     • The g│   accessed   not stated                                                                    │
       1 min│   address    https://canal.example/lock                                    its entry ‘url’ │
            │   language   not stated                                                                    │
            │   topics     locks                                                        its entry ‘tags’ │
            │                                                                                            │
            │   kept as starred, read                                                                    │
            │   marked: “at five” early even for him                                                     │
            │   marked: “Nobody had asked”                                                               │
            │                                                                                            │
            │   no author, no source in the file                                                         │
            └ e correct · r as in the file · j k field · esc ────────────────────────────────────────────┘
                                                │
                                                │
                                                │
     1 of 2                                                               enter read · c cite · / search · ? help
    ");
}

#[test]
fn a_link_shows_its_address_and_what_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let list = "title,url,time_added,tags,status\n\
        The lock opens early,https://canal.example/lock,1710748800,locks|dawn,unread\n\
        https://canal.example/geese,https://canal.example/geese,1710748800,,unread\n";
    fs::write(folder.path().join("pocket.csv"), list).unwrap();
    let mut session = Session::over_folder(folder.path().to_str().unwrap()).sized(110, 12);
    insta::assert_snapshot!(session.screen(), @"
     Archive  articles · 2                      │  address only
                                                │
     No date                                    │  https://canal.example/geese
    ▌• https://canal.example/geese              │
    ▌  address only                             │  saved Monday, 18 March 2024
     • The lock opens early                     │
       address only                             │
                                                │
                                                │
                                                │
                                                │
     1 of 2                                                               enter read · c cite · / search · ? help
    ");
}
