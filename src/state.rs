//! What the reader added to articles: read, starred, tagged, noted, the place
//! read to, what was corrected, and the choices of the session that outlive it.
//!
//! Nothing here knows the index, which can be made again; what the reader
//! added cannot, so it has its own file and its own promise: **an acknowledged
//! change survives whatever happens next.** Nothing of an article is kept here
//! but its [`ArticleId`] and where its file was seen, by which it is known again
//! though it was edited; a correction is the reader's own words.
//!
//! One idea: every fact is a register, named by article and key, whose last
//! writer wins. Writers are ordered by a Lamport counter and the device
//! (Lamport 1978; Shapiro et al. 2011, “LWW-Register”), never by the clock, so
//! that registers of two instances or two devices can be put together in any
//! order with the same result.
//!
//! Two halves share no lock. [`Marks`] is a value that the drawing thread
//! holds and asks; [`State`] owns the thread that writes, and tells what became
//! of it in [`Report`]s. A change is shown at once, as pending, and is
//! acknowledged when it is on the disk:
//!
//! ```
//! use std::sync::mpsc;
//! use newsread::article::ArticleId;
//! use newsread::state::{Change, Marks, Report, State};
//!
//! let folder = tempfile::tempdir()?;
//! let (tell, reports) = mpsc::channel();
//! let state = State::open(Some(folder.path().join("state.db")), move |report| {
//!     tell.send(report).ok();
//! })?;
//! let mut marks = Marks::default();
//!
//! let article = ArticleId::of(b"rain", 0);
//! let change = Change::Read(article, true);
//! marks.write(&change);
//! state.write(change);
//! assert!(marks.is_read(article) && marks.is_pending(article));
//!
//! while marks.is_pending(article) {
//!     marks.hear(reports.recv()?);
//! }
//! assert!(marks.is_read(article));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod change;
mod corrections;
mod error;
mod export;
mod journal;
mod look;
mod marks;
mod note;
mod opening;
mod recovery;
mod register;
mod sightings;
mod store;
mod sync;
mod tag;
mod writer;

use std::borrow::Cow;
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;

pub use change::Change;
pub use corrections::{Correction, corrections};
pub use error::StateError;
pub use export::{Imported, copy_daily, export, import};
pub use look::marks;
pub use marks::Marks;
pub use note::{LONGEST as LONGEST_NOTE, Note, NoteId, Writing};
pub use sightings::sightings;
pub use sync::{Synced, sync};
pub use tag::{Tag, TagError};

use crate::article::{ArticleId, Safe, Sighting};
use writer::{Order, Writer};

/// How long a dropped [`State`] waits for the disk: what a program that was
/// told to end may take.
const FAREWELL: Duration = Duration::from_secs(1);

/// What became of the state, as [`State`] tells it.
#[derive(Clone, Debug, PartialEq)]
pub enum Report {
    /// What is known from the disk. The first report, also when nothing could
    /// be read; comes again when the file had to be opened again.
    Loaded(Box<Marks>),
    /// So many changes, counted from the first [`State::write`], are on the
    /// disk or were replaced by a later one that is.
    Saved(u64),
    /// What another instance changed, in its order.
    Changed(Vec<Change>),
    /// What went wrong, where, and what to do, in a sentence; told once until
    /// a change is saved again. Reading goes on: what cannot be saved is kept
    /// in memory and tried again.
    Trouble(Safe),
}

/// The way to the thread that keeps the state on the disk.
///
/// Dropping it saves what is left, and waits for that at most a second.
pub struct State {
    /// `None` once dropped: that ends the thread.
    orders: Option<Sender<Order>>,
    /// Closed when the thread has ended. Nobody waits for the lock, which lets threads
    /// share the way.
    ended: Mutex<Receiver<()>>,
}

impl State {
    /// Opens the database at `path`, or begins one; `None` where no home
    /// is known, and then all is kept in memory.
    ///
    /// Returns at once. `report` is called on the writing thread, first with
    /// [`Report::Loaded`]. Whatever is wrong with the file is told as
    /// [`Report::Trouble`] and is no error: the only one is that the system
    /// gives no thread.
    pub fn open(
        path: Option<PathBuf>,
        report: impl FnMut(Report) + Send + 'static,
    ) -> io::Result<Self> {
        let (orders, inbox) = mpsc::channel();
        let (end, ended) = mpsc::channel();
        thread::Builder::new().name("state".to_owned()).spawn(move || {
            Writer::new(path, report).run(&inbox);
            drop(end);
        })?;
        Ok(Self { orders: Some(orders), ended: Mutex::new(ended) })
    }

    /// Asks to save a change; returns at once, and [`Report::Saved`] follows.
    ///
    /// A mark or a star is written at once; a place, of which a reader makes
    /// many, within two seconds.
    pub fn write(&self, change: Change) {
        self.order(Order::Write(change, Timestamp::now()));
    }

    /// Asks to keep where a file lies of which the reader touched an article; returns
    /// at once. It is no change of the reader's, and none is counted.
    pub fn see(&self, sighting: Sighting) {
        self.order(Order::See(Box::new(sighting), Timestamp::now()));
    }

    /// Saves all that was written so far, and waits for that at most so long.
    /// Says whether it is on the disk.
    pub fn flush(&self, deadline: Duration) -> bool {
        let (reply, flushed) = mpsc::sync_channel(1);
        self.order(Order::Flush(reply));
        flushed.recv_timeout(deadline).unwrap_or(false)
    }

    fn order(&self, order: Order) {
        if let Some(orders) = &self.orders {
            // The thread catches its panics and ends after this sender only.
            orders.send(order).ok();
        }
    }
}

impl Drop for State {
    fn drop(&mut self) {
        self.orders = None;
        // Nothing is ever sent: this waits for the end, or for the deadline.
        let ended = self.ended.get_mut().unwrap_or_else(PoisonError::into_inner);
        ended.recv_timeout(FAREWELL).ok();
    }
}

/// One fact about one article, or with the nil id about the session.
type Slot = (ArticleId, Cow<'static, str>);
