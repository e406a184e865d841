//! Puts articles in the order of how well they match.
//!
//! BM25 (Robertson & Zaragoza 2009, “The Probabilistic Relevance Framework”)
//! over all that a query looks for in text; a word of the headline counts as
//! several of the text, as in BM25F. What an article must not hold, and what is
//! known of it, changes nothing; without anything to look for in text, and
//! between equals, the newest comes first.

use std::sync::Arc;

use super::STRIDE;
use super::entry::Entry;
use crate::search::find::Matcher;
use crate::search::{Query, SearchError, Stop};

/// How soon another occurrence of a word counts for little.
const K1: f64 = 1.2;

/// How much the length of an article counts.
const B: f64 = 0.75;

/// Occurrences in the text that one in the headline is worth.
const HEADLINE: usize = 4;

/// Puts `found` in order, best first; `all` are the articles among which rare
/// words are rare.
pub(super) fn rank(
    found: &mut Vec<Arc<Entry>>,
    all: &[Arc<Entry>],
    query: &Query,
    stop: &Stop,
) -> Result<(), SearchError> {
    let terms: Vec<Matcher> = query.terms().into_iter().map(Matcher::new).collect();
    if terms.is_empty() {
        return Ok(());
    }
    let mut holders = vec![0; terms.len()];
    let mut words = 0;
    for stride in all.chunks(STRIDE) {
        stop.check()?;
        for entry in stride {
            words += entry.words();
            for (term, holders) in terms.iter().zip(&mut holders) {
                *holders += usize::from(entry.holds(term));
            }
        }
    }
    let mean = number(words) / number(all.len()).max(1.0);
    let rarity = |holders: usize| {
        (1.0 + (number(all.len()) - number(holders) + 0.5) / (number(holders) + 0.5)).ln()
    };
    let rarities: Vec<f64> = holders.into_iter().map(rarity).collect();
    let mut scored = Vec::with_capacity(found.len());
    for stride in found.chunks(STRIDE) {
        stop.check()?;
        scored.extend(stride.iter().map(|entry| {
            let share = number(entry.words()) / mean.max(1.0);
            let weigh = |(term, rarity): (&Matcher, &f64)| {
                let (title, all) = entry.count(term);
                let times = number(all + title * (HEADLINE - 1));
                rarity * times * (K1 + 1.0) / (times + K1 * (1.0 - B + B * share))
            };
            (terms.iter().zip(&rarities).map(weigh).sum::<f64>(), Arc::clone(entry))
        }));
    }
    // Stable: equals stay in the order of the list.
    scored.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    *found = scored.into_iter().map(|(_, entry)| entry).collect();
    Ok(())
}

fn number(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::from(u32::MAX), f64::from)
}
