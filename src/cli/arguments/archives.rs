//! Arguments of the commands that are about archives.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// A list of articles.
#[derive(Debug, Args)]
pub(in crate::cli) struct List {
    /// One JSON object a line
    #[arg(long)]
    pub(in crate::cli) json: bool,

    /// The paths alone, each ended by NUL and once, for cite -0 and xargs -0
    #[arg(short = '0', long, conflicts_with = "json")]
    pub(in crate::cli) print0: bool,

    #[command(flatten)]
    pub(in crate::cli) archives: Archives,

    /// Folders and files to list [default: as for search]; what is no path is a query, as for search
    #[arg(value_name = "PATH|QUERY")]
    pub(in crate::cli) asked: Vec<PathBuf>,
}

/// A search of articles.
#[derive(Debug, Args)]
pub(in crate::cli) struct Search {
    /// One JSON object a line
    #[arg(long)]
    pub(in crate::cli) json: bool,

    /// The paths alone, each ended by NUL and once, for cite -0 and xargs -0
    #[arg(short = '0', long, conflicts_with = "json")]
    pub(in crate::cli) print0: bool,

    /// Print so many articles at most
    #[arg(long, value_name = "N")]
    pub(in crate::cli) limit: Option<usize>,

    /// The newest first, or the best match
    #[arg(long, value_name = "ORDER", default_value = "date")]
    pub(in crate::cli) sort: Sort,

    #[command(flatten)]
    pub(in crate::cli) archives: Archives,

    /// What to look for: words, "phrases", -without, OR, title:, author:, date: and more, as in
    /// the reader; the article ‘Finding what you half remember’ of the sample tells all
    #[arg(value_name = "QUERY", required = true)]
    pub(in crate::cli) query: Vec<String>,
}

/// In which order articles are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Sort {
    /// The newest first.
    Date,
    /// The best match first.
    Rank,
}

/// Figures about archives.
#[derive(Debug, Args)]
pub(in crate::cli) struct Stats {
    /// One JSON object
    #[arg(long)]
    pub(in crate::cli) json: bool,

    #[command(flatten)]
    pub(in crate::cli) archives: Archives,
}

/// An index.
#[derive(Debug, Args)]
pub(in crate::cli) struct Index {
    /// One JSON object
    #[arg(long)]
    pub(in crate::cli) json: bool,

    /// Folders and files that are one archive [default: the archives of the configuration]
    #[arg(value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
}

/// What is searched.
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct Archives {
    /// A folder or file to search, once for each [default: the archives of the configuration, else
    /// a sample]
    #[arg(long = "archive", value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
}

/// Copies and versions.
#[derive(Debug, Args)]
pub(in crate::cli) struct Copies {
    /// One JSON object for each story, with its articles
    #[arg(long)]
    pub(in crate::cli) json: bool,

    #[command(flatten)]
    pub(in crate::cli) archives: Archives,

    /// Only the stories of which an article matches, as for search
    #[arg(value_name = "QUERY")]
    pub(in crate::cli) query: Vec<String>,
}
