//! Arguments of the commands that are about what the reader added.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Notes and highlights.
#[derive(Debug, Args)]
pub(in crate::cli) struct Notes {
    /// One JSON object a line, instead of Markdown
    #[arg(long)]
    pub(in crate::cli) json: bool,

    /// The style of the citations, as for cite
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) style: Option<String>,

    /// Folders and files in which to look for the articles [default: as for list]
    #[arg(value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
}

/// What the reader added: marks, tags, corrections, places.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum State {
    /// Print all that you added, one JSON object a line
    Export {
        /// Write to this file instead
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Read in what was exported; what is newer here stays
    Import {
        /// Files that were exported, or a daily copy
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
    },
}

/// Corrections of articles.
#[derive(Debug, Args)]
pub(in crate::cli) struct Corrections {
    /// One JSON object a line
    #[arg(long)]
    pub(in crate::cli) json: bool,

    /// Folders and files in which to look for the articles [default: as for list]
    #[arg(value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
}
