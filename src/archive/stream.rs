//! Reads articles for whoever takes one after the other: all cores at work,
//! and yet the order that of the walk.
//!
//! ```text
//! walk ─paths▶ read ─gate▶ parse and make (all cores) ─▶ put in order ─▶ caller
//! ```
//!
//! What is made of an article is made on all cores too, so the caller has only
//! to write it down. One idea: each article has its rank before it is parsed,
//! and what is parsed early waits for its turn inside the gate; so memory is
//! bounded, and the first article is handed on before the second folder is
//! walked.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;

use super::catalogue::says;
use super::corrections::Corrections;
use super::error::Why;
use super::gate::Load;
use super::ingest::{Met, Pass, read};
use super::lending::Link;
use super::parse::Abandoned;
use super::walk::{Found, walk};
use super::{Archive, Location, Progress, Read};
use crate::article::{ArticleId, Corrected, Sighting};
use crate::format::{Document, is_readable_name};

/// What may be read and not yet handed on: enough that one file of two seconds
/// keeps no core waiting for long, and little enough for a small machine.
const WINDOW: Load = Load { files: 256, bytes: 32 << 20 };

/// Folders and files to be read one after the other, each an archive of its
/// own: what is said of a file does not depend on the others, and a file that
/// is named twice is read twice.
pub struct Stream {
    paths: Vec<PathBuf>,
    corrections: Corrections,
    /// Files as they were seen before, by their whole paths.
    seen: BTreeMap<PathBuf, Sighting>,
}

impl Stream {
    /// The articles under these paths; nothing is read yet.
    pub fn new(paths: Vec<PathBuf>) -> Self {
        Self { paths, corrections: Corrections::default(), seen: BTreeMap::new() }
    }

    /// Knows files as they were seen before, of several that were seen in one place the
    /// first: one that was edited since keeps its identity, and what the reader says of it.
    pub fn recall(&mut self, sightings: Vec<Sighting>) {
        for sighting in sightings {
            if let Some(place) = sighting.place.clone() {
                self.seen.entry(place).or_insert(sighting);
            }
        }
    }

    /// Puts what the reader says of an article in the place of what its file
    /// says.
    pub fn correct(&self, id: ArticleId, corrected: Corrected) {
        self.corrections.set(id, corrected);
    }

    /// Reads everything on all cores, each file once, and calls `each` on this
    /// thread with what `make` makes of every article, in the order of the
    /// paths, of the names in a folder, and of the items in a file; as soon as
    /// it is its turn. Links of which there is no article come last; what their
    /// lists say is lent to the articles that come after them in the walk.
    ///
    /// `make` gets the article as the reader corrected it, on any thread. What
    /// cannot be read comes in its place with the reason, and so does a folder
    /// without articles ([`Why::Empty`]). Of what was read, at most 256 files
    /// and 32 MiB await their turn. Ends soon after `each` breaks.
    pub fn each<T: Send>(
        self,
        make: impl Fn(&Location, Document) -> T + Sync,
        each: impl FnMut(Read<T>, Progress) -> ControlFlow<()>,
    ) {
        let corrections = Arc::new(self.corrections);
        let abandoned = Abandoned::default();
        let archive = |path: PathBuf| {
            let (corrections, abandoned) = (Arc::clone(&corrections), abandoned.clone());
            let seen = seen_at(&self.seen, &path);
            let archive = Archive { corrections, abandoned, ..Archive::new(vec![path]) };
            archive.recall(&seen);
            Arc::new(archive)
        };
        let make = |archive: &Arc<Archive>, location: &Location, mut document: Document| {
            archive.complete_at(&mut document.article, location);
            make(location, document)
        };
        let over = AtomicBool::new(false);
        let pass = Pass::new(&over, WINDOW, abandoned.clone(), &make);
        pass.run(
            |send| self.paths.into_iter().for_each(|path| walk_one(&archive(path), &over, send)),
            |reads| {
                let _ending = Ending(&over);
                in_order(&pass, reads, each);
            },
        );
    }
}

/// The sightings of a file, or of the files in a folder; not of those whose place
/// another has, while they lie beside it: in a walk it may be too late to find that out.
fn seen_at(seen: &BTreeMap<PathBuf, Sighting>, path: &Path) -> Vec<Sighting> {
    let Some(real) = fs::canonicalize(path).ok().filter(|_| !seen.is_empty()) else {
        return Vec::new();
    };
    let mut beside: HashMap<PathBuf, HashSet<ArticleId>> = HashMap::new();
    let below = seen.range(real.clone()..).take_while(|(file, _)| file.starts_with(&real));
    let mut found = Vec::new();
    for (file, sighting) in below {
        let folder = file.parent().unwrap_or(Path::new("/"));
        let is_another = says(file).is_some_and(|says| says != sighting.says);
        let is_beside = is_another && {
            let texts = beside.entry(folder.to_owned()).or_insert_with(|| texts_in(folder));
            texts.contains(&sighting.says)
        };
        if !is_beside {
            found.push(sighting.clone());
        }
    }
    found
}

/// What the files in a folder say.
fn texts_in(folder: &Path) -> HashSet<ArticleId> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = files.filter(|file| is_readable_name(&file.file_name().to_string_lossy()));
    files.filter_map(|file| says(&file.path())).collect()
}

/// Walks the one path of an archive; says so if nothing is there.
fn walk_one(archive: &Arc<Archive>, over: &AtomicBool, send: &mut dyn FnMut(Arc<Archive>, Found)) {
    let mut is_empty = true;
    walk(&archive.roots, over, |found| {
        is_empty = false;
        send(Arc::clone(archive), found);
    });
    if is_empty {
        let nothing = archive.roots.iter().map(|root| (root.clone(), Some(Why::Empty)));
        nothing.for_each(|found| send(Arc::clone(archive), found));
    }
}

/// Lets all threads stop when it goes.
struct Ending<'a>(&'a AtomicBool);

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Calls `each` with what was read, by rank.
fn in_order<T: Send>(
    pass: &Pass<'_, Arc<Archive>, T>,
    reads: &Receiver<Vec<Met<T>>>,
    mut each: impl FnMut(Read<T>, Progress) -> ControlFlow<()>,
) {
    let mut early = BTreeMap::new();
    let mut done = 0;
    for met in reads.iter().flatten() {
        early.insert(met.rank(), met);
        while let Some(met) = early.remove(&done) {
            done += 1;
            if each(pass.release(met), pass.progress(done)).is_break() {
                return;
            }
        }
    }
    let settled = pass.settle(true).into_iter();
    let links = settled.flat_map(|(archive, settled)| {
        settled.links.into_iter().map(move |link| (Arc::clone(&archive), link))
    });
    for (archive, Link { id, location, changed, document }) in links {
        done += 1;
        let outcome = pass.made(&archive, &location, document);
        let read = read(id, location, changed, outcome);
        if each(read, pass.progress(done)).is_break() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Field;
    use std::fs;
    use std::path::Path;
    use std::sync::atomic::AtomicUsize;

    /// A folder with these files in it.
    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn stream(folder: &Path, paths: &[&str]) -> Stream {
        Stream::new(paths.iter().map(|path| folder.join(path)).collect())
    }

    /// The names of what comes, with the headline or the reason.
    fn told(stream: Stream) -> Vec<(String, String)> {
        let mut told = Vec::new();
        let title = |_: &Location, document: Document| {
            document.article.meta.title.map(|title| title.value.to_string()).unwrap_or_default()
        };
        stream.each(title, |read, _| {
            let outcome = read.outcome.unwrap_or_else(|error| error.why.to_string());
            told.push((read.location.name().to_string(), outcome));
            ControlFlow::Continue(())
        });
        told
    }

    fn names(stream: Stream) -> Vec<String> {
        told(stream).into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn articles_come_in_the_order_of_paths_names_and_items() {
        let feed = "{\"title\": \"One\", \"text\": \"It rained.\"}\n\
                    {\"title\": \"Two\", \"text\": \"It snowed.\"}\n";
        // The first takes by far the longest.
        let long = "It rained all day.\n\n".repeat(20_000);
        let folder = folder(&[("news/a.txt", &long), ("news/b/c.jsonl", feed), ("news/d.md", "x")]);
        fs::write(folder.path().join("z.md"), "y").unwrap();
        let found = names(stream(folder.path(), &["z.md", "news", "z.md"]));
        let items = found.iter().filter(|name| name.starts_with("c.jsonl › "));
        assert_eq!(items.count(), 2);
        let files: Vec<&str> = found.iter().map(|name| name.split(' ').next().unwrap()).collect();
        assert_eq!(files, ["z.md", "a.txt", "c.jsonl", "c.jsonl", "d.md", "z.md"]);
    }

    #[test]
    fn more_articles_than_may_wait_come_in_order_too() {
        let folder = folder(&[]);
        for n in 0..3 * WINDOW.files {
            fs::write(folder.path().join(format!("{n:04}.md")), format!("# No. {n}")).unwrap();
        }
        let named = |n| (format!("{n:04}.md"), format!("No. {n}"));
        let all: Vec<_> = (0..3 * WINDOW.files).map(named).collect();
        assert_eq!(told(stream(folder.path(), &[""])), all);
    }

    #[test]
    fn where_nothing_can_be_made_of_an_article_the_others_come() {
        let folder = folder(&[("a.md", "# Hail"), ("b.md", "# Rain"), ("c.md", "# Snow")]);
        let mut outcomes = Vec::new();
        let make = |_: &Location, document: Document| {
            let title = document.article.meta.title.unwrap().value.to_string();
            assert_ne!(title, "Rain", "what it cannot bear");
            title
        };
        stream(folder.path(), &[""]).each(make, |read, _| {
            outcomes.push(read.outcome.map_err(|error| error.why));
            ControlFlow::Continue(())
        });
        assert_eq!(outcomes, [Ok("Hail".to_owned()), Err(Why::Broken), Ok("Snow".to_owned())]);
    }

    #[test]
    fn a_list_lends_to_the_articles_after_it_and_its_other_links_come_last() {
        let page =
            |number: u8| format!("---\nsource: https://a.example/{number}\n---\n\nIt rained.\n");
        let list = "url,title,tags\nhttps://a.example/1,One,\nhttps://a.example/2,Two,\nhttps://a.example/3,Three,\n";
        let (first, second) = (page(1), page(2));
        let files = [("a/1.md", &*first), ("b/2.md", &*second), ("b/list.csv", list)];
        let folder = folder(&files);
        for _ in 0..20 {
            let told = told(stream(folder.path(), &["", "b/2.md"]));
            let told: Vec<_> = told.iter().map(|(name, title)| (&**name, &**title)).collect();
            assert_eq!(
                told,
                [
                    ("1.md", "1"),
                    ("2.md", "Two"),
                    ("2.md", "2"),
                    ("list.csv › https://a.example/1", "One"),
                    ("list.csv › https://a.example/3", "Three"),
                ]
            );
        }
    }

    #[test]
    fn what_cannot_be_read_comes_in_its_place() {
        let folder = folder(&[("b.md", "# Rain"), ("c.xml", "<opml/>"), ("empty/x.png", "")]);
        let found = told(stream(folder.path(), &["none.md", "b.md", "empty", "c.xml"]));
        let reason = |why: &Why| why.to_string();
        assert_eq!(found[0], ("none.md".to_owned(), reason(&Why::Gone)));
        assert_eq!(found[1], ("b.md".to_owned(), "Rain".to_owned()));
        assert_eq!(found[2], ("empty".to_owned(), reason(&Why::Empty)));
        assert_eq!(found[3], ("c.xml".to_owned(), "this XML file is no feed".to_owned()));
    }

    #[test]
    fn what_is_said_of_a_file_does_not_depend_on_the_others() {
        let folder = folder(&[("a.md", "# Rain"), ("b.md", "# Rain")]);
        let mut ids = Vec::new();
        stream(folder.path(), &["a.md", "b.md", "a.md"]).each(
            |_, _| (),
            |read, _| {
                ids.push(read.id);
                ControlFlow::Continue(())
            },
        );
        assert_eq!(ids, [ArticleId::of(b"# Rain", 0); 3]);
    }

    #[test]
    fn articles_come_as_the_reader_corrected_them() {
        let folder = folder(&[("a.md", "# Rain"), ("b.md", "# Hail")]);
        let stream = stream(folder.path(), &[""]);
        let said = [(Field::Title, "Snow".to_owned())];
        stream.correct(ArticleId::of(b"# Rain", 0), said.into_iter().collect());
        let titles: Vec<String> = told(stream).into_iter().map(|(_, title)| title).collect();
        assert_eq!(titles, ["Snow", "Hail"]);
    }

    #[test]
    fn no_more_is_read_than_may_wait_and_nothing_behind_the_end() {
        let folder = folder(&[]);
        for n in 0..2 * WINDOW.files {
            fs::write(folder.path().join(format!("{n:04}.md")), "It rained.").unwrap();
        }
        let (made, mut handed_on) = (AtomicUsize::new(0), 0);
        stream(folder.path(), &[""]).each(
            |_, _| made.fetch_add(1, Ordering::Relaxed),
            |_, _| {
                handed_on += 1;
                ControlFlow::Break(())
            },
        );
        assert_eq!(handed_on, 1);
        assert!(made.into_inner() <= WINDOW.files + 1);
    }

    #[test]
    fn the_progress_ends_with_all_that_was_found() {
        let folder = folder(&[("a.md", "x"), ("b.md", "y")]);
        let mut last = Progress::default();
        stream(folder.path(), &["", "a.md", "none.md"]).each(
            |_, _| (),
            |_, progress| {
                last = progress;
                ControlFlow::Continue(())
            },
        );
        assert_eq!((last.done, last.found), (4, 4));
    }
}
