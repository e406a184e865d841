//! Showing more of the file, the place kept: furniture, then the raw text.
//!
//! Article and raw text meet in the bytes of the file; where a format gives
//! none, the place in the article is remembered instead.

use std::sync::Arc;

use super::flow::Spot;
use super::pieces::View;
use super::{Opened, Raw, Reader, body};
use crate::article::{Block, Place, Written};

impl Reader {
    /// Shows more of the file, or folds all again: page furniture, raw text. What
    /// is not there yet is [awaited](Self::awaits_raw).
    pub fn unfold(&mut self) {
        let Some(opened) = &self.opened else { return };
        let gives_up = std::mem::take(&mut self.awaits_raw);
        if self.view == View::Unfolded && !opened.has(View::Raw) && !gives_up {
            self.awaits_raw = true;
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
            View::Unfolded if gives_up => View::Folded,
            View::Unfolded => View::Raw,
            View::Raw => View::Folded,
        };
        self.set();
        if self.view == View::Raw {
            self.before_raw = place;
        }
        let found = byte.and_then(|byte| place_of(body(self.opened.as_ref(), self.view), byte));
        let place = match (was, self.view) {
            (View::Raw, _) => found.unwrap_or(self.before_raw),
            (_, View::Raw) => found.unwrap_or_default(),
            _ => place,
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

    /// Takes in the raw text, and shows it if it is awaited, the place kept.
    pub fn take_raw(&mut self, raw: Raw) {
        let Some(opened) = self.opened.take() else { return };
        self.opened = Some(opened.with_raw(Arc::new(raw)));
        match (std::mem::take(&mut self.awaits_raw), self.view) {
            (true, View::Unfolded) => self.unfold(),
            (true, View::Raw) => {
                let top = self.top;
                self.set();
                self.top = top.min(self.lowest());
            }
            _ => {}
        }
    }

    /// Awaits no raw text any more.
    pub fn give_up_raw(&mut self) {
        self.awaits_raw = false;
    }

    /// Goes on showing the raw text of an article that was read anew, as it was
    /// before, until it is there.
    pub(super) fn keep_raw(&mut self, old: Option<Opened>) {
        let Some(opened) = self.opened.take() else { return };
        self.awaits_raw = !opened.has(View::Raw);
        let kept = old.and_then(|old| old.raw).filter(|_| self.awaits_raw);
        self.opened = Some(match kept {
            Some(raw) => opened.with_raw(raw),
            None => opened,
        });
    }

    /// Goes back from the raw text to the article, where places are.
    pub fn leave_raw(&mut self) {
        self.awaits_raw = false;
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
