//! Two versions of an article, compared: what was said before, and is now.
//!
//! Nothing here knows a file, a screen or which version is the right one. One
//! idea: paragraphs are compared first and words only within paragraphs that
//! took each other's place, so a sentence that was changed in silence stands
//! out, and a paragraph that moved does not blur all that follows.
//!
//! The shortest script of changes is found (Myers 1986, “An O(ND) Difference
//! Algorithm”, as implemented by [`similar`]).

mod sketch;
mod trace;
mod words;

use std::ops::Range;
use std::time::{Duration, Instant};

use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

use crate::article::{Article, Field, Kind, Safe};

pub use sketch::{Likeness, Sketch};
pub use trace::Trace;
pub use words::Stretch;

/// Most of two paragraphs that may differ if one is told as the other, changed:
/// their words in common are at least this share of all.
const ALIKE: f32 = 0.4;

/// Longest time for the comparison of two versions, a hundred times what long
/// articles take. It grows with the square of what differs, and a file may hold
/// a million words: what is not compared by then is told as removed and added.
const PATIENCE: Duration = Duration::from_secs(2);

/// A field that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The field.
    pub field: Field,
    /// What it said; `None` if nothing.
    pub old: Option<Safe>,
    /// What it says; `None` if nothing.
    pub new: Option<Safe>,
}

/// A paragraph and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// So many paragraphs are as they were.
    Same(usize),
    /// It was changed: its number before and now, from 1, and its words.
    Changed {
        /// Where it stood, among all that the article says.
        old: usize,
        /// Where it stands.
        new: usize,
        /// Its words, old and new, in order.
        words: Vec<Stretch>,
    },
    /// It is there no more.
    Removed {
        /// Where it stood.
        old: usize,
        /// What it said.
        text: Safe,
    },
    /// It was not there before.
    Added {
        /// Where it stands.
        new: usize,
        /// What it says.
        text: Safe,
    },
}

/// Two versions, compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The fields that differ.
    pub fields: Vec<FieldChange>,
    /// What became of the paragraphs, in the order of the new version.
    pub changes: Vec<Change>,
}

impl Comparison {
    /// Compares an old and a new version.
    pub fn of(old: &Article, new: &Article) -> Self {
        Self { fields: fields(old, new), changes: compare(old, new) }
    }
}

/// Fields that are compared: those that a publisher changes.
const FIELDS: [Field; 8] = [
    Field::Title,
    Field::Subtitle,
    Field::Authors,
    Field::Source,
    Field::Section,
    Field::Published,
    Field::Updated,
    Field::Url,
];

/// The fields in which two versions differ.
pub fn fields(old: &Article, new: &Article) -> Vec<FieldChange> {
    let change = |field: &Field| {
        let (old, new) = (old.meta.value(*field), new.meta.value(*field));
        (old != new).then_some(FieldChange { field: *field, old, new })
    };
    FIELDS.iter().filter_map(change).collect()
}

/// What became of the paragraphs of an article, in the order of the new
/// version; what was removed stands where it was.
///
/// Blanks and line ends within a paragraph make no difference, nor does what is
/// no part of what the article says: menus, captions, the headline.
///
/// ```
/// use newsread::article::{Article, Block, Kind, Safe, Written};
/// use newsread::versions::{Change, compare};
///
/// let article = |text: &str| {
///     let words = Written::Words(text.to_owned());
///     let block = Block { kind: Kind::Paragraph, text: Safe::line(text).into(), written: words };
///     Article { body: vec![block], ..Article::default() }
/// };
/// assert_eq!(compare(&article("It rained."), &article("It  rained.")), [Change::Same(1)]);
/// let changes = compare(&article("Three were hurt."), &article("Four were hurt."));
/// assert!(matches!(&changes[..], [Change::Changed { old: 1, new: 1, .. }]));
/// ```
pub fn compare(old: &Article, new: &Article) -> Vec<Change> {
    let (old, new) = (paragraphs(old), paragraphs(new));
    let mut changes = Vec::new();
    let end = Instant::now() + PATIENCE;
    for op in capture_diff_slices_deadline(Algorithm::Myers, &old, &new, Some(end)) {
        match op {
            DiffOp::Equal { len, .. } => changes.push(Change::Same(len)),
            DiffOp::Delete { old_index, old_len, .. } => {
                changes.extend((old_index..old_index + old_len).map(|at| removed(&old, at)));
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                changes.extend((new_index..new_index + new_len).map(|at| added(&new, at)));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                let (olds, news) = (old_index..old_index + old_len, new_index..new_index + new_len);
                replaced((&old, olds), (&new, news), end, &mut changes);
            }
        }
    }
    changes
}

/// What an article says, a paragraph each, its blanks made one.
fn paragraphs(article: &Article) -> Vec<String> {
    let said = article.body.iter().filter(|block| block.kind.is_said());
    let said = said.filter(|block| block.kind != Kind::Subtitle);
    let words = said.map(|block| block.text.plain.split_whitespace().collect::<Vec<_>>().join(" "));
    words.filter(|words| !words.is_empty()).collect()
}

fn removed(old: &[String], at: usize) -> Change {
    Change::Removed { old: at + 1, text: Safe::line(&old[at]) }
}

fn added(new: &[String], at: usize) -> Change {
    Change::Added { new: at + 1, text: Safe::line(&new[at]) }
}

/// Pairs the paragraphs of two runs that took each other's place: each with the
/// next one that is like it, in order. At `end` no more are looked for.
fn replaced(
    (old, olds): (&[String], Range<usize>),
    (new, news): (&[String], Range<usize>),
    end: Instant,
    changes: &mut Vec<Change>,
) {
    let mut next = olds.start;
    for at in news {
        let is_like = |before: &usize| words::likeness(&old[*before], &new[at], end) >= ALIKE;
        let like = (next..olds.end).take_while(|_| Instant::now() < end).find(is_like);
        let Some(before) = like else {
            changes.push(added(new, at));
            continue;
        };
        changes.extend((next..before).map(|gone| removed(old, gone)));
        let words = words::compare(&old[before], &new[at], end);
        changes.push(Change::Changed { old: before + 1, new: at + 1, words });
        next = before + 1;
    }
    changes.extend((next..olds.end).map(|gone| removed(old, gone)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Block, Written};
    use proptest::prelude::*;

    fn article(paragraphs: &[&str]) -> Article {
        let block = |text: &&str| Block {
            kind: Kind::Paragraph,
            text: Safe::line(text).into(),
            written: Written::Words((*text).to_owned()),
        };
        Article { body: paragraphs.iter().map(block).collect(), ..Article::default() }
    }

    /// The changes in short: `3=`, `~1>2`, `-4`, `+4`.
    fn told(old: &[&str], new: &[&str]) -> Vec<String> {
        let changes = compare(&article(old), &article(new));
        let short = |change: &Change| match change {
            Change::Same(count) => format!("{count}="),
            Change::Changed { old, new, .. } => format!("~{old}>{new}"),
            Change::Removed { old, .. } => format!("-{old}"),
            Change::Added { new, .. } => format!("+{new}"),
        };
        changes.iter().map(short).collect()
    }

    #[test]
    fn a_paragraph_that_was_put_in_changes_no_other() {
        let old = ["It rained.", "It snowed.", "The sun came out."];
        let new = ["It rained.", "Nobody was hurt.", "It snowed.", "The sun came out."];
        assert_eq!(told(&old, &new), ["1=", "+2", "2="]);
        assert_eq!(told(&new, &old), ["1=", "-2", "2="]);
    }

    #[test]
    fn a_changed_paragraph_is_told_as_changed_and_another_as_another() {
        let old = ["Three boats sank in the storm.", "The mayor was silent."];
        let new = ["Four boats sank in the storm.", "Help came from the south by train."];
        assert_eq!(told(&old, &new), ["~1>1", "+2", "-2"]);
    }

    #[test]
    fn what_was_split_off_is_added() {
        let old = ["The keeper saw three herons at dawn, and counted them twice."];
        let new = ["The keeper saw three herons at dawn.", "A ferry was late."];
        assert_eq!(told(&old, &new), ["~1>1", "+2"]);
    }

    proptest! {
        #[test]
        fn every_paragraph_of_both_is_told_once_and_in_order(
            old in prop::collection::vec("[ab ]{1,4}", 0..8),
            new in prop::collection::vec("[ab ]{1,4}", 0..8),
        ) {
            let old = article(&old.iter().map(String::as_str).collect::<Vec<_>>());
            let new = article(&new.iter().map(String::as_str).collect::<Vec<_>>());
            let (mut olds, mut news) = (Vec::new(), Vec::new());
            for change in compare(&old, &new) {
                match change {
                    Change::Same(count) => {
                        olds.extend((0..count).map(|n| olds.len() + n + 1).collect::<Vec<_>>());
                        news.extend((0..count).map(|n| news.len() + n + 1).collect::<Vec<_>>());
                    }
                    Change::Changed { old, new, .. } => {
                        olds.push(old);
                        news.push(new);
                    }
                    Change::Removed { old, .. } => olds.push(old),
                    Change::Added { new, .. } => news.push(new),
                }
            }
            prop_assert_eq!(olds, (1..=paragraphs(&old).len()).collect::<Vec<_>>());
            prop_assert_eq!(news, (1..=paragraphs(&new).len()).collect::<Vec<_>>());
        }
    }
}
