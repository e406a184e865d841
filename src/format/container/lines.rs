//! Cuts JSON Lines: an object on every line. Blank lines count for nothing.

use std::io::{self, BufRead};

use super::array::tells_articles;
use super::{Cut, ITEM};

/// Whether a file that has no telling name begins with the object of an
/// article on a line of its own.
pub(super) fn begins(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head);
    let first = head.trim_start_matches('\u{feff}').trim_start().lines().next();
    first.is_some_and(|line| line.starts_with('{') && tells_articles(line))
}

/// The lines of a stream.
pub(super) struct Lines<R> {
    input: R,
    at: u64,
    line: u64,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, at: 0, line: 0 }
    }

    pub(super) fn next(&mut self) -> io::Result<Option<Cut>> {
        loop {
            let Some(Line { mut bytes, len }) = line(&mut self.input, ITEM)? else {
                return Ok(None);
            };
            let mut start = self.at;
            self.at += len;
            self.line += 1;
            if self.line == 1 && bytes.starts_with("\u{feff}".as_bytes()) {
                bytes.drain(..3);
                start += 3;
            }
            bytes.truncate(bytes.trim_ascii_end().len());
            if bytes.is_empty() {
                continue;
            }
            let range = start..start + bytes.len() as u64;
            let is_whole = len <= ITEM as u64;
            let bytes = if is_whole { Ok(bytes) } else { Err("this line has more than 16 MiB") };
            return Ok(Some(Cut { range, line: self.line, bytes }));
        }
    }
}

/// A line with its end, and how long it is in the file.
pub(super) struct Line {
    /// At most so many bytes as were asked for.
    pub(super) bytes: Vec<u8>,
    pub(super) len: u64,
}

/// Reads a line, but keeps no more than `most` bytes of it; `None` at the end.
pub(super) fn line(input: &mut impl BufRead, most: usize) -> io::Result<Option<Line>> {
    let (mut bytes, mut len) = (Vec::new(), 0);
    loop {
        let buffer = match input.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if buffer.is_empty() {
            return Ok((len > 0).then_some(Line { bytes, len }));
        }
        let end = memchr::memchr(b'\n', buffer);
        let read = end.map_or(buffer.len(), |end| end + 1);
        let room = most.saturating_sub(bytes.len()).min(read);
        bytes.extend_from_slice(&buffer[..room]);
        len += read as u64;
        input.consume(read);
        if end.is_some() {
            return Ok(Some(Line { bytes, len }));
        }
    }
}
