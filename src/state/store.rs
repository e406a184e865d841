//! The database: registers in a table, written in whole transactions.
//!
//! It knows no thread and does not wait, except for another writer's lock.
//! Each row carries the number in which it came to this file (`arrived`), so
//! that what other instances wrote is what came after the last look: one seek.
//! That number orders arrival, the [`Version`] decides who wins.

use std::collections::HashMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::{Connection, Error, Transaction, TransactionBehavior};

use super::register::{Register, Version};
use super::sightings::SEEN;
use super::{Change, Slot, StateError};

/// Changes that are to be saved, the last for each register, and when each
/// was made.
pub(super) type Unsaved = HashMap<Slot, (Change, Timestamp)>;

/// The formats of the database: the step that leads from each to the next.
/// `needs` names the first version of newsread that may write the format.
pub(super) const FORMATS: &[&str] = &["
    CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO about VALUES ('needs', '0.1.0'), ('device', lower(hex(randomblob(16))));
    CREATE TABLE register (
        arrived INTEGER PRIMARY KEY AUTOINCREMENT,
        article BLOB NOT NULL,
        key TEXT NOT NULL,
        counter INTEGER NOT NULL,
        device TEXT NOT NULL,
        value TEXT NOT NULL,
        wall INTEGER NOT NULL,
        UNIQUE (article, key)
    ) STRICT;
    CREATE INDEX register_counter ON register (counter);
"];

/// An open database.
pub(super) struct Store {
    database: Connection,
    path: PathBuf,
    /// The name of this database, as the writer of its registers.
    device: String,
    /// The last row that was looked at.
    seen: i64,
    /// Device and number of the file, to notice that another took its place.
    file: Option<(u64, u64)>,
}

impl Store {
    /// A store on a database that has the latest format, or one that this
    /// version can read, and all that it holds.
    pub(super) fn load(
        database: Connection,
        path: &Path,
    ) -> rusqlite::Result<(Self, Vec<Register>)> {
        let device = about(&database, "device")?;
        let mut registers = Vec::new();
        let seen = arrived_after(&database, 0, &mut registers)?;
        let (path, file) = (path.to_owned(), file(path));
        Ok((Self { database, path, device, seen, file }, registers))
    }

    /// Whether it may write what it is given.
    pub(super) fn can_write(&self) -> bool {
        self.database.is_readonly("main").is_ok_and(|is| !is)
    }

    /// Whether it still is the file at its path, and was not moved or deleted.
    pub(super) fn is_in_place(&self) -> bool {
        self.file == file(&self.path)
    }

    /// Saves changes, all or none, and returns what others wrote since the
    /// last look and these do not replace.
    pub(super) fn save(&mut self, changes: &Unsaved) -> Result<Vec<Change>, StateError> {
        self.try_to_save(changes).map_err(|error| StateError::of(&self.path, error))
    }

    fn try_to_save(&mut self, changes: &Unsaved) -> rusqlite::Result<Vec<Change>> {
        let transaction = begin(&mut self.database)?;
        let mut theirs = Vec::new();
        let seen = arrived_after(&transaction, self.seen, &mut theirs)?;
        // No two of the changes are of one register, so they share a counter.
        let counter = Register::next_counter(&transaction)?;
        for ((article, key), (change, time)) in changes {
            let version = Version {
                counter,
                device: self.device.clone(),
                value: change.value(),
                wall: time.as_millisecond(),
            };
            let own = if key == SEEN { &*self.device } else { "" };
            Register { article: *article, key: format!("{key}{own}"), version }
                .merge(&transaction)?;
        }
        let last = transaction.last_insert_rowid();
        transaction.commit()?;
        self.seen = seen.max(last);
        let mut theirs = understood(&theirs);
        theirs.retain(|change| !changes.contains_key(&change.slot()));
        Ok(theirs)
    }

    /// Writes registers that come from elsewhere, all or none; returns how many
    /// won over what was here.
    pub(super) fn merge(&mut self, registers: &[Register]) -> Result<usize, StateError> {
        let merge = |database: &mut Connection| {
            let transaction = begin(database)?;
            let mut won = 0;
            for register in registers {
                won += usize::from(register.merge(&transaction)?);
            }
            transaction.commit()?;
            Ok(won)
        };
        merge(&mut self.database).map_err(|error| StateError::of(&self.path, error))
    }

    /// All that it holds, in the order in which it came.
    pub(super) fn all(&self) -> Result<Vec<Register>, StateError> {
        let mut registers = Vec::new();
        let all = arrived_after(&self.database, 0, &mut registers);
        all.map_err(|error| StateError::of(&self.path, error))?;
        Ok(registers)
    }

    /// The name of this database, as the writer of its registers.
    pub(super) fn device(&self) -> &str {
        &self.device
    }

    /// What others wrote since the last look.
    pub(super) fn look(&mut self) -> Result<Vec<Change>, StateError> {
        let mut theirs = Vec::new();
        self.seen = arrived_after(&self.database, self.seen, &mut theirs)
            .map_err(|error| StateError::of(&self.path, error))?;
        Ok(understood(&theirs))
    }
}

/// Begins a transaction that will write: one that began by reading could find
/// that another has written since.
pub(super) fn begin(database: &mut Connection) -> rusqlite::Result<Transaction<'_>> {
    database.transaction_with_behavior(TransactionBehavior::Immediate)
}

/// The changes of the reader's that this version understands; the others stay
/// untouched, and where files were seen is nothing that the reader did.
pub(super) fn understood(registers: &[Register]) -> Vec<Change> {
    let parse = |it: &Register| Change::parse(it.article, &it.key, &it.version.value);
    let changes = registers.iter().filter(|it| !it.key.starts_with(SEEN));
    changes.filter_map(parse).collect()
}

/// A word that the database says about itself.
pub(super) fn about(database: &Connection, name: &str) -> rusqlite::Result<String> {
    database.query_one("SELECT value FROM about WHERE name = ?1", [name], |row| row.get(0))
}

/// Adds the registers that came after row `seen`, in their order, and returns
/// the last row. One that no version can have written is passed over. On an
/// error, `found` has those that came before it.
pub(super) fn arrived_after(
    database: &Connection,
    seen: i64,
    found: &mut Vec<Register>,
) -> rusqlite::Result<i64> {
    let mut statement = database.prepare_cached(
        "SELECT article, key, counter, device, value, wall, arrived FROM register
         WHERE arrived > ?1 ORDER BY arrived",
    )?;
    let mut rows = statement.query([seen])?;
    let mut last = seen;
    while let Some(row) = rows.next()? {
        last = row.get(6)?;
        match Register::read(row) {
            Ok(register) => found.push(register),
            Err(Error::FromSqlConversionFailure(..)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(last)
}

/// What the file system knows the file by.
fn file(path: &Path) -> Option<(u64, u64)> {
    fs::metadata(path).ok().map(|file| (file.dev(), file.ino()))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::article::ArticleId;

    /// A database of the latest format that is nowhere on the disk.
    pub(in crate::state) fn in_memory() -> Connection {
        let database = Connection::open_in_memory().unwrap();
        database.execute_batch(&FORMATS.concat()).unwrap();
        database
    }

    /// All it holds, ordered by name.
    pub(in crate::state) fn registers(database: &Connection) -> Vec<Register> {
        let mut found = Vec::new();
        arrived_after(database, 0, &mut found).unwrap();
        found.sort_by_key(|register| (register.article, register.key.clone()));
        found
    }

    fn store() -> Store {
        Store::load(in_memory(), Path::new("")).unwrap().0
    }

    /// A store of this name that is nowhere on the disk.
    pub(in crate::state) fn named(device: &str) -> Store {
        Store { device: device.to_owned(), ..store() }
    }

    /// All that a store holds, ordered by name.
    pub(in crate::state) fn registers_of(store: &Store) -> Vec<Register> {
        registers(&store.database)
    }

    fn unsaved(changes: impl IntoIterator<Item = Change>) -> Unsaved {
        changes.into_iter().map(|it| (it.slot(), (it, Timestamp::UNIX_EPOCH))).collect()
    }

    const RAIN: ArticleId = ArticleId([1; 16]);

    #[test]
    fn a_register_that_only_a_newer_version_understands_is_kept_as_it_is() {
        let mut store = store();
        let mood = Register {
            article: RAIN,
            key: "mood".to_owned(),
            version: Version {
                counter: 7,
                device: "b".to_owned(),
                value: "[\"calm\"]".to_owned(),
                wall: 5,
            },
        };
        store.merge(std::slice::from_ref(&mood)).unwrap();
        assert_eq!(store.look().unwrap(), []);
        store.save(&unsaved([Change::Read(RAIN, true)])).unwrap();
        let all = registers(&store.database);
        assert_eq!(all[0], mood);
        assert_eq!((all[1].key.as_str(), all[1].version.counter), ("read", 8));
    }

    #[test]
    fn what_a_store_saved_itself_is_not_news_to_it() {
        let mut store = store();
        store.save(&unsaved([Change::Read(RAIN, true), Change::Starred(RAIN, true)])).unwrap();
        store.save(&unsaved([Change::Read(RAIN, false)])).unwrap();
        assert_eq!(store.look().unwrap(), []);
    }

    #[test]
    fn who_writes_last_wins_though_the_clock_went_back_to_1970_or_ahead_to_2038() {
        let mut store = store();
        let clocks = [0, 1 << 31, 1_796_000_000, 0, 1_796_000_001]
            .map(|seconds: i64| Timestamp::from_second(seconds).unwrap());
        for (clock, set) in clocks.into_iter().zip([false, true, false, true, false]) {
            let change = Change::Starred(RAIN, set);
            store.save(&[(change.slot(), (change, clock))].into()).unwrap();
            let [register] = &registers(&store.database)[..] else { panic!("one register") };
            assert_eq!(register.version.value, set.to_string());
            assert_eq!(register.version.wall, clock.as_millisecond());
        }
    }

    #[test]
    fn a_row_that_makes_no_sense_is_passed_over() {
        let mut store = store();
        let strange = "INSERT INTO register (article, key, counter, device, value, wall)
                       VALUES (x'00', 'read', 1, '', 'true', 0)";
        store.database.execute_batch(strange).unwrap();
        store.merge(&[]).unwrap();
        assert_eq!(store.look().unwrap(), []);
    }
}
