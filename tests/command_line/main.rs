//! newsread as a command: what it takes, prints, writes and returns.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod asking;
mod citing_files;
mod commands;
mod comparing;
mod corrected;
mod desk;
mod edited;
mod importing;
mod indexing;
mod notes;
mod packing;
mod plain;
mod printing;
mod sharing;
mod shell;
mod tagged;
