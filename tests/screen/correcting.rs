//! Correcting what a file says, and undoing it: keys in, screen out.

use std::fs;

use crate::support::{Session, five};
use newsread::app::{Effect, Msg};
use newsread::article::{ArticleId, Corrected, Field};
use newsread::state::{Change, Report};

const HERON: &str = "\
---
title: News | Lock and Tow Path
author: Staff
site: The Canal Weekly
date: 2024-03-18
lang: en
---

The keeper saw it first, at dawn. It stood on the lower gate and did not move.
";

const TOLLS: &str = "\
---
title: Tolls on the old bridge
date: 2024-03-17
---

The council put a toll on the bridge again.
";

/// An archive on the disk, and a session over it.
struct Desk {
    folder: tempfile::TempDir,
    session: Session,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("heron.md"), HERON).unwrap();
        fs::write(folder.path().join("tolls.md"), TOLLS).unwrap();
        let session = Session::over_folder(folder.path().to_str().unwrap()).sized(110, 24);
        Self { folder, session }
    }

    /// Types a value for the field under the cursor, instead of the one there is.
    fn put(&mut self, value: &str) -> Vec<Effect> {
        self.session.press("e ctrl-u");
        self.session.type_text(value);
        self.session.press("enter")
    }
}

fn heron() -> ArticleId {
    ArticleId::of(HERON.as_bytes(), 0)
}

fn kept(field: Field, value: Option<&str>) -> Effect {
    Effect::Keep(Change::Correction(heron(), field, value.map(str::to_owned)))
}

#[test]
fn e_corrects_the_headline_in_place() {
    let mut desk = Desk::new();
    desk.session.press("e ctrl-w ctrl-w ctrl-w ctrl-w");
    insta::assert_snapshot!(desk.session.screen(), @"
     Archive  articles · 2                      │
                                                │  News | Lock and Tow Path
     18 March 2024                              │
    ▌• News ┌ Where this comes from ─────────────────────────────────────────────────────────────────────┐n
    ▌  The C│ ▌ headline   › News |                                                                      │
            │ ▌            as printed; empty: not stated                                                 │ gate
     17 Marc│   author     Staff                                           front matter ‘author’, line 3 │
     • Tolls│   source     The Canal Weekly                                  front matter ‘site’, line 4 │
       1 min│   published  2024-03-18                                        front matter ‘date’, line 5 │
            │   updated    not stated                                                                    │
            │   accessed   not stated                                                                    │
            │   address    not stated                                                                    │
            │   language   en                                                front matter ‘lang’, line 6 │
            │                                                                                            │
            │   the author looks like an institution, not a person                                       │
            │   no address in the file                                                                   │
            └ enter correct · ctrl-u empty · esc leave it ───────────────────────────────────────────────┘
                                                │
                                                │
                                                │
                                                │
                                                │
                                                │
     1 of 2                                                               enter read · c cite · / search · ? help
    ");
    let (x, y) = desk.session.cursor();
    let line = desk.session.screen().lines().nth(y.into()).unwrap().to_owned();
    assert!(line.chars().take(x.into()).collect::<String>().ends_with("› News | "), "{line}");
}

#[test]
fn row_reader_search_and_citation_agree_with_a_correction() {
    let mut desk = Desk::new();
    desk.put("A heron moves into the lock");
    desk.session.press("esc enter");
    insta::assert_snapshot!(desk.session.screen(), @"
     Archive  articles · 2                      │
                                                │  A heron moves into the lock
     18 March 2024                              │
    ▌  A heron moves into the lock              │  Staff · The Canal Weekly · Monday, 18 March 2024 · 1 min
    ▌  The Canal Weekly · 1 min                 │
                                                │¶ The keeper saw it first, at dawn. It stood on the lower gate
     17 March 2024                              │  and did not move.
     • Tolls on the old bridge                  │
       1 min                                    │
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
                                                │
     ¶ 1 of 1 · 100 %                                                           h list · c cite · / find · ? help
    ");
    desk.session.press("c");
    let citation = "Staff. (2024, March 18). A heron moves into the lock. The Canal Weekly.";
    assert_eq!(desk.session.clipboard(), citation);
    desk.session.press("h /");
    desk.session.type_text("moves lock");
    assert!(desk.session.screen().contains("1 article "), "{}", desk.session.screen());
}

#[test]
fn a_correction_is_kept_and_the_file_is_not_touched() {
    let mut desk = Desk::new();
    desk.session.press("i");
    let asked = desk.put("A heron moves into the lock");
    assert_eq!(asked[0], kept(Field::Title, Some("A heron moves into the lock")));
    assert_eq!(fs::read_to_string(desk.folder.path().join("heron.md")).unwrap(), HERON);
}

#[test]
fn the_card_says_that_the_reader_said_so_and_what_the_file_says() {
    let mut desk = Desk::new();
    desk.session.press("i");
    desk.put("A heron moves into the lock");
    insta::assert_snapshot!(desk.session.screen(), @"
     Archive  articles · 2                      │
                                                │  A heron moves into the lock
     18 March 2024                              │
    ▌• A her┌ Where this comes from ─────────────────────────────────────────────────────────────────────┐n
    ▌  The C│ ▌ headline   A heron moves into the lock                                   your correction │
            │ ▌            the file says: News | Lock and Tow Path (front matter ‘title’, line 2)        │ gate
     17 Marc│   author     Staff                                           front matter ‘author’, line 3 │
     • Tolls│   source     The Canal Weekly                                  front matter ‘site’, line 4 │
       1 min│   published  2024-03-18                                        front matter ‘date’, line 5 │
            │   updated    not stated                                                                    │
            │   accessed   not stated                                                                    │
            │   address    not stated                                                                    │
            │   language   en                                                front matter ‘lang’, line 6 │
            │                                                                                            │
            │   the author looks like an institution, not a person                                       │
            │   no address in the file                                                                   │
            └ e correct · r as in the file · j k field · esc ────────────────────────────────────────────┘
                                                │
                                                │
                                                │
                                                │
                                                │
                                                │
     1 of 2                                                                     corrected the headline · U undoes
    ");
}

#[test]
fn a_wrong_date_is_refused_with_what_is_accepted_and_can_be_mended() {
    let mut desk = Desk::new();
    desk.session.press("i j j j");
    assert!(desk.put("last Tuesday").is_empty());
    insta::assert_snapshot!(desk.session.screen(), @"
     Archive  articles · 2                      │
                                                │  News | Lock and Tow Path
     18 March 2024                              │
    ▌• News ┌ Where this comes from ─────────────────────────────────────────────────────────────────────┐n
    ▌  The C│   headline   News | Lock and Tow Path                         front matter ‘title’, line 2 │
            │   author     Staff                                           front matter ‘author’, line 3 │ gate
     17 Marc│   source     The Canal Weekly                                  front matter ‘site’, line 4 │
     • Tolls│ ▌ published  › last Tuesday                                                                │
       1 min│ ▌            ‘last Tuesday’ is no date; write 2020-01-09, 2020-01, 2020, or as printed: 9  │
            │ ▌            January 2020                                                                  │
            │   updated    not stated                                                                    │
            │   accessed   not stated                                                                    │
            │   address    not stated                                                                    │
            │   language   en                                                front matter ‘lang’, line 6 │
            │                                                                                            │
            │   the author looks like an institution, not a person                                       │
            │   no address in the file                                                                   │
            └ enter correct · ctrl-u empty · esc leave it ───────────────────────────────────────────────┘
                                                │
                                                │
                                                │
                                                │
                                                │
     1 of 2                                                               enter read · c cite · / search · ? help
    ");
    desk.session.press("ctrl-u");
    desk.session.type_text("17 February 2024");
    let asked = desk.session.press("enter");
    assert_eq!(asked[0], kept(Field::Published, Some("2024-02-17")));
}

#[test]
fn authors_are_typed_with_semicolons_between_them() {
    let mut desk = Desk::new();
    desk.session.press("i j");
    let asked = desk.put("van den Berg, Jan; Ada Quill; Reuters");
    assert_eq!(asked[0], kept(Field::Authors, Some("Jan van den Berg; Ada Quill; Reuters")));
    desk.session.press("esc c");
    assert!(desk.session.clipboard().starts_with("van den Berg, J., Quill, A., & Reuters."));
}

#[test]
fn an_empty_value_means_not_stated() {
    let mut desk = Desk::new();
    desk.session.press("i j");
    let asked = desk.put("");
    assert_eq!(asked[0], kept(Field::Authors, Some("")));
    let screen = desk.session.screen();
    let author = screen.lines().find(|line| line.contains("▌ author")).unwrap();
    assert!(author.contains("not stated") && author.contains("your correction"), "{screen}");
    assert!(screen.contains("the author counts as not stated"), "{screen}");
}

#[test]
fn r_believes_the_file_again() {
    let mut desk = Desk::new();
    let before = desk.session.screen();
    desk.session.press("i");
    desk.put("A heron moves into the lock");
    assert_eq!(desk.session.press("r")[0], kept(Field::Title, None));
    desk.session.press("esc esc");
    assert_eq!(desk.session.screen(), before);
    desk.session.press("i r");
    assert!(desk.session.screen().contains("the headline is what the file says"));
}

#[test]
fn what_was_not_changed_is_not_corrected_and_esc_leaves_it() {
    let mut desk = Desk::new();
    assert_eq!(desk.session.press("e enter"), []);
    desk.session.press("e");
    desk.session.type_text("! And more");
    assert_eq!(desk.session.press("esc"), []);
    assert!(desk.session.app.marks.corrections().is_empty());
    assert!(desk.session.screen().contains("Where this comes from"), "the card stays");
}

#[test]
fn pasted_text_goes_into_the_field() {
    let mut desk = Desk::new();
    desk.session.press("e ctrl-u");
    assert!(desk.session.app.has_field());
    desk.session.tell(Msg::Pasted("A heron\nmoves in".to_owned()));
    let asked = desk.session.press("enter");
    assert_eq!(asked[0], kept(Field::Title, Some("A heron moves in")));
}

#[test]
fn a_row_that_moves_to_another_day_stays_selected() {
    let mut desk = Desk::new();
    desk.session.press("i j j j");
    desk.put("2024-03-01");
    desk.session.press("esc");
    assert_eq!(desk.session.app.list.selected_rank(), 1);
    assert_eq!(desk.session.app.list.selected().unwrap().id, heron());
    assert!(desk.session.screen().contains("Friday, 1 March 2024"));
}

#[test]
fn the_card_stays_with_its_article_when_a_search_no_longer_finds_it() {
    let mut desk = Desk::new();
    desk.session.press("/");
    desk.session.type_text("weekly");
    desk.session.press("enter i");
    desk.put("A heron moves into the lock");
    desk.session.press("j j");
    desk.put("");
    let screen = desk.session.screen();
    assert!(screen.contains("headline   A heron moves into the lock"), "{screen}");
    assert!(screen.contains("0 articles"), "{screen}");
    desk.session.press("U");
    assert!(desk.session.screen().contains("source     The Canal Weekly"));
}

#[test]
fn u_undoes_the_last_correction_and_ctrl_r_makes_it_again() {
    let mut desk = Desk::new();
    desk.session.press("i");
    desk.put("A heron");
    desk.put("A heron moves in");
    desk.session.press("esc");
    assert_eq!(desk.session.press("U")[0], kept(Field::Title, Some("A heron")));
    assert!(desk.session.screen().contains("undone: the correction of the headline"));
    assert_eq!(desk.session.press("U")[0], kept(Field::Title, None));
    desk.session.press("U");
    assert!(desk.session.screen().contains("nothing to undo in this session"));
    assert_eq!(desk.session.press("ctrl-r")[0], kept(Field::Title, Some("A heron")));
    assert!(desk.session.screen().contains("done again: the correction of the headline"));
    desk.session.press("ctrl-r");
    desk.session.press("ctrl-r");
    assert!(desk.session.screen().contains("nothing was undone"));
}

#[test]
fn stars_and_read_marks_are_undone_too() {
    let mut session = Session::over(five());
    let id = session.app.list.selected().unwrap().id;
    session.press("s r j U");
    assert!(!session.app.marks.is_read(id) && session.app.marks.is_starred(id));
    let screen = session.screen();
    assert!(screen.contains("undone: the mark as read · Floods in the north"), "{screen}");
    session.press("U");
    assert!(!session.app.marks.is_starred(id));
    session.press("ctrl-r");
    assert!(session.app.marks.is_starred(id));
    session.press("s");
    session.press("ctrl-r");
    assert!(session.screen().contains("nothing was undone"), "a new change ends what was undone");
}

#[test]
fn that_an_article_was_opened_is_not_undone() {
    let mut session = Session::over(five());
    let id = session.app.list.selected().unwrap().id;
    session.press("enter U");
    assert!(session.app.marks.is_read(id));
    assert!(session.screen().contains("nothing to undo"));
}

#[test]
fn corrections_of_an_earlier_session_and_of_another_instance_are_applied() {
    let mut desk = Desk::new();
    let change = |field, value: &str| Change::Correction(heron(), field, Some(value.to_owned()));
    let earlier = [change(Field::Title, "A heron moves in")].into_iter().collect();
    desk.session.tell(Msg::State(Report::Loaded(Box::new(earlier))));
    assert!(desk.session.screen().contains("• A heron moves in"), "{}", desk.session.screen());
    let theirs = vec![change(Field::Source, "The Lock")];
    let asked = desk.session.tell(Msg::State(Report::Changed(theirs)));
    let said = [(Field::Title, "A heron moves in"), (Field::Source, "The Lock")];
    let said: Corrected = said.map(|(field, value)| (field, value.to_owned())).into();
    assert_eq!(asked[0], Effect::Correct(vec![(heron(), said)]));
    assert!(desk.session.screen().contains("The Lock · Monday"));
}

#[test]
fn the_place_in_the_article_is_kept_when_it_is_corrected() {
    let folder = tempfile::tempdir().unwrap();
    let paragraphs: Vec<String> =
        (1..60).map(|n| format!("Paragraph {n} of the report says little.")).collect();
    let text = format!("---\ntitle: A report\n---\n\n{}\n", paragraphs.join("\n\n"));
    fs::write(folder.path().join("report.md"), text).unwrap();
    let mut session = Session::over_folder(folder.path().to_str().unwrap()).sized(60, 20);
    session.press("enter 3 0 G");
    let before: Vec<String> = session.screen().lines().take(17).map(str::to_owned).collect();
    session.press("e");
    session.type_text(" of the year");
    session.press("enter esc");
    let after: Vec<String> = session.screen().lines().take(17).map(str::to_owned).collect();
    assert_eq!(after, before);
}

#[test]
fn a_search_that_is_typed_goes_on_when_another_instance_corrects_the_article() {
    let mut desk = Desk::new();
    desk.session.press("enter /");
    desk.session.type_text("gate");
    let theirs = vec![Change::Correction(heron(), Field::Title, Some("A heron".to_owned()))];
    desk.session.tell(Msg::State(Report::Changed(theirs)));
    let screen = desk.session.screen();
    assert!(screen.contains("/ gate") && screen.contains("│  A heron"), "{screen}");
    assert!(screen.contains("1/1"), "{screen}");
}

#[test]
fn a_narrow_card_names_the_keys_that_matter_most() {
    let mut session = Session::over(five()).sized(30, 20);
    session.press("i");
    assert!(session.screen().contains("e correct · r file · esc"), "{}", session.screen());
    session.press("e");
    assert!(session.screen().contains("enter correct · esc"), "{}", session.screen());
}
