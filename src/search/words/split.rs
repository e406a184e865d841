//! Splits text into words.
//!
//! One pass with a look ahead of a few characters: what a word is depends on
//! nothing but its own characters and the next, so a word taken out of its
//! text is the same word.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

/// The words of a text: see [`words`](super::words).
#[derive(Clone, Debug)]
pub struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Words<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let start = self.skip_to_word()?;
        let end = self.plain(start).unwrap_or_else(|| match self.class(start) {
            Class::Alone => self.past_marks(start + self.len(start)),
            _ => self.abbreviation(start).unwrap_or_else(|| self.run_or_number(start)),
        });
        self.at = end;
        Some(start..end)
    }
}

impl<'a> Words<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The end of a word of ASCII letters that can be nothing else: the way of
    /// nearly all words of English, and a short one.
    fn plain(&self, start: usize) -> Option<usize> {
        let rest = &self.text.as_bytes()[start..];
        let len = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let is_plain =
            len > 1 && rest[0].is_ascii_alphabetic() && rest.get(len).is_none_or(u8::is_ascii);
        is_plain.then_some(start + len)
    }

    fn skip_to_word(&self) -> Option<usize> {
        let mut at = self.at;
        while at < self.text.len() {
            if matches!(self.class(at), Class::Letter | Class::Alone) {
                return Some(at);
            }
            at += self.len(at);
        }
        None
    }

    /// The end of a run of letters, digits and their marks.
    fn run(&self, mut at: usize) -> usize {
        while at < self.text.len() && matches!(self.class(at), Class::Letter | Class::Mark) {
            at += self.len(at);
        }
        at
    }

    fn past_marks(&self, mut at: usize) -> usize {
        while at < self.text.len() && self.class(at) == Class::Mark {
            at += self.len(at);
        }
        at
    }

    /// The end of single letters with dots between them, two at least, with
    /// the dot behind the last: `U.S.`, `a.k.a.`
    fn abbreviation(&self, start: usize) -> Option<usize> {
        let (mut at, mut end, mut letters) = (start, start, 0);
        while let Some(c) = self.char(at).filter(|c| c.is_alphabetic()) {
            let next = at + c.len_utf8();
            let is_single = self.class(at) == Class::Letter
                && matches!(self.class(next), Class::Other | Class::Alone);
            if !is_single {
                break;
            }
            letters += 1;
            let dot = usize::from(self.byte(next) == Some(b'.'));
            (at, end) = (next + dot, next + dot);
            if dot == 0 {
                break;
            }
        }
        (letters > 1).then_some(end)
    }

    fn run_or_number(&self, start: usize) -> usize {
        let end = self.run(start);
        if !self.text.as_bytes()[start..end].iter().all(u8::is_ascii_digit) {
            return end;
        }
        let number = self.fraction(start, self.thousands(start, end));
        if number == end { end } else { self.run(number) }
    }

    /// The end of a number's groups of three: `1,234,567`.
    fn thousands(&self, start: usize, mut end: usize) -> usize {
        if end - start > 3 {
            return end;
        }
        while self.byte(end) == Some(b',') && self.digits(end + 1) == 3 {
            end += 4;
        }
        end
    }

    /// The end of a number's decimals; `2020.01.09` has none.
    fn fraction(&self, start: usize, end: usize) -> usize {
        let decimals = match self.byte(end) {
            Some(b'.') => self.digits(end + 1),
            _ => 0,
        };
        let past = end + 1 + decimals;
        let is_chain_ahead = self.byte(past) == Some(b'.') && self.digits(past + 1) > 0;
        let before = &self.text.as_bytes()[..start];
        let is_chain_behind = matches!(before, [.., digit, b'.'] if digit.is_ascii_digit());
        if decimals == 0 || is_chain_ahead || is_chain_behind { end } else { past }
    }

    /// How many ASCII digits stand at a byte.
    fn digits(&self, at: usize) -> usize {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn char(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|rest| rest.chars().next())
    }

    fn len(&self, at: usize) -> usize {
        match self.byte(at) {
            None | Some(..0x80) => 1,
            Some(..0xe0) => 2,
            Some(..0xf0) => 3,
            Some(_) => 4,
        }
    }

    /// The class of the character at a byte; behind the end it is `Other`.
    fn class(&self, at: usize) -> Class {
        match self.byte(at) {
            Some(byte) if byte.is_ascii_alphanumeric() => Class::Letter,
            None | Some(..0x80) => Class::Other,
            Some(_) => self.char(at).map_or(Class::Other, Class::of),
        }
    }
}

/// What a character is to a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// A letter or digit: part of a run.
    Letter,
    /// A word of its own.
    Alone,
    /// Goes with the character before it; nothing by itself.
    Mark,
    /// No part of a word.
    Other,
}

impl Class {
    fn of(c: char) -> Self {
        match u32::from(c) {
            // Soft hyphen, joiners, variation selectors; the vowels and finals
            // of Hangul; the voicing marks of half-width kana.
            0xad
            | 0x200b..=0x200d
            | 0x2060
            | 0xfeff
            | 0xfe00..=0xfe0f
            | 0x1160..=0x11ff
            | 0xff9e
            | 0xff9f => Self::Mark,
            // Modifier letters that the press uses as apostrophes.
            0x2b9..=0x2bf => Self::Other,
            _ if is_combining_mark(c) => Self::Mark,
            _ if !c.is_alphanumeric() => Self::Other,
            _ if c.is_alphabetic() && stands_alone(c) => Self::Alone,
            _ => Self::Letter,
        }
    }
}

/// Whether a letter belongs to a script written without spaces, or to one
/// (Korean) whose particles are written to the word.
fn stands_alone(c: char) -> bool {
    matches!(u32::from(c),
        0xe01..=0xeff | 0x1000..=0x109f | 0x1100..=0x115f | 0x1780..=0x17ff | 0x3005..=0x3007
        | 0x3040..=0x30ff | 0x3105..=0x312f | 0x3131..=0x318e | 0x31f0..=0x31ff
        | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xa000..=0xa4cf | 0xac00..=0xd7a3
        | 0xf900..=0xfaff | 0xff66..=0xffdc | 0x20000..=0x3ffff)
}
