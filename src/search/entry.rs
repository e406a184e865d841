//! What an engine takes in of an article: its row, its passages, and their words.
//!
//! It knows no engine. The scanner keeps it; an index writes it down and makes
//! it again from the article where the words alone do not decide.

use std::cmp::{Ordering, Reverse};

use super::facts::Facts;
use super::find::{Lights, Matcher, is_read};
use super::words::{Folded, fold_line, in_a_row};
use super::{Row, Snippet, snippet};
use crate::archive::Read;
use crate::article::{Article, ArticleId, Kind, Meta, Place, Safe};
use crate::versions::{Sketch, Trace};

/// An article, ready to be listed, searched and quoted.
pub(super) struct Entry {
    row: Row,
    /// Its path, as filters compare it.
    path: String,
    /// Whether there is a note on it where its file comes from.
    has_note: bool,
    /// Words in all passages.
    words: usize,
    /// The folded headline; empty without one.
    headline: String,
    /// The folded lines of all passages.
    lines: String,
    passages: Vec<Passage>,
    /// What is known from elsewhere and stands in a passage in other characters: for
    /// whoever looks for these very ones.
    spelt: Vec<Safe>,
}

/// A text that is searched.
struct Passage {
    /// Its block; `None` for what only [`Meta`] says.
    block: Option<usize>,
    role: Role,
    text: Safe,
    /// Where its folded line ends.
    end: usize,
}

/// What a passage is to a search.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// The headline.
    Title,
    /// Running text, which makes the better snippet.
    Body,
    /// Anything else.
    Other,
}

impl Role {
    fn of(kind: Kind) -> Self {
        match kind {
            Kind::Title => Self::Title,
            Kind::Subtitle => Self::Other,
            kind if kind.is_said() => Self::Body,
            _ => Self::Other,
        }
    }
}

/// The three parts of the list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Dated,
    Undated,
    Troubled,
}

impl Entry {
    /// `path` is that of its file, as filters compare it.
    pub(super) fn new(read: Read, path: String) -> Self {
        let changed = read.changed.unwrap_or(0);
        let row =
            Row { id: read.id, file: read.location.name(), moment: changed, ..Row::default() };
        let (headline, lines, passages) = (String::new(), String::new(), Vec::new());
        let (has_note, words, spelt) = (false, 0, Vec::new());
        let mut entry = Self { row, path, has_note, words, headline, lines, passages, spelt };
        match read.outcome {
            Ok(article) => entry.take(article),
            Err(error) => {
                entry.row.trouble = Some(Safe::format(format_args!("{}", error.why)));
                // By its name a file is found even if it cannot be read.
                entry.add(None, Role::Other, entry.row.file.clone());
            }
        }
        entry.lines.shrink_to_fit();
        entry
    }

    /// Takes over what a person reads of the article, and behind it what is
    /// known only from elsewhere: a headline or author that no block shows.
    fn take(&mut self, article: Article) {
        self.row.words = article.words();
        self.row.is_link = article.is_link;
        self.row.has_star = article.kept.is_starred == Some(true);
        self.row.was_read = article.kept.is_read == Some(true);
        self.has_note = article.kept.has_note();
        self.row.moment = moment(&article.meta).unwrap_or(self.row.moment);
        // Nearly always enough: folding leaves out more than it adds.
        let text: usize = article.body.iter().map(|block| block.text.plain.len() + 4).sum();
        self.lines.reserve(text + text / 16);
        // And some for what no block says.
        self.passages.reserve(article.body.len() + 4);
        for (rank, block) in
            article.body.into_iter().enumerate().filter(|(_, block)| is_read(block.kind))
        {
            self.add(Some(rank), Role::of(block.kind), block.text.plain);
        }
        if let Some(title) = &article.meta.title {
            self.headline.reserve(title.value.len() + 4);
            fold_line(&title.value, &mut self.headline, |_, _| {});
        }
        let address = article.meta.url.iter().filter(|_| article.is_link);
        let address = address.map(|url| url.value.clone());
        let address = address.map(|address| (Role::Other, address));
        for (role, text) in told(&article.meta).into_iter().chain(address) {
            let mut line = String::new();
            fold_line(&text, &mut line, |_, _| {});
            if !self.lines.contains(line.trim_end_matches('\n')) {
                self.add(None, role, text);
            } else if !self.passages.iter().any(|passage| passage.text.contains(&*text)) {
                self.spelt.push(text);
            }
        }
        self.row.meta = article.meta;
    }

    fn add(&mut self, block: Option<usize>, role: Role, text: Safe) {
        fold_line(&text, &mut self.lines, |_, _| self.words += 1);
        self.passages.push(Passage { block, role, text, end: self.lines.len() });
    }

    pub(super) fn id(&self) -> ArticleId {
        self.row.id
    }

    pub(super) fn row(&self) -> &Row {
        &self.row
    }

    /// What is known of it, for a filter.
    pub(super) fn facts(&self) -> Facts<'_> {
        Facts { row: &self.row, path: &self.path, has_note: self.has_note }
    }

    /// How many words a search goes through.
    pub(super) fn words(&self) -> usize {
        self.words
    }

    /// Whether there is a note on it where its file comes from.
    pub(super) fn has_note(&self) -> bool {
        self.has_note
    }

    /// The folded line of each passage.
    pub(super) fn folded(&self) -> impl Iterator<Item = &str> + Clone {
        self.lined().map(|(_, line)| line)
    }

    /// The folded line of the headline; empty without one.
    pub(super) fn headline(&self) -> &str {
        &self.headline
    }

    /// What is compared to find its copies: what its running text says, and what
    /// is known of it. Of a link without a text nothing is kept, nor of a file
    /// that cannot be read.
    pub(super) fn trace(&self) -> Trace {
        if self.row.is_link || self.row.trouble.is_some() {
            return Trace::default();
        }
        Trace::new(&self.row.meta, Sketch::of(self.said()))
    }

    /// All that its running text says, for a close comparison.
    pub(super) fn whole(&self) -> Sketch {
        Sketch::whole(self.said())
    }

    /// The words of the running text, as they are compared.
    fn said(&self) -> impl Iterator<Item = &str> {
        let said = self.lined().filter(|(passage, _)| passage.role == Role::Body);
        said.flat_map(|(_, line)| in_a_row(line))
    }

    /// Each passage, and its folded line.
    fn lined(&self) -> impl Iterator<Item = (&Passage, &str)> + Clone {
        let starts = std::iter::once(0).chain(self.passages.iter().map(|passage| passage.end));
        let lined = starts.zip(&self.passages);
        lined.map(|(start, passage)| (passage, &self.lines[start..passage.end]))
    }

    /// Whether something is in one of the passages.
    pub(super) fn holds(&self, matcher: &Matcher) -> bool {
        let is_needle = matches!(matcher, Matcher::Words(_));
        !matcher.is_surely_not_in(&self.lines)
            && (is_needle
                || self.lined().any(|(passage, line)| matcher.is_in(&passage.text, line))
                || self.spelt.iter().any(|text| matcher.is_in(text, "")))
    }

    /// How often something is in the headline, and in all passages.
    pub(super) fn count(&self, matcher: &Matcher) -> (usize, usize) {
        let title = self.row.meta.title.iter();
        let titled = title.map(|title| matcher.count(&title.value, &self.headline)).sum();
        let counts = self.lined().map(|(passage, line)| matcher.count(&passage.text, line));
        let spelt = self.spelt.iter().map(|text| matcher.count(text, ""));
        (titled, counts.chain(spelt).sum())
    }

    /// The passage that holds most of what is looked for, running text before
    /// all else.
    pub(super) fn snippet(&self, lights: &Lights) -> Option<Snippet> {
        let is_title = |passage: &Passage| passage.role == Role::Title;
        let (_, best) = self
            .lined()
            .map(|(passage, line)| {
                (lights.count_in(&passage.text, line, is_title(passage)), passage)
            })
            .filter(|(count, _)| *count > 0)
            // The first of equals.
            .min_by_key(|(count, passage)| {
                (Reverse(passage.role == Role::Body), Reverse(*count))
            })?;
        let hits = lights.hits(&best.text, is_title(best), &mut Folded::default());
        let mut snippet = snippet::cut(&best.text, &hits);
        match best.block {
            Some(block) => snippet.place.block = block,
            None => snippet.place = Place::default(),
        }
        Some(snippet)
    }

    /// The order of the list: dated articles, newest first; those without a
    /// date; files that cannot be read. Ties go by headline, then identity.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        /// The day as it is printed comes first: it is the heading under which
        /// a row stands, and no heading should come twice.
        type Key<'a> =
            (Reverse<Option<(i16, i8, i8)>>, Reverse<i64>, Option<&'a str>, &'a str, ArticleId);
        fn key(row: &Row) -> Key<'_> {
            let day = row.meta.published.map(|published| {
                let day = published.value.date().map_or(0, jiff::civil::Date::day);
                (published.value.year(), published.value.month().unwrap_or(0), day)
            });
            let title = row.meta.title.as_ref().map(|title| &*title.value);
            (Reverse(day), Reverse(row.moment), title, &row.file, row.id)
        }
        self.part().cmp(&other.part()).then_with(|| key(&self.row).cmp(&key(&other.row)))
    }

    /// The part of the list in which it stands.
    pub(super) fn part(&self) -> Part {
        match (&self.row.trouble, &self.row.meta.published) {
            (Some(_), _) => Part::Troubled,
            (None, Some(_)) => Part::Dated,
            (None, None) => Part::Undated,
        }
    }
}

/// The [snippet](Entry::snippet) of an article, of which no more is taken in
/// than it takes to find it.
pub(super) fn quoted(read: Read, lights: &Lights) -> Option<Snippet> {
    let said = read.outcome.as_ref().ok().and_then(|article| said(article, lights));
    said.or_else(|| Entry::new(read, String::new()).snippet(lights))
}

/// The same if running text holds any of what is looked for.
fn said(article: &Article, lights: &Lights) -> Option<Snippet> {
    let (mut line, mut best) = (String::new(), (0, None));
    for (rank, block) in article.body.iter().enumerate() {
        if !is_read(block.kind) || Role::of(block.kind) != Role::Body {
            continue;
        }
        line.clear();
        fold_line(&block.text.plain, &mut line, |_, _| {});
        let count = lights.count_in(&block.text.plain, &line, false);
        if count > best.0 {
            best = (count, Some((rank, &block.text.plain)));
        }
        if count == lights.of_text() {
            break;
        }
    }
    let (rank, text) = best.1?;
    let mut snippet = snippet::cut(text, &lights.hits(text, false, &mut Folded::default()));
    snippet.place.block = rank;
    Some(snippet)
}

/// When an article was published, else when this copy was made.
pub(super) fn moment(meta: &Meta) -> Option<i64> {
    meta.published.or(meta.accessed).map(|when| when.value.moment())
}

/// What is known of an article that a person would look for.
fn told(meta: &Meta) -> Vec<(Role, Safe)> {
    let authors = meta.authors.iter().flat_map(|authors| &authors.value);
    let authors = authors.map(|name| Safe::format(format_args!("{name}")));
    let title = meta.title.iter().map(|title| (Role::Title, title.value.clone()));
    let others = [&meta.subtitle, &meta.source].into_iter().flatten();
    let others = others.map(|line| line.value.clone()).chain(authors);
    title.chain(others.map(|line| (Role::Other, line))).collect()
}
