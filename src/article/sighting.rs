//! Where the file of an article was seen, and what it said then.
//!
//! One idea: the identity of an article comes from the bytes of its file as first
//! seen, so of an edited one only what was noted before can tell it.

use std::path::PathBuf;

use super::ArticleId;

/// A file as it was seen last.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sighting {
    /// The identity of the file: that of the article, unless it holds many.
    pub file: ArticleId,
    /// Its whole path, the folder of its archive without links; `None` if it is gone from
    /// there, or was seen on another device.
    pub place: Option<PathBuf>,
    /// The identity that its bytes alone would give.
    pub says: ArticleId,
}
