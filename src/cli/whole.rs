//! Files that are written whole or not at all.
//!
//! The new text goes into a file beside the old one, reaches the disk, and then
//! takes its place: who reads in between sees the old or the new one, and a
//! full disk loses neither.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::error::CliError;
use crate::article::Safe;

/// A path, to be shown.
pub(super) fn said(file: &Path) -> Safe {
    Safe::line(&file.to_string_lossy())
}

/// The text of a file; empty if there is none.
pub(super) fn text(file: &Path) -> Result<String, CliError> {
    match fs::read(file) {
        Ok(bytes) => String::from_utf8(bytes).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..valid].split(|byte| *byte == b'\n').count();
            let reason = format!("line {line} is not UTF-8");
            unwritable(file, io::Error::new(ErrorKind::InvalidData, reason))
        }),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(unwritable(file, error)),
    }
}

/// Writes a file whole; the old one keeps its permissions.
pub(super) fn write(file: &Path, text: &str) -> Result<(), CliError> {
    replace(file, text).map_err(|error| unwritable(file, error))
}

fn unwritable(file: &Path, source: io::Error) -> CliError {
    CliError::Unwritable { file: said(file), source }
}

fn replace(file: &Path, text: &str) -> io::Result<()> {
    // A link leads to the file that is meant.
    let file = &fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let Some(name) = file.file_name() else {
        return Err(io::Error::new(ErrorKind::InvalidInput, "this is no name of a file"));
    };
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let old = fs::metadata(file).ok();
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        // A pipe or a device has no old text that could be lost.
        return fs::write(file, text);
    }
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{}.new", std::process::id()));
    let beside = folder.join(hidden);
    let moved = fill(&beside, text, old.map(|old| old.permissions()))
        .and_then(|()| fs::rename(&beside, file));
    if moved.is_err() {
        let _ = fs::remove_file(&beside);
    }
    moved?;
    // The name is on the disk only when the folder is.
    File::open(folder)?.sync_all()
}

fn fill(beside: &PathBuf, text: &str, permissions: Option<fs::Permissions>) -> io::Result<()> {
    let mut new = File::create_new(beside)?;
    if let Some(permissions) = permissions {
        new.set_permissions(permissions)?;
    }
    new.write_all(text.as_bytes())?;
    new.sync_all()
}
