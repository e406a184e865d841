//! The engine that looks in an index on disk.
//!
//! What a query finds, in which order, and what it quotes is what the scanner
//! says ([`scan`](super::scan)); a test holds the two equal. The index holds
//! the words and the rows, never the text: a passage is quoted, and exact
//! characters and expressions are looked for, in the article itself, which the
//! archive reads again.
//!
//! Measured over a hundred thousand articles of 4 KB on two shared cores, in
//! processor time of one run of `tests/bench/figures`, over 266 keys of typed
//! searches; behind each how many times as long `rg -il` takes over the same files:
//!
//! | 95 % of all keys are answered in | | |
//! |---|---|---|
//! | the 50 newest | 2.3 ms | 485 |
//! | the 50 newest and the exact count | 3.1 ms | 358 |
//! | the 50 best and the exact count | 4.6 ms | 242 |
//!
//! On the disk it is .45 of the text: positions are .20, lists and terms .16,
//! rows, catalogue and sketches .02 to .03 each.
//!
//! It is made of disposable parts: [Tantivy](https://docs.rs/tantivy)'s lists
//! of words, and, for each commit, the order of the list (`snapshot`). One
//! process writes ([`Writer`]), any number read.

mod clauses;
mod document;
mod folder;
mod folding;
mod marked;
mod order;
mod paging;
mod places;
pub(super) mod row;
mod schema;
mod snapshot;
mod summing;
mod terms;
mod threads;
mod traces;
mod verify;
mod writer;
mod written;

use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use tantivy::directory::MmapDirectory;
use tantivy::directory::error::OpenReadError;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{IndexReader, IndexSettings, IndexSortByField, ReloadPolicy, TantivyError};

use super::copies::{Kin, Pair, Story};
use super::entry::{self, Entry};
use super::find::Lights;
use super::{Engine, Facets, Field, Page, Query, Request, Row, SearchError, Snippet, Stop};
use crate::archive::{Archive, Read};
use crate::article::{ArticleId, Safe};
use crate::state::Marks;
use crate::versions::Sketch;
use folding::Folding;
use marked::{Joint, Marked};
use paging::{Answer, FIRST};
use schema::Fields;
use snapshot::Snapshot;
use terms::Failure;

pub use schema::FORMAT;
pub use writer::Writer;

/// Blocks of rows that are kept unpacked for each segment: those of a page.
const BLOCKS: usize = 16;

/// Bytes of rows that are packed together: some sixty.
const BLOCK: usize = 16 << 10;

/// Passages that are kept: those of some windows of the list.
const PASSAGES: usize = 4096;

/// Why an index cannot be used.
#[derive(Clone, Debug, thiserror::Error)]
pub enum IndexError {
    /// Another process writes to it.
    #[error("another newsread is at work on the index")]
    Busy,
    /// There is no folder for it.
    #[error("no home folder is known, so there is no place for an index; set XDG_CACHE_HOME")]
    NoPlace,
    /// It cannot be opened, read or written.
    #[error("the index cannot be used: {reason} (in ‘{place}’)")]
    Broken {
        /// Its folder.
        place: Safe,
        /// What the system or the index says.
        reason: Safe,
    },
}

/// An index of the articles of an archive.
pub struct Index {
    place: Safe,
    tantivy: tantivy::Index,
    fields: Fields,
    reader: IndexReader,
    archive: Arc<Archive>,
    snapshot: RwLock<Arc<Snapshot>>,
    joint: Joint,
    kin: Arc<Kin>,
    folding: Folding,
    last: Mutex<Option<Arc<Answer>>>,
    quoted: Mutex<Quoted>,
}

/// The passages that were read last, while it is asked for more of the same.
#[derive(Default)]
struct Quoted {
    query: Query,
    generation: u64,
    passages: HashMap<ArticleId, Option<Snippet>>,
}

impl Quoted {
    /// Those of a query; none of another one is kept.
    fn known(
        &mut self,
        query: &Query,
        generation: u64,
    ) -> &mut HashMap<ArticleId, Option<Snippet>> {
        let is_same = self.generation == generation && self.query == *query;
        if !is_same || self.passages.len() > PASSAGES {
            *self = Self { query: query.clone(), generation, passages: HashMap::new() };
        }
        &mut self.passages
    }
}

impl Index {
    /// Opens the index in a folder, or begins one there; `archive` reads its
    /// articles again, and knows where they are.
    pub fn open(folder: &Path, archive: Arc<Archive>) -> Result<Self, IndexError> {
        let place = Safe::line(&folder.to_string_lossy());
        let (schema, fields) = schema::schema();
        let settings = IndexSettings {
            docstore_compression: Compressor::Zstd(ZstdCompressor::default()),
            docstore_blocksize: BLOCK,
            // It is little work, and each thread keeps memory.
            docstore_compress_dedicated_thread: false,
            sort_by_field: Some(IndexSortByField {
                field: schema::column::PLACE.to_owned(),
                order: tantivy::Order::Asc,
            }),
            ..IndexSettings::default()
        };
        let opened = MmapDirectory::open(folder).map_err(tantivy::TantivyError::from);
        let opened = opened.and_then(|directory| {
            let builder = tantivy::Index::builder().schema(schema).settings(settings);
            let tantivy = builder.tokenizers(schema::tokenizers()).open_or_create(directory)?;
            let reader = tantivy
                .reader_builder()
                .reload_policy(ReloadPolicy::Manual)
                .doc_store_cache_num_blocks(BLOCKS)
                .try_into()?;
            let snapshot = Snapshot::new(fields, reader.searcher(), 1)?;
            Ok((tantivy, reader, snapshot))
        });
        let (tantivy, reader, snapshot) = opened.map_err(|error| broken(&place, &error))?;
        Ok(Self {
            place,
            tantivy,
            fields,
            reader,
            archive,
            snapshot: RwLock::new(Arc::new(snapshot)),
            joint: Joint::default(),
            kin: Arc::default(),
            folding: Folding::default(),
            last: Mutex::default(),
            quoted: Mutex::default(),
        })
    }

    /// The same, knowing which articles tell one story.
    #[must_use]
    pub fn knowing(self, kin: Arc<Kin>) -> Self {
        Self { kin, ..self }
    }

    /// What is known of copies.
    pub fn kin(&self) -> Arc<Kin> {
        Arc::clone(&self.kin)
    }

    /// How many articles it holds, those that cannot be read among them.
    pub fn len(&self) -> usize {
        self.now().len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Takes note of what was committed since, here or by another process;
    /// whether there was anything.
    pub fn refresh(&self) -> Result<bool, IndexError> {
        let before = self.now();
        let newer = self.reader.reload().and_then(|()| {
            let searcher = self.reader.searcher();
            let is_same =
                searcher.generation().segments() == before.searcher.generation().segments();
            if is_same {
                return Ok(None);
            }
            Snapshot::new(self.fields, searcher, before.generation + 1).map(Some)
        });
        let newer = newer.map_err(|error| broken(&self.place, &error))?;
        let is_newer = self.kin.renew() | newer.is_some();
        if let Some(newer) = newer {
            *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(newer);
        }
        Ok(is_newer)
    }

    /// Whether a byte of its files is not what was written, or a file is missing: all
    /// of them are read. What cannot be read now is not damaged for that.
    pub(super) fn is_damaged(&self) -> bool {
        let is_damaged = || match self.tantivy.validate_checksum() {
            Ok(damaged) => !damaged.is_empty(),
            Err(error) => matches!(
                error,
                TantivyError::DataCorruption(_)
                    | TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(_))
            ),
        };
        // A file that went while they were read was of a piece that was merged.
        is_damaged() && is_damaged()
    }

    /// A number that is higher after each commit.
    pub fn step(&self) -> Result<u64, IndexError> {
        let metas = self.tantivy.load_metas().map_err(|error| broken(&self.place, &error))?;
        Ok(metas.opstamp)
    }

    /// Who tells the story of whom, as far as one of the two is among these, or
    /// of all; `whole` reads all that an article says. `None` if it is stopped.
    pub(super) fn kin_of(
        &self,
        new: Option<&[ArticleId]>,
        whole: impl Fn(ArticleId) -> Option<Sketch> + Sync,
        stop: &AtomicBool,
    ) -> Result<Option<Vec<Pair>>, IndexError> {
        traces::kin(&self.now(), new, whole, stop).map_err(|error| broken(&self.place, &error))
    }

    /// All that an article says now, for a close comparison.
    pub(super) fn whole(&self, id: ArticleId) -> Option<Sketch> {
        let read = self.archive.read_text(id).filter(|read| read.outcome.is_ok())?;
        Some(Entry::new(read, String::new()).whole())
    }

    /// The articles in it that somebody does not know.
    pub(super) fn unknown_to(
        &self,
        knows: impl Fn(ArticleId) -> bool,
    ) -> Result<Vec<ArticleId>, IndexError> {
        let ids = self.now().ids().map_err(|error| broken(&self.place, &error))?;
        Ok(ids.into_iter().filter(|id| !knows(*id)).collect())
    }

    /// Whether it has the very row of an article that was read.
    pub(super) fn says(&self, read: &Read) -> bool {
        let now = self.now();
        let row = now.rank(read.id).and_then(|rank| now.rows(rank));
        let row = row.ok().and_then(|rows| rows.into_iter().next());
        row.is_some_and(|row| row == *Entry::new(read.clone(), String::new()).row())
    }

    /// The first rows of the list, and how many there are in all; what was read
    /// and has a star as the reader says in `marks`, else as was last known.
    pub(super) fn head(
        &self,
        len: usize,
        marks: Option<&Marks>,
    ) -> Result<(Vec<Row>, usize), IndexError> {
        let snapshot = self.now();
        let marked = match marks {
            Some(marks) => self.joint.marked(&snapshot, marks).map(Some),
            None => self.joint.last(&snapshot),
        };
        let read = marked.and_then(|marked| {
            let mut rows = snapshot.rows(0..len.min(snapshot.len()))?;
            if let Some(marked) = marked {
                for (rank, row) in rows.iter_mut().enumerate() {
                    row.was_read = row.trouble.is_none() && !marked.unread.contains(rank);
                    row.has_star = marked.starred.contains(rank);
                }
            }
            Ok((rows, snapshot.len()))
        });
        read.map_err(|error| broken(&self.place, &error))
    }

    /// An error about this index.
    pub(super) fn broken(&self, reason: Safe) -> IndexError {
        IndexError::Broken { place: self.place.clone(), reason }
    }

    fn now(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn last(&self) -> MutexGuard<'_, Option<Arc<Answer>>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn quoted(&self) -> MutexGuard<'_, Quoted> {
        self.quoted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn marked(&self, snapshot: &Snapshot, request: &Request) -> Result<Arc<Marked>, Failure> {
        Ok(self.joint.marked(snapshot, &request.marks)?)
    }

    /// Tells a failure as the seam does.
    fn told(&self, failure: Failure, query: &Query) -> SearchError {
        match failure {
            Failure::Stopped(error) => error,
            Failure::Index(error) => SearchError::Unreadable {
                query: Safe::format(format_args!("{query}")),
                reason: Safe::format(format_args!("{}", broken(&self.place, &error))),
            },
        }
    }
}

impl Engine for Index {
    fn begin(&self, request: &Request, stop: &Stop) -> Result<Option<Page>, SearchError> {
        self.newest(request, FIRST, stop).map_err(|failure| self.told(failure, &request.query))
    }

    fn search(&self, request: &Request, stop: &Stop) -> Result<Page, SearchError> {
        self.page(request, stop).map_err(|failure| self.told(failure, &request.query))
    }

    fn quote(&self, query: &Query, rows: &mut [Row], stop: &Stop) -> Result<(), SearchError> {
        let lights = Lights::new(query);
        let generation = self.now().generation;
        for row in rows.iter_mut().filter(|_| !query.is_empty()) {
            stop.check()?;
            if let Some(known) = self.quoted().known(query, generation).get(&row.id) {
                row.snippet.clone_from(known);
                continue;
            }
            let read = self.archive.read_text(row.id);
            row.snippet = read.and_then(|read| entry::quoted(read, &lights));
            self.quoted().known(query, generation).insert(row.id, row.snippet.clone());
        }
        Ok(())
    }

    fn story(&self, id: ArticleId) -> Result<Story, SearchError> {
        let story = folding::story(id, &self.now(), &self.kin.now());
        story.map_err(|error| self.told(error.into(), &Query::default()))
    }

    fn facets(&self, request: &Request, stop: &Stop) -> Result<Facets, SearchError> {
        let snapshot = self.now();
        let facets = self.marked(&snapshot, request).and_then(|marked| {
            let answer = self.answer(&snapshot, &marked, request, 0, stop)?;
            Ok(summing::facets(&snapshot, &answer.found)?)
        });
        facets.map_err(|failure| self.told(failure, &request.query))
    }

    fn complete(&self, field: Field, beginning: &str, most: usize) -> Vec<Safe> {
        summing::complete(&self.now(), &self.archive, field, beginning, most).unwrap_or_default()
    }
}

fn broken(place: &Safe, error: &tantivy::TantivyError) -> IndexError {
    match error {
        tantivy::TantivyError::LockFailure(..) => IndexError::Busy,
        error => IndexError::Broken {
            place: place.clone(),
            reason: Safe::format(format_args!("{error}")),
        },
    }
}

#[cfg(test)]
mod tests;
