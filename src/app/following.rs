//! What must follow from where the reader is, and what is kept of it.

use super::{App, Effect, Pane};
use crate::state::Change;

impl App {
    /// What must follow from where the reader is now: rows to load, an article
    /// to open, a place to keep.
    pub(super) fn follow(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.focus == Pane::List {
            self.list.give_up_absent();
        }
        let missing =
            self.list.missing().filter(|_| !self.question.is_open && !self.list.is_empty());
        if let Some(window) = missing {
            effects.push(self.ask(window));
        }
        let is_wanted = match self.card() {
            // A card stays with its article.
            Some(card) => self.list.selected().is_some_and(|row| row.id == card.id),
            // On the way to another article the one on show stays.
            None if self.is_under_way() => false,
            None => self.layout.is_wide() || self.focus == Pane::Reader,
        };
        if is_wanted {
            effects.extend(self.open_selected());
        }
        effects.extend(self.follow_notes());
        self.arrive();
        self.follow_jumps();
        effects.extend(self.keep_place());
        effects.extend(self.ask_for_foot());
        effects.extend(self.reader.want_drawing().map(Effect::Draw));
        effects
    }

    /// Opens the selected article in the reader, if it is another one.
    fn open_selected(&mut self) -> Vec<Effect> {
        let Some(row) = self.list.selected() else { return Vec::new() };
        if self.wanted == Some(row.id) {
            return Vec::new();
        }
        let id = row.id;
        self.wanted = Some(id);
        if let Some(reason) = row.trouble.clone() {
            let file = row.file.clone();
            self.reader.refuse(&file, &reason);
            return Vec::new();
        }
        vec![Effect::Open(id)]
    }

    fn keep_place(&mut self) -> Option<Effect> {
        let id = self.reader.article()?.id;
        if self.focus != Pane::Reader {
            return None;
        }
        let place = self.reader.place()?;
        let known = self.kept.filter(|(kept, _)| *kept == id).map(|(_, place)| place);
        let known = known.or_else(|| self.marks.place(id)).unwrap_or_default();
        if known == place {
            return None;
        }
        self.kept = Some((id, place));
        Some(self.keep(Change::Place(id, place)))
    }

    /// Shows a change at once, and has it kept.
    pub(super) fn keep(&mut self, change: Change) -> Effect {
        let is_unread = |app: &Self| match change {
            Change::Read(id, _) => {
                app.list.article(id).is_some_and(|row| row.is_unread(&app.marks))
            }
            _ => false,
        };
        let was_unread = is_unread(self);
        self.marks.write(&change);
        self.list.recount(was_unread, is_unread(self));
        Effect::Keep(change)
    }
}
