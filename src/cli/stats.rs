//! `newsread stats`: figures about the archives.

use std::cmp::Reverse;
use std::collections::HashMap;

use serde_json::{Value, json};

use super::arguments::Stats;
use super::config::Source;
use super::desk::Desk;
use super::error::CliError;
use super::exit::Exit;
use super::json::Line;
use super::out::Out;
use crate::article::{Name, Safe, When};
use crate::search::{Order, Query, Row};

/// Sources, authors, languages and tags that are told, the most frequent.
const TOP: usize = 10;

/// What is counted.
#[derive(Default)]
struct Figures {
    articles: usize,
    unread: usize,
    starred: usize,
    unreadable: usize,
    words: usize,
    undated: usize,
    first: Option<When>,
    last: Option<When>,
    sources: HashMap<String, usize>,
    authors: HashMap<String, usize>,
    languages: HashMap<String, usize>,
    tags: HashMap<String, usize>,
}

/// Prints how many articles there are, of what time and of whom.
pub(super) fn stats(wanted: Stats, source: &Source, out: &mut Out) -> Result<Exit, CliError> {
    let desk = Desk::open(wanted.archives, source, out)?;
    let mut figures = Figures::default();
    desk.each(&Query::default(), Order::Newest, usize::MAX, false, |row| {
        figures.unread += usize::from(desk.is_unread(&row));
        figures.starred += usize::from(desk.is_starred(&row));
        figures.count(&row, &desk.tags(&row));
        Ok(())
    })?;
    if wanted.json {
        out.json(&Line::of(&figures.object()))?;
    } else {
        for line in figures.lines() {
            out.row(&line)?;
        }
    }
    let exit = if figures.articles > 0 { Exit::Done } else { Exit::Nothing };
    Ok(desk.exit.and_found(exit))
}

impl Figures {
    fn count(&mut self, row: &Row, tags: &[Safe]) {
        if row.trouble.is_some() {
            self.unreadable += 1;
            return;
        }
        let meta = &row.meta;
        self.articles += 1;
        self.words += row.words;
        match meta.published.map(|published| published.value) {
            Some(when) => {
                let is_first = self.first.is_none_or(|first| when.moment() < first.moment());
                let is_last = self.last.is_none_or(|last| when.moment() > last.moment());
                self.first = if is_first { Some(when) } else { self.first };
                self.last = if is_last { Some(when) } else { self.last };
            }
            None => self.undated += 1,
        }
        let of = |text: &Safe| text.to_string();
        add(&mut self.sources, meta.source.iter().map(|source| of(&source.value)));
        add(
            &mut self.authors,
            meta.authors.iter().flat_map(|authors| authors.value.iter().map(Name::to_string)),
        );
        add(&mut self.languages, meta.language.iter().map(|language| of(&language.value)));
        add(&mut self.tags, tags.iter().map(of));
    }

    fn lists(&self) -> [(&'static str, &HashMap<String, usize>); 4] {
        [
            ("sources", &self.sources),
            ("authors", &self.authors),
            ("languages", &self.languages),
            ("tags", &self.tags),
        ]
    }

    fn numbers(&self) -> [(&'static str, usize); 6] {
        [
            ("articles", self.articles),
            ("unread", self.unread),
            ("starred", self.starred),
            ("undated", self.undated),
            ("unreadable", self.unreadable),
            ("words", self.words),
        ]
    }

    fn lines(&self) -> Vec<Vec<Safe>> {
        let line = |cells: &[&str]| cells.iter().map(|cell| Safe::line(cell)).collect::<Vec<_>>();
        let numbers = self.numbers();
        let mut lines: Vec<_> =
            numbers.iter().map(|(name, n)| line(&[name, &n.to_string()])).collect();
        let dates = [("first", self.first), ("last", self.last)];
        lines.extend(
            dates
                .iter()
                .filter_map(|(name, when)| Some(line(&[name, &when.as_ref()?.to_string()]))),
        );
        for (name, counts) in self.lists() {
            lines.extend(
                top(counts).into_iter().map(|(value, n)| line(&[name, &n.to_string(), value])),
            );
        }
        lines
    }

    fn object(&self) -> Value {
        let numbers = self.numbers().into_iter().map(|(name, n)| (name.to_owned(), json!(n)));
        let dates = [("first", self.first), ("last", self.last)];
        let dates =
            dates.map(|(name, when)| (name.to_owned(), json!(when.map(|it| it.to_string()))));
        let lists = self.lists().map(|(name, counts)| {
            let counted =
                top(counts).into_iter().map(|(value, n)| json!({"name": value, "articles": n}));
            (name.to_owned(), counted.collect())
        });
        numbers.chain(dates).chain(lists).collect::<serde_json::Map<_, _>>().into()
    }
}

fn add(counts: &mut HashMap<String, usize>, values: impl Iterator<Item = String>) {
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
}

/// The most frequent, those first that more articles have.
fn top(counts: &HashMap<String, usize>) -> Vec<(&str, usize)> {
    let mut counted: Vec<_> = counts.iter().map(|(value, n)| (&**value, *n)).collect();
    counted.sort_by_key(|(value, n)| (Reverse(*n), *value));
    counted.truncate(TOP);
    counted
}
