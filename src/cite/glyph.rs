//! Characters that know how they are set and where they come from.
//!
//! The processor arranges stand-ins; once the words of the record have taken
//! their places, a repair must be able to tell a stop of the style from a stop
//! of the headline. So each character says which it is.

use crate::article::Safe;

use super::{Face, Run};

/// Who put a character there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hand {
    /// The style: it may be moved or left out.
    Style,
    /// The record: it stays as it is.
    Record,
    /// The record's address, whose stops are no stops.
    Address,
}

/// One character of a citation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Glyph {
    pub(super) c: char,
    pub(super) face: Face,
    pub(super) hand: Hand,
}

impl Glyph {
    /// Whether it is this character, put there by the style.
    pub(super) fn is_styles(self, c: char) -> bool {
        self.c == c && self.hand == Hand::Style
    }
}

/// The characters of `words`, all set alike.
pub(super) fn set(words: &str, face: Face, hand: Hand) -> impl Iterator<Item = Glyph> {
    words.chars().map(move |c| Glyph { c, face, hand })
}

/// The characters as text.
pub(super) fn text(glyphs: &[Glyph]) -> String {
    glyphs.iter().map(|glyph| glyph.c).collect()
}

/// The longest stretches that are set alike; an address is one of its own.
pub(super) fn runs(glyphs: &[Glyph]) -> Vec<Run> {
    let is_address = |glyph: &Glyph| glyph.hand == Hand::Address;
    let alike = glyphs.chunk_by(|a, b| a.face == b.face && is_address(a) == is_address(b));
    let run = |stretch: &[Glyph]| {
        let text = Safe::line(&text(stretch));
        let link = stretch.first().filter(|glyph| is_address(glyph) && leads(&text));
        let face = stretch.first().map(|glyph| glyph.face).unwrap_or_default();
        Run { link: link.map(|_| text.clone()), text, face }
    };
    alike.map(run).collect()
}

/// Whether an address is one that a browser may be given.
fn leads(address: &str) -> bool {
    let scheme = address.split(':').next().unwrap_or_default();
    ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
}
