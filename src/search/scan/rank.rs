//! Puts articles in the order of how well they match.
//!
//! The sum over all that a query looks for in text ([`relevance`]). What an
//! article must not hold, and what is known of it, changes nothing; without
//! anything to look for in text, and between equals, the newest comes first.
//!
//! [`relevance`]: crate::search::relevance

use std::sync::Arc;

use super::STRIDE;
use crate::search::entry::Entry;
use crate::search::find::Matcher;
use crate::search::relevance::{HEADLINE, damping, number, rarity, weight};
use crate::search::{Query, SearchError, Stop};

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
    let rarities: Vec<f64> =
        holders.into_iter().map(|holders| rarity(all.len(), holders)).collect();
    let mut scored = Vec::with_capacity(found.len());
    for stride in found.chunks(STRIDE) {
        stop.check()?;
        scored.extend(stride.iter().map(|entry| {
            let weigh = |(term, rarity): (&Matcher, &f64)| {
                let (title, all) = entry.count(term);
                let damping = damping(entry.words(), mean);
                weight(*rarity, all + title * (HEADLINE - 1), damping)
            };
            (terms.iter().zip(&rarities).map(weigh).sum::<f64>(), Arc::clone(entry))
        }));
    }
    // Stable: equals stay in the order of the list.
    scored.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    *found = scored.into_iter().map(|(_, entry)| entry).collect();
    Ok(())
}
