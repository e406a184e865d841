//! The archive of a session, which is opened off the drawing thread.
//!
//! Whoever needs it first opens it, and the others wait: the worker for its
//! first answer, the loader for its first article. The first frame needs
//! neither.

use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use crate::archive::Archive;
use crate::article::{ArticleId, Safe};
use crate::search::index::{Index, IndexError};
use crate::search::library::{Filler, Head, Kind, Library, Wanted};
use crate::search::scan::Scan;
use crate::search::{Engine, Facets, Field, Page, Query, Request, Row, SearchError, Stop, Story};
use crate::state::Marks;

/// An archive that is being opened.
pub(super) struct Opening {
    wanted: Wanted,
    opened: OnceLock<Opened>,
    /// Keeps the head of the list, if this process fills the index.
    head: Mutex<Option<Arc<Head>>>,
}

struct Opened {
    archive: Arc<Archive>,
    engine: RwLock<Arc<dyn Engine>>,
    /// For the one that fills it.
    library: Mutex<Option<Library>>,
}

impl Opening {
    pub(super) fn new(wanted: Wanted) -> Self {
        Self { wanted, opened: OnceLock::new(), head: Mutex::default() }
    }

    fn opened(&self) -> &Opened {
        self.opened.get_or_init(|| {
            let library = Library::open(&self.wanted);
            let (archive, engine) = (Arc::clone(&library.archive), library.engine());
            if let Kind::Filled(_, filler) = &library.kind {
                self.fills(filler);
            }
            Opened { archive, engine: RwLock::new(engine), library: Mutex::new(Some(library)) }
        })
    }

    fn engine(&self) -> Arc<dyn Engine> {
        Arc::clone(&self.opened().engine.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// From now on the files themselves are searched, since their index cannot
    /// be made; returns the scanner, which is still empty.
    pub(super) fn scan_instead(&self) -> Arc<Scan> {
        let opened = self.opened();
        opened.archive.forget_file();
        self.wanted.remind(&opened.archive);
        // There is no index any more whose head could be kept.
        *self.head.lock().unwrap_or_else(PoisonError::into_inner) = None;
        let scan = Arc::new(Scan::new(opened.archive.roots().to_vec()));
        self.answer_by(Arc::clone(&scan) as Arc<dyn Engine>);
        scan
    }

    /// Makes the index anew that `old` has filled until now; it is empty at first.
    pub(super) fn make_anew(&self, old: Filler) -> Result<Box<Filler>, IndexError> {
        let (index, filler) = Library::make_anew(&self.wanted, old, self.archive())?;
        self.fills(&filler);
        self.answer_by(index);
        Ok(filler)
    }

    fn answer_by(&self, engine: Arc<dyn Engine>) {
        *self.opened().engine.write().unwrap_or_else(PoisonError::into_inner) = engine;
    }

    /// The files, once they are open.
    pub(super) fn archive(&self) -> &Arc<Archive> {
        &self.opened().archive
    }

    /// The database of what the reader added.
    pub(super) fn state(&self) -> Option<&Path> {
        self.wanted.state.as_deref()
    }

    /// What is to be filled, once, and what the reader should know of it.
    pub(super) fn take(&self) -> Option<(Kind, Option<Safe>)> {
        let mut library = self.opened().library.lock().unwrap_or_else(PoisonError::into_inner);
        library.take().map(|library| (library.kind, library.notice))
    }

    /// Takes over the filling of the index that another process filled until
    /// now; `None` while it still does.
    pub(super) fn take_over(&self, index: &Arc<Index>) -> Result<Option<Box<Filler>>, IndexError> {
        let filler = Library::take_over(&self.wanted, index, self.archive())?;
        if let Some(filler) = &filler {
            self.fills(filler);
        }
        Ok(filler)
    }

    fn fills(&self, filler: &Filler) {
        *self.head.lock().unwrap_or_else(PoisonError::into_inner) = Some(filler.head());
    }

    /// Keeps the head of the list for the next session, as the reader marked
    /// its articles; only if this process fills the index.
    pub(super) fn keep_head(&self, marks: &Marks) {
        let head = self.head.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(head) = head {
            head.keep(Some(marks));
        }
    }
}

impl Engine for Opening {
    fn search(&self, request: &Request, stop: &Stop) -> Result<Page, SearchError> {
        self.engine().search(request, stop)
    }

    fn begin(&self, request: &Request, stop: &Stop) -> Result<Option<Page>, SearchError> {
        self.engine().begin(request, stop)
    }

    fn quote(&self, query: &Query, rows: &mut [Row], stop: &Stop) -> Result<(), SearchError> {
        self.engine().quote(query, rows, stop)
    }

    fn facets(&self, request: &Request, stop: &Stop) -> Result<Facets, SearchError> {
        self.engine().facets(request, stop)
    }

    fn story(&self, id: ArticleId) -> Result<Story, SearchError> {
        self.engine().story(id)
    }

    fn complete(&self, field: Field, beginning: &str, most: usize) -> Vec<Safe> {
        self.engine().complete(field, beginning, most)
    }
}
