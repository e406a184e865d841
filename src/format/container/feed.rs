//! Cuts RSS, RDF and Atom at the tags of their items.
//!
//! Does not know what an item says. One idea: what lies in memory is a window
//! on the file that holds the item under way and little else, so a feed of any
//! length can be read; an item that outgrows it is passed over.

use std::io::{self, BufRead};

use super::tags::{Kind, Tag, Tags};
use super::window::Window;
use super::{AROUND, Container, Cut, Head, ITEM};
use crate::format::item::elements;
use crate::format::{encoding, html};

/// Bytes of the window beside the item under way.
const SLACK: usize = 1 << 20;

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
    let tag = Tags::default().next(bytes, true)?;
    (tag.kind != Kind::End).then(|| tag.name(bytes))
}

fn local(name: &[u8]) -> &[u8] {
    name.rsplit(|byte| *byte == b':').next().unwrap_or(name)
}

/// An item that is not yet whole.
struct Open {
    /// Where it begins in the file.
    start: u64,
    line: u64,
    /// Where it begins in the window; `None` once it is too long to be kept.
    at: Option<usize>,
}

/// The items of a feed.
pub(super) struct Cuts<R> {
    window: Window<R>,
    tags: Tags,
    /// What an item is called: `item`, `entry`, with the prefix of the root.
    names: Vec<Vec<u8>>,
    open: Option<Open>,
    /// An item's first tag that was met behind one without an end.
    next: Option<Tag>,
    /// Whether the input is the beginning of a longer file.
    is_cut: bool,
}

impl<R: BufRead> Cuts<R> {
    /// Begins to cut a feed; takes in what it says before its first item.
    pub(super) fn new(input: R, is_cut: bool, head: &mut Head) -> io::Result<Self> {
        let mut window = Window::new(input, ITEM + SLACK);
        while window.bytes().len() < AROUND && window.grow()? {}
        let bytes = &window.bytes()[..window.bytes().len().min(AROUND)];
        let name = root(bytes).unwrap_or_default();
        let prefix = &name[..name.len() - local(name).len()];
        let item: &[u8] = if local(name) == b"feed" { b"entry" } else { b"item" };
        let names = match local(name) {
            b"RDF" => vec![item.to_vec(), b"rss:item".to_vec()],
            _ => vec![[prefix, item].concat()],
        };
        let mut tags = Tags::default();
        let first = std::iter::from_fn(|| tags.next(bytes, true))
            .find(|tag| tag.kind != Kind::End && is_one_of(&names, tag.name(bytes)));
        around_items(&bytes[..first.map_or(bytes.len(), |tag| tag.start)], head);
        Ok(Self { window, tags: Tags::default(), names, open: None, next: None, is_cut })
    }

    pub(super) fn next(&mut self) -> io::Result<Option<Cut>> {
        loop {
            let bytes = self.window.bytes();
            let next = self.next.take();
            let is_stuck = self.window.is_full() && self.tags.at() == 0;
            let is_final = self.window.is_over() || is_stuck;
            let Some(tag) = next.or_else(|| self.tags.next(bytes, is_final)) else {
                if self.window.is_over() {
                    return Ok(self.rest());
                }
                self.go_on()?;
                continue;
            };
            if is_one_of(&self.names, tag.name(bytes))
                && let Some(cut) = self.take(tag)
            {
                return Ok(Some(cut));
            }
        }
    }

    /// Lets the window lose what is done with, and reads more.
    fn go_on(&mut self) -> io::Result<()> {
        let (scanned, held) = (self.tags.at(), self.window.bytes().len());
        let at = self.open.as_mut().and_then(|open| {
            open.at = open.at.filter(|at| held - at <= ITEM);
            open.at.as_mut()
        });
        let done = at.as_deref().copied().unwrap_or(scanned);
        if let Some(at) = at {
            *at = 0;
        }
        self.window.forget(done);
        self.tags.moved(done);
        self.window.grow().map(drop)
    }

    /// Takes in the tag of an item; returns the item that ends with it.
    fn take(&mut self, tag: Tag) -> Option<Cut> {
        let end = |at: usize| self.window.start() + at as u64;
        match (self.open.take(), tag.kind) {
            (None, Kind::End) => None,
            (None, Kind::Empty) => {
                let bytes = Ok(self.window.bytes()[tag.start..tag.end].to_vec());
                let range = end(tag.start)..end(tag.end);
                Some(Cut { range, line: self.window.line(tag.start), bytes })
            }
            (None, Kind::Start) => {
                let start = end(tag.start);
                let line = self.window.line(tag.start);
                self.open = Some(Open { start, line, at: Some(tag.start) });
                None
            }
            (Some(open), Kind::End) => {
                let bytes = open.at.map(|at| &self.window.bytes()[at..tag.end]);
                let bytes = bytes.filter(|bytes| bytes.len() <= ITEM).map(<[u8]>::to_vec);
                let bytes = bytes.ok_or("this item has more than 16 MiB");
                Some(Cut { range: open.start..end(tag.end), line: open.line, bytes })
            }
            (Some(open), Kind::Start | Kind::Empty) => {
                let bytes = Err("this item has no end");
                let range = open.start..end(tag.start);
                self.next = Some(tag);
                Some(Cut { range, line: open.line, bytes })
            }
        }
    }

    /// The item with which the file ends.
    fn rest(&mut self) -> Option<Cut> {
        let open = self.open.take()?;
        let reason = if self.is_cut {
            "the file goes on beyond the 64 MiB that are read of it"
        } else {
            "the file ends within this item"
        };
        let end = self.window.start() + self.window.bytes().len() as u64;
        Some(Cut { range: open.start..end, line: open.line, bytes: Err(reason) })
    }
}

fn is_one_of(names: &[Vec<u8>], name: &[u8]) -> bool {
    names.iter().any(|one| one == name)
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
