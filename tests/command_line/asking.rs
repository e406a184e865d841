//! Searching from the command line.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

const FERRY: &str = "---\ntitle: The ferry is late\nauthor: Ada King\ndate: 2023-05-02\n\
    tags: [sea, delays]\nlang: en\n---\n\nThe ferry to the island left an hour after noon.\n";
const PORT: &str = "---\ntitle: The port was shut\nsite: The Canal Weekly\ndate: 2024-03-18\n---\n\n\
    No ferry left. The ferry waited, and the second ferry too.\n";
const RATES: &str = "---\ntitle: Rates rose\n---\n\nThe price of oil fell.\n";

/// A folder with articles in `news`, and its own home.
struct Desk(TempDir);

/// What a command did.
struct Done {
    code: i32,
    out: String,
    told: String,
}

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        for (name, text) in [("sea/a.md", FERRY), ("b.md", PORT), ("c.md", RATES)] {
            desk.write(&format!("news/{name}"), text);
        }
        desk
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn run(&self, arguments: &[&str]) -> Done {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_newsread"));
        command.current_dir(self.path()).env_clear().env("HOME", self.path());
        let output = command.args(arguments).output().unwrap();
        Done {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            told: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The headlines that a search of `news` prints, in order.
    fn found(&self, arguments: &[&str]) -> Vec<String> {
        let done = self.run(&[&["search", "--archive", "news"], arguments].concat());
        assert_eq!(done.told, "");
        done.out.lines().map(|line| line.split('\t').nth(2).unwrap().to_owned()).collect()
    }
}

#[test]
fn a_search_prints_a_line_for_each_article_with_its_passage() {
    let done = Desk::new().run(&["search", "--archive", "news", "hour"]);
    assert_eq!(
        done.out,
        "2023-05-02\t\tThe ferry is late\tnews/sea/a.md\tThe ferry to the island left an hour after noon.\n"
    );
    assert_eq!(done.code, 0);
}

#[test]
fn the_newest_come_first_or_the_best() {
    let desk = Desk::new();
    assert_eq!(desk.found(&["ferry"]), ["The port was shut", "The ferry is late"]);
    assert_eq!(
        desk.found(&["--sort", "rank", "ferry"]),
        ["The ferry is late", "The port was shut"]
    );
    assert_eq!(desk.found(&["ferry", "--limit", "1"]), ["The port was shut"]);
}

#[test]
fn the_last_word_is_whole() {
    let desk = Desk::new();
    assert_eq!(desk.found(&["isl"]), [""; 0]);
    assert_eq!(desk.found(&["isl*"]), ["The ferry is late"]);
}

#[test]
fn a_query_may_be_several_arguments_and_begin_with_a_minus() {
    let desk = Desk::new();
    assert_eq!(desk.found(&["-ferry", "oil"]), ["Rates rose"]);
    assert_eq!(desk.found(&["ferry", "-waited"]), ["The ferry is late"]);
    assert_eq!(
        desk.found(&["in:sea", "OR", "\"price of oil\""]),
        ["The ferry is late", "Rates rose"]
    );
    assert_eq!(
        desk.found(&["author:king", "tag:sea", "lang:en", "date:2023"]),
        ["The ferry is late"]
    );
}

#[test]
fn nothing_found_is_told_by_the_exit_code() {
    let done = Desk::new().run(&["search", "--archive", "news", "snow"]);
    assert_eq!((done.code, &*done.out, &*done.told), (1, "", ""));
}

#[test]
fn what_is_not_understood_is_told() {
    let done = Desk::new().run(&["search", "--archive", "news", "ferry", "OR", "date:foo"]);
    assert_eq!(done.told, "newsread: ‘date:foo’ is not understood, and is searched as words\n");
    assert_eq!((done.code, done.out.lines().count()), (0, 2));
}

#[test]
fn a_search_prints_json_with_the_names_of_extract() {
    let done = Desk::new().run(&["search", "--json", "--archive", "news", "island"]);
    let found: Value = serde_json::from_str(&done.out).unwrap();
    assert_eq!(found["title"], "The ferry is late");
    assert_eq!(found["byline"], "Ada King");
    assert_eq!(found["authors"][0]["family"], "King");
    assert_eq!(found["published"], "2023-05-02");
    assert_eq!(found["tags"], serde_json::json!(["sea", "delays"]));
    assert_eq!((&found["read"], &found["starred"]), (&false.into(), &false.into()));
    assert_eq!(found["snippet"], "The ferry to the island left an hour after noon.");
    assert_eq!(found["provenance"]["title"]["from"], "front-matter");
    assert!(found.get("body").is_none() && found.get("blocks").is_none());
}

#[test]
fn several_archives_are_searched_together() {
    let desk = Desk::new();
    desk.write("clips/d.md", "---\ntitle: Another ferry\n---\n\nIt sank.\n");
    let titles = desk.found(&["--archive", "clips", "ferry"]);
    assert_eq!(titles, ["The port was shut", "The ferry is late", "Another ferry"]);
    let done = desk.run(&["search", "--archive", "none", "ferry"]);
    assert_eq!((done.code, &*done.told), (2, "newsread: there is no file or folder ‘none’\n"));
}

#[test]
fn a_list_may_be_narrowed_by_a_query() {
    let desk = Desk::new();
    let done = desk.run(&["list", "news", "ferry"]);
    assert_eq!(
        done.out,
        "2024-03-18\tThe Canal Weekly\tThe port was shut\tnews/b.md\n\
         2023-05-02\t\tThe ferry is late\tnews/sea/a.md\n"
    );
    assert_eq!(desk.run(&["list", "--archive", "news", "ferry"]).out, done.out);
    assert_eq!(desk.run(&["list", "--archive", "news"]).out, desk.run(&["list", "news"]).out);
    let json = desk.run(&["list", "--json", "news/c.md"]).out;
    let article: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&article["read"], &article["snippet"]), (&false.into(), &Value::Null));
}

#[test]
fn figures_tell_how_many_of_what_time_and_of_whom() {
    let desk = Desk::new();
    let done = desk.run(&["stats", "--archive", "news"]);
    for line in [
        "articles\t3",
        "undated\t1",
        "first\t2023-05-02",
        "last\t2024-03-18",
        "authors\t1\tAda King",
    ] {
        assert!(done.out.lines().any(|told| told == line), "{line} in {}", done.out);
    }
    let figures: Value =
        serde_json::from_str(&desk.run(&["stats", "--json", "--archive", "news"]).out).unwrap();
    assert_eq!((&figures["unread"], &figures["tags"][0]["articles"]), (&3.into(), &1.into()));
}

#[test]
fn a_limit_counts_the_articles_that_are_printed() {
    let desk = Desk::new();
    desk.write("news/ferry.zip", "PK\u{3}\u{4}garbage");
    let done =
        desk.run(&["search", "ferry", "--sort", "rank", "--limit", "1", "--archive", "news"]);
    assert_eq!(done.out.lines().count(), 1, "{}{}", done.out, done.told);
}

#[test]
fn a_list_takes_for_a_path_only_what_is_no_part_of_a_query() {
    let desk = Desk::new();
    desk.write("articles/sea/north/a.md", FERRY);
    desk.write("articles/b.md", PORT);
    for asked in ["in:sea/north", "-in:sea/south", "/noon[.]/"] {
        let done = desk.run(&["list", asked]);
        assert!(done.out.contains("The ferry is late"), "{asked}: {}{}", done.out, done.told);
    }
    let done = desk.run(&["list", "news/none"]);
    assert_eq!((done.code, done.out.as_str()), (2, ""));
    assert!(done.told.contains("there is no file or folder"), "{}", done.told);
}

#[test]
fn exact_characters_are_found_in_a_headline_that_the_text_writes_otherwise() {
    let desk = Desk::new();
    let text =
        "---\ntitle: RATES Hold. Again!\nsite: The Lock\n---\n\nRates hold again, said the lock.\n";
    desk.write("news/d.md", text);
    for asked in ["='RATES Hold. Again!'", "='The Lock'", "/RATES/"] {
        assert_eq!(desk.found(&[asked]), ["RATES Hold. Again!"], "{asked}");
    }
    assert_eq!(desk.found(&["='rates Hold'"]), [""; 0]);
}
