//! Which file holds which article.
//!
//! An article is known by the bytes of its file as first seen, so the same
//! file has the same identity on every device. From then on it goes where the
//! text goes, and else belongs to the path: an edited file is the same article,
//! and so is a moved one. An item of a container is known by its key in it, and
//! goes where the container goes.
//!
//! It is a table ([`table`]), in memory or beside an index. There it remembers
//! which state of each file was taken in, so that a later pass reads only what
//! changed. A table that cannot be read or written is told once
//! ([`Catalogue::trouble`]) and passed over: what is not known is read again.

mod identity;
mod lists;
mod pass;
mod recall;
mod table;

use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use super::open::Stamp;
use super::{Location, Part};
use crate::article::{ArticleId, Safe};
use crate::format::container::Head;
pub(super) use identity::says;
use pass::Numbers;
use table::{Filed, Table};

/// Paths and identities, both ways.
pub(super) struct Catalogue {
    table: Table,
    roots: Vec<Root>,
    /// The folders that were met, as their paths were given.
    folders: HashMap<PathBuf, Option<i64>>,
    /// The lowest ordinal that may be free, by the identity of the first of
    /// some equal files; of a file that has no equal, nothing.
    next: HashMap<ArticleId, u32>,
    /// What was said of all items beside an item, as far as it was cut in this
    /// session.
    heads: HashMap<ArticleId, Arc<Head>>,
    /// The places of files that went a moment ago.
    vacated: HashMap<PathBuf, (ArticleId, Instant)>,
    /// Folders that could not be read when they were last walked.
    closed: HashSet<PathBuf>,
    /// Files that were edited, moved or went, and what they say or said last.
    restless: HashMap<ArticleId, ArticleId>,
    pass: Pass,
    trouble: Option<Safe>,
}

/// A root of the archive.
struct Root {
    number: i64,
    /// The folder as it was given; of a file, the folder it is in.
    given: PathBuf,
    /// The same without links.
    real: PathBuf,
    /// The name of the file, if it is one.
    file: Option<OsString>,
}

/// What a pass over all files has met.
#[derive(Default)]
struct Pass {
    /// The files.
    met: Numbers,
    /// States that were read, and are to be kept when they were taken in.
    read: HashMap<ArticleId, Stamp>,
    /// Files that lie elsewhere than before, and the state of them that was
    /// taken in.
    moved: HashMap<ArticleId, Stamp>,
    /// States of containers, which are kept when the pass is over.
    cut: HashMap<ArticleId, Stamp>,
    /// Items that a container had and was not yet found to have.
    unmet: HashSet<ArticleId>,
    /// When each folder was changed, as it was when it was met.
    folders: HashMap<i64, (i64, i64)>,
    /// Files whose bytes changed, as they were before, by what they said.
    changed: HashMap<ArticleId, Filed>,
    /// Files in whose place another was taken for them.
    mistaken: Vec<i64>,
    /// The folders with the files that are to be read once more for that.
    again: Vec<PathBuf>,
    /// Of the files that say something, the last that was found not to have left.
    refused: HashMap<ArticleId, i64>,
    /// Whether any file was edited since it was met first; `None` if nobody looked.
    has_edited: Option<bool>,
    /// Whether any edited file is gone; `None` if nobody looked.
    has_buried: Option<bool>,
    /// Whether files in folders that did not change are taken for the same.
    trusts_folders: bool,
    /// Folders in which something changed all the same, by their whole paths.
    touched: HashSet<PathBuf>,
    /// The folders that the pass goes into, if not into all.
    planned: Option<Vec<i64>>,
    /// Whether a file was passed over that was taken in before.
    is_partial: bool,
    /// The lists of links that were cut.
    lists: HashSet<i64>,
    /// Whether one of them is new, or is not as it was taken in, or is one no more.
    has_other_lists: bool,
    /// The folder that is being walked.
    here: Option<Here>,
}

/// A folder that is being walked.
struct Here {
    folder: i64,
    /// Its files, as they are known.
    files: HashMap<OsString, Filed>,
    /// Whether they are taken for the same.
    is_trusted: bool,
}

/// An item as it was when its container was cut.
#[derive(Clone)]
pub(super) struct Cut {
    /// What was said of all items beside it; `None` for a file in a zip that is
    /// an article of its own.
    pub(super) head: Option<Arc<Head>>,
    /// The state of the whole file.
    pub(super) stamp: Stamp,
}

/// Whether a file that lies beside an index, a catalogue or another database, is
/// damaged: all of it is read, beside whoever has it open. What cannot be read now is
/// not damaged for that.
pub fn is_damaged(file: &Path) -> bool {
    Table::is_damaged(file)
}

impl Catalogue {
    /// An empty catalogue of some roots, in memory.
    pub(super) fn new(roots: &[PathBuf]) -> Self {
        let table = Table::in_memory().expect("a database in memory needs nothing but memory");
        Self::over(table, roots)
    }

    /// The catalogue in a file, which this process may fill or only read.
    pub(super) fn open(file: &Path, roots: &[PathBuf], may_write: bool) -> Result<Self, Safe> {
        let table = Table::open(file, may_write);
        let table = table.map_err(|error| Safe::format(format_args!("{error}")))?;
        Ok(Self::over(table, roots))
    }

    /// Opens the catalogue anew, now to fill it.
    pub(super) fn may_write(&mut self, file: &Path, roots: &[PathBuf]) -> Result<(), Safe> {
        let heads = std::mem::take(&mut self.heads);
        *self = Self { heads, ..Self::open(file, roots, true)? };
        Ok(())
    }

    fn over(table: Table, roots: &[PathBuf]) -> Self {
        let mut catalogue = Self {
            table,
            roots: Vec::new(),
            folders: HashMap::new(),
            next: HashMap::new(),
            heads: HashMap::new(),
            vacated: HashMap::new(),
            closed: HashSet::new(),
            restless: HashMap::new(),
            pass: Pass::default(),
            trouble: None,
        };
        catalogue.know(roots);
        catalogue
    }

    /// Knows the numbers of these roots, and of no others.
    fn know(&mut self, roots: &[PathBuf]) {
        self.roots.clear();
        for root in roots {
            // One that is on a disk which is not there now was a folder.
            let is_folder = root.is_dir() || !root.exists();
            let given = folder_of(root, is_folder);
            let file = root.file_name().filter(|_| !is_folder).map(OsString::from);
            let real = fs::canonicalize(here(&given)).unwrap_or_else(|_| given.clone());
            if let Some(number) = self.ask(|table| table.root(&real)) {
                self.roots.push(Root { number, given, real, file });
            }
        }
    }

    /// Does something with the table; what goes wrong is told once.
    fn ask<T>(&mut self, ask: impl FnOnce(&mut Table) -> rusqlite::Result<T>) -> Option<T> {
        match ask(&mut self.table) {
            Ok(answer) => Some(answer),
            Err(error) => {
                self.trouble.get_or_insert_with(|| Safe::format(format_args!("{error}")));
                None
            }
        }
    }

    /// What went wrong first since this was last asked.
    pub(super) fn trouble(&mut self) -> Option<Safe> {
        self.trouble.take()
    }

    /// Begins a pass over all files, in which moved files may be met.
    pub(super) fn begin(&mut self) {
        self.next.clear();
        self.pass = Pass::default();
    }

    /// What was written is there for everybody, as of a step of an index.
    pub(super) fn commit(&mut self, step: u64) {
        self.ask(|table| table.commit(step));
    }

    /// Takes no more room than it needs.
    pub(super) fn pack(&mut self) {
        // Where there is no room to be written anew it is as it was.
        self.table.pack().ok();
    }

    /// The step of the last commit.
    pub(super) fn step(&mut self) -> Option<u64> {
        self.ask(|table| table.step()).flatten()
    }

    pub(super) fn location(&mut self, id: ArticleId) -> Option<Location> {
        if let Some((root, folder, name)) = self.ask(|table| table.place_of(id)).flatten() {
            return Some(Location {
                file: self.folder_path(root, &folder)?.join(name),
                item: None,
            });
        }
        let item = self.ask(|table| table.item(id)).flatten()?;
        Some(Location { file: self.path(item.file)?, item: Some(item.part) })
    }

    /// The path of a file, as its root was given.
    fn path(&mut self, file: i64) -> Option<PathBuf> {
        let (root, folder, name) = self.ask(|table| table.place(file)).flatten()?;
        Some(self.folder_path(root, &folder)?.join(name))
    }

    fn folder_path(&self, root: i64, folder: &Path) -> Option<PathBuf> {
        let root = self.roots.iter().find(|known| known.number == root)?;
        // Joining nothing would add a slash.
        let is_root = folder.as_os_str().is_empty();
        Some(if is_root { root.given.clone() } else { root.given.join(folder) })
    }

    /// How the container of an item was when it was cut; `None` if what was
    /// said of all its items is not known any more.
    pub(super) fn cut(&mut self, item: ArticleId) -> Option<Cut> {
        // While its container is being cut, its place is that of before.
        if self.pass.unmet.contains(&item) {
            return None;
        }
        let listed = self.ask(|table| table.item(item)).flatten()?;
        let head = self.heads.get(&item).cloned();
        if listed.is_headed && head.is_none() {
            return None;
        }
        let filed = self.ask(|table| table.numbered(listed.file)).flatten()?;
        let stamp = self.pass.cut.get(&filed.id).copied().or(filed.stamp)?;
        Some(Cut { head: head.filter(|_| listed.is_headed), stamp })
    }

    /// Notes that a container is being cut.
    pub(super) fn hold(&mut self, container: ArticleId, stamp: Stamp) {
        // It may have been taken for an article, as an empty file is.
        self.pass.unmet.insert(container);
        self.ask(|table| table.hold(container));
        self.pass.read.remove(&container);
        self.pass.cut.insert(container, stamp);
        let items = self.ask(|table| match table.file_of(container)? {
            Some(file) => table.items_of(file.number),
            None => Ok(Vec::new()),
        });
        self.pass.unmet.extend(items.unwrap_or_default());
    }

    /// Notes an item of a container, and whether something is said of all items beside
    /// it.
    pub(super) fn add_item(
        &mut self,
        container: ArticleId,
        item: ArticleId,
        part: &Part,
        is_headed: bool,
    ) {
        let file = self.ask(|table| table.file_of(container)).flatten();
        if let Some(file) = file {
            self.ask(|table| table.add_item(item, file.number, part, is_headed));
        }
        self.pass.unmet.remove(&item);
    }

    /// Knows for this session what is said of all items beside an item.
    pub(super) fn learn(&mut self, item: ArticleId, head: Option<&Arc<Head>>) {
        match head {
            Some(head) => drop(self.heads.insert(item, Arc::clone(head))),
            None => drop(self.heads.remove(&item)),
        }
    }

    /// The container of an item.
    pub(super) fn container_of(&mut self, item: ArticleId) -> Option<ArticleId> {
        let listed = self.ask(|table| table.item(item)).flatten()?;
        Some(self.ask(|table| table.numbered(listed.file)).flatten()?.id)
    }

    /// What is known of the file at a path.
    fn filed(&mut self, file: &Path) -> Option<Filed> {
        let (folder, name) = self.place_of(file);
        let folder = self.folder_at(folder, false)?;
        self.ask(|table| table.file(folder, name)).flatten()
    }

    /// The number of the folder that a file is in.
    fn folder(&mut self, file: &Path, may_add: bool) -> Option<i64> {
        self.folder_at(file.parent().unwrap_or(Path::new("")), may_add)
    }

    /// The number of a folder.
    fn folder_at(&mut self, path: &Path, may_add: bool) -> Option<i64> {
        if let Some(known) = self.folders.get(path).filter(|known| known.is_some() || !may_add) {
            return *known;
        }
        let below = |root: &Root| path.strip_prefix(&root.given).ok().map(Path::to_owned);
        let mut all = self.roots.iter().filter_map(|root| Some((root.number, below(root)?)));
        let (root, below) = all.next()?;
        let number = if may_add {
            self.ask(|table| table.add_folder(root, &below))
        } else {
            self.ask(|table| table.folder(root, &below)).flatten()
        };
        self.folders.insert(path.to_owned(), number);
        number
    }
}

/// The current folder has no name among those of an archive.
fn here(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

/// The folder that a root is, or is in.
fn folder_of(root: &Path, is_folder: bool) -> PathBuf {
    if is_folder { root.to_owned() } else { root.parent().unwrap_or(Path::new("")).to_owned() }
}

#[cfg(test)]
mod tests;
