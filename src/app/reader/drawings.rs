//! The pictures of the article on show, as they are drawn: two pixels in each
//! cell, one over the other, or as plates that the terminal prints by itself.
//!
//! Nothing here reads a picture, scales one or knows what a plate is made of.
//! One idea: in how many cells a picture is drawn follows from its own size and
//! the width of the column alone, so its lines are there before it is, and
//! nothing moves when it comes.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::Reader;
use super::pieces::Role;
use crate::article::{ArticleId, Mark, MarkKind, Picture, Safe};

/// Lines of the largest picture: what is read around it should be seen too.
const HIGHEST: u32 = 18;

/// Pixels of a picture for which it gets a column: one on a common screen.
const PIXELS: u32 = 8;

/// Pixels of a side below which a picture is a sign, and says more by its name.
const SMALL: u32 = 32;

/// Pictures of an article that are drawn; the others are named.
pub const MOST: usize = 100;

/// Screens from the top of this one on, of which pictures are drawn.
const NEAR: usize = 2;

/// Bytes of plates that are kept; those of what is near are kept anyhow.
const ROOM: usize = 32 << 20;

/// The size of a picture in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

impl Size {
    /// Whether something could be seen if it were drawn.
    pub fn is_seen(self) -> bool {
        self.width >= SMALL && self.height >= SMALL
    }

    /// The columns and lines it is drawn in, of at most so many columns: no
    /// larger than it is, and in its own shape. A line is as high as two columns
    /// are wide.
    pub fn cells(self, columns: u16) -> (u16, u16) {
        let (width, height) = (self.width.max(1), self.height.max(1));
        let widest = (width / PIXELS).clamp(1, u32::from(columns.max(1)));
        // Numbers of the file: their product may be large.
        let lines = (u64::from(widest) * u64::from(height)).div_ceil(u64::from(width) * 2);
        if lines <= u64::from(HIGHEST) {
            return (narrow(widest.into()), narrow(lines.max(1)));
        }
        let columns = u64::from(HIGHEST) * 2 * u64::from(width) / u64::from(height);
        (narrow(columns.clamp(1, widest.into())), narrow(HIGHEST.into()))
    }
}

fn narrow(cells: u64) -> u16 {
    u16::try_from(cells).unwrap_or(u16::MAX)
}

/// A colour: its red, green and blue.
pub type Colour = [u8; 3];

/// Pixels of a cell, across and down.
pub type Grain = (u16, u16);

/// The pixels of a cell that is drawn in half blocks.
pub const HALVES: Grain = (1, 2);

/// A picture, scaled to the cells it is drawn in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Columns.
    pub columns: u16,
    /// Lines.
    pub lines: u16,
    /// The pixels of each cell.
    pub grain: Grain,
    /// The pixels themselves.
    pub ink: Ink,
}

/// What a picture is drawn with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ink {
    /// The pixels of half blocks, row by row from the top.
    Halves(Vec<Colour>),
    /// What the terminal prints.
    Plate(Arc<Plate>),
}

/// A picture as the terminal takes it; nobody here understands that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plate {
    /// Which of the session's it is: 1 to [`Plate::LAST`].
    pub number: u32,
    /// Columns of each line.
    pub columns: u16,
    /// What the terminal is sent: all of it at once, or line by line.
    pub parts: Vec<Vec<u8>>,
}

impl Plate {
    /// The last number; the first follows it.
    pub const LAST: u32 = 0xff_ffff;

    /// How large it is in bytes.
    fn bytes(&self) -> usize {
        self.parts.iter().map(Vec::len).sum()
    }
}

impl Drawing {
    /// The upper and the lower half of a cell where it is drawn in `of` columns
    /// and lines, which may be others than it was scaled to; `None` of a plate.
    pub fn halves(&self, (x, y): (u16, u16), of: (u16, u16)) -> Option<(Colour, Colour)> {
        let Ink::Halves(pixels) = &self.ink else { return None };
        let scaled = |at: usize, from: usize, to: usize| at * to / from.max(1);
        let column = scaled(x.into(), of.0.into(), self.columns.into());
        let (rows, drawn) = (2 * usize::from(self.lines), 2 * usize::from(of.1));
        let pixel = |row: usize| {
            let row = scaled(row, drawn, rows);
            pixels.get(row * usize::from(self.columns) + column).copied()
        };
        let row = 2 * usize::from(y);
        Some((pixel(row)?, pixel(row + 1)?))
    }

    /// The plate it is, if it is one.
    pub fn plate(&self) -> Option<&Arc<Plate>> {
        match &self.ink {
            Ink::Plate(plate) => Some(plate),
            Ink::Halves(_) => None,
        }
    }
}

/// A picture to be scaled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The article.
    pub id: ArticleId,
    /// Rank of its block that has the picture.
    pub block: usize,
    /// Where the picture is kept.
    pub picture: Picture,
    /// Columns and lines.
    pub cells: (u16, u16),
    /// Pixels of each of these cells.
    pub grain: Grain,
}

/// What has become of the pictures of the article on show.
#[derive(Debug)]
pub(super) struct Drawings {
    /// By their blocks; or why there is none.
    made: HashMap<usize, Result<Drawing, Safe>>,
    asked: Option<Wanted>,
    grain: Grain,
}

impl Default for Drawings {
    fn default() -> Self {
        Self { made: HashMap::new(), asked: None, grain: HALVES }
    }
}

impl Drawings {
    /// Forgets those of an article that is left.
    pub(super) fn clear(&mut self) {
        self.made.clear();
        self.asked = None;
    }
}

impl Reader {
    /// The picture of a block, or why there is none; `None` before it is there.
    pub fn drawing(&self, block: usize) -> Option<Result<&Drawing, &Safe>> {
        self.drawings.made.get(&block).map(Result::as_ref)
    }

    /// The pixels with which pictures are drawn in each cell.
    pub fn grain(&self) -> Grain {
        self.drawings.grain
    }

    /// Draws pictures with so many pixels in each cell.
    pub fn set_grain(&mut self, grain: Grain) {
        self.drawings.grain = grain;
    }

    /// The plates of the article on show, in no order.
    pub fn plates(&self) -> impl Iterator<Item = &Arc<Plate>> {
        self.drawings.made.values().flatten().filter_map(Drawing::plate)
    }

    /// The next picture that is to be scaled, of those on the screen and just
    /// below it, the first first; `None` while another is.
    pub fn want_drawing(&mut self) -> Option<Wanted> {
        let is_drawable = self.opened.as_ref()?.pictures.values().any(Option::is_some);
        if self.drawings.asked.is_some() || !is_drawable {
            return None;
        }
        let (id, grain) = (self.article()?.id, self.drawings.grain);
        let wanted = self.pieces()[self.near()].iter().filter_map(|piece| {
            let Role::Drawing(size) = piece.role else { return None };
            let cells = size.cells(self.flow.width());
            let is_made = match self.drawings.made.get(&piece.block) {
                Some(Ok(made)) => {
                    (made.columns, made.lines, made.grain) == (cells.0, cells.1, grain)
                }
                Some(Err(_)) => true,
                None => false,
            };
            let picture = (!is_made).then(|| self.picture(piece.block)).flatten()?.clone();
            Some(Wanted { id, block: piece.block, picture, cells, grain })
        });
        let wanted = wanted.take(1).next();
        self.drawings.asked.clone_from(&wanted);
        wanted
    }

    /// Takes a picture that is still wanted, or why there is none.
    pub fn take_drawing(&mut self, wanted: &Wanted, drawing: Result<Drawing, Safe>) {
        if self.drawings.asked.take_if(|asked| asked == wanted).is_some() {
            self.drawings.made.insert(wanted.block, drawing);
            self.make_room();
        }
    }

    /// The pieces of which pictures are drawn. What stands far below is drawn
    /// when it comes near.
    fn near(&self) -> Range<usize> {
        let pieces = self.pieces();
        let from = self.top.piece.min(pieces.len());
        // The first may begin above the screen.
        let mut room = NEAR * self.height + HIGHEST as usize;
        let near = pieces[from..].iter().take_while(|piece| {
            let is_near = room > 0;
            let lines = match piece.role {
                Role::Drawing(size) => size.cells(self.flow.width()).1.into(),
                _ => 1,
            };
            room = room.saturating_sub(lines);
            is_near
        });
        from..from + near.count()
    }

    /// Lets go of the plates that are not near, if there are too many; they are
    /// drawn again when they come near.
    fn make_room(&mut self) {
        if self.plates().map(|plate| plate.bytes()).sum::<usize>() <= ROOM {
            return;
        }
        let near = self.pieces()[self.near()].iter().map(|piece| piece.block);
        let near: HashSet<usize> = near.collect();
        self.drawings.made.retain(|block, _| near.contains(block));
    }

    /// The picture of a block that is known to be there.
    pub fn picture(&self, block: usize) -> Option<&Picture> {
        let opened = self.opened.as_ref()?;
        opened.pictures.get(&block)?;
        opened.article.body.get(block)?.text.marks.iter().find_map(picture_of)
    }
}

/// The picture that words are about.
pub fn picture_of(mark: &Mark) -> Option<&Picture> {
    match &mark.kind {
        MarkKind::Picture(picture) => Some(picture),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(width: u32, height: u32, columns: u16) -> (u16, u16) {
        Size { width, height }.cells(columns)
    }

    #[test]
    fn a_picture_is_as_wide_as_the_column_but_not_larger_than_it_is() {
        assert_eq!(cells(1600, 600, 72), (72, 14));
        assert_eq!(cells(320, 120, 72), (40, 8));
        assert_eq!(cells(5, 3, 72), (1, 1));
    }

    #[test]
    fn a_high_picture_leaves_room_for_the_words_around_it() {
        assert_eq!(cells(1600, 1600, 72), (36, 18));
        assert_eq!(cells(100, 60_000, 72), (1, 18));
        assert_eq!(cells(u32::MAX, u32::MAX, 160), (36, 18));
        assert_eq!(cells(0, 0, 0), (1, 1));
    }

    #[test]
    fn a_drawing_of_another_size_is_seen_whole_until_the_right_one_is_there() {
        let ink = Ink::Halves((0..8).map(|n| [n; 3]).collect());
        let drawing = Drawing { columns: 2, lines: 2, grain: HALVES, ink };
        assert_eq!(drawing.halves((1, 1), (2, 2)), Some(([5; 3], [7; 3])));
        assert_eq!(drawing.halves((0, 0), (1, 1)), Some(([0; 3], [4; 3])));
        assert_eq!(drawing.halves((3, 3), (4, 4)), Some(([7; 3], [7; 3])));
        assert_eq!(drawing.halves((9, 9), (2, 2)), None);
    }
}
