//! What the scanning engine finds, and in which order.

mod asking;

use super::super::Window;
use super::*;
use crate::archive::{ArchiveError, Location, Why};
use crate::article::{Article, Block, Kind, Origin, Place, Safe, Sourced, When, Written};
use crate::search::query::Clause;
use crate::state::{Change, Marks, Note};
use proptest::prelude::*;

/// An article of one paragraph, published on a day of January 2020.
fn published(day: i8, text: &str) -> Read {
    let mut read = undated(text);
    let article = read.outcome.as_mut().unwrap();
    article.meta.published = When::day(2020, 1, day).map(|day| Sourced::certain(day, Origin::Line));
    read
}

fn undated(text: &str) -> Read {
    let id = ArticleId::of(text.as_bytes(), 0);
    let mut article = Article { id, ..Article::default() };
    push(&mut article, Kind::Paragraph, text);
    let location = Location { file: format!("news/{text}.txt").into(), item: None };
    Read { id, location, outcome: Ok(article), changed: Some(0) }
}

fn push(article: &mut Article, kind: Kind, text: &str) {
    let written = Written::Words(text.to_owned());
    article.body.push(Block { kind, text: Safe::lines(text).into(), written });
}

fn troubled(name: &str) -> Read {
    let why = Why::NotAFile("a named pipe");
    let outcome = Err(ArchiveError { what: Safe::line(name), why });
    Read { outcome, changed: None, ..undated(name) }
}

fn over(reads: Vec<Read>) -> Scan {
    let scan = Scan::default();
    scan.insert(reads);
    scan
}

#[expect(clippy::needless_pass_by_value, reason = "reads better where it is called")]
fn asked(scan: &Scan, request: Request) -> Page {
    scan.search(&request, &Stop::never()).unwrap()
}

fn page(scan: &Scan, typed: &str) -> Page {
    let window = Window { start: Start::Rank(0), len: 100 };
    asked(scan, Request { query: Query::parse(typed), window, ..Request::default() })
}

/// The names of the files found, in order.
fn found(scan: &Scan, typed: &str) -> Vec<String> {
    page(scan, typed).rows.iter().map(|row| row.file.trim_end_matches(".txt").to_owned()).collect()
}

#[test]
fn the_newest_article_comes_first() {
    let scan = over(vec![published(2, "b"), published(3, "c"), published(1, "a")]);
    assert_eq!(found(&scan, ""), ["c", "b", "a"]);
}

#[test]
fn articles_without_a_date_come_behind_and_trouble_last() {
    let accessed = |day, text| {
        let mut read = undated(text);
        let when = When::day(2021, 1, day).map(|day| Sourced::certain(day, Origin::Line));
        read.outcome.as_mut().unwrap().meta.accessed = when;
        read
    };
    let touched = Read { changed: Some(i64::MAX), ..undated("touched") };
    let scan = over(vec![
        troubled("pipe"),
        accessed(1, "old"),
        touched,
        accessed(2, "new"),
        published(1, "dated"),
    ]);
    assert_eq!(found(&scan, ""), ["dated", "touched", "new", "old", "pipe"]);
}

#[test]
fn a_file_that_cannot_be_read_is_a_row_with_its_reason() {
    let scan = over(vec![troubled("pipe"), undated("rain")]);
    let page = page(&scan, "");
    assert_eq!(page.rows[0].trouble, None);
    assert_eq!(page.rows[1].trouble.as_deref(), Some("this is a named pipe, not a file"));
}

#[test]
fn an_article_must_hold_every_term() {
    let scan =
        over(vec![undated("rain in Porto"), undated("rain in Lyon"), undated("sun in Porto")]);
    assert_eq!(found(&scan, "porto rain "), ["rain in Porto"]);
    assert_eq!(found(&scan, "\"in lyon\""), ["rain in Lyon"]);
    assert_eq!(found(&scan, "lyon porto "), [""; 0]);
}

#[test]
fn equal_files_are_two_rows() {
    let second = Read { id: ArticleId::of(b"rain", 1), ..undated("rain") };
    assert_eq!(page(&over(vec![undated("rain"), second]), "rain").total, Total::Exactly(2));
}

#[test]
fn an_article_read_again_takes_its_own_place() {
    let scan = over(vec![undated("rain")]);
    let mut again = undated("rain");
    push(again.outcome.as_mut().unwrap(), Kind::Paragraph, "snow");
    scan.insert(vec![again]);
    assert_eq!(page(&scan, "").total, Total::Exactly(1));
    assert_eq!(found(&scan, "snow"), ["rain"]);
}

#[test]
fn an_article_that_is_dated_anew_moves_to_its_place() {
    let scan = over((1..=4).map(|day| published(day, &day.to_string())).collect());
    let moved = published(9, "2");
    scan.insert(vec![moved, published(3, "between")]);
    assert_eq!(found(&scan, ""), ["2", "4", "3", "between", "1"]);
}

#[test]
fn of_the_results_it_is_told_how_many_are_unread() {
    let scan = over(vec![undated("rain"), undated("rain and snow"), troubled("pipe")]);
    let marks: Marks = [Change::Read(ArticleId::of(b"rain", 0), true)].into_iter().collect();
    let unread = |typed: &str, marks: &Marks| {
        let (query, marks) = (Query::parse(typed), marks.clone());
        asked(&scan, Request { query, marks, ..Request::default() }).unread
    };
    assert_eq!((unread("", &Marks::default()), unread("", &marks)), (2, 1));
    assert_eq!((unread("rain", &marks), unread("snow", &marks), unread("sun", &marks)), (1, 1, 0));
}

#[test]
fn a_change_of_the_archive_begins_a_new_generation() {
    let scan = over(vec![undated("rain")]);
    let before = page(&scan, "r").generation;
    assert_eq!(page(&scan, "ra").generation, before);
    scan.insert(vec![undated("railway")]);
    let after = page(&scan, "ra");
    assert_eq!((after.generation, after.total), (before + 1, Total::Exactly(2)));
}

#[test]
fn a_window_may_stand_around_an_article() {
    let scan = over((1..=9).map(|day| published(day, &day.to_string())).collect());
    let around = |text: &str| {
        let start = Start::Around(ArticleId::of(text.as_bytes(), 0));
        let window = Window { start, len: 3 };
        let page = asked(&scan, Request { window, ..Request::default() });
        (page.start, page.rows.iter().map(|row| row.file[..1].to_owned()).collect::<String>())
    };
    assert_eq!(around("5"), (3, "654".to_owned()));
    assert_eq!(around("9"), (0, "987".to_owned()));
    assert_eq!(around("none"), (0, "987".to_owned()));
}

#[test]
fn a_window_behind_the_end_is_empty() {
    let scan = over(vec![undated("rain")]);
    let window = Window { start: Start::Rank(7), len: 10 };
    let page = asked(&scan, Request { window, ..Request::default() });
    assert_eq!((page.start, page.rows.len(), page.total), (1, 0, Total::Exactly(1)));
}

#[test]
fn the_snippet_is_of_running_text_if_it_can_be() {
    let mut read = undated("A dry day");
    let article = read.outcome.as_mut().unwrap();
    article.body.clear();
    for (kind, text) in [
        (Kind::Title, "Rain in Porto"),
        (Kind::Furniture, "Rain alerts"),
        (Kind::Paragraph, "The rain stopped."),
        (Kind::Paragraph, "Porto had rain."),
    ] {
        push(article, kind, text);
    }
    let scan = over(vec![read]);
    let snippet = |typed| page(&scan, typed).rows[0].snippet.clone().unwrap();
    assert_eq!(
        (&*snippet("rain").text, snippet("rain").place),
        ("The rain stopped.", Place { block: 2, at: 4 })
    );
    assert_eq!(snippet("rain porto").hits, [0..5, 10..14]);
    assert_eq!(&*snippet("\"rain in").text, "Rain in Porto");
    assert_eq!(page(&scan, "").rows[0].snippet, None);
}

#[test]
fn a_headline_that_stands_in_no_block_is_found() {
    let mut read = undated("It was dry.");
    let title = Sourced::certain(Safe::line("No rain in Porto"), Origin::MetaTag);
    read.outcome.as_mut().unwrap().meta.title = Some(title);
    let snippet = page(&over(vec![read]), "rain").rows[0].snippet.clone().unwrap();
    assert_eq!((&*snippet.text, snippet.place), ("No rain in Porto", Place::default()));
}

#[test]
fn a_search_that_nobody_waits_for_stops() {
    let stop = Stop { newest: Arc::default(), mine: crate::search::Ticket(7), looked: None };
    let request = Request { query: Query::parse("rain"), ..Request::default() };
    let stopped = over(vec![undated("rain")]).search(&request, &stop);
    assert!(matches!(stopped, Err(SearchError::Stopped)));
}

proptest! {
    #[test]
    fn it_is_all_one_in_how_many_parts_articles_come(days in prop::collection::vec((1i8..28, any::<bool>()), 1..40), parts in 1usize..9) {
        let reads: Vec<_> = days
            .iter()
            .enumerate()
            .map(|(n, (day, is_dated))| {
                let text = format!("article {n}");
                if *is_dated { published(*day, &text) } else { undated(&text) }
            })
            .collect();
        let in_parts = Scan::default();
        reads.chunks(parts).for_each(|part| in_parts.insert(part.to_vec()));
        prop_assert_eq!(found(&in_parts, ""), found(&over(reads), ""));
    }

    #[test]
    fn typing_on_finds_what_typing_at_once_finds(texts in prop::collection::vec("[ab.’ -]{1,9}", 1..6), typed in "([ab.’\"()* -]| OR |='|/|~1){1,9}") {
        let reads: Vec<_> = texts.iter().map(|text| undated(text)).collect();
        let (step_by_step, at_once) = (over(reads.clone()), over(reads));
        for (at, c) in typed.char_indices() {
            page(&step_by_step, &typed[..at + c.len_utf8()]);
        }
        prop_assert_eq!(page(&step_by_step, &typed), page(&at_once, &typed));
    }

    #[test]
    fn what_is_listed_is_what_is_lit(text in "[ab.’ \n-]{1,20}", typed in "[ab.’ -]{1,5}") {
        let read = undated(&text);
        let hits = crate::search::find(read.outcome.as_ref().unwrap(), &Query::parse(&typed));
        let page = page(&over(vec![read]), &typed);
        if let Some(snippet) = page.rows.first().and_then(|row| row.snippet.as_ref()) {
            prop_assert_eq!(snippet.place.at, hits[0].range.start);
        } else {
            let is_one = matches!(Query::parse(&typed).clause(), Some(Clause::Text(_)));
            prop_assert!(!is_one || hits.is_empty());
        }
    }
}
