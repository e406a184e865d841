//! Which of the reader's corrections an index has taken in.
//!
//! A session is told of each as it comes; a command finds those that came from another
//! device, or with an import, by a file beside the index. One idea: it names for each
//! article only a hash of what the reader says.

use std::collections::HashMap;
use std::fs;

use super::place::Place;
use crate::article::{ArticleId, Corrected};

/// What the reader says of articles.
type Corrections = HashMap<ArticleId, Corrected>;

/// Whether these and no others were taken in.
pub(super) fn are_taken_in(place: &Place, all: &Corrections) -> bool {
    taken_in(place) == told(all)
}

/// Those that are not taken in, and of articles that are corrected no more, nothing.
pub(super) fn missing(place: &Place, all: &Corrections) -> Vec<(ArticleId, Corrected)> {
    let (before, now) = (taken_in(place), told(all));
    let changed = now.iter().filter(|(id, hash)| before.get(id) != Some(hash));
    let mut missing: Vec<_> = changed.map(|(id, _)| (*id, all[id].clone())).collect();
    let gone = before.into_keys().filter(|id| !all.contains_key(id));
    missing.extend(gone.map(|id| (id, Corrected::default())));
    missing
}

/// Notes that these were taken in.
pub(super) fn note(place: &Place, all: &Corrections) {
    let lines = told(all).into_iter().map(|(id, hash)| format!("{id} {hash}\n"));
    // Without it they are looked at once more.
    fs::write(place.corrected(), lines.collect::<String>()).ok();
}

fn told(all: &Corrections) -> HashMap<ArticleId, ArticleId> {
    let hash = |said: &Corrected| ArticleId::of(format!("{said:?}").as_bytes(), 0);
    all.iter().map(|(id, said)| (*id, hash(said))).collect()
}

fn taken_in(place: &Place) -> HashMap<ArticleId, ArticleId> {
    let text = fs::read_to_string(place.corrected()).unwrap_or_default();
    let read = |line: &str| {
        let (id, hash) = line.split_once(' ')?;
        Some((ArticleId::named(id)?, ArticleId::named(hash)?))
    };
    text.lines().filter_map(read).collect()
}
