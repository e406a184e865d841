//! What the reader looks for.
//!
//! Every text is a query: what cannot be understood is searched as words, and
//! [`Reading`] tells where it stands. How words are compared is for
//! [`words`](super::words) to say; which articles match, for an engine.
//!
//! | typed | finds articles |
//! |---|---|
//! | `rates bank` | with both words |
//! | `clim*` | with a word that begins so; the last word needs no `*` while it is typed |
//! | `"central bank"` | with these words in a row |
//! | `-rates`, `-(…)` | without it |
//! | `rain OR snow ice` | with `rain`, or with both `snow` and `ice`; parentheses group |
//! | `"oil price"~5` | with both words in one block, in any order, at most 5 others between |
//! | `='As is'` | with these very characters, a line end being a space |
//! | `/20[0-9]{2}/`, `/…/i` | that a regular expression matches, within a block |
//! | `title: author: source:` | with the word, beginning or phrase there |
//! | `tag:` | with this tag, whole |
//! | `lang:en` | in this language, or in this as it is written somewhere (`en-GB`) |
//! | `in:folder/name` | whose path below the root begins with these names |
//! | `is:unread` `read` `starred` | so marked |
//! | `has:note` `author` | that have it |
//! | `date:2020-01` | published then: a year, a month or a day |
//! | `date:2019..2020-06` | from the first of one to the last of the other; either may be left out |
//! | `date:7d` | since so many days ago; also `w`, `m`, `y` |
//! | `after:` `before:` | since its first day; until the day before it |
//!
//! A query grows as it is typed, so its last word is a beginning (`clim` finds
//! “climate”) until a space or a quotation mark ends it, unless it is one that
//! must not be there. Enter changes nothing: what was found stays what is
//! found. What is typed half (`is:un`, `date:20`, `rain OR`) waits for its rest
//! and asks for nothing until then.

mod completing;
mod date;
mod field;
pub mod pattern;
mod read;
mod text;
mod write;

pub use completing::{Completing, Completions, written};
pub use date::{Edge, Period, Unit};
pub use field::{Field, Mark, names_a_field};
pub use read::Reading;

/// What to look for.
///
/// ```
/// use newsread::search::Query;
///
/// let query = Query::parse("rates “central bank” -infl date:2020");
/// assert_eq!(query.to_string(), "rates \"central bank\" -infl date:2020");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Query {
    clause: Option<Clause>,
}

/// A statement about an article, true or not.
///
/// In a query that was parsed, lists have at least two members, none of which
/// is a list of the same kind, and no negation is of a negation; at most 64
/// terms and filters stand in it, at most 16 deep.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Clause {
    /// All of these hold.
    All(Vec<Self>),
    /// At least one of these holds.
    Any(Vec<Self>),
    /// This does not hold.
    Not(Box<Self>),
    /// This stands in the text of the article that a person reads, or in
    /// what is told of it: headline, source, authors.
    Text(Term),
    /// This is so of the article.
    Filter(Filter),
}

/// Something that stands in text, within one block.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Term {
    /// Words in a row.
    Words(Words),
    /// All these words, in any order and each as often as it is named, in a
    /// stretch that holds at most so many other words.
    Near(String, u16),
    /// These very characters, of which there is at least one.
    Exact(String),
    /// A match, of one character at least, of a regular expression that
    /// [`pattern::compile`] accepts.
    Pattern {
        /// The expression, with its escapes, without the slashes.
        text: String,
        /// Whether capitals are the same as small letters.
        is_folded: bool,
    },
}

/// One or more words in a row: `rates`, `well-known`, `"central bank"`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Words {
    /// As typed, with single spaces, without quotation marks and a final `*`.
    pub text: String,
    /// Whether the last word may go on: of it only the beginning is given.
    pub is_open: bool,
}

/// Something that is known of an article.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Filter {
    /// A field says this.
    Says(Field, Words),
    /// It is marked so, or has this.
    Is(Mark),
    /// It was published then; an article without a date never was.
    Published(Period),
}

impl Query {
    /// Reads what is being typed: the last word may go on.
    ///
    /// Every text is a query. What holds no letter or digit is left out, so a
    /// query may be empty; what is beyond 64 terms is ignored.
    pub fn parse(typed: &str) -> Self {
        Reading::of(typed).query
    }

    /// Reads what was typed to its end: the last word is whole.
    pub fn complete(typed: &str) -> Self {
        Reading::of_complete(typed).query
    }

    /// A search for words side by side, whatever signs stand in them.
    ///
    /// ```
    /// use newsread::search::Query;
    ///
    /// assert_eq!(Query::phrase("the “oil” price*").to_string(), "\"the oil price\"");
    /// ```
    pub fn phrase(words: &str) -> Self {
        let plain = words.replace(|c| write::is_quotation_mark(c) || c == '*', " ");
        Self::complete(&format!("\"{}\"", plain.split_whitespace().collect::<Vec<_>>().join(" ")))
    }

    /// What must hold; `None` for a query that asks for nothing.
    pub fn clause(&self) -> Option<&Clause> {
        self.clause.as_ref()
    }

    /// Whether it asks for nothing, and so finds every article.
    pub fn is_empty(&self) -> bool {
        self.clause.is_none()
    }

    /// Whether it looks for anything in text, and so has something to light.
    pub fn looks_in_text(&self) -> bool {
        fn looks(clause: &Clause) -> bool {
            match clause {
                Clause::All(clauses) | Clause::Any(clauses) => clauses.iter().any(looks),
                Clause::Text(_) | Clause::Filter(Filter::Says(Field::Title, _)) => true,
                Clause::Not(_) | Clause::Filter(_) => false,
            }
        }
        self.clause.as_ref().is_some_and(looks)
    }

    /// The same query for articles of which this is known as well.
    #[must_use]
    pub fn and(&self, filter: Filter) -> Self {
        let filter = Clause::Filter(filter);
        let clause = match self.clause.clone() {
            None => filter,
            Some(clause) if clause == filter => filter,
            Some(Clause::All(parts)) if parts.contains(&filter) => Clause::All(parts),
            Some(Clause::All(mut parts)) => {
                parts.push(filter);
                Clause::All(parts)
            }
            Some(clause) => Clause::All(vec![clause, filter]),
        };
        Self { clause: Some(clause) }
    }

    /// What is looked for in text, in the order typed, without what must not
    /// be there.
    pub fn terms(&self) -> Vec<&Term> {
        let mut terms = Vec::new();
        if let Some(clause) = &self.clause {
            clause.terms(&mut terms);
        }
        terms
    }
}

impl Clause {
    fn terms<'a>(&'a self, terms: &mut Vec<&'a Term>) {
        match self {
            Self::All(clauses) | Self::Any(clauses) => {
                for clause in clauses {
                    clause.terms(terms);
                }
            }
            Self::Text(term) => terms.push(term),
            Self::Not(_) | Self::Filter(_) => {}
        }
    }
}

#[cfg(test)]
mod tests;
