//! Decides a query about an article in memory.

use super::Request;
use super::entry::Entry;
use super::facts::Sieve;
use super::find::{Matcher, ways};
use super::query::{Clause, Edge, Field, Filter, Mark, Period, Query, Term};
use crate::state::Marks;

/// A query made ready for many articles.
pub(super) struct Judge<'a> {
    test: Option<Test>,
    marks: &'a Marks,
}

/// A clause made ready.
enum Test {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    Text(Matcher),
    Filter(Sieve),
}

impl<'a> Judge<'a> {
    pub(super) fn new(request: &'a Request) -> Self {
        let test = request.query.clause().map(|clause| Test::new(clause, request));
        Self { test, marks: &request.marks }
    }

    /// Whether the query finds an article.
    pub(super) fn finds(&self, entry: &Entry) -> bool {
        self.test.as_ref().is_none_or(|test| test.holds(entry, self.marks))
    }
}

impl Test {
    fn new(clause: &Clause, request: &Request) -> Self {
        let each = |clauses: &[Clause]| {
            let mut tests: Vec<_> =
                clauses.iter().map(|clause| Self::new(clause, request)).collect();
            tests.sort_by_key(Self::cost);
            tests
        };
        match clause {
            Clause::All(clauses) => Self::All(each(clauses)),
            Clause::Any(clauses) => Self::Any(each(clauses)),
            Clause::Not(clause) => Self::Not(Box::new(Self::new(clause, request))),
            Clause::Text(term) => Self::Text(Matcher::new(term)),
            Clause::Filter(filter) => Self::Filter(Sieve::new(filter, request.today)),
        }
    }

    /// What it takes to decide it: the cheapest are asked first.
    fn cost(&self) -> u8 {
        match self {
            Self::Text(Matcher::Words(_)) => 0,
            Self::Filter(_) => 1,
            Self::Text(Matcher::Near(_)) => 2,
            Self::Not(_) | Self::All(_) | Self::Any(_) => 3,
            Self::Text(Matcher::Exact(_)) => 4,
            Self::Text(Matcher::Pattern(_)) => 5,
        }
    }

    fn holds(&self, entry: &Entry, marks: &Marks) -> bool {
        match self {
            Self::All(tests) => tests.iter().all(|test| test.holds(entry, marks)),
            Self::Any(tests) => tests.iter().any(|test| test.holds(entry, marks)),
            Self::Not(test) => !test.holds(entry, marks),
            Self::Text(matcher) => entry.holds(matcher),
            Self::Filter(sieve) => sieve.holds(&entry.facts(), marks),
        }
    }
}

/// Whether the answer to a query depends on nothing but the articles.
pub(super) fn is_lasting(query: &Query) -> bool {
    fn of(clause: &Clause) -> bool {
        match clause {
            Clause::All(clauses) | Clause::Any(clauses) => clauses.iter().all(of),
            Clause::Not(clause) => of(clause),
            Clause::Text(_) => true,
            Clause::Filter(filter) => match filter {
                Filter::Is(mark) => *mark == Mark::Author,
                Filter::Published(Period::Between(from, until)) => {
                    [from, until].into_iter().flatten().all(|edge| !matches!(edge, Edge::Ago(..)))
                }
                Filter::Published(Period::Before(edge)) => !matches!(edge, Edge::Ago(..)),
                // A folder has another name without a word of its articles changed.
                Filter::Says(field, _) => !matches!(field, Field::Tag | Field::Folder),
            },
        }
    }
    query.clause().is_none_or(of)
}

/// Whether every article that `query` finds is surely found by `wider` too: so
/// it is while a query is typed.
pub(super) fn narrows(query: &Query, wider: &Query) -> bool {
    fn parts(query: &Query) -> &[Clause] {
        match query.clause() {
            None => &[],
            Some(Clause::All(parts)) => parts,
            Some(clause) => std::slice::from_ref(clause),
        }
    }
    let implies = |mine: &Clause, other: &Clause| match (mine, other) {
        (Clause::Text(Term::Words(mine)), Clause::Text(Term::Words(other))) => {
            let others = ways(other);
            ways(mine).iter().all(|mine| others.iter().any(|other| mine.implies(other)))
        }
        (mine, other) => mine == other,
    };
    let mine = parts(query);
    parts(wider).iter().all(|other| mine.iter().any(|mine| implies(mine, other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typing(typed: &str, before: &str) -> bool {
        narrows(&Query::parse(typed), &Query::parse(before))
    }

    #[test]
    fn typing_on_narrows_and_other_words_do_not() {
        assert!(typing("clim", "cli"));
        assert!(typing("clim ", "clim"));
        assert!(typing("rain clim", "rain"));
        assert!(typing("rain", ""));
        assert!(!typing("cli", "clim"));
        assert!(!typing("rainy", "rain "));
        assert!(!typing("3,000", "3,00"));
    }

    #[test]
    fn what_is_denied_or_is_one_of_two_narrows_only_itself() {
        assert!(typing("rain -snow ice", "rain -snow "));
        assert!(!typing("-snowy ", "-snow "));
        assert!(!typing("rain OR snow", "rain "));
        assert!(typing("(rain OR snow) tag:sea", "(rain OR snow)"));
    }

    #[test]
    fn an_answer_about_marks_or_today_does_not_last() {
        let is_lasting = |typed: &str| is_lasting(&Query::parse(typed));
        assert!(is_lasting("rain date:2020 has:author source:sea "));
        assert!(!is_lasting("rain -(snow OR is:read)"));
        assert!(!is_lasting("tag:sea ") && !is_lasting("in:sea "));
        assert!(!is_lasting("date:7d") && !is_lasting("before:7d"));
    }
}
