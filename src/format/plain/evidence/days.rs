//! What is said about the days of the article.

use crate::article::{Claim, Field, Origin, Safe, Sourced, When};

use super::super::Found;
use super::super::file_name::date_in;
use super::super::published::{Meaning, Shown};
use super::super::run::Part;
use super::Evidence;

/// Dates that are kept as evidence at most.
const DATES: usize = 12;

impl Evidence<'_> {
    pub(super) fn dates(&mut self) {
        let shown = &self.found.shown;
        let published = shown.iter().find(|shown| shown.meaning == Meaning::Published);
        let accessed = shown
            .iter()
            .filter(|shown| shown.meaning == Meaning::Accessed)
            .max_by_key(|shown| matches!(shown.when(), When::Instant(..)));
        let updated = shown.iter().find(|shown| {
            shown.meaning == Meaning::Updated
                && published.is_none_or(|published| published.when().date() <= shown.when().date())
        });
        let meta = &mut self.article.meta;
        meta.published = published.map(|shown| self.found.sourced(shown));
        meta.updated = updated.map(|shown| self.found.sourced(shown));
        meta.accessed = accessed.map(|shown| self.found.sourced(shown));
        let taken: Vec<&Shown> = [published, updated, accessed].into_iter().flatten().collect();
        for shown in &taken {
            self.date(shown, true);
        }
        for shown in shown.iter().take(DATES) {
            self.date(shown, false);
        }
    }

    /// Whether a date is the day of publication, shown once more.
    fn is_published(&self, shown: &Shown) -> bool {
        let published = self.article.meta.published.and_then(|published| published.value.date());
        published.is_some() && published == shown.when().date()
    }

    /// Adds what a date claims, unless the same was claimed before.
    fn date(&mut self, shown: &Shown, is_taken: bool) {
        let (field, reason) = match shown.meaning {
            Meaning::Published => (Field::Published, "nearest to the headline"),
            Meaning::Updated => (Field::Updated, "marked as a change"),
            Meaning::Accessed => (Field::Accessed, "the time of retrieval"),
            Meaning::Other(_) if self.is_published(shown) => (Field::Published, "it agrees"),
            Meaning::Other(reason) => (Field::Published, reason),
        };
        let weekday =
            shown.when().date().map(|day| weekday_name(day.weekday())).unwrap_or_default();
        let because = match (shown.dated.weekday_agrees, shown.dated.is_certain) {
            (Some(true), _) if is_taken => format!("{weekday} agrees"),
            (Some(false), _) => format!("it was a {weekday}, not the weekday printed"),
            (None, false) if is_taken => "day and month could be exchanged".to_owned(),
            _ => reason.to_owned(),
        };
        let origin = self.found.origin(shown.line);
        let value = Safe::line(&shown.when().to_string());
        let is_known =
            |claim: &Claim| (claim.field, &claim.value, claim.origin) == (field, &value, origin);
        if self.article.evidence.iter().any(is_known) {
            return;
        }
        self.article.evidence.push(Claim {
            field,
            value,
            origin,
            key: None,
            at: self.at(shown.line),
            is_taken,
            because: Some(Safe::line(&because)),
        });
    }

    pub(super) fn file_date(&mut self, file_name: &str) {
        let Some(when) = date_in(file_name) else { return };
        let known = self.article.meta.published.map(|published| published.value);
        let because = match known {
            None => "only the file’s name has a date",
            Some(known) if known.date() == when.date() => "it agrees",
            Some(_) => "the file’s name may tell the day of saving",
        };
        if known.is_none() {
            self.article.meta.published = Some(Sourced::uncertain(when, Origin::FileName));
        }
        self.claim(
            Field::Published,
            &when.to_string(),
            Origin::FileName,
            None,
            known.is_none(),
            because,
        );
    }
}

impl Found {
    fn origin(&self, line: usize) -> Origin {
        if self.parts[line] == Part::Citation { Origin::Citations } else { Origin::Line }
    }

    /// A date is certain when it can be read in one way only and nothing
    /// says that it is another day than it is taken for.
    fn sourced(&self, shown: &Shown) -> Sourced<When> {
        let origin = self.origin(shown.line);
        let is_clear = shown.is_clear()
            && (origin == Origin::Line
                || shown.dated.weekday_agrees == Some(true)
                || shown.meaning == Meaning::Accessed);
        if is_clear && shown.dated.is_certain {
            Sourced::certain(shown.when(), origin)
        } else {
            Sourced::uncertain(shown.when(), origin)
        }
    }
}

fn weekday_name(day: jiff::civil::Weekday) -> &'static str {
    use jiff::civil::Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
    match day {
        Monday => "Monday",
        Tuesday => "Tuesday",
        Wednesday => "Wednesday",
        Thursday => "Thursday",
        Friday => "Friday",
        Saturday => "Saturday",
        Sunday => "Sunday",
    }
}
