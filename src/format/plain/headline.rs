//! Finds the headline: the line that scores best between the file's first and
//! a little past the article's beginning.
//!
//! What counts most: words shared with the first paragraphs, likeness to the
//! page's title on line one, a byline or date just below, and being line one
//! of a file whose article begins soon. Weights are flat: a third more or less
//! changes little.

mod echo;
mod said;
mod site;

use crate::format::names;
use foldhash::HashMap;

use said::Seen;

use super::caption::{has_credit, is_caption};
use super::lexicon::{FILM, SKIP, VISITOR};
use super::page_title::{Part, is_page_title, title_parts};
use super::run::Run;
use super::survey::{Line, has_address, has_age};
use super::words::{count, fold};

/// Lines before the article in which a headline is looked for at most.
const REACH: usize = 400;

/// Short lines that a candidate is compared with at most.
const COMPARED: usize = 1500;

/// Lines after line one within which the article begins at once.
const CLOSE: usize = 3;

/// What is left of the worth of line one where it has three words: it may be
/// the name of the paper.
const SHORT: f64 = 0.5;

/// By how much a headline may score less than its deck.
const NEARLY: f64 = 1.0;

/// Words of a deck at least: most are a whole sentence.
const DECK: f64 = 11.0;

/// A best score that says little: it takes little more than a few words in a
/// line of their own.
const LITTLE: f64 = 3.5;

/// Lines between such a line and the article, at most, for it to be believed.
const FAR: usize = 8;

/// A line that cannot be the headline.
const NEVER: f64 = -9.0;

/// The headline.
#[derive(Clone, Debug)]
pub(super) struct Headline {
    /// Rank of its line.
    pub(super) line: usize,
    /// Its words, without the site's name.
    pub(super) text: String,
}

/// Finds the headline of the article in `run`.
pub(super) fn find(lines: &[Line], run: Run) -> Option<Headline> {
    let scale = Scale::new(lines, run);
    let mut best: Option<(f64, usize)> = None;
    for rank in scale.candidates() {
        let score = scale.score(rank);
        if score > 0.0 && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, rank));
        }
    }
    let (score, line) = best?;
    let line = if scale.is_stray(line, score) { 0 } else { line };
    let line = scale.above_deck(line, score).unwrap_or(line);
    let line = scale.without_mark(line).unwrap_or(line);
    let text = if line == 0 { scale.without_site() } else { lines[line].text.clone() };
    Some(Headline { line, text })
}

/// All that candidates are measured by.
struct Scale<'a> {
    lines: &'a [Line],
    run: Run,
    /// Line after the last candidate.
    top: usize,
    /// In how many of the first paragraphs each mark of a candidate stands.
    seen: HashMap<&'a str, Seen>,
    /// Marks of the candidates at or after the article's beginning count less by one.
    own_from: usize,
    /// Line one, where it can be the page's title, in its parts.
    parts: Vec<Part<'a>>,
    /// The same, folded, and their words.
    folded: Vec<(String, f64)>,
    /// Likeness of each candidate to the page's title.
    echoes: HashMap<usize, f64>,
    /// How much a byline below counts, 0 to 1: teasers have one each.
    damp: f64,
    /// Short lines, folded.
    shorts: Vec<&'a str>,
    /// Folded lines of the block of ready-made citations.
    cited: Vec<&'a str>,
}

impl<'a> Scale<'a> {
    fn new(lines: &'a [Line], run: Run) -> Self {
        let top = lines.len().min(run.first + 4);
        let stamped =
            lines[..(run.first + 2).min(lines.len())].iter().filter(|line| line.is_stamped).count();
        let shorts = lines
            .iter()
            .filter(|line| !line.is_sentence && line.words < 30.0)
            .map(|line| line.folded.as_str())
            .take(COMPARED)
            .collect();
        let cited = lines
            .iter()
            .filter(|line| line.is_cited)
            .map(|line| line.folded.as_str())
            .take(40)
            .collect();
        let parts: Vec<Part<'_>> =
            if is_page_title(&lines[0]) { title_parts(&lines[0].text) } else { Vec::new() };
        let damp = (4.0 / f64::from(u32::try_from(stamped.max(1)).unwrap_or(u32::MAX))).min(1.0);
        let mut scale = Self {
            lines,
            run,
            top,
            seen: HashMap::default(),
            own_from: run.first,
            folded: parts.iter().map(|part| (fold(part.text), count(part.text))).collect(),
            parts,
            echoes: HashMap::default(),
            damp,
            shorts,
            cited,
        };
        scale.seen = scale.look_for_marks();
        scale.echoes = scale.candidates().map(|rank| (rank, scale.echo(rank))).collect();
        scale
    }

    /// Line one and those up to three past the article's beginning.
    fn candidates(&self) -> impl Iterator<Item = usize> + use<> {
        let from = self.run.first.saturating_sub(REACH);
        (0..20.min(from)).chain(from..self.top)
    }

    fn score(&self, rank: usize) -> f64 {
        let line = &self.lines[rank];
        if self.is_never(rank, line) {
            return NEVER;
        }
        self.shape(rank, line) + self.company(rank, line) + self.place(rank, line)
    }

    fn is_never(&self, rank: usize, line: &Line) -> bool {
        if line.folded.is_empty() || line.words > 34.0 || line.text.chars().count() > 240 {
            return true;
        }
        let echo = self.echo_of(rank);
        let is_other = line.is_break
            || line.is_cited
            || line.is_byline
            || is_caption(&line.text)
            || has_address(&line.text) && !(rank == 0 && self.names_a_site(line));
        let is_dated = !line.dates.is_empty() && line.words < 9.0 && echo < 0.6 && rank > 0;
        is_other
            || is_dated
            || line.words < 2.0 && echo < 0.99 && !self.is_alone_above(rank) && !self.is_topic(line)
            || line.is_notice && echo < 0.6 && !self.is_alone_above(rank)
            || has_age(line) && line.words < 9.0
    }

    /// Whether it is line one and the article follows at once: then a word is enough.
    fn is_alone_above(&self, rank: usize) -> bool {
        rank == 0 && self.run.first <= 1
    }

    /// What the line itself says for and against it.
    fn shape(&self, rank: usize, line: &Line) -> f64 {
        let (text, words) = (line.text.as_str(), line.words);
        let mut score = 0.0;
        score += if (4.0..=20.0).contains(&words) {
            1.2
        } else if !(4.0..=26.0).contains(&words) {
            -0.6
        } else {
            0.0
        };
        let is_cut = text.ends_with('…') || text.ends_with("...");
        if text.ends_with('.') && !text.ends_with("..") {
            score -= 1.2;
        }
        if text.ends_with([':', '：']) {
            score -= 1.5;
        }
        if is_cut || text.starts_with(['…', '(', '@', '#']) || text.starts_with(char::is_lowercase)
        {
            score -= 0.8;
        }
        if words < 12.0 && has_credit(line) {
            score -= 0.8;
        }
        if speaks_to_visitor(line) {
            score -= 2.0;
        }
        if self.is_pen_name(rank, line) {
            score -= 1.5;
        }
        if words <= 4.0 && names::has_other_word(text) {
            score -= 0.5;
        }
        if crumbs(text) >= if rank > 0 { 1 } else { 2 } {
            score -= 1.5;
        }
        if words <= 3.0
            && text.chars().any(char::is_uppercase)
            && !text.chars().any(char::is_lowercase)
        {
            score -= 0.5;
        }
        score
    }

    /// Whether the line is nothing but names, above a date.
    fn is_pen_name(&self, rank: usize, line: &Line) -> bool {
        let below = self.lines.get(rank + 1);
        line.words <= 8.0
            && self.echo_of(rank) < 0.6
            && below.is_some_and(|below| line.words <= 4.0 || below.is_stamped)
            && fold(&names::people(&line.text, false).join(" ")) == line.folded
    }

    /// What other lines say for and against it.
    fn company(&self, rank: usize, line: &Line) -> f64 {
        let mut score = 0.0;
        if rank > 0 && FILM.matches(&self.lines[rank - 1].folded) {
            score -= 1.5;
        }
        score += 2.2 * self.shared(rank, line);
        let echo = self.echo_of(rank);
        if echo >= 0.5 {
            score += 3.0 * echo;
        }
        if line.repeats > 1 && line.words >= 4.0 {
            score += 0.4;
        }
        let length = line.folded.len();
        let is_quoted = |short: &&str| {
            short.len() > length && short.len() < length + 45 && short.contains(&line.folded)
        };
        if (13..140).contains(&length) && self.shorts.iter().any(is_quoted) {
            score += 0.6;
        }
        let citations = self.cited.iter().filter(|cited| cited.contains(&line.folded)).count();
        if line.words >= 3.0 && citations >= 2 {
            score += 3.0;
        }
        score + 1.2 * self.stamp_below(rank) * if rank > 3 { self.damp } else { 1.0 }
    }

    /// How near a byline or a date stands below, 0 to 1.3.
    fn stamp_below(&self, rank: usize) -> f64 {
        let weights = [1.0, 0.9, 0.7, 0.5, 0.35, 0.25];
        let end = self.lines.len().min(self.run.first + 3);
        let below = |(step, weight): (usize, &f64)| {
            let line = self.lines[..end].get(rank + 1 + step).filter(|line| line.is_stamped)?;
            Some(weight * if line.is_byline { 1.3 } else { 1.0 })
        };
        weights.iter().enumerate().filter_map(below).fold(0.0, f64::max)
    }

    /// The line above the best, where that is its deck: it scores nearly as
    /// well, is shorter, and speaks of what the text speaks of, as the name of
    /// a section or a teaser does not.
    fn above_deck(&self, rank: usize, score: f64) -> Option<usize> {
        let above = rank.checked_sub(1)?;
        let (line, deck) = (&self.lines[above], &self.lines[rank]);
        let is_headline = line.words >= 5.0
            && line.words < deck.words
            && deck.words >= DECK
            && !line.text.contains('|')
            && self.echo_of(rank) < 0.6
            && self.shared(above, line) > 0.0
            && self.score(above) + NEARLY >= score;
        is_headline.then_some(above)
    }

    /// Whether the best line says little and stands far above the article or in
    /// it: then it is a menu's or a section's, and line one is the headline, if
    /// it can be.
    fn is_stray(&self, rank: usize, score: f64) -> bool {
        let first = self.run.first;
        let one = &self.lines[0];
        let is_away = rank > first || first - rank > FAR;
        let is_own = first <= CLOSE || self.shared(0, one) > 0.0;
        is_away && score < LITTLE && is_own && !one.is_sentence && self.score(0) > 1.0
    }

    /// What the line's place says for and against it.
    fn place(&self, rank: usize, line: &Line) -> f64 {
        let first = self.run.first;
        let steps = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        let nearness = 0.6 / (1.0 + steps(first.saturating_sub(rank)) / 6.0);
        let inside = if rank >= first {
            let sentence = if line.is_sentence { 2.0 } else { 0.0 };
            sentence + 0.6 * steps(rank - first)
        } else {
            0.0
        };
        if rank > 0 {
            return nearness - inside;
        }
        // “Home > News” shows the way to a page.
        let is_path =
            line.words <= 6.0 && [" > ", " › "].iter().any(|sign| line.text.contains(sign));
        if is_path || SKIP.begins(&line.folded) {
            return nearness - inside;
        }
        let is_stamped_below = self.lines.iter().skip(1).take(2).any(|line| line.is_stamped);
        let is_strange = first > CLOSE && self.shared(0, line) <= 0.0;
        let bonus = match first {
            0..=14 if is_strange => 0.0,
            0..=14 => 2.6,
            _ if is_stamped_below => 2.0,
            15..=30 => 0.6,
            _ => 0.0,
        };
        let mut score = 1.0 + nearness - inside
            + if line.words >= 4.0 || self.is_alone_above(0) {
                bonus
            } else if line.words >= 3.0 || self.is_said(line) {
                bonus * SHORT
            } else {
                0.0
            };
        if self.parts.len() > 1 {
            score -= 0.6;
        }
        let echoed = self.echoes.values().copied().fold(0.0, f64::max);
        let end = self.lines.len().min(first + 4);
        if echoed >= 0.55 && self.lines[1..end].iter().all(|other| other.folded != line.folded) {
            score -= 1.5;
        }
        score
    }
}

/// How many signs of a way through a site a line has: “Home » News”.
fn crumbs(text: &str) -> usize {
    if !text.contains(['»', '>', '›', '/']) {
        return 0;
    }
    [" » ", " > ", " › ", " / "].iter().map(|sign| text.matches(sign).count()).sum()
}

/// Whether a line speaks to the visitor of a site: “Follow”, “Back to video”.
fn speaks_to_visitor(line: &Line) -> bool {
    let starts = VISITOR.begins(&line.folded) || SKIP.begins(&line.folded) || {
        let (rest, had_by) = names::without_by(&line.text);
        had_by && line.folded.starts_with("by ") && rest.starts_with(char::is_uppercase)
    };
    starts
        || ["back to video", "view more", "read more", "learn more", "add to"]
            .iter()
            .any(|end| line.folded.ends_with(end))
}
