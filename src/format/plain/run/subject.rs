//! Tells whether a run is about what the page's title says: the footer of a
//! site may say more than a short article.

use foldhash::{HashSet, HashSetExt};

use super::super::page_title::{is_page_title, title_parts};
use super::super::survey::Line;
use super::super::words::{each_mark, fold, marks};
use super::{Run, SHORTEST};

/// Marks of a title at least that can tell its article from others.
const FEWEST: usize = 4;

/// Lines at the beginning of a run that are compared.
const COMPARED: usize = 12;

/// The run that the title on line one speaks of, where it speaks of another
/// than `first`: at least half of its marks must stand there, and
/// not a quarter in the other.
pub(super) fn of_title(lines: &[Line], runs: &[(f64, Run)], first: Run) -> Option<Run> {
    if !is_page_title(&lines[0]) {
        return None;
    }
    let parts = title_parts(&lines[0].text);
    let longest = parts.iter().max_by_key(|part| part.text.len())?;
    let longest = fold(longest.text);
    let title: HashSet<&str> = marks(&longest).into_iter().collect();
    if title.len() < FEWEST {
        return None;
    }
    if has(lines, first, &title, title.len().div_ceil(4)) {
        return None;
    }
    let is_told = |(score, run): &&(f64, Run)| {
        *score >= SHORTEST && has(lines, *run, &title, title.len().div_ceil(2))
    };
    let top = runs.iter().filter(is_told).map(|(score, _)| *score).fold(0.0, f64::max);
    runs.iter().find(|run| is_told(run) && run.0 >= 0.5 * top).map(|(_, run)| *run)
}

/// Whether so many marks of the title stand at the beginning of a run.
fn has(lines: &[Line], run: Run, title: &HashSet<&str>, enough: usize) -> bool {
    let mut seen: HashSet<&str> = HashSet::new();
    lines[run.first..=run.last].iter().take(COMPARED).any(|line| {
        each_mark(&line.folded_text(), |mark| seen.extend(title.get(mark).copied()));
        seen.len() >= enough
    })
}
