//! Cuts arrays of JSON at the ends of their elements: JSON Feed, Wallabag,
//! Omnivore.
//!
//! Knows strings and brackets (RFC 8259), not what they mean. One idea: an
//! element ends where its brackets are closed, whatever is between them; so
//! an element that is wrong inside costs no other.

use super::ruler::Lines;
use super::{AROUND, Container, Cut, Head, ITEM};
use crate::format::item;

/// What a file of JSON is that begins so.
pub(super) fn kind(head: &[u8]) -> Option<Container> {
    let head = String::from_utf8_lossy(head);
    let text = head.trim_start_matches('\u{feff}').trim_start();
    let is_feed = text.starts_with('{')
        && (text.contains("jsonfeed.org/version")
            || text.contains("jsonfeed.org\\/version")
            || text.contains("\"feed_url\"") && text.contains("\"items\""));
    let array = text.strip_prefix('[').map(str::trim_start);
    let is_wallabag = array.is_some_and(|rest| {
        rest.starts_with('{') && rest.contains("\"is_archived\"") && rest.contains("\"url\"")
    });
    let is_omnivore = array.is_some_and(|rest| {
        rest.starts_with('{') && rest.contains("\"slug\"") && rest.contains("\"savedAt\"")
    });
    match (is_feed, is_wallabag, is_omnivore) {
        (true, ..) => Some(Container::JsonFeed),
        (_, true, _) => Some(Container::Wallabag),
        (_, _, true) => Some(Container::Omnivore),
        _ => None,
    }
}

/// The elements of an array.
pub(super) struct Cuts {
    bytes: Vec<u8>,
    at: usize,
    lines: Lines,
    is_cut: bool,
}

impl Cuts {
    pub(super) fn new(bytes: Vec<u8>, is_cut: bool, head: &mut Head) -> Self {
        let at = match head.container {
            Container::JsonFeed => of_items(&bytes, head),
            _ => bytes.iter().position(|byte| *byte == b'[').map(|at| at + 1),
        };
        let at = at.unwrap_or(bytes.len());
        Self { bytes, at, lines: Lines::new(), is_cut }
    }

    pub(super) fn next(&mut self) -> Option<Cut> {
        let is_between = |byte: &u8| byte.is_ascii_whitespace() || *byte == b',';
        let start =
            self.at + self.bytes.get(self.at..)?.iter().position(|byte| !is_between(byte))?;
        if self.bytes[start] == b']' {
            self.at = self.bytes.len();
            return None;
        }
        let line = self.lines.at(&self.bytes, start);
        // A bracket that closes nothing is an item of its own.
        let end = end(&self.bytes, start).map(|end| end.max(start + 1));
        self.at = end.unwrap_or(self.bytes.len());
        let bytes = match end {
            None if self.is_cut => Err("the file goes on beyond the 64 MiB that are read of it"),
            None => Err("the file ends within this item"),
            Some(end) if end - start > ITEM => Err("this item has more than 16 MiB"),
            Some(end) => Ok(self.bytes[start..end].to_vec()),
        };
        Some(Cut { range: start as u64..self.at as u64, line, bytes })
    }
}

/// Where the value that begins at `start` ends.
fn end(bytes: &[u8], start: usize) -> Option<usize> {
    let (mut at, mut depth) = (start, 0_usize);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                at = string_end(bytes, at)?;
                if depth == 0 {
                    return Some(at);
                }
                continue;
            }
            b'[' | b'{' => depth += 1,
            b']' | b'}' | b',' if depth == 0 => return Some(at),
            b']' | b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// What is behind the string that begins at `start`.
fn string_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
}

/// Where the items of a feed begin; takes in what stands around them.
fn of_items(bytes: &[u8], head: &mut Head) -> Option<usize> {
    let open = bytes.iter().position(|byte| *byte == b'{')?;
    let (mut around, mut items) = (b"{".to_vec(), None);
    let mut at = open + 1;
    while let Some(field) = field(bytes, at) {
        let is_items = &bytes[field.key.clone()] == b"\"items\"" && bytes[field.value] == b'[';
        if is_items && items.is_none() {
            items = Some(field.value + 1);
        }
        let Some(end) = end(bytes, field.value) else { break };
        if !is_items && around.len() + (end - field.key.start) < AROUND {
            if around.len() > 1 {
                around.push(b',');
            }
            around.extend(&bytes[field.key.start..end]);
        }
        at = end;
    }
    around.push(b'}');
    head.says = item::json_around(&String::from_utf8_lossy(&around));
    items
}

/// A field of an object: its name in its quotes, and where its value begins.
struct Named {
    key: std::ops::Range<usize>,
    value: usize,
}

fn field(bytes: &[u8], from: usize) -> Option<Named> {
    let skip = |at: usize, also: u8| {
        let is_between = |byte: &u8| byte.is_ascii_whitespace() || *byte == also;
        Some(at + bytes.get(at..)?.iter().position(|byte| !is_between(byte))?)
    };
    let start = skip(from, b',')?;
    (bytes[start] == b'"').then_some(())?;
    let key = start..string_end(bytes, start)?;
    let value = skip(key.end, b':')?;
    Some(Named { key, value })
}
