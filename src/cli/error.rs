//! Why a command ends before its end.

use std::io;
use std::path::Path;

use crate::article::Safe;
use crate::cite::{CiteError, Fault};
use crate::config::{ConfigError, StyleError};
use crate::search::SearchError;
use crate::search::index::IndexError;
use crate::session::program::ProgramError;
use crate::session::saving::SavingError;
use crate::state::StateError;

/// Why a command ends before its end.
#[derive(Debug, thiserror::Error)]
pub(super) enum CliError {
    /// The settings cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// What the reader added cannot be read.
    #[error(transparent)]
    State(#[from] StateError),
    /// A path leads nowhere.
    #[error("there is no file or folder ‘{path}’{remedy}")]
    NoSuchPath {
        /// The path, as it was given.
        path: Safe,
        /// What may have been meant; empty, or begins with a semicolon.
        remedy: String,
    },
    /// Standard input cannot be read.
    #[error("cannot read standard input: {0}")]
    Input(io::Error),
    /// A file of names cannot be read.
    #[error("cannot read names of files from ‘{file}’: {source}")]
    Names {
        /// The file.
        file: Safe,
        /// Why.
        source: io::Error,
    },
    /// A file of names has an empty one.
    #[error(
        "name {rank} in ‘{file}’ is empty; each name ends with one NUL, as find -print0 has it"
    )]
    NoName {
        /// The file.
        file: Safe,
        /// Which name, from 1.
        rank: usize,
    },
    /// Both the names and an article are to come on standard input.
    #[error(
        "standard input holds the names of files, so it cannot be an article too; name a file instead of -"
    )]
    StdinTwice,
    /// The search itself broke down.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// The index cannot be used.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// There is a terminal that cannot move a cursor.
    #[error(
        "TERM is {0}, so there is no screen to draw on; these commands need none: \
         newsread show FILE, cite FILE, extract FILE, list PATH"
    )]
    NoScreen(&'static str),
    /// There is nothing to read keys from.
    #[error(
        "newsread needs a terminal to read keys from; these commands need none: \
         newsread show FILE, cite FILE, extract FILE, list PATH"
    )]
    NoTerminal,
    /// The terminal does not do what a terminal does.
    #[error("the terminal does not answer: {0}")]
    Terminal(io::Error),
    /// What the reader added last is not on the disk.
    #[error(
        "the disk did not take your last marks in time, and they are lost; \
         see whether it is full or held by another program"
    )]
    NotKept,
    /// The sample archive cannot be laid out.
    #[error("cannot write the sample archive to ‘{place}’: {source}; name a folder of your own")]
    Sample {
        /// Where it was to be.
        place: Safe,
        /// Why it cannot be there.
        source: io::Error,
    },
    /// No folder to share what the reader added was named.
    #[error(
        "no folder was named to share through; name one, or set ‘folder’ below [sync] in the configuration"
    )]
    NoShare,
    /// A style cannot be used.
    #[error(transparent)]
    Style(#[from] StyleError),
    /// An entry names no place.
    #[error("an entry names no place in an article; write --form in-text or --form note too")]
    LocatorInEntry,
    /// A file that was to be written cannot be.
    #[error("cannot write ‘{file}’: {source}; nothing was written")]
    Unwritable {
        /// The file.
        file: Safe,
        /// Why.
        source: io::Error,
    },
    /// A file that was to grow is broken.
    #[error("{file}:{fault}; nothing was written")]
    BrokenFile {
        /// The file.
        file: Safe,
        /// What is wrong with it.
        fault: Fault,
    },
    /// A document cannot be saved or made.
    #[error(transparent)]
    Saving(#[from] SavingError),
    /// Another program failed.
    #[error(transparent)]
    Program(#[from] ProgramError),
    /// What is imported would be imported again.
    #[error("‘{into}’ lies in ‘{around}’, from which is imported; name another folder with --into")]
    IntoItself {
        /// Where it was to go.
        into: Safe,
        /// Where it comes from.
        around: Safe,
    },
    /// A pack would be written over something.
    #[error(
        "‘{folder}’ is there already and not empty, and nothing in it is written over; \
         name another folder"
    )]
    PackTaken {
        /// The folder.
        folder: Safe,
    },
    /// An original cannot be copied.
    #[error("cannot copy ‘{file}’ into the pack: {source}; no pack was made")]
    NotPacked {
        /// The original.
        file: Safe,
        /// Why.
        source: io::Error,
    },
    /// A file holds many articles where one is wanted.
    #[error("‘{file}’ holds {count} articles; name a file with one")]
    ManyArticles {
        /// The file.
        file: Safe,
        /// How many it holds.
        count: usize,
    },
    /// A terminal cannot show PDF.
    #[error("PDF is not for a terminal; name a file with -o, or send it to a pipe")]
    PdfOnScreen,
    /// Citations cannot be written.
    #[error(transparent)]
    Cite(#[from] CiteError),
    /// Nobody reads the output any more.
    #[error("standard output is closed")]
    Closed,
    /// The output cannot be written.
    #[error("cannot write to standard output: {0}")]
    Output(io::Error),
}

impl CliError {
    /// A path leads nowhere; `remedy` says what may have been meant.
    pub(super) fn no_such_path(path: &Path, remedy: String) -> Self {
        Self::NoSuchPath { path: Safe::line(&path.to_string_lossy()), remedy }
    }
}
