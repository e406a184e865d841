//! Writing what the app wants of articles: citations, quotations, links, text.
//!
//! It knows no thread. What the reader should know about what was written goes
//! with it, in sentences.

use std::ops::ControlFlow;

use crate::app::citing::{Cited, Passage, Purpose, Wanted, What, Written};
use crate::article::{Field, Safe};
use crate::cite::{
    CiteError, Citer, Form, Format, Locator, Markup, Progress, Quotation, Record, Remark, distinct,
    export, missing, notes, passage_address, uncertain,
};
use crate::search::Engine;

/// Writes what is wanted; `progress` is called at every step of a long list,
/// which ends if it breaks.
///
/// # Errors
/// Why it cannot be written, in a sentence.
pub fn write(
    citer: &mut Citer,
    wanted: &Wanted,
    progress: impl FnMut(Progress) -> ControlFlow<()>,
) -> Result<Written, Safe> {
    let Some(first) = wanted.articles.first() else {
        return Err(Safe::line("no article is selected to be cited"));
    };
    let written = match &wanted.what {
        What::Citation(format) => citations(citer, wanted, *format, progress),
        What::Quotation(passage, markup) => quotation(citer, wanted, first, passage, *markup),
        What::Link(passage) => return link(first, passage),
        What::MarkdownLink(passage) => markdown_link(citer, wanted, first, passage),
        What::Text(article) => Ok(copied("text", article.text())),
    };
    written.map_err(|error| Safe::format(format_args!("{error}")))
}

/// Says with what was written that it is of a copy, if it is of one article.
pub fn say_of_copies(engine: &dyn Engine, wanted: &Wanted, written: &mut Written) {
    let [cited] = &*wanted.articles else { return };
    if wanted.purpose != Purpose::Foot && !matches!(wanted.what, What::Text(_)) {
        let story = engine.story(cited.id).unwrap_or_default();
        written.notes.extend(story.note(cited.id));
    }
}

fn copied(what: &'static str, text: Safe) -> Written {
    Written { text, what: Safe::line(what), ..Written::default() }
}

fn record(article: &Cited) -> Record {
    let record = Record::of(&article.meta).of_article(article.id);
    if article.is_as_printed { record.as_printed() } else { record }
}

/// The citation of one article, or a list of several.
fn citations(
    citer: &mut Citer,
    wanted: &Wanted,
    format: Format,
    progress: impl FnMut(Progress) -> ControlFlow<()>,
) -> Result<Written, CiteError> {
    let records: Vec<Record> = wanted.articles.iter().map(record).collect();
    let kept = distinct(&records);
    let joined = records.len() - kept.len();
    let kept: Vec<(&Cited, &Record)> =
        kept.iter().map(|rank| (&wanted.articles[*rank], &records[*rank])).collect();
    let mut written = match &*kept {
        [(article, record)] => citation(citer, wanted, article, record, format)?,
        _ => list(citer, wanted, &kept, format, progress)?,
    };
    if joined > 0 {
        let twice = if joined == 1 { "one is there twice" } else { "some are there twice" };
        written.notes.push(Safe::format(format_args!("{twice}: {joined} left out")));
    }
    Ok(written)
}

fn citation(
    citer: &mut Citer,
    wanted: &Wanted,
    article: &Cited,
    record: &Record,
    format: Format,
) -> Result<Written, CiteError> {
    let style = &wanted.style;
    let mut written = Written {
        notes: notes(record, Some(&article.meta), style, Form::Entry, format),
        doubt: doubts(wanted, article, record).first().map(|(field, _)| (article.id, *field)),
        ..copied("citation", Safe::EMPTY)
    };
    if let Some(text) = export(std::slice::from_ref(record), format) {
        written.text = Safe::lines(text.trim_end());
        return Ok(written);
    }
    written.text = citer.cite_record(record, style, Form::Entry)?.write(format);
    let in_text = citer.cite_record(record, style, Form::InText)?.write(format);
    let what = if citer.cites_in_notes(style) { "note" } else { "in text" };
    written.in_text = Safe::format(format_args!("{what}: {in_text}"));
    Ok(written)
}

/// A list of works cited, in the order of the style; in a format for machines
/// in the order in which the articles were marked.
fn list(
    citer: &mut Citer,
    wanted: &Wanted,
    kept: &[(&Cited, &Record)],
    format: Format,
    progress: impl FnMut(Progress) -> ControlFlow<()>,
) -> Result<Written, CiteError> {
    let records: Vec<Record> = kept.iter().map(|(_, record)| (*record).clone()).collect();
    let mut order: Vec<usize> = (0..kept.len()).collect();
    let mut refused = 0;
    let text = if let Some(text) = export(&records, format) {
        Safe::lines(text.trim_end())
    } else {
        let listed = citer.bibliography(&records, &wanted.style, Form::Entry, progress)?;
        order = listed.iter().map(|listed| listed.record).collect();
        let entries = listed.iter().filter_map(|listed| listed.citation.as_ref().ok());
        let entries: Vec<Safe> = entries.map(|entry| entry.write(format)).collect();
        refused = kept.len() - entries.len();
        format.in_paragraphs(&entries)
    };
    let what = if format.is_styled() { "bibliography" } else { "list" };
    let what = Safe::format(format_args!("{what} of {}", kept.len() - refused));
    let mut written = Written { text, what, ..Written::default() };
    let mut told = Doubts::default();
    for (article, record) in order.iter().map(|rank| kept[*rank]) {
        for (field, is_missing) in doubts(wanted, article, record) {
            written.doubt = written.doubt.or(Some((article.id, field)));
            told.count(field, is_missing);
        }
    }
    written.notes = told.sentences();
    if refused > 0 {
        written.notes.push(Safe::format(format_args!(
            "{refused} left out: neither title nor author nor source is known"
        )));
    }
    Ok(written)
}

/// The fields that a citation could tell better, what is uncertain before what
/// is missing.
fn doubts(wanted: &Wanted, article: &Cited, record: &Record) -> Vec<(Field, bool)> {
    let uncertain = uncertain(&article.meta, record, &wanted.style, Form::Entry);
    let missing = missing(record, &wanted.style, Form::Entry);
    let uncertain = uncertain.into_iter().map(|field| (field, false));
    uncertain.chain(missing.into_iter().map(|field| (field, true))).collect()
}

/// How often each field is missing, or uncertain, in a list.
#[derive(Debug, Default)]
struct Doubts(Vec<(Field, bool, usize)>);

impl Doubts {
    fn count(&mut self, field: Field, is_missing: bool) {
        let known = self.0.iter_mut().find(|(one, is, _)| (*one, *is) == (field, is_missing));
        match known {
            Some((_, _, count)) => *count += 1,
            None => self.0.push((field, is_missing, 1)),
        }
    }

    /// “no author in 3, no address in 12”, then “uncertain: date in 2”.
    fn sentences(&self) -> Vec<Safe> {
        let told = |wanted: bool, before: &str| {
            let some = self.0.iter().filter(|(_, is_missing, _)| *is_missing == wanted);
            let some: Vec<String> =
                some.map(|(field, _, n)| format!("{before}{} in {n}", field.label())).collect();
            some.join(", ")
        };
        let (missing, uncertain) = (told(true, "no "), told(false, ""));
        let uncertain =
            if uncertain.is_empty() { uncertain } else { format!("uncertain: {uncertain}") };
        [missing, uncertain].iter().filter(|it| !it.is_empty()).map(|it| Safe::line(it)).collect()
    }
}

fn quotation(
    citer: &mut Citer,
    wanted: &Wanted,
    article: &Cited,
    passage: &Passage,
    markup: Markup,
) -> Result<Written, CiteError> {
    let (record, style) = (record(article), &wanted.style);
    let place = passage.paragraphs.clone().map(Locator::paragraphs);
    let entry = citer.cite_record(&record, style, Form::Entry)?;
    let in_text = citer.cite_at(&record, style, Form::InText, place.as_ref())?;
    let mut notes = notes(&record, Some(&article.meta), style, Form::Entry, Format::Plain);
    if in_text.remarks.contains(&Remark::NoPlace) {
        notes.push(Safe::line(Remark::NoPlace.in_words()));
    }
    let url = article.meta.url.as_ref().map(|url| &url.value);
    let address = |url: &Safe| passage_address(url, &passage.article.body, &passage.range);
    let link = url.and_then(address);
    if url.is_some() && link.is_none() {
        notes.push(Safe::line(ALIKE));
    }
    let quotation = Quotation {
        paragraphs: Quotation::words(&passage.article.body, &passage.range, style),
        language: article.meta.language.as_ref().map(|language| language.value.clone()),
        in_text: in_text.runs,
        entry: entry.runs,
        link,
    };
    Ok(Written {
        notes,
        doubt: doubts(wanted, article, &record).first().map(|(field, _)| (article.id, *field)),
        ..copied("quotation", quotation.write(markup, style))
    })
}

/// The headline, linked to the passage; only with an address is it a link.
fn markdown_link(
    citer: &mut Citer,
    wanted: &Wanted,
    article: &Cited,
    passage: &Passage,
) -> Result<Written, CiteError> {
    let mut article = article.clone();
    let mut notes = Vec::new();
    if let Some(url) = &mut article.meta.url {
        match passage_address(&url.value, &passage.article.body, &passage.range) {
            Some(address) => url.value = address,
            None => notes.push(Safe::line(ALIKE)),
        }
    }
    let record = record(&article);
    let mut written = citation(citer, wanted, &article, &record, Format::MarkdownLink)?;
    written.notes.extend(notes);
    Ok(written)
}

/// Why a passage has no address of its own.
const ALIKE: &str = "nothing tells the passage from others";

fn link(article: &Cited, passage: &Passage) -> Result<Written, Safe> {
    let Some(url) = &article.meta.url else { return Err(Safe::line("no address in the file")) };
    Ok(match passage_address(&url.value, &passage.article.body, &passage.range) {
        Some(address) => copied("link to the passage", address),
        None => Written {
            notes: vec![Safe::line(ALIKE)],
            ..copied("address of the article", url.value.clone())
        },
    })
}
