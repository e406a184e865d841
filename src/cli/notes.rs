//! `newsread notes`: what the reader wrote and highlighted, each passage with
//! whose words it is and where they stand.

use std::collections::HashSet;
use std::ops::Range;

use serde_json::{Value, json};

use super::arguments::Notes;
use super::config::{Source, style_of};
use super::error::CliError;
use super::exit::Exit;
use super::files::{self, Found, exists};
use super::input::Input;
use super::json::Line;
use super::out::Out;
use super::read::roots;
use crate::archive::Location;
use crate::article::{Article, ArticleId, Place, Safe};
use crate::cite::{
    Citation, Citer, Form, Format, Locator, Markup, Quotation, Record, Style, passage_address,
};
use crate::format::Document;
use crate::state::{Marks, Note};

/// What is said of a note whose words nobody can find for certain.
const ORPHAN: &str = "The article does not have these words any more, or has them more than once.";

/// What is said of a note that was not written in newsread.
const FROM_FILE: &str = "From the file.";

/// A note, and what is known of the words that it is at.
struct Noted {
    id: ArticleId,
    /// The words; empty for the whole article.
    quote: Safe,
    /// What the reader wrote; empty where words are only highlighted.
    text: Safe,
    /// What was written of the same note on another device.
    others: Vec<Safe>,
    /// Whether the words stand in the article no more, or nobody knows where.
    is_orphan: bool,
    /// Whether it was not written in newsread: a service kept it in the file.
    is_from_file: bool,
    /// The number of the paragraph in which the words begin.
    paragraph: Option<usize>,
    /// The article, unless it is not in the archives.
    cited: Option<Cited>,
}

/// The article of a note, and what is cited for it.
struct Cited {
    path: Safe,
    headline: Option<Safe>,
    quotation: Quotation,
    in_text: Option<Citation>,
    entry: Option<Citation>,
}

/// Prints every note and highlight: those of the archives in the order of
/// their files and of the text, with what services kept, then those of
/// articles that are elsewhere.
pub(super) fn notes(wanted: Notes, source: &Source, out: &mut Out) -> Result<Exit, CliError> {
    if let Some(missing) = wanted.paths.iter().find(|path| !exists(path)) {
        return Err(CliError::no_such_path(missing, String::new()));
    }
    let style = style_of(wanted.style.as_deref(), source)?;
    let marks = source.marks()?;
    let config = if wanted.paths.is_empty() { Some(source.config()?) } else { None };
    let roots = roots(wanted.paths, config.as_ref(), source.places.as_ref())?;
    let mut desk = Desk { marks, style, citer: Citer::default(), met: HashSet::new() };
    let mut printer = Printer { json: wanted.json, is_first: true };
    let make = |_: &Location, document: Document| Box::new(document.article);
    let mut exit = Exit::Nothing;
    let read = files::each(&Input::of(roots.paths.clone())?, source, out, make, |found, out| {
        for note in desk.of_article(&found) {
            printer.print(&note, &desk.style, out)?;
            exit = Exit::Done;
        }
        Ok(Exit::Nothing)
    })?;
    for note in desk.elsewhere() {
        printer.print(&note, &desk.style, out)?;
        exit = Exit::Done;
    }
    if exit == Exit::Nothing && read == Exit::Nothing {
        out.remark(&"nothing was noted or highlighted");
    }
    Ok(read.and_found(exit))
}

/// What notes are put together from.
struct Desk {
    marks: Marks,
    style: Style,
    citer: Citer,
    /// The articles that were met in the archives.
    met: HashSet<ArticleId>,
}

impl Desk {
    /// The notes at an article: the reader's own, then those of services.
    fn of_article(&mut self, found: &Found<Box<Article>>) -> Vec<Noted> {
        let (id, article) = (found.id, &found.made);
        self.met.insert(id);
        let mut notes: Vec<(Noted, Option<Range<Place>>)> = Vec::new();
        for (_, note, others) in self.marks.notes(id) {
            let passage = note.on.as_ref().map(|on| on.find(&article.body));
            let is_orphan = passage == Some(None);
            notes.push((Noted { is_orphan, ..Noted::of(id, note, &others) }, passage.flatten()));
        }
        let kept = article.kept.note.iter().map(|text| (Safe::EMPTY, text.clone(), None));
        let lit = article.kept.highlights.iter().map(|highlight| {
            let text = highlight.note.clone().unwrap_or_default();
            (highlight.quote.clone(), text, highlight.place)
        });
        for (quote, text, place) in kept.chain(lit) {
            let is_orphan = !quote.is_empty() && place.is_none();
            let passage = place.map(|place| place..place);
            let kept = Noted::new(id, quote, text);
            notes.push((Noted { is_orphan, is_from_file: true, ..kept }, passage));
        }
        let with_source = |(noted, passage)| self.with_source(found, noted, passage);
        notes.into_iter().map(with_source).collect()
    }

    /// A note with what is cited for it; what cannot be cited is left out.
    fn with_source(
        &mut self,
        found: &Found<Box<Article>>,
        noted: Noted,
        passage: Option<Range<Place>>,
    ) -> Noted {
        let (article, meta) = (&found.made, &found.made.meta);
        let record = Record::of(meta).of_article(found.id);
        let is_as_printed = self.marks.is_as_printed(found.id);
        let record = if is_as_printed { record.as_printed() } else { record };
        let numbered = article.paragraphs();
        let number = |place: Place| numbered.partition_point(|block| *block <= place.block);
        let paragraphs = passage.as_ref().map(|words| number(words.start)..=number(words.end));
        let paragraphs = paragraphs.filter(|numbers| *numbers.start() > 0);
        let paragraph = paragraphs.as_ref().map(|numbers| *numbers.start());
        let place = paragraphs.map(Locator::paragraphs);
        let entry = self.citer.cite_record(&record, &self.style, Form::Entry).ok();
        let in_text = self.citer.cite_at(&record, &self.style, Form::InText, place.as_ref()).ok();
        let url = meta.url.as_ref().map(|url| &url.value);
        let passage = passage.filter(|passage| passage.start < passage.end);
        let link =
            url.zip(passage).and_then(|(url, words)| passage_address(url, &article.body, &words));
        let runs = |it: &Option<Citation>| it.iter().flat_map(|it| it.runs.clone()).collect();
        let quotation = Quotation {
            paragraphs: noted.quote.lines().map(Safe::line).collect(),
            language: meta.language.as_ref().map(|language| language.value.clone()),
            in_text: runs(&in_text),
            entry: runs(&entry),
            link,
        };
        let path = files::place(&found.location);
        let headline = meta.title.as_ref().map(|title| title.value.clone());
        Noted {
            paragraph,
            cited: Some(Cited { path, headline, quotation, in_text, entry }),
            ..noted
        }
    }

    /// The notes at articles that are not in the archives.
    fn elsewhere(&self) -> Vec<Noted> {
        let mut missing: Vec<ArticleId> =
            self.marks.noted().iter().copied().filter(|id| !self.met.contains(id)).collect();
        missing.sort();
        let of = |id: ArticleId| {
            let notes = self.marks.notes(id);
            notes.into_iter().map(move |(_, note, others)| Noted::of(id, note, &others))
        };
        missing.into_iter().flat_map(of).collect()
    }
}

impl Noted {
    fn new(id: ArticleId, quote: Safe, text: Safe) -> Self {
        let (others, paragraph, cited) = (Vec::new(), None, None);
        Self { id, quote, text, others, is_orphan: false, is_from_file: false, paragraph, cited }
    }

    fn of(id: ArticleId, note: &Note, others: &[&Note]) -> Self {
        let quote = note.on.as_ref().map(|on| on.exact.clone()).unwrap_or_default();
        let others = others.iter().map(|other| other.text.clone()).collect();
        Self { others, ..Self::new(id, quote, note.text.clone()) }
    }

    fn object(&self) -> Value {
        let some = |text: &Safe| (!text.is_empty()).then(|| text.to_string());
        let plain = |it: Option<&Citation>| it.map(|it| it.write(Format::Plain).to_string());
        let cited = self.cited.as_ref();
        json!({
            "id": self.id.to_string(),
            "path": cited.map(|cited| &*cited.path),
            "headline": cited.and_then(|cited| cited.headline.as_deref()),
            "quote": some(&self.quote),
            "paragraph": self.paragraph,
            "is_orphan": self.is_orphan,
            "is_from_file": self.is_from_file,
            "note": some(&self.text),
            "others": self.others.iter().map(|other| &**other).collect::<Vec<_>>(),
            "in_text": plain(cited.and_then(|cited| cited.in_text.as_ref())),
            "citation": plain(cited.and_then(|cited| cited.entry.as_ref())),
            "link": cited.and_then(|cited| cited.quotation.link.as_deref()),
        })
    }

    /// The note in Markdown: the words with their source, and what was written.
    fn markdown(&self, style: &Style) -> Safe {
        let mut parts = Vec::new();
        if let Some(Cited { headline, quotation, entry, .. }) = &self.cited {
            parts.extend(headline.as_ref().map(|headline| format!("## {headline}")));
            // Nothing is quoted of an article that is noted as a whole.
            let entry = entry.as_ref().map(|entry| entry.write(Format::Markdown));
            let entry = entry.filter(|_| self.quote.is_empty());
            let written = entry.unwrap_or_else(|| quotation.write(Markup::Markdown, style));
            parts.push(written.to_string());
        } else {
            parts.push(format!("## article {}, which is not in the archives", self.id));
            let lines = self.quote.lines().map(|line| format!("> {line}"));
            parts.push(lines.collect::<Vec<_>>().join("\n>\n"));
        }
        if self.is_orphan {
            parts.push(format!("*{ORPHAN}*"));
        }
        if self.is_from_file {
            parts.push(format!("*{FROM_FILE}*"));
        }
        parts.push(self.text.to_string());
        let others =
            self.others.iter().map(|other| format!("*Written on another device:* {other}"));
        parts.extend(others);
        parts.retain(|part| !part.trim().is_empty());
        Safe::lines(&parts.join("\n\n"))
    }
}

/// Writes notes one after the other.
struct Printer {
    json: bool,
    is_first: bool,
}

impl Printer {
    fn print(&mut self, note: &Noted, style: &Style, out: &mut Out) -> Result<(), CliError> {
        if self.json {
            return out.json(&Line::of(&note.object()));
        }
        if !std::mem::replace(&mut self.is_first, false) {
            out.line(&Safe::EMPTY)?;
        }
        out.line(&note.markdown(style))
    }
}
