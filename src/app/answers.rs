//! What the workers answered.

use super::prompt::Scope;
use super::reader::Opened;
use super::reader::drawings::{Drawing, Wanted};
use super::{App, Effect, Pace};
use crate::archive::Progress;
use crate::article::{ArticleId, Place, Safe};
use crate::search::{Hit, Page, SearchError, Ticket, Total};
use crate::state::Report;

impl App {
    /// Shows the list as it began when it was last looked at, until the first
    /// answer comes; what is selected meanwhile stays selected.
    pub fn begin_with(&mut self, head: Page) {
        self.list.show(head);
        self.question.is_new = false;
    }

    pub(super) fn indexed(&mut self, progress: Progress) -> Vec<Effect> {
        self.progress = progress;
        // One question at a time: the answer under way may be of yesterday, but one
        // that is given up whenever something comes never comes itself. The last
        // word of the ingest comes when it is finished.
        if self.question.is_open {
            self.question.is_outdated |= progress.is_finished();
            return Vec::new();
        }
        self.ask_for_news()
    }

    pub(super) fn paced(&mut self, pace: Option<Pace>) -> Vec<Effect> {
        self.pace = pace;
        Vec::new()
    }

    pub(super) fn drawn(&mut self, wanted: &Wanted, drawing: Result<Drawing, Safe>) -> Vec<Effect> {
        self.reader.take_drawing(wanted, drawing);
        Vec::new()
    }

    pub(super) fn looked(&mut self, ticket: Ticket, done: usize, all: usize) -> Vec<Effect> {
        if ticket == self.question.ticket && self.question.is_open {
            self.question.looked = Some((done, all));
        }
        Vec::new()
    }

    pub(super) fn found(
        &mut self,
        ticket: Ticket,
        answer: Result<Page, SearchError>,
    ) -> Vec<Effect> {
        // The first rows, while the rest is still being counted.
        let is_begun = answer.as_ref().is_ok_and(|page| matches!(page.total, Total::AtLeast(_)));
        if is_begun && !self.question.is_new {
            // The list shows more than that.
            return Vec::new();
        }
        if self.mark_answer(ticket, &answer) {
            // The list's own question may have been dropped for it.
            return vec![self.ask_again()];
        }
        if let Some(effects) = self.notes_answer(ticket, &answer) {
            return effects;
        }
        if ticket != self.question.ticket {
            return Vec::new();
        }
        self.question.is_open = is_begun;
        self.question.looked = None;
        let rows = answer.iter().flat_map(|page| &page.rows);
        let known: Vec<_> = rows.map(|row| (row.id, &row.meta)).collect();
        let mut effects = self.learn(&known);
        match answer {
            Ok(page) if std::mem::take(&mut self.question.is_new) => {
                self.list.show(page);
                self.question.to_unread = None;
                let going_to = self.question.going_to.take();
                let is_there = going_to.is_some_and(|id| self.list.select_article(id));
                self.find_query();
                if let Some(id) = going_to {
                    effects.extend(self.go_on(id, is_there));
                }
            }
            Ok(page) => {
                let (before, middle) = (self.list.total(), page.middle);
                let going = self.question.to_unread.take().filter(|going| self.is_at(*going));
                let (absent, lost) = (self.list.absent(), self.lost(&page));
                self.list.refresh(page, lost);
                if let Some(going) = going {
                    effects.extend(self.arrive_at_unread(going, middle));
                }
                if self.list.absent() != absent {
                    self.announce_absence();
                }
                self.announce(before);
            }
            Err(SearchError::Stopped) => {}
            Err(error) => effects.extend(self.notify(Safe::format(format_args!("{error}")))),
        }
        if !is_begun && std::mem::take(&mut self.question.is_outdated) {
            effects.extend(self.ask_for_news());
        }
        effects.extend(self.refind());
        effects
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
        let on_show = self.reader.article().map(|article| article.id);
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
        let mut effects = match &opened {
            Ok(opened) => self.learn(&[(id, &opened.article.meta)]),
            Err(_) => Vec::new(),
        };
        if self.wanted != Some(id) {
            return effects;
        }
        let place = self.marks.place(id).unwrap_or_default();
        let is_known = self.reader.facts(id).is_some();
        if opened.as_ref().is_ok_and(|it| !it.is_whole && (is_known || !it.holds(place))) {
            // The whole is on show already, or is to be shown from further on.
            return effects;
        }
        self.footing.begin_anew();
        let opened = match opened {
            Ok(opened) if is_known => {
                let grows = self.reader.is_beginning();
                effects.extend(self.renew(id, *opened));
                if grows && self.reader.find.is_active() {
                    effects.extend(self.find_in_article());
                }
                return effects;
            }
            opened => opened,
        };
        self.coming_from = None;
        // What was being typed was to be found in another article.
        if self.prompt.as_ref().is_some_and(|prompt| matches!(prompt.scope, Scope::Article(_))) {
            self.prompt = None;
        }
        match opened {
            Ok(opened) => {
                self.renew_card(id, &opened.facts);
                self.kept = None;
                self.reader.open(*opened, place);
            }
            Err(reason) => {
                let file = self.list.article(id).map_or(Safe::EMPTY, |row| row.file.clone());
                self.reader.refuse(&file, &reason);
                return effects;
            }
        }
        if !self.query.is_empty() {
            self.reader.find.query = self.query.clone();
            effects.extend(self.find_in_article());
        }
        effects
    }

    pub(super) fn found_in_article(&mut self, ticket: Ticket, hits: Vec<Hit>) -> Vec<Effect> {
        if ticket != self.finding || !self.reader.find.is_active() {
            return Vec::new();
        }
        let typed = match self.prompt.as_ref().map(|prompt| &prompt.scope) {
            Some(Scope::Article(place)) => Some(*place),
            _ => None,
        };
        let coming = self.coming.take();
        let from = typed.or_else(|| self.first_place().filter(|_| coming.is_none()));
        self.reader.find.found(hits, from.unwrap_or_default());
        if coming.is_some_and(|step| step < 0) {
            self.reader.find.to_last();
        }
        if let Some(place) = self.reader.find.place().or(typed) {
            self.reader.go(place);
        }
        Vec::new()
    }

    pub(super) fn hear(&mut self, report: Report) -> Vec<Effect> {
        if let Report::Trouble(trouble) = &report {
            self.notice = Some(trouble.clone());
        }
        // The state is loaded again whenever its file had to be opened again.
        let searches = self.marks.searches().to_vec();
        let begins =
            matches!(report, Report::Loaded(_)) && !std::mem::replace(&mut self.has_marks, true);
        let corrections = self.marks.corrections();
        let (read, starred) = (self.marks.read(), self.marks.starred());
        let noted = self.marks.noted();
        let tags: Vec<_> = self.marks.tags_in_use().map(|(tag, n)| (tag.clone(), n)).collect();
        let is_saved = matches!(report, Report::Saved(_));
        self.marks.hear(report);
        if begins {
            self.begin_with_marks();
        }
        let mut effects = self.hear_corrections(&corrections);
        if begins {
            self.recent.learn(self.marks.searches());
            effects.extend(self.keep_searches());
        } else if *self.marks.searches() != searches {
            self.recent.replace(self.marks.searches());
        }
        if !is_saved {
            effects.extend(self.list_notes());
        }
        // Only the index can tell how many of all results were read elsewhere,
        // and which are results because of a mark.
        let has_other_tags = || !self.marks.tags_in_use().eq(tags.iter().map(|(tag, n)| (tag, *n)));
        let has_others = *self.marks.read() != *read
            || *self.marks.starred() != *starred
            || *self.marks.noted() != *noted
            || has_other_tags();
        if has_others {
            effects.push(self.ask_again());
        }
        effects
    }

    /// Takes up what the last session left: what the reader chose, and the
    /// place in the article that was opened before the marks came.
    fn begin_with_marks(&mut self) {
        let style = self.marks.styles().iter().find_map(|name| self.settings.style_called(name));
        if let Some(style) = style.filter(|_| self.settings.style.is_none()) {
            self.style = style;
        }
        let quotation = self.marks.quotation().and_then(|name| name.parse().ok());
        if let Some(quotation) = quotation.filter(|_| self.settings.quotation.is_none()) {
            self.quotation = quotation;
        }
        if let Some(format) = self.marks.format().and_then(|name| name.parse().ok()) {
            self.format = format;
        }
        if let Some(Ok(arrangements)) = self.marks.layout().map(str::parse) {
            self.arrangements = arrangements;
        }
        if let Some(numbers) = self.marks.has_numbers() {
            self.reader.set_numbers(numbers);
        }
        self.welcome();
        if self.kept.is_none()
            && self.reader.place() == Some(Place::default())
            && let Some(id) = self.reader.article().map(|article| article.id)
            && let Some(place) = self.marks.place(id)
        {
            self.reader.go(place);
        }
    }
}
