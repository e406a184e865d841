//! Asking for citations, and what becomes of them.
//!
//! The app never writes a citation: it says what is wanted of whom and takes
//! the words when they come. A newer question makes older answers worthless.

use std::ops::Range;
use std::sync::Arc;

use crate::article::{Article, Meta, Place, Safe};
use crate::cite::{Format, Markup, Style};
use crate::search::Ticket;

/// A citation that is wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// Comes back with the answer.
    pub ticket: Ticket,
    /// What is known about the article.
    pub meta: Box<Meta>,
    /// How it is to be written.
    pub style: Style,
    /// What it is to be written in.
    pub format: Format,
    /// What it is for.
    pub purpose: Purpose,
}

/// What a citation is for.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// The clipboard.
    Copy,
    /// The clipboard, behind the words of this passage.
    Quote(Passage, Markup),
    /// The address of this passage, for the clipboard.
    Link(Passage),
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
    /// The number of its paragraph, from 1.
    pub paragraph: usize,
}

/// A citation as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cited {
    /// The entry for a list of works cited; several lines in machine formats.
    pub entry: Safe,
    /// What stands in the running text; empty in machine formats.
    pub in_text: Safe,
    /// The words that were to be quoted, with their citation.
    pub quotation: Safe,
    /// The address of the passage; `None` if the article has no address.
    pub link: Option<Link>,
    /// What the file does not say, in a sentence; empty if nothing is missing.
    pub missing: Safe,
    /// What is not certain, in a sentence; empty if all is.
    pub doubts: Safe,
}

impl Cited {
    /// What the file does not say, and what is not certain.
    pub fn aside(&self) -> Safe {
        let parts = [&self.missing, &self.doubts].into_iter().filter(|part| !part.is_empty());
        Safe::join(parts.map(Safe::as_clean), "; ")
    }
}

/// Where a passage can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// This address leads to the passage and to nothing before it.
    Passage(Safe),
    /// This one leads to the article: nothing tells the passage from others.
    Article(Safe),
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

/// The chooser of styles.
#[derive(Clone, Debug)]
pub struct Chooser {
    /// What is known about the article to be cited.
    pub meta: Box<Meta>,
    /// The styles to choose from: those that are examined, and the reader's own.
    pub styles: Vec<Style>,
    /// The style under the cursor.
    pub style: Style,
    /// What the citation is to be written in.
    pub format: Format,
    /// The citation in that style, once it has come.
    pub preview: Option<Result<Cited, Safe>>,
}

impl Chooser {
    /// A chooser that begins at `style`.
    pub fn new(meta: Meta, style: Style) -> Self {
        let mut styles = Style::ALL.to_vec();
        if !styles.contains(&style) {
            styles.push(style.clone());
        }
        Self { meta: Box::new(meta), styles, style, format: Format::Plain, preview: None }
    }

    /// Moves the cursor by `step` styles, and stops at either end.
    pub fn step(&mut self, step: isize) {
        let rank = self.styles.iter().position(|style| *style == self.style).unwrap_or(0);
        let last = self.styles.len().saturating_sub(1);
        if let Some(style) = self.styles.get(rank.saturating_add_signed(step).min(last)) {
            self.style = style.clone();
        }
    }

    /// Goes on to the next format.
    pub fn turn_format(&mut self) {
        let all = Format::CHOSEN;
        let rank = all.iter().position(|format| *format == self.format).unwrap_or(0);
        self.format = all[(rank + 1) % all.len()];
    }
}
