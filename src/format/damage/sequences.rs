//! UTF-8 that was read in a charset of one byte a character.
//!
//! A sequence is told by its shape: a character that the charset has for a
//! first byte, and as many behind it as that byte promises, which together
//! decode to a character that the press uses. One may be there by chance (a
//! capital before a quotation mark); so what counts is how many of the letters
//! beyond ASCII are part of one.

use std::ops::Range;
use std::str::Chars;
use std::sync::LazyLock;

use encoding_rs::{Encoding, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};

use super::places::Places;

/// Sequences that are several.
const SEVERAL: usize = 3;

/// Bytes of a text by which it is judged: a long one must not take long.
const JUDGED: usize = 1 << 20;

/// Bytes of ASCII that are passed over at once.
const STRIDE: usize = 64;

/// Characters below this can be in a charset of one byte.
const END: usize = 0x2200;

/// The charsets in which a text may have been read. In the first, two sound
/// letters make a sequence so seldom that a few are enough.
static CHARSETS: LazyLock<[Charset; 3]> =
    LazyLock::new(|| [WINDOWS_1252, WINDOWS_1251, WINDOWS_1250].map(Charset::of));

/// The damaged places of a text, and what each stands for; `None` if it is not
/// damaged so.
pub(super) fn find(text: &str) -> Option<Places> {
    let head = beginning(text);
    let stretches: Vec<Range<usize>> = beyond_ascii(head).collect();
    let found = CHARSETS.iter().enumerate().filter_map(|(rank, charset)| {
        let found = charset.find(head, stretches.iter().cloned());
        found.is_damage(rank == 0).then_some((found, charset))
    });
    let (found, charset) = found.max_by_key(|(found, _)| found.damaged)?;
    let found =
        if head.len() < text.len() { charset.find(text, beyond_ascii(text)) } else { found };
    Some(found.places)
}

/// The stretches of a text without a character of ASCII.
fn beyond_ascii(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + first_beyond_ascii(&bytes[at..])?;
        let length = bytes[start..].iter().position(u8::is_ascii);
        at = length.map_or(bytes.len(), |length| start + length);
        Some(start..at)
    })
}

/// Where the first byte beyond ASCII is. Most sources have few, so many bytes
/// are passed over at once.
fn first_beyond_ascii(bytes: &[u8]) -> Option<usize> {
    let passed = bytes.chunks_exact(STRIDE).take_while(|many| many.is_ascii()).count() * STRIDE;
    let behind = bytes[passed..].iter().position(|byte| !byte.is_ascii())?;
    Some(passed + behind)
}

/// As much of a text as it is judged by.
fn beginning(text: &str) -> &str {
    let end = (0..=JUDGED.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(0)]
}

/// What a text looks like if it was read in a charset.
#[derive(Default)]
struct Found {
    places: Places,
    /// Characters in these places.
    damaged: usize,
    /// Letters beyond ASCII elsewhere.
    sound: usize,
}

impl Found {
    /// Whether enough of the letters are damaged: a third if there are several
    /// sequences, else half. Where sequences are common in sound text, there
    /// must be several and they must be half.
    fn is_damage(&self, is_seldom_sound: bool) -> bool {
        let are_several = self.places.len() >= SEVERAL;
        let share = if are_several && is_seldom_sound { 3 } else { 2 };
        let is_enough = self.damaged * share >= self.damaged + self.sound;
        self.damaged > 0 && is_enough && (are_several || is_seldom_sound)
    }
}

/// The bytes of characters in a charset; 0 where it has none beyond ASCII.
struct Charset(Box<[u8]>);

impl Charset {
    fn of(encoding: &'static Encoding) -> Self {
        let mut bytes = vec![0; END];
        for byte in 0x80..=0xff {
            let (text, _) = encoding.decode_without_bom_handling(std::slice::from_ref(&byte));
            if let Some(slot) = text.chars().next().and_then(|c| bytes.get_mut(c as usize)) {
                *slot = byte;
            }
        }
        if encoding == WINDOWS_1252 {
            // Whoever takes it for Latin-1 makes controls of these bytes.
            (0x80_u8..=0x9f).for_each(|byte| bytes[usize::from(byte)] = byte);
        }
        Self(bytes.into())
    }

    fn byte(&self, c: char) -> u8 {
        self.0.get(c as usize).copied().unwrap_or(0)
    }

    fn find(&self, text: &str, stretches: impl Iterator<Item = Range<usize>>) -> Found {
        let mut found = Found::default();
        for Range { start: mut at, end } in stretches {
            let mut chars = text[at..end].chars();
            while let Some(first) = chars.next() {
                if let Some((c, length, count)) = self.sequence(first, chars.clone()) {
                    found.places.push(&(at..at + length), c.encode_utf8(&mut [0; 4]));
                    found.damaged += count;
                    at += length;
                    chars = text[at..end].chars();
                } else {
                    found.sound += usize::from(first.is_alphabetic());
                    at += first.len_utf8();
                }
            }
        }
        found
    }

    /// The character that these stand for if their bytes are UTF-8, and how
    /// many bytes and characters that are.
    fn sequence(&self, first: char, mut rest: Chars<'_>) -> Option<(char, usize, usize)> {
        let mut bytes = [self.byte(first), 0, 0, 0];
        let count = match bytes[0] {
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => return None,
        };
        let mut length = first.len_utf8();
        for byte in &mut bytes[1..count] {
            let c = rest.next()?;
            *byte = self.byte(c);
            matches!(*byte, 0x80..=0xbf).then_some(())?;
            length += c.len_utf8();
        }
        let c = std::str::from_utf8(&bytes[..count]).ok()?.chars().next()?;
        is_used(c).then_some((c, length, count))
    }
}

/// Whether the press uses a character. Controls of Latin-1 are no characters,
/// but halfway through a text that was damaged twice.
fn is_used(c: char) -> bool {
    matches!(u32::from(c),
        0x80..=0x84 | 0x86..=0x17f | 0x218..=0x21b | 0x370..=0x52f | 0x5d0..=0x5ea | 0x600..=0x6ff
        | 0x900..=0xdff | 0xe01..=0xe5b | 0x10d0..=0x10ff | 0x1e00..=0x1eff | 0x200b..=0x200f
        | 0x2010..=0x2027 | 0x202f..=0x206f | 0x20a0..=0x20bf | 0x2100..=0x214f | 0x2190..=0x22ff
        | 0x25a0..=0x27bf | 0x3000..=0x30ff | 0x3400..=0x9fff | 0xac00..=0xd7a3 | 0xfb00..=0xfb06
        | 0xfe0f | 0xfeff | 0xff01..=0xffee | 0x1f000..=0x1faff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_beyond_ascii_are_found_wherever_they_stand() {
        for before in 0..3 * STRIDE {
            let text = format!("{}é–{}ß", "a".repeat(before), "b".repeat(STRIDE));
            let found: Vec<_> = beyond_ascii(&text).map(|stretch| &text[stretch]).collect();
            assert_eq!(found, ["é–", "ß"], "{before}");
        }
    }
}
