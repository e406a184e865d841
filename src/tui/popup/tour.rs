//! Draws a stop of the tour.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::framed_for;
use crate::app::App;
use crate::app::tour::Tour;
use crate::article::safe::columns;
use crate::article::{Clean, Safe};
use crate::tui::paint;
use crate::tui::theme::Theme;
use crate::typeset::lines;

/// Columns of the text at most: it is read, not looked at.
const MEASURE: u16 = 60;

/// Draws where the tour stops; returns the cell of its first word.
pub(in crate::tui) fn tour(tour: Tour, app: &App, theme: &Theme, frame: &mut Frame) -> (u16, u16) {
    let stop = tour.stop();
    let (number, of) = tour.number();
    let words = Safe::line(stop.words);
    // A frame takes two columns on either side, and one is left beside it.
    let measure = frame.area().width.saturating_sub(6).clamp(1, MEASURE);
    let set = lines(&words, measure);
    let height = u16::try_from(2 + set.len() + 1 + stop.actions.len()).unwrap_or(u16::MAX);
    let title = format!("A first look · {number} of {of}");
    let buf = frame.buffer_mut();
    let keys = "enter on · b back · esc leave";
    let area = framed_for(buf, theme, (MEASURE, height), &title, keys);
    let mut rows = area.rows().collect::<Vec<_>>().into_iter();
    // Where there is little room, it is for the words and the keys.
    if area.height >= height {
        let row = rows.next().unwrap_or_default();
        paint::clipped(buf, row, Clean::literal(stop.title), theme.heading);
        rows.next();
    }
    for line in set {
        let row = rows.next().unwrap_or_default();
        paint::clipped(buf, row, words.slice(line), theme.text);
    }
    let keys: Vec<Safe> = (stop.actions.iter())
        .map(|(action, _)| app.settings.keymap.key(*action).unwrap_or_default())
        .map(|keys| Safe::line(&keys))
        .collect();
    let widest = keys.iter().map(|keys| columns(keys)).max().unwrap_or(0);
    let widest = u16::try_from(widest).unwrap_or(u16::MAX).min(area.width / 2);
    if rows.len() > stop.actions.len() {
        rows.next();
    }
    let bound = keys.iter().zip(stop.actions).filter(|(keys, _)| !keys.is_empty());
    for ((keys, (_, what)), row) in bound.zip(rows) {
        paint::clipped(buf, Rect { width: widest, ..row }, keys.as_clean(), theme.strong);
        let x = (widest + 2).min(row.width);
        let rest = Rect { x: row.x + x, width: row.width - x, ..row };
        paint::clipped(buf, rest, Clean::literal(what), theme.text);
    }
    (area.x, area.y)
}
