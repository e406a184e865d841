//! The citation at the foot of the article on show.
//!
//! The desk writes it, like every citation: the page is there before, and gets
//! its foot when the answer comes. It is asked for whenever what it depends on
//! is not what it was asked for last.

use super::citing::{Cited, Purpose, Wanted, What, Written};
use super::{App, Effect};
use crate::article::{ArticleId, Safe};
use crate::cite::{Format, Style};
use crate::search::Ticket;

/// What the citation at the foot was asked for, and the ticket of that.
#[derive(Debug, Default)]
pub(super) struct Footing {
    ticket: Ticket,
    asked: Option<(ArticleId, Style, bool)>,
}

impl Footing {
    /// Forgets what was asked for, because the article is another or known
    /// better.
    pub(super) fn begin_anew(&mut self) {
        self.asked = None;
    }
}

impl App {
    /// Asks for the citation at the foot, if it is not what it should be.
    pub(super) fn ask_for_foot(&mut self) -> Option<Effect> {
        if !self.settings.print.cites {
            return None;
        }
        let article = self.reader.article().filter(|_| !self.reader.is_beginning())?;
        let is_as_printed = self.marks.is_as_printed(article.id);
        let wanted = Some((article.id, self.style.clone(), is_as_printed));
        if self.footing.asked == wanted {
            return None;
        }
        let cited = Cited { id: article.id, meta: article.meta.clone(), is_as_printed };
        self.footing.asked = wanted;
        self.footing.ticket = self.footing.ticket.next();
        Some(Effect::Cite(Wanted {
            ticket: self.footing.ticket,
            articles: [cited].into(),
            style: self.style.clone(),
            what: What::Citation(Format::Plain),
            purpose: Purpose::Foot,
        }))
    }

    /// Takes the citation at the foot in; one that cannot be written is left
    /// out, and told to who asks for it.
    pub(super) fn footed(&mut self, ticket: Ticket, written: Result<Written, Safe>) {
        if ticket == self.footing.ticket {
            self.reader.set_foot(written.map(|written| written.text).unwrap_or_default());
        }
    }
}
