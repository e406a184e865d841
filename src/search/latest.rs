//! A thread that does only the newest of what it is asked.
//!
//! There is no queue: a question waits in a single slot, where a newer one
//! replaces it. Memory and delay stay the same however fast questions come.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

use super::late::Late;

struct Slot<T> {
    next: Mutex<Next<T>>,
    changed: Condvar,
}

enum Next<T> {
    Nothing,
    Question(T),
    HangUp,
}

/// The way to such a thread; dropping it ends the thread after the answer under
/// way, and does not wait for that.
pub struct Latest<T> {
    slot: Arc<Slot<T>>,
    thread: Late,
}

impl<T: Send + 'static> Latest<T> {
    /// A thread of this name, which begins with the first question; `answer`
    /// is called on it for each that is not replaced before its turn. Where the
    /// system has no thread left, a question waits for the next.
    pub fn new(name: &'static str, mut answer: impl FnMut(T) + Send + 'static) -> Self {
        let slot = Arc::new(Slot { next: Mutex::new(Next::Nothing), changed: Condvar::new() });
        let taken = Arc::clone(&slot);
        let thread = Late::new(name, move || {
            while let Some(question) = taken.take() {
                answer(question);
            }
        });
        Self { slot, thread }
    }

    /// Asks a new question, and drops the one that still waits.
    pub fn ask(&self, question: T) {
        self.slot.put(Next::Question(question));
        self.thread.begin();
    }
}

impl<T> Drop for Latest<T> {
    fn drop(&mut self) {
        self.slot.put(Next::HangUp);
    }
}

impl<T> Slot<T> {
    fn put(&self, next: Next<T>) {
        *self.next.lock().unwrap_or_else(PoisonError::into_inner) = next;
        self.changed.notify_one();
    }

    fn take(&self) -> Option<T> {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            match std::mem::replace(&mut *next, Next::Nothing) {
                Next::Question(question) => return Some(question),
                Next::HangUp => return None,
                Next::Nothing => {
                    next = self.changed.wait(next).unwrap_or_else(PoisonError::into_inner);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;
    use std::time::Duration;

    #[test]
    fn only_the_newest_question_is_answered() {
        let (open, gate) = channel::<()>();
        let (tell, answers) = channel();
        let latest = Latest::new("test", move |question| {
            gate.recv().ok();
            tell.send(question).ok();
        });
        latest.ask(1);
        // The thread is at the gate with 1, or has not taken it yet.
        for question in 2..=9 {
            latest.ask(question);
        }
        open.send(()).unwrap();
        open.send(()).unwrap();
        let wait = Duration::from_secs(5);
        let first = answers.recv_timeout(wait).unwrap();
        let last = if first == 9 { first } else { answers.recv_timeout(wait).unwrap() };
        assert_eq!(last, 9);
    }
}
