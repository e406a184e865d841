//! Cuts the source of a page into tags, texts and comments.
//!
//! One linear pass, as in the tokenizer of the HTML standard; builds nothing
//! and knows no element but those whose inside is not HTML.

use std::borrow::Cow;
use std::ops::Range;

use crate::format::html::elements::is_raw;

/// A part of a page; names are in lower case.
#[derive(Debug)]
pub(super) enum Token<'a> {
    Start {
        name: Cow<'a, str>,
        /// What stands behind the name.
        inside: &'a str,
        is_closed: bool,
    },
    End(Cow<'a, str>),
    Text(&'a str),
    /// What stands in a comment, and the end of it.
    Comment(&'a str),
    /// Where in the page the inside of an element stands that is not HTML.
    Raw {
        name: Cow<'a, str>,
        inside: Range<usize>,
    },
}

/// The tags, texts and comments of a page, without what is none of them.
pub(super) struct Tokens<'a> {
    html: &'a str,
    at: usize,
    /// An element whose inside is not HTML.
    raw: Option<Cow<'a, str>>,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(html: &'a str) -> Self {
        Self { html, at: 0, raw: None }
    }

    fn to(&mut self, end: usize) -> &'a str {
        let part = &self.html[self.at..end];
        self.at = end;
        part
    }

    fn skip_past(&mut self, what: &str) {
        let rest = &self.html[self.at..];
        self.at += rest.find(what).map_or(rest.len(), |found| found + what.len());
    }

    /// The tag that begins here, up to the first `>` outside quotes.
    fn tag(&mut self) -> &'a str {
        let bytes = self.html.as_bytes();
        let start = self.at + 1;
        let mut at = start;
        while let Some(length) = memchr::memchr3(b'>', b'"', b'\'', &bytes[at..]) {
            let (before, sign) = (&bytes[start..at + length], bytes[at + length]);
            at += length + 1;
            if sign == b'>' {
                return self.to(at);
            }
            // A quote opens a value only behind an equals sign.
            if before.trim_ascii_end().ends_with(b"=") {
                let Some(length) = memchr::memchr(sign, &bytes[at..]) else { break };
                at += length + 1;
            }
        }
        self.to(self.html.len())
    }

    /// The inside of an element of this name, up to its end tag.
    fn raw_text(&mut self, name: &str) -> Range<usize> {
        let (start, rest) = (self.at, &self.html.as_bytes()[self.at..]);
        let ends = |at: &usize| {
            let tag = &rest[at + 2..];
            let is_behind = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
            tag.get(..name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()))
                && tag.get(name.len()).is_some_and(is_behind)
        };
        let mut candidates = memchr::memmem::find_iter(rest, b"</");
        self.at += candidates.find(ends).unwrap_or(rest.len());
        start..self.at
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(name) = self.raw.take() {
            let inside = self.raw_text(&name);
            if !inside.is_empty() {
                return Some(Token::Raw { name, inside });
            }
        }
        let rest = &self.html[self.at..];
        if rest.is_empty() {
            return None;
        }
        let next = rest.as_bytes().get(1).copied().unwrap_or(b' ');
        Some(if rest.starts_with("<!--") {
            self.at += 4;
            let inside = self.at;
            self.skip_past("-->");
            Token::Comment(&self.html[inside..self.at])
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            // A tree builder makes comments of them.
            let inside = self.at + 2;
            self.skip_past(">");
            Token::Comment(&self.html[inside..self.at])
        } else if rest.starts_with("</") || rest.starts_with('<') && next.is_ascii_alphabetic() {
            tag(self.tag(), &mut self.raw)
        } else {
            let end = memchr::memchr(b'<', &rest.as_bytes()[1..]);
            let end = end.map_or(rest.len(), |at| at + 1);
            Token::Text(self.to(self.at + end))
        })
    }
}

fn tag<'a>(tag: &'a str, raw: &mut Option<Cow<'a, str>>) -> Token<'a> {
    let is_end = tag.starts_with("</");
    let inside = &tag[if is_end { 2 } else { 1 }..];
    let length =
        inside.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).unwrap_or(inside.len());
    let name = &inside[..length];
    let is_small = !name.bytes().any(|byte| byte.is_ascii_uppercase());
    let name = if is_small { Cow::Borrowed(name) } else { Cow::Owned(name.to_ascii_lowercase()) };
    if name.is_empty() {
        return Token::Comment("");
    }
    if is_end {
        return Token::End(name);
    }
    if is_raw(&name) {
        *raw = Some(name.clone());
    }
    Token::Start { name, inside: &inside[length..], is_closed: tag.ends_with("/>") }
}
