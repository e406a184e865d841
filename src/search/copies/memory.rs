//! Finds copies among articles that are all in memory.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use super::{COMPARED, ENOUGH, Families, Pair, SHARERS, pair};
use crate::article::ArticleId;
use crate::search::entry::Entry;
use crate::versions::{Sketch, Trace};

/// Some articles, and who is paired with whom.
#[derive(Default)]
pub(in crate::search) struct Memory {
    known: HashMap<ArticleId, Known>,
    by_key: HashMap<u64, Vec<ArticleId>>,
    pairs: BTreeSet<Pair>,
}

/// What is compared of an article.
struct Known {
    trace: Trace,
    entry: Arc<Entry>,
    /// All that it says, once that was asked for.
    whole: OnceLock<Sketch>,
}

impl Known {
    fn whole(&self) -> &Sketch {
        self.whole.get_or_init(|| self.entry.whole())
    }

    fn is_kin(&self, other: &Self) -> bool {
        self.trace.is_kin(&other.trace, || Some(self.whole().likeness(other.whole())))
    }
}

impl Memory {
    /// Takes in an article and its trace; one that is there already is replaced.
    pub(in crate::search) fn insert(&mut self, entry: Arc<Entry>, trace: Trace) {
        let id = entry.id();
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
        let new = Known { trace, entry, whole: OnceLock::new() };
        for (other, _) in shared.into_iter().take(COMPARED) {
            if self.known.get(&other).is_some_and(|other| other.is_kin(&new)) {
                self.pairs.insert(pair(id, other));
            }
        }
        self.known.insert(id, new);
    }

    /// Takes an article out, if it is there.
    pub(in crate::search) fn remove(&mut self, id: ArticleId) {
        let Some(gone) = self.known.remove(&id) else { return };
        for key in gone.trace.keys() {
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
