//! Two versions beside each other where the screen is wide, else in one column.
//!
//! What is the same is told in a line, so that a sentence which was changed in
//! silence stands out. Words that differ are marked on both sides; in one
//! column they stand in brackets too, `[-old-]{+new+}`, as `newsread diff` has
//! them.

use std::ops::Range;

use super::Copies;
use crate::app::keymap::Key;
use crate::app::layout::{Area, whole};
use crate::article::Safe;
use crate::typeset;
use crate::versions::{Change, Comparison, FieldChange, Stretch};

/// Columns inside the frame from which two columns can be read side by side.
const BESIDE: u16 = 92;

/// Columns between the two.
pub const BETWEEN: u16 = 3;

/// Columns of the sign before a line.
pub const SIGN: u16 = 2;

/// One of the two that are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Where and when it was published.
    pub headed: Safe,
    /// What else is to be said of it: “the agency’s”.
    pub remarks: Safe,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing.
    Blank,
    /// What a version is headed by.
    Head,
    /// What is told about the comparison.
    Aside,
    /// Only the old version has it.
    Removed,
    /// Only the new version has it.
    Added,
    /// Both have it, but not in the same words.
    Changed,
}

/// Part of a line: its text, and the bytes of it that differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: Safe,
    /// Bytes that the other version does not have, in order.
    pub marked: Vec<Range<usize>>,
}

/// A line of the comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub tone: Tone,
    /// The old version's, or that of both where there is one column.
    pub left: Piece,
    /// The new version's; `None` where the line goes across.
    pub right: Option<Piece>,
    /// Whether a change begins here.
    pub begins: bool,
}

/// Two versions, compared.
#[derive(Clone, Debug)]
pub struct Compared {
    versions: [Version; 2],
    comparison: Comparison,
    /// Where the reader came from.
    pub copies: Copies,
    lines: Vec<Line>,
    width: u16,
    height: usize,
    top: usize,
}

impl Compared {
    pub(super) fn new(versions: [Version; 2], comparison: Comparison, copies: Copies) -> Self {
        let (lines, width, height, top) = (Vec::new(), 0, 1, 0);
        Self { versions, comparison, copies, lines, width, height, top }
    }

    /// Learns the size of the screen, and sets the lines.
    pub(in crate::app) fn fit(&mut self, screen: Area) {
        let (_, inside) = whole(screen);
        self.height = usize::from(inside.height).max(1);
        if inside.width != self.width {
            self.width = inside.width;
            self.lines = self.set();
        }
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

    fn set(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        let [old, new] = &self.versions;
        let head = |version: &Version| match version.remarks.is_empty() {
            true => version.headed.clone(),
            false => Safe::format(format_args!("{} · {}", version.headed, version.remarks)),
        };
        match self.half() {
            Some(_) => self.put(Tone::Head, &plain(&head(old)), &plain(&head(new)), &mut lines),
            None => {
                let said = |sign: &str, version| plain(&Safe::format(format_args!("{sign} {}", head(version))));
                self.put_across(Tone::Head, &said("−", old), &mut lines);
                self.put_across(Tone::Head, &said("+", new), &mut lines);
            }
        }
        let Comparison { fields, changes } = &self.comparison;
        let is_same = |change: &Change| matches!(change, Change::Same(_));
        if fields.is_empty() && changes.iter().all(is_same) {
            lines.push(blank());
            let words = Safe::line("Word for word the same.");
            self.put_across(Tone::Aside, &plain(&words), &mut lines);
        }
        for field in fields {
            lines.push(blank());
            self.put_field(field, &mut lines);
        }
        for change in changes {
            lines.push(blank());
            self.put_change(change, &mut lines);
        }
        lines
    }

    fn put_field(&self, change: &FieldChange, lines: &mut Vec<Line>) {
        let said = |value: &Option<Safe>| value.clone().unwrap_or(Safe::line("not stated"));
        let (old, new) = (said(&change.old), said(&change.new));
        let label = change.field.label();
        if self.half().is_some() {
            let side = |value| {
                let text = Safe::format(format_args!("{label}: {value}"));
                let marked = vec![label.len() + 2..text.len()];
                Piece { text, marked }
            };
            return self.put(Tone::Changed, &side(old), &side(new), lines);
        }
        let parts =
            [Stretch::Same(Safe::format(format_args!("{label}: "))), Stretch::Removed(old), Stretch::Added(new)];
        self.put_across(Tone::Changed, &bracketed("", &parts), lines);
    }

    fn put_change(&self, change: &Change, lines: &mut Vec<Line>) {
        let is_wide = self.half().is_some();
        match change {
            Change::Same(count) => {
                let words = match count {
                    1 => Safe::line("1 paragraph is the same"),
                    count => Safe::format(format_args!("{count} paragraphs are the same")),
                };
                self.put_across(Tone::Aside, &plain(&words), lines);
            }
            Change::Removed { old, text } => {
                let piece = plain(&Safe::format(format_args!("[{old}] {text}")));
                if is_wide {
                    self.put(Tone::Removed, &piece, &Piece::default(), lines);
                } else {
                    self.put_across(Tone::Removed, &piece, lines);
                }
            }
            Change::Added { new, text } => {
                let piece = plain(&Safe::format(format_args!("[{new}] {text}")));
                if is_wide {
                    self.put(Tone::Added, &Piece::default(), &piece, lines);
                } else {
                    self.put_across(Tone::Added, &piece, lines);
                }
            }
            Change::Changed { old, new, words } if is_wide => {
                let [left, right] = sides([*old, *new], words);
                self.put(Tone::Changed, &left, &right, lines);
            }
            Change::Changed { old, new, words } => {
                let number = if old == new { format!("[{new}] ") } else { format!("[{old} > {new}] ") };
                self.put_across(Tone::Changed, &bracketed(&number, words), lines);
            }
        }
    }

    fn put_across(&self, tone: Tone, piece: &Piece, lines: &mut Vec<Line>) {
        let set = broken(piece, self.width.saturating_sub(SIGN));
        let first = lines.len();
        let line = |left| Line { tone, left, right: None, begins: false };
        lines.extend(set.into_iter().map(line));
        begin(&mut lines[first..], tone);
    }

    fn put(&self, tone: Tone, left: &Piece, right: &Piece, lines: &mut Vec<Line>) {
        let width = self.half().unwrap_or(self.width).saturating_sub(SIGN);
        let (left, right) = (broken(left, width), broken(right, width));
        let first = lines.len();
        for rank in 0..left.len().max(right.len()) {
            let at = |pieces: &[Piece]| pieces.get(rank).cloned().unwrap_or_default();
            lines.push(Line { tone, left: at(&left), right: Some(at(&right)), begins: false });
        }
        begin(&mut lines[first..], tone);
    }
}

fn begin(lines: &mut [Line], tone: Tone) {
    if let Some(first) = lines.first_mut() {
        first.begins = matches!(tone, Tone::Removed | Tone::Added | Tone::Changed);
    }
}

fn blank() -> Line {
    Line { tone: Tone::Blank, left: Piece::default(), right: None, begins: false }
}

fn plain(text: &Safe) -> Piece {
    Piece { text: text.clone(), marked: Vec::new() }
}

/// The two sides of a paragraph that was changed, each with its number.
fn sides(numbers: [usize; 2], words: &[Stretch]) -> [Piece; 2] {
    let mut sides = numbers.map(|number| (format!("[{number}] "), Vec::new()));
    for stretch in words {
        let (text, on): (&Safe, &[usize]) = match stretch {
            Stretch::Same(text) => (text, &[0, 1]),
            Stretch::Removed(text) => (text, &[0]),
            Stretch::Added(text) => (text, &[1]),
        };
        for side in on {
            let (whole, marked) = &mut sides[*side];
            let from = whole.len();
            whole.push_str(text);
            if on.len() == 1 {
                marked.push(from..whole.len());
            }
        }
    }
    sides.map(|(text, marked)| Piece { text: Safe::line(&text), marked })
}

/// A paragraph that was changed, in one column.
fn bracketed(number: &str, words: &[Stretch]) -> Piece {
    let (mut text, mut marked) = (number.to_owned(), Vec::new());
    for stretch in words {
        let (before, words, behind) = match stretch {
            Stretch::Same(words) => ("", words, ""),
            Stretch::Removed(words) => ("[-", words, "-]"),
            Stretch::Added(words) => ("{+", words, "+}"),
        };
        let from = text.len();
        text.extend([before, words, behind]);
        if !before.is_empty() {
            marked.push(from..text.len());
        }
    }
    Piece { text: Safe::line(&text), marked }
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
