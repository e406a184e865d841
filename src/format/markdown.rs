//! Reads Markdown (`CommonMark` with tables, footnotes and strikethrough).
//!
//! Knows what blocks and marks Markdown has; what front matter says is read
//! beside it. One idea: every block keeps its bytes of the file, and together
//! they tile it, so nothing that a person typed is ever out of reach.

mod blocks;
mod head;
mod kept;
mod shown;

use std::ops::Range;

use super::{Reading, front_matter};
use crate::article::{Block, Kind, Origin, Safe, Written};

/// Reads a whole file.
pub(crate) fn read(source: &str) -> Reading {
    let mut reading = Reading::default();
    let mut start = 0;
    if let Some(found) = front_matter::find(source) {
        start = found.end;
        take_in(&mut reading, &found, source);
    }
    if let Some(head) = head::find(source, start) {
        put(&mut reading, &source[start..head.at.start], start);
        reading.record.entries(&head.entries, Origin::FrontMatter);
        put_front_matter(&mut reading, Kind::FrontMatter, source, head.at.clone());
        start = head.at.end;
    }
    put(&mut reading, &source[start..], start);
    tile(&mut reading.body, source.len());
    shown::take_in(&mut reading.record, &mut reading.body, source);
    reading
}

/// Puts in the blocks of a text that begins at the file's byte `start`.
fn put(reading: &mut Reading, text: &str, start: usize) {
    let written = blocks::read(text, start);
    reading.has_hidden |= written.has_hidden;
    reading.warnings.extend(written.warnings.iter().map(|warning| Safe::line(warning)));
    reading.body.extend(written.blocks);
}

fn put_front_matter(reading: &mut Reading, kind: Kind, source: &str, at: Range<usize>) {
    let (text, has_hidden) = Safe::lines_and_hidden(source[at.clone()].trim_end());
    reading.has_hidden |= has_hidden;
    reading.body.push(Block { kind, text: text.into(), written: Written::Bytes(at) });
}

/// Keeps front matter as a folded block, or as a visible one where it is broken.
fn take_in(reading: &mut Reading, found: &front_matter::FrontMatter, source: &str) {
    let (entries, broken) = found.entries(source);
    let kind = if let Some(broken) = &broken {
        let said = format!("front matter, line {}: {}", broken.line, broken.reason);
        reading.warnings.push(Safe::line(&said));
        Kind::Code
    } else {
        Kind::FrontMatter
    };
    reading.record.entries(&entries, Origin::FrontMatter);
    reading.kept = kept::of(&entries);
    put_front_matter(reading, kind, source, 0..found.end);
}

/// Lets each block reach to where the next begins, so that they cover the file.
fn tile(body: &mut Vec<Block>, end: usize) {
    if body.is_empty() && end > 0 {
        let (kind, text) = (Kind::Furniture, Safe::default().into());
        body.push(Block { kind, text, written: Written::Bytes(0..end) });
    }
    let mut next = end;
    for block in body.iter_mut().rev() {
        if let Written::Bytes(range) = &mut block.written {
            range.start = range.start.min(next);
            range.end = next;
            next = range.start;
        }
    }
    if let Some(Written::Bytes(range)) = body.first_mut().map(|block| &mut block.written) {
        range.start = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Item, MarkKind, Picture};
    use crate::format::marked::LARGEST;
    use proptest::prelude::*;

    fn said(source: &str) -> Vec<(Kind, String)> {
        let body = read(source).body;
        body.into_iter().map(|block| (block.kind, block.text.plain.to_string())).collect()
    }

    fn item(depth: u8, number: Option<u32>, opens: bool, goes_on: bool) -> Kind {
        Kind::ListItem(Item { depth, number, opens, goes_on })
    }

    fn is_tiled(source: &str) -> bool {
        let mut at = 0;
        read(source).body.iter().all(|block| {
            let Written::Bytes(range) = &block.written else { return false };
            let is_next = range.start == at && source.is_char_boundary(range.end);
            at = range.end;
            is_next
        }) && at == source.len()
    }

    #[test]
    fn the_first_heading_is_the_headline() {
        assert_eq!(
            said("# Ferry late\n\nIt *came*.\n\n## Why\n"),
            [
                (Kind::Title, "Ferry late".into()),
                (Kind::Paragraph, "It came.".into()),
                (Kind::Heading(2), "Why".into()),
            ]
        );
        let meta = read("# Ferry late\n").record.meta;
        assert_eq!(&*meta.title.unwrap().value, "Ferry late");
    }

    #[test]
    fn a_heading_that_differs_from_the_front_matter_is_a_heading() {
        let kinds = |source| said(source).into_iter().map(|(kind, _)| kind).collect::<Vec<_>>();
        assert_eq!(
            kinds("---\ntitle: Ferry\n---\n# Late\n"),
            [Kind::FrontMatter, Kind::Heading(1)]
        );
        assert_eq!(kinds("---\ntitle: Ferry\n---\n## ferry\n"), [Kind::FrontMatter, Kind::Title]);
    }

    #[test]
    fn lines_under_the_headline_sign_the_article() {
        let reading =
            read("# Wall holds\n\nBy Ada Quill\n\n*4 March 2021*\n\nBy the sea stood a wall.\n");
        let kinds: Vec<Kind> = reading.body.iter().map(|block| block.kind).collect();
        assert_eq!(kinds, [Kind::Title, Kind::Byline, Kind::Dateline, Kind::Paragraph]);
        let meta = reading.record.meta;
        assert_eq!(meta.authors.unwrap().value[0].to_string(), "Ada Quill");
        assert_eq!(meta.published.unwrap().value.to_string(), "2021-03-04");
    }

    #[test]
    fn broken_front_matter_is_told_and_shown() {
        let reading = read("---\ntitle: {a: b: c\n---\nText.\n");
        assert!(reading.warnings[0].starts_with("front matter, line 2:"), "{:?}", reading.warnings);
        assert_eq!(reading.body[0].kind, Kind::Code);
        assert!(reading.body[0].text.plain.contains("title: {a: b: c"));
    }

    #[test]
    fn a_giant_paragraph_comes_in_blocks_with_its_marks_and_its_bytes() {
        let words = "the *old* harbour [wall](https://wall.example/) ".repeat(10_000);
        let source = format!("# Wall\n\n**Then {words}held.**\n\nEnd.\n");
        assert!(is_tiled(&source));
        let body = read(&source).body;
        let parts: Vec<_> = body[1..body.len() - 1].iter().collect();
        assert_eq!((parts.len(), &*body.last().unwrap().text.plain), (4, "End."));
        let mut links = 0;
        for part in parts {
            let plain = &part.text.plain;
            assert!(plain.len() <= LARGEST && part.kind == Kind::Paragraph);
            assert_eq!(part.text.marks[0].range, 0..plain.len(), "all of it is strong");
            for mark in &part.text.marks[1..] {
                let (word, is_link) = (&plain[mark.range.clone()], mark.kind != MarkKind::Emphasis);
                assert_eq!(word, if is_link { "wall" } else { "old" });
                links += usize::from(is_link);
            }
            let first = plain.split(' ').next().unwrap();
            assert!(part.written.original(&source).contains(first));
        }
        assert_eq!(links, 10_000);
    }

    #[test]
    fn a_giant_line_has_its_own_bytes_in_every_block() {
        let source = "rain ".repeat(40_000);
        let body = read(&source).body;
        assert!(body.len() > 3 && is_tiled(&source));
        for block in &body {
            assert_eq!(block.written.original(&source).trim(), &*block.text.plain);
        }
    }

    #[test]
    fn giants_in_lists_quotations_code_and_tables_go_on_as_what_they_are() {
        let line = "the old harbour wall ".repeat(20);
        let kinds = |before: &str, between: &str| {
            let source = format!("{before}{}\n", vec![&*line; 300].join(between));
            assert!(is_tiled(&source));
            let body = read(&source).body;
            assert!(body.iter().all(|block| block.text.plain.len() <= LARGEST + line.len()));
            body.into_iter().map(|block| block.kind).collect::<Vec<_>>()
        };
        let goes_on = item(1, None, false, true);
        assert_eq!(kinds("7. ", "\n   "), [item(1, Some(7), true, false), goes_on]);
        assert_eq!(kinds("> ", "\n> "), [Kind::Quote(1); 2]);
        assert_eq!(kinds("```\n", "\n"), [Kind::Code; 2]);
        assert_eq!(kinds("| a |\n|---|\n| ", " |\n| "), [Kind::Table; 2]);
    }

    #[test]
    fn lists_nest_and_their_items_go_on() {
        assert_eq!(
            said("3. one\n\n   more\n\n4. two\n   - inner\n"),
            [
                (item(1, Some(3), true, false), "one".into()),
                (item(1, None, false, true), "more".into()),
                (item(1, Some(4), false, false), "two".into()),
                (item(2, None, false, false), "inner".into()),
            ]
        );
    }

    #[test]
    fn quotes_nest() {
        assert_eq!(
            said("> a\n>\n> > b\n"),
            [(Kind::Quote(1), "a".into()), (Kind::Quote(2), "b".into())]
        );
    }

    #[test]
    fn marks_stand_on_their_words() {
        let body = read("The [**old** wall](https://a.example/) of `x`.\n").body;
        let text = &body[0].text;
        let marks: Vec<_> =
            text.marks.iter().map(|mark| (&text.plain[mark.range.clone()], &mark.kind)).collect();
        let link = MarkKind::Link(Safe::line("https://a.example/"));
        assert_eq!(
            marks,
            [("old wall", &link), ("old", &MarkKind::Strong), ("x", &MarkKind::Code)]
        );
    }

    #[test]
    fn a_table_is_lines_of_cells() {
        let body = read("| port | boats |\n|---|---|\n| East | 4 |\n").body;
        assert_eq!(&*body[0].text.plain, "port | boats\nEast | 4");
        let cells: Vec<_> = body[0].text.marks.iter().map(|mark| &mark.kind).collect();
        let cell = MarkKind::Cell;
        assert_eq!(cells, [&cell(true), &cell(true), &cell(false), &cell(false)]);
    }

    #[test]
    fn a_picture_is_its_words_and_where_it_is_kept() {
        let body = read("![The wall at dawn](wall.jpg)\n\n![](wall%20b.jpg)\n").body;
        let pictures: Vec<_> = body
            .iter()
            .map(|block| (&*block.text.plain, block.text.marks[0].kind.clone()))
            .collect();
        let kept = |path| MarkKind::Picture(Picture::at(path).unwrap());
        assert_eq!(pictures, [("The wall at dawn", kept("wall.jpg")), ("", kept("wall b.jpg"))]);
    }

    #[test]
    fn a_picture_on_the_web_is_its_words_or_nothing() {
        assert_eq!(
            said("![The wall at dawn](https://a.example/wall.jpg)\n"),
            [(Kind::Caption, "The wall at dawn".into())]
        );
        let silent = "![](https://a.example/wall.jpg)\n\nText.\n";
        assert_eq!(said(silent), [(Kind::Paragraph, "Text.".into())]);
    }

    #[test]
    fn line_ends_are_spaces_unless_they_are_hard() {
        assert_eq!(said("one\ntwo\\\nthree\n"), [(Kind::Paragraph, "one two\nthree".into())]);
    }

    #[test]
    fn html_in_markdown_is_read_as_text() {
        assert_eq!(
            said("<div><p>The <b>wall</b></p><p>stands</p></div>\n\nIt <u>fell</u>.\n"),
            [
                (Kind::Paragraph, "The wall".into()),
                (Kind::Paragraph, "stands".into()),
                (Kind::Paragraph, "It fell.".into()),
            ]
        );
    }

    #[test]
    fn a_name_between_angle_brackets_is_no_tag() {
        let paragraph = |words: &str| vec![(Kind::Paragraph, words.to_owned())];
        let lent = "Banks lent it to <Placid Oil Company> and <i>others</i>.";
        let said_of = "Banks lent it to <Placid Oil Company> and others.";
        assert_eq!(said(lent), paragraph(said_of));
        assert_eq!(said("<Penrod Drilling Co>\nfell."), paragraph("<Penrod Drilling Co> fell."));
    }

    #[test]
    fn code_keeps_its_blanks() {
        assert_eq!(said("```\na\n  b\n```\n"), [(Kind::Code, "a\n  b".into())]);
    }

    #[test]
    fn blocks_tile_the_file() {
        let source = "---\ntitle: x\n---\n\n# x\n\n[1]: https://a.example/\n\n- a\n  > b\n\n***\n<!-- c -->\n\nd [1]\n";
        assert!(is_tiled(source), "{:?}", read(source).body);
    }

    proptest! {
        #[test]
        fn every_word_of_a_paragraph_survives(words in prop::collection::vec("[a-zà-ÿ一-三]{1,9}", 1..30)) {
            let source = words.join(" ");
            prop_assert_eq!(said(&source), [(Kind::Paragraph, source.clone())]);
        }

        #[test]
        fn blocks_tile_any_text(source in "[a-c \n>*_`#|!<\\[\\](){}0-9.é~:-]{0,120}") {
            prop_assert!(is_tiled(&source), "{:?}", read(&source).body);
        }
    }
}
