//! One thing that is looked for in a text, ready to be found.

use std::ops::Range;

use memchr::memmem::Finder;
use regex::Regex;

use super::near::Near;
use super::needle::{Needle, ways};
use crate::search::query::{Term, pattern};
use crate::search::words::Folded;

/// A term made ready for finding.
pub(in crate::search) enum Matcher {
    /// The ways in which words may stand in a folded line.
    Words(Vec<Needle>),
    Near(Near),
    Exact(Box<Finder<'static>>),
    /// `None` for an expression that cannot be made ready, which matches nothing.
    Pattern(Option<Regex>),
}

impl Matcher {
    pub(in crate::search) fn new(term: &Term) -> Self {
        match term {
            Term::Words(words) => Self::Words(ways(words)),
            Term::Near(words, within) => Self::Near(Near::new(words, *within)),
            Term::Exact(text) => {
                let finder = Finder::new(text.replace('\n', " ").as_bytes()).into_owned();
                Self::Exact(Box::new(finder))
            }
            Term::Pattern { text, is_folded } => Self::Pattern(pattern::compile(text, *is_folded)),
        }
    }

    /// Whether folded lines rule it out that it is in one of their texts.
    pub(in crate::search) fn is_surely_not_in(&self, lines: &str) -> bool {
        match self {
            Self::Words(needles) => !needles.iter().any(|needle| needle.is_in(lines)),
            Self::Near(near) => !near.has_words(lines),
            Self::Exact(_) | Self::Pattern(_) => false,
        }
    }

    /// Whether it is in a text, of which `line` is the folded line.
    pub(in crate::search) fn is_in(&self, text: &str, line: &str) -> bool {
        match self {
            Self::Words(needles) => needles.iter().any(|needle| needle.is_in(line)),
            Self::Near(near) => near.is_in(line),
            Self::Exact(finder) => spaced(text, |text| finder.find(text.as_bytes()).is_some()),
            Self::Pattern(regex) => matches(regex.as_ref(), text).next().is_some(),
        }
    }

    /// How often it is in a text, of which `line` is the folded line.
    pub(in crate::search) fn count(&self, text: &str, line: &str) -> usize {
        match self {
            Self::Words(needles) => needles.iter().map(|needle| needle.count(line)).sum(),
            Self::Near(near) => near.count(line),
            Self::Exact(finder) => spaced(text, |text| finder.find_iter(text.as_bytes()).count()),
            Self::Pattern(regex) => matches(regex.as_ref(), text).count(),
        }
    }

    /// Where it is in a text; `folded` is the text folded.
    pub(super) fn hits(&self, text: &str, folded: &Folded) -> Vec<Range<usize>> {
        match self {
            Self::Words(needles) => needles.iter().flat_map(|needle| needle.hits(folded)).collect(),
            Self::Near(near) => near.hits(folded),
            Self::Exact(finder) => {
                let len = finder.needle().len();
                spaced(text, |text| {
                    finder.find_iter(text.as_bytes()).map(|at| at..at + len).collect()
                })
            }
            Self::Pattern(regex) => matches(regex.as_ref(), text).collect(),
        }
    }
}

/// Gives `look` the text with spaces for its line ends.
fn spaced<T>(text: &str, look: impl FnOnce(&str) -> T) -> T {
    if text.contains('\n') { look(&text.replace('\n', " ")) } else { look(text) }
}

/// Where an expression matches something.
fn matches<'a>(
    regex: Option<&'a Regex>,
    text: &'a str,
) -> impl Iterator<Item = Range<usize>> + use<'a> {
    let found = regex.into_iter().flat_map(move |regex| regex.find_iter(text));
    found.map(|found| found.range()).filter(|range| !range.is_empty())
}
