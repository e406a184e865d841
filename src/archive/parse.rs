//! Parses files on a thread that may be left behind.
//!
//! No parser can be told to stop, and any may break down on a file that was
//! made to break it. So each runs on a thread of its own: a panic is caught
//! there, and one that takes too long is abandoned and replaced. It ends when
//! it has finished what nobody waits for any more.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use std::{io, thread};

use super::error::Why;
use super::open::Contents;
use crate::article::casing::sentence_title;
use crate::article::{ArticleId, Safe};
use crate::format::container::Head;
use crate::format::{self, Beside, Document, Hint};

/// How long one article may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// Parsers that may be left behind at a time: each may hold a core.
const LEFT_BEHIND: usize = 2;

/// Bytes of stack: parsers of nested formats recurse.
const STACK: usize = 16 << 20;

/// A file or an item to be parsed.
pub(super) struct Job {
    id: ArticleId,
    file_name: String,
    bytes: Vec<u8>,
    warning: Option<Safe>,
    /// What the container says of an item, and the line where it begins.
    item: Option<(Arc<Head>, u64)>,
    /// What belongs to an item and lies in files of its own.
    beside: Beside,
}

impl Job {
    pub(super) fn new(id: ArticleId, file: &Path, contents: Contents) -> Self {
        let file_name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Contents { bytes, warning, .. } = contents;
        Self { id, file_name, bytes, warning, item: None, beside: Beside::default() }
    }

    /// The job of reading an item of a container with this head; `beside` reads
    /// a file from the folder of the container.
    pub(super) fn of(
        mut self,
        head: Arc<Head>,
        line: u64,
        mut beside: impl FnMut(&str) -> Option<Contents>,
    ) -> Self {
        if let Some([page, notes]) = head.beside(&self.bytes) {
            if let Some(contents) = beside(&page) {
                self.warning = contents.warning;
                self.beside.page = Some(contents.bytes);
            }
            self.beside.notes = beside(&notes).map(|contents| contents.bytes);
        }
        Self { item: Some((head, line)), ..self }
    }
}

/// Reads the article of a file or an item, and what only the whole article can tell.
pub(super) fn document(job: &Job) -> Result<Document, Why> {
    let hint = Hint { file_name: &job.file_name };
    let read = match &job.item {
        Some((head, line)) => {
            format::read_item(job.id, &job.bytes, head, *line, &job.beside, &hint)
        }
        None => format::read(job.id, &job.bytes, &hint),
    };
    let mut document = read.map_err(|error| Why::Format(Safe::format(format_args!("{error}"))))?;
    document.article.warnings.extend(job.warning.clone());
    // Now, while the text is at hand as a dictionary of proper nouns.
    document.article.meta.title_as_sentence = sentence_title(&document.article);
    Ok(document)
}

/// The parsers that were left behind and are still at work.
#[derive(Clone, Default)]
pub(super) struct Abandoned(Arc<Mutex<Vec<Weak<()>>>>);

impl Abandoned {
    /// Leaves a parser behind, unless too many are.
    fn take(&self, alive: &Weak<()>) -> bool {
        let mut lanes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lanes.retain(|lane| lane.strong_count() > 0);
        let takes = lanes.len() < LEFT_BEHIND;
        if takes {
            lanes.push(alive.clone());
        }
        takes
    }
}

/// A parser and its thread.
pub(super) struct Parser<T> {
    parse: fn(&Job) -> Result<T, Why>,
    patience: Duration,
    abandoned: Abandoned,
    lane: Option<Lane<T>>,
}

/// A thread that parses.
struct Lane<T> {
    jobs: Sender<Job>,
    outcomes: Receiver<Result<T, Why>>,
    /// Goes when the thread ends.
    alive: Weak<()>,
}

impl<T: Send + 'static> Parser<T> {
    /// A parser; its thread starts with the first file.
    pub(super) fn new(parse: fn(&Job) -> Result<T, Why>, abandoned: Abandoned) -> Self {
        Self { parse, patience: PATIENCE, abandoned, lane: None }
    }

    /// Parses a file.
    ///
    /// When that takes too long the file is given up. If too many parsers are
    /// left behind already, it waits for one of them, or until `stop`.
    pub(super) fn parse(&mut self, job: Job, stop: &AtomicBool) -> Result<T, Why> {
        let lane = match self.lane.take() {
            Some(lane) => lane,
            None => Lane::start(self.parse)?,
        };
        if lane.jobs.send(job).is_err() {
            return Err(Why::Broken);
        }
        let outcome = loop {
            match lane.outcomes.recv_timeout(self.patience) {
                Ok(outcome) => break outcome,
                Err(RecvTimeoutError::Disconnected) => return Err(Why::Broken),
                Err(RecvTimeoutError::Timeout) => {
                    if stop.load(Ordering::Relaxed) || self.abandoned.take(&lane.alive) {
                        return Err(Why::TooSlow);
                    }
                }
            }
        };
        self.lane = Some(lane);
        outcome
    }
}

impl<T: Send + 'static> Lane<T> {
    fn start(parse: fn(&Job) -> Result<T, Why>) -> io::Result<Self> {
        let (jobs, waiting) = channel::<Job>();
        let (done, outcomes) = channel();
        let strong = Arc::new(());
        let alive = Arc::downgrade(&strong);
        thread::Builder::new().name("parser".to_owned()).stack_size(STACK).spawn(move || {
            for job in waiting {
                let outcome =
                    catch_unwind(AssertUnwindSafe(|| parse(&job))).unwrap_or(Err(Why::Broken));
                if done.send(outcome).is_err() {
                    break;
                }
            }
            drop(strong);
        })?;
        Ok(Self { jobs, outcomes, alive })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{TcpListener, TcpStream};

    fn job(text: &str) -> Job {
        let contents = Contents { bytes: text.into(), changed: 0, warning: None };
        Job::new(ArticleId::default(), Path::new("rain.txt"), contents)
    }

    /// Parses anything; what begins with `!` breaks it, and a port number
    /// keeps it waiting until the test hangs up.
    fn parse(job: &Job) -> Result<usize, Why> {
        let text = str::from_utf8(&job.bytes).map_err(|_| Why::Unknown)?;
        assert!(!text.starts_with('!'), "what the parser cannot bear");
        if let Ok(port) = text.parse::<u16>() {
            let line = TcpStream::connect(("127.0.0.1", port)).unwrap();
            let _ = io::Read::read(&mut &line, &mut [0]);
        }
        Ok(text.len())
    }

    fn parser(abandoned: &Abandoned) -> Parser<usize> {
        Parser { patience: Duration::from_millis(20), ..Parser::new(parse, abandoned.clone()) }
    }

    #[test]
    fn a_parser_that_breaks_down_loses_one_article_only() {
        let (mut parser, go) = (parser(&Abandoned::default()), AtomicBool::new(false));
        parser.patience = PATIENCE;
        assert_eq!(parser.parse(job("!"), &go), Err(Why::Broken));
        assert_eq!(parser.parse(job("rain"), &go), Ok(4));
    }

    #[test]
    fn an_article_that_takes_too_long_is_given_up_and_the_next_one_parsed() {
        let (abandoned, go) = (Abandoned::default(), AtomicBool::new(false));
        let gate = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = gate.local_addr().unwrap().port().to_string();
        let mut parser = parser(&abandoned);
        assert_eq!(parser.parse(job(&port), &go), Err(Why::TooSlow));
        parser.patience = PATIENCE;
        assert_eq!(parser.parse(job("rain"), &go), Ok(4));
    }

    #[test]
    fn no_more_than_two_parsers_are_left_behind() {
        let (abandoned, stop) = (Abandoned::default(), AtomicBool::new(false));
        let gate = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = gate.local_addr().unwrap().port().to_string();
        let mut parser = parser(&abandoned);
        for _ in 0..LEFT_BEHIND {
            assert_eq!(parser.parse(job(&port), &stop), Err(Why::TooSlow));
        }
        assert!(!abandoned.take(&Arc::downgrade(&Arc::new(()))));
        stop.store(true, Ordering::Relaxed);
        assert_eq!(parser.parse(job(&port), &stop), Err(Why::TooSlow), "or else it would wait");
    }
}
