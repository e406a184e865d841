//! `newsread show`: the clean text of articles.
//!
//! It is never broken into lines of some width, so that another program can.

use super::config::Source;
use super::error::CliError;
use super::exit::Exit;
use super::files::{self, Found};
use super::input::Input;
use super::out::Out;
use crate::archive::Location;
use crate::article::Safe;
use crate::format::Document;

/// What stands between two articles.
const BREAK: &str = "\n---\n";

/// Prints every article; what the reader should know about how a file was read
/// goes to standard error.
pub(super) fn show(input: &Input, source: &Source, out: &mut Out) -> Result<Exit, CliError> {
    let mut is_first = true;
    let write = |found: Found<(Safe, Vec<Safe>)>, out: &mut Out| {
        let path = files::place(&found.location);
        let (text, warnings) = found.made;
        if !is_first {
            out.line(&Safe::lines(BREAK))?;
        }
        is_first = false;
        out.line(&text)?;
        for warning in warnings {
            out.remark(&format_args!("{path}: {warning}"));
        }
        Ok(Exit::Done)
    };
    let make =
        |_: &Location, Document { article, .. }: Document| (article.text(), article.warnings);
    files::each(input, source, out, make, write)
}
