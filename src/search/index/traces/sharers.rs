//! Who has a key in common with an article.
//!
//! Knows keys and ranks, not what they stand for. Its one idea: all stand in one
//! row by key and rank, and whoever is too far in it from all that ask goes.

use std::cmp::Reverse;
use std::iter::repeat_n;

use fixedbitset::FixedBitSet;

use super::{Traces, ranked};
use crate::search::copies::{COMPARED, ENOUGH, SHARERS};
use crate::versions::Trace;

/// Those that are looked at for a key on either side of an article.
const NEAR: usize = SHARERS / 2;

/// Who has which key.
pub(super) struct Sharers {
    /// A key as a [`number`], and the rank of one who has it; in order.
    entries: Vec<(u32, u32)>,
    /// Where the entries begin whose numbers begin with the same bits.
    starts: Vec<u32>,
    /// How many bits a number has behind those.
    behind: u32,
}

impl Sharers {
    /// Who has the keys of these articles, each of which stands there once, as far
    /// as [`Self::nearest`] asks for them.
    pub(super) fn of(articles: &[usize], traces: &Traces<'_>) -> Self {
        let keys = articles.len() * Trace::KEYS;
        let mut asked = Asked::with_capacity(keys);
        // What grows step by step would leave to malloc as much again.
        let mut entries = Vec::with_capacity(2 * keys);
        let mut own = FixedBitSet::with_capacity(traces.snapshot.len());
        for rank in articles {
            debug_assert!(!own.contains(*rank), "it would count for two");
            own.insert(*rank);
            let trace = traces.trace(*rank);
            for number in trace.keys().map(number) {
                asked.insert(number);
                entries.push((number, ranked(*rank)));
            }
        }
        traces.each_key(|rank, key| {
            let number = number(key);
            if asked.may_contain(number) && !own.contains(rank as usize) {
                if entries.len() == entries.capacity() {
                    thin(&mut entries, &own);
                    // So that it is not soon to be done again.
                    entries.reserve_exact(entries.len() / 2);
                }
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
        let before = before.iter().rev().take(NEAR).take_while(has_it);
        // The first is the article itself.
        let behind = behind.iter().take(NEAR + 1).take_while(has_it);
        before.chain(behind).map(|(_, rank)| *rank)
    }

    /// Those that have most in common with one of the articles, as far as they are worth
    /// comparing; of equals the nearest in the list.
    pub(super) fn nearest(&self, own: u32, trace: &Trace) -> Vec<u32> {
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

/// Leaves out whoever has a key in common with these articles, but with more than
/// [`NEAR`] others between: those that come later only put it farther away.
fn thin(entries: &mut Vec<(u32, u32)>, own: &FixedBitSet) {
    entries.sort_unstable();
    let is_own = |entry: &(u32, u32)| own.contains(entry.1 as usize);
    let mut kept = FixedBitSet::with_capacity(entries.len());
    let mut from = 0;
    for group in entries.chunk_by(|one, other| one.0 == other.0) {
        let (mut behind, mut before) = (0, 0);
        for (at, entry) in group.iter().enumerate() {
            behind = if is_own(entry) { NEAR + 1 } else { behind };
            kept.set(from + at, behind > 0);
            behind = behind.saturating_sub(1);
        }
        for (at, entry) in group.iter().enumerate().rev() {
            before = if is_own(entry) { NEAR + 1 } else { before };
            kept.set(from + at, kept.contains(from + at) || before > 0);
            before = before.saturating_sub(1);
        }
        from += group.len();
    }
    let mut at = 0;
    entries.retain(|_| {
        at += 1;
        kept.contains(at - 1)
    });
}

/// Numbers that are looked for, by their first bits: a bit for each such beginning,
/// eight times as many as numbers at least, so that an eighth at most of all other
/// numbers is taken for one of them.
struct Asked {
    beginnings: FixedBitSet,
    /// How many bits a number has behind its beginning.
    behind: u32,
}

impl Asked {
    fn with_capacity(numbers: usize) -> Self {
        /// As few as cost nothing: of few numbers hardly another is taken for one.
        const FEWEST: usize = 1 << 14;

        let bits = (8 * numbers.max(FEWEST)).ilog2().min(u32::BITS - 2) + 1;
        Self { beginnings: FixedBitSet::with_capacity(1 << bits), behind: u32::BITS - bits }
    }

    fn insert(&mut self, number: u32) {
        self.beginnings.insert((number >> self.behind) as usize);
    }

    fn may_contain(&self, number: u32) -> bool {
        self.beginnings.contains((number >> self.behind) as usize)
    }
}

/// A key in 32 bits, evenly spread: the hashes that are kept are the least ones,
/// and would all begin with the same bits. Two keys may have the same number,
/// which costs no more than a look at an article.
fn number(key: u64) -> u32 {
    // The golden ratio: neighbours go far apart.
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn two_keys() -> Trace {
        Trace { address: Some(1 << 62), headline: Some(1 << 61), ..Trace::default() }
    }

    /// Those that are compared with the article of a rank, where three hundred
    /// have two keys in common.
    fn compared(rank: u32) -> Vec<u32> {
        let trace = two_keys();
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
    fn who_is_too_far_from_all_that_ask_is_left_out_and_they_find_the_same() {
        let trace = two_keys();
        let keys: Vec<u32> = trace.keys().map(number).collect();
        let entries = (0..300).flat_map(|rank| keys.iter().map(move |key| (*key, rank)));
        let all: Vec<_> = entries.chain([(7, 3)]).collect();
        let own = [100, 101, 200].into_iter().collect();
        let mut some = all.clone();
        thin(&mut some, &own);
        let half = u32::try_from(SHARERS / 2).unwrap();
        let near: Vec<u32> = (100 - half..=101 + half).chain(200 - half..=200 + half).collect();
        for key in some.chunk_by(|one, other| one.0 == other.0) {
            assert_eq!(key.iter().map(|entry| entry.1).collect::<Vec<_>>(), near);
        }
        let (all, some) = (Sharers::among(all), Sharers::among(some));
        for rank in [100, 101, 200] {
            assert_eq!(some.nearest(rank, &trace), all.nearest(rank, &trace));
        }
    }

    proptest! {
        #[test]
        fn however_often_others_are_left_out_each_finds_the_same(
            own in vec(0_u32..400, 1..8),
            others in vec((0_u32..4, 0_u32..400), 0..1_000),
            pause in 1_usize..200,
        ) {
            let trace = two_keys();
            let keys: Vec<u32> = trace.keys().map(number).collect();
            let is_own: FixedBitSet = own.iter().map(|rank| *rank as usize).collect();
            let mut all: Vec<(u32, u32)> = is_own
                .ones()
                .flat_map(|rank| keys.iter().map(move |key| (*key, ranked(rank))))
                .collect();
            let mut some = all.clone();
            for (at, (key, rank)) in others.into_iter().enumerate() {
                if !is_own.contains(rank as usize) {
                    let number = keys.get(key as usize).copied().unwrap_or(key);
                    all.push((number, rank));
                    some.push((number, rank));
                }
                if at % pause == 0 {
                    thin(&mut some, &is_own);
                }
            }
            let (all, some) = (Sharers::among(all), Sharers::among(some));
            for rank in own {
                prop_assert_eq!(some.nearest(rank, &trace), all.nearest(rank, &trace));
            }
        }
    }

    #[test]
    fn what_is_looked_for_is_met_and_little_else() {
        for (looked_for, most) in [(100, 10), (100_000, 1_250)] {
            let mut asked = Asked::with_capacity(usize::try_from(looked_for).unwrap());
            (0..looked_for).for_each(|key| asked.insert(number(key)));
            assert!((0..looked_for).all(|key| asked.may_contain(number(key))));
            let others = (100_000..110_000).filter(|key| asked.may_contain(number(*key))).count();
            assert!(others < most, "{others} of 10,000 for {looked_for}");
        }
    }

    #[test]
    fn nobody_shares_anything_in_an_empty_index() {
        let trace = Trace { headline: Some(1 << 61), ..Trace::default() };
        assert_eq!(Sharers::among(Vec::new()).nearest(0, &trace), [0; 0]);
    }
}
