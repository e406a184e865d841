//! Finds authors in the lines near the headline, by the shape of a byline.
//!
//! Knows lines and the words of bylines and dates; nothing of what elements are
//! marked with. A line that only could be a byline makes its names a guess.

use super::marks::looks_like_name;
use super::shown::Scope;
use super::{Kind, Named, labels, split};
use crate::format::dates::{Order, dates};
use crate::format::html::page::At;
use crate::format::html::published::{PUBLISHING, UPDATING};
use crate::format::html::text::{Parts, is_cjk};
use crate::format::names;

/// What readers' remarks are called: “1 comment by Ada Quill”.
static REMARKS: Parts = Parts::new(&["comment", "kommentar", "commentaire", "comentario"]);

/// Words before the “by” of a line that signs an article, at most, where no date
/// stands in it.
const SIGNED: usize = 3;

impl Scope<'_> {
    /// The first line that begins with “by” and names a person, or else an agency
    /// or the site.
    pub(super) fn of_by_line(&self) -> Option<Named> {
        let is_other = |name: &String| names::is_agency(name) || self.around.site.is_account(name);
        let mut other = None;
        for (_, text, at) in self.near(6, 30).filter(|(_, text, _)| text.len() <= 200) {
            let (rest, had_by) = names::without_by(text);
            let inside = labels::inside(text);
            if !had_by && inside.is_none() || self.is_elsewhere(at, false) {
                continue;
            }
            let names = split(inside.unwrap_or(rest));
            let names = names.into_iter().filter(|name| looks_like_name(name, false)).collect();
            let Some(found) = named(Kind::ByLine, "line", names, at) else { continue };
            if !found.names.iter().all(is_other) {
                return Some(found);
            }
            other.get_or_insert(found);
        }
        other
    }

    /// A name on the line below a “by” that stands alone; a single word only as
    /// a link.
    pub(super) fn of_by_alone(&self) -> Option<Named> {
        let lines: Vec<_> = self.near(6, 30).collect();
        lines.windows(2).find_map(|pair| {
            let [(_, by, _), (rank, text, at)] = *pair else { return None };
            let is_by = names::is_by(by) && !names::is_short_by(by)
                || by.ends_with([':', '：']) && names::is_by_alone(by);
            if !is_by || text.len() > 80 || Some(rank) == self.rank || self.is_elsewhere(at, false)
            {
                return None;
            }
            let is_link = self.page.ancestors(at).any(|at| self.page.name(at) == "a");
            let is_named = |name: &String| {
                looks_like_name(name, is_link) && (is_link || is_cjk(name) || name.contains(' '))
            };
            let names: Vec<String> = split(text).into_iter().filter(is_named).collect();
            named(Kind::ByLine, "line", names, at)
        })
    }

    /// “Posted on Monday by Ada Quill”.
    pub(super) fn of_inner_by(&self) -> Option<Named> {
        self.near(6, 30).find_map(|(rank, text, at)| {
            if text.len() > 130 || Some(rank) == self.rank || self.is_elsewhere(at, false) {
                return None;
            }
            let lower = text.to_lowercase();
            let by = [" by ", " von ", " par ", " por ", " af ", " av ", " door "];
            let (start, word) = by.iter().find_map(|word| Some((lower.find(word)?, word)))?;
            let before = &lower[..start];
            // Running text has such words, too; “von … bis …” is from one to another.
            let is_signed = lower.contains(|c: char| c.is_ascii_digit())
                || PUBLISHING.are_in(before)
                || before.split_whitespace().nth(SIGNED).is_none();
            if !is_signed
                || lower[start..].contains(" bis ")
                || REMARKS.are_in(before)
                || labels::is_of_picture(before)
            {
                return None;
            }
            let rest = text.get(start + word.len()..)?;
            let rest = rest.split(['|', '·', '•', '–', '(']).next().unwrap_or(rest);
            let cut = [
                " on ", " am ", " le ", " el ", " il ", " op ", " den ", " at ", " um ", " in ",
                " vom ", ", ",
            ]
            .iter()
            .filter_map(|word| rest.find(word))
            .chain(rest.find(|c: char| c.is_ascii_digit()))
            .min();
            let rest = &rest[..cut.unwrap_or(rest.len())];
            let is_short = rest.split_whitespace().count() <= 5;
            let names = if is_short { split(rest) } else { Vec::new() };
            let names = names.into_iter().filter(|name| looks_like_name(name, true)).collect();
            named(Kind::NearDate, "line", names, at)
        })
    }

    /// A name on the line of the date, or on the line beside it.
    pub(super) fn of_date_line(&self) -> Option<Named> {
        let rank = self.rank?;
        let near: Vec<_> = self.near(0, 9).filter(|(place, _, _)| *place > rank).collect();
        let (place, found) = near.iter().enumerate().find_map(|(place, (_, text, at))| {
            let found = dates(text, Order::Unknown);
            let is_near = text.len() <= 90 && !found.is_empty() && !self.is_elsewhere(*at, false);
            is_near.then_some((place, found))
        })?;
        let (_, text, at) = near[place];
        let mut rest = String::new();
        let mut from = 0;
        for date in found {
            rest.push_str(&text[from..date.range.start]);
            rest.push('|');
            from = date.range.end;
        }
        rest.push_str(&text[from..]);
        let full = |text: &str| -> Vec<String> {
            let is_full = |name: &String| {
                let small = name.to_lowercase();
                !UPDATING.are_in(&small)
                    && !PUBLISHING.are_in(&small)
                    && (2..=4).contains(&name.split_whitespace().count())
                    && !name.starts_with("The ")
                    && looks_like_name(name, false)
            };
            rest_of(text).flat_map(split).filter(is_full).take(3).collect()
        };
        let names = full(&rest);
        if !names.is_empty() {
            return named(Kind::NearDate, "line", names, at);
        }
        [place.wrapping_sub(1), place.wrapping_sub(2), place + 1].into_iter().find_map(|beside| {
            let (_, text, at) = near.get(beside)?;
            let names = if text.len() < 40 { full(text) } else { Vec::new() };
            named(Kind::NearDate, "line", names, *at)
        })
    }
}

fn rest_of(text: &str) -> impl Iterator<Item = &str> {
    text.split('|').map(str::trim).filter(|part| !part.is_empty())
}

fn named(kind: Kind, key: &str, names: Vec<String>, at: At) -> Option<Named> {
    (!names.is_empty()).then(|| Named { kind, key: key.to_owned(), names, at: Some(at) })
}
