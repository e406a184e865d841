//! Finds where the article stands, and what each line of it is.
//!
//! Each line has a score: running text counts its words, what belongs to the
//! page costs. The article is the run of lines with the largest sum (Kadane's
//! algorithm), so that short headings inside survive; where comments begin, no
//! run goes on.

mod label;
mod reach;
mod subject;

use std::collections::HashMap;
use std::ops::RangeInclusive;

use super::list::marker;
use super::survey::{Line, has_age, is_comment_stamp};

pub(super) use label::label;

/// Words of running text after which comments may begin.
const SHORTEST: f64 = 60.0;

/// A run that scores so much before comments is the article.
const ENOUGH: f64 = 120.0;

/// Lines between the stamps of two comments at most.
const THREAD_GAP: usize = 9;

/// Lines without text from which on a gap costs a third: a table or a row of
/// pictures inside an article may be long.
const WIDE_GAP: usize = 8;

/// Rows of a table at least.
const ROWS: usize = 5;

/// Items of an announced list at least.
const ITEMS: usize = 3;

/// Lines with the same words that make a mark between paragraphs.
const OFTEN: u32 = 4;

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
    if is_number(line) {
        // The cells of a table or the marks of a chart: there may be many.
        -2.0
    } else if line.is_cited {
        -30.0
    } else if line.is_break {
        -40.0
    } else if line.is_mere_notice() {
        -15.0
    } else if line.is_sentence {
        // Teasers are sentences that are cut off or stand elsewhere, too.
        let share =
            if line.is_repeated() { 0.15 } else { 1.0 } * if is_cut(line) { 0.3 } else { 1.0 };
        line.words.min(60.0) * share
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

/// Whether a line breaks off: “The ferry was…”, “The ferry was [...]”.
fn is_cut(line: &Line) -> bool {
    let text = line.text.trim_end_matches([']', ')']);
    text.ends_with('…') || text.ends_with("...")
}

/// The article's run; the lines must not be empty.
pub(super) fn find(lines: &[Line]) -> Run {
    let runs = runs(lines);
    // The first that is nearly as good as the best: articles come before comments and teasers.
    let top = runs.iter().map(|(score, _)| *score).fold(-1.0, f64::max);
    let first = runs.iter().find(|(score, _)| *score >= 0.5 * top && top > 0.0);
    // Without any running text (verse, a list) there is no page to part it from.
    let whole = Run { first: 0, last: lines.len() - 1 };
    first.map_or(whole, |first| {
        reach::whole(lines, subject::of_title(lines, &runs, first.1).unwrap_or(first.1))
    })
}

/// The best run of each stretch between two places where no run goes on, in
/// their order, with its score.
fn runs(lines: &[Line]) -> Vec<(f64, Run)> {
    let (ends, marks, rows) = (comment_starts(lines), marks(lines), rows(lines));
    let announced = announced(lines);
    let mut runs: Vec<(f64, Run)> = Vec::new();
    let none = (-1.0, Run { first: 0, last: 0 });
    let (mut best, mut sum, mut first, mut gap) = (none, 0.0, 0, 0);
    for (rank, line) in lines.iter().enumerate() {
        if sum <= 0.0 {
            (sum, first) = (0.0, rank);
        }
        if ends[rank] {
            runs.push(best);
            (best, sum) = (none, 0.0);
            if runs.iter().any(|(score, _)| *score >= ENOUGH) {
                return runs;
            }
            continue;
        }
        let is_row = rank > 0 && is_button(line) && is_button(&lines[rank - 1]);
        let added = match (marks[rank], rows[rank]) {
            (true, _) => 0.0,
            (_, true) => 1.0,
            _ if is_row => -5.0,
            _ if announced[rank] => score(line).max(0.0),
            _ => score(line),
        };
        gap = match added {
            _ if line.is_sentence => 0,
            ..-2.5 => gap + 1,
            _ => gap,
        };
        sum += if gap > WIDE_GAP && !line.is_break { added / 3.0 } else { added };
        if sum > best.0 {
            best = (sum, Run { first, last: rank });
        } else if sum <= 0.0 {
            runs.push(best);
            best = none;
        }
    }
    runs.push(best);
    runs
}

/// The lines that are marks between paragraphs: the same few words, most
/// times with running text above and below.
fn marks(lines: &[Line]) -> Vec<bool> {
    let may_mark = |line: &Line| {
        line.repeats >= OFTEN && line.words < 9.0 && !line.is_sentence && !line.is_break
    };
    let mut between: HashMap<&str, u32> = HashMap::new();
    for (rank, line) in lines.iter().enumerate().filter(|(_, line)| may_mark(line)) {
        let is_other = |other: &&Line| other.folded != line.folded;
        let above = lines[..rank].iter().rev().take(4).find(is_other);
        let below = lines[rank..].iter().take(5).find(is_other);
        if above.is_some_and(|line| line.is_sentence) && below.is_some_and(|line| line.is_sentence)
        {
            *between.entry(&line.folded).or_default() += 1;
        }
    }
    let is_mark = |line: &Line| {
        may_mark(line)
            && between.get(line.folded.as_str()).is_some_and(|count| count * 2 > line.repeats)
    };
    lines.iter().map(is_mark).collect()
}

/// The lines that are rows of a table: five or more in a row.
fn rows(lines: &[Line]) -> Vec<bool> {
    let mut rows: Vec<bool> = lines.iter().map(is_row).collect();
    for stretch in rows.chunk_by_mut(|a, b| a == b) {
        if stretch.len() < ROWS {
            stretch.fill(false);
        }
    }
    rows
}

/// The lines of lists that a line with a colon announces: three or more that
/// begin in small letters, as a sentence goes on.
pub(super) fn announced(lines: &[Line]) -> Vec<bool> {
    let mut announced = vec![false; lines.len()];
    let is_plain = |line: &Line| !(line.is_break || line.is_notice || line.is_cited);
    let is_item = |line: &&Line| line.text.starts_with(char::is_lowercase) && is_plain(line);
    for (rank, line) in lines.iter().enumerate() {
        let is_label = line.text.ends_with([':', '：']) && line.words >= 2.0 && is_plain(line);
        if is_label {
            let items = lines[rank + 1..].iter().take_while(is_item).count();
            if items >= ITEMS {
                announced[rank..=rank + items].fill(true);
            }
        }
    }
    announced
}

/// Whether a line is a button: in a row of them each says little.
fn is_button(line: &Line) -> bool {
    line.is_notice && line.words <= 3.0 && !line.is_break
}

/// Whether a line is a number, as the cells of a table are.
fn is_number(line: &Line) -> bool {
    let is_digit = |byte: u8| byte.is_ascii_digit() || byte == b' ';
    !line.folded.is_empty() && line.folded.bytes().all(is_digit)
}

/// Whether a line has two numbers, and neither a day nor a time of day.
fn is_row(line: &Line) -> bool {
    let is_number = |word: &&str| word.contains(|c: char| c.is_ascii_digit());
    !line.stops
        && (3.0..25.0).contains(&line.words)
        && line.dates.is_empty()
        && !line.is_break
        && !line.is_notice
        && !line.is_cited
        && line.folded.split(' ').filter(is_number).nth(1).is_some()
        && !has_age(line)
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
