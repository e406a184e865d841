//! Says how far an article goes on behind its last running text: short last
//! sentences, the items of a list, a table.

use super::super::list::marker;
use super::super::survey::Line;
use super::Run;

/// Lines before the article, at most, in a file without menus.
const CLEAN: usize = 6;

/// Lines of a list at least that says more than the text before it.
const LIST: usize = 8;

/// The run with all that belongs to it.
pub(super) fn whole(lines: &[Line], run: Run) -> Run {
    with_list(lines, with_items(lines, with_last_words(lines, run)))
}

/// Whether a line belongs to the page and not to a list.
fn is_of_page(line: &Line) -> bool {
    line.is_break || line.is_mere_notice() || line.is_cited
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
    let more = rest.iter().take_while(|line| !is_of_page(line) && !line.is_stamped).count();
    let says_more = || words(&rest[..more]) >= words(&lines[run.first..=run.last]);
    if more >= LIST && says_more() { Run { last: run.last + more, ..run } } else { run }
}
