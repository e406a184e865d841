//! One article as the scanning engine keeps it.

use std::cmp::{Ordering, Reverse};

use super::super::find::{Needles, is_read};
use super::super::words::{Folded, fold_line};
use super::super::{Row, Snippet};
use super::snippet;
use crate::archive::Read;
use crate::article::{Article, ArticleId, Kind, Meta, Place, Safe};

/// An article, ready to be listed, searched and quoted.
pub(super) struct Entry {
    row: Row,
    /// The folded lines of all passages.
    lines: String,
    passages: Vec<Passage>,
}

/// A text that is searched.
struct Passage {
    /// Its block; `None` for what only [`Meta`] says.
    block: Option<usize>,
    /// Whether it is running text, which makes the better snippet.
    is_body: bool,
    text: Safe,
    /// Where its folded line ends.
    end: usize,
}

/// The three parts of the list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Dated,
    Undated,
    Troubled,
}

impl Entry {
    pub(super) fn new(read: Read) -> Self {
        let changed = read.changed.unwrap_or(0);
        let row =
            Row { id: read.id, file: read.location.name(), moment: changed, ..Row::default() };
        let mut entry = Self { row, lines: String::new(), passages: Vec::new() };
        match read.outcome {
            Ok(article) => entry.take(article),
            Err(error) => {
                entry.row.trouble = Some(Safe::format(format_args!("{}", error.why)));
                // By its name a file is found even if it cannot be read.
                entry.add(None, false, entry.row.file.clone());
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
        self.row.moment = moment(&article.meta).unwrap_or(self.row.moment);
        for (rank, block) in
            article.body.into_iter().enumerate().filter(|(_, block)| is_read(block.kind))
        {
            let is_body = block.kind.is_said() && block.kind != Kind::Subtitle;
            self.add(Some(rank), is_body, block.text.plain);
        }
        let address = article.meta.url.iter().filter(|_| article.is_link);
        let address = address.map(|url| url.value.clone());
        for text in told(&article.meta).into_iter().chain(address) {
            let mut line = String::new();
            fold_line(&text, &mut line, |_, _| {});
            if !self.lines.contains(line.trim_end_matches('\n')) {
                self.add(None, false, text);
            }
        }
        self.row.meta = article.meta;
    }

    fn add(&mut self, block: Option<usize>, is_body: bool, text: Safe) {
        fold_line(&text, &mut self.lines, |_, _| {});
        self.passages.push(Passage { block, is_body, text, end: self.lines.len() });
    }

    pub(super) fn id(&self) -> ArticleId {
        self.row.id
    }

    pub(super) fn row(&self) -> &Row {
        &self.row
    }

    /// Whether every needle is in the article.
    pub(super) fn holds(&self, needles: &Needles) -> bool {
        needles.are_in(&self.lines)
    }

    /// The passage that holds most of the terms, running text before all else.
    pub(super) fn snippet(&self, needles: &Needles) -> Option<Snippet> {
        let starts = std::iter::once(0).chain(self.passages.iter().map(|passage| passage.end));
        let count =
            |start: usize, passage: &Passage| needles.count_in(&self.lines[start..passage.end]);
        let (_, best) = starts
            .zip(&self.passages)
            .map(|(start, passage)| (count(start, passage), passage))
            .filter(|(count, _)| *count > 0)
            // The first of equals.
            .min_by_key(|(count, passage)| (Reverse(passage.is_body), Reverse(*count)))?;
        let mut snippet =
            snippet::cut(&best.text, &needles.hits(&best.text, &mut Folded::default()));
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

    fn part(&self) -> Part {
        match (&self.row.trouble, &self.row.meta.published) {
            (Some(_), _) => Part::Troubled,
            (None, Some(_)) => Part::Dated,
            (None, None) => Part::Undated,
        }
    }
}

/// When an article was published, else when this copy was made.
fn moment(meta: &Meta) -> Option<i64> {
    meta.published.or(meta.accessed).map(|when| when.value.moment())
}

/// What is known of an article that a person would look for.
fn told(meta: &Meta) -> Vec<Safe> {
    let authors = meta.authors.iter().flat_map(|authors| &authors.value);
    let authors = authors.map(|name| Safe::format(format_args!("{name}")));
    let lines = [&meta.title, &meta.subtitle, &meta.source]
        .into_iter()
        .flatten()
        .map(|line| line.value.clone());
    lines.chain(authors).collect()
}
