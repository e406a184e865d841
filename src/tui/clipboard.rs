//! Putting text where other programs can paste it.

use std::io::Write;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use crate::app::citing::Route;
use crate::article::Safe;

/// Somewhere to copy text to.
pub trait Clipboard {
    /// Replaces what was copied before; says how, or why not and what to do.
    fn copy(&mut self, text: &str) -> Result<Route, Safe>;
}

/// Bytes of base64 that terminals are known to take: xterm's limit for one
/// control string.
const LONGEST: usize = 100_000;

/// What stands between newsread and the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Through {
    /// Nothing.
    #[default]
    Nothing,
    /// tmux, which passes on what is wrapped for it.
    Tmux,
    /// GNU screen, likewise, in pieces.
    Screen,
    /// A terminal that has no clipboard.
    NoClipboard,
}

impl Through {
    /// Judges by the environment, which `variable` reads.
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let term = variable("TERM").unwrap_or_default();
        if variable("TMUX").is_some() {
            Self::Tmux
        } else if variable("STY").is_some() || term.starts_with("screen") {
            Self::Screen
        } else if matches!(term.as_str(), "linux" | "dumb" | "") {
            Self::NoClipboard
        } else {
            Self::Nothing
        }
    }
}

/// Asks the terminal to copy, which works over ssh too (OSC 52, xterm's
/// “Manipulate Selection Data”). It never asks what is on the clipboard.
#[derive(Debug)]
pub struct Osc52<W> {
    /// The terminal.
    pub terminal: W,
    /// What stands before it.
    pub through: Through,
}

impl<W: Write> Clipboard for Osc52<W> {
    fn copy(&mut self, text: &str) -> Result<Route, Safe> {
        let encoded = BASE64_STANDARD.encode(text);
        if encoded.len() > LONGEST {
            return Err(Safe::line(
                "the terminal takes no more than 74,000 bytes; copy less at a time",
            ));
        }
        let asked = format!("\x1b]52;c;{encoded}\x07");
        let written = match self.through {
            Through::NoClipboard => {
                return Err(Safe::line("neither the desktop nor this terminal has a clipboard"));
            }
            Through::Nothing => asked,
            // Plain for a tmux that keeps a clipboard itself, wrapped for one
            // that passes it on; which of the two it does, it does not say.
            Through::Tmux => {
                format!("{asked}\x1bPtmux;{}\x1b\\", asked.replace('\x1b', "\x1b\x1b"))
            }
            Through::Screen => in_pieces(&asked),
        };
        let sent = self.terminal.write_all(written.as_bytes()).and_then(|()| self.terminal.flush());
        sent.map(|()| Route::Terminal)
            .map_err(|error| Safe::format(format_args!("the terminal refused: {error}")))
    }
}

/// Bytes that screen takes in one device control string.
const PIECE: usize = 76;

fn in_pieces(asked: &str) -> String {
    let pieces = asked
        .as_bytes()
        .chunks(PIECE)
        .map(|piece| format!("\x1bP{}\x1b\\", String::from_utf8_lossy(piece)));
    pieces.collect()
}

/// The desktop's clipboard. One handle is kept: on X11 the text is gone with
/// the handle that offered it.
#[derive(Default)]
pub struct Desktop(Option<arboard::Clipboard>);

impl Desktop {
    /// Looks whether there is one; nothing is copied.
    pub fn reach(&mut self) -> Result<(), Safe> {
        if self.0.is_none() {
            self.0 = Some(arboard::Clipboard::new().map_err(|error| refused(&error))?);
        }
        Ok(())
    }
}

fn refused(error: &arboard::Error) -> Safe {
    Safe::format(format_args!("the desktop’s clipboard: {error}"))
}

impl Clipboard for Desktop {
    fn copy(&mut self, text: &str) -> Result<Route, Safe> {
        self.reach()?;
        let copied = self.0.as_mut().map_or(Ok(()), |clipboard| clipboard.set_text(text));
        if copied.is_err() {
            // The desktop may have gone and come again.
            self.0 = None;
        }
        copied.map(|()| Route::Desktop).map_err(|error| refused(&error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(through: Through, text: &str) -> String {
        let mut clipboard = Osc52 { terminal: Vec::new(), through };
        clipboard.copy(text).unwrap();
        String::from_utf8(clipboard.terminal).unwrap()
    }

    #[test]
    fn osc52_is_the_text_in_base64_between_escapes() {
        assert_eq!(sent(Through::Nothing, "Dé jà lu"), "\x1b]52;c;RMOpIGrDoCBsdQ==\x07");
    }

    #[test]
    fn tmux_and_screen_get_it_wrapped() {
        assert_eq!(
            sent(Through::Tmux, "a"),
            "\x1b]52;c;YQ==\x07\x1bPtmux;\x1b\x1b]52;c;YQ==\x07\x1b\\"
        );
        assert_eq!(sent(Through::Screen, "a"), "\x1bP\x1b]52;c;YQ==\x07\x1b\\");
    }

    #[test]
    fn a_terminal_without_a_clipboard_is_not_written_to() {
        let through = Through::of(|name| (name == "TERM").then(|| "linux".to_owned()));
        let mut clipboard = Osc52 { terminal: Vec::new(), through };
        assert!(clipboard.copy("a").is_err());
        assert!(clipboard.terminal.is_empty());
    }
}
