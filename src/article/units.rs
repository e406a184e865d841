//! The units of text, from one to the next: clusters, words, sentences.
//!
//! Positions are bytes of a text, and every one that is returned is on the
//! border of a cluster; nothing here splits one. Only the text around a
//! position is looked at, so that a step costs the same in a text of any size.
//!
//! Source: Unicode Standard Annex 29, “Unicode Text Segmentation”. Scripts
//! without spaces have the words that it gives them: an ideograph is one.

use std::ops::Range;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// Bytes on either side of a position that are looked at first.
const REACH: usize = 1024;

/// Units, in order.
type Ranges<'a> = Box<dyn Iterator<Item = Range<usize>> + 'a>;

/// What a text is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// What has a letter or a digit and no border of words in it.
    Word,
    /// A sentence, without the blanks around it.
    Sentence,
}

/// The extended grapheme cluster that holds byte `at`; empty at the end.
///
/// ```
/// use newsread::article::units::cluster;
///
/// assert_eq!(cluster("cafe\u{301}s", 4), 3..6);
/// ```
pub fn cluster(text: &str, at: usize) -> Range<usize> {
    let at = at.min(text.len());
    if at == text.len() {
        return at..at;
    }
    let start = border_before(text, at + 1);
    let mut cursor = GraphemeCursor::new(start, text.len(), true);
    let end = cursor.next_boundary(text, 0).ok().flatten();
    start..end.unwrap_or(text.len())
}

/// Where the cluster begins that ends at byte `end`, or that holds it.
pub fn last_cluster(text: &str, end: usize) -> usize {
    border_before(text, end.min(text.len()))
}

/// The nearest border of clusters before byte `at`; 0 at the beginning.
fn border_before(text: &str, at: usize) -> usize {
    let at = (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

impl Unit {
    /// The first unit that begins behind byte `at`.
    ///
    /// ```
    /// use newsread::article::units::Unit;
    ///
    /// assert_eq!(Unit::Word.beginning_behind("It rained, again.", 0), Some(3..9));
    /// ```
    pub fn beginning_behind(self, text: &str, at: usize) -> Option<Range<usize>> {
        self.find(text, at, |mut units| units.find(|unit| unit.start > at))
    }

    /// The first unit that ends behind byte `at`.
    pub fn ending_behind(self, text: &str, at: usize) -> Option<Range<usize>> {
        self.find(text, at, |mut units| units.find(|unit| unit.end > at))
    }

    /// The last unit that begins before byte `at`.
    pub fn beginning_before(self, text: &str, at: usize) -> Option<Range<usize>> {
        self.find(text, at, |units| units.take_while(|unit| unit.start < at).last())
    }

    /// The unit that holds byte `at`.
    pub fn holding(self, text: &str, at: usize) -> Option<Range<usize>> {
        self.ending_behind(text, at).filter(|unit| unit.start <= at)
    }

    /// Picks one of the units around byte `at`, looking as far as it takes to
    /// see it whole.
    fn find(
        self,
        text: &str,
        at: usize,
        pick: impl Fn(Ranges<'_>) -> Option<Range<usize>>,
    ) -> Option<Range<usize>> {
        let mut reach = REACH;
        loop {
            let window = window(text, at, reach);
            let part = &text[window.clone()];
            let start = window.start;
            let units = self.ranges(part).map(move |it| it.start + start..it.end + start);
            let found = pick(Box::new(units));
            // What touches the window's edge may go on beyond it.
            let is_whole = |unit: &Range<usize>| {
                let is_blank = |range: Range<usize>| text[range].trim().is_empty();
                (window.start == 0 || !is_blank(window.start..unit.start))
                    && (window.end == text.len() || !is_blank(unit.end..window.end))
            };
            if window.len() == text.len() || found.as_ref().is_some_and(is_whole) {
                return found;
            }
            reach = reach.saturating_mul(4);
        }
    }

    fn ranges(self, text: &str) -> Ranges<'_> {
        match self {
            Self::Word => {
                Box::new(text.unicode_word_indices().map(|(at, word)| at..at + word.len()))
            }
            Self::Sentence => {
                let sentences = text.split_sentence_bound_indices();
                Box::new(sentences.filter_map(|(at, sentence)| {
                    let trimmed = sentence.trim();
                    let start = at + sentence.len() - sentence.trim_start().len();
                    (!trimmed.is_empty()).then_some(start..start + trimmed.len())
                }))
            }
        }
    }
}

/// The text around byte `at`, about so far on either side.
fn window(text: &str, at: usize, reach: usize) -> Range<usize> {
    let start = (0..=at.saturating_sub(reach).min(text.len())).rev();
    let end = at.saturating_add(reach).min(text.len())..=text.len();
    let is_border = |at: &usize| text.is_char_boundary(*at);
    start.into_iter().find(is_border).unwrap_or(0)
        ..end.into_iter().find(is_border).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Safe;
    use proptest::prelude::*;

    fn walk(unit: Unit, text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        let mut next = unit.ending_behind(text, 0);
        while let Some(range) = next {
            next = unit.ending_behind(text, range.end);
            found.push(&text[range]);
        }
        found
    }

    #[test]
    fn words_are_walked_without_what_stands_between_them() {
        assert_eq!(
            walk(Unit::Word, "“It’s 3.5 metres”, she said."),
            ["It’s", "3.5", "metres", "she", "said"]
        );
    }

    #[test]
    fn sentences_are_walked_without_the_blanks_between_them() {
        assert_eq!(
            walk(Unit::Sentence, "It rained.  Did it? Yes!"),
            ["It rained.", "Did it?", "Yes!"]
        );
        assert_eq!(walk(Unit::Sentence, "雨だ。寒い。"), ["雨だ。", "寒い。"]);
        assert_eq!(walk(Unit::Sentence, "هل تمطر؟ نعم."), ["هل تمطر؟", "نعم."]);
    }

    #[test]
    fn a_word_holds_its_letters_and_nothing_else() {
        let text = "rain, again";
        assert_eq!(Unit::Word.holding(text, 2), Some(0..4));
        assert_eq!(Unit::Word.holding(text, 4), None);
        assert_eq!(Unit::Word.beginning_before(text, 6), Some(0..4));
        assert_eq!(Unit::Word.beginning_before(text, 0), None);
    }

    #[test]
    fn a_cluster_is_never_split() {
        let family = "a👨\u{200d}👩\u{200d}👧b";
        assert_eq!(cluster(family, 5), 1..family.len() - 1);
        assert_eq!(last_cluster(family, family.len() - 1), 1);
        assert_eq!(cluster(family, family.len()), family.len()..family.len());
        assert_eq!((last_cluster("", 0), cluster("", 0)), (0, 0..0));
    }

    #[test]
    fn a_sentence_longer_than_the_window_is_seen_whole() {
        let long = format!("It rained{}. Then it stopped.", " and rained".repeat(900));
        let first = long.find(". Then").unwrap() + 1;
        assert_eq!(Unit::Sentence.holding(&long, 5_000), Some(0..first));
        assert_eq!(Unit::Sentence.beginning_before(&long, long.len()), Some(first + 1..long.len()));
    }

    proptest! {
        #[test]
        fn steps_are_those_of_the_whole_text(words in proptest::collection::vec("[a-zé東. ,]{1,9}", 0..900), at in 0usize..4000) {
            let text = Safe::line(&words.join(" "));
            let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
            for unit in [Unit::Word, Unit::Sentence] {
                let all: Vec<_> = unit.ranges(&text).collect();
                prop_assert_eq!(unit.ending_behind(&text, at), all.iter().find(|it| it.end > at).cloned());
                prop_assert_eq!(unit.beginning_behind(&text, at), all.iter().find(|it| it.start > at).cloned());
                prop_assert_eq!(unit.beginning_before(&text, at), all.iter().rfind(|it| it.start < at).cloned());
            }
        }
    }
}
