//! Who tells the story of whom, from what the index keeps of each article to
//! compare it.
//!
//! Its one idea: no list on disk says who has a key. All keys are gone through,
//! and those that are looked for are sorted, which costs less than lists that
//! are written with every article. It takes time in proportion to the archive.
//! Where all of it is compared, keys that only one article has are left out before
//! they are sorted.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::iter::repeat_n;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use fixedbitset::FixedBitSet;
use tantivy::columnar::{Column, ColumnValues};

use super::schema::column;
use super::snapshot::{Read, Segment, Snapshot};
use super::threads::{cores, together};
use crate::article::ArticleId;
use crate::search::copies::{COMPARED, ENOUGH, Pair, SHARERS, pair};
use crate::versions::{Likeness, Sketch, Trace};

/// Articles whose identities are read at once.
const TOGETHER: usize = 1 << 13;

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
            ranks.filter_map(Result::transpose).collect::<Read<_>>()?
        }
    };
    let traces = Traces::open(snapshot)?;
    let sharers = Sharers::of(new.map(|_| &wanted[..]), &traces);
    let share = wanted.len().div_ceil(cores()).max(1);
    let of = |part| {
        let texts = Texts { read: &whole, snapshot, wholes: HashMap::new(), kept: 0 };
        pairs_of(part, &traces, &sharers, texts, stop)
    };
    let found = together(wanted.chunks(share).map(|part| move || of(part)));
    let found: Option<Vec<_>> = found.into_iter().collect();
    found.map(|found| named(snapshot, &agreed(found))).transpose()
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

/// Who has which key.
struct Sharers {
    /// A key as a [`number`], and the rank of one who has it; in order.
    entries: Vec<(u32, u32)>,
    /// Where the entries begin whose numbers begin with the same bits.
    starts: Vec<u32>,
    /// How many bits a number has behind those.
    behind: u32,
}

impl Sharers {
    /// Who has the keys of these articles; all keys of all articles if they are
    /// not named.
    fn of(articles: Option<&[usize]>, traces: &Traces<'_>) -> Self {
        let is_asked: Box<dyn Fn(u32) -> bool> = match articles {
            None => Box::new(shared(traces)),
            Some(articles) => {
                let keys =
                    |rank: &usize| traces.trace(*rank).keys().map(number).collect::<Vec<_>>();
                let asked = articles.iter().flat_map(keys);
                let asked: HashSet<u32, foldhash::fast::RandomState> = asked.collect();
                Box::new(move |number| asked.contains(&number))
            }
        };
        let mut entries = Vec::new();
        traces.each_key(|rank, key| {
            let number = number(key);
            if is_asked(number) {
                entries.push((number, rank));
            }
        });
        Self::among(entries)
    }

    /// Those that these entries tell.
    fn among(mut entries: Vec<(u32, u32)>) -> Self {
        entries.sort_unstable();
        // Four to eight entries, so that few are gone through for a key.
        let bits = (entries.len() / 4).max(2).ilog2();
        let behind = u32::BITS - bits;
        let mut starts = vec![0; (1 << bits) + 1];
        for (number, _) in &entries {
            starts[(number >> behind) as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        Self { entries, starts, behind }
    }

    /// Who has a key, of those in the list [about](SHARERS) an article.
    fn of_key(&self, key: u64, about: u32) -> impl Iterator<Item = u32> {
        let number = number(key);
        let at = (number >> self.behind) as usize;
        let near = &self.entries[self.starts[at] as usize..self.starts[at + 1] as usize];
        let (before, behind) =
            near.split_at(near.partition_point(|entry| *entry < (number, about)));
        let has_it = move |entry: &&(u32, u32)| entry.0 == number;
        let before = before.iter().rev().take(SHARERS / 2).take_while(has_it);
        // The first is the article itself.
        let behind = behind.iter().take(SHARERS / 2 + 1).take_while(has_it);
        before.chain(behind).map(|(_, rank)| *rank)
    }

    /// Those that have most in common with an article, as far as they are worth
    /// comparing; of equals the nearest in the list.
    fn nearest(&self, own: u32, trace: &Trace) -> Vec<u32> {
        let mut met = Vec::new();
        for key in trace.keys() {
            let counts = if Trace::is_strong(key) { ENOUGH as usize } else { 1 };
            met.extend(self.of_key(key, own).flat_map(|other| repeat_n(other, counts)));
        }
        met.sort_unstable();
        let mut shared: Vec<_> = met
            .chunk_by(|one, other| one == other)
            .filter(|times| times.len() >= ENOUGH as usize && times[0] != own)
            .map(|times| (Reverse(times.len()), times[0].abs_diff(own), times[0]))
            .collect();
        shared.sort_unstable();
        shared.into_iter().take(COMPARED).map(|(.., other)| other).collect()
    }
}

/// Tells the numbers that two articles have, and of the others those, a quarter
/// at most, whose first bits another number has as well: two bits for each of these
/// beginnings take less memory than the numbers.
fn shared(traces: &Traces<'_>) -> impl Fn(u32) -> bool + use<> {
    let keys = (traces.snapshot.len() * Trace::KEYS).max(2);
    // Four to eight times as many places as keys.
    let bits = (4 * keys).ilog2().min(u32::BITS - 1) + 1;
    let place = move |number: u32| (number >> (u32::BITS - bits)) as usize;
    let [mut met, mut again] = [1, 2].map(|_| FixedBitSet::with_capacity(1 << bits));
    traces.each_key(|_, key| {
        let place = place(number(key));
        if met.put(place) {
            again.insert(place);
        }
    });
    move |number| again[place(number)]
}

/// A rank in 32 bits: an index has no more articles.
fn ranked(rank: usize) -> u32 {
    u32::try_from(rank).expect("an index holds fewer articles")
}

/// A key in 32 bits, evenly spread: the hashes that are kept are the least ones,
/// and would all begin with the same bits. Two keys may have the same number,
/// which costs no more than a look at an article.
fn number(key: u64) -> u32 {
    // The golden ratio: neighbours go far apart.
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
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

    /// Those that are compared with the article of a rank, where three hundred
    /// have two keys in common.
    fn compared(rank: u32) -> Vec<u32> {
        let trace = Trace { address: Some(1 << 62), headline: Some(1 << 61), ..Trace::default() };
        let keys: Vec<u32> = trace.keys().map(number).collect();
        let entries = (0..300).flat_map(|rank| keys.iter().map(move |key| (*key, rank)));
        let mut compared = Sharers::among(entries.collect()).nearest(rank, &trace);
        compared.sort_unstable();
        compared
    }

    #[test]
    fn of_many_who_have_a_key_those_next_in_the_list_are_compared() {
        let half = u32::try_from(COMPARED / 2).unwrap();
        let about = |rank: u32| (rank - half..=rank + half).filter(move |other| *other != rank);
        assert_eq!(compared(150), about(150).collect::<Vec<_>>());
    }

    #[test]
    fn at_an_end_of_the_list_those_on_the_one_side_are_compared() {
        let half = u32::try_from(SHARERS / 2).unwrap();
        assert_eq!(compared(0), (1..=half).collect::<Vec<_>>());
        assert_eq!(compared(299), (299 - half..299).collect::<Vec<_>>());
    }

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

    #[test]
    fn nobody_shares_anything_in_an_empty_index() {
        let trace = Trace { headline: Some(1 << 61), ..Trace::default() };
        assert_eq!(Sharers::among(Vec::new()).nearest(0, &trace), [0; 0]);
    }
}
