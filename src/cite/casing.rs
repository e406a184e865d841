//! Title case, as each style's manual has it.
//!
//! A word that may be a preposition or something else (“Over”, “After”) is what
//! the headline's own capital says, if the headline is one that tells them
//! apart: only its writer knew. All others go by the manual's list.

use crate::article::casing::{
    capital, is_abbreviation, is_mixed, is_shouted, is_title_case, words,
};

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
    let parts = parts(text);
    let in_title_case = is_title_case(text);
    let tells_apart = in_title_case && !parts.iter().any(Part::is_idle);
    let last = parts.len().saturating_sub(1);
    let set = parts.iter().enumerate().map(|(rank, part)| {
        let lower = part.word.to_lowercase();
        let is_own = tells_apart && small != Small::Apa && EITHER.contains(&lower.as_str());
        let is_behind_hyphen = part.gap == "-";
        let first = part.before.to_lowercase();
        // “Seo-yeon” inside a sentence is a name and stays.
        let is_name = !in_title_case && rank > 1 && part.before.starts_with(char::is_uppercase);
        if is_mixed(part.word) || part.is_and() || part.goes_on() {
            part.word.to_owned()
        } else if part.begins && !part.is_parted() || rank == last {
            capital(part.word)
        } else if small.keeps(&lower) && !((is_own || part.is_quoted()) && part.word != lower) {
            lower
        } else if is_behind_hyphen && (is_name || PREFIXES.contains(&first.as_str())) {
            part.word.to_owned()
        } else {
            capital(part.word)
        }
    });
    joined(text, &parts, set)
}

/// A headline in sentence case with a capital behind each colon and dash.
pub(super) fn after_colon(sentence: &str) -> String {
    let parts = parts(sentence);
    let set = parts.iter().enumerate().map(|(rank, part)| {
        let begins = rank > 0 && part.begins && !part.gap.contains(';');
        if begins && !is_mixed(part.word) { capital(part.word) } else { part.word.to_owned() }
    });
    joined(sentence, &parts, set)
}

/// A word of a headline.
struct Part<'a> {
    /// The word before it; empty for the first.
    before: &'a str,
    /// What stands between the two.
    gap: &'a str,
    word: &'a str,
    /// Whether it begins the headline or a part of it.
    begins: bool,
}

impl Part<'_> {
    /// Whether only a dash or a semicolon parts it from what is before: it
    /// begins no title of its own.
    fn is_parted(&self) -> bool {
        !self.before.is_empty() && self.gap.contains(['—', '–', ';'])
    }

    /// Whether it is the “and” of rock ’n’ roll.
    fn is_and(&self) -> bool {
        self.word == "n" && self.gap.ends_with(['\'', '’', '‘'])
    }

    /// Whether it is the rest of a word: the “s” of “U.S.’s”, the “mc2” of “E=mc2”.
    fn goes_on(&self) -> bool {
        let parts = |c: char| c.is_whitespace() || "-‐‑–—/…".contains(c);
        !self.before.is_empty() && !self.gap.contains(parts)
    }

    /// Whether it is the first of words in quotation marks: a title in the
    /// headline keeps its article, as in ‘The Tempest’.
    fn is_quoted(&self) -> bool {
        let before = self.gap.trim_end_matches(['“', '‘', '"', '\'', '«']);
        before.len() < self.gap.len() && (before.is_empty() || before.ends_with(' '))
    }

    /// Whether it has a capital that only a headline that capitalises every
    /// word gives it.
    fn is_idle(&self) -> bool {
        const PLAIN: [&str; 7] = ["A", "An", "And", "Of", "Or", "The", "To"];
        !self.begins && self.gap.ends_with(' ') && PLAIN.contains(&self.word)
    }
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let mut before = 0..0;
    let mut parts = Vec::new();
    for range in words(text) {
        let (first, gap) = (&text[before.clone()], &text[before.end..range.start]);
        let begins = parts.is_empty() || begins(first, gap);
        parts.push(Part { before: first, gap, word: &text[range.clone()], begins });
        before = range;
    }
    parts
}

/// Whether a word begins a part of the headline, by what stands between it and
/// the word before.
fn begins(before: &str, gap: &str) -> bool {
    let mark = gap.trim_end_matches(|c: char| c.is_whitespace() || "“‘\"'([".contains(c));
    let belongs = mark.ends_with('.') && is_abbreviation(before);
    let parts = mark.ends_with([':', '.', '?', '!', '—', '–', ';', '…']);
    gap.contains(char::is_whitespace) && parts && !belongs
}

/// The text with its words replaced by those of `set`.
fn joined(text: &str, parts: &[Part<'_>], set: impl Iterator<Item = String>) -> String {
    let mut out: String =
        parts.iter().zip(set).flat_map(|(part, set)| [part.gap.to_owned(), set]).collect();
    let used: usize = parts.iter().map(|part| part.gap.len() + part.word.len()).sum();
    out.push_str(&text[used..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_manual_has_its_own_list_of_small_words() {
        let printed = "Life without parole, as seen from and between two towns in 1990";
        let expected = [
            (Small::Apa, "Life Without Parole, as Seen From and Between Two Towns in 1990"),
            (Small::Mla, "Life without Parole, as Seen from and between Two Towns in 1990"),
            (Small::Chicago17, "Life without Parole, as Seen from and between Two Towns in 1990"),
            (Small::Chicago18, "Life Without Parole, as Seen from and Between Two Towns in 1990"),
        ];
        for (small, expected) in expected {
            assert_eq!(title(printed, None, small), expected, "{small:?}");
        }
    }

    #[test]
    fn first_and_last_words_have_capitals_and_so_have_those_behind_a_colon() {
        assert_eq!(
            title("of mice: the way we go on", None, Small::Mla),
            "Of Mice: The Way We Go On"
        );
    }

    #[test]
    fn a_small_word_behind_a_dash_or_a_semicolon_stays_small() {
        let printed = "A Storm — and a Flood; or the End: An Account";
        assert_eq!(title(printed, None, Small::Mla), printed);
    }

    #[test]
    fn a_word_that_may_be_an_adverb_keeps_the_headlines_capital() {
        assert_eq!(title("Town Shut Down by Storm", None, Small::Mla), "Town Shut Down by Storm");
        assert_eq!(title("Walk down the Hill", None, Small::Mla), "Walk down the Hill");
        // This headline capitalises everything and so tells nothing.
        assert_eq!(title("Walk Down The Hill", None, Small::Mla), "Walk down the Hill");
    }

    #[test]
    fn inner_capitals_contractions_and_compounds_are_left_whole() {
        assert_eq!(
            title("you’re told iPhone sales hit a two-year low, o’neil says", None, Small::Mla),
            "You’re Told iPhone Sales Hit a Two-Year Low, O’neil Says"
        );
        assert_eq!(title("the anti-war vote", None, Small::Chicago18), "The Anti-war Vote");
    }

    #[test]
    fn a_title_in_quotation_marks_keeps_its_article() {
        let printed = "Why ‘The Tempest’ and ‘a Storm’ Are Not the Same";
        assert_eq!(title(printed, None, Small::Mla), printed);
    }

    #[test]
    fn the_rest_of_a_word_behind_a_sign_stays_small() {
        let title = |printed| title(printed, None, Small::Mla);
        assert_eq!(title("the U.S.’s new rules"), "The U.S.’s New Rules");
        assert_eq!(title("E=mc2 turns 100"), "E=mc2 Turns 100");
        assert_eq!(title("yes and/or no"), "Yes and/or No");
    }

    #[test]
    fn the_and_of_rock_n_roll_stays_small() {
        assert_eq!(title("rock ’n’ roll is back", None, Small::Mla), "Rock ’n’ Roll Is Back");
    }

    #[test]
    fn a_headline_of_capitals_is_set_from_its_sentence() {
        let sentence = Some("NATO and Iran talk");
        assert_eq!(title("NATO AND IRAN TALK", sentence, Small::Mla), "NATO and Iran Talk");
    }

    #[test]
    fn a_sentence_gets_capitals_behind_colons_and_dashes() {
        assert_eq!(
            after_colon("Rain: what now — and iPods: iPods"),
            "Rain: What now — And iPods: iPods"
        );
        assert_eq!(after_colon("The U.S. is: out"), "The U.S. is: Out");
        assert_eq!(after_colon("At 10:30 it rains"), "At 10:30 it rains");
    }

    proptest! {
        #[test]
        fn only_the_case_of_letters_changes(text in "\\PC{0,40}|[a-cA-C .…:’“‘-]{0,30}") {
            let folded = |text: &str| text.to_lowercase().to_uppercase();
            for small in [Small::Apa, Small::Mla, Small::Chicago17, Small::Chicago18] {
                prop_assert_eq!(folded(&title(&text, None, small)), folded(&text));
            }
            prop_assert_eq!(folded(&after_colon(&text)), folded(&text));
        }
    }
}
