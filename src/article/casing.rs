//! Sentence case for headlines that are printed in title case.
//!
//! Half of all citation styles want “Leaders dismiss smear” of “Leaders Dismiss
//! Smear”. Which capitals belong to names no list can know; the article can.
//! One idea: its own text is the dictionary. A word that is capitalised inside
//! its sentences more often than not is a name.
//!
//! Nothing here knows a style; the rules of single styles are in `cite`.

mod words;

use std::ops::Range;

use foldhash::{HashMap, HashSet};

use super::{Article, Block, Kind, Safe};
use words::{HONORIFICS, has_capital, opens_sentence, pair, stem};
pub(crate) use words::{
    capital, is_abbreviation, is_mixed, is_shouted, is_small, is_title_case, words,
};

/// The headline with capitals only where a sentence has them.
///
/// `None` if there is no headline, if its language is known to have no title
/// case (all but English), or if the text is too short to tell a name from
/// another word: it has few words and not all of the headline's. A headline
/// that is in sentence case already asks for no text.
pub fn sentence_title(article: &Article) -> Option<Safe> {
    let title = &article.meta.title.as_ref()?.value;
    let language = article.meta.language.as_ref().map(|language| language.value.to_lowercase());
    if language.is_some_and(|tag| tag.split(['-', '_']).next() != Some("en")) {
        return None;
    }
    if is_sentence_case(title) {
        return Some(title.clone());
    }
    let dictionary = Dictionary::of(&article.body, title);
    dictionary.can_tell(title).then(|| Safe::line(&sentence(title, &dictionary)))
}

/// Different words of a text that is long enough to name whom its headline
/// names: some two paragraphs.
const ENOUGH: usize = 60;

/// The words of a text, and how it capitalises them.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    /// By the word in small letters.
    words: HashMap<String, Seen>,
    /// Names of two words and more, in pairs of small letters: “white house”.
    pairs: HashSet<String>,
    /// How many words are of the running text, not of the deck alone.
    of_text: usize,
}

/// How a word was seen inside sentences.
#[derive(Clone, Debug, Default)]
struct Seen {
    small: u32,
    capital: u32,
    /// The capitalised form that was seen first.
    form: String,
}

impl Dictionary {
    /// The words of running text, and of the deck, which often names whom the
    /// text goes on to call by one name. Headings say nothing about names, nor
    /// does the headline where the text repeats it, nor a line in title case.
    pub fn of(body: &[Block], headline: &str) -> Self {
        let mut dictionary = Self::default();
        let is_running = |block: &&Block| {
            matches!(block.kind, Kind::Paragraph | Kind::Quote(_) | Kind::ListItem(_))
        };
        body.iter().filter(is_running).for_each(|block| dictionary.read_block(block, headline));
        dictionary.of_text = dictionary.words.len();
        let decks = body.iter().filter(|block| block.kind == Kind::Subtitle);
        decks.for_each(|block| dictionary.read_block(block, headline));
        dictionary
    }

    fn read_block(&mut self, block: &Block, headline: &str) {
        let parts = block.text.plain.split(headline).flat_map(str::lines);
        parts.filter(|part| !is_title_case(part)).for_each(|part| self.read(part));
    }

    /// Whether no word is in it.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether it can tell which words of a headline are names: where a text of
    /// few words lacks one, nobody knows.
    fn can_tell(&self, title: &str) -> bool {
        let is_known = |word: &str| {
            let small = stem(word).0.to_lowercase();
            self.words.contains_key(&small)
                || is_small(&small)
                || is_mixed(word)
                || ALWAYS.contains(&small.as_str())
                || small.chars().all(|c| !c.is_alphabetic())
        };
        let has_all = || words(title).skip(1).all(|word| is_known(&title[word]));
        !self.is_empty() && (self.of_text >= ENOUGH || has_all())
    }

    fn read(&mut self, text: &str) {
        let mut before: Option<Range<usize>> = None;
        let mut small = String::new();
        for word in words(text) {
            let written = &text[word.clone()];
            let gap = &text[before.as_ref().map_or(0, |before| before.end)..word.start];
            let after_name = before.as_ref().is_some_and(|before| {
                gap == ". " && HONORIFICS.contains(&text[before.clone()].to_lowercase().as_str())
            });
            let opens = before.is_none() || opens_sentence(gap) && !after_name;
            if has_capital(written) {
                let first = before.filter(|_| !opens).map(|before| &text[before]);
                if let Some(first) = first.filter(|first| has_capital(first) && !is_small(first)) {
                    self.pairs.insert(pair(first, written));
                }
            }
            if !opens {
                let (stem, _) = stem(written);
                small.clear();
                small.extend(stem.chars().flat_map(char::to_lowercase));
                let seen = match self.words.get_mut(&small) {
                    Some(seen) => seen,
                    None => self.words.entry(small.clone()).or_default(),
                };
                if has_capital(stem) {
                    seen.capital += 1;
                    if seen.form.is_empty() {
                        stem.clone_into(&mut seen.form);
                    }
                } else {
                    seen.small += 1;
                }
            }
            before = Some(word);
        }
    }

    /// The word as a sentence has it, without regard to its neighbours.
    fn form(&self, word: &str) -> String {
        let (stem, ending) = stem(word);
        let small = stem.to_lowercase();
        let form = match self.words.get(&small) {
            Some(seen) if seen.capital > seen.small => seen.form.clone(),
            None if ALWAYS.contains(&small.as_str()) || self.has_relative(&small) => {
                capital(&small)
            }
            _ => small,
        };
        // “US’S” is a possessive in capitals.
        form + &ending.to_lowercase()
    }

    /// Whether a name is in it that the word may be made of: “Albania” for
    /// “Albanian”, “Iran” for “Iranians”.
    fn has_relative(&self, small: &str) -> bool {
        const ENDINGS: [&str; 9] = ["s", "n", "ns", "an", "ans", "ian", "ians", "ese", "ish"];
        let is_name = |stem: &str| {
            let seen = self.words.get(stem);
            stem.chars().count() >= 4 && seen.is_some_and(|seen| seen.capital > seen.small)
        };
        ENDINGS.iter().any(|ending| small.strip_suffix(ending).is_some_and(is_name))
    }
}

/// Whether a headline has capitals only where a sentence may have them.
fn is_sentence_case(title: &str) -> bool {
    !is_shouted(title) && !is_title_case(title)
}

/// A headline with capitals only where a sentence has them.
///
/// ```
/// use newsread::article::casing::{Dictionary, sentence};
///
/// let title = "Storm Cuts Off Town";
/// assert_eq!(sentence(title, &Dictionary::default()), "Storm cuts off town");
/// ```
pub fn sentence(title: &str, dictionary: &Dictionary) -> String {
    if is_sentence_case(title) {
        return title.to_owned();
    }
    let is_shouted = is_shouted(title);
    let words: Vec<Range<usize>> = words(title).collect();
    let mut set = String::with_capacity(title.len());
    let mut at = 0;
    for (rank, word) in words.iter().enumerate() {
        let gap = &title[at..word.start];
        let written = &title[word.clone()];
        set.push_str(gap);
        let neighbour = |other: Option<&Range<usize>>| other.map(|other| &title[other.clone()]);
        let before = neighbour(rank.checked_sub(1).and_then(|rank| words.get(rank)));
        let is_named = before
            .is_some_and(|before| dictionary.pairs.contains(&pair(before, written)))
            || neighbour(words.get(rank + 1))
                .is_some_and(|after| dictionary.pairs.contains(&pair(written, after)));
        let form = if !is_shouted && (is_mixed(written) || is_named) {
            written.to_owned()
        } else if is_named {
            capital(&written.to_lowercase())
        } else {
            dictionary.form(written)
        };
        let ends = gap.trim_end().ends_with(['?', '!'])
            || gap.trim_end().ends_with('.') && !before.is_some_and(is_abbreviation);
        let opens = rank == 0 || ends && gap.ends_with(char::is_whitespace);
        set.push_str(&if opens && !is_mixed(&form) { capital(&form) } else { form });
        at = word.end;
    }
    set + &title[at..]
}

/// Words that are capitalised wherever they stand, should the text not have them.
const ALWAYS: [&str; 46] = [
    "i",
    "i’m",
    "i’d",
    "i’ll",
    "i’ve",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "christmas",
    "easter",
    "ramadan",
    "america",
    "american",
    "americans",
    "europe",
    "european",
    "africa",
    "african",
    "asia",
    "asian",
    "britain",
    "british",
    "china",
    "chinese",
    "france",
    "french",
    "german",
    "russia",
    "russian",
    "english",
    "christian",
    "muslim",
];

#[cfg(test)]
mod tests {
    use super::super::{Meta, Origin, Sourced, Written};
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "The board of the Bank of Harbor said that Ms. Okafor’s plan for the White \
        House garden, drawn with an iPhone in the U.S. last May, may go on. “Officials will meet \
        the house committee in Albania,” she told NATO on Monday. A minister in the capital \
        dismissed the plan.";

    fn paragraph(text: &str) -> Block {
        Block {
            kind: Kind::Paragraph,
            text: Safe::line(text).into(),
            written: Written::Words(String::new()),
        }
    }

    fn of(title: &str) -> String {
        sentence(title, &Dictionary::of(&[paragraph(TEXT)], title))
    }

    #[test]
    fn names_keep_their_capitals_and_other_words_lose_them() {
        assert_eq!(of("Minister Dismisses Okafor’s Plan"), "Minister dismisses Okafor’s plan");
        assert_eq!(of("Plan for Albanian Garden"), "Plan for Albanian garden");
        assert_eq!(of("Capital Says You’re Next Monday"), "Capital says you’re next Monday");
    }

    #[test]
    fn a_name_of_two_words_is_one_name() {
        assert_eq!(of("White House Plan in the House"), "White House plan in the house");
    }

    #[test]
    fn a_deck_names_whom_the_text_calls_by_one_name() {
        let deck = Block {
            kind: Kind::Subtitle,
            ..paragraph("The mayor is at odds with the harbour master Amara Okafor.")
        };
        let body = [deck, paragraph(TEXT)];
        let title = "House at Odds With Amara Okafor";
        let dictionary = Dictionary::of(&body, title);
        assert_eq!(sentence(title, &dictionary), "House at odds with Amara Okafor");
        // A deck in title case says as little as a headline.
        let deck = Block { kind: Kind::Subtitle, ..paragraph("Garden Plan Divides Town") };
        let title = "Town Plan";
        let dictionary = Dictionary::of(&[deck, paragraph(TEXT)], title);
        assert_eq!(sentence(title, &dictionary), "Town plan");
    }

    #[test]
    fn capitals_inside_words_stay() {
        assert_eq!(of("iPhone Plan Divides U.S. and NATO"), "iPhone plan divides U.S. and NATO");
    }

    #[test]
    fn quotations_colons_and_compounds_follow_the_same_rule() {
        assert_eq!(of("Board: ‘Sinister’ Plan"), "Board: ‘sinister’ plan");
        assert_eq!(of("Anti-Government Plan"), "Anti-government plan");
        assert_eq!(of("Wow! The Plan Is On"), "Wow! The plan is on");
    }

    #[test]
    fn a_short_text_that_lacks_words_of_the_headline_tells_nothing() {
        let told =
            |text: &str, title: &str| Dictionary::of(&[paragraph(text)], title).can_tell(title);
        assert!(!told("It rained on Monday.", "Rain Falls on Porto"));
        assert!(told("It rained: rain falls on Porto.", "Rain Falls on Porto"));
        let word =
            |rank: u8| format!("w{}{}", char::from(b'a' + rank / 20), char::from(b'a' + rank % 20));
        let long = (0..80).map(word).collect::<Vec<_>>().join(" ");
        assert!(told(&long, "Rain Falls on Porto"));
    }

    #[test]
    fn a_headline_in_sentence_case_stays_as_it_is_and_asks_for_no_text() {
        assert_eq!(of("Board dismisses White plan"), "Board dismisses White plan");
    }

    #[test]
    fn a_headline_of_capitals_is_read_in_the_words_of_the_text() {
        assert_eq!(
            of("OKAFOR’S IPHONE PLAN FOR THE U.S AND NATO"),
            "Okafor’s iPhone plan for the U.S and NATO"
        );
    }

    #[test]
    fn only_english_with_a_text_has_a_sentence_case() {
        let mut article = Article::default();
        assert_eq!(sentence_title(&article), None);
        let line = |text| Some(Sourced::certain(Safe::line(text), Origin::Line));
        article.meta = Meta { title: line("Plan Dismissed"), ..Meta::default() };
        assert_eq!(sentence_title(&article), None);
        article.meta.title = line("Plan dismissed by Okafor");
        assert_eq!(sentence_title(&article).as_deref(), Some("Plan dismissed by Okafor"));
        article.meta.title = line("Plan Dismissed");
        article.body = vec![Block {
            kind: Kind::Paragraph,
            text: Safe::line(TEXT).into(),
            written: Written::Words(String::new()),
        }];
        assert_eq!(sentence_title(&article).as_deref(), Some("Plan dismissed"));
        article.meta.language = line("de-DE");
        assert_eq!(sentence_title(&article), None);
    }

    proptest! {
        #[test]
        fn only_the_case_of_letters_changes(title in "\\PC{0,40}") {
            let folded = |text: &str| text.to_lowercase().to_uppercase();
            prop_assert_eq!(folded(&of(&title)), folded(&title));
        }
    }
}
