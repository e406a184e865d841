//! Commands on articles that the reader corrected, as a shell meets them.

use std::fs;
use std::path::Path;
use std::time::Duration;

use assert_cmd::Command;
use newsread::article::{ArticleId, Field};
use newsread::state::{Change, State};
use serde_json::{Value, json};

const FERRY: &str =
    "---\ntitle: The ferry is late\ndate: 2023-05\nauthor: Staff\n---\n\nIt rained.\n";

/// A home in which an article is corrected.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new(corrections: &[(Field, &str)]) -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        fs::create_dir(desk.0.path().join("articles")).unwrap();
        fs::write(desk.0.path().join("articles/ferry.md"), FERRY).unwrap();
        let state = State::open(Some(desk.state()), |_| {}).unwrap();
        let id = ArticleId::of(FERRY.as_bytes(), 0);
        for (field, value) in corrections {
            state.write(Change::Correction(id, *field, Some((*value).to_owned())));
        }
        assert!(state.flush(Duration::from_secs(20)));
        desk
    }

    fn state(&self) -> std::path::PathBuf {
        self.0.path().join(".local/state/newsread/state.db")
    }

    /// Runs newsread with arguments that are separated by spaces; returns its
    /// exit code and what it printed and told.
    fn run(&self, arguments: &str) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newsread"));
        command.current_dir(self.0.path()).env_clear().env("HOME", self.0.path());
        let output = command.args(arguments.split_whitespace()).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    fn print(&self, arguments: &str) -> String {
        let (code, out, told) = self.run(arguments);
        assert_eq!(code, 0, "{out}{told}");
        out
    }
}

#[test]
fn what_is_printed_of_an_article_is_as_the_reader_corrected_it() {
    let desk = Desk::new(&[(Field::Title, "The ferry was late"), (Field::Authors, "")]);
    assert_eq!(
        desk.print("show articles/ferry.md"),
        "The ferry was late\nMay 2023\n\nIt rained.\n"
    );
    assert_eq!(
        desk.print("cite --style apa articles/ferry.md"),
        "The ferry was late. (2023, May).\n"
    );
    assert_eq!(desk.print("list"), "2023-05\t\tThe ferry was late\tarticles/ferry.md\n");
    let extracted: Value =
        serde_json::from_str(&desk.print("extract --json articles/ferry.md")).unwrap();
    assert_eq!(extracted["byline"], json!(null));
    let title = &extracted["provenance"]["title"];
    assert_eq!((&title["from"], &title["certain"]), (&json!("reader"), &json!(true)));
    assert_eq!(title["rejected"][0]["value"], "The ferry is late");
    assert_eq!(fs::read_to_string(desk.0.path().join("articles/ferry.md")).unwrap(), FERRY);
}

#[test]
fn corrections_are_listed_with_the_path_of_the_article() {
    let desk = Desk::new(&[(Field::Title, "The ferry was late"), (Field::Authors, "")]);
    let printed = desk.print("corrections");
    let mut rows: Vec<Vec<&str>> =
        printed.lines().map(|line| line.split('\t').skip(1).collect()).collect();
    rows.sort();
    assert_eq!(
        rows,
        [
            ["authors", "not stated", "articles/ferry.md"],
            ["title", "The ferry was late", "articles/ferry.md"]
        ]
    );
}

#[test]
fn damaged_characters_are_printed_repaired_where_the_reader_said_so() {
    let damaged = "---\ntitle: The cafÃ© opens\n---\n\nItâ€™s open.\n";
    let desk = Desk::new(&[]);
    fs::write(desk.0.path().join("articles/cafe.md"), damaged).unwrap();
    assert!(desk.print("show articles/cafe.md").contains("The cafÃ© opens"));
    let table = desk.print("extract articles/cafe.md");
    let told = "damaged characters in 2 places: ‘cafÃ©’ would read ‘café’ if repaired";
    assert!(table.contains(told), "{table}");
    let state = State::open(Some(desk.state()), |_| {}).unwrap();
    let id = ArticleId::of(damaged.as_bytes(), 0);
    state.write(Change::Correction(id, Field::Characters, Some("repaired".to_owned())));
    assert!(state.flush(Duration::from_secs(20)));
    drop(state);
    assert_eq!(desk.print("show articles/cafe.md"), "The café opens\n\nIt’s open.\n");
    assert!(desk.print("list").contains("The café opens\tarticles/cafe.md"));
    assert!(desk.print("corrections").contains("\tcharacters\trepaired\tarticles/cafe.md"));
    assert_eq!(fs::read_to_string(desk.0.path().join("articles/cafe.md")).unwrap(), damaged);
}

#[test]
fn corrections_are_listed_in_json_also_of_articles_that_are_elsewhere() {
    let desk = Desk::new(&[(Field::Title, "The ferry was late")]);
    let id = ArticleId::of(FERRY.as_bytes(), 0).to_string();
    fs::create_dir(desk.0.path().join("other")).unwrap();
    let object: Value = serde_json::from_str(&desk.print("corrections --json other")).unwrap();
    let when = object["when"].as_str().unwrap();
    assert!(when.starts_with("20") && when.ends_with('Z'), "{when}");
    let expected = json!({
        "id": id, "path": null, "field": "title", "value": "The ferry was late", "when": when,
    });
    assert_eq!(object, expected);
}

#[test]
fn without_corrections_nothing_is_found_and_nothing_made() {
    let home = tempfile::tempdir().unwrap();
    let desk = Desk(home);
    let (code, out, told) = desk.run("corrections");
    assert_eq!((code, &*out, &*told), (1, "", "newsread: nothing was corrected\n"));
    assert!(!Path::new(&desk.state()).exists());
}

#[test]
fn a_state_that_cannot_be_read_is_told_and_articles_are_shown_as_they_are() {
    let desk = Desk::new(&[]);
    fs::write(desk.state(), "no database at all, but long enough to be looked at").unwrap();
    let (code, out, told) = desk.run("show articles/ferry.md");
    assert_eq!((code, out.lines().next().unwrap()), (0, "The ferry is late"));
    assert!(told.contains("state.db"), "{told}");
    assert_eq!(desk.run("corrections").0, 2);
}
