//! Draws the keys.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::framed;
use crate::app::App;
use crate::app::action::Action;
use crate::app::help::{Help, Line};
use crate::article::safe::columns;
use crate::article::{Clean, Safe};
use crate::tui::paint;
use crate::tui::status::field;
use crate::tui::theme::Theme;

/// Draws the keys; returns the cursor's cell.
pub(in crate::tui) fn help(help: &Help, app: &App, theme: &Theme, frame: &mut Frame) -> (u16, u16) {
    let lines = help.shown(&app.settings.keymap);
    // With its tasks it has more lines than actions; no screen has so many.
    let height = u16::try_from(2 * Action::ALL.len()).unwrap_or(u16::MAX);
    let buf = frame.buffer_mut();
    let area = framed(buf, theme, height, "Keys", "type to filter · ↑ ↓ scroll · esc");
    let keys = lines
        .iter()
        .map(|line| if let Line::Keys(keys, _) = line { columns(keys) } else { 0 })
        .max()
        .unwrap_or(0)
        .min(usize::from(area.width) / 2);
    let keys = u16::try_from(keys).unwrap_or(0);
    let rows = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    for (row, line) in rows.rows().zip(&lines) {
        match line {
            Line::Task(task) => {
                paint::clipped(buf, row, Clean::literal(task), theme.dim);
            }
            Line::Keys(bound, what) => {
                let bound = Safe::line(bound);
                let narrow = Rect { width: keys, ..row };
                paint::clipped(buf, narrow, bound.as_clean(), theme.strong);
                let x = (keys + 2).min(row.width);
                let rest = Rect { x: row.x + x, width: row.width - x, ..row };
                paint::clipped(buf, rest, Clean::literal(what), theme.text);
            }
        }
    }
    if lines.is_empty() {
        paint::clipped(buf, rows, Clean::literal("no key matches; esc shows all"), theme.dim);
    }
    field(
        &help.filter,
        &[],
        Clean::literal("/ "),
        theme,
        Rect { height: 1.min(area.height), ..area },
        buf,
    )
}
