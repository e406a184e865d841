//! Who keeps an identity, and who gives it up.

mod moving;

use super::*;
use crate::archive::{Archive, Look};
use crate::article::Sighting;
use std::sync::atomic::AtomicBool;

const STAMP: Stamp = Stamp { changed: 0, nanoseconds: 0, len: 4 };

fn catalogue(root: &Path) -> Catalogue {
    Catalogue::new(&[root.to_owned()])
}

#[test]
fn equal_files_are_two_articles() {
    let folder = tempfile::tempdir().unwrap();
    let paths = ["a.txt", "b.txt", "c.txt"].map(|name| folder.path().join(name));
    for path in &paths {
        fs::write(path, "rain").unwrap();
    }
    let mut catalogue = catalogue(folder.path());
    let ids: Vec<_> = paths.iter().map(|path| catalogue.identify(path, b"rain", STAMP)).collect();
    assert_eq!(ids, [0, 1, 2].map(|ordinal| ArticleId::of(b"rain", ordinal)));
}

#[test]
fn a_file_does_not_become_an_equal_one_that_went_after_it_was_met() {
    let folder = tempfile::tempdir().unwrap();
    let [first, second] = ["a.txt", "b.txt"].map(|name| folder.path().join(name));
    fs::write(&first, "rain").unwrap();
    let mut catalogue = catalogue(folder.path());
    let id = catalogue.identify(&first, b"rain", STAMP);
    fs::remove_file(&first).unwrap();
    assert_ne!(catalogue.identify(&second, b"rain", STAMP), id);
}

#[test]
fn an_edited_file_is_the_same_article() {
    let mut catalogue = catalogue(Path::new(""));
    let id = catalogue.identify(Path::new("a.txt"), b"rain", STAMP);
    catalogue.begin();
    assert_eq!(catalogue.identify(Path::new("a.txt"), b"snow", STAMP), id);
}

#[test]
fn a_moved_file_is_the_same_article() {
    let folder = tempfile::tempdir().unwrap();
    let [old, new] = ["old.txt", "new.txt"].map(|name| folder.path().join(name));
    fs::write(&old, "rain").unwrap();
    let mut catalogue = catalogue(folder.path());
    let id = catalogue.identify(&old, b"rain", STAMP);
    fs::rename(&old, &new).unwrap();
    catalogue.begin();
    assert_eq!(catalogue.identify(&new, b"rain", STAMP), id);
    assert_eq!(
        (catalogue.filed(&old), catalogue.location(id)),
        (None, Some(Location { file: new, item: None }))
    );
}

#[test]
fn a_file_that_was_edited_and_then_moved_is_the_same_article() {
    let folder = tempfile::tempdir().unwrap();
    let [old, new, copy] = ["old.txt", "new.txt", "copy.txt"].map(|name| folder.path().join(name));
    fs::write(&old, "snow").unwrap();
    fs::write(&copy, "snow").unwrap();
    let mut catalogue = catalogue(folder.path());
    let id = catalogue.identify(&old, b"rain", STAMP);
    catalogue.begin();
    assert_eq!(catalogue.identify(&old, b"snow", STAMP), id);
    // While it is there, one that says the same is another.
    assert_ne!(catalogue.identify(&copy, b"snow", STAMP), id);
    fs::rename(&old, &new).unwrap();
    catalogue.begin();
    assert_eq!(catalogue.identify(&new, b"snow", STAMP), id);
    assert_eq!(catalogue.filed(&old), None);
}

#[test]
fn equal_files_that_are_moved_together_do_not_exchange_their_identities() {
    let folder = tempfile::tempdir().unwrap();
    let [old, new] = ["old", "new"].map(|name| folder.path().join(name));
    fs::create_dir(&old).unwrap();
    let paths = |folder: &Path| ["a.txt", "b.txt"].map(|name| folder.join(name));
    for path in paths(&old) {
        fs::write(path, "rain").unwrap();
    }
    let mut catalogue = catalogue(folder.path());
    let ids = paths(&old).map(|path| catalogue.identify(&path, b"rain", STAMP));
    catalogue.begin();
    // The second was saved again as it was.
    catalogue.identify(&old.join("b.txt"), b"rain", STAMP);
    fs::rename(&old, &new).unwrap();
    catalogue.begin();
    assert_eq!(paths(&new).map(|path| catalogue.identify(&path, b"rain", STAMP)), ids);
}

#[test]
fn a_file_that_can_no_longer_be_read_stays_the_same_article() {
    let mut catalogue = catalogue(Path::new(""));
    let id = catalogue.identify(Path::new("a.txt"), b"rain", STAMP);
    assert_eq!(catalogue.identify_unread(Path::new("a.txt")), id);
    let unread = catalogue.identify_unread(Path::new("b.txt"));
    assert_ne!(unread, id);
    assert!(catalogue.location(unread).is_some());
}

/// What a catalogue knows of an archive in which a file said this at first, and that
/// later.
fn seen(root: &Path, file: &Path, first: &str, later: &str) -> Vec<Sighting> {
    let mut before = catalogue(root);
    let id = before.identify(file, first.as_bytes(), STAMP);
    before.begin();
    before.identify(file, later.as_bytes(), STAMP);
    before.sighting(id).into_iter().collect()
}

#[test]
fn a_file_that_was_seen_before_and_edited_since_is_the_same_article() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rain.txt");
    let mut catalogue = catalogue(folder.path());
    catalogue.recall(&seen(folder.path(), &file, "rain", "rain"));
    let id = ArticleId::of(b"rain", 0);
    assert_eq!(catalogue.identify(&file, b"snow", STAMP), id);
}

#[test]
fn of_a_file_that_was_seen_before_the_text_counts_more_than_the_place() {
    for new in ["a.txt", "z.txt"] {
        let folder = tempfile::tempdir().unwrap();
        let [old, new] = ["m.txt", new].map(|name| folder.path().join(name));
        fs::write(&old, "snow").unwrap();
        fs::write(&new, "rain").unwrap();
        let archive = Archive::new(vec![folder.path().to_owned()]);
        archive.recall(&seen(folder.path(), &old, "rain", "rain"));
        archive.update(Look::AtFiles, &AtomicBool::new(false), |_, _| {});
        let location = |text: &str| archive.location(ArticleId::of(text.as_bytes(), 0));
        let file = |file| Some(Location { file, item: None });
        assert_eq!((location("rain"), location("snow")), (file(new), file(old)));
    }
}

#[test]
fn a_file_that_was_edited_when_it_was_seen_is_found_wherever_it_lies_now() {
    let folder = tempfile::tempdir().unwrap();
    let [old, new] = ["old.txt", "new.txt"].map(|name| folder.path().join(name));
    fs::write(&new, "snow").unwrap();
    let sightings = seen(folder.path(), &old, "rain", "snow");
    let mut here = catalogue(folder.path());
    here.recall(&sightings);
    assert_eq!(here.identify(&new, b"snow", STAMP), ArticleId::of(b"rain", 0));
    let other = tempfile::tempdir().unwrap();
    let mut there = catalogue(other.path());
    there.recall(&sightings);
    let ids = ["a.txt", "b.txt"].map(|name| {
        let file = other.path().join(name);
        fs::write(&file, "snow").unwrap();
        there.identify(&file, b"snow", STAMP)
    });
    assert_eq!(ids, [ArticleId::of(b"rain", 0), ArticleId::of(b"snow", 0)]);
    let says = there.sighting(ids[0]).map(|sighting| sighting.says);
    assert_eq!(says, Some(ArticleId::of(b"snow", 0)));
}

#[test]
fn a_file_of_another_archive_is_not_known_by_its_name() {
    let [here, there] = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let mut catalogue = catalogue(here.path());
    catalogue.recall(&seen(there.path(), &there.path().join("rain.txt"), "rain", "snow"));
    let id = catalogue.identify(&here.path().join("rain.txt"), b"hail", STAMP);
    assert_eq!(id, ArticleId::of(b"hail", 0));
}

#[test]
fn a_file_that_was_seen_and_is_gone_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut catalogue = catalogue(folder.path());
    catalogue.recall(&seen(folder.path(), &folder.path().join("old/rain.txt"), "rain", "snow"));
    catalogue.finish();
    assert_eq!(catalogue.sighting(ArticleId::of(b"rain", 0)), None);
    assert!(catalogue.paths().iter().all(|path| path == folder.path()));
}

#[test]
fn only_files_that_are_edited_moved_or_gone_are_restless() {
    let folder = tempfile::tempdir().unwrap();
    let names = ["calm.txt", "edited.txt", "old.txt", "new.txt"];
    let [calm, edited, old, new] = names.map(|name| folder.path().join(name));
    let mut catalogue = catalogue(folder.path());
    catalogue.identify(&calm, b"calm", STAMP);
    let ids = [(&edited, "rain"), (&old, "hail")]
        .map(|(file, text)| catalogue.identify(file, text.as_bytes(), STAMP));
    assert_eq!(catalogue.restless(), HashMap::new());
    catalogue.begin();
    catalogue.identify(&calm, b"calm", STAMP);
    catalogue.identify(&edited, b"snow", STAMP);
    catalogue.identify(&new, b"hail", STAMP);
    let says = ["snow", "hail"].map(|text| ArticleId::of(text.as_bytes(), 0));
    assert_eq!(catalogue.restless(), ids.into_iter().zip(says).collect());
    catalogue.begin();
    catalogue.identify(&calm, b"calm", STAMP);
    catalogue.finish();
    assert_eq!(catalogue.restless(), ids.into_iter().zip(says).collect());
    assert_eq!(catalogue.restless(), HashMap::new());
}
