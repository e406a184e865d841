//! The work that the app asks for: opening, finding, citing.
//!
//! Each kind has a thread that does only the newest of it. What panics is
//! caught and told; the thread goes on with the next.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use crate::app::Msg;
use crate::app::citing::{Cited, Link, Passage, Purpose, Wanted};
use crate::app::reader::Opened;
use crate::archive::Archive;
use crate::article::{Article, ArticleId, Meta, Safe};
use crate::cite::{Citer, Form, Quotation, passage_address};
use crate::search::latest::Latest;
use crate::search::{Query, Ticket, find};

/// A question about the article on show.
type Finding = (Ticket, Arc<Article>, Query);

/// The threads that work for the app.
pub(super) struct Desk {
    loader: Latest<ArticleId>,
    finder: Latest<Finding>,
    citer: Sender<Wanted>,
}

impl Desk {
    /// `unfold` is the key that shows what is folded in an article.
    pub(super) fn new(
        archive: Arc<Archive>,
        inbox: &Sender<Msg>,
        unfold: String,
    ) -> io::Result<Self> {
        let (to_open, to_find, to_cite) = (inbox.clone(), inbox.clone(), inbox.clone());
        let loader = Latest::start("loader", move |id| {
            let answer = guarded("the article cannot be shown", || load(&archive, id, &unfold))
                .unwrap_or_else(Err);
            to_open.send(Msg::Opened(id, answer)).ok();
        })?;
        let finder = Latest::start("finder", move |(ticket, article, query): Finding| {
            let found = guarded("the article cannot be searched", || find(&article, &query));
            let msg = match found {
                Ok(hits) => Msg::FoundInArticle(ticket, hits),
                Err(reason) => Msg::Told(reason),
            };
            to_find.send(msg).ok();
        })?;
        let citer = citer(to_cite)?;
        Ok(Self { loader, finder, citer })
    }

    pub(super) fn open(&self, id: ArticleId) {
        self.loader.ask(id);
    }

    pub(super) fn find(&self, ticket: Ticket, article: Arc<Article>, query: Query) {
        self.finder.ask((ticket, article, query));
    }

    pub(super) fn cite(&self, wanted: Wanted) {
        self.citer.send(wanted).ok();
    }
}

/// Starts the thread that writes citations: every one that is to be copied, but
/// of those that are only looked at no more than the newest.
fn citer(inbox: Sender<Msg>) -> io::Result<Sender<Wanted>> {
    let (ask, asked) = channel::<Wanted>();
    thread::Builder::new().name("citer".to_owned()).spawn(move || {
        let mut processor = Citer::default();
        while let Ok(first) = asked.recv() {
            let waiting: Vec<Wanted> = std::iter::once(first).chain(asked.try_iter()).collect();
            let newest = waiting.last().map(|wanted| wanted.ticket);
            for wanted in waiting {
                if wanted.purpose == Purpose::Preview && Some(wanted.ticket) != newest {
                    continue;
                }
                let cited =
                    guarded("the citation cannot be written", || cite(&mut processor, &wanted));
                let cited = cited.unwrap_or_else(Err);
                if inbox.send(Msg::Cited(wanted.ticket, wanted.purpose, cited)).is_err() {
                    return;
                }
            }
        }
    })?;
    Ok(ask)
}

/// Does some work; if it panics, says what could not be done.
pub(super) fn guarded<T>(what: &str, work: impl FnOnce() -> T) -> Result<T, Safe> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        Safe::format(format_args!("{what}: something broke inside newsread; its log may say where"))
    })
}

fn load(archive: &Archive, id: ArticleId, unfold: &str) -> Result<Box<Opened>, Safe> {
    match archive.load(id) {
        Ok(document) => Ok(Box::new(Opened::new(document.article, &document.source, unfold))),
        Err(error) => Err(Safe::format(format_args!("{error}"))),
    }
}

/// Where the passage can be found, if the article has an address.
fn link(passage: &Passage, meta: &Meta) -> Option<Link> {
    let address = &meta.url.as_ref()?.value;
    Some(match passage_address(address, &passage.article.body, &passage.range) {
        Some(address) => Link::Passage(address),
        None => Link::Article(address.clone()),
    })
}

/// Writes a citation as it is wanted.
pub fn cite(citer: &mut Citer, wanted: &Wanted) -> Result<Cited, Safe> {
    let mut written = |form| {
        let citation = citer.cite(&wanted.meta, &wanted.style, form);
        citation.map_err(|error| Safe::format(format_args!("{error}")))
    };
    let entry = written(Form::Entry)?;
    let in_text = match wanted.format {
        format if format.is_styled() => Safe::lines(&written(Form::InText)?.write(format)),
        _ => Safe::EMPTY,
    };
    let link = match &wanted.purpose {
        Purpose::Quote(passage, _) | Purpose::Link(passage) => link(passage, &wanted.meta),
        Purpose::Copy | Purpose::Preview => None,
    };
    let quotation = match &wanted.purpose {
        Purpose::Quote(passage, markup) => {
            let quotation = Quotation {
                paragraphs: Quotation::words(&passage.article.body, &passage.range),
                language: wanted.meta.language.as_ref().map(|language| language.value.clone()),
                in_text: written(Form::InText)?.runs,
                entry: entry.runs.clone(),
                link: match &link {
                    Some(Link::Passage(address)) => Some(address.clone()),
                    _ => None,
                },
            };
            quotation.write(*markup, &wanted.style)
        }
        Purpose::Copy | Purpose::Preview | Purpose::Link(_) => Safe::EMPTY,
    };
    Ok(Cited {
        quotation,
        link,
        entry: Safe::lines(&entry.write(wanted.format)),
        in_text,
        missing: entry.missing_sentence().unwrap_or_default(),
        doubts: entry.uncertain_sentence().unwrap_or_default(),
    })
}
