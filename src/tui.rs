//! The terminal: the only part of newsread that knows there is one.
//!
//! [`view`] draws the session and cannot change it; [`run`] is the loop between
//! the inbox and the screen. How the terminal is taken and given back stands
//! in [`screen`].

pub mod clipboard;
pub mod input;
pub mod screen;
pub mod theme;

mod list;
mod paint;
mod popup;
mod reader;
mod status;

use std::io;
use std::sync::mpsc::Receiver;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::app::layout::Area;
use crate::app::{App, Effect, Msg, Pane, Popup};
use crate::article::Clean;
use clipboard::Clipboard;
use input::Listener;
use screen::Screen;
use theme::Theme;

/// Messages taken between two frames: a flood of keys is drawn once a batch,
/// and still never keeps the screen from being drawn.
const BATCH: usize = 4096;

/// Runs a session until the reader quits or every sender of `inbox` is gone.
///
/// Each turn draws once, however many messages came in meanwhile: a burst of
/// keys or results costs one frame, not many.
pub fn run(
    screen: &mut Screen,
    app: &mut App,
    theme: &Theme,
    (inbox, listener): (&Receiver<Msg>, &Listener),
    mut perform: impl FnMut(Effect),
) -> io::Result<()> {
    loop {
        if !screen.is_lent() {
            show(screen, app, theme)?;
        }
        let Ok(first) = inbox.recv() else { return Ok(()) };
        for msg in std::iter::once(first).chain(inbox.try_iter()).take(BATCH) {
            let is_awaited = Listener::awaits(&msg);
            let mut effects: Vec<Effect> = app.update(msg);
            while let Some(effect) = (!effects.is_empty()).then(|| effects.remove(0)) {
                match effect {
                    Effect::Quit => return Ok(()),
                    Effect::Suspend => screen.suspend()?,
                    Effect::Edit(_) => {
                        screen.lend();
                        perform(effect);
                    }
                    Effect::TakeBack => {
                        screen.take_back()?;
                        listener.go_on();
                    }
                    Effect::Redraw => screen.redraw()?,
                    Effect::Mouse(listen) => screen.listen_to_mouse(listen)?,
                    Effect::CopyByTerminal(copying) => {
                        let route = screen.clipboard().copy(&copying.text);
                        effects.extend(app.update(Msg::Copied(copying, route)));
                    }
                    effect => perform(effect),
                }
            }
            if is_awaited && !screen.is_lent() {
                listener.go_on();
            }
        }
    }
}

/// Shows the session as it is now on the whole screen.
pub fn show(screen: &mut Screen, app: &mut App, theme: &Theme) -> io::Result<()> {
    screen.mark_pastes(app.has_field())?;
    let (width, height) = screen.fit()?;
    app.fit(width, height);
    screen.draw(|frame| view(app, theme, frame))
}

/// Draws the session.
pub fn view(app: &App, theme: &Theme, frame: &mut Frame) {
    let layout = &app.layout;
    let screen = frame.area();
    frame.buffer_mut().set_style(screen, theme.page);
    if layout.is_too_small() {
        frame.set_cursor_position((0, 0));
        paint::line(
            frame.buffer_mut(),
            frame_area(layout.screen),
            Clean::literal("too small"),
            theme.text,
        );
        return;
    }
    let mut cursor = None;
    if let Some(area) = layout.list {
        let row = list::draw(app, theme, frame_area(area), frame.buffer_mut());
        cursor = row.filter(|_| app.focus == Pane::List);
    }
    if let Some(rule) = layout.rule {
        let sign = Clean::literal(if layout.is_stacked() { "─" } else { "│" });
        for cell in frame_area(rule).positions() {
            let cell = Rect { x: cell.x, y: cell.y, width: 1, height: 1 };
            paint::line(frame.buffer_mut(), cell, sign, theme.rule);
        }
    }
    if let Some(area) = layout.reader {
        let row = reader::draw(app, theme, frame_area(area), frame.buffer_mut());
        cursor = cursor.or(row.filter(|_| app.focus == Pane::Reader));
    }
    let field = status::draw(app, theme, frame_area(layout.status), frame.buffer_mut());
    let cursor = popup(app, theme, frame).or(field).or(cursor);
    // Screen readers and Braille follow the cursor: it is always somewhere.
    frame.set_cursor_position(cursor.unwrap_or((layout.status.x, layout.status.y)));
}

/// Draws the popup, if one is open; where its cursor is.
fn popup(app: &App, theme: &Theme, frame: &mut Frame) -> Option<(u16, u16)> {
    Some(match app.popup.as_ref()? {
        Popup::Help(help) => popup::help(help, app, theme, frame),
        Popup::Tour(tour) => popup::tour(*tour, app, theme, frame),
        Popup::Styles(chooser) => popup::styles(chooser, theme, frame),
        Popup::Facets(choice) => popup::facets(choice, theme, frame),
        Popup::Links(links) => popup::links(links, theme, frame),
        Popup::Sending(dispatch) => popup::sending(dispatch, theme, frame),
        Popup::Note(draft) => popup::note(draft, theme, frame),
        Popup::Notes(notebook) => popup::notes(notebook, theme, frame),
        Popup::Searches(searches) => popup::searches(searches, theme, frame),
        Popup::Copies(copies) => popup::copies(copies, theme, frame),
        Popup::Compared(it) => {
            let keys = ["n N change · j k · space b · esc", "n N · j k · esc"];
            popup::columns(&it.columns, "What differs", keys, theme, frame)
        }
        Popup::Translation(it) => {
            let keys = if it.is_asking() {
                ["enter translate · esc leave it"; 2]
            } else {
                ["j k · space b · n N paragraph · esc", "j k · n N · esc"]
            };
            popup::columns(&it.columns, "Translation", keys, theme, frame)
        }
        Popup::Trust(card) => popup::trust(card, theme, frame),
    })
}

fn frame_area(area: Area) -> Rect {
    Rect { x: area.x, y: area.y, width: area.width, height: area.height }
}
