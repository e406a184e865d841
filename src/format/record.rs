//! Collects what a file says about its article, field by field.
//!
//! Knows what the fields are called in the wild, but no format. One idea: a
//! source is asked in the order of its worth, so the first readable statement
//! about a field is believed; the others are kept beside it as claims.

mod keys;
mod values;

use std::ops::Range;

use super::dates::{Order, dates};
use super::stamp;
pub(crate) use keys::meant;
pub(crate) use values::{address, can_be_name, language};
use values::{people, tags};

use crate::article::{Claim, Field, Meta, Origin, Provenance, Safe, Sourced, When};

/// Columns of a headline that are kept.
const TITLE: usize = 500;

/// A statement of a file about a field.
#[derive(Clone, Debug)]
pub(crate) struct Statement<'a> {
    /// The field it speaks of.
    pub(crate) field: Field,
    /// What it says: one value, or one for each author or topic.
    pub(crate) values: &'a [String],
    /// Where it was read.
    pub(crate) from: Provenance,
    /// What the file calls it.
    pub(crate) key: &'a str,
    /// Bytes of the decoded file, where they are known.
    pub(crate) at: Option<Range<usize>>,
}

/// What is known so far.
#[derive(Debug, Default)]
pub(crate) struct Record {
    /// The values that were believed.
    pub(crate) meta: Meta,
    /// All statements, in the order in which they were made.
    pub(crate) claims: Vec<Claim>,
}

impl Record {
    /// Takes in the entries of a structured source, each a key and its values.
    pub(crate) fn entries(&mut self, entries: &[Entry], origin: Origin) {
        let mut meant: Vec<_> = entries
            .iter()
            .filter_map(|entry| Some((meant(&entry.key, entry.values.first()?)?, entry)))
            .collect();
        meant.sort_by_key(|((field, rank), _)| (*field, *rank));
        for ((field, _), entry) in meant {
            let from = Provenance { origin, is_certain: true };
            let (values, at) = (&entry.values[..], entry.at.clone());
            self.state(&Statement { field, values, from, key: &entry.key, at });
        }
    }

    /// Takes in one statement: it is believed if it can be read and nothing
    /// was believed before. Returns whether it was.
    pub(crate) fn state(&mut self, statement: &Statement<'_>) -> bool {
        let shown = statement.values.join("; ");
        if shown.trim().is_empty() {
            return false;
        }
        let before = self.meta.value(statement.field);
        let value = Safe::line(shown.trim());
        let (is_taken, because) = match before {
            Some(before) if says_the_same(&before, &value) || self.is_same_day(statement) => {
                (false, Some("says the same"))
            }
            Some(_) => (false, Some("a stronger source says otherwise")),
            None if self.believe(statement) => (true, None),
            None => (false, Some("cannot be read")),
        };
        let value =
            if is_taken { self.meta.value(statement.field).unwrap_or(value) } else { value };
        self.claims.push(Claim {
            field: statement.field,
            value: value.as_clean().clip(TITLE).to_safe(),
            origin: statement.from.origin,
            key: (!statement.key.is_empty()).then(|| Safe::line(statement.key)),
            at: statement.at.clone(),
            is_taken,
            because: because.map(Safe::line),
        });
        is_taken
    }

    /// Says why the last statement was taken or not.
    pub(crate) fn because(&mut self, why: &'static str) {
        if let Some(claim) = self.claims.last_mut() {
            claim.because = Some(Safe::line(why));
        }
    }

    /// Whether a date only says more or less exactly what is believed.
    fn is_same_day(&self, statement: &Statement<'_>) -> bool {
        let believed = match statement.field {
            Field::Published => self.meta.published,
            Field::Updated => self.meta.updated,
            Field::Accessed => self.meta.accessed,
            _ => None,
        };
        let day = believed.and_then(|believed| believed.value.date());
        day.is_some() && statement.values.first().and_then(|text| when(text)?.0.date()) == day
    }

    fn believe(&mut self, statement: &Statement<'_>) -> bool {
        let from = statement.from;
        let first = statement.values.first().map_or("", |value| value.trim());
        let text = || {
            let line = Safe::line(first).as_clean().clip(TITLE).to_safe();
            (!line.is_empty()).then_some(Sourced { value: line, from })
        };
        let when = || {
            let (value, is_plain) = when(first)?;
            let from = Provenance { is_certain: from.is_certain && is_plain, ..from };
            Some(Sourced { value, from })
        };
        let meta = &mut self.meta;
        match statement.field {
            Field::Characters => false,
            Field::Title => set(&mut meta.title, text()),
            Field::Subtitle => set(&mut meta.subtitle, text()),
            Field::Source => set(&mut meta.source, text()),
            Field::Section => set(&mut meta.section, text()),
            Field::Agency => set(&mut meta.agency, text()),
            Field::Published => set(&mut meta.published, when()),
            Field::Updated => set(&mut meta.updated, when()),
            Field::Accessed => set(&mut meta.accessed, when()),
            Field::Url => set(&mut meta.url, address(first).map(|value| Sourced { value, from })),
            Field::Language => {
                set(&mut meta.language, language(first).map(|value| Sourced { value, from }))
            }
            Field::Tags => {
                set(&mut meta.tags, tags(statement.values).map(|value| Sourced { value, from }))
            }
            Field::Authors => {
                let (people, agency) = people(statement.values);
                if meta.agency.is_none() {
                    meta.agency = agency.map(|value| Sourced { value, from });
                }
                set(&mut meta.authors, people.map(|value| Sourced { value, from }))
            }
        }
    }
}

/// An entry of a structured source, before anything is made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// What the file calls it.
    pub(crate) key: String,
    /// One value, or the items of a list.
    pub(crate) values: Vec<String>,
    /// Bytes of the decoded file, where they are known.
    pub(crate) at: Option<Range<usize>>,
}

fn set<T>(slot: &mut Option<T>, value: Option<T>) -> bool {
    *slot = value;
    slot.is_some()
}

/// Whether two values differ in nothing but case, blanks and marks.
fn says_the_same(a: &str, b: &str) -> bool {
    let core = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    core(a) == core(b)
}

/// The date in a text, and whether there is no other reading of it.
fn when(text: &str) -> Option<(When, bool)> {
    let shown = || {
        let found = dates(text, Order::Unknown).into_iter().next()?;
        Some((found.when, found.is_certain))
    };
    stamp::parse(text).map(|when| (when, true)).or_else(shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Name;

    fn entry(key: &str, values: &[&str]) -> Entry {
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        Entry { key: key.to_owned(), values, at: None }
    }

    fn record(entries: &[Entry]) -> Record {
        let mut record = Record::default();
        record.entries(entries, Origin::FrontMatter);
        record
    }

    #[test]
    fn a_source_that_is_an_address_is_one() {
        let meta = record(&[entry("source", &["https://paper.example/a b"])]).meta;
        assert_eq!(&*meta.url.unwrap().value, "https://paper.example/a%20b");
        let meta = record(&[entry("source", &["The Harbour Gazette"])]).meta;
        assert_eq!(&*meta.source.unwrap().value, "The Harbour Gazette");
    }

    #[test]
    fn the_better_key_wins_and_the_other_is_kept_as_a_claim() {
        let record = record(&[entry("date", &["2020-01-02"]), entry("Published", &["2020-01-01"])]);
        assert_eq!(record.meta.published.unwrap().value.to_string(), "2020-01-01");
        let claims: Vec<_> = record.claims.iter().map(|c| (&*c.value, c.is_taken)).collect();
        assert_eq!(claims, [("2020-01-01", true), ("2020-01-02", false)]);
    }

    #[test]
    fn a_date_that_is_none_is_told_and_not_taken() {
        let record = record(&[entry("published", &["soon"])]);
        assert_eq!(record.meta.published, None);
        assert_eq!(record.claims[0].because.as_deref(), Some("cannot be read"));
    }

    #[test]
    fn a_date_with_two_readings_is_uncertain() {
        let published = |text: &str| record(&[entry("date", &[text])]).meta.published.unwrap();
        assert!(!published("03/04/2021").from.is_certain);
        assert!(published("4 mars 2021").from.is_certain);
        assert_eq!(published("4 mars 2021").value.to_string(), "2021-03-04");
    }

    #[test]
    fn when_a_clipper_made_the_file_is_when_it_was_read() {
        let meta = record(&[entry("created", &["2024-03-02"])]).meta;
        assert_eq!(meta.published, None);
        assert_eq!(meta.accessed.unwrap().value.to_string(), "2024-03-02");
    }

    #[test]
    fn authors_may_be_a_list_of_wiki_links() {
        let meta = record(&[entry("author", &["[[Ada Quill]]", "[[people/cy|Cy Dale]]"])]).meta;
        let names: Vec<_> = meta.authors.unwrap().value.iter().map(Name::to_string).collect();
        assert_eq!(names, ["Ada Quill", "Cy Dale"]);
    }

    #[test]
    fn tags_are_a_list_or_parted_by_commas() {
        let read =
            |values: &[&str]| record(&[entry("tags", values)]).meta.tags.unwrap().value.len();
        assert_eq!(read(&["#harbour, storms"]), 2);
        assert_eq!(read(&["harbour, north", "storms"]), 2);
    }
}
