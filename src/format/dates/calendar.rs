//! Years and months of other calendars, as the press of Asia counts them.
//!
//! The Buddhist era is 543 years ahead; the eras of Japan begin anew with each
//! emperor, that of Taiwan in 1912. The Solar Hijri calendar of Iran and
//! Afghanistan begins at the spring equinox, on 20 or 21 March; its leap years
//! follow a cycle of 33 years, which agrees with the equinox from 1206 to 1497
//! (Borkowski, “The Persian calendar for 3000 years”, 1996).

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// Years that each era is behind the common one, before its first year.
const ERAS: [(&str, u32); 6] = [
    ("令和", 2018),
    ("平成", 1988),
    ("昭和", 1925),
    ("大正", 1911),
    ("民國", 1911),
    ("民国", 1911),
];

/// The length of an era’s name at the beginning of a text, in bytes, and the
/// years that it is behind the common era.
pub(super) fn era(text: &str) -> Option<(usize, u32)> {
    let (name, behind) = ERAS.iter().find(|(name, _)| text.starts_with(name))?;
    Some((name.len(), *behind))
}

/// The day of the common calendar that a day of the Solar Hijri calendar is;
/// years from 1206 to 1497.
pub(super) fn of_persian(year: u32, month: u32, day: u32) -> Option<Date> {
    let length = match month {
        1..=6 => 31,
        7..=11 => 30,
        12 if is_leap(year) => 30,
        12 => 29,
        _ => return None,
    };
    if !(1206..=1497).contains(&year) || !(1..=length).contains(&day) {
        return None;
    }
    let years = i32::try_from(year - 1206).ok()?;
    let leaps = i32::try_from((1206..year).filter(|year| is_leap(*year)).count()).ok()?;
    let before = i32::try_from((month - 1) * 30 + (month - 1).min(6) + day - 1).ok()?;
    // The first day of the year 1206.
    date(1827, 3, 22).checked_add((years * 365 + leaps + before).days()).ok()
}

fn is_leap(year: u32) -> bool {
    [1, 5, 9, 13, 17, 22, 26, 30].contains(&(year % 33))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn days_of_iran_are_days_of_march_and_on() {
        for (persian, common) in [
            ((1206, 1, 1), date(1827, 3, 22)),
            ((1357, 11, 22), date(1979, 2, 11)),
            ((1399, 12, 15), date(2021, 3, 5)),
            ((1399, 12, 30), date(2021, 3, 20)),
            ((1400, 1, 1), date(2021, 3, 21)),
            ((1404, 1, 1), date(2025, 3, 21)),
        ] {
            let (year, month, day) = persian;
            assert_eq!(of_persian(year, month, day), Some(common), "{persian:?}");
        }
        assert_eq!(of_persian(1400, 12, 30), None);
        assert_eq!(of_persian(1400, 13, 1), None);
    }

    proptest! {
        #[test]
        fn every_year_begins_in_spring(year in 1206u32..=1497) {
            let first = of_persian(year, 1, 1).unwrap();
            prop_assert_eq!(first.month(), 3);
            prop_assert!((19..=22).contains(&first.day()));
        }
    }
}
