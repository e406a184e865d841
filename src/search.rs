//! Finding articles: the one seam behind which the index lives.
//!
//! [`Engine`] is what the reader needs of an index and no more. Its arguments
//! and results are plain values, so that an implementation may be a folder on
//! this disk or a cluster elsewhere; it blocks, so that it needs no runtime,
//! and [`worker`] gives it a thread of its own.

pub mod copies;
mod entry;
pub mod facets;
pub mod facts;
pub mod find;
pub mod index;
mod judge;
pub mod late;
pub mod latest;
pub mod library;
mod offers;
pub mod query;
mod relevance;
pub mod scan;
mod snippet;
pub mod words;
pub mod worker;

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::civil::Date;

pub use copies::Story;
pub use facets::Facets;
pub use find::{Hit, find};
pub use query::{Field, Query};

use crate::article::{ArticleId, Meta, Place, Safe};
use crate::state::Marks;

/// Orders questions in time, so that a late answer to an old one is dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(u64);

impl Ticket {
    /// The ticket after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// Its number, which is higher the later it was drawn.
    pub fn number(self) -> u64 {
        self.0
    }
}

/// A question to the index.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    /// Comes back with the answer.
    pub ticket: Ticket,
    /// What to look for; an empty query finds every article.
    pub query: Query,
    /// How to order what is found.
    pub order: Order,
    /// Which part of the results to return.
    pub window: Window,
    /// What day it is, for dates that count back from it.
    pub today: Date,
    /// Whether of each story that is found only one article is wanted: the
    /// earliest of those found.
    pub is_folded: bool,
    /// What the reader added, as far as is known: the index does not hold it.
    pub marks: Marks,
}

/// How results are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// The newest first, those without a date last.
    #[default]
    Newest,
    /// The best match first: by how often, how prominently and in how short an
    /// article stands what is looked for in text, rare words counting for
    /// more. Equals, and all if nothing is looked for in text, newest first.
    Best,
}

/// The part of the results to return.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// Where it begins.
    pub start: Start,
    /// Most rows wanted.
    pub len: usize,
}

impl Window {
    /// The rank of its first row among so many, if the article that is to stand in the
    /// middle has this rank.
    pub(crate) fn begins_at(&self, middle: Option<usize>, count: usize) -> usize {
        match self.start {
            Start::Rank(rank) => rank.min(count),
            Start::Around(_) | Start::Unread(..) => {
                middle.unwrap_or(0).saturating_sub(self.len / 2)
            }
        }
    }
}

/// Where a window begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// At the row of this rank, from 0.
    Rank(usize),
    /// So that this article stands in the middle; at the top if it is not
    /// among the results.
    Around(ArticleId),
    /// So that the unread article stands in the middle that is the next below this
    /// one, or above it; else this one itself.
    Unread(ArticleId, Way),
}

/// In which direction something lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Further down.
    Down,
    /// Further up.
    Up,
}

/// One row of the results: enough to draw and cite it without opening the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Which article.
    pub id: ArticleId,
    /// What is known about it.
    pub meta: Meta,
    /// Words in it.
    pub words: usize,
    /// Whether nothing but its address was kept.
    pub is_link: bool,
    /// Whether it has a star where its file comes from; what the reader says
    /// here goes before.
    pub has_star: bool,
    /// Whether it was read where its file comes from; likewise.
    pub was_read: bool,
    /// Its file's name, for an article without a headline.
    pub file: Safe,
    /// Day for the order and the heading of articles without a date: of
    /// access, else of the file's last change; seconds since 1970 in UTC.
    pub moment: i64,
    /// Why the file cannot be read; such a row has nothing but its file.
    pub trouble: Option<Safe>,
    /// How many other articles of the archive tell its story.
    pub copies: usize,
    /// The passage that matches; `None` without a query.
    pub snippet: Option<Snippet>,
}

impl Default for Start {
    fn default() -> Self {
        Self::Rank(0)
    }
}

impl Row {
    /// Whether the article has still to be read: as the reader said, else as
    /// its file says; a file that cannot be read is none of those.
    pub fn is_unread(&self, marks: &Marks) -> bool {
        self.trouble.is_none() && !marks.says_read(self.id).unwrap_or(self.was_read)
    }

    /// Whether the article has a star: as the reader said, else as its file
    /// says.
    pub fn is_starred(&self, marks: &Marks) -> bool {
        marks.says_starred(self.id).unwrap_or(self.has_star)
    }

    /// Its tags: those of its file and those that the reader gave it, each once.
    pub fn tags(&self, marks: &Marks) -> Vec<Safe> {
        facts::distinct_tags(self.id, &self.meta, marks)
    }

    /// The headline; without one, the name of the file, and of a link the
    /// address.
    pub fn headline(&self) -> &Safe {
        let address = self.meta.url.as_ref().filter(|_| self.is_link);
        self.meta.title.as_ref().or(address).map_or(&self.file, |title| &title.value)
    }
}

/// A passage of an article that matches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// A line of the article around the first match.
    pub text: Safe,
    /// Bytes of `text` that match, in order.
    pub hits: Vec<Range<usize>>,
    /// Where in the article the first match begins.
    pub place: Place,
}

/// How many articles match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    /// Exactly this many.
    Exactly(usize),
    /// This many were counted before the engine stopped counting.
    AtLeast(usize),
}

impl Default for Total {
    fn default() -> Self {
        Self::Exactly(0)
    }
}

impl Total {
    /// The number, exact or not.
    pub fn count(self) -> usize {
        match self {
            Self::Exactly(n) | Self::AtLeast(n) => n,
        }
    }
}

/// A window of results.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Rank of the first of `rows`.
    pub start: usize,
    /// The rows, in the order asked for; fewer than asked for at the end of
    /// the results.
    pub rows: Vec<Row>,
    /// Rank of the article in the middle; `None` if none was asked for, or it is not
    /// among the results.
    pub middle: Option<usize>,
    /// The order they are in: the newest first where nothing is looked for in
    /// text, whatever was asked for.
    pub order: Order,
    /// Size of the whole result.
    pub total: Total,
    /// How many of the whole result are unread.
    pub unread: usize,
    /// Counts the changes of the archive; two pages of one generation agree.
    pub generation: u64,
}

/// Why a search gave no page.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// A newer query made this one pointless; not an error to show.
    #[error("search stopped")]
    Stopped,
    /// The index cannot be read.
    #[error("‘{query}’ cannot be searched: {reason}; newsread index builds it anew")]
    Unreadable {
        /// What was searched for.
        query: Safe,
        /// What the index says.
        reason: Safe,
    },
    /// The search itself broke down.
    #[error("the search broke down on ‘{0}’; change it, or report it with the log")]
    Broken(Safe),
}

/// An index of the archive that can be searched.
pub trait Engine: Send + Sync + 'static {
    /// Finds the articles that match the request's query.
    ///
    /// May take long; it must return [`SearchError::Stopped`] soon after
    /// `stop` says so, which is at every key press.
    fn search(&self, request: &Request, stop: &Stop) -> Result<Page, SearchError>;

    /// The rows of the request's window, where they can be told sooner than how
    /// many match: to be shown until [`Self::search`] tells that too.
    ///
    /// `None` where a search is no slower. Stops like a search.
    fn begin(&self, _request: &Request, _stop: &Stop) -> Result<Option<Page>, SearchError> {
        Ok(None)
    }

    /// Puts the passages that match into rows that this engine gave without.
    ///
    /// Reads as many articles as there are rows; stops like a search, and what
    /// was quoted until then stays. Does nothing where rows come with theirs.
    fn quote(&self, _query: &Query, _rows: &mut [Row], _stop: &Stop) -> Result<(), SearchError> {
        Ok(())
    }

    /// The articles that tell the story of this one, itself among them; empty
    /// if no other does, or the engine cannot tell.
    fn story(&self, _id: ArticleId) -> Result<Story, SearchError> {
        Ok(Story::default())
    }

    /// What the articles that the request's query finds have in common; of the
    /// window and the order nothing counts.
    ///
    /// May take as long as a search, and stops like one. An engine that cannot
    /// tell says nothing.
    fn facets(&self, _request: &Request, _stop: &Stop) -> Result<Facets, SearchError> {
        Ok(Facets::default())
    }

    /// Values of a field that begin, or of which a word begins, with
    /// `beginning`: the most frequent first, at most `most`.
    ///
    /// Is asked at a key press and should answer within its echo; an engine
    /// that cannot has nothing to offer.
    fn complete(&self, _field: Field, _beginning: &str, _most: usize) -> Vec<Safe> {
        Vec::new()
    }
}

/// Tells an engine that nobody waits for its answer any more.
#[derive(Clone)]
pub struct Stop {
    newest: Arc<AtomicU64>,
    mine: Ticket,
    /// Hears how far a search is that takes long.
    looked: Option<Arc<Looked>>,
}

/// What is called with the question, how many articles were looked at, and of how many.
type Looked = dyn Fn(Ticket, usize, usize) + Send + Sync;

impl Stop {
    /// A search that is never stopped.
    pub fn never() -> Self {
        Self { newest: Arc::default(), mine: Ticket(0), looked: None }
    }

    /// Tells whoever waits how many articles were looked at, of how many.
    fn tell(&self, done: usize, all: usize) {
        if let Some(looked) = &self.looked {
            looked(self.mine, done, all);
        }
    }

    /// Fails once a newer search has been asked for.
    pub fn check(&self) -> Result<(), SearchError> {
        if self.newest.load(Ordering::Relaxed) == self.mine.0 {
            Ok(())
        } else {
            Err(SearchError::Stopped)
        }
    }
}
