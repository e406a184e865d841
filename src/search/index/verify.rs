//! Decides by reading the articles what their words leave open.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::snapshot::{Ranks, Snapshot};
use super::terms::Failure;
use super::threads::{cores, together};
use crate::archive::Archive;
use crate::search::entry::Entry;
use crate::search::judge::Judge;
use crate::search::{Request, Stop};

/// Articles that a thread takes at once.
const STRIDE: usize = 64;

/// How long is waited for without a word, and how often it is told how far it is.
const PATIENCE: Duration = Duration::from_millis(300);

/// Leaves of what may match what does; on all cores.
pub(super) fn verify(
    may: &mut Ranks,
    snapshot: &Snapshot,
    archive: &Archive,
    request: &Request,
    stop: &Stop,
) -> Result<(), Failure> {
    let candidates: Vec<usize> = may.ones().collect();
    let next = AtomicUsize::new(0);
    let told = Mutex::new(Instant::now());
    let judged = || -> Result<Vec<usize>, Failure> {
        let judge = Judge::new(request);
        let mut wrong = Vec::new();
        loop {
            let start = next.fetch_add(STRIDE, Ordering::Relaxed).min(candidates.len());
            let stride = &candidates[start..candidates.len().min(start + STRIDE)];
            if stride.is_empty() {
                return Ok(wrong);
            }
            if let Ok(mut told) = told.try_lock()
                && told.elapsed() > PATIENCE
            {
                *told = Instant::now();
                stop.tell(start, candidates.len());
            }
            for (row, rank) in snapshot.rows(stride.iter().copied())?.iter().zip(stride) {
                stop.check()?;
                let path = archive.location(row.id).map(|location| location.file);
                let path = path.map(|path| crate::search::facts::below(archive.roots(), &path));
                let read = archive.read(row.id);
                let entry = read.map(|read| Entry::new(read, path.unwrap_or_default()));
                if !entry.is_some_and(|entry| judge.finds(&entry)) {
                    wrong.push(*rank);
                }
            }
        }
    };
    let wrong =
        together((0..cores()).map(|_| &judged)).into_iter().collect::<Result<Vec<_>, _>>()?;
    wrong.into_iter().flatten().for_each(|rank| may.remove(rank));
    Ok(())
}
