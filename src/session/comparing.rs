//! Finds who tells the same story, and compares two who do.
//!
//! A thread does the newest of it: both may read from a disk.

use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::desk::guarded;
use super::opening::Opening;
use crate::app::Msg;
use crate::archive::Archive;
use crate::article::{ArticleId, Safe};
use crate::search::latest::Latest;
use crate::search::{Engine, SearchError, Ticket};
use crate::versions::Comparison;

enum Question {
    Story(Ticket, ArticleId),
    Compare(Ticket, [ArticleId; 2]),
}

/// The way to that thread.
pub(super) struct Comparer(Latest<Question>);

impl Comparer {
    pub(super) fn new(opening: Arc<Opening>, inbox: Sender<Msg>) -> Self {
        let answer = move |question| {
            let msg = match question {
                Question::Story(ticket, id) => {
                    let story = guarded("its copies cannot be told", || opening.story(id));
                    let story = story.unwrap_or_else(|reason| Err(SearchError::Broken(reason)));
                    Msg::Story(ticket, story)
                }
                Question::Compare(ticket, ids) => {
                    let archive = opening.archive();
                    let compared = guarded("they cannot be compared", || compare(archive, ids));
                    Msg::Compared(ticket, compared.unwrap_or_else(Err))
                }
            };
            inbox.send(msg).ok();
        };
        Self(Latest::new("comparer", answer))
    }

    pub(super) fn story(&self, ticket: Ticket, id: ArticleId) {
        self.0.ask(Question::Story(ticket, id));
    }

    pub(super) fn compare(&self, ticket: Ticket, ids: [ArticleId; 2]) {
        self.0.ask(Question::Compare(ticket, ids));
    }
}

/// Compares two articles, the old one first.
fn compare(archive: &Archive, [old, new]: [ArticleId; 2]) -> Result<Box<Comparison>, Safe> {
    let load = |id| archive.load(id).map_err(|error| Safe::format(format_args!("{error}")));
    let (old, new) = (load(old)?, load(new)?);
    Ok(Box::new(Comparison::of(&old.article, &new.article)))
}
