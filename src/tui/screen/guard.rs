//! The last line: every byte on its way to the terminal is checked against
//! what newsread ever means to send.
//!
//! It knows nothing of what is drawn. Text is cleaned long before
//! ([`crate::article::Safe`]); should a way around that ever be built, this
//! breaks the program in debug builds and tests, where it is seen, rather than
//! letting a file talk to the terminal. In a release it only hands on. Pictures
//! and questions pass only while they are meant to, and nothing else then.
//!
//! Source of the grammar: ECMA-48, 5th edition, 5.3 to 5.6; xterm, “Control
//! Sequences”.

mod plates;

use std::cell::Cell;
use std::io::{self, Write};
use std::rc::Rc;

use super::asking::QUESTIONS;
use crate::tui::plate::{PLACEHOLDER, Protocol};
use plates::Part;

/// What a sequence may end with that begins with `ESC [`: to a place, clear
/// the rest, clear the line, look.
const FINALS: &[u8] = b"HJKm";

/// What may be switched: the other screen, the cursor, marks around pastes,
/// the mouse, and whether a frame is shown at once. Nothing here makes the
/// terminal answer.
const MODES: [&[u8]; 7] = [b"?1049", b"?25", b"?2004", b"?1000", b"?1002", b"?1006", b"?2026"];

/// What may be written to the clipboard: base64, and nothing is read from it.
const COPY: &[u8] = b"52;c;";

/// What may pass just now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Admits {
    /// Text, and what puts it in its place.
    #[default]
    Text,
    /// The same, and cells that stand for parts of a picture.
    Stamps,
    /// Pictures alone.
    Plate(Protocol),
    /// What the terminal is asked when it is taken.
    Question,
}

/// Stands between the program and its terminal.
#[derive(Debug)]
pub(super) struct Guard<W> {
    terminal: W,
    admits: Rc<Cell<Admits>>,
    state: State,
    /// What came of a sequence, or of a character.
    begun: Vec<u8>,
}

/// Within what the next byte is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Text,
    Escape,
    Control,
    Command,
    /// What tmux or screen hands on to the terminal around them.
    Through,
    /// Behind an `ESC` within one of these two.
    End(bool),
    /// A picture.
    Plate(Part),
}

impl<W: Write> Guard<W> {
    pub(super) fn new(terminal: W) -> Self {
        Self { terminal, admits: Rc::default(), state: State::Text, begun: Vec::new() }
    }

    /// What may pass just now, to be changed between two sequences.
    pub(super) fn admits(&self) -> Rc<Cell<Admits>> {
        Rc::clone(&self.admits)
    }

    /// Takes a byte; an error is what should never have been sent.
    fn check(&mut self, byte: u8) -> Result<(), Vec<u8>> {
        self.begun.push(byte);
        let begun = &*self.begun;
        let next = match self.admits.get() {
            Admits::Plate(protocol) => plates::next(protocol, self.state, begun),
            Admits::Question if QUESTIONS.contains(&begun) => Some(State::Text),
            Admits::Question => {
                let is_begun = QUESTIONS.iter().any(|question| question.starts_with(begun));
                is_begun.then_some(State::Escape)
            }
            Admits::Text | Admits::Stamps if self.state == State::Text && *begun != [0x1b] => {
                return self.check_text();
            }
            Admits::Text | Admits::Stamps => within(self.state, begun),
        };
        match next {
            Some(State::Text) => self.begun.clear(),
            Some(_) => {}
            None => return Err(std::mem::take(&mut self.begun)),
        }
        self.state = next.unwrap_or(State::Text);
        Ok(())
    }

    fn check_text(&mut self) -> Result<(), Vec<u8>> {
        let may_stamp = self.admits.get() == Admits::Stamps;
        let is_shown = match str::from_utf8(&self.begun) {
            Ok(text) => text.chars().all(|c| is_shown(c) && (may_stamp || c != PLACEHOLDER)),
            // More of the character is to come.
            Err(error) if error.error_len().is_none() => return Ok(()),
            Err(_) => false,
        };
        let character = std::mem::take(&mut self.begun);
        if is_shown { Ok(()) } else { Err(character) }
    }
}

/// Where the byte behind `begun` is, the last of which follows `state`, among text
/// and what puts it in its place; `None` if that should never be sent.
fn within(state: State, begun: &[u8]) -> Option<State> {
    let byte = *begun.last()?;
    match (state, byte) {
        (State::Text, 0x1b) => Some(State::Escape),
        (State::Escape, b'[') | (State::Control, 0x20..=0x3f) => Some(State::Control),
        (State::Escape, b']') => Some(State::Command),
        // Within tmux every ESC is doubled, within screen it is not.
        (State::Escape, b'P') | (State::End(true), 0x1b | b']') => Some(State::Through),
        (State::Control, b'h' | b'l') => {
            let mode = &begun[2..begun.len() - 1];
            MODES.contains(&mode).then_some(State::Text)
        }
        (State::Control, _) => FINALS.contains(&byte).then_some(State::Text),
        (State::Command, 0x07) | (State::End(_), b'\\') => Some(State::Text),
        (State::Command, 0x1b) => Some(State::End(false)),
        (State::Command, _) => {
            let said = &begun[2..];
            let is_copy = COPY.starts_with(&said[..said.len().min(COPY.len())]);
            let is_letter = said.len() <= COPY.len() || is_base64(byte);
            (is_copy && is_letter).then_some(State::Command)
        }
        (State::Through, 0x1b) => Some(State::End(true)),
        (State::Through, _) => {
            (is_base64(byte) || b"];\x07".contains(&byte)).then_some(State::Through)
        }
        (State::Text | State::Escape | State::End(_) | State::Plate(_), _) => None,
    }
}

/// Whether a terminal shows a character, rather than obeying it.
fn is_shown(c: char) -> bool {
    let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_tag = matches!(c, '\u{e0000}'..='\u{e0fff}');
    !c.is_control() && !turns && !is_tag
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+/=".contains(&byte)
}

impl<W: Write> Write for Guard<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.terminal.write(bytes)?;
        // While a panic gives the terminal back, another would end in between.
        if cfg!(debug_assertions) && !std::thread::panicking() {
            for byte in &bytes[..written] {
                if let Err(sent) = self.check(*byte) {
                    panic!("this was sent to the terminal: ‘{}’", sent.escape_ascii());
                }
            }
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.terminal.flush()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::backend::{Backend, CrosstermBackend};
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;
    use crate::article::Safe;
    use crate::tui::paint;

    /// Whether all of it may be sent, in pieces of any size.
    fn passes(bytes: &[u8]) -> bool {
        let mut guard = Guard::new(io::sink());
        bytes.iter().all(|byte| guard.check(*byte).is_ok())
    }

    #[test]
    fn what_newsread_means_to_send_passes() {
        for sent in [
            "Rain in Zürich, 東京 and 👩‍🔬",
            "\x1b[?1049h\x1b[?25l\x1b[?1000h\x1b[?1002h\x1b[?1006h\x1b[?2004h\x1b[2J",
            "\x1b[12;40H\x1b[1;38;5;4mRain\x1b[0m\x1b[K",
            "\x1b[?2004l\x1b[?1006l\x1b[?1000l\x1b[?1049l\x1b[?25h",
            "\x1b]52;c;UmFpbg==\x07\x1b]52;c;UmFpbg==\x1b\\",
            "\x1bPtmux;\x1b\x1b]52;c;UmFpbg==\x07\x1b\\Rain",
            "\x1bP\x1b]52;c;UmFpbg==\x07\x1b\\Rain",
        ] {
            assert!(passes(sent.as_bytes()), "{}", sent.escape_debug());
        }
    }

    #[test]
    fn what_a_file_might_say_to_a_terminal_does_not() {
        for sent in [
            "\u{7}",
            "\n",
            "\r",
            "\t",
            "\u{8}",
            "\u{7f}",
            "\u{9b}31m",
            "\u{85}",
            "\u{202e}",
            "\u{2066}",
            "\u{e0041}",
            "\x1bc",
            "\x1b[6n",
            "\x1b[c",
            "\x1b[21t",
            "\x1b[?1003h",
            "\x1b[?9001h",
            "\x1b[5i",
            "\x1b[4h",
            "\x1b]0;title\x07",
            "\x1b]52;c;?\x07",
            "\x1b]52;p;UmFpbg==\x07",
            "\x1b]8;;https://a.example\x07",
            "\x1b]52;c;U\nm",
            "\x1b_G",
            "\x1b[16t",
            "\u{10eeee}\u{305}\u{305}",
            "\x1bPq#0~\x1b\\",
            "\x1b]1337;File=inline=1:AAAA\x07",
            "\x1bP$q\"p\x1b\\",
            "\x1b[1;1\x1b[H",
        ] {
            assert!(!passes(sent.as_bytes()), "{}", sent.escape_debug());
        }
        assert!(!passes(b"\x9b31m") && !passes(b"\xff") && !passes(b"\xc3("));
    }

    #[test]
    fn only_a_question_passes_where_the_terminal_is_asked() {
        let passes = |sent: &str| {
            let mut guard = Guard::new(io::sink());
            guard.admits().set(Admits::Question);
            sent.bytes().all(|byte| guard.check(byte).is_ok())
        };
        assert!(passes("\x1b[16t\x1b[>q\x1b[c"));
        for sent in
            ["Rain", "\x1b[H", "\x1b[6n", "\x1b[>c", "\x1b[18t", "\x1b]11;?\x07", "\x1b_Gi=1"]
        {
            assert!(!passes(sent), "{}", sent.escape_debug());
        }
    }

    #[test]
    #[should_panic(expected = "was sent to the terminal")]
    fn a_byte_that_should_never_be_sent_breaks_a_debug_build() {
        Guard::new(io::sink()).write_all(b"Rain\x1b[6n").ok();
    }

    proptest! {
        #[test]
        fn whatever_a_file_says_passes_once_it_is_cleaned(text in any::<String>()) {
            let mut guard = Guard::new(Vec::new());
            let area = Rect::new(0, 0, 60, 2);
            let mut buffer = Buffer::empty(area);
            paint::line(&mut buffer, area, Safe::line(&text).as_clean(), Style::new().bold());
            let empty = Buffer::empty(area);
            let cells = empty.diff(&buffer);
            CrosstermBackend::new(&mut guard).draw(cells.into_iter()).unwrap();
        }
    }
}
