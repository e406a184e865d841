//! Finds a date that stands far from the headline, with a word before it that
//! says what it is: “Updated: 30 December 2016” at the end of a page.
//!
//! A last resort: asked where nothing nearer gives a day. A date of
//! publication beats one of an update.

use super::{Around, Dated, PUBLISHING, UPDATING};
use crate::article::Origin;
use crate::format::dates::dates;
use crate::format::html::evidence::Offer;
use crate::format::html::text::Parts;

/// Longest line, in bytes.
const LONGEST: usize = 80;

/// The first word of a line that has the day, in a list of what a page is.
const DATE: &[&str] = &["date", "datum", "fecha", "data", "dato", "dátum", "дата", "日期"];

/// Most letters before the date.
const BEFORE: usize = 30;

/// The first date of publication, or else the first of an update.
pub(super) fn find(around: &Around<'_>) -> Option<Dated> {
    let mut updated = None;
    for line in around.lines.iter().filter(|line| line.text.len() <= LONGEST) {
        let lower = line.text.to_lowercase();
        let is_of = |parts: &Parts| parts.are_in(&lower);
        let first = lower.split([' ', ':']).next().unwrap_or_default();
        let is_published = is_of(&PUBLISHING) || DATE.contains(&first);
        if !is_published && !is_of(&UPDATING)
            || around.is_elsewhere(line.at)
            || around.is_remark(line.at)
        {
            continue;
        }
        let found = dates(&line.text, around.order());
        let full = found.into_iter().find(|found| found.when.date().is_some());
        let Some(found) = full.filter(|found| found.range.start <= BEFORE) else { continue };
        let offer = Offer::new("visible date", Origin::Line, &line.text);
        let dated = Dated { when: found.when, offer, at: Some(line.at) };
        if is_published {
            return Some(dated);
        }
        updated.get_or_insert(dated);
    }
    updated
}
