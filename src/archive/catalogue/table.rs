//! The tables of the catalogue: folders, files and items, as rows.
//!
//! It knows no rule of identity. A folder is a row of its own, so one that is
//! renamed is one row; paths are kept from the root, which may lie elsewhere
//! tomorrow. In memory or in a file it is the same; a file is written in large
//! transactions, which end when whoever fills an index says so.

mod folders;
mod items;
mod leaving;
mod lists;

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OptionalExtension, Result, Row, params};

use super::super::Part;
use super::super::open::Stamp;
use super::pass::Numbers;
use crate::article::ArticleId;
pub(super) use folders::Folder;
pub(super) use leaving::NOWHERE;

const TABLES: &str = "
    -- The step of the index that this belongs to.
    CREATE TABLE IF NOT EXISTS step (only INTEGER PRIMARY KEY CHECK (only = 1), number INTEGER)
        STRICT;
    CREATE TABLE IF NOT EXISTS root (number INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE) STRICT;
    CREATE TABLE IF NOT EXISTS folder (
        number INTEGER PRIMARY KEY,
        root INTEGER NOT NULL,
        path BLOB NOT NULL,
        -- When it was last changed, as it was last walked.
        seconds INTEGER, nanoseconds INTEGER,
        UNIQUE (root, path)
    ) STRICT;
    CREATE TABLE IF NOT EXISTS file (
        number INTEGER PRIMARY KEY,
        folder INTEGER NOT NULL,
        name BLOB NOT NULL,
        -- What leads to a name and to an identity is a few bytes of each: an
        -- index of all of them would have them twice.
        hash INTEGER NOT NULL,
        id BLOB NOT NULL,
        -- Whether it holds many articles; 2 if they are links.
        kind INTEGER NOT NULL DEFAULT 0,
        -- The state of it that was taken in; null if none was.
        seconds INTEGER, nanoseconds INTEGER, len INTEGER,
        -- What its bytes alone would be, where that is not its identity.
        said BLOB
    ) STRICT;
    CREATE INDEX IF NOT EXISTS file_name ON file (folder, hash);
    CREATE INDEX IF NOT EXISTS file_id ON file (substr(id, 1, 4));
    CREATE INDEX IF NOT EXISTS file_said ON file (said) WHERE said IS NOT NULL;
    CREATE TABLE IF NOT EXISTS item (
        id BLOB PRIMARY KEY,
        file INTEGER NOT NULL,
        key TEXT NOT NULL,
        rank INTEGER NOT NULL, line INTEGER NOT NULL, entry INTEGER,
        start INTEGER, end INTEGER,
        -- Whether something was said of all items beside it.
        is_headed INTEGER NOT NULL,
        -- Of an entry of a list of links, the hash of the address that it tells of, and
        -- whether it is an article itself.
        address INTEGER, is_shown INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS item_file ON item (file);
    CREATE INDEX IF NOT EXISTS item_address ON item (address) WHERE address IS NOT NULL;
    -- The articles that have such an address.
    CREATE TABLE IF NOT EXISTS taker (
        article BLOB NOT NULL, address INTEGER NOT NULL, PRIMARY KEY (article, address)
    ) STRICT, WITHOUT ROWID;
    -- What edited files said last that are gone, and what they were.
    CREATE TABLE IF NOT EXISTS buried (said BLOB PRIMARY KEY, id BLOB NOT NULL)
        STRICT, WITHOUT ROWID;
";

/// An open catalogue.
pub(super) struct Table {
    database: Connection,
    /// Whether a transaction is under way.
    is_written: bool,
    /// Whether it is in a file, whose transactions whoever fills it ends.
    is_kept: bool,
}

/// A file, as it is in the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Filed {
    pub(super) number: i64,
    pub(super) folder: i64,
    pub(super) id: ArticleId,
    /// The state that was taken in.
    pub(super) stamp: Option<Stamp>,
    /// What its bytes alone would be, where that is not its identity.
    pub(super) said: Option<ArticleId>,
    /// Whether it is a list of links.
    pub(super) is_list: bool,
}

/// An item, as it is in the catalogue.
pub(super) struct Listed {
    pub(super) file: i64,
    pub(super) part: Part,
    pub(super) is_headed: bool,
}

impl Table {
    pub(super) fn in_memory() -> Result<Self> {
        let database = Connection::open_in_memory()?;
        database.execute_batch(TABLES)?;
        steady(&database)?;
        Ok(Self { database, is_written: false, is_kept: false })
    }

    /// Opens or makes the file; `is_written` says whether this process may
    /// write to it.
    pub(super) fn open(file: &Path, may_write: bool) -> Result<Self> {
        let database = if may_write {
            let database = Connection::open(file)?;
            // It may lag behind the index after a loss of power, but never
            // run ahead of it: what it lacks is read again.
            database.pragma_update(None, "journal_mode", "wal")?;
            database.pragma_update(None, "synchronous", "normal")?;
            database.execute_batch(TABLES)?;
            database
        } else {
            let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
            Connection::open_with_flags(file, flags)?
        };
        database.busy_timeout(std::time::Duration::from_secs(5))?;
        database.set_prepared_statement_cache_capacity(64);
        steady(&database)?;
        Ok(Self { database, is_written: false, is_kept: true })
    }

    /// Ends what was begun, as belonging to a step of an index; what was
    /// written is there for everybody.
    pub(super) fn commit(&mut self, step: u64) -> Result<()> {
        if self.step()? != Some(step) {
            let number = "INSERT OR REPLACE INTO step VALUES (1, ?1)";
            self.write()?.execute(number, [signed(step)])?;
        }
        if std::mem::take(&mut self.is_written) {
            self.database.execute_batch("COMMIT")?;
        }
        // What was read on the way there is mostly not asked for again.
        self.database.execute_batch("PRAGMA shrink_memory")
    }

    /// Forgets what was written since the last commit.
    pub(super) fn roll_back(&mut self) -> Result<()> {
        if std::mem::take(&mut self.is_written) {
            self.database.execute_batch("ROLLBACK")?;
        }
        Ok(())
    }

    /// Writes it anew without gaps, of which a twelfth was after a hundred
    /// thousand articles. Nothing may be under way.
    pub(super) fn pack(&mut self) -> Result<()> {
        // It is written to the log first, which would stay as large.
        self.database.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")
    }

    /// Whether a file is no sound database.
    pub(super) fn is_damaged(file: &Path) -> bool {
        let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
        let said = Connection::open_with_flags(file, flags).and_then(|database| {
            database.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0))
        });
        match said {
            Ok(said) => said != "ok",
            Err(error) => matches!(
                error.sqlite_error_code(),
                Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt)
            ),
        }
    }

    /// The step that was committed last.
    pub(super) fn step(&self) -> Result<Option<u64>> {
        self.database.query_row("SELECT number FROM step", [], |row| row.get(0)).optional()
    }

    fn write(&mut self) -> Result<&Connection> {
        if self.is_kept && !self.is_written {
            self.database.execute_batch("BEGIN IMMEDIATE")?;
            self.is_written = true;
        }
        Ok(&self.database)
    }

    /// How many files are in each folder.
    pub(super) fn sizes(&self) -> Result<HashMap<i64, usize>> {
        let mut all =
            self.database.prepare_cached("SELECT folder, count(*) FROM file GROUP BY folder")?;
        let rows = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect()
    }

    /// How many files were taken in, and their bytes.
    pub(super) fn size(&self) -> Result<(usize, u64)> {
        let sum = "SELECT count(*), coalesce(sum(len), 0) FROM file WHERE len IS NOT NULL";
        self.database.query_row(sum, [], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    pub(super) fn file(&self, folder: i64, name: &OsStr) -> Result<Option<Filed>> {
        let mut known = self.database.prepare_cached(
            "SELECT number, folder, id, seconds, nanoseconds, len, said, kind FROM file
                WHERE folder = ?1 AND hash = ?2 AND name = ?3",
        )?;
        known.query_row(params![folder, hash(name), name.as_bytes()], filed).optional()
    }

    pub(super) fn file_of(&self, id: ArticleId) -> Result<Option<Filed>> {
        let mut known = self.database.prepare_cached(
            "SELECT number, folder, id, seconds, nanoseconds, len, said, kind FROM file \
             WHERE substr(id, 1, 4) = substr(?1, 1, 4) AND id = ?1",
        )?;
        known.query_row([&id.0[..]], filed).optional()
    }

    /// The first file behind another whose bytes alone would be this, and whose identity
    /// is another.
    pub(super) fn file_saying(&self, said: ArticleId, behind: i64) -> Result<Option<Filed>> {
        let mut known = self.database.prepare_cached(
            "SELECT number, folder, id, seconds, nanoseconds, len, said, kind FROM file \
             WHERE said = ?1 AND number > ?2 ORDER BY number LIMIT 1",
        )?;
        known.query_row(params![&said.0[..], behind], filed).optional()
    }

    /// Whether the bytes of any file alone would be something else.
    pub(super) fn has_edited(&self) -> Result<bool> {
        let any = "SELECT EXISTS (SELECT 1 FROM file WHERE said IS NOT NULL)";
        self.database.query_row(any, [], |row| row.get(0))
    }

    /// Notes what the bytes of a file alone would be, if that is not its identity.
    pub(super) fn say(&mut self, file: i64, said: Option<ArticleId>) -> Result<()> {
        let told = "UPDATE file SET said = ?2 WHERE number = ?1";
        let said = said.as_ref().map(|said| &said.0[..]);
        self.write()?.prepare_cached(told)?.execute(params![file, said])?;
        Ok(())
    }

    /// Each file in a folder, by name.
    pub(super) fn files_in(&self, folder: i64) -> Result<Vec<(OsString, Filed)>> {
        let mut known = self.database.prepare_cached(
            "SELECT number, folder, id, seconds, nanoseconds, len, said, kind, name FROM file \
             WHERE folder = ?1",
        )?;
        let rows =
            known.query_map([folder], |row| Ok((path(row, 8)?.into_os_string(), filed(row)?)))?;
        rows.collect()
    }

    /// The files that are not among some: their numbers, those of their folders,
    /// and their identities.
    pub(super) fn files_but(&self, some: &Numbers) -> Result<Vec<(i64, i64, ArticleId)>> {
        let mut all = self.database.prepare_cached("SELECT number, folder, id FROM file")?;
        let mut rows = all.query([])?;
        let mut others = Vec::new();
        while let Some(row) = rows.next()? {
            let number = row.get(0)?;
            if !some.contains(number) {
                others.push((number, row.get(1)?, id(row, 2)?));
            }
        }
        Ok(others)
    }

    /// Files an article; in a place that is taken it follows another.
    pub(super) fn add_file(&mut self, folder: i64, name: &OsStr, id: ArticleId) -> Result<i64> {
        let known = self.file(folder, name)?;
        let database = self.write()?;
        if let Some(known) = known {
            let follow = "UPDATE file SET id = ?2, seconds = NULL WHERE number = ?1";
            database.prepare_cached(follow)?.execute(params![known.number, &id.0[..]])?;
            return Ok(known.number);
        }
        let add = "INSERT INTO file (folder, name, hash, id) VALUES (?1, ?2, ?3, ?4)";
        let parameters = params![folder, name.as_bytes(), hash(name), &id.0[..]];
        database.prepare_cached(add)?.insert(parameters)
    }

    /// Has a file lie elsewhere; what was filed there is gone.
    pub(super) fn move_file(&mut self, file: i64, folder: i64, name: &OsStr) -> Result<()> {
        if let Some(there) = self.file(folder, name)?.filter(|there| there.number != file) {
            self.remove_file(there.number)?;
        }
        let moved = "UPDATE file SET folder = ?2, name = ?3, hash = ?4 WHERE number = ?1";
        let parameters = params![file, folder, name.as_bytes(), hash(name)];
        self.write()?.prepare_cached(moved)?.execute(parameters)?;
        Ok(())
    }

    /// Notes that a state of a file was taken in.
    pub(super) fn keep(&mut self, id: ArticleId, stamp: Stamp) -> Result<()> {
        let mut kept = self.write()?.prepare_cached(
            "UPDATE file SET seconds = ?2, nanoseconds = ?3, len = ?4 \
             WHERE substr(id, 1, 4) = substr(?1, 1, 4) AND id = ?1",
        )?;
        let (nanoseconds, len) = (signed(stamp.nanoseconds), signed(stamp.len));
        kept.execute(params![&id.0[..], stamp.changed, nanoseconds, len])?;
        Ok(())
    }

    /// Notes that a file is one article, and holds none.
    pub(super) fn hold_none(&mut self, file: i64) -> Result<()> {
        let held = "UPDATE file SET kind = 0 WHERE number = ?1";
        self.write()?.prepare_cached(held)?.execute([file])?;
        Ok(())
    }

    /// Notes that a file holds many articles.
    pub(super) fn hold(&mut self, id: ArticleId) -> Result<()> {
        let held = "UPDATE file SET kind = max(kind, 1) \
                    WHERE substr(id, 1, 4) = substr(?1, 1, 4) AND id = ?1";
        self.write()?.prepare_cached(held)?.execute([&id.0[..]])?;
        Ok(())
    }

    /// Where a file lies: its root, the folder from there, and its name.
    pub(super) fn place(&self, file: i64) -> Result<Option<(i64, PathBuf, OsString)>> {
        let mut known = self.database.prepare_cached(
            "SELECT root, path, name FROM file JOIN folder ON folder.number = folder
                WHERE file.number = ?1",
        )?;
        known.query_row([file], place).optional()
    }

    /// The root, the folder and the name of the file that is an article.
    pub(super) fn place_of(&self, id: ArticleId) -> Result<Option<(i64, PathBuf, OsString)>> {
        let mut known = self.database.prepare_cached(
            "SELECT root, path, name FROM file JOIN folder ON folder.number = folder
                WHERE substr(id, 1, 4) = substr(?1, 1, 4) AND id = ?1",
        )?;
        known.query_row([&id.0[..]], place).optional()
    }

    /// The identity and the state of a file by its number.
    pub(super) fn numbered(&self, file: i64) -> Result<Option<Filed>> {
        let mut known = self.database.prepare_cached(
            "SELECT number, folder, id, seconds, nanoseconds, len, said, kind FROM file \
             WHERE number = ?1",
        )?;
        known.query_row([file], filed).optional()
    }
}

fn place(row: &Row<'_>) -> Result<(i64, PathBuf, OsString)> {
    Ok((row.get(0)?, path(row, 1)?, path(row, 2)?.into_os_string()))
}

/// Keeps `SQLite` from planning a query anew for every value that is looked up,
/// which takes longer than the look.
fn steady(database: &Connection) -> Result<()> {
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(drop)
}

/// Three bytes of a hash of a name: of a hundred thousand names in one folder six
/// in a thousand have those of another.
fn hash(name: &OsStr) -> u32 {
    let hash = blake3::hash(name.as_bytes());
    hash.as_bytes()[..3].iter().fold(0, |hash, byte| hash << 8 | u32::from(*byte))
}

fn path(row: &Row<'_>, at: usize) -> Result<PathBuf> {
    row.get::<_, Vec<u8>>(at).map(|bytes| OsString::from_vec(bytes).into())
}

fn id(row: &Row<'_>, at: usize) -> Result<ArticleId> {
    row.get(at).map(ArticleId)
}

fn filed(row: &Row<'_>) -> Result<Filed> {
    let changed: Option<i64> = row.get(3)?;
    let stamp = changed.map(|changed| {
        Ok::<_, rusqlite::Error>(Stamp { changed, nanoseconds: row.get(4)?, len: row.get(5)? })
    });
    Ok(Filed {
        number: row.get(0)?,
        folder: row.get(1)?,
        id: id(row, 2)?,
        stamp: stamp.transpose()?,
        said: row.get::<_, Option<_>>(6)?.map(ArticleId),
        is_list: row.get::<_, i64>(7)? == 2,
    })
}

fn signed(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
