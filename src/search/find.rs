//! Finds what a query looks for in text.
//!
//! One matcher serves the archive and the article, so what is listed is what
//! is lit. Words are substrings of folded lines (see [`fold_line`]), found in
//! one pass each; exact characters and expressions are looked for in the
//! cleaned text as it is shown.
//!
//! [`fold_line`]: super::words::fold_line

mod matcher;
mod near;
mod needle;

use std::ops::Range;

use super::query::{Clause, Field, Filter, Query, Term};
use super::words::Folded;
use crate::article::{Article, Kind};

pub(super) use matcher::Matcher;
pub(super) use near::Near;
pub(super) use needle::{Needle, rows, ways};

/// A stretch of an article that matches a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Rank of the block in [`Article::body`].
    pub block: usize,
    /// Bytes of [`Text::plain`](crate::article::Text::plain), on character boundaries; of words,
    /// whole words, also where only their beginning was asked for.
    pub range: Range<usize>,
}

/// Where anything that `query` looks for in text stands in `article`, in order
/// and without overlaps.
///
/// A phrase is one hit, even if it will be broken over lines, but never goes
/// from one block into the next; of near words each is one. What is looked for
/// in headlines is lit there only. Only [what a person reads](is_read) is
/// searched. A query that looks for nothing in text has no hits.
pub fn find(article: &Article, query: &Query) -> Vec<Hit> {
    let lights = Lights::new(query);
    let mut folded = Folded::default();
    let mut hits = Vec::new();
    for (block, text) in article.body.iter().enumerate().filter(|(_, block)| is_read(block.kind)) {
        let ranges = lights.hits(&text.text.plain, text.kind == Kind::Title, &mut folded);
        hits.extend(ranges.into_iter().map(|range| Hit { block, range }));
    }
    hits
}

/// Whether a block is what a person reads of an article, and so is searched:
/// all but the furniture of the page, ready-made citations, and the lines whose
/// names and dates stand in the line under the headline.
pub fn is_read(kind: Kind) -> bool {
    !kind.is_folded() && !matches!(kind, Kind::Rule | Kind::Byline | Kind::Dateline)
}

/// What of a query can be lit: all that it looks for in text, and not what
/// must not be there.
pub(super) struct Lights(Vec<Light>);

/// One thing to be lit.
struct Light {
    matcher: Matcher,
    /// Whether it is looked for in headlines alone.
    is_of_title: bool,
}

impl Lights {
    pub(super) fn new(query: &Query) -> Self {
        let mut lights = Vec::new();
        if let Some(clause) = query.clause() {
            collect(clause, &mut lights);
        }
        Self(lights)
    }

    /// How many of them stand in a text, of which `line` is the folded line.
    pub(super) fn count_in(&self, text: &str, line: &str, is_title: bool) -> usize {
        self.of(is_title).filter(|matcher| matcher.is_in(text, line)).count()
    }

    /// How many of them may stand in running text.
    pub(super) fn of_text(&self) -> usize {
        self.of(false).count()
    }

    /// Where any of them stands in `text`, in order and without overlaps;
    /// `folded` is scratch space.
    pub(super) fn hits(
        &self,
        text: &str,
        is_title: bool,
        folded: &mut Folded,
    ) -> Vec<Range<usize>> {
        folded.fold(text);
        let mut hits: Vec<_> =
            self.of(is_title).flat_map(|matcher| matcher.hits(text, folded)).collect();
        hits.sort_unstable_by_key(|hit| (hit.start, hit.end));
        hits.dedup_by(|next, hit| {
            let overlaps = next.start < hit.end;
            if overlaps {
                hit.end = hit.end.max(next.end);
            }
            overlaps
        });
        hits
    }

    fn of(&self, is_title: bool) -> impl Iterator<Item = &Matcher> {
        let lit = self.0.iter().filter(move |light| is_title || !light.is_of_title);
        lit.map(|light| &light.matcher)
    }
}

fn collect(clause: &Clause, lights: &mut Vec<Light>) {
    match clause {
        Clause::All(clauses) | Clause::Any(clauses) => {
            for clause in clauses {
                collect(clause, lights);
            }
        }
        Clause::Text(term) => {
            lights.push(Light { matcher: Matcher::new(term), is_of_title: false });
        }
        Clause::Filter(Filter::Says(Field::Title, words)) => {
            let matcher = Matcher::new(&Term::Words(words.clone()));
            lights.push(Light { matcher, is_of_title: true });
        }
        Clause::Not(_) | Clause::Filter(_) => {}
    }
}

#[cfg(test)]
mod tests;
