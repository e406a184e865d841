//! The place in the article that lies under the mouse.

use super::selecting::Grain;
use super::{Reader, Shown};
use crate::article::Place;

impl Reader {
    /// The place that stands in a column of a line of the pane, or the nearest
    /// to it that can be selected; `None` if the pane shows none.
    pub fn place_at(&self, line: usize, column: u16) -> Option<Place> {
        let (_, left) = self.column();
        let column = column.saturating_sub(left);
        let place = |shown: &Shown, column| {
            let piece = self.piece(shown.piece).filter(|_| self.can_select(shown.piece))?;
            let at = shown.line.as_ref()?.byte(self.text_of(piece.block), column)?;
            Some(Place { block: piece.block, at })
        };
        let (above, below) = self.shown().split_at(line.min(self.shown().len()));
        let here = below.first().and_then(|shown| place(shown, column));
        // Beside the words: the end of what stands above, or else the beginning
        // of what stands below.
        here.or_else(|| above.iter().rev().find_map(|shown| place(shown, u16::MAX)))
            .or_else(|| below.iter().find_map(|shown| place(shown, 0)))
    }

    /// Puts the reader on the paragraph that stands on a line of the pane, and
    /// ends the selection.
    pub fn click(&mut self, line: usize, column: u16) {
        self.deselect();
        let block = self.shown.get(line).and_then(|shown| self.piece(shown.piece));
        if let Some(block) = block.map(|piece| piece.block) {
            self.reached = self.paragraphs().iter().copied().rfind(|first| *first <= block);
            self.pointed = self.place_at(line, column);
        }
    }

    /// Selects from the place that was clicked to one in a column of a line of
    /// the pane; above or below the pane it scrolls by a line.
    pub fn drag(&mut self, line: isize, column: u16) {
        let height = isize::try_from(self.height).unwrap_or(isize::MAX);
        if line < 0 {
            self.scroll(-1);
        } else if line >= height {
            self.scroll(1);
        }
        let line = usize::try_from(line.clamp(0, height - 1)).unwrap_or(0);
        let Some(to) = self.place_at(line, column) else { return };
        match (self.anchor(), self.pointed) {
            (Some(anchor), _) | (None, Some(anchor)) => {
                self.select_between(anchor, to, Grain::Character);
            }
            (None, None) => {}
        }
    }
}
