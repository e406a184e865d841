//! The styles of citations that can be set: those with a name, and CSL files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::said;
use crate::cite::{CiteError, Style, StyleFile, UnknownName};

/// A style that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StyleError {
    /// There is none of this name.
    #[error("{0}; or write the path of a .csl file")]
    Unknown(#[from] UnknownName),
    /// Its file cannot be read.
    #[error("cannot read the style ‘{}’: {source}", said(file))]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Its file is no style.
    #[error(transparent)]
    NoStyle(#[from] CiteError),
}

/// The style of a CSL file, called like the file without its ending.
pub(super) fn own_style(file: &Path) -> Result<Style, StyleError> {
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    let csl = fs::read_to_string(file)
        .map_err(|source| StyleError::Unreadable { file: file.to_owned(), source })?;
    Ok(Style::File(StyleFile::new(&file.to_string_lossy(), &csl)?.called(&name)))
}

/// The style that is called `name`; one that ends in `.csl` is the path of a
/// file in the Citation Style Language, from `folder` if it is relative.
pub fn style(name: &str, folder: &Path) -> Result<Style, StyleError> {
    if !Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csl")) {
        return Ok(name.parse()?);
    }
    let file = folder.join(name);
    match fs::read_to_string(&file) {
        Ok(csl) => Ok(Style::File(StyleFile::new(name, &csl)?)),
        Err(source) => Err(StyleError::Unreadable { file, source }),
    }
}
