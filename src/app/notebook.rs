//! All notes and highlights, the reader's own and those that services kept in
//! the files: to be searched, gone to, edited and taken away.
//!
//! The headlines are asked of the index, and a worker puts the list together
//! ([`listing`]), reading one article after the other while the list is open.

pub mod listing;

use std::sync::Arc;

use super::action::Action;
use super::keymap::Key;
use super::layout::{Area, popup};
use super::picking::{Picked, Picker};
use super::{App, Effect, Popup};
use crate::article::{ArticleId, Calendar, Safe};
use crate::search::{Page, Query, Request, Row, SearchError, Start, Ticket, Window};
use listing::{Listed, Listing, Notes, Whose};

/// Articles with notes whose headlines are asked for.
const MOST: usize = 20_000;

/// Lines between two notes.
pub const GAP: usize = 1;

/// The list of all notes.
#[derive(Clone, Debug, Default)]
pub struct Notebook {
    /// The notes to choose from.
    pub picker: Picker<Listed>,
    /// The articles with notes that are in the archive, in the order of the
    /// list, and what each is called; `None` while that is not known.
    known: Option<Arc<[(ArticleId, Safe)]>>,
    /// Whether there ever was a note in it.
    has_begun: bool,
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
            (_, 0) if !self.has_begun => Safe::line("…"),
            (_, 0) => Safe::line("Nothing is noted or highlighted any more."),
            _ => Safe::line("No note has these words; esc shows all."),
        }
    }
}

impl App {
    /// Shows all notes.
    pub(super) fn show_notes(&mut self) -> Vec<Effect> {
        let ticket = self.question.ticket.next();
        (self.question.ticket, self.question.is_open) = (ticket, true);
        self.question.for_notes = Some(ticket);
        self.popup = Some(Popup::Notes(Box::default()));
        let mut effects = self.list_notes();
        effects.push(Effect::Search(Request {
            ticket,
            query: Query::parse("has:note "),
            window: Window { start: Start::Rank(0), len: MOST },
            marks: self.marks.clone(),
            ..Request::default()
        }));
        effects
    }

    /// Takes the headlines, if this is the answer; what is to be done then.
    pub(super) fn notes_answer(
        &mut self,
        ticket: Ticket,
        answer: &Result<Page, SearchError>,
    ) -> Option<Vec<Effect>> {
        self.question.for_notes.take_if(|asked| *asked == ticket)?;
        self.question.is_open = false;
        let calendar = self.settings.print.calendar;
        // It may have been closed before the answer came.
        if let Some(notebook) = self.notebook() {
            let rows = answer.iter().flat_map(|page| &page.rows);
            notebook.known = Some(rows.map(|row| (row.id, source(row, calendar))).collect());
        }
        let mut effects = self.list_notes();
        // The list's own question may have been dropped for it.
        effects.push(self.ask_again());
        Some(effects)
    }

    /// Has the notes listed as they are now known, if their list is open.
    pub(super) fn list_notes(&mut self) -> Vec<Effect> {
        let ticket = self.listing.next();
        let marks = self.marks.clone();
        let Some(notebook) = self.notebook() else { return Vec::new() };
        let known = notebook.known.clone();
        self.listing = ticket;
        vec![Effect::ListNotes(Listing { ticket, marks, known })]
    }

    /// Takes the list of notes.
    pub(super) fn notes_listed(&mut self, notes: Notes) -> Vec<Effect> {
        if notes.ticket != self.listing {
            return Vec::new();
        }
        let Some(notebook) = self.notebook() else { return Vec::new() };
        notebook.has_begun |= !notes.choices.is_empty();
        let is_in_vain = !notebook.has_begun && notes.is_whole && notebook.known.is_some();
        notebook.picker.set(notes.choices);
        if !is_in_vain {
            return Vec::new();
        }
        self.popup = None;
        let key = self.settings.keymap.key(Action::Note).unwrap_or_default();
        self.notify(Safe::format(format_args!(
            "nothing is noted yet: {key} notes the passage you are reading"
        )));
        vec![Effect::StopListing]
    }

    fn notebook(&mut self) -> Option<&mut Notebook> {
        match &mut self.popup {
            Some(Popup::Notes(notebook)) => Some(notebook),
            Some(Popup::Note(draft)) => draft.behind.as_deref_mut(),
            _ => None,
        }
    }

    pub(super) fn press_in_notebook(&mut self, key: Key) -> Vec<Effect> {
        let Some(Popup::Notes(notebook)) = &mut self.popup else { return Vec::new() };
        let picked = notebook.picker.press(key);
        let chosen = notebook.picker.chosen().copied();
        match (picked, key, chosen) {
            (Picked::Closed, ..) => self.close_notebook(),
            (Picked::Chosen, _, Some((id, whose))) => {
                let mut effects = self.close_notebook();
                effects.extend(match whose {
                    Whose::Reader(note) => self.go_to_note(id, note),
                    Whose::File(place) => self.go_to_passage(id, place.unwrap_or_default()),
                });
                effects
            }
            (Picked::NotMine, Key::Char('e' | 'a'), Some((id, Whose::Reader(note)))) => {
                let mut draft = self.draft_of(id, note);
                draft.behind = match self.popup.take() {
                    Some(Popup::Notes(notebook)) => Some(notebook),
                    _ => None,
                };
                self.popup = Some(Popup::Note(Box::new(draft)));
                Vec::new()
            }
            (Picked::NotMine, Key::Char('x') | Key::Delete, Some((id, Whose::Reader(note)))) => {
                notebook.picker.remove();
                self.unnote(id, note)
            }
            (
                Picked::NotMine,
                Key::Char('e' | 'a' | 'x') | Key::Delete,
                Some((_, Whose::File(_))),
            ) => {
                let told = "this note is in the file, which newsread never changes";
                self.notify(Safe::line(told))
            }
            (Picked::NotMine, Key::Char('U'), _) => self.undo(),
            (Picked::NotMine, Key::Ctrl('r'), _) => self.redo(),
            _ => Vec::new(),
        }
    }

    fn close_notebook(&mut self) -> Vec<Effect> {
        self.popup = None;
        vec![Effect::StopListing]
    }
}

/// Headline, source and day of an article.
fn source(row: &Row, calendar: Calendar) -> Safe {
    let source = row.meta.source.as_ref().map(|source| source.value.to_string());
    let day = row.meta.published.as_ref().map(|when| calendar.in_words(when.value));
    let parts = [Some(row.headline().to_string()), source, day];
    Safe::line(&parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}
