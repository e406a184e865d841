//! The mouse: what lies under it, and what it does there.

use super::layout::HEADER;
use super::{App, Effect};

/// What the mouse did, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// Columns from the left.
    pub x: u16,
    /// Lines from the top.
    pub y: u16,
    /// What it did.
    pub pointed: Pointed,
}

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointed {
    /// The wheel turned so many lines, down if positive.
    Wheel(isize),
    /// The left button was pressed.
    Click,
    /// The left button was pressed again on the same spot soon after.
    DoubleClick,
}

/// The cell that was clicked last, to tell a second click from a new one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clicks {
    row: Option<usize>,
}

impl App {
    pub(super) fn point(&mut self, mouse: Mouse) -> Vec<Effect> {
        if self.popup.is_some() {
            return Vec::new();
        }
        let Mouse { x, y, pointed } = mouse;
        if let Some(area) = self.layout.list.filter(|area| area.contains(x, y)) {
            let line = usize::from(y.saturating_sub(area.y + HEADER));
            return self.point_at_list(line, y < area.y + HEADER, pointed);
        }
        if let Some(area) = self.layout.reader.filter(|area| area.contains(x, y)) {
            match pointed {
                Pointed::Wheel(lines) => self.reader.scroll(lines),
                Pointed::Click | Pointed::DoubleClick => {
                    self.list.choose();
                    self.reader.click((y - area.y).into());
                    self.focus = super::Pane::Reader;
                }
            }
        }
        Vec::new()
    }

    fn point_at_list(&mut self, line: usize, is_header: bool, pointed: Pointed) -> Vec<Effect> {
        if let Pointed::Wheel(lines) = pointed {
            self.list.drift(lines.signum());
            return Vec::new();
        }
        let Some(rank) = self.list.rank_at(line).filter(|_| !is_header) else { return Vec::new() };
        // The list may have moved under the first click: only a second one on
        // the same row opens it.
        let is_second = pointed == Pointed::DoubleClick && self.clicks.row == Some(rank);
        self.clicks.row = Some(rank);
        self.list.select(rank);
        self.focus = super::Pane::List;
        if is_second { self.act(super::action::Action::Open, None) } else { Vec::new() }
    }
}
