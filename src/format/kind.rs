//! Which format a file has, by its name and by how it begins.
//!
//! Knows the names that files of articles have, and asks each format whether a
//! text begins as it does; reads nothing. A page is a page whatever it is
//! called, since people save pages under any name.

use super::{front_matter, html, item};

/// A format that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Words and line ends; nothing is marked.
    Plain,
    /// Markdown (`CommonMark`), with front matter or without.
    Markdown,
    /// A saved page.
    Html,
    /// An item of RSS, RDF or Atom.
    Feed,
    /// An item of a JSON Feed.
    JsonFeed,
    /// A line of JSON Lines.
    JsonLines,
    /// An object in an array of JSON.
    Json,
    /// A letter.
    Mail,
    /// An entry of what Omnivore exports.
    Omnivore,
    /// An entry of what Wallabag exports.
    Wallabag,
    /// An entry of a list of links.
    Link,
}

impl Format {
    /// The name that `extract --json` gives it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "txt",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Feed => "feed",
            Self::JsonFeed => "json-feed",
            Self::JsonLines => "jsonl",
            Self::Json => "json",
            Self::Mail => "mail",
            Self::Omnivore => "omnivore",
            Self::Wallabag => "wallabag",
            Self::Link => "link",
        }
    }

    /// The format of a file, by how it begins and by its name; a page is known by
    /// how it begins, whatever its name.
    pub(super) fn of(file_name: &str, text: &str) -> Self {
        let start = text.trim_start_matches('\u{feff}');
        if html::begins(start) {
            return Self::Html;
        }
        match extension(file_name).as_deref() {
            Some("md" | "markdown") => Self::Markdown,
            Some("html" | "htm" | "xhtml") => Self::Html,
            Some("eml") => Self::Mail,
            _ if front_matter::begins(start) => Self::Markdown,
            Some("txt" | "text") => Self::Plain,
            _ if item::mail::begins(start) => Self::Mail,
            _ => Self::Plain,
        }
    }
}

/// Names of files that promise an article, or many.
const READABLE: &[&str] = &[
    "txt", "text", "md", "markdown", "html", "htm", "xhtml", "eml", "mbox", "xml", "rss", "atom",
    "jsonl", "ndjson",
];

/// Names of files that hold feeds and nothing else that is read.
pub(super) const FEEDS: &[&str] = &["xml", "rss", "atom"];

/// Whether a file with this name may be an article or hold some: texts (`txt`,
/// `text`, `md`, `markdown`), pages (`html`, `htm`, `xhtml`), letters (`eml`,
/// `mbox`), feeds (`xml`, `rss`, `atom`) and data sets (`jsonl`, `ndjson`), in
/// any case.
pub fn is_readable_name(file_name: &str) -> bool {
    extension(file_name).is_some_and(|extension| READABLE.contains(&&*extension))
}

/// Whether only its contents can tell whether a file with this name holds
/// articles: `json`, `csv`, `zip`.
pub fn is_doubtful_name(file_name: &str) -> bool {
    matches!(extension(file_name).as_deref(), Some("json" | "csv" | "zip"))
}

pub(super) fn extension(file_name: &str) -> Option<String> {
    let (stem, extension) = file_name.rsplit_once('.')?;
    (!stem.is_empty()).then(|| extension.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_name_and_a_page_by_how_it_begins() {
        let recognise = |name: &str, text: &str| Format::of(name, text);
        assert_eq!(recognise("a.txt", "The wall"), Format::Plain);
        assert_eq!(recognise("a.MD", "The wall"), Format::Markdown);
        assert_eq!(recognise("a.htm", "The wall"), Format::Html);
        assert_eq!(recognise("a.txt", "\u{feff}<!DOCTYPE HTML><p>"), Format::Html);
        assert_eq!(recognise("a.txt", "---\ntitle: Wall\n---\n"), Format::Markdown);
    }

    #[test]
    fn articles_are_files_with_certain_names() {
        assert!(
            ["a.txt", "b.Text", "c.md", "d.markdown", "e.HTML", "f.xhtml"]
                .iter()
                .all(|n| is_readable_name(n))
        );
        assert!(!["a.jpg", "txt", ".md", "b.html.bak", ""].iter().any(|n| is_readable_name(n)));
    }
}
