//! Links to articles, for notes and messages.
//!
//! The format of org is that of its manual (9.7, §4.1), where brackets in a
//! description are written as braces.

use super::record::Record;
use super::write::{escaped_markdown, linked_as};

/// The headline, or what else names the article.
fn name(record: &Record) -> &str {
    let author = || record.authors.first().map(|_| "Untitled");
    let name = record.title.as_deref().or(record.source.as_deref());
    name.or_else(author).unwrap_or("Untitled")
}

/// `[Headline](<address>)`; without an address the headline alone.
pub(super) fn markdown(record: &Record) -> String {
    match &record.url {
        Some(url) => linked_as(name(record), url),
        None => escaped_markdown(name(record), true),
    }
}

/// `[[address][headline]]`.
pub(super) fn org(record: &Record) -> String {
    let name = name(record).replace('[', "{").replace(']', "}");
    let Some(url) = &record.url else { return name };
    let url = url.replace('\\', "%5C").replace('[', "%5B").replace(']', "%5D").replace(' ', "%20");
    format!("[[{url}][{name}]]")
}

/// `Headline. Source, 9 January 2020. Address`
pub(super) fn plain(record: &Record) -> String {
    let date = record.published.map(|date| date.when.in_words());
    let source = record.source.as_deref().filter(|_| record.title.is_some()).map(str::to_owned);
    let place: Vec<String> = source.into_iter().chain(date).collect();
    let mut parts = vec![stopped(name(record))];
    if !place.is_empty() {
        parts.push(stopped(&place.join(", ")));
    }
    parts.extend(record.url.iter().map(ToString::to_string));
    parts.join(" ")
}

/// The words with a stop behind, unless they end in a mark of their own.
fn stopped(words: &str) -> String {
    let end = words.trim_end_matches(['”', '’', '"', '\'']);
    let is_stopped = end.ends_with(['.', '?', '!', '…', '。', '？', '！']);
    format!("{words}{}", if is_stopped { "" } else { "." })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(json: &str) -> Record {
        Record::from_csl_json(json).unwrap()
    }

    #[test]
    fn a_link_has_the_headline_and_leads_to_the_address() {
        let record = record(
            r#"{"title": "Rain [live] *now*?", "container-title": "The Post",
            "issued": {"date-parts": [[2024, 1, 9]]}, "URL": "https://a.example/[x]"}"#,
        );
        assert_eq!(markdown(&record), r"[Rain \[live\] \*now\*?](<https://a.example/[x]>)");
        assert_eq!(org(&record), "[[https://a.example/%5Bx%5D][Rain {live} *now*?]]");
        assert_eq!(
            plain(&record),
            "Rain [live] *now*? The Post, 9 January 2024. https://a.example/[x]"
        );
    }

    #[test]
    fn what_is_not_known_is_left_out_of_a_link() {
        let bare = record(r##"{"title": "# Rain"}"##);
        assert_eq!(markdown(&bare), r"\# Rain");
        assert_eq!((org(&bare), plain(&bare)), ("# Rain".to_owned(), "# Rain.".to_owned()));
    }
}
