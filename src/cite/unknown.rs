//! A name that the reader wrote and that nothing has.

use crate::article::Safe;

/// A style, form or format that does not exist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no {what} is called ‘{name}’; the nearest is ‘{nearest}’, and all are {all}")]
pub struct UnknownName {
    what: &'static str,
    name: Safe,
    nearest: String,
    all: String,
}

impl UnknownName {
    /// The error for `name`, which is none of `names`.
    pub(crate) fn new<'a>(
        what: &'static str,
        name: &str,
        names: impl Iterator<Item = &'a str> + Clone,
    ) -> Self {
        let nearest = names.clone().min_by_key(|right| distance(name, right));
        let nearest = nearest.unwrap_or_default().to_owned();
        let all = names.collect::<Vec<_>>().join(", ");
        Self { what, name: Safe::line(name), nearest, all }
    }

    /// The right name that is most like the wrong one.
    pub fn nearest(&self) -> &str {
        &self.nearest
    }
}

/// How many letters must be added, left out or changed to make `right` of
/// `wrong` (Levenshtein 1965), whatever their case; of `wrong` no more than 64
/// letters count.
fn distance(wrong: &str, right: &str) -> usize {
    let wrong: Vec<char> = wrong.to_lowercase().chars().take(64).collect();
    let mut row: Vec<usize> = (0..=wrong.len()).collect();
    for (i, b) in right.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, a) in wrong.iter().enumerate() {
            let changed = diagonal + usize::from(*a != b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[wrong.len()]
}
