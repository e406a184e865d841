//! Runs searches off the drawing thread; only the newest question is answered.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::latest::Latest;
use super::{Engine, Looked, Page, Request, SearchError, Stop, Ticket};
use crate::article::Safe;

/// Rows of which the passages are read first: a screen, for whoever goes on
/// typing.
const SCREEN: usize = 32;

/// Rows of which they are read at once from then on: some screens.
const SCREENS: usize = 128;

/// A thread that answers questions about an [`Engine`].
///
/// A newer question replaces the one that waits ([`Latest`]), and the search
/// under way is told to stop. Dropping it ends the thread after that search;
/// nothing waits for it.
pub struct Worker {
    questions: Latest<Request>,
    newest: Arc<AtomicU64>,
}

impl Worker {
    /// A thread named `search`; `answer` is called on it for each question
    /// answered: once, or before that with what the engine can tell
    /// [sooner](Engine::begin), and where it gives rows without their
    /// [passages](Engine::quote) again with these as they come.
    ///
    /// `looked` is called now and then, on any thread, while a search takes long: how
    /// many articles it has looked at, and of how many.
    ///
    /// A search that panics is answered with [`SearchError::Broken`], and the
    /// thread goes on.
    pub fn new(
        engine: Arc<dyn Engine>,
        mut answer: impl FnMut(Ticket, Result<Page, SearchError>) + Send + 'static,
        looked: impl Fn(Ticket, usize, usize) + Send + Sync + 'static,
    ) -> Self {
        let looked: Arc<Looked> = Arc::new(looked);
        let newest = Arc::new(AtomicU64::new(0));
        let asked = Arc::clone(&newest);
        let questions = Latest::new("search", move |request: Request| {
            let (newest, looked) = (Arc::clone(&asked), Some(Arc::clone(&looked)));
            let stop = Stop { newest, mine: request.ticket, looked };
            if let Ok(Some(page)) = begin(&*engine, &request, &stop) {
                answer(request.ticket, Ok(page));
            }
            match search(&*engine, &request, &stop) {
                Err(SearchError::Stopped) => {}
                Ok(page) if is_without_passages(&request, &page) => {
                    answer(request.ticket, Ok(page.clone()));
                    quote(&*engine, &request, page, &stop, |page| {
                        answer(request.ticket, Ok(page));
                    });
                }
                result => answer(request.ticket, result),
            }
        });
        Self { questions, newest }
    }

    /// Asks a new question, and drops the one before it.
    pub fn ask(&self, request: Request) {
        self.newest.store(request.ticket.0, Ordering::Relaxed);
        self.questions.ask(request);
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.newest.store(u64::MAX, Ordering::Relaxed);
    }
}

/// Whether an engine left the passages for later.
fn is_without_passages(request: &Request, page: &Page) -> bool {
    request.query.looks_in_text() && page.rows.iter().all(|row| row.snippet.is_none())
}

/// Puts passages into the rows of a page, first of a screen and then of some
/// at a time, and gives the page after each.
fn quote(
    engine: &dyn Engine,
    request: &Request,
    mut page: Page,
    stop: &Stop,
    mut give: impl FnMut(Page),
) {
    let (mut start, mut end) = (0, SCREEN.min(page.rows.len()));
    while start < end {
        let rows = &mut page.rows[start..end];
        // What panics is left without its passage.
        let quote = AssertUnwindSafe(|| engine.quote(&request.query, rows, stop));
        if !matches!(catch_unwind(quote), Ok(Ok(()))) || stop.check().is_err() {
            return;
        }
        if page.rows[start..end].iter().any(|row| row.snippet.is_some()) {
            give(page.clone());
        }
        (start, end) = (end, page.rows.len().min(end + SCREENS));
    }
}

/// What the engine can tell sooner; what goes wrong is for the search to tell.
fn begin(engine: &dyn Engine, request: &Request, stop: &Stop) -> Result<Option<Page>, SearchError> {
    catch_unwind(AssertUnwindSafe(|| engine.begin(request, stop))).unwrap_or(Ok(None))
}

/// Searches, and makes an error of a panic.
fn search(engine: &dyn Engine, request: &Request, stop: &Stop) -> Result<Page, SearchError> {
    // An engine guards its own state; what a panic leaves of it is for the
    // next search to read or refuse.
    catch_unwind(AssertUnwindSafe(|| engine.search(request, stop))).unwrap_or_else(|_| {
        Err(SearchError::Broken(Safe::format(format_args!("{}", request.query))))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::{Query, Row, Total};
    use std::sync::{Mutex, mpsc};
    use std::time::Duration;

    /// Echoes the query as a file's name, but only when the gate opens.
    struct Gated(Mutex<mpsc::Receiver<()>>);

    impl Engine for Gated {
        fn search(&self, request: &Request, stop: &Stop) -> Result<Page, SearchError> {
            let query = &request.query;
            self.0.lock().unwrap().recv().unwrap();
            stop.check()?;
            assert_ne!(query.to_string(), "boom", "what the engine cannot bear");
            let row = Row { file: Safe::format(format_args!("{query}")), ..Row::default() };
            let (rows, total) = (vec![row], Total::Exactly(1));
            Ok(Page { rows, total, ..Page::default() })
        }
    }

    type Answer = (Ticket, Result<Page, SearchError>);

    fn gated() -> (Worker, mpsc::Sender<()>, mpsc::Receiver<Answer>) {
        let (open, gate) = mpsc::channel();
        let (tx, answers) = mpsc::channel();
        let engine = Arc::new(Gated(Mutex::new(gate)));
        let worker =
            Worker::new(engine, move |ticket, page| tx.send((ticket, page)).unwrap(), |_, _, _| {});
        (worker, open, answers)
    }

    fn request(ticket: Ticket, typed: &str) -> Request {
        Request { ticket, query: Query::parse(typed), ..Request::default() }
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

    /// Tells the first row before it counts.
    struct Hasty;

    impl Engine for Hasty {
        fn begin(&self, _: &Request, _: &Stop) -> Result<Option<Page>, SearchError> {
            Ok(Some(Page { total: Total::AtLeast(1), ..Page::default() }))
        }

        fn search(&self, _: &Request, _: &Stop) -> Result<Page, SearchError> {
            Ok(Page { total: Total::Exactly(2), ..Page::default() })
        }
    }

    #[test]
    fn what_can_be_told_sooner_is_told_before_the_whole() {
        let (tx, answers) = mpsc::channel();
        let tell = move |_, page: Result<Page, SearchError>| tx.send(page.unwrap().total).unwrap();
        let worker = Worker::new(Arc::new(Hasty), tell, |_, _, _| {});
        worker.ask(request(Ticket::default().next(), "rain"));
        let next = || answers.recv_timeout(Duration::from_secs(5)).unwrap();
        assert_eq!([next(), next()], [Total::AtLeast(1), Total::Exactly(2)]);
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
