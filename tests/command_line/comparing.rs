//! Two versions of one story: `newsread diff`.

use serde_json::{Value, json};

use crate::desk::Desk;

const MONDAY: &str = "\
---
title: Three boats sink in the storm
author: Ada Byron
site: The Canal Weekly
date: 2024-03-18
url: https://canal.example/storm
---

Three boats sank in the harbour in the night to Monday, when the wind turned. Nobody was on board.

The keeper of the lock had warned of the wind since Friday, he says.

The mayor praised the quick work of the harbour's crew.

Two of the boats had no insurance.

The ferry goes as planned.
";

const TUESDAY: &str = "\
---
title: Four boats sink in the storm
author: Ada Byron
site: The Canal Weekly
date: 2024-03-18
updated: 2024-03-19
url: https://canal.example/storm
---

Four boats sank in the harbour in the night to Monday, when the wind turned. One man is missing.

The keeper of the lock had warned of the wind since Friday, he says.

Two of the boats had no insurance.

The harbour's own radio was out of order, as the crew confirms.

The ferry goes as planned.
";

fn desk() -> Desk {
    Desk::with(&[("monday.md", MONDAY), ("tuesday.md", TUESDAY)])
}

#[test]
fn what_changed_stands_out_at_80_columns() {
    let done = desk().run("diff --width 80 monday.md tuesday.md");
    assert_eq!((done.code, &*done.told), (1, ""));
    assert!(done.out.lines().all(|line| line.chars().count() <= 80));
    insta::assert_snapshot!(done.out, @"
    --- monday.md  (18 March 2024)
    +++ tuesday.md  (19 March 2024)
    ~ headline: [-Three boats sink in the storm-] {+Four boats sink in the storm+}
    ~ updated: [-not stated-] {+2024-03-19+}

    ~ [1] [-Three-]{+Four+} boats sank in the harbour in the night to Monday, when
      the wind turned. [-Nobody was on board-]{+One man is missing+}.

      1 paragraph is the same

    - [3] The mayor praised the quick work of the harbour's crew.

      1 paragraph is the same

    + [4] The harbour's own radio was out of order, as the crew confirms.

      1 paragraph is the same
    ");
}

#[test]
fn in_a_pipe_no_line_is_broken() {
    let out = desk().run("diff monday.md tuesday.md").out;
    let first = out.lines().find(|line| line.starts_with("~ [1]")).unwrap();
    assert!(first.ends_with("{+One man is missing+}."), "{first}");
}

#[test]
fn two_copies_that_say_the_same_do_not_differ() {
    let page = "<html><head><title>x</title></head><body><nav>Home</nav><article><h1>Three boats sink in \
                the storm</h1><p>Three boats sank in the   harbour in the night.</p></article></body></html>";
    let other = page.replace("<nav>Home</nav>", "<nav>Start · Login</nav>").replace("   ", " ");
    let desk = Desk::with(&[("a.html", page), ("b.html", &other)]);
    assert_eq!(desk.print("diff a.html b.html"), "");
}

#[test]
fn a_version_may_come_from_another_program() {
    let desk = desk();
    let piped = desk.pipe(TUESDAY, "diff monday.md -");
    let named = desk.run("diff monday.md tuesday.md").out.replace("tuesday.md", "-");
    assert_eq!((piped.code, piped.out), (1, named));
}

#[test]
fn the_changes_can_be_had_as_json() {
    let out = desk().run("diff --json monday.md tuesday.md").out;
    let changes: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(changes[0]["field"], "title");
    assert_eq!(
        changes[1],
        json!({"change": "field", "field": "updated", "old": null, "new": "2024-03-19"})
    );
    assert_eq!(changes[2]["words"][0], json!(["removed", "Three"]));
    assert_eq!(changes[3], json!({"change": "same", "paragraphs": 1}));
    let removed = "The mayor praised the quick work of the harbour's crew.";
    assert_eq!(changes[4], json!({"change": "removed", "old": 3, "text": removed}));
}

#[test]
fn what_cannot_be_compared_is_told() {
    let desk =
        Desk::with(&[("a.md", MONDAY), ("b.jsonl", "{\"title\": \"a\"}\n{\"title\": \"b\"}\n")]);
    let done = desk.run("diff a.md none.md");
    assert_eq!((done.code, &*done.told), (2, "newsread: there is no file or folder ‘none.md’\n"));
    let done = desk.run("diff a.md b.jsonl");
    assert_eq!(
        (done.code, &*done.told),
        (2, "newsread: ‘b.jsonl’ holds 2 articles; name a file with one\n")
    );
}
