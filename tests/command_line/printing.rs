//! Articles that leave the archive as documents: `newsread print`.
//!
//! With `NEWSREAD_UPDATE` set, the expected documents are written anew.

use std::fs;
use std::path::Path;

use crate::desk::{Desk, HERON};

/// An article with everything that a page may hold, and words that every
/// markup would take for its own.
const QUAY: &str = "\
---
title: \"The quay & the *tide*\"
author: Ada Byron
site: The Canal Weekly
date: 2024-03-18
url: https://canal.example/quay
lang: en
---

The *tide* came **twice**, says [the keeper](https://canal.example/keeper), and `log -a` has it.

## What #it cost $5

> Nobody <b>asked</b> us.
>
> > Nor me.

1. Sand
2. Bags
   - old ones
   - new ones

   Both are wet.
3. Hope

| day | height |
|---|---|
| Monday | 3 m |
| Tuesday | 4 \\| 5 m |

```
x = \"1\" # no comment
```

* * *

= Not a heading, @nor a reference, nor [a link](javascript:alert(1)).
";

/// Compares a document with the expected one.
fn compare(name: &str, printed: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/printing").join(name);
    if std::env::var_os("NEWSREAD_UPDATE").is_some() {
        fs::write(&path, printed).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap();
    assert!(printed == expected, "{name} is not as expected:\n{printed}");
}

fn desk() -> Desk {
    Desk::with(&[("quay.md", QUAY), ("heron.md", HERON)])
}

#[test]
fn text_has_its_citation_at_the_foot() {
    compare("quay.txt", &desk().print("print quay.md"));
}

#[test]
fn markdown_keeps_the_marks_and_escapes_what_is_none() {
    compare("quay.md", &desk().print("print --numbers --format markdown quay.md"));
}

#[test]
fn a_page_holds_all_it_needs_and_nothing_that_runs() {
    let page = desk().print("print --numbers --format html quay.md");
    for fetched in ["<script", "src=", "<img", "<link", "javascript:", "@import", "url("] {
        assert!(!page.contains(fetched), "{fetched}");
    }
    compare("quay.html", &page);
}

#[test]
fn the_source_for_typst_reads_no_word_as_code() {
    compare("quay.typ", &desk().print("print --numbers --format typst quay.md"));
}

#[test]
fn what_is_printed_as_markdown_is_read_as_the_same_article() {
    let desk = desk();
    let printed = desk.print("print --no-citation --format markdown heron.md");
    fs::write(desk.path("again.md"), printed).unwrap();
    let body = |file: &str| desk.extract(file)["body"].clone();
    assert_eq!(body("again.md"), body("heron.md"));
}

#[test]
fn several_articles_are_one_document() {
    let desk = desk();
    let text = desk.print("print heron.md quay.md");
    let (heron, quay) = text.split_once("\n---\n\n").unwrap();
    assert!(heron.starts_with("A heron moves into the lock\n"));
    assert!(heron.ends_with("https://canal.example/heron\n"), "{heron}");
    assert!(quay.starts_with("The quay & the *tide*\n"));
    assert_eq!(desk.print("print --format html .").matches("<article").count(), 2);
}

#[test]
fn the_citation_is_in_the_style_that_is_asked_for_or_left_out() {
    let desk = desk();
    let mla = desk.print("cite --style mla heron.md");
    assert!(desk.print("print --style mla heron.md").ends_with(&format!("\n\n{mla}")));
    assert_eq!(desk.print("print --no-citation heron.md"), desk.print("show heron.md"));
}

#[test]
fn an_article_that_cannot_be_cited_is_printed_all_the_same() {
    let desk = Desk::with(&[("x.jsonl", "{\"text\": \"It rained on the quay.\"}\n")]);
    let done = desk.run("print --no-citation x.jsonl");
    assert_eq!(done.code, 0, "{done:?}");
    assert!(done.out.contains("It rained on the quay."));
}

#[test]
fn a_file_gets_what_its_ending_says() {
    let desk = desk();
    for (ending, format) in
        [("txt", "text"), ("md", "markdown"), ("html", "html"), ("typ", "typst")]
    {
        assert_eq!(desk.print(&format!("print -o out.{ending} heron.md")), "");
        let written = fs::read_to_string(desk.path(&format!("out.{ending}"))).unwrap();
        assert_eq!(written, desk.print(&format!("print --format {format} heron.md")));
    }
}

#[test]
fn no_file_that_is_there_is_written_over() {
    let desk = desk();
    let done = desk.run("print -o quay.md heron.md");
    assert_eq!((done.code, &*done.out), (2, ""));
    assert_eq!(
        done.told,
        "newsread: ‘quay.md’ is there already and stays as it is; take another name\n"
    );
    assert_eq!(fs::read_to_string(desk.path("quay.md")).unwrap(), QUAY);
}

#[test]
fn the_printer_gets_the_text_by_the_call_of_the_configuration() {
    let config = "[programs]\nprinter = [\"sh\", \"-c\", \"cat > printed; echo job 7\"]\n";
    let desk = Desk::with(&[("heron.md", HERON), ("c.toml", config)]);
    let done = desk.run("print --printer --config c.toml heron.md");
    assert_eq!((done.code, &*done.out, &*done.told), (0, "", "newsread: job 7\n"));
    let printed = fs::read_to_string(desk.path("printed")).unwrap();
    assert_eq!(printed, desk.print("print heron.md"));
}

#[test]
fn a_program_does_not_inherit_what_newsread_set_for_itself() {
    let config = "[programs]\nprinter = [\"sh\", \"-c\", \"env > printed\"]\n";
    let desk = Desk::with(&[("heron.md", "# Heron\n\nIt stood.\n"), ("c.toml", config)]);
    let names = ["MALLOC_MMAP_THRESHOLD_", "NEWSREAD_HAS_BEGUN_AGAIN"];
    let mut command = desk.command();
    command.envs(names.map(|name| (name, "524288")));
    let arguments = ["print", "--printer", "--config", "c.toml", "heron.md"];
    assert!(command.args(arguments).output().unwrap().status.success());
    let printed = fs::read_to_string(desk.path("printed")).unwrap();
    assert!(printed.contains("HOME="), "{printed}");
    assert!(!names.iter().any(|name| printed.contains(name)), "{printed}");
}

#[test]
fn a_printer_that_fails_is_told() {
    let config = "[programs]\nprinter = [\"sh\", \"-c\", \"echo no paper >&2; exit 1\"]\n";
    let desk = Desk::with(&[("heron.md", HERON), ("c.toml", config)]);
    let done = desk.run("print -p --config c.toml heron.md");
    assert_eq!((done.code, &*done.told), (2, "newsread: ‘sh’ ended with status 1: no paper\n"));
}

#[test]
fn pdf_is_made_by_the_program_of_the_configuration() {
    let config =
        "[programs]\npdf = [\"sh\", \"-c\", \"(echo %PDF-1; cat $0) > $1\", \"%html\", \"%pdf\"]\n";
    let desk = Desk::with(&[("heron.md", HERON), ("c.toml", config)]);
    desk.print("print --config c.toml -o heron.pdf heron.md");
    let made = fs::read_to_string(desk.path("heron.pdf")).unwrap();
    assert_eq!(made, format!("%PDF-1\n{}", desk.print("print --format html heron.md")));
    let piped = desk.print("print --config c.toml --format pdf heron.md");
    assert_eq!(piped, made);
}

#[test]
fn without_the_program_that_makes_pdf_nothing_is_written() {
    let config = "[programs]\npdf = [\"no-such-program\", \"%typst\", \"%pdf\"]\n";
    let desk = Desk::with(&[("heron.md", HERON), ("c.toml", config)]);
    let done = desk.run("print --config c.toml -o heron.pdf heron.md");
    assert_eq!(done.code, 2);
    assert!(done.told.contains("there is no program ‘no-such-program’; install it"), "{done:?}");
    assert!(!desk.path("heron.pdf").exists());
}

#[test]
fn calls_that_cannot_work_are_faults_of_the_configuration() {
    let config = "[programs]\npdf = [\"x\", \"%html\"]\nopener = [\"x\", \"--url=%u\"]\nprintr = [\"lp\"]\nprinter = []\n";
    let desk = Desk::with(&[("c.toml", config)]);
    let done = desk.run("config --check --config c.toml");
    assert_eq!(
        done.told,
        "newsread: c.toml:2:7: %pdf, and either %html or %typst, is wanted here, not ‘[\"x\", \"%html\"]’\n\
         newsread: c.toml:3:10: %u as an argument of its own, which stands for the address, is wanted here, not ‘[\"x\", \"--url=%u\"]’\n\
         newsread: c.toml:4:1: no program is called ‘printr’; did you mean ‘printer’?\n\
         newsread: c.toml:5:11: a program and its arguments, as in [\"lp\"], is wanted here, not ‘[]’\n"
    );
}
