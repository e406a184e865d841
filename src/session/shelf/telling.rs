//! What the app is told of the archive, and what went wrong with it.

use super::Shelver;
use crate::app::Msg;
use crate::article::{ArticleId, Safe};
use crate::search::index::IndexError;

impl Shelver {
    pub(super) fn tell_corrected(&self, again: Vec<ArticleId>) {
        if !again.is_empty() {
            self.inbox.send(Msg::Corrected(again)).ok();
        }
    }

    pub(super) fn or_tell<T>(&self, done: Result<T, Safe>) -> Option<T> {
        done.map_err(|reason| self.tell(&reason)).ok()
    }

    /// Tells what went wrong, and not again while that is so: a disk stays full for
    /// long, and is tried again all the time.
    pub(super) fn tell(&self, reason: &Safe) {
        if self.told.borrow().as_ref() != Some(reason) {
            self.inbox.send(Msg::Told(reason.clone())).ok();
            self.told.replace(Some(reason.clone()));
        }
    }

    pub(super) fn or_tell_index<T>(&self, done: Result<T, IndexError>) -> Option<T> {
        self.or_tell(done.map_err(|error| Safe::format(format_args!("{error}"))))
    }
}
