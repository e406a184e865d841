//! Keys in, screen out: what newsread is to those who read in it.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod arranging;
mod choosing;
mod copies;
mod copying;
mod correcting;
#[path = "../command_line/desk.rs"]
mod desk;
mod jumping;
mod kept;
mod marking;
mod news;
mod noting;
mod offered;
mod pictures;
mod raw;
mod reading;
mod recalling;
mod repairing;
mod screens;
mod searching;
mod selecting;
mod sending;
#[path = "../support/mod.rs"]
mod support;
mod tagging;
mod tour;
mod translating;
mod trusting;
mod typography;
mod widths;
