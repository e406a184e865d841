//! A terminal reader for an archive of news articles.
pub mod article;
pub mod state;
pub mod typeset;
