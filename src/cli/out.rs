//! Where commands write: the only place that knows standard output and error.
//!
//! What goes to a terminal is cleaned, whoever wrote it. What was asked for and
//! what is said about it never mix.

use std::fmt::Display;
use std::io::{self, BufWriter, ErrorKind, Stdout, Write};

use super::error::CliError;
use super::exit::Exit;
use crate::article::Safe;

/// Standard output and standard error.
#[derive(Debug)]
pub(super) struct Out {
    stdout: BufWriter<Stdout>,
}

impl Default for Out {
    fn default() -> Self {
        Self { stdout: BufWriter::new(io::stdout()) }
    }
}

impl Out {
    /// Writes cleaned text and a line end to standard output.
    pub(super) fn line(&mut self, text: &Safe) -> Result<(), CliError> {
        writeln!(self.stdout, "{text}").map_err(broken)
    }

    /// Writes cells with tabs between them and a line end to standard output;
    /// cleaned text in one line holds no tab.
    pub(super) fn row(&mut self, cells: &[Safe]) -> Result<(), CliError> {
        let cells: Vec<&str> = cells.iter().map(|cell| &**cell).collect();
        writeln!(self.stdout, "{}", cells.join("\t")).map_err(broken)
    }

    /// Writes an object of JSON and a line end to standard output; see
    /// [`super::json`] for why that is clean.
    pub(super) fn json(&mut self, object: &serde_json::Value) -> Result<(), CliError> {
        super::json::write(&mut self.stdout, object).map_err(broken)
    }

    /// Writes words of the program itself to standard output, as they are.
    pub(super) fn own(&mut self, words: &[u8]) -> Result<(), CliError> {
        self.stdout.write_all(words).map_err(broken)
    }

    /// Hands on what was written so far.
    pub(super) fn flush(&mut self) -> Result<(), CliError> {
        self.stdout.flush().map_err(broken)
    }

    /// Says something that the reader should know; each line begins with the
    /// name of the program.
    pub(super) fn remark(&mut self, what: &dyn Display) {
        // Keeps the order where both go to one terminal. Should this fail, the
        // next write to standard output will tell.
        let _ = self.stdout.flush();
        for line in what.to_string().lines() {
            let line = Safe::line(line);
            // Nobody is left to be told that nobody listens.
            let name = if line.starts_with("newsread ") { "" } else { "newsread: " };
            let _ = writeln!(io::stderr(), "{name}{line}");
        }
    }

    /// Says more about what was just said, in lines of their own.
    pub(super) fn advise(&mut self, text: &Safe) {
        let _ = self.stdout.flush();
        let _ = writeln!(io::stderr(), "{text}");
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
