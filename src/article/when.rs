//! When something happened, as exactly as the press says it.
//!
//! Dates in newspapers are partial: a year, a month, a day, seldom a minute.
//! A day stays the day that was printed, in the article's own offset; it is
//! never moved to another time zone.

use std::fmt;

use jiff::civil::{Date, DateTime, date};
use jiff::tz::Offset;

/// A date, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// Some day in this year.
    Year(i16),
    /// Some day in this month; the second value is 1 to 12.
    Month(i16, i8),
    /// This day.
    Day(Date),
    /// This minute, on the clock of the article; the offset if it was printed.
    Instant(DateTime, Option<Offset>),
}

impl When {
    /// The day, if there is such a day. Years outside 1 to 9999 are refused.
    pub fn day(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().filter(|_| (1..=9999).contains(&year)).map(Self::Day)
    }

    /// The year.
    pub fn year(self) -> i16 {
        match self {
            Self::Year(year) | Self::Month(year, _) => year,
            Self::Day(day) => day.year(),
            Self::Instant(at, _) => at.year(),
        }
    }

    /// The month, 1 to 12.
    pub fn month(self) -> Option<i8> {
        match self {
            Self::Year(_) => None,
            Self::Month(_, month) => Some(month),
            Self::Day(day) => Some(day.month()),
            Self::Instant(at, _) => Some(at.month()),
        }
    }

    /// The calendar day, as printed.
    pub fn date(self) -> Option<Date> {
        match self {
            Self::Year(_) | Self::Month(..) => None,
            Self::Day(day) => Some(day),
            Self::Instant(at, _) => Some(at.date()),
        }
    }

    /// The date as a newspaper prints it, as far as it is known:
    /// `9 January 2020`, `January 2020`, `2020`.
    pub fn in_words(self) -> String {
        match (self.date(), self.month()) {
            (Some(day), _) => day.strftime("%-d %B %Y").to_string(),
            (None, Some(month)) => date_or_first(self.year(), month).strftime("%B %Y").to_string(),
            (None, None) => self.year().to_string(),
        }
    }

    /// The date with its weekday, where there is a day: `Thursday, 9 January 2020`.
    pub fn in_full(self) -> String {
        self.date().map_or_else(|| self.in_words(), |day| day.strftime("%A, %-d %B %Y").to_string())
    }

    /// Seconds since 1970 in UTC, for ordering: a day without a time is noon,
    /// a month or year its first day.
    pub fn moment(self) -> i64 {
        let noon = |day: Date| day.at(12, 0, 0, 0);
        let (at, offset) = match self {
            Self::Year(year) => (noon(date_or_first(year, 1)), None),
            Self::Month(year, month) => (noon(date_or_first(year, month)), None),
            Self::Day(day) => (noon(day), None),
            Self::Instant(at, offset) => (at, offset),
        };
        offset.unwrap_or(Offset::UTC).to_timestamp(at).map_or(0, jiff::Timestamp::as_second)
    }
}

fn date_or_first(year: i16, month: i8) -> Date {
    Date::new(year, month, 1).unwrap_or_else(|_| date(1, 1, 1))
}

/// ISO 8601, as far as is known: `2020`, `2020-01`, `2020-01-09`,
/// `2020-01-09T14:05:00+01:00`.
impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => write!(f, "{day}"),
            Self::Instant(at, offset) => {
                write!(f, "{}", at.strftime("%Y-%m-%dT%H:%M:%S"))?;
                let Some(offset) = offset else { return Ok(()) };
                let minutes = offset.seconds() / 60;
                let sign = if minutes < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_does_not_exist_is_none() {
        assert_eq!(When::day(2021, 2, 29), None);
        assert_eq!(When::day(2020, 13, 1), None);
        assert_eq!(When::day(0, 1, 1), None);
    }

    #[test]
    fn the_printed_day_is_kept_whatever_the_offset() {
        let late = When::Instant(date(2020, 1, 9).at(23, 30, 0, 0), Some(jiff::tz::offset(-5)));
        assert_eq!(late.date(), Some(date(2020, 1, 9)));
        assert_eq!(late.to_string(), "2020-01-09T23:30:00-05:00");
        let noon_next_day = When::day(2020, 1, 10).unwrap();
        assert!(late.moment() < noon_next_day.moment());
    }

    #[test]
    fn a_date_is_printed_as_far_as_it_is_known() {
        assert_eq!(When::day(2020, 1, 9).unwrap().in_full(), "Thursday, 9 January 2020");
        assert_eq!(When::Month(2024, 5).in_words(), "May 2024");
        assert_eq!(When::Year(1851).in_full(), "1851");
    }

    #[test]
    fn a_day_without_a_time_is_noon() {
        assert_eq!(When::day(1970, 1, 1).unwrap().moment(), 12 * 3600);
    }
}
