//! The sample archive that the program carries.
//!
//! Articles are files, so the sample is laid out as files: in the cache, where
//! it stays, or, if nothing can be written there, in a folder of its own that
//! goes when the session ends.

use std::fs::{self, DirBuilder};
use std::io::{self, ErrorKind};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::{env, process};

use include_dir::{Dir, include_dir};

use super::error::CliError;
use crate::article::Safe;
use crate::config::Places;

static ARTICLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/articles");

/// Names to try for a temporary folder before giving up.
const ATTEMPTS: u32 = 100;

/// The sample archive, laid out.
#[derive(Debug)]
pub(super) struct Sample {
    /// The folder it is in.
    pub(super) folder: PathBuf,
    is_temporary: bool,
}

impl Sample {
    /// Lays the sample out, for the eyes of this user only; what is there
    /// already stays.
    pub(super) fn lay_out(places: Option<&Places>) -> Result<Self, CliError> {
        if let Some(places) = places {
            let name = concat!("sample-", env!("CARGO_PKG_VERSION"));
            let folder = places.cache.join(name);
            let made = DirBuilder::new().recursive(true).mode(0o700).create(&folder);
            if made.and_then(|()| write(&ARTICLES, &folder)).is_ok() {
                return Ok(Self { folder, is_temporary: false });
            }
        }
        let place = env::temp_dir();
        Self::lay_out_for_now(&place).map_err(|source| CliError::Sample {
            place: Safe::line(&place.to_string_lossy()),
            source,
        })
    }

    fn lay_out_for_now(place: &Path) -> io::Result<Self> {
        let mut rank = 0;
        let folder = loop {
            let folder = place.join(format!("newsread-sample-{}-{rank}", process::id()));
            // Fails for a folder that is there: it may be somebody else's.
            match DirBuilder::new().mode(0o700).create(&folder) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists && rank < ATTEMPTS => {
                    rank += 1;
                }
                made => break made.map(|()| folder)?,
            }
        };
        let sample = Self { folder, is_temporary: true };
        write(&ARTICLES, &sample.folder)?;
        Ok(sample)
    }
}

impl Drop for Sample {
    fn drop(&mut self) {
        if self.is_temporary {
            // What cannot be removed is left to the system's own clearing.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// Writes the files that are not there as they should be; each appears whole,
/// since another instance may be reading.
fn write(articles: &Dir<'_>, folder: &Path) -> io::Result<()> {
    for file in articles.files() {
        let path = folder.join(file.path());
        if fs::read(&path).is_ok_and(|bytes| bytes == file.contents()) {
            continue;
        }
        let unfinished = folder.join(format!(".unfinished-{}", process::id()));
        fs::write(&unfinished, file.contents())?;
        fs::rename(&unfinished, &path)?;
    }
    for inner in articles.dirs() {
        fs::create_dir_all(folder.join(inner.path()))?;
        write(inner, folder)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(cache: PathBuf) -> Places {
        let none = PathBuf::new;
        Places { home: none(), config: none(), state: none(), log: none(), cache }
    }

    #[test]
    fn the_sample_is_whole_again_each_time() {
        let cache = tempfile::tempdir().unwrap();
        let places = places(cache.path().join("newsread"));
        let welcome = Sample::lay_out(Some(&places)).unwrap().folder.join("welcome.md");
        let text = fs::read(&welcome).unwrap();
        fs::write(&welcome, "half").unwrap();
        Sample::lay_out(Some(&places)).unwrap();
        assert_eq!(fs::read(&welcome).unwrap(), text);
    }

    #[test]
    fn where_nothing_can_be_cached_the_sample_goes_with_the_session() {
        let places = places(PathBuf::from("/dev/null/newsread"));
        let sample = Sample::lay_out(Some(&places)).unwrap();
        let folder = sample.folder.clone();
        assert!(folder.join("welcome.md").exists());
        drop(sample);
        assert!(!folder.exists());
    }
}
