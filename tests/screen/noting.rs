//! Notes and highlights: written with keys, seen in the page, kept at their
//! words, listed, and undone.

use crate::support::{Session, With, article, five};
use newsread::app::keymap::Key;
use newsread::app::noting::Edited;
use newsread::app::reader::pieces::View;
use newsread::app::{Effect, Msg};
use newsread::article::{Anchor, Article, ArticleId, Safe};
use newsread::search::Page;
use newsread::state::{Change, Note};
use ratatui::style::Modifier;

fn vote() -> Vec<Article> {
    vec![
        article(
            "The vote is tied",
            &[
                "The council met at nine.",
                "Twelve voted for the lock. Twelve voted against it.",
                "Nobody had counted on that.",
            ],
        )
        .on(2024, 5, 2)
        .by("The Gauge"),
        article("Floods in the north", &["The river rose by two metres."]).on(2024, 5, 1),
    ]
}

fn reading() -> Session {
    let mut session = Session::over(vote()).sized(100, 24);
    session.press("enter");
    session
}

/// Writes a note where the reader is.
fn note(session: &mut Session, text: &str) -> Vec<Effect> {
    session.press("a");
    session.type_text(text);
    session.press("ctrl-s")
}

fn here(session: &Session) -> ArticleId {
    session.app.list.selected().unwrap().id
}

/// The notes at the selected article: their words, and what they say.
fn notes(session: &Session) -> Vec<(String, String)> {
    let notes = session.app.marks.notes(here(session)).into_iter();
    let told = |note: &Note| {
        let words = note.on.as_ref().map_or("the article", |on| &*on.exact);
        (words.to_owned(), note.text.to_string())
    };
    notes.map(|(_, note, _)| told(note)).collect()
}

fn own(words: &str, text: &str) -> (String, String) {
    (words.to_owned(), text.to_owned())
}

fn highlighted(session: &mut Session) -> Vec<String> {
    let is_lit = Modifier::ITALIC | Modifier::UNDERLINED;
    session.styled(|style| style.add_modifier.contains(is_lit))
}

#[test]
fn a_notes_the_current_paragraph() {
    let mut session = reading();
    session.press("}");
    let effects = note(&mut session, "Who was the twelfth?");
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Keep(Change::Note(..)))));
    let words = "Twelve voted for the lock. Twelve voted against it.";
    assert_eq!(notes(&session), [own(words, "Who was the twelfth?")]);
    assert!(session.screen().contains("noted · U undoes"), "{}", session.screen());
}

#[test]
fn while_a_note_is_written_its_passage_stays_above_it() {
    let mut session = Session::over(vote()).sized(60, 12);
    session.press("enter } } a");
    session.type_text("Why not?");
    insta::assert_snapshot!(session.screen(), @"
      The Gauge · Thursday, 2 May 2024 · 1 min

      The council met at nine.

      Twelve voted for the lock. Twelve voted against it.

    ¶ Nobody had counted on that.
    ─ ✎ on ¶ 3 ─────────────────────────────────────────────────
      Why not?


                      ctrl-s keep · ctrl-x in your editor · esc
    ");
}

#[test]
fn a_note_has_lines_and_is_kept_as_it_was_typed() {
    let mut session = reading();
    session.press("a");
    session.type_text("Who was the twelfth?");
    session.press("enter");
    session.type_text("Ask the clerk.");
    session.press("ctrl-s");
    assert_eq!(notes(&session)[0].1, "Who was the twelfth?\nAsk the clerk.");
}

#[test]
fn a_selection_is_highlighted_without_a_note() {
    let mut session = reading();
    session.press("} v w w a ctrl-s");
    assert_eq!(notes(&session), [own("Twelve voted f", "")]);
    assert_eq!(highlighted(&mut session), ["Twelve voted f"]);
    assert!(session.app.reader.selection().is_none());
}

#[test]
fn the_page_shows_where_a_note_is_and_what_it_says() {
    let mut session = reading();
    session.press("} z");
    note(&mut session, "Who was the twelfth? Ask the clerk.");
    session.press("esc");
    insta::assert_snapshot!(session.screen(), @"
                 The vote is tied

                 The Gauge · Thursday, 2 May 2024 · 1 min

                 The council met at nine.

               ¶ Twelve voted for the lock. Twelve voted against it.                      ✎

                 Nobody had counted on that.













    ¶ 2 of 3 · 100 %                                   ✎ Who was the twelfth? Ask the clerk. · a edits
    ");
    session.resize(140, 14);
    insta::assert_snapshot!(session.screen(), @"
                                     The vote is tied

                                     The Gauge · Thursday, 2 May 2024 · 1 min

                                     The council met at nine.

                                   ¶ Twelve voted for the lock. Twelve voted against it.                      ✎ Who was the twelfth? Ask
                                                                                                                the clerk.
                                     Nobody had counted on that.




    ¶ 2 of 3 · 100 %                                                                           ✎ Who was the twelfth? Ask the clerk. · a edits
    ");
}

#[test]
fn a_again_goes_on_with_the_note() {
    let mut session = reading();
    note(&mut session, "Ask");
    note(&mut session, " her.");
    assert_eq!(notes(&session), [own("The council met at nine.", "Ask her.")]);
}

#[test]
fn a_note_that_is_still_being_kept_is_not_begun_a_second_time() {
    let mut session = reading();
    session.press("} a");
    session.type_text("Who was the twelfth?");
    let kept = session.app.update(Msg::Key(Key::Ctrl('s')));
    session.press("a");
    assert!(session.screen().contains("the note on these words is still being kept"));
    let [Effect::Tie(tying)] = &*kept else { panic!("{kept:?}") };
    let anchor = Anchor::of(&tying.article.body, &tying.passage);
    let anchored = session.tell(Msg::Tied(tying.clone(), anchor));
    assert!(!anchored.iter().any(|effect| matches!(effect, Effect::Anchor(_))));
    session.press("a");
    assert!(session.screen().contains("Who was the twelfth?"));
    assert_eq!(notes(&session).len(), 1);
}

#[test]
fn in_the_list_the_article_is_noted_as_a_whole() {
    let mut session = Session::over(vote()).sized(100, 24);
    note(&mut session, "Compare with 1998.");
    assert_eq!(notes(&session), [own("the article", "Compare with 1998.")]);
    assert!(session.screen().contains("✎ · The Gauge · 1 min"), "{}", session.screen());
    session.press("a ctrl-u ctrl-s");
    assert_eq!(notes(&session), []);
}

#[test]
fn what_was_typed_is_not_thrown_away_by_one_key() {
    let mut session = reading();
    session.press("a");
    session.type_text("Ask her.");
    session.press("esc");
    assert!(session.screen().contains("esc again throws away what was typed"));
    session.press("! esc esc");
    assert_eq!(notes(&session), []);
    session.press("a esc");
    assert!(session.app.popup.is_none());
}

#[test]
fn what_another_editor_wrote_is_not_thrown_away_by_one_key() {
    let mut session = reading();
    session.press("a ! esc ctrl-x");
    let text = Some(Safe::line("A page of words."));
    session.tell(Msg::Edited(Edited { text, told: None }));
    session.press("esc");
    assert!(session.screen().contains("A page of words."), "{}", session.screen());
}

#[test]
fn a_note_is_lent_to_the_readers_own_editor_and_taken_back() {
    let mut session = reading();
    session.press("a");
    session.type_text("Ask her.");
    assert_eq!(session.press("ctrl-x"), [Effect::Edit(Safe::line("Ask her."))]);
    let edited = |text: Option<&str>, told: Option<&str>| Edited {
        text: text.map(Safe::lines),
        told: told.map(Safe::line),
    };
    let failed = session.tell(Msg::Edited(edited(None, Some("‘ed’ ended with status 1"))));
    assert_eq!(failed, [Effect::TakeBack]);
    let screen = session.screen();
    assert!(screen.contains("Ask her.") && screen.contains("‘ed’ ended with"), "{screen}");
    session.tell(Msg::Edited(edited(Some("Ask him.\nThen her."), None)));
    session.type_text(" Soon");
    session.press("ctrl-s");
    assert_eq!(notes(&session)[0].1, "Ask him.\nThen her. Soon");
}

#[test]
fn what_is_pasted_into_a_note_keeps_its_lines_and_loses_what_could_harm() {
    let mut session = reading();
    session.press("a");
    session.tell(Msg::Pasted("one\ntwo\u{202e}\u{1b}[2J".to_owned()));
    session.press("ctrl-s");
    assert_eq!(notes(&session)[0].1, "one\ntwo␛[2J");
}

#[test]
fn notes_are_undone_and_done_again_one_by_one() {
    let mut session = reading();
    let states: Vec<_> = ["Ask", " her", " again"]
        .into_iter()
        .map(|text| {
            let before = notes(&session);
            note(&mut session, text);
            before
        })
        .collect();
    let last = notes(&session);
    for before in states.iter().rev() {
        session.press("U");
        assert_eq!(notes(&session), *before);
    }
    assert_eq!(highlighted(&mut session), Vec::<String>::new());
    session.press("ctrl-r ctrl-r ctrl-r");
    assert_eq!(notes(&session), last);
}

#[test]
fn a_note_moves_with_its_words_when_the_file_is_edited() {
    let mut session = reading();
    session.press("} }");
    note(&mut session, "Why not?");
    session.edit(
        "The vote is tied",
        &[
            "Corrected on Friday.",
            "Twelve voted for the lock. Twelve voted against it.",
            "Nobody had counted on that.",
        ],
    );
    assert_eq!(highlighted(&mut session), ["Nobody had counted on that."]);
}

#[test]
fn a_note_whose_words_are_gone_is_told_and_never_put_elsewhere() {
    let mut session = reading();
    session.press("} }");
    note(&mut session, "Why not?");
    session.press("esc");
    session.edit("The vote is tied", &["The council met at nine.", "Nobody counted."]);
    assert_eq!(highlighted(&mut session), Vec::<String>::new());
    let screen = session.screen();
    assert!(screen.contains("words of a note are gone · A tells which"), "{screen}");
    session.press("A");
    let screen = session.screen();
    assert!(screen.contains("“Nobody had counted on that.”"), "{screen}");
    assert!(screen.contains("these words are not in the article any more"), "{screen}");
    session.press("enter");
    assert!(session.screen().contains("these words are not in the article any more"));
}

#[test]
fn two_passages_with_the_same_words_are_told_apart() {
    let mut session =
        Session::over(vec![article("Twice", &["He agreed.", "Yes.", "Why?", "Yes."])]);
    session.press("enter 4 G");
    note(&mut session, "The second.");
    session.edit("Twice", &["He agreed.", "Yes.", "Why?"]);
    assert_eq!(highlighted(&mut session), Vec::<String>::new());
}

/// Two articles with three notes, in the reader of the first.
fn noted() -> Session {
    let mut session = reading();
    note(&mut session, "Ask the clerk.");
    session.press("} }");
    note(&mut session, "Why not?");
    session.press("J enter");
    note(&mut session, "Where exactly?");
    session.press("esc");
    session
}

#[test]
fn shift_a_lists_all_notes_and_searches_them_as_one_types() {
    let mut session = noted();
    session.press("A");
    insta::assert_snapshot!(session.screen(), @"
     Archive  articles · 2                  │
                                            │  Floods in the north
     2 May 2024                             │
       ┌ Notes · 3 ─────────────────────────────────────────────────────────────────────────────────┐
       │ ▌ “The council met at nine.”                                                               │
       │ ▌ Ask the clerk.                                                                           │  ✎
     1 │ ▌ The vote is tied · The Gauge · 2 May 2024                                                │
    ▌  │                                                                                            │
    ▌  │   “Nobody had counted on that.”                                                            │
       │   Why not?                                                                                 │
       │   The vote is tied · The Gauge · 2 May 2024                                                │
       │                                                                                            │
       │   “The river rose by two metres.”                                                          │
       │   Where exactly?                                                                           │
       │   Floods in the north · 1 May 2024                                                         │
       └ enter go · e edit · x remove · / · esc ────────────────────────────────────────────────────┘
                                            │
                                            │
                                            │
                                            │
                                            │
                                            │
                                            │
     ¶ 1 of 1 · 100 %                                                        ✎ Where exactly? · a edits
    ");
    session.press("/");
    session.type_text("clerk");
    let screen = session.screen();
    assert!(screen.contains("Notes · 1 of 3") && !screen.contains("Why not?"), "{screen}");
    session.press("ctrl-u");
    session.type_text("floods");
    assert!(session.screen().contains("Where exactly?"));
}

#[test]
fn enter_goes_to_the_passage_of_a_note_in_whatever_article() {
    let mut session = noted();
    session.press("A j enter");
    assert_eq!(&**session.app.list.selected().unwrap().headline(), "The vote is tied");
    assert_eq!(session.app.reader.paragraph().unwrap().0, 3);
    session.press("ctrl-o");
    assert_eq!(&**session.app.list.selected().unwrap().headline(), "Floods in the north");
}

#[test]
fn a_note_that_the_search_leaves_out_is_gone_to_all_the_same() {
    let mut session = noted();
    session.press("h /");
    session.type_text("floods");
    session.press("enter A enter");
    assert_eq!(
        session.app.reader.article().unwrap().meta.title.as_ref().unwrap().value.to_string(),
        "The vote is tied"
    );
    assert!(session.app.query.is_empty());
}

#[test]
fn notes_are_edited_and_removed_from_their_list() {
    let mut session = noted();
    session.press("A e");
    session.type_text(" Today.");
    session.press("ctrl-s");
    assert!(session.screen().contains("Ask the clerk. Today."), "{}", session.screen());
    session.press("x");
    assert!(session.screen().contains("Notes · 2"), "{}", session.screen());
    session.press("U U");
    let screen = session.screen();
    assert!(screen.contains("Notes · 3") && screen.contains("Ask the clerk."), "{screen}");
    assert!(!screen.contains("Today"), "{screen}");
}

#[test]
fn without_notes_there_is_no_list_of_them() {
    let mut session = Session::over(five()).sized(100, 24);
    session.press("A");
    assert!(session.app.popup.is_none());
    assert!(session.screen().contains("nothing is noted yet: a notes the passage"));
}

#[test]
fn a_search_finds_what_has_a_note_and_follows_what_is_noted() {
    let mut session = noted();
    session.press("h /");
    session.type_text("has:note");
    session.press("enter q");
    assert_eq!(session.app.list.total().count(), 2);
    session.press("U U U");
    assert_eq!(session.app.list.total().count(), 0);
    session.press("ctrl-r");
    assert_eq!(session.app.list.total().count(), 1);
}

#[test]
fn an_article_without_a_paragraph_is_noted_as_a_whole() {
    let mut session = Session::over(vec![article("A headline alone", &[])]).sized(100, 24);
    session.press("enter");
    note(&mut session, "Where is the rest?");
    assert_eq!(notes(&session), [own("the article", "Where is the rest?")]);
}

#[test]
fn the_raw_text_has_no_paragraphs_to_be_noted() {
    let mut session = reading();
    session.press("x x a");
    assert_eq!(session.app.reader.view(), View::Raw);
    assert!(session.screen().contains("there is no paragraph here to be noted"));
}

#[test]
fn what_is_answered_about_notes_whose_list_was_closed_is_not_listed() {
    let mut session = Session::over(vote()).sized(100, 24);
    let mut key = |key: &str| session.app.update(Msg::Key(key.parse::<Key>().unwrap()));
    let asked = key("A");
    key("esc");
    let about_notes = |effect: &Effect| match effect {
        Effect::Search(request) => Some(request.ticket),
        _ => None,
    };
    let ticket = asked.iter().find_map(about_notes).expect("a search for what has notes");
    let asked = session.tell(Msg::Found(ticket, Ok(Page::default())));
    assert!(asked.iter().any(|effect| matches!(effect, Effect::Search(_))), "{asked:?}");
    assert!(session.screen().contains("Floods in the north"), "{}", session.screen());
}
