//! The roots and the folders of the catalogue.
//!
//! It knows their rows alone: when a folder changed is only kept here.

use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rusqlite::{OptionalExtension, Result, params};

use super::{Table, path};

/// A folder, as it is in the catalogue.
pub(in crate::archive::catalogue) struct Folder {
    pub(in crate::archive::catalogue) number: i64,
    pub(in crate::archive::catalogue) root: i64,
    /// From the root.
    pub(in crate::archive::catalogue) path: PathBuf,
    /// When it was last changed, as it was last walked: seconds since 1970, and
    /// nanoseconds.
    pub(in crate::archive::catalogue) changed: Option<(i64, i64)>,
}

impl Table {
    /// The number of a root, by its path without links.
    pub(in crate::archive::catalogue) fn root(&mut self, path: &Path) -> Result<i64> {
        let path = path.as_os_str().as_bytes();
        let known = "SELECT number FROM root WHERE path = ?1";
        let known = self.database.query_row(known, [path], |row| row.get(0)).optional()?;
        if let Some(number) = known {
            return Ok(number);
        }
        let database = self.write()?;
        database.execute("INSERT INTO root (path) VALUES (?1)", [path])?;
        Ok(database.last_insert_rowid())
    }

    /// The number of a folder below a root.
    pub(in crate::archive::catalogue) fn folder(
        &self,
        root: i64,
        path: &Path,
    ) -> Result<Option<i64>> {
        let mut known = self
            .database
            .prepare_cached("SELECT number FROM folder WHERE root = ?1 AND path = ?2")?;
        known.query_row(params![root, path.as_os_str().as_bytes()], |row| row.get(0)).optional()
    }

    pub(in crate::archive::catalogue) fn add_folder(
        &mut self,
        root: i64,
        path: &Path,
    ) -> Result<i64> {
        if let Some(number) = self.folder(root, path)? {
            return Ok(number);
        }
        let database = self.write()?;
        let bytes = path.as_os_str().as_bytes();
        database
            .prepare_cached("INSERT INTO folder (root, path) VALUES (?1, ?2)")?
            .execute(params![root, bytes])?;
        Ok(database.last_insert_rowid())
    }

    /// Every folder.
    pub(in crate::archive::catalogue) fn folders(&self) -> Result<Vec<Folder>> {
        let mut all = self
            .database
            .prepare_cached("SELECT number, root, path, seconds, nanoseconds FROM folder")?;
        let rows = all.query_map([], |row| {
            let seconds: Option<i64> = row.get(3)?;
            let nanoseconds: Option<i64> = row.get(4)?;
            Ok(Folder {
                number: row.get(0)?,
                root: row.get(1)?,
                path: path(row, 2)?,
                changed: seconds.zip(nanoseconds),
            })
        })?;
        rows.collect()
    }

    /// When a folder was last changed, as it was last walked.
    pub(in crate::archive::catalogue) fn walked_at(
        &self,
        folder: i64,
    ) -> Result<Option<(i64, i64)>> {
        let mut known = self
            .database
            .prepare_cached("SELECT seconds, nanoseconds FROM folder WHERE number = ?1")?;
        known.query_row([folder], |row| {
            let seconds: Option<i64> = row.get(0)?;
            Ok(seconds.zip(row.get(1)?))
        })
    }

    /// Notes when a folder was last changed, as it was walked.
    pub(in crate::archive::catalogue) fn walked(
        &mut self,
        folder: i64,
        changed: (i64, i64),
    ) -> Result<()> {
        let known = "UPDATE folder SET seconds = ?2, nanoseconds = ?3 WHERE number = ?1";
        self.write()?.prepare_cached(known)?.execute(params![folder, changed.0, changed.1])?;
        Ok(())
    }

    pub(in crate::archive::catalogue) fn remove_folder(&mut self, folder: i64) -> Result<()> {
        let gone = "DELETE FROM folder WHERE number = ?1";
        self.write()?.prepare_cached(gone)?.execute([folder])?;
        Ok(())
    }
}
