//! Puts the cursor anew behind every sign whose columns terminals disagree
//! about, so that whatever stands to the right of it stands in its own cell,
//! and draws that over again: a terminal that parts the sign has put the rest of
//! it there. Where pictures stand, it sends them behind the cells.
//!
//! It knows only cells and what becomes of them; what they are for is none of its
//! business.

use std::cell;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::Arc;

use crossterm::cursor::MoveTo;
use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::guard::{Admits, Guard};
use super::plating::{Plating, Strip};
use crate::app::reader::drawings::Plate;
use crate::article::safe::{columns, is_disputed};
use crate::tui::plate::{Protocol, Stamp};

/// What stands on the screen, line by line; what is not here is blank.
#[derive(Debug, Default)]
struct Shown {
    lines: Vec<Vec<Cell>>,
}

impl Shown {
    fn put(&mut self, (x, y): (u16, u16), cell: Cell) {
        let (column, line) = (usize::from(x), usize::from(y));
        if self.lines.len() <= line {
            self.lines.resize_with(line + 1, Vec::new);
        }
        let line = &mut self.lines[line];
        if line.len() <= column {
            line.resize(column + 1, Cell::EMPTY);
        }
        line[column] = cell;
    }

    fn at(&self, (x, y): (u16, u16)) -> &Cell {
        let line = self.lines.get(usize::from(y));
        line.and_then(|line| line.get(usize::from(x))).unwrap_or(&Cell::EMPTY)
    }

    fn clear(&mut self) {
        self.lines.clear();
    }
}

/// A terminal that is never trusted to know where it is behind such a sign.
#[derive(Debug)]
pub(super) struct Placed<W: Write> {
    terminal: CrosstermBackend<Guard<W>>,
    admits: Rc<cell::Cell<Admits>>,
    shown: Shown,
    plating: Plating,
}

impl<W: Write> Placed<W> {
    /// Nothing passes to the terminal that should not.
    pub(super) fn new(terminal: W) -> Self {
        let guard = Guard::new(terminal);
        Self {
            admits: guard.admits(),
            terminal: CrosstermBackend::new(guard),
            shown: Shown::default(),
            plating: Plating::default(),
        }
    }

    /// Prints pictures by this protocol from now on.
    pub(super) fn print_by(&mut self, protocol: Protocol) {
        self.plating.protocol = Some(protocol);
        if !protocol.is_by_line() {
            self.admits.set(Admits::Stamps);
        }
    }

    /// Takes the pictures that the next frames may have; of others the terminal
    /// keeps nothing.
    pub(super) fn offer<'a>(
        &mut self,
        plates: impl Iterator<Item = &'a Arc<Plate>>,
    ) -> io::Result<()> {
        let taken_away = self.plating.offer(plates);
        self.send(taken_away.as_bytes())
    }

    /// Takes all pictures away; those that are drawn are sent anew.
    pub(super) fn begin_anew(&mut self) -> io::Result<()> {
        let taken_away = self.plating.forget();
        self.send(taken_away.as_bytes())
    }

    /// Sends of a picture what the protocol has for it.
    fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        let Some(protocol) = self.plating.protocol else { return Ok(()) };
        let admitted = self.admits.replace(Admits::Plate(protocol));
        let sent = self.terminal.write_all(bytes);
        self.admits.set(admitted);
        sent
    }

    /// Sends what is missing of the pictures whose cells were drawn.
    fn print(&mut self) -> io::Result<()> {
        match self.plating.protocol {
            None => Ok(()),
            Some(protocol) if protocol.is_by_line() => {
                let strips = self.plating.strips();
                strips.iter().try_for_each(|(strip, plate)| self.print_line(*strip, plate))
            }
            Some(_) => {
                let unsent = self.plating.unsent();
                unsent.iter().flat_map(|plate| &plate.parts).try_for_each(|part| self.send(part))
            }
        }
    }

    /// Sends a line of a picture, and draws again over it what covers it.
    fn print_line(&mut self, strip: Strip, plate: &Plate) -> io::Result<()> {
        let Some(line) = plate.parts.get(usize::from(strip.line)) else { return Ok(()) };
        queue!(self.terminal, MoveTo(strip.x, strip.y))?;
        self.send(line)?;
        let mut column = 0;
        while column < plate.columns {
            let spot = (strip.x.saturating_add(column), strip.y);
            let stamp = Stamp { number: strip.number, line: strip.line, column };
            let cell = self.shown.at(spot);
            if self.plating.shows(spot, stamp) {
                column += 1;
            } else {
                self.terminal.draw([(spot.0, spot.1, cell)].into_iter())?;
                column += wide(cell);
            }
        }
        Ok(())
    }

    /// Draws again what a sign that begins in a cell may have been drawn over.
    fn restore(&mut self, (x, y): (u16, u16)) -> io::Result<()> {
        let sign = self.shown.at((x, y));
        let from = x.saturating_add(wide(sign));
        let mut end = x.saturating_add(apart(sign.symbol()));
        let mut cells: Vec<(u16, u16, Cell)> = Vec::new();
        let mut next = from;
        while next < end {
            let cell = self.shown.at((next, y)).clone();
            if is_disputed(cell.symbol()) {
                end = end.max(next.saturating_add(apart(cell.symbol())));
            }
            let width = wide(&cell);
            cells.push((next, y, cell));
            next = next.saturating_add(width);
        }
        // One by one, each at its place: there may be such signs among them.
        cells.iter().try_for_each(|(x, y, cell)| {
            self.plating.hear_again((*x, *y));
            self.terminal.draw([(*x, *y, cell)].into_iter())
        })
    }
}

/// Columns of what stands in a cell.
fn wide(cell: &Cell) -> u16 {
    u16::try_from(columns(cell.symbol())).unwrap_or(1).max(1)
}

/// Columns that a sign takes where each of its characters is drawn apart.
fn apart(symbol: &str) -> u16 {
    let mut letter = [0; 4];
    let columns = symbol.chars().map(|c| columns(c.encode_utf8(&mut letter))).sum::<usize>();
    u16::try_from(columns).unwrap_or(u16::MAX)
}

impl<W: Write> Backend for Placed<W> {
    type Error = io::Error;

    /// Draws cells run by run: each begins with its place.
    fn draw<'a, I>(&mut self, cells: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut cells = cells.peekable();
        let has_pictures = self.plating.is_used() && cells.peek().is_some();
        if has_pictures {
            queue!(self.terminal, BeginSynchronizedUpdate)?;
        }
        while cells.peek().is_some() {
            let (mut sign, mut blanks) = (None, Vec::new());
            let Self { shown, plating, .. } = self;
            let run = std::iter::from_fn(|| {
                if sign.is_some() || !blanks.is_empty() {
                    return None;
                }
                let (x, y, cell) = cells.next()?;
                if let Some(blank) = plating.hear((x, y), cell) {
                    blanks.push((x, y, blank));
                    return None;
                }
                shown.put((x, y), cell.clone());
                // Nobody who knows placeholders disputes them.
                let is_sign = is_disputed(cell.symbol()) && Stamp::of(cell).is_none();
                sign = is_sign.then_some((x, y));
                Some((x, y, cell))
            });
            self.terminal.draw(run)?;
            if let Some(sign) = sign {
                self.restore(sign)?;
            }
            while !blanks.is_empty()
                && let Some((x, y, cell)) = cells.next_if(|(.., cell)| Stamp::of(cell).is_some())
            {
                blanks.extend(self.plating.hear((x, y), cell).map(|blank| (x, y, blank)));
            }
            self.terminal.draw(blanks.iter().map(|(x, y, blank)| (*x, *y, blank)))?;
            for (x, y, blank) in blanks {
                self.shown.put((x, y), blank);
            }
        }
        self.print()?;
        if has_pictures {
            queue!(self.terminal, EndSynchronizedUpdate)?;
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.terminal.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.terminal.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.terminal.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.terminal.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.shown.clear();
        self.plating.clear();
        self.terminal.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        // Of what is left nothing is known: a new size clears behind the cursor,
        // which is then at the beginning.
        self.shown.clear();
        self.plating.clear();
        self.terminal.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        self.terminal.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.terminal.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.terminal)
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::*;
    use crate::tui::paint;

    #[test]
    fn after_a_change_of_size_no_part_of_a_picture_is_taken_as_shown() {
        let stamp = Stamp { number: 7, line: 0, column: 0 };
        let mut frame = Buffer::empty(Rect::new(0, 0, 4, 2));
        paint::stamp(&mut frame, (2, 1), stamp);
        let mut placed = Placed::new(Vec::new());
        placed.print_by(Protocol::Sixel);
        placed.draw([(2, 1, &frame[(2, 1)])].into_iter()).unwrap();
        assert!(placed.plating.shows((2, 1), stamp));
        // As ratatui clears for another size.
        placed.clear_region(ClearType::AfterCursor).unwrap();
        assert!(!placed.plating.shows((2, 1), stamp));
    }

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

    #[test]
    fn what_a_terminal_put_behind_a_sign_is_drawn_over() {
        let cell = |symbol: &'static str| Cell::new(symbol);
        let (thumb, plain, wide) = (cell("👍🏿"), cell("x"), cell("東"));
        let mut sent = Vec::new();
        let mut placed = Placed::new(&mut sent);
        placed.draw([(2, 0, &plain), (3, 0, &wide)].into_iter()).unwrap();
        placed.draw([(0, 0, &thumb)].into_iter()).unwrap();
        drop(placed);
        let sent = String::from_utf8(sent).unwrap();
        let behind = sent.split("👍🏿").nth(1).unwrap();
        assert!(behind.contains("\x1b[1;3Hx"), "{sent:?}");
        assert!(behind.contains("東"), "{sent:?}");
    }

    #[test]
    fn what_was_blank_behind_a_sign_is_blank_again() {
        let thumb = Cell::new("👍🏿");
        let mut sent = Vec::new();
        Placed::new(&mut sent).draw([(0, 0, &thumb)].into_iter()).unwrap();
        let sent = String::from_utf8(sent).unwrap();
        assert!(sent.split("👍🏿").nth(1).unwrap().contains("\x1b[1;3H "), "{sent:?}");
    }
}
