//! Takes the items out of files that hold many.
//!
//! One idea: a container is cut in one pass, on one thread, and each item goes
//! on alone, like a file. An item is read again by its bytes if the file is as
//! it was, else the file is cut anew, of which nothing is noted: a pass over all
//! files may be at it.

use std::io::BufReader;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use super::catalogue::Cut;
use super::error::Why;
use super::lending::Link;
use super::open::{self, Contents, Opened, Stamp};
use super::parse::{self, Job};
use super::{Archive, Location, Part, packed};
use crate::article::{ArticleId, Safe};
use crate::format::FormatError;
use crate::format::container::{Container, Head, Item, Items};
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

/// Who says which identities a container and its items have.
#[derive(Clone, Copy)]
pub(super) enum Naming<'a> {
    /// The catalogue, which notes where they are.
    Noting(&'a Archive),
    /// The container is known.
    Known(&'a Archive, ArticleId),
}

impl Naming<'_> {
    /// The identity of a container in this state, by what tells it from others.
    pub(super) fn container(self, file: &Path, seed: &[u8], stamp: Stamp) -> ArticleId {
        match self {
            Self::Noting(archive) => {
                let mut catalogue = archive.catalogue();
                let id = catalogue.identify_container(file, seed, stamp);
                catalogue.hold(id, stamp);
                id
            }
            Self::Known(_, id) => id,
        }
    }

    /// The identity of an item, with what is said of all items beside it.
    pub(super) fn item(
        self,
        container: ArticleId,
        part: &Part,
        head: Option<&Arc<Head>>,
    ) -> ArticleId {
        let (archive, is_noted) = match self {
            Self::Noting(archive) => (archive, true),
            Self::Known(archive, _) => (archive, false),
        };
        let mut catalogue = archive.catalogue();
        let id = ArticleId::of_item(container, &part.key);
        if is_noted {
            catalogue.add_item(container, id, part, head.is_some());
        }
        catalogue.learn(id, head);
        id
    }
}

/// Takes a container apart; calls `each` with its items, in their order, until it breaks.
pub(super) fn take(
    naming: Naming<'_>,
    many: Many,
    file: &Path,
    opened: Opened,
    each: impl FnMut(Taken) -> ControlFlow<()>,
) -> Result<(), Why> {
    let take = AssertUnwindSafe(|| match many {
        Many::Cut(container) => cut(naming, container, file, opened, each),
        Many::Zip => packed::take(naming, file, opened, each),
    });
    catch_unwind(take).unwrap_or(Err(Why::Broken))
}

fn cut(
    naming: Naming<'_>,
    kind: Container,
    file: &Path,
    opened: Opened,
    mut each: impl FnMut(Taken) -> ControlFlow<()>,
) -> Result<(), Why> {
    let is_link = kind.is_list_of_links();
    let Opened { file: input, stamp } = opened;
    let items = Items::new(kind, BufReader::with_capacity(1 << 16, input))?;
    let head = items.head().clone();
    let container = naming.container(file, items.seed(), stamp);
    let folder = file.parent().unwrap_or(Path::new(""));
    for item in items {
        let Item { key, rank, line, range, bytes } = item?;
        let range = range.filter(|_| bytes.is_ok());
        let part = Part { key: Safe::line(&key), rank, line, entry: None, range };
        let id = naming.item(container, &part, Some(&head));
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
            let Some(address) = archive.lending.lend(link) else { return Some(taken) };
            archive.catalogue().tell_of(taken.id, address);
            None
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
    let container = archive.catalogue().container_of(id).ok_or(Why::NoItem)?;
    let mut found = None;
    take(Naming::Known(archive, container), many, file, opened, |taken| {
        if taken.id == id {
            found = Some(taken.job);
        }
        ControlFlow::Continue(())
    })?;
    found.unwrap_or(Err(Why::NoItem))
}
