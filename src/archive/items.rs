//! Takes the items out of files that hold many.
//!
//! One idea: a container is cut in one pass, on one thread, and each item goes
//! on alone, like a file. An item is read again by its bytes if the file is as
//! it was, else the file is cut anew.

use std::io::BufReader;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::catalogue::Cut;
use super::error::Why;
use super::lending::Link;
use super::open::{self, Contents, Opened};
use super::parse::{self, Job};
use super::{Archive, Location, Part, packed};
use crate::article::{ArticleId, Safe};
use crate::format::FormatError;
use crate::format::container::{Container, Item, Items};
use crate::format::packed::is_zip;

/// An item that was cut out of a container.
pub(super) struct Taken {
    pub(super) id: ArticleId,
    pub(super) part: Part,
    /// What its parser needs, or why it cannot be read.
    pub(super) job: Result<Job, Why>,
    /// Whether it is an entry of a list of links.
    pub(super) is_link: bool,
}

/// A file that holds many articles.
#[derive(Clone, Copy, Debug)]
pub(super) enum Many {
    /// It is cut.
    Cut(Container),
    /// It is a zip.
    Zip,
}

impl Many {
    /// What a file is, by its name and its first four KiB; `None` if it is no
    /// more than one article.
    pub(super) fn recognise(file: &Path, head: &[u8]) -> Option<Self> {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if is_zip(&name, head) {
            return Some(Self::Zip);
        }
        Container::recognise(&name, head).map(Self::Cut)
    }
}

/// Takes a container apart and notes where its items are; calls `each` with them, in
/// their order, until it breaks.
pub(super) fn take(
    archive: &Archive,
    many: Many,
    file: &Path,
    opened: Opened,
    each: impl FnMut(Taken) -> ControlFlow<()>,
) -> Result<(), Why> {
    let take = AssertUnwindSafe(|| match many {
        Many::Cut(container) => cut(archive, container, file, opened, each),
        Many::Zip => packed::take(archive, file, opened, each),
    });
    catch_unwind(take).unwrap_or(Err(Why::Broken))
}

fn cut(
    archive: &Archive,
    container: Container,
    file: &Path,
    opened: Opened,
    mut each: impl FnMut(Taken) -> ControlFlow<()>,
) -> Result<(), Why> {
    let is_link = container.is_list_of_links();
    let Opened { file: input, stamp } = opened;
    let items = Items::new(container, BufReader::with_capacity(1 << 16, input))?;
    let head = items.head().clone();
    let id = {
        let mut catalogue = archive.catalogue();
        let id = catalogue.identify_container(file, items.seed(), stamp);
        catalogue.hold(id, stamp);
        id
    };
    let folder = file.parent().unwrap_or(Path::new(""));
    for item in items {
        let Item { key, rank, line, range, bytes } = item?;
        let range = range.filter(|_| bytes.is_ok());
        let part = Part { key: Safe::line(&key), rank, line, entry: None, range };
        let id = archive.catalogue().identify_item(id, &part, Some(&head));
        let job = bytes.map_err(|error| reason(&error)).map(|bytes| {
            let contents = Contents { bytes, changed: stamp.changed, warning: None };
            Job::new(id, file, contents).of(head.clone(), line, |name: &str| beside(folder, name))
        });
        if each(Taken { id, part, job, is_link }).is_break() {
            break;
        }
    }
    Ok(())
}

/// Reads an entry of a list of links and lends what it says to the article
/// with its address; gives back what is none, or cannot be read.
pub(super) fn lend(archive: &Archive, file: &Path, changed: i64, taken: Taken) -> Option<Taken> {
    let document = match &taken.job {
        Ok(job) if taken.is_link => parse::document(job.clone()),
        _ => return Some(taken),
    };
    match document {
        Ok(document) => {
            let location = Location { file: file.to_owned(), item: Some(taken.part.clone()) };
            let link = Link { id: taken.id, location, changed: Some(changed), document };
            (!archive.lending.lend(link)).then_some(taken)
        }
        Err(why) => Some(Taken { job: Err(why), ..taken }),
    }
}

/// A file that an item names, from the folder of its container.
fn beside(folder: &Path, name: &str) -> Option<Contents> {
    open::open(&folder.join(name)).and_then(Opened::contents).ok()
}

/// Why something of a file is not shown.
pub(super) fn reason(error: &FormatError) -> Why {
    Why::Format(Safe::format(format_args!("{error}")))
}

/// What the parser needs to read an item again.
pub(super) fn again(
    archive: &Archive,
    id: ArticleId,
    part: &Part,
    file: &Path,
    mut opened: Opened,
) -> Result<Job, Why> {
    let cut = archive.catalogue().cut(id).filter(|cut| cut.stamp == opened.stamp);
    match (cut, &part.range) {
        (Some(cut), range) if part.entry.is_some() && (range.is_some() || cut.head.is_none()) => {
            let again = AssertUnwindSafe(|| packed::again(id, part, &cut, opened));
            return catch_unwind(again).unwrap_or(Err(Why::Broken));
        }
        (Some(Cut { head: Some(head), stamp }), Some(range)) if part.entry.is_none() => {
            let bytes = opened.part(range.clone())?;
            let folder = file.parent().unwrap_or(Path::new(""));
            let contents = Contents { bytes, changed: stamp.changed, warning: None };
            let beside = |name: &str| beside(folder, name);
            return Ok(Job::new(id, file, contents).of(head, part.line, beside));
        }
        _ => {}
    }
    let many = Many::recognise(file, &opened.head()?).ok_or(Why::NoItem)?;
    let mut found = None;
    take(archive, many, file, opened, |taken| {
        if taken.id == id {
            found = Some(taken.job);
        }
        ControlFlow::Continue(())
    })?;
    found.unwrap_or(Err(Why::NoItem))
}
