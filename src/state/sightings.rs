//! Where files were seen of which the reader touched an article.
//!
//! It is for whoever reads the files of an archive and knows nothing of them yet,
//! because there is no index or it was deleted: an edited file is found by its
//! place, and a moved one by what it said. Each device has a register of its own, for
//! a place says nothing on another. Paths are addresses (RFC 8089), which keep every
//! byte of a name.

use std::path::Path;

use rusqlite::Row;
use serde_json::{Value, json};
use url::Url;

use super::StateError;
use super::opening::look;
use super::store::about;
use crate::article::{ArticleId, Sighting};

/// What the registers of sightings begin with; the name of the device follows.
pub(super) const SEEN: &str = "seen:";

/// What is written there, in JSON.
pub(super) fn seen(sighting: &Sighting) -> Value {
    let address = |place: &Path| Url::from_file_path(place).map(String::from).ok();
    json!({
        "file": sighting.place.as_deref().and_then(address),
        "says": sighting.says.to_string(),
    })
}

/// What such a register says of a file.
pub(super) fn sighting(file: ArticleId, value: &Value) -> Option<Sighting> {
    let path = |address: &str| Url::parse(address).ok()?.to_file_path().ok();
    let place = value.get("file").and_then(Value::as_str).and_then(path);
    let says = ArticleId::named(value.get("says")?.as_str()?)?;
    Some(Sighting { file, place, says })
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
        let own = format!("{SEEN}{}", about(&database, "device")?);
        let mut all = database.prepare(
            "SELECT article, key, value FROM register WHERE key GLOB 'seen:*'
             ORDER BY counter DESC, arrived DESC",
        )?;
        let rows = all.query_map([], |row| Ok(read(row, &own)))?;
        rows.filter_map(Result::transpose).collect()
    });
    found.map_err(|source| StateError::Unread { path: path.to_owned(), source })
}

/// The sighting in a row of article, key and value; `None` if it makes no sense.
fn read(row: &Row<'_>, own: &str) -> Option<Sighting> {
    let value = serde_json::from_str(row.get_ref(2).ok()?.as_str().ok()?).ok()?;
    let sighting = sighting(ArticleId(row.get(0).ok()?), &value)?;
    let is_own = row.get_ref(1).ok()?.as_str().ok()? == own;
    Some(Sighting { place: sighting.place.filter(|_| is_own), ..sighting })
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
        let place = prop::collection::vec(name(), 1..5)
            .prop_map(|names| Path::new("/").join(names.iter().collect::<PathBuf>()));
        (id.clone(), prop::option::of(place), id).prop_map(|(file, place, says)| Sighting {
            file,
            place,
            says,
        })
    }

    fn rain(place: Option<&str>) -> Sighting {
        let file = ArticleId::of(b"rain", 0);
        Sighting { file, place: place.map(PathBuf::from), says: file }
    }

    /// A database in which a file was seen in these places, in turn.
    fn seen_at(places: &[Option<&str>]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.db");
        let state = State::open(Some(path.clone()), |_| {}).unwrap();
        for place in places {
            state.see(rain(*place));
            assert!(state.flush(Duration::from_secs(20)));
        }
        (folder, path)
    }

    #[test]
    fn of_a_file_the_last_sighting_is_kept() {
        let (_folder, path) = seen_at(&[Some("/news/rain.md"), Some("/news/old/rain.md")]);
        assert_eq!(super::sightings(&path).unwrap(), [rain(Some("/news/old/rain.md"))]);
        assert_eq!(marks(&path).unwrap(), crate::state::Marks::default());
        let (_folder, path) = seen_at(&[Some("/news/rain.md"), None]);
        assert_eq!(super::sightings(&path).unwrap(), [rain(None)]);
        assert_eq!(super::sightings(Path::new("/nowhere/state.db")).unwrap(), []);
    }

    #[test]
    fn a_place_on_another_device_says_nothing_here() {
        let [here, there] = ["/news/today.md", "/news/yesterday.md"].map(|at| seen_at(&[Some(at)]));
        let share = tempfile::tempdir().unwrap();
        let today = jiff::civil::date(2026, 1, 9);
        for (_, path) in [&here, &there, &here] {
            crate::state::sync(path, share.path(), today).unwrap();
        }
        let mut known = super::sightings(&here.1).unwrap();
        known.sort_by_key(|sighting| sighting.place.clone());
        assert_eq!(known, [rain(None), rain(Some("/news/today.md"))]);
    }

    #[test]
    fn what_was_seen_is_plain_json() {
        let change = Change::Seen(Box::new(rain(Some("/news/a b.md"))));
        let file = ArticleId::of(b"rain", 0);
        let value = format!(r#"{{"file":"file:///news/a%20b.md","says":"{file}"}}"#);
        assert_eq!(change.value(), value);
    }
}
