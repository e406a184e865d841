//! Draws the popup that asks where articles go, and tells what came of it.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::framed;
use crate::app::sending::{Dispatch, Stage, Target};
use crate::article::{Clean, Safe};
use crate::tui::paint;
use crate::tui::status::field;
use crate::tui::theme::Theme;

/// Draws it; returns the cell of the cursor in what is typed, else of the first
/// line.
pub(in crate::tui) fn sending(dispatch: &Dispatch, theme: &Theme, frame: &mut Frame) -> (u16, u16) {
    let (title, sign, says) = match dispatch.to {
        Target::File => {
            ("Save as", "› ", "the ending says what it becomes: .txt .md .html .typ .pdf")
        }
        Target::Program => ("Pipe to", "| ", "the program gets the text; no shell reads this line"),
        Target::Printer => ("Print", "| ", "the program gets the text with its citation"),
    };
    let lines = dispatch.lines();
    let buf = frame.buffer_mut();
    let count = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    if let Stage::Done(_) = dispatch.stage {
        let area = framed(buf, theme, count, title, "j k · esc");
        for (row, line) in area.rows().zip(lines.iter().skip(dispatch.top())) {
            paint::clipped(buf, row, line.as_clean(), theme.text);
        }
        return (area.x, area.y);
    }
    let is_underway = matches!(dispatch.stage, Stage::Underway(_));
    let keys = if is_underway { "esc stop" } else { "enter · esc" };
    let area = framed(buf, theme, count.saturating_add(3), title, keys);
    let row = |rank: u16| Rect {
        y: area.y + rank.min(area.height),
        height: u16::from(rank < area.height),
        ..area
    };
    paint::clipped(buf, row(0), dispatch.about().as_clean(), theme.strong);
    let mut cursor = (area.x, area.y);
    if area.height > 1 {
        cursor = field(&dispatch.input, &[], Clean::literal(sign), theme, row(1), buf);
    }
    let below: Vec<(Safe, _)> = if is_underway {
        vec![(Safe::line("under way …"), theme.dim)]
    } else if lines.is_empty() {
        vec![(Safe::line(says), theme.dim)]
    } else {
        lines.into_iter().map(|line| (line, theme.warning)).collect()
    };
    for (rank, (line, role)) in (2..area.height).zip(below) {
        paint::clipped(buf, row(rank), line.as_clean(), role);
    }
    cursor
}
