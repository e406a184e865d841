//! What the reader chose, typed and marked that is about no one article.

use std::collections::BTreeMap;

use super::Marks;
use crate::article::{ArticleId, Place};
use crate::state::Change;

/// How the reader works, as far as it was ever said.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Habits {
    styles: Vec<String>,
    format: Option<String>,
    quotation: Option<String>,
    numbers: Option<bool>,
    toured: bool,
    layout: Option<String>,
    searches: Vec<String>,
    saved: BTreeMap<String, String>,
    bookmarks: BTreeMap<char, (ArticleId, Place)>,
}

impl Habits {
    /// Takes a change of a habit; any other changes nothing.
    pub(super) fn set(&mut self, change: &Change) {
        match change {
            Change::Styles(names) => self.styles.clone_from(names),
            Change::Format(name) => self.format = Some(name.clone()),
            Change::Quotation(name) => self.quotation = Some(name.clone()),
            Change::Numbers(set) => self.numbers = Some(*set),
            Change::Toured(set) => self.toured = *set,
            Change::Layout(words) => self.layout = Some(words.clone()),
            Change::Searches(typed) => self.searches.clone_from(typed),
            Change::Search(name, typed) => put(&mut self.saved, name.clone(), typed.clone()),
            Change::Bookmark(letter, at) => put(&mut self.bookmarks, *letter, *at),
            _ => {}
        }
    }
}

/// Puts something in, or takes it out.
fn put<K: Ord, V>(map: &mut BTreeMap<K, V>, key: K, value: Option<V>) {
    match value {
        Some(value) => map.insert(key, value),
        None => map.remove(&key),
    };
}

impl Marks {
    /// The citation styles used, by their names in the configuration, the last
    /// first.
    pub fn styles(&self) -> &[String] {
        &self.known.habits.styles
    }

    /// What citations were written in last, by its name in the configuration.
    pub fn format(&self) -> Option<&str> {
        self.known.habits.format.as_deref()
    }

    /// What quotations were copied for last, by its name in the configuration.
    pub fn quotation(&self) -> Option<&str> {
        self.known.habits.quotation.as_deref()
    }

    /// How the panes are arranged, in the words of the app; `None` if the
    /// reader never said.
    pub fn layout(&self) -> Option<&str> {
        self.known.habits.layout.as_deref()
    }

    /// Whether paragraphs have their numbers in the margin; `None` if the
    /// reader never said.
    pub fn has_numbers(&self) -> Option<bool> {
        self.known.habits.numbers
    }

    /// Whether the reader was shown around.
    pub fn has_toured(&self) -> bool {
        self.known.habits.toured
    }

    /// What was searched for, as typed, the newest last.
    pub fn searches(&self) -> &[String] {
        &self.known.habits.searches
    }

    /// The searches that the reader named, in the order of their names, each
    /// with what was typed.
    pub fn saved_searches(&self) -> impl Iterator<Item = (&str, &str)> {
        self.known.habits.saved.iter().map(|(name, typed)| (&**name, &**typed))
    }

    /// What the reader saved as a search of this name.
    pub fn saved_search(&self, name: &str) -> Option<&str> {
        self.known.habits.saved.get(name).map(String::as_str)
    }

    /// The bookmark of this letter; it may lie outside of the article.
    pub fn bookmark(&self, letter: char) -> Option<(ArticleId, Place)> {
        self.known.habits.bookmarks.get(&letter).copied()
    }

    /// Every bookmark, in the order of their letters.
    pub fn bookmarks(&self) -> impl Iterator<Item = (char, ArticleId, Place)> {
        let bookmarks = self.known.habits.bookmarks.iter();
        bookmarks.map(|(letter, (id, place))| (*letter, *id, *place))
    }
}
