//! Answers a query with the articles it finds.
//!
//! Each clause is a set of articles, and what joins clauses joins sets. Two
//! kinds of terms the words cannot decide: exact characters and expressions.
//! Of them only a bound is known, and what lies between the bounds is for
//! whoever reads the articles to decide ([`Found`]).

use std::borrow::Cow;

use super::document::number_of;
use super::folder::files;
use super::marked::Marked;
use super::schema::column;
use super::snapshot::{Ranks, Snapshot};
use super::terms::{Failure, Terms};
use crate::archive::Archive;
use crate::search::facts::{is_value, spelled, tag_of};
use crate::search::find::{Near, rows};
use crate::search::query::{Clause, Field, Filter, Mark, Period, Term, Words};
use crate::search::{Query, Request};

/// What a query finds, as far as the index can tell.
pub(super) struct Found {
    /// These may match, and no others.
    pub(super) may: Ranks,
    /// Whether all of them do.
    pub(super) is_exact: bool,
}

/// Which bound of a set is wanted, where it is not known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bound {
    /// All that may match.
    Upper,
    /// Only what surely matches.
    Lower,
}

impl Bound {
    fn other(self) -> Self {
        if self == Self::Upper { Self::Lower } else { Self::Upper }
    }
}

/// A question to a snapshot.
pub(super) struct Asking<'a> {
    pub(super) terms: Terms<'a>,
    pub(super) archive: &'a Archive,
    pub(super) request: &'a Request,
    pub(super) marked: &'a Marked,
    /// How often terms stand in articles, as far as that was looked up.
    pub(super) counted: &'a Counted<'a>,
}

/// How often some terms stand in each article, by rank.
pub(super) type Counted<'a> = Vec<(&'a Term, Vec<u32>)>;

impl<'a> Asking<'a> {
    /// What the request's query finds.
    pub(super) fn found(&self) -> Result<Found, Failure> {
        let Some(clause) = self.request.query.clause() else {
            return Ok(Found { may: self.snapshot().all(), is_exact: true });
        };
        Ok(Found { may: self.clause(clause, Bound::Upper)?, is_exact: is_of_words(clause) })
    }

    /// How often words of the query stand in each article: whoever ranks what
    /// is found looks them up once for both.
    pub(super) fn counted(terms: &Terms<'_>, query: &'a Query) -> Result<Counted<'a>, Failure> {
        let mut counted = Counted::new();
        for term in query.terms() {
            let Term::Words(words) = term else { continue };
            let mut times = vec![0; terms.snapshot.len()];
            for row in rows(words) {
                terms.count(&row, words.is_open, &mut times)?;
            }
            counted.push((term, times));
        }
        Ok(counted)
    }

    /// How often a term stands in each article; of what is no words in a row it
    /// is only known that it is there, or may be.
    pub(super) fn times(&self, term: &Term) -> Result<Cow<'_, [u32]>, Failure> {
        if let Some(times) = self.times_of(term) {
            return Ok(Cow::Borrowed(times));
        }
        let mut times = vec![0; self.snapshot().len()];
        self.term(term, Bound::Upper)?.ones().for_each(|rank| times[rank] = 1);
        Ok(Cow::Owned(times))
    }

    fn times_of(&self, term: &Term) -> Option<&[u32]> {
        let known = self.counted.iter().find(|(known, _)| *known == term);
        known.map(|(_, times)| times.as_slice())
    }

    fn snapshot(&self) -> &Snapshot {
        self.terms.snapshot
    }

    fn clause(&self, clause: &Clause, bound: Bound) -> Result<Ranks, Failure> {
        match clause {
            Clause::All(clauses) => {
                let mut all = self.snapshot().all();
                for clause in clauses {
                    all.intersect_with(&self.clause(clause, bound)?);
                }
                Ok(all)
            }
            Clause::Any(clauses) => {
                let mut any = self.snapshot().none();
                for clause in clauses {
                    any.union_with(&self.clause(clause, bound)?);
                }
                Ok(any)
            }
            Clause::Not(clause) => {
                let mut not = self.clause(clause, bound.other())?;
                not.toggle_range(..);
                Ok(not)
            }
            Clause::Text(term) => self.term(term, bound),
            Clause::Filter(filter) => self.filter(filter),
        }
    }

    fn term(&self, term: &Term, bound: Bound) -> Result<Ranks, Failure> {
        let text = self.snapshot().fields.text;
        if let Some(times) = self.times_of(term) {
            let mut found = self.snapshot().none();
            let words = found.as_mut_slice().iter_mut();
            for (word, times) in words.zip(times.chunks(usize::BITS as usize)) {
                let bits = times.iter().rev().map(|times| usize::from(*times > 0));
                *word = bits.fold(0, |word, bit| word << 1 | bit);
            }
            return Ok(found);
        }
        match (term, bound) {
            (Term::Words(words), _) => self.words(text, words),
            (Term::Near(words, within), _) => {
                let near = Near::new(words, *within);
                let mut all = self.snapshot().all();
                for forms in near.forms() {
                    let mut any = self.snapshot().none();
                    for form in forms {
                        any.union_with(&self.terms.term(text, form)?);
                    }
                    all.intersect_with(&any);
                }
                self.terms.near(text, &near, &all)
            }
            (Term::Exact(_) | Term::Pattern { .. }, Bound::Lower) => Ok(self.snapshot().none()),
            (Term::Exact(exact), Bound::Upper) => {
                let mut all = self.snapshot().all();
                for word in whole_words(exact) {
                    all.intersect_with(&self.terms.term(text, &word)?);
                }
                Ok(all)
            }
            (Term::Pattern { .. }, Bound::Upper) => Ok(self.snapshot().all()),
        }
    }

    fn words(&self, field: tantivy::schema::Field, words: &Words) -> Result<Ranks, Failure> {
        let fields = self.snapshot().fields;
        let short = (field == fields.text).then_some(fields.beginnings);
        let mut any = self.snapshot().none();
        for row in rows(words) {
            any.union_with(&self.terms.row(field, short, &row, words.is_open)?);
        }
        Ok(any)
    }

    fn filter(&self, filter: &Filter) -> Result<Ranks, Failure> {
        let fields = self.snapshot().fields;
        match filter {
            Filter::Says(Field::Title, words) => self.words(fields.title, words),
            Filter::Says(Field::Author, words) => self.words(fields.author, words),
            Filter::Says(Field::Source, words) => self.words(fields.source, words),
            Filter::Says(Field::Tag, words) => self.tagged(words),
            Filter::Says(Field::Language, Words { text, is_open }) => {
                let value = tag_of(text);
                if *is_open {
                    return self.terms.beginning(fields.language, &value);
                }
                let mut any = self.terms.beginning(fields.language, &format!("{value}-"))?;
                any.union_with(&self.terms.term(fields.language, &value)?);
                Ok(any)
            }
            Filter::Says(Field::Folder, words) => self.folder(words),
            Filter::Is(mark) => self.mark(*mark),
            Filter::Published(period) => self.published(period),
        }
    }

    /// The articles with a tag: of their files, or of the reader.
    fn tagged(&self, Words { text, is_open }: &Words) -> Result<Ranks, Failure> {
        let (field, value) = (self.snapshot().fields.tag, spelled(text));
        let mut any = if *is_open {
            self.terms.beginning(field, &value)?
        } else {
            self.terms.term(field, &value)?
        };
        let marks = &self.request.marks;
        for (tag, _) in marks.tags_in_use() {
            if !is_value(&spelled(tag.name()), &value, None, *is_open) {
                continue;
            }
            for id in marks.tagged(tag).iter() {
                any.extend(self.snapshot().rank(*id)?);
            }
        }
        Ok(any)
    }

    fn mark(&self, mark: Mark) -> Result<Ranks, Failure> {
        let flags = self.snapshot().flags()?;
        Ok(match mark {
            Mark::Unread => self.marked.unread.clone(),
            Mark::Read => {
                let mut read = self.marked.unread.clone();
                read.union_with(&flags.troubled);
                read.toggle_range(..);
                read
            }
            Mark::Starred => self.marked.starred.clone(),
            Mark::Note => self.noted(flags.noted.clone())?,
            Mark::Author => self.snapshot().authored()?.clone(),
        })
    }

    /// The articles with a note: those of services, and with them the reader's.
    fn noted(&self, mut noted: Ranks) -> Result<Ranks, Failure> {
        for id in self.request.marks.noted().iter() {
            noted.extend(self.snapshot().rank(*id)?);
        }
        Ok(noted)
    }

    fn published(&self, period: &Period) -> Result<Ranks, Failure> {
        let (from, until) = period.days(self.request.today);
        let from = from.map_or(0, number_of);
        let until = until.map_or(u64::MAX, number_of);
        let mut found = self.snapshot().none();
        for segment in self.terms.segments() {
            self.terms.stop.check()?;
            let columns = segment.reader.fast_fields();
            let first = columns.column_first_or_default::<u64>(column::SINCE)?;
            let last = columns.column_first_or_default::<u64>(column::UNTIL)?;
            found.extend(segment.alive().filter_map(|(doc, rank)| {
                let since = first.get_val(doc);
                (since > 0 && from <= since && last.get_val(doc) <= until).then_some(rank)
            }));
        }
        Ok(found)
    }

    /// The files below a folder, by their numbers, and of those the articles.
    fn folder(&self, words: &Words) -> Result<Ranks, Failure> {
        let wanted = files(self.archive, words);
        let mut found = self.snapshot().none();
        for segment in self.terms.segments() {
            self.terms.stop.check()?;
            let column =
                segment.reader.fast_fields().column_first_or_default::<u64>(column::FILE)?;
            found.extend(
                segment.alive().filter_map(|(doc, rank)| {
                    wanted.contains(&column.get_val(doc)).then_some(rank)
                }),
            );
        }
        Ok(found)
    }
}

/// Whether words and facts alone decide a clause.
pub(super) fn is_of_words(clause: &Clause) -> bool {
    match clause {
        Clause::All(clauses) | Clause::Any(clauses) => clauses.iter().all(is_of_words),
        Clause::Not(clause) => is_of_words(clause),
        Clause::Text(term) => !matches!(term, Term::Exact(_) | Term::Pattern { .. }),
        Clause::Filter(_) => true,
    }
}

/// The words that surely stand in a text which holds these characters: ASCII
/// letters, two at least, with a space before and behind, which are a word
/// whatever stands further off.
fn whole_words(exact: &str) -> Vec<String> {
    let pieces: Vec<&str> = exact.split([' ', '\n']).collect();
    let inner = pieces.get(1..pieces.len().saturating_sub(1)).unwrap_or_default();
    let is_plain =
        |piece: &&&str| piece.len() > 1 && piece.bytes().all(|byte| byte.is_ascii_alphabetic());
    inner.iter().filter(is_plain).map(|piece| piece.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_that_stand_free_narrow_what_holds_exact_characters() {
        assert_eq!(whole_words("he price of Oil ros"), ["price", "of", "oil"]);
        assert_eq!(whole_words("in 2020 the U.S. a co-op fell"), ["the"]);
        assert_eq!(whole_words("As is"), [""; 0]);
        assert_eq!(whole_words(""), [""; 0]);
    }
}
