//! Finds copies among articles whose traces are all in memory.

use std::collections::{BTreeSet, HashMap};

use super::{COMPARED, ENOUGH, Families, Pair, SHARERS, pair};
use crate::article::ArticleId;
use crate::versions::Trace;

/// The traces of some articles, and who is paired with whom.
#[derive(Debug, Default)]
pub(in crate::search) struct Memory {
    traces: HashMap<ArticleId, Trace>,
    by_key: HashMap<u64, Vec<ArticleId>>,
    pairs: BTreeSet<Pair>,
}

impl Memory {
    /// Takes in an article; one that is there already is replaced.
    pub(in crate::search) fn insert(&mut self, id: ArticleId, trace: Trace) {
        self.remove(id);
        let mut shared: HashMap<ArticleId, u32> = HashMap::new();
        for key in trace.keys() {
            let counts = if Trace::is_strong(key) { ENOUGH } else { 1 };
            let sharers = self.by_key.entry(key).or_default();
            for other in sharers.iter().take(SHARERS) {
                *shared.entry(*other).or_default() += counts;
            }
            sharers.push(id);
        }
        let mut shared: Vec<_> = shared.into_iter().filter(|(_, count)| *count >= ENOUGH).collect();
        shared.sort_unstable_by_key(|(other, count)| (std::cmp::Reverse(*count), *other));
        for (other, _) in shared.into_iter().take(COMPARED) {
            if self.traces.get(&other).is_some_and(|other| other.is_kin(&trace)) {
                self.pairs.insert(pair(id, other));
            }
        }
        self.traces.insert(id, trace);
    }

    /// Takes an article out, if it is there.
    pub(in crate::search) fn remove(&mut self, id: ArticleId) {
        let Some(trace) = self.traces.remove(&id) else { return };
        for key in trace.keys() {
            if let Some(sharers) = self.by_key.get_mut(&key) {
                sharers.retain(|other| *other != id);
            }
        }
        self.pairs.retain(|(one, other)| *one != id && *other != id);
    }

    /// The families of all that is there.
    pub(in crate::search) fn families(&self) -> Families {
        Families::from_pairs(self.pairs.iter().copied())
    }
}
