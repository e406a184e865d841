//! Copies of the state that people can read and other programs too: one line
//! of JSON for each register.
//!
//! A copy of each day lies beside the database, the newest three, from which a
//! damaged database is made again ([`super::recovery`]). One idea: a copy takes
//! its place only when it is whole and on the disk, so no moment leaves fewer
//! good copies than there were.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::StateError;
use super::journal::{Journal, line};
use super::opening::{beside, guard, open, read_only};
use super::register::Register;
use crate::article::Safe;

/// How old the newest copy may become.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// What the copies are called, the newest first.
const COPIES: [&str; 3] = ["jsonl", "1.jsonl", "2.jsonl"];

/// What came of reading a copy in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Registers that are new here, or newer than those that were.
    pub changed: usize,
    /// Registers that were read.
    pub read: usize,
    /// Lines that are torn, of a newer version, or no state at all.
    pub passed_over: usize,
    /// What the database had met before, as that it was mended, in a sentence.
    pub trouble: Option<Safe>,
}

/// All that the database at `path` holds, one register a line, in an order
/// that stays the same; empty where there is no such file.
pub fn export(path: &Path) -> Result<String, StateError> {
    let mut registers = if path.exists() { read_only(path)? } else { Vec::new() };
    registers.sort_by(|a, b| (a.article, &a.key).cmp(&(b.article, &b.key)));
    Ok(registers.iter().filter_map(line).collect())
}

/// Reads copies into the database at `path`, which is begun if need be. What
/// is newer there stays.
///
/// # Errors
/// A copy or the database cannot be read, or the database not be written; then
/// nothing has changed.
pub fn import(path: &Path, copies: &[PathBuf]) -> Result<Imported, StateError> {
    let mut journal = Journal::default();
    for copy in copies {
        read(copy, &mut journal)
            .map_err(|source| StateError::Copy { path: copy.clone(), source })?;
    }
    let mut opened = open(path)?;
    if !opened.store.can_write() {
        return Err(opened.trouble.unwrap_or_else(|| StateError::ReadOnly(path.to_owned())));
    }
    let changed = opened.store.merge(&journal.registers)?;
    let (read, passed_over) = (journal.registers.len(), journal.passed_over);
    Ok(Imported { changed, read, passed_over, trouble: opened.told() })
}

/// Makes the copy of the day beside the database at `path`, unless the newest
/// is not a day old or there is nothing to copy. Says whether it made one.
pub fn copy_daily(path: &Path) -> Result<bool, StateError> {
    if !path.exists() || !is_due(&beside(path, COPIES[0]), SystemTime::now()) {
        return Ok(false);
    }
    let _guard = guard(path);
    let text = export(path)?;
    let newest = beside(path, COPIES[0]);
    // Another instance may have been quicker.
    if text.is_empty() || !is_due(&newest, SystemTime::now()) {
        return Ok(false);
    }
    keep(path, &text).map_err(|source| StateError::Copy { path: newest, source })?;
    Ok(true)
}

/// What the copies beside a database hold, and the newest of them.
pub(super) fn copied(path: &Path) -> (Vec<Register>, Option<PathBuf>) {
    let mut journal = Journal::default();
    let mut newest = None;
    for copy in COPIES.map(|name| beside(path, name)) {
        // What of one cannot be read may be in another.
        read(&copy, &mut journal).ok();
        if newest.is_none() && !journal.registers.is_empty() {
            newest = Some(copy);
        }
    }
    (journal.registers, newest)
}

fn read(copy: &Path, journal: &mut Journal) -> io::Result<()> {
    let file = File::open(copy)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::new(ErrorKind::InvalidInput, "it is no file"));
    }
    journal.read(BufReader::new(file))
}

/// Whether a copy is missing or a day away from now, on either side: a clock
/// that was wrong once must not end the copying.
fn is_due(copy: &Path, now: SystemTime) -> bool {
    let Ok(made) = fs::metadata(copy).and_then(|copy| copy.modified()) else { return true };
    let age = now.duration_since(made).or_else(|_| made.duration_since(now));
    age.is_ok_and(|age| age >= DAY)
}

/// Puts a text before the copies of a database, and lets the last go.
fn keep(path: &Path, text: &str) -> io::Result<()> {
    let copies = COPIES.map(|name| beside(path, name));
    if fs::read(&copies[0]).is_ok_and(|old| old == text.as_bytes()) {
        // Nothing changed: three copies of one state would be one.
        return File::options().append(true).open(&copies[0])?.set_modified(SystemTime::now());
    }
    let new = beside(path, "jsonl.new");
    let filled = fill(&new, text);
    if filled.is_err() {
        // What is left of it would only take space, which may be what is missing.
        fs::remove_file(&new).ok();
    }
    filled?;
    for pair in copies.windows(2).rev() {
        match fs::rename(&pair[0], &pair[1]) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    fs::rename(&new, &copies[0])?;
    // The names are on the disk only when the folder is.
    File::open(path.parent().unwrap_or(Path::new(".")))?.sync_all()
}

fn fill(new: &Path, text: &str) -> io::Result<()> {
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(new)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::ArticleId;
    use crate::state::{Change, State, marks};

    const RAIN: ArticleId = ArticleId([1; 16]);
    const VOTE: ArticleId = ArticleId([2; 16]);

    fn folder() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.db");
        (folder, path)
    }

    fn write(path: &Path, change: Change) {
        let state = State::open(Some(path.to_owned()), |_| {}).unwrap();
        state.write(change);
        assert!(state.flush(Duration::from_secs(20)));
    }

    /// Lets the newest copy be this old.
    fn age(path: &Path, days: u32) {
        let copy = File::options().append(true).open(beside(path, COPIES[0])).unwrap();
        copy.set_modified(SystemTime::now() - DAY * days).unwrap();
    }

    fn copies(path: &Path) -> Vec<String> {
        let texts = COPIES.iter().map(|name| fs::read_to_string(beside(path, name)));
        texts.map_while(Result::ok).collect()
    }

    #[test]
    fn a_copy_is_made_once_a_day_and_the_newest_three_are_kept() {
        let (_folder, path) = folder();
        assert!(!copy_daily(&path).unwrap(), "there is nothing to copy");
        for article in 1..=5 {
            write(&path, Change::Read(ArticleId([article; 16]), true));
            assert!(copy_daily(&path).unwrap());
            assert!(!copy_daily(&path).unwrap(), "once a day");
            age(&path, 1);
        }
        let lines = copies(&path).iter().map(|copy| copy.lines().count()).collect::<Vec<_>>();
        assert_eq!(lines, [5, 4, 3]);
    }

    #[test]
    fn a_day_on_which_nothing_changed_pushes_no_copy_out() {
        let (_folder, path) = folder();
        write(&path, Change::Read(RAIN, true));
        for _ in 0..3 {
            copy_daily(&path).unwrap();
            age(&path, 2);
        }
        assert_eq!(copies(&path).len(), 1);
    }

    #[test]
    fn a_copy_from_the_future_does_not_end_the_copying() {
        let (_folder, path) = folder();
        write(&path, Change::Read(RAIN, true));
        copy_daily(&path).unwrap();
        let copy = File::options().append(true).open(beside(&path, COPIES[0])).unwrap();
        // 2038, when 32 bits of seconds are full.
        copy.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1 << 31)).unwrap();
        write(&path, Change::Read(VOTE, true));
        assert!(copy_daily(&path).unwrap());
        assert_eq!(copies(&path).len(), 2);
    }

    #[test]
    fn a_copy_that_cannot_be_made_leaves_the_others_as_they_were() {
        let (_folder, path) = folder();
        write(&path, Change::Read(RAIN, true));
        copy_daily(&path).unwrap();
        let before = copies(&path);
        age(&path, 1);
        write(&path, Change::Read(VOTE, true));
        fs::create_dir(beside(&path, "jsonl.new")).unwrap();
        let told = copy_daily(&path).unwrap_err().to_string();
        assert!(told.contains("state.jsonl"), "{told}");
        assert_eq!(copies(&path), before);
    }

    #[test]
    fn what_was_exported_is_there_again_after_an_import_and_what_is_newer_stays() {
        let ((_ours, ours), (folder, theirs)) = (folder(), folder());
        write(&ours, Change::Starred(RAIN, true));
        let copy = folder.path().join("copy.jsonl");
        fs::write(&copy, export(&ours).unwrap() + "{\"v\":1,\"art").unwrap();
        write(&theirs, Change::Read(VOTE, true));
        write(&theirs, Change::Starred(RAIN, false));
        let copies = [copy];
        let imported = import(&theirs, &copies).unwrap();
        assert_eq!(imported, Imported { read: 1, passed_over: 1, ..Imported::default() });
        assert!(!marks(&theirs).unwrap().is_starred(RAIN));
        let empty = folder.path().join("new/state.db");
        assert_eq!(import(&empty, &copies).unwrap().changed, 1);
        assert!(marks(&empty).unwrap().is_starred(RAIN));
    }

    #[test]
    fn a_copy_that_is_not_there_is_told() {
        let (folder, path) = folder();
        let told = import(&path, &[folder.path().join("gone.jsonl")]).unwrap_err().to_string();
        assert!(told.contains("gone.jsonl"), "{told}");
        assert!(!path.exists());
    }
}
