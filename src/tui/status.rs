//! Draws the status line, and fields that are typed in.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tui_input::Input;

use super::paint;
use super::theme::Theme;
use crate::app::App;
use crate::app::prompt::Scope;
use crate::article::{Clean, Safe};

/// Columns between the left and the right of the line.
const GAP: u16 = 3;

/// Draws the status line; returns the cursor's cell if the prompt is on it.
pub(super) fn draw(app: &App, theme: &Theme, area: Rect, buf: &mut Buffer) -> Option<(u16, u16)> {
    let line = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let (style, notice) =
        if app.notice.is_some() { (theme.notice, true) } else { (theme.dim, false) };
    let typed = app.prompt.as_ref().filter(|prompt| !matches!(prompt.scope, Scope::Archive(..)));
    let hidden = app.layout.list.is_none() && app.prompt.is_some();
    if let Some(prompt) = typed.or(app.prompt.as_ref().filter(|_| hidden)) {
        let (sign, found) = match prompt.scope {
            Scope::Archive(..) => (Clean::literal("/ "), app.head()),
            Scope::Article(_) => (Clean::literal("/ "), app.matches()),
            Scope::Tags(_) => (Clean::literal("tags: "), app.tagging_hint()),
            Scope::Name { .. } => {
                (Clean::literal("name: "), Safe::line("what to call the search · enter · esc"))
            }
        };
        let found = at_right(&found, theme, line, buf);
        let room = Rect { width: line.width.saturating_sub(found + GAP), ..line };
        return Some(field(&prompt.input, &prompt.unclear, sign, theme, room, buf));
    }
    let left =
        if notice { 0 } else { paint::clipped(buf, line, app.position.as_clean(), theme.dim) };
    let room = line.width.saturating_sub(if left > 0 { left + GAP } else { 0 });
    let hint = app.hint(room.into());
    let width = u16::try_from(hint.as_clean().columns()).unwrap_or(u16::MAX);
    if notice || width <= room {
        let width = width.min(room);
        paint::clipped(
            buf,
            Rect { x: line.right() - width, width, ..line },
            hint.as_clean(),
            style,
        );
    }
    if notice && width + GAP < line.width {
        let left = Rect { width: line.width - width - GAP, ..line };
        if app.position.as_clean().columns() <= left.width.into() {
            paint::line(buf, left, app.position.as_clean(), theme.dim);
        }
    }
    None
}

fn at_right(text: &Safe, theme: &Theme, line: Rect, buf: &mut Buffer) -> u16 {
    let width = u16::try_from(text.as_clean().columns()).unwrap_or(u16::MAX).min(line.width);
    paint::clipped(buf, Rect { x: line.right() - width, width, ..line }, text.as_clean(), theme.dim)
}

/// Draws a field with its sign; returns the cell of its cursor. The bytes of
/// its text that are `unclear` are underlined. A text longer than the field
/// scrolls under the cursor.
pub(super) fn field(
    input: &Input,
    unclear: &[Range<usize>],
    sign: Clean<'static>,
    theme: &Theme,
    area: Rect,
    buf: &mut Buffer,
) -> (u16, u16) {
    let used = paint::line(buf, area, sign, theme.dim);
    let room = Rect { x: area.x + used, width: area.width.saturating_sub(used), ..area };
    let before: String = input.value().chars().take(input.cursor()).collect();
    let before = Safe::line(&before);
    let text = Safe::line(input.value());
    let cursor = before.as_clean().columns();
    let width = usize::from(room.width.saturating_sub(1));
    let hidden = text.as_clean().clip(cursor.saturating_sub(width)).as_str().len();
    let shown = text.slice(hidden..text.len());
    paint::line(buf, room, shown, theme.text);
    let shift = text.slice(0..hidden).columns();
    for part in unclear {
        let at = |byte: usize| {
            let before = Safe::line(input.value().get(..byte).unwrap_or_default());
            before.as_clean().columns().saturating_sub(shift)
        };
        paint::patch(buf, room, at(part.start), at(part.end), theme.unclear);
    }
    let column = cursor - text.slice(0..hidden).columns().min(cursor);
    let x = room.x + u16::try_from(column).unwrap_or(u16::MAX).min(room.width.saturating_sub(1));
    (x, area.y)
}
