//! What the reader added, as sets of ranks.
//!
//! The index does not hold it. It is joined when it is asked for, and kept
//! until the reader adds something or the index changes.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use super::snapshot::{Ranks, Read, Snapshot};
use crate::article::ArticleId;
use crate::state::Marks;

/// Those of which the reader said yes, and those of which no.
type Said = [Arc<HashSet<ArticleId>>; 2];

/// The articles of a snapshot that are so marked.
pub(super) struct Marked {
    generation: u64,
    said: [Said; 2],
    /// Those that have still to be read.
    pub(super) unread: Ranks,
    /// Those with a star.
    pub(super) starred: Ranks,
}

/// The last that was asked for.
#[derive(Default)]
pub(super) struct Joint(Mutex<Option<Arc<Marked>>>);

impl Joint {
    /// What the reader added to the articles of a snapshot.
    pub(super) fn marked(&self, snapshot: &Snapshot, marks: &Marks) -> Read<Arc<Marked>> {
        self.joined(snapshot, [marks.said_read(), marks.said_starred()])
    }

    /// What the reader had added when this was last asked for; `None` if it
    /// never was.
    pub(super) fn last(&self, snapshot: &Snapshot) -> Read<Option<Arc<Marked>>> {
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        last.map(|last| self.joined(snapshot, last.said.clone())).transpose()
    }

    fn joined(&self, snapshot: &Snapshot, said: [Said; 2]) -> Read<Arc<Marked>> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(marked) = last.as_ref().filter(|marked| marked.is_of(snapshot, &said)) {
            return Ok(Arc::clone(marked));
        }
        let flags = snapshot.flags()?;
        let mut unread = flags.read.clone();
        put(snapshot, &mut unread, &said[0])?;
        unread.union_with(&flags.troubled);
        unread.toggle_range(..);
        let mut starred = flags.starred.clone();
        put(snapshot, &mut starred, &said[1])?;
        let marked = Arc::new(Marked { generation: snapshot.generation, said, unread, starred });
        *last = Some(Arc::clone(&marked));
        Ok(marked)
    }
}

impl Marked {
    fn is_of(&self, snapshot: &Snapshot, said: &[Said; 2]) -> bool {
        // A set that changes is another one: see `Marks`.
        let mut pairs = self.said.as_flattened().iter().zip(said.as_flattened());
        self.generation == snapshot.generation && pairs.all(|(one, other)| Arc::ptr_eq(one, other))
    }
}

/// Puts in what the reader put in, and takes out what the reader took out.
fn put(snapshot: &Snapshot, ranks: &mut Ranks, [yes, no]: &Said) -> Read<()> {
    for (ids, is_in) in [(yes, true), (no, false)] {
        for id in ids.iter() {
            if let Some(rank) = snapshot.rank(*id)? {
                ranks.set(rank, is_in);
            }
        }
    }
    Ok(())
}
