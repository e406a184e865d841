//! Commands on articles that the reader tagged, as a shell meets them.

use std::fs;
use std::time::Duration;

use assert_cmd::Command;
use newsread::article::ArticleId;
use newsread::state::{Change, State};
use serde_json::{Value, json};

const FERRY: &str =
    "---\ntitle: The ferry is late\ndate: 2023-05\nauthor: Staff\ntags: [sea]\n---\n\nIt rained.\n";
const BREAD: &str = "---\ntitle: The price of bread\ndate: 2019-03-01\n---\n\nIt rose.\n";
const SNOW: &str = "---\ntitle: Snow\ndate: 2021\ntags: [Thesis]\n---\n\nIt snowed.\n";

/// A home with three articles, of which the reader tagged two.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        fs::create_dir(desk.0.path().join("articles")).unwrap();
        for (name, text) in [("ferry.md", FERRY), ("bread.md", BREAD), ("snow.md", SNOW)] {
            fs::write(desk.0.path().join("articles").join(name), text).unwrap();
        }
        let path = desk.0.path().join(".local/state/newsread/state.db");
        let state = State::open(Some(path), |_| {}).unwrap();
        for (text, tag) in [(FERRY, "thesis"), (FERRY, "Sea"), (BREAD, "food")] {
            let id = ArticleId::of(text.as_bytes(), 0);
            state.write(Change::Tag(id, tag.parse().unwrap(), true));
        }
        assert!(state.flush(Duration::from_secs(20)));
        desk
    }

    /// Runs newsread; returns its exit code and what it printed and told.
    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newsread"));
        command.current_dir(self.0.path()).env_clear().env("HOME", self.0.path());
        let output = command.args(arguments).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    /// The tags of each article that a command prints as JSON, by its headline.
    fn tags(&self, arguments: &[&str]) -> Vec<(String, Value)> {
        let (_, out, _) = self.run(arguments);
        let line = |line: &str| {
            let object: Value = serde_json::from_str(line).unwrap();
            (object["title"].as_str().unwrap().to_owned(), object["tags"].clone())
        };
        out.lines().map(line).collect()
    }
}

#[test]
fn list_and_search_tell_the_tags_of_files_and_of_the_reader_each_once() {
    let desk = Desk::new();
    let mut listed = desk.tags(&["list", "--json"]);
    listed.sort_by(|one, other| one.0.cmp(&other.0));
    let named = |name: &str| listed.iter().find(|(title, _)| title == name).unwrap().1.clone();
    assert_eq!(named("The ferry is late"), json!(["sea", "thesis"]));
    assert_eq!(named("The price of bread"), json!(["food"]));
    assert_eq!(named("Snow"), json!(["Thesis"]));
    let found = desk.tags(&["search", "--json", "tag:thesis"]);
    let titles: Vec<&str> = found.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(titles, ["The ferry is late", "Snow"]);
    assert_eq!(found[0].1, json!(["sea", "thesis"]));
}

#[test]
fn figures_count_the_tags_of_both() {
    let (_, out, _) = Desk::new().run(&["stats", "--json"]);
    let figures: Value = serde_json::from_str(&out).unwrap();
    let tags = figures["tags"].to_string();
    assert!(tags.contains("food") && tags.contains("thesis"), "{figures}");
}

#[test]
fn all_articles_with_a_tag_are_cited_as_a_bibliography() {
    let desk = Desk::new();
    let (code, out, _) = desk.run(&["cite", "--tag", "thesis"]);
    assert_eq!(code, 0);
    let entries: Vec<&str> = out.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(entries, ["Snow. (2021).", "Staff. (2023, May). The ferry is late."]);
}

#[test]
fn tagged_articles_are_cited_with_files_each_once() {
    let desk = Desk::new();
    let of_archive = ["cite", "--tag", "thesis", "--tag", "food", "--archive", "articles"];
    let (code, out, _) = desk.run(&[&of_archive[..], &["articles/ferry.md"]].concat());
    assert_eq!(code, 0);
    assert_eq!(out.matches("The ferry is late").count(), 1, "{out}");
    assert!(out.contains("Snow") && out.contains("The price of bread"), "{out}");
}

#[test]
fn a_tag_that_no_article_has_is_told() {
    let desk = Desk::new();
    let (code, out, told) = desk.run(&["cite", "--tag", "nobody"]);
    assert_eq!((code, &*out), (1, ""));
    assert!(told.contains("no article has the tag ‘nobody’"), "{told}");
    let (code, _, told) = desk.run(&["cite", "--tag", "?"]);
    assert_eq!(code, 2);
    assert!(told.contains("a tag needs at least one letter or digit"), "{told}");
}
