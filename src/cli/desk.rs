//! Archives that are open to be searched by a command.
//!
//! It is the one place that knows which engine answers; commands ask it for
//! rows.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use super::arguments::Archives;
use super::config::Source;
use super::error::CliError;
use super::exit::Exit;
use super::files;
use super::out::Out;
use super::read::{Roots, roots};
use super::row::Listed;
use crate::archive::{Archive, Location};
use crate::article::Safe;
use crate::search::query::Reading;
use crate::search::scan::Scan;
use crate::search::{Engine, Order, Query, Request, Row, Start, Stop, Window};
use crate::session::today;
use crate::state::Marks;

/// Rows that are asked for at once.
const PAGE: usize = 1024;

/// Archives, all read, and what the reader added.
pub(super) struct Desk {
    archive: Archive,
    engine: Box<dyn Engine>,
    marks: Marks,
    /// What became of the files: an error if one of them cannot be read.
    pub(super) exit: Exit,
    /// Lives as long as its files are read.
    _roots: Roots,
}

impl Desk {
    /// Opens the archives that were named, else those that the reader would
    /// see on the screen; what cannot be read is told.
    pub(super) fn open(named: Archives, source: &Source, out: &mut Out) -> Result<Self, CliError> {
        let config = if named.paths.is_empty() { Some(source.config()?) } else { None };
        if let Some(missing) = named.paths.iter().find(|path| !files::exists(path)) {
            return Err(CliError::no_such_path(missing, String::new()));
        }
        let roots = roots(named.paths, config.as_ref(), source.places.as_ref())?;
        let marks = source.marks().unwrap_or_else(|trouble| {
            out.remark(&trouble);
            Marks::default()
        });
        let archive = Archive::new(roots.paths.clone());
        for (id, corrected) in &*marks.corrections() {
            archive.correct(*id, corrected.clone());
        }
        let (engine, exit) = engine(&archive, roots.paths.clone(), out);
        Ok(Self { archive, engine, marks, exit, _roots: roots })
    }

    /// Gives each row that a query finds, in order and at most so many, to
    /// `write`, also those of files that cannot be read.
    pub(super) fn each(
        &self,
        query: &Query,
        order: Order,
        limit: usize,
        mut write: impl FnMut(Row) -> Result<(), CliError>,
    ) -> Result<(), CliError> {
        let mut done = 0;
        while done < limit {
            let window = Window { start: Start::Rank(done), len: PAGE.min(limit - done) };
            let request = Request {
                query: query.clone(),
                order,
                window,
                today: today(),
                marks: self.marks.clone(),
                ..Request::default()
            };
            let page = self.engine.search(&request, &Stop::never())?;
            if page.rows.is_empty() {
                break;
            }
            done += page.rows.len();
            for row in page.rows {
                write(row)?;
            }
        }
        Ok(())
    }

    /// What is told of the article of a row; `None` for a file that cannot be
    /// read.
    pub(super) fn listed(&self, row: Row) -> Option<Listed> {
        if row.trouble.is_some() {
            return None;
        }
        let location = self.archive.location(row.id);
        let unknown = || Location { file: PathBuf::from(&*row.file), item: None };
        Some(Listed {
            id: row.id,
            location: location.unwrap_or_else(unknown),
            tags: row.tags(&self.marks),
            is_starred: row.is_starred(&self.marks),
            is_read: !row.is_unread(&self.marks),
            snippet: row.snippet.map(|snippet| snippet.text),
            meta: row.meta,
        })
    }

    /// Whether the article of a row has still to be read.
    pub(super) fn is_unread(&self, row: &Row) -> bool {
        row.is_unread(&self.marks)
    }

    /// Whether the article of a row has a star.
    pub(super) fn is_starred(&self, row: &Row) -> bool {
        row.is_starred(&self.marks)
    }
}

/// Reads a query that was typed to its end, and says what of it is not
/// understood.
pub(super) fn query(words: &[String], out: &mut Out) -> Query {
    let typed = words.join(" ");
    let Reading { query, unclear } = Reading::of_complete(&typed);
    for part in unclear {
        let part = Safe::line(&typed[part]);
        out.remark(&format_args!("‘{part}’ is not understood, and is searched as words"));
    }
    query
}

/// The engine over an archive, once all of it is read.
fn engine(archive: &Archive, roots: Vec<PathBuf>, out: &mut Out) -> (Box<dyn Engine>, Exit) {
    let engine = Scan::new(roots);
    let mut exit = Exit::Done;
    out.begin_progress();
    archive.ingest(&AtomicBool::new(false), |reads, progress| {
        for read in &reads {
            if let Err(error) = &read.outcome {
                exit = exit.and(files::complain(&read.location, error, out));
            }
        }
        engine.insert(reads);
        out.show_progress(progress);
    });
    out.end_progress();
    (Box::new(engine), exit)
}
