//! A thread that does all it is asked, one after the other, from the first on.

use std::sync::mpsc::{Receiver, Sender, channel};

use crate::search::late::Late;

/// The way to such a thread; dropping it ends the thread after what was asked.
pub(super) struct Queue<T> {
    orders: Sender<T>,
    thread: Late,
}

impl<T: Send + 'static> Queue<T> {
    /// `work` is called once, on a thread of this name that begins with the
    /// first order, and gets them all.
    pub(super) fn new(name: &'static str, work: impl FnOnce(Receiver<T>) + Send + 'static) -> Self {
        let (orders, asked) = channel();
        Self { orders, thread: Late::new(name, move || work(asked)) }
    }

    pub(super) fn ask(&self, order: T) {
        // Who works has ended only with the session.
        self.orders.send(order).ok();
        self.thread.begin();
    }

    /// Waits until all that was asked is done.
    pub(super) fn end(self) {
        drop(self.orders);
        self.thread.join();
    }
}
