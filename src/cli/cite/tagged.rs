//! Articles with a tag, to be cited.

use super::gather::Gathered;
use crate::cite::Record;
use crate::cli::arguments::Archives;
use crate::cli::config::Source;
use crate::cli::desk::Desk;
use crate::cli::error::CliError;
use crate::cli::exit::Exit;
use crate::cli::files;
use crate::cli::out::Out;
use crate::search::query::{Reading, written};
use crate::search::{Field, Order, Query};
use crate::state::Tag;

/// The articles of the archives that have any of these tags, of their files or
/// of the reader, the newest first. A tag that no article has is told.
pub(super) fn tagged(
    tags: &[Tag],
    archives: Archives,
    source: &Source,
    out: &mut Out,
) -> Result<(Vec<Gathered>, Exit), CliError> {
    let desk = Desk::open(archives, source, out)?;
    let mut gathered = Vec::new();
    for tag in tags {
        let before = gathered.len();
        desk.each(&query(tag), Order::Newest, usize::MAX, |row| {
            let Some(listed) = desk.listed(row) else { return Ok(()) };
            let record = Record::of(&listed.meta).of_article(listed.id);
            let place = files::place(&listed.location);
            gathered.push(Gathered { place, meta: Some(listed.meta), record });
            Ok(())
        })?;
        if gathered.len() == before {
            out.remark(&format_args!("no article has the tag ‘{tag}’"));
        }
    }
    let found = if gathered.is_empty() { Exit::Nothing } else { Exit::Done };
    Ok((gathered, desk.exit.and_found(found)))
}

/// A search for a tag, whole.
fn query(tag: &Tag) -> Query {
    Reading::of_complete(&written(Field::Tag, tag.name())).query
}
