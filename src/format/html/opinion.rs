//! Asks a second extraction which words of a page are its article.
//!
//! `trafilatura` leaves out what Readability keeps between paragraphs: buttons,
//! notices, notes on the author. It has a tree of its own, so words are
//! compared, not nodes. Knows nothing of blocks, and decides nothing: what its
//! answer is worth is weighed elsewhere. It costs more than all the rest of
//! reading a page (57 of 100 instructions of 21 real pages), so it should be
//! asked only in doubt.
//!
//! The method is that of A. Barbaresi, “Trafilatura: A Web Scraping Library
//! and Command-Line Tool for Text Discovery and Extraction”, ACL 2021.

use std::collections::HashSet;
use std::panic::catch_unwind;

use trafilatura::{HtmlDateMode, Options, extract};

use super::{scan, strip};
use crate::format::lines;

/// Letters in a row by which two texts are compared.
const RUN: usize = 12;

/// Base of the hash of a run: odd, so that no letter of it is lost.
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

/// The words that the second extraction keeps.
#[derive(Debug)]
pub(super) struct Opinion {
    letters: String,
    runs: HashSet<u64>,
}

impl Opinion {
    /// Asks; `None` where it finds nothing or breaks down. Its time grows with
    /// the page and cannot be limited: the caller asks only of light pages.
    pub(super) fn of(html: &str) -> Option<Self> {
        let options = Options::default()
            .with_exclude_comments(true)
            .with_html_date_mode(HtmlDateMode::Disabled);
        let html = strip::without_scripts(html);
        let kept = catch_unwind(|| extract(&html, &options)).ok()?.ok()?.content_html;
        let opinion = Self::new(&scan::words(&kept));
        (!opinion.letters.is_empty()).then_some(opinion)
    }

    /// The opinion that a text is the article.
    pub(super) fn new(text: &str) -> Self {
        let letters: String =
            lines(text).map(|line| letters(&super::text::entities_decoded(line))).collect();
        let runs = runs(&letters).collect();
        Self { letters, runs }
    }

    /// How much of a text is in it, 0 to 1; a text without letters is in it.
    pub(super) fn share(&self, text: &str) -> f64 {
        let letters = letters(text);
        let (mut all, mut known) = (0_u32, 0_u32);
        for run in runs(&letters) {
            all += 1;
            known += u32::from(self.runs.contains(&run));
        }
        if all > 0 {
            return f64::from(known) / f64::from(all);
        }
        f64::from(u8::from(self.letters.contains(&letters)))
    }
}

/// The letters and digits of a text, in lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A number for each run of letters: a rolling hash (Karp & Rabin, 1987).
fn runs(letters: &str) -> impl Iterator<Item = u64> + '_ {
    let oldest = (0..RUN).fold(1_u64, |power, _| power.wrapping_mul(BASE));
    let leaving = std::iter::repeat_n(0, RUN).chain(letters.chars().map(u64::from));
    let mut hash = 0_u64;
    let all = letters.chars().map(u64::from).zip(leaving).map(move |(enters, leaves)| {
        hash = hash.wrapping_mul(BASE).wrapping_add(enters);
        hash = hash.wrapping_sub(leaves.wrapping_mul(oldest));
        hash
    });
    all.skip(RUN - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_in_an_opinion_by_its_letters() {
        let opinion = Opinion::new("The old wall held in the storm.\nThe boats were safe.");
        let has = |text: &str| opinion.share(text) > 0.99;
        let lacks = |text: &str| opinion.share(text) < 0.01;
        assert!(has("the OLD wall – held, in the storm"));
        assert!(has("The boats") && has("***"));
        assert!(lacks("Subscribe to our newsletter") && lacks("Read on"));
        let half = opinion.share("The old wall held in the storm, subscribe to newsletters");
        assert!((0.2..0.6).contains(&half), "{half}");
    }

    #[test]
    fn a_run_is_known_wherever_it_stands() {
        let (a, b) = (runs("xxabcdefghijklyy"), runs("abcdefghijkl"));
        let a: HashSet<u64> = a.collect();
        assert!(b.into_iter().all(|run| a.contains(&run)));
        assert_eq!(runs("short").count(), 0);
    }

    #[test]
    fn a_page_without_text_gives_no_opinion() {
        assert!(Opinion::of("").is_none());
        assert!(Opinion::of("<p></p>").is_none());
    }
}
