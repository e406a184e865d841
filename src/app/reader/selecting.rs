//! The selection: a stretch of the article, between two places.
//!
//! One of the places stays, the other is the end that keys and mouse move; both
//! are first bytes of clusters, and the clusters at both belong to it. Only
//! what the page shows as the article's own words can be selected, so what is
//! folded is never in it.

use std::ops::{Range, RangeInclusive};

use super::flow::Line;
use super::pieces::{Piece, Role, View, Words};
use super::{Reader, Shown};
use crate::article::units::{Unit, cluster, last_cluster};
use crate::article::{Clean, Kind, Place, Safe};

/// What a selection is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    /// Characters, from one place to the other.
    Character,
    /// The paragraphs in which the two places are, and those between.
    Paragraph,
}

/// A stretch of the article that is being selected.
#[derive(Clone, Debug)]
pub struct Selection {
    /// What it is made of.
    pub grain: Grain,
    /// The place that stays.
    anchor: Place,
    /// The place that moves; it may come before the other.
    end: Place,
    /// What is selected, as the article has it; never empty.
    range: Range<Place>,
    /// The column that the end keeps to while it goes from line to line.
    pub(super) column: Option<u16>,
    /// Where the end was before a search.
    pub(super) left: Place,
}

impl Selection {
    /// The place that moves.
    pub fn end(&self) -> Place {
        self.end
    }
}

impl Reader {
    /// The selection, while there is one.
    pub fn selection(&self) -> Option<&Selection> {
        self.selection.as_ref()
    }

    /// What is selected, from its first byte to behind its last.
    pub fn selected(&self) -> Option<Range<Place>> {
        self.selection.as_ref().map(|selection| selection.range.clone())
    }

    /// The end that moves.
    pub fn selection_end(&self) -> Option<Place> {
        self.selection.as_ref().map(|selection| selection.end)
    }

    /// Begins to select at the current match or paragraph, or changes what the
    /// selection is made of. Says whether there is anything to be selected.
    pub fn select(&mut self, grain: Grain) -> bool {
        self.leave_raw();
        if let Some(selection) = &mut self.selection {
            selection.grain = grain;
            self.settle();
            return true;
        }
        let Some(start) = self.starting_place() else { return false };
        match grain {
            Grain::Character => self.select_between(start, start, grain),
            Grain::Paragraph => self.select_paragraph(start),
        }
        true
    }

    /// Selects from one place to another, which becomes the end that moves.
    pub fn select_between(&mut self, anchor: Place, end: Place, grain: Grain) {
        let range = anchor..end;
        self.selection = Some(Selection { grain, anchor, end, range, column: None, left: end });
        self.move_end_to(end);
    }

    /// Selects the word at a place, or the character if it is in none.
    pub fn select_word(&mut self, place: Place) {
        let text = self.text_of(place.block);
        let word = Unit::Word.holding(text, place.at).unwrap_or_else(|| cluster(text, place.at));
        let last = Place { at: last_cluster(text, word.end), ..place };
        let first = Place { at: cluster(text, word.start).start, ..place };
        self.select_between(first, last, Grain::Character);
    }

    /// Selects the paragraph that holds a place.
    pub fn select_paragraph(&mut self, place: Place) {
        let blocks = self.paragraph_around(place.block);
        let first = Place { block: *blocks.start(), at: 0 };
        self.select_between(first, self.last_place(*blocks.end()), Grain::Paragraph);
    }

    /// Ends the selection; says whether there was one.
    pub fn deselect(&mut self) -> bool {
        self.selection.take().is_some()
    }

    /// Goes on from the other end.
    pub fn turn_selection(&mut self) {
        let Some(selection) = &mut self.selection else { return };
        std::mem::swap(&mut selection.anchor, &mut selection.end);
        let end = selection.end;
        self.move_end_to(end);
    }

    /// Moves the end to the cluster at a place, and the screen with it; a place
    /// that the page does not show is no place to go to.
    pub(super) fn move_end_to(&mut self, place: Place) {
        let piece = self.flow.piece_of(place.block);
        if !self.can_select(piece) || self.pieces()[piece].block != place.block {
            return;
        }
        let at = cluster(self.text_of(place.block), place.at).start;
        let place = Place { at, ..place };
        let Some(selection) = &mut self.selection else { return };
        (selection.end, selection.column) = (place, None);
        self.settle();
        self.reached = self.paragraph_before(place.block);
        self.reveal(place);
    }

    /// Works out what is selected from its two ends.
    fn settle(&mut self) {
        let Some(Selection { grain, anchor, end, .. }) = self.selection else { return };
        let (first, last) = (anchor.min(end), anchor.max(end));
        let range = match grain {
            Grain::Character => {
                let text = self.text_of(last.block);
                first..Place { at: cluster(text, last.at).end, ..last }
            }
            Grain::Paragraph => {
                let start = *self.paragraph_around(first.block).start();
                let end = *self.paragraph_around(last.block).end();
                let at = self.text_of(end).len();
                Place { block: start, at: 0 }..Place { block: end, at }
            }
        };
        if let Some(selection) = &mut self.selection {
            selection.range = range;
        }
    }

    /// The place that stays.
    pub(super) fn anchor(&self) -> Option<Place> {
        self.selection.as_ref().map(|selection| selection.anchor)
    }

    /// Where the next selection begins: at the match or the click that was
    /// last gone to, else at the beginning of the current paragraph, or of what
    /// is to be seen of it.
    fn starting_place(&self) -> Option<Place> {
        let lines = || {
            let own = |shown: &&Shown| self.can_select(shown.piece);
            let lines = self.shown.iter().filter(own);
            lines.filter_map(|shown| Some((self.pieces()[shown.piece].block, shown.line.as_ref()?)))
        };
        let is_visible = |place: Place| {
            lines().any(|(block, line)| block == place.block && line.segment(place.at).is_some())
        };
        if let Some(place) = self.pointed.filter(|place| is_visible(*place)) {
            return Some(place);
        }
        let current = self.paragraph().map(|(_, block)| self.paragraph_around(block));
        let in_current = |block: usize| current.as_ref().is_none_or(|it| it.contains(&block));
        let mut starts = lines().map(|(block, line)| Place { block, at: line.start() });
        starts.clone().find(|place| in_current(place.block)).or_else(|| starts.next())
    }

    /// The blocks of the paragraph that holds a block: itself, or a whole list.
    pub(super) fn paragraph_around(&self, block: usize) -> RangeInclusive<usize> {
        let first = self.paragraph_before(block);
        let blocks = first.and_then(|first| Some(first..=first + self.parts_of(first)?.len() - 1));
        blocks.filter(|blocks| blocks.contains(&block)).unwrap_or(block..=block)
    }

    /// The numbers of the paragraphs that a stretch of the article touches;
    /// `None` if it has no numbered one.
    pub fn paragraphs_in(&self, range: &Range<Place>) -> Option<RangeInclusive<usize>> {
        let rank = |block| self.paragraphs().partition_point(|first| *first <= block);
        let holds = |rank: &usize| {
            let first = self.paragraphs().get(*rank);
            first.is_some_and(|first| self.paragraph_around(*first).contains(&range.start.block))
        };
        let before = rank(range.start.block);
        let first = before.checked_sub(1).filter(holds).map_or(before + 1, |rank| rank + 1);
        let last = rank(range.end.block);
        (first <= last).then_some(first..=last)
    }

    /// The words that are selected, as the article has them: a blank line
    /// between its parts, none between the items of a list.
    pub fn selected_text(&self) -> Option<Safe> {
        let range = self.selected()?;
        let mut text = Safe::EMPTY;
        for piece in self.selectable_pieces(&range) {
            let block = self.pieces()[piece].block;
            let (plain, bytes) = (self.text_of(block), within(&range, block, self.text_of(block)));
            let goes_on = self
                .body()
                .get(block)
                .is_some_and(|it| matches!(it.kind, Kind::ListItem(item) if !item.opens));
            if !text.is_empty() {
                text.push(Clean::literal(if goes_on { "\n" } else { "\n\n" }));
            }
            text.push(plain.slice(bytes));
        }
        Some(text)
    }

    /// The bytes of a piece's words that are selected.
    pub fn selected_in(&self, piece: usize) -> Option<Range<usize>> {
        let range = &self.selection.as_ref()?.range;
        let block = self.pieces().get(piece)?.block;
        if !(range.start.block..=range.end.block).contains(&block) || !self.can_select(piece) {
            return None;
        }
        Some(within(range, block, self.text_of(block)))
    }

    /// The column of the selection's end, if it stands on this line.
    pub fn end_on(&self, shown: &Shown) -> Option<u16> {
        let end = self.selection.as_ref()?.end;
        let piece = self.piece(shown.piece).filter(|piece| piece.block == end.block)?;
        let line = shown.line.as_ref().filter(|_| piece.words == Words::Block)?;
        line.column(self.text_of(end.block), end.at)
    }

    /// Whether a place is below what the pane shows.
    pub fn is_below(&self, place: Place) -> bool {
        self.shown.last().is_some_and(|last| {
            let block = self.piece(last.piece).map_or(0, |piece| piece.block);
            let at = last.line.as_ref().map_or(0, Line::start);
            Place { block, at } <= place
        })
    }

    /// Whether a piece shows words of the article that can be selected.
    pub(super) fn can_select(&self, piece: usize) -> bool {
        let is_own = |piece: &Piece| {
            piece.words == Words::Block
                && piece.role != Role::Rule
                && !self.text_of(piece.block).trim().is_empty()
        };
        self.view != View::Raw && self.piece(piece).is_some_and(is_own)
    }

    fn selectable_pieces(&self, range: &Range<Place>) -> impl Iterator<Item = usize> {
        let first = self.pieces().partition_point(|piece| piece.block < range.start.block);
        let past = self.pieces().partition_point(|piece| piece.block <= range.end.block);
        (first..past).filter(|piece| self.can_select(*piece))
    }

    /// The last place of a block: its last cluster that is no blank.
    pub(super) fn last_place(&self, block: usize) -> Place {
        let text = self.text_of(block);
        Place { block, at: last_cluster(text, text.trim_end().len()) }
    }

    /// The words of a block.
    pub(super) fn text_of(&self, block: usize) -> &Safe {
        static NONE: Safe = Safe::EMPTY;
        self.body().get(block).map_or(&NONE, |block| &block.text.plain)
    }
}

/// The bytes of a block that belong to a stretch of the article, which it is in.
pub(super) fn within(range: &Range<Place>, block: usize, text: &str) -> Range<usize> {
    let start = if block == range.start.block { range.start.at } else { 0 };
    let end = if block == range.end.block { range.end.at } else { text.len() };
    start..end.max(start)
}
