//! Reads letters: newsletters above all.
//!
//! Sources: RFC 5322 (headers), 2045 to 2047 (MIME), 2919 (List-Id). The
//! parser knows parts, charsets and encoded words; which header means what is
//! said here. What the reader is sent as a page and as text is read as a page.

use std::borrow::Cow;

use mail_parser::{Address, HeaderValue, Message, MessageParser, MimeHeaders, PartType};

use super::{STATED, fold_facts, prose};
use crate::article::{Field, Provenance};
use crate::format::damage::Characters;
use crate::format::record::Statement;
use crate::format::{Reading, html, lines};

/// Headers that tell how a letter travelled, and nothing to a reader.
const TRAVEL: &[&str] =
    &["received", "dkim-", "arc-", "x-", "authentication-results", "return-path"];

/// Most lines that may part one part from another, each of which costs memory.
const PARTS: usize = 10_000;

/// Most parts that say of what type they are. No letter in a letter can do
/// without, and the parser takes them apart by recursion.
const TYPES: usize = 1000;

/// Most lines that may be headers.
const LINES: usize = 200_000;

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
pub(in crate::format) fn read(
    bytes: &[u8],
    characters: &mut Characters,
) -> Result<Reading, String> {
    measure(bytes)?;
    let letter =
        MessageParser::default().parse(bytes).ok_or("this is no letter: it has no headers")?;
    let mut reading = Reading::default();
    for part in letter.html_bodies() {
        match &part.body {
            PartType::Html(page) => html::content(&mend(page, characters), None, &mut reading),
            PartType::Text(text) => prose::put(&mend(text, characters), &mut reading),
            _ => {}
        }
    }
    state_headers(&letter, characters, &mut reading);
    let facts = letter.headers_raw().take(HEADERS).filter(|(name, _)| {
        let name = name.to_ascii_lowercase();
        !TRAVEL.iter().any(|start| name.starts_with(start))
    });
    let decoded = |(name, raw): (&str, &str)| {
        let said = match letter.header(name) {
            Some(HeaderValue::Text(text)) => text.to_string(),
            _ => lines(raw).collect::<Vec<_>>().join(" "),
        };
        characters.mended(&format!("{name}: {said}"))
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

/// Refuses what would be a tree without bounds.
fn measure(bytes: &[u8]) -> Result<(), String> {
    let (mut parts, mut types, mut headers) = (0, 0, 0);
    let name = b"content-type";
    for line in bytes.split(|byte| *byte == b'\n') {
        parts += usize::from(line.starts_with(b"--"));
        headers += usize::from(memchr::memchr(b':', &line[..line.len().min(80)]).is_some());
        let is_type = line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        types += usize::from(is_type);
        if parts > PARTS || types > TYPES {
            return Err("the letter has too many parts; open it with a mail program".to_owned());
        }
        if headers > LINES {
            return Err("the letter has more than 200,000 headers".to_owned());
        }
    }
    Ok(())
}

fn mend(part: &str, characters: &mut Characters) -> String {
    let mut part = part.to_owned();
    characters.mend(&mut part);
    part
}

fn state_headers(letter: &Message<'_>, characters: &mut Characters, reading: &mut Reading) {
    let mut state = |field, key, value: Option<String>, is_certain| {
        let Some(mut value) = value else { return };
        characters.mend(&mut value);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Reading, String> {
        super::read(bytes, &mut Characters::default())
    }

    #[test]
    fn a_letter_with_parts_or_headers_without_end_is_refused() {
        let said = |text: &str| read(text.as_bytes()).unwrap_err();
        let head = "Content-Type: multipart/mixed; boundary=b\n\n";
        assert!(said(&(head.to_owned() + &"--b\n\n".repeat(10_001))).contains("too many parts"));
        assert_eq!(said(&"a:\n".repeat(200_001)), "the letter has more than 200,000 headers");
    }

    #[test]
    fn letters_within_letters_do_not_exhaust_the_stack() {
        let part = |depth: usize| {
            format!("Content-Type: multipart/digest; boundary=b{depth}\n\n--b{depth}\n\n")
        };
        let parts: String = (0..TYPES / 2).map(part).collect();
        read(parts.as_bytes()).unwrap();
        let nested = "Content-Type: message/rfc822\n\n";
        read(nested.repeat(TYPES).as_bytes()).unwrap();
        read(nested.repeat(TYPES + 1).as_bytes()).unwrap_err();
    }

    #[test]
    fn a_postmark_is_no_part_of_a_letter() {
        let letter = b"From a 10:00\nSubject: x\n\n>From b\n>>From c\n> d\n";
        assert_eq!(&*unquoted(letter), b"Subject: x\n\nFrom b\n>From c\n> d\n");
        assert_eq!(key(b"Subject: x\nMESSAGE-ID:\n <a@b>\n\n").as_deref(), Some("a@b"));
    }
}
