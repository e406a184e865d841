//! Moving about in the article: by lines, pages, headings and hundredths.
//!
//! Every move ends on a line that exists; whoever asks for more gets the end.

use super::flow::Spot;
use super::pieces::{Role, View};
use super::{Reader, body};
use crate::article::Place;

/// Lines beyond which scrolling is going to the end: each one scrolled past is
/// set.
const FAR: isize = 20_000;

impl Reader {
    /// Scrolls by lines, down if positive; by very many, to either end.
    pub fn scroll(&mut self, rows: isize) {
        if rows > FAR {
            return self.to_end();
        }
        if rows < -FAR {
            return self.to_top();
        }
        self.top = self.moved(self.top, rows);
    }

    /// Scrolls by halves of a page; a whole one leaves two lines of overlap.
    pub fn page_by(&mut self, halves: isize) {
        let page = if halves.abs() == 1 {
            self.height / 2
        } else {
            self.height.saturating_sub(2) * halves.unsigned_abs() / 2
        };
        let rows = isize::try_from(page.max(1)).unwrap_or(isize::MAX);
        self.scroll(rows * halves.signum());
    }

    /// Goes to the top.
    pub fn to_top(&mut self) {
        (self.top, self.reached, self.pointed) = (Spot::default(), None, None);
    }

    /// Goes to the end.
    pub fn to_end(&mut self) {
        self.top = self.lowest();
        self.reached = self.paragraphs().last().copied().filter(|_| self.view != View::Raw);
        self.pointed = None;
    }

    /// Goes to so many hundredths of the text.
    pub fn to_percent(&mut self, percent: usize) {
        if percent >= 100 {
            return self.to_end();
        }
        let lowest = self.lowest();
        let Self { flow, opened, view, .. } = self;
        let body = body(opened.as_ref(), *view);
        let bytes = flow.bytes_before(lowest, body).saturating_mul(percent) / 100;
        let (piece, at) = flow.seek(bytes);
        self.top = flow.spot(piece, at, body);
        (self.reached, self.pointed) = (None, None);
    }

    /// Takes note of where the reader is, for [`Reader::go_back`].
    pub fn remember(&mut self) {
        self.left = Some((self.top, self.reached));
        if let Some(selection) = &mut self.selection {
            selection.left = selection.end();
        }
    }

    /// Goes back to where the reader was, line for line, if the screen is as
    /// it was then; else to `place`.
    pub fn go_back(&mut self, place: Place) {
        if let Some(left) = self.selection.as_ref().map(|selection| selection.left) {
            self.move_end_to(left);
        }
        match self.left.take() {
            Some((top, reached)) => (self.top, self.reached) = (top, reached),
            None => self.top = self.spot(place),
        }
    }

    /// Goes `step` headings on, or back, or to the last, and puts it at the top.
    pub fn step_heading(&mut self, step: isize) {
        let (here, is_at_top) = (self.top.piece, self.top.row == 0);
        let pieces = self.pieces().iter().enumerate();
        let headings =
            pieces.filter(|(_, piece)| matches!(piece.role, Role::Heading(_) | Role::Headline));
        let nth = step.unsigned_abs().saturating_sub(1);
        let found = if step > 0 {
            let mut below = headings
                .filter(|(rank, _)| *rank > here || (*rank == here && is_at_top && here > 0))
                .map(|(rank, piece)| Spot { piece: rank, row: piece.gap });
            let first = below.by_ref().take(nth).last();
            below.next().or(first)
        } else {
            let mut above = headings
                .take_while(|(rank, _)| *rank < here)
                .map(|(rank, piece)| Spot { piece: rank, row: piece.gap })
                .collect::<Vec<_>>()
                .into_iter()
                .rev();
            let first = above.by_ref().take(nth).last();
            above.next().or(first)
        };
        if let Some(spot) = found {
            (self.top, self.reached, self.pointed) = (spot, None, None);
        }
    }

    /// Goes to a place, and leaves it where it is if it is on the screen; the
    /// end of a selection goes there too.
    pub fn go(&mut self, place: Place) {
        let spot = self.spot(place);
        let last = self.moved(self.top, isize::try_from(self.height).unwrap_or(1) - 1);
        if spot < self.top || spot > last {
            self.top = self.moved(spot, -isize::try_from(self.height / 3).unwrap_or(0));
        }
        self.reached = self.paragraph_before(place.block);
        self.pointed = Some(place);
        self.move_end_to(place);
    }

    /// Goes to a place that the reader left, at the top of the screen as it was.
    pub fn return_to(&mut self, place: Place) {
        self.leave_raw();
        let is_top = place == Place::default();
        self.top = if is_top { Spot::default() } else { self.spot(place) };
        (self.reached, self.pointed) = (None, None);
    }

    /// Goes to a place from afar: it is the current one, in sight.
    pub fn go_far(&mut self, place: Place) {
        self.leave_raw();
        self.go(place);
    }

    /// Scrolls as little as brings a place onto the screen.
    pub(super) fn reveal(&mut self, place: Place) {
        let spot = self.spot(place);
        let page = isize::try_from(self.height).unwrap_or(isize::MAX) - 1;
        if spot < self.top {
            self.top = spot;
        } else if spot > self.moved(self.top, page) {
            self.top = self.moved(spot, -page);
        }
    }

    /// Whether the last line is on the screen.
    pub fn is_at_end(&mut self) -> bool {
        let lowest = self.lowest();
        self.top >= lowest
    }
}
