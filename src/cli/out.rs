//! Where commands write: the only place that knows standard output and error.
//!
//! What goes to a terminal is cleaned, whoever wrote it. What was asked for and
//! what is said about it never mix, and the progress makes way for both.

use std::fmt::{self, Display};
use std::io::{self, ErrorKind, IsTerminal, Stdout, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use super::error::CliError;
use super::exit::Exit;
use super::json::Line;
use super::progress::Bar;
use crate::archive::Progress;
use crate::article::Safe;

/// Bytes that may wait to be written.
const WAITING: usize = 64 << 10;

/// Standard output and standard error.
#[derive(Debug)]
pub(super) struct Out {
    stdout: Stdout,
    /// What is to go to standard output.
    waiting: Vec<u8>,
    /// Whether standard output is a terminal.
    is_seen: bool,
    /// Why that could not be written which nobody asked after.
    failed: Option<CliError>,
    bar: Option<Bar>,
    /// Whether nothing may move.
    is_still: bool,
}

impl Default for Out {
    fn default() -> Self {
        let stdout = io::stdout();
        let is_seen = stdout.is_terminal();
        Self { stdout, waiting: Vec::new(), is_seen, failed: None, bar: None, is_still: false }
    }
}

impl Out {
    /// Writes cleaned text and a line end to standard output.
    pub(super) fn line(&mut self, text: &Safe) -> Result<(), CliError> {
        self.write(&[text.as_bytes(), b"\n"])
    }

    /// Writes cells with tabs between them and a line end to standard output;
    /// cleaned text in one line holds no tab.
    pub(super) fn row(&mut self, cells: &[Safe]) -> Result<(), CliError> {
        let cells: Vec<&str> = cells.iter().map(|cell| &**cell).collect();
        self.write(&[cells.join("\t").as_bytes(), b"\n"])
    }

    /// Writes a line of JSON to standard output; see [`super::json`] for why
    /// that is clean.
    pub(super) fn json(&mut self, line: &Line) -> Result<(), CliError> {
        self.write(&[line.as_bytes()])
    }

    /// Writes a path and NUL behind it to standard output, as it is; to a
    /// terminal cleaned, in a line.
    pub(super) fn path(&mut self, path: &Path) -> Result<(), CliError> {
        if self.is_seen {
            return self.line(&Safe::line(&path.to_string_lossy()));
        }
        self.write(&[path.as_os_str().as_bytes(), b"\0"])
    }

    /// Writes words of the program itself to standard output, as they are.
    pub(super) fn own(&mut self, words: &[u8]) -> Result<(), CliError> {
        self.write(&[words])
    }

    fn write(&mut self, parts: &[&[u8]]) -> Result<(), CliError> {
        parts.iter().for_each(|part| self.waiting.extend_from_slice(part));
        if self.waiting.len() < WAITING { Ok(()) } else { self.flush() }
    }

    /// Hands on what was written so far.
    pub(super) fn flush(&mut self) -> Result<(), CliError> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        if self.waiting.is_empty() {
            return Ok(());
        }
        let Self { stdout, waiting, bar, is_seen, .. } = self;
        let mut write = || stdout.write_all(waiting).and_then(|()| stdout.flush());
        let written = match bar.as_ref().filter(|_| *is_seen) {
            Some(bar) => bar.aside(write),
            None => write(),
        };
        self.waiting.clear();
        written.map_err(broken)
    }

    /// From now on nothing that moves is shown, such as how far it has come.
    pub(super) fn stay_still(&mut self) {
        self.is_still = true;
    }

    /// From now on a person at a terminal sees how far it has come.
    pub(super) fn begin_progress(&mut self) {
        self.bar = if self.is_still { None } else { Bar::begin() };
    }

    /// Shows how far it has come.
    pub(super) fn show_progress(&mut self, progress: Progress) {
        if let Some(bar) = &mut self.bar {
            bar.show(progress);
        }
    }

    /// Takes the progress away.
    pub(super) fn end_progress(&mut self) {
        self.bar = None;
    }

    /// Says something that the reader should know; each line begins with the
    /// name of the program.
    pub(super) fn remark(&mut self, what: &dyn Display) {
        for line in what.to_string().lines() {
            let line = Safe::line(line);
            let name = if line.starts_with("newsread ") { "" } else { "newsread: " };
            self.say(format_args!("{name}{line}"));
        }
    }

    /// Says more about what was just said, in lines of their own.
    pub(super) fn advise(&mut self, text: &Safe) {
        self.say(format_args!("{text}"));
    }

    fn say(&mut self, line: fmt::Arguments<'_>) {
        // Keeps the order where both go to one terminal.
        self.failed = self.flush().err();
        // Nobody is left to be told that nobody listens.
        let say = || drop(writeln!(io::stderr(), "{line}"));
        match &self.bar {
            Some(bar) => bar.aside(say),
            None => say(),
        }
    }

    /// Says what went wrong.
    pub(super) fn complain(&mut self, what: &dyn Display) -> Exit {
        self.remark(what);
        Exit::Error
    }
}

fn broken(error: io::Error) -> CliError {
    match error.kind() {
        ErrorKind::BrokenPipe => CliError::Closed,
        _ => CliError::Output(error),
    }
}
