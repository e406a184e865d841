//! Where the reader's notes and highlights stand in the article on show.
//!
//! They are found by a worker and only kept here; what has not been found has
//! no place, and is not drawn anywhere.

use std::ops::Range;

use super::Reader;
use super::pieces::{Piece, Role, Words};
use super::selecting::within;
use crate::article::{Place, Safe};
use crate::state::NoteId;

/// A passage with a note, or one that is only highlighted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The note.
    pub note: NoteId,
    /// Where its words stand; `None` for a note on the whole article.
    pub range: Option<Range<Place>>,
    /// What was noted; empty where words are only highlighted.
    pub text: Safe,
}

impl Reader {
    /// The passages with a note, in the order in which they begin.
    pub fn passages(&self) -> &[Passage] {
        &self.passages
    }

    /// Shows these notes from now on.
    pub(in crate::app) fn set_passages(&mut self, passages: Vec<Passage>) {
        self.passages = passages;
    }

    /// The bytes of a piece's words that are highlighted.
    pub fn highlights_in(&self, piece: &Piece) -> impl Iterator<Item = Range<usize>> {
        let block = piece.block;
        let is_own = self.shows_words_of(piece);
        let here = self.passages.iter().filter_map(|passage| passage.range.as_ref());
        let here =
            here.filter(move |it| is_own && (it.start.block..=it.end.block).contains(&block));
        here.map(move |range| within(range, block, self.text_of(block)))
    }

    /// The notes that begin on a line: the bytes `on` of a piece; a note on the
    /// whole article begins with the headline.
    pub fn notes_beginning(
        &self,
        piece: &Piece,
        on: &Range<usize>,
    ) -> impl Iterator<Item = &Passage> {
        let is_headline = piece.role == Role::Headline && on.start == 0;
        let is_own = self.shows_words_of(piece);
        self.passages.iter().filter(move |passage| match &passage.range {
            None => is_headline,
            Some(range) => {
                is_own && range.start.block == piece.block && on.contains(&range.start.at)
            }
        })
    }

    /// The notes that touch the current paragraph, the one that was pointed at
    /// first.
    pub fn notes_here(&self) -> Vec<&Passage> {
        let Some((_, paragraph)) = self.paragraph_range() else { return Vec::new() };
        let holds = |range: &Range<Place>| {
            range.start <= paragraph.end && paragraph.start.block <= range.end.block
        };
        let is_pointed =
            |range: &Range<Place>| self.pointed.is_some_and(|place| range.contains(&place));
        let here = self.passages.iter().filter(|it| it.range.as_ref().is_some_and(holds));
        let mut here: Vec<&Passage> = here.collect();
        here.sort_by_key(|it| !it.range.as_ref().is_some_and(is_pointed));
        here
    }

    /// Scrolls as little as brings a passage onto the screen, its beginning
    /// before its end, and lays the pane out again.
    pub(in crate::app) fn bring_into_sight(&mut self, passage: &Range<Place>) {
        self.reveal(passage.end);
        self.reveal(passage.start);
        self.lay_out();
    }

    /// Whether a piece shows words of the article at their places.
    fn shows_words_of(&self, piece: &Piece) -> bool {
        piece.words == Words::Block && self.view != super::View::Raw
    }
}
