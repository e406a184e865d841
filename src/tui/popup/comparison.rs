//! Draws two versions of a story.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::framed_whole;
use crate::app::copies::comparison::{BETWEEN, Compared, Line, Piece, SIGN, Tone};
use crate::article::Clean;
use crate::article::safe::columns;
use crate::tui::paint;
use crate::tui::theme::Theme;

/// Columns of a screen on which all keys have room.
const ROOMY: u16 = 60;

/// Draws the comparison over the whole screen; returns the cell of its first
/// line.
pub(in crate::tui) fn comparison(
    compared: &Compared,
    theme: &Theme,
    frame: &mut Frame,
) -> (u16, u16) {
    let buf = frame.buffer_mut();
    let keys = if buf.area.width >= ROOMY { "n N change · j k · space b · esc" } else { "n N · j k · esc" };
    let area = framed_whole(buf, theme, "What differs", keys);
    for (row, line) in area.rows().zip(compared.shown()) {
        let (left, right) = match (compared.half(), &line.right) {
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
    let [old, new] = match line.tone {
        Tone::Removed => [removed, none],
        Tone::Added if is_wide => [none, added],
        Tone::Added => [added, none],
        Tone::Changed => [changed, changed],
        Tone::Blank | Tone::Head | Tone::Aside => [none, none],
    };
    if line.begins { [old, new] } else { [none, none] }
}

fn draw(piece: &Piece, sign: Clean<'_>, tone: Tone, theme: &Theme, room: Rect, buf: &mut Buffer) {
    paint::line(buf, room, sign, theme.bar);
    let shift = SIGN.min(room.width);
    let room = Rect { x: room.x + shift, width: room.width - shift, ..room };
    let role: Style = match tone {
        Tone::Head => theme.strong,
        Tone::Aside | Tone::Blank => theme.dim,
        Tone::Removed | Tone::Added | Tone::Changed => theme.text,
    };
    paint::clipped(buf, room, piece.text.as_clean(), role);
    for marked in &piece.marked {
        let at = |byte: usize| columns(piece.text.slice(0..byte).as_str());
        paint::patch(buf, room, at(marked.start), at(marked.end), theme.hit);
    }
}
