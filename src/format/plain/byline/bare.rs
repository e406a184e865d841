//! Lines that are nothing but names: no by-word tells them from headings,
//! tags and menus, so what stands around them has to.

use super::super::run::Run;
use super::super::survey::Line;
use super::super::words::{fold, is_unspaced};
use super::{Search, is_capitals};
use crate::format::names;

impl Search<'_> {
    /// A line that is nothing but names, below the headline.
    pub(super) fn look_for_names(&mut self, rank: usize) {
        let line = &self.lines()[rank];
        let title = self.title_line();
        let is_initial = line.text.ends_with('.') && line.text.chars().rev().nth(2) == Some(' ');
        let fits = rank + 2 > title
            && !line.is_break
            && !line.is_notice
            && (!line.stops || is_initial)
            && line.words <= 16.0
            && line.dates.is_empty()
            && !names::is_paper(&line.text)
            && !(line.words >= 3.0 && self.title.len() > 15 && self.title.contains(&line.folded))
            && !self.is_inside(rank, 1);
        if !fits {
            return;
        }
        let found = names::people(&line.text, false);
        let is_near = self.is_near_date(rank, 2);
        let Some(first) = found.first() else {
            if is_near && rank > title && is_heap_of_names(line) {
                let whole = vec![line.text.clone()];
                self.offer(0.9, whole, rank);
            }
            return;
        };
        let is_repeated = line.repeats > 1;
        let is_han = is_parted_han(first, rank, title)
            || rank == title + 1 && is_known_han(first, is_repeated);
        if !(is_cased(first) || is_han) || !is_all_names(&line.text, &found) {
            return;
        }
        let strength = self.strength_of_names(rank, &found, is_near);
        let capitals = found.first().is_some_and(|first| is_capitals(first));
        if capitals && !is_near {
            return;
        }
        self.offer(strength, found, rank);
        self.take_neighbours(rank, strength, is_near);
    }

    fn strength_of_names(&self, rank: usize, found: &[String], is_near: bool) -> f64 {
        let line = &self.lines()[rank];
        let (title, Run { first, last }) = (self.places.title, self.places.run);
        let below = title.map(|title| rank.saturating_sub(title));
        let returns = line.repeats > 1
            && self.lines()[last..].iter().any(|other| other.folded == line.folded)
            && self.lines()[..rank].iter().rev().take(400).all(|other| other.folded != line.folded);
        let around = [rank.wrapping_sub(2), rank.wrapping_sub(1), rank + 1, rank + 2];
        let is_menu = |at: &&usize| {
            self.lines().get(**at).is_some_and(|other| other.words <= 3.0 && other.dates.is_empty())
        };
        let mut strength = 1.0 - self.distance(rank);
        strength += if is_near { 1.0 } else { 0.0 };
        strength += if returns { 0.8 } else { 0.0 };
        strength += if found.len() > 1 { 0.6 } else { 0.0 };
        strength += if self.has_post_below(rank) { 1.0 } else { 0.0 };
        strength -= if around.iter().filter(is_menu).count() >= 3 { 0.5 } else { 0.0 };
        strength -= if rank < self.title_line() { 1.0 } else { 0.0 };
        strength += if below.is_some_and(|below| (1..=2).contains(&below)) { 0.3 } else { 0.0 };
        let is_close_capitals = is_near && below.is_some_and(|below| (1..=3).contains(&below));
        strength -= if is_capitals(&found[0]) && !is_close_capitals { 0.8 } else { 0.0 };
        let is_far = !is_near && below.is_none_or(|below| below > 3) && first > rank + 2;
        strength -= if is_far { 1.0 } else { 0.0 };
        strength - if rank >= first { 0.5 } else { 0.0 }
    }

    /// Whether the line below tells the post of who is named here.
    fn has_post_below(&self, rank: usize) -> bool {
        let below = self.lines().get(rank + 1);
        below.is_some_and(|line| names::is_post(&line.text) && !line.is_break)
    }

    /// Adds the names that stand on lines of their own just above and below.
    fn take_neighbours(&mut self, rank: usize, strength: f64, is_near: bool) {
        let is_best = self.best.as_ref().is_some_and(|best| best.line == rank);
        if !is_best || strength < 1.0 || !is_near {
            return;
        }
        let title = self.title_line();
        let above = self.neighbours((rank.saturating_sub(3).max(title + 1)..rank).rev(), true);
        let below = self.neighbours(rank + 1..(rank + 4).min(self.places.run.first), false);
        if let Some(best) = self.best.as_mut() {
            best.more = above.iter().chain(&below).map(|(at, _)| *at).collect();
            for (_, name) in above {
                best.names.insert(0, name);
            }
            best.names.extend(below.into_iter().map(|(_, name)| name));
        }
    }

    /// The names on these lines, up to the first that is none. Initials or a
    /// picture's mark must part them, or each must return elsewhere.
    fn neighbours(
        &self,
        ranks: impl Iterator<Item = usize>,
        must_be_parted: bool,
    ) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        let mut is_parted = false;
        for at in ranks {
            let line = &self.lines()[at];
            if line.words <= 1.0 && line.text.chars().count() <= 3 {
                is_parted = true;
                continue;
            }
            match names::people(&line.text, false).as_slice() {
                [name]
                    if fold(name) == line.folded
                        && (is_parted || line.repeats > 1 && !must_be_parted) =>
                {
                    found.push((at, name.clone()));
                }
                _ => break,
            }
        }
        found
    }
}

/// Whether a line is several names with nothing between them.
fn is_heap_of_names(line: &Line) -> bool {
    let count = line.text.split_whitespace().count();
    (4..=9).contains(&count)
        && line.text.split_whitespace().all(names::is_name_word)
        && !names::has_other_word(&line.text)
        && !is_capitals(&line.text)
        && !line.is_stamped
}

/// Whether nothing is left of a line when its names are taken out but joints,
/// a post or a mark.
fn is_all_names(text: &str, found: &[String]) -> bool {
    let mut rest = text.to_owned();
    for name in found {
        rest = rest.replacen(name.as_str(), "", 1);
    }
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || ",;|-–—•·@/".contains(c));
    let behind = text.strip_prefix(found[0].as_str()).unwrap_or_default().trim_start();
    if behind.starts_with([':', '：', '?', '!']) {
        return false;
    }
    rest.split_whitespace()
        .all(|word| names::is_joiner(word) || word.trim_matches([',', '&']).is_empty())
        || names::has_other_word(rest)
        || behind.starts_with(['@', '|', ',', '(', '•', '·'])
}

fn is_cased(words: &str) -> bool {
    words.chars().any(|c| c.is_uppercase() || c.is_lowercase())
}

/// One that begins with the name of a family is, just below the headline; short
/// ones only where they stand elsewhere, too, as many words begin so.
fn is_known_han(name: &str, is_repeated: bool) -> bool {
    let letters = name.chars().count();
    names::has_known_family(name) && (is_repeated || letters >= 4) && letters <= 5
}

/// A bare Han word is no name; one parted by a blank, just below the headline, is.
fn is_parted_han(name: &str, rank: usize, title: usize) -> bool {
    let parts: Vec<&str> = name.split([' ', '\u{3000}']).collect();
    parts.len() == 2
        && parts.iter().all(|part| (1..=3).contains(&part.chars().count()))
        && name.chars().any(is_unspaced)
        && (title + 1..=title + 3).contains(&rank)
}
