//! The lines that a person sees, and offers of values for a field.
//!
//! Knows where a drawn page breaks its lines, not what they say. A line keeps
//! its node, so that a line and an element can be compared by place.

use super::page::{At, Page};
use super::text::{begin, norm, tidy};
use crate::article::Origin;

/// Most lines that are kept.
const MOST: usize = 50_000;

/// Bytes of a line that are kept, at least: what tells who and when is short.
const LONG: usize = 10_000;

/// A line of a page.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) text: String,
    /// The first node of its words.
    pub(super) at: At,
}

/// The lines of a page as it is drawn, in its order.
#[derive(Debug, Default)]
pub(super) struct Lines {
    lines: Vec<Line>,
}

impl Lines {
    /// The visible lines: blocks and breaks end a line, `<time>` stands alone.
    /// Spans and links that touch are words of their own, as style sheets set
    /// them apart.
    pub(super) fn of(page: &Page) -> Self {
        let mut found = Self::default();
        let mut line = (String::new(), 0);
        let mut ends: Vec<At> = Vec::new();
        let mut at = 0;
        while at < page.len() && found.lines.len() < MOST {
            while ends.last().is_some_and(|end| *end <= at) {
                ends.pop();
                found.end(&mut line);
            }
            if page.is_silent(at) || page.is_hidden(at) {
                at = page.end(at);
                continue;
            }
            if let Some(words) = page.text(at) {
                if line.0.trim().is_empty() {
                    line = (String::new(), at);
                }
                if line.0.len() < LONG {
                    line.0.push_str(begin(words, LONG));
                }
            } else if matches!(page.name(at), "span" | "a") && page.touches_element(at) {
                line.0.push(' ');
            } else if page.is_block(at) || matches!(page.name(at), "br" | "time") {
                found.end(&mut line);
                ends.push(page.end(at));
            }
            at += 1;
        }
        found.end(&mut line);
        found
    }

    fn end(&mut self, line: &mut (String, At)) {
        let text = tidy(&line.0);
        if !text.is_empty() {
            self.lines.push(Line { text, at: line.1 });
        }
        line.0.clear();
    }

    /// The rank of the line that shows an element.
    pub(super) fn rank_of(&self, page: &Page, element: At) -> Option<usize> {
        let inside = self.lines.iter().position(|line| page.contains(element, line.at));
        inside.or_else(|| {
            let text = norm(&page.line(element, |_| false));
            self.lines.iter().position(|line| norm(&line.text) == text)
        })
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &Line> + ExactSizeIterator {
        self.lines.iter()
    }

    pub(super) fn get(&self, rank: usize) -> Option<&Line> {
        self.lines.get(rank)
    }
}

/// A value that something on the page gives, as it is written there.
#[derive(Clone, Debug)]
pub(super) struct Offer {
    /// What the page calls it.
    pub(super) key: String,
    pub(super) origin: Origin,
    pub(super) text: String,
}

impl Offer {
    pub(super) fn new(key: &str, origin: Origin, text: &str) -> Self {
        Self { key: key.to_owned(), origin, text: text.to_owned() }
    }
}
