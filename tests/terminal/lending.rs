//! A note is lent to the reader's own editor, and the terminal with it.

use std::fs;
use std::path::PathBuf;

use rustix::process::Signal;

use super::pty::Terminal;

/// A folder with an article and an editor: a script that edits the file `$1`.
struct Desk {
    folder: tempfile::TempDir,
    editor: String,
}

impl Desk {
    fn with(script: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let news = folder.path().join("news");
        fs::create_dir(&news).unwrap();
        fs::write(news.join("ferry.md"), "---\ntitle: The ferry is late\n---\n\nIt rained.\n")
            .unwrap();
        let editor = folder.path().join("editor.sh");
        fs::write(&editor, script).unwrap();
        let editor = format!("sh {}", editor.display());
        Self { folder, editor }
    }

    /// A session in which a note was begun with ‘Ask’ and lent to the editor,
    /// which says that it is ready.
    fn lent(&self) -> Terminal {
        let place = |name: &str| self.folder.path().join(name);
        let (news, temp, state) = (place("news"), place("temp"), place("state"));
        fs::create_dir_all(&temp).unwrap();
        let path = |path: &PathBuf| path.to_str().unwrap().to_owned();
        let (temp, state) = (path(&temp), path(&state));
        let variables = [
            ("EDITOR", &*self.editor),
            ("VISUAL", ""),
            ("TMPDIR", &temp),
            ("XDG_STATE_HOME", &state),
        ];
        let mut terminal = Terminal::start_with(&[&news], 110, 30, &variables);
        terminal.wait_for(|screen| screen.contains("It rained."));
        terminal.type_bytes(b"\ra");
        terminal.wait_for(|screen| screen.contains("ctrl-x in your editor"));
        terminal.type_bytes(b"Ask\x18");
        terminal.wait_for(|screen| screen.contains("ready"));
        terminal.assert_given_back();
        terminal
    }

    /// What lies in the folder for temporary files.
    fn left(&self) -> Vec<PathBuf> {
        let files = fs::read_dir(self.folder.path().join("temp")).unwrap();
        files.map(|file| file.unwrap().path()).collect()
    }
}

#[test]
fn the_editor_has_the_terminal_until_it_ends_and_the_note_says_what_it_wrote() {
    let desk = Desk::with("echo ready; IFS= read -r line; printf %s \"$line\" >>\"$1\"");
    let mut terminal = desk.lent();
    // `q` and `s` would do something in newsread.
    terminal.type_bytes(b" her: is it quite so?\r");
    terminal.wait_until(vt100::Screen::alternate_screen);
    terminal.wait_for(|screen| screen.contains("Ask her: is it quite so?"));
    terminal.type_bytes(b" No.\x13");
    // It is at its words once it stands in the margin, too.
    terminal.wait_for(|screen| screen.matches('✎').count() >= 2 && screen.contains("noted"));
    terminal.type_bytes(b"a");
    terminal.wait_for(|screen| screen.contains("Ask her: is it quite so? No."));
    terminal.type_bytes(b"\x1b");
    terminal.wait_for(|screen| !screen.contains("ctrl-x in your editor"));
    assert_eq!(desk.left(), Vec::<PathBuf>::new());
    terminal.type_bytes(b"Q");
    assert_eq!(terminal.wait_for_end(), 0);
    terminal.assert_given_back();
}

#[test]
fn an_editor_that_is_killed_takes_neither_the_note_nor_the_terminal() {
    let desk = Desk::with("echo ready; read line; stty raw -echo; echo Gone >\"$1\"; kill -9 $$");
    let mut terminal = desk.lent();
    terminal.type_bytes(b"\r");
    let screen = terminal.wait_for(|screen| screen.contains("signal 9"));
    assert!(screen.contains("Ask"), "{screen}");
    let [folder] = &desk.left()[..] else { panic!("nothing is left") };
    assert_eq!(fs::read_to_string(folder.join("note.md")).unwrap(), "Gone\n");
    terminal.type_bytes(b" her.\x13");
    terminal.wait_for(|screen| screen.contains("noted · U undoes"));
    terminal.type_bytes(b"Q");
    assert_eq!(terminal.wait_for_end(), 0);
    terminal.assert_given_back();
}

#[test]
fn a_key_to_interrupt_is_for_the_editor() {
    let desk = Desk::with("trap 'echo Interrupted. >\"$1\"; exit 0' INT; echo ready; read line");
    let mut terminal = desk.lent();
    terminal.type_bytes(b"\x03");
    terminal.wait_for(|screen| screen.contains("Interrupted.") && screen.contains("ctrl-s keep"));
}

#[test]
fn a_signal_to_end_ends_the_editor_too_and_its_file_stays() {
    let desk = Desk::with("echo Ask her. >\"$1\"; echo ready; exec cat");
    let mut terminal = desk.lent();
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.wait_for_end(), 128 + 15);
    terminal.assert_given_back();
    let [folder] = &desk.left()[..] else { panic!("nothing is left") };
    assert_eq!(fs::read_to_string(folder.join("note.md")).unwrap(), "Ask her.\n");
}
