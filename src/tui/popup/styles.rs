//! Draws the chooser of styles, with a preview of the citation.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::framed;
use crate::app::citing::Chooser;
use crate::article::{Clean, Safe};
use crate::tui::paint;
use crate::tui::theme::Theme;
use crate::typeset;

/// Columns of the names of styles.
const NAMES: u16 = 28;

/// Draws the chooser of styles; returns the cell of the style under the cursor.
pub(in crate::tui) fn styles(chooser: &Chooser, theme: &Theme, frame: &mut Frame) -> (u16, u16) {
    let count = u16::try_from(chooser.styles.len()).unwrap_or(u16::MAX);
    let buf = frame.buffer_mut();
    let wide = buf.area.width >= 70;
    let height = if wide { count.saturating_add(7) } else { count.saturating_add(12) };
    let keys = if wide {
        "enter copy · j k style · tab format · esc"
    } else {
        "enter copy · tab · esc"
    };
    let area = framed(buf, theme, height, "Cite", keys);
    // On a narrow screen the names scroll, so that the preview has room below.
    let shown = if wide { count } else { count.min((area.height / 3).max(1)) };
    let names = Rect { width: NAMES.min(area.width), height: shown.min(area.height), ..area };
    let chosen = chooser.styles.iter().position(|style| *style == chooser.style).unwrap_or(0);
    let first = (chosen + 1).saturating_sub(names.height.into());
    let mut cursor = (area.x, area.y);
    for (row, style) in names.rows().zip(&chooser.styles[first.min(chosen)..]) {
        let is_chosen = *style == chooser.style;
        if is_chosen {
            paint::line(buf, row, Clean::literal("▌"), theme.bar);
            cursor = (row.x, row.y);
        }
        let text = Rect { x: row.x + 2.min(row.width), width: row.width.saturating_sub(2), ..row };
        let role = if is_chosen { theme.strong } else { theme.text };
        paint::clipped(buf, text, Safe::line(style.label()).as_clean(), role);
    }
    let preview = if wide {
        let x = (NAMES + 1).min(area.width);
        Rect { x: area.x + x, width: area.width - x, ..area }
    } else {
        let y = (shown + 1).min(area.height);
        Rect { y: area.y + y, height: area.height - y, ..area }
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
