//! Cuts a paragraph into the pieces that a line holds or does not.
//!
//! A piece is what lies between two places where UAX #14 allows a break. Two
//! things it leaves open: scripts that have no spaces between words (Thai, Lao,
//! Khmer, Burmese) are cut by a dictionary, and long words by the patterns of
//! their language (Liang 1983), if any is given.

use std::ops::Range;
use std::sync::LazyLock;

use hypher::Lang;
use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use textwrap::WordSeparator;
use textwrap::core::Fragment;

use super::chop;
use super::notes::{Note, notes_in};
use crate::article::safe::columns;
use crate::article::units::cluster;

/// Letters from which a word is long enough to be broken.
const LONG: usize = 6;

/// A language whose words can be broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language(Lang);

impl Language {
    /// The language of a BCP 47 tag; `None` if its patterns are not known.
    ///
    /// ```
    /// use newsread::typeset::Language;
    ///
    /// assert_eq!(Language::of("de-AT"), Language::of("de"));
    /// assert_eq!(Language::of("ja"), None);
    /// ```
    pub fn of(tag: &str) -> Option<Self> {
        let code = tag.split(['-', '_']).next()?.to_ascii_lowercase();
        // Norwegian without saying which is Bokmål.
        let code = if code == "no" { "nb" } else { &code };
        Lang::from_iso(code.as_bytes().try_into().ok()?).map(Self)
    }
}

/// A piece of text that must stay on one line, with the blanks after it.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) range: Range<usize>,
    /// Columns of it and of its notes.
    width: usize,
    blanks: usize,
    /// Columns of the hyphen that it ends with if a line ends there.
    pub(super) hyphen: usize,
}

impl Fragment for Piece {
    fn width(&self) -> f64 {
        lossless(self.width)
    }
    fn whitespace_width(&self) -> f64 {
        lossless(self.blanks)
    }
    fn penalty_width(&self) -> f64 {
        lossless(self.hyphen)
    }
}

/// A width as the algorithm wants it; no text is wider than 2³² columns.
pub(super) fn lossless(columns: usize) -> f64 {
    u32::try_from(columns).unwrap_or(u32::MAX).into()
}

/// The pieces of a paragraph, none wider than `width`.
pub(super) fn pieces(
    plain: &str,
    range: Range<usize>,
    notes: &[Note],
    width: usize,
    language: Option<Language>,
) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut start, mut at) = (range.start, range.start);
    for word in WordSeparator::UnicodeBreakProperties.find_words(&plain[range.clone()]) {
        let blanks = word.whitespace.len();
        let whole = start..at + word.word.len();
        at = whole.end + blanks;
        if at < range.end && !is_border(plain, at) {
            continue;
        }
        start = at;
        for (part, hyphen) in parts(plain, whole, language) {
            push(&mut pieces, plain, part, hyphen, notes, width);
        }
        if let Some(last) = pieces.last_mut() {
            last.blanks = blanks;
        }
    }
    pieces
}

/// Whether a cluster ends before byte `at`: a modifier of an emoji may stand
/// behind a comma, where UAX #14 allows a break and UAX #29 sees one character.
fn is_border(plain: &str, at: usize) -> bool {
    let is_plain = |at: usize| plain.as_bytes().get(at).is_none_or(u8::is_ascii);
    at == 0 || is_plain(at - 1) && is_plain(at) || cluster(plain, at).start == at
}

/// Adds a piece, in parts if it is wider than a line.
fn push(
    pieces: &mut Vec<Piece>,
    plain: &str,
    range: Range<usize>,
    hyphen: usize,
    notes: &[Note],
    width: usize,
) {
    let measured = |range: Range<usize>, hyphen| {
        let for_notes = notes_in(notes, &range).iter().map(Note::columns).sum::<usize>();
        Piece { width: columns(&plain[range.clone()]) + for_notes, range, blanks: 0, hyphen }
    };
    let piece = measured(range.clone(), hyphen);
    if piece.width + piece.hyphen <= width {
        return pieces.push(piece);
    }
    // The notes and the hyphen of a word that fills its lines must have room on
    // the last.
    let for_notes = notes_in(notes, &range).iter().map(Note::columns).sum::<usize>();
    let room = width.saturating_sub(for_notes + hyphen).max(1);
    let parts = chop(plain, range, room);
    pieces.extend(parts.into_iter().map(|part| measured(part, 0)));
    if let Some(last) = pieces.last_mut().filter(|last| last.width + hyphen <= width) {
        last.hyphen = hyphen;
    }
}

/// The parts into which a word may be broken, each with the columns of the
/// hyphen that it then has.
fn parts(
    plain: &str,
    whole: Range<usize>,
    language: Option<Language>,
) -> Vec<(Range<usize>, usize)> {
    let word = &plain[whole.clone()];
    let ends: Vec<(usize, usize)> = if word.chars().any(is_unspaced) {
        dictionary().segment_str(word).filter(|end| *end > 0).map(|end| (end, 0)).collect()
    } else {
        language.map(|language| syllables(word, language)).unwrap_or_default()
    };
    let mut parts = Vec::with_capacity(ends.len() + 1);
    let mut start = whole.start;
    for (end, hyphen) in ends {
        let end = whole.start + end;
        if end > start && end < whole.end && is_border(plain, end) {
            parts.push((start..end, hyphen));
            start = end;
        }
    }
    parts.push((start..whole.end, 0));
    parts
}

/// Whether a character is of a script that writes its words without spaces
/// and without breaks that its characters alone would tell (UAX #14, SA).
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// Tells the words of such scripts apart.
fn dictionary() -> WordSegmenterBorrowed<'static> {
    static DICTIONARY: LazyLock<WordSegmenterBorrowed<'static>> =
        LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));
    *DICTIONARY
}

/// Where the long words in a stretch may be broken, each with a hyphen;
/// nowhere in an address.
fn syllables(word: &str, language: Language) -> Vec<(usize, usize)> {
    let mut ends = Vec::new();
    if word.contains(['/', '@', '\\', '_']) || word.chars().any(char::is_numeric) {
        return ends;
    }
    let mut at = 0;
    for part in word.split_inclusive(|c: char| !c.is_alphabetic()) {
        let letters = part.trim_end_matches(|c: char| !c.is_alphabetic());
        if letters.chars().count() >= LONG {
            let mut end = at;
            for syllable in hypher::hyphenate(letters, language.0) {
                end += syllable.len();
                if end < at + letters.len() {
                    ends.push((end, 1));
                }
            }
        }
        at += part.len();
    }
    ends
}
