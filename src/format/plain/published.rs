//! Finds the day of publication among the days that a page shows, and those
//! of the last change and of the copy.
//!
//! Every day is a candidate; it scores by its distance to the headline, by
//! the words before it, and by the kind of line it stands in.

use crate::article::When;
use crate::format::dates::Dated;

use super::caption::has_credit;
use super::lexicon::{CHANGED, PRINTED, READ};
use super::run::{Part, Run};
use super::survey::{Line, has_address};
use super::words::fold;

/// Bytes before a date in which a word says what it means.
const NEAR: usize = 45;

/// Bytes of a headline at least whose repetition is no accident.
const ECHO: usize = 16;

/// Bytes that may stand beside a repeated headline: a date, a section.
const STAMP: usize = 28;

/// Repetitions of the headline that are looked at.
const ECHOES: usize = 12;

/// Score under which a day stands where days of publication seldom stand.
const CLEAR: f64 = 1.0;

/// What a date on a page means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Published,
    Updated,
    Accessed,
    /// Another day, and why it is not the day of publication.
    Other(&'static str),
}

/// A day that the page shows.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    /// Rank of its line.
    pub(super) line: usize,
    pub(super) dated: Dated,
    pub(super) meaning: Meaning,
    /// Whether its place or the words before it say that it is another day.
    is_doubtful: bool,
    is_cited: bool,
    score: f64,
}

impl Shown {
    /// Whether nothing says that it is another day than it is taken for.
    pub(super) fn is_clear(&self) -> bool {
        !self.is_doubtful
    }

    /// What the date says.
    pub(super) fn when(&self) -> When {
        self.dated.when
    }
}

/// Where the parts of the article stand.
pub(super) struct Places<'a> {
    pub(super) lines: &'a [Line],
    pub(super) parts: &'a [Part],
    pub(super) run: Run,
    /// Rank of the headline's line.
    pub(super) title: Option<usize>,
}

impl Places<'_> {
    /// The lines that have the words of the headline again: a page may repeat
    /// it above the text, or in a list of its latest articles.
    fn echoes(&self, headline: &str) -> Vec<usize> {
        let folded = fold(headline);
        if folded.len() < ECHO {
            return Vec::new();
        }
        let is_echo = |rank: &usize| {
            let other = self.lines[*rank].folded.as_str();
            Some(*rank) != self.title
                && other.len() < folded.len() + STAMP
                && (other.starts_with(&folded) || other.ends_with(&folded))
        };
        (0..self.lines.len()).filter(is_echo).take(ECHOES).collect()
    }
}

/// All days that the page shows, the best first; at most one of them is
/// [`Meaning::Published`]. `headline` is the headline’s words.
pub(super) fn find(places: &Places<'_>, headline: &str) -> Vec<Shown> {
    let mut shown: Vec<Shown> = Vec::new();
    let echoes = places.echoes(headline);
    for (rank, line) in places.lines.iter().enumerate() {
        let is_opening = (places.run.first..=places.run.first + 1).contains(&rank);
        if line.text.chars().count() > 260 && !is_opening {
            continue;
        }
        for dated in &line.dates {
            let score = score(places, &echoes, rank, line, dated);
            let meaning = meaning(line, dated);
            let is_doubtful = meaning == Meaning::Updated || score < CLEAR && !line.is_cited;
            shown.push(Shown {
                line: rank,
                dated: dated.clone(),
                meaning,
                is_doubtful,
                is_cited: line.is_cited,
                score,
            });
        }
    }
    shown.sort_by(|a, b| b.score.total_cmp(&a.score));
    choose(&mut shown);
    shown
}

/// Makes the best day the day of publication, unless it is the copy's own.
fn choose(shown: &mut [Shown]) {
    let read = shown.iter().find(|shown| shown.meaning == Meaning::Accessed).map(Shown::when);
    let is_copy = |shown: &Shown| {
        shown.is_cited
            && shown.dated.weekday_agrees.is_none()
            && read.is_some_and(|read| read.date() == shown.when().date())
    };
    let best = shown.iter().position(|shown| shown.meaning != Meaning::Accessed && !is_copy(shown));
    for (rank, shown) in shown.iter_mut().enumerate() {
        if Some(rank) == best {
            shown.meaning = Meaning::Published;
        } else if matches!(shown.meaning, Meaning::Other(_))
            && read.is_some_and(|read| read.date() == shown.when().date())
        {
            shown.meaning = Meaning::Other("the day of retrieval");
        }
    }
}

fn meaning(line: &Line, dated: &Dated) -> Meaning {
    let before = near(line, dated);
    if is_copy_stamp(line, dated) || line.is_cited && READ.stands_in(&before) {
        Meaning::Accessed
    } else if CHANGED.stands_in(&before) {
        Meaning::Updated
    } else {
        Meaning::Other("further from the headline")
    }
}

/// Whether it is the stamp of the program that made the copy.
fn is_copy_stamp(line: &Line, dated: &Dated) -> bool {
    let shown = &line.text[dated.range.clone()];
    line.is_cited && shown.get(10..11) == Some("T")
}

/// The folded words before a date.
fn near(line: &Line, dated: &Dated) -> String {
    let mut from = dated.range.start.saturating_sub(NEAR);
    while !line.text.is_char_boundary(from) {
        from += 1;
    }
    fold(&line.text[from..dated.range.start])
}

fn score(places: &Places<'_>, echoes: &[usize], rank: usize, line: &Line, dated: &Dated) -> f64 {
    let Run { first, last } = places.run;
    let title = places.title.unwrap_or(0);
    let steps = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    let mut score: f64 = if rank + 3 >= title && rank <= first + 2 {
        3.0
    } else if rank < title {
        0.8
    } else if line.is_cited {
        1.0
    } else if rank > last {
        0.3
    } else {
        0.0
    };
    let is_beside = |echo: &usize| rank == *echo || rank == *echo + 1 || rank + 1 == *echo;
    let echo = echoes.iter().copied().filter(is_beside).min_by_key(|echo| rank.abs_diff(*echo + 1));
    if let Some(echo) = echo {
        // In a list of articles the day stands below its headline more often than above.
        let above = if rank < echo { 0.2 } else { 0.0 };
        score = score.max(if rank > last { 1.5 } else { 2.7 } - above);
    }
    let above = echoes.iter().copied().filter(|echo| *echo <= first).chain([title]);
    let nearest = above.map(|anchor| rank.abs_diff(anchor + 1)).min().unwrap_or(0);
    score -= steps(if echo.is_some() { 1 } else { nearest }) * 0.03;
    if line.words < 14.0 {
        score += 0.6;
    }
    if Some(rank) == places.title {
        score -= 1.5;
    }
    let before = near(line, dated);
    let is_printed = PRINTED.stands_in(&before);
    if is_printed {
        score += 0.5;
    }
    if CHANGED.stands_in(&before) || READ.stands_in(&before) || line.text.contains('©') {
        score -= 0.9;
    }
    if places.parts[rank] == Part::Caption || has_credit(line) {
        score -= 2.0;
    }
    if line.stops && line.words >= 12.0 && !is_printed {
        score -= 1.2;
    }
    if places.parts[rank] == Part::Body && line.is_sentence {
        score -= 1.5;
    }
    if is_copy_stamp(line, dated) || has_address(&line.text) {
        score -= 1.5;
    }
    score
}
