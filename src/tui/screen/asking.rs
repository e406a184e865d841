//! What a terminal is asked when it is taken, and what it answers.
//!
//! It is asked only where pictures are to be printed by it and nothing else says
//! whether it can. One idea: it is asked only what it answers by sequences that
//! are no keys, so an answer that comes late is dropped by whoever reads those;
//! and what is typed meanwhile is kept. For its name, which is no such sequence,
//! only those are asked that are known to answer, and waited for longer.
//!
//! Source: xterm, “Control Sequences”: Primary DA, XTVERSION, and `CSI 16 t`.

use std::io;
use std::os::fd::AsFd;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::app::keymap::Key;
use crate::app::reader::drawings::Grain;

/// How many pixels a cell has.
pub(super) const CELL: &[u8] = b"\x1b[16t";

/// What the terminal is called, and its version.
pub(super) const NAME: &[u8] = b"\x1b[>q";

/// What the terminal can do, which all terminals say: so this is asked last.
pub(super) const ABILITIES: &[u8] = b"\x1b[c";

/// All that a terminal may be asked.
pub(super) const QUESTIONS: [&[u8]; 3] = [CELL, NAME, ABILITIES];

/// How long an answer is waited for: longer than to the other side of the world
/// and back.
pub(super) const PATIENCE: Duration = Duration::from_millis(500);

/// How long one is waited for that is known to come.
pub(super) const CERTAINTY: Duration = Duration::from_secs(3);

/// The first version of kitty that shows a picture wherever its placeholders
/// stand (kitty, “Changelog”, 0.28.0).
const PLACEHOLDERS: (u16, u16) = (0, 28);

/// What a terminal that shows sixels says of itself.
const SIXELS: &str = "4";

/// Pixels of a cell that are believed.
const BELIEVED: std::ops::RangeInclusive<u16> = 2..=256;

/// Bytes of an answer at most.
const LONGEST: usize = 128;

/// Keys that are kept at most.
const TYPED: usize = 256;

/// What was answered, and typed meanwhile.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Answers {
    /// Whether it shows sixels.
    pub(super) shows_sixels: bool,
    /// Pixels of a cell.
    pub(super) cell: Option<Grain>,
    /// Whether it is one that shows pictures by kitty's placeholders.
    pub(super) knows_placeholders: bool,
    /// Keys that are single characters. Others are lost, as no one can say of the
    /// beginning of a sequence whose it is.
    pub(super) typed: Vec<Key>,
    is_complete: bool,
    begun: Vec<u8>,
}

impl Answers {
    /// Reads what comes from `terminal`, to the last answer or as long as one can
    /// be waited for.
    pub(super) fn of(terminal: impl AsFd, patience: Duration) -> io::Result<Self> {
        let mut answers = Self::default();
        let end = Instant::now() + patience;
        let mut bytes = [0; 256];
        while !answers.is_complete {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            let seconds = left.as_secs().try_into().unwrap_or(0);
            let left = Timespec { tv_sec: seconds, tv_nsec: left.subsec_nanos().into() };
            let mut ready = [PollFd::new(&terminal, PollFlags::IN)];
            match poll(&mut ready, Some(&left)) {
                Err(rustix::io::Errno::INTR) => continue,
                Err(error) => return Err(error.into()),
                Ok(0) => break,
                Ok(_) if !ready[0].revents().contains(PollFlags::IN) => break,
                Ok(_) => {}
            }
            match rustix::io::read(&terminal, &mut bytes)? {
                0 => break,
                count => bytes[..count].iter().for_each(|byte| answers.take(*byte)),
            }
        }
        answers.settle();
        Ok(answers)
    }

    fn take(&mut self, byte: u8) {
        self.begun.push(byte);
        match &*self.begun {
            [0x1b] | [0x1b, b'[' | b'O' | b'P' | b'X' | b']' | b'^' | b'_'] => {}
            // A string, its own name or that of a program that ran before: it ends
            // by BEL or ST, and nothing in it is a key.
            [0x1b, b'P' | b'X' | b']' | b'^' | b'_', said @ .., 0x07]
            | [0x1b, b'P' | b'X' | b']' | b'^' | b'_', said @ .., 0x1b, b'\\'] => {
                self.knows_placeholders |= knows_placeholders(said);
                self.begun.clear();
            }
            [0x1b, b'P' | b'X' | b']' | b'^' | b'_', ..] => {
                if self.begun.len() > LONGEST {
                    self.begun.remove(2);
                }
            }
            // Another sequence, before this one came to its end.
            [0x1b, .., 0x1b] => {
                self.begun.pop();
                self.settle();
                self.begun.push(0x1b);
            }
            [0x1b, b'[', .., 0x20..=0x3f] => self.begun.truncate(LONGEST),
            [0x1b, b'O', _] => self.begun.clear(),
            [0x1b, b'[', said @ .., last] => {
                let said = String::from_utf8_lossy(said).into_owned();
                self.heed(&said, *last);
                self.begun.clear();
            }
            [0x1b, ..] => self.settle(),
            letter => match str::from_utf8(letter) {
                Err(error) if error.error_len().is_none() => {}
                _ => self.settle(),
            },
        }
    }

    fn heed(&mut self, said: &str, last: u8) {
        let mut numbers = said.trim_start_matches('?').split(';');
        match last {
            b'c' if said.starts_with('?') => {
                self.shows_sixels = numbers.skip(1).any(|number| number == SIXELS);
                self.is_complete = true;
            }
            b't' if numbers.next() == Some("6") => {
                let pixels: Vec<u16> = numbers.filter_map(|number| number.parse().ok()).collect();
                self.cell = match pixels[..] {
                    [height, width] => Some((width, height)).filter(|cell| is_believed(*cell)),
                    _ => None,
                };
            }
            _ => {}
        }
    }

    /// Takes what came and is no answer as typed.
    fn settle(&mut self) {
        let begun = std::mem::take(&mut self.begun);
        let typed = match &*begun {
            [0x1b] => Some(Key::Esc),
            [0x1b, rest @ ..] => {
                let mut letters = str::from_utf8(rest).unwrap_or_default().chars();
                letters.next().filter(|c| !c.is_control() && !"[O".contains(*c)).map(Key::Alt)
            }
            [b'\r'] => Some(Key::Enter),
            [b'\t'] => Some(Key::Tab),
            [0x7f] => Some(Key::Backspace),
            [control @ 1..=26] => Some(Key::Ctrl(char::from(control - 1 + b'a'))),
            letter => str::from_utf8(letter)
                .ok()
                .and_then(|letter| letter.chars().next())
                .filter(|c| !c.is_control())
                .map(Key::Char),
        };
        self.typed.extend(typed.filter(|_| self.typed.len() < TYPED));
    }
}

/// Whether a terminal that calls itself so, `>|kitty(0.42.1)`, knows kitty's
/// placeholders; Ghostty always did.
fn knows_placeholders(said: &[u8]) -> bool {
    let Some(name) = str::from_utf8(said).ok().and_then(|said| said.strip_prefix(">|")) else {
        return false;
    };
    let version = name.strip_prefix("kitty(").and_then(|version| {
        let mut numbers = version.split(['.', ')']).map_while(|number| number.parse().ok());
        Some((numbers.next()?, numbers.next()?))
    });
    name.starts_with("ghostty") || version.is_some_and(|version| version >= PLACEHOLDERS)
}

/// Whether a cell can have so many pixels.
pub(super) fn is_believed((width, height): Grain) -> bool {
    BELIEVED.contains(&width) && BELIEVED.contains(&height)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    /// What is made of these bytes, and of the silence behind them.
    fn heard(bytes: &[u8]) -> Answers {
        let (reader, mut writer) = io::pipe().unwrap();
        writer.write_all(bytes).unwrap();
        Answers::of(&reader, PATIENCE).unwrap()
    }

    #[test]
    fn a_terminal_says_what_it_shows_and_how_large_its_cells_are() {
        let heard = heard(b"\x1b[6;18;9t\x1b[?62;4;22c");
        let answers = Answers {
            shows_sixels: true,
            cell: Some((9, 18)),
            is_complete: true,
            ..Answers::default()
        };
        assert_eq!(heard, answers);
    }

    #[test]
    fn a_terminal_of_class_four_does_not_say_so_that_it_shows_sixels() {
        assert!(!heard(b"\x1b[?4;6c").shows_sixels);
        assert!(!heard(b"\x1b[?64;14;44c").shows_sixels);
        assert!(heard(b"\x1b[?64;4c").shows_sixels);
    }

    #[test]
    fn kitty_knows_placeholders_from_its_version_0_28_on_and_ghostty_always() {
        let knows = |name: &str| {
            heard(format!("\x1bP>|{name}\x1b\\\x1b[?62c").as_bytes()).knows_placeholders
        };
        assert!(knows("kitty(0.28.0)") && knows("kitty(0.42.1)") && knows("kitty(1.0.0)"));
        assert!(knows("ghostty 1.2.0"));
        for other in ["kitty(0.26.5)", "kitty", "kitty(x.y)", "WezTerm 20240203", ""] {
            assert!(!knows(other), "{other}");
        }
        assert!(!heard(b"\x1b[?62c").knows_placeholders);
    }

    #[test]
    fn a_terminal_that_says_nothing_is_not_waited_for_without_end() {
        assert_eq!(heard(b""), Answers::default());
        let (reader, writer) = io::pipe().unwrap();
        drop(writer);
        assert_eq!(Answers::of(&reader, PATIENCE).unwrap(), Answers::default());
    }

    #[test]
    fn sizes_that_no_cell_has_are_not_believed() {
        for size in ["6;0;0", "6;65535;65535", "6;18", "6;18;9;4", "8;24;80", "6;x;9"] {
            assert_eq!(heard(format!("\x1b[{size}t\x1b[?1;2c").as_bytes()).cell, None, "{size}");
        }
    }

    #[test]
    fn what_is_typed_meanwhile_is_kept_and_no_answer_is_among_it() {
        let heard = heard("/é東\x1b[6;18;9t\r\x04\x1bx\x1b[A\x1bOB\x1b[?1;2c".as_bytes());
        let keys = [
            Key::Char('/'),
            Key::Char('é'),
            Key::Char('東'),
            Key::Enter,
            Key::Ctrl('d'),
            Key::Alt('x'),
        ];
        assert_eq!(heard.typed, keys);
        assert!(heard.is_complete);
    }

    #[test]
    fn what_answers_another_program_is_no_key() {
        let late =
            b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1bP>|foot\x1b\\\x1b]52;c;YWJj\x07x\x1b[?1;2c";
        assert_eq!(heard(late).typed, [Key::Char('x')]);
        let long = format!("\x1b[{}tq\x1b[?1;2c", "1;".repeat(LONGEST));
        assert_eq!(heard(long.as_bytes()).typed, [Key::Char('q')]);
    }

    #[test]
    fn a_terminal_that_never_stops_is_not_listened_to_without_end() {
        let (reader, mut writer) = io::pipe().unwrap();
        let flood = std::thread::spawn(move || while writer.write_all(&[b'x'; 64]).is_ok() {});
        assert_eq!(Answers::of(&reader, PATIENCE).unwrap().typed.len(), TYPED);
        drop(reader);
        flood.join().unwrap();
    }

    #[test]
    fn a_lone_esc_is_a_key_once_nothing_follows() {
        assert_eq!(heard(b"\x1b").typed, [Key::Esc]);
        assert_eq!(heard(&[b'\x1b', b'[', b'1'].repeat(100)).typed, []);
    }
}
