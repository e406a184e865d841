//! BibTeX and BibLaTeX: entries written, files read and brought up to date.
//!
//! Syntax and commands of TeX are read by [`biblatex`]; which field means what
//! is decided here, in one table for reading and writing. One idea: a file is
//! first cut into pieces that together are the file, so that one bad entry
//! hides no other, and an update leaves every other byte as it is.

mod biblatex;
mod bibtex;
mod fields;
mod names;
mod read;
mod split;
mod tex;
mod update;

pub(super) use biblatex::entry as biblatex_entry;
pub(super) use bibtex::entry as bibtex_entry;
pub(super) use names::joint;
pub(super) use read::read;
pub(super) use split::is_bib;
pub(super) use update::{Dialect, update};
