//! The words that headlines leave small, by each manual.

/// Which words of a title stay small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cite) enum Small {
    /// Articles, and short conjunctions and prepositions: no word of four
    /// letters or more (APA 7, §6.17).
    Apa,
    /// Articles, coordinating conjunctions, every preposition (MLA 9, §2.90).
    Mla,
    /// The same, except “yet” and “so” (Chicago 17, §8.159).
    Chicago17,
    /// Prepositions of five letters and more have a capital (Chicago 18, §8.160).
    Chicago18,
    /// Those of every list of English style books (CSL 1.0.2, “Text-case”).
    Csl,
}

const ARTICLES: [&str; 3] = ["a", "an", "the"];

/// Conjunctions that every style leaves small.
const CONJUNCTIONS: [&str; 5] = ["and", "but", "for", "nor", "or"];

/// Words that are prepositions wherever they stand in a headline.
const PREPOSITIONS: [&str; 38] = [
    "across",
    "against",
    "alongside",
    "amid",
    "amidst",
    "among",
    "amongst",
    "at",
    "atop",
    "barring",
    "beneath",
    "beside",
    "besides",
    "between",
    "beyond",
    "concerning",
    "despite",
    "during",
    "except",
    "from",
    "into",
    "of",
    "onto",
    "per",
    "regarding",
    "throughout",
    "to",
    "toward",
    "towards",
    "underneath",
    "upon",
    "v",
    "versus",
    "via",
    "vs",
    "with",
    "within",
    "without",
];

/// Words that are a preposition, an adverb or a conjunction.
const EITHER: [&str; 28] = [
    "about", "above", "after", "along", "around", "as", "before", "behind", "below", "by", "down",
    "in", "inside", "like", "near", "off", "on", "out", "outside", "over", "since", "than",
    "through", "till", "under", "unlike", "until", "up",
];

/// Parts that make a compound but no word of their own (Chicago 18, §8.162).
const PREFIXES: [&str; 14] = [
    "anti", "co", "counter", "de", "extra", "inter", "intra", "mid", "non", "post", "pre", "pro",
    "re", "un",
];

/// Particles of names, which are as small in a headline as in a text (Chicago
/// 18, §8.160), and the “and” within names of other languages: “Vins et Terroirs”.
const PARTICLES: [&str; 23] = [
    "al", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "e", "el", "et",
    "ibn", "la", "le", "ten", "ter", "van", "von", "y", "zu",
];

impl Small {
    /// Whether a word, in small letters, stays small; for one that is either,
    /// whether it does so as a preposition.
    pub(super) fn keeps(self, word: &str) -> bool {
        let letters = word.chars().count();
        let is_preposition = PREPOSITIONS.contains(&word) || EITHER.contains(&word);
        if ARTICLES.contains(&word) || CONJUNCTIONS.contains(&word) {
            return true;
        }
        match self {
            Self::Apa => letters < 4 && (is_preposition || ["if", "so", "yet"].contains(&word)),
            Self::Mla | Self::Csl => is_preposition || ["so", "yet"].contains(&word),
            Self::Chicago17 => is_preposition,
            Self::Chicago18 => letters < 5 && is_preposition,
        }
    }

    /// Whether a prefix leaves the part behind its hyphen small: “Anti-war”.
    pub(super) fn knows_prefixes(self) -> bool {
        matches!(self, Self::Chicago17 | Self::Chicago18)
    }
}

/// Whether a word, in small letters, is a preposition or something else.
pub(super) fn is_either(word: &str) -> bool {
    EITHER.contains(&word)
}

/// Whether a word is a particle that stays small before a name.
pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// Whether a word, in small letters, is one that makes a compound.
pub(super) fn is_prefix(word: &str) -> bool {
    PREFIXES.contains(&word)
}
