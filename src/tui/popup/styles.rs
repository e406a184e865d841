//! Draws the chooser of styles, with a preview of the citation.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::framed;
use crate::app::choosing::{Chooser, Role};
use crate::article::{Clean, Safe};
use crate::tui::theme::Theme;
use crate::tui::{frame_area, paint};

/// Columns of a screen on which all keys have room.
const ROOMY: u16 = 60;

/// Draws the chooser of styles; returns the cell of the style under the cursor.
pub(in crate::tui) fn styles(chooser: &Chooser, theme: &Theme, frame: &mut Frame) -> (u16, u16) {
    let buf = frame.buffer_mut();
    let keys = if buf.area.width >= ROOMY {
        "enter copy · tab format · ~ casing · e correct · esc"
    } else {
        "enter · tab · ~ casing · e · esc"
    };
    let area = framed(buf, theme, chooser.height_wanted(), &chooser.title(), keys);
    let (names, styles) = chooser.names();
    let mut cursor = (area.x, area.y);
    for (row, style) in frame_area(names).rows().zip(styles) {
        let is_chosen = *style == chooser.style;
        if is_chosen {
            paint::line(buf, row, Clean::literal("▌"), theme.bar);
            cursor = (row.x, row.y);
        }
        let text = Rect { x: row.x + 2.min(row.width), width: row.width.saturating_sub(2), ..row };
        let role = if is_chosen { theme.strong } else { theme.text };
        paint::clipped(buf, text, Safe::line(style.label()).as_clean(), role);
    }
    let (sample, lines) = chooser.sample();
    for (row, (text, role)) in frame_area(sample).rows().zip(lines) {
        let style = match role {
            Role::Text => theme.text,
            Role::Aside => theme.dim,
            Role::Warning => theme.warning,
        };
        paint::line(buf, row, text.as_clean(), style);
    }
    cursor
}
