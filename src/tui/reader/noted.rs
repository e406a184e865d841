//! Draws notes beside the article: a sign where one begins, and what it says
//! where the margin has room for it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::App;
use crate::app::reader::Shown;
use crate::article::{Clean, Safe};
use crate::tui::paint;
use crate::tui::theme::Theme;
use crate::typeset;

/// Columns of a margin in which notes can be read: the least.
const READABLE: u16 = 18;

/// Columns between the text and the note, with its sign.
const GAP: u16 = 3;

/// Columns of a note in the margin: the most.
const WIDEST: u16 = 36;

/// Draws the notes right of the column.
pub(super) fn draw(app: &App, theme: &Theme, area: Rect, column: Rect, buf: &mut Buffer) {
    let margin = area.right().saturating_sub(column.right());
    if margin < 2 || app.reader.passages().is_empty() {
        return;
    }
    let width = margin.saturating_sub(GAP + 1).min(WIDEST);
    let mut free = column.y;
    for (row, shown) in column.rows().zip(app.reader.shown()) {
        let texts: Vec<&Safe> = beginning(app, shown);
        if texts.is_empty() {
            continue;
        }
        let sign = Rect { x: column.right() + 1, width: 1, ..row };
        paint::line(buf, sign, Clean::literal("✎"), theme.note);
        if width < READABLE {
            continue;
        }
        for text in texts.into_iter().filter(|text| !text.is_empty()) {
            let top = row.y.max(free);
            let room = Rect {
                x: column.right() + GAP,
                y: top,
                width,
                height: area.bottom().saturating_sub(top),
            };
            free = top + says(text, theme, room, buf);
        }
    }
}

/// What is noted at the words that a line of the pane shows.
fn beginning<'a>(app: &'a App, shown: &Shown) -> Vec<&'a Safe> {
    let (Some(line), Some(piece)) = (&shown.line, app.reader.pieces().get(shown.piece)) else {
        return Vec::new();
    };
    let parts = line.segments.iter().map(|segment| &segment.range);
    let passages = parts.flat_map(|part| app.reader.notes_beginning(piece, part));
    passages.map(|passage| &passage.text).collect()
}

/// Writes a note in lines; returns how many, and a blank one.
fn says(text: &Safe, theme: &Theme, room: Rect, buf: &mut Buffer) -> u16 {
    let set = text.split('\n').flat_map(|line| {
        let set = typeset::lines(line, room.width);
        set.into_iter().map(move |part| Safe::line(&line[part]))
    });
    let set: Vec<Safe> = set.collect();
    for (row, line) in room.rows().zip(&set) {
        paint::line(buf, row, line.as_clean(), theme.dim);
    }
    u16::try_from(set.len() + 1).unwrap_or(u16::MAX).min(room.height)
}
