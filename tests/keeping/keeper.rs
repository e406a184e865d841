//! A reader's side of the state: marks to look at, and reports to wait for.

use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use newsread::article::ArticleId;
use newsread::state::{Change, Marks, Report, State};

/// How long a test waits for what must come.
pub(crate) const DEADLINE: Duration = Duration::from_secs(20);

/// A session, as far as the state knows it.
pub(crate) struct Keeper {
    pub(crate) state: State,
    pub(crate) marks: Marks,
    reports: Receiver<Report>,
}

impl Keeper {
    /// Opens the state at `path` and waits until it is loaded.
    pub(crate) fn at(path: &Path) -> Self {
        Self::open(Some(path))
    }

    /// Opens the state, or one without a home, and waits until it is loaded.
    pub(crate) fn open(path: Option<&Path>) -> Self {
        let (tell, reports) = mpsc::channel();
        let tell = move |report| {
            tell.send(report).ok();
        };
        let state = State::open(path.map(Path::to_owned), tell).unwrap();
        let mut keeper = Self { state, marks: Marks::default(), reports };
        keeper.wait(|report| matches!(report, Report::Loaded(_)).then_some(()));
        keeper
    }

    /// Makes a change, as the app does.
    pub(crate) fn write(&mut self, change: Change) {
        self.marks.write(&change);
        self.state.write(change);
    }

    /// Hears reports until one answers the question.
    pub(crate) fn wait<T>(&mut self, answer: impl Fn(&Report) -> Option<T>) -> T {
        loop {
            let report = self.reports.recv_timeout(DEADLINE).expect("a report in time");
            let answered = answer(&report);
            self.marks.hear(report);
            if let Some(answer) = answered {
                return answer;
            }
        }
    }

    /// Waits until an article's marks are acknowledged.
    pub(crate) fn wait_for(&mut self, id: ArticleId) {
        while self.marks.is_pending(id) {
            self.wait(|_| Some(()));
        }
    }

    /// Waits for a trouble and returns its sentence.
    pub(crate) fn trouble(&mut self) -> String {
        self.wait(|report| match report {
            Report::Trouble(sentence) => Some(sentence.to_string()),
            _ => None,
        })
    }

    /// The sentences of troubles that came and nobody waited for.
    pub(crate) fn untold(&mut self) -> Vec<String> {
        let troubles = self.reports.try_iter().filter_map(|report| match report {
            Report::Trouble(sentence) => Some(sentence.to_string()),
            _ => None,
        });
        troubles.collect()
    }
}

/// The article with this number.
pub(crate) fn article(number: u64) -> ArticleId {
    ArticleId::of(&number.to_le_bytes(), 0)
}
