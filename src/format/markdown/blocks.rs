//! Walks the events of Markdown and makes blocks of them.
//!
//! Knows nothing of front matter. One idea: what kind a block has follows from
//! the containers that are open where it begins.

mod embedded;

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::article::{Block, Item, Kind, Mark, MarkKind, Picture, Safe, Text, Written};
use crate::format::marked::{Blanks, Marked};
use crate::format::{BLOCKS, COLUMNS, DEPTH, LINKS, TOO_MANY};

/// The blocks of a text, and what was wrong with it.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) blocks: Vec<Block>,
    pub(super) warnings: Vec<&'static str>,
    pub(super) has_hidden: bool,
}

/// Reads the text of a file, which begins at its byte `start`.
pub(super) fn read(text: &str, start: usize) -> Read {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut walk = Walk { source: text, start, ..Walk::default() };
    let mut rest = readable(text);
    if rest < text.len() {
        walk.read
            .warnings
            .push("more than 1,000,000 signs of markup; the rest is shown as it stands");
    }
    for (event, at) in Parser::new_ext(&text[..rest], options).into_offset_iter() {
        if walk.read.blocks.len() >= BLOCKS {
            walk.read.warnings.push(TOO_MANY);
            rest = at.start;
            break;
        }
        walk.event(event, at);
    }
    walk.end(rest);
    if rest < text.len() {
        walk.begin(Kind::Code, rest);
        walk.words(&text[rest..], rest..text.len());
        walk.end(text.len());
    }
    if walk.links > LINKS {
        walk.read.warnings.push("more than 10,000 links; the rest are plain text");
    }
    walk.read
}

/// Signs of markup that are read: each may become a node of the parser's tree.
const SIGNS: usize = 1_000_000;

/// How much of a text the parser is given: up to the end of a line before there
/// are too many signs.
fn readable(text: &str) -> usize {
    // Most texts are too short to have so many.
    if text.len() <= SIGNS {
        return text.len();
    }
    let is_sign = |byte: u8| b"\n*_[]!`<>|~\\&#^".contains(&byte);
    let mut signs = text.bytes().enumerate().filter(|(_, byte)| is_sign(*byte));
    let Some((end, _)) = signs.nth(SIGNS) else { return text.len() };
    text[..end].rfind('\n').map_or(0, |at| at + 1)
}

/// What is open around the next block.
#[derive(Debug)]
enum Container {
    Quote,
    /// A list, with the number of its next item.
    List(Option<u64>),
    /// An item: its number until its first block has it, then nothing.
    Item {
        number: Option<u64>,
        is_begun: bool,
    },
    Footnote,
}

#[derive(Debug)]
struct Open {
    kind: Kind,
    at: usize,
    text: Marked,
    /// What stands below it: words, and the picture they are about.
    captions: Vec<(String, Option<Picture>)>,
    /// Cells in the row of a table under way.
    cells: usize,
}

#[derive(Debug, Default)]
struct Walk<'a> {
    source: &'a str,
    /// Where the text begins in the file.
    start: usize,
    containers: Vec<Container>,
    open: Option<Open>,
    /// Where a stretch of each inline element under way began, innermost last.
    stretches: Vec<(usize, Option<MarkKind>)>,
    /// The alternative text of a picture under way, and the picture itself where
    /// that is kept.
    alt: Option<(String, Option<Picture>)>,
    /// HTML under way, and where it began.
    html: Option<(String, usize)>,
    /// Whether the next item opens a top-level list.
    opens: bool,
    is_head: bool,
    links: usize,
    read: Read,
}

impl Walk<'_> {
    fn event(&mut self, event: Event<'_>, at: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.close(tag, &at),
            Event::Text(words) if self.html.is_none() => self.words(&words, at),
            Event::Html(words) | Event::Text(words) => {
                if let Some((html, _)) = &mut self.html {
                    html.push_str(&words);
                }
            }
            Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words) => {
                self.ensure(at.start);
                self.stretch(Some(MarkKind::Code));
                self.words(&words, at);
                self.end_stretch();
            }
            Event::InlineHtml(tag) => self.inline_html(&tag, at),
            Event::FootnoteReference(label) => self.words(&format!("[{label}]"), at),
            Event::SoftBreak => self.words(" ", at),
            Event::HardBreak => self.end_line(),
            Event::Rule => {
                self.begin(Kind::Rule, at.start);
                self.end(at.end);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: Range<usize>) {
        match tag {
            Tag::Paragraph => self.begin_here(at.start),
            Tag::Heading { level, .. } => self.begin(Kind::Heading(level as u8), at.start),
            Tag::BlockQuote(_) => self.enter(Container::Quote, at.start),
            Tag::List(first) => {
                self.end(at.start);
                let lists = self.containers.iter().filter(|c| matches!(c, Container::List(_)));
                self.opens |= lists.count() == 0;
                self.containers.push(Container::List(first));
            }
            Tag::Item => {
                self.end(at.start);
                let number = match self.containers.last_mut() {
                    Some(Container::List(Some(next))) => {
                        *next = next.saturating_add(1);
                        Some(*next - 1)
                    }
                    _ => None,
                };
                self.containers.push(Container::Item { number, is_begun: false });
            }
            Tag::FootnoteDefinition(label) => {
                self.enter(Container::Footnote, at.start);
                self.begin(Kind::Paragraph, at.start);
                self.words(&format!("[{label}] "), at);
            }
            Tag::CodeBlock(_) => self.begin(Kind::Code, at.start),
            Tag::HtmlBlock => {
                self.end(at.start);
                self.html = Some((String::new(), at.start));
            }
            Tag::Table(_) => self.begin(Kind::Table, at.start),
            Tag::TableHead => self.row(true, at.start),
            Tag::TableRow => self.row(false, at.start),
            Tag::TableCell => self.cell(),
            Tag::Emphasis => self.inline(Some(MarkKind::Emphasis), at.start),
            Tag::Strong => self.inline(Some(MarkKind::Strong), at.start),
            Tag::Link { dest_url, .. } => {
                self.links += 1;
                let is_kept = self.links <= LINKS && !dest_url.is_empty();
                let kind = is_kept.then(|| MarkKind::Link(Safe::line(&dest_url)));
                self.inline(kind, at.start);
            }
            Tag::Image { dest_url, .. } => {
                self.ensure(at.start);
                self.alt = Some((String::new(), Picture::at(&dest_url)));
            }
            _ => self.inline(None, at.start),
        }
    }

    fn close(&mut self, tag: TagEnd, at: &Range<usize>) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Table => {
                self.end(at.end);
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.end(at.end);
                self.containers.pop();
            }
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::TableHead | TagEnd::TableRow => {}
            TagEnd::Image => {
                if let (Some((alt, picture)), Some(open)) = (self.alt.take(), &mut self.open)
                    && (!alt.trim().is_empty() || picture.is_some())
                {
                    open.captions.push((alt, picture));
                }
            }
            _ => self.end_stretch(),
        }
    }

    fn enter(&mut self, container: Container, at: usize) {
        self.end(at);
        self.containers.push(container);
    }

    /// What a block is that begins here without a kind of its own.
    fn kind_here(&mut self) -> Kind {
        let count = |is: fn(&Container) -> bool| {
            let count = self.containers.iter().filter(|container| is(container)).count();
            u8::try_from(count).unwrap_or(DEPTH).min(DEPTH)
        };
        let quotes = count(|container| matches!(container, Container::Quote));
        let depth = count(|container| matches!(container, Container::List(_)));
        match self.containers.last_mut() {
            Some(Container::Quote) => Kind::Quote(quotes),
            Some(Container::Item { number, is_begun }) => {
                let goes_on = std::mem::replace(is_begun, true);
                let number = number.take().and_then(|number| u32::try_from(number).ok());
                let opens = std::mem::take(&mut self.opens);
                Kind::ListItem(Item { depth, number, opens, goes_on })
            }
            _ => Kind::Paragraph,
        }
    }

    fn begin_here(&mut self, at: usize) {
        // A footnote's label opens the paragraph that follows it.
        let is_footnote = matches!(self.containers.last(), Some(Container::Footnote));
        if is_footnote && self.open.is_some() {
            return;
        }
        self.end(at);
        let kind = self.kind_here();
        self.begin(kind, at);
    }

    fn ensure(&mut self, at: usize) {
        if self.open.is_none() {
            self.begin_here(at);
        }
    }

    fn begin(&mut self, kind: Kind, at: usize) {
        self.end(at);
        let blanks = if kind == Kind::Code { Blanks::Kept } else { Blanks::Collapsed };
        let (text, captions) = (Marked::new(blanks), Vec::new());
        self.open = Some(Open { kind, at: self.start + at, text, captions, cells: 0 });
    }

    fn end(&mut self, at: usize) {
        self.stretches.clear();
        self.alt = None;
        let Some(open) = self.open.take() else { return };
        let end = (self.start + at).max(open.at);
        let finished = open.text.finish();
        self.read.has_hidden |= finished.has_hidden;
        let mut written = open.at..end;
        if !finished.text.plain.is_empty() || open.kind == Kind::Rule {
            self.put(open.kind, finished.text, written.clone());
            written = end..end;
        }
        for (caption, picture) in open.captions {
            let mut text = Text::from(Safe::line(caption.trim()));
            let range = 0..text.plain.len();
            text.marks
                .extend(picture.map(|picture| Mark { range, kind: MarkKind::Picture(picture) }));
            self.put(Kind::Caption, text, written.clone());
            written = end..end;
        }
    }

    fn put(&mut self, kind: Kind, text: Text, written: Range<usize>) {
        self.read.blocks.push(Block { kind, text, written: Written::Bytes(written) });
    }

    /// Adds words, which the file has at `at`; more than one block can hold go
    /// on in the next.
    fn words(&mut self, words: &str, at: Range<usize>) {
        if let Some((alt, _)) = &mut self.alt {
            alt.push_str(words);
            return;
        }
        self.ensure(at.start);
        let is_verbatim = self.source.get(at.clone()) == Some(words);
        let mut rest = words;
        while let Some(open) = &mut self.open {
            let (part, more) = open.text.part(rest);
            open.text.push(part);
            rest = more;
            if rest.is_empty() {
                break;
            }
            let before = if is_verbatim { words.len() - rest.len() } else { 0 };
            self.go_on(at.start + before);
        }
    }

    /// Ends a block that is full, and goes on in another of its kind.
    fn go_on(&mut self, at: usize) {
        let Some(open) = &mut self.open else { return };
        let stretches = std::mem::take(&mut self.stretches);
        for (start, kind) in &stretches {
            if let Some(kind) = kind {
                open.text.mark(*start, kind.clone());
            }
        }
        let kind = match open.kind {
            Kind::ListItem(item) => {
                Kind::ListItem(Item { number: None, opens: false, goes_on: true, ..item })
            }
            kind => kind,
        };
        self.begin(kind, at);
        self.stretches = stretches.into_iter().map(|(_, kind)| (0, kind)).collect();
    }

    fn end_line(&mut self) {
        if let Some(open) = &mut self.open {
            if open.kind == Kind::Table {
                open.text.push(" ");
            } else {
                open.text.end_line();
            }
        }
    }

    fn inline(&mut self, kind: Option<MarkKind>, at: usize) {
        if self.alt.is_none() {
            self.ensure(at);
        }
        self.stretch(kind);
    }

    fn stretch(&mut self, kind: Option<MarkKind>) {
        let here = self.open.as_ref().map_or(0, |open| open.text.here());
        self.stretches.push((here, kind));
    }

    fn end_stretch(&mut self) {
        if let (Some((start, Some(kind))), Some(open)) = (self.stretches.pop(), &mut self.open) {
            open.text.mark(start, kind);
        }
    }

    fn row(&mut self, is_head: bool, at: usize) {
        self.is_head = is_head;
        if self.open.as_ref().is_some_and(|open| open.text.is_full()) {
            self.go_on(at);
        }
        if let Some(open) = &mut self.open {
            open.text.end_line();
            open.cells = 0;
        }
    }

    fn cell(&mut self) {
        let Some(open) = &mut self.open else { return };
        open.cells += 1;
        let is_kept = open.cells <= COLUMNS;
        if open.cells > 1 {
            open.text.between(if is_kept { " | " } else { " " });
        }
        let kind = is_kept.then_some(MarkKind::Cell(self.is_head));
        self.stretch(kind);
    }
}
