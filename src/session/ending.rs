//! Ending in an emergency: the terminal is given back, the details go to the log.

use std::backtrace::Backtrace;
use std::fs::OpenOptions;
use std::io::Write;
use std::panic::{self, PanicHookInfo};
use std::path::PathBuf;
use std::process;
use std::sync::mpsc::channel;
use std::thread::{self, ThreadId};
use std::time::Duration;

use crate::article::Safe;
use crate::tui::screen;

/// Lets a panic of this thread give the terminal back and print one line; a
/// panic of a worker is written to the log only, since whoever started the
/// work catches and tells it.
///
/// `log` is where the details go; `None` writes none.
pub fn install_panic_hook(log: Option<PathBuf>) {
    let drawing = thread::current().id();
    panic::set_hook(Box::new(move |panic| report(panic, drawing, log.as_ref())));
}

fn report(panic: &PanicHookInfo<'_>, drawing: ThreadId, log: Option<&PathBuf>) {
    let logged = log.map(|log| write_down(log, panic));
    if thread::current().id() != drawing {
        return;
    }
    screen::give_back();
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let details = match (log, logged) {
        (Some(log), Some(Ok(()))) => format!("; {} has the details", log.display()),
        _ => String::new(),
    };
    let line = Safe::format(format_args!("newsread: broke at {place}{details}"));
    // A terminal that is gone is no reason to panic again.
    drop(writeln!(std::io::stderr(), "{line}"));
}

fn write_down(log: &PathBuf, panic: &PanicHookInfo<'_>) -> std::io::Result<()> {
    if let Some(folder) = log.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new().create(true).append(true).open(log)?;
    let name = thread::current().name().map(str::to_owned).unwrap_or_default();
    let now = jiff::Timestamp::now();
    let words = Safe::lines(&format!("{panic}"));
    writeln!(file, "{now} thread ‘{name}’: {words}\n{}", Backtrace::force_capture())
}

/// Ends the process after a while, should it still be there.
pub(super) fn unless_gone_in(time: Duration, status: i32) {
    thread::spawn(move || {
        // Nobody ever sends: this waits for the time to pass.
        let (_never, nothing) = channel::<()>();
        nothing.recv_timeout(time).ok();
        screen::give_back();
        process::exit(status);
    });
}
