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
use super::open::{Contents, Opened};
use super::parse::Job;
use super::{Archive, Part};
use crate::article::{ArticleId, Safe};
use crate::format::FormatError;
use crate::format::container::{Container, Item, Items};

/// An item that was cut out of a container.
pub(super) struct Taken {
    pub(super) id: ArticleId,
    pub(super) part: Part,
    /// What its parser needs, or why it cannot be read.
    pub(super) job: Result<Job, Why>,
}

/// Cuts a container and notes where its items are; calls `each` with them, in
/// their order, until it breaks.
pub(super) fn take(
    archive: &Archive,
    container: Container,
    file: &Path,
    opened: Opened,
    each: impl FnMut(Taken) -> ControlFlow<()>,
) -> Result<(), Why> {
    let cut = AssertUnwindSafe(|| cut(archive, container, file, opened, each));
    catch_unwind(cut).unwrap_or(Err(Why::Broken))
}

fn cut(
    archive: &Archive,
    container: Container,
    file: &Path,
    opened: Opened,
    mut each: impl FnMut(Taken) -> ControlFlow<()>,
) -> Result<(), Why> {
    let Opened { file: input, stamp } = opened;
    let items = Items::new(container, BufReader::with_capacity(1 << 16, input))?;
    let head = items.head().clone();
    let id = {
        let mut catalogue = archive.catalogue();
        let id = catalogue.identify(file, items.seed());
        catalogue.hold(id, Cut { head: head.clone(), stamp });
        id
    };
    let folder = file.parent().unwrap_or(Path::new(""));
    for item in items {
        let Item { key, rank, line, range, bytes } = item?;
        let range = range.filter(|_| bytes.is_ok());
        let part = Part { key: Safe::line(&key), rank, line, range };
        let id = archive.catalogue().identify_item(id, part.clone());
        let job = bytes.map_err(|error| reason(&error)).map(|bytes| {
            let contents = Contents { bytes, changed: stamp.changed, warning: None };
            Job::new(id, file, contents).of(head.clone(), line, folder)
        });
        if each(Taken { id, part, job }).is_break() {
            break;
        }
    }
    Ok(())
}

fn reason(error: &FormatError) -> Why {
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
    let cut = archive.catalogue().cut(id);
    if let (Some(range), Some(Cut { head, stamp })) = (&part.range, cut)
        && stamp == opened.stamp
    {
        let bytes = opened.part(range.clone())?;
        let folder = file.parent().unwrap_or(Path::new(""));
        let contents = Contents { bytes, changed: stamp.changed, warning: None };
        return Ok(Job::new(id, file, contents).of(head, part.line, folder));
    }
    let head = opened.head()?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let container = Container::recognise(&name, &head).ok_or(Why::NoItem)?;
    let mut found = None;
    take(archive, container, file, opened, |taken| {
        if taken.id == id {
            found = Some(taken.job);
        }
        ControlFlow::Continue(())
    })?;
    found.unwrap_or(Err(Why::NoItem))
}
