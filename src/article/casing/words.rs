//! The words of a headline, and what their letters say of them.
//!
//! Knows English words and marks, no headline and no text as a whole.

use std::ops::Range;

/// Words that headlines leave small: articles, conjunctions, prepositions.
const SMALL: [&str; 52] = [
    "a", "about", "after", "against", "along", "amid", "among", "an", "and", "around", "as", "at",
    "before", "behind", "between", "but", "by", "de", "del", "down", "during", "for", "from", "if",
    "in", "into", "is", "la", "near", "nor", "of", "off", "on", "onto", "or", "out", "over", "per",
    "so", "than", "the", "through", "to", "up", "upon", "van", "via", "von", "vs", "with",
    "without", "yet",
];

/// Abbreviations that stand before a name.
pub(super) const HONORIFICS: [&str; 16] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "gen", "col", "lt", "capt", "sgt", "sen", "rep", "gov",
    "rev", "hon",
];

/// Whether a stop behind the word belongs to it: “U.S”, “Dr”, “J”.
pub(crate) fn is_abbreviation(word: &str) -> bool {
    let small = word.to_lowercase();
    let shortened = ["vs", "v", "no", "inc", "jr", "sr", "co"].contains(&small.as_str());
    word.contains('.') || word.chars().count() == 1 || shortened || HONORIFICS.contains(&&*small)
}

/// Whether a word is one that headlines leave small.
pub(crate) fn is_small(word: &str) -> bool {
    SMALL.contains(&word.to_lowercase().as_str())
}

/// The words of a text: letters and digits, with the marks that stand between
/// two of them (“don’t”, “U.S”, “6.1”). A hyphen parts words.
pub(crate) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = chars.find(|(_, c)| c.is_alphanumeric())?;
        let mut end = start + first.len_utf8();
        while let Some(&(at, c)) = chars.peek() {
            let after = text[at + c.len_utf8()..].chars().next();
            let joins = "’'.&+,".contains(c) && after.is_some_and(char::is_alphanumeric);
            if !c.is_alphanumeric() && !joins && !unicode_normalization::char::is_combining_mark(c)
            {
                break;
            }
            end = at + c.len_utf8();
            chars.next();
        }
        Some(start..end)
    })
}

/// The word without a possessive ending, and that ending.
pub(super) fn stem(word: &str) -> (&str, &str) {
    let endings = ["’s", "'s", "’S", "'S"];
    let ending = endings.into_iter().find(|ending| word.ends_with(ending));
    word.split_at(word.len() - ending.map_or(0, str::len))
}

pub(super) fn pair(first: &str, second: &str) -> String {
    format!("{} {}", stem(first).0, stem(second).0).to_lowercase()
}

/// Whether what stands between two words ends a sentence or opens a quotation,
/// so that the next word has a capital in any case.
pub(super) fn opens_sentence(gap: &str) -> bool {
    gap.contains(['.', '?', '!', ':', '“', '"', '‘', '\n', '•', '…'])
}

/// Whether the word has a capital anywhere.
pub(super) fn has_capital(word: &str) -> bool {
    word.contains(char::is_uppercase)
}

/// Whether the word has a capital behind its first letter: “iPhone”, “U.S”.
pub(crate) fn is_mixed(word: &str) -> bool {
    stem(word).0.chars().skip(1).any(char::is_uppercase)
}

/// Whether nothing in the headline is in small letters.
pub(crate) fn is_shouted(title: &str) -> bool {
    let shouts =
        |word: &Range<usize>| title[word.clone()].chars().filter(|c| c.is_uppercase()).count() > 1;
    !title.contains(char::is_lowercase) && words(title).filter(shouts).count() > 1
}

/// Whether the headline capitalises its words: none is small that only a
/// sentence would leave small.
pub(crate) fn is_title_case(title: &str) -> bool {
    let leaves_small = |word: Range<usize>| {
        let (before, word) = (&title[..word.start], &title[word]);
        word.chars().all(|c| c.is_lowercase() || c == '’' || c == '\'')
            && word.chars().count() > 2
            && !is_small(word)
            && !before.ends_with(['-', '‐', '’', '\''])
    };
    !words(title).any(leaves_small)
}

/// The word with a capital at its beginning.
pub(crate) fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
