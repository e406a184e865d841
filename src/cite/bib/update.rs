//! Brings a file of BibTeX up to date.
//!
//! One idea: the file is its pieces. An entry of an article that is cited again
//! is written anew where it stands, with the fields that somebody else added to
//! it; new entries come at the end; every other byte stays.

use std::collections::HashMap;

use biblatex::RawBibliography;

use super::bibtex::ACCESSED;
use super::fields::CSL;
use super::read::read;
use super::split::{Piece, What, pieces};
use super::{biblatex_entry, bibtex_entry};
use crate::cite::given::Fault;
use crate::cite::keys::{Keyed, Keys, key};
use crate::cite::record::{Record, is_same};

/// In which of the two an entry is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cite) enum Dialect {
    Bibtex,
    Biblatex,
}

/// The text of a file with these records in it; a file that is broken is
/// refused with its first fault.
pub(in crate::cite) fn update(
    text: &str,
    records: &[Record],
    dialect: Dialect,
) -> Result<String, Fault> {
    let pieces = pieces(text);
    sound(text, &pieces)?;
    let mut keys = Keys::default();
    let mut entries: HashMap<String, (usize, Record)> = HashMap::new();
    for (rank, piece) in pieces.iter().enumerate() {
        let What::Entry(key) = &piece.what else { continue };
        keys.take(key);
        let own = read(&text[piece.at.clone()]).records.into_iter().next();
        entries.extend(own.map(|record| (key.to_lowercase(), (rank, record))));
    }
    let mut anew: HashMap<usize, String> = HashMap::new();
    let mut added = Vec::new();
    for record in records {
        let known = known(record, &entries).filter(|rank| !anew.contains_key(rank));
        if let Some(rank) = known
            && let What::Entry(key) = &pieces[rank].what
        {
            let entry = entry(&Keyed { record, key: key.clone() }, dialect);
            let kept = foreign(&text[pieces[rank].at.clone()], &entry);
            anew.insert(rank, with(&entry, &kept));
        } else {
            let key = keys.free(&key(record));
            added.push(entry(&Keyed { record, key }, dialect));
        }
    }
    Ok(joined(text, &pieces, &anew, &added))
}

fn entry(keyed: &Keyed<'_>, dialect: Dialect) -> String {
    match dialect {
        Dialect::Bibtex => bibtex_entry(keyed),
        Dialect::Biblatex => biblatex_entry(keyed),
    }
}

/// Whether no entry is broken.
fn sound(text: &str, pieces: &[Piece]) -> Result<(), Fault> {
    for piece in pieces {
        match &piece.what {
            What::Broken => {
                let message = "this entry is never closed; add the missing ‘}’ first";
                return Err(Fault::at(text, piece.at.start, message));
            }
            What::Entry(_) | What::Abbreviation(_) => {
                if let Err(error) = RawBibliography::parse(&text[piece.at.clone()]) {
                    let message = format!("{}; correct this entry first", error.kind);
                    return Err(Fault::at(text, piece.at.start + error.span.start, &message));
                }
            }
            What::Foreign => {}
        }
    }
    Ok(())
}

/// The rank of the entry that is of the same article: it has the key of the
/// record, with letters behind or without.
fn known(record: &Record, entries: &HashMap<String, (usize, Record)>) -> Option<usize> {
    let key = key(record).to_lowercase();
    let mut keys = Keys::default();
    loop {
        let (rank, other) = entries.get(&keys.free(&key))?;
        if is_of_same(record, other) {
            return Some(*rank);
        }
    }
}

/// Whether two records of one key are of one article: the same address, or
/// without two of them the same headline.
fn is_of_same(one: &Record, other: &Record) -> bool {
    match (&one.url, &other.url) {
        (Some(one), Some(other)) => one == other,
        _ => match (one.title.as_deref(), other.title.as_deref()) {
            (None, None) => true,
            (title, other) => is_same(title, other.unwrap_or_default()),
        },
    }
}

/// The fields that newsread writes; all others of an entry are somebody's own.
const WRITTEN: [&str; 22] = [
    "key",
    "author",
    "title",
    "journaltitle",
    "journal",
    "booktitle",
    "organization",
    "howpublished",
    "entrysubtype",
    "date",
    "year",
    "month",
    "day",
    "url",
    "urldate",
    "note",
    "langid",
    "language",
    "section",
    "agency",
    "updated",
    "address",
];

/// The fields of an entry that only its owner can have added, as they stand.
fn foreign(old: &str, new: &str) -> Vec<String> {
    let Ok(raw) = RawBibliography::parse(old) else { return Vec::new() };
    let Some(entry) = raw.entries.first() else { return Vec::new() };
    let is_new = |name: &str| new.contains(&format!("\n  {name} = "));
    let fields = entry.v.fields.iter().enumerate().filter_map(|(rank, field)| {
        let name = field.key.v.to_ascii_lowercase();
        // A note that says more than the day of access is the owner's.
        let end = entry.v.fields.get(rank + 1).map_or(old.len() - 1, |next| next.key.span.start);
        let whole = old[field.key.span.start..end].trim_end().trim_end_matches(',').trim_end();
        let is_note = name == "note" && !whole.contains(ACCESSED);
        let is_own = (WRITTEN.contains(&name.as_str()) && !is_note) || name.starts_with(CSL);
        (!is_own && !is_new(&name)).then(|| whole.to_owned())
    });
    fields.collect()
}

/// An entry with more fields at its end.
fn with(entry: &str, fields: &[String]) -> String {
    let head = entry.strip_suffix('}').unwrap_or(entry);
    let fields: String = fields.iter().flat_map(|field| ["  ", field, ",\n"]).collect();
    format!("{head}{fields}}}")
}

fn joined(text: &str, pieces: &[Piece], anew: &HashMap<usize, String>, added: &[String]) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let own = |entry: &str| entry.replace("\r\n", "\n").replace('\n', end);
    let mut out = String::new();
    for (rank, piece) in pieces.iter().enumerate() {
        match anew.get(&rank) {
            Some(entry) => out.push_str(&own(entry)),
            None => out.push_str(&text[piece.at.clone()]),
        }
    }
    for entry in added {
        if !out.is_empty() {
            let is_ended = out.ends_with('\n');
            out.push_str(end);
            out.push_str(if is_ended { "" } else { end });
        }
        out.push_str(&own(entry));
        out.push_str(end);
    }
    out
}
