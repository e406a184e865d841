//! Draws the copies of a story.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::framed;
use crate::app::copies::Copies;
use crate::article::Clean;
use crate::tui::paint;
use crate::tui::theme::Theme;

/// Lines of each copy: its headline, and where and when it was published.
const LINES: u16 = 2;

/// Columns of a screen on which all keys have room.
const ROOMY: u16 = 60;

/// Draws the copies; returns the cell of the one under the cursor.
pub(in crate::tui) fn copies(copies: &Copies, theme: &Theme, frame: &mut Frame) -> (u16, u16) {
    let buf = frame.buffer_mut();
    let rows = copies.story.as_ref().map_or(&[][..], |story| &story.rows);
    let count = u16::try_from(rows.len()).unwrap_or(u16::MAX);
    let trouble = u16::from(copies.trouble.is_some());
    let height = count.saturating_mul(LINES).saturating_add(trouble).max(1);
    let is_roomy = buf.area.width >= ROOMY;
    let keys = if is_roomy {
        "enter compare · o go to it · j k · esc"
    } else {
        "enter compare · o · esc"
    };
    let area = framed(buf, theme, height, "Copies of this story", keys);
    let list = Rect { height: area.height - trouble.min(area.height), ..area };
    let fit = usize::from(list.height / LINES).max(1);
    let top = (copies.at + 1).saturating_sub(fit);
    let mut cursor = (area.x, area.y);
    for (slot, (rank, row)) in (0..).zip(rows.iter().enumerate().skip(top).take(fit)) {
        let at = |line: u16| {
            let y = list.y.saturating_add(slot * LINES + line).min(list.bottom());
            Rect { y, height: u16::from(y < list.bottom()), ..list }
        };
        let is_chosen = rank == copies.at;
        if is_chosen {
            cursor = (list.x, at(0).y.min(list.bottom().saturating_sub(1)));
            (0..LINES).for_each(|line| {
                paint::line(buf, at(line), Clean::literal("▌"), theme.bar);
            });
        }
        let right = |row: Rect| Rect {
            x: row.x + 2.min(row.width),
            width: row.width.saturating_sub(2),
            ..row
        };
        let role = if is_chosen { theme.strong } else { theme.text };
        paint::clipped(buf, right(at(0)), row.headline().as_clean(), role);
        let remarks = copies.remarks(rank);
        let used = u16::try_from(remarks.as_clean().columns()).unwrap_or(u16::MAX);
        let below = right(at(1));
        let used = used.min(below.width);
        let room = Rect { width: below.width.saturating_sub(used + u16::from(used > 0)), ..below };
        paint::clipped(buf, room, copies.headed(row).as_clean(), theme.dim);
        let edge = Rect { x: below.right() - used, width: used, ..below };
        paint::clipped(buf, edge, remarks.as_clean(), theme.emphasis);
    }
    if let Some(trouble) = &copies.trouble {
        let bottom = Rect { y: list.bottom(), height: area.height - list.height, ..area };
        paint::clipped(buf, bottom, trouble.as_clean(), theme.warning);
    }
    cursor
}
