//! Articles as documents of their own: what is printed, saved and sent.
//!
//! Each has its headline, who wrote it where and when, its words, what was
//! noted about them, and at the foot its citation. Nothing here knows a file, a
//! printer or a program. One idea: all papers say the same in the same order;
//! they differ in their signs, which are those of [`Markup`], so what an
//! article says can never be taken for a command of the document.

mod archived;
mod html;
mod inline;
mod lists;
mod markdown;
mod name;
mod typst;

use std::fmt;
use std::str::FromStr;

use crate::article::{Article, Highlight, Safe};
use crate::cite::{Markup, Run, UnknownName};

pub use archived::{archived, import_key, key_of};
pub use name::file_name;

/// An article that is printed.
#[derive(Clone, Debug)]
pub struct Sheet<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its citation; empty for none.
    pub citation: &'a [Run],
}

/// What is printed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Paper {
    /// Text without marks, a paragraph a line.
    #[default]
    Text,
    /// Markdown (`CommonMark`, with tables).
    Markdown,
    /// A page of HTML that holds all it needs, a style sheet for paper too.
    Html,
    /// The source of a document for Typst.
    Typst,
}

impl Paper {
    /// Every paper, in the order in which it is offered.
    pub const ALL: &[Self] = &[Self::Text, Self::Markdown, Self::Html, Self::Typst];

    /// The name that the command line gives it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Typst => "typst",
        }
    }

    /// How the name of a file of it ends, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Typst => "typ",
        }
    }

    /// The one that a file with this ending holds, without the dot: `md`.
    pub fn of_ending(ending: &str) -> Option<Self> {
        Some(match ending.to_ascii_lowercase().as_str() {
            "txt" | "text" => Self::Text,
            "md" | "markdown" => Self::Markdown,
            "html" | "htm" => Self::Html,
            "typ" => Self::Typst,
            _ => return None,
        })
    }
}

impl fmt::Display for Paper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The inverse of [`Paper::name`].
impl FromStr for Paper {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        let paper = Self::ALL.iter().copied().find(|paper| paper.name() == name);
        let names = || Self::ALL.iter().map(|paper| paper.name());
        paper.ok_or_else(|| UnknownName::new("format", name, names()))
    }
}

/// Prints articles one after the other, as one document that ends with a line
/// end; with the numbers of paragraphs that locators name, if `numbers` says so.
///
/// ```
/// use newsread::article::{Article, Origin, Safe, Sourced};
/// use newsread::print::{Paper, Sheet, print};
///
/// let mut article = Article::default();
/// article.meta.title = Some(Sourced::certain(Safe::line("Rain & snow"), Origin::Line));
/// let sheet = Sheet { article: &article, citation: &[] };
/// assert_eq!(&*print(&[sheet], Paper::Markdown, false), "# Rain & snow\n");
/// ```
pub fn print(sheets: &[Sheet<'_>], paper: Paper, numbers: bool) -> Safe {
    let document = match paper {
        Paper::Text => text(sheets, numbers),
        Paper::Markdown => markdown::document(sheets, numbers),
        Paper::Html => html::document(sheets, numbers),
        Paper::Typst => typst::document(sheets, numbers),
    };
    Safe::lines(&document)
}

fn text(sheets: &[Sheet<'_>], numbers: bool) -> String {
    let each = sheets.iter().map(|sheet| {
        let article = sheet.article;
        let words = if numbers { article.numbered_text() } else { article.text() };
        let notes = notes(article).into_iter().map(|note| format!("* {note}"));
        let notes = notes.collect::<Vec<_>>().join("\n");
        let parts = [words.to_string(), notes, Markup::Plain.runs(sheet.citation)];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        format!("{}\n", parts.join("\n\n"))
    });
    each.collect::<Vec<_>>().join("\n---\n\n")
}

/// What was noted about an article and its passages where it was kept.
fn notes(article: &Article) -> Vec<Safe> {
    let kept = &article.kept;
    let noted = kept.highlights.iter().filter(|highlight| highlight.note.is_some());
    kept.note.iter().cloned().chain(noted.map(Highlight::told)).collect()
}
