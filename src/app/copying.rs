//! Copying: what is on the clipboard afterwards, and how it got there.

use std::sync::Arc;

use super::action::Mode;
use super::citing::{Cited, Copying, Passage, Purpose, Route, Wanted, What, Written};
use super::{App, Effect, Pane, Popup};
use crate::article::{ArticleId, Meta, Safe};
use crate::cite::{Format, Progress, Style};
use crate::search::{Row, Ticket};

/// The list of citations that is being written for the clipboard.
#[derive(Clone, Copy, Debug)]
pub(super) struct Underway {
    /// The ticket of the order.
    pub(super) ticket: Ticket,
    /// How many articles it is of.
    pub(super) count: usize,
    /// How far it is, once that was told.
    pub(super) progress: Option<Progress>,
}

impl App {
    fn readable(&self) -> Option<&Row> {
        self.list.selected().filter(|row| row.trouble.is_none())
    }

    /// What citing is about: in the list the marked articles, if there are any,
    /// else the selected one. None if that cannot be read.
    pub(super) fn to_cite(&self) -> Arc<[Cited]> {
        let cited = |(id, meta): (ArticleId, &Meta)| Cited {
            id,
            meta: meta.clone(),
            is_as_printed: self.marks.is_as_printed(id),
        };
        if self.focus == Pane::List && !self.marked.is_empty() {
            return self.marked.articles().map(cited).collect();
        }
        self.selected_to_cite()
    }

    /// The selected article, to be cited. None if it cannot be read.
    pub(super) fn selected_to_cite(&self) -> Arc<[Cited]> {
        let cited = |row: &Row| Cited {
            id: row.id,
            meta: row.meta.clone(),
            is_as_printed: self.marks.is_as_printed(row.id),
        };
        self.readable().map(cited).into_iter().collect()
    }

    /// Has the marked articles or the selected one cited in the reader's style.
    pub(super) fn cite(&mut self, format: Format) -> Vec<Effect> {
        let articles = self.to_cite();
        self.order(articles, self.style.clone(), What::Citation(format))
    }

    /// Has something written for the clipboard.
    pub(super) fn order(
        &mut self,
        articles: Arc<[Cited]>,
        style: Style,
        what: What,
    ) -> Vec<Effect> {
        if articles.is_empty() {
            return self.notify(Safe::line("no article is selected to be cited"));
        }
        let count = articles.len();
        let effect = self.wanted(articles, style, what, Purpose::Copy);
        if count > 1 {
            self.underway = Some(Underway { ticket: self.citing, count, progress: None });
        }
        vec![effect]
    }

    pub(super) fn wanted(
        &mut self,
        articles: Arc<[Cited]>,
        style: Style,
        what: What,
        purpose: Purpose,
    ) -> Effect {
        self.citing = self.citing.next();
        Effect::Cite(Wanted { ticket: self.citing, articles, style, what, purpose })
    }

    pub(super) fn copy_quotation(&mut self) -> Vec<Effect> {
        let markup = self.quotation;
        match self.passage() {
            Some(passage) => self.about_passage(What::Quotation(passage, markup)),
            None => self.notify(Safe::line("open the article first, then quote its paragraph")),
        }
    }

    pub(super) fn copy_link(&mut self) -> Vec<Effect> {
        match self.passage() {
            Some(passage) => self.about_passage(What::Link(passage)),
            None => self.notify(Safe::line("open the article first, then link to its paragraph")),
        }
    }

    pub(super) fn copy_text(&mut self) -> Vec<Effect> {
        match self.reader.article().filter(|_| self.is_on_show()).cloned() {
            Some(article) => self.about_passage(What::Text(article)),
            None => self.notify(Safe::line("open the article first, then copy its text")),
        }
    }

    fn about_passage(&mut self, what: What) -> Vec<Effect> {
        let article = self.selected_to_cite();
        self.order(article, self.style.clone(), what)
    }

    /// The selection, or the current paragraph of the selected article, if that
    /// is on show.
    pub(super) fn passage(&self) -> Option<Passage> {
        let current = || self.reader.paragraph_range().map(|(_, range)| range);
        let range = self.reader.selected().or_else(current)?;
        let article = self.reader.article().filter(|_| self.is_on_show())?.clone();
        let paragraphs = self.reader.paragraphs_in(&range);
        Some(Passage { article, range, paragraphs })
    }

    /// A link to the selected words for Markdown, or else to the article.
    pub(super) fn copy_markdown_link(&mut self) -> Vec<Effect> {
        let selection = self.passage().filter(|_| self.mode() == Mode::Selecting);
        match selection {
            Some(passage) => self.about_passage(What::MarkdownLink(passage)),
            None => self.cite(Format::MarkdownLink),
        }
    }

    pub(super) fn copy_paragraph(&mut self) -> Vec<Effect> {
        if let Some(text) = self.reader.selected_text() {
            return copy(text, "selection");
        }
        match self.reader.paragraph_text() {
            Some(text) if self.is_on_show() => copy(text, "paragraph"),
            _ => self.notify(Safe::line("open the article first, then copy its paragraph")),
        }
    }

    /// Copies the address, of marked articles one a line.
    pub(super) fn copy_address(&mut self) -> Vec<Effect> {
        let articles = self.to_cite();
        let url = |cited: &Cited| cited.meta.url.as_ref().map(|url| url.value.clone());
        let addresses: Vec<Safe> = articles.iter().filter_map(url).collect();
        match (&*addresses, articles.len()) {
            ([], 0) => self.notify(Safe::line("no article is selected")),
            ([], 1) => self.notify(Safe::line("no address in the file")),
            ([], _) => self.notify(Safe::line("no address in the files")),
            ([address], 1) => copy(address.clone(), "address"),
            (some, all) => {
                let text = Safe::join(some.iter().map(Safe::as_clean), "\n");
                let what = Safe::format(format_args!("addresses of {} of {all}", some.len()));
                copied_as(text, what, Safe::EMPTY)
            }
        }
    }

    /// Copies the headline, of marked articles one a line.
    pub(super) fn copy_title(&mut self) -> Vec<Effect> {
        if self.focus == Pane::List && !self.marked.is_empty() {
            let title = |cited: &Cited| cited.meta.title.as_ref().map(|it| it.value.clone());
            let titles: Vec<Safe> = self.to_cite().iter().filter_map(title).collect();
            return copy(Safe::join(titles.iter().map(Safe::as_clean), "\n"), "headlines");
        }
        match self.readable().map(|row| row.headline().clone()) {
            Some(title) => copy(title, "headline"),
            None => self.notify(Safe::line("no article is selected")),
        }
    }

    fn is_on_show(&self) -> bool {
        let selected = self.list.selected().map(|row| row.id);
        selected.is_some() && selected == self.reader.article().map(|article| article.id)
    }

    /// Takes note of how far a list of citations is.
    pub(super) fn tell_progress(&mut self, ticket: Ticket, progress: Progress) -> Vec<Effect> {
        if let Some(underway) = self.underway.as_mut().filter(|order| order.ticket == ticket) {
            underway.progress = Some(progress);
        } else if let Some(Popup::Styles(chooser)) = &mut self.popup
            && ticket == self.citing
        {
            chooser.progress = Some(progress);
        }
        Vec::new()
    }

    pub(super) fn cited(
        &mut self,
        ticket: Ticket,
        purpose: Purpose,
        written: Result<Written, Safe>,
    ) -> Vec<Effect> {
        // Only a preview grows old; what was to be copied is copied.
        if purpose == Purpose::Preview {
            if let Some(Popup::Styles(chooser)) = &mut self.popup
                && ticket == self.citing
            {
                (chooser.preview, chooser.progress) = (Some(written), None);
                chooser.is_current = true;
            }
            return Vec::new();
        }
        self.underway.take_if(|order| order.ticket == ticket);
        match written {
            Ok(written) => {
                let aside = written.aside();
                copied_as(written.text, written.what, aside)
            }
            Err(reason) => self.notify(reason),
        }
    }

    pub(super) fn copied(&mut self, copying: &Copying, route: Result<Route, Safe>) -> Vec<Effect> {
        let Copying { what, aside, .. } = copying;
        let between = if aside.is_empty() { "" } else { " · " };
        self.notify(match route {
            Ok(Route::Desktop) => Safe::format(format_args!("copied the {what}{between}{aside}")),
            Ok(Route::Terminal) => {
                Safe::format(format_args!("sent the {what} to the terminal{between}{aside}"))
            }
            Err(reason) => Safe::format(format_args!("nothing was copied: {reason}")),
        })
    }
}

fn copy(text: Safe, what: &'static str) -> Vec<Effect> {
    copied_as(text, Safe::line(what), Safe::EMPTY)
}

pub(super) fn copied_as(text: Safe, what: Safe, aside: Safe) -> Vec<Effect> {
    vec![Effect::Copy(Copying { text, what, aside })]
}
