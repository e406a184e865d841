//! Lists of links beside articles that come, change and go: after each update an article
//! says what it would if all files were read anew.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use newsread::archive::{Archive, Look, Read};
use newsread::article::{ArticleId, Field};
use proptest::prelude::*;
use tempfile::TempDir;

/// What is shown of an archive, session after session.
struct Shown {
    files: TempDir,
    beside: TempDir,
    step: u64,
    articles: BTreeMap<ArticleId, String>,
    /// How often anything was written: each time longer, for the time of a file may be the
    /// same.
    written: Cell<usize>,
}

/// An article, as far as a list may tell of it.
fn facts(read: &Read) -> String {
    let article = match &read.outcome {
        Ok(article) => article,
        Err(error) => return error.why.to_string(),
    };
    let said = [Field::Title, Field::Accessed, Field::Tags, Field::Url]
        .map(|field| article.meta.value(field).unwrap_or_default().to_string());
    let what = if article.is_link { "link" } else { "article" };
    let place = read.location.file.file_name().unwrap().to_string_lossy();
    format!("{what} in {place}: {}", said.join(" · "))
}

impl Shown {
    fn new() -> Self {
        let [files, beside] = [(); 2].map(|()| tempfile::tempdir().unwrap());
        Self { files, beside, step: 0, articles: BTreeMap::new(), written: Cell::new(0) }
    }

    fn write(&self, name: &str, text: &str) {
        self.written.set(self.written.get() + 1);
        let longer = "\n".repeat(self.written.get());
        fs::write(self.files.path().join(name), format!("{text}{longer}")).unwrap();
    }

    /// An article with an address, if it has one.
    fn article(&self, name: &str, address: &str) {
        let url = format!("url: https://gazette.example/{address}\n");
        let url = if address.is_empty() { "" } else { &url };
        self.write(name, &format!("---\ntags: [own]\n{url}---\n\nIt rained.\n"));
    }

    /// A list of addresses, each with a topic.
    fn list(&self, name: &str, topic: &str, addresses: &[&str]) {
        let entry = |address: &&str| {
            format!("Saved {address},https://gazette.example/{address},1556791200,{topic},unread\n")
        };
        let entries: String = addresses.iter().map(entry).collect();
        self.write(name, &format!("title,url,time_added,tags,status\n{entries}"));
    }

    fn session(&self) -> Archive {
        let roots = vec![self.files.path().to_owned()];
        Archive::open(roots, &self.beside.path().join("catalogue"), true).unwrap()
    }

    /// Takes in what changed; returns how many articles were handed on.
    fn update(&mut self, archive: &Archive) -> usize {
        let mut handed_on = 0;
        let gone = archive.update(Look::AtFiles, &AtomicBool::new(false), |reads, _| {
            archive.keep(reads.iter().map(|read| read.id));
            handed_on += reads.len();
            self.articles.extend(reads.iter().map(|read| (read.id, facts(read))));
        });
        self.articles.retain(|id, _| !gone.contains(id));
        self.step += 1;
        archive.commit(self.step).unwrap();
        handed_on
    }

    /// What there is if all files are read anew.
    fn anew(&self) -> Vec<String> {
        let mut all = BTreeMap::new();
        let archive = Archive::new(vec![self.files.path().to_owned()]);
        archive.ingest(&AtomicBool::new(false), |reads, _| {
            all.extend(reads.iter().map(|read| (read.id, facts(read))));
        });
        sorted(&all)
    }

    /// Each article is what it would be if it was read for the first time, and is the same
    /// when it is asked for.
    fn is_right(&self, archive: &Archive) {
        assert_eq!(sorted(&self.articles), self.anew());
        for (id, shown) in &self.articles {
            assert_eq!(&facts(&archive.read(*id).unwrap()), shown);
        }
    }
}

fn sorted(articles: &BTreeMap<ArticleId, String>) -> Vec<String> {
    let mut all: Vec<String> = articles.values().cloned().collect();
    all.sort_unstable();
    all
}

/// Articles with the addresses a and b, and a list of a and c.
fn shown() -> Shown {
    let mut shown = Shown::new();
    shown.article("1.md", "a");
    shown.article("2.md", "b");
    shown.list("list.csv", "rain", &["a", "c"]);
    assert_eq!(shown.update(&shown.session()), 3);
    shown
}

#[test]
fn a_session_in_which_nothing_changed_shows_what_a_list_says_of_an_article() {
    let mut shown = shown();
    let archive = shown.session();
    shown.is_right(&archive);
    assert_eq!(shown.update(&archive), 0);
    shown.is_right(&archive);
    assert!(sorted(&shown.articles)[0].contains("own, rain"));
}

#[test]
fn a_new_article_beside_a_list_has_no_other_read() {
    let mut shown = shown();
    shown.article("3.md", "d");
    let archive = shown.session();
    assert_eq!(shown.update(&archive), 1);
    shown.is_right(&archive);
    shown.article("3.md", "d");
    assert_eq!(shown.update(&archive), 1);
    shown.is_right(&archive);
}

#[test]
fn an_entry_is_lent_to_an_article_that_comes_and_is_one_itself_when_that_goes() {
    let mut shown = shown();
    shown.article("3.md", "c");
    let archive = shown.session();
    assert_eq!(shown.update(&archive), 1);
    shown.is_right(&archive);
    fs::remove_file(shown.files.path().join("3.md")).unwrap();
    assert_eq!(shown.update(&archive), 1, "the entry");
    shown.is_right(&archive);
    // Another address is another entry's.
    shown.article("1.md", "c");
    assert_eq!(shown.update(&shown.session()), 2);
    shown.is_right(&shown.session());
}

#[test]
fn a_list_that_cannot_be_read_lends_again_once_it_can() {
    let mut shown = shown();
    let (list, away) = (shown.files.path().join("list.csv"), shown.beside.path().join("list.csv"));
    fs::rename(&list, &away).unwrap();
    fs::create_dir(&list).unwrap();
    let archive = shown.session();
    shown.update(&archive);
    shown.is_right(&archive);
    shown.article("3.md", "d");
    assert_eq!(shown.update(&archive), 1);
    fs::remove_dir(&list).unwrap();
    fs::rename(&away, &list).unwrap();
    shown.update(&archive);
    shown.is_right(&archive);
}

/// What may happen between two updates.
#[derive(Clone, Debug)]
enum Event {
    Article(usize, usize),
    Gone(usize),
    Renamed(usize, usize),
    List(usize, Vec<usize>),
    ListGone(usize),
    Session,
}

const ADDRESSES: [&str; 5] = ["", "a", "b", "c", "d"];
const ARTICLES: [&str; 4] = ["1.md", "2.md", "sub/3.md", "zz/4.md"];
const LISTS: [&str; 3] = ["list.csv", "sub/list.csv", "zz/list.csv"];

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        4 => (0..4usize, 0..5usize).prop_map(|(a, b)| Event::Article(a, b)),
        1 => (0..4usize).prop_map(Event::Gone),
        1 => (0..4usize, 0..4usize).prop_map(|(a, b)| Event::Renamed(a, b)),
        2 => (0..3usize, prop::collection::vec(1..5usize, 0..4)).prop_map(|(a, b)| Event::List(a, b)),
        1 => (0..3usize).prop_map(Event::ListGone),
        1 => Just(Event::Session),
    ];
    prop::collection::vec(event, 1..12)
}

fn happen(shown: &Shown, event: &Event) {
    let path = |name: &str| shown.files.path().join(name);
    let remove = |path: &Path| fs::remove_file(path).unwrap_or_default();
    match event {
        Event::Article(name, address) => {
            shown.article(ARTICLES[*name], ADDRESSES[*address]);
        }
        Event::Gone(name) => remove(&path(ARTICLES[*name])),
        Event::Renamed(old, new) => {
            fs::rename(path(ARTICLES[*old]), path(ARTICLES[*new])).unwrap_or_default();
        }
        Event::List(name, entries) => {
            let entries: Vec<&str> = entries.iter().map(|entry| ADDRESSES[*entry]).collect();
            shown.list(LISTS[*name], ["rain", "snow", "hail"][*name], &entries);
        }
        Event::ListGone(name) => remove(&path(LISTS[*name])),
        Event::Session => {}
    }
}

fn cases() -> ProptestConfig {
    let is_long = std::env::var_os("NEWSREAD_LONG_TESTS").is_some();
    ProptestConfig::with_cases(if is_long { 600 } else { 48 })
}

proptest! {
    #![proptest_config(cases())]
    #[test]
    fn whatever_comes_and_goes_all_is_as_if_it_was_read_anew(steps in prop::collection::vec(events(), 1..6)) {
        let mut shown = Shown::new();
        for folder in ["sub", "zz"] {
            fs::create_dir(shown.files.path().join(folder)).unwrap();
        }
        let mut archive = shown.session();
        for events in steps {
            for event in &events {
                happen(&shown, event);
                if matches!(event, Event::Session) {
                    drop(archive);
                    archive = shown.session();
                }
            }
            shown.update(&archive);
            shown.is_right(&archive);
        }
        shown.is_right(&shown.session());
    }
}
