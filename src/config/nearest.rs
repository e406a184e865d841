//! Guesses the name that a wrong one was meant to be.

/// Characters of a wrong name that are looked at: no right one is longer.
const LONGEST: usize = 64;

/// The right name that is most like a wrong one, if any is like it: at most
/// every third letter may be wrong, missing, added or swapped with its
/// neighbour (“optimal string alignment”, Damerau 1964).
///
/// ```
/// use newsread::config::nearest;
///
/// assert_eq!(nearest("mesure", ["measure", "mouse"]), Some("measure"));
/// assert_eq!(nearest("colour", ["measure", "mouse"]), None);
/// ```
pub fn nearest<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong: String = wrong.to_lowercase().chars().take(LONGEST).collect();
    let distances = names.into_iter().map(|name| (strsim::osa_distance(&wrong, name), name));
    let (distance, name) = distances.min_by_key(|(distance, _)| *distance)?;
    (distance <= name.chars().count().div_ceil(3)).then_some(name)
}
