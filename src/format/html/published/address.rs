//! Reads the day that stands in the address of a page.
//!
//! Knows paths, not pages. A month may be a number or a name.

use super::Dated;
use crate::article::{Origin, When};
use crate::format::dates::{Order, dates};
use crate::format::html::evidence::Offer;

/// Years that an address may name.
const YEARS: std::ops::RangeInclusive<i16> = 1980..=2100;

/// The date in an address: `/2020/01/09/`, `/2020/jan/09/`, `/2020-01-09-`,
/// `/20200109`.
pub(super) fn day(url: &str) -> Option<Dated> {
    let path = url.split_once("//").map_or(url, |(_, rest)| rest).split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).skip(1).collect();
    let in_parts = || parts.windows(3).find_map(|parts| of(parts[0], parts[1], parts[2]));
    let whole = || {
        let eight = parts.iter().find(|part| part.len() == 8 && is_number(part, 8))?;
        of(&eight[..4], &eight[4..6], &eight[6..])
    };
    let when = in_parts().or_else(whole)?;
    Some(Dated { when, offer: Offer::new("address", Origin::Address, url), at: None })
}

fn is_number(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn of(year: &str, month: &str, day: &str) -> Option<When> {
    if year.len() != 4 || !is_number(year, 4) || !is_number(day, 2) {
        return None;
    }
    let when = if is_number(month, 2) {
        When::day(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?
    } else if (3..=12).contains(&month.len()) && month.chars().all(char::is_alphabetic) {
        let written = format!("{day} {month} {year}");
        dates(&written, Order::DayFirst).into_iter().find(|found| found.when.date().is_some())?.when
    } else {
        return None;
    };
    YEARS.contains(&when.year()).then_some(when)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(url: &str) -> Option<String> {
        day(url).map(|dated| dated.when.to_string())
    }

    #[test]
    fn an_address_may_hold_the_day() {
        let day = Some("2020-01-09".to_owned());
        assert_eq!(written("https://a.example/news/2020/01/09/ferry"), day);
        assert_eq!(written("https://a.example/news/2020/jan/09/ferry"), day);
        assert_eq!(written("https://a.example/2020-1-9-ferry"), day);
        assert_eq!(written("https://a.example/x/20200109.html"), day);
        assert_eq!(written("https://a.example/2020/ferry-31-12"), None);
        assert_eq!(written("https://a.example/2020/ferry/12"), None);
    }
}
