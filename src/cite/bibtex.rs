//! Entries for BibTeX.
//!
//! The classic styles know no newspaper on the web: its articles are `@misc`,
//! with the address in `howpublished` (btxdoc, Patashnik 1988). Fields that
//! only newer styles print (`organization`, `day`) keep what is known.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::article::casing::{is_mixed, is_small, is_title_case, words};
use crate::article::name::is_cjk;
use crate::article::{Name, When};

use super::quotes;
use super::record::Record;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const MONTHS_IN_FULL: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The entry of a record; what is not known has no field.
pub(super) fn entry(record: &Record) -> String {
    let mut fields: Vec<(&str, String)> = Vec::new();
    if !record.authors.is_empty() {
        let authors: Vec<String> = record.authors.iter().map(author).collect();
        fields.push(("author", format!("{{{}}}", authors.join(" and "))));
    }
    if record.title.is_some() {
        fields.push(("title", format!("{{{}}}", title(record))));
    }
    if let Some(source) = &record.source {
        let name = if record.url.is_some() { "organization" } else { "howpublished" };
        fields.push((name, format!("{{{}}}", escaped(source))));
    }
    if let Some(url) = &record.url {
        fields.push(("howpublished", format!("{{\\url{{{}}}}}", encoded(url))));
    }
    if let Some(published) = record.published {
        fields.push(("year", format!("{{{}}}", published.year())));
        if let Some(month) = month(published, &MONTHS) {
            fields.push(("month", month.to_owned()));
        }
        if let Some(date) = published.date() {
            fields.push(("day", format!("{{{}}}", date.day())));
        }
    }
    if let Some(accessed) = record.accessed {
        fields.push(("note", format!("{{Accessed {}}}", in_full(accessed))));
    }
    let fields: Vec<String> =
        fields.iter().map(|(name, value)| format!("  {name} = {value},\n")).collect();
    format!("@misc{{{},\n{}}}", key(record), fields.concat())
}

fn month<'a>(when: When, names: &[&'a str; 12]) -> Option<&'a str> {
    let rank = usize::try_from(when.month()?.checked_sub(1)?).ok()?;
    names.get(rank).copied()
}

/// The date as prose has it: 23 November 2026.
fn in_full(when: When) -> String {
    let day = when.date().map(|date| format!("{} ", date.day())).unwrap_or_default();
    let month = month(when, &MONTHS_IN_FULL).map(|month| format!("{month} ")).unwrap_or_default();
    format!("{day}{month}{}", when.year())
}

/// A name as BibTeX takes it apart: “van den Berg, Jr., Jan”; one that stays
/// whole is in braces.
fn author(name: &Name) -> String {
    let Name::Person { family, given: Some(given), particle, suffix } = name else {
        return format!("{{{}}}", escaped(&name.to_string()));
    };
    let is_split = |part: &str| part.contains(',') || part.split(' ').any(|word| word == "and");
    let joined = name.to_string();
    if is_cjk(family) && is_cjk(given) || is_split(&joined) {
        return format!("{{{}}}", escaped(&joined));
    }
    let particle = particle.as_deref().unwrap_or_default();
    let space =
        if particle.is_empty() || particle.ends_with(['-', '’', '\'']) { "" } else { " " };
    let suffix = suffix.as_deref().map(|suffix| format!(", {suffix}")).unwrap_or_default();
    escaped(&format!("{particle}{space}{family}{suffix}, {given}"))
}

/// The headline as printed, with braces around the words whose capitals BibTeX
/// must not take.
fn title(record: &Record) -> String {
    let title = &*quotes::curled(record.title.as_deref().unwrap_or_default());
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

/// The key: who, when, and the first word of the headline that says something.
fn key(record: &Record) -> String {
    let who = match record.authors.first() {
        Some(Name::Person { family, .. }) => Some(folded(family)),
        Some(Name::Literal(name)) => first_word(name),
        None => record.source.as_deref().and_then(first_word),
    };
    let year = record.published.map(|published| published.year().to_string());
    let what = record.title.as_deref().and_then(first_word);
    let key: String = [who, year, what].into_iter().flatten().collect();
    if key.is_empty() { "article".to_owned() } else { key }
}

fn first_word(text: &str) -> Option<String> {
    let said = words(text).map(|range| &text[range]).filter(|word| !is_small(word));
    said.map(folded).find(|word| !word.is_empty())
}

/// The letters and digits of ASCII that are left of a word without its accents.
fn folded(word: &str) -> String {
    let bare = word.nfkd().filter(char::is_ascii_alphanumeric);
    bare.map(|c| c.to_ascii_lowercase()).collect()
}

/// Text with the characters escaped that TeX would read. Braces are named:
/// BibTeX counts those behind a backslash too.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
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

/// An address without the characters that end `\url{…}`.
fn encoded(url: &str) -> String {
    let url = url.replace('{', "%7B").replace('}', "%7D");
    url.replace('\\', "%5C").replace(' ', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(json: &str) -> String {
        entry(&Record::from_csl_json(json).unwrap())
    }

    #[test]
    fn an_article_is_a_misc_with_its_address() {
        let json = r#"{"title": "Fire & Rain in the U.S.", "container-title": "The Post",
            "author": [{"family": "Doe", "given": "Jané"}, {"literal": "Acme_1"}],
            "issued": {"date-parts": [[2024, 1, 9]]}, "URL": "https://a.example/{b}_c%20d",
            "accessed": {"date-parts": [[2026, 11, 23]]}}"#;
        let expected = r"@misc{doe2024fire,
  author = {Doe, Jané and {Acme\_1}},
  title = {Fire \& Rain in the {U.S.}},
  organization = {The Post},
  howpublished = {\url{https://a.example/%7Bb%7D_c%20d}},
  year = {2024},
  month = jan,
  day = {9},
  note = {Accessed 23 November 2026},
}";
        assert_eq!(of(json), expected);
    }

    #[test]
    fn names_are_taken_apart_where_bibtex_can_and_kept_whole_where_not() {
        let json = r#"{"title": "Rain", "author": [
            {"family": "Berg", "given": "Jan", "non-dropping-particle": "van den"},
            {"family": "King", "given": "Martin", "suffix": "Jr."},
            {"family": "王", "given": "小明"}, {"literal": "Fire and Rescue"}]}"#;
        let authors =
            "{van den Berg, Jan and King, Jr., Martin and {王小明} and {Fire and Rescue}}";
        assert!(of(json).contains(authors), "{}", of(json));
    }

    #[test]
    fn one_institution_is_in_two_pairs_of_braces() {
        let json = r#"{"title": "Rain", "author": [{"literal": "World Health Organization"}]}"#;
        assert!(of(json).contains("author = {{World Health Organization}},"));
    }

    #[test]
    fn braces_protect_names_in_a_headline_in_sentence_case() {
        let json = r#"{"title": "Rain over Paris and iPhone towns"}"#;
        assert!(of(json).contains("title = {Rain over {Paris} and {iPhone} towns}"));
    }
}
