//! Reads the lines `Key: value` that programs and people put above a text.
//!
//! Two such lines among the first make a header; one alone is a sentence with
//! a colon. An address that is a line by itself, beside the headline or at the
//! end, counts as well, but is not certain.

use super::survey::Line;

/// Lines in which a header may stand.
const HEAD: usize = 12;

/// What a header's key means here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Title,
    Source,
    Address,
    /// A key whose value is found by other means, or of no use.
    Other,
}

/// The lines of the header, with their keys and where their values begin;
/// none if there is no header.
pub(super) fn read(lines: &[Line]) -> Vec<(usize, Key, usize)> {
    let keyed = lines.iter().take(HEAD).enumerate();
    let found: Vec<_> =
        keyed.filter_map(|(rank, line)| key(&line.text).map(|(key, at)| (rank, key, at))).collect();
    if found.len() >= 2 { found } else { Vec::new() }
}

/// What the key of a line means, and the byte where its value begins.
pub(super) fn key(text: &str) -> Option<(Key, usize)> {
    let (name, value) = text.split_once(": ")?;
    let key = match name.to_lowercase().as_str() {
        "title" | "headline" | "subject" | "titel" | "titre" | "título" | "titolo" | "betreff" => {
            Key::Title
        }
        "source" | "publication" | "publisher" | "site" | "newspaper" | "quelle" => Key::Source,
        "url" | "url source" | "link" | "source url" | "address" | "permalink" => Key::Address,
        "date" | "published" | "published time" | "author" | "authors" | "by" | "from" | "to"
        | "datum" | "autor" | "accessed" | "retrieved" | "saved" | "language" | "section"
        | "tags" | "description" | "cc" | "reply-to" => Key::Other,
        _ => return None,
    };
    (!value.trim().is_empty()).then_some((key, name.len() + 2))
}

/// The address that a line consists of.
pub(super) fn address(text: &str) -> Option<&str> {
    let is_http = text.starts_with("https://") || text.starts_with("http://");
    let is_host = text.split("://").nth(1).is_some_and(|rest| rest.contains('.'));
    (is_http && is_host && !text.contains(' ')).then_some(text)
}
