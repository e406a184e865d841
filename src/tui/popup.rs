//! Draws what lies over the panes, all of one look.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Block, Widget};

use super::paint;
use super::status::field;
use super::theme::Theme;
use crate::app::App;
use crate::app::action::Action;
use crate::app::citing::Chooser;
use crate::app::help::Help;
use crate::article::safe::columns;
use crate::article::{Clean, Safe};
use crate::typeset;

/// Columns of a popup, at most.
const WIDEST: u16 = 94;

/// Columns of the names of styles.
const NAMES: u16 = 28;

/// Draws the keys; returns the cursor's cell.
pub(super) fn help(help: &Help, app: &App, theme: &Theme, frame: &mut Frame) -> (u16, u16) {
    let lines = help.shown(&app.settings.keymap);
    let height = u16::try_from(Action::ALL.len()).unwrap_or(u16::MAX).saturating_add(3);
    let buf = frame.buffer_mut();
    let area = framed(buf, theme, height, "Keys", "type to filter · ↑ ↓ scroll · esc");
    let keys = lines
        .iter()
        .map(|(keys, _)| columns(keys))
        .max()
        .unwrap_or(0)
        .min(usize::from(area.width) / 2);
    let keys = u16::try_from(keys).unwrap_or(0);
    let rows = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    for (row, (bound, what)) in rows.rows().zip(&lines) {
        paint::clipped(
            buf,
            Rect { width: keys, ..row },
            Safe::line(bound).as_clean(),
            theme.strong,
        );
        let x = (keys + 2).min(row.width);
        let rest = Rect { x: row.x + x, width: row.width - x, ..row };
        paint::clipped(buf, rest, Clean::literal(what), theme.text);
    }
    if lines.is_empty() {
        paint::clipped(buf, rows, Clean::literal("no key matches; esc shows all"), theme.dim);
    }
    field(
        &help.filter,
        Clean::literal("/ "),
        theme,
        Rect { height: 1.min(area.height), ..area },
        buf,
    )
}

/// Draws the chooser of styles; returns the cell of the style under the cursor.
pub(super) fn styles(chooser: &Chooser, theme: &Theme, frame: &mut Frame) -> (u16, u16) {
    let count = u16::try_from(chooser.styles.len()).unwrap_or(u16::MAX);
    let buf = frame.buffer_mut();
    let wide = buf.area.width >= 70;
    let height = if wide { count.saturating_add(7) } else { count.saturating_add(12) };
    let keys = if wide {
        "enter copy · j k style · tab format · esc"
    } else {
        "enter copy · tab · esc"
    };
    let area = framed(buf, theme, height, "Cite", keys);
    // On a narrow screen the names scroll, so that the preview has room below.
    let shown = if wide { count } else { count.min((area.height / 3).max(1)) };
    let names = Rect { width: NAMES.min(area.width), height: shown.min(area.height), ..area };
    let chosen = chooser.styles.iter().position(|style| *style == chooser.style).unwrap_or(0);
    let first = (chosen + 1).saturating_sub(names.height.into());
    let mut cursor = (area.x, area.y);
    for (row, style) in names.rows().zip(&chooser.styles[first.min(chosen)..]) {
        let is_chosen = *style == chooser.style;
        if is_chosen {
            paint::line(buf, row, Clean::literal("▌"), theme.bar);
            cursor = (row.x, row.y);
        }
        let text = Rect { x: row.x + 2.min(row.width), width: row.width.saturating_sub(2), ..row };
        let role = if is_chosen { theme.strong } else { theme.text };
        paint::clipped(buf, text, Safe::line(style.label()).as_clean(), role);
    }
    let preview = if wide {
        let x = (NAMES + 1).min(area.width);
        Rect { x: area.x + x, width: area.width - x, ..area }
    } else {
        let y = (shown + 1).min(area.height);
        Rect { y: area.y + y, height: area.height - y, ..area }
    };
    preview_of(chooser, theme, preview, buf);
    cursor
}

fn preview_of(chooser: &Chooser, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let format = Safe::format(format_args!("as {}", chooser.format.name()));
    let mut parts = vec![(format, theme.dim)];
    match &chooser.preview {
        None => {}
        Some(Err(reason)) => parts.push((reason.clone(), theme.warning)),
        Some(Ok(cited)) => {
            parts.push((cited.entry.clone(), theme.text));
            if !cited.in_text.is_empty() {
                parts.push((Safe::format(format_args!("in text: {}", cited.in_text)), theme.text));
            }
            parts.push((cited.missing.clone(), theme.dim));
            parts.push((cited.doubts.clone(), theme.dim));
        }
    }
    let mut rows = area.rows();
    for (text, style) in parts.into_iter().filter(|(text, _)| !text.is_empty()) {
        for line in typeset::lines(&text, area.width) {
            let Some(row) = rows.next() else { return };
            paint::line(buf, row, text.slice(line), style);
        }
        rows.next();
    }
}

/// An empty frame in the middle of the screen, as high as `lines` need and the
/// screen allows; returns its inside.
fn framed(
    buf: &mut Buffer,
    theme: &Theme,
    lines: u16,
    title: &'static str,
    keys: &'static str,
) -> Rect {
    let screen = buf.area;
    let width = screen.width.saturating_sub(2).min(WIDEST);
    let height = screen.height.saturating_sub(1).min(lines.saturating_add(2));
    let x = screen.x + (screen.width - width) / 2;
    let y = screen.y + (screen.height - height) / 3;
    let area = Rect { x, y, width, height };
    paint::empty(buf, area);
    Block::bordered()
        .border_style(theme.rule)
        .title(title_of(title))
        .title_bottom(title_of(keys))
        .render(area, buf);
    let inside = Rect {
        x: x + 2,
        y: y + 1,
        width: width.saturating_sub(4),
        height: height.saturating_sub(2),
    };
    inside.intersection(area)
}

fn title_of(words: &'static str) -> String {
    format!(" {words} ")
}
