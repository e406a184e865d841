//! Ties notes to words, finds the words again, and lists all notes.
//!
//! One thread does one errand after the other: each goes through the whole of
//! an article, and none may be lost. Another lists; there only the newest
//! question counts.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender};

use super::guarded;
use crate::app::Msg;
use crate::app::notebook::listing::{Lister, Listing};
use crate::app::noting::{Anchored, Anchoring, Tying};
use crate::article::Anchor;
use crate::search::latest::Latest;
use crate::session::opening::Opening;
use crate::session::queue::Queue;

/// What is to be done.
pub(in crate::session) enum Errand {
    /// Find out how to find some words again.
    Tie(Tying),
    /// Find the words of notes.
    Anchor(Anchoring),
}

/// The thread that does errands.
pub(in crate::session) fn notes(inbox: Sender<Msg>) -> Queue<Errand> {
    Queue::new("notes", move |asked: Receiver<Errand>| {
        for errand in asked {
            let msg = match errand {
                Errand::Tie(tying) => {
                    let tie = || Anchor::of(&tying.article.body, &tying.passage);
                    let anchor = guarded("tying a note", tie).unwrap_or_default();
                    Msg::Tied(tying, anchor)
                }
                Errand::Anchor(Anchoring { article, notes }) => {
                    let place = |(note, on): &(_, Anchor)| (*note, on.find(&article.body));
                    let find = || notes.iter().map(place).collect();
                    let places = guarded("finding notes", find).unwrap_or_default();
                    Msg::Anchored(Anchored { article, places })
                }
            };
            if inbox.send(msg).is_err() {
                return;
            }
        }
    })
}

/// Who lists all notes.
pub(in crate::session) struct Listers {
    lister: Latest<Option<Listing>>,
    /// The number of the newest ticket; 0 while nothing is to be listed.
    newest: Arc<AtomicU64>,
}

impl Listers {
    pub(in crate::session) fn new(opening: Arc<Opening>, inbox: Sender<Msg>) -> Self {
        let newest = Arc::<AtomicU64>::default();
        let asked = Arc::clone(&newest);
        let mut clerk = Lister::default();
        let lister = Latest::new("lister", move |listing: Option<Listing>| {
            let Some(listing) = listing else {
                // The next time the files may say something else.
                clerk = Lister::default();
                return;
            };
            let is_wanted = || asked.load(Ordering::Relaxed) == listing.ticket.number();
            let article = |id| {
                let read = || opening.archive().load(id).ok();
                let document = guarded("reading for the list of notes", read).ok().flatten()?;
                Some(Arc::new(document.article))
            };
            let tell = |notes| drop(inbox.send(Msg::NotesListed(notes)));
            guarded("listing notes", || clerk.list(&listing, is_wanted, article, tell)).ok();
        });
        Self { lister, newest }
    }

    /// Lists notes, or nothing any more.
    pub(in crate::session) fn list(&self, listing: Option<Listing>) {
        let number = listing.as_ref().map_or(0, |listing| listing.ticket.number());
        self.newest.store(number, Ordering::Relaxed);
        self.lister.ask(listing);
    }
}
