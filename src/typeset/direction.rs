//! Which way text runs, and in which order its stretches stand on a line.
//!
//! The rules are those of UAX #9. Cleaned text has no embeddings or overrides,
//! so a line needs no more of its paragraph than the direction.

use std::ops::Range;

use unicode_bidi::{BidiInfo, Direction, Level, bidi_class, get_base_direction};

/// Whether a paragraph runs from right to left: by its first letter (UAX #9,
/// P2 and P3).
///
/// ```
/// use newsread::typeset::is_right_to_left;
///
/// assert!(is_right_to_left("(2024) كيف تعلمت الحروف"));
/// assert!(!is_right_to_left("The word كيف means how"));
/// ```
pub fn is_right_to_left(plain: &str) -> bool {
    !plain.is_ascii() && get_base_direction(plain) == Direction::Rtl
}

/// The stretches of a line from left to right, each with whether it is read
/// from right to left.
pub(super) fn runs(
    plain: &str,
    line: Range<usize>,
    is_right_to_left: bool,
) -> Vec<(Range<usize>, bool)> {
    use unicode_bidi::BidiClass::{AL, AN, R};

    let text = &plain[line.clone()];
    let turns = |c: char| matches!(bidi_class(c), R | AL | AN);
    if !is_right_to_left && (text.is_ascii() || !text.chars().any(turns)) {
        return vec![(line, false)];
    }
    let level = if is_right_to_left { Level::rtl() } else { Level::ltr() };
    let info = BidiInfo::new(text, Some(level));
    let Some(paragraph) = info.paragraphs.first() else { return vec![(line, false)] };
    let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
    let shift = |run: Range<usize>| line.start + run.start..line.start + run.end;
    runs.into_iter()
        .filter(|run| !run.is_empty())
        .map(|run| (shift(run.clone()), levels[run.start].is_rtl()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&str, bool)> {
        let runs = runs(text, 0..text.len(), is_right_to_left(text));
        runs.into_iter().map(|(run, turned)| (&text[run], turned)).collect()
    }

    #[test]
    fn a_latin_line_is_one_stretch() {
        assert_eq!(read("Rates held"), [("Rates held", false)]);
        assert_eq!(read(""), [("", false)]);
    }

    #[test]
    fn numbers_in_arabic_are_read_from_left_to_right() {
        assert_eq!(read("سنة 2024"), [("2024", false), ("سنة ", true)]);
        assert_eq!(read("the كيف word"), [("the ", false), ("كيف", true), (" word", false)]);
    }
}
