//! What keys do in the chooser of styles, and what becomes of the choice.

use std::sync::Arc;

use super::Chooser;
use crate::app::citing::{Cited, Purpose, What};
use crate::app::copying::copied_as;
use crate::app::keymap::Key;
use crate::app::{App, Effect, Popup};
use crate::article::{ArticleId, Field, Meta, Safe};
use crate::cite::Style;
use crate::state::Change;

/// Styles that are remembered as used.
const REMEMBERED: usize = 8;

impl App {
    /// Opens the chooser for the marked articles, or the selected one.
    pub(in crate::app) fn choose_style(&mut self) -> Vec<Effect> {
        let what = What::Citation(self.format);
        let articles = self.to_cite();
        self.choose(articles, what)
    }

    /// Opens the chooser for a quotation of the current paragraph.
    pub(in crate::app) fn choose_quotation(&mut self) -> Vec<Effect> {
        let Some(passage) = self.passage() else {
            return self.notify(Safe::line("open the article first, then quote its paragraph"));
        };
        let article = self.selected_to_cite();
        self.choose(article, What::Quotation(passage, self.quotation))
    }

    fn choose(&mut self, articles: Arc<[Cited]>, what: What) -> Vec<Effect> {
        if articles.is_empty() {
            return self.notify(Safe::line("no article is selected to be cited"));
        }
        let used = self.used_styles();
        let chooser = Chooser::new(articles, &used, &self.settings.styles, what);
        self.popup = Some(Popup::Styles(Box::new(chooser)));
        self.preview()
    }

    /// The reader's style, then the others that were used, the last first.
    fn used_styles(&self) -> Vec<Style> {
        let used = self.marks.styles().iter().filter_map(|name| self.settings.style_called(name));
        std::iter::once(self.style.clone()).chain(used).collect()
    }

    /// Has what the chooser is on written.
    pub(in crate::app) fn preview(&mut self) -> Vec<Effect> {
        let Some(Popup::Styles(chooser)) = &mut self.popup else { return Vec::new() };
        (chooser.progress, chooser.is_current) = (None, false);
        let (articles, style) = (Arc::clone(&chooser.articles), chooser.style.clone());
        let what = chooser.what.clone();
        vec![self.wanted(articles, style, what, Purpose::Preview)]
    }

    pub(in crate::app) fn press_in_chooser(&mut self, key: Key) -> Vec<Effect> {
        let Some(Popup::Styles(chooser)) = &mut self.popup else { return Vec::new() };
        let before = (chooser.style.clone(), chooser.what.clone());
        let is_looking = chooser.offer.filter().is_some();
        match key {
            Key::Down | Key::Ctrl('n') => chooser.step(1),
            Key::Up | Key::Ctrl('p') => chooser.step(-1),
            Key::PageDown => chooser.page_by(1),
            Key::PageUp => chooser.page_by(-1),
            Key::Tab => chooser.turn_format(false),
            Key::BackTab => chooser.turn_format(true),
            Key::Esc if is_looking => chooser.look_no_more(),
            Key::Enter if is_looking && chooser.offer.styles().is_empty() => {}
            Key::Enter => return self.copy_chosen(),
            key if is_looking => chooser.type_key(key),
            Key::Char('/') => chooser.look(),
            Key::Char('j') => chooser.step(1),
            Key::Char('k') => chooser.step(-1),
            Key::Char('g') | Key::Home => chooser.step(isize::MIN),
            Key::Char('G') | Key::End => chooser.step(isize::MAX),
            Key::Char(' ' | 'f') | Key::Ctrl('f' | 'd') => chooser.page_by(1),
            Key::Char('b') | Key::Ctrl('b' | 'u') => chooser.page_by(-1),
            Key::Char('~') => return self.toggle_capitals(),
            Key::Char('e') => return self.correct_cited(),
            Key::Esc | Key::Char('q') => {
                self.popup = None;
                return vec![Effect::StopCiting(self.citing)];
            }
            Key::Char('c') => return self.copy_chosen(),
            _ => {}
        }
        match &mut self.popup {
            Some(Popup::Styles(chooser))
                if (&chooser.style, &chooser.what) != (&before.0, &before.1) =>
            {
                chooser.rewind();
                self.preview()
            }
            _ => Vec::new(),
        }
    }

    /// Lets the headlines keep their own capitals, or no longer: in the preview,
    /// in what is copied, and from now on.
    fn toggle_capitals(&mut self) -> Vec<Effect> {
        let Some(Popup::Styles(chooser)) = &mut self.popup else { return Vec::new() };
        let set = !chooser.is_as_printed();
        let changed = chooser.articles.iter().filter(|cited| cited.is_as_printed != set);
        let changed: Vec<ArticleId> = changed.map(|cited| cited.id).collect();
        let turned = |cited: &Cited| Cited { is_as_printed: set, ..cited.clone() };
        chooser.articles = chooser.articles.iter().map(turned).collect();
        let keep = |id| self.keep(Change::AsPrinted(id, set));
        let mut effects: Vec<Effect> = changed.into_iter().map(keep).collect();
        effects.extend(self.preview());
        effects
    }

    /// Opens the trust card on what the preview has doubts about, to be typed
    /// anew; the chooser comes back behind it.
    fn correct_cited(&mut self) -> Vec<Effect> {
        let Some(Popup::Styles(chooser)) = self.popup.take() else { return Vec::new() };
        let doubt = chooser.preview.as_ref().and_then(|preview| preview.as_ref().ok()?.doubt);
        let first = chooser.articles.first().map(|cited| (cited.id, Field::Title));
        let Some((id, field)) = doubt.or(first) else { return Vec::new() };
        let meta = chooser.articles.iter().find(|cited| cited.id == id).map(|cited| &cited.meta);
        let meta = meta.cloned().unwrap_or_default();
        self.behind = Some(chooser);
        self.list.select_article(id);
        self.correct_field(id, &meta, field);
        Vec::new()
    }

    /// Closes the trust card; the chooser that it lies over comes back.
    pub(in crate::app) fn close_card(&mut self) -> Vec<Effect> {
        self.popup = self.behind.take().map(Popup::Styles);
        self.preview()
    }

    /// Whether an article is marked, or to be cited as it is chosen now.
    pub(in crate::app) fn is_to_be_cited(&self, id: ArticleId) -> bool {
        let chooser = match &self.popup {
            Some(Popup::Styles(chooser)) => Some(chooser),
            _ => self.behind.as_ref(),
        };
        let is_chosen = chooser.is_some_and(|it| it.articles.iter().any(|cited| cited.id == id));
        is_chosen || self.marked.contains(id)
    }

    /// The chooser, which may lie behind the trust card.
    fn chooser(&mut self) -> Option<&mut Chooser> {
        match &mut self.popup {
            Some(Popup::Styles(chooser)) => Some(chooser),
            _ => self.behind.as_deref_mut(),
        }
    }

    /// Takes newer knowledge about articles that are marked or to be cited.
    pub(in crate::app) fn learn(&mut self, known: &[(ArticleId, &Meta)]) -> Vec<Effect> {
        for (id, meta) in known {
            self.marked.learn(*id, meta);
        }
        let Some(chooser) = self.chooser() else { return Vec::new() };
        let newer = |cited: &Cited| {
            let meta = known.iter().find(|(id, _)| *id == cited.id).map(|(_, meta)| *meta);
            meta.filter(|meta| **meta != cited.meta).cloned()
        };
        if chooser.articles.iter().all(|cited| newer(cited).is_none()) {
            return Vec::new();
        }
        let learnt = |cited: &Cited| match newer(cited) {
            Some(meta) => Cited { meta, ..cited.clone() },
            None => cited.clone(),
        };
        chooser.articles = chooser.articles.iter().map(learnt).collect();
        self.preview()
    }

    /// Copies what is chosen, which is remembered.
    fn copy_chosen(&mut self) -> Vec<Effect> {
        let Some(Popup::Styles(chooser)) = self.popup.take() else { return Vec::new() };
        let Chooser { articles, style, what, preview, is_current, .. } = *chooser;
        // What is copied is no longer selected.
        self.reader.deselect();
        let mut effects = self.remember_choice(&style, &what);
        match preview {
            // What is looked at is what is copied.
            Some(Ok(written)) if is_current => {
                let aside = written.aside();
                effects.extend(copied_as(written.text, written.what, aside));
            }
            _ => effects.extend(self.order(articles, style, what)),
        }
        effects
    }

    fn remember_choice(&mut self, style: &Style, what: &What) -> Vec<Effect> {
        self.style = style.clone();
        let mut names: Vec<String> = Vec::new();
        let used = self.used_styles();
        for name in used.iter().map(Style::name) {
            if names.len() < REMEMBERED && !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        let mut changes = vec![Change::Styles(names)];
        match what {
            What::Citation(format) if *format != self.format => {
                self.format = *format;
                changes.push(Change::Format(format.name().to_owned()));
            }
            What::Quotation(_, markup) if *markup != self.quotation => {
                self.quotation = *markup;
                changes.push(Change::Quotation(markup.name().to_owned()));
            }
            _ => {}
        }
        changes.into_iter().map(|change| self.keep(change)).collect()
    }
}
