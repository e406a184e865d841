//! Finds where the article stands, and what each line of it is.
//!
//! Each line has a score: running text counts its words, what belongs to the
//! page costs. The article is the run of lines with the largest sum (Kadane's
//! algorithm), so that short headings inside survive; where comments begin, no
//! run goes on.

use std::ops::RangeInclusive;

use super::list::marker;
use super::survey::{Line, is_caption, is_comment_stamp};

/// Words of running text after which comments may begin.
const SHORTEST: f64 = 60.0;

/// A run that scores so much before comments is the article.
const ENOUGH: f64 = 120.0;

/// Lines between the stamps of two comments at most.
const THREAD_GAP: usize = 9;

/// Lines before the article, at most, in a file without menus.
const CLEAN: usize = 6;

/// What a line is, as far as its place in the page tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Furniture,
    Body,
    Heading,
    Caption,
    Citation,
    Title,
    Subtitle,
    Byline,
    Dateline,
}

/// The first and the last line of the article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub(super) first: usize,
    pub(super) last: usize,
}

impl Run {
    pub(super) fn lines(self) -> RangeInclusive<usize> {
        self.first..=self.last
    }
}

/// What a line adds to a run, in words.
fn score(line: &Line) -> f64 {
    if line.is_cited {
        -30.0
    } else if line.is_break {
        -60.0
    } else if line.is_mere_notice() {
        -15.0
    } else if line.is_sentence {
        line.words.min(60.0) * if line.is_repeated() { 0.15 } else { 1.0 }
    } else if line.stops && line.words >= 3.0 {
        -1.0
    } else if let Some(marker) = marker(&line.text) {
        if marker.is_clear { -3.0 } else { -5.0 }
    } else if line.words >= 9.0 && line.text.ends_with([':', '：']) {
        line.words
    } else if line.words >= 9.0 {
        -7.0
    } else {
        -9.0
    }
}

/// The article's run; the lines must not be empty.
pub(super) fn find(lines: &[Line]) -> Run {
    let ends = comment_starts(lines);
    let mut runs: Vec<(f64, Run)> = Vec::new();
    let none = (-1.0, Run { first: 0, last: 0 });
    let (mut best, mut sum, mut first) = (none, 0.0, 0);
    for (rank, line) in lines.iter().enumerate() {
        if sum <= 0.0 {
            (sum, first) = (0.0, rank);
        }
        if ends[rank] {
            runs.push(best);
            (best, sum) = (none, 0.0);
            if runs.iter().any(|(score, _)| *score >= ENOUGH) {
                break;
            }
            continue;
        }
        sum += score(line);
        if sum > best.0 {
            best = (sum, Run { first, last: rank });
        } else if sum <= 0.0 {
            runs.push(best);
            best = none;
        }
    }
    runs.push(best);
    // The first that is nearly as good as the best: articles come before comments and teasers.
    let top = runs.iter().map(|(score, _)| *score).fold(-1.0, f64::max);
    let chosen = runs.iter().find(|(score, _)| *score >= 0.5 * top && top > 0.0);
    // Without any running text (verse, a list) there is no page to part it from.
    let whole = Run { first: 0, last: lines.len() - 1 };
    chosen.map_or(whole, |(_, run)| with_last_words(lines, *run))
}

/// The run with the short sentences right behind it, which score nothing, in
/// a file that begins with its article.
fn with_last_words(lines: &[Line], run: Run) -> Run {
    let is_said = |line: &&Line| {
        line.stops
            && line.words >= 3.0
            && !line.is_break
            && !line.is_notice
            && !line.is_cited
            && !line.is_stamped
            && !line.is_repeated()
    };
    if run.first > CLEAN {
        return run;
    }
    let more = lines[run.last + 1..].iter().take_while(is_said).count();
    Run { first: run.first, last: run.last + more }
}

/// The lines where comments begin: they say so, or the stamps of comments
/// follow each other closely.
fn comment_starts(lines: &[Line]) -> Vec<bool> {
    let mut before = 0.0;
    let mut sums = Vec::with_capacity(lines.len());
    let mut starts = Vec::with_capacity(lines.len());
    for line in lines {
        sums.push(before);
        before += if line.is_sentence { line.words } else { 0.0 };
        starts.push(line.opens_thread && before >= SHORTEST);
    }
    let stamps: Vec<usize> =
        (0..lines.len()).filter(|&rank| is_comment_stamp(&lines[rank])).collect();
    let is_thread = |four: &[usize]| {
        four.windows(2).all(|two| two[1] - two[0] <= THREAD_GAP)
            && lines[four[0] + 1..four[2]].iter().any(|line| line.is_sentence)
            && sums[four[0]] >= SHORTEST
    };
    if let Some(four) = stamps.windows(4).find(|four| is_thread(four)) {
        starts[four[0].saturating_sub(1)] = true;
    }
    starts
}

/// What each line is; the run may shrink, for headings at its end head nothing.
pub(super) fn label(lines: &[Line], run: Run) -> (Vec<Part>, Run) {
    let mut parts = vec![Part::Furniture; lines.len()];
    for rank in run.lines() {
        parts[rank] = Part::Body;
    }
    if lines[run.first..=run.last].iter().all(|line| !line.is_sentence) {
        for rank in run.lines().filter(|&rank| lines[rank].is_break || lines[rank].is_notice) {
            parts[rank] = Part::Furniture;
        }
        return (parts, run);
    }
    let mut rank = run.first;
    while rank <= run.last {
        rank = label_from(lines, run, rank, &mut parts);
    }
    let mut last = run.last;
    while last > run.first && parts[last] == Part::Heading {
        parts[last] = Part::Furniture;
        last -= 1;
    }
    (parts, Run { first: run.first, last })
}

/// Labels the line at `rank` and says which comes next.
fn label_from(lines: &[Line], run: Run, rank: usize, parts: &mut [Part]) -> usize {
    let line = &lines[rank];
    let next = rank + 1;
    if line.is_break || line.is_mere_notice() {
        parts[rank] = Part::Furniture;
    } else if line.is_cited {
        parts[rank] = Part::Citation;
    } else if line.is_sentence {
        if line.words < 45.0 && is_caption(&line.text) && is_credited(&line.text) {
            parts[rank] = Part::Caption;
        }
    } else if line.words < 60.0 && is_caption(&line.text) {
        parts[rank] = Part::Caption;
    } else if line.is_repeated() {
        parts[rank] = Part::Furniture;
    } else if !line.stops {
        return label_short(lines, run, rank, parts);
    }
    next
}

/// Labels short lines without a stop: a heading, a list, or the page's.
fn label_short(lines: &[Line], run: Run, rank: usize, parts: &mut [Part]) -> usize {
    let line = &lines[rank];
    let is_short = |line: &Line| !line.is_sentence && !line.stops;
    let length = lines[rank..=run.last].iter().take_while(|line| is_short(line)).count();
    let stretch = &lines[rank..rank + length];
    let items = stretch.iter().filter(|line| marker(&line.text).is_some()).count();
    let is_announced = rank > run.first
        && parts[rank - 1] == Part::Body
        && lines[rank - 1].text.ends_with([':', '：']);
    if length >= 4 && items * 2 < length && !is_announced {
        parts[rank..rank + length].fill(Part::Furniture);
        return rank + length;
    }
    let is_item = marker(&line.text).is_some();
    if length <= 2 && line.words <= 14.0 && line.text.len() < 100 && !is_item {
        parts[rank] = Part::Heading;
    }
    rank + 1
}

/// Whether a sentence under a picture says so beyond doubt.
fn is_credited(text: &str) -> bool {
    let small = text.to_lowercase();
    let is_sure = [
        "photo",
        "getty",
        "file",
        "credit",
        "©",
        "foto:",
        "symbolbild",
        "/ap",
        "/afp",
        "/epa",
        "/reuters",
    ];
    is_sure.iter().any(|words| small.contains(words))
}
