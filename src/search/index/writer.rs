//! Writes to an index.
//!
//! One process at a time does: Tantivy's own lock, which ends with the process,
//! says which. What is written is there for readers with the next commit, and
//! after a crash the last commit is there and nothing of the next.

use std::collections::HashSet;
use std::sync::Arc;
use std::{num, thread};

use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::{IndexWriter, TantivyError, Term};

use super::document::document;
use super::{Index, IndexError, broken};
use crate::archive::Read;
use crate::article::ArticleId;
use crate::search::entry::Entry;

/// Bytes of memory in which each thread gathers words until it writes them.
const HEAP: usize = 64 << 20;

/// Most threads of the index: reading and parsing need the others.
const THREADS: usize = 3;

/// Segments that an index at rest has at most: each costs a query a look.
const SEGMENTS: usize = 8;

/// The one that writes.
pub struct Writer {
    index: Arc<Index>,
    tantivy: IndexWriter,
    /// What was added and is not yet committed.
    added: HashSet<ArticleId>,
}

impl Writer {
    /// Takes the place of the one that writes.
    ///
    /// Fails with [`IndexError::Busy`] if another process, or another writer
    /// of this one, has it.
    pub fn new(index: Arc<Index>) -> Result<Self, IndexError> {
        let threads = (cores() / 2).clamp(1, THREADS);
        let options = IndexWriterOptions::builder()
            .num_worker_threads(threads)
            .memory_budget_per_thread(HEAP)
            .num_merge_threads(1)
            .build();
        let writer: Result<IndexWriter, _> = index.tantivy.writer_with_options(options);
        let writer = writer.map_err(|error| broken(&index.place, &error))?;
        writer.set_merge_policy(Box::new(LogMergePolicy::default()));
        // What a crash left behind.
        drop(writer.garbage_collect_files());
        Ok(Self { index, tantivy: writer, added: HashSet::new() })
    }

    /// Adds articles; one that is there already is replaced. All cores are at
    /// it until it returns.
    pub fn insert(&mut self, reads: Vec<Read>) -> Result<(), IndexError> {
        let now = self.index.now();
        for read in &reads {
            let is_known = now.rank(read.id).map_err(|error| broken(&self.index.place, &error))?;
            if is_known.is_some() || !self.added.insert(read.id) {
                self.delete(read.id);
            }
        }
        let (fields, archive) = (self.index.fields, &*self.index.archive);
        let add = |reads: Vec<Read>| {
            for read in reads {
                let file = archive.number(read.id).and_then(|file| u64::try_from(file).ok());
                let entry = Entry::new(read, String::new());
                self.tantivy.add_document(document(&fields, &entry, file.unwrap_or(0)))?;
            }
            tantivy::Result::Ok(())
        };
        let mut parts: Vec<Vec<Read>> = Vec::new();
        let share = reads.len().div_ceil(cores()).max(1);
        let mut reads = reads.into_iter().peekable();
        while reads.peek().is_some() {
            parts.push(reads.by_ref().take(share).collect());
        }
        let added = thread::scope(|scope| {
            let all: Vec<_> = parts.into_iter().map(|part| scope.spawn(|| add(part))).collect();
            let all = all.into_iter().map(|thread| match thread.join() {
                Ok(added) => added,
                Err(panic) => std::panic::resume_unwind(panic),
            });
            all.collect::<tantivy::Result<()>>()
        });
        added.map_err(|error| broken(&self.index.place, &error))
    }

    /// Takes articles out; returns how many of them were in it.
    pub fn remove(&mut self, ids: &[ArticleId]) -> usize {
        let now = self.index.now();
        for id in ids {
            self.delete(*id);
        }
        ids.iter().filter(|id| matches!(now.rank(**id), Ok(Some(_)))).count()
    }

    fn delete(&self, id: ArticleId) {
        self.tantivy.delete_term(Term::from_field_bytes(self.index.fields.id, &id.0));
    }

    /// Has all that was done until now be there for everybody who looks, also
    /// after a crash, and takes note of it in the index; returns the
    /// [step](Index::step) at which it then is.
    pub fn commit(&mut self) -> Result<u64, IndexError> {
        let step = self.tantivy.commit().map_err(|error| broken(&self.index.place, &error))?;
        self.added.clear();
        self.index.refresh()?;
        Ok(step)
    }

    /// Brings the index to rest: merges what is in too many pieces.
    ///
    /// To be called when everything is committed; takes some time after a
    /// large build.
    pub fn settle(&mut self) -> Result<(), IndexError> {
        let merged = self.merge_smallest();
        merged.map_err(|error| broken(&self.index.place, &error))?;
        self.index.refresh().map(drop)
    }

    fn merge_smallest(&mut self) -> tantivy::Result<()> {
        let mut segments = self.index.tantivy.searchable_segment_metas()?;
        if segments.len() <= SEGMENTS {
            return Ok(());
        }
        segments.sort_by_key(tantivy::SegmentMeta::num_docs);
        segments.truncate(segments.len() - SEGMENTS + 1);
        let ids: Vec<_> = segments.iter().map(tantivy::SegmentMeta::id).collect();
        match self.tantivy.merge(&ids).wait() {
            // The policy has taken some of them meanwhile: they are merged as well.
            Ok(_) | Err(TantivyError::InvalidArgument(_)) => {}
            Err(error) => return Err(error),
        }
        self.tantivy.garbage_collect_files().wait().map(drop)
    }
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, num::NonZero::get)
}
