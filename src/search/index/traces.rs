//! Who tells the story of whom, from what the index keeps of each article to
//! compare it.
//!
//! Its one idea: no list says who has a key; all keys are gone through once for
//! many articles together. That is a look at some numbers of each, which costs
//! less for a whole archive than lists that are written with every article,
//! and for a single article no more than a search.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use tantivy::columnar::{Column, ColumnValues};

use super::schema::column;
use super::snapshot::{Read, Segment, Snapshot};
use crate::article::ArticleId;
use crate::search::copies::{COMPARED, ENOUGH, Pair, SHARERS, pair};
use crate::versions::{Sketch, Trace};

/// Articles whose sharers are gathered at once, which bounds the memory.
const TOGETHER: usize = 1 << 13;

/// A table that is fast to look up.
type Table<K, V> = HashMap<K, V, foldhash::fast::RandomState>;

/// Pairs these articles, or all, with those that tell their story.
pub(super) fn kin(snapshot: &Snapshot, new: Option<&[ArticleId]>) -> Read<Vec<Pair>> {
    let wanted: Vec<usize> = match new {
        None => (0..snapshot.len()).collect(),
        Some(ids) => {
            let ranks = ids.iter().map(|id| snapshot.rank(*id));
            ranks.filter_map(Result::transpose).collect::<Read<_>>()?
        }
    };
    let traces = Traces::open(snapshot)?;
    let mut found: HashSet<(usize, usize)> = HashSet::new();
    for wanted in wanted.chunks(TOGETHER) {
        let sharing = Sharing::of(wanted, &traces);
        for (at, rank) in wanted.iter().enumerate() {
            let near = sharing.nearest(at, *rank);
            if near.is_empty() {
                continue;
            }
            let trace = traces.trace(*rank);
            let kin = near.into_iter().filter(|other| traces.trace(*other).is_kin(&trace));
            found.extend(kin.map(|other| (other.min(*rank), other.max(*rank))));
        }
    }
    named(snapshot, &found)
}

/// The pairs, by identity.
fn named(snapshot: &Snapshot, found: &HashSet<(usize, usize)>) -> Read<Vec<Pair>> {
    let mut ranks: Vec<usize> = found.iter().flat_map(|(one, other)| [*one, *other]).collect();
    ranks.sort_unstable();
    ranks.dedup();
    let mut ids = HashMap::new();
    for ranks in ranks.chunks(TOGETHER) {
        let rows = snapshot.rows(ranks.iter().copied())?;
        ids.extend(ranks.iter().copied().zip(rows.into_iter().map(|row| row.id)));
    }
    Ok(found.iter().map(|(one, other)| pair(ids[one], ids[other])).collect())
}

/// Who has keys in common with some articles.
struct Sharing {
    /// For each key of the articles, who has it too, and how much that counts.
    sharers: Vec<(Vec<u32>, u32)>,
    /// For each article, its keys, by their number.
    keys: Vec<Vec<usize>>,
}

impl Sharing {
    fn of(wanted: &[usize], traces: &Traces<'_>) -> Self {
        let mut numbers: Table<u64, usize> = HashMap::default();
        let mut sharers = Vec::new();
        let mut number = |key: u64| {
            *numbers.entry(key).or_insert_with(|| {
                let counts = if Trace::is_strong(key) { ENOUGH } else { 1 };
                sharers.push((Vec::new(), counts));
                sharers.len() - 1
            })
        };
        let of_one = |rank: &usize| traces.trace(*rank).keys().map(&mut number).collect();
        let keys = wanted.iter().map(of_one).collect();
        traces.each_key(|rank, key| {
            if let Some(number) = numbers.get(&key) {
                let (sharers, _) = &mut sharers[*number];
                // One of them may be the article itself.
                if sharers.len() <= SHARERS {
                    sharers.push(rank);
                }
            }
        });
        Self { sharers, keys }
    }

    /// Those that have most in common with an article, as far as they are worth
    /// comparing.
    fn nearest(&self, at: usize, rank: usize) -> Vec<usize> {
        let mut shared: Table<u32, u32> = HashMap::default();
        for number in &self.keys[at] {
            let (sharers, counts) = &self.sharers[*number];
            for other in sharers {
                *shared.entry(*other).or_default() += counts;
            }
        }
        let mut shared: Vec<_> = shared
            .into_iter()
            .filter(|(other, count)| *count >= ENOUGH && *other as usize != rank)
            .map(|(other, count)| (Reverse(count), other))
            .collect();
        if shared.len() > COMPARED {
            shared.select_nth_unstable(COMPARED);
            shared.truncate(COMPARED);
        }
        shared.into_iter().map(|(_, other)| other as usize).collect()
    }
}

/// What is kept of the articles of a snapshot.
struct Traces<'a> {
    snapshot: &'a Snapshot,
    columns: Vec<(Segment<'a>, Columns)>,
}

/// What is kept of those of a segment.
struct Columns {
    least: Column<u64>,
    shingles: Arc<dyn ColumnValues<u64>>,
    address: Arc<dyn ColumnValues<u64>>,
    headed: Arc<dyn ColumnValues<u64>>,
}

impl<'a> Traces<'a> {
    fn open(snapshot: &'a Snapshot) -> Read<Self> {
        let open = |segment: Segment<'a>| {
            let fast = segment.reader.fast_fields();
            let column = |name| fast.column_first_or_default::<u64>(name);
            let [shingles, address, headed] =
                [column(column::SHINGLES)?, column(column::ADDRESS)?, column(column::HEADED)?];
            let none = || Column::build_empty_column(segment.reader.max_doc());
            let least = fast.column_opt::<u64>(column::LEAST)?.unwrap_or_else(none);
            Ok((segment, Columns { least, shingles, address, headed }))
        };
        Ok(Self { snapshot, columns: snapshot.segments().map(open).collect::<Read<_>>()? })
    }

    /// What is kept of the article of a rank.
    fn trace(&self, rank: usize) -> Trace {
        let at = self.snapshot.address(rank);
        self.columns[at.segment_ord as usize].1.trace(at.doc_id, usize::MAX)
    }

    /// Calls `each` with every rank and key, each article's keys in a row.
    fn each_key(&self, mut each: impl FnMut(u32, u64)) {
        for (segment, columns) in &self.columns {
            for (doc, rank) in segment.alive() {
                let rank = u32::try_from(rank).unwrap_or(u32::MAX);
                columns.trace(doc, Trace::FOUND_BY).keys().for_each(|key| each(rank, key));
            }
        }
    }
}

impl Columns {
    /// What is kept of a document, with so many of the hashes at most.
    fn trace(&self, doc: u32, most: usize) -> Trace {
        let number = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        let least = self.least.values_for_doc(doc).take(most).map(number).collect();
        let stated = |column: &Arc<dyn ColumnValues<u64>>| {
            Some(column.get_val(doc)).filter(|hash| *hash > 0)
        };
        Trace {
            sketch: Sketch::from_parts(least, number(self.shingles.get_val(doc))),
            address: stated(&self.address),
            headline: stated(&self.headed),
        }
    }
}
