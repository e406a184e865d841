//! Takes the articles out of a zip, which is never unpacked to the disk.
//!
//! One idea: a file in a zip is like a file, and may itself hold many
//! articles. It is inflated into memory, within the bounds of [`Packed`], and
//! goes on alone; it is read again by its rank in the zip.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Cursor};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::catalogue::Cut;
use super::error::Why;
use super::items::{Naming, Taken, reason};
use super::open::{Contents, Opened, Stamp, WINDOW};
use super::parse::Job;
use super::{BETWEEN, Part};
use crate::article::{ArticleId, Safe};
use crate::format::container::{Container, Item, Items};
use crate::format::packed::{Entry, Packed, is_zip};
use crate::format::{FormatError, is_doubtful_name};

/// Most bytes of a file in a zip that holds many articles.
const CONTAINER: u64 = 64 << 20;

/// Why a zip without articles is not shown.
const EMPTY: FormatError = FormatError::NoItems("this zip holds no articles");

/// A zip that is read.
struct Zip<'a> {
    naming: Naming<'a>,
    stamp: Stamp,
    id: ArticleId,
    packed: Packed<BufReader<File>>,
    /// How many articles were taken.
    rank: usize,
    /// How often each key was met.
    keys: HashMap<String, u32>,
}

/// Whether a zip holds anything that is read, or cannot be opened, which is to
/// be told.
pub(super) fn holds_articles(opened: Opened) -> bool {
    let look = AssertUnwindSafe(|| open(opened).map(|packed| packed.entries().0));
    catch_unwind(look).is_ok_and(|found| found.map_or(true, |entries| !entries.is_empty()))
}

/// Why a zip as a whole is no article.
pub(super) fn trouble(opened: Opened) -> Why {
    let look = AssertUnwindSafe(|| match open(opened) {
        Ok(packed) if packed.entries().0.is_empty() => reason(&EMPTY),
        Ok(_) => Why::Many,
        Err(error) => reason(&error),
    });
    catch_unwind(look).unwrap_or(Why::Broken)
}

fn open(opened: Opened) -> Result<Packed<BufReader<File>>, FormatError> {
    Packed::open(BufReader::new(opened.file), opened.stamp.len)
}

/// Takes the articles out of a zip; calls `each` with them, in their order,
/// until it breaks.
pub(super) fn take(
    naming: Naming<'_>,
    file: &Path,
    opened: Opened,
    mut each: impl FnMut(Taken) -> ControlFlow<()>,
) -> Result<(), Why> {
    let stamp = opened.stamp;
    let packed = open(opened).map_err(|error| reason(&error))?;
    let (entries, is_cut) = packed.entries();
    if entries.is_empty() {
        return Err(reason(&EMPTY));
    }
    let id = naming.container(file, &packed.seed(&entries), stamp);
    let mut zip = Zip { naming, stamp, id, packed, rank: 0, keys: HashMap::new() };
    for entry in &entries {
        if zip.take(entry, &mut each).is_break() {
            return Ok(());
        }
    }
    if is_cut {
        let end = Entry { name: "the rest of the file".to_owned(), index: usize::MAX };
        let taken = zip.whole(&end, Err(reason(&FormatError::TooManyItems)));
        let _ = each(taken);
    }
    Ok(())
}

impl Zip<'_> {
    fn take(
        &mut self,
        entry: &Entry,
        each: &mut impl FnMut(Taken) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let name = entry.file_name();
        let bytes = match read(&mut self.packed, entry) {
            Ok(bytes) => bytes,
            Err(why) => return each(self.whole(entry, Err(why))),
        };
        match Container::recognise(name, head(&bytes)) {
            Some(container) => self.items(container, entry, bytes, each),
            None if is_doubtful_name(name) => ControlFlow::Continue(()),
            None => each(self.whole(entry, fit_for_an_article(bytes))),
        }
    }

    /// A file that is an article.
    fn whole(&mut self, entry: &Entry, bytes: Result<Vec<u8>, Why>) -> Taken {
        let part = self.part(&entry.name, entry, 1);
        let id = self.naming.item(self.id, &part, None);
        let job = bytes.map(|bytes| {
            let contents = Contents { bytes, changed: self.stamp.changed, warning: None };
            Job::new(id, Path::new(entry.file_name()), contents)
        });
        Taken { id, part, job, is_link: false }
    }

    /// A file that holds many articles.
    fn items(
        &mut self,
        container: Container,
        entry: &Entry,
        bytes: Vec<u8>,
        each: &mut impl FnMut(Taken) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        // Memory gives no error.
        let Ok(items) = Items::new(container, Cursor::new(bytes)) else {
            return ControlFlow::Continue(());
        };
        let head = items.head().clone();
        for item in items.map_while(Result::ok) {
            let Item { key, line, range, bytes, .. } = item;
            let key = match container {
                // Its items go from one list to another when it exports anew.
                Container::Omnivore => key,
                _ => format!("{}{BETWEEN}{key}", entry.name),
            };
            let part =
                Part { range: range.filter(|_| bytes.is_ok()), ..self.part(&key, entry, line) };
            let id = self.naming.item(self.id, &part, Some(&head));
            let file = Path::new(entry.file_name());
            let job = bytes.map_err(|error| reason(&error)).map(|bytes| {
                let contents = Contents { bytes, changed: self.stamp.changed, warning: None };
                let beside = |name: &str| beside(&mut self.packed, entry.folder(), name);
                Job::new(id, file, contents).of(head.clone(), line, beside)
            });
            each(Taken { id, part, job, is_link: container.is_list_of_links() })?;
        }
        ControlFlow::Continue(())
    }

    fn part(&mut self, key: &str, entry: &Entry, line: u64) -> Part {
        let times = self.keys.entry(key.to_owned()).or_default();
        *times += 1;
        let key = if *times == 1 { key.to_owned() } else { format!("{key} ({times})") };
        self.rank += 1;
        let (key, rank) = (Safe::line(&key), self.rank - 1);
        Part { key, rank, line, entry: Some(entry.index), range: None }
    }
}

/// Inflates a file of a zip, which may hold many articles.
fn read(packed: &mut Packed<BufReader<File>>, entry: &Entry) -> Result<Vec<u8>, Why> {
    let bytes = if is_zip(entry.file_name(), b"") {
        Err(FormatError::Packed("it is a zip within a zip; unpack it and read it from its folder"))
    } else {
        packed.read(entry.index, CONTAINER)
    };
    bytes.map_err(|error| reason(&error))
}

/// Refuses what is too long for one article.
fn fit_for_an_article(bytes: Vec<u8>) -> Result<Vec<u8>, Why> {
    let fits = bytes.len() as u64 <= WINDOW;
    if fits { Ok(bytes) } else { Err(reason(&FormatError::TooLarge(WINDOW >> 20))) }
}

/// The first bytes of a file, by which it is recognised.
fn head(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(4096)]
}

/// A file that an item names, from the folder of its list.
fn beside(packed: &mut Packed<BufReader<File>>, folder: &str, name: &str) -> Option<Contents> {
    let index = packed.named(&format!("{folder}{name}"))?;
    let bytes = packed.read(index, WINDOW).ok()?;
    Some(Contents { bytes, changed: 0, warning: None })
}

/// What the parser needs to read an article of a zip again that is as it was.
pub(super) fn again(id: ArticleId, part: &Part, cut: &Cut, opened: Opened) -> Result<Job, Why> {
    let changed = opened.stamp.changed;
    let mut packed = open(opened).map_err(|error| reason(&error))?;
    let entry = packed.entry(part.entry.unwrap_or(usize::MAX)).ok_or(Why::NoItem)?;
    let bytes = read(&mut packed, &entry)?;
    let file = Path::new(entry.file_name());
    let contents = |bytes| Contents { bytes, changed, warning: None };
    let (Some(head), Some(range)) = (&cut.head, &part.range) else {
        return Ok(Job::new(id, file, contents(fit_for_an_article(bytes)?)));
    };
    let within = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
    let item = bytes.get(within(range.start)..within(range.end)).ok_or(Why::NoItem)?;
    let job = Job::new(id, file, contents(item.to_vec()));
    let folder = entry.folder();
    Ok(job.of(head.clone(), part.line, |name: &str| beside(&mut packed, folder, name)))
}
