//! Opens files that may be anything.
//!
//! A path may lead to a pipe that never ends, a device that acts when opened,
//! or a file of terabytes: what it leads to is looked at before it is opened
//! and again after, and only a window of it is read. Nothing is mapped into
//! memory, because a file may shrink while it is read.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::ops::Range;
use std::path::Path;

use rustix::fs::{FileType, Mode, OFlags, fstat, stat};

use super::error::{Why, only_the_beginning};
use crate::article::Safe;

/// Bytes of a file that are read; what lies beyond is told, not shown.
pub(super) const WINDOW: u64 = 16 << 20;

/// Bytes of the beginning of a big article, which is shown before the rest.
pub(super) const BEGINNING: u64 = 256 << 10;

/// Bytes by which a file is recognised.
const HEAD: usize = 4096;

/// What was read of a file.
pub(super) struct Contents {
    /// Its bytes, at most [`WINDOW`].
    pub(super) bytes: Vec<u8>,
    /// When it was last changed: seconds since 1970 in UTC.
    pub(super) changed: i64,
    /// What the reader should know, if not all was read.
    pub(super) warning: Option<Safe>,
}

/// Which state of a file was read: when it was changed, and how long it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    /// Seconds since 1970 in UTC.
    pub(super) changed: i64,
    pub(super) nanoseconds: u64,
    /// Its bytes.
    pub(super) len: u64,
}

impl Stamp {
    /// The state that a file is in now; `None` if it cannot be looked at.
    pub(super) fn of(file: &Path) -> Option<Self> {
        stat(file).ok().map(|state| Self::read(&state))
    }

    fn read(state: &rustix::fs::Stat) -> Self {
        Self {
            changed: state.st_mtime,
            nanoseconds: state.st_mtime_nsec,
            len: u64::try_from(state.st_size).unwrap_or(0),
        }
    }
}

/// A regular file that is open.
pub(super) struct Opened {
    pub(super) file: File,
    pub(super) stamp: Stamp,
}

/// Opens a regular file; never waits for another program.
pub(super) fn open(file: &Path) -> Result<Opened, Why> {
    let system = |errno: rustix::io::Errno| Why::from(io::Error::from(errno));
    // Opening a pipe would already wake whoever waits to write into it.
    check(stat(file).map_err(system)?.st_mode)?;
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let opened = rustix::fs::open(file, flags, Mode::empty()).map_err(system)?;
    let state = fstat(&opened).map_err(system)?;
    check(state.st_mode)?;
    Ok(Opened { file: opened.into(), stamp: Stamp::read(&state) })
}

impl Opened {
    /// The first bytes of the file, by which it is recognised.
    pub(super) fn head(&mut self) -> io::Result<Vec<u8>> {
        let mut head = Vec::with_capacity(HEAD);
        (&mut self.file).take(HEAD as u64).read_to_end(&mut head)?;
        self.file.rewind()?;
        Ok(head)
    }

    /// A part of the file, at most [`WINDOW`] of it.
    pub(super) fn part(mut self, range: Range<u64>) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.file.seek(SeekFrom::Start(range.start))?;
        let len = range.end.saturating_sub(range.start).min(WINDOW);
        self.file.take(len).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// The beginning of a file of UTF-8, as far as its last whole paragraph, or
    /// at least line or letter; `None` in any other encoding.
    pub(super) fn beginning(self) -> io::Result<Option<Contents>> {
        let changed = self.stamp.changed;
        let mut bytes = self.part(0..BEGINNING)?;
        let text = match str::from_utf8(&bytes) {
            Ok(text) => text,
            // A letter is cut at the end, but nothing is wrong before it.
            Err(error) if error.error_len().is_none() => {
                str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default()
            }
            Err(_) => return Ok(None),
        };
        let end = text.rfind("\n\n").or_else(|| text.rfind('\n')).unwrap_or(text.len());
        bytes.truncate(end);
        Ok(Some(Contents { bytes, changed, warning: None }))
    }

    /// The whole file, or as much of it as the window holds.
    pub(super) fn contents(self) -> Result<Contents, Why> {
        let Stamp { changed, len, .. } = self.stamp;
        let mut bytes = Vec::with_capacity(usize::try_from(len.min(WINDOW) + 1).unwrap_or(0));
        self.file.take(WINDOW + 1).read_to_end(&mut bytes)?;
        let is_cut = bytes.len() as u64 > WINDOW;
        if is_cut {
            cut(&mut bytes);
        }
        let warning = is_cut.then(|| only_the_beginning(len.max(WINDOW + 1)));
        Ok(Contents { bytes, changed, warning })
    }
}

/// Refuses what is not a regular file.
fn check(mode: u32) -> Result<(), Why> {
    let what = match FileType::from_raw_mode(mode) {
        FileType::RegularFile => return Ok(()),
        FileType::Directory => "a folder",
        FileType::Fifo => "a named pipe",
        FileType::Socket => "a socket",
        FileType::CharacterDevice | FileType::BlockDevice => "a device",
        FileType::Symlink => "a link",
        FileType::Unknown => "something unknown",
    };
    Err(Why::NotAFile(what))
}

/// Cuts at the window, but not within a character of UTF-8, which would make
/// the whole file look like another encoding.
fn cut(bytes: &mut Vec<u8>) {
    let window = usize::try_from(WINDOW).unwrap_or(usize::MAX);
    let is_continued = |at: usize| bytes.get(at).is_some_and(|byte| byte & 0xc0 == 0x80);
    let start = (window.saturating_sub(3)..=window).rev().find(|at| !is_continued(*at));
    bytes.truncate(start.unwrap_or(window));
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::net::UnixListener;

    fn read(file: &Path) -> Result<Contents, Why> {
        open(file)?.contents()
    }

    #[test]
    fn a_named_pipe_is_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe.txt");
        let mode = Mode::RUSR | Mode::WUSR;
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, FileType::Fifo, mode, 0).unwrap();
        assert_eq!(read(&pipe).err(), Some(Why::NotAFile("a named pipe")));
    }

    #[test]
    fn what_is_no_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("socket.txt");
        let _listener = UnixListener::bind(&socket).unwrap();
        assert_eq!(read(&socket).err(), Some(Why::NotAFile("a socket")));
        assert_eq!(read(folder.path()).err(), Some(Why::NotAFile("a folder")));
        assert_eq!(read(Path::new("/dev/zero")).err(), Some(Why::NotAFile("a device")));
        assert_eq!(read(&folder.path().join("none.txt")).err(), Some(Why::Gone));
    }

    #[test]
    fn a_path_that_is_too_long_is_an_error_and_no_more() {
        let path = "deep/".repeat(2000);
        assert_eq!(read(Path::new(&path)).err(), Some(Why::TooLong));
    }

    #[test]
    fn of_a_huge_file_only_the_window_is_read_and_that_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("huge.txt");
        File::create(&file).unwrap().set_len(8 << 30).unwrap();
        let contents = read(&file).unwrap();
        assert_eq!(contents.bytes.len() as u64, WINDOW);
        assert_eq!(&*contents.warning.unwrap(), "only the first 16 MiB of 8 GiB are shown");
    }

    #[test]
    fn the_beginning_ends_with_a_paragraph_a_line_or_a_letter() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("long.txt");
        let beginning = |text: &str| {
            fs::write(&file, text).unwrap();
            let contents = open(&file).unwrap().beginning().unwrap().unwrap();
            String::from_utf8(contents.bytes).unwrap()
        };
        let paragraph = "Rain. Rain again.\nAnd rain.\n\n".repeat(20_000);
        assert!(beginning(&paragraph).ends_with("And rain."));
        assert!(beginning(&"A line of rain.\n".repeat(40_000)).ends_with("rain."));
        assert!(beginning(&"雨".repeat(200_000)).ends_with('雨'));
        fs::write(&file, b"caf\xe9 ".repeat(100_000)).unwrap();
        assert!(open(&file).unwrap().beginning().unwrap().is_none());
    }

    #[test]
    fn the_window_never_ends_within_a_character() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("long.txt");
        for shift in 0..4 {
            fs::write(&file, "x".repeat(shift) + &"🌧".repeat((16 << 20) / 4 + 4)).unwrap();
            assert!(str::from_utf8(&read(&file).unwrap().bytes).is_ok());
        }
    }
}
