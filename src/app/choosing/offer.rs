//! The styles that the chooser offers, and those of them that are looked for.
//!
//! Few people change between more than three styles, so the list is short: what
//! was used, what is examined, what the reader has. All others of the archive
//! come up where their names are typed.

use tui_input::Input;

use crate::app::keymap::Key;
use crate::app::prompt::{Typed, edit};
use crate::cite::Style;

/// The styles to choose from.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The styles that are offered unasked, the one used last first.
    usual: Vec<Style>,
    /// The styles that are offered now.
    shown: Vec<Style>,
    /// What is typed to find one of all styles, if any is looked for.
    filter: Option<Input>,
}

impl Offer {
    /// An offer of the styles that were used, which come first, of those that
    /// are examined, and of the reader's own.
    pub(super) fn new(used: &[Style], own: &[Style]) -> Self {
        let mut usual: Vec<Style> = Vec::new();
        for style in used.iter().chain(Style::ALL).chain(own) {
            if !usual.contains(style) {
                usual.push(style.clone());
            }
        }
        Self { shown: usual.clone(), usual, filter: None }
    }

    /// The styles that are offered now, from the top.
    pub fn styles(&self) -> &[Style] {
        &self.shown
    }

    /// How many are offered unasked.
    pub fn count(&self) -> usize {
        self.usual.len()
    }

    /// What is typed to find a style, if one is looked for.
    pub fn filter(&self) -> Option<&Input> {
        self.filter.as_ref()
    }

    /// Starts looking for a style by its name.
    pub(super) fn look(&mut self) {
        self.filter.get_or_insert_with(Input::default);
        self.find();
    }

    /// Stops looking: the usual styles are back.
    pub(super) fn look_no_more(&mut self) {
        self.filter = None;
        self.find();
    }

    /// Takes a key into what is typed.
    pub(super) fn type_key(&mut self, key: Key) {
        if let Some(filter) = &mut self.filter
            && edit(filter, key) == Typed::Changed
        {
            self.find();
        }
    }

    fn find(&mut self) {
        let Some(filter) = &self.filter else {
            self.shown.clone_from(&self.usual);
            return;
        };
        let wanted = filter.value().to_lowercase();
        let matches = |style: &Style| {
            let called = format!("{} {}", style.label(), style.name()).to_lowercase();
            wanted.split_whitespace().all(|word| called.contains(word))
        };
        let others = Style::archive().filter(|style| !self.usual.contains(style));
        self.shown = self.usual.iter().cloned().chain(others).filter(matches).collect();
        self.shown.sort_by_key(|style| rank(style, &wanted));
    }
}

/// How far a style is from what was typed: its name begins so, a word of it
/// does, or it stands somewhere in it.
fn rank(style: &Style, wanted: &str) -> u8 {
    let called = [style.label(), style.name()].map(|name| name.to_string().to_lowercase());
    let has_word = |name: &String| name.split([' ', '-']).any(|word| word.starts_with(wanted));
    if called.iter().any(|name| name.starts_with(wanted)) {
        0
    } else if called.iter().any(has_word) {
        1
    } else {
        2
    }
}
