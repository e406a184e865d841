//! The text of an article as a browser searches it.
//!
//! Letters are compared without case and accents (the primary level of the
//! Unicode Collation Algorithm, as far as Latin, Greek and Cyrillic need it),
//! white space is one blank, and nothing is found across the border of a block.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use crate::article::{Block, Kind, Place};

/// Stands between two blocks; no search text holds it.
const BORDER: char = '\n';

/// The searchable text of an article.
#[derive(Debug)]
pub(super) struct Page {
    /// Every block's words, folded, with a border behind each.
    pub(super) folded: String,
    /// For every byte of `folded`, and for its end, the byte of `text` that it
    /// stands for.
    origin: Vec<usize>,
    /// The same words as they are shown, a blank for every white space.
    text: String,
    /// Where each block of the article begins in `text`.
    blocks: Vec<usize>,
    /// Borders of words in `folded`, ascending (UAX #29).
    borders: Vec<usize>,
}

impl Page {
    pub(super) fn of(body: &[Block]) -> Self {
        let mut page = Self {
            folded: String::new(),
            origin: Vec::new(),
            text: String::new(),
            blocks: Vec::with_capacity(body.len()),
            borders: Vec::new(),
        };
        for block in body {
            page.blocks.push(page.text.len());
            page.push(block);
        }
        page.origin.push(page.text.len());
        let borders = page.folded.split_word_bound_indices().map(|(at, _)| at);
        page.borders = borders.chain([page.folded.len()]).collect();
        page
    }

    fn push(&mut self, block: &Block) {
        // The cells of a table are blocks of their own to a browser.
        let is_table = block.kind == Kind::Table;
        for c in block.text.plain.chars() {
            let shown = match c {
                '\n' | '|' if is_table => BORDER,
                c if c.is_whitespace() => ' ',
                c => c,
            };
            let at = self.text.len();
            self.text.push(shown);
            // Places count bytes of the block's own text.
            (shown.len_utf8()..c.len_utf8()).for_each(|_| self.text.push(' '));
            self.fold(shown, at);
        }
        let at = self.text.len();
        self.text.push(BORDER);
        self.fold(BORDER, at);
    }

    fn fold(&mut self, c: char, at: usize) {
        if c == ' ' && self.folded.ends_with([' ', BORDER]) {
            return;
        }
        if c == BORDER && self.folded.ends_with(' ') {
            self.folded.pop();
            self.origin.pop();
        }
        let start = self.folded.len();
        if c.is_ascii() {
            self.folded.push(c.to_ascii_lowercase());
        } else {
            let is_accent = |c: &char| ('\u{300}'..='\u{36f}').contains(c) && is_combining_mark(*c);
            let parts = std::iter::once(c).nfd().filter(|part| !is_accent(part));
            // Hangul is put together again, or each syllable would be words.
            let whole: String = parts.flat_map(char::to_lowercase).nfc().collect();
            self.folded.push_str(&whole);
        }
        self.origin.extend((start..self.folded.len()).map(|_| at));
    }

    /// The bytes of `folded` that stand for a passage.
    pub(super) fn range(&self, passage: &Range<Place>) -> Option<Range<usize>> {
        let byte = |place: Place| {
            let block = self.blocks.get(place.block)?;
            let at = (block + place.at).min(self.text.len());
            Some(self.origin.partition_point(|origin| *origin < at).min(self.folded.len()))
        };
        let (start, end) = (byte(passage.start)?, byte(passage.end)?);
        (start < end).then_some(start..end)
    }

    /// Whether a word may begin or end here.
    pub(super) fn is_border(&self, at: usize) -> bool {
        self.borders.binary_search(&at).is_ok()
    }

    /// The words of a stretch of `folded`: segments with a letter or digit.
    pub(super) fn words(&self, range: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let first = self.borders.partition_point(|border| *border < range.start);
        let end = range.end;
        let spans = self.borders[first..].windows(2).map(|pair| pair[0]..pair[1]);
        let inside = spans.take_while(move |word| word.end <= end);
        inside.filter(|word| self.folded[word.clone()].chars().any(char::is_alphanumeric))
    }

    /// `at`, moved to the nearest border of words before it.
    pub(super) fn border_before(&self, at: usize) -> usize {
        let rank = self.borders.partition_point(|border| *border <= at);
        rank.checked_sub(1).map_or(0, |rank| self.borders[rank])
    }

    /// `at`, moved to the nearest border of words behind it.
    pub(super) fn border_behind(&self, at: usize) -> usize {
        let rank = self.borders.partition_point(|border| *border < at);
        self.borders.get(rank).copied().unwrap_or(self.folded.len())
    }

    /// The block of text, without its borders, in which `at` stands.
    pub(super) fn block(&self, at: usize) -> Range<usize> {
        let start = self.folded[..at].rfind(BORDER).map_or(0, |border| border + 1);
        let end = self.folded[at..].find(BORDER).map_or(self.folded.len(), |border| at + border);
        start..end
    }

    /// A stretch of `folded`, as it is shown.
    pub(super) fn shown(&self, range: &Range<usize>) -> &str {
        let start = self.origin[range.start];
        // Accents that fold to nothing stand behind their letter.
        let end = self.origin[range.end];
        self.text[start..end].trim_end_matches([' ', BORDER])
    }
}
