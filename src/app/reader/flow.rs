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
use crate::article::{Block, Safe, Text};
use crate::typeset::paragraph::{Manner, Note, Segment, Sign, headline, paragraph};
use crate::typeset::table::{self, table};
use crate::typeset::{is_right_to_left, verbatim};

pub use crate::typeset::paragraph::Line;

/// Stands before the words of a picture.
const PICTURE: &str = "▣ ";

/// Columns of the rule above the citation at the foot.
const FOOT_RULE: u16 = 16;

/// A line of the page: of which piece, and which of its lines; the blank lines
/// above a piece are its first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Rank of the piece.
    pub piece: usize,
    /// Rank of the line, blanks first.
    pub row: usize,
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
            let len = words(piece, body, &NONE).plain.len().max(1);
            before.push(before.last().copied().unwrap_or(0) + len);
        }
        Self { pieces, before }
    }

    /// The pieces.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }
}

/// A page, and the lines its pieces have been set in.
#[derive(Debug, Default)]
pub struct Flow {
    page: Arc<Page>,
    width: u16,
    manner: Manner,
    /// The citation at the foot.
    foot: Text,
    set: HashMap<usize, Rc<[Line]>>,
}

impl Flow {
    /// A page, of which nothing is set yet.
    pub fn new(page: Arc<Page>, width: u16, manner: Manner) -> Self {
        Self { page, width, manner, ..Self::default() }
    }

    /// Another page at the same width, with the same foot.
    #[must_use]
    pub fn next(&self, page: Arc<Page>, manner: Manner) -> Self {
        Self { foot: self.foot.clone(), ..Self::new(page, self.width, manner) }
    }

    /// Changes the foot.
    pub fn set_foot(&mut self, citation: Safe) {
        self.foot = citation.into();
        let last = self.page.pieces.len().wrapping_sub(1);
        self.set.remove(&last);
    }

    /// The words of a piece.
    pub fn words<'a>(&'a self, piece: &'a Piece, body: &'a [Block]) -> &'a Text {
        words(piece, body, &self.foot)
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
        let Self { page, width, manner, foot, .. } = self;
        let (pieces, width, manner) = (&page.pieces, *width, *manner);
        let set = self.set.entry(piece).or_insert_with(|| {
            pieces.get(piece).map_or_else(
                || Rc::from([]),
                |piece| set(piece, words(piece, body, foot), width, manner).into(),
            )
        });
        Rc::clone(set)
    }

    /// Lines of a piece with the blank ones above.
    pub fn height(&mut self, piece: usize, body: &[Block]) -> usize {
        let lines = self.lines(piece, body).len();
        let gap = self.page.pieces.get(piece).map_or(0, |piece| piece.gap);
        // What is not there yet takes no room.
        if lines == 0 { 0 } else { gap + lines }
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
        let role = self.page.pieces.get(piece).map(|piece| piece.role);
        let row = if role == Some(Role::Table) {
            row_of_table(&lines, at)
        } else if matches!(role, Some(Role::Drawing(_))) {
            // No byte stands on any of its lines.
            0
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

/// No words.
static NONE: Text = Text { plain: Safe::EMPTY, marks: Vec::new() };

fn words<'a>(piece: &'a Piece, body: &'a [Block], foot: &'a Text) -> &'a Text {
    match &piece.words {
        Words::Own(text) => text,
        Words::Foot => foot,
        Words::Block => body.get(piece.block).map_or(&NONE, |block| &block.text),
    }
}

/// Sets a piece in lines, by the part it plays.
fn set(piece: &Piece, text: &Text, width: u16, manner: Manner) -> Vec<Line> {
    let (plain, notes) = (&text.plain, &*piece.notes);
    // What is read at a glance has no hyphens and a ragged edge.
    let brief = Manner { language: None, is_justified: false, ..manner };
    match piece.role {
        Role::Headline | Role::Heading(_) => headline(plain, notes, width, manner),
        Role::Quote(depth) => {
            let hang = 2 * u16::from(depth.clamp(1, 8));
            hung(plain, notes, width.saturating_sub(2), (hang - 2, hang), Some("│ "), true, manner)
        }
        Role::Item(depth, number, goes_on) => {
            item(plain, notes, width, (depth, number, goes_on), manner)
        }
        Role::Code => indented(verbatim(plain, width.saturating_sub(2)), 2),
        Role::Table => tabular(table(text, width)),
        Role::Picture => {
            hung(plain, notes, width.saturating_sub(4), (2, 4), Some(PICTURE), false, brief)
        }
        Role::Drawing(size) => vec![Line::default(); size.cells(width).1.into()],
        Role::Caption => shifted(paragraph(plain, notes, width.saturating_sub(8), brief), 4),
        Role::Rule => {
            let stars = Safe::line("*  *  *");
            vec![sign_alone(width.saturating_sub(7) / 2, stars)]
        }
        Role::Body => paragraph(plain, notes, width, manner),
        Role::Foot if plain.is_empty() => Vec::new(),
        Role::Foot => {
            let rule = sign_alone(0, Safe::line(&"─".repeat(usize::from(width.min(FOOT_RULE)))));
            let citation = paragraph(plain, notes, width, brief);
            [rule, Line::default()].into_iter().chain(citation).collect()
        }
        Role::Raw => indented(crate::typeset::lines(plain, width), 0),
        Role::Kicker
        | Role::Deck
        | Role::Details
        | Role::Furniture
        | Role::Fold
        | Role::Warning => paragraph(plain, notes, width, brief),
    }
}

fn sign_alone(x: u16, words: Safe) -> Line {
    Line { segments: Vec::new(), signs: vec![Sign { x, words }] }
}

fn indented(set: Vec<std::ops::Range<usize>>, x: u16) -> Vec<Line> {
    let line = |range| Line { signs: Vec::new(), segments: vec![Segment::new(x, range)] };
    set.into_iter().map(line).collect()
}

fn shifted(lines: Vec<Line>, columns: u16) -> Vec<Line> {
    lines.into_iter().map(|line| line.shifted(columns)).collect()
}

/// A paragraph that hangs to the side of a sign: this stands at the first of
/// two columns, on the first line or on `each`, and the words at the second.
/// What runs from right to left has it all at the other edge.
fn hung(
    plain: &Safe,
    notes: &[Note],
    width: u16,
    (at, hang): (u16, u16),
    sign: Option<&str>,
    each: bool,
    manner: Manner,
) -> Vec<Line> {
    let is_rtl = is_right_to_left(plain);
    let mut set = paragraph(plain, notes, width.saturating_sub(hang), manner);
    if !is_rtl {
        set = shifted(set, hang);
    }
    let Some(sign) = sign.map(Safe::line) else { return set };
    let sign = if is_rtl { Safe::line(sign.trim_end()) } else { sign };
    let taken = at + u16::try_from(columns(&sign)).unwrap_or(0);
    let x = if is_rtl { width.saturating_sub(taken) } else { at };
    for line in set.iter_mut().take(if each { usize::MAX } else { 1 }) {
        line.signs.push(Sign { x, words: sign.clone() });
    }
    set
}

/// An item of a list: how deep, its number, whether it goes on with the one
/// before and so has no sign.
fn item(
    plain: &Safe,
    notes: &[Note],
    width: u16,
    (depth, number, goes_on): (u8, Option<u32>, bool),
    manner: Manner,
) -> Vec<Line> {
    let bullet = number.map_or_else(|| "• ".to_owned(), |number| format!("{number}. "));
    let outer = 2 * u16::from(depth.clamp(1, 12) - 1);
    let hang = outer + u16::try_from(bullet.chars().count()).unwrap_or(2);
    let sign = (!goes_on).then_some(&*bullet);
    hung(plain, notes, width, (outer, hang), sign, false, manner)
}

fn tabular(rows: Vec<table::Row>) -> Vec<Line> {
    let line = |row| match row {
        table::Row::Blank => Line::default(),
        table::Row::Rule(columns) => sign_alone(0, Safe::line(&"─".repeat(columns.into()))),
        table::Row::Cells(segments) => Line { segments, signs: Vec::new() },
        table::Row::Named(name, colon, value) => {
            let segments = std::iter::once(name).chain(value).collect();
            Line { segments, signs: vec![Sign { x: colon, words: Safe::line(":") }] }
        }
    };
    rows.into_iter().map(line).collect()
}
