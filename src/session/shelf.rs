//! Puts articles into the engine: all of them once, and those that the reader
//! corrects again.
//!
//! One thread does both. So what was parsed before a correction can never come
//! behind what was parsed after it.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::desk::guarded;
use crate::app::Msg;
use crate::archive::Archive;
use crate::article::{ArticleId, Corrected};
use crate::search::scan::Scan;

/// What the reader says of some articles.
type Corrections = Vec<(ArticleId, Corrected)>;

/// The way to the thread that fills the engine.
pub(super) struct Shelf(Sender<Corrections>);

/// What that thread works with.
struct Shelver {
    archive: Arc<Archive>,
    engine: Arc<Scan>,
    inbox: Sender<Msg>,
}

impl Shelf {
    /// Reads the archive on threads of its own, and tells how far it has come.
    pub(super) fn new(
        archive: Arc<Archive>,
        engine: Arc<Scan>,
        stop: Arc<AtomicBool>,
        inbox: Sender<Msg>,
    ) -> io::Result<Self> {
        let (corrections, asked) = channel();
        let shelver = Shelver { archive, engine, inbox };
        let run = move || shelver.run(&stop, &asked);
        thread::Builder::new().name("shelf".to_owned()).spawn(run)?;
        Ok(Self(corrections))
    }

    /// Has articles parsed again with what the reader says of them; returns at
    /// once.
    pub(super) fn correct(&self, corrections: Corrections) {
        // The thread ends after this sender only.
        self.0.send(corrections).ok();
    }
}

impl Shelver {
    fn run(&self, stop: &AtomicBool, asked: &Receiver<Corrections>) {
        self.guard("the rest of the archive cannot be read", || {
            self.archive.ingest(stop, |reads, progress| {
                self.engine.insert(reads);
                self.inbox.send(Msg::Indexed(progress)).ok();
                for corrections in asked.try_iter() {
                    self.correct(corrections);
                }
            });
        });
        for corrections in asked {
            self.correct(corrections);
        }
    }

    /// Parses articles again with what the reader says of them.
    fn correct(&self, corrections: Corrections) {
        self.guard("the correction cannot be shown", || self.parse_again(corrections));
    }

    fn parse_again(&self, corrections: Corrections) {
        let ids: Vec<ArticleId> = corrections.iter().map(|(id, _)| *id).collect();
        for (id, corrected) in corrections {
            self.archive.correct(id, corrected);
        }
        // What was not met yet will be handed on corrected.
        let reads: Vec<_> = ids.into_iter().filter_map(|id| self.archive.read(id)).collect();
        let again: Vec<ArticleId> = reads.iter().map(|read| read.id).collect();
        if !again.is_empty() {
            self.engine.insert(reads);
            self.inbox.send(Msg::Corrected(again)).ok();
        }
    }

    /// Does some work; if it panics, tells what could not be done.
    fn guard(&self, what: &str, work: impl FnOnce()) {
        if let Err(reason) = guarded(what, work) {
            self.inbox.send(Msg::Told(reason)).ok();
        }
    }
}
