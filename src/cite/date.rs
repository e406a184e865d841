//! Dates as lists of works have them: partial, in ranges, in seasons, about.
//!
//! One idea: every format writes the same words, those of EDTF level 1
//! (ISO 8601-2:2019), whole or taken apart; so no format can lose a day.

use std::fmt;

use serde_json::{Map, Value, json};

use crate::article::When;

/// A date that a calendar has: a year from 1 to 9999, a month of one, or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Date {
    /// The date; of a range its beginning. Never an instant.
    pub(super) when: When,
    /// The end of a range.
    pub(super) until: Option<When>,
    /// 1 to 4, from spring to winter; only beside a year alone.
    pub(super) season: Option<u8>,
    /// Whether it is only about right.
    pub(super) is_circa: bool,
}

impl Date {
    /// The day, month or year of `when`, if a calendar has it.
    pub(super) fn of(when: When) -> Option<Self> {
        let when = real(when.year(), when.month(), when.date().map(jiff::civil::Date::day))?;
        Some(Self { when, until: None, season: None, is_circa: false })
    }

    /// What EDTF says; times of day are left out, and so is the end of a range
    /// that no calendar has. `None` if there is no year.
    pub(super) fn parse(edtf: &str) -> Option<Self> {
        let (first, last) = edtf.trim().split_once('/').unwrap_or((edtf.trim(), ""));
        let bare = first.trim_end_matches(['~', '?', '%']);
        let mut parts = bare.split('T').next().unwrap_or_default().split('-').map(str::trim);
        let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
        let mut small = || parts.next().and_then(|part| part.parse::<i8>().ok());
        let (month, day) = (small(), small());
        let season = month.and_then(|month| u8::try_from(month - 20).ok());
        let season = season.filter(|season| (1..=4).contains(season));
        let until = Self::parse_last(last);
        let when = real(year, month.filter(|_| season.is_none()), day)?;
        Some(Self { when, until, season, is_circa: bare.len() < first.len() })
    }

    fn parse_last(last: &str) -> Option<When> {
        if last.is_empty() || last.contains('/') { None } else { Self::parse(last).map(|d| d.when) }
    }

    /// What an object of CSL-JSON says, or a date written as EDTF.
    pub(super) fn from_json(value: &Value) -> Option<Self> {
        if let Some(raw) = value.get("raw").or(Some(value)).and_then(Value::as_str) {
            return Self::parse(raw);
        }
        let ends = value.get("date-parts")?.as_array()?;
        let numbers = |end: &Value| -> Vec<Option<i16>> {
            end.as_array().map(|parts| parts.iter().map(number).collect()).unwrap_or_default()
        };
        let part = |end: &Value, at: usize| numbers(end).get(at).copied().flatten();
        let end = |end: &Value| {
            let small = |at: usize| part(end, at).and_then(|n| i8::try_from(n).ok());
            real(part(end, 0)?, small(1), small(2))
        };
        let first = ends.first()?;
        let when = end(first)?;
        let season = value.get("season").and_then(season_of);
        // Before it had a field, a season stood in the place of a month.
        let season = season.or_else(|| match part(first, 1)? {
            month @ 13..=16 => u8::try_from(month - 12).ok(),
            month @ 21..=24 => u8::try_from(month - 20).ok(),
            _ => None,
        });
        let is_alone = when.month().is_none() && ends.len() == 1;
        let circa = value.get("circa");
        let is_circa = match circa {
            Some(Value::Bool(is)) => *is,
            Some(Value::String(text)) => !text.is_empty() && text != "false" && text != "0",
            Some(Value::Number(number)) => number.as_i64() != Some(0),
            _ => false,
        };
        Some(Self {
            when,
            until: ends.get(1).and_then(end),
            season: season.filter(|_| is_alone),
            is_circa,
        })
    }

    /// The object of CSL-JSON.
    pub(super) fn to_json(self) -> Value {
        let parts = |when: When| {
            let day = when.date().map(|date| i16::from(date.day()));
            let parts = [Some(when.year()), when.month().map(i16::from), day];
            Value::from(parts.into_iter().flatten().collect::<Vec<_>>())
        };
        let ends = std::iter::once(self.when).chain(self.until).map(parts).collect();
        let mut object = Map::from_iter([("date-parts".to_owned(), Value::Array(ends))]);
        if let Some(season) = self.season {
            object.insert("season".to_owned(), json!(season));
        }
        if self.is_circa {
            object.insert("circa".to_owned(), json!(true));
        }
        Value::Object(object)
    }

    /// The end of a range as a date of its own.
    pub(super) fn end(self) -> Option<Self> {
        let when = self.until?;
        Some(Self { when, until: None, season: None, is_circa: self.is_circa })
    }

    /// Whether it is a year, a month or a day and nothing else.
    pub(super) fn is_plain(self) -> bool {
        self.until.is_none() && self.season.is_none() && !self.is_circa
    }
}

/// EDTF: `2024-03-18`, `2024-03-18/2024-03-20`, `2024-21`, `2024~`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.when)?;
        if let Some(season) = self.season {
            write!(f, "-{}", 20 + season)?;
        }
        if self.is_circa {
            f.write_str("~")?;
        }
        self.until.map_or(Ok(()), |until| write!(f, "/{until}"))
    }
}

/// A year, with as much of month and day as there is and exists.
fn real(year: i16, month: Option<i8>, day: Option<i8>) -> Option<When> {
    let month = month.filter(|month| (1..=12).contains(month));
    let day = month.zip(day).and_then(|(month, day)| When::day(year, month, day));
    let whole = day.or(month.map(|month| When::Month(year, month))).or(Some(When::Year(year)));
    whole.filter(|_| (1..=9999).contains(&year))
}

/// The season of this number or English name, from 1 to 4.
fn season_of(value: &Value) -> Option<u8> {
    const NAMES: [&[&str]; 4] = [&["spring"], &["summer"], &["autumn", "fall"], &["winter"]];
    let named = |name: &str| {
        let is_it = |names: &&[&str]| names.iter().any(|known| name.eq_ignore_ascii_case(known));
        NAMES.iter().position(is_it).and_then(|at| u8::try_from(at + 1).ok())
    };
    let season = value.as_str().and_then(|name| named(name.trim()));
    let season = season.or_else(|| number(value).and_then(|n| u8::try_from(n).ok()));
    season.filter(|season| (1..=4).contains(season))
}

fn number(part: &Value) -> Option<i16> {
    match part {
        Value::String(digits) => digits.trim().parse().ok(),
        part => part.as_i64().and_then(|part| i16::try_from(part).ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_back_as_it_was_written() {
        for edtf in ["2024", "2024-03", "2024-03-18", "2024-22", "0800~", "2024-03-18/2024-04"] {
            let date = Date::parse(edtf).unwrap();
            assert_eq!(date.to_string(), edtf);
            assert_eq!(Date::from_json(&date.to_json()), Some(date), "{edtf}");
        }
    }

    #[test]
    fn what_no_calendar_has_is_left_out() {
        let read = |edtf: &str| Date::parse(edtf).map(|date| date.to_string());
        assert_eq!(read("2023-02-29").as_deref(), Some("2023-02"));
        assert_eq!(read("2023-13-01").as_deref(), Some("2023"));
        assert_eq!(read("2023-01-09T14:05:00Z").as_deref(), Some("2023-01-09"));
        assert_eq!((read("0000"), read("soon"), read("")), (None, None, None));
        assert_eq!(Date::parse("2023/2024/2025").unwrap().until, None);
    }
}
