//! Runs searches off the drawing thread; only the newest question is answered.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::{io, thread};

use super::{Engine, Page, Request, SearchError, Stop, Ticket};
use crate::article::Safe;

#[derive(Default)]
struct Slot {
    next: Mutex<Next>,
    changed: Condvar,
}

#[derive(Default)]
enum Next {
    #[default]
    Nothing,
    Question(Request),
    Hangup,
}

/// A thread that answers questions about an [`Engine`].
///
/// There is no queue: a question waits in a single slot, where a newer one
/// replaces it, and the search under way is told to stop. Memory and delay
/// stay the same however fast one types. Dropping it ends the thread after
/// the search under way; nothing waits for that.
pub struct Worker {
    slot: Arc<Slot>,
    newest: Arc<AtomicU64>,
}

impl Worker {
    /// Starts the thread, named `search`; `answer` is called on it, once for
    /// each question answered.
    ///
    /// A search that panics is answered with [`SearchError::Broken`], and the
    /// thread goes on. Fails if the system has no thread left.
    pub fn start(
        engine: Arc<dyn Engine>,
        mut answer: impl FnMut(Ticket, Result<Page, SearchError>) + Send + 'static,
    ) -> io::Result<Self> {
        let slot = Arc::new(Slot::default());
        let newest = Arc::new(AtomicU64::new(0));
        let worker = Self { slot: Arc::clone(&slot), newest: Arc::clone(&newest) };
        thread::Builder::new().name("search".to_owned()).spawn(move || {
            while let Some(request) = slot.take() {
                let stop = Stop { newest: Arc::clone(&newest), mine: request.ticket };
                match search(&*engine, &request, &stop) {
                    Err(SearchError::Stopped) => {}
                    result => answer(request.ticket, result),
                }
            }
        })?;
        Ok(worker)
    }

    /// Asks a new question, and drops the one before it.
    pub fn ask(&self, request: Request) {
        self.newest.store(request.ticket.0, Ordering::Relaxed);
        self.slot.put(Next::Question(request));
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.newest.store(u64::MAX, Ordering::Relaxed);
        self.slot.put(Next::Hangup);
    }
}

/// Searches, and makes an error of a panic.
fn search(engine: &dyn Engine, request: &Request, stop: &Stop) -> Result<Page, SearchError> {
    let Request { query, window, .. } = request;
    // An engine guards its own state; what a panic leaves of it is for the
    // next search to read or refuse.
    catch_unwind(AssertUnwindSafe(|| engine.search(query, *window, stop)))
        .unwrap_or_else(|_| Err(SearchError::Broken(Safe::format(format_args!("{query}")))))
}

impl Slot {
    fn put(&self, next: Next) {
        *self.next.lock().unwrap_or_else(PoisonError::into_inner) = next;
        self.changed.notify_one();
    }

    fn take(&self) -> Option<Request> {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            match std::mem::take(&mut *next) {
                Next::Question(request) => return Some(request),
                Next::Hangup => return None,
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
    use crate::search::{Query, Row, Start, Total, Window};
    use std::sync::mpsc;
    use std::time::Duration;

    /// Echoes the query as a file's name, but only when the gate opens.
    struct Gated(Mutex<mpsc::Receiver<()>>);

    impl Engine for Gated {
        fn search(&self, query: &Query, _: Window, stop: &Stop) -> Result<Page, SearchError> {
            self.0.lock().unwrap().recv().unwrap();
            stop.check()?;
            assert_ne!(query.to_string(), "boom", "what the engine cannot bear");
            let row = Row { file: Safe::format(format_args!("{query}")), ..Row::default() };
            Ok(Page { start: 0, rows: vec![row], total: Total::Exactly(1), generation: 0 })
        }
    }

    type Answer = (Ticket, Result<Page, SearchError>);

    fn gated() -> (Worker, mpsc::Sender<()>, mpsc::Receiver<Answer>) {
        let (open, gate) = mpsc::channel();
        let (tx, answers) = mpsc::channel();
        let engine = Arc::new(Gated(Mutex::new(gate)));
        let worker =
            Worker::start(engine, move |ticket, page| tx.send((ticket, page)).unwrap()).unwrap();
        (worker, open, answers)
    }

    fn request(ticket: Ticket, typed: &str) -> Request {
        let window = Window { start: Start::Rank(0), len: 10 };
        Request { ticket, query: Query::parse(typed), window }
    }

    #[test]
    fn only_the_newest_question_is_answered() {
        let (worker, open, answers) = gated();
        let mut ticket = Ticket::default();
        for typed in ["c", "cl", "cli", "clim"] {
            ticket = ticket.next();
            worker.ask(request(ticket, typed));
        }
        open.send(()).unwrap();
        open.send(()).unwrap();
        let (answered, page) = answers.recv_timeout(Duration::from_secs(5)).unwrap();
        assert_eq!((answered, &*page.unwrap().rows[0].file), (ticket, "clim"));
        assert!(answers.try_recv().is_err(), "nothing else was answered");
    }

    #[test]
    fn a_search_that_breaks_down_is_told_and_the_next_one_answered() {
        let (worker, open, answers) = gated();
        let first = Ticket::default().next();
        worker.ask(request(first, "boom"));
        open.send(()).unwrap();
        let (_, broken) = answers.recv_timeout(Duration::from_secs(5)).unwrap();
        assert!(broken.unwrap_err().to_string().contains("‘boom’"));
        worker.ask(request(first.next(), "rain"));
        open.send(()).unwrap();
        let (_, page) = answers.recv_timeout(Duration::from_secs(5)).unwrap();
        assert_eq!(&*page.unwrap().rows[0].file, "rain");
    }
}
