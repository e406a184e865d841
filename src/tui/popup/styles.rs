//! Draws the chooser of styles, with a preview of the citation.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::framed;
use crate::app::citing::Chooser;
use crate::article::{Clean, Safe};
use crate::cite::Style;
use crate::tui::paint;
use crate::tui::theme::Theme;
use crate::typeset;

/// Columns of the names of styles.
const NAMES: u16 = 28;

/// Draws the chooser of styles; returns the cell of the style under the cursor.
pub(in crate::tui) fn styles(chooser: &Chooser, theme: &Theme, frame: &mut Frame) -> (u16, u16) {
    let count = u16::try_from(Style::ALL.len()).unwrap_or(u16::MAX);
    let buf = frame.buffer_mut();
    let wide = buf.area.width >= 70;
    let height = if wide { count.saturating_add(7) } else { count.saturating_add(12) };
    let keys = "enter copy · j k style · tab format · esc";
    let area = framed(buf, theme, height, "Cite", keys);
    let names = Rect { width: NAMES.min(area.width), ..area };
    let mut cursor = (area.x, area.y);
    for (row, style) in names.rows().zip(Style::ALL) {
        let is_chosen = *style == chooser.style;
        if is_chosen {
            paint::line(buf, row, Clean::literal("▌"), theme.bar);
            cursor = (row.x, row.y);
        }
        let text = Rect { x: row.x + 2.min(row.width), width: row.width.saturating_sub(2), ..row };
        paint::clipped(
            buf,
            text,
            Clean::literal(style.label()),
            if is_chosen { theme.strong } else { theme.text },
        );
    }
    let preview = if wide {
        Rect { x: area.x + NAMES + 1, width: area.width.saturating_sub(NAMES + 1), ..area }
    } else {
        let y = area.y + (count + 1).min(area.height);
        Rect { y, height: area.bottom().saturating_sub(y), ..area }
    };
    preview_of(chooser, theme, preview, buf);
    cursor
}

fn preview_of(chooser: &Chooser, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let format = Safe::format(format_args!("as {}", chooser.format.name()));
    let mut parts = vec![(format, theme.dim)];
    match &chooser.preview {
        None => {}
        Some(Err(reason)) => parts.push((reason.clone(), theme.warning)),
        Some(Ok(cited)) => {
            parts.push((cited.entry.clone(), theme.text));
            if !cited.in_text.is_empty() {
                parts.push((Safe::format(format_args!("in text: {}", cited.in_text)), theme.text));
            }
            parts.push((cited.missing.clone(), theme.dim));
            parts.push((cited.doubts.clone(), theme.dim));
        }
    }
    let mut rows = area.rows();
    for (text, style) in parts.into_iter().filter(|(text, _)| !text.is_empty()) {
        for line in typeset::lines(&text, area.width) {
            let Some(row) = rows.next() else { return };
            paint::line(buf, row, text.slice(line), style);
        }
        rows.next();
    }
}
