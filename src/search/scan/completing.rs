//! Values of fields, for completion.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use super::entry::Entry;
use crate::article::Safe;
use crate::search::Field;
use crate::search::facts::goes_on;

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
    let is_it = |value: &Safe| field == Field::Folder || goes_on(value, beginning);
    let mut found: Vec<_> = counts.into_iter().filter(|(value, _)| is_it(value)).collect();
    found.sort_by(|(one, many), (other, more)| {
        (Reverse(many), &**one).cmp(&(Reverse(more), &**other))
    });
    found.into_iter().take(most).map(|(value, _)| value).collect()
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
            folder(entry.facts().path, &beginning.to_lowercase()).into_iter().collect()
        }
    }
}

/// The folder whose name goes on from what was typed of a path.
fn folder(path: &str, typed: &str) -> Option<Safe> {
    let (name, _) = path.strip_prefix(typed)?.split_once('/')?;
    (!name.is_empty()).then(|| Safe::line(&format!("{typed}{name}/")))
}
