//! What the terminal sends, as messages.
//!
//! While the terminal is lent to another program, its keys are that program's.
//! So the key for which it may be lent is waited behind: nothing more is read
//! before the session says that it goes on.

use std::io;
use std::panic::catch_unwind;
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
    read,
};

use crate::app::keymap::Key;
use crate::app::noting::ELSEWHERE;
use crate::app::{Mouse, Msg, Pointed};

/// Time within which another click on the same cell belongs to the one before.
const DOUBLE_CLICK: Duration = Duration::from_millis(400);

/// Lines that one step of the wheel scrolls.
const WHEEL: isize = 3;

/// The way to the thread that listens.
#[derive(Debug)]
pub struct Listener(Sender<()>);

impl Listener {
    /// Whether nothing is read behind a message until it was answered.
    pub(super) fn awaits(msg: &Msg) -> bool {
        matches!(msg, Msg::Key(ELSEWHERE))
    }

    /// Lets it read on behind such a message.
    pub(super) fn go_on(&self) {
        // A thread that has ended reads nothing.
        self.0.send(()).ok();
    }
}

/// Reads keys, the mouse and resizes on a thread of their own, until the
/// terminal or the inbox is gone.
pub fn listen(inbox: Sender<Msg>) -> io::Result<Listener> {
    let (go_on, answered) = channel();
    let work = move || {
        let mut last = None;
        while let Some(event) = next() {
            let msg = match event {
                Event::Key(key) => key_of(key).map(Msg::Key),
                Event::Mouse(mouse) => mouse_of(mouse, &mut last, Instant::now()).map(Msg::Mouse),
                Event::Paste(text) => Some(Msg::Pasted(text)),
                Event::Resize(..) => Some(Msg::Resized),
                Event::FocusGained | Event::FocusLost => None,
            };
            let Some(msg) = msg else { continue };
            let is_awaited = Listener::awaits(&msg);
            if inbox.send(msg).is_err() || is_awaited && answered.recv().is_err() {
                return;
            }
        }
        // Without keys there is no way to leave; so the session ends.
        inbox.send(Msg::Terminate).ok();
    };
    thread::Builder::new().name("input".to_owned()).spawn(work)?;
    Ok(Listener(go_on))
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

/// A click: when, in which cell, and how many came there before it.
type Click = (Instant, u16, u16, usize);

fn mouse_of(event: MouseEvent, last: &mut Option<Click>, now: Instant) -> Option<Mouse> {
    let (x, y) = (event.column, event.row);
    let pointed = match event.kind {
        MouseEventKind::ScrollDown => Pointed::Wheel(WHEEL),
        MouseEventKind::ScrollUp => Pointed::Wheel(-WHEEL),
        MouseEventKind::Drag(MouseButton::Left) => Pointed::Drag,
        MouseEventKind::Down(MouseButton::Left) => {
            let again = last.filter(|(then, was_x, was_y, _)| {
                now.duration_since(*then) < DOUBLE_CLICK && (*was_x, *was_y) == (x, y)
            });
            let before = again.map_or(0, |(.., before)| (before + 1) % 3);
            *last = Some((now, x, y, before));
            [Pointed::Click, Pointed::DoubleClick, Pointed::TripleClick][before]
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
    fn clicks_on_one_cell_are_counted_up_to_three() {
        let click = |x| MouseEvent {
            kind: MouseEventKind::Down(MouseButton::Left),
            column: x,
            row: 1,
            modifiers: KeyModifiers::NONE,
        };
        let (mut last, now) = (None, Instant::now());
        let mut pointed = |x, now| mouse_of(click(x), &mut last, now).unwrap().pointed;
        assert_eq!(pointed(1, now), Pointed::Click);
        assert_eq!(pointed(1, now), Pointed::DoubleClick);
        assert_eq!(pointed(1, now), Pointed::TripleClick);
        assert_eq!(pointed(1, now), Pointed::Click);
        assert_eq!(pointed(2, now), Pointed::Click);
        assert_eq!(pointed(2, now + DOUBLE_CLICK), Pointed::Click);
    }

    #[test]
    fn a_move_with_the_left_button_held_is_a_drag_and_no_other_move_is_heard_of() {
        let moved = |kind| MouseEvent { kind, column: 4, row: 1, modifiers: KeyModifiers::NONE };
        let pointed = |kind| mouse_of(moved(kind), &mut None, Instant::now());
        let drag = Mouse { x: 4, y: 1, pointed: Pointed::Drag };
        assert_eq!(pointed(MouseEventKind::Drag(MouseButton::Left)), Some(drag));
        assert_eq!(pointed(MouseEventKind::Drag(MouseButton::Right)), None);
        assert_eq!(pointed(MouseEventKind::Moved), None);
    }
}
