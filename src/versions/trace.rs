//! What is kept of an article to find its copies and its other versions.
//!
//! One idea: two articles are of one story if they have the same address, or
//! say the same, or have the same headline and say something of the same. A
//! headline alone makes no story: “Letters to the editor” come every week.

use super::sketch::{Likeness, Sketch};
use crate::article::Meta;
use crate::format::address::core;

/// Letters of the shortest headline that is worth comparing.
const HEADLINE: usize = 12;

/// Sets the keys of addresses and headlines apart from those of shingles,
/// which have 25 bits.
const ADDRESS: u64 = 1 << 62;
const HEADED: u64 = 1 << 61;

/// What of an article is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// What it says.
    pub sketch: Sketch,
    /// A hash of its address; `None` if it has none of its own.
    pub address: Option<u64>,
    /// A hash of its headline, of 32 bits, since it decides nothing alone; `None`
    /// if that is too short to mean anything.
    pub headline: Option<u64>,
}

impl Trace {
    /// Shingles by which an article is found: enough that two of a resemblance of
    /// a fifth share some, but for one in a hundred. The first of a sketch are
    /// all that its [`keys`](Self::keys) need.
    pub const FOUND_BY: usize = 16;

    /// [`keys`](Self::keys) that an article has at most.
    pub const KEYS: usize = Self::FOUND_BY + 2;

    /// The trace of an article of which this is known and that says this.
    pub fn new(meta: &Meta, sketch: Sketch) -> Self {
        let address = meta.url.as_ref().and_then(|url| core(&url.value));
        // The address of a whole site says nothing about its articles.
        let address = address.filter(|core| core.contains(['/', '?']));
        let title = meta.title.as_ref().map(|title| squeezed(&title.value));
        let title = title.filter(|title| title.chars().count() >= HEADLINE);
        Self {
            sketch,
            address: address.map(|core| ADDRESS | hash(&core)),
            headline: title.map(|title| HEADED | hash(&title) >> 16),
        }
    }

    /// The keys by which it is found: who has one of them in common with it may
    /// be its kin, who has none is not.
    pub fn keys(&self) -> impl Iterator<Item = u64> {
        let least = self.sketch.least().iter().take(Self::FOUND_BY).map(|hash| u64::from(*hash));
        let least = least.filter(|_| self.sketch.is_telling());
        least.chain(self.address).chain(self.headline)
    }

    /// Whether one key in common is enough to look closer.
    pub fn is_strong(key: u64) -> bool {
        key >= HEADED
    }

    /// Whether two articles are of one story. `closely` says how much they have
    /// in common by all that they say, and is asked where the sketches leave it
    /// open; it says nothing in common where it is not worth a look, and `None`
    /// if that cannot be read any more.
    pub fn is_kin(&self, other: &Self, closely: impl FnOnce() -> Option<Likeness>) -> bool {
        if self.address.is_some() && self.address == other.address {
            return true;
        }
        let mut likeness = self.sketch.likeness(&other.sketch);
        if likeness.is_doubtful() {
            likeness = closely().unwrap_or(likeness);
        }
        let is_headed = self.headline.is_some() && self.headline == other.headline;
        likeness.is_copy() || is_headed && likeness.is_kin()
    }
}

/// The letters and digits of a headline, in small letters.
fn squeezed(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// 48 bits of a text.
fn hash(text: &str) -> u64 {
    let hash = blake3::hash(text.as_bytes());
    hash.as_bytes()[..6].iter().fold(0, |hash, byte| hash << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Origin, Safe, Sourced};

    fn trace(title: &str, url: &str, text: &str) -> Trace {
        let said = |words: &str| Some(Sourced::certain(Safe::line(words), Origin::Line));
        let url = said(url).filter(|_| !url.is_empty());
        let meta = Meta { title: said(title), url, ..Meta::default() };
        Trace::new(&meta, Sketch::of(text.split(' ')))
    }

    fn text(words: std::ops::Range<u32>) -> String {
        words.map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ")
    }

    const HERONS: &str = "Three herons at the lock";

    #[test]
    fn one_address_is_one_story_whatever_it_says() {
        let old = trace(HERONS, "https://paper.example/herons", &text(0..200));
        let new = trace("Corrected", "http://www.paper.example/herons/#top", &text(500..700));
        assert!(old.is_kin(&new, || None));
        let home = |words| trace(HERONS, "https://paper.example/", &text(words));
        assert!(!home(0..200).is_kin(&home(500..700), || None));
    }

    #[test]
    fn a_headline_alone_is_no_story() {
        let letters = |words| trace("Letters to the editor", "", &text(words));
        assert!(!letters(0..200).is_kin(&letters(500..700), || None));
        // Not quite a third of the words is too little, unless the headline is the same.
        let (one, other) = (text(0..300), text(205..505));
        let closely = || {
            let [one, other] = [&one, &other].map(|text| Sketch::whole(text.split(' ')));
            Some(one.likeness(&other))
        };
        let of = |title, text: &str| trace(title, "", text);
        assert!(!of(HERONS, &one).is_kin(&of("Rain and snow", &other), closely));
        assert!(of(HERONS, &one).is_kin(&of("THREE HERONS at the Lock", &other), closely));
    }

    /// Of forty pairs of articles, of so many words and with so many in common,
    /// those that are of one story; by sketches alone, or compared closely.
    fn kin_of_forty((long, short, common): (u32, u32, u32), is_close: bool) -> usize {
        let is_kin = |start: &u32| {
            let end = start + long;
            let texts = [text(*start..end), text(end - common..end - common + short)];
            let [one, other] = [("Rain and snow", &texts[0]), ("Sun", &texts[1])]
                .map(|(title, text)| trace(title, "", text));
            let whole = texts.each_ref().map(|text| Sketch::whole(text.split(' ')));
            one.is_kin(&other, || is_close.then(|| whole[0].likeness(&whole[1])))
        };
        (0..40).map(|n| n * 10_000).filter(is_kin).count()
    }

    #[test]
    fn where_sketches_leave_it_open_all_that_is_said_decides() {
        // Either the common words of the shorter one are as good as enough, or
        // those of both.
        let (copies, others) =
            ([(300, 300, 110), (1_200, 240, 190)], [(300, 300, 85), (1_200, 240, 165)]);
        for pair in copies {
            // One in forty has by chance next to nothing of what is kept in common.
            assert!(kin_of_forty(pair, true) >= 39, "{pair:?}");
            assert!(kin_of_forty(pair, false) < 40, "{pair:?}: chance alone would do");
        }
        for pair in others {
            assert_eq!(kin_of_forty(pair, true), 0, "{pair:?}");
            assert!(kin_of_forty(pair, false) > 0, "{pair:?}: chance alone would do");
        }
    }

    #[test]
    fn copies_have_keys_in_common() {
        let (one, other) = (trace(HERONS, "", &text(0..300)), trace("x", "", &text(60..300)));
        let keys: Vec<u64> = one.keys().collect();
        assert!(other.keys().filter(|key| keys.contains(key)).count() >= 2);
        assert!(one.is_kin(&other, || None));
    }
}
