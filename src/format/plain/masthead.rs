//! Finds the name of the paper that a text shows.
//!
//! It stands behind a label (`来源：…`), before the date on its line, or on a
//! line by itself near date or byline and is called as papers are called; or
//! it is the only line beside the date, in a file that is nothing but an
//! article, and neither a name nor a place. Above a whole page it is the end
//! of the page's title, once more. A guess, never certain.

use crate::format::names;

use super::caption::has_credit;
use super::headline::Headline;
use super::lexicon::{BUTTONS, VISITOR};
use super::page_title::{is_page_title, title_parts};
use super::run::{Part, Run};
use super::survey::{Line, has_address, has_age};
use super::words::{fold, is_unspaced};

/// Lines from the headline to the text, at most, in a file without menus.
const CLEAN: usize = 6;

/// What stands before the name of the paper and a colon.
const LABELS: &[&str] = &[
    "来源",
    "來源",
    "出典",
    "출처",
    "source",
    "quelle",
    "fuente",
    "fonte",
    "bron",
    "źródło",
    "zdroj",
    "kilde",
    "källa",
    "lähde",
    "kaynak",
    "πηγή",
    "источник",
    "джерело",
    "المصدر",
    "מקור",
    "स्रोत",
    "sumber",
    "nguồn",
    "ที่มา",
];

/// Where the name of the paper stands.
#[derive(Debug)]
pub(super) struct Masthead {
    /// Rank of its line.
    pub(super) line: usize,
    /// The name.
    pub(super) paper: String,
    /// Whether it is all that its line says.
    pub(super) is_whole: bool,
}

/// The name of the paper.
pub(super) fn find(
    lines: &[Line],
    parts: &[Part],
    run: Run,
    headline: &Headline,
) -> Option<Masthead> {
    let title = headline.line;
    let end = lines.len().min(run.first + 3).min(run.last);
    let is_stamp = |rank: usize| matches!(parts.get(rank), Some(Part::Dateline | Part::Byline));
    let is_free = |rank: &usize| {
        matches!(parts[*rank], Part::Furniture | Part::Heading) && fits(&lines[*rank])
    };
    let is_near = |rank: &usize| {
        (rank.saturating_sub(2)..rank + 3).any(|other| other > title && is_stamp(other))
    };
    let whole = |line: usize| Masthead { line, paper: lines[line].text.clone(), is_whole: true };
    let within = |line: usize| {
        let paper = labelled(&lines[line].text).or_else(|| before_date(&lines[line]))?;
        Some(Masthead { line, paper, is_whole: false })
    };
    let called = (title + 1..end)
        .filter(is_free)
        .find(|rank| is_near(rank) && names::is_paper(&lines[*rank].text));
    let alone = || {
        let head = title + 1..run.first;
        let mut rest = head.clone().filter(|&rank| parts[rank] == Part::Furniture);
        let alone = rest.next().filter(|rank| rest.next().is_none() && is_free(rank))?;
        let is_beside =
            [alone - 1, alone + 1].into_iter().any(|rank| parts.get(rank) == Some(&Part::Dateline));
        (title <= 1 && head.len() <= CLEAN && is_beside && is_bare(&lines[alone])).then_some(alone)
    };
    (title + 1..end)
        .find_map(within)
        .or_else(|| called.or_else(alone).map(whole))
        .or_else(|| titled(lines, run, headline))
        .or_else(|| above(lines, run, title))
}

/// The name behind a label: `Source: The Harbour Gazette`.
fn labelled(text: &str) -> Option<String> {
    let (at, sign) =
        text.char_indices().filter(|(_, c)| matches!(c, ':' | '：')).find(|(at, _)| {
            let before = text[..*at].trim_end().to_lowercase();
            let label = before.rsplit([' ', '\u{3000}', '|']).next().unwrap_or_default();
            LABELS.contains(&label)
        })?;
    let rest = text[at + sign.len_utf8()..].trim_start();
    let end = |c: char| matches!(c, '|' | '\u{3000}' | '(' | '（' | ',' | '，' | ';' | '•' | '·');
    let name = rest.split(end).next().unwrap_or_default();
    // In Han a blank parts what is labelled.
    let is_han = name.starts_with(is_unspaced);
    let name = if is_han { name.split(' ').next().unwrap_or_default() } else { name.trim() };
    let is_name = (2..=40).contains(&name.chars().count())
        && name.split_whitespace().count() <= 5
        && (is_han || name.starts_with(char::is_uppercase) || !name.is_ascii())
        && !names::is_agency(name)
        && !has_address(name);
    is_name.then(|| name.to_owned())
}

/// The name before the date on its line.
fn before_date(line: &Line) -> Option<String> {
    let dated = line.dates.first().filter(|_| line.words <= 14.0 && !line.stops)?;
    names::paper_before(&line.text[..dated.range.start]).map(str::to_owned)
}

/// The end of the page's title that stands by itself above the headline, or
/// in the notice of copyright.
fn titled(lines: &[Line], run: Run, headline: &Headline) -> Option<Masthead> {
    let first = lines.first().filter(|line| is_page_title(line))?;
    let parts = title_parts(&first.text);
    let part = parts.last().filter(|_| parts.len() > 1)?;
    let name = fold(part.text);
    let is_other = fold(&headline.text) != name && !fold(&headline.text).ends_with(&name);
    let is_short = part.text.split_whitespace().count() <= 5 && part.text.len() <= 50;
    let above = lines[1..run.first.max(1)].iter().position(|line| line.folded == name);
    let behind = || {
        let tail = &lines[run.last..];
        let is_notice = |line: &Line| {
            let is_claim = line.text.contains('©') || line.folded.contains("copyright");
            line.folded == name || is_claim && name.len() > 3 && line.folded.contains(&name)
        };
        tail.iter().position(is_notice).map(|at| at + run.last)
    };
    let line = above.map(|at| at + 1).or_else(behind).filter(|_| is_other && is_short)?;
    Some(Masthead { line, paper: part.text.to_owned(), is_whole: false })
}
/// Line one, above the headline, where the article says its words again: a
/// paper speaks of itself by its name.
fn above(lines: &[Line], run: Run, title: usize) -> Option<Masthead> {
    let first = lines.first().filter(|first| title > 0 && fits(first) && first.repeats < 3)?;
    let paper = first.text.as_str();
    let is_short = (2..=5).contains(&paper.split_whitespace().count()) && paper.len() > 8;
    let is_told =
        || lines[run.lines()].iter().any(|line| line.is_sentence && line.text.contains(paper));
    let is_paper =
        is_short && !names::is_name(paper, true) && (names::is_paper(paper) || is_told());
    is_paper.then(|| Masthead { line: 0, paper: paper.to_owned(), is_whole: true })
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

#[cfg(test)]
mod tests {
    use super::super::read;

    fn source(head: &str) -> Option<String> {
        let text = format!(
            "Ferry late again\n{head}\nThe ferry was late again on Monday, said the harbour master.\n\
             He could not say when it would be on time, or why it had not been."
        );
        Some(read(&text, "").meta.source?.value.to_string())
    }

    #[test]
    fn the_paper_may_stand_before_the_date() {
        for line in ["The Harbour Gazette, Monday 3 May 2010", "La Voce del Porto, 3 maggio 2010"] {
            assert!(source(line).is_some_and(|paper| line.starts_with(&paper)), "{line}");
        }
        assert_eq!(source("Die Inselwarte, 03.05.2010").as_deref(), Some("Die Inselwarte"));
        for line in ["The Hague, 3 May 2010", "Ann Lee, 3 May 2010", "Posted on 3 May 2010"] {
            assert_eq!(source(line), None, "{line}");
        }
    }

    #[test]
    fn the_paper_may_stand_behind_a_label() {
        let line = "2022年04月30日 08:12  来源：海岛晚报  作者：王小明";
        assert_eq!(source(line).as_deref(), Some("海岛晚报"));
        assert_eq!(source("3 May 2010 | Source: Reuters"), None);
    }

    #[test]
    fn line_one_names_the_paper_where_the_article_does() {
        let text = |first: &str| {
            format!(
                "{first}\nFerry comes late again on Monday\nBy Ann Lee\n3 May 2010\n\
                 The ferry came late again on Monday, the harbour master told The Island Voice.\n\
                 He could not say when the ferry would be on time, or why it had not been."
            )
        };
        let source = |first: &str| Some(read(&text(first), "").meta.source?.value.to_string());
        assert_eq!(source("The Island Voice").as_deref(), Some("The Island Voice"));
        assert_eq!(source("Sea and Harbour"), None);
    }

    #[test]
    fn the_end_of_a_pages_title_above_the_headline_is_the_site() {
        let page = "Ferry late again | News | The Lookout\nThe Lookout\nNews\nSport\n\
                    Ferry late again\nBy Ann Lee\n3 May 2010\n\
                    The ferry was late again on Monday, said the harbour master at noon.\n\
                    He could not say when it would be on time, or why it had not been.";
        assert_eq!(&*read(page, "").meta.source.unwrap().value, "The Lookout");
    }
}
