//! Copies found in memory and on disk, held equal.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use proptest::prelude::*;

use super::*;
use crate::archive::{Archive, Location, Read};
use crate::article::{Article, Block, Kind, Origin, Sourced, When, Written};
use crate::search::entry::Entry;
use crate::search::index::{Index, Writer};

fn id(n: u8) -> ArticleId {
    ArticleId([n; 16])
}

/// An article of words with these numbers, each under a number.
fn article(n: u8, words: std::ops::Range<u32>) -> Article {
    let text = words.map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
    let written = Written::Words(text.clone());
    let block = Block { kind: Kind::Paragraph, text: Safe::line(&text).into(), written };
    Article { id: id(n), body: vec![block], ..Article::default() }
}

/// The families of articles, as numbers.
fn told(families: &Families) -> Vec<Vec<u8>> {
    families.iter().map(|family| family.iter().map(|id| id.0[0]).collect()).collect()
}

fn read(article: &Article) -> Read {
    let location = Location { file: PathBuf::new(), item: None };
    Read { id: article.id, location, outcome: Ok(article.clone()), changed: None }
}

fn entry(article: &Article) -> Entry {
    Entry::new(read(article), String::new())
}

/// The families that the finder on disk knows after each group was taken in.
fn on_disk(folder: &Path, groups: &[Vec<Article>], gone: &[u8]) -> Vec<Vec<u8>> {
    let words = folder.join("words");
    fs::create_dir_all(&words).unwrap();
    let kin = Arc::new(Kin::kept_in(folder.to_owned()));
    let index = Index::open(&words, Arc::new(Archive::new(Vec::new()))).unwrap();
    let index = Arc::new(index.knowing(Arc::clone(&kin)));
    let mut writer = Writer::new(Arc::clone(&index)).unwrap();
    let known: HashMap<ArticleId, Article> =
        groups.iter().flatten().map(|article| (article.id, article.clone())).collect();
    let whole = move |id| known.get(&id).map(|article| entry(article).whole());
    let go = AtomicBool::new(false);
    let mut finder = Finder::reading(folder, &index, Box::new(whole)).unwrap();
    for group in groups {
        // Twice, as where a list told of them later.
        for article in group.iter().chain(group) {
            finder.insert(article.id);
        }
        writer.insert(group.iter().map(read).collect()).unwrap();
        writer.commit().unwrap();
        finder.find(&go).unwrap();
    }
    let gone: Vec<ArticleId> = gone.iter().map(|n| id(*n)).collect();
    for id in &gone {
        finder.remove(*id);
    }
    writer.remove(&gone).unwrap();
    writer.commit().unwrap();
    finder.find(&go).unwrap();
    told(&kin.now())
}

#[test]
fn a_copy_of_a_copy_is_of_the_family() {
    let folder = tempfile::tempdir().unwrap();
    // The first and the last have a tenth in common, the one between them with
    // each of them more than half.
    let first = vec![article(1, 0..300), article(2, 110..420), article(9, 5_000..5_300)];
    let later = vec![article(3, 260..560)];
    assert_eq!(on_disk(folder.path(), &[first, later], &[]), [[1, 2, 3]]);
    let families = Families::from_pairs([(id(1), id(2)), (id(2), id(3))]);
    assert_eq!(families.of(id(3)).len(), 3);
    assert!(families.of(id(9)).is_empty());
}

#[test]
fn who_goes_takes_the_tie_along() {
    let folder = tempfile::tempdir().unwrap();
    let all = vec![article(1, 0..300), article(2, 110..420), article(3, 260..560)];
    assert_eq!(on_disk(folder.path(), &[all], &[2]), [[0; 0]; 0]);
}

#[test]
fn an_article_that_was_rewritten_leaves_its_family() {
    let folder = tempfile::tempdir().unwrap();
    let groups = [
        vec![article(1, 0..300), article(2, 0..290), article(3, 0..280)],
        vec![article(2, 7_000..7_300)],
    ];
    assert_eq!(on_disk(folder.path(), &groups, &[]), [[1, 3]]);
}

#[test]
fn pairs_that_a_crash_kept_from_the_disk_are_found_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let all = vec![article(1, 0..300), article(2, 0..290)];
    on_disk(folder.path(), &[all], &[]);
    std::fs::remove_file(folder.path().join("pairs.db")).unwrap();
    assert_eq!(on_disk(folder.path(), &[], &[]), [[1, 2]]);
}

#[test]
fn case_and_punctuation_count_for_nothing() {
    let sketch = |text: &str| {
        let mut article = article(1, 0..0);
        article.body[0].text = Safe::line(text).into();
        entry(&article).trace().sketch
    };
    let one = "The keeper saw three herons at dawn, and counted them twice: nobody believed him \
               until the fourth one came in the evening.";
    let other = one.to_uppercase().replace([',', ':', '.'], " – ");
    assert!(sketch(one).is_telling());
    assert_eq!(sketch(one), sketch(&other));
}

#[test]
fn whoever_only_reads_hears_of_copies_that_another_process_found() {
    let folder = tempfile::tempdir().unwrap();
    let reader = Kin::kept_in(folder.path().to_owned());
    assert_eq!((told(&reader.now()), reader.renew()), (vec![], false));
    on_disk(folder.path(), &[vec![article(1, 0..300), article(2, 0..290)]], &[]);
    assert!(reader.renew());
    assert_eq!(told(&reader.now()), [[1, 2]]);
    assert!(!reader.renew());
}

#[test]
fn the_earliest_and_the_copy_of_the_agency_are_known() {
    let row = |n: u8, source: &str, day: i8, agency: &str| {
        let said = |words: &str| Some(Sourced::certain(Safe::line(words), Origin::Line));
        let mut row = Row { id: id(n), ..Row::default() };
        row.meta.source = said(source);
        row.meta.agency = said(agency).filter(|_| !agency.is_empty());
        let day = jiff::civil::date(2019, 5, day);
        row.meta.published = Some(Sourced::certain(When::Day(day), Origin::Line));
        row
    };
    let rows = vec![
        row(1, "The Canal Weekly", 4, "Reuters"),
        row(2, "Reuters", 3, ""),
        row(3, "The Ledger", 2, ""),
    ];
    let story = Story::new(rows.clone());
    assert_eq!(story.rows.iter().map(|row| row.id.0[0]).collect::<Vec<_>>(), [3, 2, 1]);
    assert_eq!((story.earliest(), story.agency), (Some(0), Some(1)));
    let note = story.note(id(1)).unwrap();
    assert_eq!(&*note, "a copy: the agency’s is of Reuters, 3 May 2019");
    assert_eq!(story.note(id(2)), None);
    let without = Story::new(vec![rows[0].clone(), rows[2].clone()]);
    let note = without.note(id(1)).unwrap();
    assert_eq!(&*note, "a copy: the earliest is of The Ledger, 2 May 2019");
    assert_eq!(without.note(id(3)), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn memory_and_disk_find_the_same(
        starts in prop::collection::vec((0_u32..2_000, 60_u32..300), 1..24),
        cut in 0_usize..24,
        gone in prop::collection::vec(0_u8..24, 0..4),
    ) {
        let articles: Vec<Article> = starts
            .iter()
            .zip(0..)
            .map(|((start, len), n)| article(n, *start..start + len))
            .collect();
        let mut memory = Memory::default();
        for article in &articles {
            let entry = Arc::new(entry(article));
            let trace = entry.trace();
            memory.insert(entry, trace);
        }
        for n in &gone {
            memory.remove(id(*n));
        }
        let folder = tempfile::tempdir().unwrap();
        let (first, second) = articles.split_at(cut.min(articles.len()));
        let groups = [first.to_vec(), second.to_vec()];
        prop_assert_eq!(on_disk(folder.path(), &groups, &gone), told(&memory.families()));
    }
}

/// An archive of nine files: two stories of three articles, one of which has
/// one without a date, and three articles of their own.
fn written(folder: &std::path::Path) {
    for story in 0..2_u32 {
        for copy in 0..3_u32 {
            let words = (story * 1_000..story * 1_000 + 200 - copy * 20).map(|n| format!("w{n}"));
            let date = if (story, copy) == (1, 2) {
                String::new()
            } else {
                format!("date: 2024-0{}-1{copy}\n", story + 1)
            };
            let text = words.collect::<Vec<_>>().join(" ");
            let text = format!("---\ntitle: Report {story} in paper {copy}\n{date}---\n\n{text}\n");
            std::fs::write(folder.join(format!("{story}-{copy}.md")), text).unwrap();
        }
        let text = format!(
            "---\ntitle: Alone {story}\ndate: 2023-01-01\n---\n\nNobody else has this {story}.\n"
        );
        std::fs::write(folder.join(format!("alone-{story}.md")), text).unwrap();
    }
}

#[test]
fn an_index_folds_as_the_scanner_does_and_tells_the_same_stories() {
    use crate::archive::Look;
    use crate::search::library::{Kind, Library, Wanted};
    use crate::search::scan::Scan;
    use crate::search::{Engine, Query, Request, Stop, Window};

    let (folder, cache) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    written(folder.path());
    let (roots, go) = (vec![folder.path().to_owned()], AtomicBool::new(false));
    let scan = Scan::new(roots.clone());
    Archive::new(roots.clone()).ingest(&go, |reads, _| scan.insert(reads));
    let cache = Some(cache.path().to_owned());
    let wanted = Wanted { roots, cache, ..Wanted::default() };
    let fill = || {
        let Kind::Filled(index, mut filler) = Library::fill(&wanted).unwrap().kind else {
            panic!("it is filled")
        };
        filler.update(Look::AtFiles, &go, |_, _, _| {}).unwrap();
        index
    };
    let index = fill();
    let page = |engine: &dyn Engine, typed: &str, is_folded| {
        let window = Window { len: 50, ..Window::default() };
        let query = Query::parse(typed);
        let request = Request { query, window, is_folded, ..Request::default() };
        let page = engine.search(&request, &Stop::never()).unwrap();
        let rows = page.rows.iter().map(|row| (row.headline().to_string(), row.copies));
        rows.collect::<Vec<_>>()
    };
    for typed in ["", "w190 ", "w1010 paper ", "nobody "] {
        for is_folded in [false, true] {
            let of_scan = page(&scan, typed, is_folded);
            assert_eq!(page(&*index, typed, is_folded), of_scan, "{typed} {is_folded}");
        }
    }
    let stories = page(&scan, "", true);
    assert_eq!(stories.len(), 4);
    assert!(stories.contains(&("Report 0 in paper 0".to_owned(), 2)), "{stories:?}");
    let first = scan.search(
        &Request { window: Window { len: 50, ..Window::default() }, ..Request::default() },
        &Stop::never(),
    );
    for row in first.unwrap().rows {
        let ids = |story: Story| story.rows.iter().map(|row| row.id).collect::<Vec<_>>();
        assert_eq!(ids(scan.story(row.id).unwrap()), ids(index.story(row.id).unwrap()));
    }
    // A file that goes takes its copies' ties along, and who opens the index
    // anew finds it so.
    drop(index);
    for name in ["0-1.md", "0-2.md"] {
        std::fs::remove_file(folder.path().join(name)).unwrap();
    }
    assert_eq!(page(&*fill(), "paper ", false).iter().filter(|(_, copies)| *copies > 0).count(), 3);
}
