//! Text that no terminal can obey: the one choke point.
//!
//! Article files come from the hostile web. Whatever stands in them, in their
//! names or in an error about them is cleaned here, once, where it enters;
//! everything that is shown takes a [`Safe`] or a [`Clean`], which nothing else
//! can make. So no widget, message or command can forget. What becomes of each
//! character is the business of its cleaner.

mod cleaner;
mod cluster;

use std::fmt;
use std::ops::{Deref, Range};

use cleaner::{Ends, clean, has_hidden, is_plain};
pub use cluster::{Cluster, clusters, columns, is_disputed};

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
        Self(clean(text, Ends::AsSpaces).0)
    }

    /// Cleans one line like [`Safe::line`]; it is not copied if it is clean.
    pub fn own_line(text: String) -> Self {
        if is_plain(&text) { Self(text) } else { Self::line(&text) }
    }

    /// Cleans text whose line ends matter; each becomes `\n`.
    pub fn lines(text: &str) -> Self {
        Self(clean(text, Ends::Kept).0)
    }

    /// Cleans like [`Safe::lines`], and says whether a hidden character was
    /// removed that can deceive: an override of direction, a tag, a control.
    pub fn lines_and_hidden(text: &str) -> (Self, bool) {
        let (text, has_hidden) = clean(text, Ends::Kept);
        (Self(text), has_hidden)
    }

    /// Whether [`Safe::lines`] would remove a hidden character that can deceive.
    pub fn has_hidden(text: &str) -> bool {
        has_hidden(text)
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
        let is_plain = |text: &str| text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        // Each is a cluster of one column, if nothing combines with the last.
        match self.0.get(..=columns) {
            None if is_plain(self.0) => return self,
            Some(beyond) if is_plain(beyond) => return Self(&self.0[..columns]),
            _ => {}
        }
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
        assert!(Safe::has_hidden("pass\u{202e}word") && !Safe::has_hidden("a\tb\r\nsö\u{ad}ft"));
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
        // A letter that may be drawn as a pictograph is one all the same.
        assert_eq!(line("n\u{200c}Ⓚ"), "n\u{200c}Ⓚ");
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
        fn what_hides_is_known_without_cleaning(text in "[\\x00-\\x{ff}\\x{200b}-\\x{206f}\\x{e0100}]{0,12}") {
            prop_assert_eq!(Safe::has_hidden(&text), Safe::lines_and_hidden(&text).1);
        }

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
            let obeyed = |c: char| c.is_control() || cleaner::is_dropped(c);
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
