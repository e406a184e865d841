//! Reading line by line: no screen, no terminal, only standard input and
//! output.

use std::fs;

use assert_cmd::Command;

/// What is written when these lines are typed, over an archive of two articles
/// in a home of its own.
fn said(typed: &str) -> String {
    let home = tempfile::tempdir().unwrap();
    said_at(&home, typed)
}

fn said_at(home: &tempfile::TempDir, typed: &str) -> String {
    let news = home.path().join("news");
    fs::create_dir_all(&news).unwrap();
    fs::write(
        news.join("heron.md"),
        "---\ntitle: A heron moves into the lock\nauthor: Jan van den Berg\nsite: The Canal Weekly\n\
         date: 2024-03-18\n---\n\nThe keeper saw it first, at dawn.\n\n## What it eats\n\n\
         > Eels, mostly.\n\n- roach\n- perch\n",
    )
    .unwrap();
    fs::write(
        news.join("ferry.md"),
        "---\ntitle: The ferry is late\ndate: 2023-05\n---\n\nIt rained.\n",
    )
    .unwrap();
    let done = Command::cargo_bin("newsread")
        .unwrap()
        .env_clear()
        .env("HOME", home.path())
        .args(["--plain", news.to_str().unwrap()])
        .write_stdin(typed)
        .assert()
        .success();
    let output = done.get_output();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(!text.contains('\x1b'), "{text:?}");
    text
}

#[test]
fn the_list_is_read_and_an_article_of_it_by_its_number() {
    let told = said("1\nq\n");
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines[0], "2 articles, newest first.");
    assert!(lines[1].starts_with("1. A heron moves into the lock, 18 March 2024, "), "{told}");
    let read = [
        "A heron moves into the lock",
        "1. The keeper saw it first, at dawn.",
        "Heading: What it eats",
        "2. Quotation: Eels, mostly.",
        "3. Item: roach",
        "Item: perch",
    ];
    let at = |words: &&str| lines.iter().position(|line| line == words);
    let places: Vec<_> = read.iter().map(at).collect();
    assert!(places.is_sorted() && places.iter().all(Option::is_some), "{places:?} of {told}");
    assert!(told.ends_with("End of the article. h for the list, c to cite, ?, q:\n"), "{told}");
}

#[test]
fn a_search_a_citation_and_where_it_comes_from_are_lines_as_well() {
    let told = said("/ferry\n1\nc\ni\nh\n/\n");
    let expected = [
        "1 article matches ‘ferry’, newest first.",
        "The ferry is late. (2023, May).",
        "authors: not stated",
        "2 articles, newest first.",
    ];
    for line in expected {
        assert!(told.lines().any(|said| said.starts_with(line)), "no line ‘{line}’ in {told}");
    }
}

#[test]
fn what_cannot_be_done_is_told_and_nothing_is_lost() {
    let told = said("c\n7\nsing\n?\n");
    assert!(told.contains("Open an article first: type its number."), "{told}");
    assert!(told.contains("There is no article 7."), "{told}");
    assert!(told.contains("‘sing’ is no command; ? tells them all."), "{told}");
    assert!(told.contains("c: the citation of the article"), "{told}");
}

#[test]
fn what_was_read_is_read_the_next_time() {
    let home = tempfile::tempdir().unwrap();
    assert!(said_at(&home, "2\n").contains("2. The ferry is late, May 2023, 1 min, unread"));
    assert!(said_at(&home, "").contains("2. The ferry is late, May 2023, 1 min\n"));
}
