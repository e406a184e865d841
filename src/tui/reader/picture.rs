//! Draws a picture of the article, a line at a time: in half blocks, or as cells
//! that stand for the parts of a plate.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;

use super::paint;
use crate::app::App;
use crate::app::reader::drawings::{Colour, Size};
use crate::tui::plate::Stamp;
use crate::tui::theme::Theme;

/// Draws line `rank` of a picture in the middle of `row`; where there is none,
/// its first line says why.
pub(super) fn draw(
    app: &App,
    theme: &Theme,
    (block, size): (usize, Size),
    rank: usize,
    row: Rect,
    buf: &mut Buffer,
) {
    let cells = size.cells(app.reader.column().0);
    let (Some(drawing), Ok(line)) = (app.reader.drawing(block), u16::try_from(rank)) else {
        return;
    };
    let drawing = match drawing {
        Ok(drawing) => drawing,
        Err(reason) if rank == 0 => {
            paint::clipped(buf, row, reason.as_clean(), theme.dim);
            return;
        }
        Err(_) => return,
    };
    let left = row.width.saturating_sub(cells.0) / 2;
    if let Some(plate) = drawing.plate() {
        // One of another size is not shown: it is cut to other cells, or its cells
        // to other pixels.
        let is_right = (drawing.columns, drawing.lines) == cells
            && drawing.grain == app.reader.grain()
            && cells.0 <= row.width;
        for column in 0..if is_right { cells.0 } else { 0 } {
            let stamp = Stamp { number: plate.number, line, column };
            paint::stamp(buf, (row.x + left + column, row.y), stamp);
        }
        return;
    }
    for column in 0..cells.0.min(row.width) {
        if let Some((upper, lower)) = drawing.halves((column, line), cells) {
            paint::halves(buf, (row.x + left + column, row.y), ink(upper), ink(lower));
        }
    }
}

fn ink([red, green, blue]: Colour) -> Color {
    Color::Rgb(red, green, blue)
}
