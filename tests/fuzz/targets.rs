//! What is fed with any bytes at all: the doors through which the world comes
//! in. Each must end by itself and keep its promise; none may panic.
//!
//! The fuzzer and the plain tests share this file. One idea: a target asserts
//! what its module promises, not only that nothing breaks.

use std::path::Path;

use newsread::article::{Anchor, ArticleId, Place, Safe};
use newsread::config::Config;
use newsread::format::{self, Hint};
use newsread::search::Query;
use newsread::state::Tag;
use newsread::{cite, typeset};

/// A target: it is fed, and breaks if a promise is broken.
pub type Target = fn(&[u8]);

/// Every target, by the name of its seeds.
pub const TARGETS: &[(&str, Target)] = &[
    ("clean", clean),
    ("article", article),
    ("query", query),
    ("config", config),
    ("records", records),
    ("typeset", typeset),
    ("tag", tag),
];

/// Cleaning cleans, and changes nothing the second time.
pub fn clean(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let cleaned = Safe::lines(&text);
    assert_eq!(Safe::lines(&cleaned), cleaned);
    assert!(!cleaned.chars().any(|c| c.is_control() && c != '\n'));
}

/// A file is an article or a reason, under any name; the first byte chooses
/// the name, the rest is the file. Whatever is in it can be noted.
pub fn article(bytes: &[u8]) {
    const NAMES: [&str; 8] = ["a.txt", "a.md", "a.html", "a.xml", "a.json", "a.eml", "a.csv", "a"];

    let Some((name, bytes)) = bytes.split_first() else { return };
    let file_name = NAMES[usize::from(*name) % NAMES.len()];
    let hint = Hint { file_name, repairs: name % 2 == 1, ..Hint::default() };
    let Ok(document) = format::read(ArticleId::of(bytes, 0), bytes.to_vec(), &hint) else { return };
    let article = document.article;
    article.text();
    article.words();
    if let Some(last) = article.body.last() {
        let end = Place { block: article.body.len() - 1, at: last.text.plain.len() };
        if let Some(anchor) = Anchor::of(&article.body, &(Place::default()..end)) {
            assert!(anchor.find(&article.body).is_some());
        }
    }
}

/// A query is understood whatever is typed, and says itself what it means.
pub fn query(bytes: &[u8]) {
    let query = Query::parse(&String::from_utf8_lossy(bytes));
    assert_eq!(Query::parse(&query.to_string()), query);
}

/// A file of settings is right, or its faults are told.
pub fn config(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Err(faults) = Config::parse(&text, Path::new("/etc"), Some(Path::new("/home"))) {
        assert!(!faults.is_empty());
    }
}

/// A file of records is read, or is none.
pub fn records(bytes: &[u8]) {
    cite::records(&String::from_utf8_lossy(bytes));
}

/// Lines are ranges of their text, in order, and none but a lone word is wider
/// than it may be; the first byte is the width.
pub fn typeset(bytes: &[u8]) {
    let Some((width, bytes)) = bytes.split_first() else { return };
    let text = Safe::lines(&String::from_utf8_lossy(bytes));
    for lines in [typeset::lines, typeset::balanced, typeset::verbatim] {
        let mut end = 0;
        for line in lines(&text, u16::from(*width).max(1)) {
            assert!(line.start >= end && text.get(line.clone()).is_some());
            end = line.end;
        }
    }
}

/// A tag is the same however it is written, and can be written as it is shown.
pub fn tag(bytes: &[u8]) {
    if let Ok(tag) = String::from_utf8_lossy(bytes).parse::<Tag>() {
        assert_eq!(tag.name().parse::<Tag>(), Ok(tag));
    }
}
