//! Files that change their places with others, while an archive is brought up to date.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, SystemTime};

use crate::archive::{Archive, Look};
use crate::article::ArticleId;

/// An archive whose files are changed.
struct Files {
    folder: tempfile::TempDir,
    archive: Archive,
    /// Each file has another time.
    written: u64,
}

impl Files {
    /// With files that say their own names.
    fn with(names: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let archive = Archive::new(vec![folder.path().to_owned()]);
        let mut files = Self { folder, archive, written: 0 };
        for name in names {
            files.write(name, name);
        }
        files.look();
        files
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&mut self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        self.written += 1;
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(self.written);
        fs::File::open(&path).unwrap().set_modified(time).unwrap();
    }

    fn rename(&self, old: &str, new: &str) {
        fs::rename(self.path(old), self.path(new)).unwrap();
    }

    /// Brings the archive up to date; returns the articles that are gone.
    fn look(&self) -> Vec<ArticleId> {
        self.archive.update(Look::AtFiles, &AtomicBool::new(false), |reads, _| {
            self.archive.keep(reads.iter().map(|read| read.id));
        })
    }

    /// The file that is now the article which first said this.
    fn holder(&self, text: &str) -> String {
        let location = self.archive.location(ArticleId::of(text.as_bytes(), 0));
        let Some(location) = location else { return "none".to_owned() };
        let below = location.file.strip_prefix(self.folder.path()).unwrap();
        below.to_string_lossy().into_owned()
    }
}

#[test]
fn files_that_exchange_their_names_keep_their_identities() {
    let files = Files::with(&["a.md", "b.md"]);
    files.rename("a.md", "c");
    files.rename("b.md", "a.md");
    files.rename("c", "b.md");
    assert_eq!(files.look(), []);
    assert_eq!(
        (files.holder("a.md"), files.holder("b.md")),
        ("b.md".to_owned(), "a.md".to_owned())
    );
}

#[test]
fn a_new_file_in_the_place_of_one_that_was_moved_is_another_article() {
    // Before the old place in the walk, and behind it.
    for new in ["a.md", "z.md"] {
        let mut files = Files::with(&["m.md"]);
        files.rename("m.md", new);
        files.write("m.md", "other");
        assert_eq!(files.look(), []);
        assert_eq!(
            (files.holder("m.md"), files.holder("other")),
            (new.to_owned(), "m.md".to_owned())
        );
        assert_eq!(files.look(), []);
        assert_eq!(
            (files.holder("m.md"), files.holder("other")),
            (new.to_owned(), "m.md".to_owned())
        );
    }
}

#[test]
fn a_file_that_is_moved_over_another_stays_what_it_was() {
    let files = Files::with(&["a.md", "b.md"]);
    files.rename("a.md", "b.md");
    assert_eq!(files.look(), [ArticleId::of(b"b.md", 0)]);
    assert_eq!(
        (files.holder("a.md"), files.holder("b.md")),
        ("b.md".to_owned(), "none".to_owned())
    );
}

#[test]
fn a_file_that_gives_its_name_to_a_folder_or_a_link_is_the_same_article() {
    let files = Files::with(&["a.md", "b.md"]);
    files.rename("a.md", "c");
    fs::create_dir(files.path("a.md")).unwrap();
    files.rename("c", "a.md/a.md");
    fs::create_dir(files.path("store")).unwrap();
    files.rename("b.md", "store/b.md");
    std::os::unix::fs::symlink("store/b.md", files.path("b.md")).unwrap();
    assert_eq!(files.look(), []);
    assert_eq!(
        (files.holder("a.md"), files.holder("b.md")),
        ("a.md/a.md".to_owned(), "store/b.md".to_owned())
    );
}

#[test]
fn an_edited_file_of_which_a_copy_was_made_stays_the_same_article() {
    for copy in ["a.md", "z.md"] {
        let mut files = Files::with(&["m.md"]);
        files.write(copy, "m.md");
        files.write("m.md", "edited");
        files.look();
        assert_eq!(files.holder("m.md"), "m.md".to_owned());
    }
}

#[test]
fn an_edited_file_that_is_away_for_a_while_is_the_same_article() {
    let mut files = Files::with(&["old/a.md"]);
    files.write("old/a.md", "edited");
    assert_eq!(files.look(), []);
    let away = tempfile::tempdir().unwrap();
    let other = away.path().join("a.md");
    fs::copy(files.path("old/a.md"), &other).unwrap();
    fs::remove_dir_all(files.path("old")).unwrap();
    assert_eq!(files.look(), [ArticleId::of(b"old/a.md", 0)]);
    fs::create_dir(files.path("new")).unwrap();
    fs::copy(&other, files.path("new/b.md")).unwrap();
    files.look();
    assert_eq!(files.holder("old/a.md"), "new/b.md".to_owned());
}

#[test]
fn a_file_that_is_taken_away_to_be_saved_is_the_same_article() {
    let mut files = Files::with(&["a.md"]);
    fs::remove_file(files.path("a.md")).unwrap();
    files.look();
    files.write("a.md", "edited");
    files.look();
    assert_eq!(files.holder("a.md"), "a.md".to_owned());
}

#[test]
fn what_is_in_a_folder_that_cannot_be_read_is_not_gone() {
    let files = Files::with(&["a.md", "shut/b.md"]);
    let shut = files.path("shut");
    // Whoever runs the tests may be allowed to read all.
    files.archive.catalogue().closed.insert(shut.clone());
    files.archive.catalogue().begin();
    assert_eq!(files.archive.catalogue().finish(), [ArticleId::of(b"a.md", 0)]);
    assert_eq!(files.holder("shut/b.md"), "shut/b.md".to_owned());
    // It can be read again.
    assert!(files.archive.has_changed());
    assert_eq!(files.look(), []);
    assert!(!files.archive.catalogue().closed.contains(Path::new(&shut)));
}

#[test]
fn of_two_equal_files_that_went_the_first_comes_back() {
    let mut files = Files::with(&[]);
    files.write("a.md", "rain");
    files.write("b.md", "rain");
    files.look();
    for name in ["a.md", "b.md"] {
        fs::remove_file(files.path(name)).unwrap();
    }
    files.look();
    files.write("c.md", "rain");
    files.look();
    assert_eq!(files.holder("rain"), "c.md");
}

#[test]
fn the_second_of_equal_files_keeps_its_identity_when_the_first_goes() {
    let mut files = Files::with(&[]);
    files.write("a.md", "rain");
    files.write("b.md", "rain");
    files.look();
    let second = files.archive.catalogue().filed(&files.path("b.md")).unwrap().id;
    fs::remove_file(files.path("a.md")).unwrap();
    // Saved again as it was.
    files.write("b.md", "rain");
    assert_eq!(files.look(), [ArticleId::of(b"rain", 0)]);
    assert_eq!(files.archive.catalogue().filed(&files.path("b.md")).unwrap().id, second);
}

#[test]
fn an_equal_file_takes_nothing_from_those_that_were_seen_before() {
    let mut files = Files::with(&[]);
    files.write("a.md", "rain");
    files.write("c.md", "rain");
    files.look();
    let ids =
        ["a.md", "c.md"].map(|name| files.archive.catalogue().filed(&files.path(name)).unwrap().id);
    let sightings = ids.map(|id| files.archive.sighting(id).unwrap());
    files.write("b.md", "rain");
    let archive = Archive::new(vec![files.folder.path().to_owned()]);
    archive.recall(&sightings);
    archive.update(Look::AtFiles, &AtomicBool::new(false), |_, _| {});
    let again =
        ["a.md", "c.md"].map(|name| archive.catalogue().filed(&files.path(name)).unwrap().id);
    assert_eq!(again, ids);
}

#[test]
fn a_copy_of_a_feed_takes_nothing_from_one_that_was_seen_before() {
    let feed = "<rss version=\"2.0\"><channel><title>The Weekly</title><item><guid>1</guid>\
                <title>Low water</title></item></channel></rss>";
    let mut files = Files::with(&[]);
    files.write("feed.xml", feed);
    files.look();
    let id = files.archive.catalogue().filed(&files.path("feed.xml")).unwrap().id;
    let sighting = files.archive.sighting(id).unwrap();
    files.write("a.xml", feed);
    let archive = Archive::new(vec![files.folder.path().to_owned()]);
    archive.recall(&[sighting]);
    archive.update(Look::AtFiles, &AtomicBool::new(false), |_, _| {});
    assert_eq!(archive.catalogue().filed(&files.path("feed.xml")).unwrap().id, id);
}
