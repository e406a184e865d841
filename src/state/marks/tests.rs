//! What shows of a change before and after it is saved.

use super::*;

const RAIN: ArticleId = ArticleId([1; 16]);
const VOTE: ArticleId = ArticleId([2; 16]);

fn loaded(changes: &[Change]) -> Report {
    Report::Loaded(Box::new(changes.iter().cloned().collect()))
}

#[test]
fn a_change_shows_at_once_and_is_pending_until_it_is_saved() {
    let mut marks = Marks::default();
    marks.write(&Change::Starred(RAIN, true));
    assert!(marks.is_starred(RAIN) && marks.is_pending(RAIN) && !marks.is_pending(VOTE));
    marks.hear(Report::Saved(1));
    assert!(marks.is_starred(RAIN) && !marks.is_pending(RAIN));
}

#[test]
fn an_article_marked_twice_is_pending_until_the_last_is_saved() {
    let mut marks = Marks::default();
    for set in [true, false, true] {
        marks.write(&Change::Read(RAIN, set));
    }
    marks.hear(Report::Saved(1));
    assert!(marks.is_pending(RAIN));
    marks.hear(Report::Saved(3));
    assert!(marks.is_read(RAIN) && !marks.is_pending(RAIN));
}

#[test]
fn what_is_loaded_late_does_not_undo_what_was_done_since() {
    let mut marks = Marks::default();
    marks.write(&Change::Read(RAIN, false));
    marks.hear(loaded(&[Change::Read(RAIN, true), Change::Read(VOTE, true)]));
    assert!(!marks.is_read(RAIN) && marks.is_read(VOTE));
}

#[test]
fn a_mark_of_another_instance_shows_unless_ours_is_still_to_be_written() {
    let mut marks = Marks::default();
    marks.write(&Change::Read(RAIN, true));
    let theirs = vec![Change::Read(RAIN, false), Change::Starred(RAIN, true)];
    marks.hear(Report::Changed(theirs));
    assert!(marks.is_read(RAIN) && marks.is_starred(RAIN));
}

#[test]
fn what_was_never_said_is_known_from_what_was_denied() {
    let mut marks = Marks::default();
    assert_eq!((marks.says_read(RAIN), marks.says_starred(RAIN)), (None, None));
    marks.write(&Change::Read(RAIN, false));
    marks.write(&Change::Starred(RAIN, true));
    assert_eq!((marks.says_read(RAIN), marks.says_starred(RAIN)), (Some(false), Some(true)));
    assert!(!marks.is_read(RAIN) && marks.is_starred(RAIN));
}

#[test]
fn a_tag_is_known_by_its_article_and_the_article_by_its_tag() {
    let tag = |name: &str| name.parse::<Tag>().unwrap();
    let mut marks = Marks::default();
    for (id, name, set) in [
        (RAIN, "Weather", true),
        (RAIN, "flood", true),
        (VOTE, "weather", true),
        (VOTE, "council", true),
        (VOTE, "Council", false),
    ] {
        marks.write(&Change::Tag(id, tag(name), set));
    }
    let of = |id| marks.tags(id).map(Tag::name).collect::<Vec<_>>();
    assert_eq!((of(RAIN), of(VOTE)), (vec!["flood", "Weather"], vec!["weather"]));
    assert_eq!(*marks.tagged(&tag("WEATHER")), HashSet::from([RAIN, VOTE]));
    assert!(marks.tagged(&tag("council")).is_empty());
    let in_use: Vec<_> = marks.tags_in_use().map(|(tag, n)| (tag.name(), n)).collect();
    assert_eq!(in_use, [("flood", 1), ("Weather", 2)]);
    assert!(marks.is_pending(RAIN) && marks.is_pending(VOTE));
    marks.hear(Report::Saved(3));
    assert!(!marks.is_pending(RAIN) && marks.is_pending(VOTE));
}

#[test]
fn a_note_is_written_over_taken_away_and_brought_back() {
    let mut marks = Marks::default();
    let says = |text: &str| Note { on: None, text: crate::article::Safe::lines(text) };
    let told = |marks: &Marks| marks.notes(RAIN).first().map(|(_, note, _)| (*note).clone());
    marks.write(&marks.note(RAIN, says("Ask her.")));
    let before = told(&marks);
    let [(id, ..)] = marks.notes(RAIN)[..] else { panic!("one note") };
    marks.write(&marks.note(RAIN, says("Asked.")));
    assert_eq!(told(&marks), Some(says("Asked.")));
    marks.write(&marks.rewrite(RAIN, id, None));
    assert_eq!((told(&marks), marks.noted().len()), (None, 0));
    marks.write(&marks.rewrite(RAIN, id, before.clone()));
    assert_eq!((told(&marks), marks.noted().len()), (before, 1));
    assert!(marks.is_pending(RAIN) && !marks.is_pending(VOTE));
}

#[test]
fn whoever_holds_a_set_does_not_see_it_change() {
    let mut marks: Marks = [Change::Read(RAIN, true)].into_iter().collect();
    let held = marks.read();
    marks.write(&Change::Read(VOTE, true));
    assert_eq!(*held, HashSet::from([RAIN]));
    assert_eq!(*marks.read(), HashSet::from([RAIN, VOTE]));
}

#[test]
fn a_correction_holds_until_the_file_is_believed_again() {
    let mut marks = Marks::default();
    let title =
        |typed: Option<&str>| Change::Correction(RAIN, Field::Title, typed.map(str::to_owned));
    marks.write(&title(Some("Rain")));
    marks.write(&Change::Correction(RAIN, Field::Url, Some(String::new())));
    assert!(marks.is_pending(RAIN));
    assert_eq!(marks.corrected(RAIN)[&Field::Title], "Rain");
    assert_eq!(marks.corrected(RAIN)[&Field::Url], "");
    marks.write(&title(None));
    marks.write(&Change::Correction(RAIN, Field::Url, None));
    assert!(marks.corrections().is_empty());
}

#[test]
fn a_place_is_kept_but_is_not_shown_as_pending() {
    let mut marks = Marks::default();
    marks.write(&Change::Place(RAIN, Place { block: 2, at: 7 }));
    assert_eq!(marks.place(RAIN), Some(Place { block: 2, at: 7 }));
    assert!(!marks.is_pending(RAIN));
}
