//! What an article says about itself, field by field: what was believed, and
//! what was not.
//!
//! Nothing here judges: the claims come from whoever read the file. One idea:
//! a claim that says the same as the one believed is no disagreement, so only
//! the others are told.

use super::{Article, Claim, Field, Provenance};

/// All that was found about a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence<'a> {
    /// The field.
    pub field: Field,
    /// How its value is known; `None` if it has none.
    pub provenance: Option<Provenance>,
    /// The claim that was believed.
    pub taken: Option<&'a Claim>,
    /// The claims that say something else.
    pub rejected: Vec<&'a Claim>,
}

/// The evidence for every field, in their order; for many a field there is none.
pub fn evidence(article: &Article) -> impl Iterator<Item = Evidence<'_>> {
    let of = move |&field: &Field| {
        let claims = article.evidence.iter().filter(move |claim| claim.field == field);
        let (taken, mut rejected): (Vec<_>, Vec<_>) = claims.partition(|claim| claim.is_taken);
        let taken = taken.first().copied();
        // Whoever says the same was not rejected.
        rejected.retain(|claim| taken.is_none_or(|taken| taken.value != claim.value));
        Evidence { field, provenance: article.meta.provenance(field), taken, rejected }
    };
    Field::ALL.iter().map(of)
}

/// The lines of a text, to be asked in rising order of bytes: a file of many
/// claims is gone through once.
#[derive(Clone, Copy, Debug)]
pub struct Lines<'a> {
    source: &'a [u8],
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    /// The lines of `source`.
    pub fn of(source: &'a str) -> Self {
        Self { source: source.as_bytes(), at: 0, line: 1 }
    }

    /// The line that a byte stands on, from 1; `None` behind the end, or before
    /// the byte that was asked for last.
    pub fn line(&mut self, byte: usize) -> Option<usize> {
        let between = self.source.get(self.at..byte)?;
        self.line += memchr::memchr_iter(b'\n', between).count();
        self.at = byte;
        Some(self.line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_from_one_and_in_rising_order() {
        let mut lines = Lines::of("rain\nsnow\n\nsun");
        assert_eq!([0, 4, 5, 11].map(|byte| lines.line(byte)), [1, 1, 2, 4].map(Some));
        assert_eq!((lines.line(0), lines.line(99)), (None, None));
    }
}
