//! Finds the dates that stand in a line, as the press of some fifty
//! languages prints them.
//!
//! Nothing here knows what a date means (published, updated, read): only
//! where it stands and which day it is. One idea: a small scanner tries each
//! shape of a date at each place where a number or a month can begin, so that
//! careless glueing (“May 5, 20194:29 AM”) still reads.
//!
//! Day and month in numbers alone are certain only where one reading makes a
//! date; a [`Order`] decides the others. A weekday beside the date is checked.

mod calendar;
mod clock;
mod cursor;
#[cfg(test)]
mod printed;
mod scan;
mod words;

use std::ops::Range;

use crate::article::When;

/// Which of two numbers is the day: “3/4/2020”.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Nobody knows; the day is taken to be first.
    #[default]
    Unknown,
    /// The page is from where the day comes first.
    DayFirst,
    /// The page is from the United States, where the month comes first. It
    /// rules numbers between slashes only.
    MonthFirst,
}

/// A date found in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// Its bytes in the line, with the time if one is printed.
    pub range: Range<usize>,
    /// What it says; the years are 1690 to 2099.
    pub when: When,
    /// Whether there is no other reading: a month in letters, an order that
    /// the standard fixes, a day over 12 or a known [`Order`], and no weekday
    /// that disagrees.
    pub is_certain: bool,
    /// Whether the weekday printed beside it is the right one.
    pub weekday_agrees: Option<bool>,
}

/// The dates in a line, in their order; they do not overlap.
///
/// ```
/// use newsread::format::dates::{Order, dates};
///
/// let found = dates("Posted on Thursday, May 5, 20224:29 AM", Order::Unknown);
/// assert_eq!(found[0].when.to_string(), "2022-05-05T04:29:00");
/// assert_eq!(found[0].weekday_agrees, Some(true));
/// ```
pub fn dates(line: &str, order: Order) -> Vec<Dated> {
    scan::dates(line, order)
}

/// Whether a word names a month in some language, in full or shortened.
pub fn is_month(word: &str) -> bool {
    words::month(&bare(word)).is_some()
}

/// Whether a word names a day of the week in some language.
pub fn is_weekday(word: &str) -> bool {
    words::weekday(&bare(word)).is_some()
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn first(line: &str, order: Order) -> String {
        dates(line, order).first().map(|found| found.when.to_string()).unwrap_or_default()
    }

    #[test]
    fn months_are_read_in_many_languages() {
        for line in [
            "9 January 2020",
            "January 9th, 2020",
            "Jan. 9, 2020",
            "9. Januar 2020",
            "9 janvier 2020",
            "9 de enero de 2020",
            "9 de janeiro de 2020",
            "9 gennaio 2020",
            "9 stycznia 2020",
            "9. ledna 2020",
            "9 Ιανουαρίου 2020",
            "9 января 2020 г.",
            "9 січня 2020",
            "9 Ocak 2020",
            "9 ianuarie 2020",
            "9. tammikuuta 2020",
            "2020. január 9.",
            "9 tháng 1, 2020",
            "9 يناير 2020",
            "٩ يناير ٢٠٢٠",
            "9 जनवरी 2020",
            "9 בינואר 2020",
            "2020年1月9日",
            "2020년 1월 9일",
            "9 มกราคม 2563",
            "2020 January 9",
            "09-JAN-2020",
            "2020-01-09",
            "2020/1/9",
            "9.1.2020",
            "09/01/2020",
            "9 Jan ’20",
        ] {
            assert_eq!(first(line, Order::Unknown), "2020-01-09", "{line}");
        }
    }

    #[test]
    fn numbers_alone_need_a_hint() {
        let found = &dates("3/4/2020", Order::Unknown)[0];
        assert!(!found.is_certain);
        assert_eq!(first("3/4/2020", Order::DayFirst), "2020-04-03");
        assert_eq!(first("3/4/2020", Order::MonthFirst), "2020-03-04");
        assert_eq!(first("3.4.2020", Order::MonthFirst), "2020-04-03");
        let found = &dates("1/9/20 and 1/29/2020", Order::Unknown)[1];
        assert_eq!((found.when.to_string().as_str(), found.is_certain), ("2020-01-29", true));
    }

    #[test]
    fn times_and_offsets_are_read_where_printed() {
        for (line, when) in [
            ("2022-07-06T01:00:17+00:00", "2022-07-06T01:00:17+00:00"),
            ("2022-07-06T01:00:17.250Z", "2022-07-06T01:00:17+00:00"),
            ("6 July 2022, 14:05 CEST", "2022-07-06T14:05:00+02:00"),
            ("July 6, 2022 at 2:05 p.m. EDT", "2022-07-06T14:05:00-04:00"),
            ("July 6, 2022 12:30 AM", "2022-07-06T00:30:00"),
            ("06.07.2022 um 14.05 Uhr", "2022-07-06T14:05:00"),
            ("6 juillet 2022 à 14h05", "2022-07-06T14:05:00"),
            ("2022年7月6日 14:05", "2022-07-06T14:05:00"),
            ("July 6, 20224:29 AM", "2022-07-06T04:29:00"),
        ] {
            assert_eq!(first(line, Order::Unknown), when, "{line}");
        }
    }

    #[test]
    fn the_weekday_is_checked() {
        for (line, agrees) in [
            ("Thursday January 9, 2020", Some(true)),
            ("Friday, January 9, 2020", Some(false)),
            ("Donnerstag, den 9. Januar 2020", Some(true)),
            ("Thu, 09 Jan 2020", Some(true)),
            ("2020年1月9日（木）", Some(true)),
            ("2020年1月9日 星期五", Some(false)),
            ("January 9, 2020", None),
        ] {
            let found = &dates(line, Order::Unknown)[0];
            assert_eq!(found.weekday_agrees, agrees, "{line}");
            assert_eq!(found.is_certain, agrees != Some(false), "{line}");
        }
    }

    #[test]
    fn what_only_looks_like_a_date_is_none() {
        for line in
            ["192.168.1.20", "1.2.3.2020", "31 February 2020", "May 2020 40", "12/2020", "4:29"]
        {
            let found = dates(line, Order::Unknown);
            assert!(found.iter().all(|found| found.when.date().is_none()), "{line}: {found:?}");
        }
        assert!(dates("5 May 1066, 5 May 2525", Order::Unknown).is_empty());
    }

    #[test]
    fn two_dates_glued_together_are_two() {
        let found = dates("12 March 201913 April 2020", Order::Unknown);
        let when: Vec<_> = found.iter().map(|found| found.when.to_string()).collect();
        assert_eq!(when, ["2019-03-12", "2020-04-13"]);
    }

    proptest! {
        #[test]
        fn any_line_is_read_without_panic(line in any::<String>()) {
            for found in dates(&line, Order::Unknown) {
                prop_assert!(line.get(found.range).is_some());
            }
        }

        #[test]
        fn heaps_of_date_parts_are_read_without_panic(line in "([0-9]{1,5}|[-./:,T +]|May|mars|年|月|日|Z|am|Thu){0,24}") {
            let mut end = 0;
            for found in dates(&line, Order::MonthFirst) {
                prop_assert!(found.range.start >= end);
                end = found.range.end;
            }
        }

        #[test]
        fn a_date_in_print_is_found_again(year in 1690i16..2100, month in 1i8..=12, day in 1i8..=28) {
            let english = ["January", "February", "March", "April", "May", "June", "July", "August",
                "September", "October", "November", "December"][usize::try_from(month).unwrap() - 1];
            let iso = format!("{year:04}-{month:02}-{day:02}");
            for line in [
                iso.clone(),
                format!("on {english} {day}, {year}, by"),
                format!("({day} {english} {year})"),
                format!("{year}年{month}月{day}日"),
                format!("{day}.{month}.{year}"),
                format!("{english} {day} {year}11:30 am"),
            ] {
                let found = dates(&line, Order::Unknown);
                prop_assert_eq!(found.len(), 1, "{}", line);
                prop_assert_eq!(found[0].when.date().unwrap().to_string(), iso.clone());
            }
        }
    }
}
