//! Reads one item of a container as an article.
//!
//! Each kind of item has a module of its own that says which of its fields
//! means what; all of them end in the same three parts: the fields as folded
//! facts, the text as blocks, and a record of where each field was read.

pub(super) mod elements;
mod feed;
mod json;
mod link;
pub(super) mod mail;
pub(super) mod notes;
mod prose;

pub(super) use json::{around as json_around, is_text, slug};

use std::borrow::Cow;

use super::container::{Container, Head};
use super::damage::Characters;
use super::record::Statement;
use super::{Document, Format, FormatError, Hint, Reading, encoding, finish};
use crate::article::{ArticleId, Block, Field, Kind, Origin, Provenance, Safe, Written};

/// Columns of a headline that is made of the first words of an item.
const TITLE: usize = 80;

/// Most bytes of the fields of an item that are shown.
const FACTS: usize = 64 << 10;

/// Longest summary that can be a deck, in bytes.
const DECK: usize = 400;

/// How a field of an item is known.
const STATED: Provenance = Provenance { origin: Origin::Entry, is_certain: true };

/// What belongs to an item and lies in files of its own, which
/// [`Head::beside`] names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// Its text, a page.
    pub page: Option<Vec<u8>>,
    /// What the reader marked in it and noted, in Markdown.
    pub notes: Option<Vec<u8>>,
}

/// Reads an item of a container from its bytes.
///
/// `line` is where it begins in the file, for the reason why it cannot be
/// read. [`Document::source`] is the item alone.
pub fn read_item(
    id: ArticleId,
    bytes: &[u8],
    head: &Head,
    line: u64,
    beside: &Beside,
    hint: &Hint<'_>,
) -> Result<Document, FormatError> {
    let broken = |reason: String| FormatError::item(line, &reason);
    let mut decoded = encoding::decode_as(head.encoding, bytes);
    let mut characters = Characters::new(hint.repairs);
    let head = &*characters.mend_head(head);
    let is_text =
        matches!(head.container, Container::Feed | Container::LinkTable | Container::LinkPage);
    if is_text && let Some(mended) = characters.mend_part(&decoded.text) {
        decoded.text = Cow::Owned(mended);
    }
    let letters = &mut characters;
    let (mut reading, format) = match head.container {
        Container::Feed => (feed::read(&decoded.text, head).map_err(broken)?, Format::Feed),
        Container::JsonFeed => {
            (json::read(bytes, head, beside, letters).map_err(broken)?, Format::JsonFeed)
        }
        Container::JsonArray => {
            (json::read(bytes, head, beside, letters).map_err(broken)?, Format::Json)
        }
        Container::JsonLines => {
            (json::read(bytes, head, beside, letters).map_err(broken)?, Format::JsonLines)
        }
        Container::Omnivore => {
            (json::read(bytes, head, beside, letters).map_err(broken)?, Format::Omnivore)
        }
        Container::Wallabag => {
            (json::read(bytes, head, beside, letters).map_err(broken)?, Format::Wallabag)
        }
        Container::LinkTable | Container::LinkPage => {
            (link::read(&decoded.text, head).map_err(broken)?, Format::Link)
        }
        Container::Mailbox => {
            (mail::read(&mail::unquoted(bytes), letters).map_err(broken)?, Format::Mail)
        }
    };
    characters.tell(&mut reading);
    name_untitled(&mut reading);
    Ok(finish(id, decoded, format, reading, hint))
}

/// What an item calls itself; `None` if it has no name.
pub(super) fn key(bytes: &[u8], head: &Head) -> Option<String> {
    let text = || encoding::decode_as(head.encoding, bytes).text;
    let key = match head.container {
        Container::Feed => feed::key(&text(), head),
        Container::JsonFeed
        | Container::JsonLines
        | Container::JsonArray
        | Container::Omnivore
        | Container::Wallabag => json::key(bytes),
        Container::LinkTable | Container::LinkPage => link::key(&text(), head),
        Container::Mailbox => mail::key(bytes),
    }?;
    let key = Safe::line(key.trim()).as_clean().clip(TITLE * 4).to_safe();
    (!key.is_empty()).then(|| key.to_string())
}

/// An item without a headline is called by its first words.
fn name_untitled(reading: &mut Reading) {
    if reading.record.meta.title.is_some() {
        return;
    }
    let said =
        reading.body.iter().find(|block| block.kind.is_said() && !block.text.plain.is_empty());
    let Some(first) = said.and_then(|block| block.text.plain.lines().next()) else { return };
    let clean = Safe::line(first);
    let clipped = clean.as_clean().clip(TITLE).to_safe();
    let value =
        if clipped.len() < clean.len() { format!("{clipped}…") } else { clipped.to_string() };
    let from = Provenance { origin: Origin::Line, is_certain: false };
    let said =
        Statement { field: Field::Title, values: &[value], from, key: "first words", at: None };
    reading.record.state(&said);
}

/// Puts what an item says of itself before its text, folded.
fn fold_facts(lines: &[String], reading: &mut Reading) {
    let mut facts = String::new();
    for line in lines {
        let line = Safe::line(line.trim());
        if facts.len() + line.len() > FACTS {
            reading.warnings.push(Safe::line("not all fields of the item are shown"));
            break;
        }
        facts = facts + &line + "\n";
    }
    let facts = facts.trim_end();
    if !facts.is_empty() {
        let (text, written) = (Safe::lines(facts).into(), Written::Words(facts.to_owned()));
        reading.body.insert(0, Block { kind: Kind::FrontMatter, text, written });
    }
}

/// A short summary is a deck, unless it is the beginning of the text or was
/// cut off; then it stays among the facts only.
fn state_deck(summary: &str, key: &str, reading: &mut Reading) {
    let first = reading.body.iter().find(|block| block.kind.is_said());
    let begins = first.is_some_and(|block| {
        let end = summary.char_indices().nth(40).map_or(summary.len(), |(at, _)| at);
        block.text.plain.starts_with(&summary[..end])
    });
    let is_cut = ["…", "...", "[…]", "[...]", "]"].iter().any(|end| summary.ends_with(end));
    if !summary.is_empty() && summary.len() <= DECK && !begins && !is_cut && first.is_some() {
        let values = &[summary.to_owned()];
        let said = Statement { field: Field::Subtitle, values, from: STATED, key, at: None };
        reading.record.state(&said);
    }
}
