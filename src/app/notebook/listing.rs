//! What the list of all notes holds, put together away from the screen.
//!
//! It knows what the reader noted, and the articles that it is handed; how they
//! are read and where the list is shown is for others. One idea: the list is
//! told anew when twice as many articles have been read as when it was told
//! last, so all tellings together cost little more than the last.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::app::picking::{Choice, Tone};
use crate::article::{Anchor, Article, ArticleId, Highlight, Kept, Place, Safe};
use crate::search::Ticket;
use crate::state::{Marks, Note, NoteId};

/// A note in the list: the article that it is at, and whose it is.
pub type Listed = (ArticleId, Whose);

/// Where a note was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Here: the reader's own.
    Reader(NoteId),
    /// With a service that kept it in the file, at words that begin there;
    /// `None` for the whole article, and where nobody knows.
    File(Option<Place>),
}

/// Which notes are to be listed.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    /// Comes back with the list.
    pub ticket: Ticket,
    /// What the reader noted.
    pub marks: Marks,
    /// The articles of the archive with notes, in the order of the list, and
    /// what each is called; `None` while that is not known.
    pub known: Option<Arc<[(ArticleId, Safe)]>>,
}

/// The list of all notes, as far as it is known.
#[derive(Clone, Debug)]
pub struct Notes {
    /// What was asked.
    pub ticket: Ticket,
    /// The notes.
    pub choices: Vec<Choice<Listed>>,
    /// Whether every article was read that is known to have notes.
    pub is_whole: bool,
}

/// Who puts the list together; it remembers the articles that it has read.
#[derive(Debug, Default)]
pub struct Lister {
    read: HashMap<ArticleId, Found>,
}

/// What an article says of the notes at it.
#[derive(Debug, Default)]
struct Found {
    /// Notes that were looked for, and whether their words are gone.
    notes: HashMap<NoteId, bool>,
    kept: Kept,
}

impl Lister {
    /// Tells the list: at once what is known without the files, then what they
    /// say, as long as it is wanted. `article` reads one, if it can be read.
    pub fn list(
        &mut self,
        listing: &Listing,
        is_wanted: impl Fn() -> bool,
        mut article: impl FnMut(ArticleId) -> Option<Arc<Article>>,
        mut tell: impl FnMut(Notes),
    ) {
        let mut sections = self.sections(listing);
        let mut tell = |sections: &[Vec<Choice<Listed>>], is_whole| {
            let choices = sections.concat();
            tell(Notes { ticket: listing.ticket, choices, is_whole });
        };
        let known = listing.known.as_deref().unwrap_or_default();
        let is_unread = |(_, (id, _)): &(usize, &(ArticleId, Safe))| self.misses(*id, listing);
        let unread: Vec<_> = known.iter().enumerate().filter(is_unread).collect();
        tell(&sections, unread.is_empty());
        let (mut count, all) = (0, unread.len());
        for (rank, (id, source)) in unread {
            if !is_wanted() {
                return;
            }
            self.read.insert(*id, Found::of(*id, article(*id).as_deref(), &listing.marks));
            sections[rank] = self.section(*id, (source, Tone::Dim), &listing.marks);
            count += 1;
            if count == all || usize::is_power_of_two(count) {
                tell(&sections, count == all);
            }
        }
    }

    /// Whether an article has to be read to know of its notes.
    fn misses(&self, id: ArticleId, listing: &Listing) -> bool {
        let Some(found) = self.read.get(&id) else { return true };
        let notes = listing.marks.notes(id);
        notes.iter().any(|(note, says, _)| says.on.is_some() && !found.notes.contains_key(note))
    }

    /// The notes of each article, in the order of the list: first those of the
    /// archive, then those of articles that are elsewhere.
    fn sections(&self, listing: &Listing) -> Vec<Vec<Choice<Listed>>> {
        let known = listing.known.as_deref().unwrap_or_default();
        let in_archive: HashSet<ArticleId> = known.iter().map(|(id, _)| *id).collect();
        let noted = listing.marks.noted();
        let mut elsewhere: Vec<ArticleId> = noted.difference(&in_archive).copied().collect();
        elsewhere.sort();
        let nowhere = match listing.known {
            Some(_) => (Safe::line("not in this archive"), Tone::Warning),
            None => (Safe::line("…"), Tone::Dim),
        };
        let here = known.iter().map(|(id, source)| (*id, (source, Tone::Dim)));
        let elsewhere = elsewhere.into_iter().map(|id| (id, (&nowhere.0, nowhere.1)));
        here.chain(elsewhere).map(|(id, source)| self.section(id, source, &listing.marks)).collect()
    }

    /// The notes at an article, as they are listed: the reader's own, then
    /// those in its file.
    fn section(&self, id: ArticleId, source: (&Safe, Tone), marks: &Marks) -> Vec<Choice<Listed>> {
        let found = self.read.get(&id);
        let is_gone = |note| found.is_some_and(|found| found.notes.get(&note) == Some(&true));
        let own = marks.notes(id).into_iter().map(|(note, says, others)| {
            let lines = own_lines(says, &others, source, is_gone(note));
            Choice::new((id, Whose::Reader(note)), lines)
        });
        let kept = found.into_iter().flat_map(|found| {
            let whole = found.kept.note.as_ref().map(|note| {
                let on = (Safe::line("on the article"), Tone::Text);
                (None, vec![on, (Safe::line(note), Tone::Strong)])
            });
            let lit = found.kept.highlights.iter().map(|lit| (lit.place, kept_lines(lit)));
            whole.into_iter().chain(lit).map(|(place, mut lines)| {
                let (source, tone) = source;
                lines.push((Safe::format(format_args!("from the file · {source}")), tone));
                Choice::new((id, Whose::File(place)), lines)
            })
        });
        own.chain(kept).collect()
    }
}

impl Found {
    /// What an article says; nothing, if it cannot be read.
    fn of(id: ArticleId, article: Option<&Article>, marks: &Marks) -> Self {
        let notes = marks.notes(id);
        let tied = notes.iter().filter_map(|(note, says, _)| Some((*note, says.on.as_ref()?)));
        let is_gone = |on: &Anchor| article.is_some_and(|it| on.find(&it.body).is_none());
        let notes = tied.map(|(note, on)| (note, is_gone(on))).collect();
        Self { notes, kept: article.map(|it| it.kept.clone()).unwrap_or_default() }
    }
}

fn own_lines(
    says: &Note,
    others: &[&Note],
    (source, tone): (&Safe, Tone),
    is_gone: bool,
) -> Vec<(Safe, Tone)> {
    let quote = match &says.on {
        Some(on) => quoted(&on.exact),
        None => Safe::line("on the article"),
    };
    let mut lines = vec![(quote, Tone::Text)];
    let text = Safe::line(&says.text);
    lines.extend((!text.is_empty()).then_some((text, Tone::Strong)));
    let beside = |other: &&Note| {
        (Safe::format(format_args!("on another device: {}", &*other.text)), Tone::Text)
    };
    lines.extend(others.iter().map(beside));
    lines.push((source.clone(), tone));
    if is_gone {
        lines.push((Safe::line("these words are not in the article any more"), Tone::Warning));
    }
    lines
}

/// A passage that a service kept, and what was noted about it there.
fn kept_lines(lit: &Highlight) -> Vec<(Safe, Tone)> {
    let mut lines = Vec::new();
    lines.extend((!lit.quote.is_empty()).then(|| (quoted(&lit.quote), Tone::Text)));
    lines.extend(lit.note.as_ref().map(|note| (Safe::line(note), Tone::Strong)));
    if lit.place.is_none() && !lit.quote.is_empty() {
        let told = "these words are not in the article, or more than once";
        lines.push((Safe::line(told), Tone::Warning));
    }
    lines
}

fn quoted(words: &Safe) -> Safe {
    Safe::format(format_args!("“{}”", &**words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(rank: u8) -> ArticleId {
        ArticleId::of(&[rank], 0)
    }

    /// A question for all notes of articles, each of which is noted as a whole.
    fn listing(articles: u8) -> Listing {
        let mut marks = Marks::default();
        for rank in 0..articles {
            let note = Note { on: None, text: Safe::format(format_args!("Note {rank}.")) };
            marks.write(&marks.note(id(rank), note));
        }
        let known = (0..articles).map(|rank| (id(rank), Safe::line("Rain"))).collect();
        Listing { ticket: Ticket::default(), marks, known: Some(known) }
    }

    /// How many notes were told each time, and which articles were read for it.
    fn list(lister: &mut Lister, listing: &Listing) -> (Vec<usize>, Vec<ArticleId>) {
        let (mut told, mut read) = (Vec::new(), Vec::new());
        let kept = Kept { note: Some(Safe::line("Kept.")), ..Kept::default() };
        let article = |id| {
            read.push(id);
            Some(Arc::new(Article { id, kept: kept.clone(), ..Article::default() }))
        };
        let mut is_whole = false;
        let tell = |notes: Notes| {
            assert!(!std::mem::replace(&mut is_whole, notes.is_whole), "told once more");
            told.push(notes.choices.len());
        };
        lister.list(listing, || true, article, tell);
        assert!(is_whole);
        (told, read)
    }

    #[test]
    fn each_article_is_read_once_and_the_list_told_when_twice_as_many_were() {
        let (told, read) = list(&mut Lister::default(), &listing(100));
        assert_eq!(told, [100, 101, 102, 104, 108, 116, 132, 164, 200]);
        assert_eq!(read, (0..100).map(id).collect::<Vec<_>>());
    }

    #[test]
    fn what_was_read_is_not_read_again_when_a_note_goes() {
        let mut lister = Lister::default();
        list(&mut lister, &listing(3));
        let mut fewer = listing(3);
        let gone = fewer.marks.rewrite(id(1), NoteId::at(id(1), None), None);
        fewer.marks.write(&gone);
        assert_eq!(list(&mut lister, &fewer), (vec![5], vec![]));
    }

    #[test]
    fn a_list_that_is_not_wanted_any_more_reads_nothing_more() {
        let (listing, mut told) = (listing(3), 0);
        let unread = |_| unreachable!("an article was read");
        Lister::default().list(&listing, || false, unread, |_| told += 1);
        assert_eq!(told, 1);
    }
}
