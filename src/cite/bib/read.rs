//! Reads files of BibTeX and BibLaTeX.

use std::collections::BTreeMap;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use biblatex::{Bibliography, Chunk, ChunksExt, Entry, ParseError, ParseErrorKind, Spanned};

use super::biblatex::csl_type;
use super::bibtex::{ACCESSED, MONTHS};
use super::fields::{self, CSL};
use super::names;
use super::split::{Piece, What, pieces};
use crate::article::Safe;
use crate::cite::csl;
use crate::cite::date::Date;
use crate::cite::given::{Fault, Given};
use crate::cite::record::{Made, Record, Rest, trimmed};

/// Abbreviations that are read with every entry, in bytes; of more than this,
/// only those that an entry names.
const FEW: usize = 100_000;

/// The records of a file, and what is wrong with it.
pub(in crate::cite) fn read(text: &str) -> Given {
    let pieces = pieces(text);
    let mut given = Given::default();
    for piece in &pieces {
        match &piece.what {
            What::Entry(key) => match entry(text, piece, key, &pieces) {
                Ok(record) => given.add(record),
                Err((at, message)) => given.faults.push(Fault::at(text, at, &message)),
            },
            What::Broken => {
                let message = "this entry is never closed; add the missing ‘}’";
                given.faults.push(Fault::at(text, piece.at.start, message));
            }
            What::Abbreviation(_) | What::Foreign => {}
        }
    }
    given
}

/// The record of one entry, or what is wrong and at which byte.
fn entry(text: &str, piece: &Piece, key: &str, all: &[Piece]) -> Result<Record, (usize, String)> {
    let own = &text[piece.at.clone()];
    let mut source = String::new();
    for other in helpers(text, piece, all) {
        source.push_str(&text[other.clone()]);
        source.push('\n');
    }
    let before = source.len();
    source.push_str(own);
    let place = |span: Range<usize>| piece.at.start + span.start.saturating_sub(before);
    // A library's panic is no reason to lose the other entries.
    let parsed = catch_unwind(AssertUnwindSafe(|| Bibliography::parse(&source)))
        .map_err(|_| (piece.at.start, "this entry cannot be understood".to_owned()))?;
    let parsed = parsed.map_err(|error| (place(error.span.clone()), said(&error)))?;
    let entry = parsed.get(key).or_else(|| parsed.iter().last());
    let record = entry.map(record).ok_or((piece.at.start, "this entry is empty".to_owned()))?;
    if record.is_empty() {
        let message = "this entry has neither title nor author; add one of them";
        return Err((piece.at.start, message.to_owned()));
    }
    Ok(record)
}

/// What an entry needs to be understood: abbreviations, and the entries that
/// it takes fields from.
fn helpers<'a>(
    text: &'a str,
    piece: &'a Piece,
    all: &'a [Piece],
) -> impl Iterator<Item = &'a Range<usize>> {
    let own = text[piece.at.clone()].to_ascii_lowercase();
    let is_short = text.len() < FEW;
    let inherits = own.contains("crossref") || own.contains("xdata");
    all.iter().filter_map(move |other| {
        let helps = match &other.what {
            What::Abbreviation(name) => is_short || own.contains(name.as_str()),
            What::Entry(key) => {
                inherits && other != piece && own.contains(&key.to_ascii_lowercase())
            }
            What::Foreign | What::Broken => false,
        };
        helps.then_some(&other.at)
    })
}

/// What is wrong with an entry, and what to do.
fn said(error: &ParseError) -> String {
    match &error.kind {
        ParseErrorKind::UnexpectedEof => {
            "this entry ends too early; look for a missing ‘}’, ‘\"’ or ‘$’".to_owned()
        }
        ParseErrorKind::UnknownAbbreviation(name) => {
            format!("‘{name}’ is not defined; put it into braces, or define it with @string")
        }
        kind => format!("{kind}; see the line, and put its value into braces"),
    }
}

type Chunks = [Spanned<Chunk>];

fn record(entry: &Entry) -> Record {
    let fields: BTreeMap<&str, &Chunks> =
        entry.fields.iter().map(|(name, chunks)| (name.as_str(), chunks.as_slice())).collect();
    let text = |name: &str| fields.get(name).and_then(|chunks| plain(chunks));
    let subtype = text("entrysubtype");
    let kind = csl_type(&entry.entry_type.to_string(), subtype.as_deref());
    let is_online = ["webpage", "post-weblog", "document", "dataset", "software"]
        .contains(&kind.as_str())
        || entry.entry_type.to_string() == "misc";
    let note = text("note");
    let noted = note.as_deref().and_then(accessed);
    let (printed, address) = published_as(text("howpublished"));
    let mut containers = vec!["journaltitle", "journal", "booktitle", "maintitle"];
    containers.extend(is_online.then_some("organization"));
    let source = containers.iter().find_map(|name| text(name));
    let mut rest = BTreeMap::new();
    for (name, chunks) in &fields {
        let is_noted = *name == "note" && noted.is_some();
        let is_source = containers.contains(name);
        if !OWN.contains(name) && !is_source && !is_noted {
            rest.extend(variable(name, chunks, &kind));
        }
    }
    let title = match (text("title"), text("subtitle")) {
        (Some(title), Some(subtitle)) => Some(Safe::line(&format!("{title}: {subtitle}"))),
        (title, subtitle) => title.or(subtitle),
    };
    Record {
        id: None,
        key: Some(Safe::line(&entry.key)),
        made: Made::Given { kind: Safe::line(&kind) },
        title,
        sentence: None,
        authors: fields.get("author").map(|chunks| names::names(chunks)).unwrap_or_default(),
        source: source.or(printed),
        published: published(&text),
        accessed: text("urldate").and_then(|date| Date::parse(&date)).or(noted),
        url: text("url").map(|url| undashed(&url)).or(address),
        language: language(&text),
        rest,
    }
}

/// The fields that make the fields of a [`Record`].
const OWN: [&str; 16] = [
    "author",
    "title",
    "subtitle",
    "date",
    "year",
    "month",
    "day",
    "url",
    "urldate",
    "howpublished",
    "langid",
    "language",
    "entrysubtype",
    "crossref",
    "xdata",
    "timestamp",
];

/// The words of a field, without what TeX needs.
fn plain(chunks: &Chunks) -> Option<Safe> {
    Some(trimmed(&chunks.format_verbatim())).filter(|text| !text.is_empty())
}

/// An address with the hyphens that the library took for dashes.
fn undashed(address: &str) -> Safe {
    Safe::line(&address.replace('—', "---").replace('–', "--"))
}

/// The variable that a field is for.
fn variable(name: &str, chunks: &Chunks, kind: &str) -> Option<(String, Rest)> {
    let is_article = kind.starts_with("article");
    let variable = match name {
        "number" if is_article => "issue",
        "address" => "publisher-place",
        "institution" | "school" | "organization" => "publisher",
        "issue" | "number" => name,
        name => {
            let tables = [&fields::TEXTS[..], &fields::NAMES, &fields::DATES];
            let known = tables.into_iter().flatten().find(|(_, field)| *field == name);
            known.map_or_else(|| name.strip_prefix(CSL), |(variable, _)| Some(variable))?
        }
    };
    let text = plain(chunks)?;
    let text = if name == "doi" { undashed(&text) } else { text };
    let rest = if csl::NAMES.contains(&variable) {
        Rest::Names(names::names(chunks))
    } else if csl::DATES.contains(&variable) {
        Date::parse(&text).map_or(Rest::Text(text), Rest::Date)
    } else {
        Rest::Text(text)
    };
    Some((variable.to_owned(), rest))
}

/// The date: one of BibLaTeX, or the parts of BibTeX.
fn published(text: &impl Fn(&str) -> Option<Safe>) -> Option<Date> {
    let whole = text("date").and_then(|date| Date::parse(&date));
    whole.or_else(|| {
        let month = text("month").and_then(|month| self::month(&month));
        let day = text("day").and_then(|day| day.parse::<u8>().ok());
        let month = month.map(|month| format!("-{month:02}")).unwrap_or_default();
        let day = day.filter(|_| !month.is_empty()).map(|day| format!("-{day:02}"));
        let year = text("year")?;
        Date::parse(&format!("{:0>4}{month}{}", &*year, day.unwrap_or_default()))
    })
}

/// The number of a month that is written as one or by its name.
fn month(written: &str) -> Option<usize> {
    let word = written.to_lowercase();
    let named = MONTHS.iter().position(|month| word.starts_with(month)).map(|rank| rank + 1);
    named.or_else(|| word.trim_matches('~').parse().ok())
}

/// The day in a note like “Accessed 23 November 2026”.
fn accessed(note: &str) -> Option<Date> {
    let mut words = note.strip_prefix(ACCESSED)?.split(' ').rev();
    let year = words.next()?;
    let month = words.next().and_then(month);
    let day = words.next().and_then(|day| day.parse::<u8>().ok());
    let date = match (month, day) {
        (Some(month), Some(day)) => format!("{year:0>4}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year:0>4}-{month:02}"),
        _ => format!("{year:0>4}"),
    };
    // A note that says more is one of its own.
    Date::parse(&date).filter(|date| date.when.in_words() == note[ACCESSED.len()..])
}

/// What `howpublished` says: a paper, or an address in `\url`.
fn published_as(text: Option<Safe>) -> (Option<Safe>, Option<Safe>) {
    let Some(text) = text else { return (None, None) };
    let address = text.trim_start_matches("\\url").trim().trim_matches(['{', '}', ' ']);
    if ["http://", "https://"].iter().any(|scheme| address.starts_with(scheme)) {
        (None, Some(undashed(&trimmed(address))))
    } else {
        (Some(text), None)
    }
}

/// The tag of the language.
fn language(text: &impl Fn(&str) -> Option<Safe>) -> Option<Safe> {
    let named = text("langid").or_else(|| text("language"))?;
    let spoken = match named.to_lowercase().as_str() {
        "usenglish" => "american".to_owned(),
        "ukenglish" => "british".to_owned(),
        "german" => "ngerman".to_owned(),
        "portuges" => "portuguese".to_owned(),
        spoken => spoken.to_owned(),
    };
    let known = fields::LANGUAGES.iter().find(|(_, name)| *name == spoken);
    Some(known.map_or(named, |(tag, _)| Safe::line(tag)))
}
