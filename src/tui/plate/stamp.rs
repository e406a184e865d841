//! A cell that stands for a part of a plate: which plate, which line of it and
//! which column.
//!
//! In a buffer it looks as kitty wants it, for every protocol: a placeholder with
//! two marks, and the number of the plate as its ink. So a cell of another part
//! is another cell, and whoever compares two frames sees it.
//!
//! Source: “The terminal graphics protocol”, Unicode placeholders.

use ratatui::buffer::Cell;
use ratatui::style::Color;

/// The character of such a cell. No text has it: it is for private use, and text
/// is cleaned of it.
pub(in crate::tui) const PLACEHOLDER: char = '\u{10eeee}';

/// The marks that number lines and columns, from 0: those of the combining class
/// 230 that no letter has taken in, in the order of Unicode 6; as many as a
/// column of text may be wide.
const MARKS: [u16; 160] = [
    0x0305, 0x030d, 0x030e, 0x0310, 0x0312, 0x033d, 0x033e, 0x033f, 0x0346, 0x034a, 0x034b, 0x034c,
    0x0350, 0x0351, 0x0352, 0x0357, 0x035b, 0x0363, 0x0364, 0x0365, 0x0366, 0x0367, 0x0368, 0x0369,
    0x036a, 0x036b, 0x036c, 0x036d, 0x036e, 0x036f, 0x0483, 0x0484, 0x0485, 0x0486, 0x0487, 0x0592,
    0x0593, 0x0594, 0x0595, 0x0597, 0x0598, 0x0599, 0x059c, 0x059d, 0x059e, 0x059f, 0x05a0, 0x05a1,
    0x05a8, 0x05a9, 0x05ab, 0x05ac, 0x05af, 0x05c4, 0x0610, 0x0611, 0x0612, 0x0613, 0x0614, 0x0615,
    0x0616, 0x0617, 0x0657, 0x0658, 0x0659, 0x065a, 0x065b, 0x065d, 0x065e, 0x06d6, 0x06d7, 0x06d8,
    0x06d9, 0x06da, 0x06db, 0x06dc, 0x06df, 0x06e0, 0x06e1, 0x06e2, 0x06e4, 0x06e7, 0x06e8, 0x06eb,
    0x06ec, 0x0730, 0x0732, 0x0733, 0x0735, 0x0736, 0x073a, 0x073d, 0x073f, 0x0740, 0x0741, 0x0743,
    0x0745, 0x0747, 0x0749, 0x074a, 0x07eb, 0x07ec, 0x07ed, 0x07ee, 0x07ef, 0x07f0, 0x07f1, 0x07f3,
    0x0816, 0x0817, 0x0818, 0x0819, 0x081b, 0x081c, 0x081d, 0x081e, 0x081f, 0x0820, 0x0821, 0x0822,
    0x0823, 0x0825, 0x0826, 0x0827, 0x0829, 0x082a, 0x082b, 0x082c, 0x082d, 0x0951, 0x0953, 0x0954,
    0x0f82, 0x0f83, 0x0f86, 0x0f87, 0x135d, 0x135e, 0x135f, 0x17dd, 0x193a, 0x1a17, 0x1a75, 0x1a76,
    0x1a77, 0x1a78, 0x1a79, 0x1a7a, 0x1a7b, 0x1a7c, 0x1b6b, 0x1b6d, 0x1b6e, 0x1b6f, 0x1b70, 0x1b71,
    0x1b72, 0x1b73, 0x1cd0, 0x1cd1,
];

/// A part of a plate that fills a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::tui) struct Stamp {
    /// The number of the plate.
    pub(in crate::tui) number: u32,
    /// Its line, from 0.
    pub(in crate::tui) line: u16,
    /// Its column, from 0.
    pub(in crate::tui) column: u16,
}

impl Stamp {
    /// What stands in its cell, and the ink; `None` beyond the lines and columns
    /// that have marks.
    pub(in crate::tui) fn symbol(self) -> Option<(String, Color)> {
        let mark = |rank: u16| char::from_u32(u32::from(*MARKS.get(usize::from(rank))?));
        let symbol = String::from_iter([PLACEHOLDER, mark(self.line)?, mark(self.column)?]);
        let [_, red, green, blue] = self.number.to_be_bytes();
        Some((symbol, Color::Rgb(red, green, blue)))
    }

    /// The part that a cell stands for, if it is such a cell.
    pub(in crate::tui) fn of(cell: &Cell) -> Option<Self> {
        let mut marks = cell.symbol().strip_prefix(PLACEHOLDER)?.chars();
        let mut rank = || {
            let mark = u16::try_from(u32::from(marks.next()?)).ok()?;
            u16::try_from(MARKS.binary_search(&mark).ok()?).ok()
        };
        let (line, column) = (rank()?, rank()?);
        let Color::Rgb(red, green, blue) = cell.fg else { return None };
        Some(Self { number: u32::from_be_bytes([0, red, green, blue]), line, column })
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::char::canonical_combining_class;

    use super::*;
    use crate::app::reader::MEASURES;
    use crate::article::safe::columns;

    #[test]
    fn every_part_of_a_plate_has_a_cell_of_its_own_that_is_one_column_wide() {
        for (number, line, column) in [(1, 0, 0), (0xab_cdef, 17, 159), (9, 3, 40)] {
            let stamp = Stamp { number, line, column };
            let (symbol, ink) = stamp.symbol().unwrap();
            assert_eq!(columns(&symbol), 1);
            let mut cell = Cell::default();
            cell.set_fg(ink);
            #[expect(clippy::disallowed_methods, reason = "the cell is drawn nowhere")]
            cell.set_symbol(&symbol);
            assert_eq!(Stamp::of(&cell), Some(stamp));
        }
        assert_eq!(Stamp { number: 1, line: 0, column: 160 }.symbol(), None);
        assert_eq!(Stamp::of(&Cell::new("a")), None);
    }

    #[test]
    fn there_is_a_mark_for_each_column_that_text_may_have() {
        assert_eq!(MARKS.len(), usize::from(*MEASURES.end()));
        assert!(MARKS.is_sorted());
        let is_above = |mark| canonical_combining_class(char::from_u32(mark).unwrap()) == 230;
        assert!(MARKS.iter().all(|mark| is_above(u32::from(*mark))));
    }
}
