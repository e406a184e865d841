//! Names that stand beside something: a date, a by-word inside the line, or a
//! label in Han or hangul.

use crate::format::{dates, names};

use super::survey::Line;
use super::words::{fold, is_unspaced};

/// Words beside a date that are parts of the stamp or of a menu.
const STAMP_WORDS: &[&str] = &[
    "min",
    "kommentar",
    "kommentare",
    "comment",
    "comments",
    "uhr",
    "lesezeichen",
    "lesedauer",
    "lesezeit",
    "view",
    "views",
    "share",
    "shares",
    "like",
    "likes",
    "am",
    "pm",
    "a.m",
    "p.m",
    "est",
    "edt",
    "pst",
    "pdt",
    "gmt",
    "cet",
    "bst",
    "et",
    "ist",
    "utc",
    "in",
    "at",
    "on",
    "um",
    "by",
    "von",
    "h",
    "hrs",
    "klo",
    "kl",
    "kello",
    "ore",
    "alle",
    "om",
    "godz",
    "godzina",
    "ob",
    "ur",
    "saat",
    "pukul",
    "wib",
    "uur",
    "čas",
    "ώρα",
    "updated",
    "published",
    "posted",
    "stand",
    "last",
    "modified",
    "read",
    "ago",
    "news",
    "sport",
    "politik",
    "wirtschaft",
    "kultur",
    "general",
    "allgemein",
    "world",
    "politics",
    "business",
    "local",
    "category",
    "uncategorized",
    "opinion",
    "blog",
];

/// The name on the same line as a date (“Karl Weber 18.10.2019, 15:07”), and
/// how strong that is. One bare word counts only when it is written like a
/// pen name, or stands again below and not above.
pub(super) fn beside_date(lines: &[Line], rank: usize) -> (Vec<String>, f64) {
    let line = &lines[rank];
    let (Some(first), Some(last)) = (line.dates.first(), line.dates.last()) else {
        return (Vec::new(), 0.0);
    };
    let sides = [(&line.text[..first.range.start], true), (&line.text[last.range.end..], false)];
    for (side, is_before) in sides {
        let side = without_clock(side);
        let Some(word) = candidate(&side, is_before) else { continue };
        let mut found = names::people(&word, false);
        if found.is_empty() {
            found = Some(names::each(&word)).filter(|names| names.len() > 1).unwrap_or_default();
        }
        let is_han = |name: &String| name.chars().all(is_unspaced);
        let is_bare_han = found.iter().any(|name| is_han(name) && !names::has_known_family(name));
        if is_bare_han {
            continue;
        }
        if !found.is_empty() && found.iter().all(|name| !has_stamp_word(name)) {
            return (found, 2.0);
        }
        let is_glued = !is_before && line.text[last.range.end..].starts_with(char::is_alphabetic);
        if !is_glued && let Some(strength) = pen_name(lines, rank, &word, &side) {
            return (vec![word], strength);
        }
    }
    (Vec::new(), 0.0)
}

/// The words of a side of a date without weekday, time and numbers.
fn without_clock(side: &str) -> String {
    let is_clock = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        bare.chars().next().is_some_and(char::is_numeric)
            || dates::is_weekday(bare) && bare.chars().count() > 4
    };
    let words: Vec<&str> = side.split_whitespace().filter(|word| !is_clock(word)).collect();
    words.join(" ").trim_matches(|c: char| c.is_whitespace() || ",·•|–—:./-".contains(c)).to_owned()
}

/// The part of a side that can be a name: one shaped so, else the nearest.
fn candidate(side: &str, is_before: bool) -> Option<String> {
    let spaced = side.replace(" - ", "|");
    let mut parts = spaced
        .split(['·', '•', '|', '–', '—', '/', ','])
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let shaped = parts.clone().find(|part| names::is_name(part, true) && !has_stamp_word(part));
    let nearest = if is_before { parts.next_back() } else { parts.next() };
    let part = shaped.or(nearest)?;
    let ends = [
        "Uhr",
        "Kommentar",
        "Ein",
        "Stand",
        "Updated",
        "Published",
        "Comment",
        "Comments",
        "Lesezeichen",
        "min",
        "Leave",
    ];
    let kept: Vec<&str> = part
        .split(' ')
        .enumerate()
        .take_while(|(rank, word)| *rank == 0 || !ends.contains(word))
        .map(|(_, word)| word)
        .collect();
    Some(kept.join(" ")).filter(|name| !name.is_empty())
}

fn has_stamp_word(words: &str) -> bool {
    words.to_lowercase().split(' ').any(|word| STAMP_WORDS.contains(&word.trim_matches('.')))
}

/// How strong one bare word beside a date is, if it may be a pen name.
fn pen_name(lines: &[Line], rank: usize, word: &str, side: &str) -> Option<f64> {
    let chars = word.chars().count();
    let is_plain = word.chars().all(|c| c.is_alphanumeric() || "_.-".contains(c));
    if !(3..=24).contains(&chars) || !is_plain || has_stamp_word(word) {
        return None;
    }
    let small = word.to_lowercase();
    if ["redaktion", "redacción", "rédaction", "redazione", "admin", "staff"]
        .contains(&small.as_str())
    {
        return Some(1.3);
    }
    let folded = fold(word);
    let is_late = lines[rank + 1..].iter().take(600).any(|line| {
        line.folded == folded
            || line.folded.len() < 80
                && line.folded.strip_prefix(&folded).is_some_and(|rest| rest.starts_with(' '))
            || line.folded.len() < 80
                && line.folded.strip_suffix(&folded).is_some_and(|rest| rest.ends_with(' '))
    });
    let is_early = lines[..rank].iter().rev().take(600).any(|line| line.folded == folded);
    let is_odd = word.starts_with(char::is_lowercase)
        || word.contains('_')
        || word
            .chars()
            .zip(word.chars().skip(1))
            .any(|(a, b)| a.is_lowercase() && b.is_uppercase());
    let is_alone = !side.contains(' ');
    let fits = !names::has_other_word(word) && (is_odd || is_late && !is_early);
    fits.then_some(if is_alone { 2.3 } else { 1.5 })
}

/// What follows a by-word glued to a name: `ByMary Stone`.
pub(super) fn glued_by(text: &str) -> Option<&str> {
    let rest = ["By", "Por", "Von", "Par", "Door"].iter().find_map(|by| text.strip_prefix(by))?;
    let mut words = rest.split(' ');
    let starts = |word: Option<&str>| {
        word.is_some_and(|word| {
            let mut chars = word.chars();
            chars.next().is_some_and(char::is_uppercase)
        })
    };
    let first = words.next();
    let is_cased = first.is_some_and(|word| word.chars().nth(1).is_some_and(char::is_lowercase));
    (starts(first) && is_cased && starts(words.next())).then_some(rest)
}

/// What follows the first by-word inside a line.
pub(super) fn by_inside(text: &str) -> Option<&str> {
    let words = ["by", "von", "par", "por", "door", "di", "av", "af", "przez"];
    let mut at = 0;
    for word in text.split_inclusive(' ') {
        at += word.len();
        let bare = word.trim_end();
        // “2.3.2018von Karl Weber”: a scraper glued the by-word to the date.
        let bare = bare.trim_start_matches(|c: char| c.is_ascii_digit() || ".:/".contains(c));
        let is_by = words.contains(&bare)
            || ["By", "Von", "Par", "Por", "Door", "BY", "VON", "POR", "PAR"].contains(&bare);
        let rest = text[at..].trim_start();
        if is_by
            && word.ends_with(' ')
            && rest.starts_with(char::is_alphabetic)
            && rest.chars().count() <= 91
        {
            return Some(rest);
        }
    }
    None
}

/// The name beside a label in Han or hangul: `作者：王小明`, `王小明記者`, `김민수 기자`.
pub(super) fn unspaced_label(text: &str) -> Option<String> {
    let is_han = |c: &char| matches!(c, '\u{4e00}'..='\u{9fff}');
    for label in ["责任编辑", "責任編輯", "作者", "记者", "記者", "撰文", "執筆", "文"]
    {
        for (at, _) in text.match_indices(label) {
            let rest = text[at + label.len()..].trim_start();
            let Some(rest) = rest.strip_prefix([':', '：', '／', '/']) else { continue };
            let name: String = rest.trim_start().chars().take_while(is_han).collect();
            if (2..=4).contains(&name.chars().count()) {
                return Some(name);
            }
        }
    }
    let start = text.trim_start_matches(['（', '(']);
    if let Some(name) = behind_label(start) {
        return Some(name.to_owned());
    }
    if let Some(at) = start.find("記者").or_else(|| start.find("记者")) {
        let name = start[..at].trim_end();
        if (2..=5).contains(&name.chars().count()) && name.chars().all(|c| is_han(&c)) {
            return Some(name.to_owned());
        }
    }
    let at = text.find("기자")?;
    let before = text[..at].trim_end();
    let is_hangul = |c: &char| matches!(c, '\u{ac00}'..='\u{d7a3}');
    let name: Vec<char> = before.chars().rev().take_while(is_hangul).collect();
    (2..=4).contains(&name.len()).then(|| name.into_iter().rev().collect())
}

/// The name behind a label and a blank or a point, where the line ends with
/// it: `記者　秋野澄子`, `기자 김민수`.
fn behind_label(line: &str) -> Option<&str> {
    let labels = [
        "編集委員",
        "論説委員",
        "責任編輯",
        "责任编辑",
        "記者",
        "记者",
        "作者",
        "撰文",
        "執筆",
        "기자",
        "글",
    ];
    let rest = labels.iter().find_map(|label| line.strip_prefix(label))?;
    let name = rest.trim_start_matches([' ', '\u{3000}', '・', '·']).trim_end_matches([')', '）']);
    let letters = name.chars().filter(|c| *c != '\u{3000}' && *c != ' ').count();
    (name.len() < rest.len() && (2..=5).contains(&letters) && names::is_name(name, false))
        .then_some(name)
}
