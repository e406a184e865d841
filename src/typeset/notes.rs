//! Signs that belong behind words of a text and are not of it, such as the
//! numbers of links.
//!
//! Nothing here knows what they refer to. One idea: a note is at a byte of the
//! text, the end of its words, and takes room on the line where these end.

use std::ops::Range;

use crate::article::Safe;
use crate::article::safe::columns;
use crate::article::units::cluster;

/// A sign that belongs behind a byte of the text, such as the number of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The byte: the end of the words that it is about.
    pub at: usize,
    /// The sign.
    pub sign: Safe,
}

impl Note {
    pub(super) fn columns(&self) -> usize {
        columns(&self.sign)
    }
}

/// A note right behind its word: blanks at the end of a link belong to the gap,
/// which may be the end of a line. One within a cluster stands behind it.
pub(super) fn behind_word(note: &Note, plain: &Safe) -> Note {
    let around = cluster(plain, note.at);
    let at = if around.start < note.at { around.end } else { note.at };
    let before = plain.get(..at).unwrap_or_default();
    Note { at: before.trim_end_matches(' ').len(), sign: note.sign.clone() }
}

/// The notes that stand behind a byte of a stretch.
pub(super) fn notes_in<'a>(notes: &'a [Note], range: &Range<usize>) -> &'a [Note] {
    let first = notes.partition_point(|note| note.at <= range.start);
    let past = notes.partition_point(|note| note.at <= range.end);
    &notes[first..past.max(first)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::paragraph::Manner;
    use crate::typeset::paragraph::tests::set;

    #[test]
    fn a_note_stands_behind_its_words_and_takes_its_room() {
        let notes = [Note { at: 9, sign: Safe::line("¹") }];
        assert_eq!(
            set("the quick brown fox", &notes, 10, Manner::default()),
            ["the quick¹", "brown fox"]
        );
        assert_eq!(
            set("the quick brown fox", &notes, 9, Manner::default()),
            ["the", "quick¹", "brown fox"]
        );
    }

    #[test]
    fn a_note_behind_a_blank_stands_at_its_word_and_takes_its_room() {
        let notes = [Note { at: 4, sign: Safe::line("¹") }];
        assert_eq!(set("abc de", &notes, 6, Manner::default()), ["abc¹", "de"]);
        assert_eq!(set("abc de", &notes, 7, Manner::default()), ["abc¹ de"]);
    }
}
