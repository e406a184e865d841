//! Says what is known about the article, how, and what else was considered.

mod days;

use std::ops::Range;

use crate::article::{Article, Claim, Field, Name, Origin, Safe, Sourced};
use crate::format::names;

use super::Found;
use super::file_name::title_in;
use super::header::{self, Key};
use super::masthead::Masthead;
use super::run::Part;
use super::survey::Line;

/// Offers of a byline from this strength on have a by-word before a name.
const STRONG: f64 = 2.4;

/// Lines at the end of a text in which a key may name the address.
const TAIL: usize = 4;

/// Fills the fields of the article and lists the evidence, taken first.
pub(super) fn add(article: &mut Article, lines: &[Line], found: &Found, file_name: &str) {
    let mut evidence = Evidence { article, lines, found };
    evidence.title(file_name);
    evidence.subtitle();
    evidence.authors();
    evidence.source();
    evidence.address();
    evidence.dates();
    evidence.file_date(file_name);
    article.evidence.sort_by_key(|claim| !claim.is_taken);
}

struct Evidence<'a> {
    article: &'a mut Article,
    lines: &'a [Line],
    found: &'a Found,
}

impl Evidence<'_> {
    fn claim(
        &mut self,
        field: Field,
        value: &str,
        origin: Origin,
        at: Option<Range<usize>>,
        taken: bool,
        because: &'static str,
    ) {
        let because = (!because.is_empty()).then(|| Safe::line(because));
        let value = Safe::line(value);
        self.article.evidence.push(Claim {
            field,
            value,
            origin,
            key: None,
            at,
            is_taken: taken,
            because,
        });
    }

    fn at(&self, line: usize) -> Option<Range<usize>> {
        self.lines.get(line).map(|line| line.range.clone())
    }

    fn title(&mut self, file_name: &str) {
        let stem = title_in(file_name);
        let Some(headline) = &self.found.headline else {
            if !stem.is_empty() {
                self.article.meta.title =
                    Some(Sourced::uncertain(Safe::line(&stem), Origin::FileName));
                self.claim(
                    Field::Title,
                    &stem,
                    Origin::FileName,
                    None,
                    true,
                    "no headline was found",
                );
            }
            return;
        };
        let title = Safe::line(&headline.text);
        let cited = self.found.cited.title;
        let is_whole = headline.text == self.lines[headline.line].text;
        let other = self.found.cited.other_title.clone();
        let (is_certain, because) = match (cited, headline.line) {
            _ if other.is_some() => (false, "the citations have another form"),
            (Some(_), _) => (true, "the citations repeat it"),
            _ if self.found.header.iter().any(|(line, ..)| *line == headline.line) => {
                (true, "the header names it")
            }
            (None, 0) if is_whole => (true, "line one"),
            (None, 0) => (false, "line one without the site’s name"),
            (None, _) => (false, "above the article"),
        };
        self.article.meta.title = Some(if is_certain {
            Sourced::certain(title, Origin::Line)
        } else {
            Sourced::uncertain(title, Origin::Line)
        });
        let (text, line) = (headline.text.clone(), headline.line);
        self.claim(Field::Title, &text, Origin::Line, self.at(line), true, because);
        if let Some((cited, other)) = other {
            let because = "the headline has another form";
            self.claim(Field::Title, &other, Origin::Citations, self.at(cited), false, because);
        } else if let Some(cited) = cited {
            self.claim(Field::Title, &text, Origin::Citations, self.at(cited), false, "it agrees");
        }
        let is_named = self.found.header.iter().any(|(named, ..)| *named == line);
        if !is_named && (!is_whole || line > 0 && self.lines[0].words >= 3.0) {
            let first = self.lines[0].text.clone();
            let because = if line == 0 {
                "it holds the site’s name"
            } else {
                "a menu or the page’s title"
            };
            self.claim(Field::Title, &first, Origin::Line, self.at(0), false, because);
        }
    }

    fn subtitle(&mut self) {
        let Some(line) = self.found.subtitle else { return };
        let text = self.lines[line].text.clone();
        self.article.meta.subtitle = Some(Sourced::uncertain(Safe::line(&text), Origin::Line));
        self.claim(
            Field::Subtitle,
            &text,
            Origin::Line,
            self.at(line),
            true,
            "between headline and article",
        );
    }

    fn authors(&mut self) {
        if let Some(byline) = &self.found.byline {
            let line = byline.line;
            let (people, agency) = people(&byline.names);
            let beside = || {
                names::authors(&self.lines[line].text)
                    .agency
                    .filter(|agency| names::is_agency(agency))
            };
            let agency =
                agency.or_else(beside).filter(|agency| people != [Name::Literal(agency.clone())]);
            let printed = byline.names.join("; ");
            let because = if byline.strength >= STRONG {
                "a by-word stands before it"
            } else {
                "names beside headline or date"
            };
            if let Some(agency) = agency {
                self.article.meta.agency = Some(Sourced::uncertain(agency.clone(), Origin::Line));
                self.claim(
                    Field::Agency,
                    &agency,
                    Origin::Line,
                    self.at(line),
                    true,
                    "beside the names",
                );
            }
            self.article.meta.authors = Some(Sourced::uncertain(people, Origin::Line));
            self.claim(Field::Authors, &printed, Origin::Line, self.at(line), true, because);
        }
        if let Some((line, author)) = self.found.cited.author.clone() {
            let is_taken = self.article.meta.authors.is_none() && names::is_name(&author, true);
            if is_taken {
                self.article.meta.authors =
                    Some(Sourced::uncertain(vec![names::name(&author)], Origin::Citations));
            }
            self.claim(
                Field::Authors,
                &author,
                Origin::Citations,
                self.at(line),
                is_taken,
                "before the site’s name",
            );
        }
    }

    fn source(&mut self) {
        let named = self.found.header.iter().find(|(_, key, _)| *key == Key::Source);
        if let Some((line, _, at)) = named.filter(|_| self.found.cited.source.is_none()) {
            let text = &self.lines[*line].text;
            let source = text[*at..].trim().to_owned();
            if header::address(&source).is_none() {
                self.article.meta.source =
                    Some(Sourced::certain(Safe::line(&source), Origin::Line));
                self.claim(
                    Field::Source,
                    &source,
                    Origin::Line,
                    self.at(*line),
                    true,
                    "the header names it",
                );
            }
        }
        if let Some((line, source)) = self.found.cited.source.clone() {
            self.article.meta.source =
                Some(Sourced::certain(Safe::line(&source), Origin::Citations));
            self.claim(
                Field::Source,
                &source,
                Origin::Citations,
                self.at(line),
                true,
                "the citations agree",
            );
        }
        if let Some(Masthead { line, paper, .. }) = &self.found.masthead {
            let (line, paper) = (*line, paper.clone());
            let is_taken = self.article.meta.source.is_none();
            if is_taken {
                self.article.meta.source =
                    Some(Sourced::uncertain(Safe::line(&paper), Origin::Line));
            }
            let because = "the page shows it";
            self.claim(Field::Source, &paper, Origin::Line, self.at(line), is_taken, because);
        }
    }

    /// The address that a key names at the beginning or the end, or a line by
    /// itself near the headline or at the end, or a citation.
    fn address(&mut self) {
        let value = |line: usize, at: usize| {
            header::address(self.lines[line].text[at..].trim()).map(str::to_owned)
        };
        let mut keyed = self
            .found
            .header
            .iter()
            .filter(|(_, key, _)| matches!(key, Key::Address | Key::Source));
        let named = keyed.find_map(|(line, _, at)| Some((*line, value(*line, *at)?)));
        let title = self.found.headline.as_ref().map_or(0, |headline| headline.line);
        let count = self.lines.len();
        let mut near =
            (title.saturating_sub(2)..(title + 4).min(count)).chain(count.saturating_sub(1)..count);
        let alone = || near.find_map(|line| Some((line, value(line, 0)?)));
        let tail = count.saturating_sub(TAIL)..count;
        let mut keyed = tail.filter_map(|line| Some((line, header::key(&self.lines[line].text)?)));
        let last = keyed.find_map(|(line, (_, at))| Some((line, value(line, at)?)));
        let named = named.or(last);
        let is_named = named.is_some();
        let cited = || self.found.cited.address.clone();
        let Some((line, address)) = named.or_else(alone).or_else(cited) else { return };
        let is_cited = self.found.parts[line] == Part::Citation;
        let url = Safe::line(&address);
        let origin = if is_cited { Origin::Citations } else { Origin::Line };
        self.article.meta.url = Some(if is_named {
            Sourced::certain(url, origin)
        } else {
            Sourced::uncertain(url, origin)
        });
        let because = match (is_named, is_cited) {
            (true, _) => "a key names it",
            (false, true) => "the citations have it",
            (false, false) => "a line by itself",
        };
        self.claim(Field::Url, &address, origin, self.at(line), true, because);
    }
}

/// The persons behind printed names, and the agency beside them.
fn people(printed: &[String]) -> (Vec<Name>, Option<Safe>) {
    let is_institution = |name: &&String| names::is_agency(name);
    let agency = printed.iter().find(is_institution).map(|name| Safe::line(name));
    let mut people: Vec<Name> = Vec::new();
    for name in printed.iter().filter(|name| !names::is_agency(name)) {
        let name = names::name(name);
        if !people.contains(&name) {
            people.push(name);
        }
    }
    if people.is_empty() {
        return (agency.into_iter().map(Name::Literal).collect(), None);
    }
    (people, agency)
}
