//! The index beside the scanner, over the same files.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use jiff::civil::date;
use tempfile::TempDir;

use crate::archive::{Archive, Look};
use crate::article::ArticleId;
use crate::search::index::{Index, Writer};
use crate::search::scan::Scan;
use crate::search::{Engine, Order, Page, Query, Request, Row, Start, Stop, Window};
use crate::state::Marks;

/// The same articles in both engines.
pub(super) struct Both {
    pub(super) files: TempDir,
    pub(super) words: TempDir,
    pub(super) archive: Arc<Archive>,
    pub(super) scan: Scan,
    pub(super) index: Arc<Index>,
    pub(super) writer: Writer,
}

impl Both {
    /// Over files with these names and texts.
    pub(super) fn over(files: &[(String, String)]) -> Self {
        let (folder, words) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let roots = vec![folder.path().to_owned()];
        let archive = Arc::new(Archive::new(roots.clone()));
        let index = Arc::new(Index::open(words.path(), Arc::clone(&archive)).unwrap());
        let writer = Writer::new(Arc::clone(&index)).unwrap();
        let scan = Scan::new(roots);
        let mut both = Self { files: folder, words, archive, scan, index, writer };
        both.write(files);
        both
    }

    /// Writes files, and has both engines take in what changed.
    pub(super) fn write(&mut self, files: &[(String, String)]) {
        for (name, text) in files {
            let path = self.files.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        self.archive.update(Look::AtFiles, &AtomicBool::new(false), |reads, _| {
            self.archive.keep(reads.iter().map(|read| read.id));
            self.scan.insert(reads.clone());
            self.writer.insert(reads).unwrap();
        });
        self.writer.commit().unwrap();
    }

    pub(super) fn request(typed: &str, marks: &Marks) -> Request {
        let window = Window { start: Start::Rank(0), len: 100 };
        let (query, today) = (Query::parse(typed), date(2020, 1, 20));
        Request { query, window, today, marks: marks.clone(), ..Request::default() }
    }

    /// The page of the index, with its passages.
    pub(super) fn indexed(&self, request: &Request) -> Page {
        let mut page = self.index.search(request, &Stop::never()).unwrap();
        self.index.quote(&request.query, &mut page.rows, &Stop::never()).unwrap();
        page
    }

    pub(super) fn scanned(&self, request: &Request) -> Page {
        self.scan.search(request, &Stop::never()).unwrap()
    }

    /// Asserts that both find the same. How many copies there are is not asked:
    /// the scanner counts them itself, for the index somebody else does.
    pub(super) fn agree(&self, typed: &str, marks: &Marks) {
        let request = Self::request(typed, marks);
        let (indexed, scanned) = (self.indexed(&request), self.scanned(&request));
        let rows = |page: &Page| {
            let rows = page.rows.iter().cloned().map(|row| Row { copies: 0, ..row });
            rows.collect::<Vec<_>>()
        };
        assert_eq!(rows(&indexed), rows(&scanned), "‘{typed}’");
        assert_eq!((indexed.total, indexed.unread), (scanned.total, scanned.unread), "‘{typed}’");
        let best = Request { order: Order::Best, ..request };
        let ids = |page: Page| {
            let mut ids: Vec<ArticleId> = page.rows.iter().map(|row| row.id).collect();
            ids.sort_unstable();
            ids
        };
        assert_eq!(ids(self.indexed(&best)), ids(self.scanned(&best)), "‘{typed}’, best first");
        let facets = |engine: &dyn Engine| engine.facets(&best, &Stop::never()).unwrap();
        assert_eq!(facets(&*self.index), facets(&self.scan), "‘{typed}’, in common");
    }

    /// The ranks of the best matches, as far as they are put in order when so
    /// many are wanted.
    pub(super) fn best(&self, request: &Request, depth: usize) -> Vec<u32> {
        let (snapshot, never) = (self.index.now(), Stop::never());
        let marked = self.index.marked(&snapshot, request).unwrap();
        let answer = self.index.answer(&snapshot, &marked, request, depth, &never).unwrap();
        answer.best.as_ref().unwrap().ranks().to_vec()
    }

    /// The names of the files found, in the order asked for.
    pub(super) fn found(&self, typed: &str, order: Order) -> Vec<String> {
        let request = Request { order, ..Self::request(typed, &Marks::default()) };
        let rows = self.indexed(&request).rows;
        rows.iter().map(|row| row.file.trim_end_matches(".md").to_owned()).collect()
    }

    pub(super) fn found_id(&self, name: &str) -> ArticleId {
        let rows = self.scanned(&Self::request("", &Marks::default())).rows;
        rows.iter().find(|row| row.file.starts_with(name)).unwrap().id
    }
}
