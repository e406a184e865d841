//! Where the file of an article was seen, and what it said then.
//!
//! One idea: the identity of an article comes from the bytes of its file as first
//! seen, so of an edited one only what was noted before can tell it.

use std::path::PathBuf;

use super::ArticleId;

/// A file that the reader has touched an article of, as it was seen last.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sighting {
    /// The identity of the file: that of the article, unless it holds many.
    pub file: ArticleId,
    /// The folder of the archive in which it was seen, without links.
    pub root: PathBuf,
    /// Where it lay, from there.
    pub path: PathBuf,
    /// The identity that its bytes alone would give.
    pub says: ArticleId,
}
