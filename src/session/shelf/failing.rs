//! What becomes of a session whose index fails, or is filled by another process.
//!
//! One idea: the files are there all the same, so there is always something that
//! answers: the index as it is, one that is made anew, or the scanner.

use std::sync::Arc;
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use super::super::pacing::{FINISHED, Telling};
use super::{Corrections, Filled, GLANCE, Order, SCANNED, Shelver};
use crate::app::Msg;
use crate::archive::{Archive, Look};
use crate::article::Safe;
use crate::search::index::Index;
use crate::search::library::Filler;

impl Shelver {
    /// Goes on after an update of the index failed: one that is there is read as it
    /// is and one that is damaged is made anew; if there is none yet, or one of few
    /// articles, the files themselves are searched.
    pub(super) fn do_without(&self, archive: &Archive, engine: &mut Filled, reason: &Safe) {
        let Filled::Index(filler) = engine else { return };
        let is_poor = filler.is_first() && filler.count() < SCANNED;
        let is_damaged = !is_poor && self.is_damaged(filler);
        if is_poor || is_damaged {
            self.begin_anew(archive, engine, is_damaged, reason);
        } else {
            self.tell(reason);
        }
    }

    /// Whether an index is gone or damaged. All of it is read, and not again once it
    /// was not.
    fn is_damaged(&self, filler: &Filler) -> bool {
        let is_damaged = filler.is_gone() || !self.is_sound.get() && filler.is_damaged();
        self.is_sound.set(!is_damaged);
        is_damaged
    }

    /// Makes an index anew that is damaged, else does without.
    fn begin_anew(&self, archive: &Archive, engine: &mut Filled, is_damaged: bool, reason: &Safe) {
        let scan = self.opening.scan_instead();
        let old = std::mem::replace(engine, Filled::Scanner(Arc::clone(&scan)));
        let Filled::Index(old) = old else { return };
        let mut reason = reason.clone();
        if is_damaged {
            match self.opening.make_anew(*old) {
                Ok(filler) => {
                    self.tell(&Safe::line("the index was damaged, and is made anew"));
                    *engine = Filled::Index(filler);
                    self.update(archive, engine, Look::AtFiles, Telling::Always);
                    return;
                }
                Err(error) => reason = Safe::format(format_args!("{error}")),
            }
        } else {
            old.discard();
        }
        self.tell(&Safe::format(format_args!("{reason}; the files themselves are searched")));
        self.update_scanner(Look::AtFiles, Telling::Always, archive, &scan);
    }

    /// Looks whether the index is damaged, of which a search complained; returns the
    /// time that this took.
    pub(super) fn check(&self, archive: &Archive, engine: &mut Filled) -> Duration {
        let began = Instant::now();
        if let Filled::Index(filler) = engine
            && !filler.is_first()
            && self.is_damaged(filler)
        {
            self.begin_anew(archive, engine, true, &Safe::line("the index is damaged"));
        }
        began.elapsed()
    }

    /// Shows what another process puts into the index, until that ends and this
    /// one takes over the filling; `None` if the session ends before.
    pub(super) fn follow(&self, archive: &Archive, index: &Arc<Index>) -> Option<Box<Filler>> {
        self.inbox.send(Msg::Indexed(FINISHED)).ok();
        let (mut is_told, mut followed) = (false, Corrections::new());
        loop {
            match self.orders.recv_timeout(GLANCE) {
                Ok(Order::Correct(corrections)) => {
                    for (id, corrected) in &corrections {
                        archive.correct(*id, corrected.clone());
                    }
                    // Another session hears of it too, and sees to the index; a
                    // command does not.
                    self.tell_corrected(corrections.iter().map(|(id, _)| *id).collect());
                    followed.extend(corrections);
                }
                Ok(Order::Rescan | Order::Changed | Order::Check)
                | Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
            match self.opening.take_over(index) {
                Ok(Some(mut filler)) => {
                    if !followed.is_empty() {
                        self.correct_index(&mut filler, followed);
                    }
                    return Some(filler);
                }
                // Told once: it may be in the way for long.
                Err(error) if !is_told => {
                    is_told = true;
                    self.or_tell_index::<()>(Err(error));
                }
                Ok(None) | Err(_) => {}
            }
            if let Some(is_news) = self.or_tell_index(index.refresh()) {
                self.told.take();
                if is_news {
                    self.inbox.send(Msg::Indexed(FINISHED)).ok();
                }
            }
        }
    }
}
