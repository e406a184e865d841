//! Text in two columns where the screen is wide, else in one, over the whole
//! screen.
//!
//! It knows nothing of what stands in them. One idea: the lines are set when
//! the width is known, and drawing changes nothing.

use std::ops::Range;

use super::keymap::Key;
use super::layout::{Area, whole};
use crate::article::Safe;
use crate::typeset;

/// Columns inside the frame from which two columns can be read side by side.
const BESIDE: u16 = 92;

/// Columns between the two.
pub const BETWEEN: u16 = 3;

/// Columns of the sign before a line.
pub const SIGN: u16 = 2;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing.
    Blank,
    /// What heads the columns.
    Head,
    /// What is told about them.
    Aside,
    /// Running text.
    Text,
    /// What went wrong.
    Trouble,
    /// Only the old version has it.
    Removed,
    /// Only the new version has it.
    Added,
    /// Both have it, but not in the same words.
    Changed,
}

/// Part of a line: its text, and the bytes of it that stand out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: Safe,
    /// Bytes that stand out, in order.
    pub marked: Vec<Range<usize>>,
}

impl From<Safe> for Piece {
    fn from(text: Safe) -> Self {
        Self { text, marked: Vec::new() }
    }
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub tone: Tone,
    /// The left column's, or that of a line which goes across.
    pub left: Piece,
    /// The right column's; `None` where the line goes across.
    pub right: Option<Piece>,
    /// Whether something begins here that one may go to.
    pub begins: bool,
}

/// The lines, and which of them are on show.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    lines: Vec<Line>,
    width: u16,
    height: usize,
    top: usize,
}

impl Columns {
    /// Learns the size of the screen; whether the lines have to be set anew.
    pub(super) fn fit(&mut self, screen: Area) -> bool {
        let (_, inside) = whole(screen);
        self.height = usize::from(inside.height).max(1);
        let is_new = inside.width != self.width;
        self.width = inside.width;
        is_new
    }

    /// Sets the lines anew; what is on show stays as far as it can.
    pub(super) fn set(&mut self, put: impl FnOnce(&mut Self)) {
        self.lines.clear();
        put(self);
        self.top = self.top.min(self.last());
    }

    /// The lines on show.
    pub fn shown(&self) -> &[Line] {
        &self.lines[self.top.min(self.lines.len())..]
    }

    /// Columns of each side where there are two; `None` where there is one.
    pub fn half(&self) -> Option<u16> {
        (self.width >= BESIDE).then(|| (self.width - BETWEEN) / 2)
    }

    fn last(&self) -> usize {
        self.lines.len().saturating_sub(self.height)
    }

    pub(super) fn press(&mut self, key: Key) {
        let page = self.height.saturating_sub(2).max(1);
        let begins = |at: &usize| self.lines[*at].begins;
        let to = match key {
            Key::Char('j') | Key::Down => self.top + 1,
            Key::Char('k') | Key::Up => self.top.saturating_sub(1),
            Key::Char(' ' | 'f') | Key::PageDown | Key::Ctrl('f') => self.top + page,
            Key::Char('b') | Key::PageUp | Key::Ctrl('b') => self.top.saturating_sub(page),
            Key::Char('G') | Key::End => usize::MAX,
            Key::Char('g') | Key::Home => 0,
            Key::Char('n') => (self.top + 1..self.lines.len()).find(begins).unwrap_or(self.top),
            Key::Char('N') => (0..self.top).rev().find(begins).unwrap_or(0),
            _ => return,
        };
        self.top = to.min(self.last());
    }

    /// Puts an empty line.
    pub(super) fn put_blank(&mut self) {
        let left = Piece::default();
        self.lines.push(Line { tone: Tone::Blank, left, right: None, begins: false });
    }

    /// Puts lines that go across.
    pub(super) fn put_across(&mut self, tone: Tone, piece: &Piece) {
        let set = broken(piece, self.width.saturating_sub(SIGN));
        let first = self.lines.len();
        self.lines.extend(set.into_iter().map(|left| Line {
            tone,
            left,
            right: None,
            begins: false,
        }));
        self.begin(first);
    }

    /// Puts two pieces beside each other; to be called where there are two
    /// columns.
    pub(super) fn put(&mut self, tone: Tone, left: &Piece, right: &Piece) {
        let width = self.half().unwrap_or(self.width).saturating_sub(SIGN);
        let (left, right) = (broken(left, width), broken(right, width));
        let first = self.lines.len();
        for rank in 0..left.len().max(right.len()) {
            let at = |pieces: &[Piece]| pieces.get(rank).cloned().unwrap_or_default();
            self.lines.push(Line { tone, left: at(&left), right: Some(at(&right)), begins: false });
        }
        self.begin(first);
    }

    fn begin(&mut self, first: usize) {
        if let Some(first) = self.lines.get_mut(first) {
            first.begins = !matches!(first.tone, Tone::Blank | Tone::Head | Tone::Aside);
        }
    }
}

/// Breaks a piece into lines.
fn broken(piece: &Piece, width: u16) -> Vec<Piece> {
    let line = |range: Range<usize>| {
        let within = |marked: &Range<usize>| {
            let (from, to) = (marked.start.max(range.start), marked.end.min(range.end));
            (from < to).then(|| from - range.start..to - range.start)
        };
        let marked = piece.marked.iter().filter_map(within).collect();
        Piece { text: Safe::line(&piece.text[range.clone()]), marked }
    };
    typeset::lines(&piece.text, width.max(1)).into_iter().map(line).collect()
}
