//! One article for each story, and all articles of one.

use std::sync::{Arc, Mutex, PoisonError};

use super::snapshot::{Ranks, Read, Snapshot};
use crate::article::ArticleId;
use crate::search::copies::{Families, Story};

/// Where the articles of each story stand in a snapshot.
pub(super) struct Folds {
    generation: u64,
    families: Arc<Families>,
    ranks: Vec<Vec<usize>>,
    /// How many articles have a date; they come first.
    dated: usize,
}

/// The last that was asked for: finding them takes time in proportion to the
/// articles that have copies.
#[derive(Default)]
pub(super) struct Folding(Mutex<Option<Arc<Folds>>>);

impl Folding {
    /// Where the articles of each story stand.
    pub(super) fn folds(&self, snapshot: &Snapshot, families: Arc<Families>) -> Read<Arc<Folds>> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_same = |last: &&Arc<Folds>| {
            last.generation == snapshot.generation && Arc::ptr_eq(&last.families, &families)
        };
        if let Some(same) = last.as_ref().filter(is_same) {
            return Ok(Arc::clone(same));
        }
        let ranks = families.iter().map(|family| ranks(family, snapshot)).collect::<Read<_>>()?;
        let (generation, dated) = (snapshot.generation, dated(snapshot)?);
        let folds = Arc::new(Folds { generation, families, ranks, dated });
        *last = Some(Arc::clone(&folds));
        Ok(folds)
    }
}

impl Folds {
    /// Leaves of each family that was found the earliest alone.
    pub(super) fn fold(&self, found: &mut Ranks) {
        for family in &self.ranks {
            let there: Vec<usize> =
                family.iter().copied().filter(|rank| found.contains(*rank)).collect();
            // The newest have the lowest ranks.
            let earliest = there.iter().copied().filter(|rank| *rank < self.dated).max();
            let first = earliest.or(there.iter().copied().min());
            for rank in there.into_iter().filter(|rank| Some(*rank) != first) {
                found.set(rank, false);
            }
        }
    }
}

/// The articles of the story of one.
pub(super) fn story(id: ArticleId, snapshot: &Snapshot, families: &Families) -> Read<Story> {
    let ranks = ranks(families.of(id), snapshot)?;
    Ok(Story::new(snapshot.rows(ranks)?))
}

fn ranks(family: &[ArticleId], snapshot: &Snapshot) -> Read<Vec<usize>> {
    family.iter().filter_map(|id| snapshot.rank(*id).transpose()).collect()
}

/// How many articles have a date: the list has those without behind them.
fn dated(snapshot: &Snapshot) -> Read<usize> {
    let (mut dated, mut end) = (0, snapshot.len());
    while dated < end {
        let middle = dated.midpoint(end);
        let row = snapshot.rows([middle])?;
        if row.iter().all(|row| row.trouble.is_none() && row.meta.published.is_some()) {
            dated = middle + 1;
        } else {
            end = middle;
        }
    }
    Ok(dated)
}
