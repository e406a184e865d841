//! Files within a zip: which there are, and the bytes of each.
//!
//! Knows no path and writes nothing: a name is a name, wherever it says that
//! it leads. One idea: what a zip says of its sizes is not believed. Each file
//! is inflated up to a bound, and all together up to one that depends on the
//! bytes that are there; so files that share their bytes, or unfold without
//! end, are refused like any other that is too large.
//!
//! Source: APPNOTE.TXT 6.3.10, as the crate `zip` reads it; the bombs are those
//! of Fifield, “A better zip bomb”, 2019.

use std::cell::Cell;
use std::collections::HashSet;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

use zip::ZipArchive;
use zip::result::ZipError;

use super::{FormatError, is_doubtful_name, is_readable_name};

/// Most files of a zip that are read.
const FILES: usize = 50_000;

/// Most bytes of the list of files at the end of a zip.
const DIRECTORY: u64 = 16 << 20;

/// Most times that a file may be longer than it is packed; texts are some ten.
const RATIO: u64 = 200;

/// Bytes up to which that does not count.
const SMALL: u64 = 1 << 20;

/// How often a whole zip may be unfolded, and the bytes that every one may.
const ALL: (u64, u64) = (100, 64 << 20);

/// A zip that is open.
pub struct Packed<R> {
    archive: ZipArchive<Metered<R>>,
    /// Bytes that may yet be inflated.
    left: u64,
}

/// A file in a zip that may be an article or hold some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name with the folders before it, as the zip has it.
    pub name: String,
    /// Its rank in the zip, by which it is read.
    pub index: usize,
}

impl Entry {
    /// The name without the folders.
    pub fn file_name(&self) -> &str {
        self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name)
    }

    /// The folders before the name, with a `/` behind them unless there are none.
    pub fn folder(&self) -> &str {
        &self.name[..self.name.len() - self.file_name().len()]
    }
}

/// Whether a file is a zip, by its name, or without a telling one by how it
/// begins.
pub fn is_zip(file_name: &str, head: &[u8]) -> bool {
    match super::extension(file_name).as_deref() {
        Some(extension) => extension == "zip",
        None => head.starts_with(b"PK\x03\x04"),
    }
}

impl<R: Read + Seek> Packed<R> {
    /// Opens a zip of `len` bytes: reads the list of its files, which stands at
    /// its end.
    pub fn open(input: R, len: u64) -> Result<Self, FormatError> {
        let meter = Rc::new(Cell::new(DIRECTORY));
        let input = Metered { input, left: Rc::clone(&meter) };
        let archive = ZipArchive::new(input).map_err(|_| {
            let is_spent = meter.get() == 0;
            FormatError::Zip(if is_spent {
                "is longer than 16 MiB"
            } else {
                "is missing or damaged"
            })
        })?;
        // From here on each file has a bound of its own.
        meter.set(u64::MAX);
        let (times, free) = ALL;
        Ok(Self { archive, left: len.saturating_mul(times).max(free) })
    }

    /// The files that may be articles or hold some, in the order of the zip,
    /// and whether there are more than are read: those with a name that
    /// promises it, except hidden ones and those that belong to an entry of
    /// another. A zip within the zip is among them, to be refused.
    pub fn entries(&self) -> (Vec<Entry>, bool) {
        let names = (0..self.archive.len().min(FILES)).filter_map(|index| self.entry(index));
        let all: Vec<Entry> = names.collect();
        let lists = all.iter().filter(|entry| is_list_of_omnivore(entry.file_name()));
        let lists: HashSet<&str> = lists.map(Entry::folder).collect();
        let counts = |entry: &&Entry| {
            let name = entry.file_name();
            (is_readable_name(name) || is_doubtful_name(name))
                && !is_hidden(&entry.name)
                && !belongs_to_a_list(entry, &lists)
        };
        let counted = all.iter().filter(counts).cloned().collect();
        (counted, self.archive.len() > FILES)
    }

    /// What tells this zip from others, and stays when a service exports anew.
    pub fn seed(&self, entries: &[Entry]) -> Vec<u8> {
        if entries.iter().any(|entry| is_list_of_omnivore(entry.file_name())) {
            return b"an export of Omnivore".to_vec();
        }
        let Some(first) = entries.first() else { return Vec::new() };
        let sum = self.archive.by_index_data(first.index).map_or(0, |file| file.crc32());
        format!("{} {sum}", first.name).into_bytes()
    }

    /// The rank of the file with exactly this name.
    pub fn named(&self, name: &str) -> Option<usize> {
        self.archive.index_for_name(name)
    }

    /// Inflates a file, if it has no more than `most` bytes then.
    pub fn read(&mut self, index: usize, most: u64) -> Result<Vec<u8>, FormatError> {
        let file = self.archive.by_index_data(index).map_err(|error| reason(&error))?;
        if file.encrypted() {
            return Err(FormatError::Packed(
                "it is encrypted; unpack it and read it from its folder",
            ));
        }
        let file = self.archive.by_index(index).map_err(|error| reason(&error))?;
        let unfolded = file.compressed_size().saturating_mul(RATIO).max(SMALL);
        let bound = most.min(unfolded).min(self.left);
        let mut bytes = Vec::new();
        let read = file.take(bound + 1).read_to_end(&mut bytes);
        let len = bytes.len() as u64;
        self.left -= len.min(self.left);
        match read {
            _ if len <= bound => {}
            _ if bound == most => return Err(FormatError::TooLarge(most >> 20)),
            _ if bound == unfolded => {
                return Err(FormatError::Packed("it unfolds to more than 200 times its size"));
            }
            _ => {
                return Err(FormatError::Packed("the zip unfolds to more than 100 times its size"));
            }
        }
        match read {
            Ok(_) => Ok(bytes),
            Err(_) => Err(FormatError::Packed("its packed bytes are damaged")),
        }
    }

    /// A file by its rank, unless it is a folder or a link.
    pub fn entry(&self, index: usize) -> Option<Entry> {
        let file = self.archive.by_index_data(index).ok()?;
        if file.is_dir() || file.is_symlink() {
            return None;
        }
        let name = match file.name() {
            Ok(name) => name.into_owned(),
            Err(_) => String::from_utf8_lossy(file.name_raw()).into_owned(),
        };
        Some(Entry { name, index })
    }
}

/// Whether a name is that of a list in what Omnivore exports.
pub fn is_list_of_omnivore(file_name: &str) -> bool {
    file_name.starts_with("metadata_") && super::extension(file_name).as_deref() == Some("json")
}

/// Whether a file belongs to an entry of a list of Omnivore beside its folder.
fn belongs_to_a_list(entry: &Entry, lists: &HashSet<&str>) -> bool {
    let is_of = |folder: &str, ending: &str| {
        let before = entry.folder().strip_suffix(folder);
        before.is_some_and(|before| lists.contains(before)) && entry.name.ends_with(ending)
    };
    is_of("content/", ".html") || is_of("highlights/", ".md")
}

/// Whether a file or one of its folders is hidden, or holds what a Mac adds.
fn is_hidden(name: &str) -> bool {
    let is_dotted = |part: &str| part.starts_with('.') && part != "." && part != "..";
    name.split(['/', '\\']).any(|part| is_dotted(part) || part == "__MACOSX")
}

fn reason(error: &ZipError) -> FormatError {
    FormatError::Packed(match error {
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            "it is packed in a way that is not read; unpack it and read it from its folder"
        }
        _ => "its packed bytes are damaged",
    })
}

/// An input of which no more than so many bytes are read.
struct Metered<R> {
    input: R,
    left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.get();
        let most = usize::try_from(left).unwrap_or(usize::MAX).min(buffer.len());
        let read = self.input.read(&mut buffer[..most])?;
        self.left.set(left - read as u64);
        Ok(read)
    }
}

impl<R: Seek> Seek for Metered<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.input.seek(to)
    }
}

#[cfg(test)]
mod tests;
