//! What is wrong with a file of settings, and where.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::said;
use crate::article::Safe;

/// A fault in a file of settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its line, from 1.
    pub line: usize,
    /// Its column in characters, from 1.
    pub column: usize,
    /// What is wrong, and what would be right.
    pub what: Safe,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.what)
    }
}

/// A file of settings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// It cannot be read.
    #[error("cannot read the configuration ‘{}’: {source}", said(file))]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It has faults, each told on a line of its own.
    #[error("{}", in_lines(file, faults))]
    Faults {
        /// The file.
        file: PathBuf,
        /// Its faults, from top to bottom.
        faults: Vec<Fault>,
    },
}

impl ConfigError {
    pub(super) fn unreadable(file: &Path, source: io::Error) -> Self {
        Self::Unreadable { file: file.to_owned(), source }
    }
}

fn in_lines(file: &Path, faults: &[Fault]) -> String {
    let file = said(file);
    faults.iter().map(|fault| format!("{file}:{fault}")).collect::<Vec<_>>().join("\n")
}

/// The faults found so far in a text.
pub(super) struct Faults<'a> {
    text: &'a str,
    found: Vec<(usize, Safe)>,
}

impl<'a> Faults<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, found: Vec::new() }
    }

    /// Adds a fault at a byte of the text.
    pub(super) fn add(&mut self, at: usize, what: impl fmt::Display) {
        self.found.push((at, Safe::format(format_args!("{what}"))));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// What is written in a stretch of the text, cut to what a message can hold.
    pub(super) fn written(&self, range: std::ops::Range<usize>) -> Safe {
        let written = self.text.get(range).unwrap_or_default();
        let line = written.lines().next().unwrap_or_default();
        let is_whole = line.len() == written.len() && line.chars().nth(40).is_none();
        let kept: String = line.chars().take(40).collect();
        Safe::line(&if is_whole { kept } else { kept + "…" })
    }

    /// Where a word stands in a stretch of the text; where that is written with
    /// escapes, the beginning of the stretch.
    pub(super) fn find(&self, range: std::ops::Range<usize>, word: &str) -> usize {
        let found = self.text.get(range.clone()).and_then(|written| written.find(word));
        range.start + found.unwrap_or(0)
    }

    /// The line of a byte of the text, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.before(at).matches('\n').count() + 1
    }

    /// The faults, from top to bottom.
    pub(super) fn into_sorted(mut self) -> Vec<Fault> {
        let mut found = std::mem::take(&mut self.found);
        found.sort_by_key(|(at, _)| *at);
        let place = |(at, what)| {
            let before = self.before(at);
            let start = before.rfind('\n').map_or(0, |end| end + 1);
            Fault { line: self.line(at), column: before[start..].chars().count() + 1, what }
        };
        found.into_iter().map(place).collect()
    }

    fn before(&self, at: usize) -> &'a str {
        let mut ends = (0..=at.min(self.text.len())).rev();
        &self.text[..ends.find(|end| self.text.is_char_boundary(*end)).unwrap_or(0)]
    }
}
