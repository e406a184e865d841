//! Cuts mailboxes at their `From ` lines.
//!
//! Source: RFC 4155, and what is found in the wild: such a line counts behind
//! a blank line only, and with a time of day in it, since not every program
//! guards the sentences that begin so.

use std::io::{self, BufRead};

use super::lines::{Line, line};
use super::{Cut, ITEM};

/// Most bytes of a line that is kept.
const LINE: usize = 1 << 20;

/// Whether a file without a telling name begins like a mailbox.
pub(super) fn begins(head: &[u8]) -> bool {
    let has = |name: &[u8]| memchr::memmem::find(head, name).is_some();
    head.starts_with(b"From ") && has(b"\nFrom: ") && (has(b"\nDate: ") || has(b"\nSubject: "))
}

/// The letters of a stream.
pub(super) struct Letters<R> {
    input: R,
    at: u64,
    line: u64,
    /// The `From ` line of the next letter.
    begun: Option<Begun>,
}

/// The first line of a letter, and where it stands.
struct Begun {
    bytes: Vec<u8>,
    at: u64,
    line: u64,
}

impl<R: BufRead> Letters<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, at: 0, line: 0, begun: None }
    }

    /// The next letter, from its `From ` line on.
    pub(super) fn next(&mut self) -> io::Result<Option<Cut>> {
        let here = Begun { bytes: Vec::new(), at: self.at, line: self.line + 1 };
        let Begun { bytes: mut letter, at: start, line: first } = self.begun.take().unwrap_or(here);
        let mut is_behind_blank = letter.is_empty();
        while let Some(Line { bytes, len }) = line(&mut self.input, LINE)? {
            let at = self.at;
            self.at += len;
            self.line += 1;
            if is_behind_blank && is_postmark(&bytes) && !letter.trim_ascii().is_empty() {
                self.begun = Some(Begun { bytes, at, line: self.line });
                return Ok(Some(cut(letter, start..at, first)));
            }
            is_behind_blank = bytes.trim_ascii().is_empty();
            if letter.len() < ITEM {
                letter.extend(bytes);
            }
        }
        let is_blank = letter.trim_ascii().is_empty();
        Ok((!is_blank).then(|| cut(letter, start..self.at, first)))
    }
}

/// Whether a line parts two letters: `From desk@x.example Thu May  2 18:30:00 2019`.
fn is_postmark(line: &[u8]) -> bool {
    let is_time = |at: &[u8]| matches!(at, [a, b, b':', c, d] if [a, b, c, d].iter().all(|digit| digit.is_ascii_digit()));
    line.starts_with(b"From ") && line[..line.len().min(300)].windows(5).any(is_time)
}

fn cut(mut letter: Vec<u8>, range: std::ops::Range<u64>, line: u64) -> Cut {
    letter.truncate(ITEM);
    Cut { range, line, bytes: Ok(letter) }
}
