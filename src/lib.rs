//! A terminal reader for an archive of news articles.
pub mod app;
pub mod archive;
pub mod article;
pub mod cite;
pub mod cli;
pub mod config;
pub mod format;
pub mod search;
pub mod session;
pub mod state;
pub mod tui;
pub mod typeset;
