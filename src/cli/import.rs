//! `newsread import`: articles from elsewhere become files of an archive.
//!
//! Nothing is written over, and nothing goes missing in silence: every item of
//! the sources is told with what became of it, and the counts add up.

mod known;
mod sources;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf, absolute};

use serde_json::json;

use super::arguments::Import;
use super::config::Source;
use super::error::CliError;
use super::exit::Exit;
use super::files::{self, Found};
use super::input::Input;
use super::json::Line;
use super::out::Out;
use super::whole;
use crate::archive::Location;
use crate::article::{Article, Block, Origin, Safe, Sourced};
use crate::format::Document;
use crate::print::{archived, file_name, import_key};
use crate::session::saving::{SavingError, save};
use sources::Sources;

/// Files of one name in one folder before an item is given up.
const ALIKE: usize = 10_000;

/// What became of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Imported,
    Known,
    AddressOnly,
    Skipped,
}

impl Fate {
    const ALL: [Self; 4] = [Self::Imported, Self::Known, Self::AddressOnly, Self::Skipped];

    fn name(self) -> &'static str {
        match self {
            Self::Imported => "imported",
            Self::Known => "already there",
            Self::AddressOnly => "address only",
            Self::Skipped => "skipped",
        }
    }
}

/// What is made of an item on the thread that read it.
enum Made {
    /// A file that may be written: its key, its folder and name, its text.
    File { key: String, folder: PathBuf, name: String, text: String },
    /// There is an address and no text.
    Address(Safe),
    /// There is neither.
    Nothing,
}

/// An import under way.
struct Importer<'a> {
    into: &'a Path,
    is_dry: bool,
    is_json: bool,
    /// The keys of what is there.
    known: HashSet<String>,
    /// The files that a dry run would have written.
    planned: HashSet<PathBuf>,
    counts: [usize; 4],
}

/// Imports every article of the sources, and tells of each what became of it:
/// its fate, its place, and the file or the reason, with tabs between them.
pub(super) fn import(wanted: Import, source: &Source, out: &mut Out) -> Result<Exit, CliError> {
    let Import { into, dry_run, json, files } = wanted;
    let input = Input::named(files.files, &files.names)?;
    check_apart(&input, &into)?;
    let Sources { input, troubles } = Sources::of(input).map_err(CliError::Input)?;
    let mut importer = Importer {
        into: &into,
        is_dry: dry_run,
        is_json: json,
        known: known::keys(&into),
        planned: HashSet::new(),
        counts: [0; 4],
    };
    for (place, reason) in troubles {
        importer.tell(Fate::Skipped, &place, &reason, out)?;
    }
    let marks = source.marks().unwrap_or_default();
    let make = |_: &Location, Document { mut article, .. }: Document| {
        let (id, kept) = (article.id, &mut article.kept);
        // What the reader says goes before what the file says.
        kept.is_starred = marks.says_starred(id).or(kept.is_starred);
        kept.is_read = marks.says_read(id).or(kept.is_read);
        let meta = &mut article.meta;
        let added = marks.tags(id).map(|tag| Safe::line(&tag.to_string()));
        for tag in added {
            let none = Sourced::certain(Vec::new(), Origin::Reader);
            let known = &mut meta.tags.get_or_insert(none).value;
            if !known.contains(&tag) {
                known.push(tag);
            }
        }
        make(&article)
    };
    files::each_outcome(&input, source, out, make, |location, outcome, out| {
        let place = files::place(location);
        match outcome {
            Ok(Found { made, .. }) => importer.take(&place, made, out)?,
            Err(error) => {
                importer.tell(Fate::Skipped, &place, &Safe::line(&error.why.to_string()), out)?;
            }
        }
        Ok(Exit::Done)
    })?;
    out.flush()?;
    Ok(importer.end(out))
}

/// Refuses to import into a folder that is read from: what is written there
/// would be imported once more.
fn check_apart(input: &Input, into: &Path) -> Result<(), CliError> {
    let whole = |path: &Path| {
        let path = &absolute(path).unwrap_or_else(|_| path.to_owned());
        let there = path.ancestors().find_map(|part| Some((part, part.canonicalize().ok()?)));
        let (part, whole) = there.unwrap_or((path.as_path(), path.clone()));
        path.strip_prefix(part).map_or(whole.clone(), |rest| whole.join(rest))
    };
    let into = whole(into);
    let around = input.paths.iter().find(|path| path.is_dir() && into.starts_with(whole(path)));
    around.map_or(Ok(()), |source| {
        let (into, around) = (whole::said(&into), whole::said(source));
        Err(CliError::IntoItself { into, around })
    })
}

/// Writes an article down, where it has anything to say.
fn make(article: &Article) -> Made {
    let is_said = |block: &Block| block.kind.is_said() && !block.text.plain.trim().is_empty();
    let url = article.meta.url.as_ref().map(|url| url.value.clone());
    if article.is_link || !article.body.iter().any(is_said) {
        return url.map_or(Made::Nothing, Made::Address);
    }
    let meta = &article.meta;
    let when = meta.published.or(meta.accessed).map(|when| when.value);
    let folder = match when.map(|when| (when.year(), when.month())) {
        Some((year, Some(month))) => PathBuf::from(format!("{year:04}/{month:02}")),
        Some((year, None)) => PathBuf::from(format!("{year:04}")),
        None => PathBuf::from("undated"),
    };
    let title = meta.title.as_ref().map(|title| title.value.to_string());
    let (key, name) = (import_key(article), file_name(&title.unwrap_or_default()));
    let text = archived(article, &key);
    Made::File { key, folder, name, text }
}

impl Importer<'_> {
    fn take(&mut self, place: &Safe, made: Made, out: &mut Out) -> Result<(), CliError> {
        match made {
            Made::Address(url) => self.tell(Fate::AddressOnly, place, &url, out),
            Made::Nothing => {
                let reason = Safe::line("it has neither a text nor an address");
                self.tell(Fate::Skipped, place, &reason, out)
            }
            Made::File { key, .. } if self.known.contains(&key) => {
                self.tell(Fate::Known, place, &Safe::line(&key), out)
            }
            Made::File { key, folder, name, text } => match self.write(&folder, &name, &text) {
                Ok(file) => {
                    self.known.insert(key);
                    self.tell(Fate::Imported, place, &whole::said(&file), out)
                }
                Err(error) => self.tell(Fate::Skipped, place, &Safe::line(&error.to_string()), out),
            },
        }
    }

    /// Writes a file under the first name that is free.
    fn write(&mut self, folder: &Path, name: &str, text: &str) -> Result<PathBuf, SavingError> {
        let folder = self.into.join(folder);
        let unwritable = |source| SavingError::Unwritable { file: whole::said(&folder), source };
        if !self.is_dry {
            fs::create_dir_all(&folder).map_err(unwritable)?;
        }
        let mut taken = None;
        for rank in 1..=ALIKE {
            let behind = if rank == 1 { String::new() } else { format!("-{rank}") };
            let file = folder.join(format!("{name}{behind}.md"));
            if self.is_dry {
                if !files::exists(&file) && self.planned.insert(file.clone()) {
                    return Ok(file);
                }
                continue;
            }
            match save(&file, text.as_bytes()) {
                Err(SavingError::Taken(name)) => taken = Some(SavingError::Taken(name)),
                saved => return saved.map(|()| file),
            }
        }
        Err(taken.unwrap_or_else(|| SavingError::Taken(Safe::line(name))))
    }

    fn tell(
        &mut self,
        fate: Fate,
        place: &Safe,
        detail: &Safe,
        out: &mut Out,
    ) -> Result<(), CliError> {
        self.counts[fate as usize] += 1;
        if self.is_json {
            let object = json!({"fate": fate.name(), "place": **place, "detail": **detail});
            return out.json(&Line::of(&object));
        }
        out.row(&[Safe::line(fate.name()), place.clone(), detail.clone()])
    }

    /// Tells the counts.
    fn end(&self, out: &mut Out) -> Exit {
        let all: usize = self.counts.iter().sum();
        let parts = Fate::ALL.map(|fate| format!("{} {}", self.counts[fate as usize], fate.name()));
        let dry = if self.is_dry { " (dry run: nothing was written)" } else { "" };
        let items = if all == 1 { "item" } else { "items" };
        out.remark(&format_args!("{all} {items}: {}{dry}", parts.join(", ")));
        match (all, self.counts[Fate::Skipped as usize]) {
            (0, _) => Exit::Nothing,
            (_, 0) => Exit::Done,
            _ => Exit::Error,
        }
    }
}
