//! Notes and highlights, printed with whose words they are and where they
//! stand.

use std::fs;
use std::path::Path;
use std::time::Duration;

use newsread::archive::Archive;
use newsread::article::{Anchor, Article, Place, Safe};
use newsread::state::{Marks, Note, State};
use serde_json::Value;

use crate::desk::{Desk, HERON};

const VOTE: &str = "---\ntitle: The vote is tied\nauthor: Ada Byron\nsite: The Gauge\ndate: 2024-05-02\n\
lang: en\n---\n\nThe council met at nine.\n\nTwelve voted for the lock. Twelve voted against it.\n\n\
Nobody had counted on that.\n";

/// A desk with an article, and the article as it is read.
fn desk() -> (Desk, Article) {
    let desk = Desk::with(&[("news/vote.md", VOTE)]);
    let article = read(&desk);
    (desk, article)
}

fn read(desk: &Desk) -> Article {
    let archive = Archive::new(vec![desk.0.path().join("news")]);
    let mut articles = Vec::new();
    let stop = std::sync::atomic::AtomicBool::new(false);
    archive.ingest(&stop, |reads, _| articles.extend(reads.into_iter().map(|read| read.id)));
    archive.load(articles[0]).unwrap().article
}

/// Ties to some words of an article.
fn words(article: &Article, words: &str) -> Anchor {
    let mut blocks = article.body.iter().enumerate();
    let at = |(block, it): (usize, &newsread::article::Block)| {
        it.text.plain.find(words).map(|at| Place { block, at })
    };
    let start = blocks.find_map(at).unwrap();
    Anchor::of(&article.body, &(start..Place { at: start.at + words.len(), ..start })).unwrap()
}

/// Writes notes: the words they are at, and what they say.
fn write(desk: &Desk, article: &Article, notes: &[(Option<&str>, &str)]) {
    let path = desk.0.path().join(".local/state/newsread/state.db");
    let state = State::open(Some(path), |_| {}).unwrap();
    let mut marks = Marks::default();
    for (at, text) in notes {
        let on = at.map(|at| words(article, at));
        let change = marks.note(article.id, Note { on, text: Safe::lines(text) });
        marks.write(&change);
        state.write(change);
    }
    assert!(state.flush(Duration::from_secs(20)));
}

fn objects(printed: &str) -> Vec<Value> {
    printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn notes_are_printed_with_quotation_place_and_citation() {
    let (desk, article) = desk();
    write(
        &desk,
        &article,
        &[
            (Some("Twelve voted for the lock."), "Who was the twelfth?\nAsk the clerk."),
            (Some("Nobody had counted on that."), ""),
            (None, "Compare with 1998."),
        ],
    );
    insta::assert_snapshot!(desk.print("notes news"), @"
    ## The vote is tied

    Byron, A. (2024, May 2). *The vote is tied*. The Gauge.

    Compare with 1998.

    ## The vote is tied

    > Twelve voted for the lock. (Byron, 2024, para. 2)

    Byron, A. (2024, May 2). *The vote is tied*. The Gauge.

    Who was the twelfth?
    Ask the clerk.

    ## The vote is tied

    > Nobody had counted on that. (Byron, 2024, para. 3)

    Byron, A. (2024, May 2). *The vote is tied*. The Gauge.
    ");
}

#[test]
fn in_json_each_note_is_an_object() {
    let (desk, article) = desk();
    write(&desk, &article, &[(Some("Twelve voted for the lock."), "Who was the twelfth?")]);
    let [note] = &objects(&desk.print("notes --json --style mla news"))[..] else {
        panic!("one note")
    };
    assert_eq!(note["quote"], "Twelve voted for the lock.");
    assert_eq!(note["note"], "Who was the twelfth?");
    assert_eq!((&note["paragraph"], &note["is_orphan"]), (&2.into(), &false.into()));
    assert_eq!(note["is_from_file"], false);
    assert_eq!(note["in_text"], "(Byron, par. 2)");
    assert!(note["citation"].as_str().unwrap().starts_with("Byron, Ada."), "{note}");
    assert_eq!(note["path"], "news/vote.md");
}

#[test]
fn a_note_at_an_article_that_is_elsewhere_is_printed_without_a_citation() {
    let (desk, article) = desk();
    write(&desk, &article, &[(Some("Nobody had counted on that."), "Why not?")]);
    fs::remove_file(desk.0.path().join("news/vote.md")).unwrap();
    let printed = desk.run("notes news").out;
    assert!(printed.contains("which is not in the archives"), "{printed}");
    assert!(printed.contains("> Nobody had counted on that.") && printed.contains("Why not?"));
}

#[test]
fn what_a_service_kept_is_printed_too() {
    let export = r#"[{"id": 1, "title": "The lock opens early", "url": "https://canal.example/lock",
      "published_at": "2024-03-18T08:00:00+0000",
      "content": "<p>The keeper opened the lock at five.</p>",
      "annotations": [{"quote": "at five", "text": "early even for him"},
                      {"quote": "at noon", "text": ""}]}]"#;
    let desk = Desk::with(&[("news/wallabag.json", export)]);
    let notes = objects(&desk.print("notes --json news"));
    let told = notes.iter().map(|note| (note["quote"].as_str(), note["is_orphan"].as_bool()));
    assert_eq!(
        told.collect::<Vec<_>>(),
        [(Some("at five"), Some(false)), (Some("at noon"), Some(true))]
    );
    assert!(notes.iter().all(|note| note["is_from_file"] == true));
    insta::assert_snapshot!(desk.print("notes news"), @"
    ## The lock opens early

    > at five (*The Lock Opens Early*, 2024, para. 1)

    *The lock opens early*. (2024, March 18). <https://canal.example/lock>

    *From the file.*

    early even for him

    ## The lock opens early

    > at noon (*The Lock Opens Early*, 2024)

    *The lock opens early*. (2024, March 18). <https://canal.example/lock>

    *The article does not have these words any more, or has them more than once.*

    *From the file.*
    ");
}

#[test]
fn without_notes_nothing_is_found() {
    let desk = Desk::with(&[("a.md", HERON)]);
    let done = desk.run("notes a.md");
    assert_eq!((done.code, &*done.out), (1, ""));
    assert_eq!(done.told, "newsread: nothing was noted or highlighted\n");
    assert!(!Path::new(&desk.0.path().join(".local/state")).exists());
}
