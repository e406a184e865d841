//! Walks a page and makes blocks of it.
//!
//! Knows elements and their meaning, not what the article is about. One idea:
//! all words become blocks in the order of the page; which of them belong to
//! the article is a number beside each block, decided later.

mod put;

use std::collections::HashSet;

use dom_query::NodeId;
use url::Url;

use super::page::{At, Page};
use super::table;
use crate::article::{Item, Kind, MarkKind, Picture, Safe};
use crate::format::marked::{Blanks, Finished, Marked};
use crate::format::{BLOCKS, DEPTH, LINKS, TOO_MANY};

/// A block of a page.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) kind: Kind,
    pub(super) finished: Finished,
    /// Bytes of its words that the extraction kept.
    pub(super) kept: usize,
    /// Bytes of its words in links.
    pub(super) linked: usize,
    /// Whether something around it is not shown.
    pub(super) is_hidden: bool,
    /// The first node of its words.
    pub(super) at: At,
}

/// What a page's blocks are, and which caps were reached.
#[derive(Debug, Default)]
pub(super) struct Walked {
    pub(super) pieces: Vec<Piece>,
    pub(super) warnings: Vec<&'static str>,
}

/// Walks all of a page; `kept` are the nodes of the article, `base` is what
/// relative links start from.
pub(super) fn walk(page: &Page, kept: &HashSet<NodeId>, base: Option<&Url>) -> Walked {
    let mut walk = Walk::new(page, kept, base);
    let mut at = 0;
    while at < page.len() {
        walk.leave(at);
        if walk.walked.pieces.len() >= BLOCKS {
            walk.walked.warnings.push(TOO_MANY);
            walk.rest(at);
            break;
        }
        at = walk.visit(at);
    }
    walk.leave(usize::MAX);
    walk.flush();
    if walk.links > LINKS {
        walk.walked.warnings.push("more than 10,000 links; the rest are plain text");
    }
    walk.walked
}

/// What an open element means for the words inside it.
#[derive(Debug)]
enum Inside {
    Block,
    Heading(u8),
    Caption,
    Quote,
    /// A list, with the number of its next item.
    List(Option<u32>),
    /// An item: its number until its first block has it, then nothing.
    Item {
        number: Option<u32>,
        is_begun: bool,
    },
    Code,
    Hidden,
    /// A stretch of words with a mark.
    Mark(MarkKind),
    /// A stretch in a link that leads nowhere.
    Link,
}

#[derive(Debug)]
struct Open {
    kind: Kind,
    text: Marked,
    kept: usize,
    linked: usize,
    at: At,
    /// What stands below it: words, and the picture they are about.
    captions: Vec<(String, Option<Picture>, At)>,
}

struct Walk<'a> {
    page: &'a Page,
    kept: &'a HashSet<NodeId>,
    base: Option<&'a Url>,
    /// Figures that have a caption.
    captioned: HashSet<At>,
    /// Open elements: where each ends, and what it means.
    inside: Vec<(At, Inside)>,
    open: Option<Open>,
    /// Whether the next item opens a top-level list.
    opens: bool,
    links: usize,
    walked: Walked,
}

impl<'a> Walk<'a> {
    fn new(page: &'a Page, kept: &'a HashSet<NodeId>, base: Option<&'a Url>) -> Self {
        let figure = |at: At| page.ancestors(at).find(|at| page.name(*at) == "figure");
        let captioned = page.named(&["figcaption"]).filter_map(figure).collect();
        let (inside, walked) = (Vec::new(), Walked::default());
        Self { page, kept, base, captioned, inside, open: None, opens: false, links: 0, walked }
    }

    /// Leaves the elements that end before this node.
    fn leave(&mut self, at: At) {
        while self.inside.last().is_some_and(|(end, _)| *end <= at) {
            let Some((_, inside)) = self.inside.pop() else { return };
            match inside {
                Inside::Mark(_) => {
                    if let Some(open) = &mut self.open {
                        open.text.close();
                    }
                }
                Inside::Link | Inside::Hidden => {}
                _ => self.flush(),
            }
        }
    }

    /// Takes in a node; returns the node to go on with.
    fn visit(&mut self, at: At) -> At {
        if let Some(words) = self.page.text(at) {
            self.words(words, at);
            return at + 1;
        }
        if self.page.is_silent(at) {
            return self.page.end(at);
        }
        if self.page.is_hidden(at) {
            self.flush();
            self.enter(at, Inside::Hidden);
        }
        match self.page.name(at) {
            "br" => self.line_break(),
            "hr" => self.rule(at),
            "img" => self.picture(at),
            "wbr" | "" | "html" => {}
            "table" if table::is_of_data(self.page, at) => {
                self.flush();
                self.table(at);
                return self.page.end(at);
            }
            _ if self.page.is_block(at) => self.block(at),
            _ => self.inline(at),
        }
        at + 1
    }

    fn enter(&mut self, at: At, inside: Inside) {
        self.inside.push((self.page.end(at), inside));
    }

    fn block(&mut self, at: At) {
        self.flush();
        let inside = match self.page.name(at) {
            "h1" => Inside::Heading(1),
            "h2" => Inside::Heading(2),
            "h3" => Inside::Heading(3),
            "h4" => Inside::Heading(4),
            "h5" => Inside::Heading(5),
            "h6" => Inside::Heading(6),
            "figcaption" | "caption" => Inside::Caption,
            "blockquote" => Inside::Quote,
            "pre" | "listing" | "xmp" | "plaintext" => Inside::Code,
            "ul" | "menu" => self.list(None),
            "ol" => self.list(Some(self.page.attribute(at, "start").parse().unwrap_or(1))),
            "li" => self.item(at),
            _ => Inside::Block,
        };
        self.enter(at, inside);
    }

    fn list(&mut self, first: Option<u32>) -> Inside {
        self.opens |= !self.inside.iter().any(|(_, inside)| matches!(inside, Inside::List(_)));
        Inside::List(first)
    }

    fn item(&mut self, at: At) -> Inside {
        let value = self.page.attribute(at, "value").parse().ok();
        let list = self.inside.iter_mut().rev().find_map(|(_, inside)| match inside {
            Inside::List(next) => Some(next),
            _ => None,
        });
        let number = match list {
            Some(Some(next)) => {
                let number = value.unwrap_or(*next);
                *next = number.saturating_add(1);
                Some(number)
            }
            _ => None,
        };
        Inside::Item { number, is_begun: false }
    }

    fn inline(&mut self, at: At) {
        let kind = match self.page.name(at) {
            "a" => {
                let kind = self.link(at);
                self.enter(at, Inside::Link);
                kind
            }
            "em" | "i" | "cite" | "dfn" | "var" => Some(MarkKind::Emphasis),
            "strong" | "b" => Some(MarkKind::Strong),
            "code" | "kbd" | "samp" | "tt" => Some(MarkKind::Code),
            _ => None,
        };
        if let Some(kind) = kind {
            if let Some(open) = &mut self.open {
                open.text.open(kind.clone());
            }
            self.enter(at, Inside::Mark(kind));
        }
    }

    /// Where a link leads, if it leads out of the page.
    fn link(&mut self, at: At) -> Option<MarkKind> {
        let address = self.page.attribute(at, "href").trim();
        if address.is_empty() || address.starts_with('#') || address.len() > 8192 {
            return None;
        }
        let url = Url::parse(address)
            .or_else(|error| self.base.map_or(Err(error), |base| base.join(address)));
        let url = url.ok().filter(|url| matches!(url.scheme(), "http" | "https" | "mailto"))?;
        self.links += 1;
        (self.links <= LINKS).then(|| MarkKind::Link(Safe::line(url.as_str())))
    }

    fn words(&mut self, words: &str, at: At) {
        let is_blank = words.bytes().all(|byte| byte.is_ascii_whitespace());
        if self.open.is_none() && is_blank {
            return;
        }
        let is_kept = self.page.is_in(at, self.kept);
        let is_linked = self.inside.iter().rev().any(|(_, inside)| matches!(inside, Inside::Link));
        let mut rest = words;
        while !rest.is_empty() {
            let open = self.ensure(at);
            let (words, more) = open.text.part(rest);
            open.text.push(words);
            let length = words.trim().len();
            open.kept += if is_kept { length } else { 0 };
            open.linked += if is_linked { length } else { 0 };
            rest = more;
            if !rest.is_empty() {
                self.flush();
            }
        }
    }

    fn ensure(&mut self, at: At) -> &mut Open {
        let open = match self.open.take() {
            Some(open) => open,
            None => self.begin(at),
        };
        self.open.insert(open)
    }

    fn begin(&mut self, at: At) -> Open {
        let kind = self.kind_here();
        let blanks = if kind == Kind::Code { Blanks::Kept } else { Blanks::Collapsed };
        let mut text = Marked::new(blanks);
        for (_, inside) in &self.inside {
            if let Inside::Mark(kind) = inside {
                text.open(kind.clone());
            }
        }
        Open { kind, text, kept: 0, linked: 0, at, captions: Vec::new() }
    }

    fn kind_here(&mut self) -> Kind {
        let count = |is: fn(&Inside) -> bool| {
            let count = self.inside.iter().filter(|(_, inside)| is(inside)).count();
            u8::try_from(count).unwrap_or(DEPTH).clamp(1, DEPTH)
        };
        let quotes = count(|inside| matches!(inside, Inside::Quote));
        let depth = count(|inside| matches!(inside, Inside::List(_)));
        for (_, inside) in self.inside.iter_mut().rev() {
            match inside {
                Inside::Heading(level) => return Kind::Heading(*level),
                Inside::Caption => return Kind::Caption,
                Inside::Quote => return Kind::Quote(quotes),
                Inside::Code => return Kind::Code,
                Inside::Item { number, is_begun } => {
                    let goes_on = std::mem::replace(is_begun, true);
                    let (number, opens) = (number.take(), std::mem::take(&mut self.opens));
                    return Kind::ListItem(Item { depth, number, opens, goes_on });
                }
                _ => {}
            }
        }
        Kind::Paragraph
    }
}
