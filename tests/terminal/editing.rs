//! Files that are edited between two sessions over a small archive, of which nothing is
//! kept but what the reader added.

use std::fs;
use std::path::Path;

use super::pty::Terminal;

fn start(archive: &Path, state: &Path) -> Terminal {
    let home = state.to_str().unwrap();
    let mut terminal = Terminal::start_with(&[archive], 100, 30, &[("XDG_STATE_HOME", home)]);
    terminal.wait_for(|screen| screen.contains("of 2"));
    terminal
}

fn end(mut session: Terminal) {
    session.type_bytes(b"q");
    assert_eq!(session.wait_for_end(), 0);
}

fn write(archive: &Path, name: &str, words: &str) {
    let text = format!("---\ntitle: {words}\n---\n\nIt rained.\n");
    fs::write(archive.join(name), text).unwrap();
}

/// What the row of an article says in the list.
fn row(screen: &str, words: &str) -> String {
    let mut rows = screen.lines().map(|line| line.split('│').next().unwrap_or_default());
    rows.find(|row| row.contains(words)).unwrap_or_default().to_owned()
}

#[test]
fn a_star_stays_with_an_article_however_its_file_is_edited_and_moved() {
    let [archive, state] = [(); 2].map(|()| tempfile::tempdir().unwrap());
    write(archive.path(), "a.md", "The heron");
    write(archive.path(), "b.md", "The ferry");
    let mut first = start(archive.path(), state.path());
    // The ferry is selected, and whoever leaves at once has its star all the same.
    first.type_bytes(b"sq");
    assert_eq!(first.wait_for_end(), 0);

    write(archive.path(), "b.md", "The late ferry");
    let mut second = start(archive.path(), state.path());
    second.wait_for(|screen| row(screen, "The late ferry").contains('★'));
    // It is moved while it is watched, and edited when nobody watches.
    fs::create_dir(archive.path().join("old")).unwrap();
    fs::rename(archive.path().join("b.md"), archive.path().join("old/ferry.md")).unwrap();
    // What is read after it tells that it was seen there.
    write(archive.path(), "old/the-crane.md", "The crane");
    second.wait_for(|screen| screen.contains("The crane"));
    second.wait_for(|screen| row(screen, "The late ferry").contains('★'));
    end(second);

    fs::remove_file(archive.path().join("old/the-crane.md")).unwrap();
    write(archive.path(), "old/ferry.md", "The last ferry");
    let mut third = start(archive.path(), state.path());
    third.wait_for(|screen| row(screen, "The last ferry").contains('★'));
    assert!(!row(&third.screen(), "The heron").contains('★'));
    end(third);
}
