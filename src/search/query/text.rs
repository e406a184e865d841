//! What stretches of a typed text hold.

use super::Words;
use super::write::is_quotation_mark;
use crate::search::words::{folded, words};

/// Words without quotation marks, needless blanks, and the `*` at the end,
/// which lets the last go on even if it `is_whole`.
pub(super) fn plain_words(text: &str, is_whole: bool) -> Words {
    let unquoted = text.replace(is_quotation_mark, " ");
    let spaced = unquoted.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = spaced.trim_end_matches(['*', ' ']);
    let has_star = spaced[text.len()..].contains('*');
    Words { text: text.to_owned(), is_open: has_star || !is_whole }
}

pub(super) fn has_inner_star(text: &str) -> bool {
    text.trim_end_matches('*').contains('*')
}

pub(super) fn has_word(text: &str) -> bool {
    words(text).any(|word| !folded(&text[word]).is_empty())
}

/// Where an expression ends: at a slash that no backslash stands before, with
/// nothing, or an `i`, behind it.
pub(super) fn pattern_end(inside: &str) -> Option<usize> {
    let mut is_escaped = false;
    inside.char_indices().find_map(|(at, c)| {
        let is_slash = c == '/' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        let behind = inside[at + c.len_utf8()..].strip_prefix('i');
        let behind = behind.unwrap_or(&inside[at + c.len_utf8()..]);
        let is_end = behind.chars().next().is_none_or(|c| c.is_whitespace() || c == ')');
        (is_slash && is_end).then_some(at)
    })
}
