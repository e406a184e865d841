//! Compares and cleans the short texts of pages: headlines, names, keys.
//!
//! Knows words, not what they mean. Texts are compared by their words in lower
//! case; where words have no blanks between them, by their characters.

use std::collections::HashMap;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use dom_query::Document;

/// Longest short text that is looked at, in bytes.
const LONG: usize = 10_000;

/// The text on one line: single blanks, no invisible characters.
pub(super) fn tidy(text: &str) -> String {
    let is_unseen =
        |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}');
    let mut tidy = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let end = tidy.len();
        if end > 0 {
            tidy.push(' ');
        }
        if word.is_ascii() {
            tidy.push_str(word);
            continue;
        }
        let start = tidy.len();
        tidy.extend(word.chars().filter(|c| !is_unseen(*c)));
        if tidy.len() == start {
            tidy.truncate(end);
        }
    }
    tidy
}

/// The beginning of a text, of at most so many bytes.
pub(super) fn begin(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The text that was meant: entities are decoded until none is left (pages
/// escape them twice), tags are dropped.
pub(super) fn decoded(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..3 {
        let has_entity = text.contains('&') && text.contains(';');
        let has_tag = text.contains("</") || text.contains("<br") || text.contains("<p");
        if !(has_entity || has_tag) || text.len() > LONG {
            break;
        }
        let next = Document::fragment(text.replace("<br", " <br").as_str()).text().to_string();
        if next == text {
            break;
        }
        text = next;
    }
    tidy(&text)
}

/// Text from between tags, with its entities decoded once.
pub(super) fn entities_decoded(text: &str) -> String {
    if text.contains('&') && text.len() <= LONG && !text.contains('<') {
        return Document::fragment(text).text().to_string();
    }
    text.to_owned()
}

/// The words in lower case.
pub(super) fn tokens(text: &str) -> Vec<String> {
    words(&text.to_lowercase()).map(str::to_owned).collect()
}

/// The words in lower case, a blank between them.
pub(super) fn norm(text: &str) -> String {
    let text = text.to_lowercase();
    let mut norm = String::with_capacity(text.len());
    for word in words(&text) {
        if !norm.is_empty() {
            norm.push(' ');
        }
        norm.push_str(word);
    }
    norm
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    words.filter(|word| !word.is_empty())
}

/// Whether a text holds Han, kana or hangul.
pub(super) fn is_cjk(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
    })
}

/// How alike two texts are, 0 to 1: the F1 of their words.
pub(super) fn likeness(a: &str, b: &str) -> f64 {
    if is_cjk(a) {
        let chars =
            |text: &str| norm(text).chars().filter(|c| *c != ' ').map(String::from).collect();
        return overlap(chars(a), chars(b));
    }
    overlap(tokens(a), tokens(b))
}

fn overlap(a: Vec<String>, b: Vec<String>) -> f64 {
    let total = a.len() + b.len();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for word in a {
        *counts.entry(word).or_default() += 1;
    }
    let mut shared = 0_u32;
    for word in b {
        if let Some(count) = counts.get_mut(&word).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    let total = u32::try_from(total).unwrap_or(u32::MAX);
    if total == 0 { 0.0 } else { 2.0 * f64::from(shared) / f64::from(total) }
}

/// Parts of labels or of words, looked for all at once.
#[derive(Debug)]
pub(super) struct Parts {
    parts: &'static [&'static str],
    /// Made when it is first asked.
    any: OnceLock<AhoCorasick>,
}

impl Parts {
    pub(super) const fn new(parts: &'static [&'static str]) -> Self {
        Self { parts, any: OnceLock::new() }
    }

    /// Whether a text holds one of them.
    pub(super) fn are_in(&self, text: &str) -> bool {
        let any = || {
            AhoCorasick::new(self.parts)
                .expect("a table of words is far below the limits of the automaton")
        };
        !text.is_empty() && self.any.get_or_init(any).is_match(text)
    }
}

/// Whether a label (class and id) holds one of a few parts.
pub(super) fn has_part(label: &str, parts: &[&str]) -> bool {
    !label.is_empty() && parts.iter().any(|part| label.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_escaped_twice_are_decoded_twice() {
        assert_eq!(decoded("Ships &amp;amp; <b>shoes</b>"), "Ships & shoes");
        assert_eq!(decoded("a < b & c"), "a < b & c");
    }

    #[test]
    fn a_tidy_text_has_single_blanks_and_nothing_unseen() {
        assert_eq!(tidy(" The\u{a0}old\n wall\u{200b} \u{feff} fe\u{ad}ll "), "The old wall fell");
        assert_eq!(tidy("\u{200b} x"), "x");
    }

    #[test]
    fn likeness_is_of_words_or_of_characters() {
        assert!((likeness("The old wall", "old wall, the") - 1.0).abs() < 1e-9);
        assert!(likeness("The old wall", "A new bridge") < 0.1);
        assert!(likeness("東京は雨", "東京は晴") > 0.7);
    }
}
