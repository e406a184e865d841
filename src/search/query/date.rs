//! The dates of a query: parts of a calendar, or so long before today.
//!
//! A query does not know what day it is: whoever evaluates it says so.

use std::fmt;

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use crate::article::When;

/// A time in which articles were published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// From the first day of one to the last day of the other; at least one
    /// is there.
    Between(Option<Edge>, Option<Edge>),
    /// Until the day before its first day.
    Before(Edge),
}

/// Where a period begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edge {
    /// A year.
    Year(i16),
    /// A month of a year, 1 to 12.
    Month(i16, i8),
    /// A day.
    Day(Date),
    /// The day that lies so many units before today.
    Ago(u16, Unit),
}

/// What a distance from today is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months; the last day of a month that is too short.
    Month,
    /// Years.
    Year,
}

impl Unit {
    const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Year];

    fn letter(self) -> char {
        match self {
            Self::Day => 'd',
            Self::Week => 'w',
            Self::Month => 'm',
            Self::Year => 'y',
        }
    }

    fn span(self, count: u16) -> Span {
        let count = i64::from(count.min(9_999));
        match self {
            Self::Day => count.days(),
            Self::Week => count.weeks(),
            Self::Month => count.months(),
            Self::Year => count.years(),
        }
    }
}

impl Edge {
    /// Its first and last day.
    pub fn days(self, today: Date) -> (Date, Date) {
        let first = |year, month| Date::new(year, month, 1).unwrap_or(Date::MIN);
        match self {
            Self::Year(year) => (first(year, 1), first(year, 12).last_of_month()),
            Self::Month(year, month) => (first(year, month), first(year, month).last_of_month()),
            Self::Day(day) => (day, day),
            Self::Ago(count, unit) => {
                let day = today.saturating_sub(unit.span(count));
                (day, day)
            }
        }
    }

    /// Reads `2020`, `2020-01`, `2020-01-09`, `7d`.
    fn read(value: &str) -> Option<Self> {
        if let Some(unit) = Unit::ALL.into_iter().find(|unit| value.ends_with(unit.letter())) {
            let count = value.strip_suffix(unit.letter());
            let count = count.filter(|count| is_number(count, 1..=4))?;
            return Some(Self::Ago(count.parse().ok()?, unit));
        }
        let mut parts = value.splitn(3, '-');
        let year = parts.next().filter(|year| is_number(year, 4..=4))?.parse().ok()?;
        let mut small = || match parts.next() {
            None => Some(None),
            Some(part) if is_number(part, 1..=2) => Some(Some(part.parse::<i8>().ok()?)),
            Some(_) => None,
        };
        let (month, day) = (small()?, small()?);
        // There is no year 0, and a month that is not leaves no first day.
        When::day(year, month.unwrap_or(1), day.unwrap_or(1))?;
        Some(match (month, day) {
            (Some(month), Some(day)) => Self::Day(Date::new(year, month, day).ok()?),
            (Some(month), None) => Self::Month(year, month),
            _ => Self::Year(year),
        })
    }

    /// Whether `value` may be read once more is typed.
    fn may_begin(value: &str) -> bool {
        let rest = "2000-01-01".get(value.len()..).filter(|_| value.is_ascii());
        rest.is_some_and(|rest| Self::read(&format!("{value}{rest}")).is_some())
    }
}

fn is_number(text: &str, digits: std::ops::RangeInclusive<usize>) -> bool {
    digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl Period {
    /// Its first and last day, both within it; `None` where it has no end.
    ///
    /// The last may come before the first where one of them depends on today;
    /// then no article is in it.
    pub fn days(&self, today: Date) -> (Option<Date>, Option<Date>) {
        match self {
            Self::Between(from, until) => {
                (from.map(|edge| edge.days(today).0), until.map(|edge| edge.days(today).1))
            }
            Self::Before(edge) => (None, Some(edge.days(today).0.yesterday().unwrap_or(Date::MIN))),
        }
    }

    /// Whether an article published `when` was surely published in it: of a
    /// month or a year that is all that is known, no day may lie outside.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use newsread::article::When;
    /// use newsread::search::query::{Edge, Period};
    ///
    /// let january = Period::Between(Some(Edge::Month(2020, 1)), Some(Edge::Month(2020, 1)));
    /// let today = date(2026, 11, 24);
    /// assert!(january.holds(When::Month(2020, 1), today));
    /// assert!(!january.holds(When::Year(2020), today));
    /// ```
    pub fn holds(&self, when: When, today: Date) -> bool {
        let (first, last) = match (when.date(), when.month()) {
            (Some(day), _) => (day, day),
            (None, Some(month)) => Edge::Month(when.year(), month).days(today),
            (None, None) => Edge::Year(when.year()).days(today),
        };
        let (from, until) = self.days(today);
        from.is_none_or(|from| from <= first) && until.is_none_or(|until| last <= until)
    }

    /// Reads what stands behind `date:`; else whether it may still become one.
    pub(super) fn read(value: &str) -> Result<Self, bool> {
        let Some((from, until)) = value.split_once("..") else {
            // The first of two dots.
            let is_begun = value.strip_suffix('.').is_some_and(|from| Edge::read(from).is_some());
            let edge = Edge::read(value).ok_or_else(|| is_begun || Edge::may_begin(value))?;
            let until = Some(edge).filter(|edge| !matches!(edge, Edge::Ago(..)));
            return Ok(Self::Between(Some(edge), until));
        };
        let side = |side: &str| match side {
            "" => Some(None),
            side => Edge::read(side).map(Some),
        };
        let from = side(from).ok_or(false)?;
        let until = side(until).ok_or_else(|| Edge::may_begin(until))?;
        match (from, until) {
            (None, None) => Err(true),
            (Some(from), Some(until)) if is_reversed(from, until) => Err(false),
            sides => Ok(Self::Between(sides.0, sides.1)),
        }
    }

    /// Reads what stands behind `after:`; else whether it may still become one.
    pub(super) fn after(value: &str) -> Result<Self, bool> {
        let edge = Edge::read(value).ok_or_else(|| Edge::may_begin(value))?;
        Ok(Self::Between(Some(edge), None))
    }

    /// Reads what stands behind `before:`; else whether it may still become one.
    pub(super) fn before(value: &str) -> Result<Self, bool> {
        Edge::read(value).map(Self::Before).ok_or_else(|| Edge::may_begin(value))
    }
}

/// Whether no day can lie between two edges, whatever day it is.
fn is_reversed(from: Edge, until: Edge) -> bool {
    match (from, until) {
        (Edge::Ago(..), _) | (_, Edge::Ago(..)) => false,
        (from, until) => from.days(Date::MIN).0 > until.days(Date::MIN).1,
    }
}

/// As it is read, with the name before it.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Between(Some(from), Some(until))
                if from == until && !matches!(from, Edge::Ago(..)) =>
            {
                write!(f, "date:{from}")
            }
            Self::Between(from, until) => {
                f.write_str("date:")?;
                from.iter().try_for_each(|edge| edge.fmt(f))?;
                f.write_str("..")?;
                until.iter().try_for_each(|edge| edge.fmt(f))
            }
            Self::Before(edge) => write!(f, "before:{edge}"),
        }
    }
}

/// As it is read.
impl fmt::Display for Edge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => write!(f, "{day}"),
            Self::Ago(count, unit) => write!(f, "{count}{}", unit.letter()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn days(value: &str) -> (Option<Date>, Option<Date>) {
        Period::read(value).unwrap().days(date(2020, 3, 31))
    }

    #[test]
    fn a_year_a_month_and_a_day_are_periods() {
        assert_eq!(days("2020"), (Some(date(2020, 1, 1)), Some(date(2020, 12, 31))));
        assert_eq!(days("2020-02"), (Some(date(2020, 2, 1)), Some(date(2020, 2, 29))));
        assert_eq!(days("2020-1-9"), (Some(date(2020, 1, 9)), Some(date(2020, 1, 9))));
    }

    #[test]
    fn a_range_goes_from_the_first_day_of_one_to_the_last_of_the_other() {
        assert_eq!(days("2019..2020-06"), (Some(date(2019, 1, 1)), Some(date(2020, 6, 30))));
        assert_eq!(days("..2019"), (None, Some(date(2019, 12, 31))));
        assert_eq!(days("2019-05.."), (Some(date(2019, 5, 1)), None));
    }

    #[test]
    fn a_distance_counts_back_from_today() {
        assert_eq!(days("7d"), (Some(date(2020, 3, 24)), None));
        assert_eq!(days("2w"), (Some(date(2020, 3, 17)), None));
        assert_eq!(days("1m"), (Some(date(2020, 2, 29)), None));
        assert_eq!(days("1y..1w"), (Some(date(2019, 3, 31)), Some(date(2020, 3, 24))));
        assert_eq!(days("9999y"), (Some(date(-7979, 3, 31)), None));
    }

    #[test]
    fn after_and_before_share_no_day_and_leave_none_out() {
        let today = date(2020, 3, 31);
        assert_eq!(Period::after("2020").unwrap().days(today), (Some(date(2020, 1, 1)), None));
        assert_eq!(Period::before("2020").unwrap().days(today), (None, Some(date(2019, 12, 31))));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for value in ["", "foo", "2021-02-29", "2020-13", "0000", "202é", "2020..2019", "d", "-1d"]
        {
            assert!(Period::read(value).is_err(), "{value}");
        }
    }

    #[test]
    fn what_may_become_a_date_is_told_from_what_cannot() {
        for value in ["", "2", "202", "2020-", "2020-0", "2020-01-", "2020.", "2020..2", "12"] {
            assert_eq!(Period::read(value), Err(true), "{value}");
        }
        for value in ["foo", "2020-13", "20201", "2020-02-30", "x..2020", "2020..x"] {
            assert_eq!(Period::read(value), Err(false), "{value}");
        }
    }

    #[test]
    fn an_article_of_an_unknown_day_is_in_what_holds_all_its_days() {
        let holds =
            |value: &str, when: When| Period::read(value).unwrap().holds(when, date(2020, 3, 31));
        assert!(holds("2020", When::Year(2020)) && !holds("2020-01", When::Year(2020)));
        assert!(holds("2019-12..", When::Month(2020, 1)));
        assert!(!holds("2020-01-02..", When::Month(2020, 1)));
    }
}
