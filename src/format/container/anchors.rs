//! Cuts lists of links that are pages: what Pocket exports, and bookmarks in
//! the format of Netscape, which other services and every browser write.
//!
//! One idea: a link belongs to the heading above it (“Read Archive”, a
//! folder), so an item is the heading and the link together.

use super::ruler::Lines;
use super::{Cut, ITEM};

/// Longest heading that is kept with a link, in bytes.
const HEADING: usize = 1000;

/// Whether a page that begins so is a list of links.
pub(super) fn begins(head: &[u8]) -> bool {
    let head = head.trim_ascii_start().to_ascii_lowercase();
    let has = |words: &[u8]| memchr::memmem::find(&head, words).is_some();
    head.starts_with(b"<!doctype netscape-bookmark-file-1>")
        || head.starts_with(b"<!doctype html") && has(b"<a ") && has(b"time_added=\"")
}

/// The links of a page.
pub(super) struct Cuts {
    bytes: Vec<u8>,
    at: usize,
    lines: Lines,
    /// The heading above.
    heading: Vec<u8>,
    is_cut: bool,
}

impl Cuts {
    pub(super) fn new(bytes: Vec<u8>, is_cut: bool) -> Self {
        Self { bytes, at: 0, lines: Lines::new(), heading: Vec::new(), is_cut }
    }

    pub(super) fn next(&mut self) -> Option<Cut> {
        loop {
            let start = self.at + memchr::memchr(b'<', self.bytes.get(self.at..)?)?;
            self.at = start + 1;
            let tag = &self.bytes[self.at..];
            if let [b'h' | b'H', b'1'..=b'6', b'>' | b' ' | b'\t' | b'\n', ..] = tag {
                let most = self.bytes.len().min(start + HEADING);
                let end = end(&self.bytes[..most], start);
                self.at = end.unwrap_or(self.at);
                self.heading = self.bytes[start..end.unwrap_or(start)].to_vec();
            } else if let [b'a' | b'A', b' ' | b'\t' | b'\n', ..] = tag {
                return Some(self.link(start));
            }
        }
    }

    fn link(&mut self, start: usize) -> Cut {
        let line = self.lines.at(&self.bytes, start);
        let end = end(&self.bytes, start);
        self.at = end.unwrap_or(self.bytes.len());
        let found = &self.bytes[start..self.at];
        let bytes = match end {
            None if self.is_cut => Err("the file goes on beyond the 64 MiB that are read of it"),
            None => Err("the file ends within this link"),
            Some(_) if found.len() > ITEM => Err("this link has more than 16 MiB"),
            Some(_) => Ok([&self.heading[..], found].concat()),
        };
        Cut { range: start as u64..self.at as u64, line, bytes }
    }
}

/// Where the element that begins at `start` ends: behind the next tag that
/// closes one.
fn end(bytes: &[u8], start: usize) -> Option<usize> {
    let close = start + memchr::memmem::find(&bytes[start..], b"</")?;
    Some(close + memchr::memchr(b'>', &bytes[close..])? + 1)
}
