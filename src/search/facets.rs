//! What the articles found have in common: their times, sources and authors.
//!
//! An engine adds what it found to a [`Tally`], article by article in any
//! order; what comes of it depends on the articles alone, so that engines agree.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use super::query::{Edge, Period};
use super::words::folded;
use crate::article::{Meta, Safe, When};

/// Bars of a histogram, at most.
const BARS: i64 = 60;

/// Months from which a histogram has a bar for each year.
const MONTHS: i64 = 36;

/// Sources or authors that are told, at most.
const TOP: usize = 8;

/// How the articles found spread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// How many were published in each of some periods of one length, which
    /// follow one another from the first to the last article; at most 60.
    /// Articles of which less is known than such a period are left out.
    pub times: Vec<(Period, usize)>,
    /// The sources of most of them, and how many each has; at most 8.
    pub sources: Vec<(Safe, usize)>,
    /// The authors of most of them, likewise.
    pub authors: Vec<(Safe, usize)>,
}

/// Counts articles.
#[derive(Debug, Default)]
pub struct Tally {
    /// By year, month and day; 0 where one is not known.
    days: BTreeMap<(i16, i8, i8), usize>,
    sources: Names,
    authors: Names,
}

/// How many articles have each name, by the name folded as a search compares
/// it, and in each spelling.
type Names = HashMap<String, BTreeMap<Safe, usize>>;

impl Tally {
    /// Counts an article of which this is known.
    pub fn add(&mut self, meta: &Meta) {
        if let Some(published) = meta.published {
            self.add_published(published.value, 1);
        }
        if let Some(source) = &meta.source {
            self.add_source(source.value.clone(), 1);
        }
        for name in meta.authors.iter().flat_map(|authors| &authors.value) {
            self.add_author(Safe::format(format_args!("{name}")), 1);
        }
    }

    /// Counts so many articles that were published then.
    pub fn add_published(&mut self, when: When, articles: usize) {
        let day = when.date().map_or(0, Date::day);
        *self.days.entry((when.year(), when.month().unwrap_or(0), day)).or_default() += articles;
    }

    /// Counts so many articles with this source.
    pub fn add_source(&mut self, name: Safe, articles: usize) {
        count(&mut self.sources, name, articles);
    }

    /// Counts so many articles with this author.
    pub fn add_author(&mut self, name: Safe, articles: usize) {
        count(&mut self.authors, name, articles);
    }

    /// What was counted.
    pub fn facets(self) -> Facets {
        Facets { times: self.times(), sources: top(self.sources), authors: top(self.authors) }
    }

    fn times(&self) -> Vec<(Period, usize)> {
        let (Some((first, _)), Some((last, _))) =
            (self.days.first_key_value(), self.days.last_key_value())
        else {
            return Vec::new();
        };
        let (first, last) = (*first, *last);
        let months = Length::Months.rank(last) - Length::Months.rank(first) + 1;
        let days = Length::Days.rank(last) - Length::Days.rank(first) + 1;
        let years = Length::Years(1).rank(last) - Length::Years(1).rank(first) + 1;
        let length = if days <= BARS && first.2 > 0 {
            Length::Days
        } else if months <= MONTHS && first.1 > 0 {
            Length::Months
        } else {
            Length::Years((years - 1) / BARS + 1)
        };
        let begin = length.rank(first);
        let mut bars: Vec<_> =
            (begin..=length.rank(last)).map(|rank| (length.period(rank), 0)).collect();
        for (day, count) in self.days.iter().filter(|(day, _)| length.is_known(**day)) {
            let bar = usize::try_from(length.rank(*day) - begin).ok();
            if let Some((_, counted)) = bar.and_then(|bar| bars.get_mut(bar)) {
                *counted += count;
            }
        }
        bars
    }
}

/// What one bar of a histogram stands for.
#[derive(Clone, Copy)]
enum Length {
    Days,
    Months,
    /// So many years.
    Years(i64),
}

impl Length {
    /// Which of such periods, counted from the year 0, a date is in.
    fn rank(self, (year, month, day): (i16, i8, i8)) -> i64 {
        let year = i64::from(year);
        match self {
            Self::Days => {
                let date = Date::new(narrow(year), month.max(1), day.max(1)).unwrap_or(Date::ZERO);
                days_between(Date::ZERO, date)
            }
            Self::Months => year * 12 + i64::from(month.max(1)) - 1,
            Self::Years(years) => year.div_euclid(years),
        }
    }

    fn period(self, rank: i64) -> Period {
        let both = |edge| Period::Between(Some(edge), Some(edge));
        match self {
            Self::Days => both(Edge::Day(Date::ZERO.saturating_add(jiff::Span::new().days(rank)))),
            Self::Months => {
                let month = i8::try_from(rank.rem_euclid(12) + 1).unwrap_or(1);
                both(Edge::Month(narrow(rank.div_euclid(12)), month))
            }
            Self::Years(1) => both(Edge::Year(narrow(rank))),
            Self::Years(years) => {
                let (from, until) = (rank * years, rank * years + years - 1);
                let year = |year| Some(Edge::Year(narrow(year)));
                Period::Between(year(from.max(1)), year(until))
            }
        }
    }

    /// Whether enough is known of a date to say which period it is in.
    fn is_known(self, (_, month, day): (i16, i8, i8)) -> bool {
        match self {
            Self::Days => day > 0,
            Self::Months => month > 0,
            Self::Years(_) => true,
        }
    }
}

fn narrow(year: i64) -> i16 {
    i16::try_from(year.clamp(1, 9999)).unwrap_or(1)
}

fn days_between(from: Date, until: Date) -> i64 {
    from.until(until).map_or(0, |span| span.get_days().into())
}

fn count(names: &mut Names, name: Safe, articles: usize) {
    *names.entry(folded(&name)).or_default().entry(name).or_default() += articles;
}

/// The names that most articles have, each in its commonest spelling.
fn top(names: Names) -> Vec<(Safe, usize)> {
    let in_all = names.into_values().filter_map(|spellings| {
        let count = spellings.values().sum();
        let common = spellings.into_iter().min_by_key(|(_, count)| Reverse(*count))?;
        Some((common.0, count))
    });
    let mut counted: Vec<_> = in_all.collect();
    counted.sort_by(|(one, many), (other, more)| {
        (Reverse(many), &**one).cmp(&(Reverse(more), &**other))
    });
    counted.truncate(TOP);
    counted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Origin, Sourced};
    use proptest::prelude::*;

    fn of(dates: &[When]) -> Vec<(String, usize)> {
        let mut tally = Tally::default();
        for when in dates {
            let published = Some(Sourced::certain(*when, Origin::Line));
            tally.add(&Meta { published, ..Meta::default() });
        }
        let times = tally.facets().times;
        times.into_iter().map(|(period, count)| (period.to_string(), count)).collect()
    }

    fn day(year: i16, month: i8, day: i8) -> When {
        When::day(year, month, day).unwrap()
    }

    fn bars(bars: &[(&str, usize)]) -> Vec<(String, usize)> {
        bars.iter().map(|(period, count)| (format!("date:{period}"), *count)).collect()
    }

    #[test]
    fn some_weeks_have_a_bar_for_each_day_and_empty_ones_too() {
        assert_eq!(
            of(&[day(2020, 2, 28), day(2020, 3, 1), day(2020, 3, 1)]),
            bars(&[("2020-02-28", 1), ("2020-02-29", 0), ("2020-03-01", 2)])
        );
    }

    #[test]
    fn some_months_have_a_bar_for_each_and_leave_out_what_has_none() {
        assert_eq!(
            of(&[day(2019, 11, 3), When::Month(2020, 1), day(2020, 2, 1)]),
            bars(&[("2019-11", 1), ("2019-12", 0), ("2020-01", 1), ("2020-02", 1)])
        );
    }

    #[test]
    fn some_years_have_a_bar_for_each_and_centuries_one_for_several() {
        let years = of(&[When::Year(2015), day(2019, 5, 5)]);
        assert_eq!((years.len(), &years[4]), (5, &("date:2019".to_owned(), 1)));
        let centuries = of(&[When::Year(1851), When::Year(2020)]);
        assert_eq!((centuries.len(), &centuries[0]), (57, &("date:1851..1853".to_owned(), 1)));
    }

    #[test]
    fn a_name_is_counted_once_however_it_is_spelt() {
        let mut tally = Tally::default();
        for name in ["The Post", "THE POST", "The Post", "A Herald"] {
            let source = Some(Sourced::certain(Safe::line(name), Origin::Line));
            tally.add(&Meta { source, ..Meta::default() });
        }
        let sources = tally.facets().sources;
        assert_eq!(sources, [(Safe::line("The Post"), 3), (Safe::line("A Herald"), 1)]);
    }

    proptest! {
        #[test]
        fn a_histogram_is_never_long_and_counts_each_article_once(dates in prop::collection::vec((1i16..=9999, 0i8..=12, 0i8..=28), 0..20)) {
            let dates: Vec<_> = dates
                .into_iter()
                .map(|(year, month, at)| match (month, at) {
                    (0, _) => When::Year(year),
                    (month, 0) => When::Month(year, month),
                    (month, at) => day(year, month, at),
                })
                .collect();
            let times = of(&dates);
            prop_assert!(times.len() <= 61);
            prop_assert!(times.iter().map(|(_, count)| count).sum::<usize>() <= dates.len());
        }
    }
}
