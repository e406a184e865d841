//! Writes to an index.
//!
//! One process at a time does: Tantivy's own lock, which ends with the process,
//! says which. What is written is there for readers with the next commit, and
//! after a crash the last commit is there and nothing of the next.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use fixedbitset::FixedBitSet;
use tantivy::directory::{Directory as _, DirectoryLock, INDEX_WRITER_LOCK};
use tantivy::index::SegmentId;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::{IndexWriter, SegmentMeta, Term};

use super::document::document;
use super::schema::key;
use super::threads::{cores, together};
use super::written::Written;
use super::{Index, IndexError, broken};
use crate::archive::{Gate, Load, Read};
use crate::article::ArticleId;
use crate::search::entry::Entry;

/// Bytes of memory in which the threads of the index gather words until they
/// write them; Tantivy asks for fifteen million of each. The more each has, the
/// fewer are the segments, every one with a dictionary of its own: with two
/// threads of eighteen, to write and to merge them was a quarter of all work.
const HEAP: usize = 48 << 20;

/// Most threads of the index, of which one takes in what two cores read and parse.
const THREADS: usize = 3;

// The least that Tantivy accepts.
const _: () = assert!(HEAP / THREADS >= 15_000_000);

/// What may wait for those threads: a few hundredths of a second of their work.
/// Tantivy itself would let ten thousand articles wait, of any length.
const WAITING: Load = Load { files: 256, bytes: 8 << 20 };

/// Segments that an index at rest has at most: each costs a query a look.
const SEGMENTS: usize = 8;

/// Segments of about one size that are merged while it is filled: so many that
/// a hundred thousand articles, which come in some fifteen, are merged once, at the
/// end, and that no more than a few hundred thousand are merged at a time.
const GATHERED: usize = 32;

/// Articles of a segment that is left alone as long as there are not too many:
/// to merge it again would cost more than it gains.
const LARGE: u32 = 1 << 17;

/// The one that writes.
pub struct Writer {
    index: Arc<Index>,
    /// Keeps others away until something is written.
    lock: Option<DirectoryLock>,
    /// Only from then on: its threads and what waits for them take memory.
    tantivy: Option<IndexWriter<Written>>,
    /// What was added and is not yet committed.
    added: HashSet<ArticleId>,
    /// What may be in the index, as long as it is filled for the first time.
    seen: Option<Seen>,
    /// Bounds what waits for the threads of the index.
    gate: Arc<Gate>,
}

/// A bit for each article that was put into an index which was empty: one without
/// is surely not in it, and need not be looked up in every segment.
struct Seen(FixedBitSet);

impl Seen {
    /// Bits of an identity that are told apart: while a million articles are put
    /// in, one of seventeen has the bit of another.
    const BITS: u32 = 23;

    /// Puts one in; whether it may have been there.
    fn put(&mut self, id: ArticleId) -> bool {
        let first = u32::from_be_bytes(std::array::from_fn(|at| id.0[at]));
        self.0.put((first >> (u32::BITS - Self::BITS)) as usize)
    }
}

impl Writer {
    /// Takes the place of the one that writes.
    ///
    /// Fails with [`IndexError::Busy`] if another process, or another writer
    /// of this one, has it.
    pub fn new(index: Arc<Index>) -> Result<Self, IndexError> {
        let lock = index.tantivy.directory().acquire_lock(&INDEX_WRITER_LOCK);
        let lock = lock.map_err(|error| broken(&index.place, &error.into()))?;
        // Another process may have written until now.
        index.refresh()?;
        let seen = index.is_empty().then(|| Seen(FixedBitSet::with_capacity(1 << Seen::BITS)));
        let (lock, added) = (Some(lock), HashSet::new());
        let gate = Arc::new(Gate::new(WAITING));
        let mut writer = Self { index, lock, tantivy: None, added, seen, gate };
        if has_leftovers(&writer.index.tantivy) {
            // To begin takes them away.
            writer.tantivy()?;
        }
        Ok(writer)
    }

    /// What writes, which begins with the first that there is to write.
    fn tantivy(&mut self) -> Result<&mut IndexWriter<Written>, IndexError> {
        let writer = if let Some(writer) = self.tantivy.take() {
            writer
        } else {
            // It takes the lock itself.
            drop(self.lock.take());
            begun(&self.index.tantivy).map_err(|error| broken(&self.index.place, &error))?
        };
        Ok(self.tantivy.insert(writer))
    }

    /// Adds articles; one that is there already is replaced. All cores are at
    /// it until it returns.
    pub fn insert(&mut self, reads: Vec<Read>) -> Result<(), IndexError> {
        let index = Arc::clone(&self.index);
        let (now, gate) = (index.now(), Arc::clone(&self.gate));
        let mut known = Vec::new();
        for read in &reads {
            let may_be_there = self.seen.as_mut().is_none_or(|seen| seen.put(read.id));
            let rank = if may_be_there { now.rank(read.id) } else { Ok(None) };
            let rank = rank.map_err(|error| broken(&index.place, &error))?;
            if rank.is_some() || !self.added.insert(read.id) {
                known.push(read.id);
            }
        }
        self.delete(&known)?;
        let (fields, archive, writer) = (index.fields, &*index.archive, &*self.tantivy()?);
        let add = |reads: Vec<Read>| {
            for read in reads {
                let file = archive.number(read.id).and_then(|file| u64::try_from(file).ok());
                let entry = Entry::new(read, String::new());
                let document = document(&fields, &entry, file.unwrap_or(0));
                writer.add_document(document.behind(&gate))?;
            }
            tantivy::Result::Ok(())
        };
        let mut parts: Vec<Vec<Read>> = Vec::new();
        let share = reads.len().div_ceil(cores()).max(1);
        let mut reads = reads.into_iter().peekable();
        while reads.peek().is_some() {
            parts.push(reads.by_ref().take(share).collect());
        }
        let added = together(parts.into_iter().map(|part| || add(part)));
        let added: tantivy::Result<()> = added.into_iter().collect();
        added.map_err(|error| broken(&index.place, &error))
    }

    /// Takes articles out; returns how many of them were in it.
    pub fn remove(&mut self, ids: &[ArticleId]) -> Result<usize, IndexError> {
        let now = self.index.now();
        self.delete(ids)?;
        Ok(ids.iter().filter(|id| matches!(now.rank(**id), Ok(Some(_)))).count())
    }

    fn delete(&mut self, ids: &[ArticleId]) -> Result<(), IndexError> {
        if ids.is_empty() {
            return Ok(());
        }
        let field = self.index.fields.id;
        let writer = self.tantivy()?;
        for id in ids {
            writer.delete_term(Term::from_field_bytes(field, key(id)));
        }
        Ok(())
    }

    /// Has all that was done until now be there for everybody who looks, also
    /// after a crash, and takes note of it in the index; returns the
    /// [step](Index::step) at which it then is.
    pub fn commit(&mut self) -> Result<u64, IndexError> {
        let step = self.tantivy()?.commit();
        let step = step.map_err(|error| broken(&self.index.place, &error))?;
        self.added.clear();
        self.index.refresh()?;
        Ok(step)
    }

    /// Forgets what was done since the last commit: when something failed, for
    /// the threads of the index end with the first that cannot go on.
    pub fn roll_back(&mut self) {
        // What waits for them goes with it.
        self.tantivy = None;
        self.added.clear();
    }

    /// Brings the index to rest: merges what is in too many pieces, and after most of
    /// it `is_new` all of it, unless that is much.
    ///
    /// To be called when everything is committed; takes some time after a
    /// large build, and as much room again. If it fails, the index is as it was.
    pub fn settle(&mut self, is_new: bool) -> Result<(), IndexError> {
        self.seen = None;
        let index = Arc::clone(&self.index);
        let broken = |error| broken(&index.place, &error);
        let small =
            || index.tantivy.searchable_segment_metas().map(|segments| too_small(segments, is_new));
        if small().map_err(broken)?.len() > 1 {
            // Nothing may be merged twice at a time.
            if let Some(writer) = self.tantivy.take() {
                writer.wait_merging_threads().map_err(broken)?;
            }
            let small = small().map_err(broken)?;
            if small.len() > 1 {
                self.tantivy()?.merge(&small).wait().map_err(broken)?;
            }
        } else if self.tantivy.is_none() {
            return Ok(());
        }
        index.refresh()?;
        // What was merged can go only now that it is not read here any more, or
        // is soon read to the end.
        let gone = self.tantivy()?.garbage_collect_files().wait();
        gone.map(drop).map_err(broken)
    }
}

/// Whether files lie there that are of no use any more, because a process ended
/// while it merged.
fn has_leftovers(index: &tantivy::Index) -> bool {
    let used = index.searchable_segment_ids().unwrap_or_default();
    let used: Vec<String> = used.iter().map(SegmentId::uuid_string).collect();
    let of_none = |file: &PathBuf| {
        let name = file.to_string_lossy();
        name.contains('.') && name != "meta.json" && !used.iter().any(|id| name.starts_with(id))
    };
    index.directory().list_managed_files().iter().any(of_none)
}

/// Takes the place of the one that writes.
fn begun(index: &tantivy::Index) -> tantivy::Result<IndexWriter<Written>> {
    let threads = (cores() / 2).clamp(1, THREADS);
    let options = IndexWriterOptions::builder()
        .num_worker_threads(threads)
        .memory_budget_per_thread(HEAP / threads)
        .num_merge_threads(1)
        .build();
    let writer: IndexWriter<Written> = index.writer_with_options(options)?;
    let mut policy = LogMergePolicy::default();
    policy.set_min_num_segments(GATHERED);
    writer.set_merge_policy(Box::new(policy));
    // What a crash left behind.
    drop(writer.garbage_collect_files());
    Ok(writer)
}

/// The segments of which one is to be made.
fn too_small(mut segments: Vec<SegmentMeta>, is_new: bool) -> Vec<SegmentId> {
    segments.sort_by_key(SegmentMeta::num_docs);
    let sizes: Vec<u32> = segments.iter().map(SegmentMeta::num_docs).collect();
    segments[..merged(&sizes, is_new)].iter().map(SegmentMeta::id).collect()
}

/// How many segments of these sizes, the smallest first, are to be one: so many
/// that each other one holds more articles than all smaller ones together, but
/// for the large ones, and that they are not too many. What is new is merged wholly,
/// if it is not much: in how many pieces it came depends on how fast the disk was,
/// and a hundred thousand articles in three took .462 of their text for .448.
fn merged(sizes: &[u32], is_new: bool) -> usize {
    if is_new && sizes.iter().sum::<u32>() < 2 * LARGE {
        return sizes.len();
    }
    let (mut sum, mut merged) = (0, sizes.len().saturating_sub(SEGMENTS - 1));
    for (size, rank) in sizes.iter().zip(1..) {
        if *size <= sum && *size < LARGE {
            merged = merged.max(rank);
        }
        sum += size;
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_segments_become_one() {
        assert_eq!(merged(&[400, 6_000, 6_000, 6_000], false), 4);
        assert_eq!(merged(&[5, 5, 5, 50_000], false), 3);
    }

    #[test]
    fn who_holds_more_than_all_smaller_ones_is_left_alone() {
        assert!(merged(&[], false) < 2);
        assert!(merged(&[1], false) < 2);
        assert!(merged(&[1, 2, 4, 8, 16, 32, 64, 128], false) < 2);
    }

    #[test]
    fn what_is_new_is_in_one_piece_if_it_is_not_much() {
        assert_eq!(merged(&[4_496, 31_317, 64_187], true), 3);
        assert!(merged(&[4_496, 31_317, 2 * LARGE], true) < 2);
    }

    #[test]
    fn large_segments_are_merged_only_where_there_are_too_many() {
        assert!(merged(&[LARGE; 8], false) < 2);
        assert_eq!(merged(&[LARGE; 10], false), 3);
        assert_eq!(merged(&[7, 7, LARGE, LARGE, LARGE], false), 2);
    }
}
