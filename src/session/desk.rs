//! The work that the app asks for: opening, finding, citing.
//!
//! Each kind has a thread that does only the newest of it. What panics is
//! caught and told; the thread goes on with the next.

mod noting;
mod writing;

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender};

use super::opening::Opening;
use super::pictures::sizes;
use super::queue::Queue;
use crate::app::Msg;
use crate::app::citing::{Purpose, Wanted};
use crate::app::notebook::listing::Listing;
use crate::app::noting::{Anchoring, Tying};
use crate::app::reader::{Opened, Print, Raw};
use crate::archive::Archive;
use crate::article::{Article, ArticleId, Safe};
use crate::cite::{Citer, Progress};
use crate::search::latest::Latest;
use crate::search::{Query, Ticket, find};
use noting::{Errand, Listers};

pub use writing::{say_of_copies, write};

/// A question about the article on show.
type Finding = (Ticket, Arc<Article>, Query);

/// The threads that work for the app.
pub(super) struct Desk {
    loader: Latest<ArticleId>,
    raw_reader: Latest<ArticleId>,
    finder: Latest<Finding>,
    citer: Queue<Wanted>,
    orders: Arc<Orders>,
    notes: Queue<Errand>,
    lister: Listers,
}

/// Which orders are worth writing, by the numbers of their tickets.
#[derive(Debug, Default)]
struct Orders {
    /// The newest that was asked for.
    newest: AtomicU64,
    /// The newest that is for the foot of an article; they are counted apart.
    newest_foot: AtomicU64,
    /// The newest that is not wanted any more, nor is any before it.
    stopped: AtomicU64,
}

impl Orders {
    /// Whether what is wanted is still worth writing: a preview only if nothing
    /// was asked for since, a foot only if no other was.
    fn is_worth(&self, wanted: &Wanted) -> bool {
        let number = wanted.ticket.number();
        if wanted.purpose == Purpose::Foot {
            return number >= self.newest_foot.load(Ordering::Relaxed);
        }
        let is_old = number < self.newest.load(Ordering::Relaxed);
        number > self.stopped.load(Ordering::Relaxed)
            && !(is_old && wanted.purpose == Purpose::Preview)
    }
}

impl Desk {
    /// `unfold` is the key that shows what is folded in an article, and `print`
    /// says how its page is made.
    pub(super) fn new(
        opening: Arc<Opening>,
        inbox: &Sender<Msg>,
        unfold: String,
        print: Print,
    ) -> Self {
        let (to_open, to_find, to_cite) = (inbox.clone(), inbox.clone(), inbox.clone());
        let raw_reader = raw_reader(Arc::clone(&opening), inbox.clone());
        let telling = Arc::clone(&opening);
        let notes = noting::notes(inbox.clone());
        let lister = Listers::new(Arc::clone(&opening), inbox.clone());
        let loader = Latest::new("loader", move |id| {
            let archive = opening.archive();
            if let Ok(Some(beginning)) =
                guarded("the beginning", || load_beginning(archive, id, &unfold, print))
            {
                to_open.send(Msg::Opened(id, Ok(beginning))).ok();
            }
            let answer =
                guarded("the article cannot be shown", || load(archive, id, &unfold, print))
                    .unwrap_or_else(Err);
            to_open.send(Msg::Opened(id, answer)).ok();
        });
        let finder = Latest::new("finder", move |(ticket, article, query): Finding| {
            let found = guarded("the article cannot be searched", || find(&article, &query));
            let msg = match found {
                Ok(hits) => Msg::FoundInArticle(ticket, hits),
                Err(reason) => Msg::Told(reason),
            };
            to_find.send(msg).ok();
        });
        let orders = Arc::<Orders>::default();
        let citer = citer(telling, to_cite, Arc::clone(&orders));
        Self { loader, raw_reader, finder, citer, orders, notes, lister }
    }

    pub(super) fn open(&self, id: ArticleId) {
        self.loader.ask(id);
    }

    pub(super) fn read_raw(&self, id: ArticleId) {
        self.raw_reader.ask(id);
    }

    pub(super) fn find(&self, ticket: Ticket, article: Arc<Article>, query: Query) {
        self.finder.ask((ticket, article, query));
    }

    pub(super) fn tie(&self, tying: Tying) {
        self.notes.ask(Errand::Tie(tying));
    }

    pub(super) fn anchor(&self, anchoring: Anchoring) {
        self.notes.ask(Errand::Anchor(anchoring));
    }

    pub(super) fn list_notes(&self, listing: Option<Listing>) {
        self.lister.list(listing);
    }

    pub(super) fn cite(&self, wanted: Wanted) {
        let newest = match wanted.purpose {
            Purpose::Foot => &self.orders.newest_foot,
            Purpose::Copy | Purpose::Preview => &self.orders.newest,
        };
        newest.fetch_max(wanted.ticket.number(), Ordering::Relaxed);
        self.citer.ask(wanted);
    }

    /// Lets nothing more be written of what was wanted up to a ticket.
    pub(super) fn stop_citing(&self, ticket: Ticket) {
        self.orders.stopped.fetch_max(ticket.number(), Ordering::Relaxed);
    }
}

/// The thread that reads raw texts: no article that waits to be opened
/// loses its turn to one.
fn raw_reader(opening: Arc<Opening>, inbox: Sender<Msg>) -> Latest<ArticleId> {
    Latest::new("raw text", move |id| {
        let raw = guarded("the raw text cannot be shown", || {
            let document = opening.archive().load(id);
            let raw = document.map(|document| Box::new(Raw::new(&document.source)));
            raw.map_err(|error| Safe::format(format_args!("{error}")))
        });
        inbox.send(Msg::RawRead(id, raw.unwrap_or_else(Err))).ok();
    })
}

/// The thread that writes citations, one order after the other: every
/// one that is to be copied, but of previews no more than the newest.
fn citer(opening: Arc<Opening>, inbox: Sender<Msg>, orders: Arc<Orders>) -> Queue<Wanted> {
    Queue::new("citer", move |asked: Receiver<Wanted>| {
        let mut citer = Citer::default();
        for wanted in asked {
            if wanted.purpose != Purpose::Copy && !orders.is_worth(&wanted) {
                continue;
            }
            let mut told = 0;
            let progress = |progress: Progress| {
                if !orders.is_worth(&wanted) {
                    return ControlFlow::Break(());
                }
                if wanted.purpose == Purpose::Foot {
                    return ControlFlow::Continue(());
                }
                let percent = progress.done * 100 / progress.all.max(1);
                if percent > std::mem::replace(&mut told, percent) {
                    inbox.send(Msg::Citing(wanted.ticket, progress)).ok();
                }
                ControlFlow::Continue(())
            };
            let written =
                guarded("the citation cannot be written", || write(&mut citer, &wanted, progress));
            let mut written = written.unwrap_or_else(Err);
            if let Ok(written) = &mut written {
                say_of_copies(&*opening, &wanted, written);
            }
            if inbox.send(Msg::Cited(wanted.ticket, wanted.purpose, written)).is_err() {
                return;
            }
        }
    })
}

/// Does some work; if it panics, says what could not be done.
pub(super) fn guarded<T>(what: &str, work: impl FnOnce() -> T) -> Result<T, Safe> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        Safe::format(format_args!("{what}: something broke inside newsread; its log may say where"))
    })
}

/// The beginning of a big article: there at once, while the whole is read.
fn load_beginning(
    archive: &Archive,
    id: ArticleId,
    unfold: &str,
    print: Print,
) -> Option<Box<Opened>> {
    let document = archive.load_beginning(id)?;
    Some(Box::new(Opened::beginning(document.article, document.source, unfold, print)))
}

fn load(archive: &Archive, id: ArticleId, unfold: &str, print: Print) -> Result<Box<Opened>, Safe> {
    let document = archive.load(id).map_err(|error| Safe::format(format_args!("{error}")))?;
    let pictures = sizes(archive, &document, print.pictures);
    let (article, source) = (document.article, document.source);
    Ok(Box::new(Opened::with_pictures(article, source, unfold, print, pictures)))
}
