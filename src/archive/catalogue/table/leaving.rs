//! Files that leave their place, and what is remembered of those that are gone.

use rusqlite::{OptionalExtension, Result, params};

use super::{Table, hash, id};
use crate::article::ArticleId;

/// The number of no folder: what is in it is nowhere.
pub(in crate::archive::catalogue) const NOWHERE: i64 = -1;

impl Table {
    /// Has a file lie nowhere, since another has its place.
    pub(in crate::archive::catalogue) fn displace(&mut self, file: i64) -> Result<()> {
        let name = file.to_string();
        let moved = "UPDATE file SET folder = ?2, name = ?3, hash = ?4 WHERE number = ?1";
        let parameters = params![file, NOWHERE, name.as_bytes(), hash(name.as_ref())];
        self.write()?.prepare_cached(moved)?.execute(parameters)?;
        Ok(())
    }

    /// Forgets a file and what it held; of one that was edited it is remembered what it
    /// said.
    pub(in crate::archive::catalogue) fn remove_file(&mut self, file: i64) -> Result<()> {
        let database = self.write()?;
        let bury = "INSERT OR REPLACE INTO buried \
                    SELECT said, id FROM file WHERE number = ?1 AND said IS NOT NULL";
        database.prepare_cached(bury)?.execute([file])?;
        for gone in [
            "DELETE FROM taker WHERE article IN (SELECT id FROM file WHERE number = ?1)",
            "DELETE FROM taker WHERE article IN (SELECT id FROM item WHERE file = ?1)",
            "DELETE FROM item WHERE file = ?1",
            "DELETE FROM file WHERE number = ?1",
        ] {
            database.prepare_cached(gone)?.execute([file])?;
        }
        Ok(())
    }

    /// Remembers what an edited file said, unless another is remembered for it.
    pub(in crate::archive::catalogue) fn bury(
        &mut self,
        said: ArticleId,
        file: ArticleId,
    ) -> Result<()> {
        let bury = "INSERT OR IGNORE INTO buried VALUES (?1, ?2)";
        self.write()?.prepare_cached(bury)?.execute([&said.0[..], &file.0[..]])?;
        Ok(())
    }

    /// What is gone that said this.
    pub(in crate::archive::catalogue) fn buried(
        &self,
        said: ArticleId,
    ) -> Result<Option<ArticleId>> {
        let mut known = self.database.prepare_cached("SELECT id FROM buried WHERE said = ?1")?;
        known.query_row([&said.0[..]], |row| id(row, 0)).optional()
    }

    /// Whether anything is remembered of files that are gone.
    pub(in crate::archive::catalogue) fn has_buried(&self) -> Result<bool> {
        let any = "SELECT EXISTS (SELECT 1 FROM buried)";
        self.database.query_row(any, [], |row| row.get(0))
    }

    /// Notes that nothing of a file was taken in.
    pub(in crate::archive::catalogue) fn unkeep(&mut self, file: i64) -> Result<()> {
        let lost = "UPDATE file SET seconds = NULL WHERE number = ?1";
        self.write()?.prepare_cached(lost)?.execute([file])?;
        Ok(())
    }
}
