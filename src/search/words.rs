//! The words of a text: where they stand, and the form in which they are
//! compared.
//!
//! A word is a range of the text it stands in, so a match needs no converting
//! to be shown. Two words are equal if their folded forms are: without case
//! and accents, `Łódź` as `lodz`, `ﬁve` as `five`. Nothing here knows a query
//! or an article.
//!
//! Words are the runs of letters and digits of UAX #29 with three changes that
//! make newspapers findable: what stands between hyphens or apostrophes is a
//! word of its own (the whole is a second way to find it, see [`fold_line`]);
//! an abbreviation with dots is one word (`u.s`), and so is a number (`3,000`
//! is `3000`, `4.5` stays); scripts written without spaces (Han, kana, Hangul,
//! Thai, Lao, Khmer, Burmese) have a word for each character, so that any part of
//! a sentence is found as a phrase. Folding is the compatibility decomposition
//! of UAX #15 in lower case without the marks that only decorate a letter.
//!
//! This is the one definition of a token: the scanner searches folded lines,
//! and an index holds the same words at the same positions
//! ([`Folded::tokens`]), so that both find the same articles.

mod fold;
mod split;

use std::ops::Range;

pub use split::Words;

/// Stands before each joined compound in a folded line.
pub(super) const ASIDE: char = '\u{1f}';

/// The words of `text` in order, as byte ranges on character boundaries.
///
/// ```
/// use newsread::search::words::words;
///
/// let text = "The U.S. cut 3,000 well-paid jobs";
/// let found: Vec<_> = words(text).map(|word| &text[word]).collect();
/// assert_eq!(found, ["The", "U.S.", "cut", "3,000", "well", "paid", "jobs"]);
/// ```
pub fn words(text: &str) -> Words<'_> {
    Words::new(text)
}

/// The form in which a word is compared; empty if `word` has no letter or digit.
///
/// ```
/// use newsread::search::words::folded;
///
/// assert_eq!(folded("Café"), "cafe");
/// assert_eq!(folded("U.S."), "u.s");
/// ```
pub fn folded(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold::into(word, &mut out);
    out
}

/// The words of a folded line that stand in a row: all but the joined compounds.
pub(super) fn in_a_row(line: &str) -> impl Iterator<Item = &str> {
    let end = line.bytes().position(|byte| byte == ASIDE as u8).unwrap_or(line.len());
    spaced(line[..end].trim_ascii())
}

/// What stands between spaces.
pub(super) fn spaced(mut line: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        line = line.trim_start_matches(' ');
        // Words are so short that looking at each byte is the fastest search.
        let end = line.bytes().position(|byte| byte == b' ').unwrap_or(line.len());
        let (word, rest) = line.split_at(end);
        line = rest;
        Some(word).filter(|word| !word.is_empty())
    })
}

/// Appends the folded words of `text` to `line`, and tells `note` where in
/// `line` each begins and which bytes of `text` it is.
///
/// The line is ` one two three `: a word stands between spaces, so a substring
/// search for ` two ` finds whole words, for ` tw` beginnings, and for ` one two `
/// phrases. Behind the words stand the compounds that are written with hyphens
/// or apostrophes, joined: `co-operation` is ` co operation ` and, set aside,
/// `␟ cooperation `. A possessive `’s` is left out of them. The line ends with
/// `\n`.
pub fn fold_line(text: &str, line: &mut String, mut note: impl FnMut(usize, Range<usize>)) {
    let mut compound = Compound::default();
    let mut aside = Vec::new();
    let mut last_end = 0;
    for word in words(text) {
        let between = glue(&text[last_end..word.start]);
        last_end = word.end;
        let at = line.len() + 1;
        line.push(' ');
        fold::into(&text[word.clone()], line);
        if line.len() == at {
            line.pop();
            continue;
        }
        if between.is_none() && compound.is_several() {
            aside.extend(compound.joined(line));
        }
        compound.take(between, at..line.len(), word.clone());
        note(at, word);
    }
    aside.extend(compound.joined(line));
    line.push(' ');
    for (joined, range) in aside {
        line.extend([ASIDE, ' ']);
        note(line.len(), range);
        line.push_str(&joined);
        line.push(' ');
    }
    line.push('\n');
}

/// A text's folded line, and what the words of it are in the text. It may be
/// used again for another text, to save its memory.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    line: String,
    /// Where each word begins in the line, and its bytes in the text; both in
    /// order, up to the compounds.
    words: Vec<(usize, Range<usize>)>,
}

impl Folded {
    /// Folds a text, and forgets the one before.
    pub fn fold(&mut self, text: &str) {
        self.line.clear();
        self.words.clear();
        fold_line(text, &mut self.line, |at, word| self.words.push((at, word)));
    }

    /// The line, as [`fold_line`] makes it.
    pub fn line(&self) -> &str {
        &self.line
    }

    /// The words of the text with their positions, for an index.
    ///
    /// A joined compound stands behind all words, two positions from the next,
    /// so that no phrase goes into it or out of it.
    ///
    /// ```
    /// use newsread::search::words::Folded;
    ///
    /// let mut folded = Folded::default();
    /// folded.fold("Co-op talks");
    /// let tokens: Vec<_> = folded.tokens().map(|token| (token.text, token.position)).collect();
    /// assert_eq!(tokens, [("co", 0), ("op", 1), ("talks", 2), ("coop", 4)]);
    /// ```
    pub fn tokens(&self) -> impl Iterator<Item = Token<'_>> {
        let aside = self.line.find(ASIDE).unwrap_or(self.line.len());
        let in_a_row = self.words.partition_point(|(at, _)| *at < aside);
        self.words.iter().enumerate().map(move |(rank, (at, range))| Token {
            text: self.line[*at..].split(' ').next().unwrap_or_default(),
            position: rank + (rank + 1).saturating_sub(in_a_row),
            range: range.clone(),
        })
    }

    /// The bytes of the text from the first to the last of the words that
    /// begin in a range of the line; `None` if none does.
    pub fn covered(&self, line: Range<usize>) -> Option<Range<usize>> {
        let first = self.words.partition_point(|(at, _)| *at < line.start);
        let count = self.words[first..].iter().take_while(|(at, _)| *at < line.end).count();
        let covered = &self.words[first..first + count];
        Some(covered.first()?.1.start..covered.last()?.1.end)
    }
}

/// A word of a text, as it is compared and found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// The folded word.
    pub text: &'a str,
    /// Its position among the words of the text, from 0.
    pub position: usize,
    /// Its bytes in the text.
    pub range: Range<usize>,
}

/// Words written as one with hyphens or apostrophes between them.
#[derive(Default)]
struct Compound {
    /// Where each part is in the folded line and in the text.
    parts: Vec<(Range<usize>, Range<usize>)>,
    /// What stands before the last part.
    last_glue: Option<Glue>,
}

impl Compound {
    /// Takes the next part; it begins a new compound without `glue`.
    fn take(&mut self, glue: Option<Glue>, folded: Range<usize>, word: Range<usize>) {
        if glue.is_none() {
            self.parts.clear();
        }
        self.parts.push((folded, word));
        self.last_glue = glue;
    }

    fn is_several(&self) -> bool {
        self.parts.len() > 1
    }

    /// The compound joined, and its bytes in the text; `None` for a single
    /// word and for anything with digits or dots.
    fn joined(&self, line: &str) -> Option<(String, Range<usize>)> {
        let parts = match &self.parts[..] {
            [parts @ .., (last, _)]
                if self.last_glue == Some(Glue::Apostrophe) && &line[last.clone()] == "s" =>
            {
                parts
            }
            parts => parts,
        };
        let [(_, first), .., (_, last)] = parts else { return None };
        let joined: String = parts.iter().map(|(folded, _)| &line[folded.clone()]).collect();
        let is_of_letters = !joined.contains(|c: char| c == '.' || c.is_numeric());
        is_of_letters.then_some((joined, first.start..last.end))
    }
}

/// What holds the parts of a compound together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Glue {
    Hyphen,
    Apostrophe,
}

/// What `between` two words makes one compound of them.
fn glue(between: &str) -> Option<Glue> {
    match between {
        "-" | "\u{2010}" | "\u{2011}" => Some(Glue::Hyphen),
        "'" | "\u{2018}" | "\u{2019}" | "\u{2bc}" | "\u{ff07}" | "`" => Some(Glue::Apostrophe),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str) -> Vec<&str> {
        words(text).map(|word| &text[word]).collect()
    }

    fn line(text: &str) -> String {
        let mut line = String::new();
        fold_line(text, &mut line, |_, _| {});
        line
    }

    #[test]
    fn an_abbreviation_with_dots_is_one_word() {
        assert_eq!(
            found("The U.S.-led J.K. Rowling, a.k.a.Jo, of e.g"),
            ["The", "U.S.", "led", "J.K.", "Rowling", "a.k.a.", "Jo", "of", "e.g"]
        );
    }

    #[test]
    fn a_dot_between_longer_words_parts_them() {
        assert_eq!(
            found("t.co end.A start example.com"),
            ["t", "co", "end", "A", "start", "example", "com"]
        );
    }

    #[test]
    fn a_number_is_one_word_however_it_is_grouped() {
        assert_eq!(found("3,000 4.5% $1,234.50 £4.5bn"), ["3,000", "4.5", "1,234.50", "4.5bn"]);
        assert_eq!(line("3,000 4.5"), " 3000 4.5 \n");
    }

    #[test]
    fn dates_and_lists_of_digits_are_words_of_their_own() {
        assert_eq!(
            found("2020.01.09 1,2,3 12,34 2019,123"),
            ["2020", "01", "09", "1", "2", "3", "12", "34", "2019", "123"]
        );
    }

    #[test]
    fn case_accents_and_ligatures_are_folded() {
        let pairs = [
            ("ÉLYSÉE", "elysee"),
            ("e\u{301}lan", "elan"),
            ("İstanbul", "istanbul"),
            ("ısı", "isi"),
            ("Straße STRASSE", "strasse strasse"),
            ("Congreſs", "congress"),
            ("oﬃce", "office"),
            ("Łódź", "lodz"),
            ("Møller Æsir", "moller aesir"),
            ("ΟΔΟΣ οδός", "οδοσ οδοσ"),
            ("ＡＢＣ", "abc"),
            ("CO₂", "co2"),
            ("2½", "2½"),
            ("soft\u{ad}ly", "softly"),
        ];
        for (text, expected) in pairs {
            assert_eq!(line(text), format!(" {expected} \n"), "{text}");
        }
    }

    #[test]
    fn a_script_whose_signs_are_letters_keeps_them() {
        assert_ne!(folded("हिन्दी"), folded("हन्द"));
        assert_ne!(folded("が"), folded("か"));
        assert_eq!(folded("が"), folded("か\u{3099}"));
        assert_eq!(folded("كَتَبَ"), folded("كتب"));
    }

    #[test]
    fn a_script_without_spaces_has_a_word_for_each_character() {
        assert_eq!(found("東京は2020年"), ["東", "京", "は", "2020", "年"]);
        assert_eq!(found("서울에서"), ["서", "울", "에", "서"]);
        assert_eq!(found("ภาษาไทย"), ["ภ", "า", "ษ", "า", "ไ", "ท", "ย"]);
        assert_eq!(line("\u{1112}\u{1161}\u{11ab}"), line("한"));
    }

    #[test]
    fn a_compound_is_found_in_parts_and_as_a_whole() {
        assert_eq!(
            line("a well-known co‑op"),
            " a well known co op \u{1f} wellknown \u{1f} coop \n"
        );
        assert_eq!(line("don’t O'Brien"), " don t o brien \u{1f} dont \u{1f} obrien \n");
    }

    #[test]
    fn a_possessive_is_no_compound() {
        assert_eq!(
            line("the nation’s mother-in-law's"),
            " the nation s mother in law s \u{1f} motherinlaw \n"
        );
    }

    #[test]
    fn an_apostrophe_may_be_curly_or_straight() {
        assert_eq!(line("it’s"), line("it's"));
    }

    #[test]
    fn compounds_have_positions_behind_all_words_and_apart() {
        let mut folded = Folded::default();
        folded.fold("well-known co-op talks");
        let tokens: Vec<_> = folded.tokens().map(|token| (token.text, token.position)).collect();
        assert_eq!(tokens[5..], [("wellknown", 6), ("coop", 8)]);
        assert_eq!(tokens[4], ("talks", 4));
    }

    proptest! {
        #[test]
        fn words_stand_in_order_on_character_boundaries(text in any::<String>()) {
            let mut at = 0;
            for word in words(&text) {
                prop_assert!(word.start >= at && word.end > word.start);
                prop_assert!(text.get(word.clone()).is_some());
                at = word.end;
            }
        }

        #[test]
        fn a_word_by_itself_is_the_same_word(text in "[aéU.S,0-9 '’東ไ\u{301}\u{ad}½-]{0,40}") {
            for word in words(&text) {
                let alone = &text[word];
                prop_assert_eq!(found(alone), [alone]);
            }
        }

        #[test]
        fn folding_twice_is_folding_once(text in any::<String>()) {
            for word in words(&text) {
                let once = folded(&text[word]);
                prop_assert_eq!(folded(&once), once);
            }
        }

        #[test]
        fn notes_tell_where_each_word_is(text in "[aB1.,'’é 東-]{0,40}") {
            let mut folded_text = Folded::default();
            folded_text.fold(&text);
            for (at, range) in folded_text.words.clone() {
                prop_assert_eq!(folded_text.covered(at..at + 1), Some(range.clone()));
                let word = folded_text.line[at..].split(' ').next().unwrap_or_default();
                let parts: String = words(&text[range.clone()]).map(|part| folded(&text[range.clone()][part])).collect();
                prop_assert_eq!(word, parts);
            }
        }
    }
}
