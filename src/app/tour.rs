//! A first look at newsread: what it is for, and the few keys to begin with.
//!
//! It is shown once, to whoever opens the sample; a key shows it again. The keys
//! in it are those of the live keymap.

use super::action::Action;
use super::keymap::Key;
use super::{App, Effect, Popup};
use crate::state::Change;

/// Where a tour stops: what is to be told there, and keys with what they do.
#[derive(Clone, Copy, Debug)]
pub struct Stop {
    /// What it is about.
    pub title: &'static str,
    /// What is to be told.
    pub words: &'static str,
    /// Actions, and what they do in a few words.
    pub actions: &'static [(Action, &'static str)],
}

/// The way of the tour.
const STOPS: &[Stop] = &[
    Stop {
        title: "Reading",
        words: "Articles are listed by day, the newest first. These are a sample, and some of \
                them the manual. You cannot spoil anything.",
        actions: &[
            (Action::Down, "next article"),
            (Action::Open, "read the article"),
            (Action::ReadOn, "next page, next article"),
            (Action::Back, "back to the list"),
        ],
    },
    Stop {
        title: "Finding",
        words: "Type, and the list shrinks to what matches, however large the archive. In an \
                article the same key finds words in it.",
        actions: &[
            (Action::Search, "search as you type"),
            (Action::NextMatch, "next match"),
            (Action::Clear, "all articles again"),
        ],
    },
    Stop {
        title: "Quoting",
        words: "A citation is right, or says what is missing. Every field tells where it was \
                read, and you may correct it.",
        actions: &[
            (Action::Cite, "copy the citation"),
            (Action::CopyQuotation, "copy the paragraph with it"),
            (Action::ChooseStyle, "choose the style"),
            (Action::Trust, "where it all comes from"),
        ],
    },
    Stop {
        title: "Keeping",
        words: "What you add is kept apart: no article file is ever changed, moved or deleted.",
        actions: &[
            (Action::Star, "star"),
            (Action::Tag, "tag"),
            (Action::Note, "note the passage"),
            (Action::Undo, "undo"),
        ],
    },
    Stop {
        title: "And the rest",
        words: "Your own archive is opened by newsread and the name of its folder.",
        actions: &[
            (Action::FullWidth, "the text alone"),
            (Action::Help, "every key; type to filter"),
            (Action::Tour, "this first look again"),
            (Action::Quit, "close, and in the end leave"),
        ],
    },
];

/// How far a tour has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tour {
    at: usize,
}

impl Tour {
    /// Where it stops now.
    pub fn stop(self) -> &'static Stop {
        &STOPS[self.at.min(STOPS.len() - 1)]
    }

    /// The number of the stop, from 1, and how many there are.
    pub fn number(self) -> (usize, usize) {
        (self.at + 1, STOPS.len())
    }
}

impl App {
    /// Shows the tour from its beginning.
    pub(super) fn begin_tour(&mut self) {
        self.popup = Some(Popup::Tour(Tour::default()));
    }

    /// Shows the tour to whoever is new here, and is at nothing else yet.
    pub(super) fn welcome(&mut self) {
        let is_free = self.popup.is_none() && self.prompt.is_none();
        if self.settings.is_sample && is_free && !self.marks.has_toured() {
            self.begin_tour();
        }
    }

    pub(super) fn press_in_tour(&mut self, key: Key) -> Vec<Effect> {
        let Some(Popup::Tour(tour)) = &mut self.popup else { return Vec::new() };
        match key {
            Key::Enter | Key::Char(' ' | 'j' | 'l') | Key::Right | Key::Down | Key::PageDown => {
                tour.at += 1;
            }
            Key::Backspace | Key::Char('b' | 'k' | 'h') | Key::Left | Key::Up | Key::PageUp => {
                tour.at = tour.at.saturating_sub(1);
            }
            Key::Esc | Key::Char('q') => tour.at = STOPS.len(),
            _ => {}
        }
        if tour.at < STOPS.len() {
            return Vec::new();
        }
        self.popup = None;
        let is_first = !self.marks.has_toured();
        is_first.then(|| self.keep(Change::Toured(true))).into_iter().collect()
    }
}
