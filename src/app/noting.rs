//! Notes and highlights: writing them, and where they stand in the article.
//!
//! A note is tied to words of its article by a worker, and by a worker it is
//! found again; the app holds what is typed meanwhile. One idea: **what was
//! typed is not lost**. A passage that cannot be noted gives the text back.

mod draft;
pub mod editor;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::action::Action;
use super::keymap::Key;
use super::reader::MARGIN;
use super::reader::noted::Passage;
use super::reader::pieces::View;
use super::{App, Effect, Pane, Popup};
use crate::article::{Anchor, Article, ArticleId, Place, Safe};
use crate::state::{Note, NoteId};
use draft::Target;

pub use draft::Draft;

/// Words of an article that a note is to be tied to.
#[derive(Clone, Debug, PartialEq)]
pub struct Tying {
    /// The article as it was read.
    pub article: Arc<Article>,
    /// The words.
    pub passage: Range<Place>,
    /// What is noted; empty to highlight only.
    pub text: Safe,
}

/// Notes of an article whose words are to be found.
#[derive(Clone, Debug, PartialEq)]
pub struct Anchoring {
    /// The article as it was read.
    pub article: Arc<Article>,
    /// The notes, and what they are tied to.
    pub notes: Vec<(NoteId, Anchor)>,
}

/// Where the words of notes were found.
#[derive(Clone, Debug, PartialEq)]
pub struct Anchored {
    /// The article as it was read.
    pub article: Arc<Article>,
    /// The notes, and where the words of each stand: nowhere, if that is not
    /// certain.
    pub places: Vec<(NoteId, Option<Range<Place>>)>,
}

/// What came of a note that was lent to the reader's own editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// What it says now; `None` if nothing came back.
    pub text: Option<Safe>,
    /// What the reader must know, if anything went wrong.
    pub told: Option<Safe>,
}

/// The key that lends a note to the reader's own editor.
pub const ELSEWHERE: Key = Key::Ctrl('x');

/// What is known of the notes at the article on show.
#[derive(Debug, Default)]
pub(super) struct Noting {
    article: Option<Arc<Article>>,
    /// The passages whose notes are not tied to their words yet.
    tying: Vec<Range<Place>>,
    asked: Vec<NoteId>,
    found: HashMap<NoteId, Option<Range<Place>>>,
}

impl Noting {
    fn is_about(&self, article: &Arc<Article>) -> bool {
        self.article.as_ref().is_some_and(|known| Arc::ptr_eq(known, article))
    }

    /// Whether a note on any of these words is being kept.
    fn is_tying(&self, range: &Range<Place>) -> bool {
        self.tying.iter().any(|other| other.start < range.end && range.start < other.end)
    }
}

impl App {
    /// Begins to write a note: in the reader on the selection, else at the
    /// current paragraph; in the list on the article as a whole.
    pub(super) fn begin_to_note(&mut self) -> Vec<Effect> {
        let draft = match self.focus {
            Pane::List => self.draft_on_article(),
            Pane::Reader => self.draft_on_passage(),
        };
        match draft {
            Ok(draft) => {
                self.popup = Some(Popup::Note(Box::new(draft)));
                Vec::new()
            }
            Err(why) => self.notify(Safe::line(why)),
        }
    }

    fn draft_on_article(&self) -> Result<Draft, &'static str> {
        let row = self.list.selected().ok_or("no article is selected to be noted")?;
        let note = NoteId::at(row.id, None);
        let target = Target::Note { id: row.id, on: None, before: self.says(row.id, note) };
        let about = Safe::format(format_args!("on the article ‘{}’", row.headline()));
        Ok(Draft::new(target, about))
    }

    fn draft_on_passage(&self) -> Result<Draft, &'static str> {
        let article = self.reader.article().ok_or("there is nothing here to be noted")?;
        if self.reader.is_beginning() {
            return Err("the rest of the article is still being read");
        }
        let selected = self.reader.selected();
        let known = match &selected {
            Some(range) => {
                let passages = self.reader.passages().iter();
                passages.filter(|it| it.range.as_ref() == Some(range)).collect()
            }
            None => self.reader.notes_here(),
        };
        if let Some(passage) = known.first() {
            return Ok(self.draft_of(article.id, passage.note));
        }
        let paragraph = || self.reader.paragraph_range().map(|(_, range)| range);
        let range = selected.or_else(paragraph);
        if range.as_ref().is_some_and(|range| self.noting.is_tying(range)) {
            return Err("the note on these words is still being kept");
        }
        let Some(range) = range else {
            if self.reader.view() == View::Raw {
                return Err("there is no paragraph here to be noted");
            }
            return self.draft_on_article();
        };
        let about = match self.reader.paragraphs_in(&range).map(|it| (*it.start(), *it.end())) {
            Some((first, last)) if first < last => {
                Safe::format(format_args!("on ¶ {first} to {last}"))
            }
            Some((number, _)) => Safe::format(format_args!("on ¶ {number}")),
            None => Safe::line("on the selection"),
        };
        Ok(Draft::new(Target::Passage(Arc::clone(article), range), about))
    }

    /// A draft that goes on with a note.
    pub(super) fn draft_of(&self, id: ArticleId, note: NoteId) -> Draft {
        let before = self.says(id, note);
        let on = before.first().and_then(|note| note.on.clone());
        let about = match &on {
            Some(on) => Safe::format(format_args!("on ‘{}’", &*on.exact)),
            None => Safe::line("on the article"),
        };
        Draft::new(Target::Note { id, on, before }, about)
    }

    /// What a note says, and behind it what others wrote that it does not
    /// replace.
    pub(super) fn says(&self, id: ArticleId, note: NoteId) -> Vec<Note> {
        let notes = self.marks.notes(id).into_iter();
        let found = notes.filter(|(other, ..)| *other == note);
        found.flat_map(|(_, shown, others)| [shown].into_iter().chain(others).cloned()).collect()
    }

    pub(super) fn fit_draft(&mut self) {
        let Some(Popup::Note(draft)) = &mut self.popup else { return };
        let pane = match (self.layout.reader, self.layout.list) {
            (Some(pane), _) => {
                draft.fit(pane, self.reader.column());
                pane
            }
            (None, Some(pane)) => {
                let width = pane.width.saturating_sub(2 * MARGIN).max(1);
                draft.fit(pane, (width, MARGIN.min(pane.width)));
                pane
            }
            (None, None) => return,
        };
        if self.layout.reader.is_some() {
            let passage = match &draft.target {
                Target::Passage(_, range) => Some(range.clone()),
                Target::Note { .. } => None,
            };
            // The words that are noted stay in sight above the note.
            self.reader.fit(pane.width, (pane.height - draft.area.height).into());
            if let Some(passage) = passage {
                self.reader.bring_into_sight(&passage);
            }
        }
    }

    pub(super) fn press_in_draft(&mut self, key: Key) -> Vec<Effect> {
        let Some(Popup::Note(draft)) = &mut self.popup else { return Vec::new() };
        match key {
            Key::Ctrl('s') => return self.keep_note(),
            ELSEWHERE => return vec![Effect::Edit(Safe::lines(draft.editor.text()))],
            Key::Esc if draft.is_changed() && !draft.is_warned => {
                draft.is_warned = true;
                let told = "esc again throws away what was typed · ctrl-s keeps it";
                return self.notify(Safe::line(told));
            }
            Key::Esc => {
                let behind = draft.behind.take();
                self.popup = behind.map(Popup::Notes);
                return Vec::new();
            }
            key => {
                draft.is_warned = false;
                draft.editor.press(key);
            }
        }
        Vec::new()
    }

    /// Takes the note back from the reader's own editor.
    pub(super) fn edited(&mut self, edited: Edited) -> Vec<Effect> {
        if let (Some(Popup::Note(draft)), Some(text)) = (&mut self.popup, &edited.text) {
            // What was typed now has not been asked about.
            draft.is_warned = false;
            draft.editor.replace(text);
        }
        self.notice = edited.told.or(self.notice.take());
        vec![Effect::TakeBack]
    }

    fn keep_note(&mut self) -> Vec<Effect> {
        let Some(Popup::Note(draft)) = self.popup.take() else { return Vec::new() };
        let draft = *draft;
        self.popup = draft.behind.map(Popup::Notes);
        self.reader.deselect();
        let text = Safe::lines(draft.editor.text().trim_end());
        match draft.target {
            Target::Passage(article, passage) => {
                if self.noting.is_about(&article) {
                    self.noting.tying.push(passage.clone());
                }
                vec![Effect::Tie(Tying { article, passage, text })]
            }
            Target::Note { .. } if *text == *draft.before => Vec::new(),
            Target::Note { id, on, before } => self.note(id, on, before, text),
        }
    }

    /// Writes a note, or takes it away if it says nothing at no words.
    fn note(
        &mut self,
        id: ArticleId,
        on: Option<Anchor>,
        before: Vec<Note>,
        text: Safe,
    ) -> Vec<Effect> {
        let note = NoteId::at(id, on.as_ref());
        let is_text = !text.trim().is_empty();
        let (what, done) = match (is_text, &on) {
            (true, _) => ("the note", "noted"),
            (false, Some(_)) => ("the highlight", "highlighted"),
            (false, None) if before.is_empty() => return Vec::new(),
            (false, None) => ("taking the note away", "the note is gone"),
        };
        let after: Vec<Note> =
            (is_text || on.is_some()).then_some(Note { on, text }).into_iter().collect();
        self.tell_note(done);
        self.alter_note(id, note, [before, after], Safe::line(what))
    }

    /// Takes a note or a highlight away.
    pub(super) fn unnote(&mut self, id: ArticleId, note: NoteId) -> Vec<Effect> {
        let before = self.says(id, note);
        let is_text = before.iter().any(|note| !note.text.is_empty());
        let thing = if is_text { "note" } else { "highlight" };
        self.tell_note(if is_text { "the note is gone" } else { "the highlight is gone" });
        let what = Safe::format(format_args!("taking the {thing} away"));
        self.alter_note(id, note, [before, Vec::new()], what)
    }

    fn tell_note(&mut self, done: &str) {
        let undo = self.settings.keymap.key(Action::Undo).map(|key| format!(" · {key} undoes"));
        self.notify(Safe::line(&(done.to_owned() + &undo.unwrap_or_default())));
    }

    /// Takes the words that a note is to be tied to.
    pub(super) fn tied(&mut self, tying: &Tying, anchor: Option<Anchor>) -> Vec<Effect> {
        let id = tying.article.id;
        let is_on_show = self.noting.is_about(&tying.article);
        if is_on_show {
            self.noting.tying.retain(|passage| *passage != tying.passage);
        }
        let Some(anchor) = anchor else {
            let told = Safe::line("these words cannot be told from others; nothing was noted");
            if !tying.text.is_empty() && self.popup.is_none() {
                let target =
                    Target::Note { id, on: None, before: self.says(id, NoteId::at(id, None)) };
                let mut draft = Draft::new(target, Safe::line("on the article"));
                draft.editor.insert(&tying.text);
                self.popup = Some(Popup::Note(Box::new(draft)));
            }
            return self.notify(told);
        };
        let note = NoteId::at(id, Some(&anchor));
        if is_on_show {
            // Nobody has to look for what was just read.
            self.noting.asked.push(note);
            self.noting.found.insert(note, Some(tying.passage.clone()));
        }
        let before = self.says(id, note);
        // The same words may have been noted meanwhile, or elsewhere.
        let texts = before.iter().map(|note| &*note.text).chain([&*tying.text]);
        let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
        let text = Safe::lines(&texts.join("\n\n"));
        self.note(id, Some(anchor), before, text)
    }

    /// Keeps the notes of the article on show at their places; what has to be
    /// found for that.
    pub(super) fn follow_notes(&mut self) -> Option<Effect> {
        let article = Arc::clone(self.reader.article()?);
        if self.reader.is_beginning() {
            return None;
        }
        let noting = &mut self.noting;
        if !noting.is_about(&article) {
            *noting = Noting { article: Some(Arc::clone(&article)), ..Noting::default() };
        }
        let notes = self.marks.notes(article.id);
        let unknown = notes.iter().filter(|(note, ..)| !noting.asked.contains(note));
        let unknown = unknown.filter_map(|(note, says, _)| Some((*note, says.on.clone()?)));
        let unknown: Vec<(NoteId, Anchor)> = unknown.collect();
        let passages = notes.iter().filter_map(|(note, says, _)| {
            let range = match &says.on {
                None => None,
                Some(_) => Some(noting.found.get(note)?.clone()?),
            };
            Some(Passage { note: *note, range, text: says.text.clone() })
        });
        let mut passages: Vec<Passage> = passages.collect();
        passages.sort_by_key(|it| it.range.as_ref().map(|range| (range.start, range.end)));
        if passages != self.reader.passages() {
            self.reader.set_passages(passages);
        }
        noting.asked.extend(unknown.iter().map(|(note, _)| *note));
        (!unknown.is_empty()).then_some(Effect::Anchor(Anchoring { article, notes: unknown }))
    }

    /// Whether the words of a note are gone from the article on show; `None`
    /// while that is not known.
    pub(super) fn is_note_gone(&self, note: NoteId) -> Option<bool> {
        self.noting.found.get(&note).map(Option::is_none)
    }

    /// Takes where the notes of the article on show were found.
    pub(super) fn anchored(&mut self, anchored: Anchored) -> Vec<Effect> {
        if !self.noting.is_about(&anchored.article) {
            return Vec::new();
        }
        let orphans = anchored.places.iter().filter(|(_, place)| place.is_none()).count();
        self.noting.found.extend(anchored.places);
        if orphans > 0 && self.notice.is_none() {
            let key = self.settings.keymap.key(Action::AllNotes).unwrap_or_default();
            let notes = if orphans == 1 { "a note" } else { "notes" };
            self.notify(Safe::format(format_args!(
                "words of {notes} are gone · {key} tells which"
            )));
        }
        Vec::new()
    }

    /// What the status line says of the notes at the current paragraph, in at
    /// most so many columns.
    pub(super) fn note_hint(&self, room: usize) -> Option<Safe> {
        let here = self.reader.notes_here();
        let passage = here.iter().find(|it| !it.text.is_empty()).or(here.first())?;
        let key = self.settings.keymap.key(Action::Note)?;
        let more = if here.len() > 1 { format!(" · {} notes", here.len()) } else { String::new() };
        let behind = Safe::format(format_args!("{more} · {key} edits"));
        if passage.text.is_empty() {
            return Some(Safe::format(format_args!("✎ highlighted{behind}")));
        }
        let room = room.checked_sub(behind.as_clean().columns() + 3).filter(|room| *room >= 12)?;
        let text = passage.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = Safe::line(&text);
        let clipped = text.as_clean().clip(room);
        let rest = if clipped.as_str().len() < text.len() { "…" } else { "" };
        Some(Safe::format(format_args!("✎ {}{rest}{behind}", clipped.as_str().trim_end())))
    }
}
