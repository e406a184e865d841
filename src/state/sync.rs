//! Exchanges what the reader added with other devices, through any folder that
//! they share: by Syncthing, git, a network drive or a stick.
//!
//! It knows no network. Each device writes segments of its own, and nobody
//! else's, so no two devices ever write one file:
//!
//! ```text
//! FOLDER/state/<device>/000001-2026-11.jsonl   sealed: at 1 MiB, or when the month was over
//! FOLDER/state/<device>/000002-2026-12.jsonl   lines are only ever added at the end
//! ```
//!
//! One idea: nothing is remembered of the last exchange. Whatever lines are
//! there are merged, and whatever this database knows better than all lines is
//! added. Since the order and the number of merges do not matter
//! ([`Register`]), a segment that is torn, old, copied twice or lost can do no
//! harm: what is missing is written again by any device that knows it.
//!
//! Two devices that starred, tagged, noted and marked 30 articles at random in
//! the screen, four rounds of twelve changes each, one of them out of each
//! other's reach, were seen to end with the same registers: 47 through a
//! repository of git 2.47 to which both pushed what `git pull --no-rebase` had
//! merged, without a conflict, and 54 through a pair of Syncthing 1.19, without
//! a file of a conflict.

use std::collections::HashMap;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, BufReader, ErrorKind, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use rustix::fs::OFlags;

use super::StateError;
use super::journal::{Journal, line};
use super::opening::{beside, open};
use super::register::{Register, Version};
use super::store::Store;
use crate::article::Safe;

/// Bytes at which a segment is sealed; its last line may reach beyond.
const SEALED: u64 = 1 << 20;

/// What an exchange brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Synced {
    /// Registers that others knew better.
    pub came: usize,
    /// Registers that none of the others knew as well.
    pub went: usize,
    /// Other devices that have written there.
    pub devices: usize,
    /// Lines that are torn, of a newer version, or no state at all.
    pub passed_over: usize,
    /// What the database had met before, as that it was mended, in a sentence.
    pub trouble: Option<Safe>,
}

/// Exchanges the database at `path`, which is begun if need be, with what
/// other devices left in `folder`.
///
/// `today` names the segments. An instance that is open meanwhile sees what
/// came; another exchange of this device is waited for.
///
/// # Errors
/// The folder is not there, something in it cannot be read or written, or the
/// database cannot be written. What came before that is kept.
pub fn sync(path: &Path, folder: &Path, today: Date) -> Result<Synced, StateError> {
    if !folder.is_dir() {
        return Err(StateError::NoShare(folder.to_owned()));
    }
    let mut opened = open(path)?;
    if !opened.store.can_write() {
        return Err(opened.trouble.unwrap_or_else(|| StateError::ReadOnly(path.to_owned())));
    }
    let _one = one_at_a_time(path);
    let synced = exchange(&mut opened.store, folder, today)?;
    Ok(Synced { trouble: opened.told(), ..synced })
}

/// Holds the lock of exchanges. Where none can be had, two at once write some
/// lines twice, or into each other: such lines are passed over, and written
/// again by the next exchange.
fn one_at_a_time(path: &Path) -> Option<File> {
    let lock = beside(path, "sync.lock");
    let lock = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(lock);
    let lock = lock.ok()?;
    lock.lock().ok()?;
    Some(lock)
}

fn exchange(store: &mut Store, folder: &Path, today: Date) -> Result<Synced, StateError> {
    let devices = folder.join("state");
    let own = devices.join(store.device());
    let mut journal = Journal::default();
    let mut others = 0;
    for device in inside(&devices)?.into_iter().filter(|device| device.is_dir()) {
        others += usize::from(device != own);
        for segment in inside(&device)?.iter().filter(|path| is_segment(path)) {
            read(segment, &mut journal).map_err(|source| share(segment, source))?;
        }
    }
    let came = store.merge(&journal.registers)?;
    let news = unknown(store.all()?, &journal.registers);
    let lines: Vec<String> = news.iter().filter_map(line).collect();
    append(&own, &lines, today).map_err(|source| share(&own, source))?;
    let passed_over = journal.passed_over;
    Ok(Synced { came, went: lines.len(), devices: others, passed_over, trouble: None })
}

/// Those of `ours` that are newer than all of `theirs`.
fn unknown(mut ours: Vec<Register>, theirs: &[Register]) -> Vec<Register> {
    let mut known: HashMap<(_, &str), &Version> = HashMap::new();
    for Register { article, key, version } in theirs {
        let best = known.entry((*article, key)).or_insert(version);
        *best = version.max(best);
    }
    ours.retain(|it| known.get(&(it.article, &*it.key)).is_none_or(|best| **best < it.version));
    ours
}

fn share(path: &Path, source: io::Error) -> StateError {
    StateError::Share { path: path.to_owned(), source }
}

/// What is in a folder, in order; nothing if there is none.
fn inside(folder: &Path) -> Result<Vec<PathBuf>, StateError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(share(folder, error)),
    };
    let paths = entries.map(|entry| entry.map(|entry| entry.path()));
    let mut paths = paths.collect::<io::Result<Vec<_>>>().map_err(|error| share(folder, error))?;
    paths.sort();
    Ok(paths)
}

/// Whether a path looks like a segment, or like what a program that shares
/// folders makes of one when two devices have the same name.
fn is_segment(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "jsonl")
}

/// Reads a segment; what is no file, as a pipe, is left alone.
fn read(segment: &Path, journal: &mut Journal) -> io::Result<()> {
    let never_wait = (OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed();
    let file = match OpenOptions::new().read(true).custom_flags(never_wait).open(segment) {
        Ok(file) => file,
        // Whoever shares the folder may have moved it away just now.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    if !file.metadata()?.is_file() {
        return Ok(());
    }
    journal.read(BufReader::new(file))
}

/// Adds lines to the last segment of a folder, and begins others as they fill.
fn append(folder: &Path, lines: &[String], today: Date) -> io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let month = today.strftime("%Y-%m").to_string();
    let mut lines = lines.iter().peekable();
    while lines.peek().is_some() {
        let (path, mut room) = to_write(folder, &month)?;
        let mut text = String::new();
        while let Some(line) = lines.next_if(|_| room > 0) {
            room = room.saturating_sub(line.len() as u64);
            text.push_str(line);
        }
        write(&path, &text)?;
    }
    // The names are on the disk only when the folder is.
    File::open(folder)?.sync_all()
}

/// The segment to write to, and how many bytes it takes before it is sealed:
/// the last, if it is of this month and not full, else a new one. By their
/// numbers segments stay in order whatever the clock says.
fn to_write(folder: &Path, month: &str) -> io::Result<(PathBuf, u64)> {
    let mut last: Option<(u64, PathBuf)> = None;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_stem().and_then(|name| name.to_str());
        let number = name.and_then(|name| name.split('-').next()?.parse().ok());
        last = last.max(number.map(|number| (number, path)));
    }
    let mut number = 1;
    if let Some((last, path)) = last {
        let len = fs::metadata(&path)?.len();
        let is_of_this_month = path.ends_with(segment(last, month));
        if is_of_this_month && len < SEALED {
            return Ok((path, SEALED - len));
        }
        number = last.saturating_add(1);
    }
    Ok((folder.join(segment(number, month)), SEALED))
}

fn segment(number: u64, month: &str) -> String {
    format!("{number:06}-{month}.jsonl")
}

/// Adds to a file, behind a line that is torn, and sees it to the disk.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    let mut file = options.read(true).append(true).create(true).mode(0o600).open(path)?;
    let mut last = [b'\n'];
    if file.seek(SeekFrom::End(0))? > 0 {
        file.seek(SeekFrom::End(-1))?;
        file.read_exact(&mut last)?;
    }
    let end = if last == *b"\n" { "" } else { "\n" };
    file.write_all([end, text].concat().as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests;
