//! Ties notes to words, and finds the words again.
//!
//! One thread does one errand after the other: each goes through the whole of
//! an article, and none may be lost.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use super::guarded;
use crate::app::Msg;
use crate::app::noting::{Anchored, Anchoring, Tying};
use crate::archive::Archive;
use crate::article::{Anchor, Article};
use crate::session::opening::Opening;

/// What is to be done.
pub(in crate::session) enum Errand {
    /// Find out how to find some words again.
    Tie(Tying),
    /// Find the words of notes.
    Anchor(Anchoring),
}

/// Starts the thread.
pub(in crate::session) fn notes(
    opening: Arc<Opening>,
    inbox: Sender<Msg>,
) -> io::Result<Sender<Errand>> {
    let (ask, asked) = channel();
    thread::Builder::new().name("notes".to_owned()).spawn(move || {
        for errand in asked {
            let msg = match errand {
                Errand::Tie(tying) => {
                    let tie = || Anchor::of(&tying.article.body, &tying.passage);
                    let anchor = guarded("tying a note", tie).unwrap_or_default();
                    Msg::Tied(tying, anchor)
                }
                Errand::Anchor(anchoring) => {
                    let archive = || Arc::clone(opening.archive());
                    let (id, article) = (anchoring.id, anchoring.article.clone());
                    let found = guarded("finding notes", || find(anchoring, archive));
                    let lost = Anchored { id, article, places: Vec::new() };
                    Msg::Anchored(found.unwrap_or(lost))
                }
            };
            if inbox.send(msg).is_err() {
                return;
            }
        }
    })?;
    Ok(ask)
}

fn find(anchoring: Anchoring, archive: impl Fn() -> Arc<Archive>) -> Anchored {
    let Anchoring { id, article, notes } = anchoring;
    let read = || Some(Arc::new(archive().load(id).ok()?.article));
    let article: Option<Arc<Article>> = article.or_else(read);
    let places = article.iter().flat_map(|article| {
        let place = |(note, on): &(_, Anchor)| (*note, on.find(&article.body));
        notes.iter().map(place)
    });
    let places = places.collect();
    Anchored { id, article, places }
}
