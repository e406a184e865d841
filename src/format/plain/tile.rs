//! Cuts a text into stretches that tile it: one a line, or one a paragraph
//! where lines are set to a fixed width.
//!
//! Blank lines belong to the stretch that follows them. Only the breaks that
//! the width made are joined, so verse, addresses and headers keep their lines.

use std::ops::Range;

use crate::format::BLOCKS;

use super::wrap::Wrap;

/// Bytes of one block at most: what a screen can still set at once.
const LARGEST: usize = 64 * 1024;

/// Lines that are looked at; blank ones and those that are joined count, too.
const LINES: usize = 4 * BLOCKS;

/// How a text is cut.
pub(super) struct Tiles {
    /// The stretches, in order, without gaps.
    pub(super) ranges: Vec<Range<usize>>,
    /// Stretches from this rank on hold many lines each: the text had too many.
    pub(super) heaps_from: usize,
}

/// Tiles `source`; an empty text has no stretches.
pub(super) fn tile(source: &str) -> Tiles {
    let lines = lines(source);
    let wrap = Wrap::of(source, &lines);
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    let mut rest = lines.len();
    for (rank, line) in lines.iter().enumerate() {
        if ranges.len() >= BLOCKS {
            rest = rank;
            break;
        }
        let text = &source[line.clone()];
        let next = lines.get(rank + 1).map(|next| &source[next.clone()]);
        let goes_on =
            is_blank(text) || wrap.zip(next).is_some_and(|(wrap, next)| wrap.is_soft(text, next));
        if !goes_on || line.end - start > LARGEST {
            split(source, start..line.end, &mut ranges);
            start = line.end;
        }
    }
    let is_cut = rest < lines.len() || lines.last().is_some_and(|line| line.end < source.len());
    let heaps_from = if is_cut { ranges.len() } else { usize::MAX };
    if start < source.len() {
        let is_trailing_blank = is_blank(&source[start..]);
        match ranges.last_mut() {
            Some(last) if is_trailing_blank && source.len() - last.start <= LARGEST => {
                last.end = source.len();
            }
            _ => split(source, start..source.len(), &mut ranges),
        }
    }
    Tiles { ranges, heaps_from }
}

fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}'))
}

/// The first lines with their ends: `\n`, `\r\n`, `\r` or a Unicode separator.
fn lines(source: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    let bytes = source.as_bytes();
    // The separators are the bytes E2 80 A8 and E2 80 A9.
    for at in memchr::memchr3_iter(b'\n', b'\r', 0xe2, bytes) {
        let end = match &bytes[at..] {
            [b'\r', b'\n', ..] => continue,
            [b'\n' | b'\r', ..] => at + 1,
            [_, 0x80, 0xa8 | 0xa9, ..] => at + 3,
            _ => continue,
        };
        if lines.len() == LINES {
            break;
        }
        lines.push(start..end);
        start = end;
    }
    if start < source.len() && lines.len() < LINES {
        lines.push(start..source.len());
    }
    lines
}

/// Adds a stretch, cut at blanks where it is too large for one block.
fn split(source: &str, range: Range<usize>, out: &mut Vec<Range<usize>>) {
    let mut start = range.start;
    while range.end - start > LARGEST {
        let mut end = start + LARGEST;
        while !source.is_char_boundary(end) {
            end -= 1;
        }
        let blank = source[start..end].rfind(char::is_whitespace).filter(|at| *at > LARGEST / 2);
        if let Some(at) = blank {
            end = start + at;
        }
        out.push(start..end);
        start = end;
    }
    if start < range.end {
        out.push(start..range.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(source: &str) -> Vec<&str> {
        tile(source).ranges.into_iter().map(|range| &source[range]).collect()
    }

    #[test]
    fn blank_lines_belong_to_what_follows() {
        assert_eq!(cut("One\n\n\nTwo\nThree\n\n"), ["One\n", "\n\nTwo\n", "Three\n\n"]);
    }

    #[test]
    fn lines_set_to_a_width_are_joined_to_paragraphs() {
        let wrapped = "The ferry left the harbour at seven in the morning, and by noon\n\
            nobody on the quay could say with any confidence whether it had\n\
            been meant to come back at all before the end of the week.\n\
            \n\
            A sailor laughed, and the harbour master shut his window, for\n\
            the wind had turned and the first of the rain was coming down\n\
            over the roofs.\n\n- one\n- two\n";
        let blocks = cut(wrapped);
        assert_eq!(blocks.len(), 4, "{blocks:#?}");
        assert!(blocks[1].trim().ends_with("over the roofs."));
    }

    #[test]
    fn a_giant_line_is_cut_at_blanks() {
        let source = "word ".repeat(40_000);
        let blocks = cut(&source);
        assert!(blocks.iter().all(|block| block.len() <= LARGEST));
        assert!(blocks[1..].iter().all(|block| block.starts_with(' ')));
    }

    #[test]
    fn too_many_lines_come_in_heaps() {
        let source = "x\n".repeat(BLOCKS + 100_000);
        let tiles = tile(&source);
        assert!(tiles.ranges.len() < BLOCKS + 10);
        assert_eq!(tiles.heaps_from, BLOCKS);
    }

    proptest! {
        #[test]
        fn stretches_tile_the_text(source in "([a-zé]{1,9}|[ \n\r\u{2028}]){0,300}") {
            let mut end = 0;
            for range in tile(&source).ranges {
                prop_assert_eq!(range.start, end);
                prop_assert!(range.end > range.start);
                end = range.end;
            }
            prop_assert_eq!(end, source.len());
        }
    }
}
