//! Finds the words of a query in text.
//!
//! One matcher serves the archive and the article, so what is listed is what
//! is lit: [`Needles`] are substrings of folded lines (see
//! [`fold_line`]), found in one pass each.

use std::ops::Range;

use memchr::memmem::Finder;

use super::query::{Query, Term, Words};
use super::words::{Folded, fold_line};
use crate::article::{Article, Kind};

/// Words of a term that may also be written with dots; more would multiply
/// the needles.
const DOTTED: usize = 3;

/// A stretch of an article that matches a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Rank of the block in [`Article::body`].
    pub block: usize,
    /// Bytes of [`Text::plain`](crate::article::Text::plain), on character boundaries; whole words,
    /// also where only their beginning was asked for.
    pub range: Range<usize>,
}

/// Where any term of `query` stands in `article`, in order and without overlaps.
///
/// A phrase is one hit, even if it will be broken over lines, but never goes
/// from one block into the next. Only [what a person reads](is_read) is
/// searched. An empty query has no hits.
pub fn find(article: &Article, query: &Query) -> Vec<Hit> {
    let needles = Needles::new(query);
    let mut folded = Folded::default();
    let mut hits = Vec::new();
    for (block, text) in article.body.iter().enumerate().filter(|(_, block)| is_read(block.kind)) {
        let ranges = needles.hits(&text.text.plain, &mut folded);
        hits.extend(ranges.into_iter().map(|range| Hit { block, range }));
    }
    hits
}

/// Whether a block is what a person reads of an article, and so is searched:
/// all but the furniture of the page, ready-made citations, and the lines whose
/// names and dates stand in the line under the headline.
pub fn is_read(kind: Kind) -> bool {
    !kind.is_folded() && !matches!(kind, Kind::Rule | Kind::Byline | Kind::Dateline)
}

/// A query made ready for finding.
pub struct Needles {
    terms: Vec<Vec<Needle>>,
}

/// One way in which a term may stand in a folded line.
struct Needle {
    finder: Finder<'static>,
    is_open: bool,
}

impl Needle {
    fn new(words: &[String], is_open: bool) -> Self {
        let mut needle = String::from(" ") + &words.join(" ");
        if !is_open {
            needle.push(' ');
        }
        Self { finder: Finder::new(&needle).into_owned(), is_open }
    }

    /// Whether whatever holds `self` holds `other`.
    fn implies(&self, other: &Self) -> bool {
        let (mine, others) = (self.finder.needle(), other.finder.needle());
        if other.is_open { mine.starts_with(others) } else { mine == others }
    }
}

impl Needles {
    /// Folds the terms of a query, each in every way that it may be written:
    /// `us` also as `u.s`, `co-operation` also as `cooperation`.
    pub fn new(query: &Query) -> Self {
        Self { terms: looked_for(query).map(ways).collect() }
    }

    /// Whether a folded line, or several, hold every term.
    pub fn are_in(&self, lines: &str) -> bool {
        (0..self.terms.len()).all(|term| self.is_in(term, lines))
    }

    /// How many terms stand in a folded line.
    pub fn count_in(&self, line: &str) -> usize {
        (0..self.terms.len()).filter(|term| self.is_in(*term, line)).count()
    }

    fn is_in(&self, term: usize, lines: &str) -> bool {
        self.terms[term].iter().any(|needle| needle.finder.find(lines.as_bytes()).is_some())
    }

    /// Whether every text that holds these terms surely holds those of
    /// `wider`: so it is while a query is typed.
    pub fn narrow(&self, wider: &Self) -> bool {
        let narrows = |mine: &Vec<Needle>, others: &Vec<Needle>| {
            mine.iter().all(|needle| others.iter().any(|other| needle.implies(other)))
        };
        wider.terms.iter().all(|others| self.terms.iter().any(|mine| narrows(mine, others)))
    }

    /// Where any term stands in `text`, in order and without overlaps;
    /// `folded` is scratch space.
    pub fn hits(&self, text: &str, folded: &mut Folded) -> Vec<Range<usize>> {
        folded.fold(text);
        let needles = self.terms.iter().flatten();
        let mut hits: Vec<_> = needles.flat_map(|needle| needle.hits(folded)).collect();
        hits.sort_unstable_by_key(|hit| (hit.start, hit.end));
        hits.dedup_by(|next, hit| {
            let overlaps = next.start < hit.end;
            if overlaps {
                hit.end = hit.end.max(next.end);
            }
            overlaps
        });
        hits
    }
}

impl Needle {
    /// Where it stands in a text.
    fn hits(&self, folded: &Folded) -> impl Iterator<Item = Range<usize>> {
        let (line, len) = (folded.line().as_bytes(), self.finder.needle().len());
        let mut from = 0;
        std::iter::from_fn(move || {
            let at = from + self.finder.find(&line[from..])?;
            // The space behind one word stands before the next.
            from = at + len.max(2) - 1;
            folded.covered(at..at + len)
        })
    }
}

/// The words that must all be there.
fn looked_for(query: &Query) -> impl Iterator<Item = &Words> {
    query.terms().into_iter().filter_map(|term| match term {
        Term::Words(words) => Some(words),
        _ => None,
    })
}

/// The ways in which words may stand in a folded line.
fn ways(term: &Words) -> Vec<Needle> {
    let mut line = String::new();
    fold_line(&term.text, &mut line, |_, _| {});
    let mut parts = line.trim_end().split(super::words::ASIDE);
    let words: Vec<&str> = parts.next().unwrap_or_default().split_whitespace().collect();
    let joined = parts.next().map(str::trim).filter(|joined| *joined == words.concat());
    let mut ways = vec![Vec::new()];
    let mut dotted = 0;
    for word in words {
        let with_dots = with_dots(word).filter(|_| dotted < DOTTED);
        dotted += usize::from(with_dots.is_some());
        let forms: Vec<String> = std::iter::once(word.to_owned()).chain(with_dots).collect();
        ways = ways
            .iter()
            .flat_map(|way| {
                forms.iter().map(move |form| [way.as_slice(), std::slice::from_ref(form)].concat())
            })
            .collect();
    }
    ways.extend(joined.map(|joined| vec![joined.to_owned()]));
    ways.iter().map(|way| Needle::new(way, term.is_open)).collect()
}

/// The same letters as an abbreviation with dots; `None` for a word that is
/// too long to be one.
fn with_dots(word: &str) -> Option<String> {
    let letters: Vec<char> = word.chars().take(5).collect();
    let is_short = (2..=4).contains(&letters.len()) && letters.iter().all(|c| c.is_alphabetic());
    is_short.then(|| letters.iter().map(char::to_string).collect::<Vec<_>>().join("."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Block, Safe, Written};
    use crate::search::words::{folded, words};
    use proptest::prelude::*;

    fn article(blocks: &[(Kind, &str)]) -> Article {
        let block = |&(kind, text): &(Kind, &str)| Block {
            kind,
            text: Safe::lines(text).into(),
            written: Written::Words(text.to_owned()),
        };
        Article { body: blocks.iter().map(block).collect(), ..Article::default() }
    }

    fn found(text: &str, query: &str) -> Vec<String> {
        let article = article(&[(Kind::Paragraph, text)]);
        let hits = find(&article, &Query::parse(query));
        hits.into_iter().map(|hit| article.body[0].text.plain[hit.range].to_owned()).collect()
    }

    #[test]
    fn a_word_is_found_whatever_its_case_and_accents() {
        assert_eq!(found("Café, CAFE and cafés", "cafe "), ["Café", "CAFE"]);
    }

    #[test]
    fn a_beginning_lights_the_whole_word() {
        assert_eq!(found("Climate and climbers, acclimatised", "clim"), ["Climate", "climbers"]);
    }

    #[test]
    fn a_phrase_is_one_hit_across_any_white_space_and_punctuation() {
        assert_eq!(
            found("The central\nbank; a central — bank", "\"central bank\""),
            ["central\nbank", "central — bank"]
        );
    }

    #[test]
    fn a_word_that_follows_itself_is_found_twice() {
        assert_eq!(found("rain rain rain", "rain "), ["rain", "rain", "rain"]);
    }

    #[test]
    fn an_abbreviation_is_found_with_its_dots_and_without() {
        assert_eq!(found("In the U.S. economy", "u.s. "), ["U.S."]);
        assert_eq!(found("In the U.S. economy", "\"us economy\""), ["U.S. economy"]);
        assert_eq!(found("Let us go", "u.s. "), [""; 0]);
        assert_eq!(found("the U.S. and U.K. trade", "\"us and uk\""), ["U.S. and U.K."]);
    }

    #[test]
    fn a_compound_is_found_in_parts_and_as_a_whole() {
        let text = "Co-operation is well-known";
        for query in ["co-operation ", "cooperation ", "cooper"] {
            assert_eq!(found(text, query), ["Co-operation"], "{query}");
        }
        assert_eq!(found(text, "known "), ["known"]);
        assert_eq!(found("cooperation", "co-operation "), ["cooperation"]);
        assert_eq!(found("the nation’s share", "nation "), ["nation"]);
    }

    #[test]
    fn a_number_is_found_with_its_comma_and_without() {
        assert_eq!(found("3,000 of 3000 at 4.5%", "3000 4.5% "), ["3,000", "3000", "4.5"]);
    }

    #[test]
    fn a_part_of_a_sentence_without_spaces_is_found() {
        assert_eq!(found("今日の東京は雨", "東京"), ["東京"]);
        assert_eq!(found("서울에서 비", "서울 "), ["서울"]);
    }

    #[test]
    fn overlapping_hits_are_one() {
        assert_eq!(
            found("the central bank rate", "\"central bank\" \"bank rate\""),
            ["central bank rate"]
        );
    }

    #[test]
    fn only_what_a_person_reads_is_searched() {
        let article = article(&[
            (Kind::Title, "Rain"),
            (Kind::Furniture, "Rain alerts"),
            (Kind::Caption, "Rain in Porto"),
            (Kind::Citation, "Rain (2020)"),
        ]);
        let blocks: Vec<_> =
            find(&article, &Query::parse("rain ")).iter().map(|hit| hit.block).collect();
        assert_eq!(blocks, [0, 2]);
    }

    #[test]
    fn a_phrase_does_not_cross_into_the_next_block() {
        let article = article(&[(Kind::Paragraph, "the central"), (Kind::Paragraph, "bank")]);
        assert_eq!(find(&article, &Query::parse("\"central bank\"")), []);
    }

    #[test]
    fn typing_on_narrows_and_other_words_do_not() {
        let needles = |typed: &str| Needles::new(&Query::parse(typed));
        assert!(needles("clim").narrow(&needles("cli")));
        assert!(needles("clim ").narrow(&needles("clim")));
        assert!(needles("rain clim").narrow(&needles("rain")));
        assert!(!needles("cli").narrow(&needles("clim")));
        assert!(!needles("rainy").narrow(&needles("rain ")));
        assert!(!needles("3,000").narrow(&needles("3,00")));
    }

    proptest! {
        #[test]
        fn hits_fold_to_the_words_of_the_query(text in "[a-cA-C éÉ.'’東1,\n-]{0,60}", query in "[a-c é.'東1,-]{1,6} ") {
            let article = article(&[(Kind::Code, &text)]);
            let plain = &article.body[0].text.plain;
            let letters = |text: &str| words(text).map(|word| folded(&text[word])).collect::<String>().replace('.', "");
            let query = Query::parse(&query);
            for hit in find(&article, &query) {
                let hit = plain.get(hit.range).expect("on character boundaries");
                prop_assert!(looked_for(&query).any(|term| letters(hit).contains(&letters(&term.text))));
            }
        }

        #[test]
        fn every_word_of_a_text_finds_it(text in any::<String>()) {
            let article = article(&[(Kind::Paragraph, &text)]);
            let plain = &article.body[0].text.plain;
            for word in words(plain) {
                let query = Query::parse(&format!("{} ", &plain[word.clone()]));
                let hits = find(&article, &query);
                prop_assert!(query.is_empty() || hits.iter().any(|hit| hit.range.start <= word.start && word.end <= hit.range.end));
            }
        }

        #[test]
        fn what_narrows_is_found_by_the_wider_too(text in "[ab.' -]{0,20}", typed in "[ab.' -]{1,8}", more in "[ab.' -]{1,3}") {
            let (wide, narrow) = (Needles::new(&Query::parse(&typed)), Needles::new(&Query::parse(&(typed + &more))));
            let mut line = String::new();
            fold_line(&text, &mut line, |_, _| {});
            if narrow.narrow(&wide) && narrow.are_in(&line) {
                prop_assert!(wide.are_in(&line));
            }
        }
    }
}
