//! What can go wrong with the state, told so that the reader can act on it.
//!
//! None of it ends the program: what cannot be saved stays in memory and is
//! tried again.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why something is not on the disk, or not where it was.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// No home, so no path.
    #[error(
        "there is no folder to keep your marks in; set HOME or XDG_STATE_HOME, or they end with this session"
    )]
    NoFolder,
    /// The folder or the file does not exist, and the system refuses to make it.
    #[error(
        "‘{path}’ cannot be made: {source}; marks are kept in memory until it can; set XDG_STATE_HOME to a folder that you may write to"
    )]
    Unmade {
        /// What should be made.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The disk is full.
    #[error(
        "no space is left to write ‘{0}’; marks are kept in memory until there is; free some before you quit"
    )]
    Full(PathBuf),
    /// Somebody else holds a lock for longer than we wait.
    #[error(
        "another program holds ‘{0}’; marks are kept in memory until it lets go; end it before you quit"
    )]
    Busy(PathBuf),
    /// Reading or writing went wrong in some other way.
    #[error(
        "‘{path}’ cannot be used: {source}; marks are kept in memory and tried again; check the disk, its quota and the rights of the folder"
    )]
    Unusable {
        /// Which file.
        path: PathBuf,
        /// What the database says.
        source: rusqlite::Error,
    },
    /// The file cannot be read, by somebody who only wanted to look.
    #[error(
        "‘{path}’ cannot be read: {source}; articles are shown without what you corrected; open newsread once, which moves a damaged file aside"
    )]
    Unread {
        /// Which file.
        path: PathBuf,
        /// What the database says.
        source: rusqlite::Error,
    },
    /// The file may be read only.
    #[error(
        "‘{0}’ can be read but not written; new marks are kept in memory until it can; make it and its folder writable"
    )]
    ReadOnly(PathBuf),
    /// A newer version has changed the format.
    #[error(
        "‘{path}’ was made by a newer newsread and is only read; new marks end with this session; install newsread {needs} or later"
    )]
    Newer {
        /// Which file.
        path: PathBuf,
        /// The first version that may write it.
        needs: String,
    },
    /// The file is not a whole database, and was moved aside with its
    /// companions; what could be read of it and of its copies is in the new one.
    #[error(
        "‘{path}’ was damaged: it is now ‘{aside}’, and a new one was begun with the {kept} marks that could be read of it{copy}; keep the old one if marks are missing"
    )]
    Damaged {
        /// Where it was, and where the new one is.
        path: PathBuf,
        /// Where it is now.
        aside: PathBuf,
        /// How many registers the new one begins with.
        kept: usize,
        /// The newest copy that was read too; empty, or begins with “ and”.
        copy: String,
    },
    /// The file is the database of another program, and was moved aside.
    #[error(
        "‘{path}’ is a database that newsread did not make: it is now ‘{aside}’, and a new one was begun with {kept} marks"
    )]
    Foreign {
        /// Where it was, and where the new one is.
        path: PathBuf,
        /// Where it is now.
        aside: PathBuf,
        /// How many registers the new one begins with: those of copies.
        kept: usize,
    },
    /// The database was empty or gone while there were copies of it.
    #[error(
        "‘{path}’ was gone: a new one was begun with the {kept} marks of its copy ‘{copy}’; to begin with none, delete the copies too"
    )]
    Restored {
        /// The database.
        path: PathBuf,
        /// The newest copy.
        copy: PathBuf,
        /// How many registers the new one begins with.
        kept: usize,
    },
    /// A copy of the state cannot be written or read.
    #[error(
        "the copy ‘{path}’ of your marks cannot be used: {source}; the marks themselves are safe"
    )]
    Copy {
        /// Which copy.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The shared folder is not there.
    #[error(
        "there is no folder ‘{0}’ to share your marks through; make it, or connect the disk or the share that it is on"
    )]
    NoShare(PathBuf),
    /// Something in the shared folder cannot be read or written.
    #[error(
        "‘{path}’ cannot be used to share your marks: {source}; they are safe on this machine, and the next exchange tries again"
    )]
    Share {
        /// Which file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The writing thread met a fault of its own.
    #[error(
        "keeping your marks met a fault of newsread ({0}); what was not saved is tried again; please report it"
    )]
    Fault(String),
}

impl StateError {
    /// What a refusal of the database means for the file at `path`.
    pub(super) fn of(path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full(path),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy(path),
            Some(ErrorCode::ReadOnly) => Self::ReadOnly(path),
            _ => Self::Unusable { path, source },
        }
    }

    /// Whether the connection may have come through it: another attempt may
    /// go well without opening the file again.
    pub(super) fn may_pass(&self) -> bool {
        match self {
            Self::Full(_) | Self::Busy(_) => true,
            Self::Unusable { source, .. } => {
                source.sqlite_error_code() == Some(ErrorCode::SystemIoFailure)
            }
            _ => false,
        }
    }
}
