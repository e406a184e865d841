//! The items of files that hold many articles.

use rusqlite::{OptionalExtension as _, Result, Row, params};

use super::{Listed, Table, id, signed};
use crate::archive::Part;
use crate::article::{ArticleId, Safe};

impl Table {
    pub(in crate::archive::catalogue) fn add_item(
        &mut self,
        item: ArticleId,
        file: i64,
        part: &Part,
        is_headed: bool,
    ) -> Result<()> {
        let mut add = self.write()?.prepare_cached(
            "INSERT INTO item (id, file, key, rank, line, entry, start, end, is_headed)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                ON CONFLICT (id) DO UPDATE SET file = ?2, key = ?3, rank = ?4, line = ?5,
                entry = ?6, start = ?7, end = ?8, is_headed = ?9",
        )?;
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let range = part.range.as_ref();
        add.execute(params![
            &item.0[..],
            file,
            &*part.key,
            count(part.rank),
            signed(part.line),
            part.entry.map(count),
            range.map(|range| signed(range.start)),
            range.map(|range| signed(range.end)),
            is_headed,
        ])?;
        Ok(())
    }

    pub(in crate::archive::catalogue) fn item(&self, item: ArticleId) -> Result<Option<Listed>> {
        let mut known = self.database.prepare_cached(
            "SELECT file, key, rank, line, entry, start, end, is_headed FROM item WHERE id = ?1",
        )?;
        let listed = |row: &Row<'_>| {
            let start: Option<u64> = row.get(5)?;
            let range =
                start.map(|start| Ok::<_, rusqlite::Error>(start..row.get(6)?)).transpose()?;
            let key = Safe::line(&row.get::<_, String>(1)?);
            let part =
                Part { key, rank: row.get(2)?, line: row.get(3)?, entry: row.get(4)?, range };
            Ok(Listed { file: row.get(0)?, part, is_headed: row.get(7)? })
        };
        known.query_row([&item.0[..]], listed).optional()
    }

    /// The items of a file.
    pub(in crate::archive::catalogue) fn items_of(&self, file: i64) -> Result<Vec<ArticleId>> {
        let mut known = self.database.prepare_cached("SELECT id FROM item WHERE file = ?1")?;
        let rows = known.query_map([file], |row| id(row, 0))?;
        rows.collect()
    }

    pub(in crate::archive::catalogue) fn remove_item(&mut self, item: ArticleId) -> Result<()> {
        let database = self.write()?;
        for gone in ["DELETE FROM item WHERE id = ?1", "DELETE FROM taker WHERE article = ?1"] {
            database.prepare_cached(gone)?.execute([&item.0[..]])?;
        }
        Ok(())
    }
}
