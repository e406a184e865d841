//! How text falls into cells: what is measured is what is drawn.
//!
//! It knows no terminal. One idea: where terminals count characters one by one,
//! so does it; a reader loses less by a cell too many than by one too few.

use std::ops::Range;

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What stands in one cell, or in two if it is wide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// How many columns it takes: 0, 1 or 2.
    pub columns: usize,
}

/// The clusters of cleaned text, for measuring and for drawing alike.
///
/// A cluster is an extended grapheme cluster (UAX #29), or, where terminals
/// count its characters one by one and find more than it has as a whole, or
/// more than two columns, a character with those behind it that take none.
pub fn clusters(text: &str) -> impl Iterator<Item = Cluster> {
    text.grapheme_indices(true).flat_map(|(start, grapheme)| {
        let is_single = grapheme.chars().nth(1).is_none();
        // A mark takes the same columns without its letter, as when a line begins
        // with it.
        let columns = if is_single { alone(grapheme) } else { grapheme.width() };
        let is_whole = is_sequence(grapheme) || alone(grapheme) == columns;
        let is_whole = is_whole && columns <= 2 || is_single;
        let mut rest = grapheme;
        let mut at = start;
        std::iter::from_fn(move || {
            let first = rest.chars().next()?;
            let is_next = |(at, c): &(usize, char)| *at > 0 && of_char(*c) > 0;
            let next = rest.char_indices().find(is_next).filter(|_| !is_whole);
            let len = next.map_or(rest.len(), |(at, _)| at);
            let columns = if is_whole { columns.min(2) } else { of_char(first) };
            rest = &rest[len..];
            at += len;
            Some(Cluster { range: at - len..at, columns })
        })
    })
}

/// Whether terminals disagree about the columns of what stands in a cell: signs
/// of several characters, and those of the planes that grow with each version
/// of Unicode.
pub fn is_disputed(cluster: &str) -> bool {
    let mut chars = cluster.chars();
    !cluster.is_ascii() && (chars.next() > Some('\u{ffff}') || chars.next().is_some())
}

/// Whether characters make one sign together: flags, families, tones of skin,
/// keycaps (UTS #51, “emoji sequence”). Terminals that know them draw them as one.
fn is_sequence(grapheme: &str) -> bool {
    let joins = |c| matches!(c, '\u{200d}' | '\u{fe0f}' | '\u{20e3}' | '\u{1f1e6}'..='\u{1f1ff}' | '\u{1f3fb}'..='\u{1f3ff}');
    !grapheme.is_ascii() && grapheme.chars().any(joins)
}

/// The columns of characters that a terminal counts one by one.
fn alone(grapheme: &str) -> usize {
    if grapheme.is_ascii() { grapheme.width() } else { grapheme.chars().map(of_char).sum() }
}

/// The columns of a character. A vowel sign that stands beside its letter takes
/// one: of those that also extend the letter's cluster it is told otherwise,
/// but terminals go by the character's category (measured with tmux 3.3).
fn of_char(c: char) -> usize {
    match c.width().unwrap_or(0) {
        0 if is_spacing_mark(c) => 1,
        columns => columns,
    }
}

fn is_spacing_mark(c: char) -> bool {
    c > '\u{8ff}'
        && CodePointMapData::<GeneralCategory>::new().get(c) == GeneralCategory::SpacingMark
}

/// How many columns cleaned text takes: the sum over its clusters.
pub fn columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { clusters(text).map(|cluster| cluster.columns).sum() }
}
