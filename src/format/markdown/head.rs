//! Reads what a Markdown file says of itself without fences: lines like
//! `Author: …` at its head.
//!
//! Knows the ways in which people and programs write such lines (bare, as
//! items of a list, the key in bold letters, the value on the next line), not
//! what the keys mean: that is asked of the table that all sources share. One
//! idea: a single line with a colon is a sentence, so two keys that are known
//! have to stand together, or one whose value is an address or a day.
//!
//! The form is that of `MultiMarkdown`'s metadata (user's guide, “Metadata”).

use std::ops::Range;

use crate::article::Field;
use crate::format::dates::{Order, dates};
use crate::format::record::{Entry, address, meant};

/// Lines among which the first heading is looked for.
const BEFORE: usize = 40;

/// Most lines of a head; what follows is text.
const MOST: usize = 60;

/// Longest key in characters, and its most words.
const KEY: (usize, usize) = (30, 4);

/// Longest value, in bytes.
const VALUE: usize = 1000;

/// Longest value that is a day and nothing else, in bytes.
const DAY: usize = 60;

/// Headings under which nothing but properties stands; letters alone.
const OVER: &[&str] = &[
    "metadata",
    "properties",
    "info",
    "details",
    "metadaten",
    "eigenschaften",
    "metadati",
    "proprietà",
    "métadonnées",
    "propriétés",
    "metadatos",
    "propiedades",
    "metadados",
    "propriedades",
    "gegevens",
    "egenskaper",
    "egenskaber",
    "метаданные",
    "свойства",
];

/// Labels under which the text begins; letters alone.
const TEXT: &[&str] = &[
    "content",
    "markdowncontent",
    "document",
    "fulldocument",
    "fulltext",
    "text",
    "body",
    "article",
    "inhalt",
    "volltext",
    "testo",
    "contenuto",
    "contenu",
    "texte",
    "contenido",
    "texto",
    "conteúdo",
    "inhoud",
    "tekst",
    "содержание",
    "текст",
];

/// Properties that were found at the head of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// Their lines and the headings that only announce them, or the text.
    pub(super) at: Range<usize>,
    /// The properties in their order.
    pub(super) entries: Vec<Entry>,
    /// Whether the last value was an item of a list under its key.
    is_listing: bool,
}

/// Finds the properties of a file whose text begins at its byte `start`:
/// before all else, or right under the first heading.
pub(super) fn find(source: &str, start: usize) -> Option<Head> {
    let lines: Vec<Line<'_>> = lines(source, start).take(BEFORE + MOST).collect();
    let heading = lines.iter().take(BEFORE).enumerate().find_map(|(rank, line)| {
        let is_underlined = || {
            let below = lines.get(rank + 1).map_or("", |below| below.text);
            !line.text.is_empty() && below.len() > 2 && below.bytes().all(|byte| byte == b'=')
        };
        if line.heading().is_some() { Some(rank + 1) } else { is_underlined().then_some(rank + 2) }
    });
    read(&lines).or_else(|| read(lines.get(heading?..)?))
}

/// A line without the blanks at its ends, and its place in the file.
#[derive(Clone, Copy, Debug)]
struct Line<'a> {
    text: &'a str,
    is_indented: bool,
    /// Its first byte, and the first of the next line.
    at: (usize, usize),
}

fn lines(source: &str, start: usize) -> impl Iterator<Item = Line<'_>> {
    let mut end = start;
    source[start..].split_inclusive('\n').map(move |line| {
        let at = end;
        end += line.len();
        Line { text: line.trim(), is_indented: line.starts_with([' ', '\t']), at: (at, end) }
    })
}

impl<'a> Line<'a> {
    /// The words of a heading.
    fn heading(&self) -> Option<&'a str> {
        let words = self.text.trim_start_matches('#');
        let degree = self.text.len() - words.len();
        let is_heading = (1..=6).contains(&degree) && words.starts_with([' ', '\t']);
        is_heading.then(|| words.trim_matches(['#', ' ', '\t']))
    }

    /// Whether it holds a picture, a rule, or nothing.
    fn is_bare(&self) -> bool {
        let is_picture = self.text.starts_with("![") && self.text.ends_with(')');
        is_picture || self.text.chars().all(|c| matches!(c, '-' | '*' | '_' | ' '))
    }

    /// Whether it is a heading or a label of these words alone.
    fn is_called(&self, labels: &[&str]) -> bool {
        let words = self
            .heading()
            .or_else(|| entry(self.text).filter(|(_, value)| value.is_empty()).map(|(key, _)| key));
        let letters = |words: &str| -> String {
            words.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
        };
        words.is_some_and(|words| labels.contains(&&*letters(words)))
    }
}

/// The item of a list, without its mark.
fn item(line: &str) -> Option<&str> {
    line.strip_prefix(['-', '*', '+', '>'])?.strip_prefix([' ', '\t']).map(str::trim_start)
}

/// The key and the value that a line states.
fn entry(line: &str) -> Option<(&str, &str)> {
    let words = item(line).unwrap_or(line);
    let (key, value) = words.split_once([':', '：'])?;
    let value = value.strip_prefix(':').unwrap_or(value);
    let marks = ['*', '_', '`'];
    let unmarked = value.trim_start_matches(marks);
    let is_parted = unmarked.is_empty()
        || unmarked.starts_with(char::is_whitespace)
        || words[key.len()..].starts_with('：');
    // Before a key may stand a picture of it.
    let key = key
        .trim_matches(marks)
        .trim_start_matches(|c: char| !c.is_ascii() && !c.is_alphanumeric() || c.is_whitespace());
    let is_key = key.starts_with(char::is_alphabetic)
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.'))
        && key.chars().count() <= KEY.0
        && key.split_whitespace().count() <= KEY.1;
    let value = unmarked.trim().trim_end_matches('\\').trim_end();
    (is_parted && is_key && value.len() <= VALUE).then_some((key.trim(), value))
}

/// Reads properties from the first line on.
fn read(lines: &[Line<'_>]) -> Option<Head> {
    let first = lines.iter().position(|line| !line.is_bare())?;
    let over = usize::from(lines[first].is_called(OVER));
    let mut head = Head { at: lines[first].at.0..0, entries: Vec::new(), is_listing: false };
    let mut is_apart = false;
    for line in lines[first + over..].iter().take(MOST) {
        if line.text.is_empty() {
            is_apart = true;
            continue;
        }
        if !head.entries.is_empty() && line.is_called(TEXT) {
            head.at.end = line.at.1;
            break;
        }
        if !head.take(line, is_apart && over == 0) {
            break;
        }
        head.at.end = line.at.1;
        is_apart = false;
    }
    head.entries.retain(|entry| !entry.values.is_empty());
    head.is_sure().then_some(head)
}

impl Head {
    /// Takes in a line; says whether it belongs to the head. After a blank
    /// line only a key that is known goes on with it.
    fn take(&mut self, line: &Line<'_>, is_apart: bool) -> bool {
        let found = entry(line.text).filter(|(key, value)| {
            let is_known = meant(key, value).is_some();
            is_known
                || !is_apart && !self.entries.is_empty()
                || self.entries.is_empty() && !value.is_empty()
        });
        if let Some((key, value)) = found {
            let at = Some(line.at.0..line.at.0 + line.text.len());
            self.is_listing = false;
            self.entries.push(Entry { values: values(key, value), key: key.to_owned(), at });
            return true;
        }
        let Some(last) = self.entries.last_mut() else { return false };
        let words = item(line.text);
        let is_list = words.is_some()
            && !is_apart
            && (last.values.is_empty() || self.is_listing || line.is_indented);
        let is_awaited = last.values.is_empty() && meant(&last.key, line.text).is_some();
        let goes_on = line.is_indented && !is_apart;
        let is_value = line.heading().is_none() && line.text.len() <= VALUE;
        if !is_value || !(is_list || is_awaited || goes_on) {
            return false;
        }
        self.is_listing = is_list;
        if is_list || last.values.is_empty() {
            last.values.extend(values(&last.key, words.unwrap_or(line.text)));
        } else if let Some(value) = last.values.last_mut() {
            value.push(' ');
            value.push_str(line.text);
        }
        if let Some(at) = &mut last.at {
            at.end = line.at.1;
        }
        true
    }

    /// Whether two keys are known, or one that has an address or a day.
    fn is_sure(&self) -> bool {
        let known: Vec<(Field, &str)> = self
            .entries
            .iter()
            .filter_map(|entry| {
                let value = &**entry.values.first()?;
                Some((meant(&entry.key, value)?.0, value))
            })
            .collect();
        let is_day = |value: &str| {
            value.len() <= DAY
                && dates(value, Order::Unknown).iter().any(|found| found.when.date().is_some())
        };
        let is_plain = |&(field, value): &(Field, &str)| match field {
            Field::Url => address(value).is_some(),
            Field::Published | Field::Updated | Field::Accessed => is_day(value),
            _ => false,
        };
        known.len() >= 2 || known.iter().any(is_plain)
    }
}

/// The values that words state: each wiki link is one; of a link its words, or
/// its address where the key asks for one.
fn values(key: &str, words: &str) -> Vec<String> {
    let words = words.trim_matches(['*', '_', '`']).trim();
    let pages: Vec<String> = words
        .match_indices("[[")
        .filter_map(|(at, _)| Some(words[at..=at + words[at..].find("]]")? + 1].to_owned()))
        .collect();
    let between = words.split("[[").next().unwrap_or_default().trim();
    if !pages.is_empty() && between.is_empty() {
        return pages;
    }
    let link = || {
        let (text, rest) = words.strip_prefix('[')?.split_once("](")?;
        let (target, rest) = rest.split_once(')')?;
        let target = target.split_whitespace().next()?;
        let is_address = matches!(meant(key, target), Some((Field::Url, _)));
        rest.is_empty().then_some(if is_address { target } else { text })
    };
    let value = link().unwrap_or(words);
    let quoted = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
    let value = quoted.unwrap_or(value).trim();
    if value.is_empty() { Vec::new() } else { vec![value.to_owned()] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(source: &str) -> Vec<String> {
        let entries = find(source, 0).map(|head| head.entries).unwrap_or_default();
        entries.iter().map(|entry| format!("{}={}", entry.key, entry.values.join("/"))).collect()
    }

    /// What remains of a text without its head.
    fn rest(source: &str) -> &str {
        &source[find(source, 0).unwrap().at.end..]
    }

    #[test]
    fn properties_may_be_bare_in_bold_letters_or_items() {
        let same = ["Author=Ada Quill", "Date=4 March 2021"];
        for source in [
            "Author: Ada Quill\nDate: 4 March 2021\n\nText.\n",
            "**Author:** Ada Quill\n**Date:** 4 March 2021\n\nText.\n",
            "**Author**: Ada Quill  \n*Date*: 4 March 2021\n\nText.\n",
            "# Wall\n\n- Author: Ada Quill\n- Date: 4 March 2021\n\nText.\n",
            "# Wall\n\n- Author:: [[Ada Quill]]\n- Date:: 4 March 2021\n\nText.\n",
            "Wall\n====\n\n## Metadata\n* Author: [Ada Quill](https://a.example/)\n* Date: 4 March 2021\n\nText.\n",
        ] {
            assert_eq!(
                said(source).iter().map(|said| said.replace(['[', ']'], "")).collect::<Vec<_>>(),
                same,
                "{source}"
            );
            assert_eq!(rest(source), "\nText.\n");
        }
    }

    #[test]
    fn a_value_may_stand_under_its_key() {
        assert_eq!(
            said("Author:\n- Ada Quill\n- Ben Marsh\nURL:\nhttps://a.example/\n\nText.\n"),
            ["Author=Ada Quill/Ben Marsh", "URL=https://a.example/"]
        );
    }

    #[test]
    fn known_keys_may_stand_apart_and_a_label_opens_the_text() {
        let source = "Title: Wall\n\nLink: https://a.example/\n\nMarkdown Content:\n# Wall\n";
        assert_eq!(said(source), ["Title=Wall", "Link=https://a.example/"]);
        assert_eq!(rest(source), "# Wall\n");
    }

    #[test]
    fn a_sentence_with_a_colon_is_no_property() {
        for source in [
            "Note: the wall held.\n\nText.\n",
            "# Wall\n\nAuthor: she was none.\n\nText.\n",
            "Q: Did it hold?\nA: It held.\n",
            "https://a.example/wall\n",
            "# Wall\n\nIt held.\n\nAuthor: Ada Quill\nDate: 4 March 2021\n",
        ] {
            assert_eq!(find(source, 0), None, "{source}");
        }
    }

    #[test]
    fn one_key_with_an_address_is_enough() {
        let source = "# Wall\n\nSource: [the page](https://a.example/wall)\n\nNote: it held.\n";
        assert_eq!(said(source), ["Source=https://a.example/wall"]);
        assert_eq!(rest(source), "\nNote: it held.\n");
    }

    #[test]
    fn keys_are_known_in_several_languages() {
        for source in [
            "Autore: Ada Quill\nData: 4 marzo 2021\n",
            "Verfasserin: Ada Quill\nQuelle: Hafenblatt\n",
            "Auteur : Ada Quill\nPublié le : 4 mars 2021\n",
            "作者：王小明\n日期：2021-03-04\n",
        ] {
            assert_eq!(said(source).len(), 2, "{source}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(source in "[-#*_`:：\\[\\]()\\n\\t a-cé📅]{0,80}") {
            let _ = find(&source, 0);
        }

        #[test]
        fn no_head_panics(value in "\\PC{0,40}", next in "\\PC{0,40}") {
            let source = format!("Title: {value}\nURL: https://a.example/\n{next}\n");
            if let Some(head) = find(&source, 0) {
                prop_assert!(source.is_char_boundary(head.at.end));
            }
        }
    }
}
