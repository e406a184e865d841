//! Finds who wrote the article: collects offers and takes the strongest.
//!
//! From strong to weak: a by-word at a line's start, a label above a name, a
//! name glued to its by-word, a by-word inside a line, a name beside a date,
//! a line that is nothing but names. All are weaker behind the article.

mod signed;

use crate::format::names;

use super::beside::beside_date;
use super::published::Places;
use super::run::Run;
use super::survey::{Line, has_address, has_credit};
use super::words::{fold, is_unspaced, likeness};

/// An offer weaker than this is not believed.
const WEAKEST: f64 = 0.6;

/// Lines below a name on which further names may be joined to it.
const JOINED: usize = 8;

/// Who wrote the article, as the page prints it.
#[derive(Clone, Debug, Default)]
pub(super) struct Byline {
    /// Rank of the line.
    pub(super) line: usize,
    /// The names as printed.
    pub(super) names: Vec<String>,
    /// How strong the offer is; the strongest are above 3.
    pub(super) strength: f64,
    /// Further lines that hold only one more of the names.
    pub(super) more: Vec<usize>,
}

/// Finds the byline; `title` is the headline's words.
pub(super) fn find(places: &Places<'_>, title: &str) -> Option<Byline> {
    let Run { first, last } = places.run;
    let count = places.lines.len();
    let head = places.title.unwrap_or(0).saturating_sub(5)..count.min(first + 5);
    let tail = (last + 1).max(first + 5)..count.min(last + 14);
    let mut search = Search { places, title: fold(title), best: None };
    for rank in head.chain(tail) {
        search.look(rank);
    }
    let best = search.best.filter(|best| best.strength >= WEAKEST);
    best.or_else(|| signed::find(places))
}

struct Search<'a> {
    places: &'a Places<'a>,
    /// The headline, folded.
    title: String,
    best: Option<Byline>,
}

impl Search<'_> {
    fn offer(&mut self, strength: f64, names: Vec<String>, line: usize) {
        let is_better = self.best.as_ref().is_none_or(|best| strength > best.strength);
        if !names.is_empty() && is_better {
            let names = names.into_iter().flat_map(|name| names::each(&name)).collect();
            self.best = Some(Byline { line, names, strength, more: Vec::new() });
        }
    }

    fn lines(&self) -> &[Line] {
        self.places.lines
    }

    fn title_line(&self) -> usize {
        self.places.title.unwrap_or(0)
    }

    /// How far a line is from the headline, or below it from the text, as a loss.
    fn distance(&self, rank: usize) -> f64 {
        let mut steps = rank.abs_diff(self.title_line() + 1);
        if rank > self.title_line() {
            steps = steps.min(rank.abs_diff(self.places.run.first));
        }
        0.04 * f64::from(u32::try_from(steps).unwrap_or(u32::MAX))
    }

    /// Whether a short line with a date stands within so many lines.
    fn is_near_date(&self, rank: usize, reach: usize) -> bool {
        let end = self.lines().len().min(rank + reach + 1);
        let around = &self.lines()[rank.saturating_sub(reach)..end];
        around.iter().any(|line| !line.dates.is_empty() && line.words < 20.0)
    }

    fn is_excluded(&self, rank: usize) -> bool {
        let line = &self.lines()[rank];
        let is_title =
            Some(rank) == self.places.title || line.folded == self.title && !self.title.is_empty();
        let is_credit = has_credit(line) && !names::without_by(&line.text).1;
        let has_only_address = line.words < 4.0 && has_address(&line.text);
        let is_echo = !self.title.is_empty() && line.words >= 4.0 && {
            let (a, b) = (&line.folded, &self.title);
            likeness(a, b) > 0.7
                || b.len() > 15
                    && (a.contains(b.as_str()) || a.len() > 15 && b.contains(a.as_str()))
        };
        line.words > 26.0 || is_title || is_credit || has_only_address || is_echo
    }

    /// Whether a line stands between paragraphs of the article, where names
    /// are headings: at least `before` above it, one below, and no date near.
    fn is_inside(&self, rank: usize, before: usize) -> bool {
        let Run { first, last } = self.places.run;
        let text = |ranks: std::ops::Range<usize>| {
            self.lines()[ranks].iter().filter(|line| line.is_sentence).count()
        };
        let begin = first.max(self.title_line()).min(rank);
        (first..last).contains(&rank)
            && text(begin..rank) >= before
            && text(rank + 1..last + 1) >= 1
            && !self.is_near_date(rank, 2)
    }

    fn look(&mut self, rank: usize) {
        if self.is_excluded(rank) || self.is_inside(rank, 2) {
            return;
        }
        let is_after = rank > self.places.run.last;
        let behind = if is_after { 1.2 } else { 0.0 };
        self.look_for_label(rank, behind);
        if self.look_for_by_word(rank, behind) {
            return;
        }
        self.look_inside(rank, behind);
        self.look_below_label(rank, behind);
        if is_after {
            return;
        }
        let line = &self.lines()[rank];
        let Run { first, .. } = self.places.run;
        let is_head = rank + 2 >= self.title_line() && rank <= first + 3;
        if !line.dates.is_empty() && line.words <= 24.0 && !line.stops && is_head {
            let (names, strength) = beside_date(self.lines(), rank);
            let above = if rank < self.title_line() { 0.5 } else { 0.0 };
            self.offer(strength - above - self.distance(rank), names, rank);
        }
        self.look_for_names(rank);
        self.look_for_agency(rank);
    }

    /// “作者：王小明”, “王小明 記者”, “김민수 기자”.
    fn look_for_label(&mut self, rank: usize, behind: f64) {
        let line = &self.lines()[rank];
        if line.text.chars().count() < 60
            && let Some(name) = super::beside::unspaced_label(&line.text)
        {
            self.offer(2.2 - behind / 2.0 - self.distance(rank) / 2.0, vec![name], rank);
        }
    }

    /// A by-word at the line's start; `true` ends the search in this line.
    fn look_for_by_word(&mut self, rank: usize, behind: f64) -> bool {
        let line = &self.lines()[rank];
        let distance = self.distance(rank) / 2.0;
        if let Some(rest) = super::beside::glued_by(&line.text) {
            let names = names::people(rest, false);
            self.offer(2.9 - distance, names, rank);
        }
        let (rest, had_by) = names::without_by(&self.lines()[rank].text);
        if !had_by || self.lines()[rank].is_sentence || rest.chars().count() > 110 {
            return false;
        }
        let is_near = self.is_near_date(rank, 3);
        let with_single = is_near || behind == 0.0;
        let found = names::people(rest, with_single);
        let Some(first) = found.first() else { return false };
        let is_name = names::is_name(first, true);
        let word = self.lines()[rank].text.split(' ').next().unwrap_or_default();
        if names::is_short_by(word) && !is_name {
            return false;
        }
        let strength = if is_name { 3.2 } else { 1.7 };
        let near = if is_near { 0.3 } else { 0.0 };
        self.offer(strength - behind - distance + near, found, rank);
        true
    }

    /// A by-word inside a line: “2.2.2022, 11:30 von Karl Weber”.
    fn look_inside(&mut self, rank: usize, behind: f64) {
        let line = &self.lines()[rank];
        if line.stops || line.words > 22.0 {
            return;
        }
        let Some(rest) = super::beside::by_inside(&line.text) else { return };
        let is_dated = !line.dates.is_empty();
        let found = names::people(rest, is_dated && behind == 0.0);
        let Some(first) = found.first() else { return };
        let strength = if names::is_name(first, true) { 2.6 } else { 1.5 };
        let dated = if is_dated { 0.4 } else { 0.0 };
        self.offer(strength - behind - self.distance(rank) / 2.0 + dated, found, rank);
    }

    /// “By” or “Author:” alone, and the name on the next line.
    fn look_below_label(&mut self, rank: usize, behind: f64) {
        let line = &self.lines()[rank];
        let is_doubtful = line.text.split_whitespace().count() == 1
            && (names::is_short_by(line.text.trim_end_matches(':'))
                || line.text.chars().count() < 2);
        let Some(next) = self.lines().get(rank + 1).filter(|next| next.words < 9.0) else { return };
        if !names::is_by_alone(&line.text) || is_doubtful {
            return;
        }
        let found = names::people(&next.text, true);
        let Some(first) = found.first() else { return };
        let strength = if names::is_name(first, true) { 2.7 } else { 1.6 };
        self.offer(strength - behind - self.distance(rank) / 2.0, found, rank + 1);
        self.take_joined(rank + 1);
    }

    /// Adds the names below a line of the byline that are joined to it by a
    /// word alone on its line: “By / Ann Lee / and / Tom Reed”.
    fn take_joined(&mut self, line: usize) {
        if self.best.as_ref().is_none_or(|best| best.line != line) {
            return;
        }
        let lines = self.lines();
        let is_joint = |rank: usize| {
            let text = lines.get(rank).map(|line| line.text.trim_end_matches(','));
            text.is_some_and(|text| names::is_joiner(&text.to_lowercase()) || text == "&")
        };
        let mut more = Vec::new();
        for at in (line + 1..line + JOINED).step_by(2).take_while(|at| is_joint(*at)) {
            let found = lines.get(at + 1).map(|next| names::people(&next.text, false));
            match found.as_deref() {
                Some([name]) => more.push((at, name.clone())),
                _ => break,
            }
        }
        if let Some(best) = self.best.as_mut() {
            for (at, name) in more {
                best.more.extend([at, at + 1]);
                best.names.push(name);
            }
        }
    }

    /// A line that is nothing but names, below the headline.
    fn look_for_names(&mut self, rank: usize) {
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
        if !is_cased(first) && !is_parted_han(first, rank, title)
            || !is_all_names(&line.text, &found)
        {
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

    /// A line between headline and text that is an agency, and perhaps a place.
    fn look_for_agency(&mut self, rank: usize) {
        let line = &self.lines()[rank];
        let (agency, place) = line.text.split_once([',', '/', '|']).unwrap_or((&line.text, ""));
        let is_place = place.split_whitespace().count() <= 3;
        let is_between = rank > self.title_line() && rank <= self.places.run.first + 1;
        if is_between && is_place && line.dates.is_empty() && names::is_agency(agency) {
            let agency = agency.trim().to_owned();
            self.offer(0.9 - self.distance(rank) / 2.0, vec![agency], rank);
        }
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
        strength -= if around.iter().filter(is_menu).count() >= 3 { 0.5 } else { 0.0 };
        strength -= if rank < self.title_line() { 1.0 } else { 0.0 };
        strength += if below.is_some_and(|below| (1..=2).contains(&below)) { 0.3 } else { 0.0 };
        let is_close_capitals = is_near && below.is_some_and(|below| (1..=3).contains(&below));
        strength -= if is_capitals(&found[0]) && !is_close_capitals { 0.8 } else { 0.0 };
        let is_far = !is_near && below.is_none_or(|below| below > 3) && first > rank + 2;
        strength -= if is_far { 1.0 } else { 0.0 };
        strength - if rank >= first { 0.5 } else { 0.0 }
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

fn is_capitals(words: &str) -> bool {
    words.chars().any(char::is_uppercase) && !words.chars().any(char::is_lowercase)
}

fn is_cased(words: &str) -> bool {
    words.chars().any(|c| c.is_uppercase() || c.is_lowercase())
}

/// A bare Han word is no name; one parted by a blank, just below the headline, is.
fn is_parted_han(name: &str, rank: usize, title: usize) -> bool {
    let parts: Vec<&str> = name.split([' ', '\u{3000}']).collect();
    parts.len() == 2
        && parts.iter().all(|part| (1..=3).contains(&part.chars().count()))
        && name.chars().any(is_unspaced)
        && (title + 1..=title + 3).contains(&rank)
}
