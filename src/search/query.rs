//! What the reader looks for.
//!
//! Every text is a query: words, and phrases between quotation marks, all of
//! which an article must hold. How they are compared is for
//! [`words`](super::words) to say; which articles they are in, for an engine.
//!
//! A query grows as it is typed, so its last word is a beginning (`clim` finds
//! “climate”) until a space or a quotation mark ends it. Enter changes nothing:
//! what was found stays what is found.

use std::fmt;

use super::words::{folded, words};

/// Most terms of a query; more are ignored. A pasted page is no question.
const TERMS: usize = 64;

/// What to look for: the terms that an article must all hold.
///
/// ```
/// use newsread::search::Query;
///
/// let query = Query::parse("rates “central bank” infl");
/// assert_eq!(query.terms().len(), 3);
/// assert_eq!(query.to_string(), "rates \"central bank\" infl");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Query {
    terms: Vec<Term>,
}

/// One thing to look for, as typed. It has at least one word.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Term {
    /// A whole word, or several written without a space: `rates`, `well-known`.
    Word(String),
    /// The same, but of the last word only the beginning: `clim`.
    Beginning(String),
    /// Words in a row: `"central bank"`.
    Phrase(String),
    /// The same, but of the last word only the beginning: `"central ba`.
    PhraseBeginning(String),
}

impl Term {
    /// The words as typed, without quotation marks.
    pub fn text(&self) -> &str {
        match self {
            Self::Word(text)
            | Self::Beginning(text)
            | Self::Phrase(text)
            | Self::PhraseBeginning(text) => text,
        }
    }

    /// Whether its last word may go on.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Beginning(_) | Self::PhraseBeginning(_))
    }
}

impl Query {
    /// Reads what was typed; every text is a query.
    ///
    /// What holds no letter or digit is left out, so a query may be empty. At
    /// most 64 terms count.
    pub fn parse(typed: &str) -> Self {
        let mut terms = Vec::new();
        let mut rest = typed.trim_start();
        while !rest.is_empty() && terms.len() < TERMS {
            let (term, behind) = match rest.strip_prefix(is_quotation_mark) {
                Some(inside) => phrase(inside),
                None => word(rest),
            };
            if words(term.text()).any(|word| !folded(&term.text()[word]).is_empty()) {
                terms.push(term);
            }
            rest = behind.trim_start();
        }
        Self { terms }
    }

    /// The terms, in the order typed; only the last may be open.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Whether it asks for nothing, and so finds every article.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

/// Reads a phrase and what stands behind it.
fn phrase(inside: &str) -> (Term, &str) {
    let end = inside.find(is_quotation_mark);
    let (text, behind) = inside.split_at(end.unwrap_or(inside.len()));
    let spaced = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_ended = end.is_some() || text.ends_with(char::is_whitespace);
    let term = if is_ended { Term::Phrase(spaced) } else { Term::PhraseBeginning(spaced) };
    (term, behind.strip_prefix(is_quotation_mark).unwrap_or(behind))
}

/// Reads a word and what stands behind it.
fn word(rest: &str) -> (Term, &str) {
    let end = rest.find(|c: char| c.is_whitespace() || is_quotation_mark(c));
    let (text, behind) = rest.split_at(end.unwrap_or(rest.len()));
    let term = if end.is_some() { Term::Word } else { Term::Beginning };
    (term(text.to_owned()), behind)
}

fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

/// The text that [`Query::parse`] reads as this query.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (rank, term) in self.terms.iter().enumerate() {
            let is_last = rank + 1 == self.terms.len();
            match term {
                Term::Word(text) => write!(f, "{text} ")?,
                Term::Beginning(text) => f.write_str(text)?,
                Term::Phrase(text) if is_last => write!(f, "\"{text}\"")?,
                Term::Phrase(text) => write!(f, "\"{text}\" ")?,
                Term::PhraseBeginning(text) => write!(f, "\"{text}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn terms(typed: &str) -> Vec<Term> {
        Query::parse(typed).terms
    }

    #[test]
    fn the_last_word_is_a_beginning_until_a_space_ends_it() {
        assert_eq!(terms("clim"), [Term::Beginning("clim".into())]);
        assert_eq!(terms("clim "), [Term::Word("clim".into())]);
        assert_eq!(terms("rain clim"), [Term::Word("rain".into()), Term::Beginning("clim".into())]);
    }

    #[test]
    fn quotation_marks_of_any_shape_hold_a_phrase() {
        for typed in ["\"central bank\"", "“central bank”", "«central  bank»", "„central bank“"]
        {
            assert_eq!(terms(typed), [Term::Phrase("central bank".into())], "{typed}");
        }
    }

    #[test]
    fn a_phrase_under_way_ends_with_a_beginning() {
        assert_eq!(terms("\"central ba"), [Term::PhraseBeginning("central ba".into())]);
        assert_eq!(terms("\"central "), [Term::Phrase("central".into())]);
    }

    #[test]
    fn what_has_no_word_is_left_out() {
        assert!(Query::parse(" - \" %% \u{301}").is_empty());
        assert_eq!(terms("rain -"), [Term::Word("rain".into())]);
    }

    #[test]
    fn a_pasted_page_is_cut_to_its_first_words() {
        assert_eq!(terms(&"rain ".repeat(1000)).len(), TERMS);
    }

    proptest! {
        #[test]
        fn a_query_written_down_is_the_same_query(typed in any::<String>()) {
            let query = Query::parse(&typed);
            prop_assert_eq!(Query::parse(&query.to_string()), query);
        }

        #[test]
        fn a_query_of_words_and_marks_written_down_is_the_same(typed in "[ab \"“” ,.-]{0,30}") {
            let query = Query::parse(&typed);
            prop_assert_eq!(Query::parse(&query.to_string()), query);
        }
    }
}
