//! Which files are lists of links, and to which articles they lent what they say.
//!
//! It does not know what an entry says. One idea: as long as the lists are as they were,
//! an article that changed tells which entry is lent now and which is an article itself,
//! and no other article needs to be read for it.

use std::collections::HashSet;
use std::path::Path;

use super::Catalogue;
use super::table::Table;
use crate::archive::lending::{Before, Hash, Settled};
use crate::article::ArticleId;

impl Catalogue {
    /// Whether any file is a list of links.
    pub(in crate::archive) fn has_lists(&mut self) -> bool {
        self.ask(|table| table.has_lists()).unwrap_or(false)
    }

    /// Whether a file of the folder that is being walked is a list: it is read for what it
    /// lends, also where it is as it was taken in.
    pub(in crate::archive) fn is_list(&self, file: &Path) -> bool {
        let here = self.pass.here.as_ref().zip(file.file_name());
        let known = here.and_then(|(here, name)| here.files.get(name));
        known.is_some_and(|known| known.is_list)
    }

    /// Notes whether a file that was cut lends what it says to other articles.
    pub(in crate::archive) fn lends(&mut self, file: &Path, is_list: bool) {
        let Some(filed) = self.filed(file) else { return };
        let is_as_kept =
            filed.stamp.is_some() && self.pass.cut.get(&filed.id).copied() == filed.stamp;
        self.pass.has_other_lists |= filed.is_list != is_list || is_list && !is_as_kept;
        if is_list {
            self.pass.lists.insert(filed.number);
        }
        self.ask(|table| table.set_list(filed.number, is_list));
    }

    /// Notes the address of which an entry tells.
    pub(in crate::archive) fn tell_of(&mut self, entry: ArticleId, address: Hash) {
        self.ask(|table| table.tell_of(entry, address));
    }

    /// The entries that tell of an address.
    pub(in crate::archive) fn telling_of(&mut self, address: Hash) -> Vec<ArticleId> {
        self.ask(|table| table.telling_of(address)).unwrap_or_default()
    }

    /// Notes which address an article has of which entries tell, if it has one.
    pub(in crate::archive) fn take(&mut self, article: ArticleId, address: Option<Hash>) {
        self.ask(|table| table.take(article, address));
    }

    /// Whether articles were passed over to which other lists may tell something than
    /// before: all are to be read.
    pub(in crate::archive) fn has_other_lists(&mut self) -> bool {
        if !self.pass.is_partial {
            return false;
        }
        let lists = self.ask(|table| table.lists()).unwrap_or_default();
        self.pass.has_other_lists || lists.iter().any(|list| !self.pass.lists.contains(list))
    }

    /// Forgets to whom anything was lent: all articles are to be read.
    pub(in crate::archive) fn forget_takers(&mut self) {
        self.ask(Table::forget_takers);
    }

    /// What was lent before this pass, in which everything was met; `None` if that
    /// cannot be gone on from.
    pub(in crate::archive) fn lent_before(&mut self) -> Option<Before> {
        if self.has_other_lists() {
            return None;
        }
        if !self.pass.is_partial {
            return Some(Before::default());
        }
        let missing: HashSet<ArticleId> = self.missing_articles().into_iter().collect();
        let mut takers = self.ask(|table| table.takers()).unwrap_or_default();
        takers.retain(|(article, _)| !missing.contains(article));
        let taken = takers.into_iter().map(|(_, address)| address).collect();
        let shown = self.ask(|table| table.shown()).unwrap_or_default();
        Some(Before { taken, shown: Some(shown.into_iter().collect()) })
    }

    /// The articles of files that will be found to be gone, and the items that are.
    fn missing_articles(&mut self) -> Vec<ArticleId> {
        let mut missing: Vec<ArticleId> = self.pass.unmet.iter().copied().collect();
        for (file, id) in self.missing() {
            missing.push(id);
            missing.extend(self.ask(|table| table.items_of(file)).unwrap_or_default());
        }
        missing
    }

    /// Notes what became of the entries of all lists.
    pub(in crate::archive) fn settle(&mut self, settled: &Settled) {
        for entry in &settled.lent {
            self.ask(|table| table.show(*entry, false));
        }
        for link in &settled.links {
            self.ask(|table| table.show(link.id, true));
        }
        for (article, address) in &settled.again {
            self.take(*article, Some(*address));
        }
    }

    /// Ends a pass in which all lists were cut that can be; the others lend nothing until
    /// they can be read.
    pub(in crate::archive) fn finish_lists(&mut self) {
        for list in self.ask(|table| table.lists()).unwrap_or_default() {
            if !self.pass.lists.contains(&list) {
                self.ask(|table| table.set_list(list, false));
                self.ask(|table| table.unkeep(list));
            }
        }
    }
}
