//! Builds the text of a block from pieces, with marks on stretches of it.
//!
//! Knows no format. One idea: a stretch begins and ends at a base character of
//! the raw words, so that the words can be cleaned piece by piece and every
//! mark still falls on a character of the cleaned text.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::article::{Mark, MarkKind, Safe, Text};

/// Bytes of a block's raw words at most: what a screen can still set at once.
/// A longer paragraph comes in several blocks.
pub(crate) const LARGEST: usize = 64 * 1024;

/// What runs of blanks are made of.
const BLANKS: [char; 5] = [' ', '\t', '\n', '\r', '\x0c'];

/// What becomes of blanks and line ends in the raw words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Blanks {
    /// Runs of blanks are one space, and none stands at an end of a line.
    Collapsed,
    /// They stay: code.
    Kept,
}

/// The text of a block under way.
#[derive(Debug)]
pub(crate) struct Marked {
    blanks: Blanks,
    raw: String,
    marks: Vec<(Range<usize>, MarkKind)>,
    open: Vec<(usize, MarkKind)>,
}

/// A finished block's text.
#[derive(Debug, Default)]
pub(crate) struct Finished {
    /// The cleaned text with its marks.
    pub(crate) text: Text,
    /// The words before cleaning.
    pub(crate) raw: String,
    /// Whether characters were removed that can deceive.
    pub(crate) has_hidden: bool,
}

impl Marked {
    /// An empty text.
    pub(crate) fn new(blanks: Blanks) -> Self {
        Self { blanks, raw: String::new(), marks: Vec::new(), open: Vec::new() }
    }

    /// Whether nothing but blanks was said yet.
    pub(crate) fn is_blank(&self) -> bool {
        self.raw.trim().is_empty()
    }

    /// Adds words.
    pub(crate) fn push(&mut self, words: &str) {
        if self.blanks == Blanks::Kept {
            self.raw.push_str(words);
            return;
        }
        if is_collapsed(words) {
            let is_parted = self.raw.is_empty() || self.raw.ends_with([' ', '\n']);
            let words = words.strip_prefix(' ').filter(|_| is_parted).unwrap_or(words);
            self.raw.push_str(words);
            return;
        }
        for (rank, word) in words.split(BLANKS).enumerate() {
            if rank > 0 && !self.raw.is_empty() && !self.raw.ends_with([' ', '\n']) {
                self.raw.push(' ');
            }
            self.raw.push_str(word);
        }
    }

    /// Parts words into those for which there is room here and the rest, which
    /// is for another block: behind a line end or a blank, if one is near.
    /// Empty words have no rest, and an empty text has room for some.
    pub(crate) fn part<'a>(&self, words: &'a str) -> (&'a str, &'a str) {
        let room = LARGEST.saturating_sub(self.raw.len());
        if words.len() <= room {
            return (words, "");
        }
        let end = (0..=room).rev().find(|at| words.is_char_boundary(*at)).unwrap_or(0);
        let first = &words[..end];
        let near = LARGEST / 2;
        let is_near = |at: &usize| self.raw.len() + at > near;
        let line = first.rfind('\n').map(|at| at + 1);
        let blank = first.char_indices().rfind(|(_, c)| c.is_whitespace());
        let blank = blank.map(|(at, blank)| at + blank.len_utf8());
        // What begins here may fit into another block.
        let here = Some(0);
        let best = match self.blanks {
            Blanks::Collapsed => [blank, here, None],
            Blanks::Kept => [line, here, blank],
        };
        let best = best.into_iter().flatten().find(is_near);
        let at = best.unwrap_or_else(|| base(words, end));
        words.split_at(at)
    }

    /// Whether another block should take what comes next.
    pub(crate) fn is_full(&self) -> bool {
        self.raw.len() >= LARGEST
    }

    /// Ends a line inside the text.
    pub(crate) fn end_line(&mut self) {
        if self.blanks == Blanks::Collapsed {
            self.raw.truncate(self.raw.trim_end_matches(' ').len());
            if self.raw.is_empty() {
                return;
            }
        }
        self.raw.push('\n');
    }

    /// Whether a line was just ended.
    pub(crate) fn ends_line(&self) -> bool {
        self.raw.trim_end_matches(' ').ends_with('\n')
    }

    /// Parts two cells of a table, or adds another literal between words.
    pub(crate) fn between(&mut self, literal: &str) {
        self.raw.push_str(literal);
    }

    /// Where the next word will stand among the raw words.
    pub(crate) fn here(&self) -> usize {
        self.raw.len()
    }

    /// Marks the raw words from `start` to here.
    pub(crate) fn mark(&mut self, start: usize, kind: MarkKind) {
        self.marks.push((start.min(self.raw.len())..self.raw.len(), kind));
    }

    /// Begins a stretch; [`Marked::close`] ends it.
    pub(crate) fn open(&mut self, kind: MarkKind) {
        self.open.push((self.raw.len(), kind));
    }

    /// Ends the stretch that was begun last.
    pub(crate) fn close(&mut self) {
        if let Some((start, kind)) = self.open.pop() {
            self.mark(start, kind);
        }
    }

    /// The text, its ends trimmed unless blanks are kept. Stretches still open
    /// end here.
    pub(crate) fn finish(mut self) -> Finished {
        while !self.open.is_empty() {
            self.close();
        }
        let raw = match self.blanks {
            Blanks::Collapsed => self.raw.trim_end(),
            Blanks::Kept => self.raw.trim_end_matches(['\n', '\r']),
        };
        let start = match self.blanks {
            Blanks::Collapsed => raw.len() - raw.trim_start().len(),
            Blanks::Kept => 0,
        };
        let raw = raw[start..].to_owned();
        let marks = self.marks.into_iter().map(|(range, kind)| {
            let within = |at: usize| at.saturating_sub(start).min(raw.len());
            (within(range.start)..within(range.end), kind)
        });
        let marks: Vec<_> = marks.collect();
        clean(raw, marks)
    }
}

/// Whether all blanks are single spaces: what most texts are, and soon told.
fn is_collapsed(words: &str) -> bool {
    let bytes = words.as_bytes();
    memchr::memchr3(b'\t', b'\n', b'\r', bytes).is_none()
        && memchr::memchr(b'\x0c', bytes).is_none()
        && memchr::memmem::find(bytes, b"  ").is_none()
}

fn clean(raw: String, marks: Vec<(Range<usize>, MarkKind)>) -> Finished {
    let (whole, has_hidden) = Safe::lines_and_hidden(&raw);
    if marks.is_empty() || *whole == *raw {
        return Finished { text: with(whole, marks), raw, has_hidden };
    }
    let mut cuts: Vec<usize> = marks
        .iter()
        .flat_map(|(range, _)| [range.start, range.end])
        .map(|at| base(&raw, at))
        .collect();
    cuts.push(raw.len());
    cuts.sort_unstable();
    cuts.dedup();
    let mut plain = Safe::default();
    let mut moved = Vec::with_capacity(cuts.len());
    let mut from = 0;
    for cut in cuts {
        plain.push(Safe::lines(&raw[from..cut]).as_clean());
        moved.push((cut, plain.len()));
        from = cut;
    }
    let to = |at: usize| {
        let at = base(&raw, at);
        moved.binary_search_by_key(&at, |(cut, _)| *cut).map_or(0, |rank| moved[rank].1)
    };
    let marks = marks.into_iter().map(|(range, kind)| (to(range.start)..to(range.end), kind));
    Finished { text: with(plain, marks.collect()), raw, has_hidden }
}

/// The first base character at or behind `at`: no cluster begins with a mark.
fn base(raw: &str, at: usize) -> usize {
    let is_attached = |c: &char| {
        is_combining_mark(*c)
            || matches!(
                c,
                '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}'
            )
    };
    let behind: usize = raw[at..].chars().take_while(is_attached).map(char::len_utf8).sum();
    at + behind
}

fn with(plain: Safe, marks: Vec<(Range<usize>, MarkKind)>) -> Text {
    let kept = |range: &Range<usize>, kind: &MarkKind| {
        range.start < range.end || matches!(kind, MarkKind::Cell(_))
    };
    let mut marks: Vec<Mark> = marks
        .into_iter()
        .filter(|(range, kind)| kept(range, kind))
        .map(|(range, kind)| Mark { range, kind })
        .collect();
    marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
    Text { plain, marks }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marked(pieces: &[(&str, bool)]) -> Finished {
        let mut text = Marked::new(Blanks::Collapsed);
        for (words, is_strong) in pieces {
            if *is_strong {
                text.open(MarkKind::Strong);
            }
            text.push(words);
            if *is_strong {
                text.close();
            }
        }
        text.finish()
    }

    fn strong(finished: &Finished) -> Vec<&str> {
        finished.text.marks.iter().map(|mark| &finished.text.plain[mark.range.clone()]).collect()
    }

    #[test]
    fn blanks_between_words_are_one_space() {
        assert_eq!(
            &*marked(&[("  the \n", false), (" harbour\t", true)]).text.plain,
            "the harbour"
        );
    }

    proptest! {
        #[test]
        fn whatever_blanks_there_are_they_become_one(
            pieces in prop::collection::vec("[a \t\n\r\x0c]{0,6}", 0..6),
        ) {
            let pushed: Vec<_> = pieces.iter().map(|piece| (&**piece, false)).collect();
            let words: Vec<String> = pieces
                .concat()
                .split(BLANKS)
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect();
            prop_assert_eq!(marked(&pushed).raw, words.join(" "));
        }
    }

    #[test]
    fn a_mark_stays_on_its_words_when_the_text_is_cleaned() {
        let finished =
            marked(&[("so\u{ad}ft ", false), ("har\u{202e}bour", true), (" wall", false)]);
        assert_eq!(&*finished.text.plain, "soft harbour wall");
        assert_eq!(strong(&finished), ["harbour"]);
        assert!(finished.has_hidden);
        assert_eq!(finished.raw, "so\u{ad}ft har\u{202e}bour wall");
    }

    #[test]
    fn a_mark_never_parts_a_letter_from_its_accent() {
        let finished = marked(&[("cafe", true), ("\u{301}\u{ad}s", false)]);
        assert_eq!(&*finished.text.plain, "cafe\u{301}s");
        assert_eq!(strong(&finished), ["cafe\u{301}"]);
    }

    /// The blocks in which some words come.
    fn blocks(words: &str) -> Vec<String> {
        let (mut blocks, mut rest) = (Vec::new(), words);
        loop {
            let (part, more) = Marked::new(Blanks::Kept).part(rest);
            blocks.push(part.to_owned());
            if more.is_empty() {
                return blocks;
            }
            rest = more;
        }
    }

    #[test]
    fn giant_words_come_in_blocks_that_end_at_a_blank() {
        let prose = "the old harbour wall ".repeat(10_000);
        let cut = blocks(&prose);
        assert_eq!(cut.len(), 4);
        assert!(cut.iter().all(|block| block.len() <= LARGEST && block.ends_with(' ')));
        assert_eq!(cut.concat(), prose);
        let unspaced = "東京は今日も雨".repeat(5_000);
        assert_eq!(blocks(&unspaced).concat(), unspaced);
    }

    #[test]
    fn a_line_that_would_not_fit_begins_the_next_block() {
        let code = "the old harbour wall\n".repeat(10_000);
        assert!(blocks(&code).iter().all(|block| block.ends_with('\n')));
    }

    #[test]
    fn a_stretch_left_open_ends_with_the_text() {
        let mut text = Marked::new(Blanks::Collapsed);
        text.push("a ");
        text.open(MarkKind::Emphasis);
        text.push("wall ");
        let finished = text.finish();
        assert_eq!(strong(&finished), ["wall"]);
    }

    proptest! {
        #[test]
        fn marks_are_in_order_and_on_characters(pieces in prop::collection::vec(("[a\u{301}\u{200d}\u{ad}\u{202e}é \n👩🏻]{0,8}", any::<bool>()), 0..8)) {
            let pieces: Vec<_> = pieces.iter().map(|(words, strong)| (&**words, *strong)).collect();
            let finished = marked(&pieces);
            let plain = &finished.text.plain;
            let mut last = 0;
            for mark in &finished.text.marks {
                prop_assert!(plain.get(mark.range.clone()).is_some());
                prop_assert!(mark.range.start >= last);
                last = mark.range.start;
            }
        }
    }
}
