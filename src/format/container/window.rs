//! A window on a stream, which moves forward and grows as it has to.
//!
//! Does not know what it shows. One idea: it grows by as much as it holds, so
//! whoever looks at all of it again after each step looks at every byte twice
//! at most.

use std::io::{self, BufRead, Read as _};

use super::ruler::Lines;

/// Bytes that a window grows by at least.
const STEP: usize = 64 << 10;

/// The bytes of a stream that are held at a time.
pub(super) struct Window<R> {
    input: R,
    bytes: Vec<u8>,
    /// Where it begins in the stream.
    start: u64,
    lines: Lines,
    most: usize,
    is_over: bool,
}

impl<R: BufRead> Window<R> {
    /// A window on the beginning of a stream, which will hold no more than
    /// about `most` bytes; it holds none yet.
    pub(super) fn new(input: R, most: usize) -> Self {
        Self { input, bytes: Vec::new(), start: 0, lines: Lines::new(), most, is_over: false }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Where the window begins in the stream.
    pub(super) fn start(&self) -> u64 {
        self.start
    }

    /// The line of a byte of the window that is not before the last one asked
    /// for, from 1.
    pub(super) fn line(&mut self, at: usize) -> u64 {
        self.lines.at(&self.bytes, at)
    }

    /// Whether the stream ends with the window.
    pub(super) fn is_over(&self) -> bool {
        self.is_over
    }

    /// Whether the window cannot grow, were it to lose nothing at its front.
    pub(super) fn is_full(&self) -> bool {
        self.bytes.len() >= self.most
    }

    /// Lets the window begin at its byte `at`.
    pub(super) fn forget(&mut self, at: usize) {
        let at = at.min(self.bytes.len());
        self.lines.forget(&self.bytes, at);
        self.bytes.drain(..at);
        self.start += at as u64;
    }

    /// Reads more, if it is not full; whether there was any.
    pub(super) fn grow(&mut self) -> io::Result<bool> {
        let room = self.most.saturating_sub(self.bytes.len());
        let step = self.bytes.len().max(STEP).min(room);
        let read = self.input.by_ref().take(step as u64).read_to_end(&mut self.bytes)?;
        self.is_over |= read < step;
        Ok(read > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_moves_over_all_of_a_stream_and_counts_its_lines() {
        let text = "rain\n".repeat(STEP);
        let mut window = Window::new(text.as_bytes(), 2 * STEP);
        let mut seen = Vec::new();
        while window.grow().unwrap() {
            assert!(window.bytes().len() <= 2 * STEP);
            let held = window.bytes().len();
            assert_eq!(window.line(held - 1), (window.start() + held as u64 - 1) / 5 + 1);
            seen.extend_from_slice(&window.bytes()[..held - 3]);
            window.forget(held - 3);
        }
        seen.extend_from_slice(window.bytes());
        assert!(seen == text.as_bytes() && window.is_over());
    }

    #[test]
    fn a_full_window_does_not_grow() {
        let text = "x".repeat(3 * STEP);
        let mut window = Window::new(text.as_bytes(), STEP);
        assert!(window.grow().unwrap() && window.is_full() && !window.is_over());
        assert!(!window.grow().unwrap() && !window.is_over());
    }
}
