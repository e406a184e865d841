//! What the reader changed in this session, to be undone and done again.
//!
//! Only what was meant counts: corrections, stars, tags and read marks that a
//! key asked for, not that opening an article counts it as read.

use super::{App, Effect};
use crate::article::{ArticleId, Safe};
use crate::state::Change;

/// Changes that can be undone.
const LONGEST: usize = 1_000;

/// The changes of a session.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    done: Vec<Done>,
    undone: Vec<Done>,
}

/// What one key changed, and the way back.
#[derive(Clone, Debug)]
struct Done {
    /// The article that it is about, if it is one.
    id: Option<ArticleId>,
    /// Each change behind the one that undoes it.
    changes: Vec<[Change; 2]>,
    /// What it is: “the star of ‘Rain’”.
    what: Safe,
}

impl App {
    /// Makes the second change, which the first undoes; `what` it is.
    pub(super) fn alter(&mut self, id: ArticleId, changes: [Change; 2], what: Safe) -> Vec<Effect> {
        self.alter_all(Some(id), vec![changes], what)
    }

    /// Makes the second change of each, which the first undoes, as one;
    /// `what` they are, and of which article if it is one.
    pub(super) fn alter_all(
        &mut self,
        id: Option<ArticleId>,
        changes: Vec<[Change; 2]>,
        what: Safe,
    ) -> Vec<Effect> {
        let effects = self.change_all(changes.iter().map(|[_, change]| change));
        let done = &mut self.history.done;
        if done.len() == LONGEST {
            done.remove(0);
        }
        done.push(Done { id, changes, what });
        self.history.undone.clear();
        effects
    }

    pub(super) fn undo(&mut self) -> Vec<Effect> {
        let Some(done) = self.history.done.pop() else {
            return self.notify(Safe::line("nothing to undo in this session"));
        };
        let effects = self.change_all(done.changes.iter().rev().map(|[back, _]| back));
        self.notify(self.told("undone", &done));
        self.history.undone.push(done);
        effects
    }

    pub(super) fn redo(&mut self) -> Vec<Effect> {
        let Some(done) = self.history.undone.pop() else {
            return self.notify(Safe::line("nothing was undone"));
        };
        let effects = self.change_all(done.changes.iter().map(|[_, change]| change));
        self.notify(self.told("done again", &done));
        self.history.done.push(done);
        effects
    }

    pub(super) fn toggle_star(&mut self) -> Vec<Effect> {
        let Some(row) = self.list.selected() else { return Vec::new() };
        let (id, was) = (row.id, row.is_starred(&self.marks));
        let what = if was { "taking the star away" } else { "the star" };
        self.notify(Safe::line(if was { "the star is gone" } else { "starred" }));
        let changes = [was, !was].map(|set| Change::Starred(id, set));
        self.alter(id, changes, Safe::line(what))
    }

    pub(super) fn toggle_read(&mut self) -> Vec<Effect> {
        let Some(row) = self.list.selected() else { return Vec::new() };
        let (id, was) = (row.id, !row.is_unread(&self.marks));
        let what = if was { "the mark as unread" } else { "the mark as read" };
        self.notify(Safe::line(if was { "marked as unread" } else { "marked as read" }));
        let changes = [was, !was].map(|set| Change::Read(id, set));
        self.alter(id, changes, Safe::line(what))
    }

    /// Makes changes, in their order; the list follows those of tags and notes,
    /// which a search may ask for.
    fn change_all<'a>(&mut self, changes: impl Iterator<Item = &'a Change>) -> Vec<Effect> {
        let (mut effects, mut is_searched) = (Vec::new(), false);
        for change in changes {
            is_searched |= matches!(change, Change::Tag(..) | Change::Note(..));
            effects.extend(self.change(change));
        }
        if is_searched && !self.query.is_empty() {
            effects.push(self.ask_again());
        }
        effects
    }

    /// Makes a change, at once and to be kept.
    fn change(&mut self, change: &Change) -> Vec<Effect> {
        let mut effects = vec![self.keep(change.clone())];
        if let Change::Correction(id, ..) = change {
            effects.push(Effect::Correct(vec![(*id, self.marks.corrected(*id))]));
        }
        effects
    }

    fn told(&self, verb: &'static str, done: &Done) -> Safe {
        let what = &done.what;
        match done.id.and_then(|id| self.list.article(id)) {
            Some(row) => Safe::format(format_args!("{verb}: {what} · {}", row.headline())),
            None => Safe::format(format_args!("{verb}: {what}")),
        }
    }
}
