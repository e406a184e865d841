//! Title case, as each style's manual has it.
//!
//! A word that may be a preposition or something else (“Over”, “After”) is what
//! the headline's own capital says, if the headline is one that tells them
//! apart: only its writer knew. All others go by the manual's list.

mod small;

use crate::article::casing::{
    capital, is_abbreviation, is_mixed, is_shouted, is_title_case, words,
};

pub(super) use small::Small;
use small::{is_either, is_particle, is_prefix};

/// Whose the capitals of a headline are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Capitals {
    /// Those of a record that somebody else made: none of them is taken away.
    Stated,
    /// Those of a paper, which has a list of its own.
    Printed,
}

/// An English headline in title case; capitals inside words stay.
///
/// `sentence` is the same headline in sentence case, if it is known: it tells
/// how the words of a headline that is all capitals are written. Without it
/// nobody can tell them in a record that somebody else made.
pub(super) fn title(
    printed: &str,
    sentence: Option<&str>,
    small: Small,
    capitals: Capitals,
) -> String {
    let shouted = is_shouted(printed);
    if shouted && sentence.is_none() && capitals == Capitals::Stated {
        return printed.to_owned();
    }
    let quiet = sentence.filter(|_| shouted).map_or_else(|| printed.to_lowercase(), str::to_owned);
    let text = if shouted { quiet.as_str() } else { printed };
    let parts = parts(text);
    let in_title_case = is_title_case(text);
    let tells_apart = in_title_case && !parts.iter().any(Part::is_idle);
    let last = parts.len().saturating_sub(1);
    let set = parts.iter().enumerate().map(|(rank, part)| {
        let lower = part.word.to_lowercase();
        let after = parts.get(rank + 1);
        let is_own = tells_apart && small != Small::Apa && is_either(&lower);
        let is_meant = capitals == Capitals::Stated || is_own || part.is_quoted();
        let is_behind_hyphen = part.gap == "-";
        let leads_compound = !is_behind_hyphen && after.is_some_and(|after| after.gap == "-");
        // “Seo-yeon” inside a sentence is a name and stays.
        let is_name = !in_title_case && rank > 1 && part.before.starts_with(char::is_uppercase);
        if is_mixed(part.word) || part.is_and() || part.goes_on() {
            part.word.to_owned()
        } else if part.begins && !part.is_parted() || rank == last {
            capital(part.word)
        } else if part.is_sign() || is_particle(part.word) && after.is_some_and(Part::is_name) {
            part.word.to_owned()
        } else if small.keeps(&lower) && !leads_compound && !(is_meant && part.word != lower) {
            lower
        } else if is_behind_hyphen
            && (is_name || small.knows_prefixes() && is_prefix(&part.before.to_lowercase()))
        {
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

    /// Whether it is a letter for something, or more with stops between: the
    /// “x” of an equation, the “p.m” of a time of day.
    fn is_sign(&self) -> bool {
        let is_letter = |sign: &str| sign.chars().count() == 1;
        self.word != "a"
            && !self.word.contains(char::is_uppercase)
            && self.word.split('.').all(is_letter)
    }

    /// Whether it may be the name behind a particle.
    fn is_name(&self) -> bool {
        self.gap == " " && self.word.starts_with(char::is_uppercase)
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

    /// In title case, as the headline of a paper.
    fn title(printed: &str, sentence: Option<&str>, small: Small) -> String {
        super::title(printed, sentence, small, Capitals::Printed)
    }

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
    fn a_record_of_somebody_else_keeps_the_capitals_it_has() {
        let title = |printed| super::title(printed, None, Small::Mla, Capitals::Stated);
        let printed = "Inside the Louvre, Without the Crowds";
        assert_eq!(title(printed), printed);
        assert_eq!(title("STORM KILLS TEN IN TEXAS"), "STORM KILLS TEN IN TEXAS");
        assert_eq!(title("a walk with The Who"), "A Walk with The Who");
    }

    #[test]
    fn the_first_part_of_a_compound_has_a_capital_whatever_it_is() {
        let title = |printed| title(printed, None, Small::Mla);
        assert_eq!(title("an in-depth, up-to-date guide"), "An In-Depth, Up-to-Date Guide");
    }

    #[test]
    fn particles_of_names_and_letters_that_are_signs_stay_small() {
        let title = |printed| title(printed, None, Small::Mla);
        assert_eq!(title("when da Silva met van Gogh"), "When da Silva Met van Gogh");
        assert_eq!(title("Vins et Terroirs"), "Vins et Terroirs");
        assert_eq!(title("Ortega y Gasset remembered"), "Ortega y Gasset Remembered");
        assert_eq!(title("the 5 a.m. club"), "The 5 a.m. Club");
        assert_eq!(title("how to solve for x in a year"), "How to Solve for x in a Year");
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
