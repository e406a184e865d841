//! Sketches of what articles say, by which it is told how much two have in
//! common without comparing their texts.
//!
//! One idea: of all runs of three words (shingles) those with the least hashes
//! are kept. They are a sample drawn by the same rule from every article, so
//! what two samples share is, but for chance, what the articles share (Broder
//! 1997, “On the resemblance and containment of documents”). A sketch of all
//! shingles ([`Sketch::whole`]) leaves nothing to chance, but for books.

/// Shingles that a sketch keeps: with so many the standard error of a
/// resemblance of a fifth is an eighteenth. With 40 the same copies were found
/// but for one, since what is in doubt is compared closely.
const KEPT: usize = 32;

/// Bits of a hash: so many that of a million articles of six hundred shingles
/// eighteen share one by chance, and hardly any share two.
const BITS: u32 = 25;

/// Words of a shingle: fewer are common to all articles on a subject, more do
/// not outlive an editor.
const WORDS: usize = 3;

/// Fewest shingles that tell an article from others.
const FEWEST: usize = 12;

/// Different shingles that are counted one by one. Of more, which only a book
/// has, the least are kept, and the hash of the last tells how many there are,
/// to within a hundredth (Beyer et al. 2007, “On synopses for distinct-value
/// estimation”): so a sketch of any text is made in half a megabyte.
const COUNTED: usize = 1 << 16;

/// What is kept of an article to compare it with others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    /// The least hashes, in order, each once.
    least: Vec<u32>,
    /// How many different shingles there are.
    shingles: u32,
}

/// How much two articles have in common, as far as their sketches tell: shares
/// from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Likeness {
    /// Of the shingles of both.
    pub resemblance: f32,
    /// Of the shingles of the shorter one.
    pub containment: f32,
}

impl Likeness {
    /// Whether one is a copy of the other: with up to some three tenths of its
    /// words changed, and up to half of it cut off. Articles that have a
    /// paragraph in common, or the forms of a weekly report, stay below.
    pub fn is_copy(self) -> bool {
        self.resemblance >= 0.14 && self.containment >= 0.33
    }

    /// Whether samples leave it open if one is a copy of the other. Among a
    /// hundred thousand articles, made of the same passages, and 2,500 copies,
    /// recall is .996 and precision .999 where these are compared closely; with
    /// sketches alone, of twice as many shingles, they were .942 and .977. With
    /// a tenth of the shorter one for a fifth, to index them all took 91 seconds
    /// for 57; with a quarter, recall was .992.
    pub fn is_doubtful(self) -> bool {
        let is_enough = self.resemblance >= 0.34 && self.containment >= 0.55;
        self.resemblance >= 0.05 && self.containment >= 0.2 && !is_enough
    }

    /// Whether there is enough in common for two articles of one headline.
    pub fn is_kin(self) -> bool {
        self.resemblance >= 0.12 && self.containment >= 0.28
    }
}

impl Sketch {
    /// The sketch of what is said in these words, in order; equal words are
    /// those of the same letters, so they should come without case and accents.
    ///
    /// ```
    /// use newsread::versions::Sketch;
    ///
    /// let sketch = Sketch::of("the keeper saw three herons".split(' '));
    /// assert_eq!(sketch.shingles(), 3);
    /// ```
    pub fn of<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut sketch = Self::whole(words);
        sketch.least.truncate(KEPT);
        sketch.least.shrink_to_fit();
        sketch
    }

    /// The sketch that keeps every shingle, of a book as many as it counts: for
    /// a comparison that must be exact, and too large to be written down.
    pub fn whole<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut window = [0; WORDS];
        let mut sample = Sample { least: Vec::with_capacity(1024), bound: u32::MAX };
        for (rank, word) in words.map(hash_of_word).enumerate() {
            window = [window[1], window[2], word];
            if rank + 1 >= WORDS {
                sample.take(hash_of_shingle(window));
            }
        }
        let shingles = sample.settle();
        Self { least: sample.least, shingles }
    }

    /// A sketch that was written down as its [steps](Self::steps).
    pub fn from_steps(steps: impl Iterator<Item = u32>, shingles: u32) -> Self {
        let mut hash = 0_u32;
        let hashes = steps.map(|step| {
            hash = hash.saturating_add(step);
            hash
        });
        Self { least: hashes.collect(), shingles }
    }

    /// The first of the hashes that are kept, and how far each is from the one
    /// before: smaller numbers than the hashes, which take less space.
    pub fn steps(&self) -> impl Iterator<Item = u32> {
        let before = std::iter::once(0).chain(self.least.iter().copied());
        self.least.iter().zip(before).map(|(hash, before)| hash - before)
    }

    /// The hashes that are kept, the least first.
    pub fn least(&self) -> &[u32] {
        &self.least
    }

    /// How many different shingles the article has.
    pub fn shingles(&self) -> u32 {
        self.shingles
    }

    /// Whether there is enough to tell the article from others.
    pub fn is_telling(&self) -> bool {
        self.least.len() >= FEWEST
    }

    /// How much two articles have in common; nothing if either says next to
    /// nothing.
    pub fn likeness(&self, other: &Self) -> Likeness {
        if !self.is_telling() || !other.is_telling() {
            return Likeness::default();
        }
        let (mut mine, mut theirs) = (self.least.as_slice(), other.least.as_slice());
        let (mut seen, mut common) = (0_u32, 0_u32);
        // Beyond the last of a sample nothing is known of its article.
        let is_known = |left: &[u32], sketch: &Self| !left.is_empty() || sketch.is_whole();
        while is_known(mine, self)
            && is_known(theirs, other)
            && let Some(least) = mine.first().into_iter().chain(theirs.first()).min().copied()
        {
            let is_mine = mine.first() == Some(&least);
            let is_theirs = theirs.first() == Some(&least);
            mine = &mine[usize::from(is_mine)..];
            theirs = &theirs[usize::from(is_theirs)..];
            seen += 1;
            common += u32::from(is_mine && is_theirs);
        }
        // The sizes are far below those at which they would lose a digit.
        #[allow(clippy::cast_precision_loss, reason = "a share needs no more digits")]
        let [seen, common, one, two] =
            [seen.max(1), common, self.shingles, other.shingles].map(|count| count as f32);
        let resemblance = common / seen;
        let shared = resemblance / (1.0 + resemblance) * (one + two);
        Likeness { resemblance, containment: (shared / one.min(two)).min(1.0) }
    }

    /// Whether it keeps all shingles that there are.
    fn is_whole(&self) -> bool {
        self.least.len() >= self.shingles as usize
    }
}

/// The least of many hashes.
struct Sample {
    /// Each once and in order as soon as they are settled.
    least: Vec<u32>,
    /// None above it is kept any more.
    bound: u32,
}

impl Sample {
    fn take(&mut self, hash: u32) {
        if hash > self.bound {
            return;
        }
        self.least.push(hash);
        if self.least.len() == 2 * COUNTED {
            self.settle();
        }
    }

    /// Puts them in order; returns how many different ones were taken.
    fn settle(&mut self) -> u32 {
        self.least.sort_unstable();
        self.least.dedup();
        if self.least.len() > COUNTED {
            self.least.truncate(COUNTED);
            self.bound = self.least.last().copied().unwrap_or(u32::MAX);
        }
        let kept = self.least.len() as u64;
        let all =
            if self.bound == u32::MAX { kept } else { (kept << BITS) / u64::from(self.bound) };
        u32::try_from(all).unwrap_or(u32::MAX)
    }
}

/// A hash of a word, eight bytes at a time: the same in every version of
/// newsread, since what is made of it is written down.
fn hash_of_word(word: &str) -> u64 {
    let step =
        |hash: u64, bytes: u64| (hash.rotate_left(29) ^ bytes).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let (eights, rest) = word.as_bytes().as_chunks::<8>();
    let hash = eights.iter().map(|eight| u64::from_le_bytes(*eight)).fold(0, step);
    let rest = rest.iter().fold(0, |rest, byte| rest << 8 | u64::from(*byte));
    // The rest alone would not tell how long it is.
    step(hash, rest ^ (word.len() as u64) << 56)
}

/// The hashes of its words in order, mixed (the finalizer of `SplitMix64`).
fn hash_of_shingle(words: [u64; WORDS]) -> u32 {
    let mut hash = words
        .into_iter()
        .fold(0, |hash: u64, word| hash.rotate_left(23).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ word);
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    u32::try_from((hash ^ (hash >> 31)) >> (u64::BITS - BITS)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sketch(text: &str) -> Sketch {
        Sketch::of(text.split_whitespace())
    }

    fn text(words: std::ops::Range<u32>) -> String {
        words.map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_copy_without_its_second_half_is_contained_in_the_whole() {
        let likeness = sketch(&text(0..600)).likeness(&sketch(&text(0..300)));
        assert!((likeness.resemblance - 0.5).abs() < 0.15, "{likeness:?}");
        assert!(likeness.containment > 0.8 && likeness.is_copy(), "{likeness:?}");
    }

    #[test]
    fn a_common_paragraph_makes_no_copy() {
        let boilerplate = text(10_000..10_040);
        let one = sketch(&format!("{} {boilerplate}", text(0..300)));
        let other = sketch(&format!("{} {boilerplate}", text(1_000..1_300)));
        assert!(!one.likeness(&other).is_copy());
    }

    #[test]
    fn the_shingles_of_a_book_are_counted_roughly() {
        for words in [60_000, 300_000] {
            let counted = sketch(&text(0..words)).shingles();
            assert!(counted.abs_diff(words) < words / 50, "{counted} of {words}");
        }
        let (book, half) = (sketch(&text(0..300_000)), sketch(&text(0..150_000)));
        assert!(book.likeness(&half).is_copy());
    }

    #[test]
    fn next_to_nothing_is_like_nothing() {
        let short = sketch("Read more on our site today.");
        assert_eq!(short.likeness(&short), Likeness::default());
    }

    proptest! {
        #[test]
        fn a_sketch_is_read_as_it_was_written(first in 0_u32..300, len in 0_u32..300) {
            let whole = sketch(&text(first..first + len));
            prop_assert_eq!(&Sketch::from_steps(whole.steps(), whole.shingles()), &whole);
        }

        #[test]
        fn likeness_is_mutual_and_a_share(one in 0_u32..300, two in 0_u32..300, len in 1_u32..300) {
            let (one, two) = (sketch(&text(one..one + len)), sketch(&text(two..two + 200)));
            let likeness = one.likeness(&two);
            prop_assert_eq!(likeness, two.likeness(&one));
            for share in [likeness.resemblance, likeness.containment] {
                prop_assert!((0.0..=1.0).contains(&share));
            }
        }
    }
}
