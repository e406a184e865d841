//! How fast the archive is read, how long that will still take, and when it is
//! over.

use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use crate::app::{Msg, Pace};
use crate::archive::Progress;

/// What is over sooner has no pace.
const MOMENT: Duration = Duration::from_secs(1);

/// Nothing is left to be read.
pub(super) const FINISHED: Progress = Progress { done: 0, found: 0, is_walked: true };

/// Of which updates the app is told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Telling {
    /// Of all: somebody waits for it.
    Always,
    /// Of those that changed something.
    News,
}

/// Tells the app of an update that begins now: how far it is, and that it is over,
/// if anything was told of it.
pub(super) struct Report<'a> {
    inbox: &'a Sender<Msg>,
    telling: Telling,
    pacer: Pacer,
    /// Whether the app believes that it goes on.
    is_open: bool,
}

impl<'a> Report<'a> {
    pub(super) fn begin(inbox: &'a Sender<Msg>, telling: Telling) -> Self {
        Self { inbox, telling, pacer: Pacer::begin(), is_open: false }
    }

    /// So far it is; most files are only looked at when what changed is looked for,
    /// and what is found counts them until they were.
    pub(super) fn goes_on(&mut self, progress: Progress) {
        if self.telling == Telling::News && progress.done == 0 {
            return;
        }
        self.is_open = !progress.is_finished();
        self.inbox.send(Msg::Paced(self.pacer.pace(progress))).ok();
        self.inbox.send(Msg::Indexed(progress)).ok();
    }

    /// It is over, and there may be something else in the archive now.
    pub(super) fn ends(self, is_news: bool) {
        if self.is_open || is_news {
            self.inbox.send(Msg::Indexed(FINISHED)).ok();
        }
    }
}

/// Measures a reading that begins now.
struct Pacer(Instant);

impl Pacer {
    fn begin() -> Self {
        Self(Instant::now())
    }

    /// The mean pace until now; `None` in the first moment.
    fn pace(&self, progress: Progress) -> Option<Pace> {
        let elapsed = self.0.elapsed();
        let millis = usize::try_from(elapsed.as_millis()).unwrap_or(usize::MAX);
        if elapsed < MOMENT || progress.done == 0 {
            return None;
        }
        let rest = progress.found.saturating_sub(progress.done);
        let millis_left = rest.saturating_mul(millis) / progress.done;
        Some(Pace {
            per_second: progress.done.saturating_mul(1000) / millis,
            seconds_left: progress.is_walked.then_some(millis_left.div_ceil(1000)),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    /// What the app is told of an update.
    fn told(telling: Telling, update: impl FnOnce(Report<'_>)) -> Vec<Progress> {
        let (inbox, msgs) = channel();
        update(Report::begin(&inbox, telling));
        let told = msgs.try_iter().filter_map(|msg| match msg {
            Msg::Indexed(progress) => Some(progress),
            _ => None,
        });
        told.collect()
    }

    const LOOKED_AT: Progress = Progress { done: 0, found: 300, is_walked: false };
    const HALF: Progress = Progress { done: 2, found: 4, is_walked: true };

    #[test]
    fn of_an_update_that_finds_nothing_new_nothing_is_told() {
        let told = told(Telling::News, |mut report| {
            report.goes_on(LOOKED_AT);
            report.ends(false);
        });
        assert_eq!(told, []);
    }

    #[test]
    fn an_update_of_which_something_was_told_is_told_to_be_over() {
        let told = told(Telling::News, |mut report| {
            report.goes_on(HALF);
            report.ends(false);
        });
        assert_eq!(told, [HALF, FINISHED]);
    }

    #[test]
    fn whoever_waits_for_an_update_is_told_of_all_of_it() {
        let told = told(Telling::Always, |mut report| {
            report.goes_on(LOOKED_AT);
            report.ends(false);
        });
        assert_eq!(told, [LOOKED_AT, FINISHED]);
    }
}
