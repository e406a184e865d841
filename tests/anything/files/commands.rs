//! Hostile files through every command: all of them at once, and each alone.

use std::fs;
use std::path::Path;

use super::{bombs, is_long, run, seeds};

/// What a file might say to a terminal, or to a shell.
const PAYLOAD: &str = "\u{1b}]52;c;UFdORUQ=\u{7}\u{1b}[31m\u{9b}2J\u{202e}\u{2066}\u{e0041}\
    \u{200b}\u{8}`touch owned`$(touch owned);touch owned";

/// Words of the seeds that stand in headlines, names, addresses, dates, topics
/// and text.
const WORDS: &[&str] = &[
    "ferry", "lamp", "tide", "bridge", "Rain", "rains", "Snow", "Hail", "Fog", "week", "rained",
    "Wind", "windy", "Jane", "Courier", "courier", "light", "weather", "air", "2024", "late",
];

/// Arguments of each command that reads articles of the folder that it is in.
const COMMANDS: &[&[&str]] = &[
    &["extract", "."],
    &["extract", "--json", "."],
    &["show", "."],
    &["cite", "."],
    &["cite", "--style", "mla", "--format", "html", "."],
    &["cite", "--style", "chicago-notes", "--form", "note", "."],
    &["cite", "--format", "biblatex", "."],
    &["cite", "--format", "bibtex", "."],
    &["cite", "--format", "ris", "."],
    &["cite", "--format", "csl-json", "."],
    &["cite", "--format", "wikipedia", "."],
    &["print", "."],
    &["print", "--format", "html", "."],
    &["print", "--format", "markdown", "."],
    &["print", "--format", "typst", "."],
    &["list", "--archive", "."],
    &["list", "--json", "--archive", "."],
    &["index", "."],
    &["search", "--archive", ".", "late OR the OR words"],
    &["search", "--json", "--archive", ".", "late OR the OR words"],
    &["stats", "--archive", "."],
    &["stats", "--json", "--archive", "."],
    &["copies", "--archive", "."],
    &["copies", "--json", "--archive", "."],
    &["notes", "."],
    &["notes", "--json", "."],
    &["corrections", "."],
    &["import", "--into", "../into", "."],
    &["import", "--json", "--into", "../again", "."],
    &["extract", "--json", "../into"],
    &["export", "--pack", "../pack", "."],
    &["--plain", "."],
    &["doctor"],
];

/// The seeds with what is hostile behind each of these words, written as each
/// format writes it.
fn armed() -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for (name, text) in seeds::SEEDS {
        let json = serde_json::to_string(PAYLOAD).unwrap();
        let json = json.trim_matches('"');
        let referred: Vec<String> =
            PAYLOAD.chars().map(|c| format!("&#{};", u32::from(c))).collect();
        let ending = name.rsplit('.').next().unwrap();
        let ways = match ending {
            "json" | "jsonl" => vec![json.to_owned()],
            "html" | "rss" | "atom" => vec![referred.concat(), PAYLOAD.to_owned()],
            _ => vec![PAYLOAD.to_owned()],
        };
        for (rank, way) in ways.iter().enumerate() {
            let armed = WORDS
                .iter()
                .fold((*text).to_owned(), |text, word| text.replace(word, &format!("{word}{way}")));
            files.push((format!("armed-{rank}-{name}"), armed.into_bytes()));
        }
    }
    files
}

/// Bytes of a bomb: enough to be one, and little enough for so many commands.
const BOMB: usize = 1 << 10;

/// Files of every kind.
fn files() -> Vec<(String, Vec<u8>)> {
    let sound = seeds::SEEDS.iter().map(|(name, text)| ((*name).to_owned(), (*text).into()));
    let mut files: Vec<_> = sound.chain(armed()).chain(bombs::bombs(BOMB)).collect();
    // A name is hostile, too.
    files.push((PAYLOAD.replace('/', "") + ".txt", b"A name.\n\nOf a file.\n".to_vec()));
    files
}

/// Runs commands in a folder with these files.
fn bear(files: &[(String, Vec<u8>)], commands: &[&[&str]]) {
    let desk = tempfile::tempdir().unwrap();
    let (news, home) = (desk.path().join("news"), desk.path().join("home"));
    fs::create_dir(&news).unwrap();
    fs::create_dir(&home).unwrap();
    for (name, bytes) in files {
        fs::write(news.join(name), bytes).unwrap();
    }
    for command in commands {
        // Nothing was imported of a folder without articles.
        let is_missing =
            |argument: &&str| argument.contains("into") && !news.join(argument).exists();
        if command.first() == Some(&"extract") && command.iter().any(is_missing) {
            continue;
        }
        let done = run(&news, &home, command);
        let log = home.join(".local/state/newsread/newsread.log");
        let log = fs::read_to_string(log).unwrap_or_default();
        assert!(!log.contains("panicked"), "{command:?}: {log}");
        assert!(!done.err.contains("something broke"), "{command:?}: {}", done.err);
    }
    let owned = |folder: &Path| folder.join("owned").exists();
    assert!(!owned(&news) && !owned(&home) && !owned(desk.path()), "a file was obeyed");
}

/// With every third command at a desk.
#[test]
fn every_command_bears_an_archive_of_hostile_files() {
    let stride = if is_long() { 1 } else { 3 };
    let commands: Vec<_> = COMMANDS.iter().copied().step_by(stride).collect();
    bear(&files(), &commands);
}

/// Each file with one of the commands at a desk, with two where the long loops
/// run: with all it would take half an hour.
#[test]
fn every_command_bears_a_hostile_file_alone() {
    let some = if is_long() { 2 } else { 1 };
    for (rank, file) in files().into_iter().enumerate() {
        let mut commands = COMMANDS.to_vec();
        commands.rotate_left(rank * some % COMMANDS.len());
        bear(&[file], &commands[..some]);
    }
}

#[test]
fn versions_without_an_end_are_compared_in_time() {
    let desk = tempfile::tempdir().unwrap();
    let lines = |from: u32| {
        let lines: Vec<String> = (from..from + 40_000).map(|n| format!("line {n}\n\n")).collect();
        lines.concat()
    };
    let texts = [lines(0), lines(7), "a ".repeat(200_000), "b a ".repeat(100_000), String::new()];
    for (rank, text) in texts.iter().enumerate() {
        fs::write(desk.path().join(format!("{rank}.txt")), text).unwrap();
    }
    for pair in [["0.txt", "1.txt"], ["0.txt", "2.txt"], ["2.txt", "3.txt"], ["4.txt", "2.txt"]] {
        let done = run(desk.path(), desk.path(), &["diff", pair[0], pair[1]]);
        assert_eq!(done.code, Some(1), "{pair:?}: {}", done.err);
    }
}
