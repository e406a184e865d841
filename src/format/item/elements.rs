//! The elements of a piece of XML, flat.
//!
//! Knows no feed. What is nested is named by its path (`author/name`). It is
//! as patient as XML can be read (tags that do not match, bare ampersands),
//! and expands no entity but the five of XML and numbers: what a document
//! declares is never looked at.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// Most elements that are told apart; the words of the others go to the one
/// around them.
const MOST: usize = 1000;

/// Elements within elements that have names of their own.
const DEPTH: usize = 4;

/// Elements within elements whose ends are told apart.
const STACK: usize = 256;

/// Most bytes of attributes of an element.
const ATTRIBUTES: usize = 16 << 10;

/// Elements whose inside is markup for people.
const MARKUP: &[&str] = &["content", "content:encoded", "description", "summary", "title", "body"];

/// Names in feeds, by what their prefix stands for.
const PREFIXES: &[(&str, &str)] = &[
    ("http://purl.org/rss/1.0/modules/content/", "content"),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://purl.org/dc/terms/", "dcterms"),
    ("http://www.w3.org/2005/Atom", "atom"),
    ("http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"),
    ("http://search.yahoo.com/mrss/", "media"),
];

/// An element with words or attributes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    /// Its path below the first element, with the usual prefixes.
    pub(crate) name: String,
    /// Its attributes, as written.
    attributes: Vec<(String, String)>,
    /// Its words; where elements stand among them, all as written.
    pub(crate) text: String,
    /// Whether elements stand among its words.
    pub(crate) is_markup: bool,
}

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| &**value)
    }

    /// Where a link leads.
    pub(crate) fn address(&self) -> String {
        self.attribute("href").unwrap_or(&self.text).trim().to_owned()
    }

    /// The element on a line, as a person may read it.
    pub(crate) fn line(&self) -> String {
        let attributes = self.attributes.iter().map(|(key, value)| format!("{key}={value}"));
        let parts = [self.text.trim().to_owned()].into_iter().chain(attributes);
        let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
        format!("{}: {}", self.name, parts.join(" "))
    }
}

/// The first element of a piece of XML.
#[derive(Debug, Default)]
pub(crate) struct Elements {
    /// Its attributes.
    pub(crate) attributes: Vec<(String, String)>,
    /// What is in it.
    pub(crate) elements: Vec<Element>,
}

/// The prefixes that a document declares, and what they are usually called.
pub(crate) fn prefixes(text: &str) -> Vec<(String, &'static str)> {
    let mut found = Vec::new();
    let declared = text.match_indices("xmlns:").take(64);
    for (at, _) in declared {
        let Some((prefix, rest)) = text[at + 6..].split_once('=') else { continue };
        let rest = rest.trim_start();
        let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else { continue };
        let address = rest[1..].split(quote).next().unwrap_or_default().trim();
        let known = PREFIXES.iter().find(|(known, _)| *known == address);
        if let Some((_, usual)) = known.filter(|(_, usual)| *usual != prefix.trim()) {
            found.push((prefix.trim().to_owned(), *usual));
        }
    }
    found
}

/// Reads the first element of a piece of XML. Elements left open at its end
/// are closed there; the error says what is no XML.
pub(crate) fn read(xml: &str, prefixes: &[(String, &'static str)]) -> Result<Elements, String> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut walk = Walk { xml, prefixes, stack: Vec::new(), found: Elements::default() };
    loop {
        let before = position(&reader);
        let event = reader.read_event().map_err(|error| error.to_string())?;
        let after = position(&reader);
        match event {
            Event::Start(tag) => walk.enter(&tag, after),
            Event::Empty(tag) => {
                walk.enter(&tag, after);
                walk.leave(tag.name().as_ref(), after..after);
            }
            Event::End(tag) => walk.leave(tag.name().as_ref(), before..after),
            Event::Text(text) => walk.say(&text.decode().unwrap_or_default()),
            Event::CData(text) => walk.say(&text.decode().unwrap_or_default()),
            Event::GeneralRef(name) => walk.say(&resolved(&name)),
            Event::Eof => break,
            _ => {}
        }
        if walk.is_over() {
            break;
        }
    }
    walk.end(xml.len());
    Ok(walk.found)
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// What a reference stands for; one that XML does not know stays as it is,
/// because the words may be HTML, which may know it.
fn resolved(name: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = name.resolve_char_ref() {
        return c.to_string();
    }
    let name = name.decode().unwrap_or_default();
    let known = [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'")];
    match known.iter().find(|(known, _)| *known == name) {
        Some((_, stands)) => (*stands).to_owned(),
        None => format!("&{name};"),
    }
}

/// An open element.
struct Open {
    name: Vec<u8>,
    /// Its rank among the elements that were found, and where its inside
    /// begins; `None` for the first and for what is part of another's words.
    own: Option<(usize, usize)>,
}

struct Walk<'a> {
    xml: &'a str,
    prefixes: &'a [(String, &'static str)],
    stack: Vec<Open>,
    found: Elements,
}

impl Walk<'_> {
    /// Whether the first element was closed.
    fn is_over(&self) -> bool {
        self.stack.is_empty()
            && !(self.found.elements.is_empty() && self.found.attributes.is_empty())
    }

    fn enter(&mut self, tag: &BytesStart<'_>, inside: usize) {
        if self.stack.len() >= STACK {
            return;
        }
        let name = tag.name().as_ref().to_vec();
        let own = if self.stack.is_empty() {
            self.found.attributes = attributes(tag);
            None
        } else {
            self.element(tag, &name).map(|rank| (rank, inside))
        };
        self.stack.push(Open { name, own });
    }

    /// Begins an element of its own, unless it belongs to another's words.
    fn element(&mut self, tag: &BytesStart<'_>, name: &[u8]) -> Option<usize> {
        let around = self.stack.iter().rev().find_map(|open| open.own.map(|(rank, _)| rank));
        let is_deep = self.stack.len() > DEPTH || self.found.elements.len() >= MOST;
        let is_words = self.stack.iter().skip(1).any(|open| open.own.is_none());
        let is_in_markup = around.is_some_and(|rank| {
            let name = &self.found.elements[rank].name;
            MARKUP.contains(&name.rsplit('/').next().unwrap_or(name))
        });
        if is_deep || is_words || is_in_markup {
            if let Some(rank) = around {
                self.found.elements[rank].is_markup = true;
            }
            return None;
        }
        let name = self.usual(&String::from_utf8_lossy(name));
        let name = match around {
            Some(rank) => format!("{}/{name}", self.found.elements[rank].name),
            None => name,
        };
        let element = Element { name, attributes: attributes(tag), ..Element::default() };
        self.found.elements.push(element);
        Some(self.found.elements.len() - 1)
    }

    fn usual(&self, name: &str) -> String {
        let Some((prefix, local)) = name.split_once(':') else { return name.to_owned() };
        let usual = self.prefixes.iter().find(|(written, _)| written == prefix);
        match usual.map_or(prefix, |(_, usual)| usual) {
            "atom" if local != "link" => local.to_owned(),
            usual => format!("{usual}:{local}"),
        }
    }

    fn say(&mut self, words: &str) {
        if let Some((rank, _)) = self.stack.last().and_then(|open| open.own) {
            self.found.elements[rank].text.push_str(words);
        }
    }

    /// Closes the innermost element of this name and all within it; `at` is
    /// the closing tag.
    fn leave(&mut self, name: &[u8], at: Range<usize>) {
        let Some(depth) = self.stack.iter().rposition(|open| open.name == name) else { return };
        while self.stack.len() > depth {
            self.close(at.start);
        }
    }

    fn close(&mut self, end: usize) {
        let Some((rank, inside)) = self.stack.pop().and_then(|open| open.own) else { return };
        let element = &mut self.found.elements[rank];
        if element.is_markup {
            self.xml.get(inside..end).unwrap_or_default().clone_into(&mut element.text);
        }
    }

    fn end(&mut self, at: usize) {
        while !self.stack.is_empty() {
            self.close(at);
        }
        let is_said =
            |element: &Element| !element.text.trim().is_empty() || !element.attributes.is_empty();
        self.found.elements.retain(is_said);
    }
}

fn attributes(tag: &BytesStart<'_>) -> Vec<(String, String)> {
    if tag.len() > ATTRIBUTES {
        return Vec::new();
    }
    // Duplicates are not looked for, which would take the square of their number.
    let mut written = tag.html_attributes();
    let written = written.with_checks(false).flatten().take(64);
    let pairs = written.map(|attribute| {
        let key = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
        let value = String::from_utf8_lossy(&attribute.value).into_owned();
        let value = quick_xml::escape::unescape(&value).map_or(value.clone(), Into::into);
        (key, value)
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(xml: &str) -> Vec<String> {
        read(xml, &[]).unwrap().elements.iter().map(Element::line).collect()
    }

    #[test]
    fn what_is_nested_is_named_by_its_path() {
        let xml = "<entry><title>Rain</title><author><name>Ada Quill</name></author></entry>";
        assert_eq!(told(xml), ["title: Rain", "author/name: Ada Quill"]);
    }

    #[test]
    fn markup_for_people_stays_as_it_is_written() {
        let xml =
            "<item><description>It <b>rained</b><br>all day</description><link>x</link></item>";
        assert_eq!(told(xml), ["description: It <b>rained</b><br>all day", "link: x"]);
    }

    #[test]
    fn only_the_entities_of_xml_are_expanded() {
        let xml = "<item><title>Salt &amp; &#x73;and &nbsp; &bomb; AT&T</title></item>";
        assert_eq!(told(xml), ["title: Salt & sand &nbsp; &bomb; AT&T"]);
    }

    #[test]
    fn a_prefix_is_known_by_what_it_stands_for() {
        let declared = "<rss xmlns:c='http://purl.org/rss/1.0/modules/content/'>";
        let found = read("<item><c:encoded>x</c:encoded></item>", &prefixes(declared)).unwrap();
        assert_eq!(found.elements[0].name, "content:encoded");
    }
}
