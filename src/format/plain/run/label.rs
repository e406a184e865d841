//! Says what each line of the article’s run is: text, a heading, a caption, or
//! the page’s own.
//!
//! Knows nothing of headline and stamps, which are found later. A short line
//! without a stop heads what follows; four of them in a row are a menu, unless
//! they are the items of a list.

use std::collections::HashSet;

use crate::format::names;

use super::super::caption::{has_credit, is_caption};
use super::super::lexicon::{FAREWELL, MEMBERS, PICTURED};
use super::super::list::marker;
use super::super::survey::{Line, has_age};
use super::{Part, Run, announced, is_number, is_row};

/// Bytes of a credit in brackets at most.
const CREDIT: usize = 90;

/// Words that a line of a list has at most.
const FEW: f64 = 8.0;

/// Lines before the article in a file that begins with it.
const HEAD: usize = 12;

/// Lines in a list of links at most.
const LINKS: usize = 6;

/// Words from which on a line without a stop is text: menus have shorter ones.
const LONG: f64 = 25.0;

/// What each line is; the run may shrink, for headings at its end head nothing.
pub(in crate::format::plain) fn label(lines: &[Line], run: Run) -> (Vec<Part>, Run) {
    let mut parts = vec![Part::Furniture; lines.len()];
    for rank in run.lines() {
        parts[rank] = Part::Body;
    }
    if is_list(&lines[run.first..=run.last]) {
        let is_of_page = |line: &Line| line.is_break || line.is_notice && !is_number(line);
        for rank in run.lines().filter(|&rank| is_of_page(&lines[rank])) {
            parts[rank] = Part::Furniture;
        }
        return (parts, run);
    }
    let announced = announced(lines);
    let mut seen = HashSet::new();
    let mut rank = run.first;
    while rank <= run.last {
        let line = &lines[rank];
        if line.is_sentence && line.repeats > 1 && !seen.insert(line.folded.as_str()) {
            parts[rank] = Part::Furniture;
            rank += 1;
        } else if announced[rank] {
            rank += 1;
        } else {
            rank = label_from(lines, run, rank, &mut parts);
        }
    }
    let mut last = run.last;
    for rank in (run.first + 1..=run.last).rev() {
        let is_text = parts[rank] == Part::Body;
        if is_text && !takes_leave(&lines[rank]) {
            break;
        }
        if is_text {
            parts[rank] = Part::Furniture;
        }
        last = rank - 1;
    }
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
    } else if line.words < 60.0 && is_under_picture(lines, rank, parts) {
        parts[rank] = Part::Caption;
    } else if line.is_sentence {
        return next;
    } else if line.words < 60.0 && is_caption(&line.text)
        || is_bracketed_credit(line)
        || rank > run.first && is_bare_credit(&line.text)
    {
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
    let is_short = |line: &Line| !line.is_sentence && !line.stops && line.words < LONG;
    if !is_short(line) {
        return rank + 1;
    }
    let length = lines[rank..=run.last].iter().take_while(|line| is_short(line)).count();
    let stretch = &lines[rank..rank + length];
    let is_entry = |line: &&Line| marker(&line.text).is_some() || is_row(line);
    let items = stretch.iter().filter(is_entry).count();
    let is_announced = rank > run.first
        && parts[rank - 1] == Part::Body
        && lines[rank - 1].text.ends_with([':', '：']);
    if length >= 4 {
        if items * 2 < length && !is_announced && !is_told(lines, run, rank, length) {
            parts[rank..rank + length].fill(Part::Furniture);
        }
        return rank + length;
    }
    let is_item = marker(&line.text).is_some();
    if length <= 2 && (has_age(line) || is_link(lines, run, rank)) {
        parts[rank] = Part::Furniture;
    } else if length <= 2 && line.words <= 14.0 && line.text.len() < 100 && !is_item {
        parts[rank] = Part::Heading;
    }
    rank + 1
}

/// Whether short lines are a list of the article itself: all are of a few
/// words, nothing of a page is near, and running text stands on both sides, in
/// a file that begins with its article.
fn is_told(lines: &[Line], run: Run, rank: usize, length: usize) -> bool {
    let stretch = &lines[rank..rank + length];
    let is_plain = |line: &Line| {
        !line.is_break
            && !line.is_notice
            && !line.is_cited
            && !line.is_stamped
            && !line.is_repeated()
            && !has_credit(line)
            && line.words <= FEW
    };
    let is_between = rank > run.first && rank + length <= run.last;
    run.first <= HEAD && is_between && stretch.iter().all(is_plain)
}

/// Whether a line stands under a picture although it may be a sentence.
fn is_under_picture(lines: &[Line], rank: usize, parts: &[Part]) -> bool {
    let line = &lines[rank];
    let is_short = line.words < 45.0;
    is_short && PICTURED.stands_in(&line.folded)
        || is_short && line.is_sentence && is_caption(&line.text) && is_credited(&line.text)
        || line.words >= 6.0 && ends_in_credit(&line.text)
        || line.is_sentence && is_above_credit(lines, rank, parts)
}

/// Whether a short line in brackets credits a picture: “(fot. archiwum)”.
fn is_bracketed_credit(line: &Line) -> bool {
    let is_bracketed = line.text.starts_with('(') && line.text.trim_end_matches('.').ends_with(')');
    is_bracketed && line.words <= 9.0 && has_credit(line)
}

/// Whether a line is nothing but who made a picture, and for whom:
/// “Anna Berg/Harbour Press”.
fn is_bare_credit(text: &str) -> bool {
    text.split_once('/').is_some_and(|(who, whose)| {
        let (who, whose) = (who.trim(), whose.trim());
        let words = whose.split_whitespace().count();
        let is_named = |word: &str| word.starts_with(char::is_uppercase);
        names::is_name(who, false)
            && (1..=3).contains(&words)
            && whose.split_whitespace().all(is_named)
            && !whose.contains(|c: char| c.is_numeric() || "?!:".contains(c))
    })
}

/// Whether a line ends with a credit in brackets: “(Anna Berg/Agency)”.
fn ends_in_credit(text: &str) -> bool {
    let inner = || text.trim_end_matches('.').strip_suffix(')')?.rsplit_once('(');
    let is_name = |words: &str| {
        words.trim().starts_with(char::is_uppercase) && words.trim().chars().count() > 1
    };
    inner().is_some_and(|(_, credit)| {
        credit.len() <= CREDIT
            && credit.split_once('/').is_some_and(|(who, whose)| is_name(who) && is_name(whose))
    })
}

/// Whether a line stands between the page’s own lines and the credit of a picture.
fn is_above_credit(lines: &[Line], rank: usize, parts: &[Part]) -> bool {
    let is_credit = |line: &Line| line.words <= 9.0 && !line.is_sentence && is_caption(&line.text);
    let follows_text = rank > 0 && parts[rank - 1] == Part::Body && lines[rank - 1].is_sentence;
    !follows_text && lines.get(rank + 1).is_some_and(is_credit)
}

/// Whether the lines say more in short lines than in sentences: a list, a
/// table, verse.
fn is_list(lines: &[Line]) -> bool {
    let words = |is_text: bool| {
        lines.iter().filter(|line| line.is_sentence == is_text).map(|line| line.words).sum::<f64>()
    };
    words(true) < words(false) || lines.iter().all(|line| !line.is_sentence)
}

/// Whether a line speaks of subscriptions or networks to who has read so far.
fn takes_leave(line: &Line) -> bool {
    line.words < 60.0
        && (FAREWELL.begins(&line.folded) || MEMBERS.iter().any(|words| line.text.contains(words)))
}

/// Whether a line is one of a list of links: the list’s label stands above it
/// with no text between, or “read more” below it.
fn is_link(lines: &[Line], run: Run, rank: usize) -> bool {
    let above = lines[run.first..rank].iter().rev().take(LINKS);
    let is_listed = || {
        let label = above.clone().find(|line| line.is_sentence || line.is_break);
        lines[rank].words >= 4.0 && label.is_some_and(|line| line.is_break)
    };
    let below = lines.get(rank + 1);
    below.is_some_and(|line| line.is_notice && line.folded.starts_with("read more")) || is_listed()
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
