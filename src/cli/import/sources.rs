//! Sources that have to be turned into files which the archive reads.

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::Path;

use crate::archive::newsboat::{NewsboatError, may_be_cache, write_lines};
use crate::article::Safe;
use crate::cli::input::Input;
use crate::cli::whole;

/// Sources that are ready, and what cannot be imported of them.
pub(super) struct Sources {
    /// What is read.
    pub(super) input: Input,
    /// Places, and why they are skipped.
    pub(super) troubles: Vec<(Safe, Safe)>,
}

impl Sources {
    /// Turns every cache of newsboat among the paths into lines of JSON.
    pub(super) fn of(mut input: Input) -> io::Result<Self> {
        let mut troubles = Vec::new();
        let caches: Vec<_> =
            input.paths.iter().filter(|path| may_be_cache(path)).cloned().collect();
        for cache in caches {
            let place = whole::said(&input.given(cache.clone()));
            let folder = tempfile::Builder::new().prefix("newsread-").tempdir()?;
            let lines = folder.path().join("newsboat.jsonl");
            match turned(&cache, &lines) {
                Ok(deleted) => {
                    let reason = Safe::line("it was deleted in newsboat");
                    troubles.extend(deleted.into_iter().map(|name| {
                        let place =
                            Safe::line(&format!("{place}{}{name}", crate::archive::BETWEEN));
                        (place, reason.clone())
                    }));
                    input.stand_in(&cache, lines, folder);
                }
                Err(error) => {
                    troubles.push((place, Safe::line(&error.to_string())));
                    input.paths.retain(|path| *path != cache);
                }
            }
        }
        Ok(Self { input, troubles })
    }
}

fn turned(cache: &Path, lines: &Path) -> Result<Vec<Safe>, NewsboatError> {
    write_lines(cache, BufWriter::new(File::create_new(lines)?))
}
