//! Where files lie, as the table says it.

use std::collections::HashMap;

use super::*;
use crate::article::Safe;

fn id(n: u8) -> ArticleId {
    ArticleId([n; 16])
}

fn number(table: &Table, name: &str) -> Option<i64> {
    table.file(1, OsStr::new(name)).unwrap().map(|filed| filed.number)
}

/// Two names of one hash.
fn alike() -> [String; 2] {
    let mut met = HashMap::new();
    (0..)
        .map(|n| format!("{n}.md"))
        .find_map(|name| met.insert(hash(OsStr::new(&name)), name.clone()).map(|met| [met, name]))
        .unwrap()
}

#[test]
fn two_names_of_one_hash_are_two_files() {
    let mut table = Table::in_memory().unwrap();
    let names = alike();
    let [one, other] = names.each_ref().map(OsStr::new);
    let numbers = [(one, 1), (other, 2)].map(|(name, n)| table.add_file(1, name, id(n)).unwrap());
    assert_ne!(numbers[0], numbers[1]);
    assert_eq!(names.each_ref().map(|name| number(&table, name)), numbers.map(Some));
}

#[test]
fn who_is_filed_in_a_taken_place_follows_another() {
    let mut table = Table::in_memory().unwrap();
    let name = OsStr::new("a.md");
    let first = table.add_file(1, name, id(1)).unwrap();
    table.keep(id(1), Stamp { changed: 1, nanoseconds: 2, len: 3 }).unwrap();
    assert_eq!(table.add_file(1, name, id(2)).unwrap(), first);
    let filed = table.file(1, name).unwrap().unwrap();
    assert_eq!((filed.id, filed.stamp), (id(2), None));
    assert_eq!(table.file_of(id(1)).unwrap(), None);
}

#[test]
fn a_file_that_is_moved_onto_another_takes_its_place_and_its_items_go() {
    let mut table = Table::in_memory().unwrap();
    let gone = table.add_file(1, OsStr::new("old.jsonl"), id(1)).unwrap();
    let part = Part { key: Safe::line("1"), rank: 0, line: 1, entry: None, range: None };
    table.add_item(id(3), gone, &part, false).unwrap();
    let moved = table.add_file(2, OsStr::new("new.jsonl"), id(2)).unwrap();
    table.move_file(moved, 1, OsStr::new("old.jsonl")).unwrap();
    assert_eq!(number(&table, "old.jsonl"), Some(moved));
    assert!(table.item(id(3)).unwrap().is_none());
    // To where it is already.
    table.move_file(moved, 1, OsStr::new("old.jsonl")).unwrap();
    assert_eq!(number(&table, "old.jsonl"), Some(moved));
}

#[test]
fn a_packed_catalogue_says_what_it_said() {
    let folder = tempfile::tempdir().unwrap();
    let mut table = Table::open(&folder.path().join("catalogue.db"), true).unwrap();
    let names: Vec<String> = (0..600).map(|n| format!("{n}.md")).collect();
    let add =
        |table: &mut Table, name: &String| table.add_file(1, OsStr::new(name), id(1)).unwrap();
    let numbers: Vec<_> = names.iter().map(|name| Some(add(&mut table, name))).collect();
    table.remove_file(numbers[7].unwrap()).unwrap();
    table.commit(5).unwrap();
    table.pack().unwrap();
    let found = names.iter().map(|name| number(&table, name)).enumerate();
    assert!(found.into_iter().all(|(at, found)| found == numbers[at].filter(|_| at != 7)));
    assert_eq!(table.step().unwrap(), Some(5));
}
