//! Two versions beside each other where the screen is wide, else in one column.
//!
//! What is the same is told in a line, so that a sentence which was changed in
//! silence stands out. Words that differ are marked on both sides; in one
//! column they stand in brackets too, `[-old-]{+new+}`, as `newsread diff` has
//! them.

use super::Copies;
use crate::app::columns::{Columns, Piece, Tone};
use crate::app::keymap::Key;
use crate::app::layout::Area;
use crate::article::Safe;
use crate::versions::{Change, Comparison, FieldChange, Stretch};

/// One of the two that are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Where and when it was published.
    pub headed: Safe,
    /// What else is to be said of it: “the agency’s”.
    pub remarks: Safe,
}

/// Two versions, compared.
#[derive(Clone, Debug)]
pub struct Compared {
    versions: [Version; 2],
    comparison: Comparison,
    /// Where the reader came from.
    pub copies: Copies,
    /// What is on show.
    pub columns: Columns,
}

impl Compared {
    pub(super) fn new(versions: [Version; 2], comparison: Comparison, copies: Copies) -> Self {
        Self { versions, comparison, copies, columns: Columns::default() }
    }

    /// Learns the size of the screen, and sets the lines.
    pub(in crate::app) fn fit(&mut self, screen: Area) {
        let (versions, comparison) = (&self.versions, &self.comparison);
        if self.columns.fit(screen) {
            self.columns.set(|columns| put(versions, comparison, columns));
        }
    }

    pub(super) fn press(&mut self, key: Key) {
        self.columns.press(key);
    }
}

fn put(versions: &[Version; 2], comparison: &Comparison, columns: &mut Columns) {
    let head = |version: &Version| {
        let said = [&version.headed, &version.remarks].into_iter().filter(|it| !it.is_empty());
        Safe::join(said.map(Safe::as_clean), " · ")
    };
    let [old, new] = versions.each_ref().map(head);
    if columns.half().is_some() {
        columns.put(Tone::Head, &old.into(), &new.into());
    } else {
        for (sign, version) in [("−", old), ("+", new)] {
            let said = Safe::format(format_args!("{sign} {version}"));
            columns.put_across(Tone::Head, &said.into());
        }
    }
    let Comparison { fields, changes } = comparison;
    let is_same = |change: &Change| matches!(change, Change::Same(_));
    if fields.is_empty() && changes.iter().all(is_same) {
        columns.put_blank();
        columns.put_across(Tone::Aside, &Safe::line("Word for word the same.").into());
    }
    for field in fields {
        columns.put_blank();
        put_field(field, columns);
    }
    for change in changes {
        columns.put_blank();
        put_change(change, columns);
    }
}

fn put_field(change: &FieldChange, columns: &mut Columns) {
    let said = |value: &Option<Safe>| value.clone().unwrap_or(Safe::line("not stated"));
    let (old, new) = (said(&change.old), said(&change.new));
    let label = change.field.label();
    if columns.half().is_some() {
        let side = |value| {
            let text = Safe::format(format_args!("{label}: {value}"));
            let value = label.len() + 2..text.len();
            Piece { text, marked: Vec::from([value]) }
        };
        return columns.put(Tone::Changed, &side(old), &side(new));
    }
    let label = Stretch::Same(Safe::format(format_args!("{label}: ")));
    let parts = [label, Stretch::Removed(old), Stretch::Added(new)];
    columns.put_across(Tone::Changed, &bracketed("", &parts));
}

fn put_change(change: &Change, columns: &mut Columns) {
    let is_wide = columns.half().is_some();
    match change {
        Change::Same(count) => {
            let words = match count {
                1 => Safe::line("1 paragraph is the same"),
                count => Safe::format(format_args!("{count} paragraphs are the same")),
            };
            columns.put_across(Tone::Aside, &words.into());
        }
        Change::Removed { old, text } => {
            let piece = Piece::from(Safe::format(format_args!("[{old}] {text}")));
            if is_wide {
                columns.put(Tone::Removed, &piece, &Piece::default());
            } else {
                columns.put_across(Tone::Removed, &piece);
            }
        }
        Change::Added { new, text } => {
            let piece = Piece::from(Safe::format(format_args!("[{new}] {text}")));
            if is_wide {
                columns.put(Tone::Added, &Piece::default(), &piece);
            } else {
                columns.put_across(Tone::Added, &piece);
            }
        }
        Change::Changed { old, new, words } if is_wide => {
            let [left, right] = sides([*old, *new], words);
            columns.put(Tone::Changed, &left, &right);
        }
        Change::Changed { old, new, words } => {
            let number = if old == new { format!("[{new}] ") } else { format!("[{old} > {new}] ") };
            columns.put_across(Tone::Changed, &bracketed(&number, words));
        }
    }
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
