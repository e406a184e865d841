//! Which part of the screen is which pane's.
//!
//! Plain numbers of columns and lines from the top left; no terminal is known
//! here. Wide screens have the list beside the reader, narrow ones that are
//! high have it above, and the others one of them.

use super::Pane;
use super::arranging::Arrangement;

/// Columns from which both panes fit.
const BOTH: u16 = 80;

/// Lines from which both panes fit above each other.
const STACKED: u16 = 45;

/// Columns of a screen that is very wide.
const VAST: u16 = 160;

/// Columns of the list beside the reader: fewest, and most unless the reader
/// moves the divider.
const LIST: (u16, u16) = (30, 56);

/// Columns and lines that each pane keeps wherever the divider is moved.
const LEAST: (u16, u16) = (20, 8);

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

/// Screens on which the same arrangement suits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SizeClass {
    /// Room for one pane.
    #[default]
    Narrow,
    /// Room for one above the other.
    High,
    /// Room for two side by side.
    Wide,
    /// More room than two need.
    Vast,
}

impl SizeClass {
    /// All of them, the smallest first.
    pub const ALL: &[Self] = &[Self::Narrow, Self::High, Self::Wide, Self::Vast];

    /// The name under which its arrangement is kept.
    pub fn name(self) -> &'static str {
        match self {
            Self::Narrow => "narrow",
            Self::High => "high",
            Self::Wide => "wide",
            Self::Vast => "vast",
        }
    }

    /// The class of a screen.
    pub fn of(width: u16, height: u16) -> Self {
        match width {
            VAST.. => Self::Vast,
            BOTH.. => Self::Wide,
            _ if height >= STACKED => Self::High,
            _ => Self::Narrow,
        }
    }
}

/// The parts of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// What size it is of.
    pub class: SizeClass,
    /// The whole screen.
    pub screen: Area,
    /// The list with its header, if it is shown.
    pub list: Option<Area>,
    /// The rule between the panes, if both are shown: one column, or one line.
    pub rule: Option<Area>,
    /// The reader, if it is shown.
    pub reader: Option<Area>,
    /// The status line.
    pub status: Area,
}

impl Layout {
    /// Divides a screen of this size: two fifths for the list, within bounds,
    /// or as much as the reader gave it, and the rest for the reader.
    pub fn of(width: u16, height: u16, focus: Pane, arrangement: Arrangement) -> Self {
        let screen = Area { x: 0, y: 0, width, height };
        let class = SizeClass::of(width, height);
        if width < SMALLEST.0 || height < SMALLEST.1 {
            return Self { class, screen, ..Self::default() };
        }
        let status = Area { x: 0, y: height - 1, width, height: 1 };
        let pane = Area { x: 0, y: 0, width, height: height - 1 };
        let is_full = arrangement.is_full && focus == Pane::Reader;
        let (list, rule, reader) = match class {
            SizeClass::Narrow if focus == Pane::List => (Some(pane), None, None),
            SizeClass::Narrow => (None, None, Some(lowered(pane))),
            _ if is_full => (None, None, Some(lowered(pane))),
            SizeClass::High => stacked(pane, arrangement.list),
            SizeClass::Wide | SizeClass::Vast => beside(pane, arrangement.list),
        };
        Self { class, screen, list, rule, reader, status }
    }

    /// Whether the list stands above the reader.
    pub fn is_stacked(&self) -> bool {
        self.rule.is_some_and(|rule| rule.height == 1)
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

/// The reader's pane: with a line of air above the article, where there is
/// room for it.
fn lowered(area: Area) -> Area {
    let air = u16::from(area.height + 1 >= 20);
    Area { y: area.y + air, height: area.height - air, ..area }
}

/// The list beside the reader.
fn beside(pane: Area, list: Option<u16>) -> (Option<Area>, Option<Area>, Option<Area>) {
    let usual = (pane.width * 2 / 5).clamp(LIST.0, LIST.1);
    let width = list.unwrap_or(usual).clamp(LEAST.0, pane.width - 1 - LEAST.0);
    let rule = Area { x: width, width: 1, ..pane };
    let reader = Area { x: width + 1, width: pane.width - width - 1, ..pane };
    (Some(Area { width, ..pane }), Some(rule), Some(lowered(reader)))
}

/// The list above the reader.
fn stacked(pane: Area, list: Option<u16>) -> (Option<Area>, Option<Area>, Option<Area>) {
    let usual = pane.height * 2 / 5;
    let height = list.unwrap_or(usual).clamp(LEAST.1, pane.height - 1 - LEAST.1);
    let rule = Area { y: height, height: 1, ..pane };
    let reader = Area { y: height + 1, height: pane.height - height - 1, ..pane };
    (Some(Area { height, ..pane }), Some(rule), Some(lowered(reader)))
}

/// Where a popup of so many lines stands on a screen, with its frame, and the
/// area inside: in the middle, as high as its lines need and the screen allows.
pub fn popup(screen: Area, lines: u16) -> (Area, Area) {
    popup_for(screen, WIDEST, lines)
}

/// The same for text of so many columns, where the screen has as many.
pub fn popup_for(screen: Area, columns: u16, lines: u16) -> (Area, Area) {
    let width = screen.width.saturating_sub(2).min(columns.saturating_add(4)).min(WIDEST);
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

/// The frame of what takes the whole screen but its status line, and the area
/// inside.
pub fn whole(screen: Area) -> (Area, Area) {
    let frame = Area { height: screen.height.saturating_sub(1), ..screen };
    let inside = Area {
        x: frame.x + 2.min(frame.width),
        y: frame.y + 1.min(frame.height),
        width: frame.width.saturating_sub(4),
        height: frame.height.saturating_sub(2),
    };
    (frame, inside)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn usual(width: u16, height: u16, focus: Pane) -> Layout {
        Layout::of(width, height, focus, Arrangement::default())
    }

    #[test]
    fn a_narrow_screen_that_is_high_has_the_list_above_the_reader() {
        let layout = usual(60, 50, Pane::Reader);
        let (list, rule, reader) =
            (layout.list.unwrap(), layout.rule.unwrap(), layout.reader.unwrap());
        assert!(layout.is_stacked());
        assert_eq!((list.height, rule.y, reader.y), (19, 19, 21));
        assert_eq!(reader.y + reader.height, layout.status.y);
    }

    #[test]
    fn the_divider_goes_where_the_reader_wants_it_as_long_as_both_panes_fit() {
        let width = |list| {
            let arrangement = Arrangement { list: Some(list), ..Arrangement::default() };
            Layout::of(100, 30, Pane::List, arrangement).list.unwrap().width
        };
        assert_eq!((width(44), width(3), width(999)), (44, 20, 79));
    }

    #[test]
    fn a_narrow_screen_shows_the_pane_in_use() {
        let layout = usual(79, 24, Pane::Reader);
        assert_eq!((layout.list, layout.reader.unwrap().width), (None, 79));
    }

    #[test]
    fn a_wide_screen_gives_two_fifths_to_the_list_and_never_more_than_it_needs() {
        let widths = |width| {
            let layout = usual(width, 40, Pane::List);
            (layout.list.unwrap().width, layout.reader.unwrap().width)
        };
        assert_eq!(widths(80), (32, 47));
        assert_eq!(widths(120), (48, 71));
        assert_eq!(widths(200), (56, 143));
    }

    #[test]
    fn below_20_by_5_there_is_only_a_message() {
        assert!(usual(19, 24, Pane::List).is_too_small());
        assert!(usual(80, 4, Pane::List).is_too_small());
        assert!(!usual(20, 5, Pane::List).is_too_small());
    }

    proptest! {
        #[test]
        fn no_part_leaves_the_screen(
            width in 0u16..1200,
            height in 0u16..600,
            lines in 0u16..200,
            list: Option<u16>,
            is_full: bool,
        ) {
            let arrangement = Arrangement { list, is_full, is_dense: false };
            for focus in [Pane::List, Pane::Reader] {
                let layout = Layout::of(width, height, focus, arrangement);
                let (frame, inside) = popup(layout.screen, lines);
                let (whole, within) = whole(layout.screen);
                let parts = [Some(whole), Some(within), layout.list, layout.rule, layout.reader, Some(layout.status), Some(frame), Some(inside)];
                for area in parts.into_iter().flatten() {
                    prop_assert!(area.x + area.width <= width && area.y + area.height <= height);
                }
            }
        }
    }
}
