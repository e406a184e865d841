//! What an archive holds that was imported before.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use crate::print::key_of;

/// Bytes of a file in which its key is looked for: as many as front matter has.
const HEAD: u64 = 64 << 10;

/// The keys of all files under a folder that an import wrote; none where there
/// is no such folder.
pub(super) fn keys(folder: &Path) -> HashSet<String> {
    let mut keys = HashSet::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let (path, kind) = (entry.path(), entry.file_type());
            match kind {
                Ok(kind) if kind.is_dir() => open.push(path),
                Ok(kind) if kind.is_file() && path.extension().is_some_and(|it| it == "md") => {
                    keys.extend(key(&path));
                }
                _ => {}
            }
        }
    }
    keys
}

fn key(file: &Path) -> Option<String> {
    let mut head = Vec::new();
    File::open(file).ok()?.take(HEAD).read_to_end(&mut head).ok()?;
    key_of(&String::from_utf8_lossy(&head)).map(str::to_owned)
}
