//! A terminal reader for an archive of news articles.
pub mod article;
pub mod format;
pub mod state;
pub mod typeset;
