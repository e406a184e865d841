//! The folded form of a word.
//!
//! Compatibility decomposition (UAX #15), lower case, and letters that differ
//! from another only by a stroke or a mark taken for that other, as a reader
//! types them on a plain keyboard.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Appends the folded form of `word`.
pub(super) fn into(word: &str, out: &mut String) {
    let at = out.len();
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        out.push_str(word);
        out[at..].make_ascii_lowercase();
        return;
    }
    for c in word.chars() {
        match c {
            '.' => out.push('.'),
            _ if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
            _ if c.is_ascii() => {}
            // Its parts would make one half of ½ and twelve the same.
            _ if is_fraction(c) => out.push(c),
            _ => decompose_compatible(c, |part| lower(part, out)),
        }
    }
    if out.len() > at && out.ends_with('.') {
        out.pop();
    }
}

/// Appends a decomposed character in lower case, unless it only decorates.
fn lower(c: char, out: &mut String) {
    for c in c.to_lowercase() {
        if let Some(letters) = plain(c) {
            out.push_str(letters);
        } else if (c.is_alphanumeric() || is_combining_mark(c)) && !decorates(c) {
            out.push(c);
        }
    }
}

/// The letters that are typed for one that no decomposition takes apart.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ŧ' => "t",
        'ı' => "i",
        'ς' => "σ",
        _ => return None,
    })
}

/// Marks without which a word is still the same word to its readers: the
/// accents of Latin, Greek and Cyrillic, the points of Hebrew, the vowels and
/// the stretching of Arabic, and characters that show nothing.
fn decorates(c: char) -> bool {
    matches!(u32::from(c),
        0x2b0..=0x36f | 0x483..=0x489 | 0x591..=0x5c7 | 0x610..=0x61a | 0x640 | 0x64b..=0x65f | 0x670
        | 0x6d6..=0x6ed | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x20d0..=0x20ff | 0xfe00..=0xfe0f | 0xfe20..=0xfe2f
        | 0xe0100..=0xe01ef)
}

/// Whether a character is a fraction in one sign.
fn is_fraction(c: char) -> bool {
    matches!(u32::from(c), 0xbc..=0xbe | 0x2150..=0x215f | 0x2189)
}
