//! Which part of the screen is which pane's.
//!
//! Plain numbers of columns and lines from the top left; no terminal is known
//! here. Wide screens have the list beside the reader, narrow ones one of them.

use super::Pane;

/// Columns from which both panes fit.
const BOTH: u16 = 80;

/// Columns of the list beside the reader: fewest, and most.
const LIST: (u16, u16) = (30, 56);

/// Columns of a popup, at most.
const WIDEST: u16 = 94;

/// Columns and lines below which nothing sensible fits.
const SMALLEST: (u16, u16) = (20, 5);

/// Lines above the list: what it holds, and a blank one.
pub const HEADER: u16 = 2;

/// A rectangle of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// Columns left of it.
    pub x: u16,
    /// Lines above it.
    pub y: u16,
    /// Its columns.
    pub width: u16,
    /// Its lines.
    pub height: u16,
}

impl Area {
    /// Whether a cell belongs to it.
    pub fn contains(self, x: u16, y: u16) -> bool {
        (self.x..self.x + self.width).contains(&x) && (self.y..self.y + self.height).contains(&y)
    }
}

/// The parts of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The whole screen.
    pub screen: Area,
    /// The list with its header, if it is shown.
    pub list: Option<Area>,
    /// The column of the rule between the panes.
    pub rule: Option<u16>,
    /// The reader, if it is shown.
    pub reader: Option<Area>,
    /// The status line.
    pub status: Area,
}

impl Layout {
    /// Divides a screen of this size: two fifths for the list, within bounds,
    /// and the rest for the reader.
    pub fn of(width: u16, height: u16, focus: Pane) -> Self {
        let screen = Area { x: 0, y: 0, width, height };
        if width < SMALLEST.0 || height < SMALLEST.1 {
            return Self { screen, ..Self::default() };
        }
        let status = Area { x: 0, y: height - 1, width, height: 1 };
        let pane = Area { x: 0, y: 0, width, height: height - 1 };
        // A line of air above the article, where there is room for it.
        let air = u16::from(height >= 20);
        let lowered = |area: Area| Area { y: air, height: area.height - air, ..area };
        if width < BOTH {
            let (list, reader) = match focus {
                Pane::List => (Some(pane), None),
                Pane::Reader => (None, Some(lowered(pane))),
            };
            return Self { screen, list, rule: None, reader, status };
        }
        let list = (width * 2 / 5).clamp(LIST.0, LIST.1);
        let reader = Area { x: list + 1, width: width - list - 1, ..pane };
        Self {
            screen,
            list: Some(Area { width: list, ..pane }),
            rule: Some(list),
            reader: Some(lowered(reader)),
            status,
        }
    }

    /// Whether the screen is too small for anything but a message.
    pub fn is_too_small(&self) -> bool {
        self.status.height == 0
    }

    /// Whether both panes are shown.
    pub fn is_wide(&self) -> bool {
        self.rule.is_some()
    }
}

/// Where a popup of so many lines stands on a screen, with its frame, and the
/// area inside: in the middle, as high as its lines need and the screen allows.
pub fn popup(screen: Area, lines: u16) -> (Area, Area) {
    let width = screen.width.saturating_sub(2).min(WIDEST);
    let height = screen.height.saturating_sub(1).min(lines.saturating_add(2));
    let x = screen.x + (screen.width - width) / 2;
    let y = screen.y + (screen.height - height) / 3;
    let frame = Area { x, y, width, height };
    let inside = Area {
        x: x + 2.min(width),
        y: y + 1.min(height),
        width: width.saturating_sub(4),
        height: height.saturating_sub(2),
    };
    (frame, inside)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_narrow_screen_shows_the_pane_in_use() {
        let layout = Layout::of(79, 24, Pane::Reader);
        assert_eq!((layout.list, layout.reader.unwrap().width), (None, 79));
    }

    #[test]
    fn a_wide_screen_gives_two_fifths_to_the_list_and_never_more_than_it_needs() {
        let widths = |width| {
            let layout = Layout::of(width, 40, Pane::List);
            (layout.list.unwrap().width, layout.reader.unwrap().width)
        };
        assert_eq!(widths(80), (32, 47));
        assert_eq!(widths(120), (48, 71));
        assert_eq!(widths(200), (56, 143));
    }

    #[test]
    fn below_20_by_5_there_is_only_a_message() {
        assert!(Layout::of(19, 24, Pane::List).is_too_small());
        assert!(Layout::of(80, 4, Pane::List).is_too_small());
        assert!(!Layout::of(20, 5, Pane::List).is_too_small());
    }

    proptest! {
        #[test]
        fn no_part_leaves_the_screen(width in 0u16..1200, height in 0u16..600, lines in 0u16..200) {
            for focus in [Pane::List, Pane::Reader] {
                let layout = Layout::of(width, height, focus);
                let (frame, inside) = popup(layout.screen, lines);
                let parts = [layout.list, layout.reader, Some(layout.status), Some(frame), Some(inside)];
                for area in parts.into_iter().flatten() {
                    prop_assert!(area.x + area.width <= width && area.y + area.height <= height);
                }
            }
        }
    }
}
