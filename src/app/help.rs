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

/// A line of the help screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A task, above the keys that serve it.
    Task(&'static str),
    /// Keys, and what they do.
    Keys(String, &'static str),
}

impl Help {
    /// The lines that match the filter, from the one scrolled to.
    pub fn shown(&self, keymap: &Keymap) -> Vec<Line> {
        let lines = self.lines(keymap);
        let top = self.top.min(lines.len().saturating_sub(1));
        lines.into_iter().skip(top).collect()
    }

    /// The lines that match the filter, task by task. Every word typed must
    /// begin a word of the line or of its task.
    pub fn lines(&self, keymap: &Keymap) -> Vec<Line> {
        let wanted = self.filter.value().to_lowercase();
        let begins = |text: &str, word: &str| text.split(' ').any(|start| start.starts_with(word));
        let mut lines = Vec::new();
        let mut task = "";
        for &action in Action::ALL {
            let keys = keymap.keys(action).join(", ");
            let said = format!("{} {}", action.help(), action.task()).to_lowercase();
            let matches = |word: &str| keys.to_lowercase().contains(word) || begins(&said, word);
            if keys.is_empty() || !wanted.split_whitespace().all(matches) {
                continue;
            }
            if task != action.task() {
                task = action.task();
                lines.push(Line::Task(task));
            }
            lines.push(Line::Keys(keys, action.help()));
        }
        lines
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
