//! Puts the cursor anew behind every sign whose columns terminals disagree
//! about, so that whatever stands to the right of it stands in its own cell.
//!
//! It knows only cells; what they are for is none of its business.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use crate::article::safe::is_disputed;

/// A terminal that is never trusted to know where it is behind such a sign.
#[derive(Debug)]
pub(super) struct Placed<W: Write>(CrosstermBackend<W>);

impl<W: Write> Placed<W> {
    pub(super) fn new(terminal: W) -> Self {
        Self(CrosstermBackend::new(terminal))
    }
}

impl<W: Write> Backend for Placed<W> {
    type Error = io::Error;

    /// Draws cells run by run: each begins with its place.
    fn draw<'a, I>(&mut self, cells: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut cells = cells.peekable();
        while cells.peek().is_some() {
            let mut is_over = false;
            let run = std::iter::from_fn(|| {
                let next = if is_over { None } else { cells.next() }?;
                is_over = is_disputed(next.2.symbol());
                Some(next)
            });
            self.0.draw(run)?;
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.0.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.0.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.0.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.0.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.0.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.0.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        self.0.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.0.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_a_family_is_put_into_its_cell() {
        let cell = |symbol: &'static str| Cell::new(symbol);
        let family = cell("👨\u{200d}👩\u{200d}👧");
        let (plain, wide) = (cell("x"), cell("東"));
        let mut sent = Vec::new();
        let cells = [(0, 0, &family), (2, 0, &plain), (3, 0, &wide), (5, 0, &plain)];
        Placed::new(&mut sent).draw(cells.into_iter()).unwrap();
        let sent = String::from_utf8(sent).unwrap();
        // Columns count from 1. Behind the wide sign ratatui goes on by itself.
        assert!(sent.contains("\x1b[1;3Hx東"), "{sent:?}");
    }
}
