//! Draws the links of an article.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::framed;
use crate::app::links::Links;
use crate::article::safe::columns;
use crate::article::{Clean, Safe};
use crate::tui::paint;
use crate::tui::theme::Theme;

/// Columns left of the words: the bar, the letter, blanks.
const BEFORE: u16 = 6;

/// Draws the links, each with its letter and the site it leads to; returns the
/// cell of the one under the cursor.
pub(in crate::tui) fn links(links: &Links, theme: &Theme, frame: &mut Frame) -> (u16, u16) {
    let shown: Vec<_> = links.shown().collect();
    let buf = frame.buffer_mut();
    let title = format!("Links · {}", links.count());
    let height = u16::try_from(shown.len()).unwrap_or(u16::MAX);
    let area = framed(buf, theme, height, &title, "letter open · j k · enter · esc");
    let at = shown.iter().position(|(.., is_chosen)| *is_chosen).unwrap_or(0);
    let top = (at + 1).saturating_sub(area.height.into());
    let mut cursor = (area.x, area.y);
    for (row, (letter, link, is_chosen)) in area.rows().zip(shown.into_iter().skip(top)) {
        if is_chosen {
            paint::line(buf, row, Clean::literal("▌"), theme.bar);
            cursor = (row.x, row.y);
        }
        let part = |x: u16, width: u16| {
            let x = x.min(row.width);
            Rect { x: row.x + x, width: width.min(row.width - x), ..row }
        };
        paint::line(buf, part(2, 1), Safe::line(&letter.to_string()).as_clean(), theme.strong);
        // Whose it is must be seen, so the words make way for it.
        let host = u16::try_from(columns(&link.host)).unwrap_or(u16::MAX);
        let host = host.min(row.width.saturating_sub(BEFORE) * 2 / 3);
        let words = row.width.saturating_sub(BEFORE + host + 2);
        let role = if is_chosen { theme.strong } else { theme.text };
        let used = paint::clipped(buf, part(BEFORE - 1, words), link.words.as_clean(), role);
        let behind = BEFORE - 1 + used + if used > 0 { 2 } else { 0 };
        paint::clipped(buf, part(behind, host), link.host.as_clean(), theme.dim);
    }
    cursor
}
