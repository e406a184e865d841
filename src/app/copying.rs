//! Copying: what is on the clipboard afterwards, and how it got there.

use super::citing::{Chooser, Cited, Copying, Link, Passage, Purpose, Route, Wanted};
use super::keymap::Key;
use super::{App, Effect, Popup};
use crate::article::{Meta, Safe};
use crate::cite::{Format, Style};
use crate::search::{Row, Ticket};
use crate::state::Change;

impl App {
    fn readable(&self) -> Option<&Row> {
        self.list.selected().filter(|row| row.trouble.is_none())
    }

    /// Has the selected article cited in the reader's style.
    pub(super) fn cite(&mut self, purpose: Purpose, format: Format) -> Vec<Effect> {
        match self.readable().map(|row| Box::new(row.meta.clone())) {
            Some(meta) => vec![self.wanted(meta, self.style.clone(), format, purpose)],
            None => self.notify(Safe::line("no article is selected to be cited")),
        }
    }

    fn wanted(
        &mut self,
        meta: Box<Meta>,
        style: Style,
        format: Format,
        purpose: Purpose,
    ) -> Effect {
        self.citing = self.citing.next();
        Effect::Cite(Wanted { ticket: self.citing, meta, style, format, purpose })
    }

    pub(super) fn copy_quotation(&mut self) -> Vec<Effect> {
        let markup = self.settings.quotation;
        match self.passage() {
            Some(passage) => self.cite(Purpose::Quote(passage, markup), Format::Plain),
            None => self.notify(Safe::line("open the article first, then quote its paragraph")),
        }
    }

    pub(super) fn copy_link(&mut self) -> Vec<Effect> {
        match self.passage() {
            Some(passage) => self.cite(Purpose::Link(passage), Format::Plain),
            None => self.notify(Safe::line("open the article first, then link to its paragraph")),
        }
    }

    /// The current paragraph of the selected article, if that is on show.
    fn passage(&self) -> Option<Passage> {
        let (paragraph, range) = self.reader.paragraph_range()?;
        let article = self.reader.article().filter(|_| self.is_on_show())?.clone();
        Some(Passage { article, range, paragraph })
    }

    pub(super) fn copy_paragraph(&mut self) -> Vec<Effect> {
        match self.reader.paragraph_text() {
            Some(text) if self.is_on_show() => copy(text, "paragraph", Safe::EMPTY),
            _ => self.notify(Safe::line("open the article first, then copy its paragraph")),
        }
    }

    pub(super) fn copy_address(&mut self) -> Vec<Effect> {
        match self.readable().and_then(|row| row.meta.url.as_ref()).map(|url| url.value.clone()) {
            Some(url) => copy(url, "address", Safe::EMPTY),
            None => self.notify(Safe::line("no address in the file")),
        }
    }

    pub(super) fn copy_title(&mut self) -> Vec<Effect> {
        match self.readable().map(|row| row.headline().clone()) {
            Some(title) => copy(title, "headline", Safe::EMPTY),
            None => self.notify(Safe::line("no article is selected")),
        }
    }

    fn is_on_show(&self) -> bool {
        let selected = self.list.selected().map(|row| row.id);
        selected.is_some() && selected == self.reader.article().map(|article| article.id)
    }

    pub(super) fn cited(
        &mut self,
        ticket: Ticket,
        purpose: Purpose,
        cited: Result<Cited, Safe>,
    ) -> Vec<Effect> {
        match (purpose, cited) {
            // Only a preview grows old; what was to be copied is copied.
            (Purpose::Preview, cited) => {
                if let Some(Popup::Styles(chooser)) = &mut self.popup
                    && ticket == self.citing
                {
                    chooser.preview = Some(cited);
                }
                Vec::new()
            }
            (_, Err(reason)) => self.notify(reason),
            (Purpose::Quote(..), Ok(cited)) => {
                let aside = cited.aside();
                copy(cited.quotation, "quotation with its citation", aside)
            }
            (Purpose::Link(_), Ok(cited)) => match cited.link {
                Some(Link::Passage(address)) => copy(address, "link to the passage", Safe::EMPTY),
                Some(Link::Article(address)) => {
                    let aside = "nothing tells the passage from others";
                    copy(address, "address of the article", Safe::line(aside))
                }
                None => self.notify(Safe::line("no address in the file")),
            },
            (Purpose::Copy, Ok(cited)) => {
                let aside = cited.aside();
                copy(cited.entry, "citation", aside)
            }
        }
    }

    pub(super) fn copied(&mut self, copying: &Copying, route: Result<Route, Safe>) -> Vec<Effect> {
        let Copying { what, aside, .. } = copying;
        let between = if aside.is_empty() { "" } else { " · " };
        self.notify(match route {
            Ok(Route::Desktop) => Safe::format(format_args!("copied the {what}{between}{aside}")),
            Ok(Route::Terminal) => Safe::format(format_args!(
                "sent the {what} to the terminal’s clipboard{between}{aside}"
            )),
            Err(reason) => Safe::format(format_args!("nothing was copied: {reason}")),
        })
    }

    /// Has the citation under the chooser's cursor written.
    pub(super) fn preview(&mut self) -> Vec<Effect> {
        let Some(Popup::Styles(chooser)) = &self.popup else { return Vec::new() };
        let (meta, style, format) = (chooser.meta.clone(), chooser.style.clone(), chooser.format);
        vec![self.wanted(meta, style, format, Purpose::Preview)]
    }

    pub(super) fn press_in_chooser(&mut self, key: Key) -> Vec<Effect> {
        let Some(Popup::Styles(chooser)) = &mut self.popup else { return Vec::new() };
        let before = (chooser.style.clone(), chooser.format);
        match key {
            Key::Char('j') | Key::Down => chooser.step(1),
            Key::Char('k') | Key::Up => chooser.step(-1),
            Key::Char('g') | Key::Home => chooser.step(isize::MIN),
            Key::Char('G') | Key::End => chooser.step(isize::MAX),
            Key::Tab => chooser.turn_format(),
            Key::Esc | Key::Char('q') => self.popup = None,
            Key::Enter | Key::Char('c') => return self.copy_chosen(),
            _ => {}
        }
        match &mut self.popup {
            Some(Popup::Styles(chooser))
                if (&chooser.style, chooser.format) != (&before.0, before.1) =>
            {
                self.preview()
            }
            _ => Vec::new(),
        }
    }

    /// Copies in the chosen style, which becomes the reader's.
    fn copy_chosen(&mut self) -> Vec<Effect> {
        let Some(Popup::Styles(chooser)) = self.popup.take() else { return Vec::new() };
        let Chooser { meta, style, format, .. } = chooser;
        self.style = style.clone();
        let kept = self.keep(Change::Style(self.style.name().to_owned()));
        vec![kept, self.wanted(meta, style, format, Purpose::Copy)]
    }
}

fn copy(text: Safe, what: &'static str, aside: Safe) -> Vec<Effect> {
    vec![Effect::Copy(Copying { text, what: Safe::line(what), aside })]
}
