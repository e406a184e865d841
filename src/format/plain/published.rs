//! Finds the day of publication among the days that a page shows, and those
//! of the last change and of the copy.
//!
//! Every day is a candidate; it scores by its distance to the headline, by
//! the words before it, and by the kind of line it stands in.

use crate::article::When;
use crate::format::dates::Dated;

use super::lexicon::{CHANGED, PRINTED, READ};
use super::run::{Part, Run};
use super::survey::{Line, has_address, has_credit};
use super::words::fold;

/// Bytes before a date in which a word says what it means.
const NEAR: usize = 45;

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
    /// Whether the words before it say that it is another day.
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

/// All days that the page shows, the best first; at most one of them is
/// [`Meaning::Published`].
pub(super) fn find(places: &Places<'_>) -> Vec<Shown> {
    let mut shown: Vec<Shown> = Vec::new();
    for (rank, line) in places.lines.iter().enumerate() {
        let is_opening = (places.run.first..=places.run.first + 1).contains(&rank);
        if line.text.chars().count() > 260 && !is_opening {
            continue;
        }
        for dated in &line.dates {
            let score = score(places, rank, line, dated);
            let meaning = meaning(line, dated);
            let is_doubtful = meaning == Meaning::Updated;
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

fn score(places: &Places<'_>, rank: usize, line: &Line, dated: &Dated) -> f64 {
    let Run { first, last } = places.run;
    let title = places.title.unwrap_or(0);
    let steps = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    let mut score = if rank + 3 >= title && rank <= first + 2 {
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
    score -= steps(rank.abs_diff(title + 1)) * 0.03;
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
