//! Two paragraphs, compared word by word.

use std::time::Instant;

use similar::{Algorithm, ChangeTag, capture_diff_slices_deadline};
use unicode_segmentation::UnicodeSegmentation;

use crate::article::Safe;

/// A stretch of words of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// In both versions.
    Same(Safe),
    /// In the old one only.
    Removed(Safe),
    /// In the new one only.
    Added(Safe),
}

/// The words of a paragraph and what stands between them, by UAX #29: scripts
/// without spaces have words too.
fn words(paragraph: &str) -> Vec<&str> {
    paragraph.split_word_bounds().collect()
}

/// The share of their words that two paragraphs have in common, in order: 0 to 1;
/// less, if all could not be found by `end`.
pub(super) fn likeness(old: &str, new: &str, end: Instant) -> f32 {
    let is_word = |word: &&str| word.chars().any(char::is_alphanumeric);
    let old: Vec<&str> = words(old).into_iter().filter(is_word).collect();
    let new: Vec<&str> = words(new).into_iter().filter(is_word).collect();
    let ops = capture_diff_slices_deadline(Algorithm::Myers, &old, &new, Some(end));
    similar::get_diff_ratio(&ops, old.len(), new.len())
}

/// The words of both, in order; of what took each other's place the old first,
/// and so of what is not compared by `end`.
pub(super) fn compare(old: &str, new: &str, end: Instant) -> Vec<Stretch> {
    let (old, new) = (words(old), words(new));
    let mut runs: Vec<(ChangeTag, String)> = Vec::new();
    for op in capture_diff_slices_deadline(Algorithm::Myers, &old, &new, Some(end)) {
        for change in op.iter_changes(&old, &new) {
            let (tag, word) = (change.tag(), change.value());
            match runs.last_mut() {
                Some((last, run)) if *last == tag => run.push_str(word),
                _ => runs.push((tag, word.to_owned())),
            }
        }
    }
    let joined = join(runs);
    let stretch = |(tag, words): (ChangeTag, String)| {
        let words = Safe::line(&words);
        match tag {
            ChangeTag::Equal => Stretch::Same(words),
            ChangeTag::Delete => Stretch::Removed(words),
            ChangeTag::Insert => Stretch::Added(words),
        }
    };
    joined.into_iter().map(stretch).collect()
}

/// Joins changes between which nothing but a blank is the same: two new words
/// side by side are one change to a reader.
fn join(runs: Vec<(ChangeTag, String)>) -> Vec<(ChangeTag, String)> {
    let mut joined: Vec<(ChangeTag, String)> = Vec::new();
    let (mut gone, mut come) = (String::new(), String::new());
    let mut runs = runs.into_iter().peekable();
    while let Some((tag, words)) = runs.next() {
        let is_open = !gone.is_empty() || !come.is_empty();
        match tag {
            ChangeTag::Delete => gone.push_str(&words),
            ChangeTag::Insert => come.push_str(&words),
            ChangeTag::Equal if is_open && words.trim().is_empty() && runs.peek().is_some() => {
                gone.push_str(&words);
                come.push_str(&words);
            }
            ChangeTag::Equal => {
                flush(&mut gone, &mut come, &mut joined);
                joined.push((tag, words));
            }
        }
    }
    flush(&mut gone, &mut come, &mut joined);
    joined
}

fn flush(gone: &mut String, come: &mut String, joined: &mut Vec<(ChangeTag, String)>) {
    let gone = std::mem::take(gone);
    let come = std::mem::take(come);
    if !gone.trim().is_empty() || come.is_empty() && !gone.is_empty() {
        joined.push((ChangeTag::Delete, gone));
    }
    if !come.is_empty() {
        joined.push((ChangeTag::Insert, come));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    /// Later than any of these ends.
    fn later() -> Instant {
        Instant::now() + Duration::from_secs(600)
    }

    /// `[-old-]{+new+}`, as wdiff writes it.
    fn told(old: &str, new: &str) -> String {
        let words = |stretch: &Stretch| match stretch {
            Stretch::Same(words) => words.to_string(),
            Stretch::Removed(words) => format!("[-{words}-]"),
            Stretch::Added(words) => format!("{{+{words}+}}"),
        };
        compare(old, new, later()).iter().map(words).collect()
    }

    #[test]
    fn what_could_not_be_compared_in_time_is_told_whole() {
        let (old, new) = ("one two three four", "nine two three ten");
        let told = compare(old, new, Instant::now());
        let [Stretch::Removed(gone), Stretch::Added(come)] = &told[..] else { panic!("{told:?}") };
        assert_eq!((&**gone, &**come), (old, new));
    }

    #[test]
    fn one_word_that_changed_is_one_change() {
        assert_eq!(told("Three boats sank.", "Four boats sank."), "[-Three-]{+Four+} boats sank.");
        assert_eq!(told("It cost $5.", "It cost $50."), "It cost $[-5-]{+50+}.");
    }

    #[test]
    fn words_side_by_side_change_together() {
        assert_eq!(
            told("He said it was false.", "He said they were true."),
            "He said [-it was false-]{+they were true+}."
        );
    }

    #[test]
    fn what_was_put_in_or_taken_out_stands_alone() {
        assert_eq!(told("It rained.", "It rained hard."), "It rained{+ hard+}.");
        assert_eq!(told("It rained hard.", "It rained."), "It rained[- hard-].");
    }

    #[test]
    fn scripts_without_spaces_are_compared_by_their_words() {
        assert_eq!(told("東京は今日も雨", "東京は今日も雪"), "東京は今日も[-雨-]{+雪+}");
    }

    #[test]
    fn likeness_is_the_share_of_common_words() {
        assert!(
            (likeness("one two three four", "one two three five", later()) - 0.75).abs() < 0.001
        );
        assert!(likeness("one two", "three four", later()) < 0.001);
    }
}
