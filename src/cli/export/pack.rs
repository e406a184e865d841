//! A folder of files with their checksums, written whole or not at all.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::article::Safe;
use crate::cli::error::CliError;

/// Bytes that are copied at once.
const CHUNK: usize = 1 << 20;

/// A file of the pack.
#[derive(Clone, Debug)]
pub(super) struct Written {
    name: String,
    sha256: String,
    bytes: u64,
    /// When its original was last changed, in UTC; `None` for what was made.
    pub(super) modified: Option<String>,
}

impl Written {
    /// What the manifest says of it.
    pub(super) fn object(&self) -> Value {
        json!({"file": self.name, "sha256": self.sha256, "bytes": self.bytes})
    }
}

/// A pack that is being written, beside the place where it will be.
pub(super) struct Pack {
    target: PathBuf,
    folder: TempDir,
    files: BTreeMap<String, Written>,
}

impl Pack {
    /// Begins a pack; its folder must not be there, or be empty.
    pub(super) fn begin(target: &Path) -> Result<Self, CliError> {
        let taken = || CliError::PackTaken { folder: Safe::line(&target.to_string_lossy()) };
        match fs::read_dir(target) {
            Ok(mut entries) => {
                if entries.next().is_some() {
                    return Err(taken());
                }
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) if error.kind() == ErrorKind::NotADirectory => return Err(taken()),
            Err(source) => return Err(unwritable(target, source)),
        }
        let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty());
        let parent = parent.unwrap_or(Path::new("."));
        let begun = || {
            fs::create_dir_all(parent)?;
            let folder = tempfile::Builder::new()
                .prefix(".newsread-pack-")
                // As far as the reader's own mask allows.
                .permissions(fs::Permissions::from_mode(0o777))
                .tempdir_in(parent)?;
            for part in ["originals", "texts", "citations"] {
                fs::create_dir(folder.path().join(part))?;
            }
            Ok(folder)
        };
        let folder = begun().map_err(|source| unwritable(target, source))?;
        Ok(Self { target: target.to_owned(), folder, files: BTreeMap::new() })
    }

    /// Writes a file of the pack.
    pub(super) fn write(&mut self, name: &str, bytes: &[u8]) -> Result<Written, CliError> {
        self.put(name, &mut &*bytes, None).map_err(|source| unwritable(&self.target, source))
    }

    /// Copies a file into the pack.
    pub(super) fn copy(&mut self, name: &str, from: &Path) -> Result<Written, CliError> {
        let copied = File::open(from).and_then(|mut file| {
            let modified = file.metadata()?.modified().ok();
            let modified = modified.and_then(|time| jiff::Timestamp::try_from(time).ok());
            self.put(name, &mut file, modified.map(|time| time.to_string()))
        });
        copied.map_err(|source| CliError::NotPacked {
            file: Safe::line(&from.to_string_lossy()),
            source,
        })
    }

    fn put(
        &mut self,
        name: &str,
        from: &mut dyn Read,
        modified: Option<String>,
    ) -> io::Result<Written> {
        let path = self.folder.path().join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let (mut to, mut hasher) = (File::create_new(&path)?, Sha256::new());
        let (mut chunk, mut bytes) = (vec![0; CHUNK], 0);
        loop {
            let read = from.read(&mut chunk)?;
            if read == 0 {
                break;
            }
            hasher.update(&chunk[..read]);
            to.write_all(&chunk[..read])?;
            bytes += u64::try_from(read).unwrap_or(0);
        }
        let mut sha256 = String::with_capacity(64);
        for byte in hasher.finalize() {
            write!(sha256, "{byte:02x}").map_err(io::Error::other)?;
        }
        let written = Written { name: name.to_owned(), sha256, bytes, modified };
        self.files.insert(name.to_owned(), written.clone());
        Ok(written)
    }

    /// Writes the checksums, and puts the pack in its place.
    pub(super) fn finish(mut self) -> Result<(), CliError> {
        let line = |file: &Written| format!("{}  {}\n", file.sha256, file.name);
        let sums: String = self.files.values().map(line).collect();
        self.write("SHA256SUMS", sums.as_bytes())?;
        let target = self.target;
        let put = || {
            match fs::remove_dir(&target) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            // A folder with something in it is never replaced by this.
            fs::rename(self.folder.path(), &target)?;
            let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty());
            File::open(parent.unwrap_or(Path::new(".")))?.sync_all()
        };
        put().map_err(|source| unwritable(&target, source))?;
        // What was moved is not to be removed.
        drop(self.folder.keep());
        Ok(())
    }
}

fn unwritable(folder: &Path, source: io::Error) -> CliError {
    CliError::Unwritable { file: Safe::line(&folder.to_string_lossy()), source }
}
