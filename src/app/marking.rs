//! Articles that are marked in the list, to be cited or copied together.
//!
//! Marks are of this session and of articles, not of rows: they stay when the
//! list shows something else. What is known about a marked article is kept as
//! it was when it was marked, so nothing has to be asked for again.

use super::{App, Effect, Pane};
use crate::article::{ArticleId, Meta, Safe};
use crate::search::{Page, Row, SearchError, Start, Ticket, Window};

/// Articles that are marked by one key at most.
const MOST: usize = 10_000;

/// Ranks by which a row may have moved since it was marked: articles come and
/// go while the archive is read.
const MOVED: usize = 64;

/// The marked articles, in the order in which they were marked.
#[derive(Clone, Debug, Default)]
pub struct Marked {
    articles: Vec<(ArticleId, Meta)>,
    /// The rank that the last of them had when it was marked.
    rank: usize,
    /// The range that is to be marked once its rows have come.
    awaited: Option<Awaited>,
}

/// A range of articles that the list has not loaded.
#[derive(Clone, Copy, Debug)]
struct Awaited {
    ticket: Ticket,
    from: ArticleId,
    to: ArticleId,
}

impl Marked {
    /// Whether an article is marked.
    pub fn contains(&self, id: ArticleId) -> bool {
        self.articles.iter().any(|(marked, _)| *marked == id)
    }

    /// How many are marked.
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// Whether none is marked.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// Each, with what is known about it, in the order in which they were marked.
    pub fn articles(&self) -> impl Iterator<Item = (ArticleId, &Meta)> {
        self.articles.iter().map(|(id, meta)| (*id, meta))
    }

    fn mark(&mut self, row: &Row) {
        if row.trouble.is_none() && !self.contains(row.id) {
            self.articles.push((row.id, row.meta.clone()));
        }
    }

    /// Takes newer knowledge about an article, if it is marked.
    pub(super) fn learn(&mut self, id: ArticleId, newer: &Meta) {
        if let Some((_, meta)) = self.articles.iter_mut().find(|(marked, _)| *marked == id) {
            meta.clone_from(newer);
        }
    }
}

impl App {
    /// Marks the selected article or takes its mark away, and goes on to the next.
    pub(super) fn toggle_mark(&mut self) -> Vec<Effect> {
        let Some(row) = self.list.selected().filter(|_| self.focus == Pane::List).cloned() else {
            return self.notify(Safe::line("articles are marked in the list"));
        };
        if self.marked.contains(row.id) {
            self.marked.articles.retain(|(id, _)| *id != row.id);
        } else if row.trouble.is_some() {
            return self.notify(Safe::line("a file that cannot be read cannot be marked"));
        } else {
            self.marked.mark(&row);
            self.marked.rank = self.list.selected_rank();
        }
        self.list.select_by(1);
        Vec::new()
    }

    /// Marks all from the article that was marked last to the selected one.
    pub(super) fn mark_range(&mut self) -> Vec<Effect> {
        if self.focus != Pane::List {
            return self.notify(Safe::line("articles are marked in the list"));
        }
        let to = self.list.selected_rank();
        let last = self.marked.articles.last().map(|(id, _)| *id);
        let Some(from) = last.map_or(Some(to), |id| self.list.rank(id)) else {
            return self.ask_for_range();
        };
        let between = from.min(to)..=from.max(to);
        let rows: Vec<Row> = between.filter_map(|rank| self.list.row(rank)).cloned().collect();
        self.mark_rows(&rows, from > to);
        Vec::new()
    }

    /// Asks for the rows between the article marked last and the selected one.
    fn ask_for_range(&mut self) -> Vec<Effect> {
        let (rank, to) = (self.marked.rank, self.list.selected_rank());
        let ends = self.marked.articles.last().zip(self.list.selected());
        let Some((from, to_id)) = ends.map(|((from, _), row)| (*from, row.id)) else {
            return Vec::new();
        };
        if self.question.is_new {
            return self.notify(Safe::line("the list is still being searched"));
        }
        if rank.abs_diff(to) >= MOST {
            let told = format_args!("no more than {MOST} articles are marked at once");
            return self.notify(Safe::format(told));
        }
        let start = rank.min(to).saturating_sub(MOVED);
        let len = rank.max(to) + MOVED + 1 - start;
        let effect = self.ask(Window { start: Start::Rank(start), len });
        let ticket = self.question.ticket;
        self.marked.awaited = Some(Awaited { ticket, from, to: to_id });
        vec![effect]
    }

    /// Marks the range that was asked for, if this is the answer; whether it is.
    pub(super) fn mark_answer(
        &mut self,
        ticket: Ticket,
        answer: &Result<Page, SearchError>,
    ) -> bool {
        let Some(range) = self.marked.awaited.take_if(|range| range.ticket == ticket) else {
            return false;
        };
        if ticket == self.question.ticket {
            self.question.is_open = false;
        }
        let rows = answer.as_ref().map(|page| page.rows.as_slice()).unwrap_or_default();
        let rank = |id: ArticleId| rows.iter().position(|row| row.id == id);
        match rank(range.from).zip(rank(range.to)) {
            Some((from, to)) => self.mark_rows(&rows[from.min(to)..=from.max(to)], from > to),
            None => {
                self.notice = Some(Safe::line("the list has changed; mark both ends again"));
            }
        }
        true
    }

    /// Marks rows, the last first if `is_upward`; the selected one is at their end.
    fn mark_rows(&mut self, rows: &[Row], is_upward: bool) {
        let marked = &mut self.marked;
        for rank in 0..rows.len() {
            marked.mark(&rows[if is_upward { rows.len() - 1 - rank } else { rank }]);
        }
        marked.rank = self.list.selected_rank();
    }
}
