//! All notes and highlights of the reader, to be searched, gone to, edited and
//! taken away.
//!
//! What they say is known at once; the headlines are asked of the index, and
//! where the words stand of a worker, one article after the other, while the
//! list is open.

use std::collections::HashSet;

use super::action::Action;
use super::keymap::Key;
use super::layout::{Area, popup};
use super::noting::{Anchored, Anchoring};
use super::picking::{Choice, Picked, Picker, Tone};
use super::{App, Effect, Popup};
use crate::article::{Anchor, ArticleId, Calendar, Safe};
use crate::search::{Page, Query, Request, Row, SearchError, Start, Ticket, Window};
use crate::state::{Note, NoteId};

/// Articles with notes whose headlines are asked for.
const MOST: usize = 20_000;

/// Lines between two notes.
pub const GAP: usize = 1;

/// The list of all notes.
#[derive(Clone, Debug, Default)]
pub struct Notebook {
    /// The notes to choose from.
    pub picker: Picker<(ArticleId, NoteId)>,
    /// The question for the headlines; `None` once it is answered.
    ticket: Option<Ticket>,
    /// The articles with notes that are in the archive, in the order of the
    /// list, and what each is called.
    known: Vec<(ArticleId, Safe)>,
    /// The notes whose words are gone.
    orphans: HashSet<(ArticleId, NoteId)>,
    /// The articles whose notes have still to be found, the next last.
    waiting: Vec<ArticleId>,
}

impl Notebook {
    /// Learns the size of the screen.
    pub(super) fn fit(&mut self, screen: Area) {
        let (_, inside) = popup(screen, u16::MAX);
        let head = usize::from(self.has_field());
        self.picker.fit(usize::from(inside.height).saturating_sub(head), GAP);
    }

    /// Whether it shows what is typed.
    pub fn has_field(&self) -> bool {
        self.picker.is_typing || !self.picker.input.value().is_empty()
    }

    /// What it says when there is nothing to choose from.
    pub fn empty(&self) -> Safe {
        match self.picker.counts() {
            (_, 0) => Safe::line("Nothing is noted or highlighted yet."),
            _ => Safe::line("No note has these words; esc shows all."),
        }
    }
}

impl App {
    /// Shows all notes.
    pub(super) fn show_notes(&mut self) -> Vec<Effect> {
        let count = self.marks.noted().len();
        if count == 0 {
            let key = self.settings.keymap.key(Action::Note).unwrap_or_default();
            return self.notify(Safe::format(format_args!(
                "nothing is noted yet: {key} notes the passage you are reading"
            )));
        }
        let ticket = self.question.ticket.next();
        (self.question.ticket, self.question.is_open) = (ticket, true);
        let notebook = Notebook { ticket: Some(ticket), ..Notebook::default() };
        self.popup = Some(Popup::Notes(Box::new(notebook)));
        self.fill_notebook();
        vec![Effect::Search(Request {
            ticket,
            query: Query::parse("has:note "),
            window: Window { start: Start::Rank(0), len: MOST },
            marks: self.marks.clone(),
            ..Request::default()
        })]
    }

    /// Takes the headlines, if this is the answer; whether it is.
    pub(super) fn notes_answer(
        &mut self,
        ticket: Ticket,
        answer: &Result<Page, SearchError>,
    ) -> Option<Vec<Effect>> {
        let calendar = self.settings.print.calendar;
        let notebook = self.notebook()?;
        notebook.ticket.take_if(|asked| *asked == ticket)?;
        if let Ok(page) = answer {
            notebook.known = page.rows.iter().map(|row| (row.id, source(row, calendar))).collect();
            notebook.waiting = page.rows.iter().rev().map(|row| row.id).collect();
        }
        self.question.is_open = false;
        self.fill_notebook();
        let mut effects = Vec::from_iter(self.find_next_notes());
        // The list's own question may have been dropped for it.
        effects.push(self.ask_again());
        Some(effects)
    }

    /// Takes where the notes of an article are, for the list of all.
    pub(super) fn learn_places(&mut self, anchored: &Anchored) -> Vec<Effect> {
        let Some(notebook) = self.notebook() else { return Vec::new() };
        let orphans = anchored.places.iter().filter(|(_, place)| place.is_none());
        notebook.orphans.extend(orphans.map(|(note, _)| (anchored.id, *note)));
        self.fill_notebook();
        self.find_next_notes().into_iter().collect()
    }

    /// Asks where the notes of the next article are.
    fn find_next_notes(&mut self) -> Option<Effect> {
        while let Some(id) = self.notebook()?.waiting.pop() {
            let notes = self.marks.notes(id);
            let notes = notes.iter().filter_map(|(note, says, _)| Some((*note, says.on.clone()?)));
            let notes: Vec<(NoteId, Anchor)> = notes.collect();
            if !notes.is_empty() {
                return Some(Effect::Anchor(Anchoring { id, article: None, notes }));
            }
        }
        None
    }

    fn notebook(&mut self) -> Option<&mut Notebook> {
        match &mut self.popup {
            Some(Popup::Notes(notebook)) => Some(notebook),
            Some(Popup::Note(draft)) => draft.behind.as_deref_mut(),
            _ => None,
        }
    }

    /// Lists the notes as they are now known.
    pub(super) fn fill_notebook(&mut self) {
        let with_notes = self.marks.noted();
        let Some(notebook) = self.notebook() else { return };
        let is_answered = notebook.ticket.is_none();
        let (known, orphans) =
            (std::mem::take(&mut notebook.known), std::mem::take(&mut notebook.orphans));
        let in_archive: HashSet<ArticleId> = known.iter().map(|(id, _)| *id).collect();
        let elsewhere = with_notes.iter().copied().filter(|id| !in_archive.contains(id));
        let mut elsewhere: Vec<ArticleId> = elsewhere.collect();
        elsewhere.sort();
        let mut choices = Vec::new();
        for (id, source) in known.iter().filter(|(id, _)| with_notes.contains(id)) {
            choices.extend(self.choices_of(*id, (source, Tone::Dim), &orphans));
        }
        let unknown = if is_answered {
            (Safe::line("not in this archive"), Tone::Warning)
        } else {
            (Safe::line("…"), Tone::Dim)
        };
        for id in elsewhere {
            choices.extend(self.choices_of(id, (&unknown.0, unknown.1), &orphans));
        }
        if let Some(notebook) = self.notebook() {
            (notebook.known, notebook.orphans) = (known, orphans);
            notebook.picker.set(choices);
        }
    }

    /// The notes at an article, as they are listed.
    fn choices_of(
        &self,
        id: ArticleId,
        (source, tone): (&Safe, Tone),
        orphans: &HashSet<(ArticleId, NoteId)>,
    ) -> Vec<Choice<(ArticleId, NoteId)>> {
        let listed = |(note, says, others): (NoteId, &Note, Vec<&Note>)| {
            let quote = match &says.on {
                Some(on) => Safe::format(format_args!("“{}”", &*on.exact)),
                None => Safe::line("on the article"),
            };
            let mut lines = vec![(quote, Tone::Text)];
            let text = Safe::line(&says.text);
            lines.extend((!text.is_empty()).then_some((text, Tone::Strong)));
            lines.extend(others.into_iter().map(|other| {
                (Safe::format(format_args!("on another device: {}", &*other.text)), Tone::Text)
            }));
            lines.push((source.clone(), tone));
            if orphans.contains(&(id, note)) {
                let told = Safe::line("these words are not in the article any more");
                lines.push((told, Tone::Warning));
            }
            Choice::new((id, note), lines)
        };
        self.marks.notes(id).into_iter().map(listed).collect()
    }

    pub(super) fn press_in_notebook(&mut self, key: Key) -> Vec<Effect> {
        let Some(Popup::Notes(notebook)) = &mut self.popup else { return Vec::new() };
        let picked = notebook.picker.press(key);
        let chosen = notebook.picker.chosen().copied();
        match (picked, key, chosen) {
            (Picked::Closed, ..) => self.popup = None,
            (Picked::Chosen, _, Some((id, note))) => {
                self.popup = None;
                return self.go_to_note(id, note);
            }
            (Picked::NotMine, Key::Char('e' | 'a'), Some((id, note))) => {
                let mut draft = self.draft_of(id, note);
                draft.behind = match self.popup.take() {
                    Some(Popup::Notes(notebook)) => Some(notebook),
                    _ => None,
                };
                self.popup = Some(Popup::Note(Box::new(draft)));
            }
            (Picked::NotMine, Key::Char('x') | Key::Delete, Some((id, note))) => {
                return self.unnote(id, note);
            }
            (Picked::NotMine, Key::Char('U'), _) => return self.undo(),
            (Picked::NotMine, Key::Ctrl('r'), _) => return self.redo(),
            _ => {}
        }
        Vec::new()
    }
}

/// Headline, source and day of an article.
fn source(row: &Row, calendar: Calendar) -> Safe {
    let source = row.meta.source.as_ref().map(|source| source.value.to_string());
    let day = row.meta.published.as_ref().map(|when| calendar.in_words(when.value));
    let parts = [Some(row.headline().to_string()), source, day];
    Safe::line(&parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}
