//! Lists of links, what their entries tell of, and the articles to which that was lent.

use rusqlite::{Result, params};

use super::{Table, id};
use crate::archive::lending::Hash;
use crate::article::ArticleId;

impl Table {
    /// Whether any file is a list of links.
    pub(in crate::archive::catalogue) fn has_lists(&self) -> Result<bool> {
        let any = "SELECT EXISTS (SELECT 1 FROM file WHERE kind = 2)";
        self.database.query_row(any, [], |row| row.get(0))
    }

    /// The numbers of the files that are lists of links.
    pub(in crate::archive::catalogue) fn lists(&self) -> Result<Vec<i64>> {
        let mut all = self.database.prepare_cached("SELECT number FROM file WHERE kind = 2")?;
        let rows = all.query_map([], |row| row.get(0))?;
        rows.collect()
    }

    /// Notes whether a file that holds many articles is a list of links.
    pub(in crate::archive::catalogue) fn set_list(&mut self, file: i64, is_it: bool) -> Result<()> {
        let told = "UPDATE file SET kind = ?2 WHERE number = ?1";
        self.write()?.prepare_cached(told)?.execute(params![file, 1 + i64::from(is_it)])?;
        Ok(())
    }

    /// Notes the address of which an entry tells.
    pub(in crate::archive::catalogue) fn tell_of(
        &mut self,
        entry: ArticleId,
        address: Hash,
    ) -> Result<()> {
        let told = "UPDATE item SET address = ?2 WHERE id = ?1";
        self.write()?.prepare_cached(told)?.execute(params![&entry.0[..], address])?;
        Ok(())
    }

    /// The entries that tell of an address.
    pub(in crate::archive::catalogue) fn telling_of(
        &self,
        address: Hash,
    ) -> Result<Vec<ArticleId>> {
        let mut known = self.database.prepare_cached("SELECT id FROM item WHERE address = ?1")?;
        let rows = known.query_map([address], |row| id(row, 0))?;
        rows.collect()
    }

    /// Notes which address an article has of which entries tell, if it has one.
    pub(in crate::archive::catalogue) fn take(
        &mut self,
        article: ArticleId,
        address: Option<Hash>,
    ) -> Result<()> {
        let database = self.write()?;
        let left = "DELETE FROM taker WHERE article = ?1 AND address IS NOT ?2";
        database.prepare_cached(left)?.execute(params![&article.0[..], address])?;
        if let Some(address) = address {
            let took = "INSERT OR IGNORE INTO taker VALUES (?1, ?2)";
            database.prepare_cached(took)?.execute(params![&article.0[..], address])?;
        }
        Ok(())
    }

    /// The articles to which something was lent, by address.
    pub(in crate::archive::catalogue) fn takers(&self) -> Result<Vec<(ArticleId, Hash)>> {
        let mut all = self.database.prepare_cached("SELECT article, address FROM taker")?;
        let rows = all.query_map([], |row| Ok((id(row, 0)?, row.get(1)?)))?;
        rows.collect()
    }

    /// Forgets to whom anything was lent.
    pub(in crate::archive::catalogue) fn forget_takers(&mut self) -> Result<()> {
        self.write()?.execute("DELETE FROM taker", []).map(drop)
    }

    /// Notes whether an entry is an article itself.
    pub(in crate::archive::catalogue) fn show(
        &mut self,
        entry: ArticleId,
        is_it: bool,
    ) -> Result<()> {
        let shown = "UPDATE item SET is_shown = ?2 WHERE id = ?1";
        self.write()?.prepare_cached(shown)?.execute(params![&entry.0[..], is_it])?;
        Ok(())
    }

    /// The entries that are articles themselves.
    pub(in crate::archive::catalogue) fn shown(&self) -> Result<Vec<ArticleId>> {
        let mut all = self.database.prepare_cached("SELECT id FROM item WHERE is_shown = 1")?;
        let rows = all.query_map([], |row| id(row, 0))?;
        rows.collect()
    }
}
