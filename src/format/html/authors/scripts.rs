//! Finds authors in the variables of a page's scripts.
//!
//! Pages tell programs that count readers who wrote an article:
//! `"author": "Ada Quill"`, `pageAuthor = 'Ada Quill'`. Scripts are not run
//! and not parsed; an assignment is known by its shape.

use super::marks::looks_like_name;
use super::{Around, Kind, Named, split};
use crate::format::html::text::decoded;

/// Most bytes of scripts that are looked at.
const MOST: usize = 4_000_000;

/// Most assignments that are looked at.
const TRIES: usize = 200;

/// Longest value, in bytes.
const LONGEST: usize = 80;

/// Most bytes of an object before its name.
const OBJECT: usize = 300;

/// Names of variables that hold an author, in lower case and without signs.
const VARIABLES: &[&str] = &[
    "author",
    "authors",
    "authorname",
    "articleauthor",
    "articleauthors",
    "pageauthor",
    "contentauthor",
    "postauthor",
    "byline",
];

/// The first variable that holds a full name.
pub(super) fn find(around: &Around<'_>) -> Option<Named> {
    let page = around.page;
    let (mut room, mut tries) = (MOST, TRIES);
    for at in page.named(&["script"]) {
        if page.attribute(at, "type").contains("ld+json") {
            continue;
        }
        for text in (at..page.end(at)).filter_map(|at| page.text(at)) {
            room = room.checked_sub(text.len())?;
            for value in values(text) {
                tries = tries.checked_sub(1)?;
                let is_full = |name: &String| {
                    name.split_whitespace().nth(1).is_some() && looks_like_name(name, false)
                };
                let names: Vec<String> = split(&value).into_iter().filter(is_full).collect();
                if !names.is_empty() {
                    let key = "script variable".to_owned();
                    return Some(Named { kind: Kind::Script, key, names, at: None });
                }
            }
        }
    }
    None
}

/// The texts that are assigned to variables for authors.
fn values(script: &str) -> impl Iterator<Item = String> + '_ {
    let stems = script.match_indices("uthor").chain(script.match_indices("yline"));
    stems.filter_map(|(stem, _)| {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let from = script[..stem].trim_end_matches(is_name).len();
        let rest = &script[from..];
        let end = rest.find(|c| !is_name(c))?;
        let name: String = rest[..end].chars().filter(char::is_ascii_alphanumeric).collect();
        if !VARIABLES.contains(&&*name.to_ascii_lowercase()) {
            return None;
        }
        let rest = rest[end..].trim_start_matches(['"', '\'']).trim_start();
        let rest = rest.strip_prefix([':', '='])?.trim_start();
        let rest = rest.strip_prefix('[').unwrap_or(rest).trim_start();
        quoted(rest).or_else(|| named(rest))
    })
}

/// The name that an object gives for itself: `{"id": 7, "name": "Ada Quill"}`.
fn named(value: &str) -> Option<String> {
    let inside = value.strip_prefix('{')?;
    let inside = &inside[..inside.find('}')?];
    let rest = inside.split_once("\"name\"").filter(|(before, _)| before.len() <= OBJECT)?.1;
    quoted(rest.trim_start().strip_prefix(':')?.trim_start())
}

/// The text in the quotes that a value begins with.
fn quoted(value: &str) -> Option<String> {
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inside = &value[1..];
    let end = inside.find(quote).filter(|end| (3..=LONGEST).contains(end))?;
    let text = &inside[..end];
    if text.contains(['<', '>', '{', '}', '\n']) {
        return None;
    }
    let unescaped = serde_json::from_str::<String>(&format!("\"{}\"", text.replace('"', "")));
    Some(decoded(&unescaped.unwrap_or_else(|_| text.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(script: &str) -> Vec<String> {
        values(script).collect()
    }

    #[test]
    fn a_variable_for_authors_is_known_by_its_name() {
        assert_eq!(of(r#"{"author": "Ada Quill", "editor": "Cy Dale"}"#), ["Ada Quill"]);
        assert_eq!(of("var page_author = 'Ada Quill';"), ["Ada Quill"]);
        assert_eq!(of(r#"articleAuthor:["Zo\u00eb Quill"]"#), ["Zoë Quill"]);
        assert!(of("coauthors.push('Ada Quill'); if (author == 'x') {}; author: null").is_empty());
        assert!(of(r#"{"author_id": "Ada Quill", "author": "<b>Ada Quill</b>"}"#).is_empty());
        assert!(of("author: \"").is_empty());
        assert_eq!(of(r#"{"author":{"id":7,"name":"Ada Quill"}}"#), ["Ada Quill"]);
        assert!(of(r#"{"author":{"id":7},"name":"Ada Quill"}"#).is_empty());
    }
}
