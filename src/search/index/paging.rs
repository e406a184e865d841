//! Pages of what a query found: the newest at once, where they are soon found,
//! and the whole answer behind them, which is kept while it is asked for more
//! of the same.

use std::sync::Arc;

use super::clauses::{self, Asking, Counted};
use super::marked::Marked;
use super::snapshot::{Ranks, Snapshot, from_nth};
use super::summing::{self, Best};
use super::terms::{Failure, Terms};
use super::{Index, verify};
use crate::search::judge::is_lasting;
use crate::search::{Order, Page, Query, Request, Start, Stop, Total, Way};

/// Best matches that are put in order at once; whoever goes further waits for
/// all.
const BEST: usize = 4096;

/// Articles that the first look for a page goes through, the newest.
pub(super) const FIRST: usize = 4096;

/// Rows of a page that comes before all others: as many as any screen shows.
const SCREEN: usize = 64;

/// How many times more each further look goes through.
const FURTHER: usize = 16;

/// What a query found.
pub(super) struct Answer {
    query: Query,
    order: Order,
    is_folded: bool,
    generation: u64,
    pub(super) found: Ranks,
    count: usize,
    /// The ranks in the order of how well they match, if that was asked for.
    pub(super) best: Option<Best>,
}

impl Index {
    pub(super) fn answer(
        &self,
        snapshot: &Snapshot,
        marked: &Marked,
        request: &Request,
        depth: usize,
        stop: &Stop,
    ) -> Result<Arc<Answer>, Failure> {
        let query = &request.query;
        let is_text = !query.terms().is_empty();
        let order = if is_text { request.order } else { Order::Newest };
        let is_same = (snapshot.generation, order, request.is_folded);
        let last = self.last().clone().filter(|last| {
            (last.generation, last.order, last.is_folded) == is_same
                && last.query == *query
                && last.best.as_ref().is_none_or(|best| best.reaches(depth))
        });
        if let Some(same) = last {
            return Ok(same);
        }
        let terms = Terms { snapshot, stop, ends: None };
        let counted = match order {
            Order::Newest => Counted::new(),
            Order::Best => Asking::counted(&terms, query)?,
        };
        let asking = Asking { terms, archive: &self.archive, request, marked, counted: &counted };
        let mut found = asking.found()?;
        if !found.is_exact {
            verify::verify(&mut found.may, snapshot, &self.archive, request, stop)?;
        }
        if request.is_folded {
            self.folding.folds(snapshot, self.kin.now())?.fold(&mut found.may);
        }
        let best = match order {
            Order::Newest => None,
            Order::Best => Some(summing::best(&found.may, &asking, depth)?),
        };
        let count = found.may.count_ones(..);
        let answer = Arc::new(Answer {
            query: query.clone(),
            order,
            is_folded: request.is_folded,
            generation: snapshot.generation,
            found: found.may,
            count,
            best,
        });
        // Copies are found behind the search, and so is what is folded.
        if is_lasting(query) && !request.is_folded {
            *self.last() = Some(Arc::clone(&answer));
        }
        Ok(answer)
    }

    pub(super) fn page(&self, request: &Request, stop: &Stop) -> Result<Page, Failure> {
        let snapshot = self.now();
        let marked = self.marked(&snapshot, request)?;
        let depth = match request.window.start {
            Start::Rank(rank) if rank < BEST => BEST.saturating_add(request.window.len),
            _ => usize::MAX,
        };
        let answer = self.answer(&snapshot, &marked, request, depth, stop)?;
        let middle = match request.window.start {
            Start::Rank(_) => None,
            Start::Around(id) => snapshot.rank(id)?,
            Start::Unread(id, way) => {
                let rank = snapshot.rank(id)?.filter(|rank| answer.found.contains(*rank));
                let next = rank.and_then(|rank| answer.unread_beyond(rank, way, &marked.unread));
                next.or(rank)
            }
        };
        let middle = middle.and_then(|rank| answer.position(rank));
        let start = request.window.begins_at(middle, answer.count);
        let ranks: Vec<usize> = match &answer.best {
            None => from_nth(&answer.found, start).take(request.window.len).collect(),
            Some(best) => best
                .ranks()
                .iter()
                .skip(start)
                .take(request.window.len)
                .map(|rank| *rank as usize)
                .collect(),
        };
        let mut rows = snapshot.rows(ranks)?;
        self.kin.now().count(&mut rows);
        Ok(Page {
            start,
            rows,
            middle,
            order: answer.order,
            total: Total::Exactly(answer.count),
            unread: answer.found.intersection_count(&marked.unread),
            generation: snapshot.generation,
        })
    }

    /// The newest that match, without the rest, looked for among so many at
    /// first; `None` where they are not found sooner than all.
    pub(super) fn newest(
        &self,
        request: &Request,
        mut first: usize,
        stop: &Stop,
    ) -> Result<Option<Page>, Failure> {
        let snapshot = self.now();
        let is_newest = request.order == Order::Newest || request.query.terms().is_empty();
        let is_first = request.window.start == Start::Rank(0);
        let is_known = self.last().as_ref().is_some_and(|last| {
            last.generation == snapshot.generation && last.query == request.query
        });
        let is_all = request.query.clause().is_none_or(|clause| !clauses::is_of_words(clause));
        // What is folded away is known of all or of none.
        if !is_newest || !is_first || is_known || is_all || request.is_folded {
            return Ok(None);
        }
        let marked = self.marked(&snapshot, request)?;
        let counted = Counted::new();
        while first <= snapshot.len() / FURTHER {
            let ends = snapshot.ends(first);
            let terms = Terms { snapshot: &snapshot, stop, ends: Some(&ends) };
            let (archive, marked, counted) = (&self.archive, &marked, &counted);
            let asking = Asking { terms, archive, request, marked, counted };
            let mut found = asking.found()?.may;
            // What is said of those beyond is not true.
            found.set_range(first.., false);
            let count = found.count_ones(..);
            let wanted = request.window.len.min(SCREEN);
            if count >= wanted {
                let ranks: Vec<usize> = found.ones().take(wanted).collect();
                let mut rows = snapshot.rows(ranks)?;
                self.kin.now().count(&mut rows);
                return Ok(Some(Page {
                    start: 0,
                    rows,
                    middle: None,
                    order: Order::Newest,
                    total: Total::AtLeast(count),
                    unread: found.intersection_count(&marked.unread),
                    generation: snapshot.generation,
                }));
            }
            first *= FURTHER;
        }
        Ok(None)
    }
}

impl Answer {
    /// The rank of the next unread article that was found, from that of another.
    fn unread_beyond(&self, from: usize, way: Way, unread: &Ranks) -> Option<usize> {
        if let Some(best) = &self.best {
            let is_unread = |rank: &&u32| unread.contains(**rank as usize);
            let (above, below) = best.ranks().split_at(self.position(from)?);
            return match way {
                Way::Down => below.iter().skip(1).find(is_unread),
                Way::Up => above.iter().rfind(is_unread),
            }
            .map(|rank| *rank as usize);
        }
        let is_unread = |rank: &usize| self.found.contains(*rank) && unread.contains(*rank);
        match way {
            Way::Down => (from + 1..self.found.len()).find(is_unread),
            Way::Up => (0..from).rfind(is_unread),
        }
    }

    /// At which place of the answer the article of a rank stands.
    fn position(&self, rank: usize) -> Option<usize> {
        if !self.found.contains(rank) {
            return None;
        }
        match &self.best {
            None => Some(self.found.count_ones(..rank)),
            Some(best) => best.ranks().iter().position(|other| *other as usize == rank),
        }
    }
}
