//! What becomes of files: articles, records and citations, without a screen.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod bibliographies;
mod citations;
mod citing;
mod configuration;
mod containers;
mod corpus;
mod links;
mod lists;
mod passages;
mod records;
mod shelf;
mod updating;
mod zips;
