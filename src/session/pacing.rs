//! How fast the archive is read, and how long that will still take.

use std::time::{Duration, Instant};

use crate::app::Pace;
use crate::archive::Progress;

/// What is over sooner has no pace.
const MOMENT: Duration = Duration::from_secs(1);

/// Measures a reading that begins now.
pub(super) struct Pacer(Instant);

impl Pacer {
    pub(super) fn begin() -> Self {
        Self(Instant::now())
    }

    /// The mean pace until now; `None` in the first moment.
    pub(super) fn pace(&self, progress: Progress) -> Option<Pace> {
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
