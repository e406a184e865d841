//! The mouse: what lies under it, and what it does there.

use super::layout::HEADER;
use super::{App, Effect, Pane};

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
    /// And once more.
    TripleClick,
    /// The mouse was moved with the left button held.
    Drag,
}

/// The cell that was clicked last, to tell a second click from a new one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clicks {
    row: Option<usize>,
    held: Held,
}

/// What the mouse drags while its button is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Held {
    /// Nothing: it was pressed in the list.
    #[default]
    Nothing,
    /// The end of a selection in the reader.
    Selection,
    /// The divider of the panes.
    Divider,
}

impl App {
    pub(super) fn point(&mut self, mouse: Mouse) -> Vec<Effect> {
        if self.popup.is_some() {
            return Vec::new();
        }
        let Mouse { x, y, pointed } = mouse;
        if pointed == Pointed::Drag {
            return self.drag(x, y);
        }
        if !matches!(pointed, Pointed::Wheel(_)) {
            let is_divider = self.layout.rule.is_some_and(|rule| rule.contains(x, y));
            self.clicks.held = if is_divider { Held::Divider } else { Held::Nothing };
        }
        if let Some(area) = self.layout.list.filter(|area| area.contains(x, y)) {
            let line = usize::from(y.saturating_sub(area.y + HEADER));
            return self.point_at_list(line, y < area.y + HEADER, pointed);
        }
        if let Some(area) = self.layout.reader.filter(|area| area.contains(x, y)) {
            self.point_at_reader((y - area.y).into(), x - area.x, pointed);
        }
        Vec::new()
    }

    fn point_at_reader(&mut self, line: usize, column: u16, pointed: Pointed) {
        if let Pointed::Wheel(lines) = pointed {
            return self.reader.scroll(lines);
        }
        self.list.choose();
        self.focus = Pane::Reader;
        self.clicks.held = Held::Selection;
        self.reader.click(line, column);
        let place = self.reader.place_at(line, column);
        match (pointed, place) {
            (Pointed::DoubleClick, Some(place)) => self.reader.select_word(place),
            (Pointed::TripleClick, Some(place)) => self.reader.select_paragraph(place),
            _ => {}
        }
    }

    /// Moves what is held, wherever the mouse has gone meanwhile.
    fn drag(&mut self, x: u16, y: u16) -> Vec<Effect> {
        match (self.clicks.held, self.layout.reader) {
            (Held::Selection, Some(area)) => {
                let line = isize::try_from(y).unwrap_or(isize::MAX)
                    - isize::try_from(area.y).unwrap_or(isize::MAX);
                self.reader.drag(line, x.saturating_sub(area.x));
                Vec::new()
            }
            (Held::Divider, _) => self.divide(if self.layout.is_stacked() { y } else { x }),
            _ => Vec::new(),
        }
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
        self.reader.deselect();
        self.focus = Pane::List;
        if is_second { self.act(super::action::Action::Open, None) } else { Vec::new() }
    }
}
