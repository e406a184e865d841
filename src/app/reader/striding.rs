//! Moving the end of a selection: by characters, lines, words and more.
//!
//! It goes from one piece that can be selected to the next; where nothing
//! further can be gone to, it goes to the first place of the article or the
//! last.

use super::flow::{Line, Spot};
use super::selecting::Grain;
use super::{Reader, body};
use crate::article::Place;
use crate::article::units::{Unit, cluster, last_cluster};

/// Steps beyond which the end goes as far as there is anything: each one taken
/// sets what it passes.
const FAR: usize = 20_000;

/// A way to move the end of a selection; negative steps go back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stride {
    /// So many characters.
    Characters(isize),
    /// So many lines of the screen, in the same column.
    Lines(isize),
    /// To the beginning of a word.
    Words(isize),
    /// To the end of a word further on.
    WordEnds(usize),
    /// On to the end of a sentence, or back to the beginning of one.
    Sentences(isize),
    /// On to the end of a paragraph, or back to the beginning of one.
    Paragraphs(isize),
    /// To the beginning of the line.
    LineStart,
    /// To the end of the line.
    LineEnd,
    /// To the first place of the article.
    Top,
    /// To the last place of the article.
    Bottom,
    /// To the paragraph of this number: its end, or on the way back its
    /// beginning.
    Paragraph(usize),
}

impl Reader {
    /// Moves the end of the selection, if there is one.
    pub fn stride(&mut self, stride: Stride) {
        let Some(from) = self.selection_end() else { return };
        let to = match stride {
            Stride::Characters(n) => self.repeated(n, from, Self::next_cluster, Self::cluster_back),
            Stride::Lines(n) => return self.stride_lines(n, from),
            Stride::Words(n) => self.repeated(n, from, Self::next_word, Self::word_back),
            Stride::WordEnds(n) => {
                let n = isize::try_from(n).unwrap_or(isize::MAX);
                self.repeated(n, from, Self::word_end, Self::word_back)
            }
            Stride::Sentences(n) => self.repeated(n, from, Self::sentence_end, Self::sentence_back),
            Stride::Paragraphs(n) => self.paragraphs_on(n, from),
            Stride::LineStart => self.on_line(from, |line| Some(line.start())),
            Stride::LineEnd => {
                let text = self.text_of(from.block).clone();
                self.on_line(from, |line| line.byte(&text, u16::MAX))
            }
            Stride::Top => self.first_of_all(),
            Stride::Bottom => self.last_of_all(),
            Stride::Paragraph(number) => self.numbered(number, from),
        };
        self.move_end_to(to);
    }

    /// Takes a step so many times, as far as there is one.
    fn repeated(
        &mut self,
        times: isize,
        from: Place,
        on: fn(&mut Self, Place) -> Option<Place>,
        back: fn(&mut Self, Place) -> Option<Place>,
    ) -> Place {
        if times.unsigned_abs() > FAR {
            return if times > 0 { self.last_of_all() } else { self.first_of_all() };
        }
        let step = if times > 0 { on } else { back };
        let mut place = from;
        for _ in 0..times.unsigned_abs() {
            let Some(next) = step(self, place) else {
                return if times > 0 { self.last_of_all() } else { self.first_of_all() };
            };
            place = next;
        }
        place
    }

    fn next_cluster(&mut self, from: Place) -> Option<Place> {
        let end = self.last_place(from.block).at;
        let mut at = from.at;
        while at < end {
            at = cluster(self.text_of(from.block), at).end;
            if self.is_drawn(Place { at, ..from }) {
                return Some(Place { at, ..from });
            }
        }
        self.block_on(from.block).map(|block| self.first_place(block))
    }

    fn cluster_back(&mut self, from: Place) -> Option<Place> {
        let first = self.first_place(from.block).at;
        let mut at = from.at;
        while at > first {
            at = last_cluster(self.text_of(from.block), at);
            if self.is_drawn(Place { at, ..from }) {
                return Some(Place { at, ..from });
            }
        }
        self.block_back(from.block).map(|block| self.last_place(block))
    }

    fn next_word(&mut self, from: Place) -> Option<Place> {
        let here = Unit::Word.beginning_behind(self.text_of(from.block), from.at);
        if let Some(word) = here {
            return Some(Place { at: word.start, ..from });
        }
        let block = self.block_on(from.block)?;
        let first = self.first_place(block);
        let word = Unit::Word.ending_behind(self.text_of(block), first.at);
        Some(Place { block, at: word.map_or(first.at, |word| word.start) })
    }

    fn word_back(&mut self, from: Place) -> Option<Place> {
        self.unit_back(Unit::Word, from)
    }

    fn word_end(&mut self, from: Place) -> Option<Place> {
        self.unit_end(Unit::Word, from)
    }

    fn sentence_end(&mut self, from: Place) -> Option<Place> {
        self.unit_end(Unit::Sentence, from)
    }

    fn sentence_back(&mut self, from: Place) -> Option<Place> {
        self.unit_back(Unit::Sentence, from)
    }

    /// The last cluster of the first unit that ends further on.
    fn unit_end(&mut self, unit: Unit, from: Place) -> Option<Place> {
        let text = self.text_of(from.block);
        let end = cluster(text, from.at).end;
        if let Some(found) = unit.ending_behind(text, end) {
            return Some(Place { at: last_cluster(text, found.end), ..from });
        }
        let block = self.block_on(from.block)?;
        let text = self.text_of(block);
        let found = unit.ending_behind(text, 0);
        Some(found.map_or(self.last_place(block), |found| Place {
            block,
            at: last_cluster(text, found.end),
        }))
    }

    /// The beginning of the last unit that begins before here.
    fn unit_back(&mut self, unit: Unit, from: Place) -> Option<Place> {
        if let Some(found) = unit.beginning_before(self.text_of(from.block), from.at) {
            return Some(Place { at: found.start, ..from });
        }
        let block = self.block_back(from.block)?;
        let text = self.text_of(block);
        let found = unit.beginning_before(text, text.len());
        Some(found.map_or(self.first_place(block), |found| Place { block, at: found.start }))
    }

    fn paragraphs_on(&mut self, times: isize, from: Place) -> Place {
        // Of whole paragraphs there is nothing between their beginning and end.
        let is_whole = self.selection().is_some_and(|it| it.grain == Grain::Paragraph);
        let around = self.paragraph_around(from.block);
        let from = match (is_whole, times > 0) {
            (true, true) => self.last_place(*around.end()),
            (true, false) => self.first_place(*around.start()),
            (false, _) => from,
        };
        let count = times.unsigned_abs();
        let blocks = self.paragraphs().iter().copied();
        if times > 0 {
            let ends = blocks.map(|block| self.last_place(*self.paragraph_around(block).end()));
            ends.filter(|end| *end > from).take(count).last().unwrap_or(self.last_of_all())
        } else {
            let starts = blocks.rev().map(|block| self.first_place(block));
            let starts = starts.filter(|start| *start < from);
            starts.take(count).last().unwrap_or(self.first_of_all())
        }
    }

    /// The end of the paragraph of this number, or the last; on the way back
    /// its beginning.
    fn numbered(&self, number: usize, from: Place) -> Place {
        let rank = number.clamp(1, self.paragraph_count().max(1)) - 1;
        let Some(&block) = self.paragraphs().get(rank) else { return from };
        let (start, end) =
            (self.first_place(block), self.last_place(*self.paragraph_around(block).end()));
        if start < self.anchor().unwrap_or(from) { start } else { end }
    }

    /// A byte of the line on which a place stands.
    fn on_line(&mut self, from: Place, byte: impl FnOnce(&Line) -> Option<usize>) -> Place {
        let spot = self.spot(from);
        let line = self.line(spot);
        line.as_ref().and_then(byte).map_or(from, |at| Place { at, ..from })
    }

    fn stride_lines(&mut self, times: isize, from: Place) {
        if times.unsigned_abs() > FAR {
            let to = if times > 0 { self.last_of_all() } else { self.first_of_all() };
            return self.move_end_to(to);
        }
        let mut spot = self.spot(from);
        let kept = self.selection().and_then(|selection| selection.column);
        let here = self.line(spot).and_then(|line| line.column(self.text_of(from.block), from.at));
        let column = kept.or(here).unwrap_or(0);
        let mut place = from;
        for _ in 0..times.unsigned_abs() {
            let Some((next, at)) = self.line_from(spot, times.signum(), column) else { break };
            (spot, place) = (next, at);
        }
        self.move_end_to(place);
        if let Some(selection) = &mut self.selection {
            selection.column = Some(column);
        }
    }

    /// The next line, or the one before, that has words to be selected, and the
    /// place in a column of it.
    fn line_from(&mut self, from: Spot, step: isize, column: u16) -> Option<(Spot, Place)> {
        let mut spot = from;
        loop {
            let next = self.moved(spot, step);
            if next == spot {
                return None;
            }
            spot = next;
            if !self.can_select(spot.piece) {
                continue;
            }
            let block = self.piece(spot.piece)?.block;
            let line = self.line(spot);
            let at = line.and_then(|line| line.byte(self.text_of(block), column));
            if let Some(at) = at {
                return Some((spot, Place { block, at }));
            }
        }
    }

    /// Whether a place can be seen when its line is on the screen: a blank at a
    /// line's end cannot.
    fn is_drawn(&mut self, place: Place) -> bool {
        let spot = self.spot(place);
        self.line(spot).is_some_and(|line| line.segment(place.at).is_some())
    }

    /// The next block that can be selected.
    fn block_on(&self, block: usize) -> Option<usize> {
        let past = self.pieces().partition_point(|piece| piece.block <= block);
        let next = (past..self.pieces().len()).find(|piece| self.can_select(*piece))?;
        Some(self.pieces()[next].block)
    }

    /// The block before that can be selected.
    fn block_back(&self, block: usize) -> Option<usize> {
        let first = self.pieces().partition_point(|piece| piece.block < block);
        let before = (0..first).rev().find(|piece| self.can_select(*piece))?;
        Some(self.pieces()[before].block)
    }

    /// The first place of a block: its first cluster that is no blank.
    fn first_place(&self, block: usize) -> Place {
        let text = self.text_of(block);
        Place { block, at: text.len() - text.trim_start().len() }
    }

    fn first_of_all(&self) -> Place {
        let first = (0..self.pieces().len()).find(|piece| self.can_select(*piece));
        first.map_or_else(Place::default, |piece| self.first_place(self.pieces()[piece].block))
    }

    fn last_of_all(&self) -> Place {
        let last = (0..self.pieces().len()).rev().find(|piece| self.can_select(*piece));
        last.map_or_else(Place::default, |piece| self.last_place(self.pieces()[piece].block))
    }

    fn line(&mut self, spot: Spot) -> Option<Line> {
        let Self { flow, opened, view, .. } = self;
        flow.line(spot, body(opened.as_ref(), *view))
    }
}
