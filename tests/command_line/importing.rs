//! Articles that enter the archive: `newsread import`.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde_json::Value;

use crate::desk::{Desk, Done, FERRY, HERON};

/// What a feed has: a good entry, one whose date is no date, one without a
/// text, one without anything.
const FEED: &str =
    "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Canal Weekly</title>
<item><title>Sand on the quay</title><link>https://canal.example/sand</link>
<pubDate>Mon, 18 Mar 2024 08:00:00 GMT</pubDate>
<description>The sand came by night, and nobody had ordered it.</description></item>
<item><title>No day</title><link>https://canal.example/day</link><pubDate>soon</pubDate>
<description>It is not known when this was printed, only that it was.</description></item>
<item><title>Only a link</title><link>https://canal.example/link</link></item>
<item></item>
</channel></rss>";

const WALLABAG: &str = r#"[
 {"title": "Bags", "url": "https://canal.example/bags", "content": "<p>The bags were full by noon, says the keeper.</p>",
  "created_at": "2024-03-19T10:00:00+0000", "published_at": "2024-03-18T10:00:00+0000",
  "tags": ["sea", "bags"], "is_starred": 1, "is_archived": 1,
  "annotations": [{"quote": "full by noon", "text": "which noon?"}]},
 {"title": "Gone", "url": "https://canal.example/gone", "content": "", "is_archived": 0, "is_starred": 0}
]"#;

const LETTERS: &str = "From a@b Thu Jan  9 14:05:00 2020
From: Ada Byron <ada@canal.example>
Subject: Tide tables
Date: Thu, 9 Jan 2020 14:05:00 +0000

The tables for this year are wrong by an hour, and always were.

From a@b Fri Jan 10 14:05:00 2020
From: Ada Byron <ada@canal.example>
Subject: More tables
Date: Fri, 10 Jan 2020 14:05:00 +0000

So are the tables for the next year, as was to be expected.
";

const LINES: &str =
    "{\"title\": \"One\", \"text\": \"It rained on the quay all day.\", \"date\": \"2024-01-02\"}
{broken
{\"title\": \"Three\", \"text\": \"It snowed on the quay all night.\", \"date\": \"2024\"}
";

const LINKS: &str = "title,url,time_added,tags,status
Bags,https://canal.example/bags,1710800000,sea,unread
Elsewhere,https://elsewhere.example/a,1710800000,,archive
";

const OMNIVORE: &str = r#"[{"id": "1", "slug": "harbour", "title": "The harbour", "url": "https://canal.example/harbour",
 "savedAt": "2024-03-20T00:00:00Z", "publishedAt": "2024-03-17T00:00:00Z", "state": "Archived", "labels": ["sea"]}]"#;

/// The sources, all of them.
fn sources() -> Desk {
    Desk::with(&[
        ("in/heron.md", HERON),
        ("in/ferry.md", FERRY),
        ("in/feed.xml", FEED),
        ("in/wallabag.json", WALLABAG),
        ("in/letters.mbox", LETTERS),
        ("in/lines.jsonl", LINES),
        ("in/omnivore/metadata_0_to_1.json", OMNIVORE),
        (
            "in/omnivore/content/harbour.html",
            "<html><body><p>The harbour is full of sand, and the boats lie on it.</p></body></html>",
        ),
        ("in/omnivore/highlights/harbour.md", "> full of sand\n\nAgain.\n"),
        ("links.csv", LINKS),
    ])
}

/// The lines of a report, by fate.
fn fates(done: &Done, fate: &str) -> Vec<String> {
    let of = |line: &&str| line.split('\t').next() == Some(fate);
    done.out.lines().filter(of).map(str::to_owned).collect()
}

/// The numbers of the sentence that ends a report: all, then by fate.
fn counts(done: &Done) -> [usize; 5] {
    let told = done.told.lines().last().unwrap().strip_prefix("newsread: ").unwrap();
    let numbers = told.split(|c: char| !c.is_ascii_digit()).filter(|word| !word.is_empty());
    numbers.map(|word| word.parse().unwrap()).collect::<Vec<_>>().try_into().unwrap()
}

/// The files of a folder and below, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() { found.extend(files(&entry)) } else { found.push(entry) }
    }
    found.sort();
    found
}

#[test]
fn every_item_of_every_source_is_told_and_the_counts_add_up() {
    let desk = sources();
    let done = desk.run("import --into out in links.csv");
    let [all, imported, known, addresses, skipped] = counts(&done);
    assert_eq!(all, imported + known + addresses + skipped, "{}", done.told);
    assert_eq!(done.out.lines().count(), all);
    // Two files, of the feed two, Wallabag one, letters two, lines two, Omnivore one.
    assert_eq!((imported, known, done.code), (10, 0, 2), "{}", done.out);
    assert_eq!(files(&desk.path("out")).len(), imported);
    let addresses: Vec<String> = fates(&done, "address only");
    for address in ["canal.example/link", "canal.example/gone", "elsewhere.example/a"] {
        assert!(addresses.iter().any(|line| line.contains(address)), "{address}: {addresses:?}");
    }
    let skipped = fates(&done, "skipped");
    assert!(skipped.iter().any(|line| line.contains("lines.jsonl › line 2")), "{skipped:?}");
    assert!(skipped.iter().all(|line| line.split('\t').nth(2).is_some_and(|why| !why.is_empty())));
}

#[test]
fn a_second_run_imports_nothing_and_changes_nothing() {
    let desk = sources();
    let first = desk.run("import --into out in");
    let before: Vec<_> = files(&desk.path("out")).iter().map(|it| fs::read(it).unwrap()).collect();
    let second = desk.run("import --into out in");
    let ([all, imported, ..], [again, nothing, known, ..]) = (counts(&first), counts(&second));
    assert_eq!((again, nothing, known), (all, 0, imported));
    let after: Vec<_> = files(&desk.path("out")).iter().map(|it| fs::read(it).unwrap()).collect();
    assert!(before == after);
    fs::write(desk.path("in/new.md"), FERRY.replace("late", "early")).unwrap();
    assert_eq!(counts(&desk.run("import --into out in"))[1], 1);
}

#[test]
fn files_lie_in_folders_by_month_and_are_called_by_their_headlines() {
    let desk = sources();
    desk.run("import --into out in");
    let out = desk.path("out");
    let names: Vec<String> = files(&out)
        .iter()
        .map(|file| file.strip_prefix(&out).unwrap().to_string_lossy().into_owned())
        .collect();
    assert_eq!(
        names,
        [
            "2020/01/more-tables.md",
            "2020/01/tide-tables.md",
            "2023/05/the-ferry-is-late.md",
            "2024/01/one.md",
            "2024/03/a-heron-moves-into-the-lock.md",
            "2024/03/bags.md",
            "2024/03/sand-on-the-quay.md",
            "2024/03/the-harbour.md",
            "2024/three.md",
            "undated/no-day.md",
        ]
    );
}

#[test]
fn no_file_is_written_over_whatever_it_is_called() {
    let desk = Desk::with(&[
        ("in/a.md", HERON),
        ("in/b.md", &HERON.replace("at dawn", "at noon")),
        ("out/2024/03/a-heron-moves-into-the-lock.md", "mine"),
    ]);
    assert_eq!(desk.run("import --into out in").code, 0);
    let read = |name: &str| fs::read_to_string(desk.path("out/2024/03").join(name)).unwrap();
    assert_eq!(read("a-heron-moves-into-the-lock.md"), "mine");
    assert!(read("a-heron-moves-into-the-lock-2.md").contains("at dawn"));
    assert!(read("a-heron-moves-into-the-lock-3.md").contains("at noon"));
}

#[test]
fn what_is_imported_is_read_as_the_same_article() {
    let desk = sources();
    desk.run("import --into out in/heron.md");
    let (before, after) =
        (desk.extract("in/heron.md"), desk.extract("out/2024/03/a-heron-moves-into-the-lock.md"));
    for field in ["title", "byline", "authors", "source", "published", "url", "language", "body"] {
        assert_eq!(before[field], after[field], "{field}");
    }
}

#[test]
fn star_topics_read_mark_and_highlights_are_kept() {
    let desk = sources();
    desk.run("import --into out in/wallabag.json in/omnivore");
    let bags = desk.extract("out/2024/03/bags.md");
    assert_eq!((&bags["starred"], &bags["read"]), (&Value::from(true), &Value::from(true)));
    assert_eq!(bags["tags"], serde_json::json!(["sea", "bags"]));
    assert_eq!(bags["highlights"][0]["quote"], "full by noon");
    assert_eq!(bags["highlights"][0]["note"], "which noon?");
    let harbour = desk.extract("out/2024/03/the-harbour.md");
    assert_eq!(harbour["highlights"][0]["quote"], "full of sand");
    assert_eq!(
        (&harbour["read"], &harbour["highlights"][0]["note"]),
        (&Value::from(true), &Value::from("Again."))
    );
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let desk = sources();
    let dry = desk.run("import --dry-run --into out in");
    assert!(!desk.path("out").exists());
    assert!(dry.told.ends_with("skipped (dry run: nothing was written)\n"), "{}", dry.told);
    assert_eq!(dry.out, desk.run("import --into out in").out);
}

#[test]
fn a_page_from_another_program_is_imported() {
    let desk = Desk::with(&[]);
    let done = desk.pipe(HERON, "import --into out -");
    assert_eq!((done.code, fates(&done, "imported").len()), (0, 1));
    assert!(done.out.starts_with("imported\t-\tout/2024/03/a-heron"), "{}", done.out);
}

#[test]
fn a_folder_is_not_imported_into_itself() {
    let desk = Desk::with(&[("news/a.md", HERON)]);
    let done = desk.run("import --into news/archive news");
    assert_eq!((done.code, &*done.out), (2, ""));
    assert!(done.told.contains("from which is imported; name another folder"), "{}", done.told);
    assert!(!desk.path("news/archive").exists());
}

#[test]
fn the_report_can_be_had_as_json() {
    let desk = sources();
    for line in desk.run("import --json --into out in").out.lines() {
        let item: Value = serde_json::from_str(line).unwrap();
        assert!(
            item["fate"].is_string() && item["place"].is_string() && item["detail"].is_string()
        );
    }
}

#[test]
fn a_source_that_is_not_there_is_skipped_with_the_reason() {
    let done = Desk::with(&[]).run("import --into out none.md");
    assert_eq!((done.code, counts(&done)), (2, [1, 0, 0, 0, 1]));
    assert!(done.out.starts_with("skipped\tnone.md\tthere is no such file"), "{}", done.out);
}

#[test]
fn a_folder_that_cannot_be_written_loses_nothing() {
    let desk = Desk::with(&[("in/a.md", HERON), ("out", "a file")]);
    let done = desk.run("import --into out in");
    assert_eq!((done.code, counts(&done)), (2, [1, 0, 0, 0, 1]));
    assert!(done.out.contains("nothing was written"), "{}", done.out);
}

/// A cache as newsboat 2.x makes it, with the columns that are read.
fn cache(desk: &Desk) {
    let database = Connection::open(desk.path("cache.db")).unwrap();
    database
        .execute_batch(
            "CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL,
               title VARCHAR(1024) NOT NULL, lastmodified INTEGER(11) NOT NULL DEFAULT 0);
             CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL,
               title VARCHAR(1024) NOT NULL, author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL,
               feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL, content VARCHAR(65535) NOT NULL,
               unread INTEGER(1) NOT NULL, enclosure_url VARCHAR(1024), enclosure_type VARCHAR(1024),
               enqueued INTEGER(1) NOT NULL DEFAULT 0, flags VARCHAR(52), deleted INTEGER(1) NOT NULL DEFAULT 0,
               base VARCHAR(128) NOT NULL DEFAULT '');
             INSERT INTO rss_feed VALUES ('https://canal.example/rss', 'https://canal.example', 'The Canal Weekly', 0);
             INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, flags, deleted) VALUES
               ('1', 'Sand', 'Ada Byron', 'https://canal.example/sand', 'https://canal.example/rss', 1710748800,
                '<p>The sand came by <b>night</b>, and nobody had ordered it.</p>', 0, 'a', 0),
               ('2', 'Link', '', 'https://canal.example/link', 'https://canal.example/rss', 0, '', 1, NULL, 0),
               ('3', 'Gone', '', 'https://canal.example/gone', 'https://canal.example/rss', 0, 'x', 1, NULL, 1),
               ('4', 'Orphan', '', '', 'https://other.example/rss', 0, '<p>Nobody reads this feed any more, it seems.</p>', 1, NULL, 0);",
        )
        .unwrap();
}

#[test]
fn the_cache_of_newsboat_is_imported_and_stays_as_it_is() {
    let desk = Desk::with(&[]);
    cache(&desk);
    let before = fs::read(desk.path("cache.db")).unwrap();
    let done = desk.run("import --into out cache.db");
    assert_eq!(counts(&done), [4, 2, 0, 1, 1], "{}", done.out);
    assert!(fates(&done, "skipped")[0].ends_with("Gone\tit was deleted in newsboat"));
    assert!(fates(&done, "imported")[0].starts_with("imported\tcache.db › "), "{}", done.out);
    let sand = desk.extract("out/2024/03/sand.md");
    assert_eq!(
        (&sand["title"], &sand["byline"]),
        (&Value::from("Sand"), &Value::from("Ada Byron"))
    );
    assert_eq!(sand["source"], "The Canal Weekly");
    assert_eq!(
        (&sand["read"], &sand["tags"]),
        (&Value::from(true), &serde_json::json!(["flag a"]))
    );
    assert_eq!(sand["published"].as_str().unwrap()[..10], *"2024-03-18");
    assert_eq!(counts(&desk.run("import --into out cache.db"))[1], 0);
    assert!(before == fs::read(desk.path("cache.db")).unwrap());
    assert!(!desk.path("cache.db-journal").exists());
}

#[test]
fn another_database_is_skipped_with_the_reason() {
    let desk = Desk::with(&[]);
    Connection::open(desk.path("x.db")).unwrap().execute_batch("CREATE TABLE x (y)").unwrap();
    let done = desk.run("import --into out x.db");
    assert_eq!(counts(&done), [1, 0, 0, 0, 1]);
    assert!(done.out.contains("this database is no cache of newsboat"), "{}", done.out);
}
