//! Entries for BibTeX.
//!
//! The classic styles know no newspaper on the web: its articles are `@misc`,
//! with the address in `howpublished` (btxdoc, Patashnik 1988). Fields that
//! only newer styles print (`organization`, `day`) keep what is known.

use crate::article::When;

use super::biblatex::{field, is_news, language, names, value};
use super::{fields, tex};
use crate::article::name::is_cjk;
use crate::article::{Name, Safe};
use crate::cite::date::Date;
use crate::cite::keys::Keyed;
use crate::cite::record::Record;

pub(super) const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// What stands before the day of access in a note.
pub(super) const ACCESSED: &str = "Accessed ";

/// The entry of a record, without a line end behind it; what is not known has
/// no field.
pub(in crate::cite) fn entry(keyed: &Keyed<'_>) -> String {
    let record = keyed.record;
    let is_news = is_news(record);
    let (entry, container) = kind(record, is_news);
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: String| fields.push((name.to_owned(), value));
    if !record.authors.is_empty() {
        put("author", format!("{{{}}}", authors(&record.authors)));
    }
    if record.authors.is_empty() {
        // What the classic styles sort by where nobody is named.
        let key = record.source.as_ref().or(record.title.as_ref());
        put("key", format!("{{{}}}", tex::escaped(key.map_or("", |key| key))));
    }
    if record.title.is_some() {
        put("title", format!("{{{}}}", tex::title(record)));
    }
    if let Some(source) = &record.source {
        let name = if is_news && record.url.is_none() { "howpublished" } else { container };
        put(name, format!("{{{}}}", tex::escaped(source)));
    }
    if let Some(url) = &record.url {
        // A dollar would begin a formula for programs that know no `\url`.
        let howpublished = format!("{{\\url{{{}}}}}", tex::encoded(url).replace('$', "%24"));
        let bare = || format!("{{{}}}", tex::encoded(url));
        if is_news { put("howpublished", howpublished) } else { put("url", bare()) }
    }
    published(record.published, &mut put);
    let has_note = record.text_of("note").is_some();
    if let Some(accessed) = record.accessed {
        let in_words = format!("{{{ACCESSED}{}}}", accessed.when.in_words());
        let is_said = !has_note && accessed.is_plain() && record.url.is_some();
        if is_said { put("note", in_words) } else { put("urldate", format!("{{{accessed}}}")) }
    }
    if is_news && record.kind() != "document" {
        let known = fields::of_csl(record.kind()).map_or("", |kind| kind.subtype);
        let subtype = if known.is_empty() { record.kind() } else { known };
        put("entrysubtype", format!("{{{}}}", tex::escaped(subtype)));
    }
    if let Some(tag) = &record.language {
        let (name, value) = language(tag);
        put(name, format!("{{{value}}}"));
    }
    for (variable, rest) in &record.rest {
        let name = match &*field(variable, record) {
            "location" => "address".to_owned(),
            name => name.to_owned(),
        };
        put(&name, format!("{{{}}}", value(&name, rest)));
    }
    let fields: Vec<String> =
        fields.iter().map(|(name, value)| format!("  {name} = {value},\n")).collect();
    format!("@{entry}{{{},\n{}}}", keyed.key, fields.concat())
}

/// The entry type, and the field for what the record appeared in.
fn kind(record: &Record, is_news: bool) -> (&'static str, &'static str) {
    if is_news {
        return ("misc", "organization");
    }
    match fields::of_csl(record.kind()).unwrap_or(fields::OTHER).entry {
        "article" => ("article", "journal"),
        "report" => ("techreport", "booktitle"),
        "thesis" => ("phdthesis", "booktitle"),
        "book" => ("book", "booktitle"),
        "inproceedings" => ("inproceedings", "booktitle"),
        "incollection" | "inreference" => ("incollection", "booktitle"),
        _ => ("misc", "organization"),
    }
}

/// The names; those in Han, kana or hangul whole, since BibTeX turns all others.
fn authors(authors: &[Name]) -> String {
    let whole = |name: &Name| match name {
        Name::Person { family, given: Some(given), .. } if is_cjk(family) && is_cjk(given) => {
            Name::Literal(Safe::line(&name.to_string()))
        }
        name => name.clone(),
    };
    names(&authors.iter().map(whole).collect::<Vec<_>>())
}

/// The date in its parts; what they cannot say is in `date`, which newer
/// programs read.
fn published(published: Option<Date>, put: &mut impl FnMut(&str, String)) {
    let Some(date) = published else { return };
    put("year", format!("{{{}}}", date.when.year()));
    if let Some(month) = month(date.when) {
        put("month", month.to_owned());
    }
    if let Some(day) = date.when.date() {
        put("day", format!("{{{}}}", day.day()));
    }
    if !date.is_plain() {
        put("date", format!("{{{date}}}"));
    }
}

fn month(when: When) -> Option<&'static str> {
    let rank = usize::try_from(when.month()?.checked_sub(1)?).ok()?;
    MONTHS.get(rank).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(json: &str) -> String {
        let record = Record::from_csl_json(json).unwrap();
        entry(&Keyed { record: &record, key: crate::cite::keys::key(&record) })
    }

    #[test]
    fn an_article_is_a_misc_with_its_address() {
        let json = r#"{"title": "Fire & Rain in the U.S.", "container-title": "The Post",
            "author": [{"family": "Doe", "given": "Jané"}, {"literal": "Acme_1"}],
            "issued": {"date-parts": [[2024, 1, 9]]}, "URL": "https://a.example/{b}_c%20d",
            "accessed": {"date-parts": [[2026, 11, 23]]}}"#;
        let expected = r"@misc{doe2024fire,
  author = {Doe, Jané and {Acme\_1}},
  title = {{Fire \& Rain in the U.S.}},
  organization = {The Post},
  howpublished = {\url{https://a.example/%7Bb%7D_c%20d}},
  year = {2024},
  month = jan,
  day = {9},
  note = {Accessed 23 November 2026},
  entrysubtype = {newspaper},
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
