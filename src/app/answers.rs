//! What the workers answered.

use std::sync::Arc;

use super::list::List;
use super::prompt::Scope;
use super::reader::Opened;
use super::{App, Effect, Popup};
use crate::archive::Progress;
use crate::article::{ArticleId, Place, Safe};
use crate::search::{Hit, Page, SearchError, Ticket};
use crate::state::Report;

impl App {
    pub(super) fn indexed(&mut self, progress: Progress) -> Vec<Effect> {
        self.progress = progress;
        // One question at a time: the answer under way may be of yesterday,
        // but the last word of the ingest comes when it is finished.
        if self.asking.is_some() && !progress.is_finished() {
            return Vec::new();
        }
        vec![self.ask_again()]
    }

    /// Asks anew for what the list shows, since articles came or changed.
    pub(super) fn ask_again(&mut self) -> Effect {
        let window = match (self.is_new_query, self.going_to) {
            (true, Some(id)) => List::window_around(id),
            (true, None) => List::first_window(),
            (false, _) => self.list.window(),
        };
        self.ask(window)
    }

    pub(super) fn found(
        &mut self,
        ticket: Ticket,
        answer: Result<Page, SearchError>,
    ) -> Vec<Effect> {
        if ticket != self.asked {
            return Vec::new();
        }
        self.asking = None;
        match answer {
            Ok(page) if std::mem::take(&mut self.is_new_query) => {
                self.list.show(page);
                if let Some(id) = self.going_to.take() {
                    self.list.select_article(id);
                }
                self.find_query();
            }
            Ok(page) => self.list.refresh(page),
            Err(SearchError::Stopped) => {}
            Err(error) => return self.notify(Safe::format(format_args!("{error}"))),
        }
        self.refind()
    }

    /// Makes the article on show be searched for what the list shows.
    fn find_query(&mut self) {
        let in_article =
            self.prompt.as_ref().is_some_and(|prompt| matches!(prompt.scope, Scope::Article(_)));
        if !in_article {
            self.reader.find.clear();
            self.reader.find.query = self.query.clone();
        }
    }

    /// Asks for the matches in the article on show, if the list's query is new to it.
    fn refind(&mut self) -> Vec<Effect> {
        let on_show = self.reader.article().map(|(id, _)| id);
        let is_selected = on_show.is_some() && on_show == self.list.selected().map(|row| row.id);
        if is_selected && self.reader.find.is_active() && self.reader.find.count().is_none() {
            return self.find_in_article().into_iter().collect();
        }
        Vec::new()
    }

    pub(super) fn opened(
        &mut self,
        id: ArticleId,
        opened: Result<Box<Opened>, Safe>,
    ) -> Vec<Effect> {
        if self.wanted != Some(id) {
            return Vec::new();
        }
        match opened {
            Ok(opened) => {
                if let Some(Popup::Trust(card)) = &mut self.popup
                    && card.id == id
                {
                    card.renew(Arc::clone(&opened.facts));
                }
                if self.reader.facts(id).is_some() {
                    self.reader.renew(*opened);
                    return Vec::new();
                }
                let place = self.marks.place(id).unwrap_or_default();
                self.kept = None;
                self.reader.open(id, *opened, place);
            }
            Err(reason) => {
                let file = self.list.selected().map_or(Safe::EMPTY, |row| row.file.clone());
                self.reader.refuse(id, &file, &reason);
                return Vec::new();
            }
        }
        if self.query.is_empty() {
            return Vec::new();
        }
        self.reader.find.query = self.query.clone();
        self.find_in_article().into_iter().collect()
    }

    pub(super) fn found_in_article(&mut self, ticket: Ticket, hits: Vec<Hit>) -> Vec<Effect> {
        if ticket != self.finding || !self.reader.find.is_active() {
            return Vec::new();
        }
        let from = match self.prompt.as_ref().map(|prompt| prompt.scope) {
            Some(Scope::Article(place)) => place,
            _ => self.snippet_place().unwrap_or_default(),
        };
        self.reader.find.found(hits, from);
        let typed = match self.prompt.as_ref().map(|prompt| prompt.scope) {
            Some(Scope::Article(place)) => Some(place),
            _ => None,
        };
        if let Some(place) = self.reader.find.place().or(typed) {
            self.reader.go(place);
        }
        Vec::new()
    }

    /// Where the selected row's passage begins.
    fn snippet_place(&self) -> Option<Place> {
        self.list.selected()?.snippet.as_ref().map(|snippet| snippet.place)
    }

    pub(super) fn hear(&mut self, report: Report) -> Vec<Effect> {
        if let Report::Trouble(trouble) = &report {
            self.notice = Some(trouble.clone());
        }
        let is_first = matches!(report, Report::Loaded(_));
        let corrections = self.marks.corrections();
        self.marks.hear(report);
        let effects = self.hear_corrections(&corrections);
        if let (true, None) = (is_first, &self.settings.style)
            && let Some(style) = self.marks.style().and_then(|name| name.parse().ok())
        {
            self.style = style;
        }
        // The place read to may have come after the article was opened.
        if let (true, Some((id, _))) = (is_first, self.reader.article())
            && self.kept.is_none()
            && self.reader.place() == Some(Place::default())
            && let Some(place) = self.marks.place(id)
        {
            self.reader.go(place);
        }
        effects
    }
}
