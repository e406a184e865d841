//! Cuts a line out of a long text, around what was found.

use std::ops::Range;

use super::Snippet;
use super::words::words;
use crate::article::safe::Clean;
use crate::article::{Place, Safe};

/// Columns of a snippet: two lines of a narrow list.
const COLUMNS: usize = 160;

/// Characters before the first hit: enough to see what it is about, few
/// enough that it is seen in a narrow list.
const LEAD: usize = 40;

/// Stands where a text was cut.
const CUT: Clean<'static> = Clean::literal("…");

/// A line of `text` that begins a little before the first of `hits`, whole
/// words only; line ends become spaces. `place` is within the text.
pub(super) fn cut(text: &Safe, hits: &[Range<usize>]) -> Snippet {
    let first = hits.first().cloned().unwrap_or_default();
    let start = start(text, first.start);
    let end = end(text, start, first.start);
    let mut line = Safe::default();
    if start > 0 {
        line.push(CUT);
    }
    let shift = line.len();
    let mut at = start;
    for part in text[start..end].split('\n') {
        if at > start {
            line.push(Clean::literal(" "));
        }
        line.push(text.slice(at..at + part.len()));
        at += part.len() + 1;
    }
    if end < text.len() {
        line.push(CUT);
    }
    let shown = hits.iter().filter(|hit| hit.start < end);
    let hits =
        shown.map(|hit| hit.start - start + shift..hit.end.min(end) - start + shift).collect();
    Snippet { text: line, hits, place: Place { block: 0, at: first.start } }
}

/// Where a snippet begins whose first hit is at `hit`.
fn start(text: &str, hit: usize) -> usize {
    let Some((far, _)) = text[..hit].char_indices().rev().nth(LEAD) else { return 0 };
    // The first word may have lost its beginning.
    words(&text[far..hit]).nth(1).map_or(hit, |word| far + word.start)
}

/// Where a snippet ends that begins at `start` and must show something of `hit`.
fn end(text: &Safe, start: usize, hit: usize) -> usize {
    let clipped = text.slice(start..text.len()).clip(COLUMNS).as_str();
    let limit = start + clipped.len();
    if limit == text.len() {
        return limit;
    }
    // The last word may have lost its end.
    let whole = words(clipped).filter(|word| word.end < clipped.len()).last();
    whole.map(|word| start + word.end).filter(|end| *end > hit).unwrap_or(limit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn snippet(text: &str, word: &str) -> Snippet {
        let hits: Vec<_> =
            text.match_indices(word).map(|(at, found)| at..at + found.len()).collect();
        cut(&Safe::lines(text), &hits)
    }

    #[test]
    fn a_short_text_is_its_own_snippet() {
        let snippet = snippet("Rain fell.\nThen more rain", "rain");
        assert_eq!(&*snippet.text, "Rain fell. Then more rain");
        assert_eq!(&snippet.text[snippet.hits[0].clone()], "rain");
        assert_eq!(snippet.place, Place { block: 0, at: 21 });
    }

    #[test]
    fn a_long_text_is_cut_at_words_around_the_first_hit() {
        let text = "before ".repeat(50) + "rain" + &" behind".repeat(50);
        let snippet = snippet(&text, "rain");
        assert!(snippet.text.starts_with("…before before"), "{}", snippet.text);
        assert!(snippet.text.ends_with("behind behind…"), "{}", snippet.text);
        assert_eq!(&snippet.text[snippet.hits[0].clone()], "rain");
        assert!(snippet.text.as_clean().columns() <= COLUMNS + 2);
    }

    #[test]
    fn a_word_without_end_is_cut_too() {
        let snippet = snippet(&("rain".to_owned() + &"x".repeat(10_000)), "rain");
        assert_eq!((snippet.text.len(), &snippet.text[..4]), (COLUMNS + 3, "rain"));
    }

    #[test]
    fn a_text_without_spaces_is_cut_between_characters() {
        let snippet = snippet(&("今日は".repeat(100) + "雨" + &"です".repeat(100)), "雨");
        assert_eq!(&snippet.text[snippet.hits[0].clone()], "雨");
        assert!(snippet.text.as_clean().columns() <= COLUMNS + 4);
    }

    proptest! {
        #[test]
        fn a_snippet_shows_its_first_hit(before in "[a-c東 \n’.]{0,90}", behind in "[a-c東 \n’.]{0,300}") {
            let text = Safe::lines(&format!("{before}RAIN{behind}"));
            let at = text.find("RAIN").unwrap();
            let snippet = cut(&text, std::slice::from_ref(&(at..at + 4)));
            prop_assert_eq!(&snippet.text[snippet.hits[0].clone()], "RAIN");
            prop_assert!(!snippet.text.contains('\n'));
            prop_assert_eq!(&Safe::line(&snippet.text), &snippet.text);
        }
    }
}
