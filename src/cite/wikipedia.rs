//! References for Wikipedia.
//!
//! The parameters are those of Citation Style 1 (Help:Citation Style 1):
//! `{{cite news}}` for papers, `{{cite web}}` for sites.

use super::date::Date;
use super::record::{AGENCY, Record, Rest, UPDATED};
use crate::article::Name;

/// The template of a record.
pub(super) fn template(record: &Record) -> String {
    let (template, work) = match record.kind() {
        "article-newspaper" => ("news", "work"),
        "article-magazine" => ("magazine", "magazine"),
        "article-journal" => ("journal", "journal"),
        "book" => ("book", "series"),
        "chapter" => ("book", "title"),
        "report" => ("report", "work"),
        "thesis" => ("thesis", "work"),
        "paper-conference" => ("conference", "book-title"),
        _ if record.url.is_some() => ("web", "website"),
        _ => ("news", "work"),
    };
    let headline = if record.kind() == "chapter" { "chapter" } else { "title" };
    let mut out = format!("{{{{cite {template}");
    let mut put = |name: &str, value: &str| {
        if !value.is_empty() {
            out.extend([" |", name, "=", value]);
        }
    };
    authors(&record.authors, &mut put);
    put(headline, &escaped(record.title.as_deref().unwrap_or_default()));
    put("url", &address(record.url.as_deref().unwrap_or_default()));
    put(work, &escaped(record.source.as_deref().unwrap_or_default()));
    let text = |variable| record.text_of(variable).map(|text| escaped(text)).unwrap_or_default();
    let page = text("page");
    let pages = if page.contains([',', '-', '–']) { "pages" } else { "page" };
    let named = [("agency", AGENCY), ("volume", "volume"), ("issue", "issue"), (pages, "page")];
    let others = [
        ("publisher", "publisher"),
        ("location", "publisher-place"),
        ("edition", "edition"),
        ("doi", "DOI"),
        ("isbn", "ISBN"),
        ("issn", "ISSN"),
        ("department", "section"),
    ];
    for (name, variable) in named.into_iter().chain(others) {
        put(name, &text(variable));
    }
    put("date", &record.published.map(date).unwrap_or_default());
    let accessed = record.accessed.filter(|_| record.url.is_some());
    put("access-date", &accessed.map(|date| date.when.in_words()).unwrap_or_default());
    put("language", &escaped(record.language.as_deref().unwrap_or_default()));
    if let Some(Rest::Date(updated)) = record.rest.get(UPDATED) {
        out.extend([" <!-- updated ", &updated.when.in_words(), " -->"]);
    }
    out + "}}"
}

fn authors(authors: &[Name], put: &mut impl FnMut(&str, &str)) {
    if authors.is_empty() {
        put("author", "<!-- not stated -->");
    }
    for (rank, name) in authors.iter().enumerate() {
        let rank = rank + 1;
        match name {
            Name::Person { family, given: Some(given), particle, suffix } => {
                let whole = Name::Person {
                    family: family.clone(),
                    given: None,
                    particle: particle.clone(),
                    suffix: None,
                };
                let suffix = suffix.as_deref().map(|s| format!(" {s}")).unwrap_or_default();
                put(&format!("last{rank}"), &escaped(&whole.to_string()));
                put(&format!("first{rank}"), &escaped(&format!("{given}{suffix}")));
            }
            name => put(&format!("author{rank}"), &escaped(&name.to_string())),
        }
    }
}

/// A date as the template takes it.
fn date(date: Date) -> String {
    const SEASONS: [&str; 4] = ["Spring", "Summer", "Autumn", "Winter"];
    let season = date.season.and_then(|season| SEASONS.get(usize::from(season) - 1));
    let first = match season {
        Some(season) => format!("{season} {}", date.when.year()),
        None => date.when.in_words(),
    };
    let first = if date.is_circa { format!("c. {first}") } else { first };
    date.until.map_or(first.clone(), |until| format!("{first} – {}", until.in_words()))
}

/// Text without what a template or a link would read.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = ' ';
    for c in text.chars() {
        let before = std::mem::replace(&mut last, c);
        match c {
            '|' => out.push_str("{{!}}"),
            '[' => out.push_str("&#91;"),
            ']' => out.push_str("&#93;"),
            '{' => out.push_str("&#123;"),
            '}' => out.push_str("&#125;"),
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '~' if before == '~' => out.push_str("&#126;"),
            '\'' if before == '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// An address without what would end it.
fn address(url: &str) -> String {
    const ENDS: &str = "|[]{}<>\"' ";
    let encoded = |c: char| {
        if ENDS.contains(c) { format!("%{:02X}", u32::from(c)) } else { c.to_string() }
    };
    url.chars().map(encoded).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(json: &str) -> String {
        template(&Record::from_csl_json(json).unwrap())
    }

    #[test]
    fn an_article_of_a_paper_is_cited_as_news() {
        let json = r#"{"type": "article-newspaper", "title": "A | B [video]", "language": "en-GB",
            "container-title": "The Post", "issued": {"date-parts": [[2020, 1, 9]]},
            "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van den"},
            {"literal": "Acme & Co"}], "URL": "https://a.example/?a|b",
            "accessed": {"date-parts": [[2026, 11, 23]]}, "custom": {"agency": "AP"}}"#;
        assert_eq!(
            of(json),
            "{{cite news |last1=van den Berg |first1=Jan |author2=Acme &amp; Co \
             |title=A {{!}} B &#91;video&#93; |url=https://a.example/?a%7Cb |work=The Post \
             |agency=AP |date=9 January 2020 |access-date=23 November 2026 |language=en-GB}}"
        );
    }

    #[test]
    fn a_site_is_cited_as_web_and_nobody_is_said_to_be_nobody() {
        let json = r#"{"type": "webpage", "title": "Rain", "container-title": "Weather",
            "URL": "https://a.example"}"#;
        assert_eq!(
            of(json),
            "{{cite web |author=<!-- not stated --> |title=Rain |url=https://a.example |website=Weather}}"
        );
        assert!(
            !of(r#"{"title": "Rain", "accessed": {"date-parts": [[2026]]}}"#).contains("access")
        );
    }
}
