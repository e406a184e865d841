//! Begins a database again that is damaged, foreign or gone.
//!
//! Nothing is deleted: what lies at the path is moved aside with its
//! companions, and only when what takes its place is whole. That begins with
//! all that can be read of the old one and of the daily copies; since registers
//! of any age can be put together, none of them is wrong.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::StateError;
use super::export::copied;
use super::opening::{COMPANIONS, Opened, Refusal, aside, beside, make, with, write};
use super::register::Register;
use super::store::{FORMATS, arrived_after};
use rusqlite::{Connection, OpenFlags};

/// Begins another database with what can be read of a damaged one and of its
/// copies, and puts it in its place.
pub(super) fn replace(path: &Path) -> Result<Opened, StateError> {
    rebuild(path, "damaged", |path, aside, kept, copy| StateError::Damaged {
        path,
        aside,
        kept,
        copy: copy.map_or_else(String::new, |copy| format!(" and ‘{}’", copy.display())),
    })
}

/// Moves the database of another program aside, and begins our own.
pub(super) fn step_aside(path: &Path) -> Result<Opened, StateError> {
    rebuild(path, "foreign", |path, aside, kept, _| StateError::Foreign { path, aside, kept })
}

/// Gives an empty database what the copies beside it hold: one that was lost
/// leaves them.
pub(super) fn restore(path: &Path, opened: Opened) -> Result<Opened, StateError> {
    let (registers, Some(copy)) = copied(path) else { return Ok(opened) };
    let mut store = opened.store;
    let kept = store.merge(&registers)?;
    let registers = store.all()?;
    let trouble = StateError::Restored { path: path.to_owned(), copy, kept };
    Ok(Opened { store, registers, trouble: Some(trouble) })
}

/// Moves a log aside whose database is gone: what is begun in its place would
/// take it for its own.
pub(super) fn part_from_log(path: &Path) -> Result<(), StateError> {
    if path.exists() || !with(path, "-wal").exists() {
        return Ok(());
    }
    shift(path, &aside(path, "lone"))
}

fn rebuild(
    path: &Path,
    what: &str,
    tell: impl FnOnce(PathBuf, PathBuf, usize, Option<PathBuf>) -> StateError,
) -> Result<Opened, StateError> {
    let (new, aside) = (beside(path, "new"), aside(path, what));
    // What an attempt left that was cut short.
    for companion in COMPANIONS {
        fs::remove_file(with(&new, companion)).ok();
    }
    make(&new)?;
    let (mut store, _) = write(&new, FORMATS).map_err(|refusal| begun(refusal, &new))?;
    store.merge(&salvage(path))?;
    let (copied, copy) = copied(path);
    store.merge(&copied)?;
    drop(store);
    shift(path, &aside)?;
    shift(&new, path)?;
    let (store, registers) = write(path, FORMATS).map_err(|refusal| begun(refusal, path))?;
    let trouble = tell(path.to_owned(), aside, registers.len(), copy);
    Ok(Opened { store, registers, trouble: Some(trouble) })
}

/// Moves a database with its companions.
fn shift(from: &Path, to: &Path) -> Result<(), StateError> {
    for companion in COMPANIONS {
        match fs::rename(with(from, companion), with(to, companion)) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(StateError::Unmade { path: with(to, companion), source: error });
            }
            _ => {}
        }
    }
    Ok(())
}

/// The registers of a damaged database, up to the damage.
fn salvage(path: &Path) -> Vec<Register> {
    let mut found = Vec::new();
    if let Ok(database) = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY) {
        arrived_after(&database, 0, &mut found).ok();
    }
    found
}

/// The trouble that a refusal is for a database which was just begun.
fn begun(refusal: Refusal, path: &Path) -> StateError {
    match refusal {
        Refusal::Other(error) => error,
        _ => StateError::ReadOnly(path.to_owned()),
    }
}
