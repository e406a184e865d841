//! Puts the text of an item into blocks: markup, or lines and blank lines.
//!
//! Knows no format. Lines of a letter are joined to paragraphs where they were
//! broken at a fixed width (RFC 3676 knows it for mail); what begins with `>`
//! is somebody else's.

use url::Url;

use crate::article::{Kind, Safe};
use crate::format::{BLOCKS, DEPTH, Reading, TOO_MANY, html};

/// Longest line of a text that is broken at a fixed width.
const WIDTH: usize = 100;

/// Shortest line that its width has broken, not its end.
const FULL: usize = 45;

/// Puts in a text that may be markup: tags or entities say so.
pub(super) fn put_either(text: &str, base: Option<&Url>, reading: &mut Reading) {
    if is_markup(text) {
        html::content(text, base, reading);
    } else {
        put(text, reading);
    }
}

/// Puts in a text whose line ends mean nothing, only blank lines do.
pub(super) fn put_loose(text: &str, reading: &mut Reading) {
    put_lines(text, true, 0, reading);
}

/// Whether a text holds a tag or an entity.
pub(super) fn is_markup(text: &str) -> bool {
    let is_tag = |(at, _): (usize, &str)| {
        let inside = text[at + 1..].trim_start_matches('/');
        inside.starts_with(|c: char| c.is_ascii_alphabetic()) && inside.contains('>')
    };
    // More than these are not looked at, each of which may look at the rest.
    if text.match_indices('<').take(20).any(is_tag) {
        return true;
    }
    let is_entity = |(at, _): (usize, &str)| {
        let name =
            text[at + 1..].bytes().take(10).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#');
        let len = name.count();
        len > 1 && text.as_bytes().get(at + 1 + len) == Some(&b';')
    };
    text.match_indices('&').take(1000).any(is_entity)
}

/// Puts in plain text: a paragraph for each line, or for each group of lines
/// where they were broken at a fixed width.
pub(super) fn put(text: &str, reading: &mut Reading) {
    put_lines(text, is_wrapped(text), FULL, reading);
}

/// Puts in lines, of which those up to a blank one may belong together; one
/// that is shorter than `full` ends its paragraph.
fn put_lines(text: &str, is_joined: bool, full: usize, reading: &mut Reading) {
    let mut group: Vec<&str> = Vec::new();
    let (mut depth, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        if reading.body.len() >= BLOCKS {
            reading.warnings.push(Safe::line(TOO_MANY));
            group.push(&text[at..]);
            break;
        }
        at += line.len();
        let (level, words) = unquoted(line);
        let is_end = words.is_empty() || level != depth || !is_joined;
        if is_end || group.last().is_some_and(|last| last.chars().count() < full) {
            push(&mut group, depth, reading);
        }
        depth = level;
        if !words.is_empty() {
            group.push(words);
        }
    }
    push(&mut group, depth, reading);
}

/// How deep a line is quoted, and its words.
fn unquoted(line: &str) -> (u8, &str) {
    let (mut level, mut words) = (0, line.trim());
    while let Some(rest) = words.strip_prefix('>') {
        level = (level + 1).min(DEPTH);
        words = rest.trim_start();
    }
    (level, words)
}

/// Whether lines were broken at a fixed width: none is long, and many are
/// about as long as they can be.
fn is_wrapped(text: &str) -> bool {
    let lengths: Vec<usize> =
        text.lines().map(|line| line.trim().chars().count()).filter(|length| *length > 0).collect();
    let full = lengths.iter().filter(|length| **length >= FULL).count();
    lengths.iter().all(|length| *length <= WIDTH)
        && full >= 2
        && text.lines().any(|line| line.trim().is_empty())
}

fn push(group: &mut Vec<&str>, depth: u8, reading: &mut Reading) {
    if group.is_empty() {
        return;
    }
    let kind = if depth > 0 { Kind::Quote(depth) } else { Kind::Paragraph };
    reading.put(kind, &group.join(" "));
    group.clear();
}
