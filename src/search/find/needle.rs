//! Words in a row, as substrings of a folded line.

use std::ops::Range;

use memchr::memmem::Finder;

use crate::search::query::Words;
use crate::search::words::{ASIDE, Folded, fold_line};

/// Words of a term that may also be written with dots; more would multiply
/// the needles.
const DOTTED: usize = 3;

/// One way in which words may stand in a folded line.
pub(in crate::search) struct Needle {
    finder: Finder<'static>,
    is_open: bool,
}

impl Needle {
    fn new(words: &[String], is_open: bool) -> Self {
        let mut needle = String::from(" ") + &words.join(" ");
        if !is_open {
            needle.push(' ');
        }
        Self { finder: Finder::new(&needle).into_owned(), is_open }
    }

    /// Whether whatever holds `self` holds `other`.
    pub(in crate::search) fn implies(&self, other: &Self) -> bool {
        let (mine, others) = (self.finder.needle(), other.finder.needle());
        if other.is_open { mine.starts_with(others) } else { mine == others }
    }

    /// Whether a folded line, or one of several, holds it.
    pub(in crate::search) fn is_in(&self, lines: &str) -> bool {
        self.finder.find(lines.as_bytes()).is_some()
    }

    /// How often it stands in folded lines.
    pub(in crate::search) fn count(&self, lines: &str) -> usize {
        self.places(lines.as_bytes()).count()
    }

    /// Where it stands in a text.
    pub(in crate::search) fn hits(&self, folded: &Folded) -> impl Iterator<Item = Range<usize>> {
        let len = self.finder.needle().len();
        let places = self.places(folded.line().as_bytes());
        places.filter_map(move |at| folded.covered(at..at + len))
    }

    fn places(&self, line: &[u8]) -> impl Iterator<Item = usize> {
        let len = self.finder.needle().len();
        let mut from = 0;
        std::iter::from_fn(move || {
            let at = from + self.finder.find(line.get(from..)?)?;
            // The space behind one word stands before the next.
            from = at + len.max(2) - 1;
            Some(at)
        })
    }
}

/// The ways in which words may stand in a folded line: `us` also as `u.s`,
/// `co-operation` also as `cooperation`. None if there are no words.
pub(in crate::search) fn ways(term: &Words) -> Vec<Needle> {
    rows(term).iter().map(|words| Needle::new(words, term.is_open)).collect()
}

/// The same ways, each as its words in a row.
pub(in crate::search) fn rows(term: &Words) -> Vec<Vec<String>> {
    let mut line = String::new();
    fold_line(&term.text, &mut line, |_, _| {});
    let mut parts = line.trim_end().split(ASIDE);
    let words: Vec<&str> = parts.next().unwrap_or_default().split_whitespace().collect();
    if words.is_empty() {
        return Vec::new();
    }
    let joined = parts.next().map(str::trim).filter(|joined| *joined == words.concat());
    let mut ways = vec![Vec::new()];
    let mut dotted = 0;
    for word in words {
        let with_dots = with_dots(word).filter(|_| dotted < DOTTED);
        dotted += usize::from(with_dots.is_some());
        let forms: Vec<String> = std::iter::once(word.to_owned()).chain(with_dots).collect();
        ways = ways
            .iter()
            .flat_map(|way| {
                forms.iter().map(move |form| [way.as_slice(), std::slice::from_ref(form)].concat())
            })
            .collect();
    }
    ways.extend(joined.map(|joined| vec![joined.to_owned()]));
    ways
}

/// The same letters as an abbreviation with dots; `None` for a word that is
/// too long to be one.
pub(super) fn with_dots(word: &str) -> Option<String> {
    let letters: Vec<char> = word.chars().take(5).collect();
    let is_short = (2..=4).contains(&letters.len()) && letters.iter().all(|c| c.is_alphabetic());
    is_short.then(|| letters.iter().map(char::to_string).collect::<Vec<_>>().join("."))
}
