//! Searching as one types, in the archive and in the article.

use std::sync::Arc;

use super::action::Mode;
use super::keymap::Key;
use super::list::List;
use super::prompt::{Scope, Typed};
use super::{App, Effect, Pane, Popup};
use crate::article::{ArticleId, Safe};
use crate::search::query::Reading;
use crate::search::{Order, Query, Way};

impl App {
    pub(super) fn type_key(&mut self, key: Key) -> Vec<Effect> {
        let Some(prompt) = self.prompt.as_mut() else { return Vec::new() };
        let scope = prompt.scope.clone();
        match prompt.press(key) {
            Typed::Changed => {
                prompt.recalled = None;
                self.search_typed()
            }
            Typed::Unchanged => Vec::new(),
            Typed::Entered => self.enter(&scope),
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
            Some(Popup::Sending(dispatch)) => dispatch.is_typed().then_some(&mut dispatch.input),
            Some(Popup::Note(draft)) => {
                draft.editor.insert(text);
                None
            }
            Some(Popup::Notes(notebook)) => {
                notebook.picker.paste(text);
                None
            }
            Some(Popup::Searches(searches)) => {
                searches.picker.paste(text);
                None
            }
            // The others have no field, as `has_field` says one by one.
            _ => None,
        };
        if let Some(field) = field {
            super::prompt::paste(field, text);
        }
        Vec::new()
    }

    /// Searches for what the prompt says now.
    pub(super) fn search_typed(&mut self) -> Vec<Effect> {
        let Some(prompt) = &mut self.prompt else { return Vec::new() };
        let typed = prompt.input.value();
        match prompt.scope {
            Scope::Archive(..) => {
                let reading = Reading::of(typed);
                self.query = reading.query;
                prompt.unclear = reading.unclear;
                self.ask_anew()
            }
            Scope::Article(_) => {
                // In one article, words typed side by side are meant side by side.
                let is_own = typed.contains('"') || typed.is_empty();
                let is_own = is_own || ["/", "='"].iter().any(|sign| typed.starts_with(sign));
                let phrase = if is_own { typed.to_owned() } else { format!("\"{typed}") };
                self.reader.find.query = Query::parse(&phrase);
                self.find_in_article().into_iter().collect()
            }
            Scope::Tags(_) | Scope::Name { .. } => Vec::new(),
        }
    }

    /// Looks for the reader's query in the article on show.
    pub(super) fn find_in_article(&mut self) -> Option<Effect> {
        let article = Arc::clone(self.reader.article()?);
        self.finding = self.finding.next();
        Some(Effect::Find(self.finding, article, self.reader.find.query.clone()))
    }

    fn enter(&mut self, scope: &Scope) -> Vec<Effect> {
        if let Scope::Tags(articles) = scope {
            return self.tag(articles);
        }
        if matches!(scope, Scope::Name { .. }) {
            return self.name_search(scope.clone(), false);
        }
        let typed = self.prompt.take().map(|prompt| prompt.input.value().to_owned());
        if let Scope::Article(place) = scope {
            self.leave_for_match(*place);
            return Vec::new();
        }
        let mut effects = Vec::from_iter(self.remember_search(&typed.unwrap_or_default()));
        if !self.query.is_empty() && !self.list.is_empty() {
            effects.extend(self.act(super::action::Action::Open, None));
        }
        effects
    }

    fn give_up(&mut self, scope: Scope) -> Vec<Effect> {
        self.prompt = None;
        match scope {
            Scope::Archive(query, selected) => vec![self.go_back(query, selected)],
            Scope::Article(place) => {
                self.reader.find.clear();
                self.reader.go_back(place);
                Vec::new()
            }
            Scope::Tags(_) => Vec::new(),
            scope @ Scope::Name { .. } => self.name_search(scope, true),
        }
    }

    /// Shows the articles that match `query` again, with one of them selected.
    pub(super) fn go_back(&mut self, query: Query, selected: Option<ArticleId>) -> Effect {
        self.reader.find.clear();
        self.query = query;
        self.question.is_new = true;
        self.question.going_to = selected;
        self.ask(selected.map_or_else(List::first_window, List::window_around))
    }

    /// Shows what is searched for in the other order, from the top.
    pub(super) fn toggle_order(&mut self) -> Vec<Effect> {
        self.order = match self.order {
            Order::Newest => Order::Best,
            Order::Best => Order::Newest,
        };
        if self.query.terms().is_empty() {
            let words = match self.order {
                Order::Newest => "searches show the newest first",
                Order::Best => "searches for words show the best match first",
            };
            return self.notify(Safe::line(words));
        }
        self.ask_anew()
    }

    /// The arrows move through the results while a search is typed, and on an
    /// empty line through earlier searches.
    fn move_while_typing(&mut self, key: Key) -> Vec<Effect> {
        match key {
            Key::Tab => return self.complete(1),
            Key::BackTab => return self.complete(-1),
            Key::Ctrl('s') => return self.begin_to_name(),
            Key::Up | Key::Down => {
                if let Some(effects) = self.recall(if key == Key::Up { 1 } else { -1 }) {
                    return effects;
                }
            }
            _ => {}
        }
        let step = match key {
            Key::Down | Key::Ctrl('n') => 1,
            Key::Up | Key::Ctrl('p') => -1,
            _ => return Vec::new(),
        };
        match self.prompt.as_ref().map(|prompt| &prompt.scope) {
            Some(Scope::Archive(..)) => self.list.select_by(step),
            Some(Scope::Article(_)) => self.step_in_article(step),
            Some(Scope::Tags(_) | Scope::Name { .. }) | None => {}
        }
        Vec::new()
    }

    /// Goes to the next match, or without a search to the next unread article.
    pub(super) fn step_match(&mut self, step: isize) -> Vec<Effect> {
        if self.mode() == Mode::Selecting {
            if self.reader.find.is_active() {
                self.step_in_article(step);
                return Vec::new();
            }
            return self.notify(Safe::line("nothing is looked for in the article"));
        }
        if self.focus == Pane::Reader && self.reader.find.is_active() {
            let is_through = self.reader.find.query == self.query && self.reader.find.is_last(step);
            let here = |app: &Self| app.list.selected().map(|row| row.id);
            let from = here(self);
            if is_through {
                self.list.select_by(step);
            }
            if here(self) != from {
                self.coming = Some(step);
                return self.open();
            }
            self.step_in_article(step);
            return Vec::new();
        }
        if !self.query.is_empty() {
            self.list.select_by(step);
            return Vec::new();
        }
        self.go_to_unread(if step > 0 { Way::Down } else { Way::Up }, false)
    }

    fn step_in_article(&mut self, step: isize) {
        self.reader.leave_raw();
        if !self.reader.find.step(step) && self.reader.find.count().is_some() {
            let end = if step > 0 { "end; on from the top" } else { "top; on from the end" };
            self.notify(Safe::format(format_args!("past the {end}")));
        }
        if let Some(place) = self.reader.find.place() {
            self.reader.go(place);
        }
    }
}
