//! Finds characters that were read in the wrong charset before they were
//! saved, and repairs them where the reader wants that.
//!
//! Knows texts only, no format. Such a text is valid, so decoding cannot tell:
//! `Ã©` for `é`, `â€™` for `’`, `Ïðèâåò` for `Привет`. One idea: nothing is
//! repaired without being asked, since a text may speak of such characters;
//! but what a repair would read is found either way, and told.
//!
//! What was UTF-8 gives itself away: characters that a charset of one byte has
//! for the bytes of one sequence. That is how ftfy (Speer, 2019) finds it too.
//! No repair makes or takes away the end of a line, so a line has the same
//! number before and after.

mod misread;
mod places;
mod sequences;

use std::borrow::Cow;
use std::ops::Range;

use super::Reading;
use super::container::Head;
use super::record::Record;
use super::typed::REPAIRED;
use crate::article::{Claim, Field, Origin, Safe, Sourced};
use places::Places;

/// Times that a text can have been read wrongly, one after the other.
const ROUNDS: usize = 3;

/// Characters of an example, at most.
const EXAMPLE: usize = 24;

/// Damaged places among which an example is looked for.
const LOOKED_AT: usize = 50;

/// What becomes of damaged characters, and what was found of them.
#[derive(Debug, Default)]
pub(crate) struct Characters {
    repairs: bool,
    places: usize,
    example: Option<Example>,
}

/// A damaged word.
#[derive(Debug)]
struct Example {
    /// As the file has it.
    wrong: Safe,
    /// As it would read.
    right: Safe,
    /// Its bytes in the decoded file, where they are known.
    at: Option<Range<usize>>,
}

impl Characters {
    /// Damaged characters are repaired, or only told.
    pub(crate) fn new(repairs: bool) -> Self {
        Self { repairs, ..Self::default() }
    }

    /// Takes a decoded file; returns what is to be read in its place.
    pub(crate) fn mend_source(&mut self, source: &str) -> Option<String> {
        let damage = damage(source)?;
        self.take(&damage, source);
        self.repairs.then(|| repaired(source, &damage))
    }

    /// Takes a part that was decoded by itself, whose place in the file
    /// is not known, and makes of it what is to be read.
    pub(crate) fn mend(&mut self, part: &mut String) {
        if let Some(mended) = self.mend_part(part) {
            *part = mended;
        }
    }

    /// Takes such a part; returns what is to be read in its place.
    pub(crate) fn mend_part(&mut self, part: &str) -> Option<String> {
        let is_first = self.example.is_none();
        let mended = self.mend_source(part);
        if let Some(example) = self.example.as_mut().filter(|_| is_first) {
            example.at = None;
        }
        mended
    }

    /// A text that is told elsewhere too, as it is to be read.
    pub(crate) fn mended(&self, text: &str) -> String {
        let mut text = text.to_owned();
        Self::new(self.repairs).mend(&mut text);
        text
    }

    /// What a container says of its items, as it is to be read.
    pub(crate) fn mend_head<'a>(&mut self, head: &'a Head) -> Cow<'a, Head> {
        let mut head = Cow::Borrowed(head);
        for rank in 0..head.says.len() {
            let mut value = head.says[rank].1.clone();
            self.mend(&mut value);
            if value != head.says[rank].1 {
                head.to_mut().says[rank].1 = value;
            }
        }
        head
    }

    fn take(&mut self, damage: &Places, text: &str) {
        self.places += damage.len();
        if self.example.is_none() {
            self.example = example(text, damage);
        }
    }

    /// Says of an article what was found.
    pub(crate) fn tell(self, reading: &mut Reading) {
        let Some(Example { wrong, right, at }) = self.example else { return };
        let (damaged, origin) = (Safe::line("damaged"), Origin::Line);
        let claim = |value: &Safe, origin, at, because: Option<&str>| Claim {
            field: Field::Characters,
            value: value.clone(),
            origin,
            key: None,
            at,
            is_taken: because.is_none(),
            because: because.map(Safe::line),
        };
        let Record { meta, claims } = &mut reading.record;
        if self.repairs {
            let repaired = Safe::line(REPAIRED);
            claims.push(claim(&repaired, Origin::Reader, None, None));
            claims.push(claim(&damaged, origin, at, Some("you corrected it")));
            meta.characters = Some(Sourced::certain(repaired, Origin::Reader));
            return;
        }
        claims.push(claim(&damaged, origin, at, None));
        meta.characters = Some(Sourced::uncertain(damaged, origin));
        let count = self.places;
        let places = if count == 1 { "place" } else { "places" };
        reading.warnings.push(Safe::format(format_args!(
            "damaged characters in {count} {places}: ‘{wrong}’ would read ‘{right}’ if repaired"
        )));
    }
}

/// The damaged places of a text; `None` if there are none.
fn damage(text: &str) -> Option<Places> {
    if text.is_ascii() {
        return None;
    }
    sequences::find(text).or_else(|| misread::find(text))
}

/// The text with the damage repaired, and what shows under it.
fn repaired(text: &str, places: &Places) -> String {
    let mut text = places.repaired(text);
    for _ in 1..ROUNDS {
        let Some(next) = damage(&text) else { break };
        text = next.repaired(&text);
    }
    text
}

/// A damaged word that shows well what is wrong.
fn example(text: &str, places: &Places) -> Option<Example> {
    let shows = |word: &Range<usize>| {
        let is_seen = |c: char| !c.is_control() && !matches!(c, '\u{a0}' | '\u{ad}');
        let word = &text[word.clone()];
        word.chars().all(is_seen) && word.contains(char::is_alphabetic)
    };
    let mut words = places.iter().take(LOOKED_AT).map(|(place, _)| around(text, &place));
    let first = words.next()?;
    let at = [first.clone()].into_iter().chain(words).find(shows).unwrap_or(first);
    let mut inside = Places::default();
    let starts_before_end = |(place, _): &(Range<usize>, &str)| place.start < at.end;
    for (place, right) in places.iter().take_while(starts_before_end) {
        if at.start <= place.start && place.end <= at.end {
            inside.push(&(place.start - at.start..place.end - at.start), right);
        }
    }
    let wrong = &text[at.clone()];
    let right = repaired(wrong, &inside);
    Some(Example { wrong: Safe::line(wrong), right: Safe::line(&right), at: Some(at) })
}

/// The word in which a place lies, or the nearest of it.
fn around(text: &str, place: &Range<usize>) -> Range<usize> {
    let is_word = |c: &char| c.is_alphanumeric() || !c.is_ascii() && !c.is_whitespace();
    let length = |chars: &mut dyn Iterator<Item = char>| -> usize {
        chars.take(EXAMPLE / 2).take_while(is_word).map(char::len_utf8).sum()
    };
    let before = length(&mut text[..place.start].chars().rev());
    let behind = length(&mut text[place.end..].chars());
    place.start - before..place.end + behind
}

#[cfg(test)]
mod tests;
