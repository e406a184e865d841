//! The engine that reads every article for every question.
//!
//! It keeps the folded words of all articles in memory and scans them with
//! vector instructions, newest first. That needs no index on disk, is exact,
//! and is fast enough for some ten thousand articles: 40 MB take a few
//! milliseconds.
//!
//! The last answer is kept: paging through it costs nothing, and a question
//! that narrows it, as every key typed does, is asked of its articles only.

mod completing;
mod rank;

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::copies::{Families, Memory, Story};
use super::entry::{Entry, Part};
use super::facets::{Facets, Tally};
use super::facts::below;
use super::find::Lights;
use super::judge::{Judge, is_lasting, narrows};
use super::{
    Engine, Field, Order, Page, Query, Request, Row, SearchError, Start, Stop, Total, Way,
};
use crate::archive::Read;
use crate::article::{ArticleId, Safe};

/// Articles between two looks at whether the search is still wanted.
const STRIDE: usize = 64;

/// A scanning engine over articles in memory.
///
/// Articles may be inserted while others search: a search sees the archive as
/// it was when it began.
#[derive(Default)]
pub struct Scan {
    roots: Vec<PathBuf>,
    stock: RwLock<Stock>,
    last: Mutex<Option<Arc<Answer>>>,
}

/// Articles in the order of the list. A search keeps the list it began with,
/// while an insertion makes a new one.
type Entries = Arc<Vec<Arc<Entry>>>;

/// All articles.
#[derive(Default)]
struct Stock {
    entries: Entries,
    /// Those of all entries.
    ids: HashSet<ArticleId>,
    /// Counts the changes.
    generation: u64,
    /// What is compared to find copies.
    traces: Memory,
    /// The copies that there are.
    families: Arc<Families>,
}

/// What a query found.
struct Answer {
    query: Query,
    order: Order,
    is_folded: bool,
    generation: u64,
    found: Entries,
}

impl Scan {
    /// An engine without articles; `roots` are the folders and files that
    /// they will be of, below which `in:` looks.
    pub fn new(roots: Vec<PathBuf>) -> Self {
        Self { roots, ..Self::default() }
    }

    /// Puts articles in their places; one that is there already is replaced.
    ///
    /// The articles are folded and put in order before anything waits for them.
    /// Best called with many at once: each call moves all that are there, but
    /// compares only those that come.
    pub fn insert(&self, reads: Vec<Read>) {
        if reads.is_empty() {
            return;
        }
        let enter = |read: Read| {
            let path = below(&self.roots, &read.location.file);
            (read.id, Arc::new(Entry::new(read, path)))
        };
        let entries: Vec<_> = reads.into_iter().map(enter).collect();
        let traces: Vec<_> =
            entries.iter().map(|(_, entry)| (Arc::clone(entry), entry.trace())).collect();
        let new: HashMap<_, _> = entries.into_iter().collect();
        let mut sorted: Vec<_> = new.values().map(Arc::clone).collect();
        sorted.sort_by(|one, other| one.order(other));
        let mut stock = self.change();
        let mut entries = Arc::unwrap_or_clone(std::mem::take(&mut stock.entries));
        if new.keys().any(|id| stock.ids.contains(id)) {
            entries.retain(|entry| !new.contains_key(&entry.id()));
        }
        stock.entries = Arc::new(merged(entries, sorted));
        stock.ids.extend(new.into_keys());
        for (entry, trace) in traces {
            stock.traces.insert(entry, trace);
        }
        stock.families = Arc::new(stock.traces.families());
        stock.generation += 1;
    }

    /// Takes articles out; those that are not there do not matter.
    pub fn remove(&self, ids: &[ArticleId]) {
        let mut stock = self.change();
        let gone: HashSet<&ArticleId> = ids.iter().filter(|id| stock.ids.contains(id)).collect();
        if gone.is_empty() {
            return;
        }
        let mut entries = Arc::unwrap_or_clone(std::mem::take(&mut stock.entries));
        entries.retain(|entry| !gone.contains(&entry.id()));
        stock.entries = Arc::new(entries);
        stock.ids.retain(|id| !gone.contains(id));
        for id in ids {
            stock.traces.remove(*id);
        }
        stock.families = Arc::new(stock.traces.families());
        stock.generation += 1;
    }

    fn look(&self) -> RwLockReadGuard<'_, Stock> {
        self.stock.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many articles it has.
    pub fn count(&self) -> usize {
        self.stock.read().unwrap_or_else(PoisonError::into_inner).ids.len()
    }

    fn change(&self) -> RwLockWriteGuard<'_, Stock> {
        self.stock.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn last(&self) -> MutexGuard<'_, Option<Arc<Answer>>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Every article that matches, in the order asked for.
    fn answer(&self, request: &Request, stop: &Stop) -> Result<Arc<Answer>, SearchError> {
        let (query, order) = (&request.query, effective(request));
        let (entries, families, generation) = {
            let stock = self.look();
            (Arc::clone(&stock.entries), Arc::clone(&stock.families), stock.generation)
        };
        let last = self.last().clone().filter(|answer| answer.generation == generation);
        let is_same = |answer: &&Arc<Answer>| {
            answer.query == *query && (answer.order, answer.is_folded) == (order, request.is_folded)
        };
        if let Some(same) = last.as_ref().filter(is_same) {
            return Ok(Arc::clone(same));
        }
        let is_wider = |wider: &Arc<Answer>| {
            wider.order == Order::Newest && !wider.is_folded && narrows(query, &wider.query)
        };
        let among = last.filter(is_wider).map(|wider| Arc::clone(&wider.found));
        let among = among.unwrap_or_else(|| Arc::clone(&entries));
        let mut found = if query.is_empty() {
            among
        } else {
            Arc::new(search(&among, &Judge::new(request), stop)?)
        };
        if request.is_folded {
            fold(Arc::make_mut(&mut found), &families);
        }
        if order == Order::Best {
            rank::rank(Arc::make_mut(&mut found), &entries, query, stop)?;
        }
        let answer = Arc::new(Answer {
            query: query.clone(),
            order,
            is_folded: request.is_folded,
            generation,
            found,
        });
        if is_lasting(query) {
            *self.last() = Some(Arc::clone(&answer));
        }
        Ok(answer)
    }
}

/// Leaves of each family that was found the earliest alone; the newest come
/// first, and those without a date last.
fn fold(found: &mut Vec<Arc<Entry>>, families: &Families) {
    let mut told = HashSet::new();
    let mut keep = vec![false; found.len()];
    let dated = found.partition_point(|entry| entry.part() == Part::Dated);
    for rank in (0..dated).rev().chain(dated..found.len()) {
        let family = families.of(found[rank].id());
        keep[rank] = family.first().is_none_or(|first| told.insert(*first));
    }
    let mut keep = keep.into_iter();
    found.retain(|_| keep.next().unwrap_or(true));
}

/// The order in which the answer is: nothing matches better than another where
/// nothing is looked for in text.
fn effective(request: &Request) -> Order {
    if request.query.terms().is_empty() { Order::Newest } else { request.order }
}

/// Puts some entries among many; both are in order.
fn merged(many: Vec<Arc<Entry>>, some: Vec<Arc<Entry>>) -> Vec<Arc<Entry>> {
    let mut merged = Vec::with_capacity(many.len() + some.len());
    let mut many = many.into_iter();
    for entry in some {
        let before = many.as_slice().partition_point(|other| other.order(&entry).is_lt());
        merged.extend(many.by_ref().take(before));
        merged.push(entry);
    }
    merged.extend(many);
    merged
}

/// The entries that a query finds.
fn search(
    entries: &[Arc<Entry>],
    judge: &Judge<'_>,
    stop: &Stop,
) -> Result<Vec<Arc<Entry>>, SearchError> {
    let mut found = Vec::new();
    for stride in entries.chunks(STRIDE) {
        stop.check()?;
        found.extend(stride.iter().filter(|entry| judge.finds(entry)).cloned());
    }
    Ok(found)
}

impl Engine for Scan {
    fn story(&self, id: ArticleId) -> Result<Story, SearchError> {
        let (entries, families) = {
            let stock = self.look();
            (Arc::clone(&stock.entries), Arc::clone(&stock.families))
        };
        let family = families.of(id);
        let rows = entries.iter().filter(|entry| family.binary_search(&entry.id()).is_ok());
        Ok(Story::new(rows.map(|entry| entry.row().clone()).collect()))
    }

    fn facets(&self, request: &Request, stop: &Stop) -> Result<Facets, SearchError> {
        let answer = self.answer(request, stop)?;
        let mut tally = Tally::default();
        for entry in answer.found.iter() {
            tally.add(&entry.row().meta);
        }
        Ok(tally.facets())
    }

    fn complete(&self, field: Field, beginning: &str, most: usize) -> Vec<Safe> {
        let entries = Arc::clone(&self.look().entries);
        completing::complete(&entries, field, beginning, most)
    }

    fn search(&self, request: &Request, stop: &Stop) -> Result<Page, SearchError> {
        let Request { query, window, marks, .. } = request;
        let answer = self.answer(request, stop)?;
        let lights = Lights::new(query);
        let found = &answer.found;
        let position = |id| found.iter().position(|entry| entry.id() == id);
        let is_unread = |at: &usize| found[*at].row().is_unread(marks);
        let middle = match window.start {
            Start::Rank(_) => None,
            Start::Around(id) => position(id),
            Start::Unread(id, way) => position(id).map(|from| {
                let next = match way {
                    Way::Down => (from + 1..found.len()).find(is_unread),
                    Way::Up => (0..from).rfind(is_unread),
                };
                next.unwrap_or(from)
            }),
        };
        let start = window.begins_at(middle, found.len());
        let families = Arc::clone(&self.look().families);
        let mut rows = Vec::new();
        for entry in found.iter().skip(start).take(window.len) {
            stop.check()?;
            let snippet = if query.is_empty() { None } else { entry.snippet(&lights) };
            rows.push(Row { snippet, ..entry.row().clone() });
        }
        families.count(&mut rows);
        Ok(Page {
            start,
            rows,
            middle,
            total: Total::Exactly(found.len()),
            unread: found.iter().filter(|entry| entry.row().is_unread(marks)).count(),
            order: answer.order,
            generation: answer.generation,
        })
    }
}

#[cfg(test)]
mod tests;
