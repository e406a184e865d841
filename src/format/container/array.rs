//! Cuts arrays of JSON at the ends of their elements: JSON Feed, Wallabag,
//! Omnivore, data sets.
//!
//! Knows strings and brackets (RFC 8259), not what they mean. One idea: an
//! element ends where its brackets are closed, whatever is between them; so
//! an element that is wrong inside costs no other.

use std::io::{self, BufRead};

use super::{AROUND, Container, Cut, Head, ITEM, Input};
use crate::article::Field;
use crate::format::item;
use crate::format::record::meant;

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
    let is_of_articles = || array.is_some_and(|rest| rest.starts_with('{') && tells_articles(rest));
    match (is_feed, is_wallabag, is_omnivore) {
        (true, ..) => Some(Container::JsonFeed),
        (_, true, _) => Some(Container::Wallabag),
        (_, _, true) => Some(Container::Omnivore),
        _ => is_of_articles().then_some(Container::JsonArray),
    }
}

/// Whether the names of fields in the beginning of an array or an object are those of
/// articles: a headline, and a text or an address.
pub(super) fn tells_articles(text: &str) -> bool {
    let mut parts = text.split('"');
    let mut before = parts.next();
    let names = parts.filter_map(|part| {
        let is_name = part.trim_start().starts_with(':');
        before.replace(part).filter(|_| is_name)
    });
    let (mut has_title, mut has_article) = (false, false);
    for name in names {
        let field = meant(name, "https://a.example").map(|(field, _)| field);
        has_title |= field == Some(Field::Title);
        has_article |= field == Some(Field::Url) || item::is_text(name);
    }
    has_title && has_article
}

/// The elements of an array, one by one.
pub(super) struct Elements<R> {
    input: R,
    at: u64,
    line: u64,
    is_over: bool,
    /// Whether the input is the beginning of a longer file.
    is_cut: bool,
}

impl<R: BufRead> Elements<R> {
    /// The elements of the first array of an input.
    pub(super) fn new(input: R, is_cut: bool) -> io::Result<Self> {
        let mut elements = Self { input, at: 0, line: 1, is_over: false, is_cut };
        elements.is_over = elements.skip(|byte| byte != b'[')?.is_none();
        elements.pass(1);
        Ok(elements)
    }

    pub(super) fn next(&mut self) -> io::Result<Option<Cut>> {
        let is_between = |byte: u8| byte.is_ascii_whitespace() || byte == b',';
        let first = if self.is_over { None } else { self.skip(is_between)? };
        if first.is_none_or(|first| first == b']') {
            self.is_over = true;
            return Ok(None);
        }
        let (start, line) = (self.at, self.line);
        let (mut scanner, mut bytes, mut is_whole) = (Scanner::default(), Vec::new(), false);
        while !is_whole {
            let buffer = fill(&mut self.input)?;
            if buffer.is_empty() {
                break;
            }
            let end = scanner.feed(buffer);
            is_whole = end.is_some();
            let read = end.unwrap_or(buffer.len());
            let room = (ITEM + 1 - bytes.len()).min(read);
            bytes.extend_from_slice(&buffer[..room]);
            self.pass(read);
        }
        let bytes = match (is_whole, self.is_cut) {
            (false, true) => Err("the file goes on beyond the 64 MiB that are read of it"),
            (false, false) => Err("the file ends within this item"),
            _ if bytes.len() > ITEM => Err("this item has more than 16 MiB"),
            _ => Ok(bytes),
        };
        Ok(Some(Cut { range: start..self.at, line, bytes }))
    }

    /// Passes over bytes as long as they are such; returns the first that is
    /// not, without passing over it.
    fn skip(&mut self, is_such: impl Fn(u8) -> bool) -> io::Result<Option<u8>> {
        loop {
            let buffer = fill(&mut self.input)?;
            if buffer.is_empty() {
                return Ok(None);
            }
            let other = buffer.iter().position(|byte| !is_such(*byte));
            let found = other.map(|at| buffer[at]);
            let read = other.unwrap_or(buffer.len());
            self.pass(read);
            if found.is_some() {
                return Ok(found);
            }
        }
    }

    /// Passes over bytes that are in the buffer.
    fn pass(&mut self, read: usize) {
        let buffer = fill(&mut self.input).unwrap_or_default();
        let read = read.min(buffer.len());
        self.line += memchr::memchr_iter(b'\n', &buffer[..read]).count() as u64;
        self.at += read as u64;
        self.input.consume(read);
    }
}

impl<R: BufRead> Elements<Input<R>> {
    /// The items of a feed. What it says around them is taken in from as much
    /// of it as is in memory.
    pub(super) fn of_feed(input: Input<R>, is_cut: bool, head: &mut Head) -> Self {
        let at = {
            let bytes = input.get_ref().0.get_ref();
            of_items(bytes, head).unwrap_or(bytes.len())
        };
        let mut elements = Self { input, at: 0, line: 1, is_over: false, is_cut };
        while elements.at < at as u64 {
            let left = at - usize::try_from(elements.at).unwrap_or(at);
            elements.pass(left);
        }
        elements
    }
}

/// Bytes of an input; none at its end.
fn fill<R: BufRead>(input: &mut R) -> io::Result<&[u8]> {
    while let Err(error) = input.fill_buf() {
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
    input.fill_buf()
}

/// Looks for the end of a value, however its bytes are parted.
#[derive(Default)]
struct Scanner {
    depth: usize,
    is_begun: bool,
    is_quoted: bool,
    is_escaped: bool,
}

impl Scanner {
    /// Where the value ends among the next of its bytes; `None` if it goes on
    /// behind them. A bracket that closes nothing is a value of its own.
    fn feed(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            let is_first = !std::mem::replace(&mut self.is_begun, true);
            if std::mem::take(&mut self.is_escaped) {
                at += 1;
                continue;
            }
            if self.is_quoted {
                at += memchr::memchr2(b'"', b'\\', &bytes[at..])?;
                self.is_escaped = bytes[at] == b'\\';
                self.is_quoted = self.is_escaped;
                at += 1;
                if !self.is_quoted && self.depth == 0 {
                    return Some(at);
                }
                continue;
            }
            match byte {
                b'"' => self.is_quoted = true,
                b'[' | b'{' => self.depth += 1,
                b']' | b'}' | b',' if self.depth == 0 => return Some(at + usize::from(is_first)),
                b']' | b'}' => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
            at += 1;
        }
        None
    }
}

/// Where the value that begins at `start` ends.
fn end(bytes: &[u8], start: usize) -> Option<usize> {
    Some(start + Scanner::default().feed(bytes.get(start..)?)?)
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
    let key = start..end(bytes, start)?;
    let value = skip(key.end, b':')?;
    Some(Named { key, value })
}
