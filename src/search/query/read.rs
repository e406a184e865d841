//! Reads what was typed.
//!
//! One pass from left to right that cannot fail: each part is read as what it
//! promises to be or else as words, and moves on by a character at least.

use std::ops::Range;

use super::field::Name;
use super::text::{has_inner_star, has_word, pattern_end, plain_words};
use super::write::{PAIRS, is_quotation_mark};
use super::{Clause, Filter, Mark, Period, Query, Term, Words, pattern};
use crate::search::words::words;

/// Most terms and filters of a query; what is behind them is not understood. A
/// pasted page is no question.
const TERMS: usize = 64;

/// Most groups within one another; deeper parentheses are only blanks.
const DEPTH: usize = 16;

/// Most words between those that are to be near one another.
const FARTHEST: u16 = 1000;

/// A query as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// What is asked for.
    pub query: Query,
    /// Bytes of the typed text that could not be understood and are searched
    /// as words, if there is a word in them; in order.
    pub unclear: Vec<Range<usize>>,
}

impl Reading {
    /// Reads what is being typed: the last word may go on, and what is typed
    /// half waits.
    ///
    /// ```
    /// use newsread::search::query::Reading;
    ///
    /// let typed = "rain date:foo is:un";
    /// let reading = Reading::of(typed);
    /// assert_eq!(reading.query.to_string(), "rain \"date:foo\"");
    /// assert_eq!(&typed[reading.unclear[0].clone()], "date:foo");
    /// ```
    pub fn of(typed: &str) -> Self {
        Reader { typed, at: 0, may_go_on: true, is_not: false, terms: 0, depth: 0, unclear: vec![] }
            .read()
    }

    /// Reads what was typed to its end.
    pub fn of_complete(typed: &str) -> Self {
        Reader {
            typed,
            at: 0,
            may_go_on: false,
            is_not: false,
            terms: 0,
            depth: 0,
            unclear: vec![],
        }
        .read()
    }
}

struct Reader<'a> {
    typed: &'a str,
    at: usize,
    /// Whether more may be typed.
    may_go_on: bool,
    /// Whether what is read must not be there.
    is_not: bool,
    terms: usize,
    depth: usize,
    unclear: Vec<Range<usize>>,
}

impl<'a> Reader<'a> {
    fn read(mut self) -> Reading {
        let clause = self.any();
        let is_ended = !self.may_go_on || self.typed.ends_with(char::is_whitespace);
        if clause.is_none() && is_ended && !self.typed.trim().is_empty() {
            // Signs alone ask for nothing, and so everything is found.
            self.note(0, self.typed.trim_end().len());
        }
        Reading { query: Query { clause }, unclear: self.unclear }
    }

    /// Sides with `OR` between them, up to the end of the text or group. A
    /// side that is missing is left out.
    fn any(&mut self) -> Option<Clause> {
        let mut sides = Vec::new();
        loop {
            sides.extend(self.all());
            if !self.is_at_or() {
                break;
            }
            self.at += "OR".len();
        }
        joined(sides, Clause::Any, |side| match side {
            Clause::Any(sides) => Ok(sides),
            side => Err(side),
        })
    }

    /// What stands side by side, up to an `OR` that has something before it.
    fn all(&mut self) -> Option<Clause> {
        let mut parts = Vec::new();
        while let Some(c) = self.next_sign() {
            if c == ')' {
                if self.depth > 0 {
                    break;
                }
                self.note(self.at, self.at + 1);
                self.at += 1;
            } else if self.is_at_or() {
                if !parts.is_empty() {
                    break;
                }
                let end = self.at + "OR".len();
                if end < self.typed.len() {
                    self.note(self.at, end);
                }
                parts.extend(self.word(self.at..end));
            } else {
                parts.extend(self.part(c));
            }
        }
        joined(parts, Clause::All, |part| match part {
            Clause::All(parts) => Ok(parts),
            part => Err(part),
        })
    }

    /// The next character that is no blank, which is then where it is; `None`
    /// at the end, which is also where no more terms count.
    fn next_sign(&mut self) -> Option<char> {
        self.at = self.typed.len() - self.rest().trim_start().len();
        if self.terms >= TERMS && self.at < self.typed.len() {
            self.note(self.at, self.typed.len());
            self.at = self.typed.len();
        }
        self.rest().chars().next()
    }

    fn rest(&self) -> &'a str {
        &self.typed[self.at..]
    }

    fn is_at_or(&self) -> bool {
        self.rest().starts_with("OR") && self.chunk_end() == self.at + "OR".len()
    }

    /// Where the run of characters ends that are no blank, quotation mark or
    /// parenthesis.
    fn chunk_end(&self) -> usize {
        let is_end = |c: char| c.is_whitespace() || is_quotation_mark(c) || matches!(c, '(' | ')');
        self.rest().find(is_end).map_or(self.typed.len(), |len| self.at + len)
    }

    /// Whether the text ends at a byte, and more may be typed there.
    fn is_under_way(&self, end: usize) -> bool {
        self.may_go_on && end == self.typed.len()
    }

    fn part(&mut self, first: char) -> Option<Clause> {
        let mut after = self.rest()[first.len_utf8()..].chars();
        let is_not = first == '-' && after.next().is_some_and(|c| c != '-' && !c.is_whitespace());
        if !is_not {
            return self.positive(first);
        }
        self.at += 1;
        let was_not = std::mem::replace(&mut self.is_not, true);
        let first = self.rest().chars().next()?;
        let clause = if first == ')' { None } else { self.part(first) };
        self.is_not = was_not;
        Some(match clause? {
            Clause::Not(clause) => *clause,
            clause => Clause::Not(Box::new(clause)),
        })
    }

    fn positive(&mut self, first: char) -> Option<Clause> {
        match first {
            '(' => self.group(),
            '/' => self.pattern(),
            c if is_quotation_mark(c) => self.phrase(),
            '=' => self.exact().or_else(|| self.plain()),
            _ => self.plain(),
        }
    }

    fn group(&mut self) -> Option<Clause> {
        self.at += 1;
        if self.depth == DEPTH {
            return None;
        }
        self.depth += 1;
        let inside = self.any();
        self.depth -= 1;
        if self.rest().starts_with(')') {
            self.at += 1;
        }
        inside
    }

    fn term(&mut self, term: Term) -> Clause {
        self.terms += 1;
        Clause::Text(term)
    }

    /// A part of the text searched as words, if there are any in it.
    fn word(&mut self, range: Range<usize>) -> Option<Clause> {
        self.at = range.end;
        let words = self.words(&self.typed[range.clone()], range.end)?;
        Some(self.term(Term::Words(words)))
    }

    /// A part of the text that could not be understood, up to a byte.
    fn unclear(&mut self, start: usize, end: usize) -> Option<Clause> {
        self.note(start, end);
        self.word(start..end)
    }

    /// Notes that a part of the text could not be understood.
    fn note(&mut self, start: usize, end: usize) {
        match self.unclear.last_mut().filter(|last| last.end >= start) {
            Some(last) => last.end = last.end.max(end),
            None => self.unclear.push(start..end),
        }
    }

    /// The words of `text`, which ends at a byte of what was typed; `None` if
    /// it has none.
    fn words(&self, text: &str, end: usize) -> Option<Words> {
        let is_whole = self.is_not || !self.is_under_way(end);
        let words = plain_words(text, is_whole);
        has_word(&words.text).then_some(words)
    }

    /// The text behind a quotation mark, which is where it is, up to the next;
    /// and whether there is one.
    fn quoted(&mut self) -> (&'a str, bool) {
        let mark = self.rest().chars().next().map_or(0, char::len_utf8);
        self.at += mark;
        let end = self.rest().find(is_quotation_mark);
        let text = &self.rest()[..end.unwrap_or(self.rest().len())];
        self.at += text.len();
        let mark = self.rest().chars().next().map_or(0, char::len_utf8);
        self.at += mark;
        (text, end.is_some())
    }

    /// What was quoted, as words.
    fn quoted_words(&self, text: &str, is_ended: bool) -> Words {
        let is_whole = self.is_not || is_ended || !self.may_go_on;
        plain_words(text, is_whole || text.ends_with(char::is_whitespace))
    }

    fn phrase(&mut self) -> Option<Clause> {
        let start = self.at;
        let (text, is_ended) = self.quoted();
        let found = self.quoted_words(text, is_ended);
        let within = self.rest().strip_prefix('~').filter(|_| is_ended).map(|behind| {
            let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
            self.at += 1 + digits;
            &behind[..digits]
        });
        if !has_word(&found.text) {
            return None;
        }
        if has_inner_star(text) {
            self.note(start, self.at);
        }
        Some(match within.filter(|digits| !digits.is_empty()) {
            Some(digits) if words(&found.text).nth(1).is_some() => {
                if found.is_open {
                    // Of words near one another each is whole.
                    self.note(start, self.at);
                }
                let within = digits.parse().map_or(FARTHEST, |within: u16| within.min(FARTHEST));
                self.term(Term::Near(found.text, within))
            }
            _ => self.term(Term::Words(found)),
        })
    }

    fn exact(&mut self) -> Option<Clause> {
        let behind = self.rest().strip_prefix('=')?;
        let (open, close) = PAIRS.into_iter().find(|(open, _)| behind.starts_with(*open))?;
        let inside = &behind[open.len_utf8()..];
        let text = inside.find(close).map_or(inside, |end| &inside[..end]);
        let end = self.typed.len() - inside.len() + text.len();
        self.at = (end + close.len_utf8()).min(self.typed.len());
        (!text.is_empty()).then(|| self.term(Term::Exact(text.to_owned())))
    }

    fn pattern(&mut self) -> Option<Clause> {
        let start = self.at;
        let inside = &self.rest()[1..];
        let len = pattern_end(inside);
        let text = &inside[..len.unwrap_or(inside.len())];
        let is_folded = len.is_some_and(|len| inside[len..].starts_with("/i"));
        let signs = if len.is_some() { 1 + usize::from(is_folded) } else { 0 };
        let end = start + 1 + text.len() + signs;
        if text.is_empty() {
            self.at = end;
            return None;
        }
        if pattern::compile(text, is_folded).is_none() {
            return self.unclear(start, end);
        }
        self.at = end;
        Some(self.term(Term::Pattern { text: text.to_owned(), is_folded }))
    }

    /// A word, or a field and its value.
    fn plain(&mut self) -> Option<Clause> {
        let (start, end) = (self.at, self.chunk_end());
        let chunk = &self.typed[start..end];
        let Some((name, value)) = chunk.split_once(':') else {
            return if has_inner_star(chunk) {
                self.unclear(start, end)
            } else {
                self.word(start..end)
            };
        };
        if let Some(known) = Name::of(name) {
            self.at += name.len() + 1;
            return self.field(start, known);
        }
        let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic());
        if is_name && !value.is_empty() && !value.starts_with('/') {
            return self.unclear(start, end);
        }
        self.word(start..end)
    }

    /// A field whose value is next; its name begins at `start`.
    fn field(&mut self, start: usize, known: Name) -> Option<Clause> {
        let is_quoted = self.rest().starts_with(is_quotation_mark);
        let (text, is_ended) = if is_quoted {
            self.quoted()
        } else {
            let text = &self.typed[self.at..self.chunk_end()];
            self.at += text.len();
            (text, false)
        };
        let end = self.at;
        let waits = self.is_under_way(end) && !is_ended;
        let read = match known {
            Name::Field(field) => {
                let found = if is_quoted {
                    self.quoted_words(text, is_ended)
                } else {
                    plain_words(text, self.is_not || !self.is_under_way(end))
                };
                let is_value =
                    !found.text.is_empty() && (!field.is_of_words() || has_word(&found.text));
                if is_value && has_inner_star(text) {
                    self.note(start, end);
                }
                is_value.then_some(Filter::Says(field, found)).ok_or(text.is_empty())
            }
            Name::Is => Mark::named("is", text).map(Filter::Is),
            Name::Has => Mark::named("has", text).map(Filter::Is),
            Name::Date => Period::read(text).map(Filter::Published),
            Name::After => Period::after(text).map(Filter::Published),
            Name::Before => Period::before(text).map(Filter::Published),
        };
        match read {
            Ok(filter) => {
                self.terms += 1;
                Some(Clause::Filter(filter))
            }
            Err(true) if waits => None,
            Err(_) => self.unclear(start, end),
        }
    }
}

/// Joins clauses into one: nothing into none, one into itself, and those of
/// the same kind into one list.
fn joined(
    clauses: Vec<Clause>,
    list: fn(Vec<Clause>) -> Clause,
    opened: fn(Clause) -> Result<Vec<Clause>, Clause>,
) -> Option<Clause> {
    let mut flat = Vec::with_capacity(clauses.len());
    for clause in clauses {
        match opened(clause) {
            Ok(inner) => flat.extend(inner),
            Err(clause) => flat.push(clause),
        }
    }
    if flat.len() > 1 { Some(list(flat)) } else { flat.pop() }
}
