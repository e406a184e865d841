//! Addresses of passages: the part behind `#:~:text=` that leads a browser to
//! the very words that are quoted.
//!
//! It knows the text of an article, not the page that the browser will show:
//! the words it names are the fewest that single out the passage in the
//! article, but never fewer than a page's menus could hold by chance.
//!
//! One idea: a fragment is tried before it is used. [`resolve`] finds a passage
//! as a browser does, and the shortest fragment that leads it to the quoted
//! words, and to no others, is the one that is written.
//!
//! Source: “URL Fragment Text Directives”, Web Incubator Community Group, draft
//! of 2023: its syntax, its search and its percent-encoding.
//!
//! [`resolve`]: Directive::resolve

mod page;
mod search;

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};
use std::fmt::Write as _;
use std::ops::Range;

use crate::article::{Block, Place, Safe};
use page::Page;
use search::{Directive, Words};

/// The address of a passage of the article whose `body` this is: the article's
/// own address with the shortest fragment that finds the passage and nothing
/// before it.
///
/// Half words at either end are made whole. `None` if the passage holds no
/// word, or if no fragment tells it from other places with the same words.
///
/// ```
/// use newsread::article::{Block, Kind, Place, Safe, Written};
/// use newsread::cite::passage_address;
///
/// let paragraph = |text: &str| Block {
///     kind: Kind::Paragraph,
///     text: Safe::line(text).into(),
///     written: Written::Words(text.to_owned()),
/// };
/// let body = [paragraph("The price fell."), paragraph("He said: the price fell, at last.")];
/// let passage = Place { block: 1, at: 9 }..Place { block: 1, at: 23 };
/// let address = passage_address("https://a.example/oil", &body, &passage).unwrap();
/// assert_eq!(&*address, "https://a.example/oil#:~:text=said%3A-,the%20price%20fell");
/// ```
pub fn passage_address(address: &str, body: &[Block], passage: &Range<Place>) -> Option<Safe> {
    let directive = shortest(&Page::of(body), passage)?;
    // What an address already says behind `#` stays before the directive.
    let (address, _) = address.split_once(":~:").unwrap_or((address, ""));
    let mark = if address.contains('#') { "" } else { "#" };
    Some(Safe::line(&format!("{address}{mark}:~:text={directive}")))
}

/// How many fragments are tried, and how many bytes of text are gone through
/// for them, before the search for the shortest is given up.
const TRIES: usize = 2_000;
const EFFORT: usize = 256 << 20;

/// The shortest directive that leads to the passage.
fn shortest(page: &Page, passage: &Range<Place>) -> Option<String> {
    let words = Words::of(page, passage)?;
    let tries = TRIES.min(EFFORT / page.folded.len().max(1)).max(8);
    let mut waiting = BinaryHeap::new();
    let mut seen = HashSet::new();
    let mut wait = |shape: Shape, waiting: &mut BinaryHeap<_>| {
        if seen.insert(shape)
            && let Some(directive) = words.directive(shape)
        {
            waiting.push((Reverse(written(page, &directive).len()), shape));
        }
    };
    for shape in words.least() {
        wait(shape, &mut waiting);
    }
    for _ in 0..tries {
        let Some((_, shape)) = waiting.pop() else { break };
        let found = words.directive(shape).filter(|directive| words.is_found_by(directive));
        if let Some(directive) = found {
            return Some(written(page, &directive));
        }
        for grown in shape.grown() {
            wait(grown, &mut waiting);
        }
    }
    // Text that repeats itself: all the words around, if they help.
    let widest = words.widest()?;
    words.is_found_by(&widest).then(|| written(page, &widest))
}

/// How many words each part of a directive has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Shape {
    /// Of the text before the passage.
    before: usize,
    /// Of the passage's two ends; `None` if it is named whole.
    ends: Option<(usize, usize)>,
    /// Of the text behind the passage.
    behind: usize,
}

impl Shape {
    /// The shapes with one word more.
    fn grown(self) -> impl Iterator<Item = Self> {
        let ends = self.ends.into_iter().flat_map(move |(first, last)| {
            [(first + 1, last), (first, last + 1)].map(|ends| Self { ends: Some(ends), ..self })
        });
        [Self { before: self.before + 1, ..self }, Self { behind: self.behind + 1, ..self }]
            .into_iter()
            .chain(ends)
    }
}

/// The directive as an address has it: `prefix-,start,end,-suffix`.
fn written(page: &Page, directive: &Directive) -> String {
    let text = |range: &Range<usize>| encoded(page.shown(range));
    let mut out = String::new();
    if let Some(prefix) = &directive.prefix {
        out.extend([&text(prefix), "-,"]);
    }
    out.push_str(&text(&directive.start));
    if let Some(end) = &directive.end {
        out.extend([",", &text(end)]);
    }
    if let Some(suffix) = &directive.suffix {
        out.extend([",-", &text(suffix)]);
    }
    out
}

/// Text percent-encoded: besides what no address may hold, the comma, the
/// hyphen and the ampersand, which mean something in a directive.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            write!(out, "%{byte:02X}").ok();
        }
    }
    out
}

#[cfg(test)]
mod tests;
