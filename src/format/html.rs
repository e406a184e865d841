//! Reads saved pages.
//!
//! A page says things twice: to machines, in its head, and to people. Both are
//! read; what people see decides the headline and the blocks, what machines
//! are told decides the rest. Nothing is dropped: what is not the article
//! becomes folded blocks in their places.

mod assemble;
mod authors;
mod content;
mod edges;
mod elements;
mod evidence;
mod extent;
mod facts;
mod headline;
mod home;
mod ld;
mod metas;
mod opinion;
mod own_address;
mod page;
mod published;
mod saved;
mod scan;
mod site;
mod source;
mod stamps;
mod strip;
mod table;
mod text;
mod vote;
mod walk;
mod weight;

use std::collections::HashSet;

use dom_query::Document;
use url::Url;

use super::marked::Finished;
use super::record::Record;
use super::{BLOCKS, Reading, TOO_MANY, lines};
use crate::article::{Block, Kind, Safe, Written};
use opinion::Opinion;
use page::Page;
use scan::Excess;
use weight::Weight;

/// Whether a text begins like a page.
pub(crate) fn begins(text: &str) -> bool {
    let start = text.trim_start().as_bytes();
    let is = |word: &str| {
        start.get(..word.len()).is_some_and(|s| s.eq_ignore_ascii_case(word.as_bytes()))
    };
    is("<!doctype html")
        || is("<html")
        || is("<?xml") && {
            let head =
                String::from_utf8_lossy(&start[..start.len().min(1000)]).to_ascii_lowercase();
            head.contains("<html") || head.contains("doctype html")
        }
}

/// Reads a whole page.
pub(crate) fn read(source: &str) -> Reading {
    let saved = saved::find(source);
    let html = strip::without_data(source, true);
    // What is measured is what is parsed: to take data out may open a tag.
    if let Err(excess) = scan::measure(&html) {
        return without_tree(source, &saved, excess);
    }
    let document = Document::from(&*html);
    let page = Page::of(&document);
    let weight = Weight::of(&page, html.len());
    let kept = if weight.is_light() { content::find(document) } else { HashSet::new() };
    let facts = facts::find(&page, &saved);
    let walked = walk::walk(&page, &kept, facts.base.as_ref());
    let mut reading = Reading { record: facts.record, ..Reading::default() };
    reading.warnings.extend(walked.warnings.iter().map(|warning| Safe::line(warning)));
    let asks = || weight.is_feather().then(|| Opinion::of(&html)).flatten();
    assemble::assemble(&page, walked.pieces, &facts.places, asks, &mut reading);
    reading
}

/// Reads a part of a page into blocks, in their order; `None` where no tree of
/// bounded size can be built from it.
pub(crate) fn fragment(html: &str) -> Option<Vec<(Kind, Finished)>> {
    let html = strip::without_data(html, false);
    scan::measure(&html).ok()?;
    let page = Page::of(&Document::from(&*html));
    let pieces = walk::walk(&page, &HashSet::new(), None).pieces;
    Some(pieces.into_iter().map(|piece| (piece.kind, piece.finished)).collect())
}

/// Reads markup that is all article, as feeds and letters hold it, behind what
/// the reading has already; relative links start from `base`.
pub(crate) fn content(html: &str, base: Option<&Url>, reading: &mut Reading) {
    let source = html;
    let html = strip::without_data(source, false);
    if let Err(excess) = scan::measure(&html) {
        return words_of(source, excess, reading);
    }
    let page = Page::of(&Document::from(&*html));
    let walked = walk::walk(&page, &HashSet::new(), base);
    reading.warnings.extend(walked.warnings.iter().map(|warning| Safe::line(warning)));
    for piece in walked.pieces {
        let kind = if piece.is_hidden { Kind::Furniture } else { piece.kind };
        let finished = piece.finished;
        reading.has_hidden |= finished.has_hidden;
        let written = Written::Words(finished.raw);
        reading.body.push(Block { kind, text: finished.text, written });
    }
}

/// What a short text says, on one line: its tags dropped, its entities decoded.
pub(crate) fn as_line(text: &str) -> String {
    let words = if text.contains('<') { scan::words(text) } else { text.to_owned() };
    let words = lines(&words).collect::<Vec<_>>().join(" ");
    text::tidy(&text::entities_decoded(&words))
}

/// A page that is too deep or too large for a tree: its words, line by line.
fn without_tree(source: &str, saved: &saved::Saved, excess: Excess) -> Reading {
    let mut record = Record::default();
    facts::state_saved(&mut record, saved);
    let mut reading = Reading { record, ..Reading::default() };
    words_of(source, excess, &mut reading);
    reading
}

fn words_of(source: &str, excess: Excess, reading: &mut Reading) {
    let reason = match excess {
        Excess::Depth => "the page nests more than 512 elements; its words are shown as plain text",
        Excess::Nodes => "the page has more than 150,000 parts; its words are shown as plain text",
        Excess::Attributes => {
            "an element of the page has over 500 attributes; its words are shown as plain text"
        }
    };
    reading.warnings.push(Safe::line(reason));
    let words = scan::words(source);
    let mut at = 0;
    for line in words.split_inclusive('\n') {
        if reading.body.len() >= BLOCKS {
            reading.warnings.push(Safe::line(TOO_MANY));
            reading.put(Kind::Paragraph, &text::entities_decoded(&words[at..]));
            break;
        }
        at += line.len();
        if !line.trim().is_empty() {
            reading.put(Kind::Paragraph, &text::entities_decoded(line.trim()));
        }
    }
}

#[cfg(test)]
mod tests;
