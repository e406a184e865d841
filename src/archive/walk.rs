//! Finds the files of an archive.
//!
//! Folders are walked in the order of their names, but for lists of links,
//! which come first: new files mostly come last
//! by name, so they do not change which of some equal files is the first.
//! What a link leads to is only read if it lies in the same root, and never
//! twice.
//!
//! A later walk goes only where something changed ([`Plan`]).

mod plan;

use std::cmp::Ordering;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{self, AtomicBool};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::{DirEntry, WalkBuilder};

use super::Location;
use super::error::Why;
use super::items::Many;
use super::{open, packed};
use crate::format::packed::is_list_of_omnivore;
use crate::format::{is_doubtful_name, is_readable_name};

pub(super) use plan::Plan;

/// Folders within folders that are followed.
const DEPTH: usize = 64;

/// A file, or a folder that could not be walked and why.
pub(super) type Found = (PathBuf, Option<Why>);

/// A folder, and when it was last changed, as it was before its files were
/// looked at: seconds since 1970, and nanoseconds.
pub(super) type Entered = (PathBuf, (i64, i64));

/// Calls `each` for every file under the roots, until `stop`; returns the
/// folders that it went into.
///
/// No file comes twice, however the roots overlap: files that are roots
/// themselves come first, whatever their name.
pub(super) fn walk(
    roots: &[PathBuf],
    stop: &AtomicBool,
    mut each: impl FnMut(Found),
) -> Vec<Entered> {
    let (folders, files): (Vec<_>, Vec<_>) = roots.iter().partition(|root| root.is_dir());
    let mut given = HashSet::new();
    for file in files {
        if given.insert(canonical(file)) {
            each((file.clone(), None));
        }
    }
    let seen = Folders::default();
    for root in folders {
        if seen.enter(root) {
            Root { given: &given, canonical: canonical(root), linked: HashSet::new() }
                .walk(root, DEPTH, &seen, stop, &mut each);
        }
    }
    seen.entered()
}

/// The folders that were entered, so that none is walked twice or in a circle.
#[derive(Clone, Default)]
struct Folders(Arc<Mutex<Going>>);

#[derive(Default)]
struct Going {
    met: HashSet<(u64, u64)>,
    entered: Vec<Entered>,
}

impl Folders {
    /// Whether the folder was not entered before. One that cannot be looked at
    /// is let through: the walk will say why.
    fn enter(&self, folder: &Path) -> bool {
        let Ok(state) = fs::metadata(folder) else { return true };
        let mut going = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = going.met.insert((state.dev(), state.ino()));
        if is_new {
            going.entered.push((folder.to_owned(), (state.mtime(), state.mtime_nsec())));
        }
        is_new
    }

    fn entered(&self) -> Vec<Entered> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner).entered)
    }
}

/// A folder of the archive that is being walked.
struct Root<'a> {
    /// The files that are roots themselves.
    given: &'a HashSet<PathBuf>,
    /// Its path without links.
    canonical: PathBuf,
    /// What links led to.
    linked: HashSet<PathBuf>,
}

impl Root<'_> {
    fn walk(
        &mut self,
        root: &Path,
        depth: usize,
        seen: &Folders,
        stop: &AtomicBool,
        each: &mut impl FnMut(Found),
    ) {
        let seen = seen.clone();
        let is_folder = |entry: &DirEntry| entry.file_type().is_some_and(|kind| kind.is_dir());
        let walker = WalkBuilder::new(root)
            .standard_filters(false)
            .hidden(true)
            .follow_links(false)
            .max_depth(Some(depth))
            .sort_by_file_name(in_order)
            .filter_entry(move |entry| !is_folder(entry) || depth == 1 || seen.enter(entry.path()))
            .build();
        for entry in walker {
            if stop.load(atomic::Ordering::Relaxed) {
                return;
            }
            match entry {
                Ok(entry) if is_folder(&entry) => {
                    if entry.depth() == DEPTH && depth == DEPTH {
                        each((entry.into_path(), Some(Why::TooDeep)));
                    }
                }
                Ok(entry) if self.counts(&entry) => each((entry.into_path(), None)),
                Ok(_) => {}
                Err(error) => {
                    let (path, why) = place(error);
                    each((path.unwrap_or_else(|| root.to_owned()), Some(why)));
                }
            }
        }
    }

    /// Whether what is no folder is an article of this root.
    fn counts(&mut self, entry: &DirEntry) -> bool {
        let is_listed_elsewhere = || entry.depth() > 1 && is_of_export(entry.path());
        promises(entry.path())
            && !is_listed_elsewhere()
            && match entry.file_type() {
                Some(kind) if kind.is_symlink() => self.is_own_link(entry.path()),
                _ => self.given.is_empty() || !self.given.contains(&canonical(entry.path())),
            }
    }

    /// Whether a link leads to a file of this root that is not met otherwise:
    /// a hidden one, or one whose name promises no article.
    fn is_own_link(&mut self, link: &Path) -> bool {
        let Ok(target) = fs::canonicalize(link) else { return false };
        let Ok(inside) = target.strip_prefix(&self.canonical) else { return false };
        let is_hidden = inside.iter().any(|part| part.as_encoded_bytes().starts_with(b"."));
        let is_met = !is_hidden && promises(&target);
        target.is_file() && !is_met && !self.given.contains(&target) && self.linked.insert(target)
    }
}

/// The order of names in a folder; what may be a list of links, which tells of
/// other files, comes before them.
fn in_order(one: &OsStr, other: &OsStr) -> Ordering {
    let is_other = |name: &OsStr| {
        let ending = Path::new(name).extension().unwrap_or_default();
        !["csv", "zip"].iter().any(|list| ending.eq_ignore_ascii_case(list))
    };
    is_other(one).cmp(&is_other(other)).then_with(|| one.cmp(other))
}

/// Whether one place is met before another in the walk of the same root.
pub(super) fn precedes(one: &Location, other: &Location) -> bool {
    let rank = |location: &Location| location.item.as_ref().map(|part| part.rank);
    let (mut ones, mut others) = (one.file.iter(), other.file.iter());
    loop {
        match (ones.next(), others.next()) {
            (None, None) => return rank(one) < rank(other),
            (Some(_), None) => return false,
            (None, Some(_)) => return true,
            (Some(one), Some(other)) if one == other => {}
            (Some(one), Some(other)) => return in_order(one, other).is_lt(),
        }
    }
}

/// Whether a file's name promises articles, or its name and its beginning do.
fn promises(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let holds_some = || {
        let Ok(mut opened) = open::open(file) else { return false };
        match opened.head().ok().and_then(|head| Many::recognise(file, &head)) {
            Some(Many::Zip) => packed::holds_articles(opened),
            many => many.is_some(),
        }
    };
    is_readable_name(&name) && !is_of_export(file)
        || is_doubtful_name(&name) && holds_some()
        || is_delivered(file)
}

/// Whether a file is a text of what Omnivore exports, or holds the notes on
/// one; its list names both.
fn is_of_export(file: &Path) -> bool {
    let is_in = |name: &str, ending: &str| {
        file.parent().is_some_and(|folder| folder.ends_with(name))
            && file.extension().is_some_and(|own| own == ending)
    };
    if !is_in("content", "html") && !is_in("highlights", "md") {
        return false;
    }
    let list = |entry: io::Result<fs::DirEntry>| {
        let name = entry.map(|entry| entry.file_name()).unwrap_or_default();
        is_list_of_omnivore(&name.to_string_lossy())
    };
    let beside = file.parent().and_then(Path::parent).and_then(|beside| fs::read_dir(beside).ok());
    beside.is_some_and(|mut beside| beside.any(list))
}

/// Whether a file is a letter in a Maildir, whose names promise nothing: its
/// folder is `cur` or `new`, beside the two others of the three.
fn is_delivered(file: &Path) -> bool {
    let Some(folder) = file.parent() else { return false };
    let is_one_of = folder.file_name().is_some_and(|name| name == "cur" || name == "new");
    is_one_of && ["cur", "new", "tmp"].iter().all(|name| folder.with_file_name(name).is_dir())
}

/// The path without links; as it is if there is no such file.
fn canonical(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// Where a walk met an error, and why.
fn place(error: ignore::Error) -> (Option<PathBuf>, Why) {
    match error {
        ignore::Error::WithPath { path, err } => (Some(path), place(*err).1),
        ignore::Error::WithDepth { err, .. } => place(*err),
        error => {
            let words = error.to_string();
            (None, error.into_io_error().unwrap_or_else(|| io::Error::other(words)).into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    /// A folder with these files in it.
    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        folder
    }

    /// What is found under some paths in a folder, relative to it.
    fn found(folder: &Path, roots: &[&str]) -> Vec<String> {
        let roots: Vec<_> = roots.iter().map(|root| folder.join(root)).collect();
        let mut found = Vec::new();
        walk(&roots, &AtomicBool::new(false), |(path, why)| {
            let path = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            found.push(why.map_or(path.clone(), |why| format!("{path}: {why}")));
        });
        found
    }

    #[test]
    fn articles_are_found_by_name_in_every_folder() {
        let folder = folder(&["b.txt", "a/z.md", "a/picture.png", ".hidden.txt", ".git/x.txt"]);
        assert_eq!(found(folder.path(), &[""]), ["a/z.md", "b.txt"]);
    }

    #[test]
    fn a_rule_of_git_hides_no_article() {
        let folder = folder(&["a.txt"]);
        fs::write(folder.path().join(".gitignore"), "*.txt").unwrap();
        fs::write(folder.path().join(".ignore"), "*.txt").unwrap();
        assert_eq!(found(folder.path(), &[""]), ["a.txt"]);
    }

    #[test]
    fn a_file_that_is_named_is_read_whatever_its_name() {
        let folder = folder(&["picture.png"]);
        assert_eq!(found(folder.path(), &["picture.png", "none.txt"]), ["picture.png", "none.txt"]);
    }

    #[test]
    fn roots_that_overlap_give_no_file_twice() {
        let folder = folder(&["a/x.txt", "b.txt"]);
        assert_eq!(found(folder.path(), &["a", "", "b.txt", "", "b.txt"]), ["b.txt", "a/x.txt"]);
    }

    #[test]
    fn a_link_is_followed_to_a_hidden_file_of_the_root_only() {
        let (outside, inside) = (folder(&["secret.txt"]), folder(&["real.txt", ".store/1"]));
        let link = |target: &Path, name: &str| symlink(target, inside.path().join(name)).unwrap();
        link(&outside.path().join("secret.txt"), "out.txt");
        link(Path::new("real.txt"), "again.txt");
        link(Path::new(".store/1"), "kept.txt");
        link(Path::new("nowhere"), "dangling.txt");
        link(inside.path(), "loop.txt");
        link(inside.path(), "loop");
        assert_eq!(found(inside.path(), &[""]), ["kept.txt", "real.txt"]);
    }

    #[test]
    fn folders_that_nest_too_deep_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let deep = "d/".repeat(DEPTH);
        fs::create_dir_all(folder.path().join(&deep)).unwrap();
        fs::write(folder.path().join(&deep).join("x.txt"), "").unwrap();
        let found = found(folder.path(), &[""]);
        assert_eq!(found.len(), 1);
        assert!(found[0].ends_with(&Why::TooDeep.to_string()));
    }

    #[test]
    fn a_name_need_not_be_utf_8() {
        let folder = tempfile::tempdir().unwrap();
        let name = OsStr::from_bytes(b"caf\xe9.txt");
        fs::write(folder.path().join(name), "").unwrap();
        assert_eq!(found(folder.path(), &[""]), ["caf\u{fffd}.txt"]);
    }

    #[test]
    fn a_root_may_be_a_link_to_a_folder() {
        let (real, other) = (folder(&["a.txt"]), tempfile::tempdir().unwrap());
        symlink(real.path(), other.path().join("news")).unwrap();
        assert_eq!(found(other.path(), &["news"]), ["news/a.txt"]);
    }
}
