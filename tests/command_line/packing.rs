//! Evidence: `newsread export --pack`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::desk::Desk;

const STORM: &str = "\
---
title: Three boats sink in the storm
author: Ada Byron
site: The Canal Weekly
date: 2024-03-18
url: https://canal.example/storm
tags: [harbour]
---

Three boats sank in the harbour in the night to Monday.
";

const RATES: &str = "\
---
title: Rates held
site: The Courier
date: 2024-03-19
---

The bank left its rate where it was.
";

const FEED: &str = "\
<rss version=\"2.0\"><channel><title>The Ledger</title>
<item><guid>a</guid><title>Ferry late</title><pubDate>Wed, 20 Mar 2024 08:00:00 GMT</pubDate>
<description>The ferry was late by an hour, and nobody said why.</description></item>
<item><guid>b</guid><title>Ferry early</title><pubDate>Thu, 21 Mar 2024 08:00:00 GMT</pubDate>
<description>The ferry was early by an hour, and left everybody.</description></item>
</channel></rss>
";

fn desk() -> Desk {
    Desk::with(&[("storm.md", STORM), ("rates.md", RATES), ("ledger.xml", FEED)])
}

/// Every file below a folder, by its path from there.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn collect(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(root, &path, found);
            } else {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    collect(folder, folder, &mut found);
    found
}

fn manifest(files: &BTreeMap<String, Vec<u8>>) -> Value {
    serde_json::from_slice(&files["manifest.json"]).unwrap()
}

#[test]
fn a_pack_holds_originals_texts_citations_and_what_is_known() {
    let desk = desk();
    let done = desk.run("export --pack evidence --style apa --style mla storm.md rates.md");
    assert_eq!((done.code, &*done.told), (0, ""));
    let files = files(&desk.path("evidence"));
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "SHA256SUMS",
            "citations/apa.txt",
            "citations/mla.txt",
            "manifest.json",
            "originals/1-three-boats-sink-in-the-storm.md",
            "originals/2-rates-held.md",
            "texts/1-three-boats-sink-in-the-storm.txt",
            "texts/2-rates-held.txt",
        ]
    );
    assert_eq!(files["originals/2-rates-held.md"], RATES.as_bytes());
    let mla = String::from_utf8(files["citations/mla.txt"].clone()).unwrap();
    assert!(mla.starts_with("[1] Byron, Ada. “Three Boats Sink in the Storm.”"), "{mla}");
    let manifest = manifest(&files);
    let first = &manifest["articles"][0];
    assert_eq!(first["title"], "Three boats sink in the storm");
    assert_eq!(first["published"], "2024-03-18");
    assert_eq!(first["original"]["bytes"], STORM.len());
    assert!(first["original"]["modified"].as_str().unwrap().ends_with('Z'));
}

#[test]
fn the_checksums_are_those_of_the_files() {
    let desk = desk();
    desk.run("export --pack evidence storm.md rates.md ledger.xml");
    let checked = std::process::Command::new("sha256sum")
        .args(["--check", "--strict", "SHA256SUMS"])
        .current_dir(desk.path("evidence"))
        .output()
        .unwrap();
    let told = String::from_utf8(checked.stdout).unwrap();
    assert!(checked.status.success(), "{told}");
    assert_eq!(told.lines().count(), files(&desk.path("evidence")).len() - 1);
}

#[test]
fn the_same_articles_make_the_same_pack_to_the_byte() {
    let desk = desk();
    desk.run("export --pack one storm.md rates.md ledger.xml");
    desk.run("export --pack other ledger.xml rates.md storm.md rates.md");
    assert_eq!(files(&desk.path("one")), files(&desk.path("other")));
}

#[test]
fn a_file_with_many_articles_is_in_the_pack_once() {
    let desk = desk();
    desk.run("export --pack evidence ledger.xml");
    let files = files(&desk.path("evidence"));
    let originals = files.keys().filter(|name| name.starts_with("originals/"));
    assert_eq!(originals.count(), 1);
    let manifest = manifest(&files);
    let items: Vec<&Value> =
        (0..2).map(|rank| &manifest["articles"][rank]["original"]["item"]).collect();
    assert_eq!(items, ["a", "b"]);
}

#[test]
fn articles_are_packed_by_query_and_by_tag() {
    let desk = desk();
    let done = desk.run("export --pack found --query early --archive .");
    assert_eq!(done.code, 0, "{}", done.told);
    let manifest = manifest(&files(&desk.path("found")));
    assert_eq!(manifest["articles"].as_array().unwrap().len(), 1);
    assert_eq!(manifest["articles"][0]["title"], "Ferry early");
    desk.run("export --pack tagged --tag harbour --archive .");
    assert!(
        files(&desk.path("tagged")).contains_key("originals/1-three-boats-sink-in-the-storm.md")
    );
}

#[test]
fn what_is_there_is_never_written_over() {
    let desk = desk();
    fs::create_dir(desk.path("mine")).unwrap();
    fs::write(desk.path("mine/letter.txt"), "dear Ada").unwrap();
    let done = desk.run("export --pack mine storm.md");
    assert_eq!(done.code, 2);
    assert!(done.told.contains("‘mine’ is there already and not empty"), "{}", done.told);
    assert_eq!(files(&desk.path("mine")).len(), 1);
    let done = desk.run("export --pack rates.md storm.md");
    assert_eq!(done.code, 2);
    assert_eq!(fs::read(desk.path("rates.md")).unwrap(), RATES.as_bytes());
    // An empty folder is taken for the pack.
    fs::create_dir(desk.path("empty")).unwrap();
    assert_eq!(desk.run("export --pack empty storm.md").code, 0);
}

#[test]
fn without_an_article_there_is_no_pack() {
    let desk = desk();
    let done = desk.run("export --pack evidence --query hovercraft --archive .");
    assert_eq!(done.code, 1);
    assert!(!desk.path("evidence").exists());
    assert!(done.told.contains("nothing matches ‘hovercraft’"), "{}", done.told);
}
