//! Reads dates that machines wrote: metadata, front matter, headers.
//!
//! Knows no format and no language but the English month names of mail
//! headers. The day is kept as written, in the stamp's own offset: it is the
//! day that the publisher printed (ISO 8601 and RFC 2822, as they are found in
//! the wild: `+0000` without a colon, a space for the `T`, a zone in brackets).

use jiff::civil::{DateTime, Time};
use jiff::tz::Offset;

use crate::article::When;

const MONTHS: &[&str] =
    &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Years that a newspaper can have been printed in, or nearly.
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2100;

/// Reads a stamp; `None` if it is not one, or if no such day exists.
pub(crate) fn parse(text: &str) -> Option<When> {
    let text = text.trim().trim_matches(['"', '\'']).trim();
    let when = iso(text).or_else(|| words(text))?;
    let is_unset = |at: DateTime| at.year() == 1970 && at.date().day_of_year() == 1;
    match when {
        // What a program writes for a time that it does not know.
        When::Instant(at, _) if is_unset(at) && at.hour() == 0 && at.minute() == 0 => None,
        When::Day(day) if is_unset(day.at(0, 0, 0, 0)) => None,
        when => YEARS.contains(&when.year()).then_some(when),
    }
}

/// `2020`, `2020-01`, `2020-1-9`, `2020/01/09`, `20200109`, each day with a
/// time behind it or without.
fn iso(text: &str) -> Option<When> {
    let (year, rest) = number(text, 4)?;
    let year = i16::try_from(year).ok()?;
    if rest.is_empty() {
        return Some(When::Year(year));
    }
    let (month, day, rest) = if let Some(rest) = rest.strip_prefix(['-', '/', '.']) {
        let (month, rest) = number(rest, 2)?;
        let Some(rest) = rest.strip_prefix(['-', '/', '.']) else {
            let month = i8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
            return rest.is_empty().then_some(When::Month(year, month));
        };
        let (day, rest) = number(rest, 2)?;
        (month, day, rest)
    } else {
        let digits = rest.get(..4).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
        (digits[..2].parse().ok()?, digits[2..].parse().ok()?, &rest[4..])
    };
    let day = When::day(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)?;
    if rest.starts_with(|c: char| c.is_ascii_digit()) && rest.len() < 4 {
        return None;
    }
    let rest = rest.trim_start_matches(['T', 't', ',', ' ', '_', '-', '\u{a0}']);
    Some(clock(rest).map_or(day, |(time, offset)| at(day, time, offset)))
}

/// `Thu, 9 Jan 2020 14:05:00 +0100`, `Thu Jan 09 2020 14:05:00 GMT+0100 (…)`,
/// `Thu Jan 9 14:05:00 2020`, `Jan 9, 2020`.
fn words(text: &str) -> Option<When> {
    let (mut year, mut month, mut day, mut time) = (None, None, None, None);
    let mut offset = None;
    let words = text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
    for word in words.take(12) {
        let is_number = word.bytes().all(|b| b.is_ascii_digit());
        if is_number && word.len() == 4 && year.is_none() {
            year = word.parse().ok();
        } else if is_number && word.len() <= 2 && day.is_none() {
            day = word.parse().ok();
        } else if let Some((read, zone)) = clock(word).filter(|_| time.is_none()) {
            (time, offset) = (Some(read), zone);
        } else if let Some(zone) = zone(word).filter(|_| time.is_some()) {
            offset = offset.or(Some(zone));
        } else if let Some(found) = month_of(word).filter(|_| month.is_none()) {
            month = Some(found);
        } else if word.starts_with('(') {
            break;
        } else if !is_weekday(word) && !matches!(word, "at" | "AM" | "am") {
            return None;
        }
    }
    let day = When::day(year?, month?, day?)?;
    Some(time.map_or(day, |time| at(day, time, offset)))
}

fn month_of(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    let is_word = word.len() >= 3 && word.bytes().all(|b| b.is_ascii_lowercase());
    let rank = MONTHS.iter().position(|month| is_word && word.starts_with(month))?;
    i8::try_from(rank + 1).ok()
}

fn is_weekday(word: &str) -> bool {
    let start: String = word.chars().take(3).collect::<String>().to_ascii_lowercase();
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].contains(&&*start)
}

fn at(day: When, time: Time, offset: Option<Offset>) -> When {
    day.date().map_or(day, |date| When::Instant(DateTime::from_parts(date, time), offset))
}

/// `14:05`, `14:05:00.123`, `140500`, with a zone behind it or without.
fn clock(text: &str) -> Option<(Time, Option<Offset>)> {
    let (hour, rest) = number(text, 2)?;
    let (minute, rest) = number(rest.strip_prefix(':').unwrap_or(rest), 2)?;
    let (second, rest) = match rest.strip_prefix(':') {
        Some(rest) => number(rest, 2)?,
        None => number(rest, 2).unwrap_or((0, rest)),
    };
    let fraction = rest.strip_prefix(['.', ',']).unwrap_or("");
    let rest = if fraction.is_empty() {
        rest
    } else {
        fraction.trim_start_matches(|c: char| c.is_ascii_digit())
    };
    let small = |n: u32| i8::try_from(n).ok();
    let time = Time::new(small(hour)?, small(minute)?, small(second.min(59))?, 0).ok()?;
    let rest = rest.trim_start();
    let afternoon = rest.get(..2).is_some_and(|half| half.eq_ignore_ascii_case("pm"));
    if afternoon && (1..12).contains(&time.hour()) {
        return Some((Time::new(time.hour() + 12, time.minute(), time.second(), 0).ok()?, None));
    }
    Some((time, zone(rest)))
}

/// `Z`, `UTC`, `GMT+0100`, `+01:00`, `+0100`, `-05`.
fn zone(text: &str) -> Option<Offset> {
    let upper = text.trim_start().to_ascii_uppercase();
    let named = ["UTC", "GMT", "Z"].into_iter().find(|name| upper.starts_with(name));
    let rest = &upper[named.map_or(0, str::len)..];
    let sign = match rest.bytes().next() {
        Some(b'+') => 1,
        Some(b'-') => -1,
        _ => return named.map(|_| Offset::UTC),
    };
    let (hours, rest) = number(&rest[1..], 2)?;
    let (minutes, _) = number(rest.strip_prefix(':').unwrap_or(rest), 2).unwrap_or((0, rest));
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    Offset::from_seconds(sign * seconds).ok().filter(|_| hours < 16 && minutes < 60)
}

/// At most so many digits at the start (exactly four for a year), and the rest.
fn number(text: &str, most: usize) -> Option<(u32, &str)> {
    let digits = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let is_enough = digits > 0 && (most < 4 || digits == most);
    is_enough.then(|| text[..digits].parse().ok()).flatten().map(|number| (number, &text[digits..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        parse(text).map_or_else(|| "none".to_owned(), |when| when.to_string())
    }

    #[test]
    fn a_date_is_as_exact_as_it_is_written() {
        assert_eq!(read("1987"), "1987");
        assert_eq!(read("1987-05"), "1987-05");
        assert_eq!(read("1987-5-4"), "1987-05-04");
        assert_eq!(read("1987/05/04"), "1987-05-04");
        assert_eq!(read("19870504"), "1987-05-04");
        assert_eq!(read("19870504T1312"), "1987-05-04T13:12:00");
    }

    #[test]
    fn the_odd_shapes_of_iso_8601_are_read() {
        assert_eq!(read("2020-01-09T23:30:00-05:00"), "2020-01-09T23:30:00-05:00");
        assert_eq!(read("2020-01-09T23:30:00.123Z"), "2020-01-09T23:30:00+00:00");
        assert_eq!(read("2020-01-09 23:30:00 +0100"), "2020-01-09T23:30:00+01:00");
        assert_eq!(read("2020-01-09T23:30:00+0000"), "2020-01-09T23:30:00+00:00");
        assert_eq!(read("2020-01-09T23:30"), "2020-01-09T23:30:00");
        assert_eq!(read("2020-01-09 at some time"), "2020-01-09");
    }

    #[test]
    fn mail_and_script_dates_are_read() {
        assert_eq!(read("Thu, 9 Jan 2020 14:05:00 +0100"), "2020-01-09T14:05:00+01:00");
        assert_eq!(
            read("Thu Jan 09 2020 14:05:00 GMT+0100 (Central European Standard Time)"),
            "2020-01-09T14:05:00+01:00"
        );
        assert_eq!(read("Thu Jan  9 14:05:00 2020"), "2020-01-09T14:05:00");
        assert_eq!(read("January 9, 2020"), "2020-01-09");
        assert_eq!(read("Jan 9, 2020 2:05 pm"), "none");
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["", "soon", "2020-02-30", "0001-01-01", "1970-01-01T00:00:00Z", "1578578700"] {
            assert_eq!(read(text), "none", "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_day_read_is_the_day_written(year in 1600i16..2100, month in 1i8..=12, day in 1i8..=28, hours in -12i8..=14) {
            prop_assume!((year, month, day) != (1970, 1, 1));
            let sign = if hours < 0 { '-' } else { '+' };
            let text = format!("{year:04}-{month:02}-{day:02}T23:59:59{sign}{:02}00", hours.abs());
            prop_assert_eq!(parse(&text).unwrap().date(), When::day(year, month, day).unwrap().date());
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,40}") {
            let _ = parse(&text);
        }

        #[test]
        fn no_near_date_panics(text in "[0-9TZ:+/. -]{0,30}") {
            let _ = parse(&text);
        }
    }
}
