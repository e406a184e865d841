//! The lines of the list: a row in one, in two, or in full where it is
//! selected.
//!
//! Only the rows on the screen are laid out, whatever the size of the results.

use std::ops::Range;

use super::{INDENT, List};
use crate::article::safe::columns;
use crate::article::{Safe, When};
use crate::search::{Order, Row, Snippet};
use crate::state::Marks;
use crate::typeset;

/// Lines of a passage shown where its row is selected.
const PASSAGE: usize = 3;

/// Lines of a headline shown in full, when its row is selected.
const HEADLINE: usize = 4;

/// One line of the pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// Nothing.
    Blank,
    /// The heading of a group of rows: their day.
    Day(Day),
    /// A line of a row: which row, and what the line holds.
    Row(usize, Part),
}

/// What one line of a row holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// These bytes of the headline; `true` if more of it is left out.
    Headline(Range<usize>, bool),
    /// Source and length, or why the file cannot be read.
    Details,
    /// These bytes of the passage that matches; `true` if words before them
    /// are left out.
    Snippet(Range<usize>, bool),
    /// The row is not loaded yet.
    Pending,
}

/// What a group of rows has in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// They were published then.
    On(When),
    /// Nothing says when they were published.
    Undated,
    /// They could not be read.
    Unreadable,
}

impl Day {
    pub(super) fn of(row: &Row) -> Self {
        match &row.meta.published {
            _ if row.trouble.is_some() => Self::Unreadable,
            Some(published) => Self::On(published.value.date().map_or(published.value, When::Day)),
            None => Self::Undated,
        }
    }
}

impl List {
    /// Lines from the heading above row `first` to the last of row `last`.
    pub(super) fn extent(&self, first: usize, last: usize) -> usize {
        (first..=last).map(|rank| self.heading(rank, first).len() + self.parts(rank).len()).sum()
    }

    pub(super) fn laid_out(&self) -> Vec<Line> {
        let mut lines = Vec::with_capacity(self.height);
        for rank in self.top..self.len() {
            if lines.len() >= self.height {
                break;
            }
            lines.extend(self.heading(rank, self.top));
            lines.extend(self.parts(rank).into_iter().map(|part| Line::Row(rank, part)));
        }
        lines.truncate(self.height);
        lines
    }

    /// The heading above a row: always at the top of the screen, else where
    /// the day changes; none unless the newest come first.
    fn heading(&self, rank: usize, top: usize) -> Vec<Line> {
        if self.page.order != Order::Newest {
            return Vec::new();
        }
        let Some(day) = self.row(rank).map(Day::of) else { return Vec::new() };
        if rank == top {
            return vec![Line::Day(day)];
        }
        match self.row(rank - 1) {
            Some(above) if Day::of(above) == day => Vec::new(),
            _ => vec![Line::Blank, Line::Day(day)],
        }
    }

    fn parts(&self, rank: usize) -> Vec<Part> {
        let Some(row) = self.row(rank) else { return vec![Part::Pending] };
        let width = self.width.saturating_sub(INDENT + 1).max(1);
        let from = row.snippet.as_ref().map_or(0, |snippet| begin(snippet, width));
        let is_selected = self.is_selected(rank);
        if !is_selected && self.is_dense {
            return vec![Part::Headline(0..row.headline().len(), false)];
        }
        if !is_selected {
            let below = row
                .snippet
                .as_ref()
                .map(|snippet| Part::Snippet(from..snippet.text.len(), from > 0));
            return vec![
                Part::Headline(0..row.headline().len(), false),
                below.unwrap_or(Part::Details),
            ];
        }
        let set = typeset::lines(row.headline(), width);
        let more = set.len() > HEADLINE;
        let mut parts: Vec<Part> =
            set.into_iter().take(HEADLINE).map(|line| Part::Headline(line, false)).collect();
        if let (true, Some(Part::Headline(_, left_out))) = (more, parts.last_mut()) {
            *left_out = true;
        }
        if let Some(snippet) = &row.snippet {
            let shift = |line: Range<usize>| {
                Part::Snippet(from + line.start..from + line.end, from > 0 && line.start == 0)
            };
            let set = typeset::lines(&snippet.text[from..], width - 1);
            parts.extend(set.into_iter().take(PASSAGE).map(shift));
        }
        parts.push(Part::Details);
        parts
    }
}

/// Where a passage begins to be shown in so many columns: at its beginning, or
/// at a word so close before the match that this is in sight.
fn begin(snippet: &Snippet, width: u16) -> usize {
    let Some(hit) = snippet.hits.first() else { return 0 };
    let text = &snippet.text;
    if columns(&text[..hit.end]) < width.into() {
        return 0;
    }
    let room = usize::from(width) / 3;
    let words = text[..hit.start].char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at + 1);
    words.chain([hit.start]).find(|at| columns(&text[*at..hit.start]) <= room).unwrap_or(hit.start)
}

/// What a row's second line says: how many notes there are, source and minutes,
/// or that there is no text, how many others tell its story, and the tags that
/// the reader gave it; or what went wrong.
pub fn details(row: &Row, marks: &Marks) -> Safe {
    if let Some(trouble) = &row.trouble {
        return trouble.clone();
    }
    let length = match crate::article::minutes(row.words) {
        _ if row.is_link => "address only".to_owned(),
        minutes => format!("{minutes} min"),
    };
    let tags: Vec<String> = marks.tags(row.id).map(|tag| format!("#{tag}")).collect();
    let source = row.meta.source.as_ref().map(|source| source.value.to_string());
    let tags = (!tags.is_empty()).then(|| tags.join(" "));
    let notes = match marks.note_count(row.id) {
        0 => None,
        1 => Some("✎".to_owned()),
        several => Some(format!("✎ {several}")),
    };
    let copies = match row.copies {
        0 => None,
        1 => Some("+1 copy".to_owned()),
        count => Some(format!("+{count} copies")),
    };
    let parts = [notes, source, copies, Some(length), tags];
    Safe::line(&parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}
