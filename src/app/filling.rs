//! How far the reading of the archive has come, as the status line says it.

use super::status::grouped;
use crate::archive::Progress;

/// How fast the archive is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Articles read in a second.
    pub per_second: usize,
    /// How long it will take to read the rest; `None` while nobody knows how
    /// many there are.
    pub seconds_left: Option<usize>,
}

/// Columns of the bar.
const BAR: usize = 10;

/// A bar, how many of how many articles were read, and the pace:
/// `━━━━━╸     52,300 of 100,000 · 1,850/s · 26 s left`.
pub(super) fn told(progress: Progress, pace: Option<Pace>) -> String {
    let Progress { done, found, is_walked } = progress;
    if done == 0 {
        return "looking through the files".to_owned();
    }
    let mut parts = vec![if is_walked {
        format!("{} {} of {}", bar(done, found), grouped(done), grouped(found))
    } else {
        format!("reading {}", grouped(done))
    }];
    if let Some(Pace { per_second, seconds_left }) = pace {
        parts.push(format!("{}/s", grouped(per_second)));
        parts.extend(seconds_left.map(|seconds| format!("{} left", time(seconds))));
    }
    parts.join(" · ")
}

/// The bar, to half a column.
fn bar(done: usize, all: usize) -> String {
    let halves = done.saturating_mul(2 * BAR) / all.max(1);
    let full = "━".repeat(halves / 2);
    let half = if halves % 2 == 1 { "╸" } else { "" };
    format!("{:<BAR$}", full + half)
}

/// Seconds, else minutes, else hours.
fn time(seconds: usize) -> String {
    match seconds {
        0..=90 => format!("{seconds} s"),
        91..=5400 => format!("{} min", seconds.div_ceil(60)),
        _ => format!("{} h", seconds.div_ceil(3600)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn progress(done: usize, is_walked: bool) -> Progress {
        Progress { done, found: 100_000, is_walked }
    }

    #[test]
    fn it_is_told_how_much_is_read_how_fast_and_how_long_it_still_takes() {
        let pace = Pace { per_second: 1850, seconds_left: Some(26) };
        assert_eq!(
            told(progress(52_300, true), Some(pace)),
            "━━━━━      52,300 of 100,000 · 1,850/s · 26 s left"
        );
        assert_eq!(told(progress(58_000, true), None), "━━━━━╸     58,000 of 100,000");
    }

    #[test]
    fn while_the_folders_are_walked_nobody_knows_how_much_there_is() {
        let pace = Pace { per_second: 900, seconds_left: None };
        assert_eq!(told(progress(1_204, false), Some(pace)), "reading 1,204 · 900/s");
    }

    #[test]
    fn before_something_is_read_it_is_looked_for() {
        for is_walked in [false, true] {
            assert_eq!(told(progress(0, is_walked), None), "looking through the files");
        }
    }

    #[test]
    fn long_times_are_told_roughly() {
        assert_eq!([12, 600, 9_000].map(time), ["12 s", "10 min", "3 h"]);
    }
}
