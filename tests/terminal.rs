//! The real program in a real terminal: how it is taken and given back, and
//! that nothing of a file reaches it unfiltered.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "terminal/editing.rs"]
mod editing;
#[path = "terminal/killing.rs"]
mod killing;
#[path = "terminal/lending.rs"]
mod lending;
#[path = "terminal/printing.rs"]
mod printing;
#[path = "terminal/pty.rs"]
mod pty;

use std::fs;
use std::path::Path;

use pty::Terminal;
use rustix::process::Signal;

/// The sample archive of the project.
fn articles() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/articles"))
}

fn reading() -> Terminal {
    let mut terminal = Terminal::start(&[articles()], 120, 40);
    terminal.wait_for(|screen| screen.contains("Welcome") && screen.contains("¶"));
    terminal
}

#[test]
fn it_shows_both_panes_and_leaves_the_terminal_as_it_was() {
    let mut terminal = reading();
    assert!(terminal.screen().contains('│'));
    terminal.type_bytes(b"q");
    assert_eq!(terminal.wait_for_end(), 0);
    terminal.assert_given_back();
}

#[test]
fn a_search_typed_finds_and_opens() {
    let mut list = assert_cmd::Command::new(env!("CARGO_BIN_EXE_newsread"));
    let listed = list.arg("list").arg(articles()).output().unwrap().stdout;
    let all = format!(" · {} · ", listed.split(|byte| *byte == b'\n').count() - 1);
    let mut terminal = reading();
    // What is found first stays selected, whatever is read after it.
    terminal.wait_for(|screen| screen.contains(&all));
    terminal.type_bytes(b"/locator");
    terminal.wait_for(|screen| screen.contains("newest first"));
    terminal.type_bytes(b"\r");
    terminal.wait_for(|screen| screen.contains("1/"));
}

#[test]
fn who_is_never_asked_never_begins() {
    let threads = reading().threads();
    let has = |name: &str| threads.iter().any(|thread| thread == name);
    assert!(has("loader"), "{threads:?}");
    for idle in ["clipboard", "completer", "looker", "post", "translator"] {
        assert!(!has(idle), "{idle} has begun: {threads:?}");
    }
}

#[test]
fn citing_over_ssh_sends_the_citation_through_the_terminal() {
    let mut terminal = Terminal::start_with(
        &[articles()],
        120,
        40,
        &[("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")],
    );
    terminal.wait_for(|screen| screen.contains("Welcome"));
    terminal.type_bytes(b"c");
    terminal.wait_for(|screen| screen.contains("sent the citation to the terminal"));
    let sent = String::from_utf8_lossy(&terminal.sent).into_owned();
    assert_eq!(sent.matches("\x1b]52;c;").count(), 1);
}

#[test]
fn a_marked_article_is_still_marked_after_a_kill() {
    let state = tempfile::tempdir().unwrap();
    let home = state.path().to_str().unwrap();
    let variables = [("XDG_STATE_HOME", home)];
    let mut terminal = Terminal::start_with(&[articles()], 120, 40, &variables);
    terminal.wait_for(|screen| screen.contains("Welcome"));
    terminal.type_bytes(b"s");
    // The star is bright when it is on the disk.
    terminal.wait_until(|screen| {
        let star = (0..40).flat_map(|row| (0..40).map(move |column| (row, column)));
        star.filter_map(|(row, column)| screen.cell(row, column))
            .any(|cell| cell.contents() == "★" && !cell.dim())
    });
    terminal.signal(Signal::KILL);
    terminal.wait_for_end();

    let mut terminal = Terminal::start_with(&[articles()], 120, 40, &variables);
    terminal.wait_for(|screen| screen.contains('★'));
}

#[test]
fn a_star_given_on_one_device_is_there_on_the_other_when_a_session_begins() {
    let (here, there, share) =
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let settings = format!("[sync]\nfolder = \"{}\"", share.path().display());
    let start = |home: &Path| {
        fs::create_dir_all(home.join("newsread")).unwrap();
        fs::write(home.join("newsread/config.toml"), &settings).unwrap();
        let home = home.to_str().unwrap();
        let variables = [("XDG_STATE_HOME", home), ("XDG_CONFIG_HOME", home)];
        let mut terminal = Terminal::start_with(&[articles()], 120, 40, &variables);
        terminal.wait_for(|screen| screen.contains("Welcome"));
        terminal
    };
    let mut terminal = start(here.path());
    terminal.type_bytes(b"sq");
    assert_eq!(terminal.wait_for_end(), 0);
    start(there.path()).wait_for(|screen| screen.contains('★'));
}

#[test]
fn what_was_corrected_is_shown_at_once_and_in_the_next_session() {
    let (folder, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = folder.path().join("ferry.md");
    fs::write(&file, "---\ntitle: The ferry is late\n---\n\nIt rained.\n").unwrap();
    let variables = [("XDG_STATE_HOME", state.path().to_str().unwrap())];
    let mut terminal = Terminal::start_with(&[folder.path()], 120, 40, &variables);
    terminal.wait_for(|screen| screen.contains("• The ferry is late"));
    terminal.type_bytes(b"e\x15The ferry was late\r");
    terminal.wait_for(|screen| screen.contains("file says: The ferry is late"));
    terminal.type_bytes(b"\x1b");
    // The card is gone, or esc and q would be one key.
    terminal.wait_for(|screen| !screen.contains("Where this comes from"));
    terminal.wait_for(|screen| screen.matches("The ferry was late").count() >= 2);
    terminal.type_bytes(b"q");
    assert_eq!(terminal.wait_for_end(), 0);

    let mut terminal = Terminal::start_with(&[folder.path()], 120, 40, &variables);
    terminal.wait_for(|screen| screen.matches("The ferry was late").count() >= 2);
    terminal.type_bytes(b"iUr");
    terminal.wait_for(|screen| screen.matches("The ferry is late").count() > 2);
}

#[test]
fn a_signal_to_end_is_obeyed_and_the_terminal_given_back() {
    for signal in [Signal::TERM, Signal::INT, Signal::HUP] {
        let mut terminal = reading();
        terminal.signal(signal);
        assert_eq!(terminal.wait_for_end(), 128 + u32::try_from(signal.as_raw()).unwrap());
        terminal.assert_given_back();
    }
}

#[test]
fn it_ends_when_its_terminal_is_gone() {
    let mut terminal = reading();
    terminal.close();
    terminal.wait_for_end();
}

#[test]
fn ctrl_z_lends_the_terminal_to_the_shell_and_fg_takes_it_back() {
    let mut terminal = reading();
    terminal.type_bytes(b"\x1a");
    terminal.wait_for_state('T');
    terminal.wait_until(|screen| !screen.alternate_screen());
    terminal.assert_given_back();
    terminal.resize(90, 30);
    terminal.signal(Signal::CONT);
    terminal.wait_for(|screen| screen.contains("Welcome") && screen.contains('│'));
}

#[test]
fn every_size_of_the_terminal_is_drawn() {
    let mut terminal = reading();
    for (width, height) in [(1, 1), (19, 4), (20, 5), (40, 12), (500, 200), (1, 300)] {
        terminal.resize(width, height);
    }
    terminal.resize(100, 30);
    terminal.wait_for(|screen| screen.contains("Welcome") && screen.contains('│'));
}

#[test]
fn a_flood_of_keys_and_pastes_is_drained() {
    let mut terminal = reading();
    terminal.type_bytes(&b"jk".repeat(20_000));
    terminal.type_bytes(format!("\x1b[200~{}\x1b[201~", "Qq ".repeat(20_000)).as_bytes());
    terminal.type_bytes(b"?");
    terminal.wait_for(|screen| screen.contains("type to filter"));
}

#[test]
fn nothing_of_a_hostile_file_reaches_the_terminal_unfiltered() {
    let folder = tempfile::tempdir().unwrap();
    let payload = "\x1b]52;c;UFdORUQ=\x07\x1b]0;owned\x07\u{9b}2J\u{202e}tfel\x1b[?1003h";
    let text = format!("A hostile headline {payload}\n\nA paragraph. {payload} It ends.\n");
    fs::write(folder.path().join("hostile.txt"), &text).unwrap();
    fs::write(folder.path().join(format!("named {}.txt", "\x1b]0;owned\x07")), "A name").unwrap();
    let mut terminal = Terminal::start(&[folder.path()], 120, 40);
    terminal.wait_for(|screen| screen.contains("hostile headline"));
    terminal.type_bytes(b"jkxx");
    terminal.wait_for(|screen| screen.contains("hostile headline"));
    terminal.type_bytes(b"q");
    terminal.type_bytes(b"q");
    terminal.wait_for_end();
    let sent = String::from_utf8(terminal.sent.clone()).unwrap();
    for bad in ["\x1b]", "\u{9b}", "\u{202e}", "\x1b[?1003h", "\x07"] {
        assert!(!sent.contains(bad), "{bad:?} reached the terminal");
    }
    terminal.assert_given_back();
}

#[test]
fn a_file_that_cannot_be_read_is_listed_with_its_reason() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("good.txt"), "A good headline\n\nAnd a paragraph of text.\n")
        .unwrap();
    fs::write(folder.path().join("picture.txt"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
    let mut terminal = Terminal::start(&[folder.path()], 120, 40);
    let screen = terminal
        .wait_for(|screen| screen.contains("good headline") && screen.contains("picture.txt"));
    assert!(screen.contains("Cannot be read"), "{screen}");
}

/// A folder of some articles about rain.
fn news() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for n in 1..=40 {
        let text = format!("---\ntitle: Report {n}\n---\n\nIt rained on the quay, {n} times.\n");
        fs::write(folder.path().join(format!("{n}.md")), text).unwrap();
    }
    folder
}

#[test]
fn what_comes_and_goes_while_one_reads_shows_up_by_itself() {
    let news = news();
    let mut terminal = Terminal::start(&[news.path()], 120, 40);
    terminal.wait_for(|screen| screen.contains("40 unread"));
    // Only what is dated comes before what is not.
    let snow = "---\ntitle: Snow at last\ndate: 2020-01-09\n---\n\nIt snowed.\n";
    fs::write(news.path().join("new.md"), snow).unwrap();
    terminal.wait_for(|screen| screen.contains("41 unread") && screen.contains("Snow at last"));
    fs::remove_file(news.path().join("new.md")).unwrap();
    terminal.wait_for(|screen| screen.contains("40 unread") && !screen.contains("Snow at last"));
}

#[test]
fn reading_goes_on_where_the_disk_has_no_room_for_an_index() {
    let news = news();
    // Enough for an index; most are undated and stand behind the others.
    for n in 0..1_100 {
        let text = format!("# Entry {n}\n\nThe lock was shut for the {n}th time.\n");
        fs::write(news.path().join(format!("entry-{n}.md")), text).unwrap();
    }
    for kilobytes in [2, 48] {
        let mut terminal = Terminal::start_on_a_full_disk(&[news.path()], kilobytes, 240, 40);
        // There is no room for the state either; which is told last, is chance.
        let told = ["the files themselves are searched", "shown without what you corrected"];
        terminal.wait_for(|screen| {
            screen.contains("1,140 unread") && told.iter().any(|told| screen.contains(told))
        });
        terminal.type_bytes(b"/777th");
        terminal.wait_for(|screen| screen.contains("1 article") && screen.contains("Entry 777"));
        terminal.type_bytes(b"\r");
        terminal.wait_for(|screen| screen.contains("for the 777th time"));
    }
}

/// Has an index made in a cache.
fn make_index(news: &Path, cache: &str) {
    let made = std::process::Command::new(env!("CARGO_BIN_EXE_newsread"))
        .arg("index")
        .arg(news)
        .env("XDG_CACHE_HOME", cache)
        .status()
        .unwrap();
    assert!(made.success());
}

/// The folder of the words of an index in a cache.
fn words_of_index(cache: &Path) -> std::path::PathBuf {
    let indexes = fs::read_dir(cache.join("newsread/index")).unwrap();
    let mut folders = indexes.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    folders.next().unwrap().join("words")
}

#[test]
fn an_index_that_is_damaged_is_made_anew_while_one_reads() {
    let (news, cache) = (news(), tempfile::tempdir().unwrap());
    let place = cache.path().to_str().unwrap();
    make_index(news.path(), place);
    let words = words_of_index(cache.path());
    for file in fs::read_dir(&words).unwrap().map(|entry| entry.unwrap().path()) {
        // Only who looks for words notices.
        if file.extension().is_some_and(|ending| ending == "term") {
            let mut bytes = fs::read(&file).unwrap();
            let end = bytes.len() - 200;
            bytes[..end].fill(0xff);
            fs::write(&file, bytes).unwrap();
        }
    }
    let variables = [("XDG_CACHE_HOME", place)];
    let mut terminal = Terminal::start_with(&[news.path()], 120, 40, &variables);
    terminal.wait_for(|screen| screen.contains("40 unread") && !screen.contains("damaged"));
    terminal.type_bytes(b"/17 times");
    terminal.wait_for(|screen| screen.contains("1 article") && screen.contains("Report 17"));
    terminal.type_bytes(b"\r");
    // Now all of it goes.
    fs::remove_dir_all(words).unwrap();
    fs::write(news.path().join("new.md"), "# Snow at last\n\nIt snowed on the quay.\n").unwrap();
    terminal.type_bytes(b"h/snowed");
    terminal.wait_for(|screen| screen.contains("1 article") && screen.contains("It snowed on"));
}

#[test]
fn a_session_with_an_index_searches_quotes_and_opens() {
    let (news, cache) = (news(), tempfile::tempdir().unwrap());
    let place = cache.path().to_str().unwrap();
    make_index(news.path(), place);
    let variables = [("XDG_CACHE_HOME", place)];
    let mut terminal = Terminal::start_with(&[news.path()], 120, 40, &variables);
    terminal.wait_for(|screen| screen.contains("40 unread") && screen.contains("Report"));
    fs::write(news.path().join("new.md"), "# Snow at last\n\nIt snowed on the quay.\n").unwrap();
    terminal.type_bytes(b"/snowed");
    terminal.wait_for(|screen| screen.contains("1 article") && screen.contains("It snowed on"));
    terminal.type_bytes(b"\r");
    terminal.wait_for(|screen| screen.contains("1/1"));
}
