//! Choosing one of many things by moving to it, or by typing words of it.
//!
//! It knows what the things are called, not what they are. Keys that it does
//! not need are handed back to whoever shows it.

use tui_input::Input;

use super::keymap::Key;
use super::prompt::{Typed, edit};
use crate::article::Safe;
use crate::search::words::fold_line;

/// Things to choose from.
#[derive(Clone, Debug)]
pub struct Picker<T> {
    /// What has been typed to narrow them down.
    pub input: Input,
    /// Whether keys type.
    pub is_typing: bool,
    choices: Vec<Choice<T>>,
    /// The ranks of those that match what was typed.
    found: Vec<usize>,
    /// Which of these the reader is on.
    at: usize,
    /// Which of these is the first on show.
    top: usize,
}

/// Something that can be chosen.
#[derive(Clone, Debug)]
pub struct Choice<T> {
    /// What it is.
    pub value: T,
    /// What stands on its lines, and how that is meant; at least one.
    pub lines: Vec<(Safe, Tone)>,
    /// Its words, folded.
    words: String,
}

/// How a line of a choice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// What it is.
    Text,
    /// What was written about it.
    Strong,
    /// What matters less.
    Dim,
    /// What the reader should beware of.
    Warning,
}

/// What a key did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picked {
    /// It moved about, or typed.
    Moved,
    /// It chose the one under the cursor.
    Chosen,
    /// It ended the choosing.
    Closed,
    /// Nothing: it is for whoever shows the choices.
    NotMine,
}

impl<T> Choice<T> {
    /// Something with these lines, any word of which may be typed.
    pub fn new(value: T, lines: Vec<(Safe, Tone)>) -> Self {
        let mut words = String::new();
        for (line, _) in &lines {
            fold_line(line, &mut words, |_, _| {});
        }
        Self { value, lines, words }
    }
}

impl<T> Default for Picker<T> {
    fn default() -> Self {
        let (input, choices, found) = (Input::default(), Vec::new(), Vec::new());
        Self { input, is_typing: false, choices, found, at: 0, top: 0 }
    }
}

impl<T: Clone + PartialEq> Picker<T> {
    /// Shows other choices; the cursor stays on its own where that is still there,
    /// else at its rank, and at the top.
    pub fn set(&mut self, choices: Vec<Choice<T>>) {
        let chosen = self.chosen().filter(|_| self.at > 0).cloned();
        self.choices = choices;
        self.narrow();
        let is_chosen = |rank: &usize| chosen.as_ref() == Some(&self.choices[*rank].value);
        if let Some(at) = self.found.iter().position(is_chosen) {
            self.at = at;
        }
    }
}

impl<T> Picker<T> {
    /// Takes the one under the cursor away; the cursor goes to the next.
    pub fn remove(&mut self) {
        if self.at >= self.found.len() {
            return;
        }
        let rank = self.found.remove(self.at);
        self.choices.remove(rank);
        self.found.iter_mut().skip(self.at).for_each(|later| *later -= 1);
        self.at = self.at.min(self.found.len().saturating_sub(1));
    }

    /// The choices that match what was typed, from the first on show, and
    /// whether the cursor is on each.
    pub fn shown(&self) -> impl Iterator<Item = (bool, &Choice<T>)> {
        let shown = self.found.iter().enumerate().skip(self.top);
        shown.map(|(rank, choice)| (rank == self.at, &self.choices[*choice]))
    }

    /// The one under the cursor.
    pub fn chosen(&self) -> Option<&T> {
        Some(&self.choices[*self.found.get(self.at)?].value)
    }

    /// How many match what was typed, and how many there are.
    pub fn counts(&self) -> (usize, usize) {
        (self.found.len(), self.choices.len())
    }

    /// Scrolls as little as brings the cursor into sight in so many lines, with
    /// `gap` lines between two choices.
    pub fn fit(&mut self, height: usize, gap: usize) {
        self.top = self.top.min(self.at);
        // From the cursor up, as far as there is room: the list may be long.
        let mut room = height + gap;
        let above = self.found.iter().take(self.at + 1).skip(self.top).rev();
        let fits = |rank: &&usize| {
            let lines = self.choices[**rank].lines.len() + gap;
            room.checked_sub(lines).map(|left| room = left).is_some()
        };
        // The one under the cursor is shown, even if only its head is.
        let shown = above.take_while(fits).count().max(1);
        self.top = self.top.max((self.at + 1).saturating_sub(shown));
    }

    /// Lines that all choices take that match what was typed.
    pub fn height(&self, gap: usize) -> usize {
        let lines = self.found.iter().map(|rank| self.choices[*rank].lines.len() + gap);
        lines.sum::<usize>().saturating_sub(gap)
    }

    /// Takes a key.
    pub fn press(&mut self, key: Key) -> Picked {
        let step = |at: usize, step: isize| at.saturating_add_signed(step);
        self.at = match key {
            Key::Down | Key::Ctrl('n') => step(self.at, 1),
            Key::Up | Key::Ctrl('p') => step(self.at, -1),
            Key::PageDown => step(self.at, PAGE),
            Key::PageUp => step(self.at, -PAGE),
            Key::Enter => return Picked::Chosen,
            key if self.is_typing => return self.type_key(key),
            Key::Char('j') => step(self.at, 1),
            Key::Char('k') => step(self.at, -1),
            Key::Char('g') | Key::Home => 0,
            Key::Char('G') | Key::End => usize::MAX,
            Key::Char('/') => {
                self.is_typing = true;
                self.at
            }
            Key::Esc if !self.input.value().is_empty() => {
                self.input.reset();
                self.narrow();
                self.at
            }
            Key::Esc | Key::Char('q') => return Picked::Closed,
            _ => return Picked::NotMine,
        };
        self.at = self.at.min(self.found.len().saturating_sub(1));
        Picked::Moved
    }

    /// Puts text into what is typed.
    pub fn paste(&mut self, text: &str) {
        if self.is_typing {
            super::prompt::paste(&mut self.input, text);
            self.narrow();
        }
    }

    fn type_key(&mut self, key: Key) -> Picked {
        match key {
            Key::Tab => self.is_typing = false,
            Key::Esc => {
                self.input.reset();
                self.is_typing = false;
                self.narrow();
            }
            Key::Backspace if self.input.value().is_empty() => self.is_typing = false,
            key => {
                if edit(&mut self.input, key) == Typed::Changed {
                    (self.at, self.top) = (0, 0);
                    self.narrow();
                }
            }
        }
        Picked::Moved
    }

    /// Every word typed must begin a word of what is left.
    fn narrow(&mut self) {
        let mut wanted = String::new();
        fold_line(self.input.value(), &mut wanted, |_, _| {});
        let wanted: Vec<String> =
            wanted.split_whitespace().map(|word| format!(" {word}")).collect();
        let matches = |choice: &Choice<T>| wanted.iter().all(|word| choice.words.contains(word));
        let found = self.choices.iter().enumerate().filter(|(_, choice)| matches(choice));
        self.found = found.map(|(rank, _)| rank).collect();
        self.at = self.at.min(self.found.len().saturating_sub(1));
    }
}

/// Choices that a page key goes past.
const PAGE: isize = 5;

#[cfg(test)]
mod tests {
    use super::*;

    fn picker() -> Picker<usize> {
        let lines = ["The ferry was late", "Café in Zürich", "A late ferry to Korčula"];
        let choices = lines.iter().enumerate();
        let mut picker = Picker::default();
        picker.set(
            choices
                .map(|(rank, line)| Choice::new(rank, vec![(Safe::line(line), Tone::Text)]))
                .collect(),
        );
        picker
    }

    fn press(picker: &mut Picker<usize>, keys: &str) -> Picked {
        keys.split(' ').map(|key| picker.press(key.parse().unwrap())).last().unwrap()
    }

    #[test]
    fn the_cursor_stays_on_its_choice_while_others_come_above_it() {
        let mut picker = picker();
        press(&mut picker, "down");
        let choice = |value| Choice::new(value, vec![(Safe::line("A line"), Tone::Text)]);
        picker.set([7, 8, 1, 2].map(choice).into());
        assert_eq!(picker.chosen(), Some(&1));
        picker.set([7, 8].map(choice).into());
        assert_eq!(picker.chosen(), Some(&8));
    }

    #[test]
    fn words_that_are_typed_narrow_the_choices_without_accents_and_in_any_order() {
        let mut picker = picker();
        press(&mut picker, "/ l a t space f e r");
        assert_eq!(picker.counts(), (2, 3));
        assert_eq!(press(&mut picker, "down enter"), Picked::Chosen);
        assert_eq!(picker.chosen(), Some(&2));
        press(&mut picker, "ctrl-u z u r i");
        assert_eq!(picker.chosen(), Some(&1));
        press(&mut picker, "x");
        assert_eq!(picker.chosen(), None);
    }

    #[test]
    fn tab_gives_the_keys_back_and_esc_shows_all_before_it_leaves() {
        let mut picker = picker();
        assert_eq!(press(&mut picker, "x"), Picked::NotMine);
        press(&mut picker, "/ f e r tab");
        assert_eq!(press(&mut picker, "x"), Picked::NotMine);
        assert_eq!(picker.counts(), (2, 3));
        assert_eq!(press(&mut picker, "esc"), Picked::Moved);
        assert_eq!(picker.counts(), (3, 3));
        assert_eq!(press(&mut picker, "esc"), Picked::Closed);
    }

    #[test]
    fn the_choice_under_the_cursor_is_in_sight() {
        let mut picker = picker();
        press(&mut picker, "G");
        picker.fit(2, 1);
        assert_eq!(picker.shown().map(|(is_at, _)| is_at).collect::<Vec<_>>(), [true]);
        press(&mut picker, "g");
        picker.fit(2, 1);
        assert_eq!(picker.shown().count(), 3);
    }

    #[test]
    fn what_is_taken_away_leaves_the_cursor_on_the_next() {
        let mut picker = picker();
        press(&mut picker, "/ f e r tab");
        picker.remove();
        assert_eq!((picker.chosen(), picker.counts()), (Some(&2), (1, 2)));
        picker.remove();
        picker.remove();
        assert_eq!((picker.chosen(), picker.counts()), (None, (0, 1)));
    }
}
