//! Text that no terminal can obey: the one choke point.
//!
//! Article files come from the hostile web. Whatever stands in them, in their
//! names or in an error about them is cleaned here, once, where it enters;
//! everything that is shown takes a [`Safe`] or a [`Clean`], which nothing else
//! can make. So no widget, message or command can forget.
//!
//! The rules follow the Unicode security reports (UTR #36, UTS #39) and what
//! terminals were seen to do with each class of character.

use std::fmt;
use std::ops::{Deref, Range};

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Marks that one character may carry; more would flood the line.
const MARKS: u32 = 8;

/// Emoji that one cluster may join: the largest family has four, each with a
/// skin tone or a sign.
const JOINED: u32 = 8;

/// Columns between tab stops.
const TAB: usize = 4;

/// Cleaned text: no control, no invisible character, no flood of marks.
/// It may hold `\n`, where a text has lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Safe(String);

impl Safe {
    /// No text.
    pub const EMPTY: Self = Self(String::new());

    /// Cleans one line; line ends become spaces.
    ///
    /// ```
    /// use newsread::article::Safe;
    ///
    /// assert_eq!(&*Safe::line("a\x1b[31mb\u{202e}c\r\nd"), "a␛[31mbc d");
    /// ```
    pub fn line(text: &str) -> Self {
        clean(text, Ends::AsSpaces).0
    }

    /// Cleans text whose line ends matter; each becomes `\n`.
    pub fn lines(text: &str) -> Self {
        clean(text, Ends::Kept).0
    }

    /// Cleans like [`Safe::lines`], and says whether a hidden character was
    /// removed that can deceive: an override of direction, a tag, a control.
    pub fn lines_and_hidden(text: &str) -> (Self, bool) {
        clean(text, Ends::Kept)
    }

    /// Cleans what [`format_args!`] makes, as one line.
    pub fn format(args: fmt::Arguments<'_>) -> Self {
        match args.as_str() {
            Some(literal) => Self::line(literal),
            None => Self::line(&args.to_string()),
        }
    }

    /// The text, to be shown.
    pub fn as_clean(&self) -> Clean<'_> {
        Clean(&self.0)
    }

    /// A part of the text, to be shown; empty if `range` is not on character
    /// boundaries inside it.
    pub fn slice(&self, range: Range<usize>) -> Clean<'_> {
        Clean(self.0.get(range).unwrap_or_default())
    }

    /// Adds `other` behind.
    pub fn push(&mut self, other: Clean<'_>) {
        self.0.push_str(other.0);
    }

    /// The parts joined with a literal between them.
    pub fn join<'a>(parts: impl IntoIterator<Item = Clean<'a>>, between: &'static str) -> Self {
        let parts: Vec<&str> = parts.into_iter().map(|part| part.0).collect();
        Self(parts.join(between))
    }
}

impl Deref for Safe {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Safe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Safe {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// A borrowed part of cleaned text, or a literal of the program itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clean<'a>(&'a str);

impl<'a> Clean<'a> {
    /// Words of the program itself.
    pub const fn literal(words: &'static str) -> Self {
        Self(words)
    }

    /// A part of it; empty if `range` is not on character boundaries inside it.
    #[must_use]
    pub fn slice(self, range: Range<usize>) -> Self {
        Self(self.0.get(range).unwrap_or_default())
    }

    /// As much of it as fits into so many columns, whole clusters only.
    #[must_use]
    pub fn clip(self, columns: usize) -> Self {
        let mut used = 0;
        for cluster in clusters(self.0) {
            used += cluster.columns;
            if used > columns {
                return Self(&self.0[..cluster.range.start]);
            }
        }
        self
    }

    /// The text.
    pub fn as_str(self) -> &'a str {
        self.0
    }

    /// An owned copy.
    pub fn to_safe(self) -> Safe {
        Safe(self.0.to_owned())
    }

    /// How many columns it takes.
    pub fn columns(self) -> usize {
        columns(self.0)
    }
}

impl fmt::Display for Clean<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

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
/// A cluster is an extended grapheme cluster (UAX #29), or a single character
/// where the whole would take more than two columns: no terminal draws such a
/// cluster as one.
pub fn clusters(text: &str) -> impl Iterator<Item = Cluster> {
    text.grapheme_indices(true).flat_map(|(start, grapheme)| {
        let columns = grapheme.width();
        let whole = columns <= 2 || grapheme.chars().nth(1).is_none();
        let parts = if whole { 1 } else { grapheme.chars().count() };
        let mut at = start;
        let mut chars = grapheme.chars();
        (0..parts).map(move |_| {
            let (len, columns) = match chars.next() {
                Some(c) if !whole => (c.len_utf8(), c.width().unwrap_or(0)),
                _ => (grapheme.len(), columns.min(2)),
            };
            at += len;
            Cluster { range: at - len..at, columns }
        })
    })
}

/// How many columns cleaned text takes: the sum over its clusters.
pub fn columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { clusters(text).map(|cluster| cluster.columns).sum() }
}

/// What becomes of line ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    AsSpaces,
    Kept,
}

/// Cleans text, and says whether something was removed that can deceive.
fn clean(text: &str, ends: Ends) -> (Safe, bool) {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return (Safe(text.to_owned()), false);
    }
    let mut cleaner = Cleaner { out: String::with_capacity(text.len()), ..Cleaner::default() };
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\x0b' | '\x0c' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                cleaner.line_end(ends);
            }
            '\t' => cleaner.tab(),
            _ => cleaner.take(c),
        }
    }
    (Safe(cleaner.out), cleaner.hidden)
}

/// Cleans character by character; each cluster begins with a base.
#[derive(Default)]
struct Cleaner {
    out: String,
    /// Where the line under way begins in `out`.
    line: usize,
    /// The character that marks and joiners attach to; none at a line's start.
    base: Option<char>,
    /// Marks on the base so far.
    marks: u32,
    /// Emoji joined into the cluster so far.
    joined: u32,
    /// A joiner that waits for a character it may join.
    joiner: Option<char>,
    /// Whether the base may still take a variation selector.
    varies: bool,
    hidden: bool,
}

impl Cleaner {
    fn line_end(&mut self, ends: Ends) {
        self.out.push(if ends == Ends::Kept { '\n' } else { ' ' });
        self.line = self.out.len();
        self.base = (ends == Ends::AsSpaces).then_some(' ');
        (self.marks, self.joined, self.joiner, self.varies) = (0, 0, None, false);
    }

    fn tab(&mut self) {
        let stop = TAB - columns(&self.out[self.line..]) % TAB;
        (0..stop).for_each(|_| self.put(' '));
    }

    fn take(&mut self, c: char) {
        match c {
            // Nearly all text: nothing here is a mark, or dropped.
            ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{2010}'..='\u{2027}' => {
                self.put(c);
            }
            '\0'..='\x1f' | '\x7f' | '\u{80}'..='\u{9f}' => {
                self.hidden = true;
                self.put(picture(c));
            }
            '\u{200c}' | '\u{200d}' => self.joiner = Some(c),
            '\u{fe0e}' | '\u{fe0f}' => {
                if std::mem::take(&mut self.varies) {
                    self.out.push(c);
                }
            }
            _ if is_dropped(c) => self.hidden |= deceives(c),
            '\u{1f3fb}'..='\u{1f3ff}' if self.base.is_some_and(is_emoji) => self.mark(c),
            _ if is_combining_mark(c) => self.mark(c),
            _ => self.put(c),
        }
    }

    fn mark(&mut self, c: char) {
        if self.base.is_none() {
            self.put('\u{25cc}');
        }
        (self.joiner, self.varies) = (None, false);
        if self.marks < MARKS {
            self.out.push(c);
            self.marks += 1;
        }
    }

    fn put(&mut self, c: char) {
        let base = self.base.replace(c);
        let joins = match self.joiner.take() {
            Some('\u{200d}') => base.is_some_and(is_emoji) && is_emoji(c) && self.joined < JOINED,
            Some(_) => base.is_some_and(char::is_alphabetic) && c.is_alphabetic(),
            None => false,
        };
        if joins {
            let joiner = if is_emoji(c) { '\u{200d}' } else { '\u{200c}' };
            self.out.push(joiner);
        }
        self.joined = if joins { self.joined + 1 } else { 0 };
        self.marks = 0;
        self.varies = c != ' ';
        self.out.push(c);
    }
}

/// A visible stand-in for a control character, one column wide.
fn picture(c: char) -> char {
    match c {
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        _ => '\u{fffd}',
    }
}

/// Characters that show nothing, or that only deceive.
fn is_dropped(c: char) -> bool {
    deceives(c)
        || matches!(u32::from(c),
            0xad | 0x180e | 0x200b | 0x2060..=0x2064 | 0x206a..=0x206f | 0xfeff | 0xfff9..=0xfffb
            | 0x13430..=0x1345f | 0x1bca0..=0x1bca3 | 0x1d173..=0x1d17a
            | 0x115f | 0x1160 | 0x3164 | 0xffa0 | 0x17b4 | 0x17b5 | 0x0010_eeee
            | 0xfdd0..=0xfdef)
        || u32::from(c) & 0xfffe == 0xfffe
}

/// Dropped characters that change what a reader believes to have read:
/// bidirectional controls, tags and the selectors used to smuggle text.
fn deceives(c: char) -> bool {
    matches!(u32::from(c), 0x61c | 0x200e | 0x200f | 0x202a..=0x202e | 0x2065..=0x2069 | 0xe0000..=0xe0fff)
}

/// Whether a zero-width joiner beside it can make one emoji: the blocks that
/// hold the pictographs of UTS #51.
fn is_emoji(c: char) -> bool {
    matches!(u32::from(c), 0x2190..=0x21ff | 0x2300..=0x27bf | 0x2b00..=0x2bff | 0x1f000..=0x1faff)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(text: &str) -> String {
        Safe::line(text).0
    }

    #[test]
    fn a_control_is_shown_and_not_sent() {
        assert_eq!(line("a\x1b]52;c;x\x07b\x7f\u{9b}"), "a␛]52;c;x␇b␡\u{fffd}");
    }

    #[test]
    fn every_kind_of_line_end_ends_a_line() {
        assert_eq!(
            &*Safe::lines("a\r\nb\rc\x0bd\x0ce\u{85}f\u{2028}g\u{2029}h"),
            "a\nb\nc\nd\ne\nf\ng\nh"
        );
    }

    #[test]
    fn a_tab_goes_to_the_next_stop() {
        assert_eq!(&*Safe::lines("ab\tc\n\td"), "ab  c\n    d");
    }

    #[test]
    fn what_hides_or_turns_text_is_removed_and_told() {
        assert_eq!(Safe::lines_and_hidden("pass\u{202e}word"), (Safe("password".into()), true));
        assert_eq!(Safe::lines_and_hidden("so\u{ad}ft\u{200b}ly"), (Safe("softly".into()), false));
    }

    #[test]
    fn a_flood_of_marks_is_cut_to_eight() {
        assert_eq!(
            line(&("e".to_owned() + &"\u{301}".repeat(99))),
            "e".to_owned() + &"\u{301}".repeat(8)
        );
    }

    #[test]
    fn a_mark_without_a_base_gets_a_circle() {
        assert_eq!(line("\u{301}x"), "\u{25cc}\u{301}x");
    }

    #[test]
    fn joiners_stay_where_they_join() {
        assert_eq!(line("👨\u{200d}👩\u{200d}👧"), "👨\u{200d}👩\u{200d}👧");
        assert_eq!(line("می\u{200c}خواهم"), "می\u{200c}خواهم");
        assert_eq!(line("pass\u{200d}word \u{200c}x"), "password x");
    }

    #[test]
    fn widths_are_those_of_clusters() {
        assert_eq!(columns("naïve"), 5);
        assert_eq!(columns("東京"), 4);
        assert_eq!(columns("👨\u{200d}👩\u{200d}👧"), 2);
    }

    #[test]
    fn clipping_never_splits_a_cluster() {
        assert_eq!(Safe::line("東京は").slice(0..9).clip(5).as_str(), "東京");
    }

    proptest! {
        #[test]
        fn cleaning_twice_is_cleaning_once(text in any::<String>()) {
            let once = Safe::lines(&text);
            prop_assert_eq!(&Safe::lines(&once), &once);
        }

        #[test]
        fn cleaning_floods_twice_is_cleaning_once(text in "[a\u{301}\u{200d}\u{200c}\u{fe0f}👩🏻\u{202e}\u{5d0} \n\t]{0,60}") {
            let once = Safe::lines(&text);
            prop_assert_eq!(&Safe::lines(&once), &once);
        }

        #[test]
        fn nothing_that_a_terminal_obeys_is_left(text in any::<String>()) {
            let line = Safe::line(&text);
            let obeyed = |c: char| c.is_control() || is_dropped(c);
            prop_assert!(!line.chars().any(obeyed), "{:?}", line);
        }

        #[test]
        fn clusters_cover_the_text(text in any::<String>()) {
            let text = Safe::line(&text);
            let mut at = 0;
            for cluster in clusters(&text) {
                prop_assert_eq!(cluster.range.start, at);
                prop_assert!(cluster.columns <= 2);
                at = cluster.range.end;
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
