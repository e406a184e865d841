//! Opens the database, whatever is found at its path.
//!
//! Not there: begun, for the eyes of its owner only. Of an older format: taken
//! to the latest step by step, with a copy made before each. Damaged, foreign
//! or lost: begun again ([`super::recovery`]). Newer, or not to be written: read. Instances that open at the
//! same time do so one after the other, by a lock on a file beside it.
//!
//! Sources: the manual of `SQLite`, “Write-Ahead Logging” (read-only databases)
//! and “How To Corrupt” (1.4: a database and its log must stay together; 2.2:
//! closing a file drops its locks).

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf, absolute};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use url::Url;

use super::register::Register;
use super::store::{FORMATS, Store, about, begin};
use super::{StateError, recovery};
use crate::article::Safe;

/// How long to wait for the lock of another writer.
const PATIENCE: Duration = Duration::from_secs(5);

/// The files of a database, the log first: while files are moved, a database
/// may lack its log, but no log may lie beside a database that it is not of.
pub(super) const COMPANIONS: [&str; 3] = ["-wal", "-shm", ""];

/// What came of opening.
pub(super) struct Opened {
    pub(super) store: Store,
    pub(super) registers: Vec<Register>,
    /// What the reader should know about it.
    pub(super) trouble: Option<StateError>,
}

impl Opened {
    /// What the reader should know about it, in a sentence.
    pub(super) fn told(&self) -> Option<Safe> {
        self.trouble.as_ref().map(|trouble| Safe::format(format_args!("{trouble}")))
    }
}

/// Why a database cannot be written.
pub(super) enum Refusal {
    Damaged,
    /// It is a database, of another program.
    Foreign,
    ReadOnly,
    Newer {
        needs: String,
    },
    Other(StateError),
}

/// Opens the database at `path`, or begins one.
///
/// An error means that there is nothing to write to or read from now; another
/// attempt may go well.
pub(super) fn open(path: &Path) -> Result<Opened, StateError> {
    let path = &absolute(path).unwrap_or_else(|_| path.to_owned());
    make_folder(path)?;
    let _guard = guard(path);
    recovery::part_from_log(path)?;
    make(path)?;
    match write(path, FORMATS) {
        Ok((store, registers)) => {
            let is_empty = registers.is_empty();
            let opened = Opened { store, registers, trouble: None };
            if is_empty { recovery::restore(path, opened) } else { Ok(opened) }
        }
        Err(Refusal::Damaged) => recovery::replace(path),
        Err(Refusal::Foreign) => recovery::step_aside(path),
        Err(Refusal::ReadOnly) => read(path, StateError::ReadOnly(path.clone())),
        Err(Refusal::Newer { needs }) => {
            read(path, StateError::Newer { path: path.clone(), needs })
        }
        Err(Refusal::Other(error)) => Err(error),
    }
}

/// Holds the lock that instances take to open or copy a database one after the
/// other, until it is dropped. Where no lock can be had, as in a folder that is
/// not writable, nothing can be changed either.
pub(super) fn guard(path: &Path) -> Option<File> {
    let lock = create(&beside(path, "lock"), true).ok()?;
    lock.lock().ok()?;
    Some(lock)
}

fn make_folder(path: &Path) -> Result<(), StateError> {
    let Some(folder) = path.parent().filter(|folder| !folder.exists()) else { return Ok(()) };
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|source| StateError::Unmade { path: path.to_owned(), source })
}

/// Makes the file, if it does not exist.
pub(super) fn make(path: &Path) -> Result<(), StateError> {
    let unmade = |source| StateError::Unmade { path: path.to_owned(), source };
    if path.exists() {
        return Ok(());
    }
    // An existing file is not opened: closing it would drop the locks that
    // SQLite holds on it for this process.
    match create(path, false) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(unmade(error)),
        _ => Ok(()),
    }
}

/// Makes a file that only its owner may read and write.
fn create(path: &Path, may_exist: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).mode(0o600);
    if may_exist {
        options.create(true)
    } else {
        options.create_new(true)
    };
    options.open(path)
}

/// Opens a database to write, in the latest of `formats`.
pub(super) fn write(path: &Path, formats: &[&str]) -> Result<(Store, Vec<Register>), Refusal> {
    let refusal = |error| Refusal::of(path, error);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut database = Connection::open_with_flags(path, flags).map_err(refusal)?;
    // The log of a damaged database must stay as it is, to be moved with it.
    let keep_log = DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
    database.set_db_config(keep_log, true).map_err(refusal)?;
    database.busy_timeout(PATIENCE).map_err(refusal)?;
    if database.is_readonly("main").map_err(refusal)? {
        return Err(Refusal::ReadOnly);
    }
    let format = format(&database).map_err(refusal)?;
    if format as usize > formats.len() {
        let needs = about(&database, "needs");
        return Err(Refusal::Newer {
            needs: needs.unwrap_or_else(|_| format!("with format {format}")),
        });
    }
    if !is_ours(&database, format).map_err(refusal)? {
        return Err(Refusal::Foreign);
    }
    // Some file systems have no shared memory for the log; then the journal
    // stays, which is as safe.
    database.pragma_update(None, "journal_mode", "wal").map_err(refusal)?;
    database.pragma_update(None, "synchronous", "full").map_err(refusal)?;
    let check: String =
        database.query_one("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(refusal)?;
    if check != "ok" {
        return Err(Refusal::Damaged);
    }
    database.set_db_config(keep_log, false).map_err(refusal)?;
    migrate(&mut database, path, format, formats)?;
    Store::load(database, path).map_err(refusal)
}

/// The format of a database: how many steps led to it; 0 for a new one.
fn format(database: &Connection) -> rusqlite::Result<u32> {
    database.query_one("PRAGMA user_version", [], |row| row.get(0))
}

/// Whether a database is new, or has what newsread keeps in one.
fn is_ours(database: &Connection, format: u32) -> rusqlite::Result<bool> {
    let count = "SELECT count(*), count(*) FILTER (WHERE name IN ('about', 'register'))
                 FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    let (all, ours): (u32, u32) =
        database.query_one(count, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(if format == 0 { all == 0 } else { ours == 2 })
}

/// Takes a database from its format to the latest, and keeps a copy of each
/// format that has been in use.
fn migrate(
    database: &mut Connection,
    path: &Path,
    format: u32,
    formats: &[&str],
) -> Result<(), Refusal> {
    for (from, step) in (0..).zip(formats).skip(format as usize) {
        if from > 0 {
            let copy = aside(path, &format!("format-{from}"));
            create(&copy, false).map_err(|source| {
                Refusal::Other(StateError::Unmade { path: copy.clone(), source })
            })?;
            let into = copy.as_os_str().to_string_lossy();
            database
                .execute("VACUUM INTO ?1", [&into])
                .map_err(|error| Refusal::Other(StateError::of(&copy, error)))?;
        }
        step_to(database, from + 1, step).map_err(|error| Refusal::of(path, error))?;
    }
    Ok(())
}

fn step_to(database: &mut Connection, format: u32, step: &str) -> rusqlite::Result<()> {
    let transaction = begin(database)?;
    transaction.execute_batch(step)?;
    transaction.pragma_update(None, "user_version", format)?;
    transaction.commit()
}

/// Opens a database only to read, and tells `why`.
fn read(path: &Path, why: StateError) -> Result<Opened, StateError> {
    match (load(path), why) {
        (Ok((store, registers)), why) => Ok(Opened { store, registers, trouble: Some(why) }),
        (Err(_), newer @ StateError::Newer { .. }) => Err(newer),
        (Err(error), _) => Err(StateError::of(path, error)),
    }
}

/// All that a database holds, which is not changed in any way.
pub(super) fn read_only(path: &Path) -> Result<Vec<Register>, StateError> {
    let path = &absolute(path).unwrap_or_else(|_| path.to_owned());
    let loaded = load(path).map(|(_, registers)| registers);
    loaded.map_err(|source| StateError::Unread { path: path.clone(), source })
}

fn load(path: &Path) -> rusqlite::Result<(Store, Vec<Register>)> {
    look(path, |database| Store::load(database, path))
}

/// Does something with a database that is opened only to read; twice, if it cannot
/// be done the first time.
pub(super) fn look<T>(
    path: &Path,
    mut look: impl FnMut(Connection) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut look = |database: Connection| {
        database.busy_timeout(PATIENCE)?;
        look(database)
    };
    let plain = Connection::open_with_flags(path, flags).and_then(&mut look);
    // On a read-only mount the log's index cannot be made; the file may be read
    // without it, since nobody else can write it either.
    plain.or_else(|error| {
        let mut address = Url::from_file_path(path).map_err(|()| error)?;
        address.set_query(Some("immutable=1"));
        let flags = flags | OpenFlags::SQLITE_OPEN_URI;
        Connection::open_with_flags(address.as_str(), flags).and_then(look)
    })
}

impl Refusal {
    fn of(path: &Path, error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Self::Damaged,
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::ReadOnly
            }
            _ => Self::Other(StateError::of(path, error)),
        }
    }
}

/// A path beside `path` with another ending: `state.lock`.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    path.with_extension(ending)
}

/// A path beside `path` that tells what it is and since when, to the
/// millisecond: `state-damaged-20260109T140500.123Z.db`.
pub(super) fn aside(path: &Path, what: &str) -> PathBuf {
    let time = Timestamp::now().strftime("%Y%m%dT%H%M%S%.3fZ");
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{what}-{time}.db"));
    path.with_file_name(name)
}

/// The path of a database's companion: `state.db-wal`.
pub(super) fn with(path: &Path, companion: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(companion);
    path.into()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use jiff::Timestamp;

    use super::*;
    use crate::article::ArticleId;
    use crate::state::Change;
    use crate::state::store::understood;

    const RAIN: ArticleId = ArticleId([1; 16]);

    /// A format that a later version might have.
    const LATER: &str = "
        ALTER TABLE register ADD COLUMN note TEXT;
        UPDATE about SET value = '0.7.0' WHERE name = 'needs'";

    /// A folder with a database of the first format, in which an article is read.
    fn folder() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.db");
        let mut store = open(&path).unwrap().store;
        let change = Change::Read(RAIN, true);
        store.save(&[(change.slot(), (change, Timestamp::now()))].into()).unwrap();
        (folder, path)
    }

    fn copies(folder: &Path) -> Vec<PathBuf> {
        let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
        files.filter(|path| path.to_string_lossy().contains("-format-")).collect()
    }

    #[test]
    fn a_database_is_copied_before_its_format_changes() {
        let (folder, path) = folder();
        let (_, registers) = write(&path, &[FORMATS[0], LATER]).ok().unwrap();
        assert_eq!(understood(&registers), [Change::Read(RAIN, true)]);
        let [copy] = &copies(folder.path())[..] else { panic!("one copy") };
        assert_eq!(fs::metadata(copy).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(format(&Connection::open(copy).unwrap()), Ok(1));
        assert_eq!(understood(&open(copy).unwrap().registers), [Change::Read(RAIN, true)]);
    }

    #[test]
    fn a_step_that_fails_halfway_changes_nothing() {
        let (_folder, path) = folder();
        let broken = "DROP TABLE register; SELECT nothing FROM nowhere";
        assert!(write(&path, &[FORMATS[0], broken]).is_err());
        let opened = open(&path).unwrap();
        assert_eq!(understood(&opened.registers), [Change::Read(RAIN, true)]);
        assert!(opened.store.can_write());
    }

    #[test]
    fn a_database_of_a_newer_version_is_read_and_told() {
        let (_folder, path) = folder();
        write(&path, &[FORMATS[0], LATER]).ok().unwrap();
        let opened = open(&path).unwrap();
        assert_eq!(understood(&opened.registers), [Change::Read(RAIN, true)]);
        assert!(!opened.store.can_write());
        let told = opened.trouble.unwrap().to_string();
        assert!(told.ends_with("install newsread 0.7.0 or later"), "{told}");
    }

    #[test]
    fn a_newer_database_that_makes_no_sense_here_is_told_too() {
        let (_folder, path) = folder();
        let other = "DROP TABLE register; DROP TABLE about";
        write(&path, &[FORMATS[0], LATER]).ok().unwrap();
        Connection::open(&path).unwrap().execute_batch(other).unwrap();
        let told = open(&path).err().unwrap().to_string();
        assert!(told.ends_with("install newsread with format 2 or later"), "{told}");
    }

    #[test]
    fn the_name_of_the_device_stays_the_same() {
        let (_folder, path) = folder();
        let device = || about(&Connection::open(&path).unwrap(), "device").unwrap();
        let first = device();
        open(&path).unwrap();
        assert_eq!((device(), first.len()), (first, 32));
    }
}
