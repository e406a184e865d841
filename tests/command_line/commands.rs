//! The commands that need no screen, as a shell meets them.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Stdio;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use serde_json::{Value, json};

use crate::desk::{Desk, Done, FERRY, HERON};

#[test]
fn the_version_is_printed() {
    let version = Desk::with(&[]).print("--version");
    assert_eq!(version, format!("newsread {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn an_article_is_shown_as_clean_text() {
    let desk = Desk::with(&[("heron.md", HERON)]);
    insta::assert_snapshot!(desk.print("show heron.md"), @"
    A heron moves into the lock
    Jan van den Berg · The Canal Weekly · Monday, 18 March 2024

    The keeper saw it first, at dawn.

    ## What it eats

    > Eels, mostly.

    - roach
    - perch
    ");
}

#[test]
fn shown_text_is_never_broken_into_lines() {
    let long = "word ".repeat(500);
    let desk = Desk::with(&[("long.md", &long)]);
    assert!(desk.print("show long.md").lines().any(|line| line == long.trim()));
}

#[test]
fn shown_text_holds_nothing_that_a_terminal_obeys() {
    let desk = Desk::with(&[("bad.md", "# A\x1b]0;b\x07c\n\nright\u{202e}left\n")]);
    let done = desk.run("show bad.md");
    assert!(done.out.contains("A␛]0;b␇c") && done.out.contains("rightleft"), "{}", done.out);
    assert!(done.told.contains("bad.md: hidden characters removed"), "{}", done.told);
}

#[test]
fn several_articles_come_in_the_order_in_which_they_are_named() {
    let desk = Desk::with(&[("b.md", HERON), ("a.md", FERRY)]);
    let shown = desk.print("show b.md a.md b.md");
    let titles: Vec<&str> =
        shown.split("\n\n---\n\n").map(|text| text.lines().next().unwrap()).collect();
    let heron = "A heron moves into the lock";
    assert_eq!(titles, [heron, "The ferry is late", heron]);
}

#[test]
fn a_citation_is_one_line() {
    let desk = Desk::with(&[("heron.md", HERON)]);
    assert_eq!(
        desk.print("cite --style mla heron.md"),
        "van den Berg, Jan. “A Heron Moves into the Lock.” The Canal Weekly, 18 Mar. 2024, https://canal.example/heron.\n"
    );
}

#[test]
fn what_a_citation_lacks_is_told_beside_it_and_not_in_it() {
    let desk = Desk::with(&[("ferry.md", FERRY)]);
    let done = desk.run("cite ferry.md");
    assert_eq!(done.out.lines().count(), 1);
    assert!(done.told.starts_with("newsread: ferry.md: no author, no source"), "{}", done.told);
    assert_eq!(done.code, 0);
}

#[test]
fn entries_for_bibtex_are_separated_by_blank_lines() {
    let desk = Desk::with(&[("news/a.md", HERON), ("news/b.md", FERRY)]);
    let entries = desk.run("cite --format bibtex news").out;
    assert_eq!(entries.matches("\n}\n\n@misc{").count(), 1, "{entries}");
}

#[test]
fn citations_are_in_the_style_of_the_configuration_unless_another_is_named() {
    let desk = Desk::with(&[("heron.md", HERON), ("c.toml", "style = \"ieee\"")]);
    let cited = |arguments: &str| desk.run(&format!("{arguments} heron.md")).out;
    assert!(cited("--config c.toml cite").starts_with("J. van den Berg, “A heron"));
    assert!(cited("cite --style ama --config c.toml").starts_with("van den Berg J. A heron"));
    assert!(cited("cite").starts_with("van den Berg, J. (2024, March 18)."));
}

#[test]
fn a_note_and_a_citation_in_the_text_can_be_asked_for() {
    let desk = Desk::with(&[("heron.md", HERON)]);
    assert_eq!(desk.print("cite heron.md --form in-text"), "(van den Berg, 2024)\n");
    let note = desk.print("cite --style chicago-notes --form note heron.md");
    assert!(note.starts_with("Jan van den Berg, “A Heron"), "{note}");
}

#[test]
fn a_style_that_does_not_exist_is_told_with_the_nearest_name() {
    let done = Desk::with(&[("heron.md", HERON)]).run("cite --style apq heron.md");
    assert_eq!((done.code, &*done.out), (2, ""));
    assert!(done.told.contains("no style is called ‘apq’; the nearest is ‘apa’"), "{}", done.told);
}

#[test]
fn a_style_may_be_a_csl_file() {
    let csl = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
      <info><title>House</title><id>house</id><updated>2026-01-01T00:00:00Z</updated></info>
      <citation><layout><text variable="title"/></layout></citation>
      <bibliography><layout prefix="[" suffix="]"><text variable="title"/></layout></bibliography>
    </style>"#;
    let desk = Desk::with(&[("heron.md", HERON), ("house.csl", csl), ("bad.csl", "no style")]);
    assert_eq!(desk.run("cite --style house.csl heron.md").out, "[A heron moves into the lock]\n");
    assert_eq!(desk.run("cite --style bad.csl heron.md").code, 2);
    let done = desk.run("cite --style none.csl heron.md");
    assert!(done.told.contains("cannot read the style ‘none.csl’"), "{}", done.told);
}

#[test]
fn citing_nothing_is_an_error_of_usage() {
    let done = Desk::with(&[]).run("cite");
    assert_eq!((done.code, &*done.out), (2, ""));
    assert!(done.told.starts_with("newsread: ") && done.told.contains("Usage: newsread cite"));
}

#[test]
fn what_is_known_is_extracted_as_json() {
    let desk = Desk::with(&[("heron.md", HERON)]);
    let known = desk.extract("heron.md");
    let names: Vec<&String> = known.as_object().unwrap().keys().collect();
    assert_eq!(
        names,
        [
            "id",
            "path",
            "item",
            "title",
            "byline",
            "authors",
            "source",
            "published",
            "updated",
            "accessed",
            "url",
            "language",
            "tags",
            "format",
            "starred",
            "read",
            "folder",
            "note",
            "highlights",
            "body",
            "blocks",
            "provenance",
            "warnings",
        ]
    );
    assert_eq!(known["path"], "heron.md");
    assert_eq!(known["item"], Value::Null);
    assert_eq!(known["title"], "A heron moves into the lock");
    assert_eq!(known["byline"], "Jan van den Berg");
    assert_eq!(
        known["authors"],
        json!([{"family": "Berg", "given": "Jan", "particle": "van den", "suffix": null}])
    );
    assert_eq!(known["published"], "2024-03-18");
    assert_eq!(known["updated"], Value::Null);
    assert_eq!(
        known["body"],
        "The keeper saw it first, at dawn.\n\nWhat it eats\n\nEels, mostly.\n\nroach\n\nperch"
    );
}

#[test]
fn every_field_says_where_it_comes_from() {
    let desk = Desk::with(&[("heron.md", HERON)]);
    let published = &desk.extract("heron.md")["provenance"]["published"];
    assert_eq!(published["from"], "front-matter");
    assert_eq!(published["certain"], true);
    assert_eq!(published["rejected"], json!([]));
    let table = desk.print("extract heron.md");
    assert!(table.starts_with("heron.md\ntitle      A heron moves into the lock  ("), "{table}");
}

#[test]
fn the_blocks_of_a_plain_text_hold_all_its_characters_in_order() {
    let text =
        "The wall\r\n\r\nBy Ada\tByron\n \u{feff}It\u{ad} fell\u{2028}at night.\n\n\nShare\n\n";
    let desk = Desk::with(&[("wall.txt", text)]);
    let blocks = desk.extract("wall.txt")["blocks"].clone();
    let together: String =
        blocks.as_array().unwrap().iter().map(|block| block["text"].as_str().unwrap()).collect();
    let letters = |text: &str| text.split_whitespace().collect::<String>();
    assert_eq!(letters(&together), letters(text));
}

#[test]
fn json_is_escaped_where_it_is_not_printable() {
    let desk = Desk::with(&[("bad.md", "a\u{202e}b\u{9b}c\u{200b}d\n")]);
    let line = desk.print("extract --json bad.md");
    assert!(line.contains("a\\u202eb\\u009bc\\u200bd"), "{line}");
}

#[test]
fn a_list_has_a_line_for_each_article() {
    let desk = Desk::with(&[("news/a.md", HERON), ("news/2023/b.md", FERRY)]);
    assert_eq!(
        desk.print("list news"),
        "2023-05\t\tThe ferry is late\tnews/2023/b.md\n\
         2024-03-18\tThe Canal Weekly\tA heron moves into the lock\tnews/a.md\n"
    );
    let json = desk.print("list --json news/a.md");
    let article: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(article["source"], "The Canal Weekly");
}

#[test]
fn without_a_terminal_files_are_shown_and_folders_listed() {
    let desk = Desk::with(&[("news/a.md", HERON)]);
    assert_eq!(desk.print("news/a.md"), desk.print("show news/a.md"));
    assert_eq!(desk.print("news"), desk.print("list news"));
}

#[test]
fn without_a_path_the_archives_of_the_configuration_are_read() {
    let files = [
        ("kept/a.md", HERON),
        ("articles/b.md", FERRY),
        (".config/newsread/config.toml", "archives = [\"~/kept\"]"),
    ];
    let desk = Desk::with(&files);
    assert_eq!(desk.print(""), desk.print(&format!("list {}", desk.path("kept").display())));
    fs::remove_dir_all(desk.path("kept")).unwrap();
    let done = desk.run("");
    assert_eq!(done.code, 2);
    assert!(done.told.contains("the configuration names it among its archives"), "{}", done.told);
}

#[test]
fn without_archives_the_articles_folder_is_read_and_else_the_sample() {
    let desk = Desk::with(&[("articles/b.md", FERRY)]);
    assert_eq!(desk.print(""), desk.print("list articles"));
    let newcomer = Desk::with(&[]);
    assert!(newcomer.print("").contains("\tWelcome to the archive\t"));
    assert!(newcomer.path(".cache/newsread").is_dir());
}

#[test]
fn a_path_that_leads_nowhere_is_named() {
    let done = Desk::with(&[]).run("news/none.md");
    assert_eq!(
        done,
        Done {
            code: 2,
            out: String::new(),
            told: "newsread: there is no file or folder ‘news/none.md’\n".to_owned(),
        }
    );
    let done = Desk::with(&[]).run("shwo");
    assert!(done.told.ends_with("; the nearest command is ‘show’\n"), "{}", done.told);
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let desk = Desk::with(&[("a.md", HERON)]);
    symlink("loop.md", desk.path("loop.md")).unwrap();
    let done = desk.run("cite --format markdown loop.md . /dev/null none.md a.md");
    // The article is named twice and cited once.
    assert_eq!((done.code, done.out.lines().count()), (2, 1));
    let told: Vec<&str> = done.told.lines().collect();
    assert!(told[0].starts_with("newsread: cannot read ‘loop.md’: "), "{told:?}");
    assert!(told[1].starts_with("newsread: cannot read ‘/dev/null’: this is a device"), "{told:?}");
    assert_eq!(told[2], "newsread: there is no file or folder ‘none.md’");
    assert_eq!(told.len(), 3);
}

#[test]
fn a_folder_without_articles_is_nothing_found() {
    let desk = Desk::with(&[("pictures/a.png", "")]);
    let done = desk.run("list pictures");
    assert_eq!((done.code, &*done.told), (1, "newsread: no articles in ‘pictures’\n"));
}

#[test]
fn a_folder_may_be_called_like_a_command() {
    let desk = Desk::with(&[("list/a.md", FERRY), ("-x.md", FERRY)]);
    assert!(desk.print("./list").contains("The ferry is late"));
    assert!(desk.print("-- list").contains("The ferry is late"));
    assert!(desk.print("-- -x.md").starts_with("The ferry is late"));
}

#[test]
fn a_name_need_not_be_utf_8() {
    let desk = Desk::with(&[]);
    let name = OsStr::from_bytes(b"caf\xe9.md");
    fs::write(desk.0.path().join(name), FERRY).unwrap();
    let done = desk.run_with([OsStr::new("list"), name]);
    assert_eq!(done.out, "2023-05\t\tThe ferry is late\tcaf\u{fffd}.md\n");
}

#[test]
fn an_output_that_is_closed_ends_quietly() {
    let desk = Desk::with(&[("long.md", &"word\n\n".repeat(20_000))]);
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_newsread"))
        .args(["show", "long.md"])
        .current_dir(desk.0.path())
        .env_clear()
        .env("HOME", desk.0.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]));
}

#[test]
fn whoever_reads_only_the_first_article_waits_for_no_other() {
    let desk = Desk::with(&[]);
    for n in 0..1000 {
        fs::write(desk.path(&format!("{n:04}.md")), HERON).unwrap();
    }
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_newsread"))
        .args(["extract", "--json", "."])
        .current_dir(desk.0.path())
        .env_clear()
        .env("HOME", desk.0.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let first: Value = serde_json::from_str(&first).unwrap();
    assert_eq!(first["path"], "./0000.md");
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]));
}

#[test]
fn a_bad_item_is_told_and_the_others_of_its_file_are_printed() {
    let items = "{\"title\": \"One\", \"text\": \"It rained.\"}\n{broken\n\
                 {\"title\": \"Three\", \"text\": \"It snowed.\"}\n";
    let done = Desk::with(&[("news.jsonl", items)]).run("extract --json news.jsonl");
    let titles: Vec<Value> = done
        .out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["title"].clone())
        .collect();
    assert_eq!((done.code, titles), (2, vec![json!("One"), json!("Three")]));
    assert!(done.told.contains("news.jsonl › line 2"), "{}", done.told);
}

#[test]
fn an_output_that_is_full_is_an_error() {
    let Ok(full) = fs::File::options().write(true).open("/dev/full") else { return };
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_newsread"))
        .arg("keys")
        .stdout(full)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stderr.starts_with(b"newsread: cannot write to standard output: "));
}

#[test]
fn a_faulty_configuration_stops_what_needs_it_and_nothing_else() {
    let desk = Desk::with(&[("a.md", HERON), ("c.toml", "mesure = 60\nmouse = 1\n")]);
    let done = desk.run("--config c.toml cite a.md");
    assert_eq!((done.code, &*done.out), (2, ""));
    assert_eq!(
        done.told,
        "newsread: c.toml:1:1: no setting is called ‘mesure’; did you mean ‘measure’?\n\
         newsread: c.toml:2:9: true or false is wanted here, not ‘1’\n"
    );
    assert_eq!(desk.run("--config c.toml cite --style mla a.md").code, 0);
}

#[test]
fn a_configuration_can_be_checked() {
    let desk = Desk::with(&[("c.toml", "measure = 60"), ("d.toml", "measure = 6")]);
    assert_eq!(desk.print("config --check --config c.toml"), "c.toml: no faults\n");
    assert_eq!(desk.run("config --check --config d.toml").code, 2);
    assert_eq!(desk.run("config --check --config e.toml").code, 2);
    assert!(desk.print("config --check").contains("config.toml: there is no such file"));
}

#[test]
fn the_printed_configuration_is_one_to_begin_with() {
    let desk = Desk::with(&[]);
    fs::write(desk.path("c.toml"), desk.print("config")).unwrap();
    assert_eq!(desk.print("config --check --config c.toml"), "c.toml: no faults\n");
}

#[test]
fn keys_are_those_of_the_reader() {
    let desk = Desk::with(&[("c.toml", "[keys]\nstar = [\"*\", \"g x\"]\ncite = \"none\"")]);
    let keys = desk.print("keys --config c.toml");
    let line = |name: &str| {
        keys.lines().find(|line| line.split("   ").any(|cell| cell.trim() == name)).unwrap()
    };
    assert!(line("star").starts_with("*  g x "), "{keys}");
    assert!(line("cite").starts_with("none "), "{keys}");
    let json = desk.print("keys --json --config c.toml");
    let star = json.lines().find(|line| line.contains("\"star\"")).unwrap();
    assert!(star.starts_with(r#"{"action":"star","keys":["*","g x"],"help":"Star "#), "{star}");
}

#[test]
fn every_examined_style_is_named_in_help_and_in_the_printed_configuration() {
    let desk = Desk::with(&[]);
    let (help, config) = (desk.print("cite --help"), desk.print("config"));
    for style in newsread::cite::Style::ALL {
        let names = |text: &str| text.split([' ', ',', '\n', '.']).any(|word| word == style.name());
        assert!(names(&help) && names(&config), "{style}");
    }
}

/// Runs newsread on a terminal that is called `term`, and returns what it
/// prints and its exit code.
fn on_a_terminal(desk: &Path, term: &str) -> (String, u32) {
    let pty = native_pty_system().openpty(PtySize::default()).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_newsread"));
    command.env_clear();
    command.env("HOME", desk);
    command.env("TERM", term);
    command.cwd(desk);
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    let mut printed = Vec::new();
    // Linux ends the output of a terminal that is gone with an error.
    let _ = pty.master.try_clone_reader().unwrap().read_to_end(&mut printed);
    (String::from_utf8(printed).unwrap(), child.wait().unwrap().exit_code())
}

#[test]
fn on_a_terminal_without_a_screen_the_commands_that_need_none_are_named() {
    let desk = Desk::with(&[]);
    for (term, said) in [("dumb", "TERM is ‘dumb’, so"), ("", "TERM is not set, so")] {
        let (printed, code) = on_a_terminal(desk.0.path(), term);
        assert!(printed.contains(said) && printed.contains("newsread show FILE"), "{printed}");
        assert!(!printed.contains('\x1b'));
        assert_eq!(code, 2);
    }
}
