//! JSON that may go anywhere, a terminal too.
//!
//! Values keep what the file says, so what a terminal would obey or not show
//! is escaped (RFC 8259, section 7, allows that for every character): reading
//! the JSON gives the original back.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use crate::article::Safe;

/// A value, written in one line.
#[derive(Debug)]
pub(super) struct Line(Vec<u8>);

impl Line {
    /// Writes a value down.
    pub(super) fn of(value: &(impl Serialize + ?Sized)) -> Self {
        let mut line = Vec::new();
        let mut serializer = Serializer::with_formatter(&mut line, Printable);
        value.serialize(&mut serializer).expect("memory takes whatever is written");
        line.push(b'\n');
        Self(line)
    }

    /// The line, with its end.
    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Escapes what is not printable, and else writes as short as can be.
struct Printable;

impl Formatter for Printable {
    fn write_string_fragment<W: Write + ?Sized>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let is_plain = fragment.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        if is_plain || *Safe::line(fragment) == *fragment {
            return out.write_all(fragment.as_bytes());
        }
        let mut start = 0;
        for (at, c) in fragment.char_indices().filter(|(_, c)| !is_printable(*c)) {
            out.write_all(&fragment.as_bytes()[start..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            start = at + c.len_utf8();
        }
        out.write_all(&fragment.as_bytes()[start..])
    }
}

/// Whether a character is text: cleaning leaves it behind a letter.
fn is_printable(c: char) -> bool {
    if c.is_ascii() {
        return !c.is_ascii_control();
    }
    let behind_a_letter = format!("a{c}");
    *Safe::line(&behind_a_letter) == *behind_a_letter
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(text: &str) -> String {
        String::from_utf8(Line::of(text).0).unwrap()
    }

    #[test]
    fn what_is_not_printable_is_escaped() {
        assert_eq!(written("a\x1b\u{9b}b\u{202e}"), "\"a\\u001b\\u009bb\\u202e\"\n");
        assert_eq!(written("\u{e0041}\u{2028}\x7f"), "\"\\udb40\\udc41\\u2028\\u007f\"\n");
    }

    #[test]
    fn what_is_printable_stays_readable() {
        assert_eq!(written("„Größe“ नमस्ते 東京 e\u{301}"), "\"„Größe“ नमस्ते 東京 e\u{301}\"\n");
    }

    proptest! {
        #[test]
        fn reading_it_gives_the_original_back(text in any::<String>()) {
            prop_assert_eq!(serde_json::from_str::<String>(&written(&text)).unwrap(), text);
        }
    }
}
