//! Draws two columns over the whole screen: versions of a story, a translation.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::framed_whole;
use crate::app::columns::{BETWEEN, Columns, Line, Piece, SIGN, Tone};
use crate::article::Clean;
use crate::article::safe::columns as width_of;
use crate::tui::paint;
use crate::tui::theme::Theme;

/// Columns of a screen on which all keys have room.
const ROOMY: u16 = 60;

/// Draws them; `keys` are those for a wide and for a narrow screen. Returns the
/// cell of the first line.
pub(in crate::tui) fn columns(
    columns: &Columns,
    title: &str,
    keys: [&'static str; 2],
    theme: &Theme,
    frame: &mut Frame,
) -> (u16, u16) {
    let buf = frame.buffer_mut();
    let keys = keys[usize::from(buf.area.width < ROOMY)];
    let area = framed_whole(buf, theme, title, keys);
    for (row, line) in area.rows().zip(columns.shown()) {
        let (left, right) = match (columns.half(), &line.right) {
            (Some(half), Some(_)) => {
                let half = half.min(row.width);
                let from = (half + BETWEEN).min(row.width);
                let right = Rect { x: row.x + from, width: row.width - from, ..row };
                (Rect { width: half, ..row }, Some(right))
            }
            _ => (row, None),
        };
        let [old, new] = signs(line, right.is_some());
        draw(&line.left, old, line.tone, theme, left, buf);
        if let (Some(room), Some(piece)) = (right, &line.right) {
            draw(piece, new, line.tone, theme, room, buf);
            let rule = Rect { x: room.x - 2.min(room.x), width: 1, ..room };
            paint::line(buf, rule, Clean::literal("│"), theme.rule);
        }
    }
    (area.x, area.y)
}

/// The signs before the two sides of a line.
fn signs(line: &Line, is_wide: bool) -> [Clean<'static>; 2] {
    let [none, removed, added, changed] = ["", "−", "+", "~"].map(Clean::literal);
    let signs = match line.tone {
        Tone::Removed => [removed, none],
        Tone::Added if is_wide => [none, added],
        Tone::Added => [added, none],
        Tone::Changed => [changed, changed],
        Tone::Blank | Tone::Head | Tone::Aside | Tone::Text | Tone::Trouble => [none, none],
    };
    if line.begins { signs } else { [none, none] }
}

fn draw(piece: &Piece, sign: Clean<'_>, tone: Tone, theme: &Theme, room: Rect, buf: &mut Buffer) {
    paint::line(buf, room, sign, theme.bar);
    let shift = SIGN.min(room.width);
    let room = Rect { x: room.x + shift, width: room.width - shift, ..room };
    let role = match tone {
        Tone::Head => theme.strong,
        Tone::Aside | Tone::Blank => theme.dim,
        Tone::Trouble => theme.warning,
        Tone::Text | Tone::Removed | Tone::Added | Tone::Changed => theme.text,
    };
    paint::clipped(buf, room, piece.text.as_clean(), role);
    for marked in &piece.marked {
        let at = |byte: usize| width_of(piece.text.slice(0..byte).as_str());
        paint::patch(buf, room, at(marked.start), at(marked.end), theme.hit);
    }
}
