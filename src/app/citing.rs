//! Asking for citations, and what becomes of them.
//!
//! The app never writes a citation: it says what is wanted of whom and takes
//! the words when they come. A newer question makes older answers worthless.

use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use crate::article::{Article, ArticleId, Field, Meta, Place, Safe};
use crate::cite::{Format, Markup, Style};
use crate::search::Ticket;

/// Something that is wanted of the desk that writes citations.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// Comes back with the answer.
    pub ticket: Ticket,
    /// The articles it is about, at least one; several make a list.
    pub articles: Arc<[Cited]>,
    /// How citations are to be written.
    pub style: Style,
    /// What is to be written.
    pub what: What,
    /// What it is for.
    pub purpose: Purpose,
}

/// An article that is cited.
#[derive(Clone, Debug, PartialEq)]
pub struct Cited {
    /// Which article.
    pub id: ArticleId,
    /// What is known about it.
    pub meta: Meta,
    /// Whether its headline keeps its own capitals.
    pub is_as_printed: bool,
}

/// What is to be written about articles.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Their citations.
    Citation(Format),
    /// The words of this passage, with their citation.
    Quotation(Passage, Markup),
    /// The address of this passage.
    Link(Passage),
    /// The headline, linked to this passage, for Markdown.
    MarkdownLink(Passage),
    /// All that the article says.
    Text(Arc<Article>),
}

/// What something is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The clipboard.
    Copy,
    /// The chooser of styles.
    Preview,
}

/// A passage of the article on show.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// The article; two passages of one reading share it.
    pub article: Arc<Article>,
    /// Where it begins and ends.
    pub range: Range<Place>,
    /// The numbers of its paragraphs, from 1; `None` if it has none with a
    /// number, such as a headline.
    pub paragraphs: Option<RangeInclusive<usize>>,
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The text for the clipboard.
    pub text: Safe,
    /// What it is: “citation”, “bibliography of 12”.
    pub what: Safe,
    /// How the article is cited in the running text, after “in text: ” or
    /// “note: ”; empty where the format has no such thing.
    pub in_text: Safe,
    /// What the reader should know about it, in sentences: what is missing,
    /// what is not certain, what could not be done.
    pub notes: Vec<Safe>,
    /// What the reader may want to correct first.
    pub doubt: Option<(ArticleId, Field)>,
}

impl Written {
    /// What the reader should know about it, in one line; empty if nothing.
    pub fn aside(&self) -> Safe {
        Safe::join(self.notes.iter().map(Safe::as_clean), "; ")
    }
}

/// Text for the clipboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copying {
    /// The text.
    pub text: Safe,
    /// What it is: “paragraph”.
    pub what: Safe,
    /// What the reader should know about it; may be empty.
    pub aside: Safe,
}

/// How text reached a clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// The desktop's own.
    Desktop,
    /// Through the terminal, which does not say whether it took it.
    Terminal,
}
