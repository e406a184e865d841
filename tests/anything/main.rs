//! Whatever is pressed, whatever a file holds, whatever is known of an article.
//!
//! One program, since each of these takes long and so they share the cores.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod citations;
mod files;
mod keys;
#[path = "../support/mod.rs"]
mod support;
