//! What an article is: its words in blocks, and what is known about it.
//!
//! Nothing here knows a file format, a width, a file or a terminal. One idea
//! carries the rest: every position in an article is a byte offset into
//! [`Text::plain`] of one block, a [`Place`]. Hits, marks, line breaks,
//! selections and locators all use it, so they never need converting.

pub mod anchor;
pub mod calendar;
pub mod casing;
pub mod evidence;
pub mod kept;
pub mod meta;
pub mod name;
pub mod picture;
pub mod safe;
pub mod units;
pub mod when;

mod sighting;
mod squeezed;
mod text;

use std::fmt;
use std::ops::Range;

pub use anchor::Anchor;
pub use calendar::Calendar;
pub use kept::{Highlight, Kept};
pub use meta::{Claim, Corrected, Field, Meta, Origin, Provenance, Sourced};
pub use name::Name;
pub use picture::Picture;
pub use safe::{Clean, Safe};
pub use sighting::Sighting;
pub use when::When;

/// A stable name for one article: the same after renames, re-indexing and on
/// other devices.
///
/// 128 bits of BLAKE3 over the file's bytes as first seen; for items of a
/// container, over the container's identity and the item's key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleId(pub [u8; 16]);

impl ArticleId {
    /// The identity of a file with these bytes; `ordinal` counts the files
    /// before it with equal bytes, from 0.
    pub fn of(bytes: &[u8], ordinal: u32) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(bytes);
        if ordinal > 0 {
            hasher.update(&ordinal.to_le_bytes());
        }
        Self::first_half(&hasher)
    }

    /// The identity of an item of a container (a feed, a mailbox, an export):
    /// it follows the item's own key, so it survives edits of the item.
    pub fn of_item(container: ArticleId, key: &str) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("newsread item of a container");
        hasher.update(&container.0);
        hasher.update(key.as_bytes());
        Self::first_half(&hasher)
    }

    /// The identity that is written so, as [`Display`](fmt::Display) writes it:
    /// 32 hexadecimal digits.
    pub fn named(hex: &str) -> Option<Self> {
        let is_whole = hex.len() == 32 && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = is_whole.then(|| u128::from_str_radix(hex, 16).ok()).flatten()?;
        Some(Self(number.to_be_bytes()))
    }

    fn first_half(hasher: &blake3::Hasher) -> Self {
        let mut id = [0; 16];
        hasher.finalize_xof().fill(&mut id);
        Self(id)
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// An article: what is known about it, and its words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// Which article.
    pub id: ArticleId,
    /// What is known about it besides its text.
    pub meta: Meta,
    /// All that was found about each field, taken or not, best first.
    pub evidence: Vec<Claim>,
    /// Its words, in the order of the file; nothing of the file is left out.
    pub body: Vec<Block>,
    /// What the reader should know about how the file was read, in sentences.
    pub warnings: Vec<Safe>,
    /// What a service kept with it.
    pub kept: Kept,
    /// Whether nothing but its address was kept: an entry of a list of links.
    pub is_link: bool,
}

/// One part of an article's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What part it plays.
    pub kind: Kind,
    /// What it says. Only [`Kind::Code`], [`Kind::Table`] and verse hold line
    /// ends (`\n`); the cells of a table are marked with [`MarkKind::Cell`].
    pub text: Text,
    /// Where it stands in the file.
    pub written: Written,
}

/// What stands in the file for a block, before cleaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// These bytes of the decoded file. The blocks of a plain-text file tile it.
    Bytes(Range<usize>),
    /// These words, where the format gives no position (HTML).
    Words(String),
}

impl Written {
    /// The words as the file has them; `source` is the decoded file.
    pub fn original<'a>(&'a self, source: &'a str) -> &'a str {
        match self {
            Self::Bytes(range) => source.get(range.clone()).unwrap_or_default(),
            Self::Words(words) => words,
        }
    }
}

/// What part a block plays in an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The headline.
    Title,
    /// The deck: what stands under the headline and sums up the article.
    Subtitle,
    /// The line that names the authors.
    Byline,
    /// The line that tells place or time of writing.
    Dateline,
    /// A heading inside the article, 1 (outermost) to 6.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// Words of somebody else, set off; how deep, from 1.
    Quote(u8),
    /// An item of a list.
    ListItem(Item),
    /// Text whose spaces and line ends matter.
    Code,
    /// A table: one line a row, its cells marked and parted by ` | `.
    Table,
    /// What a picture shows, and who made it.
    Caption,
    /// What the file says about itself before its text.
    FrontMatter,
    /// Words of the page around the article: menus, buttons, advertisements.
    Furniture,
    /// Ready-made citations: evidence, not text.
    Citation,
    /// A break between parts, drawn as a rule; its text is empty or the
    /// characters that the file has for it.
    Rule,
}

/// An item's place in its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Item {
    /// How deep the list is nested, from 1.
    pub depth: u8,
    /// Its number in a numbered list.
    pub number: Option<u32>,
    /// Whether it opens a top-level list.
    pub opens: bool,
    /// Whether it goes on with the item before it, and so has no bullet.
    pub goes_on: bool,
}

impl Kind {
    /// The name that `extract --json` gives it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Subtitle => "subtitle",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
            Self::Heading(_) => "heading",
            Self::Paragraph => "paragraph",
            Self::Quote(_) => "quote",
            Self::ListItem(_) => "listitem",
            Self::Code => "code",
            Self::Table => "table",
            Self::Caption => "caption",
            Self::FrontMatter => "frontmatter",
            Self::Furniture => "furniture",
            Self::Citation => "citation",
            Self::Rule => "rule",
        }
    }

    /// Whether it is folded away until the reader asks for it.
    pub fn is_folded(self) -> bool {
        matches!(self, Self::FrontMatter | Self::Furniture | Self::Citation)
    }

    /// Whether it is part of what the article says: the body of an extract.
    pub fn is_said(self) -> bool {
        matches!(
            self,
            Self::Subtitle
                | Self::Paragraph
                | Self::Heading(_)
                | Self::Quote(_)
                | Self::ListItem(_)
                | Self::Code
                | Self::Table
        )
    }
}

/// Running text: what it says, and how parts of it are marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The words, without any markup.
    pub plain: Safe,
    /// Marked stretches of `plain`, ordered by start; they may nest.
    pub marks: Vec<Mark>,
}

impl From<Safe> for Text {
    fn from(plain: Safe) -> Self {
        Self { plain, marks: Vec::new() }
    }
}

/// A marked stretch of a [`Text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where: bytes of [`Text::plain`], on character boundaries.
    pub range: Range<usize>,
    /// What it means; how that looks is for the theme to say.
    pub kind: MarkKind,
}

/// What a marked stretch means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// Stressed, usually italic.
    Emphasis,
    /// Important, usually bold.
    Strong,
    /// Something a machine reads or writes.
    Code,
    /// Leads to this address.
    Link(Safe),
    /// Says what this picture shows; empty words stand for one of which nothing
    /// is said.
    Picture(Picture),
    /// A cell of a table; `true` in its head.
    Cell(bool),
    /// Was marked by the reader, in the service that kept the article.
    Highlight,
}

/// A place in an article: a byte of the text of a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Rank of the block in [`Article::body`].
    pub block: usize,
    /// Byte of [`Text::plain`], on a character boundary.
    pub at: usize,
}

impl Article {
    /// The blocks that begin a numbered paragraph, in order.
    ///
    /// Running paragraphs, quotations and each top-level list (as one) count;
    /// headlines, decks, bylines, headings, captions, code, tables, furniture
    /// and citations do not. The first has the number 1 in every locator.
    pub fn paragraphs(&self) -> Vec<usize> {
        let counts = |kind: Kind| match kind {
            Kind::Paragraph | Kind::Quote(_) => true,
            Kind::ListItem(item) => item.opens,
            _ => false,
        };
        (0..self.body.len()).filter(|&rank| counts(self.body[rank].kind)).collect()
    }

    /// The number of words in what the article says; a CJK character counts
    /// as half a word.
    pub fn words(&self) -> usize {
        self.body
            .iter()
            .filter(|block| block.kind.is_said())
            .map(|block| words(&block.text.plain))
            .sum()
    }
}

/// Minutes to read so many words, at 238 a minute and at least 1 (the mean of
/// 190 studies of adults reading non-fiction in English: Brysbaert 2019).
pub fn minutes(words: usize) -> usize {
    words.div_ceil(238).max(1)
}

fn words(text: &str) -> usize {
    let (mut words, mut ideographs) = (0, 0);
    // Whether the word that is being gone through was counted, 0 or 1: in numbers,
    // for no processor guesses at which bytes words begin and end.
    let mut counted = 0;
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        if byte.is_ascii() {
            at += 1;
            let is_word = usize::from(byte.is_ascii_alphanumeric());
            let is_blank = usize::from(matches!(byte, b'\t'..=b'\r' | b' '));
            words += is_word & (1 - counted);
            counted = is_word | counted & (1 - is_blank);
            continue;
        }
        let c = text[at..].chars().next().unwrap_or_default();
        at += c.len_utf8();
        if is_unspaced(c) {
            ideographs += 1;
            counted = 0;
        } else if c.is_whitespace() {
            counted = 0;
        } else if counted == 0 && c.is_alphanumeric() {
            words += 1;
            counted = 1;
        }
    }
    words + usize::div_ceil(ideographs, 2)
}

/// Whether a character belongs to a script that writes words without spaces
/// between them and about two characters long: Han and Japanese kana.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(kind: Kind, text: &str) -> Block {
        Block { kind, text: Safe::line(text).into(), written: Written::Words(text.to_owned()) }
    }

    fn item(opens: bool) -> Kind {
        Kind::ListItem(Item { depth: 1, number: None, opens, goes_on: false })
    }

    #[test]
    fn equal_files_are_told_apart_by_their_ordinal() {
        assert_eq!(ArticleId::of(b"rain", 0), ArticleId::of(b"rain", 0));
        assert_ne!(ArticleId::of(b"rain", 0), ArticleId::of(b"rain", 1));
        assert_ne!(ArticleId::of(b"rain", 0), ArticleId::of_item(ArticleId::of(b"rain", 0), ""));
    }

    #[test]
    fn a_list_counts_as_one_paragraph_and_a_heading_as_none() {
        let kinds = [
            Kind::Title,
            Kind::Paragraph,
            Kind::Heading(2),
            item(true),
            item(false),
            Kind::Furniture,
            Kind::Quote(1),
        ];
        let body = kinds.into_iter().map(|kind| block(kind, "words")).collect();
        assert_eq!(Article { body, ..Article::default() }.paragraphs(), [1, 3, 6]);
    }

    #[test]
    fn reading_time_counts_words_and_rounds_up() {
        let body = vec![
            block(Kind::Paragraph, &"word ".repeat(239)),
            block(Kind::Furniture, &"menu ".repeat(900)),
        ];
        assert_eq!(minutes(Article { body, ..Article::default() }.words()), 2);
        assert_eq!(words("東京は今日も雨"), 4);
    }
}
