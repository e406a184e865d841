//! Files that are edited while nobody reads them, where no index remembers what they
//! said: what the reader added stays with its article.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use assert_cmd::Command;
use newsread::archive::Archive;
use newsread::article::{ArticleId, Field};
use newsread::state::{Change, State};

const HERON: &str = "---\ntitle: A heron moves into the lock\n---\n\nThe keeper saw it first.\n";

const FERRY: &str = "---\ntitle: The ferry is late\n---\n\nIt rained.\n";

const FEED: &str = "<rss version=\"2.0\"><channel><title>The Canal Weekly</title>\
                    <item><guid>1</guid><title>Low water</title>\
                    <description>It fell.</description></item></channel></rss>";

/// A home with an archive of its own.
struct Home(tempfile::TempDir);

impl Home {
    fn with(files: &[(&str, &str)]) -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            home.write(name, text);
        }
        home
    }

    /// With an article whose headline the reader corrected.
    fn corrected() -> Self {
        let home = Self::with(&[("heron.md", HERON)]);
        let archive = Archive::new(vec![home.news()]);
        archive.ingest(&AtomicBool::new(false), |_, _| {});
        let id = ArticleId::of(HERON.as_bytes(), 0);
        let state = home.0.path().join(".local/state/newsread/state.db");
        let state = State::open(Some(state), |_| {}).unwrap();
        let title = "Heron in the lock".to_owned();
        state.write(Change::Correction(id, Field::Title, Some(title)));
        state.see(archive.sighting(id).unwrap());
        assert!(state.flush(Duration::from_secs(20)));
        home
    }

    fn news(&self) -> PathBuf {
        self.0.path().join("news")
    }

    fn write(&self, name: &str, text: &str) {
        let file = self.news().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    /// Runs newsread with the archive as the last argument, and returns what it prints.
    fn run(&self, arguments: &[&str], typed: &str) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newsread"));
        command.env_clear().env("HOME", self.0.path()).args(arguments).arg(self.news());
        let output = command.write_stdin(typed).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() < Some(2), "{said}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Reads the first article of the list.
    fn read_first(&self) {
        self.run(&["--plain"], "1\nq\n");
    }

    /// The headlines of those that count as read.
    fn read(&self) -> Vec<String> {
        let listed = self.run(&["list", "is:read", "--archive"], "");
        let title = |line: &str| line.split('\t').nth(2).unwrap().to_owned();
        listed.lines().map(title).collect()
    }
}

#[test]
fn an_edited_article_is_still_read() {
    let home = Home::with(&[("heron.md", HERON)]);
    home.read_first();
    home.write("heron.md", &HERON.replace("first", "last"));
    home.write("ferry.md", FERRY);
    assert_eq!(home.read(), ["A heron moves into the lock"]);
}

#[test]
fn an_article_that_is_edited_and_moved_in_turn_is_still_read() {
    let home = Home::with(&[("heron.md", HERON)]);
    home.read_first();
    let mut last = "heron.md";
    for next in ["lock.md", "old/lock.md", "old/heron.md"] {
        home.write(last, &HERON.replace("first", next));
        assert_eq!(home.read(), ["A heron moves into the lock"], "edited at {last}");
        home.write(next, "");
        fs::rename(home.news().join(last), home.news().join(next)).unwrap();
        assert_eq!(home.read(), ["A heron moves into the lock"], "moved to {next}");
        last = next;
    }
}

#[test]
fn an_edited_article_is_still_read_when_the_index_is_made_anew() {
    let home = Home::with(&[("heron.md", HERON)]);
    home.run(&["index"], "");
    home.read_first();
    home.write("heron.md", &HERON.replace("first", "last"));
    assert_eq!(home.read(), ["A heron moves into the lock"]);
    fs::remove_dir_all(home.0.path().join(".cache")).unwrap();
    home.write("heron.md", &HERON.replace("first", "again"));
    home.run(&["index"], "");
    assert_eq!(home.read(), ["A heron moves into the lock"]);
}

#[test]
fn a_new_article_under_the_name_of_one_that_went_was_not_read() {
    let home = Home::with(&[("heron.md", HERON)]);
    home.read_first();
    fs::remove_file(home.news().join("heron.md")).unwrap();
    assert_eq!(home.read(), [""; 0]);
    home.write("heron.md", FERRY);
    assert_eq!(home.read(), [""; 0]);
    home.write("heron.md", HERON);
    assert_eq!(home.read(), ["A heron moves into the lock"]);
}

#[test]
fn a_corrected_article_is_cited_as_corrected_when_its_file_was_edited() {
    let home = Home::corrected();
    home.write("heron.md", &HERON.replace("first", "last"));
    assert_eq!(home.run(&["cite", "--style", "apa"], ""), "Heron in the lock. (n.d.).\n");
    let listed = home.run(&["corrections"], "");
    let file = home.news().join("heron.md");
    assert!(listed.ends_with(&format!("\t{}\n", file.display())), "{listed}");
    // Whatever the file is called by.
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsread"));
    command.env_clear().env("HOME", home.0.path()).current_dir(home.news());
    let cited = command.args(["cite", "--style", "apa", "heron.md"]).output().unwrap().stdout;
    assert_eq!(String::from_utf8_lossy(&cited), "Heron in the lock. (n.d.).\n");
}

#[test]
fn a_correction_follows_the_article_and_not_its_name() {
    for old in ["a.md", "z.md"] {
        let home = Home::corrected();
        fs::rename(home.news().join("heron.md"), home.news().join(old)).unwrap();
        home.write("heron.md", FERRY);
        let cited = home.run(&["cite", "--style", "apa"], "");
        let mut cited: Vec<&str> = cited.lines().collect();
        cited.sort_unstable();
        assert_eq!(cited, ["Heron in the lock. (n.d.).", "The ferry is late. (n.d.)."], "{old}");
        let found = home.run(&["search", "title:heron", "--archive"], "");
        assert!(found.contains("Heron in the lock") && !found.contains("ferry"), "{found}");
    }
}

#[test]
fn what_was_read_of_a_feed_is_still_read_when_the_feed_has_another_name() {
    let home = Home::with(&[("feed.xml", FEED)]);
    home.read_first();
    home.write("feed.xml", &FEED.replace("Weekly", "Daily"));
    assert_eq!(home.read(), ["Low water"]);
}
