//! Reads plain text, mostly saved from a page of the web: nothing is marked,
//! and the article stands among menus, comments and notices.
//!
//! Nothing here knows a site. One idea: nothing is deleted. The blocks tile
//! the file, each gets a kind, and what belongs to the page is folded. Each
//! line is looked at once (`survey`); the article is the best run of lines
//! (`run`); headline, dates and byline are found by where they stand and
//! what they look like, and whatever was considered is kept as evidence.
//!
//! The rules and their weights were found on 182 saved pages; all words in
//! tables only lower a score.

mod beside;
mod blocks;
mod byline;
mod caption;
mod citations;
mod clean;
mod dump;
mod evidence;
mod file_name;
mod header;
mod headline;
mod lexicon;
mod list;
mod manual;
mod masthead;
mod page_title;
mod phrases;
mod published;
mod run;
mod survey;
#[cfg(test)]
mod tests;
mod tile;
mod words;
mod wrap;

use std::cell::LazyCell;
use std::collections::HashSet;

use crate::article::Article;

use byline::Byline;
use citations::Cited;
use headline::Headline;
use masthead::Masthead;
use published::{Meaning, Places, Shown};
use run::{Part, Run};
use survey::Line;

/// Lines that are looked at closely; an article is over long before.
const SURVEYED: usize = 20_000;

/// Reads a plain text; `file_name` is the name of its file, which may hold a
/// title and a date.
///
/// Reading never fails. The blocks' bytes tile `source`: what is no part of
/// the article is furniture, not lost. Blocks have 64 KiB at most; lines
/// beyond the first 100,000 come in blocks of many lines. The article's `id`
/// is left to the caller.
///
/// ```
/// use newsread::format::plain::read;
///
/// let article = read("Rain stops play\n\nThe match was called off at noon.", "rain.txt");
/// assert_eq!(&*article.meta.title.unwrap().value, "Rain stops play");
/// ```
pub fn read(source: &str, file_name: &str) -> Article {
    let tiles = tile::tile(source);
    let close = tiles.ranges.len().min(SURVEYED);
    let order = survey::order(source);
    let mut lines = survey::survey(source, &tiles.ranges[..close], order);
    dump::unmark(&mut lines, order);
    let found = Found::new(&lines);
    let mut article = Article::default();
    evidence::add(&mut article, &lines, &found, file_name);
    article.body = blocks::build(source, &tiles, lines, &found);
    article
}

/// What was found in the lines of a text.
struct Found {
    parts: Vec<Part>,
    run: Run,
    headline: Option<Headline>,
    subtitle: Option<usize>,
    byline: Option<Byline>,
    masthead: Option<Masthead>,
    /// The days that the page shows, best first.
    shown: Vec<Shown>,
    cited: Cited,
    /// The lines of a header, their keys and where their values begin.
    header: Vec<(usize, header::Key, usize)>,
}

impl Found {
    fn new(lines: &[Line]) -> Self {
        let run = Run { first: 0, last: 0 };
        let mut found = Self {
            parts: Vec::new(),
            run,
            headline: None,
            subtitle: None,
            byline: None,
            masthead: None,
            shown: Vec::new(),
            cited: Cited::default(),
            header: header::read(lines),
        };
        if lines.is_empty() {
            return found;
        }
        (found.parts, found.run) = run::label(lines, run::find(lines));
        found.headline = found
            .titled(lines)
            .or_else(|| manual::headline(lines))
            .or_else(|| headline::find(lines, found.run));
        found.take_title();
        found.take_stamps(lines);
        found.end_at_author_box(lines);
        found.take_subtitle(lines);
        found.take_masthead(lines);
        let title = found.title();
        let other = citations::other_title(lines, &title);
        let cited = other.as_ref().map_or(&title, |(_, other)| other);
        citations::label(lines, &mut found.parts, found.run, cited);
        found.cited = citations::read(lines, &found.parts, cited);
        found.cited.other_title =
            other.filter(|(_, other)| words::fold(other) != words::fold(&title));
        found
    }

    /// The headline that a header names.
    fn titled(&self, lines: &[Line]) -> Option<Headline> {
        let (line, _, at) = *self.header.iter().find(|(_, key, _)| *key == header::Key::Title)?;
        Some(Headline { line, text: lines[line].text[at..].trim().to_owned() })
    }

    fn title(&self) -> String {
        self.headline.as_ref().map(|headline| headline.text.clone()).unwrap_or_default()
    }

    fn take_title(&mut self) {
        if let Some(headline) = &self.headline {
            self.parts[headline.line] = Part::Title;
        }
        for (line, key, _) in &self.header {
            if *key != header::Key::Title {
                self.parts[*line] = Part::Furniture;
            }
        }
    }

    /// Finds dates and byline, and labels their lines.
    fn take_stamps(&mut self, lines: &[Line]) {
        let title = self.headline.as_ref().map(|headline| headline.line);
        let places = Places { lines, parts: &self.parts, run: self.run, title };
        let shown = published::find(&places, &self.title());
        let byline = byline::find(&places, &self.title());
        let published = shown.iter().find(|shown| shown.meaning == Meaning::Published);
        if let Some(line) = published.map(|shown| shown.line) {
            let is_free = match self.parts[line] {
                Part::Furniture | Part::Heading => true,
                Part::Body => !lines[line].is_sentence && title.is_none_or(|title| line > title),
                _ => false,
            };
            if is_free && line <= self.run.first + 3 && lines[line].words < 20.0 {
                self.parts[line] = Part::Dateline;
            }
        }
        for line in
            byline.iter().flat_map(|byline| byline.more.iter().copied().chain([byline.line]))
        {
            let is_free = matches!(
                self.parts[line],
                Part::Furniture | Part::Heading | Part::Body | Part::Dateline
            );
            if is_free && !lines[line].is_sentence {
                self.parts[line] = Part::Byline;
            }
        }
        (self.shown, self.byline) = (shown, byline);
    }

    /// A box about the author, late in the run, ends the article.
    fn end_at_author_box(&mut self, lines: &[Line]) {
        let Some(byline) = &self.byline else { return };
        let names: Vec<String> = byline.names.iter().map(|name| words::fold(name)).collect();
        let is_box = |line: &Line| {
            let is_short = line.words <= 12.0 && !line.stops;
            let introduces = |name: &String| {
                let opens = [
                    "about ",
                    "über ",
                    "sobre ",
                    "info ",
                    "by ",
                    "von ",
                    "autor ",
                    "autora ",
                    "about the author ",
                ];
                name.len() > 6
                    && opens.iter().any(|open| {
                        line.folded
                            .strip_prefix(open)
                            .is_some_and(|rest| rest.starts_with(name.as_str()))
                    })
            };
            is_short && names.iter().any(|name| line.folded == *name || introduces(name))
        };
        let Run { first, last } = self.run;
        let from = first + 4.max((last - first) / 2);
        let Some(start) = (from..=last).find(|&rank| is_box(&lines[rank])) else { return };
        for part in &mut self.parts[start..=last] {
            if matches!(part, Part::Body | Part::Heading) {
                *part = Part::Furniture;
            }
        }
    }

    fn take_masthead(&mut self, lines: &[Line]) {
        let Some(headline) = &self.headline else { return };
        self.masthead = masthead::find(lines, &self.parts, self.run, headline);
        if let Some(masthead) = self.masthead.as_ref().filter(|masthead| masthead.is_whole) {
            self.parts[masthead.line] = Part::Furniture;
        }
    }

    /// The first sentence between headline and article that speaks of what the
    /// article speaks of is the deck.
    fn take_subtitle(&mut self, lines: &[Line]) {
        let Some(headline) = &self.headline else { return };
        let opening = lines[self.run.first..=self.run.last].iter().take(6);
        let told: LazyCell<HashSet<String>, _> = LazyCell::new(|| {
            let said = opening.chain([&lines[headline.line]]).map(Line::folded_text);
            let marks =
                |folded: &str| words::marks(folded).into_iter().map(str::to_owned).collect();
            said.flat_map(|folded| -> Vec<String> { marks(&folded) }).collect()
        });
        let is_told = |line: &Line| {
            let folded = line.folded_text();
            let marks = words::marks(&folded);
            marks.iter().filter(|mark| told.contains(**mark)).count() * 5 >= marks.len()
        };
        let is_deck = |rank: &usize| {
            let line = &lines[*rank];
            self.parts[*rank] == Part::Furniture
                && line.stops
                && line.words >= 6.0
                && !line.is_notice
                && !line.is_cited
                && line.repeats < 2
                && !caption::is_caption(&line.text)
                && is_told(line)
        };
        self.subtitle = (headline.line + 1..self.run.first).find(is_deck);
        if let Some(rank) = self.subtitle {
            self.parts[rank] = Part::Subtitle;
        }
    }
}
