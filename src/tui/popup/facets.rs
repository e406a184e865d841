//! Draws what the articles found have in common.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Sparkline, Widget};

use super::framed;
use crate::app::facets::{Choice, Line};
use crate::article::safe::columns;
use crate::article::{Clean, Safe};
use crate::tui::paint;
use crate::tui::theme::Theme;

/// Lines above those to choose from: the histogram, its times, a blank one.
const HEAD: u16 = 4;

/// Draws the facets; returns the cell of the line under the cursor.
pub(in crate::tui) fn facets(choice: &Choice, theme: &Theme, frame: &mut Frame) -> (u16, u16) {
    let count = u16::try_from(choice.lines.len()).unwrap_or(u16::MAX);
    let buf = frame.buffer_mut();
    let height = count.saturating_add(HEAD).max(HEAD + 1);
    let area = framed(buf, theme, height, "In common", "enter narrow · j k · esc");
    if !choice.is_known {
        return (area.x, area.y);
    }
    if choice.lines.is_empty() {
        let words = "No article on show names a source, an author or a date.";
        paint::clipped(buf, area, Clean::literal(words), theme.dim);
        return (area.x, area.y);
    }
    let head = if choice.bars.len() > 1 { HEAD.min(area.height) } else { 0 };
    if head > 0 {
        histogram(choice, theme, Rect { height: head, ..area }, buf);
    }
    let rows = Rect { y: area.y + head, height: area.height - head, ..area };
    let most = choice.lines.iter().map(count_of).max().unwrap_or(1).max(1);
    let top = (choice.at + 1).saturating_sub(rows.height.into());
    // The heading above the first line comes into sight with it.
    let top = if choice.at == 1 { 0 } else { top };
    let mut cursor = (area.x, area.y);
    for (row, (rank, line)) in rows.rows().zip(choice.lines.iter().enumerate().skip(top)) {
        if rank == choice.at {
            paint::line(buf, row, Clean::literal("▌"), theme.bar);
            cursor = (row.x, row.y);
        }
        draw(line, rank == choice.at, most, theme, row, buf);
    }
    cursor
}

fn count_of(line: &Line) -> usize {
    match line {
        Line::Heading(_) => 0,
        Line::Narrower { count, .. } => *count,
    }
}

fn draw(line: &Line, is_chosen: bool, most: usize, theme: &Theme, row: Rect, buf: &mut Buffer) {
    let text = Rect { x: row.x + 2.min(row.width), width: row.width.saturating_sub(2), ..row };
    match line {
        Line::Heading(heading) => {
            paint::clipped(buf, row, Clean::literal(heading), theme.heading);
        }
        Line::Narrower { label, count, .. } => {
            let number = Safe::format(format_args!("{count}"));
            let digits = u16::try_from(columns(&most.to_string())).unwrap_or(u16::MAX);
            let digits = digits.min(text.width);
            let used = u16::try_from(columns(&number)).unwrap_or(0).min(digits);
            let at = Rect { x: text.x + digits - used, width: used, ..text };
            paint::clipped(buf, at, number.as_clean(), theme.dim);
            let past = (digits + 2).min(text.width);
            let rest = Rect { x: text.x + past, width: text.width - past, ..text };
            let role = if is_chosen { theme.strong } else { theme.text };
            paint::clipped(buf, rest, label.as_clean(), role);
        }
    }
}

/// The histogram over time, two lines high, and below it where it begins and ends.
fn histogram(choice: &Choice, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let bars = u16::try_from(choice.bars.len()).unwrap_or(u16::MAX);
    // Bars of several columns, as wide as they all fit.
    let each = (area.width / bars.max(1)).clamp(1, 6);
    let wide = choice.bars.iter().flat_map(|bar| std::iter::repeat_n(*bar, each.into()));
    let data: Vec<u64> = wide.collect();
    let drawn = Rect { height: 2.min(area.height), ..area };
    Sparkline::default().data(&data).style(theme.bar).render(drawn.intersection(buf.area), buf);
    let height = 1.min(area.height - drawn.height);
    let below = Rect { y: area.y + drawn.height, height, ..area };
    if height > 0 {
        paint::clipped(buf, below, choice.span.as_clean(), theme.dim);
    }
}
