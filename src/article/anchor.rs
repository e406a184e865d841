//! Ties a note to words of an article, so that it stays at them when the file
//! is edited.
//!
//! The words are kept with what stands around them (W3C Web Annotation Data
//! Model, 4.2.4: Text Quote Selector) and with their place. One idea: **never
//! guess**. In the text as it was, the place is right. In any other text the
//! words are looked for, and taken where they can be no others; else the note
//! is an orphan, and says so.

use std::ops::Range;

use super::squeezed::{Squeezed, squeeze};
use super::{Block, Kind, Place, Safe};

/// Letters that are kept of what stands around the words: at least, and at
/// most where fewer do not tell the words from others like them.
const AROUND: [usize; 4] = [32, 64, 128, 256];

/// Letters of words that are hardly written twice by chance.
const LONG: usize = 32;

/// Letters next to the words that show that they stand where they stood.
const NEAR: usize = 12;

/// Words of an article, and how to find them again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The words; a `\n` stands between blocks.
    pub exact: Safe,
    /// What stands before them.
    pub prefix: Safe,
    /// What stands behind them.
    pub suffix: Safe,
    /// Where they stand in the text that they were taken from: bytes of its
    /// words, without the blanks between them.
    pub place: Range<usize>,
    /// Which text that was: a hash of its words.
    pub text: u64,
    /// Whether the words, and whether they with what is around them, stood
    /// there in one place only.
    pub only: Only,
}

/// What tells some words from all others of their article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Only {
    /// Nothing but their place: they stand elsewhere too, and so does what is
    /// around them.
    #[default]
    Here,
    /// What stands around them.
    Among,
    /// They themselves.
    Alone,
}

impl Only {
    /// The name by which it is kept.
    pub fn name(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::Among => "among",
            Self::Alone => "alone",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Here, Self::Among, Self::Alone].into_iter().find(|only| only.name() == name)
    }
}

impl Anchor {
    /// Ties to a passage of the article whose `body` this is; `None` if there
    /// are no words in it.
    pub fn of(body: &[Block], passage: &Range<Place>) -> Option<Self> {
        let text = Squeezed::of(body, whatever);
        let words = text.passage(passage).filter(|_| !text.is_cut_off())?;
        let is_only = text.only(text.words().get(words.clone())?).is_some();
        let mut found = (around(text.words(), &words, AROUND[0]), Only::Alone);
        if !is_only {
            found.1 = Only::Here;
            for letters in AROUND {
                found.0 = around(text.words(), &words, letters);
                if text.only(&found.0.concat()).is_some() {
                    found.1 = Only::Among;
                    break;
                }
            }
        }
        let ([prefix, _, suffix], only) = found;
        let place = words.clone();
        let stretches = text.stretches(words);
        let exact = stretches.iter().filter_map(|(from, to)| {
            let plain = &body[from.block].text.plain;
            Some(plain.get(from.at..*to)?.split_whitespace().collect::<Vec<_>>().join(" "))
        });
        let exact = Safe::lines(&exact.collect::<Vec<_>>().join("\n"));
        let [prefix, suffix] = [prefix, suffix].map(Safe::line);
        Some(Self { exact, prefix, suffix, place, text: hash(&text), only })
    }

    /// Where the words stand in the article whose `body` this is; `None` if
    /// that is not certain.
    pub fn find(&self, body: &[Block]) -> Option<Range<Place>> {
        let text = Squeezed::of(body, whatever);
        if text.is_cut_off() {
            return None;
        }
        let words = self.find_words(&text)?;
        let stretches = text.stretches(words);
        Some(stretches.first()?.0..end(&stretches)?)
    }

    fn find_words(&self, text: &Squeezed) -> Option<Range<usize>> {
        if self.text == hash(text) {
            let words = text.words().get(self.place.clone())?;
            return (!words.is_empty()).then(|| self.place.clone());
        }
        let [prefix, exact, suffix] =
            [&self.prefix, &self.exact, &self.suffix].map(|words| squeeze(words));
        let whole = || {
            let found = text.only(&[&*prefix, &exact, &suffix].concat())?;
            Some(found.start + prefix.len()..found.end - suffix.len())
        };
        match self.only {
            Only::Here => None,
            Only::Among => whole(),
            Only::Alone => match &*text.all(&exact) {
                [] => None,
                // A short word that is left alone may be another than was meant.
                [one] => {
                    let is_long = exact.chars().count() >= LONG;
                    let around = (&text.words()[..one.start], &text.words()[one.end..]);
                    (is_long || is_same(around, (&prefix, &suffix))).then(|| one.clone())
                }
                _ => whole(),
            },
        }
    }
}

/// Whatever can be shown can be noted.
fn whatever(_: Kind) -> bool {
    true
}

fn hash(text: &Squeezed) -> u64 {
    let hash = blake3::hash(text.words().as_bytes());
    let first = hash.as_bytes().first_chunk().expect("a hash has 32 bytes");
    u64::from_be_bytes(*first)
}

/// Whether what stands around some words is what stood there: enough of it on
/// one side, or all that was kept.
fn is_same((before, behind): (&str, &str), (prefix, suffix): (&str, &str)) -> bool {
    let is_near = |kept: &str, is_there: bool| is_there && kept.chars().count() == NEAR;
    let (near_before, near_behind) = (last(prefix, NEAR), first(suffix, NEAR));
    is_near(near_before, before.ends_with(near_before))
        || is_near(near_behind, behind.starts_with(near_behind))
        || before.ends_with(prefix) && behind.starts_with(suffix)
}

/// Some words with so many letters before and behind them.
fn around<'a>(text: &'a str, words: &Range<usize>, letters: usize) -> [&'a str; 3] {
    let (before, rest) = text.split_at(words.start);
    let (exact, behind) = rest.split_at(words.len());
    [last(before, letters), exact, first(behind, letters)]
}

fn first(text: &str, letters: usize) -> &str {
    let end = text.char_indices().nth(letters).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

fn last(text: &str, letters: usize) -> &str {
    let start = letters.checked_sub(1).and_then(|before| text.char_indices().nth_back(before));
    &text[start.map_or(0, |(at, _)| at)..]
}

fn end(stretches: &[(Place, usize)]) -> Option<Place> {
    stretches.last().map(|(place, at)| Place { block: place.block, at: *at })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::Written;

    fn body(paragraphs: &[&str]) -> Vec<Block> {
        let paragraph = |text: &&str| Block {
            kind: Kind::Paragraph,
            text: Safe::lines(text).into(),
            written: Written::Words((*text).to_owned()),
        };
        paragraphs.iter().map(paragraph).collect()
    }

    fn words(body: &[Block], passage: &Range<Place>) -> String {
        let words = body.iter().enumerate().take(passage.end.block + 1).skip(passage.start.block);
        let words = words.map(|(rank, block)| {
            let text = &*block.text.plain;
            let from = if rank == passage.start.block { passage.start.at } else { 0 };
            let to = if rank == passage.end.block { passage.end.at } else { text.len() };
            &text[from..to]
        });
        words.collect()
    }

    /// Ties to the words of a paragraph that begin at the nth of these.
    fn tied(paragraphs: &[&str], block: usize, exact: &str, nth: usize) -> Anchor {
        let (at, _) = paragraphs[block].match_indices(exact).nth(nth).unwrap();
        let passage = Place { block, at }..Place { block, at: at + exact.len() };
        Anchor::of(&body(paragraphs), &passage).unwrap()
    }

    /// Which words are found, and where they begin.
    fn found(anchor: &Anchor, paragraphs: &[&str]) -> Option<(Place, String)> {
        let body = body(paragraphs);
        anchor.find(&body).map(|passage| (passage.start, words(&body, &passage)))
    }

    const FERRY: [&str; 3] = [
        "The ferry was late again.",
        "It rained. The harbour master said that the rain was to blame, and nobody else.",
        "It rained. The pilots said nothing.",
    ];

    #[test]
    fn words_that_stand_twice_are_found_by_their_place_while_nothing_changed() {
        let anchor = tied(&FERRY, 2, "It rained.", 0);
        let place = Place { block: 2, at: 0 };
        assert_eq!(found(&anchor, &FERRY), Some((place, "It rained.".to_owned())));
    }

    #[test]
    fn words_move_with_the_text_around_them() {
        let anchor = tied(&FERRY, 1, "harbour master", 0);
        let edited = ["Corrected on Friday.", FERRY[0], FERRY[1], FERRY[2]];
        let place = Place { block: 2, at: 15 };
        assert_eq!(found(&anchor, &edited), Some((place, "harbour master".to_owned())));
        let twice = tied(&FERRY, 2, "It rained.", 0);
        assert_eq!(found(&twice, &edited).unwrap().0, Place { block: 3, at: 0 });
    }

    #[test]
    fn words_that_are_gone_or_stand_twice_alike_make_an_orphan() {
        let anchor = tied(&FERRY, 1, "harbour master", 0);
        assert_eq!(found(&anchor, &[FERRY[0], FERRY[2]]), None);
        assert_eq!(found(&anchor, &[FERRY[1], FERRY[1]]), None);
    }

    #[test]
    fn a_copy_that_is_left_is_not_taken_for_the_one_that_was_meant() {
        let copies = ["He agreed.", "“Yes,” he said.", "Why?", "“Yes,” he said."];
        let anchor = tied(&copies, 3, "“Yes,” he said.", 0);
        assert_eq!(found(&anchor, &["He agreed.", "“Yes,” he said.", "Why?"]), None);
    }

    #[test]
    fn a_short_word_that_is_left_alone_is_no_proof() {
        let anchor = tied(&["The vote was close."], 0, "vote", 0);
        assert_eq!(found(&anchor, &["Nobody came to cast a vote that day."]), None);
        assert!(found(&anchor, &["The vote was clearly lost."]).is_none());
        assert!(found(&anchor, &["Well. The vote was close. Very."]).is_some());
    }

    #[test]
    fn line_breaks_and_blanks_may_change() {
        let anchor = tied(&FERRY, 1, "the rain was to blame", 0);
        let reflowed = FERRY.map(|text| text.replace(' ', "  "));
        let reflowed = reflowed.each_ref().map(|text| &**text);
        assert_eq!(found(&anchor, &reflowed).unwrap().1, "the  rain  was  to  blame");
    }

    #[test]
    fn a_passage_may_span_paragraphs_and_must_have_words() {
        let passage = Place { block: 0, at: 19 }..Place { block: 1, at: 10 };
        let anchor = Anchor::of(&body(&FERRY), &passage).unwrap();
        assert_eq!(&*anchor.exact, "again.\nIt rained.");
        let blank = Place { block: 1, at: 10 }..Place { block: 1, at: 11 };
        assert_eq!(Anchor::of(&body(&FERRY), &blank), None);
    }

    fn paragraphs() -> impl Strategy<Value = Vec<String>> {
        prop::collection::vec("[ab東\u{301} ]{0,12}", 1..5)
    }

    proptest! {
        #[test]
        fn in_the_same_text_a_passage_is_found_where_it_is(
            texts in paragraphs(),
            (from, to) in any::<(prop::sample::Index, prop::sample::Index)>(),
        ) {
            let texts: Vec<&str> = texts.iter().map(|text| &**text).collect();
            let body = body(&texts);
            let place = |index: &prop::sample::Index| {
                let at = |(block, it): (usize, &Block)| {
                    let text = it.text.plain.to_string();
                    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
                    ends.map(|at| Place { block, at }).collect::<Vec<_>>()
                };
                *index.get(&body.iter().enumerate().flat_map(at).collect::<Vec<_>>())
            };
            let (from, to) = (place(&from).min(place(&to)), place(&from).max(place(&to)));
            let meant = squeeze(&words(&body, &(from..to)));
            match Anchor::of(&body, &(from..to)) {
                None => prop_assert_eq!(meant, ""),
                Some(anchor) => {
                    let found = anchor.find(&body).unwrap();
                    prop_assert!(from <= found.start && found.end <= to);
                    prop_assert_eq!(squeeze(&words(&body, &found)), meant);
                }
            }
        }

        #[test]
        fn in_any_other_text_only_the_very_words_are_found(
            texts in paragraphs(), other in paragraphs(), block in any::<prop::sample::Index>(),
        ) {
            let texts: Vec<&str> = texts.iter().map(|text| &**text).collect();
            let other: Vec<&str> = other.iter().map(|text| &**text).collect();
            let block = block.index(texts.len());
            let (before, after) = (body(&texts), body(&other));
            let end = before[block].text.plain.len();
            let passage = Place { block, at: 0 }..Place { block, at: end };
            if let Some(anchor) = Anchor::of(&before, &passage)
                && let Some(found) = anchor.find(&after)
            {
                prop_assert_eq!(squeeze(&words(&after, &found)), squeeze(&anchor.exact));
            }
        }

        #[test]
        fn what_is_added_before_and_behind_moves_a_passage_and_loses_none(
            before in "[xy ]{0,40}", behind in "[xy ]{0,40}",
        ) {
            let anchor = tied(&FERRY, 1, "to blame", 0);
            let edited = [&*before, FERRY[0], FERRY[1], FERRY[2], &*behind];
            prop_assert_eq!(
                found(&anchor, &edited).map(|(place, _)| place),
                Some(Place { block: 2, at: FERRY[1].find("to blame").unwrap() })
            );
        }
    }
}
