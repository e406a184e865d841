//! Draws what lies over the panes, all of one look.

mod columns;
mod copies;
mod facets;
mod help;
mod links;
mod note;
mod picking;
mod sending;
mod styles;
mod tour;
mod trust;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Block, Widget};

use super::theme::Theme;
use super::{frame_area, paint};
use crate::app::layout::{self, Area};

pub(super) use columns::columns;
pub(super) use copies::copies;
pub(super) use facets::facets;
pub(super) use help::help;
pub(super) use links::links;
pub(super) use note::note;
pub(super) use picking::{notes, searches};
pub(super) use sending::sending;
pub(super) use styles::styles;
pub(super) use tour::tour;
pub(super) use trust::trust;

/// An empty frame in the middle of the screen, as high as `lines` need and the
/// screen allows; returns its inside.
fn framed(buf: &mut Buffer, theme: &Theme, lines: u16, title: &str, keys: &'static str) -> Rect {
    let Rect { x, y, width, height } = buf.area;
    put_frame(buf, theme, layout::popup(Area { x, y, width, height }, lines), title, keys)
}

/// The same, as wide as text of so many columns.
fn framed_for(
    buf: &mut Buffer,
    theme: &Theme,
    (columns, lines): (u16, u16),
    title: &str,
    keys: &'static str,
) -> Rect {
    let Rect { x, y, width, height } = buf.area;
    let areas = layout::popup_for(Area { x, y, width, height }, columns, lines);
    put_frame(buf, theme, areas, title, keys)
}

/// The same over the whole screen, but for its status line.
fn framed_whole(buf: &mut Buffer, theme: &Theme, title: &str, keys: &'static str) -> Rect {
    let Rect { x, y, width, height } = buf.area;
    put_frame(buf, theme, layout::whole(Area { x, y, width, height }), title, keys)
}

fn put_frame(
    buf: &mut Buffer,
    theme: &Theme,
    (area, inside): (Area, Area),
    title: &str,
    keys: &'static str,
) -> Rect {
    let (area, inside) = (frame_area(area), frame_area(inside));
    paint::empty(buf, area, theme.page);
    Block::bordered()
        .border_style(theme.rule)
        .title(title_of(title))
        .title_bottom(title_of(keys))
        .render(area, buf);
    inside
}

fn title_of(words: &str) -> String {
    format!(" {words} ")
}
