//! Saved pages, as a reader finds them: what becomes of each part.

mod parts;
mod people;
mod shown;

use super::*;
use crate::article::{MarkKind, Meta, Name, Origin};
use crate::format::marked::LARGEST;
use proptest::prelude::*;

/// Enough running text for an extraction to find the article.
fn story() -> String {
    let sentence = "The harbour master, who has kept the lights for thirty years, said on Monday that the old wall would hold, whatever the storm, and that the boats were safe.";
    (1..6).map(|n| format!("<p>{n}. {sentence} {sentence}</p>")).collect::<Vec<_>>().concat()
}

fn page(head: &str, body: &str) -> Reading {
    read(&format!("<!DOCTYPE html><html lang=en-GB><head>{head}</head><body>{body}</body></html>"))
}

fn meta(head: &str, body: &str) -> Meta {
    page(head, body).record.meta
}

fn said(body: &str) -> Vec<(Kind, String)> {
    let blocks = page("<title>Wall holds</title>", body).body;
    blocks.into_iter().map(|block| (block.kind, block.text.plain.to_string())).collect()
}

fn authors(meta: &Meta) -> Vec<String> {
    meta.authors
        .as_ref()
        .map_or(Vec::new(), |authors| authors.value.iter().map(Name::to_string).collect())
}

fn day(meta: &Meta) -> String {
    meta.published
        .and_then(|published| published.value.date())
        .map_or_else(String::new, |day| day.to_string())
}

#[test]
fn linked_data_says_who_when_and_where() {
    let meta = meta(
        r#"<title>Wall holds | Harbour Gazette</title><link rel=canonical href="https://gazette.example/wall">
        <script type="application/ld+json">{"@type": "NewsArticle", "headline": "Wall holds",
        "author": [{"@type": "Person", "name": "Ada Quill"}], "datePublished": "2021-03-04T23:30:00-05:00",
        "publisher": {"@type": "Organization", "name": "Harbour Gazette"}, "articleSection": "Coast"}</script>"#,
        &format!("<h1>Wall holds</h1>{}", story()),
    );
    assert_eq!(authors(&meta), ["Ada Quill"]);
    assert_eq!(meta.authors.as_ref().unwrap().from.origin, Origin::JsonLd);
    assert_eq!(day(&meta), "2021-03-04");
    assert_eq!(&*meta.title.unwrap().value, "Wall holds");
    assert_eq!(&*meta.source.unwrap().value, "Harbour Gazette");
    assert_eq!(&*meta.section.unwrap().value, "Coast");
    assert_eq!(&*meta.url.unwrap().value, "https://gazette.example/wall");
    assert_eq!(&*meta.language.unwrap().value, "en-GB");
}

#[test]
fn the_printed_headline_beats_the_declared_one_and_both_are_kept() {
    let reading = page(
        "<title>Wall holds in storm | Harbour Gazette</title><meta property=og:title content='Storm: harbour wall holds'>",
        &format!("<h1>Harbour wall holds in the storm</h1>{}", story()),
    );
    assert_eq!(&*reading.record.meta.title.unwrap().value, "Harbour wall holds in the storm");
    assert!(
        reading
            .record
            .claims
            .iter()
            .any(|c| !c.is_taken && &*c.value == "Storm: harbour wall holds")
    );
}

#[test]
fn a_page_without_metadata_is_read_as_a_person_reads_it() {
    let body = format!(
        "<h1>Old wall holds in the storm</h1><p>By Ada Quill and Cy Dale</p><p>Thursday, 4 March 2021</p>{}",
        story()
    );
    let reading = page("<title>Old wall holds in the storm</title>", &body);
    assert_eq!(authors(&reading.record.meta), ["Ada Quill", "Cy Dale"]);
    assert_eq!(day(&reading.record.meta), "2021-03-04");
    let kinds: Vec<Kind> = reading.body.iter().take(4).map(|block| block.kind).collect();
    assert_eq!(kinds, [Kind::Title, Kind::Byline, Kind::Dateline, Kind::Paragraph]);
}

#[test]
fn a_name_for_people_beats_one_for_machines() {
    let source = |head: &str| meta(head, &story()).source.map(|source| source.value.to_string());
    let linked = r#"<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Wall", "publisher": {"name": "Harbour Gazette"}}</script>"#;
    let head = format!("<meta property=og:site_name content=gazette.example>{linked}");
    assert_eq!(source(&head).as_deref(), Some("Harbour Gazette"));
    let kept = "<link rel=canonical href='https://web.archive.org/web/2020/https://www.gazette.example/a'>";
    assert_eq!(source(kept).as_deref(), Some("gazette.example"));
}

#[test]
fn the_entries_of_a_han_menu_are_no_authors() {
    let entries = ["今日海況", "港湾案内", "連載絵巻", "週末釣果"];
    let links = entries.map(|entry| format!("<a href='/author/x'>{entry}</a>")).concat();
    let body = format!("<h1>港の古い鐘</h1><div class=author>{links}</div>{}", story());
    assert_eq!(meta("<title>港の古い鐘</title>", &body).authors, None);
}

#[test]
fn half_a_name_stays_whole_and_is_not_certain() {
    let found = meta("<title>Wall</title><meta name=author content='Nomsa D'>", &story());
    let found = found.authors.unwrap();
    assert_eq!(found.value, [Name::Literal(Safe::line("Nomsa D"))]);
    assert!(!found.from.is_certain);
}

#[test]
fn ages_and_times_of_reading_are_no_paragraphs() {
    let blocks = said(&format!(
        "<article><h1>Wall holds</h1><p>By Ada Quill</p><p>Last updated 15 hours ago</p><p>6 minute read</p>{}</article>",
        story()
    ));
    let kinds: Vec<Kind> = blocks.iter().map(|(kind, _)| *kind).take(5).collect();
    assert_eq!(
        kinds,
        [Kind::Title, Kind::Byline, Kind::Dateline, Kind::Furniture, Kind::Paragraph]
    );
}

#[test]
fn the_day_is_the_one_on_the_page_not_the_one_in_utc() {
    let head =
        "<title>Wall</title><meta property=article:published_time content='2021-03-05T03:30:00Z'>";
    let body =
        format!("<h1>Old wall holds in the storm</h1><p>Published 4 March 2021</p>{}", story());
    assert_eq!(day(&meta(head, &body)), "2021-03-04");
}

#[test]
fn what_is_not_the_article_is_folded_and_not_lost() {
    let blocks = said(&format!(
        "<nav><a href=/a>Home</a></nav><article><h1>Wall holds</h1>{}</article><footer>All rights reserved</footer>",
        story()
    ));
    assert_eq!(blocks[0], (Kind::Furniture, "Home".into()));
    assert_eq!(blocks[1], (Kind::Title, "Wall holds".into()));
    assert_eq!(blocks.last().unwrap(), &(Kind::Furniture, "All rights reserved".into()));
    assert_eq!(blocks.iter().filter(|(kind, _)| *kind == Kind::Paragraph).count(), 5);
}

#[test]
fn marks_tables_lists_and_captions_are_kept() {
    let html = "<p>The <b>old <a href='https://a.example/'>wall</a></b></p><ol start=3><li>one<ul><li>in</ul><li>two</ol>
        <table><tr><th>port<th>boats<tr><td>East<td>4</table>
        <figure><img alt='A long wall'><figcaption>The wall</figcaption></figure><pre>a\n  b</pre>";
    let blocks = fragment(html).unwrap();
    let texts: Vec<&str> = blocks.iter().map(|(_, finished)| &*finished.text.plain).collect();
    assert_eq!(
        texts,
        ["The old wall", "one", "in", "two", "port | boats\nEast | 4", "The wall", "a\n  b"]
    );
    let numbers = blocks.iter().filter_map(|(kind, _)| match kind {
        Kind::ListItem(item) => Some((item.depth, item.number, item.opens)),
        _ => None,
    });
    assert_eq!(
        numbers.collect::<Vec<_>>(),
        [(1, Some(3), true), (2, None, false), (1, Some(4), false)]
    );
    let text = &blocks[0].1.text;
    let marked: Vec<_> =
        text.marks.iter().map(|mark| (&text.plain[mark.range.clone()], &mark.kind)).collect();
    let link = MarkKind::Link(Safe::line("https://a.example/"));
    assert_eq!(marked, [("old wall", &MarkKind::Strong), ("wall", &link)]);
    assert_eq!(blocks[5].0, Kind::Caption);
}

#[test]
fn two_breaks_part_paragraphs_and_one_ends_a_line() {
    let blocks = fragment("one<br>two<br><br>three").unwrap();
    let texts: Vec<&str> = blocks.iter().map(|(_, finished)| &*finished.text.plain).collect();
    assert_eq!(texts, ["one\ntwo", "three"]);
}

#[test]
fn a_saved_page_says_when_it_was_saved() {
    let reading = read(&format!(
        "<!DOCTYPE html><html><!--\n Page saved with SingleFile\n url: https://a.example/wall\n saved date: Sat Mar 06 2021 10:11:12 GMT+0100 (CET)\n--><body>{}",
        story()
    ));
    assert_eq!(&*reading.record.meta.url.unwrap().value, "https://a.example/wall");
    assert_eq!(
        reading.record.meta.accessed.unwrap().value.to_string(),
        "2021-03-06T10:11:12+01:00"
    );
}

#[test]
fn a_page_that_is_too_deep_keeps_its_words() {
    let reading = read(&format!("<html><body>{}<p>The &amp; wall", "<div>".repeat(5000)));
    assert!(reading.warnings[0].contains("512"));
    assert_eq!(&*reading.body[0].text.plain, "The & wall");
}

#[test]
fn a_page_as_deep_as_it_may_be_is_read_whole() {
    let (open, close) = ("<div>".repeat(500), "</div>".repeat(500));
    let body = page("", &format!("{open}<p>Sign in</p>{}{close}", story())).body;
    assert_eq!(body.len(), 6);
    let inline = format!("{}{}", "<p><em>The <b>".repeat(80), story());
    assert!(page("", &inline).body.len() > 5);
}

#[test]
fn a_link_that_runs_something_is_no_link() {
    let blocks =
        fragment("<p>a <a href='javascript:alert(1)'>b</a> <a href='data:text/html,x'>c</a></p>")
            .unwrap();
    assert_eq!(blocks[0].1.text.marks, []);
}

#[test]
fn data_that_hides_a_tag_hides_no_depth() {
    let deep = format!("<title>(data:;</title><textarea>)</title>{}", "<div>".repeat(1000));
    assert!(fragment(&deep).is_none());
    let mut part = Reading::default();
    content(&deep, None, &mut part);
    for reading in [read(&deep), part] {
        assert!(reading.warnings.iter().any(|warning| warning.contains("nests more than 512")));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_page_panics(page in "(<(/?(p|b|div|table|tr|td|li|ul|pre|h1|a href=x|time|script|meta name=author content=x)|!--|[a-z])>?|[a-zé \n&;\"']){0,60}") {
        let _ = read(&page);
    }

    #[test]
    fn every_word_of_a_page_is_in_some_block(words in prop::collection::vec(("[a-zà-ÿ]{1,8}", 0usize..7), 1..30)) {
        let tags = ["p", "div", "b", "li", "h2", "td", "blockquote"];
        let html: String = words.iter().map(|(word, tag)| format!("<{0}>{word}</{0}> ", tags[*tag])).collect::<Vec<_>>().concat();
        let body = page("", &html).body;
        let shown = body.iter().map(|block| block.text.plain.to_string()).collect::<Vec<_>>().join(" ");
        for (word, _) in &words {
            prop_assert!(shown.contains(word.as_str()), "{} not in {}", word, shown);
        }
    }
}

#[test]
fn a_giant_paragraph_comes_in_blocks_with_its_marks() {
    let words =
        "the <em>old</em> harbour <a href=\"https://wall.example/\">wall</a> ".repeat(9_000);
    let page = format!("<!doctype html><article><h1>Wall</h1><p><b>Then {words}held.</b></p>");
    let body = read(&page).body;
    let parts: Vec<&Block> = body.iter().filter(|b| b.text.plain.contains("harbour")).collect();
    assert_eq!(parts.len(), 3);
    let mut links = 0;
    for part in parts {
        let plain = &part.text.plain;
        assert!(plain.len() <= LARGEST);
        let strong = part.text.marks.iter().find(|mark| mark.kind == MarkKind::Strong);
        assert_eq!(strong.unwrap().range, 0..plain.len());
        let of_links = part.text.marks.iter().filter(|m| matches!(m.kind, MarkKind::Link(_)));
        links += of_links.inspect(|mark| assert_eq!(&plain[mark.range.clone()], "wall")).count();
    }
    assert_eq!(links, 9_000);
}

#[test]
fn giant_code_and_tables_come_in_blocks_too() {
    let pre = format!("<pre>{}</pre>", "the old harbour wall\n".repeat(10_000));
    let rows = "<tr><td>the old harbour</td><td>wall</td></tr>".repeat(10_000);
    for (markup, kind) in [(pre, Kind::Code), (format!("<table>{rows}</table>"), Kind::Table)] {
        let body = read(&format!("<!doctype html><article>{markup}</article>")).body;
        let parts: Vec<&Block> = body.iter().filter(|b| b.text.plain.contains("harbour")).collect();
        assert!(parts.len() > 3, "{}", parts.len());
        for part in &parts {
            assert!(part.kind == kind || part.kind == Kind::Furniture);
            assert!(part.text.plain.lines().all(|line| line.starts_with("the old harbour")));
        }
        assert_eq!(parts.iter().flat_map(|part| part.text.plain.lines()).count(), 10_000);
    }
}
