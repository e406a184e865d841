//! Completes articles with what other files say of them, and what the reader says.
//!
//! It does not know how a file is read. One idea: whoever asks for one article finds in
//! it what a pass over all of them would: where lists of links were not read in this
//! session, the entries about it are read again.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::lending::{self, Link};
use super::walk::precedes;
use super::{Archive, Location, items, open};
use crate::article::{Article, ArticleId};

impl Archive {
    /// Completes an article that a pass met, and remembers which address it has.
    pub(super) fn complete(&self, article: &mut Article) {
        lending::add(article, &self.note(article));
        self.corrections.apply(article);
    }

    /// The same for one that is handed on in the order of the walk: only what
    /// precedes it there is added.
    pub(super) fn complete_at(&self, article: &mut Article, location: &Location) {
        lending::add(article, &self.lending.loans(article, Some(location)));
        self.corrections.apply(article);
    }

    /// Completes an article that somebody asks for.
    pub(super) fn complete_alone(&self, article: &mut Article) {
        let loans = if self.lending.has_all() {
            self.lending.loans(article, None)
        } else {
            self.loans_again(article)
        };
        lending::add(article, &loans);
        self.corrections.apply(article);
    }

    /// Remembers which address an article has that was met; returns what the lists say of
    /// it.
    pub(super) fn note(&self, article: &Article) -> Vec<Arc<Link>> {
        let loans = self.lending.loans(article, None);
        if !article.is_link && self.lending.has_any() {
            let address = lending::address_of(article).filter(|_| !loans.is_empty());
            self.catalogue().take(article.id, address);
        }
        loans
    }

    /// What the lists say of an article, read again, in the order of the walk.
    fn loans_again(&self, article: &Article) -> Vec<Arc<Link>> {
        let Some(address) = lending::address_of(article) else { return Vec::new() };
        let entries = self.catalogue().telling_of(address);
        let mut loans: Vec<Link> =
            entries.into_iter().filter_map(|entry| self.link(entry)).collect();
        loans.retain(|loan| lending::address_of(&loan.document.article) == Some(address));
        loans.sort_by(|one, other| {
            precedes(&other.location, &one.location).cmp(&precedes(&one.location, &other.location))
        });
        loans.into_iter().map(Arc::new).collect()
    }

    /// An entry of a list, read again.
    fn link(&self, id: ArticleId) -> Option<Link> {
        let location = self.location(id)?;
        let part = location.item.as_ref()?;
        let opened = open::open(&location.file).ok()?;
        let changed = Some(opened.stamp.changed);
        let job = items::again(self, id, part, &location.file, opened).ok()?;
        let document = self.parse_alone(job, &AtomicBool::new(false)).ok()?;
        Some(Link { id, location, changed, document })
    }
}
