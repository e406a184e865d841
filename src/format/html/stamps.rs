//! Tells lines that say only when, or how long to read, from paragraphs.
//!
//! Knows the words of such stamps in a few languages. A line is one when
//! nothing else is left of it; a word that is missing here leaves a paragraph.

use crate::article::Kind;
use crate::format::dates::{Order, dates, is_weekday};

/// Longest stamp, in bytes.
const LONGEST: usize = 80;

/// Units of time.
const UNITS: &[&str] = &[
    "second", "seconds", "sec", "minute", "minutes", "min", "mins", "hour", "hours", "hr", "hrs",
    "day", "days", "week", "weeks", "month", "months", "year", "years", "minuten", "stunde",
    "stunden", "tag", "tagen", "woche", "wochen", "monat", "monaten", "jahr", "jahren", "heure",
    "heures", "jour", "jours", "mois", "an", "ans", "minuto", "minutos", "hora", "horas", "día",
    "días", "dia", "dias", "minuti", "ore", "ora", "giorni", "giorno", "uur", "dagen",
];

/// Words that say that a line tells an age.
const AGO: &[&str] = &["ago", "vor", "hace", "il", "há", "fa", "geleden"];

/// Words that say that a line tells the time it takes to read.
const READING: &[&str] = &[
    "read",
    "reading",
    "lesezeit",
    "lesedauer",
    "lecture",
    "lectura",
    "leitura",
    "lettura",
    "leestijd",
    "listen",
];

/// Other words of stamps.
const FILL: &[&str] = &[
    "last",
    "updated",
    "update",
    "published",
    "posted",
    "modified",
    "first",
    "on",
    "at",
    "about",
    "a",
    "an",
    "the",
    "time",
    "y",
    "de",
    "of",
    "am",
    "pm",
    "um",
    "uhr",
    "et",
    "est",
    "edt",
    "pt",
    "pst",
    "pdt",
    "ct",
    "cst",
    "cdt",
    "gmt",
    "bst",
    "utc",
    "cet",
    "cest",
    "ist",
    "zuletzt",
    "aktualisiert",
    "veröffentlicht",
    "stand",
    "publié",
    "le",
    "mis",
    "à",
    "jour",
    "publicado",
    "actualizado",
    "el",
    "pubblicato",
    "aggiornato",
    "h",
    "p",
    "m",
    "date",
    "datum",
];

/// What a line is that only says when something was, or how long it is.
///
/// An age or a day makes a dateline, a time of reading belongs to the page;
/// `None` if the line says anything else.
pub(super) fn kind(line: &str) -> Option<Kind> {
    if line.len() > LONGEST {
        return None;
    }
    let days = dates(line, Order::Unknown);
    let mut rest = line.to_owned();
    for day in days.iter().rev() {
        rest.replace_range(day.range.clone(), " ");
    }
    let rest = rest.to_lowercase();
    let words: Vec<&str> =
        rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        let unit = &word[digits.len()..];
        digits.bytes().all(|byte| byte.is_ascii_digit())
            && !digits.is_empty()
            && (unit.is_empty() || unit.len() < 3 || UNITS.contains(&unit))
    };
    let has = |table: &[&str]| words.iter().any(|word| table.contains(word));
    let is_only = words.iter().all(|word| {
        is_number(word)
            || is_weekday(word)
            || [UNITS, AGO, READING, FILL].iter().any(|table| table.contains(word))
    });
    let has_number = words.iter().any(|word| is_number(word));
    let is_age = has(AGO) && has(UNITS) && (has_number || has(&["a", "an"]));
    if !is_only {
        None
    } else if has(READING) && has(UNITS) && has_number {
        Some(Kind::Furniture)
    } else {
        (is_age || !days.is_empty()).then_some(Kind::Dateline)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_says_when_or_how_long_and_nothing_else() {
        for line in [
            "Last updated 15 hours ago",
            "vor 3 Stunden",
            "an hour ago",
            "Published on March 3, 2021 at 5:04 PM ET",
            "il y a 2 jours",
        ] {
            assert_eq!(kind(line), Some(Kind::Dateline), "{line}");
        }
        for line in ["6 minute read", "Lesezeit: 4 Min.", "3 min read"] {
            assert_eq!(kind(line), Some(Kind::Furniture), "{line}");
        }
        for line in [
            "",
            "It fell in 1998.",
            "In March 2021 the crane fell",
            "15 hours",
            "Read on",
            "One day",
        ] {
            assert_eq!(kind(line), None, "{line}");
        }
    }
}
