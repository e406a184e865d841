//! Ranges of dates, which the processor cannot cite.
//!
//! One idea: a citation is written twice, once for each end of the range, and
//! where the two differ both are said, with a dash between: “March 18–20”,
//! “18 Mar.–2 Apr.”, “2023–2024”. So no style need be known.

use std::ops::Range;

use super::glyph::{Glyph, Hand};

/// Tokens within which two citations that differ are alike again: a date has
/// no more on either side.
const NEAR: usize = 12;

/// The citation that says what both say, and both where they differ.
pub(super) fn joined(first: &[Glyph], last: &[Glyph]) -> Vec<Glyph> {
    let (one, other) = (tokens(first), tokens(last));
    let mut said: Vec<Glyph> = Vec::with_capacity(first.len() + 12);
    let (mut at, mut at_other) = (0, 0);
    while at < one.len() {
        let behind = differing(first, last, &one[at..], &other[at_other..]);
        let Some((here, there)) = behind else {
            said.extend(&first[one[at].clone()]);
            (at, at_other) = (at + 1, at_other + 1);
            continue;
        };
        let from = first[span(&one[at..at + here])].iter();
        let until = last[span(&other[at_other..at_other + there])].iter();
        said.extend(from);
        if there > 0 {
            let face = said.last().map(|glyph| glyph.face).unwrap_or_default();
            said.push(Glyph { c: '–', face, hand: Hand::Style });
            said.extend(until);
        }
        (at, at_other) = (at + here, at_other + there);
    }
    said
}

/// How many tokens differ on either side; `None` if the next are alike.
fn differing(
    first: &[Glyph],
    last: &[Glyph],
    one: &[Range<usize>],
    other: &[Range<usize>],
) -> Option<(usize, usize)> {
    let is_alike = |here: usize, there: usize| match (one.get(here), other.get(there)) {
        (Some(here), Some(there)) => is_same(&first[here.clone()], &last[there.clone()]),
        (None, None) => true,
        _ => false,
    };
    if is_alike(0, 0) {
        return None;
    }
    let mut differ = (one.len().min(NEAR), other.len().min(NEAR));
    // The end is the last place at which they differ within a date.
    let mut from = (0, 0);
    while let Some((here, there)) = meeting(from, &is_alike) {
        differ = (here, there);
        let apart = (1..=3).find(|gap| !is_alike(here + gap, there + gap));
        let Some(gap) = apart.filter(|gap| here + gap < NEAR) else { break };
        let is_gap =
            |at: usize| first[one[here + at].clone()].iter().all(|g| !g.c.is_alphanumeric());
        if here + gap >= one.len() || !(0..gap).all(is_gap) {
            break;
        }
        from = (here + gap, there + gap);
    }
    // The stop of “Mar.” before a year or a day is its own, not the sentence's.
    let (here, there) = differ;
    let c = |at: usize| one.get(at).map(|token| first[token.start].c);
    let ends_in_letter =
        one.get(here.wrapping_sub(1)).is_some_and(|token| first[token.start].c.is_alphabetic());
    let is_abbreviated = ends_in_letter
        && c(here) == Some('.')
        && c(here + 1) == Some(' ')
        && c(here + 2).is_some_and(|c| c.is_ascii_digit());
    Some(if is_abbreviated { (here + 1, there + 1) } else { (here, there) })
}

/// The nearest place behind `from` at which two tokens on either side are alike.
fn meeting(
    from: (usize, usize),
    is_alike: &impl Fn(usize, usize) -> bool,
) -> Option<(usize, usize)> {
    let places =
        (0..=2 * NEAR).flat_map(|sum| (0..=sum.min(NEAR)).map(move |here| (here, sum - here)));
    let mut places = places.map(|(here, there)| (from.0 + here, from.1 + there));
    places.find(|(here, there)| is_alike(*here, *there) && is_alike(here + 1, there + 1))
}

fn is_same(one: &[Glyph], other: &[Glyph]) -> bool {
    one.iter().map(|glyph| glyph.c).eq(other.iter().map(|glyph| glyph.c))
}

/// The words and numbers of a citation, and what stands between them.
fn tokens(glyphs: &[Glyph]) -> Vec<Range<usize>> {
    let mut start = 0;
    glyphs
        .chunk_by(|a, b| a.c.is_alphanumeric() && b.c.is_alphanumeric())
        .map(|token| {
            start += token.len();
            start - token.len()..start
        })
        .collect()
}

fn span(tokens: &[Range<usize>]) -> Range<usize> {
    let start = tokens.first().map_or(0, |token| token.start);
    start..tokens.last().map_or(start, |token| token.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cite::Face;
    use crate::cite::glyph;

    fn join(first: &str, last: &str) -> String {
        let set = |text| glyph::set(text, Face::default(), Hand::Style).collect::<Vec<_>>();
        glyph::text(&joined(&set(first), &set(last)))
    }

    #[test]
    fn what_differs_is_said_twice_with_a_dash_between() {
        let cases = [
            (
                "Doe (2024, March 18). Rain.",
                "Doe (2024, March 20). Rain.",
                "Doe (2024, March 18–20). Rain.",
            ),
            ("Post, 18 Mar. 2024, x.", "Post, 2 Apr. 2024, x.", "Post, 18 Mar.–2 Apr. 2024, x."),
            ("Post, Mar. 18, 2024.", "Post, Apr. 2, 2024.", "Post, Mar. 18–Apr. 2, 2024."),
            ("Doe (2023) Rain.", "Doe (2024) Rain.", "Doe (2023–2024) Rain."),
            ("Post, Mar. 2024, x.", "Post, May 2024, x.", "Post, Mar.–May 2024, x."),
            ("Post, March. x", "Post, May. x", "Post, March–May. x"),
            (
                "Doe. 2023. Rain. Post, December 30. x",
                "Doe. 2024. Rain. Post, January 2. x",
                "Doe. 2023–2024. Rain. Post, December 30–January 2. x",
            ),
            (
                "(2023, December 30). x",
                "(2024, January 2). x",
                "(2023, December 30–2024, January 2). x",
            ),
            ("[1]", "[1]", "[1]"),
        ];
        for (first, last, expected) in cases {
            assert_eq!(join(first, last), expected);
        }
    }
}
