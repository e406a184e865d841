//! Reads the words of a file as an article.
//!
//! Nothing here knows where a file lies or how an article is drawn. Each
//! format has a module of its own; what they share, dates and names as the
//! press prints them, stands beside them.

pub mod dates;
pub mod names;
