//! Articles that are marked in the list, to be cited or copied together.
//!
//! Marks are of this session and of articles, not of rows: they stay when the
//! list shows something else. What is known about a marked article is kept as
//! it was when it was marked, so nothing has to be asked for again.

use super::{App, Effect, Pane};
use crate::article::{ArticleId, Meta, Safe};
use crate::search::Row;

/// The marked articles, in the order in which they were marked.
#[derive(Clone, Debug, Default)]
pub struct Marked {
    articles: Vec<(ArticleId, Meta)>,
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
            return self.notify(Safe::line("the article marked last is too far from here"));
        };
        let ranks: Vec<usize> =
            if from <= to { (from..=to).collect() } else { (to..=from).rev().collect() };
        for rank in ranks {
            if let Some(row) = self.list.row(rank) {
                self.marked.mark(row);
            }
        }
        Vec::new()
    }
}
