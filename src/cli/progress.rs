//! How far a command has come, on the last line of the terminal.
//!
//! It is for people who wait, so it is drawn on standard error, if that is a
//! terminal that can draw it (`TERM` is not `dumb`) and nobody asked for plain
//! output (`NO_COLOR`), and only for what takes longer than a moment. One idea:
//! it is drawn when something was done and at no other time, so it lies still
//! where a pager holds the command up.

use std::env;
use std::time::{Duration, Instant};

use indicatif::{
    HumanCount, HumanDuration, HumanFloatCount, ProgressBar, ProgressDrawTarget, ProgressStyle,
};

use crate::archive::Progress;

/// What is over sooner shows no progress.
const MOMENT: Duration = Duration::from_secs(1);

/// Shortest time between two drawings.
const PAUSE: Duration = Duration::from_millis(100);

/// How it is drawn: without colour.
const TEMPLATE: &str = "{bar:20} {msg}";

/// The progress of a command.
#[derive(Debug)]
pub(super) struct Bar {
    line: ProgressBar,
    /// When it may be drawn; `None` once it is.
    hidden_until: Option<Instant>,
    next: Instant,
}

impl Bar {
    /// The progress of what begins now; `None` where nobody should see it.
    pub(super) fn begin() -> Option<Self> {
        let is_plain = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let is_wise = !is_plain && !ProgressDrawTarget::stderr().is_hidden();
        is_wise.then(|| {
            let now = Instant::now();
            let line = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden());
            let style =
                ProgressStyle::with_template(TEMPLATE).expect("the template is well formed");
            line.set_style(style.progress_chars("━╸ "));
            Self { line, hidden_until: Some(now + MOMENT), next: now }
        })
    }

    /// Takes note of how far it is.
    pub(super) fn show(&mut self, progress: Progress) {
        let now = Instant::now();
        if now < self.next {
            return;
        }
        self.next = now + PAUSE;
        let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        self.line.set_length(count(progress.found));
        self.line.set_position(count(progress.done));
        self.line.set_message(words(progress, self.line.per_sec(), self.line.eta()));
        if self.hidden_until.take_if(|until| *until <= now).is_some() {
            self.line.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// Makes way for what is written to the terminal, and comes back behind it.
    pub(super) fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        if self.hidden_until.is_some() { write() } else { self.line.suspend(write) }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.line.finish_and_clear();
    }
}

/// `1,204 of 20,000 · 1,850/s · 10s left`; while the folders are still being
/// walked nobody knows how long it takes.
fn words(progress: Progress, rate: f64, left: Duration) -> String {
    let count = |count: usize| HumanCount(u64::try_from(count).unwrap_or(u64::MAX));
    let (done, found) = (count(progress.done), count(progress.found));
    let rate = HumanFloatCount(rate.round());
    if progress.is_walked {
        format!("{done} of {found} · {rate}/s · {:#} left", HumanDuration(left))
    } else {
        format!("{done} of {found} found so far · {rate}/s")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_told_in_numbers() {
        let told = |is_walked| {
            let progress = Progress { done: 1204, found: 20_000, is_walked };
            words(progress, 1849.6, Duration::from_secs(22))
        };
        assert_eq!(told(true), "1,204 of 20,000 · 1,850/s · 22s left");
        assert_eq!(told(false), "1,204 of 20,000 found so far · 1,850/s");
    }
}
