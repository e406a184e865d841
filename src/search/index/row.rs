//! Rows as they stand in the index.
//!
//! A row holds all that the list and a citation need, so this is their whole
//! record, without the field names and in the compact form of [`postcard`], and
//! without what one part of it says of another: most files are called after the
//! headline. What is read back is cleaned again: the index is only a file.

mod file_name;

use std::borrow::Cow;

use jiff::civil::DateTime;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

use crate::article::{ArticleId, Meta, Name, Origin, Provenance, Safe, Sourced, When};
use crate::search::{Row, entry};
use file_name::FileName;

/// A value and, in one byte, how it is known.
type Known<T> = Option<(T, u8)>;

/// A text, borrowed from where it is read.
type Text<'a> = Cow<'a, str>;

#[derive(Serialize, Deserialize)]
struct Stored<'a> {
    id: [u8; 16],
    #[serde(borrow)]
    title: Known<Text<'a>>,
    #[serde(borrow)]
    as_sentence: AsSentence<'a>,
    #[serde(borrow)]
    subtitle: Known<Text<'a>>,
    #[serde(borrow)]
    authors: Known<Vec<Author<'a>>>,
    #[serde(borrow)]
    source: Known<Text<'a>>,
    #[serde(borrow)]
    section: Known<Text<'a>>,
    published: Known<Date>,
    updated: Known<Date>,
    accessed: Known<Date>,
    #[serde(borrow)]
    url: Known<Text<'a>>,
    #[serde(borrow)]
    language: Known<Text<'a>>,
    #[serde(borrow)]
    agency: Known<Text<'a>>,
    #[serde(borrow)]
    tags: Known<Vec<Text<'a>>>,
    #[serde(borrow)]
    characters: Known<Text<'a>>,
    /// Newspaper, link, starred, read.
    is: u8,
    words: u32,
    #[serde(borrow)]
    file: FileName<'a>,
    /// `None` where the dates tell it.
    moment: Option<i64>,
    #[serde(borrow)]
    trouble: Option<Text<'a>>,
}

/// The headline with the capitals of a sentence.
#[derive(Serialize, Deserialize)]
enum AsSentence<'a> {
    None,
    /// The headline, but for the case of the ASCII letters at these distances,
    /// each from the one before.
    Recased(Vec<u16>),
    #[serde(borrow)]
    Text(Text<'a>),
}

#[derive(Serialize, Deserialize)]
struct Author<'a> {
    /// The family name, or all of one that must stay whole.
    #[serde(borrow)]
    name: Text<'a>,
    /// Given name, particle and suffix of a person.
    #[serde(borrow)]
    person: Option<[Option<Text<'a>>; 3]>,
}

#[derive(Serialize, Deserialize)]
enum Date {
    Year(i16),
    Month(i16, i8),
    Day(i16, i8, i8),
    /// Year, month and day; hour, minute and second; nanoseconds; the seconds
    /// of the offset.
    Instant((i16, i8, i8), (i8, i8, i8), i32, Option<i32>),
}

/// Writes a row; its snippet is left out.
pub(in crate::search) fn written(row: &Row) -> Vec<u8> {
    let meta = &row.meta;
    let stored = Stored {
        id: row.id.0,
        title: text(meta.title.as_ref()),
        as_sentence: as_sentence(meta),
        subtitle: text(meta.subtitle.as_ref()),
        authors: known(meta.authors.as_ref(), |names| names.iter().map(author).collect()),
        source: text(meta.source.as_ref()),
        section: text(meta.section.as_ref()),
        published: known(meta.published.as_ref(), |when| day(*when)),
        updated: known(meta.updated.as_ref(), |when| day(*when)),
        accessed: known(meta.accessed.as_ref(), |when| day(*when)),
        url: text(meta.url.as_ref()),
        language: text(meta.language.as_ref()),
        agency: text(meta.agency.as_ref()),
        tags: known(meta.tags.as_ref(), |tags| tags.iter().map(borrowed).collect()),
        characters: text(meta.characters.as_ref()),
        is: [meta.is_newspaper, row.is_link, row.has_star, row.was_read]
            .iter()
            .rev()
            .fold(0, |bits, is| bits << 1 | u8::from(*is)),
        words: u32::try_from(row.words).unwrap_or(u32::MAX),
        file: FileName::of(row),
        moment: Some(row.moment).filter(|moment| entry::moment(meta) != Some(*moment)),
        trouble: row.trouble.as_ref().map(borrowed),
    };
    postcard::to_allocvec(&stored).unwrap_or_default()
}

/// Whose row it is; `None` of bytes that are none.
pub(in crate::search) fn id(bytes: &[u8]) -> Option<ArticleId> {
    // The first field, as it stands.
    bytes.first_chunk().copied().map(ArticleId)
}

/// Reads a row; `None` of bytes that are none.
pub(in crate::search) fn read(bytes: &[u8]) -> Option<Row> {
    let stored: Stored<'_> = postcard::from_bytes(bytes).ok()?;
    let title = as_text(stored.title);
    let title_as_sentence = match stored.as_sentence {
        AsSentence::None => None,
        AsSentence::Recased(at) => Some(recased(&title.as_ref()?.value, &at)),
        AsSentence::Text(text) => Some(safe(&text)),
    };
    let is = |bit: u8| stored.is & 1 << bit != 0;
    let file = safe(&stored.file.name(title.as_ref().map(|title| &title.value)));
    let meta = Meta {
        title,
        title_as_sentence,
        subtitle: as_text(stored.subtitle),
        authors: sourced(stored.authors, |names| names.iter().map(name).collect()),
        source: as_text(stored.source),
        is_newspaper: is(0),
        section: as_text(stored.section),
        published: dated(stored.published),
        updated: dated(stored.updated),
        accessed: dated(stored.accessed),
        url: as_text(stored.url),
        language: as_text(stored.language),
        agency: as_text(stored.agency),
        tags: sourced(stored.tags, |tags| tags.iter().map(|tag| safe(tag)).collect()),
        characters: as_text(stored.characters),
    };
    Some(Row {
        copies: 0,
        id: ArticleId(stored.id),
        moment: stored.moment.or_else(|| entry::moment(&meta))?,
        meta,
        words: stored.words as usize,
        is_link: is(1),
        has_star: is(2),
        was_read: is(3),
        file,
        trouble: stored.trouble.map(|trouble| safe(&trouble)),
        snippet: None,
    })
}

fn borrowed(text: &Safe) -> Text<'_> {
    Cow::Borrowed(text)
}

fn safe(text: &str) -> Safe {
    Safe::lines(text)
}

fn known<'a, T, U>(of: Option<&'a Sourced<T>>, value: impl FnOnce(&'a T) -> U) -> Known<U> {
    of.map(|of| (value(&of.value), (of.from.origin as u8) << 1 | u8::from(of.from.is_certain)))
}

fn text(of: Option<&Sourced<Safe>>) -> Known<Text<'_>> {
    known(of, borrowed)
}

fn sourced<T, U>(of: Known<T>, value: impl FnOnce(T) -> U) -> Option<Sourced<U>> {
    let (stored, from) = of?;
    let from = Provenance { origin: origin(from >> 1), is_certain: from & 1 != 0 };
    Some(Sourced { value: value(stored), from })
}

fn as_text(of: Known<Text<'_>>) -> Option<Sourced<Safe>> {
    sourced(of, |text| safe(&text))
}

fn dated(of: Known<Date>) -> Option<Sourced<When>> {
    let when = when(&of.as_ref()?.0)?;
    sourced(of, |_| when)
}

fn origin(rank: u8) -> Origin {
    Origin::ALL.iter().copied().find(|origin| *origin as u8 == rank).unwrap_or(Origin::Detected)
}

fn as_sentence(meta: &Meta) -> AsSentence<'_> {
    let Some(sentence) = &meta.title_as_sentence else { return AsSentence::None };
    let title = meta.title.as_ref().map(|title| title.value.as_bytes()).unwrap_or_default();
    if !sentence.as_bytes().eq_ignore_ascii_case(title) {
        return AsSentence::Text(borrowed(sentence));
    }
    let mut last = 0;
    let pairs = title.iter().zip(sentence.as_bytes()).enumerate();
    let distances = pairs.filter(|(_, (one, other))| one != other).map(|(at, _)| {
        let distance = u16::try_from(at - last);
        last = at;
        distance
    });
    distances
        .collect::<Result<_, _>>()
        .map_or(AsSentence::Text(borrowed(sentence)), AsSentence::Recased)
}

fn recased(title: &str, distances: &[u16]) -> Safe {
    let mut bytes = title.as_bytes().to_vec();
    let mut at = 0;
    for distance in distances {
        at += usize::from(*distance);
        if let Some(byte) = bytes.get_mut(at).filter(|byte| byte.is_ascii_alphabetic()) {
            *byte ^= 0x20;
        }
    }
    safe(&String::from_utf8(bytes).unwrap_or_default())
}

fn author(name: &Name) -> Author<'_> {
    match name {
        Name::Literal(name) => Author { name: borrowed(name), person: None },
        Name::Person { family, given, particle, suffix } => {
            let parts = [given, particle, suffix].map(|part| part.as_ref().map(borrowed));
            Author { name: borrowed(family), person: Some(parts) }
        }
    }
}

fn name(author: &Author<'_>) -> Name {
    let Some(parts) = &author.person else { return Name::Literal(safe(&author.name)) };
    let [given, particle, suffix] =
        parts.each_ref().map(|part| part.as_ref().map(|part| safe(part)));
    Name::Person { family: safe(&author.name), given, particle, suffix }
}

fn day(when: When) -> Date {
    match when {
        When::Year(year) => Date::Year(year),
        When::Month(year, month) => Date::Month(year, month),
        When::Day(day) => Date::Day(day.year(), day.month(), day.day()),
        When::Instant(at, offset) => Date::Instant(
            (at.year(), at.month(), at.day()),
            (at.hour(), at.minute(), at.second()),
            at.subsec_nanosecond(),
            offset.map(Offset::seconds),
        ),
    }
}

/// The date; `None` where there is no such day.
fn when(day: &Date) -> Option<When> {
    Some(match *day {
        Date::Year(year) => When::Year(year),
        Date::Month(year, month) => When::Month(year, month),
        Date::Day(year, month, day) => When::Day(jiff::civil::Date::new(year, month, day).ok()?),
        Date::Instant((year, month, day), (hour, minute, second), nanosecond, offset) => {
            let day = jiff::civil::Date::new(year, month, day).ok()?;
            let clock = jiff::civil::Time::new(hour, minute, second, nanosecond).ok()?;
            let offset = offset.map(Offset::from_seconds).transpose().ok()?;
            When::Instant(DateTime::from_parts(day, clock), offset)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};
    use proptest::prelude::*;

    #[expect(clippy::unnecessary_wraps, reason = "it reads better where it is called")]
    fn known<T>(value: T) -> Option<Sourced<T>> {
        Some(Sourced::uncertain(value, Origin::JsonLd))
    }

    #[test]
    fn a_row_is_read_as_it_was_written() {
        let line = |text: &str| known(Safe::line(text));
        let person = Name::Person {
            family: Safe::line("Berg"),
            given: Some(Safe::line("Jan")),
            particle: Some(Safe::line("van den")),
            suffix: None,
        };
        let at = date(2020, 1, 9).to_datetime(time(14, 5, 1, 7));
        let meta = Meta {
            title: line("Rain Falls On Porto"),
            title_as_sentence: Some(Safe::line("Rain falls on Porto")),
            subtitle: line("A deck"),
            authors: known(vec![person, Name::Literal(Safe::line("Reuters"))]),
            source: line("The Courier"),
            is_newspaper: true,
            section: line("Weather"),
            published: known(When::Instant(at, Some(jiff::tz::offset(-5)))),
            updated: known(When::Month(2020, 2)),
            accessed: known(When::Day(date(2021, 2, 3))),
            url: line("https://a.example/rain"),
            language: line("en-GB"),
            agency: line("AP"),
            tags: known(vec![Safe::line("Sea"), Safe::line("Łódź")]),
            characters: line("damaged"),
        };
        let row = Row {
            copies: 0,
            id: ArticleId([7; 16]),
            meta,
            words: 612,
            is_link: false,
            has_star: true,
            was_read: false,
            file: Safe::line("rain.md › 2"),
            moment: -1,
            trouble: None,
            snippet: None,
        };
        assert_eq!(read(&written(&row)), Some(row));
    }

    #[test]
    fn a_moment_that_the_date_tells_takes_no_room() {
        let published = When::Day(date(2020, 1, 9));
        let meta = Meta { published: known(published), ..Meta::default() };
        let row = |moment| Row { meta: meta.clone(), moment, ..Row::default() };
        let (told, other) = (row(published.moment()), row(published.moment() + 1));
        assert!(written(&told).len() < written(&other).len());
        for row in [told, other] {
            assert_eq!(read(&written(&row)), Some(row));
        }
    }

    #[test]
    fn a_file_that_cannot_be_read_has_a_row_too() {
        let row = Row { trouble: Some(Safe::line("permission denied")), ..Row::default() };
        assert_eq!(read(&written(&row)), Some(row));
    }

    #[test]
    fn what_is_no_row_is_none() {
        assert_eq!(read(b"\xff\xff"), None);
        assert_eq!(read(b""), None);
    }

    proptest! {
        #[test]
        fn a_headline_may_have_any_capitals(title in "[aBç東 ]{0,12}", sentence in "[aBç東 ]{0,12}", flips in any::<u16>()) {
            let recased: String = title.chars().enumerate().map(|(at, c)| {
                if flips >> (at % 16) & 1 == 0 { c.to_ascii_lowercase() } else { c.to_ascii_uppercase() }
            }).collect();
            for sentence in [recased, sentence] {
                let meta = Meta {
                    title: known(Safe::line(&title)),
                    title_as_sentence: Some(Safe::line(&sentence)),
                    ..Meta::default()
                };
                let row = Row { meta, ..Row::default() };
                prop_assert_eq!(read(&written(&row)), Some(row));
            }
        }
    }
}
