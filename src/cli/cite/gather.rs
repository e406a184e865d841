//! What is to be cited: articles, and the records of files of records.

use std::fs;
use std::path::{Path, PathBuf};

use crate::archive::Location;
use crate::article::{Meta, Safe};
use crate::cite::{Record, records};
use crate::cli::config::Source;
use crate::cli::error::CliError;
use crate::cli::exit::Exit;
use crate::cli::files::{self, Found};
use crate::cli::input::Input;
use crate::cli::out::Out;
use crate::format::{Document, Format};

/// Files that are larger hold no records, in bytes: 100,000 records are 60 MB.
const LARGEST: u64 = 256 << 20;

/// Something that is to be cited.
#[derive(Debug)]
pub(super) struct Gathered {
    /// Where it is, to be shown.
    pub(super) place: Safe,
    /// What is known about it, if it is an article.
    pub(super) meta: Option<Meta>,
    pub(super) record: Record,
}

/// Everything under some paths, in their order; what is wrong is told, and the
/// rest goes on.
pub(super) fn gather(
    input: &Input,
    source: &Source,
    out: &mut Out,
) -> Result<(Vec<Gathered>, Exit), CliError> {
    let mut gathered = Vec::new();
    let mut exit = Exit::Nothing;
    let mut articles: Vec<PathBuf> = Vec::new();
    for path in &input.paths {
        let Some(given) = text(path).and_then(|text| records(&text)) else {
            articles.push(path.clone());
            continue;
        };
        exit =
            exit.and(read(&input.part(std::mem::take(&mut articles)), source, out, &mut gathered)?);
        let place = Safe::line(&input.given(path.clone()).to_string_lossy());
        for fault in &given.faults {
            exit = exit.and(out.complain(&format_args!("{place}:{fault}")));
        }
        for record in given.records {
            let key = record.key().map(|key| format!(": {key}")).unwrap_or_default();
            let place = Safe::line(&format!("{place}{key}"));
            gathered.push(Gathered { place, meta: None, record });
            exit = exit.and(Exit::Done);
        }
    }
    exit = exit.and(read(&input.part(articles), source, out, &mut gathered)?);
    Ok((gathered, exit))
}

/// The text of a file that begins as a file of records may.
fn text(path: &Path) -> Option<String> {
    let about = fs::metadata(path).ok()?;
    if !about.is_file() || about.len() > LARGEST {
        return None;
    }
    let bytes = fs::read(path).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let first = text.trim_start_matches('\u{feff}').trim_start().chars().next()?;
    "@%T[{r-#".contains(first).then(|| text.into_owned())
}

/// What is kept of an article that was read.
struct Made {
    meta: Meta,
    is_bare_json: bool,
}

/// Whether a document was read as a text although it is JSON, whole or broken:
/// its words are nobody's headline.
fn is_bare_json(location: &Location, document: &Document) -> bool {
    let source = document.source.trim();
    let is_within =
        |(begin, end)| source.starts_with::<char>(begin) && source.ends_with::<char>(end);
    let is_called_so = location.file.extension().is_some_and(|ending| ending == "json");
    document.format == Format::Plain
        && (is_called_so || [('{', '}'), ('[', ']')].into_iter().any(is_within))
}

/// Reads articles.
fn read(
    input: &Input,
    source: &Source,
    out: &mut Out,
    gathered: &mut Vec<Gathered>,
) -> Result<Exit, CliError> {
    if input.paths.is_empty() {
        return Ok(Exit::Nothing);
    }
    let make = |location: &Location, document: Document| Made {
        is_bare_json: is_bare_json(location, &document),
        meta: document.article.meta,
    };
    let keep = |Found { id, location, made }: Found<Made>, out: &mut Out| {
        let place = files::place(&location);
        if made.is_bare_json {
            let what = "this JSON holds neither articles nor records; a record of CSL-JSON has a \
                        type, a title and authors";
            return Ok(out.complain(&format_args!("{place}: {what}")));
        }
        let record = Record::of(&made.meta).of_article(id);
        gathered.push(Gathered { place, meta: Some(made.meta), record });
        Ok(Exit::Done)
    };
    files::each(input, source, out, make, keep)
}
