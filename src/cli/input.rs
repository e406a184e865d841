//! What a command is given to read: paths, names in a file, standard input.
//!
//! It knows nothing of articles. One idea: what comes on standard input is
//! laid down as a file for as long as the command runs, so that it may be
//! whatever a file may be, a mailbox of gigabytes too.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempDir;

use super::arguments::Names;
use super::error::CliError;
use crate::article::Safe;

/// What stands for standard input.
const STDIN: &str = "-";

/// Paths that can be read.
#[derive(Clone)]
pub(super) struct Input {
    /// The paths, in which standard input is a file.
    pub(super) paths: Vec<PathBuf>,
    /// Files that are read in the place of others.
    stand_ins: Vec<StandIn>,
}

/// A file that is read in the place of another.
#[derive(Clone)]
struct StandIn {
    file: PathBuf,
    given: PathBuf,
    /// Where it is; it goes with the last that knows it.
    _folder: Arc<TempDir>,
}

impl Input {
    /// These paths; of several that are `-` each is all of standard input.
    pub(super) fn of(paths: Vec<PathBuf>) -> Result<Self, CliError> {
        let mut input = Self { paths, stand_ins: Vec::new() };
        if input.paths.iter().any(|path| is_stdin(path)) {
            let folder = lay_down().map_err(CliError::Input)?;
            input.stand_in(Path::new(STDIN), folder.path().join(STDIN), folder);
        }
        Ok(input)
    }

    /// From now on a file is read in the place of a path, under whose name it
    /// is told; `folder`, in which it lies, is kept as long.
    pub(super) fn stand_in(&mut self, path: &Path, file: PathBuf, folder: TempDir) {
        for of in self.paths.iter_mut().filter(|of| *of == path) {
            of.clone_from(&file);
        }
        let given = self.given(path.to_owned());
        self.stand_ins.push(StandIn { file, given, _folder: Arc::new(folder) });
    }

    /// These paths, and those that stand in a file of names.
    pub(super) fn named(mut paths: Vec<PathBuf>, names: &Names) -> Result<Self, CliError> {
        let from = names.null.then(|| PathBuf::from(STDIN)).or(names.files0_from.clone());
        if let Some(from) = from {
            paths.extend(listed(&from, paths.iter().any(|path| is_stdin(path)))?);
        }
        Self::of(paths)
    }

    /// Some of its paths.
    pub(super) fn part(&self, paths: Vec<PathBuf>) -> Self {
        Self { paths, ..self.clone() }
    }

    /// A path of a file as it was given.
    pub(super) fn given(&self, path: PathBuf) -> PathBuf {
        let stand_in = self.stand_ins.iter().find(|stand_in| stand_in.file == path);
        stand_in.map_or(path, |stand_in| stand_in.given.clone())
    }
}

/// Whether a path stands for standard input.
pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == STDIN
}

/// Writes standard input to a file that only its owner can read.
fn lay_down() -> io::Result<TempDir> {
    let folder = tempfile::Builder::new()
        .prefix("newsread-")
        .permissions(fs::Permissions::from_mode(0o700))
        .tempdir()?;
    let mut file = File::create_new(folder.path().join(STDIN))?;
    io::copy(&mut io::stdin().lock(), &mut file)?;
    Ok(folder)
}

/// The names in a file, each ended by NUL.
fn listed(from: &Path, is_taken: bool) -> Result<Vec<PathBuf>, CliError> {
    let bytes = if is_stdin(from) {
        let mut bytes = Vec::new();
        io::copy(&mut io::stdin().lock(), &mut bytes).map(|_| bytes)
    } else {
        fs::read(from)
    };
    let place = || Safe::line(&from.to_string_lossy());
    let bytes = bytes.map_err(|source| CliError::Names { file: place(), source })?;
    let mut names = bytes.split(|byte| *byte == 0).collect::<Vec<_>>();
    // Behind the last NUL there is no name.
    names.pop_if(|name| name.is_empty());
    if let Some(rank) = names.iter().position(|name| name.is_empty()) {
        return Err(CliError::NoName { file: place(), rank: rank + 1 });
    }
    let names: Vec<PathBuf> =
        names.into_iter().map(|name| OsStr::from_bytes(name).into()).collect();
    let wants_stdin = is_taken || names.iter().any(|name| is_stdin(name));
    if is_stdin(from) && wants_stdin {
        return Err(CliError::StdinTwice);
    }
    Ok(names)
}
