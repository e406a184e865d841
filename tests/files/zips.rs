//! Zips, as a reader meets them: what is in one is read in its place, and what
//! is broken in it costs nothing else.

use std::fs;
use std::io::{Cursor, Write};

use crate::shelf::Shelf;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const RAIN: &str = "Rain on the harbour\n\nIt rained on the harbour for the whole of the day, and then it snowed.\n";

const LIST: &str = r#"[{"id": "4f", "slug": "rain-17", "title": "Rain", "url": "https://gazette.example/rain",
  "state": "Archived", "labels": ["harbour"], "savedAt": "2023-01-05T10:00:00.000Z"},
 {"id": "50", "slug": "gone", "title": "Snow", "url": "https://gazette.example/snow", "state": "Active",
  "labels": [], "savedAt": "2023-01-06T10:00:00.000Z"}]"#;

const SECOND: &str = r#"[{"id": "51", "slug": "sun", "title": "Sun", "savedAt": "2023-01-07T10:00:00.000Z"},
 {"id": "4f", "slug": "rain-17", "title": "Rain once more", "savedAt": "2023-01-08T10:00:00.000Z"}]"#;

/// What Omnivore exports, with two lists.
fn omnivore() -> Vec<u8> {
    zip(&[
        ("metadata_0_to_20.json", LIST),
        ("content/rain-17.html", "<div><p>It rained all day.</p></div>"),
        ("highlights/rain-17.md", "> rained all\n\nSo it did."),
        ("metadata_20_to_40.json", SECOND),
        ("content/sun.html", "<p>It shone.</p>"),
    ])
}

#[test]
fn an_export_of_omnivore_is_read_in_its_zip() {
    let shelf = Shelf::of_bytes("export.zip", &omnivore());
    assert_eq!(shelf.titles(), ["Rain", "Snow", "Sun", "Rain once more"]);
    assert_eq!(shelf.keys(), ["4f", "50", "51", "4f (2)"]);
    assert_eq!(
        shelf.facts(0),
        "accessed 2023-01-05T10:00:00+00:00 (savedAt)\n\
         url https://gazette.example/rain (url)\n\
         tags harbour (labels)"
    );
    assert_eq!(shelf.kept(0), "read yes\nhighlight “rained all” So it did.");
    assert_eq!(
        (shelf.said(0), shelf.lit(0)),
        (vec!["It rained all day.".into()], vec!["rained all".into()])
    );
    assert_eq!((shelf.said(1), shelf.said(2)), (vec![], vec!["It shone.".to_owned()]));
}

#[test]
fn an_article_keeps_its_identity_when_omnivore_exports_anew() {
    let before = Shelf::of_bytes("export.zip", &omnivore()).ids();
    let after = zip(&[("metadata_0_to_20.json", SECOND), ("metadata_20_to_40.json", LIST)]);
    let after = Shelf::of_bytes("another.zip", &after).ids();
    assert_eq!([after[0], after[1]], [before[2], before[0]]);
}

#[test]
fn pages_texts_and_feeds_in_a_zip_are_articles() {
    let feed = "<rss><channel><title>G</title><item><guid>7</guid><title>Ferry</title></item></channel></rss>";
    let shelf = Shelf::of_bytes(
        "clips.zip",
        &zip(&[
            ("clips/rain.txt", RAIN),
            ("clips/picture.png", "x"),
            ("clips/feed.xml", feed),
            ("clips/settings.json", "{\"a\": 1}"),
            ("../../etc/snow.md", "# Snow\n\nIt snowed.\n"),
        ]),
    );
    assert_eq!(shelf.titles(), ["Rain on the harbour", "Ferry", "Snow"]);
    assert_eq!(shelf.keys(), ["clips/rain.txt", "clips/feed.xml › 7", "../../etc/snow.md"]);
    assert_eq!(shelf.said(2), ["It snowed."]);
    assert_eq!(shelf.document(0).source, RAIN);
}

#[test]
fn what_cannot_be_read_in_a_zip_is_listed_with_its_reason() {
    let bomb = " ".repeat(12 << 20);
    let inner = "PK\u{3}\u{4}";
    let shelf = Shelf::of_bytes(
        "clips.zip",
        &zip(&[("bomb.txt", &bomb), ("in.zip", inner), ("feed.rss", "<rss/>"), ("rain.txt", RAIN)]),
    );
    assert_eq!(shelf.trouble(0), "it unfolds to more than 200 times its size");
    assert_eq!(shelf.trouble(1), "it is a zip within a zip; unpack it and read it from its folder");
    assert_eq!(shelf.trouble(2), "this feed holds no articles");
    assert_eq!(shelf.document(3).source, RAIN);
}

#[test]
fn a_zip_that_was_cut_off_is_listed_and_one_without_articles_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let whole = zip(&[("rain.txt", RAIN)]);
    fs::write(folder.path().join("cut.zip"), &whole[..whole.len() / 2]).unwrap();
    fs::write(folder.path().join("pictures.zip"), zip(&[("a.png", "x")])).unwrap();
    let shelf = Shelf::over(folder);
    assert_eq!(shelf.len(), 1);
    assert_eq!(shelf.trouble(0), "the list of files at the end of this zip is missing or damaged");
    let named = Shelf::of_bytes("pictures.zip", &zip(&[("a.png", "x")]));
    assert_eq!(named.trouble(0), "this zip holds no articles");
}

#[test]
fn an_article_is_found_again_in_a_zip_that_changed() {
    let shelf = Shelf::of_bytes("clips.zip", &zip(&[("rain.txt", RAIN)]));
    shelf.write_bytes(&zip(&[
        ("new.txt", RAIN),
        ("rain.txt", "Hail\n\nIt hailed on all of them.\n"),
    ]));
    assert_eq!(shelf.document(0).article.meta.title.unwrap().value.to_string(), "Hail");
    shelf.write_bytes(&zip(&[("new.txt", RAIN)]));
    assert!(shelf.error(0).contains("no longer holds this article"));
}
