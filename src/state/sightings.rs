//! Where files were seen of which the reader touched an article.
//!
//! It is for whoever reads the files of an archive and knows nothing of them yet,
//! because there is no index or it was deleted: an edited file is found by its
//! place, and a moved one by what it said. Paths are addresses (RFC 8089), which
//! keep every byte of a name.

use std::path::Path;

use rusqlite::Row;
use serde_json::{Value, json};
use url::Url;

use super::StateError;
use super::opening::look;
use crate::article::{ArticleId, Sighting};

/// What the registers of sightings begin with; the address of the archive follows.
pub(super) const SEEN: &str = "seen:";

/// The register of a sighting in the archive of this folder.
pub(super) fn register(root: &Path) -> String {
    // The catalogue names no root whose whole path is not known.
    let address = Url::from_directory_path(root).map_or_else(|()| String::new(), String::from);
    format!("{SEEN}{address}")
}

/// What is written there, in JSON.
pub(super) fn seen(sighting: &Sighting) -> Value {
    let file = Url::from_file_path(sighting.root.join(&sighting.path));
    json!({
        "file": file.map_or_else(|()| String::new(), String::from),
        "says": sighting.says.to_string(),
    })
}

/// What such a register says of a file.
pub(super) fn sighting(file: ArticleId, key: &str, value: &Value) -> Option<Sighting> {
    let path = |address: &str| Url::parse(address).ok()?.to_file_path().ok();
    let root = path(key.strip_prefix(SEEN)?)?;
    let whole = path(value.get("file")?.as_str()?)?;
    let says = ArticleId::named(value.get("says")?.as_str()?)?;
    let path = whole.strip_prefix(&root).ok()?.to_owned();
    Some(Sighting { file, root, path, says })
}

/// Every sighting that the database at `path` has, the newest first; none where there
/// is no such file. It is neither begun nor changed, and whoever has it open goes on.
///
/// # Errors
/// It cannot be read.
pub fn sightings(path: &Path) -> Result<Vec<Sighting>, StateError> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let found = look(path, |database| {
        let mut all = database.prepare(
            "SELECT article, key, value FROM register WHERE key GLOB 'seen:*'
             ORDER BY counter DESC, arrived DESC",
        )?;
        let rows = all.query_map([], |row| Ok(read(row)))?;
        rows.filter_map(Result::transpose).collect()
    });
    found.map_err(|source| StateError::Unread { path: path.to_owned(), source })
}

/// The sighting in a row of article, key and value; `None` if it makes no sense.
fn read(row: &Row<'_>) -> Option<Sighting> {
    let (file, key) = (ArticleId(row.get(0).ok()?), row.get_ref(1).ok()?.as_str().ok()?);
    sighting(file, key, &serde_json::from_str(row.get_ref(2).ok()?.as_str().ok()?).ok()?)
}

#[cfg(test)]
pub(super) mod tests {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt;
    use std::path::PathBuf;
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;
    use crate::state::{Change, State, marks};

    /// A name that a file may have: any bytes but a slash.
    fn name() -> impl Strategy<Value = OsString> {
        let bytes = prop::collection::vec(1..=255u8, 1..12);
        let is_name =
            |name: &Vec<u8>| !name.contains(&b'/') && ![b".", &b".."[..]].contains(&&**name);
        bytes.prop_filter("no name", is_name).prop_map(OsString::from_vec)
    }

    pub(in crate::state) fn sightings() -> impl Strategy<Value = Sighting> {
        let id = any::<[u8; 16]>().prop_map(ArticleId);
        let names = |least| prop::collection::vec(name(), least..4);
        (id.clone(), names(0), names(1), id).prop_map(|(file, root, path, says)| Sighting {
            file,
            root: Path::new("/").join(root.iter().collect::<PathBuf>()),
            path: path.iter().collect(),
            says,
        })
    }

    fn rain(root: &str, path: &str) -> Sighting {
        let file = ArticleId::of(b"rain", 0);
        Sighting { file, root: root.into(), path: path.into(), says: file }
    }

    #[test]
    fn an_archive_has_one_sighting_of_a_file_which_is_the_last() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.db");
        assert_eq!(super::sightings(&path).unwrap(), []);
        let state = State::open(Some(path.clone()), |_| {}).unwrap();
        for (root, file) in [("/news", "rain.md"), ("/copy", "rain.md"), ("/news", "old/rain.md")] {
            state.see(rain(root, file));
            assert!(state.flush(Duration::from_secs(20)));
        }
        let all = [rain("/news", "old/rain.md"), rain("/copy", "rain.md")];
        assert_eq!(super::sightings(&path).unwrap(), all);
        assert_eq!(marks(&path).unwrap(), crate::state::Marks::default());
    }

    #[test]
    fn what_was_seen_is_plain_json_under_the_address_of_the_archive() {
        let change = Change::Seen(Box::new(rain("/news", "a b.md")));
        assert_eq!(change.slot().1, "seen:file:///news/");
        let file = ArticleId::of(b"rain", 0);
        let value = format!(r#"{{"file":"file:///news/a%20b.md","says":"{file}"}}"#);
        assert_eq!(change.value(), value);
    }
}
