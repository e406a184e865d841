//! Why an article cannot be shown.

use std::error::Error;
use std::io;

use super::open::WINDOW;
use super::{BETWEEN, Location};
use crate::article::{ArticleId, Safe};

/// An article that cannot be shown, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cannot read ‘{what}’: {why}")]
pub struct ArchiveError {
    /// The file, or the identity of an article without one.
    pub what: Safe,
    /// The reason, which makes sense beside the name alone.
    pub why: Why,
}

impl ArchiveError {
    pub(super) fn new(location: &Location, why: Why) -> Self {
        let mut what = location.file.to_string_lossy().into_owned();
        if let Some(part) = &location.item {
            what = what + BETWEEN + &part.key;
        }
        Self { what: Safe::line(&what), why }
    }

    pub(super) fn unknown(id: ArticleId) -> Self {
        Self { what: Safe::format(format_args!("{id}")), why: Why::Unknown }
    }
}

/// Why a file is not shown as an article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// It is not there.
    #[error("there is no such file; look whether it was moved or deleted")]
    Gone,
    /// It is something else; the words say what.
    #[error("this is {0}, not a file")]
    NotAFile(&'static str),
    /// A folder in which nothing promises to be an article.
    #[error("there are no articles in it; name another folder")]
    Empty,
    /// The system does not let us.
    #[error("permission denied; make it readable with chmod")]
    Refused,
    /// Its path is too long for the system.
    #[error("its path is too long; move it nearer to the top of the disk")]
    TooLong,
    /// A folder lies too deep.
    #[error("folders are followed 64 deep and no deeper; move it nearer to the top")]
    TooDeep,
    /// The system says something else.
    #[error("{0}")]
    System(Safe),
    /// Its format could not be read.
    #[error("{0}")]
    Format(Safe),
    /// Its parser took too long.
    #[error("it was given up after 2 seconds; open it with another program")]
    TooSlow,
    /// Its parser broke down.
    #[error("it could not be shown: its parser broke down; report it with the log")]
    Broken,
    /// A file holds many articles, and none is of the whole.
    #[error("it holds many articles; rescan the archive to list them")]
    Many,
    /// A file no longer holds an item.
    #[error("the file no longer holds this article; rescan the archive")]
    NoItem,
    /// No article has this identity.
    #[error("the archive has no such article; rescan it")]
    Unknown,
}

impl From<io::Error> for Why {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::InvalidFilename => Self::TooLong,
            io::ErrorKind::NotFound => Self::Gone,
            io::ErrorKind::PermissionDenied => Self::Refused,
            _ => Self::System(Safe::format(format_args!("{}", cause(&error)))),
        }
    }
}

/// What the system itself said: the innermost of some errors, without paths.
fn cause(error: &io::Error) -> &dyn Error {
    let mut cause: &dyn Error = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause
}

/// A warning for the reader of a file of which only the beginning is shown.
pub(super) fn only_the_beginning(len: u64) -> Safe {
    Safe::format(format_args!("only the first {} of {} are shown", size(WINDOW), size(len)))
}

/// A size as a person says it: `8 GiB`, `16.5 MiB`; rounded up, so that more
/// is never called the same.
fn size(bytes: u64) -> String {
    const UNITS: [&str; 7] = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    let mut unit = 0;
    while bytes >> (10 * unit) >= 1024 {
        unit += 1;
    }
    let tenths = (u128::from(bytes) * 10).div_ceil(1 << (10 * unit));
    match (tenths / 10, tenths % 10) {
        (whole, 0) => format!("{whole} {}", UNITS[unit]),
        (whole, tenth) => format!("{whole}.{tenth} {}", UNITS[unit]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_as_a_person_says_them() {
        let said = [0, 1023, 1024, 1536, 16 << 20, (16 << 20) + 1, 8 << 30, u64::MAX].map(size);
        assert_eq!(
            said,
            ["0 bytes", "1023 bytes", "1 KiB", "1.5 KiB", "16 MiB", "16.1 MiB", "8 GiB", "16 EiB"]
        );
    }

    #[test]
    fn an_error_says_which_file_and_why() {
        let error = ArchiveError::new(
            &Location { file: "news/rain\x1b.md".into(), item: None },
            Why::NotAFile("a named pipe"),
        );
        assert_eq!(
            error.to_string(),
            "cannot read ‘news/rain␛.md’: this is a named pipe, not a file"
        );
    }
}
