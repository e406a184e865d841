//! What is looked for in the article on show, and where it was found.
//!
//! Matches are ranges of the logical text, so a line's end never hides one.

use crate::article::Place;
use crate::search::{Hit, Query};

/// A search inside one article.
#[derive(Debug, Default)]
pub struct Find {
    /// What is looked for; empty when nothing is.
    pub query: Query,
    hits: Vec<Hit>,
    current: usize,
    /// Counts the sets of matches there were.
    generation: u64,
}

impl Find {
    /// Takes the matches in, in order; the first at or after `place`, or else
    /// the first of all, is the current one.
    pub fn found(&mut self, hits: Vec<Hit>, place: Place) {
        let at = |hit: &Hit| Place { block: hit.block, at: hit.range.start };
        self.current = hits.iter().position(|hit| at(hit) >= place).unwrap_or(0);
        self.hits = hits;
        self.generation += 1;
    }

    /// Looks for nothing any more.
    pub fn clear(&mut self) {
        (self.query, self.hits, self.current) = (Query::default(), Vec::new(), 0);
        self.generation += 1;
    }

    /// Which set of matches it has: another number, other matches.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Whether anything is looked for in the text.
    pub fn is_active(&self) -> bool {
        self.query.looks_in_text()
    }

    /// Where the current match begins.
    pub fn place(&self) -> Option<Place> {
        self.hits.get(self.current).map(|hit| Place { block: hit.block, at: hit.range.start })
    }

    /// Makes the last match the current one.
    pub fn to_last(&mut self) {
        self.current = self.hits.len().saturating_sub(1);
    }

    /// Whether `step` matches on, or back, there is none.
    pub fn is_last(&self, step: isize) -> bool {
        let next = self.current.checked_add_signed(step);
        next.is_none_or(|next| next >= self.hits.len())
    }

    /// Goes `step` matches on, or back; `false` if that led past an end and so
    /// round to the other.
    pub fn step(&mut self, step: isize) -> bool {
        let last = self.hits.len().saturating_sub(1);
        let next = self.current.checked_add_signed(step).filter(|next| *next <= last);
        self.current = next.unwrap_or(if step > 0 { 0 } else { last });
        next.is_some()
    }

    /// The current match, counted from 1, and how many there are.
    pub fn count(&self) -> Option<(usize, usize)> {
        (!self.hits.is_empty()).then_some((self.current + 1, self.hits.len()))
    }

    /// The matches in a block, in order; `true` with the current one.
    pub fn in_block(&self, block: usize) -> impl Iterator<Item = (bool, &Hit)> {
        let first = self.hits.partition_point(|hit| hit.block < block);
        let hits = self.hits[first..].iter().enumerate();
        hits.take_while(move |(_, hit)| hit.block == block)
            .map(move |(rank, hit)| (first + rank == self.current, hit))
    }
}
