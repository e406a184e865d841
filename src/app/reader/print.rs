//! How articles are printed on the page: what the reader sets once.

use crate::article::{Article, Calendar};
use crate::typeset::Language;
use crate::typeset::paragraph::Manner;

/// How articles are printed on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Print {
    /// The right edge of paragraphs.
    pub edge: Edge,
    /// Whether long words are broken, by the language of the article.
    pub hyphenates: bool,
    /// Who puts text that runs from right to left in its order.
    pub bidi: Bidi,
    /// Whether links have numbers, and a list at the end.
    pub numbers_links: bool,
    /// Whether the citation stands at the foot of the article.
    pub cites: bool,
    /// How pictures are shown.
    pub pictures: Pictures,
    /// How dates are written, here and in the list.
    pub calendar: Calendar,
}

/// The right edge of paragraphs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Edge {
    /// Lines are as long as their words.
    #[default]
    Ragged,
    /// Gaps between words are widened until lines are equally long.
    Straight,
}

/// Who puts text that runs from right to left in its order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bidi {
    /// The terminal: it gets the text as it is read, as screen readers do.
    #[default]
    Terminal,
    /// newsread: for terminals that put every character where they are told.
    Newsread,
}

/// How pictures that are kept with an article are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pictures {
    /// By a sign and their words.
    #[default]
    Named,
    /// Drawn over their words.
    Drawn,
}

impl Default for Print {
    fn default() -> Self {
        Self {
            edge: Edge::default(),
            hyphenates: false,
            bidi: Bidi::default(),
            numbers_links: true,
            cites: true,
            pictures: Pictures::default(),
            calendar: Calendar::default(),
        }
    }
}

impl Print {
    /// How the paragraphs of an article are set.
    pub(super) fn manner(self, article: &Article) -> Manner {
        let tag = article.meta.language.as_ref().filter(|_| self.hyphenates);
        Manner {
            language: tag.and_then(|tag| Language::of(&tag.value)),
            is_justified: self.edge == Edge::Straight,
            reorders: self.bidi == Bidi::Newsread,
        }
    }
}
