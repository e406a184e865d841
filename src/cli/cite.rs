//! `newsread cite`: citations of articles, one a line.

use super::arguments::Cite;
use super::config::Source;
use super::error::CliError;
use super::exit::Exit;
use super::files::{self, Found};
use super::out::Out;
use crate::archive::Location;
use crate::article::{Meta, Safe};
use crate::cite::{Citer, Format};
use crate::format::Document;

/// Prints a citation of every article; what is missing or uncertain in it goes
/// to standard error.
pub(super) fn cite(wanted: Cite, source: &Source, out: &mut Out) -> Result<Exit, CliError> {
    let style = match wanted.style {
        Some(style) => style,
        None => source.config()?.style.unwrap_or_default(),
    };
    let mut citer = Citer::default();
    let mut is_first = true;
    let write = |found: Found<Meta>, out: &mut Out| {
        let path = files::place(&found.location);
        let citation = match citer.cite(&found.made, &style, wanted.form) {
            Ok(citation) => citation,
            Err(error) => return Ok(out.complain(&format_args!("{path}: {error}"))),
        };
        if wanted.format == Format::Bibtex && !is_first {
            out.line(&Safe::EMPTY)?;
        }
        is_first = false;
        out.line(&citation.write(wanted.format))?;
        let notes = [citation.missing_sentence(), citation.uncertain_sentence()];
        let notes = notes.iter().flatten().map(|note| &**note).collect::<Vec<_>>().join("; ");
        if !notes.is_empty() {
            out.remark(&format_args!("{path}: {notes}"));
        }
        Ok(Exit::Done)
    };
    let make = |_: &Location, document: Document| document.article.meta;
    files::each(wanted.files.files, source, out, make, write)
}
