//! What the terminal sends, as messages.

use std::io;
use std::panic::catch_unwind;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
    read,
};

use crate::app::keymap::Key;
use crate::app::{Mouse, Msg, Pointed};

/// Time within which a second click on the same cell makes a double click.
const DOUBLE_CLICK: Duration = Duration::from_millis(400);

/// Lines that one step of the wheel scrolls.
const WHEEL: isize = 3;

/// Reads keys, the mouse and resizes on a thread of their own, until the
/// terminal or the inbox is gone.
pub fn listen(inbox: Sender<Msg>) -> io::Result<()> {
    let work = move || {
        let mut last: Option<(Instant, u16, u16)> = None;
        while let Some(event) = next() {
            let msg = match event {
                Event::Key(key) => key_of(key).map(Msg::Key),
                Event::Mouse(mouse) => mouse_of(mouse, &mut last, Instant::now()).map(Msg::Mouse),
                Event::Paste(text) => Some(Msg::Pasted(text)),
                Event::Resize(..) => Some(Msg::Resized),
                Event::FocusGained | Event::FocusLost => None,
            };
            if let Some(msg) = msg
                && inbox.send(msg).is_err()
            {
                return;
            }
        }
        // Without keys there is no way to leave; so the session ends.
        inbox.send(Msg::Terminate).ok();
    };
    thread::Builder::new().name("input".to_owned()).spawn(work).map(drop)
}

/// Reports in a row that the terminal library may fail to read; more is no
/// terminal.
const FAULTS: usize = 64;

/// The next event; `None` when there will be none any more.
///
/// Some reports that no terminal should send, such as a click in column 0, make
/// the library panic: such a report is passed over.
fn next() -> Option<Event> {
    (0..FAULTS).find_map(|_| catch_unwind(read).ok())?.ok()
}

fn key_of(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    Some(match event.code {
        KeyCode::Char(c) if ctrl => Key::Ctrl(c.to_ascii_lowercase()),
        KeyCode::Char(c) if alt => Key::Alt(c),
        KeyCode::Char(c) if c.is_control() => return None,
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Left if ctrl => Key::CtrlLeft,
        KeyCode::Right if ctrl => Key::CtrlRight,
        KeyCode::Down => Key::Down,
        KeyCode::Up => Key::Up,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Insert => Key::Insert,
        KeyCode::Delete => Key::Delete,
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::F(n) => Key::Function(n),
        _ => return None,
    })
}

fn mouse_of(
    event: MouseEvent,
    last: &mut Option<(Instant, u16, u16)>,
    now: Instant,
) -> Option<Mouse> {
    let (x, y) = (event.column, event.row);
    let pointed = match event.kind {
        MouseEventKind::ScrollDown => Pointed::Wheel(WHEEL),
        MouseEventKind::ScrollUp => Pointed::Wheel(-WHEEL),
        MouseEventKind::Down(MouseButton::Left) => {
            let again = |(then, was_x, was_y): &(Instant, u16, u16)| {
                now.duration_since(*then) < DOUBLE_CLICK && (*was_x, *was_y) == (x, y)
            };
            let is_second = last.take().is_some_and(|last| again(&last));
            if !is_second {
                *last = Some((now, x, y));
            }
            if is_second { Pointed::DoubleClick } else { Pointed::Click }
        }
        _ => return None,
    };
    Some(Mouse { x, y, pointed })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(code: KeyCode, modifiers: KeyModifiers) -> Option<Key> {
        key_of(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn keys_are_told_apart_as_the_configuration_writes_them() {
        assert_eq!(pressed(KeyCode::Char('G'), KeyModifiers::SHIFT), Some(Key::Char('G')));
        assert_eq!(pressed(KeyCode::Char('d'), KeyModifiers::CONTROL), Some(Key::Ctrl('d')));
        assert_eq!(pressed(KeyCode::BackTab, KeyModifiers::SHIFT), Some(Key::BackTab));
        assert_eq!(pressed(KeyCode::Char('\u{9b}'), KeyModifiers::NONE), None);
    }

    #[test]
    fn two_clicks_on_one_cell_are_a_double_click() {
        let click = |x| MouseEvent {
            kind: MouseEventKind::Down(MouseButton::Left),
            column: x,
            row: 1,
            modifiers: KeyModifiers::NONE,
        };
        let (mut last, now) = (None, Instant::now());
        assert_eq!(mouse_of(click(1), &mut last, now).unwrap().pointed, Pointed::Click);
        assert_eq!(mouse_of(click(1), &mut last, now).unwrap().pointed, Pointed::DoubleClick);
        assert_eq!(mouse_of(click(1), &mut last, now).unwrap().pointed, Pointed::Click);
        assert_eq!(mouse_of(click(2), &mut last, now).unwrap().pointed, Pointed::Click);
        assert_eq!(
            mouse_of(click(2), &mut last, now + DOUBLE_CLICK).unwrap().pointed,
            Pointed::Click
        );
    }
}
