//! The arguments that newsread understands; help is made from them.
//!
//! Those of commands stand in a file for each group: what is asked of
//! articles, of archives, of what the reader added.

mod added;
mod archives;
mod articles;

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, Command as Clap, CommandFactory, Parser, Subcommand};
use clap_complete::Shell;

use super::examples::{NOTES, examples};
use crate::config::theme;
use crate::tui::theme::Theme;

pub(super) use added::{Corrections, Notes, State};
pub(super) use archives::{Archives, Copies, Index, List, Search, Sort, Stats};
pub(super) use articles::{Cite, Diff, Export, Extract, Files, Import, Names, Print};

const TEMPLATE: &str = "\
{about}

{before-help}{usage-heading} {usage}

{all-args}{after-help}";

const USAGE: &str = "\
newsread [OPTIONS] [PATH]...
       newsread [OPTIONS] COMMAND ...";

/// Reads, searches and cites news articles that are kept as files.
#[derive(Debug, Parser)]
#[command(name = "newsread", version, override_usage = USAGE, after_help = NOTES)]
pub(super) struct Arguments {
    /// Folders and files to read
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// How the screen looks: one of these, or a .toml file of roles
    #[arg(long, value_name = "NAME", value_parser = ThemeParser)]
    pub(super) theme: Option<Theme>,

    /// Read line by line, without a screen: for screen readers and Braille
    #[arg(long)]
    pub(super) plain: bool,

    /// Read the settings from this file
    #[arg(long, value_name = "FILE", global = true)]
    pub(super) config: Option<PathBuf>,

    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

impl Arguments {
    /// The arguments where none can be anything but a path, as it mostly is:
    /// to build the [`command_line`] takes as long as to draw the first frame.
    /// A word without a slash may be a command, or be meant for one.
    pub(super) fn of_paths(arguments: &[OsString]) -> Option<Self> {
        let is_path = |word: &OsString| {
            let word = word.as_encoded_bytes();
            word.contains(&b'/') && !word.starts_with(b"-")
        };
        let paths = arguments.get(1..)?;
        let paths = paths.iter().all(is_path).then(|| paths.iter().map(PathBuf::from).collect())?;
        Some(Self { paths, theme: None, plain: false, config: None, command: None })
    }
}

/// What can be done without the screen.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Print the clean text of articles
    Show(Files),
    /// Print citations of articles, one a line; several are a bibliography
    Cite(Cite),
    /// Print articles as documents, with their citations: text, Markdown, HTML, Typst or PDF
    Print(Print),
    /// Import articles into an archive: folders, feeds, exports, letters, newsboat's cache
    Import(Import),
    /// Compare two versions of an article, by paragraph and word
    Diff(Diff),
    /// Print which articles tell the same story: copies and versions
    Copies(Copies),
    /// Pack articles as evidence: originals, text, notes, citations, checksums
    Export(Export),
    /// Print what is known about articles, and where it comes from
    Extract(Extract),
    /// Search articles: print date, source, headline, path and passage, one a line
    Search(Search),
    /// Print date, source, headline and path of articles, one a line
    List(List),
    /// Print figures about the archives
    Stats(Stats),
    /// Make the index of an archive, or bring it up to date
    Index(Index),
    /// Print what you corrected in articles, one correction a line
    Corrections(Corrections),
    /// Print your notes and highlights, each with its quotation, place and citation
    Notes(Notes),
    /// Exchange what you added with your other devices, through a folder that they share
    Sync {
        /// The folder: of Syncthing, of git, on a network drive [default: that of the configuration]
        #[arg(value_name = "FOLDER")]
        folder: Option<PathBuf>,
    },
    /// Print what you added, or read such a print in
    #[command(subcommand)]
    State(State),
    /// Print the settings with their defaults, explained
    Config {
        /// Look for faults in the file of settings instead
        #[arg(long)]
        check: bool,
    },
    /// Print every action and its keys
    Keys {
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Tell whether newsread can work here, and what is missing
    Doctor {
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Write what is installed beside the program
    #[command(subcommand, arg_required_else_help = true)]
    Generate(Generate),
}

/// What is installed beside the program.
#[derive(Debug, Subcommand)]
pub(super) enum Generate {
    /// Print the manual page of newsread, or write those of all commands
    Man {
        /// Write a page for each command into this folder, which is made if it is not there
        #[arg(long, value_name = "DIR")]
        dir: Option<PathBuf>,
    },
    /// Print completions for a shell
    Completions {
        /// The shell
        #[arg(value_name = "SHELL")]
        shell: Shell,
    },
}

/// The command line as it is read, explained and completed: on every level the
/// examples come first.
pub(super) fn command_line() -> clap::Command {
    fn dress(command: clap::Command, path: &str) -> clap::Command {
        let said = examples(path).map(|examples| format!("Examples:\n{examples}"));
        let inner = |inner: clap::Command| {
            let path = format!("{path} {}", inner.get_name());
            dress(inner, path.trim_start())
        };
        let command = command.help_template(TEMPLATE).max_term_width(100).mut_subcommands(inner);
        match said {
            Some(said) => command.before_help(said),
            None => command,
        }
    }
    dress(Arguments::command(), "")
}

/// The arguments, with a blank before each word of a query that begins with a
/// minus: there are options on both sides of a query, and it is none of them.
pub(super) fn shielded(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    let command = arguments.iter().position(|argument| {
        ["search", "list", "copies"].iter().any(|command| argument == command)
    });
    for argument in arguments.iter_mut().skip(command.unwrap_or(usize::MAX)) {
        let word = argument.to_str().filter(|word| word.len() > 2 && word.starts_with('-'));
        if let Some(word) = word.filter(|word| !word.starts_with("--")) {
            *argument = format!(" {word}").into();
        }
    }
    arguments
}

/// Understands the name of a theme: help and completions offer those that
/// newsread brings, and a file is one as well.
#[derive(Clone, Copy, Debug)]
struct ThemeParser;

impl TypedValueParser for ThemeParser {
    type Value = Theme;

    fn parse_ref(
        &self,
        command: &Clap,
        argument: Option<&Arg>,
        name: &OsStr,
    ) -> Result<Theme, clap::Error> {
        let named = StringValueParser::new().try_map(|name| theme(&name, Path::new("")));
        named.parse_ref(command, argument, name)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Theme::SHIPPED.iter().map(|(name, _)| PossibleValue::new(*name))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::FromArgMatches;

    #[test]
    fn paths_alone_are_read_as_the_command_line_reads_them() {
        let line = |words: &str| words.split(' ').map(OsString::from).collect::<Vec<_>>();
        for words in ["newsread", "newsread /news", "newsread ./search a/-b"] {
            let quick = Arguments::of_paths(&line(words)).unwrap();
            let found = command_line().get_matches_from(line(words));
            let whole = Arguments::from_arg_matches(&found).unwrap();
            assert_eq!(format!("{quick:?}"), format!("{whole:?}"));
        }
        for words in ["newsread news", "newsread -/x", "newsread a/b --plain", "newsread cite a/b"]
        {
            assert!(Arguments::of_paths(&line(words)).is_none(), "{words}");
        }
    }
}
