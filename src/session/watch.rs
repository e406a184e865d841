//! Watching the world: signals, the first key, and a terminal that goes away.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGXFSZ};
use signal_hook::iterator::Signals;

use super::ending;
use crate::app::Msg;

/// What was asked for by signal, if anything.
pub(super) struct Asked(Arc<AtomicI32>);

impl Asked {
    /// The signal that asked to end, if one did.
    pub(super) fn asked(&self) -> Option<i32> {
        Some(self.0.load(Ordering::SeqCst)).filter(|signal| *signal != 0)
    }
}

/// Time in which the drawing thread must take the hint; then it is stuck, and
/// the process ends without it.
const PATIENCE: Duration = Duration::from_millis(950);

/// How long a screen takes to show a frame, at 60 in a second.
const FRAME: Timespec = Timespec { tv_sec: 0, tv_nsec: 16_000_000 };

/// Turns signals into messages, on a thread of their own.
///
/// A file over its quota (SIGXFSZ) must not kill the process: the write fails
/// and is told instead.
pub(super) fn signals(inbox: Sender<Msg>) -> io::Result<Asked> {
    let asked = Arc::new(AtomicI32::new(0));
    let seen = Arc::clone(&asked);
    let mut signals = Signals::new([SIGTERM, SIGINT, SIGHUP, SIGTSTP, SIGCONT, SIGXFSZ])?;
    let watch = move || {
        for signal in signals.forever() {
            match signal {
                SIGTSTP => drop(inbox.send(Msg::Suspend)),
                SIGCONT => drop(inbox.send(Msg::Resized)),
                SIGXFSZ => {}
                // The key was meant for the program that has the terminal.
                SIGINT if crate::tui::screen::is_lent() => {}
                signal => {
                    seen.store(signal, Ordering::SeqCst);
                    // A hang-up may also be sent by hand, to a terminal that lives
                    // and wants to be given back.
                    if signal == SIGHUP && is_gone(Some(&Timespec::default())) != Ok(false) {
                        crate::tui::screen::forget();
                    }
                    inbox.send(Msg::Terminate).ok();
                    ending::unless_gone_in(PATIENCE, 128 + signal);
                }
            }
        }
    };
    thread::Builder::new().name("signals".to_owned()).spawn(watch)?;
    Ok(Asked(asked))
}

/// Ends the process when the terminal is gone, also where no signal says so.
pub(super) fn hang_up(inbox: Sender<Msg>) -> io::Result<()> {
    let watch = move || {
        loop {
            match is_gone(None) {
                Ok(true) => break,
                Ok(false) | Err(Errno::INTR) => {}
                Err(_) => return,
            }
        }
        crate::tui::screen::forget();
        inbox.send(Msg::Terminate).ok();
        ending::unless_gone_in(PATIENCE, 128 + SIGHUP);
    };
    thread::Builder::new().name("hang-up".to_owned()).spawn(watch).map(drop)
}

/// Lets the terminal show the first frame before anything else is begun; a key
/// ends that at once.
pub(super) fn wait_a_frame() {
    let terminal = rustix::stdio::stdout();
    let mut polled = [PollFd::new(&terminal, PollFlags::IN)];
    // Whatever comes of it, the session goes on.
    poll(&mut polled, Some(&FRAME)).ok();
}

/// Whether the terminal is gone; waits until it is, or as long as `patience`.
fn is_gone(patience: Option<&Timespec>) -> Result<bool, Errno> {
    let terminal = rustix::stdio::stdout();
    let mut polled = [PollFd::new(&terminal, PollFlags::empty())];
    poll(&mut polled, patience)?;
    Ok(polled[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL))
}
