//! Sets text in lines of a given width.
//!
//! Lines are ranges into the text they came from, not copies: the reader can
//! style, highlight and quote a line without ever searching for it again.
//! Nothing here knows blocks, panes or terminals.
//!
//! Breaks are chosen for the whole paragraph at once (Knuth & Plass, 1981, as
//! implemented by [`textwrap::wrap_algorithms::wrap_optimal_fit`]), at the
//! places that UAX #14 allows.

pub mod table;

use std::ops::Range;

use textwrap::WordSeparator;
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};

use crate::article::safe::{clusters, columns};

/// Bytes of a paragraph up to which its breaks are chosen for the whole of it.
/// Longer ones are no prose; breaking them line by line is linear in any case.
const PROSE: usize = 16 * 1024;

/// A piece of text that must stay on one line, with the blanks after it.
#[derive(Clone, Debug)]
struct Piece {
    range: Range<usize>,
    width: usize,
    blanks: usize,
}

impl Fragment for Piece {
    fn width(&self) -> f64 {
        lossless(self.width)
    }
    fn whitespace_width(&self) -> f64 {
        lossless(self.blanks)
    }
    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// A width as the algorithm wants it; no text is wider than 2³² columns.
fn lossless(columns: usize) -> f64 {
    u32::try_from(columns).unwrap_or(u32::MAX).into()
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
    let width = usize::from(width.max(1));
    paragraphs(plain).flat_map(|range| wrap(plain, range, width)).collect()
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
    let fewest = lines(plain, width).len();
    if !(2..=8).contains(&fewest) {
        return lines(plain, width);
    }
    let (mut too_narrow, mut enough) = (0, width);
    while too_narrow + 1 < enough {
        let tried = too_narrow.midpoint(enough);
        if lines(plain, tried).len() > fewest { too_narrow = tried } else { enough = tried }
    }
    lines(plain, enough)
}

/// Breaks text whose spaces matter: at each `\n`, and where a line is full.
pub fn verbatim(plain: &str, width: u16) -> Vec<Range<usize>> {
    let width = usize::from(width.max(1));
    paragraphs(plain).flat_map(|range| chop(plain, range, width)).collect()
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

fn wrap(plain: &str, range: Range<usize>, width: usize) -> Vec<Range<usize>> {
    let pieces = pieces(plain, range.clone(), width);
    if pieces.is_empty() {
        return std::iter::once(range.start..range.start).collect();
    }
    let widths = [lossless(width)];
    // Widths are far below the 1e150 at which the algorithm would overflow.
    let optimal = (range.len() <= PROSE)
        .then(|| wrap_optimal_fit(&pieces, &widths, &Penalties::default()).ok())
        .flatten();
    let set = optimal.unwrap_or_else(|| wrap_first_fit(&pieces, &widths));
    set.into_iter()
        .filter_map(|line| Some(line.first()?.range.start..line.last()?.range.end))
        .collect()
}

fn pieces(plain: &str, range: Range<usize>, width: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = range.start;
    for word in WordSeparator::UnicodeBreakProperties.find_words(&plain[range]) {
        let blanks = word.whitespace.len();
        let whole = start..start + word.word.len();
        start = whole.end + blanks;
        let wide = columns(word.word);
        if wide <= width {
            pieces.push(Piece { range: whole, width: wide, blanks });
            continue;
        }
        for part in chop(plain, whole, width) {
            let width = columns(&plain[part.clone()]);
            pieces.push(Piece { range: part, width, blanks: 0 });
        }
        if let Some(last) = pieces.last_mut() {
            last.blanks = blanks;
        }
    }
    pieces
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
    use proptest::prelude::*;

    fn set(text: &str, width: u16) -> Vec<&str> {
        lines(text, width).into_iter().map(|line| &text[line]).collect()
    }

    #[test]
    fn counts_columns_not_bytes() {
        assert_eq!(set("東京は今日も雨", 6), ["東京は", "今日も", "雨"]);
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
