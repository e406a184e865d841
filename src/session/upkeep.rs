//! Looks after what the reader added while a session runs: makes the copy of
//! the day, and exchanges it with other devices when a session begins and ends.
//!
//! A thread of its own does it, on a connection of its own: a disk that sleeps
//! or a network that is gone keeps neither the screen nor the writer waiting.
//! What goes wrong is told, and no reason to stop reading.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use super::desk::guarded;
use super::today;
use crate::app::Msg;
use crate::article::Safe;
use crate::state::{StateError, copy_daily, sync};

/// How often a session that is left open looks whether a copy is due.
const LOOK: Duration = Duration::from_secs(60 * 60);

/// How long the end of a session waits for the last exchange: the reader is
/// back at the shell already, and what does not go now goes the next time.
const FAREWELL: Duration = Duration::from_secs(2);

/// The way to the thread.
pub(super) struct Upkeep {
    /// Whether an exchange is worth waiting for at the end.
    is_shared: bool,
    /// Says that the database was loaded.
    loaded: Sender<()>,
    ended: Receiver<()>,
}

/// What that thread works with.
struct Keeper {
    state: PathBuf,
    share: Option<PathBuf>,
    inbox: Sender<Msg>,
}

impl Upkeep {
    /// Begins when [`Upkeep::loaded`] says that the database at `state` was
    /// loaded: until then it may have to be mended.
    pub(super) fn start(
        state: Option<PathBuf>,
        share: Option<PathBuf>,
        inbox: Sender<Msg>,
    ) -> io::Result<Self> {
        let (loaded, occasions) = channel();
        let (end, ended) = channel();
        let is_shared = share.is_some() && state.is_some();
        if let Some(state) = state {
            let keeper = Keeper { state, share, inbox };
            thread::Builder::new().name("upkeep".to_owned()).spawn(move || {
                keeper.run(&occasions);
                drop(end);
            })?;
        }
        Ok(Self { is_shared, loaded, ended })
    }

    /// The way to say that the database was loaded.
    pub(super) fn loaded(&self) -> Sender<()> {
        self.loaded.clone()
    }

    /// Has what the session changed brought to other devices, and waits for
    /// that a while. The senders of [`Upkeep::loaded`] must be gone.
    pub(super) fn end(self) {
        drop(self.loaded);
        if self.is_shared {
            // Nothing is ever sent: this waits for the end, or for the deadline.
            self.ended.recv_timeout(FAREWELL).ok();
        }
    }
}

impl Keeper {
    fn run(&self, occasions: &Receiver<()>) {
        loop {
            match occasions.recv_timeout(LOOK) {
                Ok(()) => {
                    self.exchange();
                    self.copy();
                }
                Err(RecvTimeoutError::Timeout) => self.copy(),
                Err(RecvTimeoutError::Disconnected) => return self.exchange(),
            }
        }
    }

    fn copy(&self) {
        self.guard("no copy of your marks was made", || copy_daily(&self.state).map(|_| None));
    }

    fn exchange(&self) {
        let Some(share) = &self.share else { return };
        self.guard("your marks were not shared", || {
            sync(&self.state, share, today()).map(|synced| synced.trouble)
        });
    }

    /// Does some work, and tells what came of it that the reader should know.
    fn guard(&self, what: &str, work: impl FnOnce() -> Result<Option<Safe>, StateError>) {
        let told = match guarded(what, work) {
            Ok(Ok(told)) => told,
            Ok(Err(error)) => Some(Safe::format(format_args!("{error}"))),
            Err(fault) => Some(fault),
        };
        if let Some(told) = told {
            self.inbox.send(Msg::Told(told)).ok();
        }
    }
}
