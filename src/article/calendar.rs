//! How dates are written for a reader: as newsread does by itself, or as people
//! write them where the reader lives.
//!
//! Only the language is chosen; what a date says, and how exactly, is for
//! [`When`]. Source of the forms: Unicode CLDR, by way of ICU4X.

use icu_calendar::{Date, Gregorian};
use icu_datetime::fieldsets::{YM, YMD, YMDE};
use icu_datetime::{DateTimeFormatterPreferences, FixedCalendarDateTimeFormatter};
use icu_locale_core::Locale;

use super::When;

type Form<Fields> = FixedCalendarDateTimeFormatter<Gregorian, Fields>;

/// How dates are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Calendar(Option<DateTimeFormatterPreferences>);

impl Calendar {
    /// As people write dates who speak the language of a tag (BCP 47), or who
    /// have a locale of this name (POSIX), as `de`, `en-US` or `pt_BR.UTF-8`.
    ///
    /// `None` if no language of that name is known. The names `C` and `POSIX`
    /// are no language: dates stay as newsread writes them.
    ///
    /// ```
    /// use newsread::article::{When, calendar::Calendar};
    ///
    /// let day = When::day(2020, 1, 9).unwrap();
    /// let written = |name| Calendar::of(name).map(|calendar| calendar.in_full(day));
    /// assert_eq!(written("de").as_deref(), Some("Donnerstag, 9. Januar 2020"));
    /// assert_eq!(written("en_US.UTF-8").as_deref(), Some("Thursday, January 9, 2020"));
    /// assert_eq!(written("C.UTF-8").as_deref(), Some("Thursday, 9 January 2020"));
    /// assert_eq!(written("qq"), None);
    /// ```
    pub fn of(name: &str) -> Option<Self> {
        let tag = name.split(['.', '@']).next().unwrap_or(name).replace('_', "-");
        if matches!(&*tag, "" | "C" | "POSIX") {
            return Some(Self::default());
        }
        let locale: Locale = tag.parse().ok()?;
        let (here, nowhere) = (Self(Some((&locale).into())), Self(Some((&Locale::UNKNOWN).into())));
        // What has no words of its own has those of no language: “2020 M01”.
        let sample = When::Month(2020, 1);
        (here.in_words(sample) != nowhere.in_words(sample)).then_some(here)
    }

    /// The date as far as it is known, as [`When::in_words`] has it.
    pub fn in_words(self, when: When) -> String {
        self.write(when, false).unwrap_or_else(|| when.in_words())
    }

    /// The date with its weekday, as [`When::in_full`] has it.
    pub fn in_full(self, when: When) -> String {
        self.write(when, true).unwrap_or_else(|| when.in_full())
    }

    /// A date in the words of a language; `None` without one, and where only
    /// the year is known, which is a number everywhere.
    fn write(self, when: When, with_weekday: bool) -> Option<String> {
        let language = self.0?;
        let month = u8::try_from(when.month()?).ok()?;
        let day = when.date().map_or(Some(1), |day| u8::try_from(day.day()).ok())?;
        let date = Date::try_new_gregorian(when.year().into(), month, day).ok()?;
        Some(match when.date() {
            Some(_) if with_weekday => {
                Form::try_new(language, YMDE::long()).ok()?.format(&date).to_string()
            }
            Some(_) => Form::try_new(language, YMD::long()).ok()?.format(&date).to_string(),
            None => Form::try_new(language, YM::long()).ok()?.format(&date).to_string(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_as_far_as_it_is_known_in_the_words_of_the_language() {
        let (day, month) = (When::day(2020, 1, 9).unwrap(), When::Month(2020, 1));
        for (name, full, words, of_month) in [
            ("en-GB", "Thursday, 9 January 2020", "9 January 2020", "January 2020"),
            ("fr_FR", "jeudi 9 janvier 2020", "9 janvier 2020", "janvier 2020"),
            ("pl", "czwartek, 9 stycznia 2020", "9 stycznia 2020", "styczeń 2020"),
            ("ja_JP.UTF-8", "2020年1月9日木曜日", "2020年1月9日", "2020年1月"),
            ("it_IT@euro", "giovedì 9 gennaio 2020", "9 gennaio 2020", "gennaio 2020"),
        ] {
            let calendar = Calendar::of(name).unwrap();
            assert_eq!(calendar.in_full(day), full);
            assert_eq!(calendar.in_words(day), words);
            assert_eq!(calendar.in_full(month), of_month);
            assert_eq!(calendar.in_words(When::Year(1851)), "1851");
        }
    }

    #[test]
    fn without_a_language_dates_are_as_newsread_writes_them() {
        let day = When::day(2020, 1, 9).unwrap();
        for name in ["", "C", "POSIX", "C.UTF-8"] {
            assert_eq!(Calendar::of(name), Some(Calendar::default()));
        }
        assert_eq!(Calendar::default().in_full(day), day.in_full());
        assert_eq!(Calendar::of("qq"), None);
        assert_eq!(Calendar::of("no such language"), None);
    }
}
