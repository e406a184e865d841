//! Shares work among the cores.

use std::{num, thread};

/// The threads that may work at a time.
pub(super) fn cores() -> usize {
    thread::available_parallelism().map_or(1, num::NonZero::get)
}

/// Does some works at the same time, each on a thread of its own; what they come
/// to, in their order. If one panics, so does this.
pub(super) fn together<T: Send>(
    works: impl IntoIterator<Item = impl FnOnce() -> T + Send>,
) -> Vec<T> {
    thread::scope(|scope| {
        let all: Vec<_> = works.into_iter().map(|work| scope.spawn(work)).collect();
        let all = all.into_iter().map(|thread| match thread.join() {
            Ok(done) => done,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        all.collect()
    })
}
