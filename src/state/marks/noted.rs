//! The notes at each article.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::put;
use crate::article::ArticleId;
use crate::state::note::{Note, NoteId, Versions, Writing};

/// Articles and their notes, in all versions. Shared, so that a copy for a
/// search costs nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Noted {
    versions: Arc<HashMap<ArticleId, BTreeMap<NoteId, Versions>>>,
    /// Those with a note that was not taken away.
    articles: Arc<HashSet<ArticleId>>,
}

impl Noted {
    pub(super) fn of(&self, id: ArticleId) -> Vec<(NoteId, &Note, Vec<&Note>)> {
        let notes = self.versions.get(&id).into_iter().flatten();
        let mut notes: Vec<_> = notes
            .filter_map(|(id, versions)| versions.says().map(|(note, others)| (*id, note, others)))
            .collect();
        notes.sort_by_key(|(id, note, _)| (note.on.as_ref().map(|on| on.place.start), *id));
        notes
    }

    pub(super) fn count(&self, id: ArticleId) -> usize {
        let notes = self.versions.get(&id).into_iter().flatten();
        notes.filter(|(_, versions)| versions.says().is_some()).count()
    }

    pub(super) fn articles(&self) -> Arc<HashSet<ArticleId>> {
        Arc::clone(&self.articles)
    }

    pub(super) fn add(&mut self, id: ArticleId, writing: Writing) {
        let notes = Arc::make_mut(&mut self.versions).entry(id).or_default();
        notes.entry(writing.note).or_default().add(writing);
        let is_noted = notes.values().any(|it| it.says().is_some());
        put(&mut self.articles, id, is_noted);
    }

    pub(super) fn rewrite(&self, id: ArticleId, note: NoteId, says: Option<Note>) -> Writing {
        self.all_of(id, note).rewrite(note, says)
    }

    pub(super) fn restore(&self, id: ArticleId, note: NoteId, says: &[Note]) -> Vec<Writing> {
        self.all_of(id, note).restore(note, says)
    }

    fn all_of(&self, id: ArticleId, note: NoteId) -> Versions {
        let versions = self.versions.get(&id).and_then(|notes| notes.get(&note));
        versions.cloned().unwrap_or_default()
    }
}
