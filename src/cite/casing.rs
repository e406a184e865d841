//! Title case, as each style's manual has it.
//!
//! A word that may be a preposition or something else (“Over”, “After”) is what
//! the headline's own capital says, if the headline is one that tells them
//! apart: only its writer knew. All others go by the manual's list.

use crate::article::casing::{capital, is_mixed, is_shouted, is_title_case, words};

/// Which words of a title stay small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Small {
    /// Articles, and short conjunctions and prepositions: no word of four
    /// letters or more (APA 7, §6.17).
    Apa,
    /// Articles, coordinating conjunctions, every preposition (MLA 9, §2.90).
    Mla,
    /// The same, except “yet” and “so” (Chicago 17, §8.159).
    Chicago17,
    /// Prepositions of five letters and more have a capital (Chicago 18, §8.160).
    Chicago18,
}

const ARTICLES: [&str; 3] = ["a", "an", "the"];

/// Conjunctions that every style leaves small.
const CONJUNCTIONS: [&str; 5] = ["and", "but", "for", "nor", "or"];

/// Words that are prepositions wherever they stand in a headline.
const PREPOSITIONS: [&str; 38] = [
    "across",
    "against",
    "alongside",
    "amid",
    "amidst",
    "among",
    "amongst",
    "at",
    "atop",
    "barring",
    "beneath",
    "beside",
    "besides",
    "between",
    "beyond",
    "concerning",
    "despite",
    "during",
    "except",
    "from",
    "into",
    "of",
    "onto",
    "per",
    "regarding",
    "throughout",
    "to",
    "toward",
    "towards",
    "underneath",
    "upon",
    "v",
    "versus",
    "via",
    "vs",
    "with",
    "within",
    "without",
];

/// Words that are a preposition, an adverb or a conjunction.
const EITHER: [&str; 31] = [
    "about", "above", "after", "along", "around", "as", "before", "behind", "below", "by", "down",
    "in", "inside", "like", "near", "off", "on", "opposite", "out", "outside", "over", "past",
    "round", "since", "than", "through", "till", "under", "unlike", "until", "up",
];

/// Parts that make a compound but no word of their own (Chicago 18, §8.162).
const PREFIXES: [&str; 14] = [
    "anti", "co", "counter", "de", "extra", "inter", "intra", "mid", "non", "post", "pre", "pro",
    "re", "un",
];

impl Small {
    /// Whether a word, in small letters, stays small; for one that is either,
    /// whether it does so as a preposition.
    fn keeps(self, word: &str) -> bool {
        let letters = word.chars().count();
        let is_preposition = PREPOSITIONS.contains(&word) || EITHER.contains(&word);
        if ARTICLES.contains(&word) || CONJUNCTIONS.contains(&word) {
            return true;
        }
        match self {
            Self::Apa => letters < 4 && (is_preposition || ["if", "so", "yet"].contains(&word)),
            Self::Mla => is_preposition || ["so", "yet"].contains(&word),
            Self::Chicago17 => is_preposition,
            Self::Chicago18 => letters < 5 && is_preposition,
        }
    }
}

/// An English headline in title case; capitals inside words stay.
///
/// `sentence` is the same headline in sentence case, if it is known: it tells
/// how the words of a headline that is all capitals are written.
pub(super) fn title(printed: &str, sentence: Option<&str>, small: Small) -> String {
    let shouted = is_shouted(printed);
    let quiet = sentence.filter(|_| shouted).map_or_else(|| printed.to_lowercase(), str::to_owned);
    let text = if shouted { quiet.as_str() } else { printed };
    let words: Vec<_> = words(text).collect();
    let in_title_case = is_title_case(text);
    let tells_apart = in_title_case && tells_apart(text);
    let mut set = String::with_capacity(text.len());
    let mut at = 0;
    for (rank, range) in words.iter().enumerate() {
        let gap = &text[at..range.start];
        let word = &text[range.clone()];
        let lower = word.to_lowercase();
        set.push_str(gap);
        let opens = rank == 0 || rank + 1 == words.len() || begins(gap);
        let follows_prefix = gap == "-" && rank > 0 && {
            let before = text[words[rank - 1].clone()].to_lowercase();
            PREFIXES.contains(&before.as_str())
        };
        // “Seo-yeon” inside a sentence is a name and stays.
        let is_name_part = !in_title_case
            && gap == "-"
            && rank > 1
            && text[words[rank - 1].clone()].starts_with(char::is_uppercase);
        let is_own = tells_apart && EITHER.contains(&lower.as_str()) && small != Small::Apa;
        set.push_str(&if is_mixed(word)
            || gap.ends_with(['’', '\'']) && !opens && gap.len() < 4 && !gap.contains(' ')
        {
            word.to_owned()
        } else if opens {
            capital(word)
        } else if small.keeps(&lower) && !(is_own && word != lower) {
            lower
        } else if follows_prefix || is_name_part {
            word.to_owned()
        } else {
            capital(word)
        });
        at = range.end;
    }
    set + &text[at..]
}

/// Whether a word behind this gap begins a part of the headline.
fn begins(gap: &str) -> bool {
    let mark = gap.trim_end_matches(|c: char| c.is_whitespace() || "“‘\"'([".contains(c));
    gap.contains(char::is_whitespace) && mark.ends_with([':', '.', '?', '!', '—', '–', ';', '…'])
}

/// Whether the capitals of a headline in title case say which words are
/// prepositions: it leaves articles and the like small.
fn tells_apart(text: &str) -> bool {
    let shouts_all = words(text).skip(1).any(|range| {
        let (before, word) = (&text[..range.start], &text[range]);
        let lower = word.to_lowercase();
        let is_plain = ["a", "an", "the", "of", "and", "or", "to"].contains(&lower.as_str());
        is_plain
            && word != lower
            && before.ends_with(' ')
            && !begins(&before[before.trim_end().len().saturating_sub(1)..])
    });
    !shouts_all
}

/// A headline in sentence case with a capital behind each colon and dash.
pub(super) fn after_colon(sentence: &str) -> String {
    let mut set = String::with_capacity(sentence.len());
    let mut at = 0;
    for range in words(sentence) {
        let (gap, word) = (&sentence[at..range.start], &sentence[range.clone()]);
        set.push_str(gap);
        let begins = begins(gap) && !gap.contains(';');
        set.push_str(&if begins && !is_mixed(word) { capital(word) } else { word.to_owned() });
        at = range.end;
    }
    set + &sentence[at..]
}
