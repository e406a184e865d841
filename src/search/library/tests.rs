//! What an index promises over its life.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::*;
use crate::archive::Look;
use crate::search::{Query, Request, Stop, Window};

mod copies;
mod damaged;
mod failing;
mod heads;

/// A folder of articles, and a cache for its index.
struct Home {
    news: TempDir,
    cache: TempDir,
}

impl Home {
    fn with(files: &[(&str, &str)]) -> Self {
        let home = Self { news: tempfile::tempdir().unwrap(), cache: tempfile::tempdir().unwrap() };
        for (name, text) in files {
            home.write(name, text);
        }
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.news.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn wanted(&self) -> Wanted {
        let (roots, cache) = (vec![self.news.path().to_owned()], self.cache.path().to_owned());
        Wanted { roots, cache: Some(cache), ..Wanted::default() }
    }

    /// Brings the index up to date; what that came to.
    fn fill(&self) -> Figures {
        let Kind::Filled(_, mut filler) = Library::fill(&self.wanted()).unwrap().kind else {
            panic!("an index that nobody fills is filled here")
        };
        filler.update(Look::AtFiles, &AtomicBool::new(false), |_, _, _| {}).unwrap()
    }

    /// The folder of the index.
    fn place(&self) -> PathBuf {
        let all = fs::read_dir(self.cache.path().join("index")).unwrap();
        all.map(|entry| entry.unwrap().path()).find(|path| path.is_dir()).unwrap()
    }

    /// What is found by whoever looks into the index now, in order.
    fn found(&self, typed: &str) -> Vec<String> {
        let library = Library::look(&self.wanted(), &HashMap::new());
        assert!(!matches!(library.kind, Kind::Scanned(_)), "there is an index");
        found(&*library.engine(), typed)
    }
}

fn found(engine: &dyn Engine, typed: &str) -> Vec<String> {
    let window = Window { len: 100, ..Window::default() };
    let request = Request { query: Query::parse(typed), window, ..Request::default() };
    let rows = engine.search(&request, &Stop::never()).unwrap().rows;
    rows.iter().map(|row| row.file.to_string()).collect()
}

fn figures(taken: usize, unreadable: usize, gone: usize) -> Figures {
    Figures { taken, unreadable, gone }
}

/// Puts the time of a file back, so that it looks long untouched.
fn age(path: &Path) {
    let time = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
    fs::File::open(path).unwrap().set_modified(time).unwrap();
}

#[test]
fn a_small_archive_is_scanned_until_it_has_an_index() {
    let home = Home::with(&[("a.md", "Rain")]);
    assert!(matches!(Library::open(&home.wanted()).kind, Kind::Scanned(_)));
    assert_eq!(home.fill(), figures(1, 0, 0));
    assert!(matches!(Library::open(&home.wanted()).kind, Kind::Filled(..)));
    assert_eq!(home.found("rain"), ["a.md"]);
}

#[test]
fn a_large_archive_has_an_index_from_the_first() {
    let home = Home::with(&[]);
    (0..1_000).for_each(|n| home.write(&format!("{n}.md"), "Rain"));
    assert!(matches!(Library::open(&home.wanted()).kind, Kind::Filled(..)));
    let nowhere = Wanted { cache: None, ..home.wanted() };
    assert!(matches!(Library::open(&nowhere).kind, Kind::Scanned(_)));
}

#[test]
fn only_what_changed_is_taken_in() {
    let home = Home::with(&[("a.md", "Rain"), ("b/b.md", "Snow"), ("torn.xml", "<opml/>")]);
    assert_eq!(home.fill(), figures(3, 1, 0));
    assert_eq!(home.fill(), figures(0, 0, 0));
    home.write("a.md", "Hail, not as long as before");
    home.write("c/d/e.md", "Fog");
    fs::remove_file(home.path("b/b.md")).unwrap();
    assert_eq!(home.fill(), figures(2, 0, 1));
    assert_eq!(home.found("hail"), ["a.md"]);
    assert_eq!(home.found("fog"), ["e.md"]);
    assert_eq!(home.found("rain OR snow "), [""; 0]);
}

#[test]
fn a_quick_look_sees_what_came_and_went_but_not_what_was_changed_in_its_place() {
    let home = Home::with(&[("a/a.md", "Rain"), ("b/b.md", "Snow")]);
    for folder in [home.path("a"), home.path("b"), home.path("")] {
        age(&folder);
    }
    home.fill();
    let quick = || {
        let Kind::Filled(_, mut filler) = Library::fill(&home.wanted()).unwrap().kind else {
            panic!("an index that nobody fills is filled here")
        };
        filler.update(Look::AtFolders, &AtomicBool::new(false), |_, _, _| {}).unwrap()
    };
    home.write("a/new.md", "Hail");
    home.write("b/b.md", "Fog, and more of it");
    assert_eq!(quick(), figures(1, 0, 0));
    fs::remove_file(home.path("a/a.md")).unwrap();
    assert_eq!(quick(), figures(0, 0, 1));
    assert_eq!(home.fill(), figures(1, 0, 0));
    assert_eq!((home.found("fog"), home.found("rain")), (vec!["b.md".to_owned()], vec![]));
}

#[test]
fn a_folder_that_was_renamed_is_not_taken_in_again() {
    let home = Home::with(&[("old/a.md", "Rain"), ("old/in/b.md", "Snow")]);
    home.fill();
    fs::rename(home.path("old"), home.path("new")).unwrap();
    assert_eq!(home.fill(), figures(0, 0, 0));
    assert_eq!(home.found("in:new/in "), ["b.md"]);
    assert_eq!(home.found("in:old "), [""; 0]);
    let library = Library::look(&home.wanted(), &HashMap::new());
    let window = Window { len: 9, ..Window::default() };
    let request = Request { query: Query::parse("snow"), window, ..Request::default() };
    let row = &library.engine().search(&request, &Stop::never()).unwrap().rows[0];
    let location = library.archive.location(row.id).unwrap();
    assert_eq!(location.file, home.path("new/in/b.md"));
    assert!(library.archive.load(row.id).is_ok());
}

#[test]
fn a_file_with_another_name_keeps_its_identity() {
    let home = Home::with(&[("a.md", "Rain"), ("b.md", "Snow")]);
    home.fill();
    let id = |typed: &str| {
        let window = Window { len: 9, ..Window::default() };
        let request = Request { query: Query::parse(typed), window, ..Request::default() };
        let engine = Library::look(&home.wanted(), &HashMap::new()).engine();
        engine.search(&request, &Stop::never()).unwrap().rows[0].id
    };
    let before = id("rain");
    fs::rename(home.path("a.md"), home.path("z.md")).unwrap();
    assert_eq!(home.fill(), figures(1, 0, 0));
    assert_eq!((id("rain"), home.found("rain")), (before, vec!["z.md".to_owned()]));
}

#[test]
fn the_items_of_a_file_come_and_go_with_it() {
    let line = |title: &str| format!("{{\"title\": \"{title}\", \"text\": \"It rained.\"}}\n");
    let home = Home::with(&[("all.jsonl", &(line("One") + &line("Two")))]);
    assert_eq!(home.fill(), figures(2, 0, 0));
    assert_eq!(home.fill(), figures(0, 0, 0));
    home.write("all.jsonl", &(line("One") + &line("Three") + &line("Four")));
    assert_eq!(home.fill().taken, 3);
    assert_eq!((home.found("two ").len(), home.found("rained").len()), (0, 3));
    fs::remove_file(home.path("all.jsonl")).unwrap();
    assert_eq!(home.fill(), figures(0, 0, 3));
}

#[test]
fn an_entry_of_a_list_of_links_goes_into_the_article_that_comes_later() {
    let home = Home::with(&[("list.csv", "url,title,tags\nhttps://a.example/1,One,sea\n")]);
    assert_eq!(home.fill(), figures(1, 0, 0));
    assert_eq!(home.found("tag:sea "), ["list.csv › https://a.example/1"]);
    assert_eq!(home.fill(), figures(0, 0, 0));
    home.write("a.md", "---\nsource: https://a.example/1\n---\n\nIt rained.\n");
    home.fill();
    assert_eq!(home.found("tag:sea "), ["a.md"]);
    assert_eq!(home.found(""), ["a.md"]);
}

#[test]
fn whoever_comes_second_reads_what_the_first_fills() {
    let home = Home::with(&[("a.md", "Rain")]);
    home.fill();
    let Kind::Filled(_, mut filler) = Library::open(&home.wanted()).kind else { panic!() };
    let Kind::Read(index) = Library::open(&home.wanted()).kind else { panic!() };
    assert!(matches!(Library::fill(&home.wanted()), Err(IndexError::Busy)));
    home.write("b.md", "More rain");
    filler.update(Look::AtFiles, &AtomicBool::new(false), |_, _, _| {}).unwrap();
    assert_eq!(found(&*index, "more"), [""; 0]);
    assert!(index.refresh().unwrap() && !index.refresh().unwrap());
    assert_eq!(found(&*index, "more"), ["b.md"]);
}

#[test]
fn who_reads_the_index_takes_over_the_filling_when_the_first_is_gone() {
    let home = Home::with(&[("a.md", "Rain")]);
    home.fill();
    let first = Library::open(&home.wanted());
    let Library { archive, kind: Kind::Read(index), .. } = Library::open(&home.wanted()) else {
        panic!("the first fills it")
    };
    let take_over = || Library::take_over(&home.wanted(), &index, &archive).unwrap();
    assert!(take_over().is_none());
    drop(first);
    let mut filler = take_over().unwrap();
    home.write("b.md", "Snow");
    let look = Look::AtFolders;
    let taken = filler.update(look, &AtomicBool::new(false), |_, _, _| {}).unwrap();
    assert_eq!(taken, figures(1, 0, 0));
    assert_eq!(found(&*index, "snow"), ["b.md"]);
    assert!(archive.load(first_id(&*index, "snow")).is_ok());
}

fn first_id(engine: &dyn Engine, typed: &str) -> crate::article::ArticleId {
    let window = Window { len: 1, ..Window::default() };
    let request = Request { query: Query::parse(typed), window, ..Request::default() };
    engine.search(&request, &Stop::never()).unwrap().rows[0].id
}

#[test]
fn a_quick_look_finds_what_came_into_a_folder_that_was_empty() {
    let home = Home::with(&[("a.md", "Rain")]);
    fs::create_dir_all(home.path("new/deep")).unwrap();
    for folder in ["", "new", "new/deep"] {
        age(&home.path(folder));
    }
    home.fill();
    let library = Library::look(&home.wanted(), &HashMap::new());
    assert!(matches!(library.kind, Kind::Read(_)), "nothing changed");
    home.write("new/deep/b.md", "Snow");
    let Kind::Filled(_, mut filler) = Library::look(&home.wanted(), &HashMap::new()).kind else {
        panic!("a folder changed")
    };
    let look = Look::AtFolders;
    let taken = filler.update(look, &AtomicBool::new(false), |_, _, _| {}).unwrap();
    assert_eq!(taken, figures(1, 0, 0));
}

#[test]
fn a_look_brings_in_what_came_and_leaves_alone_what_is_up_to_date() {
    let home = Home::with(&[("a.md", "Rain")]);
    age(home.news.path());
    home.fill();
    assert!(matches!(Library::look(&home.wanted(), &HashMap::new()).kind, Kind::Read(_)));
    home.write("b.md", "Snow");
    assert!(matches!(Library::look(&home.wanted(), &HashMap::new()).kind, Kind::Filled(..)));
}

#[test]
fn an_index_of_another_format_is_made_anew() {
    let home = Home::with(&[("a.md", "Rain")]);
    home.fill();
    fs::write(home.place().join("format"), "0").unwrap();
    let library = Library::open(&home.wanted());
    assert!(library.notice.unwrap().contains("another version"));
    assert_eq!(found(&*home_engine(&home), ""), [""; 0]);
    drop(library.archive);
    drop(library.kind);
    assert_eq!(home.fill(), figures(1, 0, 0));
}

#[test]
fn a_file_that_becomes_a_feed_and_then_a_page_is_listed_as_what_it_is() {
    let feed = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>News</title>\
                <item><guid>1</guid><title>Rain</title><description>It rained.</description></item>\
                <item><guid>2</guid><title>Snow</title><description>It snowed.</description></item>\
                </channel></rss>";
    let home = Home::with(&[("feed.xml", "")]);
    home.fill();
    assert_eq!(home.found("").len(), 1);
    home.write("feed.xml", feed);
    home.fill();
    assert_eq!(home.found("").len(), 2, "only what is in it");
    home.write("feed.xml", "<!DOCTYPE html><p>The server is being repaired.</p>");
    home.fill();
    assert_eq!((home.found("").len(), home.found("repaired").len()), (1, 1));
    home.write("feed.xml", feed);
    assert_eq!(home.fill(), figures(2, 0, 1));
    assert_eq!(home.fill(), figures(0, 0, 0));
    assert_eq!(home.found("").len(), 2);
}

/// Whatever answers now.
fn home_engine(home: &Home) -> Arc<dyn Engine> {
    Library::open(&home.wanted()).engine()
}

#[test]
fn what_a_crash_left_in_the_index_alone_is_taken_in_again() {
    let home = Home::with(&[("a.md", "Rain")]);
    home.fill();
    let catalogue = home.place().join("catalogue.db");
    let before = fs::read(&catalogue).unwrap();
    home.write("b.md", "Snow");
    home.fill();
    // The catalogue is as it was before the last step.
    fs::write(&catalogue, before).unwrap();
    home.write("b.md", "Hail");
    assert_eq!(home.fill(), figures(1, 0, 0));
    assert_eq!(home.found("snow"), [""; 0]);
    assert_eq!(
        (home.found("hail"), home.found("")),
        (vec!["b.md".into()], home.found("rain OR hail "))
    );
}

#[test]
fn a_disk_that_is_not_there_now_is_not_forgotten() {
    let (home, disk) = (Home::with(&[("a.md", "Rain")]), Home::with(&[("b.md", "Snow")]));
    let roots = vec![home.news.path().to_owned(), disk.news.path().to_owned()];
    let wanted = Wanted { roots, are_configured: true, ..home.wanted() };
    let fill = || {
        let Kind::Filled(index, mut filler) = Library::fill(&wanted).unwrap().kind else {
            panic!()
        };
        filler.update(Look::AtFiles, &AtomicBool::new(false), |_, _, _| {}).unwrap();
        found(&*index, "snow")
    };
    assert_eq!(fill(), ["b.md"]);
    let away = disk.news.path().with_extension("away");
    fs::rename(disk.news.path(), &away).unwrap();
    assert_eq!(fill(), ["b.md"]);
    fs::rename(&away, disk.news.path()).unwrap();
    assert_eq!(fill(), ["b.md"]);
}

#[test]
fn an_archive_that_went_while_it_was_read_is_told_until_it_is_back() {
    let (home, disk) = (Home::with(&[("a.md", "Rain")]), Home::with(&[("b.md", "Snow")]));
    let roots = vec![home.news.path().to_owned(), disk.news.path().to_owned()];
    let wanted = Wanted { roots, are_configured: true, ..home.wanted() };
    let Kind::Filled(index, mut filler) = Library::fill(&wanted).unwrap().kind else { panic!() };
    let mut listed = |look| {
        filler.update(look, &AtomicBool::new(false), |_, _, _| {}).unwrap();
        found(&*index, "").len()
    };
    assert_eq!(listed(Look::AtFiles), 2);
    let away = disk.news.path().with_extension("away");
    for look in [Look::AtFiles, Look::AtFolders] {
        fs::rename(disk.news.path(), &away).unwrap();
        assert_eq!(listed(look), 3, "its articles, and that it is not there");
        fs::rename(&away, disk.news.path()).unwrap();
        assert_eq!(listed(look), 2);
    }
}

#[test]
fn an_archive_that_is_configured_no_more_is_forgotten() {
    let (home, other) = (Home::with(&[("a.md", "Rain")]), Home::with(&[("b.md", "Snow")]));
    let fill = |homes: &[&Home]| {
        let roots = homes.iter().map(|home| home.news.path().to_owned()).collect();
        let wanted = Wanted { roots, are_configured: true, ..home.wanted() };
        let Kind::Filled(index, mut filler) = Library::fill(&wanted).unwrap().kind else {
            panic!()
        };
        filler.update(Look::AtFiles, &AtomicBool::new(false), |_, _, _| {}).unwrap();
        found(&*index, "")
    };
    assert_eq!(fill(&[&home, &other]).len(), 2);
    assert_eq!(fill(&[&home]), ["a.md"]);
}
