//! Draws the reader pane.

mod noted;
mod picture;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paint;
use super::theme::Theme;
use crate::app::reader::Shown;
use crate::app::reader::flow::Line;
use crate::app::reader::pieces::{Role, View, Words};
use crate::app::{App, Pane};
use crate::article::safe::columns;
use crate::article::{Clean, Mark, MarkKind, Safe, Text};
use crate::typeset::paragraph::Segment;

/// Draws the article; returns the cell of the current paragraph, or of the end
/// of a selection.
pub(super) fn draw(app: &App, theme: &Theme, area: Rect, buf: &mut Buffer) -> Option<(u16, u16)> {
    let (measure, left) = app.reader.column();
    let column =
        Rect { x: area.x + left, width: measure.min(area.width.saturating_sub(left)), ..area };
    let current = app.reader.paragraph().map(|(_, block)| block);
    let (mut cursor, mut on_screen) = (None, None);
    for (row, shown) in column.rows().zip(app.reader.shown()) {
        let (Some(line), Some(piece)) = (&shown.line, app.reader.pieces().get(shown.piece)) else {
            continue;
        };
        if let (Role::Drawing(size), Some(rank)) = (piece.role, shown.row) {
            picture::draw(app, theme, (piece.block, size), rank, row, buf);
            continue;
        }
        draw_line(app, theme, shown.piece, line, row, buf);
        let number = app.reader.number(piece.block).filter(|_| app.reader.has_numbers());
        if let Some(number) = number.filter(|_| shown.is_first() && piece.words == Words::Block) {
            numeral(number, theme, row, buf);
        }
        on_screen = on_screen.or(Some((row.x, row.y)));
        if current == Some(piece.block) && piece.words == Words::Block && cursor.is_none() {
            cursor = Some((row.x, row.y));
            sign(app, theme, shown, row, buf);
        }
    }
    noted::draw(app, theme, area, column, buf);
    end_of_selection(app, column).or(cursor).or(on_screen)
}

/// The cell of the end that moves; where it was scrolled off the screen, the
/// corner of the column that is next to it.
fn end_of_selection(app: &App, column: Rect) -> Option<(u16, u16)> {
    let end = app.reader.selection_end()?;
    let right = column.right().max(column.x + 1) - 1;
    let on_screen = column.rows().zip(app.reader.shown()).find_map(|(row, shown)| {
        let x = app.reader.end_on(shown)?;
        Some((row.x.saturating_add(x).min(right), row.y))
    });
    let is_below = app.reader.is_below(end);
    let edge = if is_below { column.bottom().saturating_sub(1) } else { column.y };
    on_screen.or(Some((column.x, edge.max(column.y))))
}

/// The sign in the margin at the paragraph that a copy would take.
fn sign(app: &App, theme: &Theme, shown: &Shown, row: Rect, buf: &mut Buffer) {
    let block = app.reader.pieces().get(shown.piece).map(|piece| piece.block);
    let number = block.and_then(|block| app.reader.number(block));
    let digits = number.filter(|_| app.reader.has_numbers()).map_or(0, digits);
    if let (true, Some(x)) = (shown.is_first(), row.x.checked_sub(2 + digits)) {
        let style = if app.focus == Pane::Reader { theme.bar } else { theme.resting_bar };
        paint::line(buf, Rect { x, width: 1, ..row }, Clean::literal("¶"), style);
    }
}

/// The number of a paragraph, in the margin.
fn numeral(number: usize, theme: &Theme, row: Rect, buf: &mut Buffer) {
    let width = digits(number);
    if let Some(x) = row.x.checked_sub(1 + width) {
        let number = Safe::format(format_args!("{number}"));
        paint::line(buf, Rect { x, width, ..row }, number.as_clean(), theme.dim);
    }
}

fn digits(number: usize) -> u16 {
    u16::try_from(number.max(1).ilog10() + 1).unwrap_or(1)
}

fn draw_line(app: &App, theme: &Theme, rank: usize, line: &Line, row: Rect, buf: &mut Buffer) {
    let Some(piece) = app.reader.pieces().get(rank) else { return };
    let selected = app.reader.selected_in(rank);
    let style = style_of(piece.role, theme);
    let text = app.reader.words(piece);
    for segment in &line.segments {
        let x = segment.x.min(row.width);
        let room = Rect { x: row.x + x, width: row.width - x, ..row };
        let words = text.plain.slice(segment.range.clone());
        let draw = if segment.is_reversed { paint::reversed } else { paint::line };
        draw(buf, room, words, style);
        marks(text, segment, theme, room, buf);
        for range in app.reader.highlights_in(piece) {
            stretch(text, segment, &range, theme.highlight, room, buf);
        }
        if piece.words == Words::Block && app.reader.view() != View::Raw {
            hits(app, piece.block, text, segment, theme, room, buf);
        }
        if let Some(selected) = &selected {
            stretch(text, segment, selected, theme.selected, room, buf);
        }
    }
    for sign in &line.signs {
        let x = sign.x.min(row.width);
        let room = Rect { x: row.x + x, width: row.width - x, ..row };
        paint::line(buf, room, sign.words.as_clean(), theme.dim);
    }
}

fn style_of(role: Role, theme: &Theme) -> Style {
    match role {
        Role::Headline => theme.headline,
        Role::Deck => theme.emphasis,
        Role::Kicker | Role::Details | Role::Rule | Role::Foot | Role::Drawing(_) => theme.dim,
        Role::Heading(_) => theme.heading,
        Role::Body | Role::Item(..) | Role::Table => theme.text,
        Role::Quote(_) => theme.quote,
        Role::Code | Role::Raw => theme.code,
        Role::Caption | Role::Picture => theme.caption,
        Role::Furniture | Role::Fold => theme.furniture,
        Role::Warning => theme.warning,
    }
}

fn marks(text: &Text, segment: &Segment, theme: &Theme, room: Rect, buf: &mut Buffer) {
    let ends = text.marks.partition_point(|mark| mark.range.start < segment.range.end);
    // The marks of a table, one a cell, end where their cell does; others may
    // reach over many lines.
    let is_cell = |mark: &Mark| matches!(mark.kind, MarkKind::Cell(_));
    let begins = if text.marks.first().is_some_and(is_cell) {
        text.marks.partition_point(|mark| mark.range.end < segment.range.start)
    } else {
        0
    };
    for mark in text.marks.get(begins..ends).unwrap_or_default() {
        let style = match mark.kind {
            MarkKind::Emphasis => theme.emphasis,
            MarkKind::Strong | MarkKind::Cell(true) => theme.strong,
            MarkKind::Code => theme.inline_code,
            MarkKind::Link(_) => theme.link,
            MarkKind::Highlight => theme.highlight,
            MarkKind::Cell(false) | MarkKind::Picture(_) => continue,
        };
        stretch(text, segment, &mark.range, style, room, buf);
    }
}

fn hits(
    app: &App,
    block: usize,
    text: &Text,
    segment: &Segment,
    theme: &Theme,
    room: Rect,
    buf: &mut Buffer,
) {
    for (is_current, hit) in app.reader.find.in_block(block) {
        if hit.range.start >= segment.range.end {
            break;
        }
        // It would look as if it were selected.
        let is_marked = is_current && app.reader.selection().is_none();
        let style = if is_marked { theme.current_hit } else { theme.hit };
        stretch(text, segment, &hit.range, style, room, buf);
    }
}

/// Adds to the style of the part of `range` that stands on this segment.
fn stretch(
    text: &Text,
    segment: &Segment,
    range: &std::ops::Range<usize>,
    style: Style,
    room: Rect,
    buf: &mut Buffer,
) {
    let (from, to) = (range.start.max(segment.range.start), range.end.min(segment.range.end));
    if from >= to {
        return;
    }
    let at = |byte: usize| columns(text.plain.slice(segment.range.start..byte).as_str());
    if segment.is_reversed {
        let all = at(segment.range.end);
        return paint::patch(buf, room, all - at(to), all - at(from), style);
    }
    // What goes on behind a widened gap covers the gap.
    let gap = if range.end > segment.range.end { segment.gap } else { 0 };
    paint::patch(buf, room, at(from), at(to) + usize::from(gap), style);
}
