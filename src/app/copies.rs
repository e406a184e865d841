//! The copies and versions of the article on show: which there are, and what
//! differs.
//!
//! The app finds none and compares none: it asks, and shows what comes. Of two
//! articles that are compared the earlier is the old one.

pub mod comparison;

use super::keymap::Key;
use super::{App, Effect, Popup};
use crate::article::{ArticleId, Calendar, Safe};
use crate::search::{Query, Row, SearchError, Story, Ticket};
use crate::versions::Comparison;
use comparison::{Compared, Version};

/// The articles that tell one story, and the one under the cursor.
#[derive(Clone, Debug)]
pub struct Copies {
    /// The article whose copies these are.
    pub of: ArticleId,
    /// What is known; `None` until it comes.
    pub story: Option<Story>,
    /// The rank of the one under the cursor.
    pub at: usize,
    /// Why the last comparison could not be made.
    pub trouble: Option<Safe>,
    calendar: Calendar,
    ticket: Ticket,
}

impl Copies {
    /// When and where an article was published.
    pub fn headed(&self, row: &Row) -> Safe {
        let source = row.meta.source.as_ref().map_or(&row.file, |source| &source.value);
        let when = row.meta.published.map(|when| self.calendar.in_words(when.value));
        let when = when.as_deref().unwrap_or("no date");
        Safe::format(format_args!("{source}, {when}"))
    }

    /// What is to be said of one of them besides its date and source: that it
    /// is on show, that it is the earliest, that it is the agency's.
    pub fn remarks(&self, rank: usize) -> Safe {
        let Some(story) = &self.story else { return Safe::EMPTY };
        let is_own = story.rows.get(rank).is_some_and(|row| row.id == self.of);
        let said = [
            (is_own, "on show"),
            (story.earliest() == Some(rank), "earliest"),
            (story.agency == Some(rank), "agency’s"),
        ];
        let said = said.iter().filter(|(is_so, _)| *is_so).map(|(_, words)| *words);
        Safe::line(&said.collect::<Vec<_>>().join(" · "))
    }

    fn rows(&self) -> &[Row] {
        self.story.as_ref().map_or(&[], |story| &story.rows)
    }

    fn step(&mut self, down: bool) {
        let last = self.rows().len().saturating_sub(1);
        self.at = if down { (self.at + 1).min(last) } else { self.at.saturating_sub(1) };
    }
}

impl App {
    /// Shows which articles tell the story of the selected one.
    pub(super) fn show_copies(&mut self) -> Vec<Effect> {
        let Some(row) = self.list.selected().filter(|row| row.trouble.is_none()) else {
            return self.notify(Safe::line("no article is selected"));
        };
        self.telling = self.telling.next();
        let (of, ticket) = (row.id, self.telling);
        let calendar = self.settings.print.calendar;
        let copies = Copies { of, story: None, at: 0, trouble: None, calendar, ticket };
        self.popup = Some(Popup::Copies(copies));
        vec![Effect::Story(ticket, of)]
    }

    pub(super) fn story_told(
        &mut self,
        ticket: Ticket,
        answer: Result<Story, SearchError>,
    ) -> Vec<Effect> {
        let is_awaited =
            matches!(&self.popup, Some(Popup::Copies(copies)) if copies.ticket == ticket);
        if !is_awaited {
            return Vec::new();
        }
        let story = match answer {
            Ok(story) if story.rows.len() > 1 => story,
            answer => {
                self.popup = None;
                return self.notify(match answer {
                    Ok(_) => Safe::line("no other copy or version of this story is known"),
                    Err(error) => Safe::format(format_args!("{error}")),
                });
            }
        };
        if let Some(Popup::Copies(copies)) = &mut self.popup {
            // The cursor stands on the next copy, which is mostly what is wanted.
            let own = story.rows.iter().position(|row| row.id == copies.of).unwrap_or(0);
            copies.at = if own + 1 < story.rows.len() { own + 1 } else { own.saturating_sub(1) };
            copies.story = Some(story);
        }
        Vec::new()
    }

    pub(super) fn press_in_copies(&mut self, key: Key) -> Vec<Effect> {
        let Some(Popup::Copies(copies)) = &mut self.popup else { return Vec::new() };
        copies.trouble = None;
        match key {
            Key::Down | Key::Char('j') | Key::Ctrl('n') => copies.step(true),
            Key::Up | Key::Char('k') | Key::Ctrl('p') => copies.step(false),
            Key::Enter => return self.compare(),
            Key::Char('o') => return self.go_to_copy(),
            Key::Esc | Key::Char('q') => self.popup = None,
            _ => {}
        }
        Vec::new()
    }

    /// Has the article on show compared with the copy under the cursor.
    fn compare(&mut self) -> Vec<Effect> {
        let Some(Popup::Copies(copies)) = &mut self.popup else { return Vec::new() };
        let rank_of = |id| copies.rows().iter().position(|row| row.id == id);
        let Some((own, other)) = rank_of(copies.of).zip(Some(copies.at)) else {
            return Vec::new();
        };
        if own == other {
            copies.trouble = Some(Safe::line("choose another one: this is on show"));
            return Vec::new();
        }
        // They stand in the order of their dates.
        let ids = [own.min(other), own.max(other)].map(|rank| copies.rows()[rank].id);
        self.telling = self.telling.next();
        copies.ticket = self.telling;
        vec![Effect::Compare(self.telling, ids)]
    }

    pub(super) fn compared(
        &mut self,
        ticket: Ticket,
        answer: Result<Box<Comparison>, Safe>,
    ) -> Vec<Effect> {
        let screen = self.layout.screen;
        let Some(Popup::Copies(copies)) = &mut self.popup else { return Vec::new() };
        if copies.ticket != ticket {
            return Vec::new();
        }
        match answer {
            Ok(comparison) => {
                let own = copies.rows().iter().position(|row| row.id == copies.of).unwrap_or(0);
                let ranks = [own.min(copies.at), own.max(copies.at)];
                let versions = ranks.map(|rank| Version {
                    headed: copies.headed(&copies.rows()[rank]),
                    remarks: copies.remarks(rank),
                });
                let mut compared = Compared::new(versions, *comparison, copies.clone());
                compared.fit(screen);
                self.popup = Some(Popup::Compared(Box::new(compared)));
            }
            Err(reason) => copies.trouble = Some(reason),
        }
        Vec::new()
    }

    pub(super) fn press_in_comparison(&mut self, key: Key) -> Vec<Effect> {
        let Some(Popup::Compared(compared)) = &mut self.popup else { return Vec::new() };
        match key {
            Key::Esc | Key::Char('q' | 'h') | Key::Left => {
                let copies = compared.copies.clone();
                self.popup = Some(Popup::Copies(copies));
            }
            key => compared.press(key),
        }
        Vec::new()
    }

    /// Selects the copy under the cursor in the list, which shows everything
    /// again if it does not show that.
    fn go_to_copy(&mut self) -> Vec<Effect> {
        let Some(Popup::Copies(copies)) = &self.popup else { return Vec::new() };
        let Some(id) = copies.rows().get(copies.at).map(|row| row.id) else { return Vec::new() };
        self.popup = None;
        if self.list.select_article(id) {
            return Vec::new();
        }
        self.is_folded = false;
        vec![self.go_back(Query::default(), Some(id))]
    }

    /// Shows one row for each story, or one for each of its copies.
    pub(super) fn fold_copies(&mut self) -> Vec<Effect> {
        self.is_folded = !self.is_folded;
        let words = if self.is_folded { "one row for each story" } else { "a row for each copy" };
        self.notify(Safe::line(words));
        let back = self.list.selected().map(|row| row.id);
        vec![self.go_back(self.query.clone(), back)]
    }
}
