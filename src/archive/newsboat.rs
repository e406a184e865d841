//! Reads the cache of newsboat, a database with all that its feeds have said.
//!
//! It knows the database and not what becomes of it. One idea: each entry is
//! written down as a line of JSON with the names that data sets use, so that
//! it is read like any other. The database is opened to be read only and taken
//! as it lies there: newsboat may go on meanwhile.
//!
//! Source: newsboat's `doc` and `src/cache.cpp` (tables `rss_item` and
//! `rss_feed`, 2.x).

use std::io::{self, Write};
use std::path::{Path, absolute};

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, Row};
use serde_json::json;
use url::Url;

use super::open::open;
use crate::article::Safe;

/// How every database of `SQLite` begins.
const MAGIC: &[u8] = b"SQLite format 3\0";

const ENTRIES: &str = "
    SELECT item.guid, item.title, item.author, item.url, item.pubDate, item.content,
           item.unread, item.flags, item.deleted, feed.title
    FROM rss_item AS item LEFT JOIN rss_feed AS feed ON feed.rssurl = item.feedurl
    ORDER BY item.id";

/// Why a cache cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum NewsboatError {
    /// It is a database of something else, or damaged.
    #[error("this database is no cache of newsboat, or damaged: {0}")]
    NoCache(#[from] rusqlite::Error),
    /// What was read cannot be written down.
    #[error("what it holds cannot be written down: {0}")]
    Unwritten(#[from] io::Error),
}

/// Whether a file is a database, and so may be a cache of newsboat.
pub fn may_be_cache(file: &Path) -> bool {
    open(file).ok().and_then(|mut file| file.head().ok()).is_some_and(|it| it.starts_with(MAGIC))
}

/// Writes every entry of a cache as a line of JSON, in the order in which they
/// came. Returns the names of those that were deleted in newsboat, which are
/// left out.
pub fn write_lines(cache: &Path, mut out: impl Write) -> Result<Vec<Safe>, NewsboatError> {
    let path = absolute(cache).unwrap_or_else(|_| cache.to_owned());
    // A path that is no address has a drive letter, which these systems lack.
    let mut address =
        Url::from_file_path(&path).map_err(|()| rusqlite::Error::InvalidPath(path))?;
    address.set_query(Some("immutable=1"));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let database = Connection::open_with_flags(address.as_str(), flags)?;
    let mut entries = database.prepare(ENTRIES)?;
    let mut rows = entries.query([])?;
    let mut deleted = Vec::new();
    while let Some(row) = rows.next()? {
        if number(row, 8)? != 0 {
            let name = [text(row, 1)?, text(row, 0)?].into_iter().find(|name| !name.is_empty());
            deleted.push(Safe::line(&name.unwrap_or_default()));
            continue;
        }
        writeln!(out, "{}", line(row)?)?;
    }
    out.flush()?;
    Ok(deleted)
}

fn line(row: &Row<'_>) -> rusqlite::Result<serde_json::Value> {
    let published = Timestamp::from_second(number(row, 4)?).ok();
    // Zero is what newsboat has for a day that the feed does not say.
    let published = published.filter(|when| when.as_second() > 0);
    let flags: Vec<String> = text(row, 7)?.chars().map(|flag| format!("flag {flag}")).collect();
    Ok(json!({
        "guid": text(row, 0)?,
        "title": text(row, 1)?,
        "author": text(row, 2)?,
        "url": text(row, 3)?,
        "published": published.map(|when| when.to_string()),
        "content_html": text(row, 5)?,
        "is_read": number(row, 6)? == 0,
        "tags": flags,
        "site": text(row, 9)?,
    }))
}

/// A text, whatever its characters; empty if there is none.
fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    let value = row.get_ref(column)?;
    let bytes = value.as_bytes_or_null().unwrap_or_default().unwrap_or_default();
    Ok(String::from_utf8_lossy(bytes).into_owned())
}

fn number(row: &Row<'_>, column: usize) -> rusqlite::Result<i64> {
    Ok(row.get_ref(column)?.as_i64_or_null().unwrap_or_default().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_named_pipe_is_no_cache_and_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("cache.db");
        let (fifo, mode) = (rustix::fs::FileType::Fifo, rustix::fs::Mode::RUSR);
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, fifo, mode, 0).unwrap();
        assert!(!may_be_cache(&pipe));
    }

    #[test]
    fn another_database_is_no_cache() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("cache.db");
        fs::write(&file, "SQLite format 2\0 and more").unwrap();
        assert!(!may_be_cache(&file));
        fs::remove_file(&file).unwrap();
        Connection::open(&file).unwrap().execute_batch("CREATE TABLE x (y)").unwrap();
        assert!(may_be_cache(&file));
        let told = write_lines(&file, Vec::new()).unwrap_err().to_string();
        assert!(told.starts_with("this database is no cache of newsboat"), "{told}");
    }
}
