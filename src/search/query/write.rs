//! Writes a query down as it is read.

use std::fmt::{self, Write};

use super::field::{Mark, Name};
use super::{Clause, Filter, Query, Term, Words};

/// What may stand around exact characters.
pub(super) const PAIRS: [(char, char); 4] = [('\'', '\''), ('"', '"'), ('‘', '’'), ('“', '”')];

pub(super) fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

/// Whether more of a query follows, or its last word is open to be typed on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Within,
    Last,
}

/// The text that [`Query::parse`] reads as this query.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.clause.iter().try_for_each(|clause| write(clause, Place::Last, f))
    }
}

fn write(clause: &Clause, place: Place, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match clause {
        Clause::Any(sides) => list(sides, " OR ", place, f),
        Clause::All(parts) => list(parts, " ", place, f),
        Clause::Not(clause) => {
            f.write_char('-')?;
            in_group(clause, f)
        }
        Clause::Text(term) => write_term(term, place, f),
        Clause::Filter(filter) => write_filter(filter, place, f),
    }
}

fn list(
    clauses: &[Clause],
    between: &str,
    place: Place,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    for (rank, clause) in clauses.iter().enumerate() {
        if rank > 0 {
            f.write_str(between)?;
        }
        let is_last = rank + 1 == clauses.len();
        match clause {
            Clause::Any(_) => in_group(clause, f)?,
            clause => write(clause, if is_last { place } else { Place::Within }, f)?,
        }
    }
    Ok(())
}

/// Writes what must stand together, in parentheses if it is a list.
fn in_group(clause: &Clause, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if matches!(clause, Clause::All(_) | Clause::Any(_)) {
        f.write_char('(')?;
        write(clause, Place::Within, f)?;
        f.write_char(')')
    } else {
        write(clause, Place::Within, f)
    }
}

fn write_term(term: &Term, place: Place, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match term {
        Term::Words(words) => write_words(words, is_word(&words.text), place, f),
        Term::Near(words, within) => write!(f, "\"{words}\"~{within}"),
        Term::Exact(text) => {
            let pair = PAIRS.into_iter().find(|(_, close)| !text.contains(*close));
            let (open, close) = pair.unwrap_or(PAIRS[0]);
            write!(f, "={open}{text}{close}")
        }
        Term::Pattern { text, is_folded } => {
            write!(f, "/{text}/{}", if *is_folded { "i" } else { "" })
        }
    }
}

fn write_filter(filter: &Filter, place: Place, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match filter {
        Filter::Says(field, words) => {
            write!(f, "{}:", field.name())?;
            write_words(words, is_chunk(&words.text), place, f)
        }
        Filter::Is(mark) => {
            let named = Mark::NAMES.iter().find(|(named, ..)| named == mark);
            named.iter().try_for_each(|(_, name, value)| write!(f, "{name}:{value}"))
        }
        Filter::Published(period) => write!(f, "{period}"),
    }
}

/// Writes words, in quotation marks if they are not plain; at the end of the
/// query a space ends the last word, and nothing lets it go on.
fn write_words(
    words: &Words,
    is_plain: bool,
    place: Place,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let Words { text, is_open } = words;
    let star = if *is_open && place == Place::Within { "*" } else { "" };
    match (is_plain, place) {
        (true, Place::Last) if !is_open => write!(f, "{text} "),
        (true, _) => write!(f, "{text}{star}"),
        (false, Place::Last) if *is_open => write!(f, "\"{text}"),
        (false, _) => write!(f, "\"{text}{star}\""),
    }
}

/// Whether a text is read as one piece.
fn is_chunk(text: &str) -> bool {
    !text.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '*'))
}

/// Whether a text is read as nothing but words.
fn is_word(text: &str) -> bool {
    let names_field = text.split_once(':').is_some_and(|(name, _)| Name::of(name).is_some());
    is_chunk(text) && !text.starts_with(['-', '/', '=']) && text != "OR" && !names_field
}
