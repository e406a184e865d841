//! Opens what answers questions about an archive: its index, or the scanner.
//!
//! The one place that knows which. A small archive is scanned; a larger one has
//! an index in the cache folder, which is made when it is first opened. The
//! index is disposable: of another format, or damaged, it is made anew, and
//! until then the articles that are there already can be read.
//!
//! Several processes may open the same archive: whoever comes first brings the
//! index up to date, and the others read what it commits.

mod copying;
mod corrected;
mod filling;
mod head;
mod place;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::copies::Kin;
use super::index::{Index, IndexError, Writer};
use super::scan::Scan;
use super::{Engine, Page};
use crate::archive::{Archive, is_damaged};
use crate::article::{ArticleId, Corrected, Safe};
use crate::state::sightings;
use copying::Copies;
use place::{Lock, Place};

pub use filling::{Figures, Filler};
pub use head::Head;

/// Which archive is opened.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Its folders and files.
    pub roots: Vec<PathBuf>,
    /// Whether they are the archives of the configuration, which are one index
    /// however they change.
    pub are_configured: bool,
    /// The folder of the indexes; without one everything is scanned.
    pub cache: Option<PathBuf>,
    /// The database of what the reader added, which remembers where files were seen.
    pub state: Option<PathBuf>,
}

impl Wanted {
    /// The first rows of its list, as they were when a session with it last
    /// ended or its index last changed. One small file is read; `None` if there
    /// is none.
    pub fn head(&self) -> Option<Page> {
        head::read(&self.place()?.head(), &self.roots)
    }

    /// Whether it has an index that this version can read.
    pub fn has_index(&self) -> bool {
        self.place().is_some_and(|place| place.has_our_format())
    }

    /// Whether opening it will be followed by much work: no index of it was filled
    /// to the end, and it is worth one. Without an index that takes as long as it
    /// takes to look at a thousand files, at most.
    pub fn awaits_filling(&self) -> bool {
        self.place().is_some_and(|place| {
            if place.is_there() { !place.is_whole() } else { is_large(&self.roots) }
        })
    }

    /// Whether it has an index that was not yet filled to the end.
    pub fn is_being_filled(&self) -> bool {
        self.place().is_some_and(|place| place.has_our_format() && !place.is_whole())
    }

    /// Has a catalogue that knows nothing yet know the files that were seen before.
    pub fn remind(&self, archive: &Archive) {
        if archive.step().is_some() {
            return;
        }
        // What cannot be read is told by whoever writes it.
        let seen = self.state.as_deref().and_then(|state| sightings(state).ok());
        archive.recall(&seen.unwrap_or_default());
    }

    fn place(&self) -> Option<Place> {
        self.cache.as_deref().map(|cache| Place::of(cache, self))
    }
}

/// An archive that is open.
pub struct Library {
    /// Its files.
    pub archive: Arc<Archive>,
    /// What answers questions about it.
    pub kind: Kind,
    /// What the reader should know about its index.
    pub notice: Option<Safe>,
}

/// What answers questions about an archive.
pub enum Kind {
    /// The scanner, which is still empty.
    Scanned(Arc<Scan>),
    /// The index, which this process fills.
    Filled(Arc<Index>, Box<Filler>),
    /// The index, which another process fills.
    Read(Arc<Index>),
}

impl Library {
    /// Opens an archive as it is best read: by its index, if it has one or is
    /// large enough for one.
    pub fn open(wanted: &Wanted) -> Self {
        let worth = |place: &Place| place.is_there() || is_large(&wanted.roots);
        match wanted.place().filter(worth) {
            None => Self::scanned(wanted, None),
            Some(place) => Self::indexed(wanted, &place),
        }
    }

    /// Opens an archive for one look at it: an index in which no folder is
    /// outdated, and that has what the reader says of articles, is read and left as it is.
    pub fn look(wanted: &Wanted, says: &HashMap<ArticleId, Corrected>) -> Self {
        let place = wanted.place().filter(Place::has_our_format);
        let place = place.filter(|place| corrected::are_taken_in(place, says));
        let read = place.and_then(|place| {
            open_to_read(wanted, &place).ok().filter(|(_, archive)| !archive.has_changed())
        });
        match read {
            Some((index, archive)) => Self { archive, kind: Kind::Read(index), notice: None },
            None => Self::open(wanted),
        }
    }

    /// Opens the index of an archive to fill it, however small that is; all of it is
    /// read, and made anew if any of it is damaged.
    pub fn fill(wanted: &Wanted) -> Result<Self, IndexError> {
        let place = wanted.place().ok_or(IndexError::NoPlace)?;
        let lock = place.lock()?.ok_or(IndexError::Busy)?;
        let (index, archive, filler, notice) = open_to_fill(wanted, &place, lock, Check::All)?;
        Ok(Self { archive, kind: Kind::Filled(index, filler), notice })
    }

    /// Takes over the filling of an index that was opened to be read; `None`
    /// while another process is at it, or if one of another version was.
    pub fn take_over(
        wanted: &Wanted,
        index: &Arc<Index>,
        archive: &Arc<Archive>,
    ) -> Result<Option<Box<Filler>>, IndexError> {
        let place = wanted.place().ok_or(IndexError::NoPlace)?;
        let Some(lock) = place.lock()? else { return Ok(None) };
        if !place.has_our_format() {
            return Ok(None);
        }
        archive.fill(&place.catalogue()).map_err(|reason| place.broken(reason))?;
        wanted.remind(archive);
        filler(wanted, &place, index, archive, lock).map(Some)
    }

    /// Makes an index anew over the same archive, in the place of one that is
    /// damaged and that `old` has filled: both know nothing then.
    pub fn make_anew(
        wanted: &Wanted,
        old: Filler,
        archive: &Arc<Archive>,
    ) -> Result<(Arc<Index>, Box<Filler>), IndexError> {
        let place = wanted.place().ok_or(IndexError::NoPlace)?;
        let lock = old.into_lock();
        archive.forget_file();
        place.clear()?;
        archive.fill(&place.catalogue()).map_err(|reason| place.broken(reason))?;
        wanted.remind(archive);
        let index = Index::open(&place.words(), Arc::clone(archive))?;
        let index = Arc::new(index.knowing(Arc::new(Kin::kept_in(place.copies()))));
        let filler = filler(wanted, &place, &index, archive, lock)?;
        Ok((index, filler))
    }

    /// What answers questions.
    pub fn engine(&self) -> Arc<dyn Engine> {
        match &self.kind {
            Kind::Scanned(scan) => Arc::clone(scan) as Arc<dyn Engine>,
            Kind::Filled(index, _) | Kind::Read(index) => Arc::clone(index) as Arc<dyn Engine>,
        }
    }

    fn scanned(wanted: &Wanted, notice: Option<Safe>) -> Self {
        let archive = Archive::new(wanted.roots.clone());
        wanted.remind(&archive);
        Self {
            archive: Arc::new(archive),
            kind: Kind::Scanned(Arc::new(Scan::new(wanted.roots.clone()))),
            notice,
        }
    }

    fn indexed(wanted: &Wanted, place: &Place) -> Self {
        let opened = match place.lock() {
            Ok(Some(lock)) => {
                let opened = open_to_fill(wanted, place, lock, Check::Steps);
                opened.map(|(index, archive, filler, notice)| Self {
                    archive,
                    kind: Kind::Filled(index, filler),
                    notice,
                })
            }
            Ok(None) => open_to_read(wanted, place).map(|(index, archive)| Self {
                archive,
                kind: Kind::Read(index),
                notice: None,
            }),
            Err(error) => Err(error),
        };
        opened.unwrap_or_else(|error| {
            let notice = Safe::format(format_args!("{error}; the files themselves are searched"));
            Self::scanned(wanted, Some(notice))
        })
    }
}

/// Opens an index for reading while another process fills it.
fn open_to_read(wanted: &Wanted, place: &Place) -> Result<(Arc<Index>, Arc<Archive>), IndexError> {
    if !place.has_our_format() {
        return Err(IndexError::Busy);
    }
    let archive = open_archive(wanted, place, false)?;
    let index = Index::open(&place.words(), Arc::clone(&archive))?;
    let index = index.knowing(Arc::new(Kin::kept_in(place.copies())));
    Ok((Arc::new(index), archive))
}

type Opened = (Arc<Index>, Arc<Archive>, Box<Filler>, Option<Safe>);

/// How much of an index is checked when it is opened.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Check {
    /// That it is not behind the catalogue, which would take in nothing again.
    Steps,
    /// All that is in its files.
    All,
}

/// Opens an index to fill it; makes it anew if it cannot be used.
fn open_to_fill(
    wanted: &Wanted,
    place: &Place,
    lock: Lock,
    check: Check,
) -> Result<Opened, IndexError> {
    let was_there = place.is_there();
    let mut notice = None;
    if !place.has_our_format() {
        place.clear()?;
        if was_there {
            let words = "the index is of another version of newsread, and is made anew";
            notice = Some(Safe::line(words));
        }
    }
    let kin = Arc::new(Kin::kept_in(place.copies()));
    let open = || {
        let archive = open_archive(wanted, place, true)?;
        let index = Index::open(&place.words(), Arc::clone(&archive))?;
        if archive.step() > Some(index.step()?) {
            return Err(place.broken(Safe::line("it has less than its catalogue")));
        }
        if check == Check::All && (index.is_damaged() || is_damaged(&place.catalogue())) {
            return Err(place.broken(Safe::line("it is not what was written")));
        }
        Ok((archive, Arc::new(index.knowing(Arc::clone(&kin)))))
    };
    let (archive, index) = match open() {
        Err(IndexError::Broken { .. }) if was_there => {
            place.clear()?;
            notice = Some(Safe::line("the index was damaged, and is made anew"));
            open()?
        }
        opened => opened?,
    };
    let filler = filler(wanted, place, &index, &archive, lock)?;
    Ok((index, archive, filler, notice))
}

/// Whoever fills an index that is open.
fn filler(
    wanted: &Wanted,
    place: &Place,
    index: &Arc<Index>,
    archive: &Arc<Archive>,
    lock: Lock,
) -> Result<Box<Filler>, IndexError> {
    let writer = Writer::new(Arc::clone(index))?;
    let head = Head::new(place.head(), &wanted.roots, Arc::clone(index));
    let copies = Copies::new(place.copies(), Arc::clone(index));
    let (index, archive) = (Arc::clone(index), Arc::clone(archive));
    Filler::new(place.clone(), head, copies, index, archive, writer, lock).map(Box::new)
}

fn open_archive(
    wanted: &Wanted,
    place: &Place,
    may_fill: bool,
) -> Result<Arc<Archive>, IndexError> {
    let archive = Archive::open(wanted.roots.clone(), &place.catalogue(), may_fill);
    let archive = archive.map_err(|reason| place.broken(reason))?;
    if may_fill {
        wanted.remind(&archive);
    }
    Ok(Arc::new(archive))
}

/// Whether reading all of an archive at each start would be felt.
fn is_large(roots: &[PathBuf]) -> bool {
    /// Files that are read in a moment.
    const FILES: usize = 1_000;

    /// Bytes that are.
    const BYTES: u64 = 16 << 20;

    let enough = AtomicBool::new(false);
    let (mut files, mut bytes) = (0, 0);
    crate::archive::each_file(roots, &enough, |file| {
        files += 1;
        bytes += file.metadata().map_or(0, |file| file.len());
        if files >= FILES || bytes >= BYTES {
            enough.store(true, std::sync::atomic::Ordering::Relaxed);
        }
    });
    enough.into_inner()
}

#[cfg(test)]
mod tests;
