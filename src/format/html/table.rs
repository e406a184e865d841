//! Reads the tables of a page that hold data.
//!
//! Knows rows and cells. Most tables of old pages only place things; those
//! are no tables here, and their words are read like others.

use std::collections::HashSet;

use dom_query::NodeId;

use super::page::{At, Page};
use crate::article::MarkKind;
use crate::format::COLUMNS;
use crate::format::marked::{Blanks, Finished, Marked};

/// Longest words of a cell of data, in bytes.
const CELL: usize = 600;

/// A table that was read.
#[derive(Debug)]
pub(super) struct Read {
    /// Its rows, in as many blocks as they need.
    pub(super) parts: Vec<Finished>,
    /// Bytes of its words that the extraction kept.
    pub(super) kept: usize,
    /// Its `caption` elements.
    pub(super) captions: Vec<At>,
}

/// Whether a table holds data: two rows or more, one of them with two cells or
/// more, and in its cells neither tables nor lists, headings or long texts.
pub(super) fn is_of_data(page: &Page, table: At) -> bool {
    let (mut rows, mut cells, mut most) = (0, 0, 0);
    let mut at = table + 1;
    while at < page.end(table) {
        match page.name(at) {
            "table" | "ul" | "ol" | "blockquote" | "h1" | "h2" | "h3" | "figure" | "form"
            | "pre" | "article" => {
                return false;
            }
            "tr" => {
                rows += 1;
                cells = 0;
            }
            "td" | "th" => {
                cells += 1;
                most = most.max(cells);
                let words: usize = (at..page.end(at))
                    .filter_map(|at| page.text(at))
                    .map(|text| text.trim().len())
                    .sum();
                if words > CELL {
                    return false;
                }
            }
            _ => {}
        }
        at += 1;
    }
    rows > 1 && most > 1
}

/// Reads a table of data; `None` if it holds no words.
pub(super) fn read(page: &Page, table: At, kept: &HashSet<NodeId>) -> Option<Read> {
    let empty = || Marked::new(Blanks::Collapsed);
    let mut text = empty();
    let (mut parts, mut kept_words, mut captions) = (Vec::new(), 0, Vec::new());
    let (mut cells, mut cell_end) = (0, 0);
    let mut at = table + 1;
    while at < page.end(table) {
        if cell_end > 0 && at >= cell_end {
            text.close();
            cell_end = 0;
        }
        match page.name(at) {
            "tr" => {
                text.end_line();
                cells = 0;
                if text.is_full() {
                    parts.push(std::mem::replace(&mut text, empty()).finish());
                }
            }
            "td" | "th" => {
                if cells > 0 {
                    text.between(if cells < COLUMNS { " | " } else { " " });
                }
                cells += 1;
                if cells <= COLUMNS {
                    text.open(MarkKind::Cell(page.name(at) == "th"));
                    cell_end = page.end(at);
                }
            }
            "caption" => {
                captions.push(at);
                at = page.end(at);
                continue;
            }
            "br" | "p" | "div" => text.push(" "),
            _ if page.is_silent(at) => {
                at = page.end(at);
                continue;
            }
            _ => {}
        }
        if let Some(words) = page.text(at) {
            // Blanks between cells are layout.
            if cell_end > 0 || !words.trim().is_empty() {
                text.push(words);
            }
            kept_words += if page.is_in(at, kept) { words.trim().len() } else { 0 };
        }
        at += 1;
    }
    if !text.is_blank() {
        parts.push(text.finish());
    }
    (!parts.is_empty()).then_some(Read { parts, kept: kept_words, captions })
}
