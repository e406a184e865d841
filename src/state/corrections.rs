//! The corrections on the disk, to be listed.
//!
//! It reads the file and leaves it as it is: nothing is begun, moved aside or
//! taken to another format.

use std::path::Path;

use jiff::Timestamp;

use super::opening::read_only;
use super::{Change, StateError};
use crate::article::{ArticleId, Field};

/// A correction, and when it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The article.
    pub id: ArticleId,
    /// The field that was corrected.
    pub field: Field,
    /// What the reader says; empty for “not stated”.
    pub value: String,
    /// When, by the clock of the device.
    pub when: Timestamp,
}

/// The corrections in the database at `path`, the oldest first; none where
/// there is no such file.
pub fn corrections(path: &Path) -> Result<Vec<Correction>, StateError> {
    let found = if path.exists() { read_only(path)? } else { Vec::new() };
    let mut corrections: Vec<Correction> = found
        .into_iter()
        .filter_map(|it| {
            let Change::Correction(id, field, Some(value)) =
                Change::parse(it.article, &it.key, &it.version.value)?
            else {
                return None;
            };
            let when = Timestamp::from_millisecond(it.version.wall).unwrap_or_default();
            Some(Correction { id, field, value, when })
        })
        .collect();
    corrections.sort_by_key(|it| (it.when, it.id, it.field));
    Ok(corrections)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::State;
    use std::time::Duration;

    const RAIN: ArticleId = ArticleId([1; 16]);

    #[test]
    fn corrections_are_listed_and_withdrawn_ones_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.db");
        let state = State::open(Some(path.clone()), |_| {}).unwrap();
        let typed = |text: &str| Some(text.to_owned());
        state.write(Change::Correction(RAIN, Field::Url, typed("")));
        state.write(Change::Correction(RAIN, Field::Title, typed("Rain")));
        state.write(Change::Correction(RAIN, Field::Source, typed("The Gauge")));
        state.write(Change::Correction(RAIN, Field::Source, None));
        state.write(Change::Starred(RAIN, true));
        assert!(state.flush(Duration::from_secs(20)));
        let mut found = corrections(&path).unwrap();
        found.sort_by_key(|it| it.field);
        let found: Vec<_> = found.iter().map(|it| (it.id, it.field, &*it.value)).collect();
        assert_eq!(found, [(RAIN, Field::Title, "Rain"), (RAIN, Field::Url, "")]);
    }

    #[test]
    fn without_a_file_there_are_none_and_none_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.db");
        assert_eq!(corrections(&path).unwrap(), []);
        assert!(!path.exists());
    }

    #[test]
    fn a_file_that_is_no_database_is_told_and_left_where_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.db");
        std::fs::write(&path, "no database at all, but long enough to look at").unwrap();
        assert!(corrections(&path).is_err());
        assert!(path.exists());
    }
}
