//! newsread among the programs of a shell: help, pipes, names of files, and
//! what is installed beside it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use newsread::article::{ArticleId, Field, Safe};
use newsread::state::{Change, Marks, Note, State};
use serde_json::Value;

use crate::desk::{Desk, FERRY, HERON};

/// Every command, as it is called.
fn commands() -> Vec<String> {
    let help = Desk::with(&[]).print("--help");
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let listed = listed.take_while(|line| !line.is_empty()).filter_map(|line| {
        let name = line.strip_prefix("  ")?.split(' ').next()?;
        (!name.is_empty() && name != "help").then(|| name.to_owned())
    });
    let mut commands: Vec<String> = listed.collect();
    let inner = ["generate man", "generate completions", "state export", "state import"];
    commands.extend(inner.map(str::to_owned));
    commands
}

/// The calls in the examples of some help, without what they are piped to.
fn examples(help: &str) -> Vec<String> {
    let lines = help.lines().skip_while(|line| *line != "Examples:").skip(1);
    let lines = lines.take_while(|line| !line.is_empty());
    lines.map(|line| line.trim().split("   ").next().unwrap().trim().to_owned()).collect()
}

#[test]
fn the_help_of_every_command_begins_with_examples() {
    let desk = Desk::with(&[]);
    for command in [String::new()].into_iter().chain(commands()) {
        let help = desk.print(&format!("{command} --help"));
        let (before, _) = help.split_once("Usage:").unwrap();
        assert!(!examples(before).is_empty(), "{command}: {help}");
        let name = format!("newsread {command}");
        assert!(examples(before).iter().all(|line| line.contains(name.trim())), "{command}");
    }
}

/// Stars an article and corrects it, as the reader does on the screen.
fn add_something(desk: &Desk) {
    let state = State::open(Some(desk.path(".local/state/newsread/state.db")), |_| {}).unwrap();
    let article = ArticleId::of(FERRY.as_bytes(), 0);
    state.write(Change::Starred(article, true));
    state.write(Change::Correction(article, Field::Source, Some("The Canal Weekly".to_owned())));
    let note = Note { on: None, text: Safe::line("Ask the ferryman.") };
    state.write(Marks::default().note(article, note));
    assert!(state.flush(Duration::from_secs(20)));
}

#[test]
fn the_examples_work_in_a_shell() {
    let page = "<html><body><h1>Rain</h1><p>It rained on the ferry all day, and then it \
                rained on the quay, on the market and on the way home.</p></body></html>";
    let files = [
        ("story.html", page),
        ("a.md", HERON),
        ("monday.html", page),
        ("tuesday.html", page),
        ("news/b.md", FERRY),
        (
            "news/c.md",
            "---\ntitle: The price of bread\ndate: 2019-03-01\ntags: [thesis]\n---\n\nOn the ferry.\n",
        ),
        (
            "news/d.md",
            "---\ntitle: Ferry late\nurl: https://a.example/late\n---\n\nThe ferry was late.\n",
        ),
        (
            "news/e.md",
            "---\ntitle: Ferry on time\nurl: https://a.example/late\n---\n\nThe ferry was not late.\n",
        ),
        (
            ".config/newsread/config.toml",
            "archives = [\"~/news\"]\n[sync]\nfolder = \"~/Sync/news\"\n",
        ),
        ("Sync/news/x", ""),
        ("marks.jsonl", ""),
        (".zfunc/x", ""),
        (".config/fish/completions/x", ""),
        (".local/share/bash-completion/completions/x", ""),
        ("profile", ""),
    ];
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_newsread")).parent().unwrap();
    for command in [String::new()].into_iter().chain(commands()) {
        for example in examples(&Desk::with(&[]).print(&format!("{command} --help"))) {
            let desk = Desk::with(&files);
            desk.run("cite -o refs.bib a.md");
            add_something(&desk);
            desk.print("state export -o marks.jsonl");
            let output = std::process::Command::new("bash")
                .args(["-euo", "pipefail", "-c", &example.replace("man -l", "cat")])
                .current_dir(desk.0.path())
                .env_clear()
                .env("HOME", desk.0.path())
                .env("FILE", "file")
                .env("PROFILE", "profile")
                .env("PATH", format!("{}:/usr/bin:/bin", program.display()))
                .stdin(std::process::Stdio::null())
                .output()
                .unwrap();
            let told = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{example}: {told}");
        }
    }
}

#[test]
fn a_page_from_another_program_is_shown_cited_and_extracted() {
    let desk = Desk::with(&[("heron.md", HERON)]);
    for command in ["show", "cite", "extract", "list"] {
        let piped = desk.pipe(HERON, &format!("{command} -"));
        let named = desk.print(&format!("{command} heron.md")).replace("heron.md", "-");
        assert_eq!((piped.code, piped.out, &*piped.told), (0, named, ""), "{command}");
    }
    let known: Value = serde_json::from_str(&desk.pipe(HERON, "extract --json -").out).unwrap();
    let named = desk.extract("heron.md");
    assert_eq!((&known["id"], &known["path"]), (&named["id"], &Value::from("-")));
}

#[test]
fn standard_input_may_be_whatever_a_file_may_be() {
    let desk = Desk::with(&[]);
    let lines = "{\"title\": \"One\", \"text\": \"It rained.\", \"url\": \"https://a.example/1\"}\n\
                 {\"title\": \"Two\", \"text\": \"It snowed.\", \"url\": \"https://a.example/2\"}\n";
    let feed = "<rss version=\"2.0\"><channel><title>Post</title><item><title>One</title></item>\
                <item><title>Two</title></item></channel></rss>";
    let letters = "From a@b Thu Jan  9 14:05:00 2020\nFrom: a@b\nSubject: One\n\nRain.\n\n\
                   From a@b Fri Jan 10 14:05:00 2020\nFrom: a@b\nSubject: Two\n\nSnow.\n";
    for input in [lines, feed, letters] {
        let listed = desk.pipe(input, "list -").out;
        let titles: Vec<&str> = listed.lines().filter_map(|line| line.split('\t').nth(2)).collect();
        assert_eq!(titles, ["One", "Two"], "{input}");
    }
    let records = desk.pipe("@article{a, title = {Rain}, author = {Ada Byron}}", "cite -");
    assert!(records.out.starts_with("Byron, A."), "{records:?}");
}

#[test]
fn a_page_may_come_between_files() {
    let desk = Desk::with(&[("heron.md", HERON)]);
    let done = desk.pipe(FERRY, "list heron.md - heron.md");
    let paths: Vec<&str> = done.out.lines().filter_map(|line| line.split('\t').nth(3)).collect();
    assert_eq!(paths, ["heron.md", "-", "heron.md"]);
}

#[test]
fn nothing_of_standard_input_stays_behind() {
    let desk = Desk::with(&[("tmp/x", "")]);
    let mut command = desk.command();
    command.env("TMPDIR", desk.path("tmp")).args(["show", "-"]).write_stdin(HERON);
    assert!(command.output().unwrap().status.success());
    assert_eq!(fs::read_dir(desk.path("tmp")).unwrap().count(), 1);
}

#[test]
fn names_of_files_come_from_a_file_or_from_standard_input() {
    let desk = Desk::with(&[("a.md", HERON), ("two\nlines.md", FERRY)]);
    let names = "a.md\0two\nlines.md\0";
    fs::write(desk.path("names"), names).unwrap();
    let all = desk.run_with(["list", "a.md", "two\nlines.md"]).out;
    let titles = |text: &str| text.matches("The ferry is late").count();
    assert_eq!(titles(&all), 1);
    let shown = desk.run_with(["show", "a.md", "two\nlines.md"]).out;
    assert_eq!(desk.print("show --files0-from names"), shown);
    assert_eq!(desk.print("show --files0-from=names"), shown);
    assert_eq!(desk.pipe(names, "show -0").out, shown);
    assert_eq!(desk.pipe(names, "show --files0-from -").out, shown);
    assert_eq!(desk.pipe("two\nlines.md\0", "show -0 a.md").out, shown);
}

#[test]
fn a_list_of_names_that_makes_no_sense_is_told() {
    let desk = Desk::with(&[("a.md", HERON)]);
    let told = |input: &str, arguments: &str| {
        let done = desk.pipe(input, arguments);
        assert_eq!((done.code, &*done.out), (2, ""));
        done.told
    };
    assert_eq!(
        told("a.md\0\0", "show -0"),
        "newsread: name 2 in ‘-’ is empty; each name ends with one NUL, as find -print0 has it\n"
    );
    assert!(told("", "show --files0-from none").contains("cannot read names of files from ‘none’"));
    assert!(told("a.md\0-\0", "show -0").contains("cannot be an article too"));
    assert!(told("x", "show -0 -").contains("cannot be an article too"));
    assert!(told("", "show").contains("Usage: newsread show <FILE>"));
    assert_eq!(desk.pipe("", "show -0").code, 1);
}

#[test]
fn what_is_found_goes_to_the_next_command_by_its_paths() {
    let many =
        "{\"title\": \"One\", \"text\": \"rain\"}\n{\"title\": \"Two\", \"text\": \"rain\"}\n";
    let desk = Desk::with(&[("n/a b.md", HERON), ("n/c.md", FERRY), ("n/d.jsonl", many)]);
    assert_eq!(desk.print("list -0 n"), "n/a b.md\0n/c.md\0n/d.jsonl\0");
    let found = desk.print("search -0 --archive n rain OR rained");
    assert_eq!(found, "n/c.md\0n/d.jsonl\0");
    assert!(desk.pipe(found, "show -0").out.starts_with("The ferry is late\n"));
}

#[test]
fn no_command_colours_what_goes_into_a_pipe() {
    let files = [("a.md", HERON), (".config/newsread/config.toml", "archives = [\"~/a.md\"]")];
    let desk = Desk::with(&files);
    let calls = [
        "--help",
        "show a.md",
        "cite a.md",
        "extract a.md",
        "list",
        "search heron",
        "stats",
        "keys",
        "config",
        "doctor",
        "none",
        "show none.md",
    ];
    for call in calls {
        let mut command = desk.command();
        command.env("TERM", "xterm-256color").env("CLICOLOR_FORCE", "1");
        let output = command.args(call.split_whitespace()).output().unwrap();
        let printed = [output.stdout, output.stderr].concat();
        assert!(!printed.is_empty() && !printed.contains(&0x1b), "{call}");
    }
}

#[test]
fn a_manual_page_is_written_for_every_command() {
    let desk = Desk::with(&[]);
    let written = desk.print("generate man --dir share/man1");
    let mut expected = vec!["share/man1/newsread.1".to_owned()];
    let mut commands = commands();
    commands.sort();
    expected.extend(
        commands
            .iter()
            .map(|command| format!("share/man1/newsread-{}.1", command.replace(' ', "-"))),
    );
    let mut files: Vec<&str> = written.lines().collect();
    files.sort_unstable();
    expected.sort();
    assert_eq!(files, expected);
    for command in commands {
        let name = format!("newsread-{}", command.replace(' ', "-"));
        let page = fs::read_to_string(desk.path(&format!("share/man1/{name}.1"))).unwrap();
        let page = page.replace("\\-", "-");
        for part in [".SH NAME", ".SH SYNOPSIS", ".SH EXAMPLES", ".SH \"EXIT STATUS\""] {
            assert!(page.contains(part), "{name} lacks {part}: {page}");
        }
        assert!(page.contains(&format!("{name} - ")), "{page}");
        assert!(page.contains(&format!("newsread {command}")), "{page}");
    }
    let main = fs::read_to_string(desk.path("share/man1/newsread.1")).unwrap();
    assert_eq!(main, desk.print("generate man"));
}

#[test]
fn the_manual_names_every_command_action_and_file() {
    let manual = Desk::with(&[]).print("generate man").replace("\\-", "-");
    for command in commands() {
        assert!(manual.contains(&format!("newsread {command}")), "{command}");
    }
    for action in newsread::app::action::Action::ALL {
        assert!(manual.contains(&format!("{} ({})", action.help(), action.name())), "{action:?}");
    }
    assert!(manual.contains("config.toml") && manual.contains("Exit status"));
}

#[test]
fn completions_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = Desk::with(&[]).print(&format!("generate completions {shell}"));
        for command in commands().iter().filter_map(|command| command.split(' ').next_back()) {
            assert!(script.contains(command), "{shell} lacks {command}");
        }
    }
}

#[test]
fn the_doctor_finds_nothing_wrong_with_a_new_home() {
    let desk = Desk::with(&[]);
    let told = desk.print("doctor");
    let of = |what: &str| told.lines().find(|line| line[9..].starts_with(what)).unwrap().to_owned();
    assert!(of("settings").starts_with("ok ") && of("settings").contains("the defaults hold"));
    assert!(of("state").contains("state.db is begun with the first mark"), "{told}");
    assert!(of("screen").starts_with("missing "), "{told}");
    assert!(!desk.path(".local").exists(), "the doctor only looks");
    for line in desk.print("doctor --json").lines() {
        let found: Value = serde_json::from_str(line).unwrap();
        assert!(["ok", "missing"].contains(&found["health"].as_str().unwrap()), "{line}");
    }
}

#[test]
fn the_doctor_tells_what_stops_newsread() {
    let desk = Desk::with(&[("c.toml", "mesure = 60\n"), ("d.toml", "archives = [\"gone\"]\n")]);
    let done = desk.run("doctor --config c.toml");
    assert_eq!(done.code, 2);
    let fault =
        "fault    settings    c.toml:1:1: no setting is called ‘mesure’; did you mean ‘measure’?";
    assert!(done.out.lines().any(|line| line == fault), "{}", done.out);
    let done = desk.run("doctor --config d.toml");
    assert!(
        done.code == 2 && done.out.contains("fault    archive     there is no gone"),
        "{done:?}"
    );
}

#[test]
fn the_doctor_tells_what_is_missing_and_that_it_is_no_fault() {
    let files = [("news/a.md", FERRY), ("c.toml", "archives = [\"news\", \"gone\"]\n")];
    let desk = Desk::with(&files);
    let done = desk.run("doctor --config c.toml");
    assert_eq!(done.code, 0);
    assert!(done.out.contains("missing  archive     there is no gone"), "{}", done.out);
}

#[test]
fn the_doctor_reads_a_damaged_state_and_leaves_it_as_it_is() {
    let state = ".local/state/newsread/state.db";
    let desk = Desk::with(&[(state, "no database at all, whatever its name says")]);
    let done = desk.run("doctor");
    assert!(done.out.contains("missing  state"), "{}", done.out);
    assert!(done.out.contains("open newsread once, which moves a damaged file aside"));
    assert!(fs::read_to_string(desk.path(state)).unwrap().starts_with("no database"));
}

#[test]
fn what_is_laid_down_of_standard_input_is_for_its_owner_only() {
    // A pipe that stays open holds the command up, so that one can look.
    let desk = Desk::with(&[("tmp/x", "")]);
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_newsread"))
        .args(["show", "-"])
        .env("TMPDIR", desk.path("tmp"))
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let begun = std::time::Instant::now();
    let folder = loop {
        let entries = fs::read_dir(desk.path("tmp")).unwrap().map(|entry| entry.unwrap().path());
        if let Some(folder) = entries.into_iter().find(|path| path.is_dir()) {
            break folder;
        }
        assert!(begun.elapsed().as_secs() < 30, "nothing is laid down");
        std::thread::yield_now();
    };
    assert_eq!(fs::metadata(folder).unwrap().permissions().mode() & 0o777, 0o700);
    drop(child.stdin.take());
    child.wait().unwrap();
}
