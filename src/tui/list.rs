//! Draws the list pane.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paint;
use super::status::field;
use super::theme::Theme;
use crate::app::layout::HEADER;
use crate::app::list::Row;
use crate::app::list::{Day, INDENT, Line, Part, details};
use crate::app::prompt::Scope;
use crate::app::{App, Pane};
use crate::article::safe::columns;
use crate::article::{Calendar, Clean, Safe};

/// Draws the list with its head; returns the cell of the selected row, or of
/// the cursor in the prompt.
///
/// Costs one line of text for each visible row, whatever the size of the
/// results.
pub(super) fn draw(app: &App, theme: &Theme, area: Rect, buf: &mut Buffer) -> Option<(u16, u16)> {
    let cursor = head(app, theme, area, buf);
    let rows = Rect { y: area.y + HEADER, height: area.height.saturating_sub(HEADER), ..area };
    if app.list.is_empty() {
        let room = Rect { x: rows.x + 1, width: rows.width.saturating_sub(2), ..rows };
        paragraph(&app.empty_list(), theme.dim, room, buf);
    }
    let mut selected = None;
    for (y, line) in rows.rows().zip(app.list.lines()) {
        let (rank, part) = match line {
            Line::Blank => continue,
            Line::Day(day) => {
                let text = Rect { x: y.x + 1, width: y.width.saturating_sub(2), ..y };
                paint::clipped(
                    buf,
                    text,
                    day_in_words(*day, app.settings.print.calendar).as_clean(),
                    theme.heading,
                );
                continue;
            }
            Line::Row(rank, part) => (*rank, part),
        };
        if app.list.is_selected(rank) {
            let bar = if app.focus == Pane::List { theme.bar } else { theme.resting_bar };
            paint::line(buf, y, Clean::literal("▌"), bar);
            selected = selected.or(Some((y.x, y.y)));
        }
        if let Some(row) = app.list.row(rank) {
            part_of(row, part, app, theme, y, buf);
        } else {
            let text = Rect { x: y.x + INDENT, width: y.width.saturating_sub(INDENT), ..y };
            paint::line(buf, text, Clean::literal("…"), theme.dim);
        }
    }
    cursor.or(selected)
}

fn head(app: &App, theme: &Theme, area: Rect, buf: &mut Buffer) -> Option<(u16, u16)> {
    let first = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        height: 1.min(area.height),
        ..area
    };
    let second = Rect { y: area.y + 1, height: u16::from(area.height > 1), ..first };
    let typed = app.prompt.as_ref().filter(|prompt| matches!(prompt.scope, Scope::Archive(..)));
    if let Some(prompt) = typed {
        paint::clipped(buf, second, app.head().as_clean(), theme.dim);
        return Some(field(
            &prompt.input,
            &prompt.unclear,
            Clean::literal("/ "),
            theme,
            first,
            buf,
        ));
    }
    if app.query.is_empty() {
        const LABEL: Clean<'_> = Clean::literal("Archive  ");
        let head = app.head();
        // What it says is worth more than what it is called.
        let fits = LABEL.columns() + columns(&head) <= usize::from(first.width);
        let used = if fits { paint::line(buf, first, LABEL, theme.strong) } else { 0 };
        let rest = Rect { x: first.x + used, width: first.width - used, ..first };
        paint::clipped(buf, rest, head.as_clean(), theme.dim);
    } else {
        let query = Safe::format(format_args!("/ {}", app.query));
        paint::clipped(buf, first, query.as_clean(), theme.strong);
        paint::clipped(buf, second, app.head().as_clean(), theme.dim);
    }
    None
}

fn part_of(row: &Row, part: &Part, app: &App, theme: &Theme, line: Rect, buf: &mut Buffer) {
    let room = Rect { x: line.x + INDENT, width: line.width.saturating_sub(INDENT + 1), ..line };
    match part {
        Part::Headline(range, is_cut) => {
            if range.start == 0 {
                signs(row, app, theme, line, buf);
            }
            let read = !row.is_unread(&app.marks);
            let style = if read { theme.read } else { theme.headline };
            let title = row.headline().slice(range.clone());
            let used = paint::clipped(buf, room, title, style);
            if *is_cut {
                let used = used.min(room.width.saturating_sub(1));
                let rest = Rect { x: room.x + used, width: room.width - used, ..room };
                paint::line(buf, rest, Clean::literal("…"), style);
            }
        }
        Part::Details => {
            let style = if row.trouble.is_some() { theme.warning } else { theme.dim };
            paint::clipped(buf, room, details(row, &app.marks).as_clean(), style);
        }
        Part::Snippet(range, is_cut) => snippet(row, range, *is_cut, theme, room, buf),
        Part::Pending => {}
    }
}

/// Mark, star or sign of the unread, left of the headline; a change that is not on the
/// disk yet is dim.
fn signs(row: &Row, app: &App, theme: &Theme, line: Rect, buf: &mut Buffer) {
    let is_read = !row.is_unread(&app.marks);
    let sign = match (app.marked.contains(row.id), row.is_starred(&app.marks), is_read) {
        (true, ..) => "✓",
        (_, true, _) => "★",
        (_, _, false) => "•",
        _ => return,
    };
    let style = if app.marks.is_pending(row.id) { theme.pending } else { theme.text };
    let cell = Rect { x: line.x + 1, width: line.width.saturating_sub(1).min(1), ..line };
    paint::line(buf, cell, Clean::literal(sign), style);
}

fn snippet(
    row: &Row,
    range: &Range<usize>,
    is_cut: bool,
    theme: &Theme,
    room: Rect,
    buf: &mut Buffer,
) {
    let Some(snippet) = &row.snippet else { return };
    let used = if is_cut { paint::line(buf, room, Clean::literal("…"), theme.dim) } else { 0 };
    let room = Rect { x: room.x + used, width: room.width - used, ..room };
    paint::clipped(buf, room, snippet.text.slice(range.clone()), theme.text);
    for hit in &snippet.hits {
        let (from, to) = (hit.start.max(range.start), hit.end.min(range.end));
        if from < to {
            let at = |byte: usize| columns(snippet.text.slice(range.start..byte).as_str());
            paint::patch(buf, room, at(from), at(to), theme.hit);
        }
    }
}

fn day_in_words(day: Day, calendar: Calendar) -> Safe {
    match day {
        Day::On(when) => Safe::line(&calendar.in_words(when)),
        Day::Undated => Safe::line("No date"),
        Day::Unreadable => Safe::line("Cannot be read"),
    }
}

fn paragraph(text: &Safe, style: Style, area: Rect, buf: &mut Buffer) {
    for (row, line) in area.rows().zip(crate::typeset::lines(text, area.width)) {
        paint::line(buf, row, text.slice(line), style);
    }
}
