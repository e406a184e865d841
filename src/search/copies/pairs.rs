//! Who is paired with whom, in a file.
//!
//! It says at which step of the sketches the pairs were found: at another one
//! a crash came between, and they are found anew.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension, Result, Row, params};

use super::{Families, Pair};
use crate::article::ArticleId;

const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS pair (
        one BLOB NOT NULL, other BLOB NOT NULL, PRIMARY KEY (one, other)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS pair_other ON pair (other);
    CREATE TABLE IF NOT EXISTS step (only INTEGER PRIMARY KEY CHECK (only = 1), number INTEGER NOT NULL) STRICT;
";

/// Counts the rules by which articles were paired; what was found by other ones
/// is found anew.
const RULES: i64 = 1;

/// How long to wait for whoever writes.
const PATIENCE: Duration = Duration::from_secs(5);

/// The file of pairs.
pub(super) struct Pairs(Connection);

impl Pairs {
    /// Opens or makes the file, to be written.
    pub(super) fn open(file: &Path) -> Result<Self> {
        let database = Connection::open(file)?;
        database.pragma_update(None, "journal_mode", "wal")?;
        database.pragma_update(None, "synchronous", "normal")?;
        database.execute_batch(TABLES)?;
        database.busy_timeout(PATIENCE)?;
        if database.pragma_query_value(None, "user_version", |row| row.get(0)) != Ok(RULES) {
            database.execute("DELETE FROM step", [])?;
            database.pragma_update(None, "user_version", RULES)?;
        }
        Ok(Self(database))
    }

    /// Opens the file of another process, to be read.
    pub(super) fn read(file: &Path) -> Result<Self> {
        let database = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        database.busy_timeout(PATIENCE)?;
        Ok(Self(database))
    }

    /// The step of the sketches at which they were found; `None` before the
    /// first.
    pub(super) fn step(&self) -> Result<Option<u64>> {
        self.0.query_row("SELECT number FROM step", [], |row| row.get(0)).optional()
    }

    /// Takes out the pairs of some articles, and puts others in; all of it is
    /// there afterwards, or nothing. `None` takes out all.
    pub(super) fn write(
        &mut self,
        old: Option<&[ArticleId]>,
        new: &[Pair],
        step: u64,
    ) -> Result<()> {
        let change = self.0.transaction()?;
        match old {
            None => drop(change.execute("DELETE FROM pair", [])?),
            Some(old) => {
                let mut take =
                    change.prepare_cached("DELETE FROM pair WHERE one = ?1 OR other = ?1")?;
                for id in old {
                    take.execute([&id.0[..]])?;
                }
            }
        }
        {
            let mut put = change.prepare_cached("INSERT OR IGNORE INTO pair VALUES (?1, ?2)")?;
            for (one, other) in new {
                put.execute(params![&one.0[..], &other.0[..]])?;
            }
        }
        let number = i64::try_from(step).unwrap_or(i64::MAX);
        change.execute("INSERT OR REPLACE INTO step VALUES (1, ?1)", [number])?;
        change.commit()
    }

    /// The families that the pairs make.
    pub(super) fn families(&self) -> Result<Families> {
        let mut all = self.0.prepare_cached("SELECT one, other FROM pair")?;
        let id = |row: &Row<'_>, at| row.get(at).map(ArticleId);
        let pairs = all.query_map([], |row| Ok((id(row, 0)?, id(row, 1)?)))?;
        let pairs: Vec<Pair> = pairs.collect::<Result<_>>()?;
        Ok(Families::from_pairs(pairs))
    }
}
