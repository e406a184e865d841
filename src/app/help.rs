//! The keys, made from the live keymap.

use tui_input::Input;

use super::action::Action;
use super::keymap::{Key, Keymap};
use super::prompt::{Typed, edit};

/// The help screen.
#[derive(Clone, Debug, Default)]
pub struct Help {
    /// What has been typed to filter it.
    pub filter: Input,
    top: usize,
}

/// What a key did to the help screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressed {
    /// It stays.
    Stays,
    /// It is closed.
    Closed,
}

impl Help {
    /// The lines that match the filter, from the one scrolled to.
    pub fn shown(&self, keymap: &Keymap) -> Vec<(String, &'static str)> {
        let lines = self.lines(keymap);
        let top = self.top.min(lines.len().saturating_sub(1));
        lines.into_iter().skip(top).collect()
    }

    /// The lines that match the filter: keys, and what they do. Every word
    /// typed must begin a word of the line.
    pub fn lines(&self, keymap: &Keymap) -> Vec<(String, &'static str)> {
        let lines = Action::ALL.iter().filter_map(|&action| {
            let keys = keymap.keys(action).join(" , ").replace(" , ", ", ");
            (!keys.is_empty()).then_some((keys, action.help()))
        });
        let wanted = self.filter.value().to_lowercase();
        let matches = |(keys, help): &(String, &str)| {
            wanted.split_whitespace().all(|word| {
                keys.to_lowercase().contains(word)
                    || help.to_lowercase().split(' ').any(|start| start.starts_with(word))
            })
        };
        lines.filter(matches).collect()
    }

    /// Takes a key: letters filter, arrows scroll, esc clears or closes.
    pub fn press(&mut self, key: Key, lines: usize) -> Pressed {
        match key {
            Key::Esc | Key::Char('q' | '?') if self.filter.value().is_empty() => {
                return Pressed::Closed;
            }
            Key::Esc => self.filter.reset(),
            Key::Enter => return Pressed::Closed,
            Key::Down => self.top = (self.top + 1).min(lines.saturating_sub(1)),
            Key::Up => self.top = self.top.saturating_sub(1),
            Key::PageDown => self.top = (self.top + 10).min(lines.saturating_sub(1)),
            Key::PageUp => self.top = self.top.saturating_sub(10),
            key => {
                if edit(&mut self.filter, key) == Typed::Changed {
                    self.top = 0;
                }
            }
        }
        Pressed::Stays
    }
}
