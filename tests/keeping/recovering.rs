//! A state whose file was damaged, lost, exchanged or taken from another time.

use std::fs;
use std::path::Path;

use newsread::state::{Change, copy_daily};
use rusqlite::Connection;

use super::keeper::{Keeper, article};
use super::{beside, damaged, folder};

/// Marks some articles, and makes the copy of the day.
fn marked(path: &Path, count: u64) {
    let mut keeper = Keeper::at(path);
    (0..count).for_each(|number| keeper.write(Change::Read(article(number), true)));
    drop(keeper);
    assert!(copy_daily(path).unwrap());
}

#[test]
fn what_was_copied_comes_back_when_the_database_is_scribbled_over() {
    let (_folder, path) = folder();
    marked(&path, 30);
    fs::write(&path, "scribble ".repeat(900)).unwrap();
    let mut keeper = Keeper::at(&path);
    let told = keeper.trouble();
    assert_eq!(keeper.marks.read().len(), 30);
    let aside = beside(&path, "damaged");
    let copy = path.with_extension("jsonl");
    for part in [&path, &aside[0], &copy] {
        assert!(told.contains(part.to_str().unwrap()), "{told}");
    }
    assert!(told.contains("with the 30 marks"), "{told}");
    keeper.write(Change::Read(article(99), true));
    keeper.wait_for(article(99));
}

#[test]
fn what_a_damaged_page_took_comes_back_from_the_copy() {
    let (_folder, path) = damaged();
    let copy = {
        let (_other, whole) = folder();
        marked(&whole, 2000);
        fs::read(whole.with_extension("jsonl")).unwrap()
    };
    fs::write(path.with_extension("jsonl"), copy).unwrap();
    let mut keeper = Keeper::at(&path);
    keeper.trouble();
    assert_eq!(keeper.marks.read().len(), 2000);
}

#[test]
fn a_database_that_was_lost_is_begun_with_its_copy_and_told() {
    let (_folder, path) = folder();
    marked(&path, 3);
    fs::remove_file(&path).unwrap();
    let mut keeper = Keeper::at(&path);
    let told = keeper.trouble();
    assert!(told.contains("was gone") && told.contains("the 3 marks"), "{told}");
    assert_eq!(keeper.marks.read().len(), 3);
    drop(keeper);
    let mut next = Keeper::at(&path);
    assert_eq!(next.untold(), Vec::<String>::new(), "it is told once");
}

#[test]
fn a_database_of_another_program_is_moved_aside_as_it_is() {
    let (_folder, path) = folder();
    fs::create_dir(path.parent().unwrap()).unwrap();
    let theirs = Connection::open(&path).unwrap();
    theirs.execute_batch("CREATE TABLE recipe (name); INSERT INTO recipe VALUES ('soup')").unwrap();
    drop(theirs);
    let mut keeper = Keeper::at(&path);
    let told = keeper.trouble();
    assert!(told.contains("that newsread did not make"), "{told}");
    let [aside] = &beside(&path, "foreign")[..] else { panic!("moved aside: {told}") };
    let soup = Connection::open(aside)
        .unwrap()
        .query_one("SELECT name FROM recipe", [], |row| row.get::<_, String>(0));
    assert_eq!(soup.unwrap(), "soup");
    keeper.write(Change::Read(article(1), true));
    keeper.wait_for(article(1));
}

#[test]
fn a_log_whose_database_is_gone_is_moved_aside_and_not_taken_for_the_new_one() {
    let (_folder, path) = folder();
    let mut keeper = Keeper::at(&path);
    keeper.write(Change::Read(article(1), true));
    keeper.wait_for(article(1));
    let log = fs::read(format!("{}-wal", path.display())).unwrap();
    drop(keeper);
    fs::remove_file(&path).unwrap();
    fs::write(format!("{}-wal", path.display()), &log).unwrap();
    let mut keeper = Keeper::at(&path);
    keeper.write(Change::Read(article(2), true));
    keeper.wait_for(article(2));
    let [aside] = &beside(&path, "-lone-")[..] else { panic!("moved aside") };
    assert_eq!(fs::read(aside).unwrap(), log);
}

#[test]
fn an_old_database_under_a_newer_log_costs_no_mark_of_the_copy() {
    let (_folder, path) = folder();
    let mut keeper = Keeper::at(&path);
    keeper.write(Change::Read(article(0), true));
    drop(keeper);
    let old = fs::read(&path).unwrap();
    marked(&path, 400);
    let mut keeper = Keeper::at(&path);
    (400..800).for_each(|number| keeper.write(Change::Read(article(number), true)));
    (400..800).for_each(|number| keeper.wait_for(article(number)));
    let log = fs::read(format!("{}-wal", path.display())).unwrap();
    drop(keeper);
    // A backup of the one file is put back while the log of the other remains.
    fs::write(&path, old).unwrap();
    fs::write(format!("{}-wal", path.display()), log).unwrap();
    let mut keeper = Keeper::at(&path);
    let told = keeper.untold();
    let read = keeper.marks.read().len();
    assert!(read >= 400, "{read} marks are left; {told:?}");
    keeper.write(Change::Read(article(999), true));
    keeper.wait_for(article(999));
}
