//! Tables of short lines, matched word by word.
//!
//! An entry is a line in lower case; ` *` at its end stands for up to eight
//! further words, `*` on a word for any ending of it. Numbers at either end of a line are left out before it is
//! compared, so “12 comments (3)” is “comments”.

use super::words::{first_word, is_unspaced, parted};
use foldhash::HashMap;

/// Words that `*` may stand for.
const OPEN_WORDS: usize = 8;

/// Characters that may follow an entry of an unspaced script.
const OPEN_CHARS: usize = 12;

/// A table of phrases, by their first word.
pub(super) struct Phrases {
    by_first: HashMap<&'static str, Vec<(&'static str, bool)>>,
    /// For each first byte the lengths of such words: most words of a text are
    /// told by it to be none.
    lengths: Box<[u64; 256]>,
    stems: Vec<&'static str>,
    unspaced: Vec<&'static str>,
}

impl Phrases {
    /// Entries are parted by line ends or commas.
    pub(super) fn of(table: &'static str) -> Self {
        let mut phrases = Self {
            by_first: HashMap::default(),
            lengths: Box::new([0; 256]),
            stems: Vec::new(),
            unspaced: Vec::new(),
        };
        for entry in table.split([',', '\n']).map(str::trim).filter(|entry| !entry.is_empty()) {
            let is_open = entry.ends_with('*');
            let words = entry.trim_end_matches('*').trim_end();
            if words.chars().any(is_unspaced) {
                phrases.unspaced.push(words);
                continue;
            }
            if is_open && !entry.ends_with(" *") {
                phrases.stems.push(words);
                continue;
            }
            let first = first_word(words);
            let byte = first.as_bytes().first().copied().unwrap_or_default();
            phrases.lengths[usize::from(byte)] |= length(first);
            phrases.by_first.entry(first).or_default().push((words, is_open));
        }
        phrases
    }

    /// The phrases that begin with a word.
    fn beginning(&self, first: &str) -> &[(&'static str, bool)] {
        let byte = first.as_bytes().first().copied().unwrap_or_default();
        if self.lengths[usize::from(byte)] & length(first) == 0 {
            return &[];
        }
        self.by_first.get(first).map_or(&[], Vec::as_slice)
    }

    /// Whether the whole of a folded line is one of the phrases.
    pub(super) fn matches(&self, folded: &str) -> bool {
        let line = without_numbers(folded);
        let first = first_word(line);
        let fits = |(words, is_open): &(&str, bool)| {
            let Some(rest) = line.strip_prefix(words) else { return false };
            rest.is_empty()
                || *is_open && rest.starts_with(' ') && rest.split(' ').count() <= OPEN_WORDS + 1
        };
        self.beginning(first).iter().any(fits)
            || self.stems.iter().any(|stem| line.starts_with(stem))
            || !line.is_ascii()
                && self.unspaced.iter().any(|words| {
                    line.strip_prefix(words).is_some_and(|rest| rest.chars().count() <= OPEN_CHARS)
                })
    }

    /// Whether one of the phrases stands somewhere in a folded line.
    pub(super) fn stands_in(&self, folded: &str) -> bool {
        let mut at = 0;
        parted(folded).any(|first| {
            let rest = &folded[at..];
            at += first.len() + 1;
            self.beginning(first).iter().any(|(words, _)| {
                rest.strip_prefix(words)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            }) || self.stems.iter().any(|stem| rest.starts_with(stem))
        }) || !folded.is_ascii() && self.unspaced.iter().any(|words| folded.contains(words))
    }

    /// Whether a folded line begins with one of the phrases.
    pub(super) fn begins(&self, folded: &str) -> bool {
        let first = first_word(folded);
        let follows = |rest: &str| rest.is_empty() || rest.starts_with(' ');
        self.beginning(first)
            .iter()
            .any(|(words, _)| folded.strip_prefix(words).is_some_and(follows))
            || self.stems.iter().any(|stem| folded.starts_with(stem))
    }

    /// Whether every word of a folded line is one of the phrases.
    pub(super) fn are_all(&self, folded: &str) -> bool {
        !folded.is_empty() && parted(folded).all(|word| self.matches(word))
    }
}

/// The length of a word as a bit, that of the longest for all longer ones.
fn length(word: &str) -> u64 {
    1 << word.len().min(63)
}

fn without_numbers(folded: &str) -> &str {
    folded.trim_matches(|c: char| c == ' ' || c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_the_whole_line_unless_it_is_open() {
        let phrases = Phrases::of("leave a reply, more from *, 評論");
        assert!(phrases.matches("leave a reply"));
        assert!(!phrases.matches("leave a reply to him"));
        assert!(phrases.matches("more from the north"));
        assert!(phrases.matches("3 leave a reply 12"));
        assert!(phrases.matches("評論三"));
        assert!(!phrases.matches("moreover"));
    }
}
