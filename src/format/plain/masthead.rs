//! Finds the line between headline and text that names the paper.
//!
//! It stands near the date or the byline and is called as papers are called;
//! or it is the only line beside the date, in a file that is nothing but an
//! article, and neither a name nor a place. A guess, never certain.

use crate::format::names;

use super::lexicon::{BUTTONS, VISITOR};
use super::run::{Part, Run};
use super::survey::{Line, has_address, has_age, has_credit};
use super::words::is_unspaced;

/// Lines from the headline to the text, at most, in a file without menus.
const CLEAN: usize = 6;

/// The rank of the line that names the paper; `title` is the headline's.
pub(super) fn find(lines: &[Line], parts: &[Part], run: Run, title: usize) -> Option<usize> {
    let end = lines.len().min(run.first + 3).min(run.last);
    let is_stamp = |rank: usize| matches!(parts.get(rank), Some(Part::Dateline | Part::Byline));
    let is_free = |rank: &usize| {
        matches!(parts[*rank], Part::Furniture | Part::Heading) && fits(&lines[*rank])
    };
    let is_near = |rank: &usize| {
        (rank.saturating_sub(2)..rank + 3).any(|other| other > title && is_stamp(other))
    };
    let called = (title + 1..end)
        .filter(is_free)
        .find(|rank| is_near(rank) && names::is_paper(&lines[*rank].text));
    called.or_else(|| {
        let head = title + 1..run.first;
        let mut rest = head.clone().filter(|&rank| parts[rank] == Part::Furniture);
        let alone = rest.next().filter(|rank| rest.next().is_none() && is_free(rank))?;
        let is_beside =
            [alone - 1, alone + 1].into_iter().any(|rank| parts.get(rank) == Some(&Part::Dateline));
        (title <= 1 && head.len() <= CLEAN && is_beside && is_bare(&lines[alone])).then_some(alone)
    })
}

/// Whether a line can be a name of anything at all.
fn fits(line: &Line) -> bool {
    line.words <= 10.0
        && !line.stops
        && !line.is_notice
        && !line.is_break
        && !line.is_cited
        && !line.is_byline
        && line.dates.is_empty()
        && !has_age(line)
        && !has_credit(line)
        && !has_address(&line.text)
        && !names::is_agency(&line.text)
}

/// Whether a line that is called like nothing in particular can name a paper.
fn is_bare(line: &Line) -> bool {
    let words = line.text.split_whitespace().count();
    let is_han = line.text.chars().all(is_unspaced) && line.text.chars().count() > 3;
    let is_spaced =
        (2..=6).contains(&words) && line.text.starts_with(char::is_uppercase) && line.repeats < 2;
    let is_plain = !line.text.contains(|c: char| c.is_numeric() || ",;:?!|/•·»›>".contains(c));
    let first = line.folded.split(' ').next().unwrap_or_default();
    let is_button = BUTTONS.matches(first) || VISITOR.begins(&line.folded);
    (is_han || is_spaced) && is_plain && !is_button && !names::is_name(&line.text, true)
}
