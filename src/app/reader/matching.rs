//! Only what the search matches: the other paragraphs are left out, and the
//! place stays.
//!
//! The page that is left is made anew when the matches are others, before the
//! pane is laid out; it costs a look at every piece, and no words are set.

use std::sync::Arc;

use super::Reader;
use super::flow::Spot;
use super::pieces::{Piece, View, Words};
use crate::article::Place;

impl Reader {
    /// Shows only what the search matches, or all again; `false` if nothing is
    /// searched for, or nothing found.
    pub fn toggle_matching(&mut self) -> bool {
        if self.matching.is_none() && (self.find.count().is_none() || self.view == View::Raw) {
            return false;
        }
        let matches = self.matching.is_none().then(|| self.find.generation());
        self.match_only(matches);
        true
    }

    /// Whether only what the search matches is shown.
    pub fn is_matching(&self) -> bool {
        self.matching.is_some()
    }

    /// Follows the search: other matches are another page, and none are all.
    pub(super) fn follow_matches(&mut self) {
        let Some(shown) = self.matching.filter(|shown| *shown != self.find.generation()) else {
            return;
        };
        let now = self.find.count().map(|_| self.find.generation());
        debug_assert_ne!(now, Some(shown), "the page is as old as its matches");
        self.match_only(now);
    }

    fn match_only(&mut self, matches: Option<u64>) {
        let current = self.paragraph().map(|(_, block)| Place { block, at: 0 });
        let block = self.piece(self.top.piece).map_or(0, |piece| piece.block);
        let top = Place { block, at: self.at(self.top) };
        let was_at_top = self.top == Spot::default();
        self.matching = matches;
        self.left = None;
        self.set();
        self.top = if was_at_top { Spot::default() } else { self.spot(top) };
        // The match, or the paragraph, that one was at stays in sight.
        if let Some(place) = self.find.place().or(current) {
            self.go(place);
        }
    }

    /// The page of the view, or what the search matches of it.
    pub(super) fn page_on_show(&self) -> Option<Arc<super::flow::Page>> {
        let opened = self.opened.as_ref()?;
        let page = opened.page(self.view);
        if self.matching.is_none() {
            return Some(Arc::clone(page));
        }
        let is_match = |piece: &Piece| {
            piece.words == Words::Block && self.find.in_block(piece.block).next().is_some()
        };
        let pieces = page.pieces().iter().filter(|piece| is_match(piece)).cloned().collect();
        Some(Arc::new(super::flow::Page::new(pieces, &opened.article.body)))
    }
}
