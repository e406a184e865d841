//! Archives that are open to be searched by a command.
//!
//! An index that is there answers; it is brought up to date first if a folder
//! changed, and where there is none the files are read. Commands ask for rows,
//! and do not know which it was.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::arguments::Archives;
use super::config::Source;
use super::error::CliError;
use super::exit::Exit;
use super::files;
use super::out::Out;
use super::read::{Roots, roots};
use super::row::Listed;
use crate::archive::{Archive, ArchiveError, Location, Look};
use crate::article::{ArticleId, Corrected, Safe, Sighting};
use crate::format::Document;
use crate::search::library::{Kind, Library};
use crate::search::query::Reading;
use crate::search::{Engine, Order, Page, Query, Request, Row, Start, Stop, Story, Window};
use crate::session::today;
use crate::state::Marks;

/// Rows that are asked for at once.
const PAGE: usize = 1024;

/// Rows whose passages are read before the first of them is written.
const QUOTED: usize = 16;

/// Archives, all read, and what the reader added.
pub(super) struct Desk {
    archive: Arc<Archive>,
    engine: Arc<dyn Engine>,
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
        let wanted = roots.archive(source.places.as_ref());
        let corrections = marks.corrections();
        let library = Library::look(&wanted, &corrections);
        for (id, corrected) in &*corrections {
            library.archive.correct(*id, corrected.clone());
        }
        let (archive, engine) = (Arc::clone(&library.archive), library.engine());
        let exit = fill(library, &corrections, out)?;
        source.keep_moved(&archive);
        if wanted.is_being_filled() {
            out.remark(&"the index is still being filled: there are more articles than in it");
        }
        Ok(Self { archive, engine, marks, exit, _roots: roots })
    }

    /// Gives each row that a query finds, in order and at most so many articles, to
    /// `write`, also those of files that cannot be read, which do not count; with its
    /// passage if that is wanted, for which the article may have to be read.
    pub(super) fn each(
        &self,
        query: &Query,
        order: Order,
        limit: usize,
        is_quoted: bool,
        mut write: impl FnMut(Row) -> Result<(), CliError>,
    ) -> Result<(), CliError> {
        let (mut done, mut left) = (0, limit);
        while left > 0 {
            let window = Window { start: Start::Rank(done), len: PAGE.min(left) };
            let request = Request {
                query: query.clone(),
                order,
                window,
                today: today(),
                marks: self.marks.clone(),
                ..Request::default()
            };
            let mut page = self.engine.search(&request, &Stop::never())?;
            if page.rows.is_empty() {
                break;
            }
            done += page.rows.len();
            for rows in page.rows.chunks_mut(QUOTED) {
                // An article is read for its passage only when its row is next:
                // whoever closes the pipe after a screen has no more read.
                if is_quoted {
                    self.engine.quote(query, rows, &Stop::never())?;
                }
                for row in rows {
                    if left > 0 {
                        left -= usize::from(row.trouble.is_none());
                        write(std::mem::take(row))?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Gives each story of which a query finds an article and of which there is
    /// more than one to `write`, those of the newest articles first.
    pub(super) fn stories(
        &self,
        query: &Query,
        mut write: impl FnMut(Story) -> Result<(), CliError>,
    ) -> Result<(), CliError> {
        let mut done = 0;
        loop {
            let window = Window { start: Start::Rank(done), len: PAGE };
            let (query, marks) = (query.clone(), self.marks.clone());
            let (is_folded, today) = (true, today());
            let request = Request { query, window, today, is_folded, marks, ..Request::default() };
            let page = self.engine.search(&request, &Stop::never())?;
            if page.rows.is_empty() {
                return Ok(());
            }
            done += page.rows.len();
            for row in page.rows.into_iter().filter(|row| row.copies > 0) {
                write(self.engine.story(row.id)?)?;
            }
        }
    }

    /// So many rows of what a query finds, newest first, from a rank on.
    pub(super) fn page(&self, query: &Query, first: usize, len: usize) -> Result<Page, CliError> {
        let window = Window { start: Start::Rank(first), len };
        let (query, marks) = (query.clone(), self.marks.clone());
        let request = Request { query, window, today: today(), marks, ..Request::default() };
        let mut page = self.engine.search(&request, &Stop::never())?;
        // An engine gives the last rows to who asks beyond them.
        let before = first.saturating_sub(page.start).min(page.rows.len());
        page.rows.drain(..before);
        page.start += before;
        page.rows.truncate(len);
        Ok(page)
    }

    /// Reads an article.
    pub(super) fn load(&self, id: ArticleId) -> Result<Document, ArchiveError> {
        self.archive.load(id)
    }

    /// Where the file of an article lies.
    pub(super) fn sighting(&self, id: ArticleId) -> Option<Sighting> {
        self.archive.sighting(id)
    }

    /// What the reader added.
    pub(super) fn marks(&self) -> &Marks {
        &self.marks
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
            tags: self.tags(&row),
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

    /// The tags of the article of a row: of its file, and of the reader.
    pub(super) fn tags(&self, row: &Row) -> Vec<Safe> {
        row.tags(&self.marks)
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

/// Reads what is to be read before an archive can be searched, and tells what
/// cannot be.
fn fill(
    library: Library,
    corrections: &HashMap<ArticleId, Corrected>,
    out: &mut Out,
) -> Result<Exit, CliError> {
    let mut exit = Exit::Done;
    if let Some(notice) = &library.notice {
        out.remark(notice);
    }
    let never = AtomicBool::new(false);
    out.begin_progress();
    match library.kind {
        Kind::Scanned(scan) => {
            let gone = library.archive.update(Look::AtFiles, &never, |reads, progress| {
                for read in &reads {
                    if let Err(error) = &read.outcome {
                        exit = exit.and(files::complain(&read.location, error, out));
                    }
                }
                scan.insert(reads);
                out.show_progress(progress);
            });
            scan.remove(&gone);
        }
        Kind::Filled(_, mut filler) => {
            let done = filler.update(Look::AtFolders, &never, |_, troubles, progress| {
                for trouble in troubles {
                    exit = exit.and(files::complain(&trouble.location, &trouble.error, out));
                }
                out.show_progress(progress);
            });
            match done.and_then(|_| filler.correct_all(corrections)) {
                // What is there is searched as it is.
                Err(error) if !filler.is_first() => exit = exit.and(out.complain(&error)),
                Err(error) => return Err(error.into()),
                Ok(()) => {}
            }
        }
        Kind::Read(_) => {}
    }
    out.end_progress();
    Ok(exit)
}
