//! Makes the blocks of the article from the labelled lines.

use std::ops::Range;

use crate::article::{Block, Item, Kind, Safe, Text, Written};

use super::Found;
use super::clean;
use super::list::{Marker, marker};
use super::run::Part;
use super::survey::Line;
use super::tile::Tiles;

/// The blocks of a text; their bytes tile it, and their words are those of the
/// lines, which take as much memory and are used up.
pub(super) fn build(source: &str, tiles: &Tiles, lines: Vec<Line>, found: &Found) -> Vec<Block> {
    let items = items(&lines, &found.parts);
    let mut blocks = Vec::with_capacity(tiles.ranges.len());
    let mut lines = lines.into_iter();
    for (rank, range) in tiles.ranges.iter().enumerate() {
        let (kind, text) = match lines.next() {
            Some(line) => close(source, line, found.parts[rank], items[rank]),
            None => distant(source, range.clone(), rank >= tiles.heaps_from),
        };
        let text = Text { plain: text, marks: Vec::new() };
        blocks.push(Block { kind, text, written: Written::Bytes(range.clone()) });
    }
    open_lists(&mut blocks);
    blocks
}

/// Kind and words of a line that was looked at.
fn close(source: &str, line: Line, part: Part, item: Option<Marker>) -> (Kind, Safe) {
    let kind = match part {
        Part::Title => Kind::Title,
        Part::Subtitle => Kind::Subtitle,
        Part::Byline => Kind::Byline,
        Part::Dateline => Kind::Dateline,
        Part::Heading => Kind::Heading(2),
        Part::Caption => Kind::Caption,
        Part::Citation => Kind::Citation,
        Part::Furniture if is_rule(&line.text) => Kind::Rule,
        Part::Furniture => Kind::Furniture,
        Part::Body => return running(source, line, item),
    };
    (kind, Safe::own_line(line.text))
}

/// Running text: a paragraph, a quotation after `>`, or an item.
fn running(source: &str, line: Line, item: Option<Marker>) -> (Kind, Safe) {
    if let Some(marker) = item {
        let kind = Item { depth: 1, number: marker.number, opens: false, goes_on: false };
        return (Kind::ListItem(kind), Safe::line(line.text[marker.length..].trim_start()));
    }
    if line.text.starts_with("> ") {
        let raw = &source[line.range];
        let bare: Vec<&str> = raw.lines().map(|line| line.trim_start_matches(['>', ' '])).collect();
        return (Kind::Quote(1), Safe::line(&clean::line(&bare.join(" "))));
    }
    (Kind::Paragraph, Safe::own_line(line.text))
}

/// Kind and words far behind every article's end.
fn distant(source: &str, range: Range<usize>, is_heap: bool) -> (Kind, Safe) {
    let raw = source[range].trim();
    if is_heap {
        (Kind::Code, Safe::lines(raw))
    } else {
        (Kind::Paragraph, Safe::line(&clean::line(raw)))
    }
}

/// A line of nothing but three or more signs.
fn is_rule(text: &str) -> bool {
    let signs = text.chars().filter(|c| !c.is_whitespace()).count();
    signs >= 3 && text.chars().all(|c| c.is_whitespace() || "*-_–—=~·•#⁂".contains(c))
}

/// The marks of the lines that are items: two or more in a row, or a number
/// that counts on. A lone mark opens a note or a line of speech.
fn items(lines: &[Line], parts: &[Part]) -> Vec<Option<Marker>> {
    let is_text = |rank: usize| parts[rank] == Part::Body;
    let marks: Vec<Option<Marker>> = (0..lines.len())
        .map(|rank| marker(&lines[rank].text).filter(|mark| is_text(rank) && mark.is_clear))
        .collect();
    let is_pair = |a: Option<Marker>, b: Option<Marker>| matches!((a, b), (Some(a), Some(b)) if a.number.is_some() == b.number.is_some());
    let at = |rank: usize| marks.get(rank).copied().flatten();
    let is_item = |rank: usize| {
        let before = rank.checked_sub(1).and_then(at);
        is_pair(before, at(rank)) || is_pair(at(rank), at(rank + 1))
    };
    (0..lines.len()).map(|rank| at(rank).filter(|_| is_item(rank))).collect()
}

/// Marks the first item of each list.
fn open_lists(blocks: &mut [Block]) {
    let mut was_item = false;
    for block in blocks {
        if let Kind::ListItem(item) = &mut block.kind {
            item.opens = !was_item;
            was_item = true;
        } else {
            was_item = false;
        }
    }
}
