//! Which articles tell the same story: copies of one text in several papers,
//! and versions that were saved at different times.
//!
//! An article is compared with those alone that have something in common with
//! it ([`Trace::keys`]), by sketches, and where these leave doubt by all that
//! both say; so finding the copies of an archive takes time in proportion to its
//! size. It is done when all else is in the index: who looks for words does not
//! wait for it. What is found are pairs; who is paired with whom, over however
//! many steps, is of one family.
//!
//! Two ways lead there: one that keeps everything in memory, for the scanner, and
//! one on disk, with the index. A test holds them equal; where dozens have a
//! paragraph in common, the one on disk, which would have to read all of them
//! again, takes fewer for copies.

mod finder;
mod memory;
mod pairs;

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

use super::Row;
use crate::article::{ArticleId, Name, Safe};
#[cfg(doc)]
use crate::versions::Trace;

pub use finder::Finder;
pub(super) use memory::Memory;

/// Articles that are looked at for one key, in an index half of them before the
/// article in the list and half behind: copies and versions come within days of
/// one another. Those that have a phrase in common with all the world are found
/// by their other keys.
pub(super) const SHARERS: usize = 64;

/// Articles with which one is compared at most: those first that have most
/// keys in common with it.
pub(super) const COMPARED: usize = 48;

/// Keys that two must have in common to be compared; some count for all.
pub(super) const ENOUGH: u32 = 2;

/// Two articles of one story, the lesser identity first.
pub(super) type Pair = (ArticleId, ArticleId);

pub(super) fn pair(one: ArticleId, other: ArticleId) -> Pair {
    (one.min(other), one.max(other))
}

/// The articles of an archive of which there is more than one, by story.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Families {
    of: HashMap<ArticleId, usize>,
    members: Vec<Vec<ArticleId>>,
}

impl Families {
    /// The families in which each is paired with one other at least.
    fn from_pairs(pairs: impl IntoIterator<Item = Pair>) -> Self {
        let mut families = Self::default();
        for (one, other) in pairs {
            families.join(one, other);
        }
        families.settle();
        families
    }

    /// Makes one family of two; the smaller one moves, so that each article
    /// moves few times.
    fn join(&mut self, one: ArticleId, other: ArticleId) {
        match [one, other].map(|id| self.of.get(&id).copied()) {
            [None, None] => {
                self.of.extend([one, other].map(|id| (id, self.members.len())));
                self.members.push(vec![one, other]);
            }
            [Some(family), None] => self.put(other, family),
            [None, Some(family)] => self.put(one, family),
            [Some(one), Some(other)] if one != other => {
                let is_smaller = self.members[one].len() < self.members[other].len();
                let (from, to) = if is_smaller { (one, other) } else { (other, one) };
                for id in std::mem::take(&mut self.members[from]) {
                    self.put(id, to);
                }
            }
            _ => {}
        }
    }

    fn put(&mut self, id: ArticleId, family: usize) {
        self.of.insert(id, family);
        self.members[family].push(id);
    }

    /// Numbers what is left, in an order that depends on nothing but the
    /// members.
    fn settle(&mut self) {
        self.members.retain(|members| !members.is_empty());
        self.members.iter_mut().for_each(|members| members.sort_unstable());
        self.members.sort_unstable();
        for (family, members) in self.members.iter().enumerate() {
            self.of.extend(members.iter().map(|id| (*id, family)));
        }
    }

    /// All articles of an article's story, itself among them; empty if there is
    /// no other.
    pub fn of(&self, id: ArticleId) -> &[ArticleId] {
        self.of.get(&id).map_or(&[], |family| &self.members[*family])
    }

    /// The families, each of two articles at least.
    pub fn iter(&self) -> impl Iterator<Item = &[ArticleId]> {
        self.members.iter().map(Vec::as_slice)
    }

    /// Says of each row how many others tell its story.
    pub(super) fn count(&self, rows: &mut [Row]) {
        for row in rows {
            row.copies = self.of(row.id).len().saturating_sub(1);
        }
    }
}

/// The families as they are known now, for whoever asks.
#[derive(Debug, Default)]
pub struct Kin {
    /// Where they are kept; nowhere for an index that keeps none.
    folder: Option<PathBuf>,
    /// As they were read last; `None` until somebody asks.
    known: RwLock<Option<Known>>,
}

#[derive(Debug)]
struct Known {
    families: Arc<Families>,
    /// When what is kept was last written, as far as was seen.
    written: Written,
}

/// When each of the files was written, and its bytes.
type Written = [Option<(SystemTime, u64)>; 2];

impl Kin {
    /// Those that are kept in a folder.
    pub fn kept_in(folder: PathBuf) -> Self {
        Self { folder: Some(folder), ..Self::default() }
    }

    /// The families; none while what is kept cannot be read.
    pub fn now(&self) -> Arc<Families> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let families = known.as_ref().map(|known| Arc::clone(&known.families));
        drop(known);
        families.unwrap_or_else(|| {
            let written = self.written();
            let kept = self.folder.as_deref().map(finder::families);
            self.put(kept.and_then(Result::ok).unwrap_or_default(), written)
        })
    }

    /// Has them read again when somebody asks next, if another process may have
    /// found more; returns whether that is so.
    pub(super) fn renew(&self) -> bool {
        let written = self.written();
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        let is_outdated = known.as_ref().is_some_and(|known| known.written != written);
        if is_outdated {
            *known = None;
        }
        is_outdated
    }

    fn set(&self, families: Families) {
        self.put(families, self.written());
    }

    fn put(&self, families: Families, written: Written) -> Arc<Families> {
        let families = Arc::new(families);
        let known = Known { families: Arc::clone(&families), written };
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Some(known);
        families
    }

    fn written(&self) -> Written {
        let Some(folder) = &self.folder else { return [None; 2] };
        // What is written last is in a log beside the file at first.
        let file = finder::file(folder);
        [file.with_extension("db-wal"), file].map(|file| {
            let state = fs::metadata(file).ok()?;
            // Whoever reads makes an empty one.
            Some((state.modified().ok()?, state.len())).filter(|(_, len)| *len > 0)
        })
    }
}

/// What is told of the articles of one story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Story {
    /// Its articles, the earliest first; those without a date last.
    pub rows: Vec<Row>,
    /// The rank of the one that the agency itself published which others name,
    /// if it is there.
    pub agency: Option<usize>,
}

impl Story {
    /// Puts the articles of a story in order.
    pub(super) fn new(mut rows: Vec<Row>) -> Self {
        let moment = |row: &Row| row.meta.published.map_or(i64::MAX, |when| when.value.moment());
        rows.sort_by(|one, other| {
            (moment(one), &one.file, one.id).cmp(&(moment(other), &other.file, other.id))
        });
        let agencies: Vec<String> = rows.iter().filter_map(agency).map(|it| small(&it)).collect();
        let is_agency = |row: &Row| {
            let source = row.meta.source.as_ref().map(|source| small(&source.value));
            source.is_some_and(|source| agencies.contains(&source))
        };
        let agency = rows.iter().position(is_agency);
        Self { rows, agency }
    }

    /// The rank of the earliest, if anything says when it was published.
    pub fn earliest(&self) -> Option<usize> {
        self.rows.first().and_then(|row| row.meta.published).map(|_| 0)
    }

    /// What whoever cites an article should know: that it is a copy, and of
    /// what. `None` if it is the earliest, or the agency's own.
    pub fn note(&self, id: ArticleId) -> Option<Safe> {
        let original = self.agency.or_else(|| self.earliest())?;
        let cited = self.rows.iter().position(|row| row.id == id)?;
        let row = &self.rows[original];
        let are_dated = [row, &self.rows[cited]].iter().all(|row| row.meta.published.is_some());
        if cited == original || self.agency.is_none() && !are_dated {
            return None;
        }
        let source = row
            .meta
            .source
            .as_ref()
            .map_or_else(|| row.file.clone(), |source| source.value.clone());
        let when = row.meta.published.map(|when| format!(", {}", when.value.in_words()));
        let what =
            if self.agency.is_some() { "the agency’s is of" } else { "the earliest is of" };
        Some(Safe::format(format_args!("a copy: {what} {source}{}", when.unwrap_or_default())))
    }
}

/// The agency from which an article says it is: named beside a person, or
/// alone.
fn agency(row: &Row) -> Option<Safe> {
    let alone = row.meta.authors.as_ref().and_then(|authors| match &*authors.value {
        [Name::Literal(name)] => Some(name.clone()),
        _ => None,
    });
    row.meta.agency.as_ref().map(|agency| agency.value.clone()).or(alone)
}

fn small(name: &str) -> String {
    let small = name.trim().to_lowercase();
    small.strip_prefix("the ").unwrap_or(&small).to_owned()
}

#[cfg(test)]
mod tests;
