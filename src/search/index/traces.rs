//! Who tells the story of whom, from what the index keeps of each article to
//! compare it.
//!
//! Its one idea: no list on disk says who has a key. All keys are gone through,
//! and those that are looked for are sorted, which costs less than lists that
//! are written with every article. Those of a large archive are looked for in
//! parts; where many share a key, what is sorted then hardly grows with it.

mod sharers;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tantivy::columnar::{Column, ColumnValues};

use super::schema::column;
use super::snapshot::{Read, Segment, Snapshot};
use super::threads::{cores, together};
use crate::article::ArticleId;
use crate::search::copies::{Pair, pair};
use crate::versions::{Likeness, Sketch, Trace};
use sharers::Sharers;

/// Articles whose identities are read at once.
const TOGETHER: usize = 1 << 13;

/// Articles whose keys are looked for at once. For each such part all keys of the
/// archive are gone through.
const PART: usize = 1 << 17;

/// Others with which an article is compared closely at most, those first that
/// have most keys in common with it: each is a file that is read. Of the rest
/// only those that leave no doubt are its kin: where a paragraph is in all
/// articles of a paper, sketches alone would take hundreds for copies.
const CLOSE: usize = 12;

/// Shingles that each thread keeps of articles that it read: those of some four
/// hundred.
const SHINGLES: usize = 1 << 18;

/// Pairs these articles, or all, with those that tell their story; `whole` reads
/// all that one says where what is kept of it leaves that open. All cores are at
/// it. `None` if it is stopped before the end.
pub(super) fn kin(
    snapshot: &Snapshot,
    new: Option<&[ArticleId]>,
    whole: impl Fn(ArticleId) -> Option<Sketch> + Sync,
    stop: &AtomicBool,
) -> Read<Option<Vec<Pair>>> {
    let wanted: Vec<usize> = match new {
        None => (0..snapshot.len()).collect(),
        Some(ids) => {
            let ranks = ids.iter().map(|id| snapshot.rank(*id));
            let ranks = ranks.filter_map(Result::transpose).collect::<Read<BTreeSet<_>>>()?;
            ranks.into_iter().collect()
        }
    };
    let traces = Traces::open(snapshot)?;
    let mut found = Vec::new();
    for part in wanted.chunks(PART) {
        let sharers = Sharers::of(part, &traces);
        let of = |some| {
            let texts = Texts { read: &whole, snapshot, wholes: HashMap::new(), kept: 0 };
            pairs_of(some, &traces, &sharers, texts, stop)
        };
        let each = part.chunks(part.len().div_ceil(cores()).max(1));
        let verdicts: Option<Vec<_>> =
            together(each.map(|some| move || of(some))).into_iter().collect();
        let Some(verdicts) = verdicts else { return Ok(None) };
        found.extend(verdicts);
    }
    named(snapshot, &agreed(found)).map(Some)
}

/// Whether two were compared closely, and whether they are of one story: of two
/// verdicts the close one is the greater.
type Verdict = (bool, bool);

/// Who is of one story by the verdicts of all threads. A pair whose articles
/// fell to two of them was judged twice, and by one perhaps from afar.
fn agreed(all: Vec<HashMap<(u32, u32), Verdict>>) -> Vec<(u32, u32)> {
    let mut verdicts = HashMap::new();
    for (couple, verdict) in all.into_iter().flatten() {
        let known = verdicts.entry(couple).or_insert(verdict);
        *known = verdict.max(*known);
    }
    let of_one_story = verdicts.into_iter().filter(|(_, (_, is_kin))| *is_kin);
    of_one_story.map(|(couple, _)| couple).collect()
}

/// What is to be said of the pairs one of whom is among these, but for those that
/// have next to nothing in common; `None` if it is stopped.
fn pairs_of<R: Fn(ArticleId) -> Option<Sketch>>(
    wanted: &[usize],
    traces: &Traces<'_>,
    sharers: &Sharers,
    mut texts: Texts<'_, R>,
    stop: &AtomicBool,
) -> Option<HashMap<(u32, u32), Verdict>> {
    let mut decided: HashMap<(u32, u32), Verdict> = HashMap::new();
    for rank in wanted {
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        let (own, trace) = (ranked(*rank), traces.trace(*rank));
        let mut left = CLOSE;
        for other in sharers.nearest(own, &trace) {
            let couple = (own.min(other), own.max(other));
            if let Some((true, _)) = decided.get(&couple) {
                // As if it were read again: on another thread it would be, and
                // the same is to be found however the work is shared.
                left = left.saturating_sub(1);
                continue;
            }
            let before = left;
            let closely = || {
                let Some(fewer) = left.checked_sub(1) else { return Some(Likeness::default()) };
                left = fewer;
                texts.likeness(own, other)
            };
            let is_kin = traces.trace(other as usize).is_kin(&trace, closely);
            let verdict = (left < before, is_kin);
            if verdict > (false, false) {
                decided.insert(couple, verdict);
            }
        }
    }
    Some(decided)
}

/// The articles that were read, to be compared by all that they say.
struct Texts<'a, R> {
    read: R,
    snapshot: &'a Snapshot,
    /// Each as far as it could be read: who is compared comes again soon.
    wholes: HashMap<u32, Option<Sketch>>,
    /// The shingles that are kept of all.
    kept: usize,
}

impl<R: Fn(ArticleId) -> Option<Sketch>> Texts<'_, R> {
    /// How much two have in common; `None` if one cannot be read any more.
    fn likeness(&mut self, one: u32, other: u32) -> Option<Likeness> {
        if self.kept > SHINGLES {
            (self.wholes, self.kept) = (HashMap::new(), 0);
        }
        for rank in [one, other] {
            if !self.wholes.contains_key(&rank) {
                let row = self.snapshot.rows([rank as usize]).ok();
                let whole = row.and_then(|rows| (self.read)(rows.first()?.id));
                self.kept += whole.as_ref().map_or(0, |whole| whole.least().len());
                self.wholes.insert(rank, whole);
            }
        }
        let [one, other] = [one, other].map(|rank| self.wholes.get(&rank)?.as_ref());
        Some(one?.likeness(other?))
    }
}

/// The pairs, by identity.
fn named(snapshot: &Snapshot, found: &[(u32, u32)]) -> Read<Vec<Pair>> {
    let mut ranks: Vec<u32> = found.iter().flat_map(|(one, other)| [*one, *other]).collect();
    ranks.sort_unstable();
    ranks.dedup();
    let mut ids = HashMap::new();
    for ranks in ranks.chunks(TOGETHER) {
        let rows = snapshot.rows(ranks.iter().map(|rank| *rank as usize))?;
        ids.extend(ranks.iter().copied().zip(rows.into_iter().map(|row| row.id)));
    }
    Ok(found.iter().map(|(one, other)| pair(ids[one], ids[other])).collect())
}

/// A rank in 32 bits: an index has no more articles.
fn ranked(rank: usize) -> u32 {
    u32::try_from(rank).expect("an index holds fewer articles")
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
                let keys = columns.trace(doc, Trace::FOUND_BY);
                keys.keys().for_each(|key| each(ranked(rank), key));
            }
        }
    }
}

impl Columns {
    /// What is kept of a document, with so many of the hashes at most.
    fn trace(&self, doc: u32, most: usize) -> Trace {
        let number = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        let steps = self.least.values_for_doc(doc).take(most).map(number);
        let stated = |column: &Arc<dyn ColumnValues<u64>>| {
            Some(column.get_val(doc)).filter(|hash| *hash > 0)
        };
        Trace {
            sketch: Sketch::from_steps(steps, number(self.shingles.get_val(doc))),
            address: stated(&self.address),
            headline: stated(&self.headed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_verdicts_on_a_pair_the_close_one_stands() {
        let (close_no, rough_yes) = ((true, false), (false, true));
        let verdicts = |first, second| {
            let others = [((3, 4), (true, true)), ((5, 6), (false, true)), ((7, 8), (true, false))];
            vec![HashMap::from([((1, 2), first)]), others.into(), HashMap::from([((1, 2), second)])]
        };
        for (first, second) in [(close_no, rough_yes), (rough_yes, close_no)] {
            let mut agreed = agreed(verdicts(first, second));
            agreed.sort_unstable();
            assert_eq!(agreed, [(3, 4), (5, 6)]);
        }
    }
}
