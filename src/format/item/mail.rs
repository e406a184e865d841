//! Reads letters: newsletters above all.
//!
//! Sources: RFC 5322 (headers), 2045 to 2047 (MIME), 2919 (List-Id). The
//! parser knows parts, charsets and encoded words; which header means what is
//! said here. What the reader is sent as a page and as text is read as a page.

use std::borrow::Cow;

use mail_parser::{Address, HeaderValue, Message, MessageParser, MimeHeaders, PartType};

use super::{STATED, fold_facts, prose};
use crate::article::{Field, Provenance};
use crate::format::record::Statement;
use crate::format::{Reading, html, lines};

/// Headers that tell how a letter travelled, and nothing to a reader.
const TRAVEL: &[&str] =
    &["received", "dkim-", "arc-", "x-", "authentication-results", "return-path"];

/// Most headers that are looked at.
const HEADERS: usize = 500;

/// Whether a file without a telling name begins with the headers of a letter.
pub(in crate::format) fn begins(text: &str) -> bool {
    let is_header = |line: &str| {
        let name = line.split(':').next().unwrap_or_default();
        line.starts_with([' ', '\t'])
            || name.len() < line.len()
                && !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let head: Vec<&str> =
        text.lines().take(200).take_while(|line| !line.trim().is_empty()).collect();
    let has = |name: &str| {
        head.iter().any(|line| {
            line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        })
    };
    has("From:")
        && (has("Received:") || has("Message-ID:") || has("MIME-Version:"))
        && head.iter().take(5).all(|line| is_header(line))
}

/// A letter of a mailbox without its `From ` line, and with the guard taken
/// from the lines that only look like one.
pub(super) fn unquoted(bytes: &[u8]) -> Cow<'_, [u8]> {
    let bytes = bytes.trim_ascii_start();
    let bytes = match bytes.strip_prefix(b"From ") {
        Some(rest) => memchr::memchr(b'\n', rest).map_or(&[][..], |end| &rest[end + 1..]),
        None => bytes,
    };
    if memchr::memmem::find(bytes, b">From ").is_none() {
        return Cow::Borrowed(bytes);
    }
    let is_guarded = |line: &[u8]| {
        let depth = line.iter().take_while(|byte| **byte == b'>').count();
        depth > 0 && line[depth..].starts_with(b"From ")
    };
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    Cow::Owned(lines.flat_map(|line| &line[usize::from(is_guarded(line))..]).copied().collect())
}

/// The Message-ID of a letter.
pub(super) fn key(bytes: &[u8]) -> Option<String> {
    let lines = bytes.split(|byte| *byte == b'\n').take(HEADERS);
    let head = lines.take_while(|line| !line.trim_ascii().is_empty());
    let name = b"message-id:";
    let mut found = head.skip_while(|line| {
        !line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
    });
    let first = found.next()?;
    let folded = found.next().unwrap_or_default();
    let value = [&first[name.len()..], folded]
        .into_iter()
        .map(<[u8]>::trim_ascii)
        .find(|value| value.starts_with(b"<"))?;
    let value = String::from_utf8_lossy(value);
    Some(value.trim_matches(['<', '>']).to_owned()).filter(|value| !value.is_empty())
}

/// Reads a letter; the error says that it is none.
pub(in crate::format) fn read(bytes: &[u8]) -> Result<Reading, String> {
    let letter =
        MessageParser::default().parse(bytes).ok_or("this is no letter: it has no headers")?;
    let mut reading = Reading::default();
    for part in letter.html_bodies() {
        match &part.body {
            PartType::Html(page) => html::content(page, None, &mut reading),
            PartType::Text(text) => prose::put(text, &mut reading),
            _ => {}
        }
    }
    state_headers(&letter, &mut reading);
    let facts = letter.headers_raw().take(HEADERS).filter(|(name, _)| {
        let name = name.to_ascii_lowercase();
        !TRAVEL.iter().any(|start| name.starts_with(start))
    });
    let decoded = |(name, raw): (&str, &str)| {
        let said = match letter.header(name) {
            Some(HeaderValue::Text(text)) => text.to_string(),
            _ => lines(raw).collect::<Vec<_>>().join(" "),
        };
        format!("{name}: {said}")
    };
    let mut facts: Vec<String> = facts.map(decoded).collect();
    facts.extend(
        letter.attachments().take(HEADERS).map(|part| {
            format!("attachment: {}", part.attachment_name().unwrap_or("without a name"))
        }),
    );
    fold_facts(&facts, &mut reading);
    Ok(reading)
}

fn state_headers(letter: &Message<'_>, reading: &mut Reading) {
    let mut state = |field, key, value: Option<String>, is_certain| {
        let Some(value) = value else { return };
        let (values, from) = (&[value], Provenance { is_certain, ..STATED });
        reading.record.state(&Statement { field, values, from, key, at: None });
    };
    let raw = |name: &'static str| {
        letter.header_raw(name).map(|raw| lines(raw).collect::<Vec<_>>().join(" "))
    };
    let from = letter.from().and_then(name);
    let list = match letter.list_id() {
        HeaderValue::Address(address) => name(address),
        HeaderValue::Text(text) => Some(text.to_string()),
        _ => None,
    };
    let is_list = letter.header("List-Id").is_some() || letter.header("List-Unsubscribe").is_some();
    state(Field::Title, "Subject", letter.subject().map(str::to_owned), true);
    state(Field::Published, "Date", raw("Date"), true);
    state(Field::Source, "List-Id", list, true);
    if is_list {
        state(Field::Source, "From", from.clone(), false);
    }
    state(Field::Url, "Archived-At", raw("Archived-At"), true);
    state(Field::Language, "Content-Language", raw("Content-Language"), true);
    let source = reading.record.meta.source.as_ref().map(|source| source.value.to_lowercase());
    // The paper that signs its own letter is no person.
    let author = from.filter(|name| source.is_none_or(|source| source != name.to_lowercase()));
    let (values, from) = (author.as_slice(), Provenance { is_certain: false, ..STATED });
    reading.record.state(&Statement { field: Field::Authors, values, from, key: "From", at: None });
}

/// The name of the first who is named.
fn name(address: &Address<'_>) -> Option<String> {
    let name = address.first()?.name()?.trim();
    (!name.is_empty()).then(|| name.to_owned())
}
