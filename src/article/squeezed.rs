//! The words of an article without the blanks between them, so that a passage
//! is found whatever breaks its lines.

use std::ops::Range;

use memchr::memmem;

use super::{Block, Kind, Place};

/// Longest text in which passages are looked for, in bytes without blanks.
const LONGEST: usize = 4 << 20;

/// The words of an article, without blanks.
pub(super) struct Squeezed {
    words: String,
    /// Where each word begins among them, and in the article.
    starts: Vec<(usize, Place)>,
}

impl Squeezed {
    /// The words of the blocks of some kinds.
    pub(super) fn of(body: &[Block], is_text: impl Fn(Kind) -> bool) -> Self {
        let mut squeezed = Self { words: String::new(), starts: Vec::new() };
        for (block, text) in body.iter().enumerate().filter(|(_, block)| is_text(block.kind)) {
            if squeezed.is_cut_off() {
                break;
            }
            let plain = &*text.text.plain;
            for word in plain.split_whitespace() {
                // A part of `plain`, so that it has a place in it.
                let at = word.as_ptr().addr() - plain.as_ptr().addr();
                squeezed.starts.push((squeezed.words.len(), Place { block, at }));
                squeezed.words.push_str(word);
            }
        }
        squeezed
    }

    /// Whether the text was too long for all of it to be here.
    pub(super) fn is_cut_off(&self) -> bool {
        self.words.len() > LONGEST
    }

    /// The words.
    pub(super) fn words(&self) -> &str {
        &self.words
    }

    /// Every place where some words stand, blanks aside; none for no words.
    pub(super) fn all(&self, words: &str) -> Vec<Range<usize>> {
        let sought = squeeze(words);
        if sought.is_empty() {
            return Vec::new();
        }
        let found = memmem::Finder::new(&sought);
        let mut from = 0;
        let mut all = Vec::new();
        // Finds may overlap, as “as as” twice in “as as as”.
        while let Some(at) = self.words.as_bytes().get(from..).and_then(|rest| found.find(rest)) {
            all.push(from + at..from + at + sought.len());
            from += at + 1;
        }
        all
    }

    /// Where some words stand, if that is in one place only.
    pub(super) fn only(&self, words: &str) -> Option<Range<usize>> {
        match &*self.all(words) {
            [one] => Some(one.clone()),
            _ => None,
        }
    }

    /// The words of a passage; `None` if it has none.
    pub(super) fn passage(&self, passage: &Range<Place>) -> Option<Range<usize>> {
        let from = self.behind(passage.start);
        let to = self.behind(passage.end);
        (from < to).then_some(from..to)
    }

    /// How many bytes of words stand before a place.
    fn behind(&self, place: Place) -> usize {
        let next = self.starts.partition_point(|(_, start)| *start < place);
        let Some((start, word)) = next.checked_sub(1).map(|last| self.starts[last]) else {
            return 0;
        };
        let end = self.starts.get(next).map_or(self.words.len(), |(end, _)| *end);
        if word.block == place.block { end.min(start + place.at - word.at) } else { end }
    }

    /// The stretches of the article that these words make, block by block:
    /// where each begins, and the byte of its block behind it.
    pub(super) fn stretches(&self, words: Range<usize>) -> Vec<(Place, usize)> {
        let first = self.starts.partition_point(|(start, _)| *start <= words.start) - 1;
        let mut stretches: Vec<(Place, usize)> = Vec::new();
        for (rank, (start, place)) in self.starts.iter().enumerate().skip(first) {
            if *start >= words.end {
                break;
            }
            let behind = self.starts.get(rank + 1).map_or(self.words.len(), |(next, _)| *next);
            let from = place.at + words.start.saturating_sub(*start);
            let end = place.at + behind.min(words.end) - start;
            match stretches.last_mut() {
                Some((before, to)) if before.block == place.block => *to = end,
                _ => stretches.push((Place { block: place.block, at: from }, end)),
            }
        }
        stretches
    }
}

/// Text without its blanks.
pub(super) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect()
}
