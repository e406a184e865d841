//! newsread is killed while marks are being made: what the screen showed as
//! kept is there, and the next start asks nothing.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rusqlite::Connection;
use rustix::process::Signal;

use super::pty::Terminal;

/// Articles in the archive: as many as are listed on the screen.
const ARTICLES: usize = 24;

/// Sessions that are killed: few at a desk, many where the long loops run.
fn rounds() -> usize {
    if std::env::var_os("NEWSREAD_LONG_TESTS").is_some() { 40 } else { 4 }
}

fn archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..ARTICLES {
        let text = format!("---\ntitle: Story {number:02}\n---\n\nIt rained.\n");
        fs::write(folder.path().join(format!("{number:02}.md")), text).unwrap();
    }
    folder
}

fn start(archive: &Path, state: &Path) -> Terminal {
    let home = state.to_str().unwrap();
    let mut terminal = Terminal::start_with(&[archive], 110, 80, &[("XDG_STATE_HOME", home)]);
    terminal.wait_for(|screen| screen.matches("Story").count() >= ARTICLES);
    terminal
}

/// The stories whose stars are bright: they are acknowledged.
fn acknowledged(screen: &vt100::Screen) -> BTreeSet<String> {
    let row = |row: u16| {
        let is_bright = |column| {
            let cell = screen.cell(row, column)?;
            Some(cell.contents() == "★" && !cell.dim())
        };
        let line = screen.contents_between(row, 0, row, 60);
        let story = line.find("Story").map(|at| line[at..at + 8].to_owned());
        story.filter(|_| (0..4).any(|column| is_bright(column) == Some(true)))
    };
    (0..80).filter_map(row).collect()
}

/// Lets some sessions give stars, and kills them when so many are acknowledged;
/// says which were.
fn kill(mut sessions: Vec<Terminal>, keys: &[&[u8]], count: usize) -> BTreeSet<String> {
    for (session, keys) in sessions.iter_mut().zip(keys) {
        session.type_bytes(keys);
    }
    sessions[0].wait_until(|screen| acknowledged(screen).len() >= count);
    let mut known = BTreeSet::new();
    for session in &mut sessions {
        session.signal(Signal::KILL);
        session.wait_for_end();
        known.extend(acknowledged(session.model()));
    }
    known
}

fn assert_kept(archive: &Path, state: &Path, known: &BTreeSet<String>) {
    let mut next = start(archive, state);
    next.wait_until(|screen| acknowledged(screen).is_superset(known));
    let screen = next.screen();
    let is_asked = ["damaged", "another program", "cannot", "gone"];
    assert!(is_asked.iter().all(|word| !screen.contains(word)), "{screen}");
    next.type_bytes(b"q");
    assert_eq!(next.wait_for_end(), 0);
    let database = Connection::open(state.join("newsread/state.db")).unwrap();
    let check: String = database.query_one("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(check, "ok");
}

#[test]
fn whatever_star_was_bright_when_newsread_was_killed_is_there_again() {
    let archive = archive();
    // One session marks from the top, the other from the bottom.
    let down: &[u8] = &b"sj".repeat(ARTICLES / 2);
    let up: &[u8] = &[b"G".to_vec(), b"sk".repeat(ARTICLES / 2)].concat();
    for round in 0..rounds() {
        let state = tempfile::tempdir().unwrap();
        let sessions = (0..=round % 2).map(|_| start(archive.path(), state.path())).collect();
        // Each round at another moment, and some before anything is on the disk.
        let known = kill(sessions, &[down, up], round * 7 % (ARTICLES / 2));
        assert_kept(archive.path(), state.path(), &known);
    }
}
