//! Finds who wrote the article: collects offers and takes the strongest.
//!
//! From strong to weak: a by-word at a line's start, a label above a name, a
//! name glued to its by-word, a by-word inside a line, a name beside a date,
//! a line that is nothing but names. All are weaker behind the article.

mod bare;
mod signed;

use crate::format::names;

use super::beside::beside_date;
use super::caption::has_credit;
use super::published::Places;
use super::run::Run;
use super::survey::{Line, has_address};
use super::words::{fold, likeness};

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
        if line.words > 26.0 && !told_by(line) {
            return true;
        }
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
        is_title || is_credit || has_only_address || is_echo
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

    /// Whether a line names somebody after a by-word, and the page says the name
    /// again by itself: no heading does.
    fn is_signed(&self, rank: usize) -> bool {
        let line = &self.lines()[rank];
        let name = || names::people(names::without_by(&line.text).0, false).into_iter().next();
        line.is_byline
            && name().is_some_and(|name| {
                let name = fold(&name);
                self.lines().iter().any(|other| other.folded == name)
            })
    }

    fn look(&mut self, rank: usize) {
        if self.is_excluded(rank) || self.is_inside(rank, 2) && !self.is_signed(rank) {
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
        let line = &self.lines()[rank];
        let (rest, had_by) = names::without_by(&line.text);
        let rest = opening(rest);
        if !had_by || line.is_sentence && !told_by(line) || rest.chars().count() > 110 {
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

    /// A line between headline and text that is an agency, and perhaps a place.
    fn look_for_agency(&mut self, rank: usize) {
        let line = &self.lines()[rank];
        let (agency, place) = line.text.split_once([',', '/', '|']).unwrap_or((&line.text, ""));
        // “News - Reuters”: a section before it.
        let (section, agency) = agency.rsplit_once(" - ").unwrap_or(("", agency));
        let is_place = [section, place].iter().all(|part| part.split_whitespace().count() <= 3);
        let is_between = rank > self.title_line() && rank <= self.places.run.first + 1;
        if is_between && is_place && line.dates.is_empty() && names::is_agency(agency) {
            let agency = agency.trim().to_owned();
            self.offer(0.9 - self.distance(rank) / 2.0, vec![agency], rank);
        }
    }
}

/// What stands before the first mark, where a long line goes on behind it:
/// “Ann Lee, editor | Friday, 7 June …”.
fn opening(rest: &str) -> &str {
    let end = rest.find(['|', '•', '·']).filter(|_| rest.len() > 110).unwrap_or(rest.len());
    &rest[..end]
}

/// Whether a line names somebody after a by-word and then tells who that is:
/// “By Ann Lee, a deputy editor. She writes of harbours.”
fn told_by(line: &Line) -> bool {
    let (rest, had_by) = names::without_by(&line.text);
    let name = rest.split_once(", ").map(|(name, _)| name);
    had_by
        && line.words <= 60.0
        && name.is_some_and(|name| name.contains(' ') && names::is_name(name, false))
}

fn is_capitals(words: &str) -> bool {
    words.chars().any(char::is_uppercase) && !words.chars().any(char::is_lowercase)
}
