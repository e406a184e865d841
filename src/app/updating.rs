//! What came or changed in the files while one reads: announced, and never
//! thrust upon the reader.
//!
//! The list takes in what is new and stays where it is; the article on show
//! stays as it was opened until the reader asks for what its file says now.

use super::action::Action;
use super::reader::Raw;
use super::status::grouped;
use super::{App, Effect, Pane};
use crate::article::{ArticleId, Safe};
use crate::search::{Page, Total};

/// What is known of the archive's news.
#[derive(Debug, Default)]
pub(super) struct News {
    /// Whether the archive was read to its end: what comes later is news.
    is_settled: bool,
    /// Whether the question under way was asked because of the files.
    is_of_files: bool,
    /// The article on show whose change was announced.
    changed: Option<ArticleId>,
    /// What is told when something else was.
    pub(super) waiting: Option<Safe>,
}

impl App {
    /// Takes note that what is asked now is something else than before.
    pub(super) fn forget_news(&mut self) {
        self.news.is_of_files = false;
        self.news.waiting = None;
    }

    /// Takes note that the next answer is about what changed in the files.
    pub(super) fn await_news(&mut self) {
        self.news.is_of_files = true;
    }

    /// Announces what an answer has that was not there before: `before` is how
    /// many results there were to the same question, if they were counted.
    pub(super) fn announce(&mut self, before: Total) {
        let is_of_files = std::mem::take(&mut self.news.is_of_files);
        let was_settled = self.news.is_settled;
        self.news.is_settled |= self.progress.is_finished();
        if !was_settled || !is_of_files {
            return;
        }
        let Total::Exactly(before) = before else { return };
        let new = self.list.total().count().saturating_sub(before);
        let said = match (self.changed_on_show(), new) {
            (true, _) => {
                let key = self.settings.keymap.key(Action::Rescan).unwrap_or_default();
                format!("this article was changed in its file · {key} shows it as it is now")
            }
            (false, 0) => return,
            (false, 1) if self.query.is_empty() => "1 new article".to_owned(),
            (false, new) if self.query.is_empty() => format!("{} new articles", grouped(new)),
            (false, 1) => "1 more article matches".to_owned(),
            (false, new) => format!("{} more articles match", grouped(new)),
        };
        self.tell_news(&said);
    }

    /// The article that is being read, if an answer tells that it is no result any more:
    /// it was asked for around it, or has all there is.
    pub(super) fn lost(&self, page: &Page) -> Option<ArticleId> {
        let on_show = self.reader.article().map(|article| article.id);
        let is_read = self.focus == Pane::Reader && on_show == self.list.here();
        let id = on_show.filter(|_| is_read)?;
        let is_around = self.question.around == Some(id);
        let is_all = page.start == 0 && page.rows.len() == page.total.count();
        let is_there = page.middle.is_some() && is_around || page.rows.iter().any(|it| it.id == id);
        Some(id).filter(|_| !is_there && (is_around || is_all))
    }

    /// Announces that the file of the article that is being read is gone. One that only
    /// matches no more stays without a word.
    pub(super) fn announce_absence(&mut self) {
        // While articles are being read, or stories have one row, it may only be elsewhere.
        let is_gone = self.query.is_empty() && self.progress.is_finished() && !self.is_folded;
        if self.list.absent().is_some() && is_gone {
            self.tell_news("the file of this article is gone · it stays here until you go on");
        }
    }

    /// Tells something now, or at the next key if something is told already: what the
    /// reader asked for is told first.
    fn tell_news(&mut self, said: &str) {
        let said = Some(Safe::line(said));
        match self.notice {
            None => self.notice = said,
            Some(_) => self.news.waiting = said,
        }
    }

    /// Whether the file of the article on show says something else than is
    /// shown, and that was not announced yet.
    fn changed_on_show(&mut self) -> bool {
        let Some(article) = self.reader.article() else { return false };
        let Some(row) = self.list.article(article.id) else { return false };
        let is_changed = row.meta != article.meta || row.words != article.words();
        let is_news = is_changed && self.news.changed != Some(article.id);
        self.news.changed = is_changed.then_some(article.id);
        is_news
    }

    /// Has the files looked at again, and the article on show read again.
    pub(super) fn rescan(&mut self) -> Vec<Effect> {
        self.news.changed = None;
        // What was to be told of it is true no more.
        self.notice = None;
        let on_show = self.reader.article().map(|article| article.id);
        let again = on_show.filter(|id| self.wanted == Some(*id)).map(Effect::Open);
        std::iter::once(Effect::Rescan).chain(again).collect()
    }

    /// Shows more of the file of the article on show; the raw text of a long one
    /// is read first.
    pub(super) fn unfold(&mut self) -> Vec<Effect> {
        self.reader.unfold();
        self.read_raw()
    }

    /// Has the raw text read that the reader awaits.
    pub(super) fn read_raw(&self) -> Vec<Effect> {
        let awaiting = self.reader.article().filter(|_| self.reader.awaits_raw());
        awaiting.map(|article| Effect::ReadRaw(article.id)).into_iter().collect()
    }

    /// Takes in the raw text of an article, if it is still on show; without it
    /// the article stays as it is.
    pub(super) fn raw_read(&mut self, id: ArticleId, raw: Result<Box<Raw>, Safe>) -> Vec<Effect> {
        let is_awaited = self.reader.awaits_raw();
        if self.reader.article().is_none_or(|article| article.id != id) {
            return Vec::new();
        }
        match raw {
            Ok(raw) => self.reader.take_raw(*raw),
            Err(reason) if is_awaited => {
                self.reader.give_up_raw();
                return self.notify(reason);
            }
            Err(_) => {}
        }
        Vec::new()
    }
}
