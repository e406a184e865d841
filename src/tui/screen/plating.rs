//! Which plates are on the screen, and what is to be sent so that they are seen.
//!
//! It knows cells and plates, and writes nothing. One idea: cells that stand for
//! a plate pass here on their way to the terminal; so what must be sent anew
//! follows from which of them were drawn, and nothing is compared or remembered
//! by anybody else.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ratatui::buffer::Cell;

use crate::app::reader::drawings::Plate;
use crate::article::safe::columns;
use crate::tui::plate::{Protocol, Stamp, taken_away};

/// The first and the last number of the plates that the terminal holds, one in each
/// half; 0 if there are none. For whoever gives the terminal back.
static HELD: AtomicU64 = AtomicU64::new(0);

/// A line of a plate, and where it begins on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Strip {
    /// The column of its first cell; it may lie left of what is seen of it.
    pub(super) x: u16,
    pub(super) y: u16,
    pub(super) number: u32,
    pub(super) line: u16,
}

/// The plates of a terminal.
#[derive(Debug, Default)]
pub(super) struct Plating {
    /// How it prints them; `None` if it cannot.
    pub(super) protocol: Option<Protocol>,
    /// Those that may be seen, by their numbers.
    offered: BTreeMap<u32, Arc<Plate>>,
    /// The numbers of those it was sent and keeps.
    held: BTreeSet<u32>,
    /// What stands in the cells of the screen.
    stamps: HashMap<(u16, u16), Stamp>,
    /// The cells of plates that were drawn since they were last sent.
    drawn: BTreeSet<(u16, u16)>,
}

impl Plating {
    /// Takes the plates that may be seen from now on. Returns what takes those
    /// away that the terminal need not keep.
    pub(super) fn offer<'a>(&mut self, plates: impl Iterator<Item = &'a Arc<Plate>>) -> String {
        self.offered = plates.map(|plate| (plate.number, Arc::clone(plate))).collect();
        let gone = self.held.iter().filter(|number| !self.offered.contains_key(number));
        let gone: Vec<u32> = gone.copied().collect();
        let taken_away = gone.iter().map(|number| taken_away(*number)).collect();
        for number in gone {
            self.held.remove(&number);
        }
        self.tell();
        taken_away
    }

    /// Whether a picture may come with the next frame.
    pub(super) fn is_used(&self) -> bool {
        !self.offered.is_empty()
    }

    /// Hears of a cell that is drawn. Returns what is to be drawn in its place, if
    /// that is something else.
    pub(super) fn hear(&mut self, place: (u16, u16), cell: &Cell) -> Option<Cell> {
        let Some(stamp) = self.protocol.and_then(|_| Stamp::of(cell)) else {
            if !self.stamps.is_empty() {
                self.stamps.remove(&place);
                if columns(cell.symbol()) > 1 {
                    self.stamps.remove(&(place.0.saturating_add(1), place.1));
                }
            }
            return None;
        };
        self.stamps.insert(place, stamp);
        self.drawn.insert(place);
        let is_by_line = self.protocol.is_some_and(Protocol::is_by_line);
        is_by_line.then(|| {
            let mut blank = Cell::default();
            blank.set_style(cell.style());
            blank.fg = Cell::default().fg;
            blank
        })
    }

    /// Hears of a cell that is drawn once more as it was.
    pub(super) fn hear_again(&mut self, place: (u16, u16)) {
        if self.stamps.contains_key(&place) {
            self.drawn.insert(place);
        }
    }

    /// Whether a cell shows this part of a plate.
    pub(super) fn shows(&self, place: (u16, u16), stamp: Stamp) -> bool {
        self.stamps.get(&place) == Some(&stamp)
    }

    /// The plates that were drawn and that the terminal was not sent yet. It keeps
    /// them.
    pub(super) fn unsent(&mut self) -> Vec<Arc<Plate>> {
        let drawn = std::mem::take(&mut self.drawn);
        let numbers: BTreeSet<u32> =
            drawn.iter().filter_map(|place| Some(self.stamps.get(place)?.number)).collect();
        let unsent = numbers.into_iter().filter(|number| !self.held.contains(number));
        let unsent: Vec<Arc<Plate>> =
            unsent.filter_map(|number| self.offered.get(&number).cloned()).collect();
        self.held.extend(unsent.iter().map(|plate| plate.number));
        self.tell();
        unsent
    }

    /// The lines of which a cell was drawn since they were last sent, each with
    /// its plate.
    pub(super) fn strips(&mut self) -> Vec<(Strip, Arc<Plate>)> {
        let drawn = std::mem::take(&mut self.drawn);
        let strips: BTreeSet<Strip> = drawn
            .into_iter()
            .filter_map(|(x, y)| {
                let Stamp { number, line, column } = *self.stamps.get(&(x, y))?;
                Some(Strip { x: x.checked_sub(column)?, y, number, line })
            })
            .collect();
        let with_plate = |strip: Strip| Some((strip, Arc::clone(self.offered.get(&strip.number)?)));
        strips.into_iter().filter_map(with_plate).collect()
    }

    /// Forgets what was on the screen.
    pub(super) fn clear(&mut self) {
        self.stamps.clear();
        self.drawn.clear();
    }

    /// Forgets what the terminal keeps, too. Returns what takes that away.
    pub(super) fn forget(&mut self) -> String {
        self.clear();
        let held = std::mem::take(&mut self.held);
        self.tell();
        held.into_iter().map(taken_away).collect()
    }

    /// Tells whoever gives the terminal back what it keeps.
    fn tell(&self) {
        HELD.store(self.range(), Ordering::SeqCst);
    }

    fn range(&self) -> u64 {
        let range = self.held.first().zip(self.held.last());
        range.map_or(0, |(first, last)| u64::from(*first) << 32 | u64::from(*last))
    }
}

/// What takes away all that the terminal keeps; empty if that is nothing.
pub(super) fn all_taken_away() -> String {
    range_taken_away(HELD.swap(0, Ordering::SeqCst))
}

fn range_taken_away(held: u64) -> String {
    // No plate has the number 0.
    let numbers = (held >> 32).max(1)..=held & u64::from(u32::MAX);
    numbers.filter_map(|number| u32::try_from(number).ok()).map(taken_away).collect()
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::io::{self, Write};
    use std::rc::Rc;

    use image::{Rgba, RgbaImage};
    use ratatui::backend::Backend;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::super::placed::Placed;
    use super::*;
    use crate::article::Clean;
    use crate::tui::paint;

    /// Columns and lines of the pictures here.
    const CELLS: (u16, u16) = (3, 2);

    fn plate(protocol: Protocol, number: u32) -> Arc<Plate> {
        let picture = RgbaImage::from_pixel(30, 40, Rgba([9, 90, 200, 255]));
        Arc::new(protocol.plate(&picture, CELLS, number).unwrap())
    }

    /// What a terminal was sent.
    #[derive(Clone, Default)]
    struct Sent(Rc<RefCell<Vec<u8>>>);

    impl Write for Sent {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// A terminal of 12 columns and 6 lines.
    struct Desk {
        placed: Placed<Sent>,
        sent: Sent,
        shown: Buffer,
        plates: Vec<Arc<Plate>>,
        terminal: vt100::Parser,
    }

    /// What a frame shows.
    enum Shown {
        /// The picture of this number, its first line in this one, which may be
        /// above the screen.
        Picture(u32, i16),
        /// A word in a line, over all else.
        Word(&'static str, u16),
    }

    impl Desk {
        fn new(protocol: Protocol) -> Self {
            let sent = Sent::default();
            let mut placed = Placed::new(sent.clone());
            placed.print_by(protocol);
            let plates = vec![plate(protocol, 7), plate(protocol, 8)];
            let terminal = vt100::Parser::new(6.try_into().unwrap(), 12.try_into().unwrap(), 0);
            Self { placed, sent, plates, terminal, shown: Buffer::empty(Rect::new(0, 0, 12, 6)) }
        }

        /// Draws a frame; returns what is sent for it.
        fn draw(&mut self, frame: &[Shown]) -> String {
            let mut next = Buffer::empty(self.shown.area);
            for shown in frame {
                match *shown {
                    Shown::Picture(number, top) => {
                        let cells = (0..CELLS.1).flat_map(|y| (0..CELLS.0).map(move |x| (x, y)));
                        for (column, line) in cells {
                            let y = top + i16::try_from(line).unwrap();
                            let Ok(y) = u16::try_from(y) else { continue };
                            paint::stamp(
                                &mut next,
                                (2 + column, y),
                                Stamp { number, line, column },
                            );
                        }
                    }
                    Shown::Word(word, y) => {
                        let row = Rect { x: 0, y, width: 12, height: 1 };
                        paint::line(&mut next, row, Clean::literal(word), Style::new());
                    }
                }
            }
            self.sent();
            self.placed.offer(self.plates.iter()).unwrap();
            self.placed.draw(self.shown.diff(&next).into_iter()).unwrap();
            self.shown = next;
            self.sent()
        }

        /// What was sent since this was last asked.
        fn sent(&mut self) -> String {
            let sent = std::mem::take(&mut *self.sent.0.borrow_mut());
            self.terminal.process(&sent);
            String::from_utf8(sent).unwrap()
        }

        /// What the terminal shows as text.
        fn text(&self) -> String {
            let screen = self.terminal.screen().contents();
            screen.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim_end().to_owned()
        }
    }

    /// The lines in which a sixel begins, from 1, and their columns.
    fn places(sent: &str) -> Vec<&str> {
        let before = sent.split("\x1bP").collect::<Vec<_>>();
        let ends = before[..before.len() - 1].iter();
        ends.map(|before| before.rsplit("\x1b[").next().unwrap()).collect()
    }

    use Shown::{Picture, Word};

    #[test]
    fn kitty_is_sent_a_picture_once_however_it_moves() {
        let mut desk = Desk::new(Protocol::Kitty);
        let sent = desk.draw(&[Picture(7, 1), Word("Boats", 3)]);
        assert_eq!(sent.matches("\x1b_Ga=T").count(), 1);
        assert_eq!(sent.matches('\u{10eeee}').count(), 6);
        let scrolled = desk.draw(&[Picture(7, -1), Word("Boats", 1)]);
        assert!(!scrolled.contains("\x1b_G"), "{scrolled:?}");
        // Its lower line, as the marks say.
        assert_eq!(scrolled.matches("\u{10eeee}\u{30d}").count(), 3);
        assert!(!desk.draw(&[Picture(7, -1), Word("Rain", 1)]).contains("\x1b_G"));
    }

    #[test]
    fn kitty_lets_go_of_pictures_that_are_no_longer_offered() {
        let mut desk = Desk::new(Protocol::Kitty);
        desk.draw(&[Picture(7, 0), Picture(8, 3)]);
        assert_eq!(desk.draw(&[Picture(8, 3)]).matches("\x1b_G").count(), 0);
        desk.plates.remove(0);
        let sent = desk.draw(&[Picture(8, 3)]);
        assert!(sent.contains("\x1b_Ga=d,q=2,d=I,i=7\x1b\\") && !sent.contains("i=8"), "{sent:?}");
    }

    #[test]
    fn what_is_begun_anew_is_sent_anew() {
        let mut desk = Desk::new(Protocol::Kitty);
        desk.draw(&[Picture(7, 0)]);
        desk.placed.begin_anew().unwrap();
        desk.placed.clear().unwrap();
        desk.shown.reset();
        let sent = desk.sent();
        assert!(sent.starts_with("\x1b_Ga=d,q=2,d=I,i=7\x1b\\"), "{sent:?}");
        assert!(desk.draw(&[Picture(7, 0)]).contains("\x1b_Ga=T"));
    }

    #[test]
    fn a_sixel_is_sent_line_by_line_where_it_is_to_be_seen() {
        let mut desk = Desk::new(Protocol::Sixel);
        let sent = desk.draw(&[Picture(7, 1), Word("Boats", 3)]);
        assert_eq!(places(&sent), ["2;3H", "3;3H"]);
        assert_eq!(desk.text(), "\n\n\nBoats");
        assert!(sent.starts_with("\x1b[?2026h") && sent.ends_with("\x1b[?2026l"), "{sent:?}");
        // What stays is not sent again; of what is half out, the half is.
        assert_eq!(places(&desk.draw(&[Picture(7, 1), Word("Rain", 4)])), [""; 0]);
        assert_eq!(places(&desk.draw(&[Picture(7, -1)])), ["1;3H"]);
        assert_eq!(desk.text(), "");
    }

    #[test]
    fn no_placeholder_reaches_a_terminal_that_knows_none() {
        for protocol in [Protocol::Sixel, Protocol::Iterm2] {
            let sent = Desk::new(protocol).draw(&[Picture(7, 0)]);
            assert!(!sent.contains('\u{10eeee}') && !sent.contains("38;2"), "{sent:?}");
        }
    }

    #[test]
    fn a_picture_that_was_covered_is_sent_again() {
        for (protocol, begin) in [(Protocol::Sixel, "\x1bP"), (Protocol::Iterm2, "\x1b]1337")] {
            let mut desk = Desk::new(protocol);
            desk.draw(&[Picture(7, 0)]);
            let covered = desk.draw(&[Picture(7, 0), Word("Help", 1)]);
            assert!(!covered.contains(begin), "{covered:?}");
            assert_eq!(desk.text(), "\nHelp");
            let open = desk.draw(&[Picture(7, 0)]);
            assert_eq!(open.matches(begin).count(), 1);
            assert_eq!(desk.text(), "");
        }
    }

    #[test]
    fn what_covers_a_picture_is_drawn_over_it_when_it_is_sent() {
        let mut desk = Desk::new(Protocol::Sixel);
        let sent = desk.draw(&[Picture(7, 0), Word("Help", 1)]);
        // The word has its place left of the picture and over it.
        let behind = sent.rsplit("\x1b\\").next().unwrap();
        assert!(behind.contains("\x1b[2;3H") && behind.contains('l'), "{behind:?}");
        assert_eq!(desk.text(), "\nHelp");
        // Both halves of a wide character cover it, or it would be cut in two.
        desk.draw(&[Picture(7, 0)]);
        desk.draw(&[Picture(7, 1), Word("a東京", 2)]);
        assert_eq!(desk.text(), "\n\na東京");
        assert_eq!(places(&desk.draw(&[Picture(7, 1), Word("a東 x", 2)])), [""; 0]);
        assert_eq!(desk.text(), "\n\na東 x");
    }

    #[test]
    fn what_the_terminal_holds_is_taken_away_when_it_is_given_back() {
        let mut plating = Plating { protocol: Some(Protocol::Kitty), ..Plating::default() };
        let plates = [plate(Protocol::Kitty, 3), plate(Protocol::Kitty, 5)];
        plating.offer(plates.iter());
        for (x, number) in [(0, 3), (1, 5)] {
            let (symbol, ink) = Stamp { number, line: 0, column: 0 }.symbol().unwrap();
            let mut cell = Cell::default();
            cell.set_fg(ink);
            #[expect(clippy::disallowed_methods, reason = "the cell is drawn nowhere")]
            cell.set_symbol(&symbol);
            plating.hear((x, 0), &cell);
        }
        assert_eq!(plating.unsent().len(), 2);
        let taken_away = range_taken_away(plating.range());
        for number in [3, 5] {
            assert!(taken_away.contains(&format!("i={number}\x1b")), "{taken_away:?}");
        }
        plating.forget();
        assert_eq!(range_taken_away(plating.range()), "");
    }
}
