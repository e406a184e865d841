//! What is known of what the reader added: a value to hold and to ask.
//!
//! It knows no file and no thread. It shows a change before that is saved, and
//! remembers which ones are pending. The sets are shared, so a copy for a
//! search costs nothing, and no one who holds a copy sees it change.

mod habits;
mod noted;
mod tagged;
#[cfg(test)]
mod tests;

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::note::{Note, NoteId};
use super::{Change, Report, Slot, Tag};
use crate::article::{ArticleId, Corrected, Field, Place};
use habits::Habits;
use noted::Noted;
use tagged::Tagged;

/// What the reader added, as far as is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    known: Known,
    /// What was written and is not yet acknowledged: the last for each slot,
    /// with its number.
    pending: HashMap<Slot, (u64, Change)>,
    /// How many of these the reader asked for, article by article.
    awaited: HashMap<ArticleId, usize>,
    /// How many changes were written: the number of the last.
    written: u64,
}

/// Articles of which the reader said yes, and those of which no.
#[derive(Clone, Debug, Default, PartialEq)]
struct Said {
    yes: Arc<HashSet<ArticleId>>,
    no: Arc<HashSet<ArticleId>>,
}

impl Said {
    fn get(&self, id: ArticleId) -> Option<bool> {
        let is = self.yes.contains(&id);
        (is || self.no.contains(&id)).then_some(is)
    }

    fn set(&mut self, id: ArticleId, is: bool) {
        put(&mut self.yes, id, is);
        put(&mut self.no, id, !is);
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Known {
    read: Said,
    starred: Said,
    tagged: Tagged,
    noted: Noted,
    places: Arc<HashMap<ArticleId, Place>>,
    corrections: Arc<HashMap<ArticleId, Corrected>>,
    as_printed: Said,
    habits: Habits,
}

impl Marks {
    /// Whether the reader said that the article counts as read.
    pub fn is_read(&self, id: ArticleId) -> bool {
        self.says_read(id) == Some(true)
    }

    /// Whether the reader gave the article a star.
    pub fn is_starred(&self, id: ArticleId) -> bool {
        self.says_starred(id) == Some(true)
    }

    /// What the reader said of the article: read, or unread; `None` if nothing,
    /// and then the file may know.
    pub fn says_read(&self, id: ArticleId) -> Option<bool> {
        self.known.read.get(id)
    }

    /// Whether the reader gave the article a star or took it away; `None` if
    /// neither, and then the file may know.
    pub fn says_starred(&self, id: ArticleId) -> Option<bool> {
        self.known.starred.get(id)
    }

    /// How far the reader got in the article; it may lie outside of it.
    pub fn place(&self, id: ArticleId) -> Option<Place> {
        self.known.places.get(&id).copied()
    }

    /// Whether the headline of the article is cited with its own capitals.
    pub fn is_as_printed(&self, id: ArticleId) -> bool {
        self.known.as_printed.get(id) == Some(true)
    }

    /// What the reader says of the article's fields instead of the file.
    pub fn corrected(&self, id: ArticleId) -> Corrected {
        self.known.corrections.get(&id).cloned().unwrap_or_default()
    }

    /// All articles that the reader corrected.
    pub fn corrections(&self) -> Arc<HashMap<ArticleId, Corrected>> {
        Arc::clone(&self.known.corrections)
    }

    /// All articles that count as read, for a search to filter by.
    pub fn read(&self) -> Arc<HashSet<ArticleId>> {
        Arc::clone(&self.known.read.yes)
    }

    /// All articles with a star, for a search to filter by.
    pub fn starred(&self) -> Arc<HashSet<ArticleId>> {
        Arc::clone(&self.known.starred.yes)
    }

    /// The articles of which the reader said that they are read, and those of
    /// which that they are not.
    pub fn said_read(&self) -> [Arc<HashSet<ArticleId>>; 2] {
        [Arc::clone(&self.known.read.yes), Arc::clone(&self.known.read.no)]
    }

    /// The articles to which the reader gave a star, and those from which the
    /// reader took it.
    pub fn said_starred(&self) -> [Arc<HashSet<ArticleId>>; 2] {
        [Arc::clone(&self.known.starred.yes), Arc::clone(&self.known.starred.no)]
    }

    /// The tags that the reader gave the article, in alphabetical order.
    pub fn tags(&self, id: ArticleId) -> impl Iterator<Item = &Tag> {
        self.known.tagged.of(id)
    }

    /// All articles with a tag, for a search to filter by.
    pub fn tagged(&self, tag: &Tag) -> Arc<HashSet<ArticleId>> {
        self.known.tagged.with(tag)
    }

    /// Every tag in use, in alphabetical order, and how many articles have it.
    pub fn tags_in_use(&self) -> impl Iterator<Item = (&Tag, usize)> {
        self.known.tagged.all()
    }

    /// The notes at the article, by their places in it; each with what others
    /// wrote of it that it does not replace.
    pub fn notes(&self, id: ArticleId) -> Vec<(NoteId, &Note, Vec<&Note>)> {
        self.known.noted.of(id)
    }

    /// All articles with a note or a highlight, for a search to filter by.
    pub fn noted(&self) -> Arc<HashSet<ArticleId>> {
        self.known.noted.articles()
    }

    /// How many notes and highlights the article has.
    pub fn note_count(&self, id: ArticleId) -> usize {
        self.known.noted.count(id)
    }

    /// The change that writes a note at words of an article, or at the whole of
    /// it, over all that is known of it.
    pub fn note(&self, id: ArticleId, note: Note) -> Change {
        let at = NoteId::at(id, note.on.as_ref());
        self.rewrite(id, at, Some(note))
    }

    /// The change that lets a note say something else, as before, or takes it
    /// away.
    pub fn rewrite(&self, id: ArticleId, note: NoteId, says: Option<Note>) -> Change {
        Change::Note(id, Box::new(self.known.noted.rewrite(id, note, says)))
    }

    /// The changes that let a note say these side by side, the first as the one
    /// that is shown; they take it away if there are none.
    pub fn restore(&self, id: ArticleId, note: NoteId, says: &[Note]) -> Vec<Change> {
        let writings = self.known.noted.restore(id, note, says).into_iter();
        writings.map(|writing| Change::Note(id, Box::new(writing))).collect()
    }

    /// Whether something of the article that the reader asked for, as a mark,
    /// a star, a tag, a note or a correction, is not yet acknowledged. The place does
    /// not count: no one asked for it to be saved.
    pub fn is_pending(&self, id: ArticleId) -> bool {
        self.awaited.contains_key(&id)
    }

    /// Takes a change of this reader, which is pending until it is saved.
    ///
    /// Every change must go to [`State::write`](super::State::write) too, in
    /// the same order, and no other: the two count them.
    pub fn write(&mut self, change: &Change) {
        self.written += 1;
        let slot = change.slot();
        if self.pending.insert(slot.clone(), (self.written, change.clone())).is_none()
            && change.is_asked_for()
        {
            *self.awaited.entry(slot.0).or_default() += 1;
        }
        self.known.set(change);
    }

    /// Takes what the state tells; a trouble changes nothing.
    ///
    /// A pending change stays over whatever comes from the disk: it will be
    /// written later, and so it will win.
    pub fn hear(&mut self, report: Report) {
        match report {
            Report::Loaded(marks) => {
                self.known = marks.known;
                self.pending.values().for_each(|(_, change)| self.known.set(change));
            }
            Report::Saved(number) => self.acknowledge(number),
            Report::Changed(changes) => {
                let news = changes.iter().filter(|it| !self.pending.contains_key(&it.slot()));
                news.for_each(|change| self.known.set(change));
            }
            Report::Trouble(_) => {}
        }
    }
}

impl Marks {
    fn acknowledge(&mut self, number: u64) {
        for ((id, _), (_, change)) in self.pending.extract_if(|_, (mine, _)| *mine <= number) {
            if !change.is_asked_for() {
                continue;
            }
            if let Entry::Occupied(mut awaited) = self.awaited.entry(id) {
                *awaited.get_mut() -= 1;
                if *awaited.get() == 0 {
                    awaited.remove();
                }
            }
        }
    }
}

/// What the disk holds: nothing is pending.
impl FromIterator<Change> for Marks {
    fn from_iter<T: IntoIterator<Item = Change>>(changes: T) -> Self {
        let mut marks = Self::default();
        changes.into_iter().for_each(|change| marks.known.set(&change));
        marks
    }
}

impl Known {
    fn set(&mut self, change: &Change) {
        match change {
            Change::Read(id, set) => self.read.set(*id, *set),
            Change::Starred(id, set) => self.starred.set(*id, *set),
            Change::Tag(id, tag, set) => self.tagged.set(*id, tag, *set),
            Change::Note(id, writing) => self.noted.add(*id, (**writing).clone()),
            Change::Place(id, place) => {
                Arc::make_mut(&mut self.places).insert(*id, *place);
            }
            Change::AsPrinted(id, set) => self.as_printed.set(*id, *set),
            Change::Correction(id, field, typed) => self.correct(*id, *field, typed.as_ref()),
            // Of use only where files are read.
            Change::Seen(_) => {}
            habit => self.habits.set(habit),
        }
    }
}

impl Known {
    /// An article of which nothing is corrected any more is not kept.
    fn correct(&mut self, id: ArticleId, field: Field, typed: Option<&String>) {
        let before = self.corrections.get(&id).and_then(|corrected| corrected.get(&field));
        if before == typed {
            return;
        }
        let corrections = Arc::make_mut(&mut self.corrections);
        let corrected = corrections.entry(id).or_default();
        match typed {
            Some(typed) => corrected.insert(field, typed.clone()),
            None => corrected.remove(&field),
        };
        if corrected.is_empty() {
            corrections.remove(&id);
        }
    }
}

/// Puts `id` in or takes it out; a set that stays the same is not copied.
fn put(set: &mut Arc<HashSet<ArticleId>>, id: ArticleId, is_in: bool) {
    if set.contains(&id) == is_in {
        return;
    }
    let set = Arc::make_mut(set);
    if is_in {
        set.insert(id)
    } else {
        set.remove(&id)
    };
}
