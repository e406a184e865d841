//! Draws things to choose from: all notes, and searches.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::framed;
use crate::app::notebook::{self, Notebook};
use crate::app::picking::{Picker, Tone};
use crate::app::searches::Searches;
use crate::article::{Clean, Safe};
use crate::tui::paint;
use crate::tui::status::field;
use crate::tui::theme::Theme;

/// What the keys of a list do, while they are commands and while they type.
type Keys = (&'static str, &'static str);

/// Draws all notes; returns the cursor's cell.
pub(in crate::tui) fn notes(notebook: &Notebook, theme: &Theme, frame: &mut Frame) -> (u16, u16) {
    let keys = ("enter go · e edit · x remove · / · esc", "enter go · tab keys · esc");
    let gap = notebook::GAP;
    picker(&notebook.picker, ("Notes", gap), keys, &notebook.empty(), theme, frame.buffer_mut())
}

/// Draws the searches; returns the cursor's cell.
pub(in crate::tui) fn searches(
    searches: &Searches,
    theme: &Theme,
    frame: &mut Frame,
) -> (u16, u16) {
    let keys = ("enter search · x forget · / · esc", "enter search · tab keys · esc");
    let empty = Safe::line("No search has these words; esc shows all.");
    picker(&searches.picker, ("Searches", 0), keys, &empty, theme, frame.buffer_mut())
}

fn picker<T>(
    picker: &Picker<T>,
    (title, gap): (&str, usize),
    keys: Keys,
    empty: &Safe,
    theme: &Theme,
    buf: &mut Buffer,
) -> (u16, u16) {
    let has_field = picker.is_typing || !picker.input.value().is_empty();
    let lines = picker.height(gap).max(1) + usize::from(has_field);
    let lines = u16::try_from(lines).unwrap_or(u16::MAX);
    let keys = if picker.is_typing { keys.1 } else { keys.0 };
    let (found, all) = picker.counts();
    let count = if found < all { format!("{found} of {all}") } else { all.to_string() };
    let area = framed(buf, theme, lines, &format!("{title} · {count}"), keys);
    let head = u16::from(has_field).min(area.height);
    let mut cursor = None;
    if head > 0 {
        let row = Rect { height: 1, ..area };
        let typed = field(&picker.input, &[], Clean::literal("/ "), theme, row, buf);
        cursor = picker.is_typing.then_some(typed);
    }
    let rows = Rect { y: area.y + head, height: area.height - head, ..area };
    if found == 0 {
        paint::clipped(buf, rows, empty.as_clean(), theme.dim);
    }
    let at = choices(picker, gap, theme, rows, buf);
    cursor.or(at).unwrap_or((area.x, area.y))
}

/// Draws the choices from the first on show; returns the cell of the one under
/// the cursor.
fn choices<T>(
    picker: &Picker<T>,
    gap: usize,
    theme: &Theme,
    area: Rect,
    buf: &mut Buffer,
) -> Option<(u16, u16)> {
    let (mut rows, mut cursor) = (area.rows(), None);
    for (is_at, choice) in picker.shown() {
        for (line, tone) in &choice.lines {
            let Some(row) = rows.next() else { return cursor };
            if is_at {
                paint::line(buf, row, Clean::literal("▌"), theme.bar);
                cursor = cursor.or(Some((row.x, row.y)));
            }
            let style = match tone {
                Tone::Text => theme.text,
                Tone::Strong => theme.strong,
                Tone::Dim => theme.dim,
                Tone::Warning => theme.warning,
            };
            let room =
                Rect { x: row.x + 2.min(row.width), width: row.width.saturating_sub(2), ..row };
            paint::clipped(buf, room, line.as_clean(), style);
        }
        if gap > 0 {
            rows.nth(gap - 1);
        }
    }
    cursor
}
