//! Pieces set in lines of one width, as far as anybody looks.
//!
//! A piece is set when its lines are first asked for, and kept until the width
//! changes: so an article of any size costs what is shown of it. A [`Spot`] is
//! a line of the page; it has no number, since nobody counts the lines above.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use super::pieces::{Piece, Role, Words};
use crate::article::safe::columns;
use crate::article::units::cluster;
use crate::article::{Block, Safe, Text};
use crate::typeset::table::{self, Segment};
use crate::typeset::{balanced, lines, table::table, verbatim};

/// A line of the page: of which piece, and which of its lines; the blank lines
/// above a piece are its first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Rank of the piece.
    pub piece: usize,
    /// Rank of the line, blanks first.
    pub row: usize,
}

/// A line of a piece, set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Columns before `sign`.
    pub indent: u16,
    /// A bullet, a number, a quotation's bar; not part of the text.
    pub sign: Option<Safe>,
    /// The text, with columns from the left edge of the measure.
    pub segments: Vec<Segment>,
}

impl Line {
    /// First byte of the text on this line.
    pub fn start(&self) -> usize {
        self.segments.first().map_or(0, |segment| segment.range.start)
    }

    /// The stretch of text on this line that holds byte `at`.
    pub fn segment(&self, at: usize) -> Option<&Segment> {
        self.segments.iter().find(|segment| segment.range.contains(&at))
    }

    /// The column of byte `at` of `plain`, if it stands on this line.
    pub fn column(&self, plain: &Safe, at: usize) -> Option<u16> {
        let segment = self.segment(at)?;
        let before = columns(plain.slice(segment.range.start..at).as_str());
        Some(segment.x.saturating_add(u16::try_from(before).unwrap_or(u16::MAX)))
    }

    /// The byte of `plain` that stands in a column, or else the nearest on this
    /// line: the first byte of a cluster. `None` if it has no text.
    pub fn byte(&self, plain: &Safe, column: u16) -> Option<usize> {
        let mut segments = self.segments.iter().filter(|segment| !segment.range.is_empty());
        let first = segments.clone().next()?;
        let segment = segments.rfind(|segment| segment.x <= column).unwrap_or(first);
        let within = usize::from(column.saturating_sub(segment.x));
        let clip = plain.slice(segment.range.clone()).clip(within).as_str().len();
        let at = (segment.range.start + clip).min(segment.range.end - 1);
        Some(cluster(plain, at).start)
    }
}

/// The pieces of a page, measured.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    pieces: Vec<Piece>,
    /// Bytes of text before each piece, and in the end all of them.
    before: Vec<usize>,
}

impl Page {
    /// A page of these pieces; `body` holds the words of blocks. Goes through
    /// all of them, so it is no work for the drawing thread.
    pub fn new(pieces: Vec<Piece>, body: &[Block]) -> Self {
        let mut before = vec![0];
        for piece in &pieces {
            let len = words(piece, body).plain.len().max(1);
            before.push(before.last().copied().unwrap_or(0) + len);
        }
        Self { pieces, before }
    }
}

/// A page, and the lines its pieces have been set in.
#[derive(Debug, Default)]
pub struct Flow {
    page: Arc<Page>,
    width: u16,
    set: HashMap<usize, Rc<[Line]>>,
}

impl Flow {
    /// A page, of which nothing is set yet.
    pub fn new(page: Arc<Page>, width: u16) -> Self {
        Self { page, width, set: HashMap::new() }
    }

    /// The pieces.
    pub fn pieces(&self) -> &[Piece] {
        &self.page.pieces
    }

    /// The measure.
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Changes the measure.
    pub fn set_width(&mut self, width: u16) {
        if self.width != width {
            self.width = width;
            self.set.clear();
        }
    }

    /// The lines of a piece, without the blank ones above.
    pub fn lines(&mut self, piece: usize, body: &[Block]) -> Rc<[Line]> {
        let (pieces, width) = (&self.page.pieces, self.width);
        let set = self.set.entry(piece).or_insert_with(|| {
            pieces.get(piece).map_or_else(
                || Rc::from([]),
                |piece| set(piece.role, words(piece, body), width).into(),
            )
        });
        Rc::clone(set)
    }

    /// Lines of a piece with the blank ones above.
    pub fn height(&mut self, piece: usize, body: &[Block]) -> usize {
        self.lines(piece, body).len() + self.page.pieces.get(piece).map_or(0, |piece| piece.gap)
    }

    /// The spot `rows` lines on, or back if negative, and at most at either end.
    pub fn moved(&mut self, from: Spot, rows: isize, body: &[Block]) -> Spot {
        let mut spot = from;
        for _ in 0..rows.unsigned_abs() {
            let next = if rows > 0 { self.below(spot, body) } else { self.above(spot, body) };
            let Some(next) = next else { break };
            spot = next;
        }
        spot
    }

    /// The next line.
    pub fn below(&mut self, spot: Spot, body: &[Block]) -> Option<Spot> {
        if spot.row + 1 < self.height(spot.piece, body) {
            return Some(Spot { row: spot.row + 1, ..spot });
        }
        let mut piece = spot.piece + 1;
        while piece < self.page.pieces.len() {
            if self.height(piece, body) > 0 {
                return Some(Spot { piece, row: 0 });
            }
            piece += 1;
        }
        None
    }

    fn above(&mut self, spot: Spot, body: &[Block]) -> Option<Spot> {
        if spot.row > 0 {
            return Some(Spot { row: spot.row - 1, ..spot });
        }
        let mut piece = spot.piece;
        while piece > 0 {
            piece -= 1;
            let height = self.height(piece, body);
            if height > 0 {
                return Some(Spot { piece, row: height - 1 });
            }
        }
        None
    }

    /// The last line of the page.
    pub fn end(&mut self, body: &[Block]) -> Spot {
        let past = Spot { piece: self.page.pieces.len(), row: 0 };
        self.above(past, body).unwrap_or_default()
    }

    /// The line that holds byte `at` of a piece.
    pub fn spot(&mut self, piece: usize, at: usize, body: &[Block]) -> Spot {
        let gap = self.page.pieces.get(piece).map_or(0, |piece| piece.gap);
        let lines = self.lines(piece, body);
        let is_table = self.page.pieces.get(piece).is_some_and(|piece| piece.role == Role::Table);
        let row = if is_table {
            row_of_table(&lines, at)
        } else {
            lines.partition_point(|line| line.start() <= at).saturating_sub(1)
        };
        Spot { piece, row: gap + row }
    }

    /// The line on which a spot is, without the blank ones above its piece;
    /// `None` for one of those.
    pub fn line(&mut self, spot: Spot, body: &[Block]) -> Option<Line> {
        let gap = self.page.pieces.get(spot.piece).map_or(0, |piece| piece.gap);
        self.lines(spot.piece, body).get(spot.row.checked_sub(gap)?).cloned()
    }

    /// First byte of the text at or below a line, within its piece.
    pub fn at(&mut self, spot: Spot, body: &[Block]) -> usize {
        let gap = self.page.pieces.get(spot.piece).map_or(0, |piece| piece.gap);
        let lines = self.lines(spot.piece, body);
        lines.get(spot.row.saturating_sub(gap)).map_or(0, Line::start)
    }

    /// Bytes of text before a line.
    pub fn bytes_before(&mut self, spot: Spot, body: &[Block]) -> usize {
        let gap = self.page.pieces.get(spot.piece).map_or(0, |piece| piece.gap);
        let within = if spot.row <= gap { 0 } else { self.at(spot, body) };
        self.page.before.get(spot.piece).copied().unwrap_or(0) + within
    }

    /// Bytes of all text.
    pub fn bytes(&self) -> usize {
        self.page.before.last().copied().unwrap_or(0)
    }

    /// The piece and the byte in it that so many bytes of text precede.
    pub fn seek(&self, bytes: usize) -> (usize, usize) {
        let piece = self.page.before.partition_point(|before| *before <= bytes).saturating_sub(1);
        let piece = piece.min(self.page.pieces.len().saturating_sub(1));
        (piece, bytes.saturating_sub(self.page.before.get(piece).copied().unwrap_or(0)))
    }

    /// The piece that shows a block, or the fold that stands for it.
    pub fn piece_of(&self, block: usize) -> usize {
        let past = self.page.pieces.partition_point(|piece| piece.block <= block);
        let first = self.page.pieces.partition_point(|piece| piece.block < block);
        let shows = |piece: &Piece| piece.words == Words::Block;
        let position = self.page.pieces[first..past].iter().position(shows);
        position.map_or(past.saturating_sub(1), |position| first + position)
    }
}

/// Which of the lines of a table shows byte `at`; where none does, the last
/// before it. A table that is told record by record repeats its head: the first
/// of the lines that show the byte is meant.
fn row_of_table(lines: &[Line], at: usize) -> usize {
    let before = |line: &Line| line.start() <= at && !line.segments.is_empty();
    let shown = lines.iter().position(|line| line.segment(at).is_some());
    shown.or_else(|| lines.iter().rposition(before)).unwrap_or(0)
}

/// The words of a piece.
pub fn words<'a>(piece: &'a Piece, body: &'a [Block]) -> &'a Text {
    static NONE: Text = Text { plain: Safe::EMPTY, marks: Vec::new() };
    match &piece.words {
        Words::Own(text) => text,
        Words::Block => body.get(piece.block).map_or(&NONE, |block| &block.text),
    }
}

/// Sets a piece in lines, by the part it plays.
fn set(role: Role, text: &Text, width: u16) -> Vec<Line> {
    let plain = &text.plain;
    match role {
        Role::Headline | Role::Heading(_) => indented(balanced(plain, width), 0, None),
        Role::Quote(depth) => {
            let indent = 2 * u16::from(depth.clamp(1, 8));
            let set = lines(plain, width.saturating_sub(indent + 2));
            let bars = indented(set, indent, Some(&Safe::line("│ ")));
            bars.into_iter().map(|line| Line { indent: indent - 2, ..line }).collect()
        }
        Role::Item(depth, number, goes_on) => item(plain, width, depth, number, goes_on),
        Role::Code => indented(verbatim(plain, width.saturating_sub(2)), 2, None),
        Role::Table => tabular(table(text, width)),
        Role::Caption => indented(lines(plain, width.saturating_sub(8)), 4, None),
        Role::Rule => {
            let stars = Safe::line("*  *  *");
            vec![Line {
                indent: width.saturating_sub(7) / 2,
                sign: Some(stars),
                segments: Vec::new(),
            }]
        }
        Role::Raw
        | Role::Deck
        | Role::Details
        | Role::Body
        | Role::Furniture
        | Role::Fold
        | Role::Warning => indented(lines(plain, width), 0, None),
    }
}

fn indented(set: Vec<std::ops::Range<usize>>, x: u16, sign: Option<&Safe>) -> Vec<Line> {
    let line =
        |range| Line { indent: 0, sign: sign.cloned(), segments: vec![Segment { x, range }] };
    set.into_iter().map(line).collect()
}

/// A hanging bullet or number before the first line.
fn item(plain: &str, width: u16, depth: u8, number: Option<u32>, goes_on: bool) -> Vec<Line> {
    let bullet = number.map_or_else(|| "• ".to_owned(), |number| format!("{number}. "));
    let outer = 2 * u16::from(depth.clamp(1, 12) - 1);
    let hang = outer + u16::try_from(bullet.chars().count()).unwrap_or(2);
    let mut set = indented(lines(plain, width.saturating_sub(hang)), hang, None);
    if let (Some(first), false) = (set.first_mut(), goes_on) {
        (first.indent, first.sign) = (outer, Some(Safe::line(&bullet)));
    }
    set
}

fn tabular(rows: Vec<table::Row>) -> Vec<Line> {
    let line = |row| match row {
        table::Row::Blank => Line::default(),
        table::Row::Cells(segments) => Line { segments, ..Line::default() },
        table::Row::Named(name, colon, value) => {
            let segments = std::iter::once(name).chain(value).collect();
            Line { indent: colon, sign: Some(Safe::line(":")), segments }
        }
    };
    rows.into_iter().map(line).collect()
}
