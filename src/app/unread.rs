//! Goes to the next unread article, which may lie far beyond the rows at hand.
//!
//! One idea: the rows at hand answer at once; else the index is asked for those around
//! it, and the reader is taken there when they come, unless gone elsewhere.

use super::list::List;
use super::{App, Effect};
use crate::article::{ArticleId, Safe};
use crate::search::{Start, Way, Window};

/// Where the reader is going.
#[derive(Clone, Copy, Debug)]
pub(super) struct Going {
    from: ArticleId,
    way: Way,
    /// Whether to read it, too.
    reads: bool,
}

impl Going {
    /// The window in which the article stands.
    pub(super) fn window(self) -> Window {
        List::window_at(Start::Unread(self.from, self.way))
    }
}

impl App {
    /// Selects the next unread article, and opens it if it is to be read.
    pub(super) fn go_to_unread(&mut self, way: Way, reads: bool) -> Vec<Effect> {
        let step = if way == Way::Down { 1 } else { -1 };
        let marks = &self.marks;
        if self.list.select_next(step, |row| row.is_unread(marks)) {
            return if reads { self.open() } else { Vec::new() };
        }
        let Some(from) = self.list.here().filter(|_| self.list.goes_on(way)) else {
            return self.tell_all_read(way);
        };
        let going = Going { from, way, reads };
        self.question.to_unread = Some(going);
        vec![self.ask(going.window())]
    }

    /// Takes the reader there, now that its rows have come with it at this rank.
    pub(super) fn arrive_at_unread(&mut self, going: Going, rank: Option<usize>) -> Vec<Effect> {
        let row = rank.and_then(|rank| self.list.row(rank));
        let is_unread = row.is_some_and(|row| row.is_unread(&self.marks) && row.id != going.from);
        let Some(rank) = rank.filter(|_| is_unread) else {
            return self.tell_all_read(going.way);
        };
        self.list.select(rank);
        if going.reads { self.open() } else { Vec::new() }
    }

    /// Whether the reader is still where the way began.
    pub(super) fn is_at(&self, going: Going) -> bool {
        self.list.here() == Some(going.from)
    }

    fn tell_all_read(&mut self, way: Way) -> Vec<Effect> {
        let way = if way == Way::Down { "down" } else { "up" };
        self.notify(Safe::format(format_args!("no unread article further {way}")))
    }
}
