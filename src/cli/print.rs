//! `newsread print`: articles as documents, with their citations at the foot.

use std::io::IsTerminal;
use std::path::Path;
use std::str::FromStr;
use std::sync::atomic::AtomicBool;

use super::arguments::Print;
use super::config::{Source, style_of};
use super::error::CliError;
use super::exit::Exit;
use super::files::{self, Found};
use super::input::Input;
use super::out::Out;
use crate::archive::Location;
use crate::article::Article;
use crate::cite::{CiteError, Citer, Form, Record, Run, Style, UnknownName};
use crate::format::Document;
use crate::print::{Paper, Sheet, print as printed};
use crate::session::program::Call;
use crate::session::saving::{pdf, save};

/// What a document is made into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Medium {
    /// A text.
    Paper(Paper),
    /// PDF, by another program.
    Pdf,
}

impl Medium {
    /// The names of all, in the order in which they are offered.
    pub(super) fn names() -> Vec<&'static str> {
        Paper::ALL.iter().map(|paper| paper.name()).chain(["pdf"]).collect()
    }

    /// The one that a file with this ending holds.
    fn of_ending(file: &Path) -> Option<Self> {
        let ending = file.extension()?.to_str()?;
        match ending.to_ascii_lowercase().as_str() {
            "pdf" => Some(Self::Pdf),
            ending => Paper::of_ending(ending).map(Self::Paper),
        }
    }
}

impl FromStr for Medium {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        if name == "pdf" { Ok(Self::Pdf) } else { name.parse().map(Self::Paper) }
    }
}

/// Prints every article that was named, as one document.
pub(super) fn print(wanted: Print, source: &Source, out: &mut Out) -> Result<Exit, CliError> {
    let Print { format, style, no_citation, numbers, output, printer, files } = wanted;
    let medium = format.or_else(|| Medium::of_ending(output.as_deref()?));
    let medium = medium.unwrap_or(Medium::Paper(Paper::Text));
    let is_seen = std::io::stdout().is_terminal();
    if medium == Medium::Pdf && output.is_none() && !printer && is_seen {
        return Err(CliError::PdfOnScreen);
    }
    let style = if no_citation { None } else { Some(style_of(style.as_deref(), source)?) };
    let input = Input::named(files.files, &files.names)?;
    let mut articles = Vec::new();
    let make = |_: &Location, document: Document| document.article;
    let keep = |found: Found<Article>, _: &mut Out| {
        articles.push((files::place(&found.location), found.made));
        Ok(Exit::Done)
    };
    let mut exit = files::each(&input, source, out, make, keep)?;
    if articles.is_empty() {
        return Ok(exit);
    }
    let mut citer = Citer::default();
    let mut citations = Vec::new();
    for (place, article) in &articles {
        let runs = style.as_ref().map_or(Ok(Vec::new()), |style| cite(&mut citer, article, style));
        citations.push(runs.unwrap_or_else(|error| {
            out.remark(&format_args!("{place}: printed without a citation: {error}"));
            Vec::new()
        }));
    }
    let sheets: Vec<Sheet<'_>> = articles
        .iter()
        .zip(&citations)
        .map(|((_, article), citation)| Sheet { article, citation })
        .collect();
    let go = AtomicBool::new(false);
    let document = match medium {
        Medium::Paper(paper) => printed(&sheets, paper, numbers).as_bytes().to_vec(),
        Medium::Pdf => pdf(&source.config()?.programs.pdf, &sheets, numbers, &go)?,
    };
    if let Some(file) = output {
        save(&file, &document)?;
    } else if printer {
        let words = source.config()?.programs.printer;
        let said = Call { words, input: document, ..Call::default() }.run(&go)?;
        if !said.is_empty() {
            out.remark(&said);
        }
    } else {
        out.own(&document)?;
    }
    exit = exit.and(Exit::Done);
    Ok(exit)
}

fn cite(citer: &mut Citer, article: &Article, style: &Style) -> Result<Vec<Run>, CiteError> {
    let record = Record::of(&article.meta).of_article(article.id);
    Ok(citer.cite_record(&record, style, Form::Entry)?.runs)
}
