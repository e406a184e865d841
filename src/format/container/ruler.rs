//! Counts the lines up to a place of a file, going forward only.

/// A place of a file, and its line.
#[derive(Debug)]
pub(super) struct Lines {
    at: usize,
    line: u64,
}

impl Lines {
    pub(super) fn new() -> Self {
        Self { at: 0, line: 1 }
    }

    /// The line of a byte that is not before the last one asked for, from 1.
    pub(super) fn at(&mut self, bytes: &[u8], at: usize) -> u64 {
        let between = bytes.get(self.at..at).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', between).count() as u64;
        self.at = at.max(self.at);
        self.line
    }

    /// Places are counted from `from` on now.
    pub(super) fn forget(&mut self, bytes: &[u8], from: usize) {
        if self.at < from {
            self.at(bytes, from);
        }
        self.at -= from;
    }
}
