//! What is written down of one article.
//!
//! The article was read and folded once ([`Entry`]); here its words are only
//! strung together, so that the threads of the index have nothing to do but
//! cut at spaces.

use std::collections::HashSet;

use jiff::civil::Date;

use super::row;
use super::schema::{AUTHOR, BEGINNING, BOUNDARY, Fields, NOTE, READ, STARRED, TROUBLE, key};
use super::written::Written;
use crate::article::{Safe, When};
use crate::search::Row;
use crate::search::entry::{Entry, Part};
use crate::search::query::Edge;
use crate::search::words::{ASIDE, spaced};
use crate::versions::Trace;

/// The document of an article whose file has this number in the catalogue.
pub(super) fn document(fields: &Fields, entry: &Entry, file: u64) -> Written {
    let row = entry.row();
    let meta = &row.meta;
    let text = stream(entry.folded());
    let beginnings = beginnings(&text);
    let mut document = Written::new(fields.text, text);
    document.add_text(fields.beginnings, &beginnings);
    if meta.title.is_some() {
        document.add_text(fields.title, &stream(std::iter::once(entry.headline())));
    }
    for name in meta.authors.iter().flat_map(|authors| &authors.value) {
        document.add_text(fields.author, Safe::format(format_args!("{name}")).as_clean().as_str());
    }
    if let Some(source) = &meta.source {
        document.add_text(fields.source, &source.value);
    }
    for tag in meta.tags.iter().flat_map(|tags| &tags.value) {
        document.add_text(fields.tag, tag);
    }
    if let Some(language) = &meta.language {
        document.add_text(fields.language, &language.value);
    }
    let (since, until) = meta.published.map_or((0, 0), |published| days(published.value));
    document.add_number(fields.place, place(entry.part(), row));
    document.add_number(fields.headline, headline(row));
    document.add_number(fields.since, since);
    document.add_number(fields.until, until);
    document.add_number(fields.flags, flags(entry));
    document.add_number(fields.file, file);
    document.add_bytes(fields.id, key(&row.id));
    document.add_bytes(fields.row, &row::written(row));
    add_trace(fields, &entry.trace(), &mut document);
    document
}

/// Adds what is compared to find copies; of what says nothing, nothing.
fn add_trace(fields: &Fields, trace: &Trace, document: &mut Written) {
    for step in trace.sketch.steps() {
        document.add_number(fields.least, u64::from(step));
    }
    let shingles = Some(u64::from(trace.sketch.shingles())).filter(|shingles| *shingles > 0);
    let said = [
        (fields.shingles, shingles),
        (fields.address, trace.address),
        (fields.headed, trace.headline),
    ];
    for (field, said) in said {
        if let Some(said) = said {
            document.add_number(field, said);
        }
    }
}

fn flags(entry: &Entry) -> u64 {
    let row = entry.row();
    let authors = row.meta.authors.as_ref();
    let all = [
        (STARRED, row.has_star),
        (READ, row.was_read),
        (NOTE, entry.has_note()),
        (AUTHOR, authors.is_some_and(|authors| !authors.value.is_empty())),
        (TROUBLE, row.trouble.is_some()),
    ];
    all.iter().filter(|(_, is)| *is).map(|(flag, _)| flag).sum()
}

/// The words of an article as a stream.
#[derive(Default)]
struct Pieces<'a> {
    words: String,
    /// The compounds, which stand behind all words.
    asides: Vec<&'a str>,
}

impl<'a> Pieces<'a> {
    /// Takes a folded line.
    fn take(&mut self, line: &'a str) {
        let mut parts = line.split(ASIDE);
        let words = parts.next().unwrap_or_default().trim_ascii();
        if words.is_empty() {
            return;
        }
        self.words.push_str(words);
        self.words.extend([" ", BOUNDARY, " "]);
        self.asides.extend(parts.map(str::trim_ascii));
    }

    fn joined(self) -> String {
        let mut stream = self.words;
        for aside in self.asides {
            // The empty piece is a gap: no phrase goes into a compound.
            stream.extend([" ", aside, " "]);
        }
        stream
    }
}

/// The stream of some folded lines.
fn stream<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> String {
    let mut pieces = Pieces::default();
    pieces.words.reserve(lines.clone().map(|line| line.len() + 4).sum());
    lines.for_each(|line| pieces.take(line));
    pieces.joined()
}

/// The beginnings of all words of a stream, each once.
fn beginnings(stream: &str) -> String {
    let mut met = Met { plain: [0; 36], others: HashSet::default() };
    // Of a news article there are some two hundred, of three bytes with the space.
    let mut beginnings = String::with_capacity(768);
    for word in spaced(stream).filter(|word| !word.starts_with(BOUNDARY)) {
        let mut ends = [0; BEGINNING];
        let mut len = 0;
        for (at, c) in word.char_indices().take(BEGINNING) {
            ends[len] = at + c.len_utf8();
            len += 1;
        }
        // Whoever has the longest has the shorter ones too.
        for end in ends[..len].iter().rev() {
            if !met.insert(&word[..*end]) {
                break;
            }
            beginnings.extend([&word[..*end], " "]);
        }
    }
    beginnings
}

/// The beginnings that were met.
struct Met<'a> {
    /// Those of one or two ASCII letters or digits, nearly all: a bit for each
    /// second letter, by the first; the lowest is that of the first alone.
    plain: [u64; 36],
    others: HashSet<&'a str, foldhash::fast::RandomState>,
}

impl<'a> Met<'a> {
    /// Puts one in; whether it was not there.
    fn insert(&mut self, beginning: &'a str) -> bool {
        let rank = |byte: u8| match byte {
            b'a'..=b'z' => Some(usize::from(byte - b'a')),
            b'0'..=b'9' => Some(usize::from(byte - b'0') + 26),
            _ => None,
        };
        let plain = match beginning.as_bytes() {
            [only] => rank(*only).map(|first| (first, 0)),
            [first, second] => {
                rank(*first).zip(rank(*second)).map(|(first, second)| (first, second + 1))
            }
            _ => None,
        };
        let Some((first, bit)) = plain else { return self.others.insert(beginning) };
        let is_new = self.plain[first] & 1 << bit == 0;
        self.plain[first] |= 1 << bit;
        is_new
    }
}

/// Bits of a moment: 69,000 years in seconds, so more than any date of an
/// article.
const MOMENT: u32 = 42;

/// Bits of the time within a day, in seconds from its noon, with any offset.
const TIME: u32 = 19;

/// A number that is lower the further up in the list an article stands, as
/// far as part, day and moment decide: see [`Entry::order`].
fn place(part: Part, row: &Row) -> u64 {
    let within = match (part, row.meta.published) {
        (Part::Dated, Some(published)) => {
            let when = published.value;
            let number = |n: i8| u64::try_from(n).unwrap_or(0);
            let day = number(when.date().map_or(0, Date::day));
            let year = u64::try_from(when.year()).unwrap_or(0);
            let day = (year << 4 | number(when.month().unwrap_or(0))) << 5 | day;
            let noon = match when {
                When::Instant(at, _) => When::Day(at.date()).moment(),
                when => when.moment(),
            };
            day << TIME | bounded(row.moment - noon, TIME)
        }
        _ => bounded(row.moment, MOMENT),
    };
    (part as u64) << MOMENT | ((1 << MOMENT) - 1 - within)
}

/// A number of so many bits, in the same order.
fn bounded(number: i64, bits: u32) -> u64 {
    let half = 1_i64 << (bits - 1);
    u64::try_from(number.clamp(-half, half - 1) + half).unwrap_or(0)
}

/// The first bytes of the headline as a number in their order; lowest without
/// a headline.
fn headline(row: &Row) -> u64 {
    let title = row.meta.title.as_ref().map(|title| title.value.as_bytes()).unwrap_or_default();
    let mut bytes = [0; 8];
    let len = title.len().min(8);
    bytes[..len].copy_from_slice(&title[..len]);
    u64::from_be_bytes(bytes)
}

/// The first and the last day that a date may mean, from 1 on.
fn days(when: When) -> (u64, u64) {
    let edge = match (when.date(), when.month()) {
        (Some(day), _) => Edge::Day(day),
        (None, Some(month)) => Edge::Month(when.year(), month),
        (None, None) => Edge::Year(when.year()),
    };
    let (first, last) = edge.days(Date::ZERO);
    (number_of(first), number_of(last))
}

/// The number of a day, from 1 on; of days before the year 1 it is 0.
pub(super) fn number_of(day: Date) -> u64 {
    let first = Date::constant(1, 1, 1);
    let days = first.until(day).map_or(0, |span| i64::from(span.get_days()));
    u64::try_from(days + 1).unwrap_or(0)
}
