//! Draws a note being written, at the foot of its pane.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::app::noting::Draft;
use crate::article::{Clean, Safe};
use crate::tui::theme::Theme;
use crate::tui::{frame_area, paint};

/// Draws it; returns the cursor's cell.
pub(in crate::tui) fn note(draft: &Draft, theme: &Theme, frame: &mut Frame) -> (u16, u16) {
    let area = frame_area(draft.area);
    let buf = frame.buffer_mut();
    if area.is_empty() {
        return (0, 0);
    }
    paint::empty(buf, area, theme.page);
    let head = Rect { height: 1, ..area };
    for cell in head.positions() {
        let cell = Rect { x: cell.x, y: cell.y, width: 1, height: 1 };
        paint::line(buf, cell, Clean::literal("─"), theme.rule);
    }
    let (width, left) = (draft.column.0.min(area.width), draft.column.1.min(area.width));
    let width = width.min(area.width - left);
    let column = Rect { x: area.x + left, width, ..area };
    let title = Safe::format(format_args!(" ✎ {} ", draft.about));
    let start = column.x.saturating_sub(1).max(area.x);
    let room = Rect { x: start, width: area.right().saturating_sub(start), ..head };
    paint::clipped(buf, room, title.as_clean(), theme.strong);
    let text = Rect { y: area.y + 1, height: area.height - 1, ..column };
    for (row, line) in text.rows().zip(draft.editor.shown()) {
        paint::line(buf, row, line.as_clean(), theme.text);
    }
    let (x, y) = draft.editor.cursor_on_show();
    let last = |start: u16, len: u16| start + len.saturating_sub(1);
    ((column.x + x).min(last(area.x, area.width)), (area.y + 1 + y).min(last(area.y, area.height)))
}
