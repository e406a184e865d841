//! Who keeps an identity, and who gives it up.

use super::*;

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
