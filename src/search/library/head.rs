//! The head of the list in a small file, from which alone the first frame of a
//! session is drawn.
//!
//! It is as the list was when it was last kept, and only for looking at until
//! the index answers: whatever is wrong with it, there is none, and what cannot
//! be written is not.

use std::borrow::Cow;
use std::fs;
use std::io::{self, Write as _};
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::search::index::{FORMAT, Index, row};
use crate::search::{Page, Total};
use crate::state::Marks;

/// Rows in it: more than a large screen shows, one line each.
const ROWS: usize = 96;

/// Bytes that are read at most.
const MOST: u64 = 64 << 10;

#[derive(Serialize, Deserialize)]
struct Stored<'a> {
    /// The form of the rows.
    format: u32,
    /// Whose list it is.
    #[serde(borrow)]
    roots: Vec<Cow<'a, [u8]>>,
    /// How many articles there are.
    total: u64,
    #[serde(borrow)]
    rows: Vec<Cow<'a, [u8]>>,
}

/// Keeps the head of the list of an index.
pub struct Head {
    file: PathBuf,
    roots: Vec<PathBuf>,
    index: Arc<Index>,
}

impl Head {
    pub(super) fn new(file: PathBuf, roots: &[PathBuf], index: Arc<Index>) -> Self {
        Self { file, roots: roots.to_vec(), index }
    }

    /// Writes it down as the list is now, and as the reader marked its articles:
    /// as given, else as was last known to the index.
    pub fn keep(&self, marks: Option<&Marks>) {
        let Ok((mut rows, total)) = self.index.head(ROWS, marks) else { return };
        loop {
            let written: Vec<Vec<u8>> = rows.iter().map(row::written).collect();
            let stored = Stored {
                format: FORMAT,
                roots: names(&self.roots),
                total: u64::try_from(total).unwrap_or(u64::MAX),
                rows: written.iter().map(|row| Cow::Borrowed(&**row)).collect(),
            };
            let Ok(bytes) = postcard::to_allocvec(&stored) else { return };
            if bytes.len() as u64 <= MOST {
                // Without it the next session begins with an empty list.
                self.write(&bytes).ok();
                return;
            }
            rows.truncate(rows.len() / 2);
        }
    }

    fn write(&self, bytes: &[u8]) -> io::Result<()> {
        let folder = self.file.parent().unwrap_or(Path::new(""));
        let mut new = tempfile::Builder::new().prefix("head-").tempfile_in(folder)?;
        new.write_all(bytes)?;
        new.persist(&self.file).map(drop).map_err(|error| error.error)
    }
}

/// The first rows of the list of some roots as they were kept; `None` if there
/// are none that can be read.
pub(super) fn read(file: &Path, roots: &[PathBuf]) -> Option<Page> {
    if fs::metadata(file).ok()?.len() > MOST {
        return None;
    }
    let bytes = fs::read(file).ok()?;
    let stored: Stored<'_> = postcard::from_bytes(&bytes).ok()?;
    if stored.format != FORMAT || stored.roots != names(roots) {
        return None;
    }
    let total = usize::try_from(stored.total).ok()?;
    if stored.rows.is_empty() || stored.rows.len() > total {
        return None;
    }
    // Collected as options they would be moved every time that their number doubles.
    let mut rows = Vec::with_capacity(stored.rows.len());
    for bytes in &stored.rows {
        rows.push(row::read(bytes)?);
    }
    Some(Page { rows, total: Total::Exactly(total), ..Page::default() })
}

/// The paths of some roots, without links.
fn names(roots: &[PathBuf]) -> Vec<Cow<'static, [u8]>> {
    let real = roots.iter().map(|root| fs::canonicalize(root).unwrap_or_else(|_| root.clone()));
    real.map(|root| Cow::Owned(root.into_os_string().into_vec())).collect()
}
