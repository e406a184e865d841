//! How well an article matches: BM25 (Robertson & Zaragoza 2009, “The
//! Probabilistic Relevance Framework”), for every engine.

/// How soon another occurrence of a word counts for little.
const K1: f64 = 1.2;

/// How much the length of an article counts.
const B: f64 = 0.75;

/// Occurrences in the text that one in the headline is worth, as in BM25F; the
/// headline is a part of the text.
pub(super) const HEADLINE: usize = 4;

/// How rare a term is that so many of all articles hold.
pub(super) fn rarity(all: usize, holders: usize) -> f64 {
    (1.0 + (number(all) - number(holders) + 0.5) / (number(holders) + 0.5)).ln()
}

/// What takes from the weight of a term in an article of `words` words where
/// the mean is `mean`: the longer it is, the more.
pub(super) fn damping(words: usize, mean: f64) -> f64 {
    let share = number(words) / mean.max(1.0);
    K1 * (1.0 - B + B * share)
}

/// What a term counts that is so often in an article with this [`damping`].
pub(super) fn weight(rarity: f64, times: usize, damping: f64) -> f64 {
    let times = number(times);
    rarity * times * (K1 + 1.0) / (times + damping)
}

pub(super) fn number(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::from(u32::MAX), f64::from)
}
