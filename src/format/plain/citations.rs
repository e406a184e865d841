//! Reads the block of ready-made citations that some pages end with.
//!
//! It is evidence, not text: the same headline, site and dates in the
//! patterns of several styles, written by a program. Two lines that read like
//! a citation make a block, or one beside a line that repeats the headline.

use std::collections::HashMap;

use crate::format::dates;

use super::run::{Part, Run};
use super::survey::Line;
use super::words::{fold, likeness, marks};

/// What stands between the parts of a citation once title and dates are out.
const CUT: char = '\u{1}';

/// Citations that are compared with each other at most.
const PAIRED: usize = 12;

/// A piece of a citation so like the headline, 0 to 1, is the headline.
const ALIKE: f64 = 0.55;

/// What the block says besides dates.
#[derive(Debug, Default)]
pub(super) struct Cited {
    /// Rank of the first line that names the site, and its name.
    pub(super) source: Option<(usize, String)>,
    /// Rank of the first line that names somebody before the site, and the name.
    pub(super) author: Option<(usize, String)>,
    /// Rank of the first line that repeats the headline.
    pub(super) title: Option<usize>,
    /// Rank of the first line with an address, and the address.
    pub(super) address: Option<(usize, String)>,
    /// Rank of the first line that has the headline in other words, and these.
    pub(super) other_title: Option<(usize, String)>,
}

/// The headline as the citations have it, where they do not have it as
/// `title`: somebody may have corrected one of the two.
///
/// It is what two citations have in common at the beginning of a piece, most
/// like `title`, and not the name of the site, which they say twice.
pub(super) fn other_title(lines: &[Line], title: &str) -> Option<(usize, String)> {
    let cited: Vec<usize> =
        (0..lines.len()).filter(|&rank| lines[rank].is_cited).take(PAIRED).collect();
    if title.is_empty() || cited.iter().any(|&rank| lines[rank].text.contains(title)) {
        return None;
    }
    let pieces: Vec<Vec<String>> = cited.iter().map(|&rank| pieces(&lines[rank])).collect();
    let mut best: Option<(f64, usize, &str)> = None;
    for (at, mine) in pieces.iter().enumerate() {
        let others = || pieces[at + 1..].iter().flatten();
        for shared in mine.iter().flat_map(|piece| others().map(|other| in_common(piece, other))) {
            let alike = same_words(shared, title);
            let is_better = best.is_none_or(|(most, _, known)| {
                alike > most || alike >= most && shared.len() < known.len()
            });
            if alike >= ALIKE && is_better {
                best = Some((alike, cited[at], shared));
            }
        }
    }
    best.map(|(_, rank, words)| (rank, words.to_owned()))
}

/// The pieces of a citation between its dates and marks, without those that
/// it says twice.
fn pieces(line: &Line) -> Vec<String> {
    let text = without_dates(line);
    let all: Vec<&str> = text
        .split([CUT, '|', '»', '«'])
        .map(|piece| piece.trim_matches(|c: char| c.is_whitespace() || "-–—,;()[]".contains(c)))
        .filter(|piece| !piece.is_empty())
        .collect();
    let is_once = |piece: &&&str| all.iter().filter(|other| other == piece).count() == 1;
    all.iter().filter(is_once).map(|piece| (*piece).to_owned()).collect()
}

/// The words that two pieces begin with.
fn in_common<'a>(piece: &'a str, other: &str) -> &'a str {
    let same = piece.char_indices().zip(other.chars()).find(|((_, a), b)| a != b);
    let end = same.map_or(piece.len().min(other.len()), |((at, _), _)| at);
    piece[..end].trim_end_matches(|c: char| c.is_whitespace() || ".,;:[(\"“”".contains(c))
}

/// How alike two lines are in any script, 0 to 1.
fn same_words(a: &str, b: &str) -> f64 {
    let by_marks = likeness(&marks(&fold(a)).join(" "), &marks(&fold(b)).join(" "));
    likeness(&fold(a), &fold(b)).max(by_marks)
}

/// Labels the lines of the block; what only looked like a citation becomes
/// text or furniture again.
pub(super) fn label(lines: &[Line], parts: &mut [Part], run: Run, title: &str) {
    let title = fold(title);
    let repeats =
        |line: &Line| title.len() > 15 && line.folded.contains(&title) && line.folded != title;
    let cited: Vec<usize> = (0..lines.len()).filter(|&rank| lines[rank].is_cited).collect();
    let has_echo = cited.iter().any(|&rank| {
        let around = rank.saturating_sub(1)..(rank + 2).min(lines.len());
        lines[around].iter().any(repeats)
    });
    let is_block = cited.len() >= 2 || has_echo;
    for &rank in &cited {
        parts[rank] = match parts[rank] {
            kept @ (Part::Title | Part::Byline | Part::Dateline) => kept,
            _ if is_block => Part::Citation,
            _ if run.lines().contains(&rank) && lines[rank].is_sentence => Part::Body,
            _ => Part::Furniture,
        };
    }
    for rank in run.last + 1..lines.len() {
        let is_beside =
            parts[rank - 1] == Part::Citation || parts.get(rank + 1) == Some(&Part::Citation);
        if parts[rank] == Part::Furniture && is_beside && repeats(&lines[rank]) {
            parts[rank] = Part::Citation;
        }
    }
}

/// What the labelled lines say.
pub(super) fn read(lines: &[Line], parts: &[Part], title: &str) -> Cited {
    let cited = (0..lines.len()).filter(|&rank| parts[rank] == Part::Citation).take(60);
    let mut found = Cited::default();
    let mut behind = None;
    let mut counts: HashMap<String, (usize, usize, String)> = HashMap::new();
    let mut doubled: HashMap<String, (usize, usize, String)> = HashMap::new();
    let mut authors: HashMap<String, (usize, usize, String)> = HashMap::new();
    for rank in cited {
        let line = &lines[rank];
        if !title.is_empty() && line.text.contains(title) {
            found.title.get_or_insert(rank);
        }
        if found.address.is_none() {
            found.address = address(&line.text).map(|address| (rank, address));
        }
        if behind.is_none() {
            behind = behind_title(line, title).map(|name| (rank, name));
        }
        for segment in segments(line, title) {
            let (author, site) = author_and_site(&segment);
            if segment.matches(site).count() > 1 {
                count(&mut doubled, rank, site);
            } else if same_words(site, title) < ALIKE {
                count(&mut counts, rank, site);
            }
            if let Some(author) = author {
                count(&mut authors, rank, author);
            }
        }
    }
    found.source = most_frequent(doubled).or_else(|| most_frequent(counts)).or(behind);
    found.author = most_frequent(authors);
    found
}

fn count(counts: &mut HashMap<String, (usize, usize, String)>, rank: usize, name: &str) {
    let entry = counts.entry(fold(name)).or_insert_with(|| (0, rank, name.to_owned()));
    entry.0 += 1;
}

/// The address that a citation ends with; resolvers of identifiers do not name
/// the page.
fn address(text: &str) -> Option<String> {
    let words = text.split([' ', '<', '>', '(', ')', '[', ']', '|']);
    let word = words.rev().find(|word| word.contains("://"))?;
    let word = word.trim_end_matches(['.', ',', ';']);
    let address = super::header::address(word)?;
    (!address.contains("://doi.org/") && !address.contains("://dx.doi.org/"))
        .then(|| address.to_owned())
}

/// The name that a citation has right behind the headline, as most styles do:
/// “Rain stops play. The Harbour Gazette, 3 May 2010”.
fn behind_title(line: &Line, title: &str) -> Option<String> {
    let at = line.text.find(title).filter(|_| title.len() > 12)?;
    let rest = line.text[at + title.len()..].trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = |c: char| ".,;:|([<»«\"“”".contains(c) || c.is_ascii_digit();
    let name =
        rest.split(end).next()?.trim_matches(|c: char| c.is_whitespace() || "-–—".contains(c));
    let is_name = (1..=6).contains(&name.split_whitespace().count())
        && name.starts_with(char::is_uppercase)
        && name_of_segment(name).as_deref() == Some(name);
    is_name.then(|| name.to_owned())
}

/// The name that at least two lines have; of equals the first.
fn most_frequent(counts: HashMap<String, (usize, usize, String)>) -> Option<(usize, String)> {
    let often = counts.into_values().filter(|(count, ..)| *count >= 2);
    let best = often.max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2)));
    best.map(|(_, rank, name)| (rank, name))
}

/// “Coast Wire | Coast Wire” names the site twice; “Ann Lee | Coast Wire”
/// an author before it.
fn author_and_site(segment: &str) -> (Option<&str>, &str) {
    let mut names = segment.split('|').map(str::trim).filter(|name| !name.is_empty());
    let Some(first) = names.next() else { return (None, segment) };
    match names.next() {
        Some(second) if fold(second) != fold(first) => (Some(first), second),
        _ => (None, first),
    }
}

/// What is left of a citation without headline, dates, brackets and set phrases.
fn segments(line: &Line, title: &str) -> Vec<String> {
    let mut text = without_dates(line);
    if !title.is_empty() {
        text = text.replace(title, &CUT.to_string());
    }
    let text = without_brackets(&text).replace(" - ", "\u{1}").replace(". ", "\u{1}");
    let is_sign = |c: char| c == CUT || "»«\"“”,;<>".contains(c);
    text.split(is_sign).filter_map(name_of_segment).collect()
}

fn without_dates(line: &Line) -> String {
    let mut text = line.text.clone();
    for dated in line.dates.iter().rev() {
        text.replace_range(dated.range.clone(), &CUT.to_string());
    }
    text
}

fn name_of_segment(segment: &str) -> Option<String> {
    let set = [
        "retrieved",
        "available",
        "accessed",
        "viewed",
        "internet",
        "online",
        "cited",
        "from",
        "http",
        "https",
    ];
    let words = segment
        .split_whitespace()
        .filter(|word| !dates::is_weekday(word) || word.chars().count() < 5);
    let name = words.collect::<Vec<_>>().join(" ");
    let name = name.trim_matches(|c: char| c.is_whitespace() || "|-–—.:".contains(c));
    let folded = fold(name);
    let is_set = folded.split(' ').any(|word| set.contains(&word));
    let is_name = folded.chars().any(char::is_alphabetic) && folded.split(' ').count() <= 12;
    (is_name && !is_set).then(|| name.to_owned())
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let keep = |c: char| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                return CUT;
            }
            _ => {}
        }
        if depth > 0 { CUT } else { c }
    };
    text.chars().map(keep).collect()
}
