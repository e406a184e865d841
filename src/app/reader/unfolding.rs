//! Showing more of the file, the place kept: furniture, then the raw text.
//!
//! Article and raw text meet in the bytes of the file; where a format gives
//! none, the place in the article is remembered instead.

use super::flow::Spot;
use super::pieces::View;
use super::{Reader, body};
use crate::article::{Block, Place, Written};

impl Reader {
    /// Shows more of the file, or folds all again: page furniture, raw text. What
    /// is not there yet is [awaited](Self::awaits_raw).
    pub fn unfold(&mut self) {
        let Some(opened) = &self.opened else { return };
        self.awaits_raw = self.view == View::Unfolded && !opened.has(View::Raw);
        if self.awaits_raw {
            return;
        }
        self.matching = None;
        let (was, is_at_top) = (self.view, self.top == Spot::default());
        let at = self.at(self.top);
        let place = Place { block: self.piece(self.top.piece).map_or(0, |piece| piece.block), at };
        let byte = byte_of(self.body(), place);
        let current = self.paragraph().map(|(_, block)| block);
        self.view = match was {
            View::Folded => View::Unfolded,
            View::Unfolded => View::Raw,
            View::Raw => View::Folded,
        };
        self.set();
        if self.view == View::Raw {
            self.before_raw = place;
        }
        let found = byte.and_then(|byte| place_of(body(self.opened.as_ref(), self.view), byte));
        let place = match was {
            View::Folded => place,
            View::Unfolded => found.unwrap_or_default(),
            View::Raw => found.unwrap_or(self.before_raw),
        };
        self.top = if is_at_top { Spot::default() } else { self.spot(place) };
        // The paragraph that a copy would take stays in sight.
        if let Some(block) = current.filter(|_| self.view != View::Raw) {
            self.go(Place { block, at: 0 });
        }
    }

    /// Whether the raw text is to be shown and not there yet.
    pub fn awaits_raw(&self) -> bool {
        self.awaits_raw
    }

    /// Whether the raw text is to be shown, now or when it is there.
    pub fn wants_raw(&self) -> bool {
        self.awaits_raw || self.view == View::Raw
    }

    /// Goes back from the raw text to the article, where places are.
    pub fn leave_raw(&mut self) {
        if self.view == View::Raw {
            self.unfold();
        }
    }
}

/// The byte of the file at a place; cleaning moves it by little, if at all.
fn byte_of(body: &[Block], place: Place) -> Option<usize> {
    match &body.get(place.block)?.written {
        Written::Bytes(range) => Some((range.start + place.at).min(range.end)),
        Written::Words(_) => None,
    }
}

/// The place that holds a byte of the file.
fn place_of(body: &[Block], byte: usize) -> Option<Place> {
    let holds = |block: &Block| match &block.written {
        Written::Bytes(range) if range.end > byte => Some(range.start),
        _ => None,
    };
    let (block, start) =
        body.iter().enumerate().find_map(|(rank, block)| Some((rank, holds(block)?)))?;
    let plain = &body[block].text.plain;
    let wanted = byte.saturating_sub(start).min(plain.len());
    let at = (0..=wanted).rev().find(|at| plain.is_char_boundary(*at)).unwrap_or(0);
    Some(Place { block, at })
}
