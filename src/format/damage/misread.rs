//! Words of another alphabet that were read as Latin letters: `Ïðèâåò`.
//!
//! In no language of the press do many words consist of nothing but accented
//! letters; where they do, each byte stood for a letter of another alphabet,
//! and a detector of charsets can tell of which.

use std::ops::Range;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GBK, ISO_8859_5, ISO_8859_7, KOI8_U, SHIFT_JIS, WINDOWS_874,
    WINDOWS_1251, WINDOWS_1253, WINDOWS_1255, WINDOWS_1256,
};

use super::places::Places;

/// Letters of the shortest word that counts.
const LETTERS: usize = 3;

/// Letters in such words from which on a text counts. Chinese has no words.
const ENOUGH: usize = 15;

/// Charsets of other alphabets.
const OTHERS: &[&Encoding] = &[
    WINDOWS_1251,
    KOI8_U,
    ISO_8859_5,
    WINDOWS_1253,
    ISO_8859_7,
    WINDOWS_1255,
    WINDOWS_1256,
    WINDOWS_874,
    GBK,
    BIG5,
    SHIFT_JIS,
    EUC_JP,
    EUC_KR,
];

/// The damaged places of a text, and what each stands for; `None` if it is not
/// damaged so.
pub(super) fn find(text: &str) -> Option<Places> {
    let runs: Vec<_> = runs(text).collect();
    let (mut inside, mut all) = (0, 0);
    for run in &runs {
        let letters = text[run.clone()].chars().filter(|c| is_letter(*c)).count();
        let is_alone = !touches_ascii(text, run);
        all += letters;
        if letters >= LETTERS && is_alone {
            inside += letters;
        }
    }
    if inside < ENOUGH || inside * 2 < all {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    for run in &runs {
        detector.feed(&bytes(&text[run.clone()])?, false);
        detector.feed(b" ", false);
    }
    detector.feed(b"", true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    OTHERS.contains(&encoding).then_some(())?;
    let mut places = Places::default();
    for run in runs {
        let bytes = bytes(&text[run.clone()])?;
        if let Some(right) = encoding.decode_without_bom_handling_and_without_replacement(&bytes) {
            places.push(&run, &right);
        }
    }
    Some(places)
}

/// Stretches of characters that stand for a byte each, with a letter in them.
fn runs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_byte = |c: char| matches!(c, '\u{80}'..='\u{ff}');
    let mut at = 0;
    std::iter::from_fn(move || {
        // The first byte of these characters in UTF-8, and of no others.
        let start = at + memchr::memchr2(0xc2, 0xc3, &text.as_bytes()[at..])?;
        let length = text[start..].find(|c| !is_byte(c)).unwrap_or(text.len() - start);
        at = start + length;
        Some(start..at)
    })
    .filter(move |run| text[run.clone()].contains(is_letter))
}

/// The letters of Latin-1, and the two signs in whose place windows-1251 has
/// one.
fn is_letter(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{ff}' | '\u{a8}' | '\u{b8}')
}

fn touches_ascii(text: &str, run: &Range<usize>) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    is_letter(text[..run.start].chars().next_back()) || is_letter(text[run.end..].chars().next())
}

/// The byte of each character; `None` if one has none.
fn bytes(text: &str) -> Option<Vec<u8>> {
    text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect()
}
