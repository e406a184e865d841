//! A terminal reader for an archive of news articles.
pub mod article;
pub mod typeset;
