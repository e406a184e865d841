//! What the list is asked for: one question at a time, the newest.

use super::list::List;
use super::unread::Going;
use super::{App, Effect};
use crate::article::ArticleId;
use crate::search::{Request, Start, Ticket, Window};

/// The newest question to the index, and what to do with its answer.
#[derive(Debug, Default)]
pub(super) struct Question {
    /// Comes back with the answer.
    pub(super) ticket: Ticket,
    /// Whether the answer has not come yet.
    pub(super) is_open: bool,
    /// The one that was asked for the list of notes; `None` once it is answered.
    pub(super) for_notes: Option<Ticket>,
    /// Whether something came that its answer may not have.
    pub(super) is_outdated: bool,
    /// Whether it is about a new query, and so its answer begins at the top.
    pub(super) is_new: bool,
    /// The article to select in the answer.
    pub(super) going_to: Option<ArticleId>,
    /// The article that is to stand in the middle of the answer.
    pub(super) around: Option<ArticleId>,
    /// The unread article to select in the answer.
    pub(super) to_unread: Option<Going>,
    /// How many articles were looked at, and of how many, if it takes long.
    pub(super) looked: Option<(usize, usize)>,
}

impl App {
    /// Asks the index for a window of what the list shows.
    pub(super) fn ask(&mut self, window: Window) -> Effect {
        self.question.ticket = self.question.ticket.next();
        self.question.is_open = true;
        self.question.looked = None;
        self.question.around = match window.start {
            Start::Around(id) => Some(id),
            _ => None,
        };
        Effect::Search(Request {
            ticket: self.question.ticket,
            query: self.query.clone(),
            window,
            order: self.order,
            is_folded: self.is_folded,
            marks: self.marks.clone(),
            ..Request::default()
        })
    }

    /// Asks for what the list shows from now on, from the top.
    pub(super) fn ask_anew(&mut self) -> Vec<Effect> {
        self.question.is_new = true;
        self.question.going_to = None;
        self.question.to_unread = None;
        self.forget_news();
        vec![self.ask(List::first_window())]
    }

    /// Asks anew for what the list shows, since articles came or changed.
    pub(super) fn ask_again(&mut self) -> Effect {
        let window = match (self.question.is_new, self.question.going_to) {
            (true, Some(id)) => List::window_around(id),
            (true, None) => List::first_window(),
            (false, _) => self.question.to_unread.map_or_else(|| self.list.window(), Going::window),
        };
        self.ask(window)
    }

    /// The same for articles that came or changed in the files.
    pub(super) fn ask_for_news(&mut self) -> Vec<Effect> {
        self.await_news();
        vec![self.ask_again()]
    }
}
