//! The arguments that newsread understands; help is made from them.

use std::error::Error;
use std::ffi::OsString;
use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::examples::{NOTES, examples};

use crate::cite::{Form, Format, Locator};
use crate::config::Look;
use crate::state::Tag;

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

    /// How the screen looks: in the terminal's own colours, or without any
    #[arg(long, value_name = "NAME", value_parser = one_of::<Look>(Look::ALL, |look| look.name()))]
    pub(super) theme: Option<Look>,

    /// Read the settings from this file
    #[arg(long, value_name = "FILE", global = true)]
    pub(super) config: Option<PathBuf>,

    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// What can be done without the screen.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Print the clean text of articles
    Show(Files),
    /// Print citations of articles, one a line; several are a bibliography
    Cite(Cite),
    /// Print what is known about articles, and where it comes from
    Extract(Extract),
    /// Search articles: print date, source, headline, path and passage, one a line
    Search(Search),
    /// Print date, source, headline and path of articles, one a line
    List(List),
    /// Print figures about the archives
    Stats(Stats),
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

/// Articles.
#[derive(Debug, Args)]
pub(super) struct Files {
    /// Articles, or folders of them; - is standard input
    #[arg(value_name = "FILE", required_unless_present_any = ["files0_from", "null"])]
    pub(super) files: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) names: Names,
}

/// Names of files that are read from a file.
#[derive(Debug, Default, Args)]
pub(super) struct Names {
    /// Read more names of files, each ended by NUL, from this file; - is standard input
    #[arg(long, value_name = "FILE")]
    pub(super) files0_from: Option<PathBuf>,

    /// The same as --files0-from=-, for find -print0 and newsread search -0
    #[arg(short = '0', long, conflicts_with = "files0_from")]
    pub(super) null: bool,
}

/// Citations of articles.
#[derive(Debug, Args)]
pub(super) struct Cite {
    /// apa, mla, chicago-notes, chicago-author-date, harvard, vancouver, ieee, ama, turabian,
    /// another of the CSL archive or of the configuration, or a .csl file
    /// [default: that of the configuration, else apa]
    #[arg(long, value_name = "NAME")]
    pub(super) style: Option<String>,

    /// How it is written down [default: as the ending of --output says, else plain]
    #[arg(long, value_name = "NAME")]
    #[arg(value_parser = one_of::<Format>(Format::ALL, |format| format.name()))]
    pub(super) format: Option<Format>,

    /// What it is for: a list of works cited, a note, or the running text
    #[arg(long, value_name = "NAME", default_value_t)]
    #[arg(value_parser = one_of::<Form>(Form::ALL, |form| form.name()))]
    pub(super) form: Form,

    /// Where in the article something stands, for notes and the text: 'para. 7', 'p. 12'
    #[arg(long, value_name = "PLACE")]
    pub(super) locator: Option<Locator>,

    /// Write to this file; entries of a .bib file that are not cited here stay as they are
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,

    /// Cite the articles with this tag too, of their files or yours; once for each tag
    #[arg(long = "tag", value_name = "TAG")]
    pub(super) tags: Vec<Tag>,

    /// Look for tagged articles in this folder or file, once for each [default: as for search]
    #[arg(long = "archive", value_name = "PATH", requires = "tags")]
    pub(super) archives: Vec<PathBuf>,

    /// Articles, folders of them, or files of records: BibTeX, BibLaTeX, RIS, CSL-JSON, CSL-YAML;
    /// - is standard input
    #[arg(value_name = "FILE", required_unless_present_any = ["files0_from", "null", "tags"])]
    pub(super) files: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) names: Names,
}

/// What is known about articles.
#[derive(Debug, Args)]
pub(super) struct Extract {
    /// One JSON object a line, with every block of the text
    #[arg(long)]
    pub(super) json: bool,

    #[command(flatten)]
    pub(super) files: Files,
}

/// A list of articles.
#[derive(Debug, Args)]
pub(super) struct List {
    /// One JSON object a line
    #[arg(long)]
    pub(super) json: bool,

    /// The paths alone, each ended by NUL and once, for cite -0 and xargs -0
    #[arg(short = '0', long, conflicts_with = "json")]
    pub(super) print0: bool,

    #[command(flatten)]
    pub(super) archives: Archives,

    /// Folders and files to list [default: as for search]; what is no path is a query, as for search
    #[arg(value_name = "PATH|QUERY")]
    pub(super) asked: Vec<PathBuf>,
}

/// A search of articles.
#[derive(Debug, Args)]
pub(super) struct Search {
    /// One JSON object a line
    #[arg(long)]
    pub(super) json: bool,

    /// The paths alone, each ended by NUL and once, for cite -0 and xargs -0
    #[arg(short = '0', long, conflicts_with = "json")]
    pub(super) print0: bool,

    /// Print so many articles at most
    #[arg(long, value_name = "N")]
    pub(super) limit: Option<usize>,

    /// The newest first, or the best match
    #[arg(long, value_name = "ORDER", default_value = "date")]
    pub(super) sort: Sort,

    #[command(flatten)]
    pub(super) archives: Archives,

    /// What to look for: words, "phrases", -without, OR, title:, author:, date: and more, as in
    /// the reader; the article ‘Finding what you half remember’ of the sample tells all
    #[arg(value_name = "QUERY", required = true)]
    pub(super) query: Vec<String>,
}

/// In which order articles are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Sort {
    /// The newest first.
    Date,
    /// The best match first.
    Rank,
}

/// Figures about archives.
#[derive(Debug, Args)]
pub(super) struct Stats {
    /// One JSON object
    #[arg(long)]
    pub(super) json: bool,

    #[command(flatten)]
    pub(super) archives: Archives,
}

/// What is searched.
#[derive(Debug, Default, Args)]
pub(super) struct Archives {
    /// A folder or file to search, once for each [default: the archives of the configuration, else
    /// a sample]
    #[arg(long = "archive", value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
}

/// Notes and highlights.
#[derive(Debug, Args)]
pub(super) struct Notes {
    /// One JSON object a line, instead of Markdown
    #[arg(long)]
    pub(super) json: bool,

    /// The style of the citations, as for cite
    #[arg(long, value_name = "NAME")]
    pub(super) style: Option<String>,

    /// Folders and files in which to look for the articles [default: as for list]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
}

/// What the reader added: marks, tags, corrections, places.
#[derive(Debug, Subcommand)]
pub(super) enum State {
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
pub(super) struct Corrections {
    /// One JSON object a line
    #[arg(long)]
    pub(super) json: bool,

    /// Folders and files in which to look for the articles [default: as for list]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
}

/// The arguments, with a blank before each word of a query that begins with a
/// minus: there are options on both sides of a query, and it is none of them.
pub(super) fn shielded(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    let command = arguments.iter().position(|argument| argument == "search" || argument == "list");
    for argument in arguments.iter_mut().skip(command.unwrap_or(usize::MAX)) {
        let word = argument.to_str().filter(|word| word.len() > 2 && word.starts_with('-'));
        if let Some(word) = word.filter(|word| !word.starts_with("--")) {
            *argument = format!(" {word}").into();
        }
    }
    arguments
}

/// Understands one of some names, and offers them in help and completions.
fn one_of<T>(all: &[T], name: fn(&T) -> &'static str) -> impl TypedValueParser<Value = T> + use<T>
where
    T: FromStr<Err: Error + Send + Sync + 'static> + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(all.iter().map(name)).try_map(|name| name.parse())
}
