//! Cuts RSS, RDF and Atom at the tags of their items.
//!
//! Knows tags, comments, CDATA and processing instructions, and nothing of
//! what is well-formed (XML 1.0, section 2). One idea: each byte is looked at
//! once. What is opened and never closed is passed over, and that there is no
//! closing mark is remembered, so a file of openings takes no longer.

use memchr::{memchr, memmem};

use super::ruler::Lines;
use super::{AROUND, Container, Cut, Head, ITEM};
use crate::format::item::elements;
use crate::format::{encoding, html};

/// Whether a file that begins so is a feed.
pub(super) fn recognise(head: &[u8]) -> Option<Container> {
    let first = head.iter().find(|byte| !byte.is_ascii_whitespace())?;
    // A tag, or what stands before one in other encodings.
    matches!(first, b'<' | 0xef | 0xfe | 0xff | 0).then_some(())?;
    let decoded = encoding::decode(head).ok()?;
    is_feed(&decoded.text).then_some(Container::Feed)
}

/// Whether the first element of a text is that of a feed.
fn is_feed(text: &str) -> bool {
    let name = root(text.as_bytes());
    match name.map(local) {
        Some(b"rss" | b"feed") => true,
        Some(b"RDF") => text.contains("purl.org/rss") || text.contains("netscape.com/rdf"),
        _ => false,
    }
}

/// The name of the first element, unless something else stands before it.
fn root(bytes: &[u8]) -> Option<&[u8]> {
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let start = if bytes[start..].starts_with("\u{feff}".as_bytes()) { start + 3 } else { start };
    (bytes.get(start) == Some(&b'<')).then_some(())?;
    let tag = Tags::new().next(bytes)?;
    (tag.kind != Kind::End).then(|| tag.name(bytes))
}

fn local(name: &[u8]) -> &[u8] {
    name.rsplit(|byte| *byte == b':').next().unwrap_or(name)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Start,
    Empty,
    End,
}

#[derive(Clone, Copy, Debug)]
struct Tag {
    start: usize,
    end: usize,
    kind: Kind,
}

impl Tag {
    fn name(self, bytes: &[u8]) -> &[u8] {
        let inside = &bytes[self.start + 1..self.end - 1];
        let inside = inside.strip_prefix(b"/").unwrap_or(inside);
        let end = inside.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'/');
        &inside[..end.unwrap_or(inside.len())]
    }
}

/// What may enclose tags that are none.
const ENCLOSED: &[(&[u8], &[u8])] =
    &[(b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>"), (b"<!", b">")];

/// The tags of a file, from front to back.
#[derive(Debug)]
struct Tags {
    at: usize,
    /// Which of [`ENCLOSED`] are closed nowhere in the rest.
    unclosed: [bool; 4],
}

impl Tags {
    fn new() -> Self {
        Self { at: 0, unclosed: [false; 4] }
    }

    fn next(&mut self, bytes: &[u8]) -> Option<Tag> {
        loop {
            let start = self.at + memchr(b'<', bytes.get(self.at..)?)?;
            let rest = &bytes[start..];
            if let Some(rank) = ENCLOSED.iter().position(|(open, _)| rest.starts_with(open)) {
                self.at = self.behind(bytes, start, rank);
                continue;
            }
            let end = start + memchr(b'>', rest)? + 1;
            self.at = end;
            let kind = match (rest.get(1), bytes[end - 2]) {
                (Some(b'/'), _) => Kind::End,
                (_, b'/') => Kind::Empty,
                _ => Kind::Start,
            };
            return Some(Tag { start, end, kind });
        }
    }

    fn behind(&mut self, bytes: &[u8], start: usize, rank: usize) -> usize {
        let (open, close) = ENCLOSED[rank];
        let inside = start + open.len();
        if self.unclosed[rank] {
            return inside;
        }
        let at = memmem::find(&bytes[inside..], close);
        self.unclosed[rank] = at.is_none();
        at.map_or(inside, |at| inside + at + close.len())
    }
}

/// The items of a feed.
pub(super) struct Cuts {
    bytes: Vec<u8>,
    tags: Tags,
    lines: Lines,
    /// What an item is called: `item`, `entry`, with the prefix of the root.
    names: Vec<Vec<u8>>,
    /// An item's first tag that was met behind one without an end.
    next: Option<Tag>,
    is_cut: bool,
}

impl Cuts {
    pub(super) fn new(bytes: Vec<u8>, is_cut: bool, head: &mut Head) -> Self {
        let name = root(&bytes).unwrap_or_default();
        let prefix = &name[..name.len() - local(name).len()];
        let item: &[u8] = if local(name) == b"feed" { b"entry" } else { b"item" };
        let names = match local(name) {
            b"RDF" => vec![item.to_vec(), b"rss:item".to_vec()],
            _ => vec![[prefix, item].concat()],
        };
        let (tags, lines) = (Tags::new(), Lines::new());
        let mut cuts = Self { bytes, tags, lines, names, next: None, is_cut };
        cuts.next = cuts.first_tag();
        let around = cuts.next.map_or(cuts.bytes.len(), |tag| tag.start);
        around_items(&cuts.bytes[..around.min(AROUND)], head);
        cuts
    }

    fn first_tag(&mut self) -> Option<Tag> {
        while let Some(tag) = self.tags.next(&self.bytes) {
            if tag.kind != Kind::End && self.is_item(tag) {
                return Some(tag);
            }
        }
        None
    }

    fn is_item(&self, tag: Tag) -> bool {
        self.names.iter().any(|name| *name == tag.name(&self.bytes))
    }

    pub(super) fn next(&mut self) -> Option<Cut> {
        let first = self.next.take().or_else(|| self.first_tag())?;
        let line = self.lines.at(&self.bytes, first.start);
        let cut =
            |end: usize, bytes| Some(Cut { range: first.start as u64..end as u64, line, bytes });
        if first.kind == Kind::Empty {
            return cut(first.end, Ok(self.bytes[first.start..first.end].to_vec()));
        }
        while let Some(tag) = self.tags.next(&self.bytes) {
            if !self.is_item(tag) {
                continue;
            }
            if tag.kind != Kind::End {
                self.next = Some(tag);
                return cut(tag.start, Err("this item has no end"));
            }
            let bytes = &self.bytes[first.start..tag.end];
            let bytes = if bytes.len() > ITEM {
                Err("this item has more than 16 MiB")
            } else {
                Ok(bytes.to_vec())
            };
            return cut(tag.end, bytes);
        }
        let reason = if self.is_cut {
            "the file goes on beyond the 64 MiB that are read of a feed"
        } else {
            "the file ends within this item"
        };
        cut(self.bytes.len(), Err(reason))
    }
}

/// Takes in what a feed says before its first item.
fn around_items(bytes: &[u8], head: &mut Head) {
    let text = encoding::decode_as(head.encoding, bytes).text;
    head.prefixes = elements::prefixes(&text);
    // What is left open here is closed behind the items.
    let Ok(found) = elements::read(&text, &head.prefixes) else { return };
    for element in &found.elements {
        let name = element.name.trim_start_matches("channel/");
        let (name, value) = match (name, element.attribute("rel")) {
            ("link" | "atom:link", Some("self")) => ("self", element.address()),
            ("link", None | Some("alternate")) => ("link", element.address()),
            (name, None) => (name, html::as_line(&element.text)),
            _ => continue,
        };
        if !value.is_empty() {
            head.says.push((name.to_owned(), value));
        }
    }
    let language = found.attributes.into_iter().find(|(name, _)| name == "xml:lang");
    head.says.extend(language);
}
