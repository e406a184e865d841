//! Searching as one types, in the archive and in the article.

use std::sync::Arc;

use super::keymap::Key;
use super::list::List;
use super::prompt::{Scope, Typed};
use super::{App, Effect, Pane, Popup};
use crate::article::Safe;
use crate::search::{Query, Request, Window};

impl App {
    /// Asks the index for a window of what the list shows.
    pub(super) fn ask(&mut self, window: Window) -> Effect {
        self.asked = self.asked.next();
        self.asking = Some(window);
        Effect::Search(Request { ticket: self.asked, query: self.query.clone(), window })
    }

    pub(super) fn type_key(&mut self, key: Key) -> Vec<Effect> {
        let Some(prompt) = self.prompt.as_mut() else { return Vec::new() };
        let scope = prompt.scope;
        match prompt.press(key) {
            Typed::Changed => self.search_typed(),
            Typed::Unchanged => Vec::new(),
            Typed::Entered => self.enter(scope),
            Typed::GivenUp => self.give_up(scope),
            Typed::NotMine => self.move_while_typing(key),
        }
    }

    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        if let Some(prompt) = self.prompt.as_mut() {
            prompt.paste(text);
            return self.search_typed();
        }
        let field = match self.popup.as_mut() {
            Some(Popup::Help(help)) => Some(&mut help.filter),
            Some(Popup::Trust(card)) => card.editor.as_mut().map(|editor| &mut editor.input),
            Some(Popup::Styles(_)) | None => None,
        };
        if let Some(field) = field {
            super::prompt::paste(field, text);
        }
        Vec::new()
    }

    /// Searches for what the prompt says now.
    fn search_typed(&mut self) -> Vec<Effect> {
        let Some(prompt) = &self.prompt else { return Vec::new() };
        let query = Query::parse(prompt.input.value());
        match prompt.scope {
            Scope::Archive(_) => {
                self.query = query;
                self.is_new_query = true;
                self.going_to = None;
                vec![self.ask(List::first_window())]
            }
            Scope::Article(_) => {
                self.reader.find.query = query;
                self.find_in_article().into_iter().collect()
            }
        }
    }

    /// Looks for the reader's query in the article on show.
    pub(super) fn find_in_article(&mut self) -> Option<Effect> {
        let (_, article) = self.reader.article()?;
        self.finding = self.finding.next();
        Some(Effect::Find(self.finding, Arc::clone(article), self.reader.find.query.clone()))
    }

    fn enter(&mut self, scope: Scope) -> Vec<Effect> {
        self.prompt = None;
        if matches!(scope, Scope::Archive(_)) && !self.query.is_empty() && !self.list.is_empty() {
            return self.act(super::action::Action::Open, None);
        }
        Vec::new()
    }

    fn give_up(&mut self, scope: Scope) -> Vec<Effect> {
        self.prompt = None;
        match scope {
            Scope::Archive(back) => {
                let was_empty = self.query.is_empty();
                self.query = Query::default();
                self.reader.find.clear();
                if was_empty {
                    return Vec::new();
                }
                self.is_new_query = true;
                self.going_to = back;
                let window = back.map_or_else(List::first_window, List::window_around);
                vec![self.ask(window)]
            }
            Scope::Article(place) => {
                self.reader.find.clear();
                self.reader.go(place);
                Vec::new()
            }
        }
    }

    /// The arrows move through the results while a search is typed.
    fn move_while_typing(&mut self, key: Key) -> Vec<Effect> {
        let step = match key {
            Key::Down | Key::Ctrl('n') => 1,
            Key::Up | Key::Ctrl('p') => -1,
            _ => return Vec::new(),
        };
        match self.prompt.as_ref().map(|prompt| prompt.scope) {
            Some(Scope::Archive(_)) => self.list.select_by(step),
            Some(Scope::Article(_)) => self.step_in_article(step),
            None => {}
        }
        Vec::new()
    }

    /// Goes to the next match, or without a search to the next unread article.
    pub(super) fn step_match(&mut self, step: isize) -> Vec<Effect> {
        if self.focus == Pane::Reader && self.reader.find.is_active() {
            self.step_in_article(step);
            return Vec::new();
        }
        if !self.query.is_empty() {
            self.list.select_by(step);
            return Vec::new();
        }
        let marks = &self.marks;
        if !self.list.select_next(step, |row| !marks.is_read(row.id) && row.trouble.is_none()) {
            let way = if step > 0 { "down" } else { "up" };
            return self.notify(Safe::format(format_args!("no unread article further {way}")));
        }
        Vec::new()
    }

    fn step_in_article(&mut self, step: isize) {
        if !self.reader.find.step(step) && self.reader.find.count().is_some() {
            let end = if step > 0 { "end; on from the top" } else { "top; on from the end" };
            self.notify(Safe::format(format_args!("past the {end}")));
        }
        if let Some(place) = self.reader.find.place() {
            self.reader.go(place);
        }
    }
}
