//! Keys of records: what a text cites them by.
//!
//! One idea: a key says who, when and what (`doe2024fire`), so it stays the
//! same whatever stands beside it; only a later record of the same key gets a
//! letter behind it.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use crate::article::Name;
use crate::article::casing::{is_small, words};

use super::record::Record;

/// A record and its key in one list.
#[derive(Clone, Debug)]
pub(super) struct Keyed<'a> {
    pub(super) record: &'a Record,
    /// Letters, digits and `_:./+-` only.
    pub(super) key: String,
}

/// The records of one list with keys that differ: the first of a key has it
/// bare, those behind it a letter more.
pub(super) fn keyed(records: &[Record]) -> Vec<Keyed<'_>> {
    let mut keys = Keys::default();
    records.iter().map(|record| Keyed { record, key: keys.free(&key(record)) }).collect()
}

/// The keys of a list.
#[derive(Debug, Default)]
pub(super) struct Keys {
    /// In small letters, since BibTeX tells no others apart.
    taken: HashSet<String>,
    /// How many letters were tried behind a key.
    tried: HashMap<String, usize>,
}

impl Keys {
    /// Remembers a key that is taken.
    pub(super) fn take(&mut self, key: &str) {
        self.taken.insert(key.to_lowercase());
    }

    /// Takes `key`, or if it is taken, the key with the first letters behind it
    /// that is not.
    pub(super) fn free(&mut self, key: &str) -> String {
        let mut free = key.to_owned();
        while !self.taken.insert(free.to_lowercase()) {
            let tried = self.tried.entry(key.to_lowercase()).or_default();
            free = format!("{key}{}", letters(*tried));
            *tried += 1;
        }
        free
    }
}

/// a, b … z, aa, ab …
fn letters(rank: usize) -> String {
    let last = char::from(b'a' + u8::try_from(rank % 26).unwrap_or_default());
    if rank < 26 { last.to_string() } else { letters(rank / 26 - 1) + &last.to_string() }
}

/// The key of a record: its maker's, or who, when, and the first word of the
/// headline that says something.
pub(super) fn key(record: &Record) -> String {
    if let Some(key) = record.key.as_deref() {
        let fit = |c: char| if is_fit(c) { c } else { '-' };
        let key: String = key.chars().map(fit).collect();
        let key = key.trim_matches('-');
        if !key.is_empty() {
            return key.to_owned();
        }
    }
    let who = match record.authors.first() {
        Some(Name::Person { family, .. }) => Some(folded(family)),
        Some(Name::Literal(name)) => first_word(name),
        None => record.source.as_deref().and_then(first_word),
    };
    let year = record.published.map(|published| published.when.year().to_string());
    let what = record.title.as_deref().and_then(first_word);
    let key: String = [who, year, what].into_iter().flatten().collect();
    if key.is_empty() { "article".to_owned() } else { key }
}

/// Whether no format reads the character as the end of a key.
fn is_fit(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_:./+-".contains(c)
}

fn first_word(text: &str) -> Option<String> {
    let said = words(text).map(|range| &text[range]).filter(|word| !is_small(word));
    said.map(folded).find(|word| !word.is_empty())
}

/// The letters and digits of ASCII that are left of a word without its accents.
fn folded(word: &str) -> String {
    let bare = word.nfkd().filter(char::is_ascii_alphanumeric);
    bare.map(|c| c.to_ascii_lowercase()).take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_records_of_the_same_key_get_letters() {
        let json = r#"{"title": "The Fire", "author": [{"family": "Doe", "given": "J."}],
            "issued": {"date-parts": [[2024]]}}"#;
        let records = vec![Record::from_csl_json(json).unwrap(); 29];
        let keyed = keyed(&records);
        let keys: Vec<&str> = keyed.iter().map(|keyed| &*keyed.key).collect();
        assert_eq!(keys[..3], ["doe2024fire", "doe2024firea", "doe2024fireb"]);
        assert_eq!(keys[26..], ["doe2024firez", "doe2024fireaa", "doe2024fireab"]);
    }

    #[test]
    fn a_given_key_is_kept_without_what_would_end_it() {
        let record = |id: &str| {
            let json = serde_json::json!({"id": id, "title": "Rain"}).to_string();
            key(&Record::from_csl_json(&json).unwrap())
        };
        assert_eq!(record("Doe:2024/a"), "Doe:2024/a");
        assert_eq!((record("a b,{c}"), record("{}")), ("a-b--c".to_owned(), "rain".to_owned()));
    }
}
