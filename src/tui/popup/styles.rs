//! Draws the chooser of styles, with a preview of the citation.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::framed;
use crate::app::choosing::{Chooser, Role};
use crate::article::{Clean, Safe};
use crate::tui::status::field;
use crate::tui::theme::Theme;
use crate::tui::{frame_area, paint};

/// Columns of a screen on which all keys have room.
const ROOMY: u16 = 76;

/// Draws the chooser of styles; returns the cell of the style under the cursor,
/// or that of the cursor in the name that is typed.
pub(in crate::tui) fn styles(chooser: &Chooser, theme: &Theme, frame: &mut Frame) -> (u16, u16) {
    let buf = frame.buffer_mut();
    let keys = if buf.area.width >= ROOMY {
        "enter copy · / more styles · tab format · ~ casing · e correct · esc"
    } else {
        "enter · / find · tab · ~ · e · esc"
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
    if styles.is_empty() {
        let none = Clean::literal("no style is called so");
        paint::clipped(buf, frame_area(names), none, theme.dim);
    }
    if let Some((line, typed)) = chooser.filter() {
        cursor = field(typed, &[], Clean::literal("/ "), theme, frame_area(line), buf);
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
