//! The index of an archive, as the commands make and use it.

use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A home with a folder of articles in it.
struct Desk(TempDir);

impl Desk {
    fn with(files: &[(&str, &str)]) -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            desk.write(name, text);
        }
        desk
    }

    fn news(&self) -> PathBuf {
        self.0.path().join("news")
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.news().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newsread"));
        command.args(arguments).current_dir(self.0.path()).env_clear();
        command.env("HOME", self.0.path()).stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// What a command prints, which must go well.
    fn print(&self, arguments: &[&str]) -> String {
        let Output { status, stdout, stderr } = self.run(arguments);
        assert!(status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&stderr));
        String::from_utf8(stdout).unwrap()
    }

    /// The headlines that a search finds, in order.
    fn found(&self, words: &str) -> Vec<String> {
        let output = self.run(&["search", "--archive", "news", words]);
        let lines = String::from_utf8(output.stdout).unwrap();
        let headline = |line: &str| line.split('\t').nth(2).unwrap().to_owned();
        lines.lines().map(headline).collect()
    }

    /// How many articles a search finds, of which none is read again.
    fn count(&self, words: &str) -> usize {
        let output = self.run(&["search", "--archive", "news", "--print0", words]);
        output.stdout.split(|byte| *byte == 0).filter(|path| !path.is_empty()).count()
    }
}

/// A figure of `newsread index`.
fn figure(printed: &str, name: &str) -> usize {
    let line = printed.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('\t'));
    line.unwrap().parse().unwrap()
}

fn rain(n: usize) -> String {
    format!(
        "---\ntitle: Rain {n:04}\ndate: 2020-01-{:02}\n---\n\nIt rained, says report {n}.\n",
        n % 28 + 1
    )
}

#[test]
fn making_an_index_prints_what_was_taken_in_and_what_was_skipped() {
    let desk = Desk::with(&[("a.md", &rain(1)), ("b/c.md", &rain(2)), ("torn.xml", "<opml/>")]);
    let printed = desk.print(&["index", "news"]);
    assert_eq!(figure(&printed, "articles"), 3);
    assert_eq!((figure(&printed, "taken in"), figure(&printed, "gone")), (2, 0));
    assert!(printed.contains("skipped\t1\tthis XML file is no feed"), "{printed}");
    let again = desk.print(&["index", "news"]);
    assert_eq!(figure(&again, "taken in"), 0);
    let json: serde_json::Value =
        serde_json::from_str(&desk.print(&["index", "--json", "news"])).unwrap();
    assert_eq!((json["articles"].as_u64(), json["files"].as_u64()), (Some(3), Some(3)));
}

#[test]
fn a_search_answers_from_the_index_as_it_does_from_the_files() {
    let desk = Desk::with(&[("a.md", &rain(1)), ("b/c.md", &rain(2)), ("d.md", "Snow fell.")]);
    let ask = |words: &str| desk.print(&["search", "--archive", "news", "--json", words]);
    let questions =
        ["rained", "snow OR rain*", "date:2020", "in:b", "\"says report\"", "='It rained'"];
    let from_files = questions.map(ask);
    desk.print(&["index", "news"]);
    assert_eq!(questions.map(ask), from_files);
}

#[test]
fn what_came_and_went_is_found_without_asking_for_it() {
    let desk = Desk::with(&[("a.md", &rain(1)), ("b/c.md", &rain(2))]);
    desk.print(&["index", "news"]);
    desk.write("b/new.md", &rain(3));
    fs::remove_file(desk.news().join("a.md")).unwrap();
    assert_eq!(desk.found("rained"), ["Rain 0003", "Rain 0002"]);
}

#[test]
fn without_a_place_for_it_there_is_no_index() {
    let desk = Desk::with(&[("a.md", &rain(1))]);
    let output = desk.command(&["index", "news"]).env_remove("HOME").output().unwrap();
    // The system knows a home folder also without the variable, or says so.
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() || said.contains("XDG_CACHE_HOME"), "{said}");
}

/// How many files the folders of the indexes hold.
fn words(desk: &Desk) -> usize {
    let index = desk.0.path().join(".cache/newsread/index");
    let folders = fs::read_dir(index).into_iter().flatten().flatten();
    folders.flat_map(|folder| fs::read_dir(folder.path().join("words"))).flatten().count()
}

/// Starts to make an index, and ends it without warning once its folder holds
/// so many files, or when it is done.
fn kill_at(desk: &Desk, files: usize) {
    let mut child = desk.command(&["index", "news"]).stdout(Stdio::null()).spawn().unwrap();
    let until = Instant::now() + Duration::from_secs(60);
    while words(desk) < files && is_running(&mut child) {
        assert!(Instant::now() < until, "an index is made in a minute");
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

/// What the environment of a program says of malloc's bound once it fills an
/// index.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn bound(desk: &Desk, arguments: &[&str], bytes: Option<&str>) -> Option<String> {
    let mut command = desk.command(arguments);
    command.env_remove("MALLOC_MMAP_THRESHOLD_");
    command.envs(bytes.map(|bytes| ("MALLOC_MMAP_THRESHOLD_", bytes)));
    let mut child = command.stdout(Stdio::null()).spawn().unwrap();
    let until = Instant::now() + Duration::from_secs(60);
    while words(desk) == 0 {
        assert!(is_running(&mut child), "it ended without an index");
        assert!(Instant::now() < until, "an index is begun in a minute");
        std::thread::yield_now();
    }
    let environment = fs::read(format!("/proc/{}/environ", child.id())).unwrap();
    assert!(child.wait().unwrap().success());
    let lines = environment.split(|byte| *byte == 0).map(String::from_utf8_lossy);
    let mut bounds =
        lines.filter_map(|line| Some(line.split_once("MALLOC_MMAP_THRESHOLD_=")?.1.to_owned()));
    bounds.next()
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[test]
fn malloc_is_to_give_back_what_is_no_longer_needed_unless_it_was_told_otherwise() {
    let calls: [&[&str]; 2] = [&["index", "news"], &["search", "rained", "--archive", "news"]];
    for arguments in calls {
        for (told, bytes) in [(None, "524288"), (Some("4194304"), "4194304")] {
            let desk = Desk::with(&[]);
            (0..1_500).for_each(|n| desk.write(&format!("{n}.md"), &rain(n)));
            assert_eq!(bound(&desk, arguments, told).as_deref(), Some(bytes));
        }
    }
}

fn is_running(child: &mut Child) -> bool {
    child.try_wait().unwrap().is_none()
}

#[test]
fn killed_at_any_moment_it_opens_with_what_was_there_and_finishes() {
    let rounds = if std::env::var_os("NEWSREAD_LONG_TESTS").is_some() { 30 } else { 4 };
    let desk = Desk::with(&[]);
    let mut all = 0;
    for round in 0..rounds {
        for n in all..all + 150 {
            desk.write(&format!("{}/{n}.md", n / 100), &rain(n));
        }
        let before = all;
        all += 150;
        // Round by round a little later.
        kill_at(&desk, 2 + round * 5);
        let printed = desk.print(&["index", "news"]);
        assert_eq!(figure(&printed, "articles"), all, "after {before} and a kill");
        assert_eq!(desk.count("rained"), all);
    }
}

#[test]
fn two_at_once_do_not_disturb_each_other() {
    let desk = Desk::with(&[]);
    (0..400).for_each(|n| desk.write(&format!("{n}.md"), &rain(n)));
    desk.print(&["index", "news"]);
    (400..800).for_each(|n| desk.write(&format!("{n}.md"), &rain(n)));
    let mut indexing = desk.command(&["index", "news"]).stdout(Stdio::null()).spawn().unwrap();
    loop {
        // Whatever is there is found, and never less than before.
        assert!(desk.count("rained") >= 400);
        if !is_running(&mut indexing) {
            break;
        }
    }
    assert_eq!(desk.count("rained"), 800);
}

#[test]
fn what_was_corrected_elsewhere_is_in_the_index_as_it_comes_and_goes() {
    let desk = Desk::with(&[("a.md", "---\ntitle: Old headline\n---\n\nIt rained.\n")]);
    desk.print(&["index", "news"]);
    let listed = desk.print(&["list", "--json", "news"]);
    let row: serde_json::Value = serde_json::from_str(&listed).unwrap();
    let import = |counter: u32, title: serde_json::Value| {
        let line = serde_json::json!({
            "v": 1, "article": row["id"], "key": "correction:title", "value": title,
            "counter": counter, "device": "b", "when": "2026-01-09T10:00:00Z",
        });
        fs::write(desk.0.path().join("other.jsonl"), format!("{line}\n")).unwrap();
        desk.print(&["state", "import", "other.jsonl"]);
    };
    import(1, "The ferry sinks".into());
    assert_eq!(desk.found("title:ferry"), ["The ferry sinks"]);
    assert!(desk.print(&["list", "news"]).contains("The ferry sinks"));
    import(2, "The ferry floats".into());
    desk.print(&["index", "news"]);
    assert_eq!(desk.found("title:floats"), ["The ferry floats"]);
    import(3, serde_json::Value::Null);
    assert_eq!(desk.found("title:old"), ["Old headline"]);
    assert_eq!(desk.found("title:ferry"), [""; 0]);
}
