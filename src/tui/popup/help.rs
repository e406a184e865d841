//! Draws the keys.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::framed;
use crate::app::App;
use crate::app::action::Action;
use crate::app::help::Help;
use crate::article::safe::columns;
use crate::article::{Clean, Safe};
use crate::tui::paint;
use crate::tui::status::field;
use crate::tui::theme::Theme;

/// Draws the keys; returns the cursor's cell.
pub(in crate::tui) fn help(help: &Help, app: &App, theme: &Theme, frame: &mut Frame) -> (u16, u16) {
    let lines = help.shown(&app.settings.keymap);
    let height = u16::try_from(Action::ALL.len()).unwrap_or(u16::MAX).saturating_add(3);
    let buf = frame.buffer_mut();
    let area = framed(buf, theme, height, "Keys", "type to filter · ↑ ↓ scroll · esc");
    let keys = lines
        .iter()
        .map(|(keys, _)| columns(keys))
        .max()
        .unwrap_or(0)
        .min(usize::from(area.width) / 2);
    let keys = u16::try_from(keys).unwrap_or(0);
    let rows = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    for (row, (bound, what)) in rows.rows().zip(&lines) {
        paint::clipped(
            buf,
            Rect { width: keys, ..row },
            Safe::line(bound).as_clean(),
            theme.strong,
        );
        let x = (keys + 2).min(row.width);
        let rest = Rect { x: row.x + x, width: row.width - x, ..row };
        paint::clipped(buf, rest, Clean::literal(what), theme.text);
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
