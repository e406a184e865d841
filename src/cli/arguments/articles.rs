//! Arguments of the commands that are about articles one names.

use std::error::Error;
use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::Archives;
use crate::cite::{Form, Format, Locator};
use crate::cli::print::Medium;
use crate::state::Tag;

/// Articles.
#[derive(Debug, Args)]
pub(in crate::cli) struct Files {
    /// Articles, or folders of them; - is standard input
    #[arg(value_name = "FILE", required_unless_present_any = ["files0_from", "null"])]
    pub(in crate::cli) files: Vec<PathBuf>,

    #[command(flatten)]
    pub(in crate::cli) names: Names,
}

/// Names of files that are read from a file.
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct Names {
    /// Read more names of files, each ended by NUL, from this file; - is standard input
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) files0_from: Option<PathBuf>,

    /// The same as --files0-from=-, for find -print0 and newsread search -0
    #[arg(short = '0', long, conflicts_with = "files0_from")]
    pub(in crate::cli) null: bool,
}

/// Citations of articles.
#[derive(Debug, Args)]
pub(in crate::cli) struct Cite {
    /// apa, mla, chicago-notes, chicago-author-date, harvard, vancouver, ieee, ama, turabian,
    /// another of the CSL archive or of the configuration, or a .csl file
    /// [default: that of the configuration, else apa]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) style: Option<String>,

    /// How it is written down [default: as the ending of --output says, else plain]
    #[arg(long, value_name = "NAME")]
    #[arg(value_parser = one_of::<Format>(Format::ALL, |format| format.name()))]
    pub(in crate::cli) format: Option<Format>,

    /// What it is for: a list of works cited, a note, or the running text
    #[arg(long, value_name = "NAME", default_value_t)]
    #[arg(value_parser = one_of::<Form>(Form::ALL, |form| form.name()))]
    pub(in crate::cli) form: Form,

    /// Where in the article something stands, for notes and the text: 'para. 7', 'p. 12'
    #[arg(long, value_name = "PLACE")]
    pub(in crate::cli) locator: Option<Locator>,

    /// Write to this file; entries of a .bib file that are not cited here stay as they are
    #[arg(long, short, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,

    /// Cite the articles with this tag too, of their files or yours; once for each tag
    #[arg(long = "tag", value_name = "TAG")]
    pub(in crate::cli) tags: Vec<Tag>,

    /// Look for tagged articles in this folder or file, once for each [default: as for search]
    #[arg(long = "archive", value_name = "PATH", requires = "tags")]
    pub(in crate::cli) archives: Vec<PathBuf>,

    /// Articles, folders of them, or files of records: BibTeX, BibLaTeX, RIS, CSL-JSON, CSL-YAML;
    /// - is standard input
    #[arg(value_name = "FILE", required_unless_present_any = ["files0_from", "null", "tags"])]
    pub(in crate::cli) files: Vec<PathBuf>,

    #[command(flatten)]
    pub(in crate::cli) names: Names,
}

/// Articles as documents.
#[derive(Debug, Args)]
pub(in crate::cli) struct Print {
    /// What the document is [default: as the ending of --output says, else text]
    #[arg(long, value_name = "NAME")]
    #[arg(value_parser = PossibleValuesParser::new(Medium::names()).try_map(|name| name.parse::<Medium>()))]
    pub(in crate::cli) format: Option<Medium>,

    /// The style of the citations, as for cite
    #[arg(long, value_name = "NAME", conflicts_with = "no_citation")]
    pub(in crate::cli) style: Option<String>,

    /// No citations
    #[arg(long)]
    pub(in crate::cli) no_citation: bool,

    /// The numbers of paragraphs too, which a citation can name
    #[arg(long, short)]
    pub(in crate::cli) numbers: bool,

    /// Write to this file, which must not be there yet
    #[arg(long, short, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,

    /// Send it to the printer: to the program that the configuration names
    #[arg(long, short, conflicts_with = "output")]
    pub(in crate::cli) printer: bool,

    #[command(flatten)]
    pub(in crate::cli) files: Files,
}

/// Articles from elsewhere.
#[derive(Debug, Args)]
pub(in crate::cli) struct Import {
    /// The folder into which they go, as files in folders by year and month
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) into: PathBuf,

    /// Tell what would be done, and write nothing
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,

    /// One JSON object a line
    #[arg(long)]
    pub(in crate::cli) json: bool,

    #[command(flatten)]
    pub(in crate::cli) files: Files,
}

/// Two versions of an article.
#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0 nothing differs, 1 something differs, 2 an error.")]
pub(in crate::cli) struct Diff {
    /// One JSON object a line
    #[arg(long)]
    pub(in crate::cli) json: bool,

    /// Break lines at so many columns [default: those of the terminal; elsewhere none is broken]
    #[arg(long, value_name = "COLUMNS")]
    pub(in crate::cli) width: Option<u16>,

    /// The old version; - is standard input
    #[arg(value_name = "OLD")]
    pub(in crate::cli) old: PathBuf,

    /// The new version
    #[arg(value_name = "NEW")]
    pub(in crate::cli) new: PathBuf,
}

/// What is known about articles.
#[derive(Debug, Args)]
pub(in crate::cli) struct Extract {
    /// One JSON object a line, with every block of the text
    #[arg(long)]
    pub(in crate::cli) json: bool,

    #[command(flatten)]
    pub(in crate::cli) files: Files,
}

/// A pack of evidence.
#[derive(Debug, Args)]
pub(in crate::cli) struct Export {
    /// The folder that becomes the pack; it must not be there yet, or be empty
    #[arg(long, value_name = "DIR", required = true)]
    pub(in crate::cli) pack: PathBuf,

    /// A style of the citations, as for cite; once for each [default: that of the configuration,
    /// else apa]
    #[arg(long = "style", value_name = "NAME")]
    pub(in crate::cli) styles: Vec<String>,

    /// Pack the articles that match this too, as for search
    #[arg(long, value_name = "QUERY")]
    pub(in crate::cli) query: Option<String>,

    /// Pack the articles with this tag too, of their files or yours; once for each tag
    #[arg(long = "tag", value_name = "TAG")]
    pub(in crate::cli) tags: Vec<Tag>,

    #[command(flatten)]
    pub(in crate::cli) archives: Archives,

    /// Articles, or folders of them
    #[arg(value_name = "FILE", required_unless_present_any = ["files0_from", "null", "query", "tags"])]
    pub(in crate::cli) files: Vec<PathBuf>,

    #[command(flatten)]
    pub(in crate::cli) names: Names,
}

/// Understands one of some names, and offers them in help and completions.
fn one_of<T>(all: &[T], name: fn(&T) -> &'static str) -> impl TypedValueParser<Value = T> + use<T>
where
    T: FromStr<Err: Error + Send + Sync + 'static> + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(all.iter().map(name)).try_map(|name| name.parse())
}
