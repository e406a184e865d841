//! The pictures of the article on show, as they are drawn: two pixels in each
//! cell, one over the other.
//!
//! Nothing here reads a picture or scales one. One idea: how large a picture is
//! drawn follows from its own size and the width of the column alone, so its
//! lines are there before it is, and nothing moves when it comes.

use std::collections::HashMap;

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

/// Pieces from the top of the screen on, of which pictures are drawn: more than
/// any screen holds, and the next one.
const NEAR: usize = 200;

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

/// A picture, scaled to the cells it is drawn in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    /// Columns.
    pub columns: u16,
    /// Lines; each is two pixels high.
    pub lines: u16,
    /// The pixels, row by row from the top.
    pub pixels: Vec<Colour>,
}

impl Drawing {
    /// The upper and the lower half of a cell where it is drawn in `of` columns
    /// and lines, which may be others than it was scaled to.
    pub fn halves(&self, (x, y): (u16, u16), of: (u16, u16)) -> Option<(Colour, Colour)> {
        let scaled = |at: usize, from: usize, to: usize| at * to / from.max(1);
        let column = scaled(x.into(), of.0.into(), self.columns.into());
        let (rows, drawn) = (2 * usize::from(self.lines), 2 * usize::from(of.1));
        let pixel = |row: usize| {
            let row = scaled(row, drawn, rows);
            self.pixels.get(row * usize::from(self.columns) + column).copied()
        };
        let row = 2 * usize::from(y);
        Some((pixel(row)?, pixel(row + 1)?))
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
}

/// What has become of the pictures of the article on show.
#[derive(Debug, Default)]
pub struct Drawings {
    /// By their blocks; or why there is none.
    made: HashMap<usize, Result<Drawing, Safe>>,
    asked: Option<Wanted>,
}

impl Reader {
    /// The picture of a block, or why there is none; `None` before it is there.
    pub fn drawing(&self, block: usize) -> Option<Result<&Drawing, &Safe>> {
        self.drawings.made.get(&block).map(Result::as_ref)
    }

    /// The next picture that is to be scaled, of those on the screen and just
    /// below it, the first first; `None` while another is.
    pub fn want_drawing(&mut self) -> Option<Wanted> {
        let is_drawable = self.opened.as_ref()?.pictures.values().any(Option::is_some);
        if self.drawings.asked.is_some() || !is_drawable {
            return None;
        }
        let id = self.article()?.id;
        let pieces = self.pieces();
        let from = self.top.piece.min(pieces.len());
        // What stands far below is drawn when it comes near.
        let near = pieces[from..].iter().take(NEAR);
        let wanted = near.filter_map(|piece| {
            let Role::Drawing(size) = piece.role else { return None };
            let cells = size.cells(self.flow.width());
            let is_made = match self.drawings.made.get(&piece.block) {
                Some(Ok(made)) => (made.columns, made.lines) == cells,
                Some(Err(_)) => true,
                None => false,
            };
            let picture = (!is_made).then(|| self.picture(piece.block)).flatten()?.clone();
            Some(Wanted { id, block: piece.block, picture, cells })
        });
        let wanted = wanted.take(1).next();
        self.drawings.asked.clone_from(&wanted);
        wanted
    }

    /// Takes a picture that is still wanted, or why there is none.
    pub fn take_drawing(&mut self, wanted: &Wanted, drawing: Result<Drawing, Safe>) {
        if self.drawings.asked.take_if(|asked| asked == wanted).is_some() {
            self.drawings.made.insert(wanted.block, drawing);
        }
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
        let pixels = (0..8).map(|n| [n; 3]).collect();
        let drawing = Drawing { columns: 2, lines: 2, pixels };
        assert_eq!(drawing.halves((1, 1), (2, 2)), Some(([5; 3], [7; 3])));
        assert_eq!(drawing.halves((0, 0), (1, 1)), Some(([0; 3], [4; 3])));
        assert_eq!(drawing.halves((3, 3), (4, 4)), Some(([7; 3], [7; 3])));
        assert_eq!(drawing.halves((9, 9), (2, 2)), None);
    }
}
