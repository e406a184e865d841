//! Puts cleaned text into cells: the only place that does.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use crate::article::Clean;
use crate::article::safe::{clusters, columns};
use crate::tui::plate::Stamp;

/// Writes text at the left of the first line of `area`, cut at its right edge
/// between clusters. Returns the columns it took.
pub(super) fn line(buf: &mut Buffer, area: Rect, text: Clean<'_>, style: Style) -> u16 {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return 0;
    }
    let mut x = area.x;
    for cluster in clusters(text.as_str()) {
        let width = u16::try_from(cluster.columns).unwrap_or(u16::MAX);
        if width == 0 {
            continue;
        }
        if x.saturating_add(width) > area.right() {
            break;
        }
        put(buf, x, area.y, &text.as_str()[cluster.range], style);
        for hidden in x + 1..x + width {
            put(buf, hidden, area.y, " ", style);
        }
        x += width;
    }
    x - area.x
}

/// Writes text like [`line()`], but its clusters from right to left, brackets
/// turned: it is read from right to left.
pub(super) fn reversed(buf: &mut Buffer, area: Rect, text: Clean<'_>, style: Style) -> u16 {
    let parts: Vec<_> = clusters(text.as_str()).collect();
    let mut used = 0;
    for cluster in parts.into_iter().rev() {
        let cluster = text.slice(cluster.range);
        let turned = TURNED.iter().find(|(from, _)| cluster.as_str() == *from);
        let cluster = turned.map_or(cluster, |(_, to)| Clean::literal(to));
        let rest = Rect { x: area.x + used, width: area.width - used, ..area };
        used += line(buf, rest, cluster, style);
    }
    used
}

/// Brackets and quotation marks, and what they are from right to left (the
/// pairs of UAX #9, L4, that the press uses).
const TURNED: &[(&str, &str)] = &[
    ("(", ")"),
    (")", "("),
    ("[", "]"),
    ("]", "["),
    ("{", "}"),
    ("}", "{"),
    ("<", ">"),
    (">", "<"),
    ("«", "»"),
    ("»", "«"),
    ("‹", "›"),
    ("›", "‹"),
];

/// Writes text like [`line()`]; if it does not fit, its end is replaced by `…`.
pub(super) fn clipped(buf: &mut Buffer, area: Rect, text: Clean<'_>, style: Style) -> u16 {
    if text.columns() <= area.width.into() {
        return line(buf, area, text, style);
    }
    let Some(room) = area.width.checked_sub(1) else { return 0 };
    let used = line(buf, area, text.clip(room.into()), style);
    let rest = Rect { x: area.x + used, width: area.width - used, ..area };
    used + line(buf, rest, Clean::literal("…"), style)
}

/// Adds to the style of the columns `from..to` of a line.
pub(super) fn patch(buf: &mut Buffer, area: Rect, from: usize, to: usize, style: Style) {
    let column = |columns: usize| u16::try_from(columns).unwrap_or(u16::MAX).min(area.width);
    let (from, to) = (column(from), column(to));
    let part = Rect { x: area.x + from, width: to.saturating_sub(from), height: 1, ..area };
    buf.set_style(part.intersection(buf.area), style);
}

/// Puts two pixels into a cell, one over the other.
pub(super) fn halves(buf: &mut Buffer, (x, y): (u16, u16), upper: Color, lower: Color) {
    if buf.area.contains((x, y).into()) {
        put(buf, x, y, "▀", Style::new().fg(upper).bg(lower));
    }
}

/// Puts a part of a plate into a cell; one beyond those that can be told apart is
/// not put.
pub(super) fn stamp(buf: &mut Buffer, (x, y): (u16, u16), stamp: Stamp) {
    let symbol = stamp.symbol().filter(|_| buf.area.contains((x, y).into()));
    if let Some((symbol, ink)) = symbol {
        put(buf, x, y, &symbol, Style::new().fg(ink));
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place where text becomes cells; it takes cleaned text only"
)]
fn put(buf: &mut Buffer, x: u16, y: u16, symbol: &str, style: Style) {
    if let Some(cell) = buf.cell_mut((x, y)) {
        cell.set_symbol(symbol).set_style(style);
    }
}

/// Empties an area, down to the page. What reaches into it from the left goes
/// whole.
pub(super) fn empty(buf: &mut Buffer, area: Rect, page: Style) {
    for row in area.intersection(buf.area).rows() {
        if let Some(x) = row.left().checked_sub(1) {
            let is_wide = |cell: &Cell| columns(cell.symbol()) > 1;
            if buf.cell((x, row.y)).is_some_and(is_wide) {
                put(buf, x, row.y, " ", Style::new());
            }
        }
        for x in row.left()..row.right() {
            if let Some(cell) = buf.cell_mut((x, row.y)) {
                cell.reset();
                cell.set_style(page);
            }
        }
    }
}
