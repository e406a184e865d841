//! Hands on what was read, in batches, on the thread of the caller.
//!
//! Knows batches and corrections, not how a file is read. An article is
//! completed only here, right before it goes.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::{BATCH, Met, Pass, Progress};
use crate::archive::lending::{Link, Settled};
use crate::archive::{Archive, Read};
use crate::article::{Article, ArticleId};

/// Longest time between two calls.
const PAUSE: Duration = Duration::from_millis(100);

/// Calls `each` with batches, until every thread has finished; returns the
/// entries of lists of links that were lent to an article.
pub(super) fn hand_on(
    archive: &Archive,
    pass: &Pass<'_, &Archive, Article>,
    reads: &Receiver<Vec<Met<Article>>>,
    mut each: impl FnMut(Vec<Read>, Progress),
) -> Vec<ArticleId> {
    let mut done = 0;
    let mut is_over = false;
    let mut lent = Vec::new();
    while !is_over {
        let (batch, over) = batch(reads);
        let mut batch: Vec<Read> = batch.into_iter().map(|met| pass.release(met)).collect();
        // Only here, so that whoever corrects on the thread that is called
        // finds every article corrected that it was not yet handed.
        for read in &mut batch {
            complete(archive, read);
        }
        (is_over, done) = (over, done + batch.len());
        if pass.is_stopped() {
            return lent;
        }
        if is_over {
            done += settle(archive, pass, &mut batch, &mut lent);
        }
        each(batch, pass.progress(done));
    }
    lent
}

/// Completes an article; one with damaged characters is parsed again if the
/// reader said only meanwhile what is to become of them.
pub(in crate::archive) fn complete(archive: &Archive, read: &mut Read) {
    let Ok(article) = &mut read.outcome else { return };
    if archive.corrections.is_outdated(article)
        && let Some(again) = archive.read(read.id)
    {
        *read = again;
        if let Ok(article) = &read.outcome {
            archive.note(article);
        }
    } else {
        archive.complete(article);
    }
}

/// Adds to the last batch what the lists of links leave to be handed on, and
/// to `lent` the entries that they do not; returns how many articles are new.
fn settle(
    archive: &Archive,
    pass: &Pass<'_, &Archive, Article>,
    batch: &mut Vec<Read>,
    lent: &mut Vec<ArticleId>,
) -> usize {
    let mut new = 0;
    for (_, Settled { links, lent: entries, again }) in pass.settle(false) {
        lent.extend(entries);
        new += links.len();
        for Link { id, location, changed, mut document } in links {
            archive.complete(&mut document.article);
            batch.push(Read { id, location, outcome: Ok(document.article), changed });
        }
        let again = again.into_iter().take_while(|_| !pass.is_stopped());
        batch.extend(again.filter_map(|(id, _)| archive.read(id)));
    }
    new
}

/// What comes in a short time, and whether more can come.
fn batch<T>(reads: &Receiver<Vec<Met<T>>>) -> (Vec<Met<T>>, bool) {
    let until = Instant::now() + PAUSE;
    let mut batch = Vec::new();
    while batch.len() < BATCH {
        match reads.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(mets) => batch.extend(mets),
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => return (batch, true),
        }
    }
    (batch, false)
}
