//! What the reader changed in this session, to be undone and done again.
//!
//! Only what was meant counts: notes, corrections, stars, tags, bookmarks and
//! read marks that a key asked for, not that opening an article counts it as
//! read.

use super::{App, Effect};
use crate::article::{ArticleId, Safe};
use crate::state::{Change, Note, NoteId};

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
    /// What was changed, in order.
    steps: Vec<Step>,
    /// What it is: “the star of ‘Rain’”.
    what: Safe,
}

/// One change, from what was before to what is then.
#[derive(Clone, Debug)]
enum Step {
    /// A change behind the one that undoes it.
    Change([Change; 2]),
    /// What a note says, and what others wrote that it does not replace. The
    /// versions of a note only grow, so each way is written when it is gone.
    Note(ArticleId, NoteId, [Vec<Note>; 2]),
}

/// Which way a step is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Back = 0,
    On = 1,
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
        let steps = changes.into_iter().map(Step::Change).collect();
        self.make(Done { id, steps, what })
    }

    /// Lets a note say the second, where it said the first.
    pub(super) fn alter_note(
        &mut self,
        id: ArticleId,
        note: NoteId,
        says: [Vec<Note>; 2],
        what: Safe,
    ) -> Vec<Effect> {
        self.make(Done { id: Some(id), steps: vec![Step::Note(id, note, says)], what })
    }

    fn make(&mut self, done: Done) -> Vec<Effect> {
        let effects = self.go_steps(done.steps.iter(), Way::On);
        let before = &mut self.history.done;
        if before.len() == LONGEST {
            before.remove(0);
        }
        before.push(done);
        self.history.undone.clear();
        effects
    }

    pub(super) fn undo(&mut self) -> Vec<Effect> {
        let Some(done) = self.history.done.pop() else {
            return self.notify(Safe::line("nothing to undo in this session"));
        };
        let effects = self.go_steps(done.steps.iter().rev(), Way::Back);
        self.notify(self.told("undone", &done));
        self.history.undone.push(done);
        effects
    }

    pub(super) fn redo(&mut self) -> Vec<Effect> {
        let Some(done) = self.history.undone.pop() else {
            return self.notify(Safe::line("nothing was undone"));
        };
        let effects = self.go_steps(done.steps.iter(), Way::On);
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

    /// Makes changes, in their order; the lists follow those of tags and notes,
    /// which a search may ask for.
    fn go_steps<'a>(&mut self, steps: impl Iterator<Item = &'a Step>, way: Way) -> Vec<Effect> {
        let (mut effects, mut is_searched) = (Vec::new(), false);
        for step in steps {
            match step {
                Step::Change(ways) => {
                    let change = &ways[way as usize];
                    is_searched |= matches!(change, Change::Tag(..));
                    effects.extend(self.change(change));
                }
                Step::Note(id, note, ways) => {
                    is_searched = true;
                    // Each is written over what was known before the first.
                    for change in self.marks.restore(*id, *note, &ways[way as usize]) {
                        effects.extend(self.change(&change));
                    }
                }
            }
        }
        if is_searched {
            effects.extend(self.list_notes());
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
