//! The work that the app asks for: opening, finding, citing.
//!
//! Each kind has a thread that does only the newest of it. What panics is
//! caught and told; the thread goes on with the next.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::Sender;

use crate::app::Msg;
use crate::app::citing::{Cited, Wanted};
use crate::app::reader::Opened;
use crate::archive::Archive;
use crate::article::{Article, ArticleId, Safe};
use crate::cite::{Citer, Form, Format};
use crate::search::latest::Latest;
use crate::search::{Query, Ticket, find};

/// A question about the article on show.
type Finding = (Ticket, Arc<Article>, Query);

/// The threads that work for the app.
pub(super) struct Desk {
    loader: Latest<ArticleId>,
    finder: Latest<Finding>,
    citer: Latest<Wanted>,
}

impl Desk {
    pub(super) fn new(archive: Arc<Archive>, inbox: &Sender<Msg>) -> io::Result<Self> {
        let (to_open, to_find, to_cite) = (inbox.clone(), inbox.clone(), inbox.clone());
        let loader = Latest::start("loader", move |id| {
            let answer = guarded(|| load(&archive, id)).unwrap_or_else(Err);
            to_open.send(Msg::Opened(id, answer)).ok();
        })?;
        let finder = Latest::start("finder", move |(ticket, article, query): Finding| {
            let hits = guarded(|| find(&article, &query)).unwrap_or_default();
            to_find.send(Msg::FoundInArticle(ticket, hits)).ok();
        })?;
        let mut processor = Citer::default();
        let citer = Latest::start("citer", move |wanted: Wanted| {
            let answer = guarded(|| cite(&mut processor, &wanted)).unwrap_or_else(Err);
            to_cite.send(Msg::Cited(wanted.ticket, wanted.purpose, answer)).ok();
        })?;
        Ok(Self { loader, finder, citer })
    }

    pub(super) fn open(&self, id: ArticleId) {
        self.loader.ask(id);
    }

    pub(super) fn find(&self, ticket: Ticket, article: Arc<Article>, query: Query) {
        self.finder.ask((ticket, article, query));
    }

    pub(super) fn cite(&self, wanted: Wanted) {
        self.citer.ask(wanted);
    }
}

/// Does some work; if it panics, says that it cannot be done.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Safe> {
    catch_unwind(AssertUnwindSafe(work))
        .map_err(|_| Safe::line("this article could not be shown; the log says where it broke"))
}

fn load(archive: &Archive, id: ArticleId) -> Result<Box<Opened>, Safe> {
    match archive.load(id) {
        Ok(document) => Ok(Box::new(Opened::new(document.article, &document.source))),
        Err(error) => Err(Safe::format(format_args!("{error}"))),
    }
}

fn cite(citer: &mut Citer, wanted: &Wanted) -> Result<Cited, Safe> {
    let mut written = |form| {
        let citation = citer.cite(&wanted.meta, &wanted.style, form);
        citation.map_err(|error| Safe::format(format_args!("{error}")))
    };
    let entry = written(Form::Entry)?;
    let in_text = match wanted.format {
        Format::Bibtex => Safe::EMPTY,
        format => Safe::lines(&written(Form::InText)?.write(format)),
    };
    Ok(Cited {
        entry: Safe::lines(&entry.write(wanted.format)),
        in_text,
        missing: entry.missing_sentence().unwrap_or_default(),
        doubts: entry.uncertain_sentence().unwrap_or_default(),
    })
}
