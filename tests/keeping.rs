//! What the reader added is kept, whatever happens to the file it is in.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "keeping/keeper.rs"]
mod keeper;
#[path = "keeping/recovering.rs"]
mod recovering;
#[path = "keeping/surviving.rs"]
mod surviving;

use std::fs;
use std::os::unix::fs::{FileExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use keeper::{DEADLINE, Keeper, article};
use newsread::article::{Field, Place};
use newsread::state::{Change, Report, State};
use rusqlite::Connection;
use tempfile::TempDir;

/// A folder, and a path in it that does not exist.
fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("newsread/state.db");
    (folder, path)
}

/// The files beside the database whose names have this word.
fn beside(path: &Path, word: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(path.parent().unwrap()).unwrap().map(|file| file.unwrap().path());
    let mut found: Vec<_> = files.filter(|file| file.to_string_lossy().contains(word)).collect();
    found.sort();
    found
}

#[test]
fn an_acknowledged_mark_is_on_the_disk() {
    let (_folder, path) = folder();
    let mut keeper = Keeper::at(&path);
    keeper.write(Change::Read(article(1), true));
    keeper.wait_for(article(1));
    let count = "SELECT count(*) FROM register WHERE key = 'read' AND value = 'true'";
    let on_disk = Connection::open(&path).unwrap().query_one(count, [], |row| row.get(0));
    assert_eq!(on_disk, Ok(1));
}

#[test]
fn everything_is_there_again_after_a_session() {
    let (_folder, path) = folder();
    let mut first = Keeper::at(&path);
    first.write(Change::Read(article(1), true));
    first.write(Change::Read(article(2), true));
    first.write(Change::Read(article(2), false));
    first.write(Change::Starred(article(3), true));
    first.write(Change::Styles(vec!["mla".to_owned(), "ieee".to_owned()]));
    first.write(Change::AsPrinted(article(2), true));
    first.write(Change::Place(article(1), Place { block: 4, at: 1 }));
    first.write(Change::Place(article(1), Place { block: 5, at: 20 }));
    drop(first);
    let marks = Keeper::at(&path).marks;
    assert!(marks.is_read(article(1)) && !marks.is_read(article(2)));
    assert!(marks.is_starred(article(3)));
    assert_eq!(marks.place(article(1)), Some(Place { block: 5, at: 20 }));
    assert_eq!(marks.styles(), ["mla", "ieee"]);
    assert!(marks.is_as_printed(article(2)) && !marks.is_as_printed(article(1)));
}

#[test]
fn a_correction_is_pending_until_it_is_on_the_disk_and_there_after_a_session() {
    let (_folder, path) = folder();
    let mut first = Keeper::at(&path);
    let say =
        |field, said: Option<&str>| Change::Correction(article(1), field, said.map(str::to_owned));
    first.write(say(Field::Title, Some("Snow")));
    assert!(first.marks.is_pending(article(1)));
    first.wait_for(article(1));
    first.write(say(Field::Url, Some("")));
    first.write(say(Field::Source, Some("The Gauge")));
    first.write(say(Field::Source, None));
    drop(first);
    let corrected = Keeper::at(&path).marks.corrected(article(1));
    let said: Vec<_> = corrected.iter().map(|(field, said)| (*field, &**said)).collect();
    assert_eq!(said, [(Field::Title, "Snow"), (Field::Url, "")]);
}

#[test]
fn places_are_saved_without_being_asked_for_and_many_at_once() {
    let (_folder, path) = folder();
    let mut keeper = Keeper::at(&path);
    for at in 0..100 {
        keeper.write(Change::Place(article(1), Place { block: 0, at }));
    }
    let saved = keeper.wait(|report| match report {
        Report::Saved(number) => Some(*number),
        _ => None,
    });
    assert_eq!(saved, 100);
}

#[test]
fn only_its_owner_may_read_it() {
    let (_folder, path) = folder();
    let mut keeper = Keeper::at(&path);
    keeper.write(Change::Read(article(1), true));
    assert!(keeper.state.flush(DEADLINE));
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(path.parent().unwrap()), 0o700);
    let files = beside(&path, "state.");
    assert_eq!(files.len(), 4, "database, log, its index, lock: {files:?}");
    assert!(files.iter().all(|file| mode(file) == 0o600));
}

#[test]
fn two_instances_see_each_others_marks() {
    let (_folder, path) = folder();
    let (mut ours, mut theirs) = (Keeper::at(&path), Keeper::at(&path));
    ours.write(Change::Read(article(1), true));
    theirs.write(Change::Starred(article(2), true));
    while !(theirs.marks.is_read(article(1)) && ours.marks.is_starred(article(2))) {
        let late = if theirs.marks.is_read(article(1)) { &mut ours } else { &mut theirs };
        late.wait(|_| Some(()));
    }
    theirs.write(Change::Read(article(1), false));
    while ours.marks.is_read(article(1)) {
        ours.wait(|_| Some(()));
    }
}

#[test]
fn what_another_program_holds_is_tried_again_and_nothing_is_lost() {
    let (_folder, path) = folder();
    let mut keeper = Keeper::at(&path);
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    keeper.write(Change::Read(article(1), true));
    assert!(keeper.trouble().contains("another program holds"));
    assert!(keeper.marks.is_read(article(1)) && keeper.marks.is_pending(article(1)));
    other.execute_batch("ROLLBACK").unwrap();
    assert!(keeper.state.flush(DEADLINE));
    drop(keeper);
    assert!(Keeper::at(&path).marks.is_read(article(1)));
}

#[test]
fn leaving_does_not_wait_longer_than_it_was_told_to() {
    let (_folder, path) = folder();
    let mut keeper = Keeper::at(&path);
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    keeper.write(Change::Read(article(1), true));
    assert!(!keeper.state.flush(Duration::from_millis(10)));
}

#[test]
fn a_file_that_is_no_database_is_moved_aside_and_told() {
    let (_folder, path) = folder();
    drop(Keeper::at(&path));
    for companion in ["", "-wal", "-shm"] {
        fs::write(format!("{}{companion}", path.display()), "scribble ".repeat(900)).unwrap();
    }
    let mut keeper = Keeper::at(&path);
    let told = keeper.trouble();
    let aside = beside(&path, "damaged");
    assert_eq!(aside.len(), 3, "{aside:?}");
    assert!(told.contains(path.to_str().unwrap()) && told.contains(aside[0].to_str().unwrap()));
    assert!(fs::read_to_string(&aside[0]).unwrap().starts_with("scribble"));
    keeper.write(Change::Read(article(1), true));
    keeper.wait_for(article(1));
}

#[test]
fn two_instances_that_find_a_damaged_database_move_it_aside_once() {
    let (_folder, path) = folder();
    fs::create_dir(path.parent().unwrap()).unwrap();
    fs::write(&path, "scribble ".repeat(900)).unwrap();
    thread::scope(|scope| {
        (0..4).for_each(|_| drop(scope.spawn(|| Keeper::at(&path))));
    });
    assert_eq!(beside(&path, "damaged").len(), 1);
}

/// A database of many marks, with a page in its middle overwritten.
fn damaged() -> (TempDir, PathBuf) {
    let (folder, path) = folder();
    let mut keeper = Keeper::at(&path);
    (0..2000).for_each(|number| keeper.write(Change::Read(article(number), true)));
    drop(keeper);
    let file = fs::File::options().write(true).open(&path).unwrap();
    let pages = file.metadata().unwrap().len() / 4096;
    file.write_all_at(&[0x55; 4096], pages / 2 * 4096).unwrap();
    (folder, path)
}

#[test]
fn what_can_be_read_of_a_damaged_database_is_kept() {
    let (_folder, path) = damaged();
    let mut keeper = Keeper::at(&path);
    let told = keeper.trouble();
    let kept = keeper.marks.read().len();
    assert!(kept > 0 && told.contains(&format!("with the {kept} marks")), "{told}");
}

#[test]
fn a_damaged_database_stays_where_it_is_until_another_can_be_made() {
    let (_folder, path) = damaged();
    let obstacle = path.with_extension("new");
    fs::create_dir(&obstacle).unwrap();
    let mut keeper = Keeper::at(&path);
    assert!(keeper.trouble().contains("state.new"));
    assert_eq!(beside(&path, "damaged"), Vec::<PathBuf>::new());
    fs::remove_dir(&obstacle).unwrap();
    assert!(keeper.state.flush(DEADLINE));
    assert!(keeper.trouble().contains("was damaged"));
    assert!(!keeper.marks.read().is_empty());
}

#[test]
fn a_path_that_is_a_folder_is_told() {
    let (_folder, path) = folder();
    fs::create_dir_all(&path).unwrap();
    let told = Keeper::at(&path).trouble();
    assert!(told.contains("cannot be used"), "{told}");
}

#[test]
fn marks_wait_in_memory_until_there_is_a_place_for_them() {
    let (folder, path) = folder();
    fs::write(folder.path().join("newsread"), "a file where the folder should be").unwrap();
    let mut keeper = Keeper::at(&path);
    assert!(keeper.trouble().contains("XDG_STATE_HOME"));
    keeper.write(Change::Read(article(1), true));
    assert!(!keeper.state.flush(DEADLINE));
    assert!(keeper.marks.is_read(article(1)) && keeper.marks.is_pending(article(1)));
    assert_eq!(keeper.untold(), Vec::<String>::new(), "it is told once");
    fs::remove_file(folder.path().join("newsread")).unwrap();
    assert!(keeper.state.flush(DEADLINE));
    keeper.wait_for(article(1));
    assert!(keeper.marks.is_read(article(1)));
}

#[test]
fn without_a_home_the_session_goes_on_and_says_so_once() {
    let mut keeper = Keeper::open(None);
    assert!(keeper.trouble().contains("HOME"));
    keeper.write(Change::Read(article(1), true));
    assert!(!keeper.state.flush(DEADLINE));
    assert_eq!(keeper.untold(), Vec::<String>::new());
    assert!(keeper.marks.is_read(article(1)));
}

#[test]
fn a_database_deleted_under_way_is_begun_again() {
    let (_folder, path) = folder();
    let mut keeper = Keeper::at(&path);
    fs::remove_dir_all(path.parent().unwrap()).unwrap();
    keeper.write(Change::Read(article(1), true));
    keeper.wait_for(article(1));
    assert!(Keeper::at(&path).marks.is_read(article(1)));
}

#[test]
fn a_fault_in_the_writer_is_told_and_it_goes_on() {
    let (_folder, path) = folder();
    let (tell, told) = mpsc::channel();
    let mut faults = 0..1;
    let state = State::open(Some(path.clone()), move |report| {
        assert!(!matches!(report, Report::Saved(_)) || faults.next().is_none(), "out of ink");
        tell.send(report).ok();
    });
    let state = state.unwrap();
    state.write(Change::Read(article(1), true));
    let trouble = loop {
        if let Report::Trouble(sentence) = told.recv_timeout(DEADLINE).unwrap() {
            break sentence;
        }
    };
    assert!(trouble.contains("out of ink"), "{trouble}");
    state.write(Change::Read(article(2), true));
    assert!(state.flush(DEADLINE));
    let marks = Keeper::at(&path).marks;
    assert!(marks.is_read(article(1)) && marks.is_read(article(2)));
}
