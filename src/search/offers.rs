//! Which values of a field are offered for what was typed of it, and in which
//! order: the same from every engine.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::Field;
use super::facts::goes_on;
use crate::article::Safe;

/// Of values and how many articles have each, those that begin, or of which a
/// word begins, with some letters; the most frequent first.
pub(super) fn best(
    counts: HashMap<Safe, usize>,
    field: Field,
    beginning: &str,
    most: usize,
) -> Vec<Safe> {
    let is_it = |value: &Safe| field == Field::Folder || goes_on(value, beginning);
    let mut found: Vec<_> = counts.into_iter().filter(|(value, _)| is_it(value)).collect();
    found.sort_by(|(one, many), (other, more)| {
        (Reverse(many), &**one).cmp(&(Reverse(more), &**other))
    });
    found.into_iter().take(most).map(|(value, _)| value).collect()
}

/// The folder whose name goes on from what was typed of a path.
pub(super) fn folder(path: &str, typed: &str) -> Option<Safe> {
    let (name, _) = path.strip_prefix(typed)?.split_once('/')?;
    (!name.is_empty()).then(|| Safe::line(&format!("{typed}{name}/")))
}
