//! Hostile and broken files of every kind, read by the real program in a child
//! process with limits on memory and time.
//!
//! Whatever a file holds, newsread ends by itself, says of every file what it
//! is or why it cannot be read, gives all the others, and lets nothing through
//! that a terminal obeys.

mod bombs;
mod commands;
mod seeds;

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

/// Memory that a child may use for data, in KiB: 300 MiB.
const MEMORY: u32 = 300 << 10;

/// Seconds of a processor that a child may use.
const TIME: u32 = 180;

/// A sound article that lies beside the others.
const WITNESS: (&str, &str) =
    ("witness.md", "---\ntitle: The witness\n---\n\nNothing happened here, and nobody was hurt.\n");

fn is_long() -> bool {
    std::env::var_os("NEWSREAD_LONG_TESTS").is_some()
}

/// What the program said of a folder.
struct Said {
    /// The articles, as `extract --json` writes them.
    articles: Vec<Value>,
    out: String,
    err: String,
}

/// Writes the files into a folder, with a sound one beside them, and has the
/// real program read it.
fn extract(files: &[(String, Vec<u8>)]) -> Said {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    fs::write(folder.path().join(WITNESS.0), WITNESS.1).unwrap();
    let home = tempfile::tempdir().unwrap();
    let Done { out, err, .. } = run(folder.path(), home.path(), &["extract", "--json", "."]);
    let articles = out.lines().map(|line| serde_json::from_str(line).expect("JSON a line"));
    let said = Said { articles: articles.collect(), out, err };
    let is_witness = |article: &Value| article["title"] == "The witness";
    assert!(said.articles.iter().any(is_witness), "the sound article is lost:\n{}", said.err);
    said
}

/// What a command printed, and how it ended.
struct Done {
    out: String,
    err: String,
    code: Option<i32>,
}

/// Runs the real program in a folder, within the limits; it must end by itself,
/// and print nothing that a terminal obeys.
fn run(folder: &Path, home: &Path, arguments: &[&str]) -> Done {
    let limited = format!("ulimit -d {MEMORY}; ulimit -t {TIME}; exec \"$@\"");
    let output = Command::new("sh")
        .args(["-c", &limited, "sh", env!("CARGO_BIN_EXE_newsread")])
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("HOME", home)
        .output()
        .unwrap();
    let out = String::from_utf8(output.stdout).expect("UTF-8 on standard output");
    let err = String::from_utf8(output.stderr).expect("UTF-8 on standard error");
    let code = output.status.code();
    assert!(matches!(code, Some(0..=2)), "{arguments:?} ended with {}: {err}", output.status);
    for said in [&out, &err] {
        let mut signs = said.char_indices().filter(|(_, c)| is_obeyed(*c));
        // A line of RIS ends as the format wants it.
        let obeyed = signs.find(|(at, c)| *c != '\r' || !said[*at..].starts_with("\r\n"));
        let around = obeyed.map(|(at, _)| said[..at].chars().rev().take(40).collect::<String>());
        assert_eq!(obeyed, None, "{arguments:?}, behind this, backwards: {around:?}");
    }
    Done { out, err, code }
}

/// Whether a terminal obeys a character; line ends and tabs stand between lines
/// and columns.
fn is_obeyed(c: char) -> bool {
    let turns = "\u{61c}\u{200e}\u{200f}".contains(c)
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() && !"\n\t".contains(c) || turns || matches!(c, '\u{e0000}'..='\u{e0fff}')
}

/// The files of which the program said nothing.
fn unmentioned(files: &[(String, Vec<u8>)], said: &Said) -> Vec<String> {
    let of_article = |article: &Value| article["path"].as_str().unwrap().to_owned();
    let paths: HashSet<String> = said.articles.iter().map(of_article).collect();
    let is_told =
        |name: &str| paths.iter().any(|path| path.ends_with(name)) || said.err.contains(name);
    let names = files.iter().map(|(name, _)| name.clone());
    names.filter(|name| !is_told(name) && !bombs::is_of_others(name)).collect()
}

#[test]
fn every_seed_is_an_article() {
    let files: Vec<(String, Vec<u8>)> =
        seeds::SEEDS.iter().map(|(name, text)| ((*name).to_owned(), (*text).into())).collect();
    let said = extract(&files);
    assert_eq!(unmentioned(&files, &said), Vec::<String>::new());
    assert_eq!(said.err, "", "a seed is to be sound");
}

#[test]
fn what_is_cut_off_anywhere_is_read_as_far_as_it_goes() {
    let places = if is_long() { 16 } else { 12 };
    let mut files = Vec::new();
    for (name, text) in seeds::SEEDS {
        for place in 0..places {
            let end = text.len() * place / places;
            files.push((format!("{place:02}-{name}"), text.as_bytes()[..end].to_vec()));
        }
    }
    let said = extract(&files);
    assert_eq!(unmentioned(&files, &said), Vec::<String>::new());
}

/// Each bomb by itself, of those whose extensions pass; a smaller one at a desk.
fn bear_bombs(passes: impl Fn(&str) -> bool) {
    let size = if is_long() { 1 << 20 } else { 1 << 18 };
    let is_meant = |name: &str| passes(name.rsplit('.').next().unwrap_or_default());
    for (name, bytes) in bombs::bombs(size).into_iter().filter(|(name, _)| is_meant(name)) {
        let files = [(name, bytes)];
        let said = extract(&files);
        assert_eq!(unmentioned(&files, &said), Vec::<String>::new());
    }
}

// Several tests, since each takes long and a machine has more than one core.
#[test]
fn no_bomb_of_a_page_takes_more_than_its_own_article() {
    bear_bombs(|extension| extension == "html");
}

#[test]
fn no_bomb_of_a_text_takes_more_than_its_own_article() {
    bear_bombs(|extension| ["txt", "md"].contains(&extension));
}

#[test]
fn no_bomb_of_a_container_takes_more_than_its_own_article() {
    bear_bombs(|extension| !["html", "txt", "md"].contains(&extension));
}

#[test]
fn no_file_makes_another_file_be_read() {
    let secret = tempfile::tempdir().unwrap();
    let path = secret.path().join("secret.txt");
    // A word that no identity of an article and no name of a folder can hold by chance.
    fs::write(&path, "the combination is quinquereme").unwrap();
    let said = extract(&bombs::spies(path.to_str().unwrap()));
    assert!(!said.out.contains("quinquereme") && !said.err.contains("quinquereme"));
}

/// A change of some bytes.
#[derive(Clone, Debug)]
enum Change {
    Put(Index, u8),
    Cut(Index, u8),
    Repeat(Index, u8),
    Insert(Index, Vec<u8>),
}

fn changes() -> impl Strategy<Value = Change> {
    let odd = prop::sample::select(vec![
        &b"\0"[..],
        b"\x1b[2J",
        b"\xff\xfe",
        b"\xe2\x80\xae",
        b"<!--",
        b"]]>",
        b"<![CDATA[",
        b"\"",
        b"&#0;",
        b"{",
        b"[[[[[[[[",
        b"---\n",
        b"\r",
        b"From ",
        b"\nContent-Type: x/y\n",
        b"%",
    ]);
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Put(at, byte)),
        (any::<Index>(), any::<u8>()).prop_map(|(at, len)| Change::Cut(at, len)),
        (any::<Index>(), any::<u8>()).prop_map(|(at, len)| Change::Repeat(at, len)),
        (any::<Index>(), odd).prop_map(|(at, odd)| Change::Insert(at, odd.to_vec())),
    ]
}

fn changed(text: &str, changes: &[Change]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for change in changes {
        let at = |index: &Index| index.index(bytes.len() + 1);
        match change {
            Change::Put(index, byte) if !bytes.is_empty() => {
                let at = index.index(bytes.len());
                bytes[at] = *byte;
            }
            Change::Put(..) => {}
            Change::Cut(index, len) => {
                let at = at(index);
                bytes.drain(at..(at + usize::from(*len)).min(bytes.len()));
            }
            Change::Repeat(index, len) => {
                let at = at(index);
                let again = bytes[at..(at + usize::from(*len)).min(bytes.len())].repeat(3);
                bytes.splice(at..at, again);
            }
            Change::Insert(index, odd) => {
                let at = at(index);
                bytes.splice(at..at, odd.iter().copied());
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if is_long() { 4 } else { 1 },
        max_shrink_iters: 40,
        ..ProptestConfig::default()
    })]

    /// Many files at a time: starting the program costs more than reading one.
    #[test]
    fn any_change_of_a_sound_file_is_borne(
        all in prop::collection::vec(
            (any::<Index>(), prop::collection::vec(changes(), 1..6)), 150)
    ) {
        let file = |(rank, (seed, changes)): (usize, &(Index, Vec<Change>))| {
            let (name, text) = seed.get(seeds::SEEDS);
            (format!("{rank:03}-{name}"), changed(text, changes))
        };
        let files: Vec<(String, Vec<u8>)> = all.iter().enumerate().map(file).collect();
        let said = extract(&files);
        prop_assert_eq!(unmentioned(&files, &said), Vec::<String>::new());
    }
}
