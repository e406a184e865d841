//! Draws the trust card: fields, where they were read, and the editor.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::framed;
use crate::app::trust::card::{BAR, Card, LABELS, Line, Role, is_narrow};
use crate::article::{Clean, Field};
use crate::tui::paint;
use crate::tui::status::field;
use crate::tui::theme::Theme;

/// Columns of a screen on which the card has room for all its keys.
const ROOMY: u16 = 52;

/// Draws the card; returns the cell of the field under the cursor, or of the
/// cursor in the value that is typed.
pub(in crate::tui) fn trust(card: &Card, theme: &Theme, frame: &mut Frame) -> (u16, u16) {
    let buf = frame.buffer_mut();
    let is_roomy = buf.area.width >= ROOMY;
    let keys = match (card.editor.is_some(), is_roomy) {
        (false, true) if card.field == Field::Characters => {
            "e repair · r as in the file · j k field · esc"
        }
        (false, false) if card.field == Field::Characters => "e repair · r file · esc",
        (true, true) => "enter correct · ctrl-u empty · esc leave it",
        (true, false) => "enter correct · esc",
        (false, true) => "e correct · r as in the file · j k field · esc",
        (false, false) => "e correct · r file · esc",
    };
    let area = framed(buf, theme, card.height_wanted(), "Where this comes from", keys);
    let is_narrow = is_narrow(area.width);
    let (mut cursor, mut typed) = (None, None);
    for (row, line) in area.rows().zip(card.shown()) {
        let is_current = line.field == Some(card.field);
        if is_current {
            paint::line(buf, row, Clean::literal("▌"), theme.bar);
            cursor = cursor.or(Some((row.x, row.y)));
        }
        let label = if is_current { theme.strong } else { theme.dim };
        paint::clipped(buf, right_of(row, BAR), line.label, label);
        let text = right_of(
            row,
            match line.role {
                Role::Kept | Role::Warning => BAR,
                _ if is_narrow => 2 * BAR,
                _ => BAR + LABELS,
            },
        );
        match (&card.editor, line.role) {
            (Some(editor), Role::Typed) => {
                typed = Some(field(&editor.input, &[], Clean::literal("› "), theme, text, buf));
            }
            _ => draw_text(line, theme, text, buf),
        }
    }
    typed.or(cursor).unwrap_or((area.x, area.y))
}

fn draw_text(line: &Line, theme: &Theme, room: Rect, buf: &mut Buffer) {
    paint::clipped(buf, room, line.text.as_clean(), style_of(line.role, theme));
    let origin = line.origin.as_clean();
    let width = u16::try_from(origin.columns()).unwrap_or(u16::MAX).min(room.width);
    let right = Rect { x: room.right() - width, width, ..room };
    paint::clipped(buf, right, origin, theme.dim);
}

fn style_of(role: Role, theme: &Theme) -> Style {
    match role {
        Role::Value | Role::Typed | Role::Kept => theme.text,
        Role::Blank | Role::Absent | Role::Detail | Role::Accepted => theme.dim,
        Role::Refused | Role::Warning => theme.warning,
    }
}

/// What of a row is right of so many columns.
fn right_of(row: Rect, columns: u16) -> Rect {
    let columns = columns.min(row.width);
    Rect { x: row.x + columns, width: row.width - columns, ..row }
}
