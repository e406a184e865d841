//! Sets text in lines of a given width.
//!
//! Lines are ranges into the text they came from, not copies: the reader can
//! style, highlight and quote a line without ever searching for it again.
//! Nothing here knows blocks, panes or terminals.
//!
//! Breaks are chosen for the whole paragraph at once (Knuth & Plass, 1981, as
//! implemented by [`textwrap::wrap_algorithms::wrap_optimal_fit`]), at the
//! places that UAX #14 allows. Where they fall is the business of this module;
//! where the words between them stand is that of [`paragraph`].

pub mod paragraph;
pub mod table;

mod direction;
mod notes;
mod pieces;

use std::ops::Range;

use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};

use crate::article::safe::clusters;
use paragraph::Note;
use pieces::{lossless, pieces};

pub use direction::is_right_to_left;
pub use pieces::Language;

/// Bytes of a paragraph up to which its breaks are chosen for the whole of it.
/// Longer ones are no prose; breaking them line by line is linear in any case.
const PROSE: usize = 16 * 1024;

/// What a line is worth avoiding for, beside its gap: the square of the
/// columns that stay empty. A last line of one short word costs as much as a
/// line that ends 20 columns early, a hyphen as much as one that ends 7 early.
const PENALTIES: Penalties =
    Penalties { short_last_line_penalty: 400, hyphen_penalty: 50, ..Penalties::new() };

/// A line, cut out of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Cut {
    /// Its bytes, without trailing blanks.
    range: Range<usize>,
    /// Whether it ends within a word, by a hyphen that is not in the text.
    is_hyphenated: bool,
    /// Whether the text ends a line here itself.
    is_last: bool,
}

/// Breaks `plain` into lines of at most `width` columns.
///
/// Returns the byte range of each line, without its trailing blanks; an empty
/// text has no lines, and each `\n` ends one. A word wider than `width` is
/// broken between clusters; only a single cluster may stand out, where
/// `width` is 1.
///
/// ```
/// use newsread::typeset::lines;
///
/// let text = "the quick brown fox";
/// let set: Vec<_> = lines(text, 10).into_iter().map(|line| &text[line]).collect();
/// assert_eq!(set, ["the quick", "brown fox"]);
/// ```
pub fn lines(plain: &str, width: u16) -> Vec<Range<usize>> {
    cuts(plain, &[], width, None).into_iter().map(|cut| cut.range).collect()
}

/// Breaks like [`lines`], into as few lines, but of lengths as even as
/// possible: for headlines.
///
/// ```
/// use newsread::typeset::balanced;
///
/// let text = "Rates held at four per cent";
/// let set: Vec<_> = balanced(text, 24).into_iter().map(|line| &text[line]).collect();
/// assert_eq!(set, ["Rates held at", "four per cent"]);
/// ```
pub fn balanced(plain: &str, width: u16) -> Vec<Range<usize>> {
    lines(plain, balanced_width(plain, width))
}

/// The least width at which a text has no more lines than at `width`.
fn balanced_width(plain: &str, width: u16) -> u16 {
    let fewest = lines(plain, width).len();
    if !(2..=8).contains(&fewest) {
        return width;
    }
    let (mut too_narrow, mut enough) = (0, width);
    while too_narrow + 1 < enough {
        let tried = too_narrow.midpoint(enough);
        if lines(plain, tried).len() > fewest { too_narrow = tried } else { enough = tried }
    }
    enough
}

/// Breaks text whose spaces matter: at each `\n`, and where a line is full.
pub fn verbatim(plain: &str, width: u16) -> Vec<Range<usize>> {
    let width = usize::from(width.max(1));
    paragraphs(plain).flat_map(|range| chop(plain, range, width)).collect()
}

/// Breaks `plain` into lines that hold their notes as well, within words where
/// a language is given.
fn cuts(plain: &str, notes: &[Note], width: u16, language: Option<Language>) -> Vec<Cut> {
    let width = usize::from(width.max(1));
    paragraphs(plain).flat_map(|range| wrap(plain, range, notes, width, language)).collect()
}

/// The ranges between line ends; the last only if it is not empty.
fn paragraphs(plain: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    plain.split_inclusive('\n').map(move |line| {
        let range = start..start + line.trim_end_matches('\n').len();
        start += line.len();
        range
    })
}

fn wrap(
    plain: &str,
    range: Range<usize>,
    notes: &[Note],
    width: usize,
    language: Option<Language>,
) -> Vec<Cut> {
    let pieces = pieces(plain, range.clone(), notes, width, language);
    if pieces.is_empty() {
        let range = range.start..range.start;
        return vec![Cut { range, is_hyphenated: false, is_last: true }];
    }
    let widths = [lossless(width)];
    // Widths are far below the 1e150 at which the algorithm would overflow.
    let optimal = (range.len() <= PROSE)
        .then(|| wrap_optimal_fit(&pieces, &widths, &PENALTIES).ok())
        .flatten();
    let set = optimal.unwrap_or_else(|| wrap_first_fit(&pieces, &widths));
    let cut = |line: &[pieces::Piece]| {
        let (first, last) = (line.first()?, line.last()?);
        let range = first.range.start..last.range.end;
        Some(Cut { range, is_hyphenated: last.hyphen > 0, is_last: false })
    };
    let mut cuts: Vec<Cut> = set.into_iter().filter_map(cut).collect();
    if let Some(last) = cuts.last_mut() {
        last.is_last = true;
    }
    cuts
}

/// Cuts a stretch between clusters into parts of at most `width` columns.
fn chop(plain: &str, range: Range<usize>, width: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut start, mut used) = (range.start, 0);
    for cluster in clusters(&plain[range.clone()]) {
        if used + cluster.columns > width && used > 0 {
            let end = range.start + cluster.range.start;
            parts.push(start..end);
            (start, used) = (end, 0);
        }
        used += cluster.columns;
    }
    parts.push(start..range.end);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Safe;
    use crate::article::safe::columns;
    use proptest::prelude::*;

    fn set(text: &str, width: u16) -> Vec<&str> {
        lines(text, width).into_iter().map(|line| &text[line]).collect()
    }

    #[test]
    fn counts_columns_not_bytes() {
        assert_eq!(set("東京は今日も雨", 6), ["東京は", "今日も", "雨"]);
    }

    #[test]
    fn a_mark_that_begins_a_line_takes_the_column_that_it_took_behind_its_letter() {
        assert_eq!(set("Ύ®\u{16ff0}", 2), ["Ύ®", "\u{16ff0}"]);
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken() {
        assert_eq!(
            set("an antidisestablishmentarian view", 10),
            ["an", "antidisest", "ablishment", "arian view"]
        );
    }

    #[test]
    fn a_line_end_in_the_text_ends_a_line() {
        assert_eq!(set("roses are red\n\nviolets", 40), ["roses are red", "", "violets"]);
    }

    #[test]
    fn verbatim_text_keeps_its_spaces() {
        let text = "if a:\n    b = cdef";
        let set: Vec<_> = verbatim(text, 8).into_iter().map(|line| &text[line]).collect();
        assert_eq!(set, ["if a:", "    b = ", "cdef"]);
    }

    #[test]
    fn a_last_line_of_one_short_word_is_avoided() {
        let text = "The council put the question off until the spring, as it had done before it.";
        for width in 30..60 {
            let last = set(text, width).pop().unwrap();
            assert_ne!(last, "it.", "at {width} columns");
        }
    }

    #[test]
    fn no_line_begins_with_what_ends_a_clause_or_ends_with_what_opens_one() {
        let text = "東京では、「朝から雨が降っている。」と伝えられた（気象庁）。";
        for width in 8..40 {
            for line in set(text, width) {
                assert!(!line.starts_with(['、', '。', '」', '）']), "{width}: {line}");
                assert!(!line.ends_with(['「', '（']), "{width}: {line}");
            }
        }
    }

    #[test]
    fn thai_is_broken_between_words_though_it_has_no_spaces() {
        let text = "ข่าววันนี้จากกรุงเทพมหานคร";
        let words = ["ข่าว", "วัน", "นี้", "จาก", "กรุงเทพมหานคร"];
        let ends: Vec<usize> = words
            .iter()
            .scan(0, |end, word| {
                *end += word.len();
                Some(*end)
            })
            .collect();
        for width in 12..30 {
            for line in lines(text, width) {
                assert!(ends.contains(&line.end), "{width}: {}", &text[line]);
            }
        }
    }

    proptest! {
        #[test]
        fn no_letter_is_lost_or_moved(text in any::<String>(), width in 1u16..80) {
            let text = Safe::lines(&text);
            let letters = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&set(&text, width).concat()), letters(&text));
        }

        #[test]
        fn no_line_is_too_wide(text in any::<String>(), width in 2u16..80) {
            let text = Safe::lines(&text);
            for line in set(&text, width) {
                prop_assert!(columns(line) <= usize::from(width), "{:?}", line);
            }
        }

        #[test]
        fn a_balanced_headline_has_no_more_lines(text in "[a-zé東 ]{0,200}", width in 2u16..80) {
            prop_assert!(balanced(&text, width).len() <= lines(&text, width).len());
        }
    }
}
