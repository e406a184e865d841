//! Text, names and headlines as TeX and BibTeX read them.
//!
//! BibTeX counts braces, takes names apart at commas and “and”, and makes small
//! letters of a headline's capitals (btxdoc, Patashnik 1988): what must stay
//! whole is put into braces.

use std::ops::Range;

use crate::article::Name;
use crate::article::casing::{is_mixed, is_title_case, words};

use crate::cite::quotes;
use crate::cite::record::Record;

/// A name as BibTeX takes it apart: “van den Berg, Jr., Jan”; one that stays
/// whole is in braces, and so is a part that would be taken apart.
pub(in crate::cite) fn author(name: &Name) -> String {
    let (family, given, particle, suffix) = match name {
        Name::Literal(name) => return format!("{{{}}}", escaped(name)),
        Name::Person { family, given, particle, suffix } => (family, given, particle, suffix),
    };
    if given.is_none() && particle.is_none() && suffix.is_none() {
        return if family.contains(' ') {
            format!("{{{}}}", escaped(family))
        } else {
            part(family)
        };
    }
    let particle = particle.as_deref().unwrap_or_default();
    let space =
        if particle.is_empty() || particle.ends_with(['-', '’', '\'']) { "" } else { " " };
    let suffix = suffix.as_deref().map(|suffix| format!(", {}", part(suffix))).unwrap_or_default();
    let given = given.as_deref().map(part).unwrap_or_default();
    let is_parted = family.split(' ').any(is_particle);
    let family = if is_parted { format!("{{{}}}", escaped(family)) } else { part(family) };
    format!("{}{space}{family}{suffix}, {given}", escaped(particle))
}

/// Part of a name, in braces if BibTeX would take it apart.
fn part(text: &str) -> String {
    let is_parted =
        text.contains(',') || text.split(' ').any(|word| word.eq_ignore_ascii_case("and"));
    if is_parted { format!("{{{}}}", escaped(text)) } else { escaped(text) }
}

/// Whether BibTeX takes a word for a particle: its first letter is small.
pub(super) fn is_particle(word: &str) -> bool {
    word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
}

/// Text in a field that holds a list with “and” between its items.
pub(super) fn whole(text: &str) -> String {
    let is_list = text.split(' ').any(|word| word.eq_ignore_ascii_case("and"));
    if is_list { format!("{{{}}}", escaped(text)) } else { escaped(text) }
}

/// The headline as printed, with braces around the words whose capitals BibTeX
/// must not take.
pub(in crate::cite) fn title(record: &Record) -> String {
    let title = &*quotes::curled(record.title.as_deref().unwrap_or_default());
    if record.sentence.is_none() && record.is_english() && is_title_case(title) {
        // Nothing tells a name from another word: every capital stays.
        return format!("{{{}}}", escaped(title));
    }
    let ranges: Vec<Range<usize>> = words(title).collect();
    let sentence: Vec<&str> = record
        .sentence
        .as_deref()
        .map(|sentence| words(sentence).map(|range| &sentence[range]).collect())
        .filter(|words: &Vec<_>| words.len() == ranges.len())
        .unwrap_or_default();
    let says_names = !is_title_case(title);
    let mut out = String::new();
    let mut at = 0;
    for (rank, range) in ranges.into_iter().enumerate() {
        out.push_str(&escaped(&title[at..range.start]));
        let word = &title[range.clone()];
        let in_sentence = sentence.get(rank).copied().unwrap_or(if says_names { word } else { "" });
        let is_name = rank > 0 && in_sentence.starts_with(char::is_uppercase);
        at = range.end;
        if is_name || is_mixed(word) {
            // The last stop of “U.S.” belongs to it.
            let has_stop = word.contains('.') && title[at..].starts_with('.');
            at += usize::from(has_stop);
            out.extend(["{", &escaped(&title[range.start..at]), "}"]);
        } else {
            out.push_str(&escaped(word));
        }
    }
    out + &escaped(&title[at..])
}

/// Text with the characters escaped that TeX would read. Braces are named:
/// BibTeX counts those behind a backslash too.
pub(in crate::cite) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = ' ';
    for c in text.chars() {
        // TeX makes dashes and quotation marks of two.
        if c == std::mem::replace(&mut last, c) && "-`'".contains(c) {
            out.push_str("{}");
        }
        match c {
            '&' | '%' | '$' | '#' | '_' => out.extend(['\\', c]),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            _ => out.push(c),
        }
    }
    out
}

/// An address without the characters that end `\url{…}`, and without dashes:
/// some readers take two hyphens for one.
pub(in crate::cite) fn encoded(url: &str) -> String {
    let url = url.replace('{', "%7B").replace('}', "%7D");
    let url = url.replace('–', "%E2%80%93").replace('—', "%E2%80%94");
    url.replace('\\', "%5C").replace(' ', "%20")
}
