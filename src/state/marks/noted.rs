//! The notes at each article.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::article::ArticleId;
use crate::state::note::{Note, NoteId, Versions, Writing};

/// Articles and their notes, in all versions. Shared, so that a copy for a
/// search costs nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Noted(Arc<HashMap<ArticleId, BTreeMap<NoteId, Versions>>>);

impl Noted {
    pub(super) fn of(&self, id: ArticleId) -> Vec<(NoteId, &Note, Vec<&Note>)> {
        let notes = self.0.get(&id).into_iter().flatten();
        let mut notes: Vec<_> = notes
            .filter_map(|(id, versions)| versions.says().map(|(note, others)| (*id, note, others)))
            .collect();
        notes.sort_by_key(|(id, note, _)| (note.on.as_ref().map(|on| on.place.start), *id));
        notes
    }

    /// Those with a note that was not taken away.
    pub(super) fn articles(&self) -> impl Iterator<Item = ArticleId> {
        let says =
            |versions: &BTreeMap<_, Versions>| versions.values().any(|it| it.says().is_some());
        self.0.iter().filter(move |(_, notes)| says(notes)).map(|(id, _)| *id)
    }

    pub(super) fn add(&mut self, id: ArticleId, writing: Writing) {
        let notes = Arc::make_mut(&mut self.0).entry(id).or_default();
        notes.entry(writing.note).or_default().add(writing);
    }

    pub(super) fn rewrite(&self, id: ArticleId, note: NoteId, says: Option<Note>) -> Writing {
        let versions = self.0.get(&id).and_then(|notes| notes.get(&note)).cloned();
        versions.unwrap_or_default().rewrite(note, says)
    }
}
