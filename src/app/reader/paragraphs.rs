//! Paragraphs: the current one, its number, and going from one to another.
//!
//! The number of a paragraph is that of [`Article::paragraphs`], in the margin,
//! in counts and in every locator alike.
//!
//! [`Article::paragraphs`]: crate::article::Article::paragraphs

use std::ops::Range;

use super::flow::Spot;
use super::pieces::{View, Words};
use super::{Reader, Shown};
use crate::article::{Block, Kind, Place, Safe};

impl Reader {
    /// Goes to the paragraph of this number, from 1, or the last.
    pub fn to_paragraph(&mut self, number: usize) {
        let rank = number.max(1).min(self.paragraphs().len());
        if let Some(block) = self.paragraphs().get(rank.wrapping_sub(1)).copied() {
            self.reach(block);
        }
    }

    /// Goes `step` paragraphs on, or back.
    pub fn step_paragraph(&mut self, step: isize) {
        let number = self.paragraph().map_or(0, |(number, _)| number);
        self.to_paragraph(number.saturating_add_signed(step));
    }

    /// The current paragraph: its number from 1, and its first block.
    ///
    /// It is the one last reached while any line of it is on the screen; else
    /// the first that begins there; else the one that fills the screen.
    pub fn paragraph(&self) -> Option<(usize, usize)> {
        if self.view == View::Raw {
            return None;
        }
        let number = |block: usize| self.paragraphs().partition_point(|first| *first < block) + 1;
        let visible = || self.shown.iter().filter(|shown| shown.line.is_some());
        let block = |shown: &Shown| self.pieces().get(shown.piece).map(|piece| piece.block);
        if let Some(reached) = self.reached
            && visible().any(|shown| block(shown) == Some(reached))
        {
            return Some((number(reached), reached));
        }
        let numbered = |block: &usize| self.paragraphs().binary_search(block).is_ok();
        let begins = visible()
            .filter(|shown| shown.is_first() && self.pieces()[shown.piece].words == Words::Block);
        let first = begins.filter_map(block).find(numbered);
        let fills = || visible().filter_map(block).find(numbered);
        first.or_else(fills).map(|block| (number(block), block))
    }

    /// The block that begins the last numbered paragraph at or before a block.
    pub(super) fn paragraph_before(&self, block: usize) -> Option<usize> {
        let past = self.paragraphs().partition_point(|first| *first <= block);
        self.paragraphs().get(past.checked_sub(1)?).copied()
    }

    /// The number of the paragraph that begins with this block, from 1.
    pub fn number(&self, block: usize) -> Option<usize> {
        let rank = self.paragraphs().binary_search(&block).ok()?;
        (self.view != View::Raw).then_some(rank + 1)
    }

    /// How many paragraphs the article has.
    pub fn paragraph_count(&self) -> usize {
        self.paragraphs().len()
    }

    /// The words of the current paragraph; a list as a whole, a line an item.
    pub fn paragraph_text(&self) -> Option<Safe> {
        let (_, first) = self.paragraph()?;
        let parts = self.parts_of(first)?.iter().map(|block| block.text.plain.as_clean());
        Some(Safe::join(parts, "\n"))
    }

    /// The blocks of the paragraph that begins with the block `first`.
    pub(super) fn parts_of(&self, first: usize) -> Option<&[Block]> {
        let blocks = self.article()?.body.get(first..)?;
        let belongs = |(rank, block): &(usize, &Block)| match block.kind {
            Kind::ListItem(item) => *rank == 0 || !item.opens,
            _ => *rank == 0,
        };
        let count = blocks.iter().enumerate().take_while(belongs).count();
        blocks.get(..count)
    }

    /// The number of the current paragraph, and where it begins and ends.
    pub fn paragraph_range(&self) -> Option<(usize, Range<Place>)> {
        let (number, first) = self.paragraph()?;
        let last = first + self.parts_of(first)?.len().checked_sub(1)?;
        let end = self.article()?.body.get(last)?.text.plain.len();
        Some((number, Place { block: first, at: 0 }..Place { block: last, at: end }))
    }

    /// What a copy would take: the match or the click that was last gone to, else
    /// the beginning of the current paragraph.
    pub fn current_place(&self) -> Option<Place> {
        let (_, block) = self.paragraph()?;
        let is_in = |place: &Place| self.paragraph_before(place.block) == Some(block);
        Some(self.pointed.filter(is_in).unwrap_or(Place { block, at: 0 }))
    }

    fn reach(&mut self, block: usize) {
        (self.reached, self.pointed) = (Some(block), None);
        let spot = self.spot(Place { block, at: 0 });
        let last = self.moved(self.top, isize::try_from(self.height).unwrap_or(1) - 1);
        let piece_end =
            Spot { piece: spot.piece, row: self.height_of(spot.piece).saturating_sub(1) };
        if spot < self.top || piece_end > last {
            self.top = spot;
        }
    }
}
