//! What the reader added, read from the disk and left as it is.

use std::path::Path;

use super::opening::read_only;
use super::store::understood;
use super::{Marks, StateError};

/// What is known from the database at `path`; nothing where there is no such
/// file. It is neither begun nor changed, and whoever has it open goes on.
pub fn marks(path: &Path) -> Result<Marks, StateError> {
    let found = if path.exists() { read_only(path)? } else { Vec::new() };
    Ok(understood(&found).into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::ArticleId;
    use crate::state::{Change, State};
    use std::time::Duration;

    #[test]
    fn what_was_kept_is_known_while_another_has_it_open() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.db");
        assert_eq!(marks(&path).unwrap(), Marks::default());
        assert!(!path.exists());
        let state = State::open(Some(path.clone()), |_| {}).unwrap();
        let rain = ArticleId::of(b"rain", 0);
        state.write(Change::Starred(rain, true));
        assert!(state.flush(Duration::from_secs(20)));
        assert!(marks(&path).unwrap().is_starred(rain));
    }
}
