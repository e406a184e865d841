//! Says how far an article goes on behind its last running text: short last
//! sentences, the items of a list, a table.

use super::super::list::marker;
use super::super::survey::Line;
use super::{Run, is_number};

/// Lines before the article, at most, in a file without menus.
const CLEAN: usize = 6;

/// Lines among which an article opens in such a file.
const OPENING: usize = 12;

/// Lines at most between the opening of an article and the text behind a list.
const PARTED: usize = 40;

/// Short sentences that make a box of facts.
const FACTS: usize = 3;

/// Lines of a list at least that says more than the text before it.
const LIST: usize = 8;

/// The run with all that belongs to it.
pub(super) fn whole(lines: &[Line], run: Run) -> Run {
    with_list(lines, with_items(lines, with_last_words(lines, with_opening(lines, run))))
}

/// Whether a line belongs to the page and not to a list.
fn is_of_page(line: &Line) -> bool {
    line.is_break || line.is_mere_notice() || line.is_cited
}

/// The run with what opens the article before a list that parts the two: the
/// ingredients of a recipe, a table of prices. Only where a running text
/// stands among the first lines and nothing of a page follows it.
fn with_opening(lines: &[Line], run: Run) -> Run {
    let opening = lines[..run.first].iter().take(OPENING).position(|line| line.is_sentence);
    let Some(first) = opening.filter(|first| run.first - first <= PARTED) else { return run };
    let is_other = |line: &Line| is_of_page(line) || line.is_stamped || line.is_repeated();
    let parts = &lines[first..run.first];
    let is_list = parts[1..].iter().all(|line| line.is_sentence || line.words <= 9.0);
    if is_list && !parts.iter().any(is_other) { Run { first, ..run } } else { run }
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
    let rest = &lines[run.last + 1..];
    let is_heading = |line: &&Line| {
        !line.stops
            && line.words <= 6.0
            && !is_of_page(line)
            && !line.is_stamped
            && !line.is_repeated()
    };
    // A box of facts has a heading, and more than one fact.
    let headings = rest.iter().take(2).take_while(is_heading).count();
    let said = rest[headings..].iter().take_while(is_said).count();
    let more = if headings == 0 || said >= FACTS { headings + said } else { 0 };
    Run { last: run.last + more, ..run }
}

/// The run with the list behind it: items that follow each other, with one
/// other line between two of them at most.
fn with_items(lines: &[Line], run: Run) -> Run {
    let is_item = |line: &Line| marker(&line.text).is_some_and(|marker| marker.is_clear);
    let (mut last, mut items) = (run.last, 0);
    while let Some(step) = lines[last + 1..].iter().take(2).position(is_item) {
        if lines[last + 1..=last + 1 + step].iter().any(is_of_page) {
            break;
        }
        (last, items) = (last + 1 + step, items + 1);
    }
    if items >= 2 { Run { last, ..run } } else { run }
}

/// The run with what follows it, where that says more than the run: a list, a
/// table, a recipe. Only in a file that begins with its article; a date or a
/// name beside a headline is a teaser's.
fn with_list(lines: &[Line], run: Run) -> Run {
    let words = |lines: &[Line]| lines.iter().map(|line| line.words).sum::<f64>();
    let rest = &lines[run.last + 1..];
    if run.first > CLEAN || rest.len() < LIST {
        return run;
    }
    let is_told = |line: &&Line| is_number(line) || !is_of_page(line) && !line.is_stamped;
    let more = rest.iter().take_while(is_told).count();
    let says_more = || words(&rest[..more]) >= words(&lines[run.first..=run.last]);
    if more >= LIST && says_more() { Run { last: run.last + more, ..run } } else { run }
}
