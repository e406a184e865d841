//! Translating the article on show, by a program of the reader's choice.
//!
//! Nothing is sent anywhere unless the reader named a program in the
//! configuration, and the first time in a session it is told what will run
//! before it runs. Each paragraph is sent by itself and shown beside its
//! translation, or above it where the screen is narrow, as they come.

use std::sync::Arc;

use super::columns::{Columns, Tone};
use super::keymap::Key;
use super::layout::Area;
use super::{App, Effect, Popup};
use crate::article::Safe;
use crate::search::Ticket;

/// A paragraph, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    original: Safe,
    /// Its translation, or why there is none; `None` until it comes.
    translated: Option<Result<Safe, Safe>>,
}

/// What the reader agreed to in this session.
#[derive(Debug, Default)]
pub(super) struct Consent {
    /// Whether the program may run.
    is_given: bool,
    /// Ticket of the newest translation.
    newest: Ticket,
}

/// What is being translated.
#[derive(Clone, Debug)]
pub struct Translation {
    /// The ticket of the order; `None` until the reader agreed.
    ticket: Option<Ticket>,
    parts: Vec<Part>,
    call: Safe,
    /// What is on show.
    pub columns: Columns,
}

impl Translation {
    /// Whether the reader has still to agree.
    pub fn is_asking(&self) -> bool {
        self.ticket.is_none()
    }

    pub(super) fn fit(&mut self, screen: Area) {
        if self.columns.fit(screen) {
            self.put();
        }
    }

    fn put(&mut self) {
        let (parts, call, is_asking) = (&self.parts, &self.call, self.is_asking());
        self.columns.set(|columns| {
            if is_asking {
                return ask(parts.len(), call, columns);
            }
            for (rank, part) in parts.iter().enumerate() {
                if rank > 0 {
                    columns.put_blank();
                }
                put(part, columns);
            }
        });
    }
}

/// Says what will run.
fn ask(count: usize, call: &Safe, columns: &mut Columns) {
    let what = match count {
        1 => Safe::line("The paragraph"),
        count => Safe::format(format_args!("{count} paragraphs")),
    };
    let go = if count == 1 { "goes" } else { "go, one by one," };
    let said = [
        Safe::format(format_args!("{what} {go} to this program, on its standard input:")),
        call.clone(),
        Safe::line("What it does with the words, and whom it sends them to, is its own affair."),
    ];
    for (rank, words) in said.into_iter().enumerate() {
        if rank > 0 {
            columns.put_blank();
        }
        columns.put_across(if rank == 1 { Tone::Head } else { Tone::Text }, &words.into());
    }
}

fn put(part: &Part, columns: &mut Columns) {
    let original = part.original.clone();
    let (tone, said) = match &part.translated {
        Some(Ok(words)) => (Tone::Text, words.clone()),
        Some(Err(reason)) => (Tone::Trouble, reason.clone()),
        None => (Tone::Aside, Safe::line("…")),
    };
    if columns.half().is_some() && tone != Tone::Trouble {
        return columns.put(Tone::Text, &original.into(), &Safe::line(&said).into());
    }
    columns.put_across(Tone::Aside, &original.into());
    for line in said.lines() {
        columns.put_across(tone, &Safe::line(line).into());
    }
}

impl App {
    /// Has the current paragraph translated.
    pub(super) fn translate_paragraph(&mut self) -> Vec<Effect> {
        let text = self.reader.selected_text().or_else(|| self.reader.paragraph_text());
        self.translate(text.into_iter().collect())
    }

    /// Has the whole article translated, paragraph by paragraph.
    pub(super) fn translate_article(&mut self) -> Vec<Effect> {
        let article = self.reader.article().cloned();
        let body = article.iter().flat_map(|article| &article.body);
        let is_said =
            |kind: crate::article::Kind| kind.is_said() || kind == crate::article::Kind::Title;
        let said = body.filter(|block| is_said(block.kind));
        self.translate(said.map(|block| block.text.plain.clone()).collect())
    }

    fn translate(&mut self, paragraphs: Vec<Safe>) -> Vec<Effect> {
        if self.settings.translator.is_empty() {
            return self.notify(Safe::line(
                "no translator is set: name a program as translator below [programs]",
            ));
        }
        let part = |original| Part { original, translated: None };
        let parts: Vec<Part> =
            paragraphs.into_iter().filter(|text| !text.trim().is_empty()).map(part).collect();
        if parts.is_empty() {
            return self.notify(Safe::line("open the article first, then translate it"));
        }
        let call = Safe::line(&self.settings.translator);
        let columns = Columns::default();
        let mut translation = Translation { ticket: None, parts, call, columns };
        let effects = if self.consent.is_given {
            self.begin_translating(&mut translation)
        } else {
            Vec::new()
        };
        translation.fit(self.layout.screen);
        self.popup = Some(Popup::Translation(Box::new(translation)));
        effects
    }

    fn begin_translating(&mut self, translation: &mut Translation) -> Vec<Effect> {
        self.consent.newest = self.consent.newest.next();
        let ticket = self.consent.newest;
        translation.ticket = Some(ticket);
        let originals: Arc<[Safe]> =
            translation.parts.iter().map(|part| part.original.clone()).collect();
        vec![Effect::Translate(ticket, originals)]
    }

    pub(super) fn translated(
        &mut self,
        ticket: Ticket,
        rank: usize,
        outcome: Result<Safe, Safe>,
    ) -> Vec<Effect> {
        let Some(Popup::Translation(translation)) = &mut self.popup else { return Vec::new() };
        if translation.ticket != Some(ticket) {
            return Vec::new();
        }
        if let Some(part) = translation.parts.get_mut(rank) {
            part.translated = Some(outcome);
            translation.put();
        }
        Vec::new()
    }

    pub(super) fn press_in_translation(&mut self, key: Key) -> Vec<Effect> {
        let Some(Popup::Translation(translation)) = &mut self.popup else { return Vec::new() };
        match key {
            Key::Esc | Key::Char('q') => {
                let is_begun = !translation.is_asking();
                self.popup = None;
                if is_begun { vec![Effect::StopTranslating] } else { Vec::new() }
            }
            Key::Enter if translation.is_asking() => {
                let Some(Popup::Translation(mut translation)) = self.popup.take() else {
                    return Vec::new();
                };
                self.consent.is_given = true;
                let effects = self.begin_translating(&mut translation);
                translation.put();
                self.popup = Some(Popup::Translation(translation));
                effects
            }
            key => {
                translation.columns.press(key);
                Vec::new()
            }
        }
    }
}
