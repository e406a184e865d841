//! Texts for measurements: words drawn by Zipf's law from twenty thousand.

const VOCABULARY: f64 = 20_000.0;

/// A generator of numbers that look random: `SplitMix64` (Steele and others, 2014).
pub(crate) struct Dice(u64);

impl Dice {
    /// The same numbers for the same seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A word whose rank in the vocabulary follows Zipf's law.
    pub(crate) fn word(&mut self) -> String {
        let share = f64::from(u32::try_from(self.roll() >> 32).unwrap_or(0)) / f64::from(u32::MAX);
        let mut rank = VOCABULARY.powf(share);
        let mut word = String::new();
        while rank >= 1.0 {
            let digit = (rank % 20.0).floor();
            let (consonants, vowels) = ("bcdfghjklmnprstvwyzt", "aeiou");
            let pick = |letters: &str, at: f64| {
                letters.chars().zip(0..).find(|(_, n)| f64::from(*n) >= at).map_or('x', |(c, _)| c)
            };
            word.push(pick(consonants, digit));
            word.push(pick(vowels, (rank % 5.0).floor()));
            rank /= 20.0;
        }
        word
    }

    /// A sentence of so many words.
    pub(crate) fn paragraph(&mut self, words: usize) -> String {
        (0..words).map(|_| self.word()).collect::<Vec<_>>().join(" ") + "."
    }
}
