//! Which keys do what.
//!
//! A binding is a sequence of keys; the map knows whether the keys pressed so
//! far are one, begin one, or mean nothing, in the mode that the session is in.
//! It knows no terminal.

mod preset;

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::action::{Action, Mode};

/// A key press, independent of the terminal library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// A character, with shift already applied.
    Char(char),
    /// A character with the control key.
    Ctrl(char),
    /// A character with the alt key.
    Alt(char),
    /// A function key, from 1.
    Function(u8),
    /// The down arrow.
    Down,
    /// The up arrow.
    Up,
    /// The left arrow.
    Left,
    /// The right arrow.
    Right,
    /// The left arrow with the control key.
    CtrlLeft,
    /// The right arrow with the control key.
    CtrlRight,
    /// The home key.
    Home,
    /// The end key.
    End,
    /// The page-up key.
    PageUp,
    /// The page-down key.
    PageDown,
    /// The insert key.
    Insert,
    /// The delete key.
    Delete,
    /// The enter key.
    Enter,
    /// The escape key.
    Esc,
    /// The tab key.
    Tab,
    /// The tab key with shift.
    BackTab,
    /// The backspace key.
    Backspace,
}

const NAMED: &[(&str, Key)] = &[
    ("down", Key::Down),
    ("up", Key::Up),
    ("left", Key::Left),
    ("right", Key::Right),
    ("ctrl-left", Key::CtrlLeft),
    ("ctrl-right", Key::CtrlRight),
    ("home", Key::Home),
    ("end", Key::End),
    ("pgup", Key::PageUp),
    ("pgdn", Key::PageDown),
    ("insert", Key::Insert),
    ("del", Key::Delete),
    ("enter", Key::Enter),
    ("esc", Key::Esc),
    ("tab", Key::Tab),
    ("shift-tab", Key::BackTab),
    ("backspace", Key::Backspace),
    ("space", Key::Char(' ')),
];

/// A key's name that cannot be bound.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// No keyboard has it.
    #[error(
        "no key is called \u{2018}{0}\u{2019}; write a character, ctrl-x, alt-x, f1 to f12, or one of {names}",
        names = key_names()
    )]
    Unknown(String),
    /// Terminals send the same byte for another key.
    #[error("\u{2018}{0}\u{2019} is the same byte as {1}; bind {1} instead")]
    SameByte(String, &'static str),
    /// There is no key at all.
    #[error("an empty string is no key; write \u{2018}none\u{2019} to take an action's keys away")]
    Empty,
}

fn key_names() -> String {
    NAMED.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(name: &str) -> Result<Self, KeyError> {
        if let Some((_, key)) = NAMED.iter().find(|(named, _)| *named == name) {
            return Ok(*key);
        }
        let unknown = || KeyError::Unknown(name.to_owned());
        if let Some(number) = name.strip_prefix('f').and_then(|number| number.parse().ok()) {
            return if (1..=12).contains(&number) {
                Ok(Self::Function(number))
            } else {
                Err(unknown())
            };
        }
        let (rest, key): (_, fn(char) -> Self) =
            match (name.strip_prefix("ctrl-"), name.strip_prefix("alt-")) {
                (Some(rest), _) => (rest, Self::Ctrl),
                (_, Some(rest)) => (rest, Self::Alt),
                _ => (name, Self::Char),
            };
        let mut chars = rest.chars();
        let key = match (chars.next(), chars.next()) {
            (Some(c), None) => key(c),
            (None, _) if name.is_empty() => return Err(KeyError::Empty),
            _ => return Err(unknown()),
        };
        match key {
            Self::Ctrl('i') => Err(KeyError::SameByte(name.to_owned(), "tab")),
            Self::Ctrl('m' | 'j') => Err(KeyError::SameByte(name.to_owned(), "enter")),
            Self::Ctrl('[') => Err(KeyError::SameByte(name.to_owned(), "esc")),
            Self::Ctrl('h') => Err(KeyError::SameByte(name.to_owned(), "backspace")),
            key => Ok(key),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((name, _)) = NAMED.iter().find(|(_, key)| key == self) {
            return f.write_str(name);
        }
        match self {
            Self::Char(c) => write!(f, "{c}"),
            Self::Ctrl(c) => write!(f, "ctrl-{c}"),
            Self::Alt(c) => write!(f, "alt-{c}"),
            Self::Function(n) => write!(f, "f{n}"),
            other => unreachable!("{other:?} has a name"),
        }
    }
}

/// What the keys pressed so far amount to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// They begin a longer sequence.
    Unfinished,
    /// They ask for this.
    Action(Action),
    /// Nothing; forget them.
    Nothing,
}

/// A binding that cannot be made.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum BindError {
    /// A key of it has no name.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// Another action has it, or a part of it.
    #[error(
        "‘{keys}’ is bound to {taken} already, as ‘{by}’; bind {taken} to other keys, or write {taken} = \"none\""
    )]
    Taken {
        /// The keys that were to be bound.
        keys: String,
        /// The name of the action that has them.
        taken: &'static str,
        /// The keys it has.
        by: String,
    },
    /// Digits are counts.
    #[error("‘{0}’ begins with a digit, and digits are counts, as in 5j; begin with another key")]
    Digit(String),
}

/// Maps sequences of keys to actions, in each mode.
///
/// An action that counts everywhere has the same keys in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    panes: BTreeMap<Vec<Key>, Action>,
    selecting: BTreeMap<Vec<Key>, Action>,
}

impl Keymap {
    fn empty() -> Self {
        Self { panes: BTreeMap::new(), selecting: BTreeMap::new() }
    }

    fn of(&self, mode: Mode) -> &BTreeMap<Vec<Key>, Action> {
        match mode {
            Mode::Panes => &self.panes,
            Mode::Selecting => &self.selecting,
        }
    }

    /// Looks up the keys pressed so far, oldest first.
    pub fn meaning(&self, mode: Mode, pressed: &[Key]) -> Meaning {
        let bindings = self.of(mode);
        if let Some(action) = bindings.get(pressed) {
            return Meaning::Action(*action);
        }
        let begins = |sequence: &Vec<Key>| sequence.starts_with(pressed);
        if bindings.keys().any(begins) { Meaning::Unfinished } else { Meaning::Nothing }
    }

    /// The keys that ask for `action`, each as it is written in the
    /// configuration, in the order of the defaults.
    pub fn keys(&self, action: Action) -> Vec<String> {
        let rank = |keys: &String| action.default_keys().iter().position(|default| default == keys);
        let mode = if action.scope().covers(Mode::Panes) { Mode::Panes } else { Mode::Selecting };
        let bound = self.of(mode).iter().filter(|(_, bound)| **bound == action);
        let mut keys: Vec<String> = bound.map(|(keys, _)| written(keys)).collect();
        keys.sort_by_key(|keys| rank(keys).unwrap_or(usize::MAX));
        keys
    }

    /// The first of [`Self::keys`], for a hint.
    pub fn key(&self, action: Action) -> Option<String> {
        self.keys(action).into_iter().next()
    }

    /// Takes all keys from `action`.
    pub fn unbind(&mut self, action: Action) {
        for bindings in [&mut self.panes, &mut self.selecting] {
            bindings.retain(|_, bound| *bound != action);
        }
    }

    /// Lets a sequence of keys, written with spaces between them, ask for `action`.
    pub fn bind(&mut self, keys: &str, action: Action) -> Result<(), BindError> {
        let sequence = sequence(keys)?;
        // A zero begins no count.
        if matches!(sequence.first(), Some(Key::Char('1'..='9'))) {
            return Err(BindError::Digit(keys.to_owned()));
        }
        let modes = [Mode::Panes, Mode::Selecting];
        let clash =
            modes.into_iter().filter(|mode| action.scope().covers(*mode)).find_map(|mode| {
                self.of(mode).iter().find(|(bound, other)| {
                    **other != action
                        && (bound.starts_with(&sequence) || sequence.starts_with(bound))
                })
            });
        if let Some((bound, other)) = clash {
            return Err(BindError::Taken {
                keys: keys.to_owned(),
                taken: other.name(),
                by: written(bound),
            });
        }
        self.insert(sequence, action);
        Ok(())
    }

    fn insert(&mut self, sequence: Vec<Key>, action: Action) {
        if action.scope().covers(Mode::Panes) {
            self.panes.insert(sequence.clone(), action);
        }
        if action.scope().covers(Mode::Selecting) {
            self.selecting.insert(sequence, action);
        }
    }
}

fn sequence(keys: &str) -> Result<Vec<Key>, KeyError> {
    keys.split(' ').map(str::parse).collect()
}

fn written(keys: &[Key]) -> String {
    keys.iter().map(Key::to_string).collect::<Vec<_>>().join(" ")
}

impl Default for Keymap {
    fn default() -> Self {
        let mut map = Self::empty();
        for &action in Action::ALL {
            for keys in action.default_keys() {
                map.insert(sequence(keys).expect("default keys have names"), action);
            }
        }
        map
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(keys: &str) -> Meaning {
        Keymap::default().meaning(Mode::Panes, &sequence(keys).unwrap())
    }

    #[test]
    fn a_sequence_waits_for_its_last_key() {
        assert_eq!(pressed("g"), Meaning::Unfinished);
        assert_eq!(pressed("g g"), Meaning::Action(Action::Top));
        assert_eq!(pressed("g x"), Meaning::Nothing);
    }

    #[test]
    fn no_two_actions_share_a_default_key() {
        let mut map = Keymap::empty();
        for &action in Action::ALL {
            for keys in action.default_keys() {
                map.bind(keys, action).unwrap();
            }
        }
        assert_eq!(map, Keymap::default());
    }

    #[test]
    fn every_key_is_written_as_it_is_read() {
        for name in ["j", "G", "ctrl-d", "alt-o", "space", "home", "shift-tab", "f12", "f"] {
            assert_eq!(name.parse::<Key>().unwrap().to_string(), name);
        }
    }

    #[test]
    fn an_unknown_key_is_named_in_the_error() {
        let error = "pagedown".parse::<Key>().unwrap_err();
        assert!(error.to_string().starts_with("no key is called ‘pagedown’; write"), "{error}");
    }

    #[test]
    fn a_key_that_is_another_keys_byte_is_refused() {
        let error = "ctrl-i".parse::<Key>().unwrap_err();
        assert_eq!(error.to_string(), "‘ctrl-i’ is the same byte as tab; bind tab instead");
    }

    #[test]
    fn a_binding_that_hides_another_is_refused() {
        let error = Keymap::default().bind(":", Action::Down).unwrap_err();
        let message = error.to_string();
        assert!(message.starts_with("‘:’ is bound to quit-now already, as ‘: q’"), "{message}");
    }

    #[test]
    fn a_key_may_mean_something_else_while_text_is_selected() {
        let map = Keymap::default();
        let meaning = |mode, keys: &str| map.meaning(mode, &sequence(keys).unwrap());
        assert_eq!(meaning(Mode::Panes, "h"), Meaning::Action(Action::Back));
        assert_eq!(meaning(Mode::Selecting, "h"), Meaning::Action(Action::SelectLeft));
        assert_eq!(meaning(Mode::Selecting, "j"), Meaning::Action(Action::Down));
        assert_eq!(meaning(Mode::Selecting, "s"), Meaning::Nothing);
        assert_eq!(meaning(Mode::Panes, "w"), Meaning::Nothing);
    }

    #[test]
    fn a_key_that_counts_in_both_modes_hides_none_of_either() {
        let mut map = Keymap::default();
        assert!(map.bind("w", Action::Star).is_ok());
        let error = map.bind("w", Action::Down).unwrap_err();
        assert!(error.to_string().starts_with("‘w’ is bound to star already"), "{error}");
        map.unbind(Action::Star);
        let error = map.bind("w", Action::Down).unwrap_err();
        assert!(error.to_string().starts_with("‘w’ is bound to select-word already"), "{error}");
    }

    #[test]
    fn unbound_keys_can_be_bound_anew() {
        let mut map = Keymap::default();
        map.unbind(Action::Star);
        map.bind("s", Action::Cite).unwrap();
        assert_eq!(map.keys(Action::Cite), ["c", "s"]);
        assert!(map.bind("5 j", Action::Down).is_err());
    }
}
