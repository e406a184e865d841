//! Values of fields, for completion.

use std::collections::HashMap;
use std::sync::Arc;

use crate::article::Safe;
use crate::search::entry::Entry;
use crate::search::{Field, offers};

/// The values of a field that begin, or of which a word begins, with some
/// letters; the most frequent first. Of folders, that is one name more.
pub(super) fn complete(
    entries: &[Arc<Entry>],
    field: Field,
    beginning: &str,
    most: usize,
) -> Vec<Safe> {
    let mut counts: HashMap<Safe, usize> = HashMap::new();
    for entry in entries {
        for value in values(entry, field, beginning) {
            *counts.entry(value).or_default() += 1;
        }
    }
    offers::best(counts, field, beginning, most)
}

fn values(entry: &Entry, field: Field, beginning: &str) -> Vec<Safe> {
    let meta = &entry.row().meta;
    match field {
        Field::Title => Vec::new(),
        Field::Author => {
            let authors = meta.authors.iter().flat_map(|authors| &authors.value);
            authors.map(|name| Safe::format(format_args!("{name}"))).collect()
        }
        Field::Source => meta.source.iter().map(|source| source.value.clone()).collect(),
        Field::Tag => meta.tags.iter().flat_map(|tags| tags.value.clone()).collect(),
        Field::Language => meta.language.iter().map(|language| language.value.clone()).collect(),
        Field::Folder => {
            offers::folder(entry.facts().path, &beginning.to_lowercase()).into_iter().collect()
        }
    }
}
