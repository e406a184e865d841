//! What a citation is for, and how it is written down.

use std::fmt;
use std::str::FromStr;

use super::UnknownName;
use crate::article::Safe;

/// What a citation is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// An entry in a list of works cited, without a number.
    #[default]
    Entry,
    /// A footnote; in styles without notes the entry.
    Note,
    /// What stands in the running text; in styles with notes the note.
    InText,
}

/// How a citation is written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text: italics are lost.
    #[default]
    Plain,
    /// Markdown.
    Markdown,
    /// HTML, without an element around it.
    Html,
    /// An entry for BibTeX. It and all that follow are the same in every style
    /// and form.
    Bibtex,
    /// An entry for BibLaTeX.
    Biblatex,
    /// A record of RIS.
    Ris,
    /// A list of CSL-JSON.
    CslJson,
    /// A list of CSL-YAML.
    CslYaml,
    /// An entry for Typst, in hayagriva's YAML.
    Hayagriva,
    /// A template of Wikipedia.
    Wikipedia,
    /// A link in Markdown, with the headline as its words.
    MarkdownLink,
    /// A link in org, with the headline as its words.
    Org,
    /// Headline, source, date and address in one line.
    PlainLink,
}

impl Form {
    /// Every form, in the order in which they are offered.
    pub const ALL: &[Self] = &[Self::Entry, Self::Note, Self::InText];

    /// The name that the configuration and the command line give it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Entry => "entry",
            Self::Note => "note",
            Self::InText => "in-text",
        }
    }
}

impl Format {
    /// Every format, in the order in which they are offered.
    pub const ALL: &[Self] = &[
        Self::Plain,
        Self::Markdown,
        Self::Html,
        Self::Bibtex,
        Self::Biblatex,
        Self::Ris,
        Self::CslJson,
        Self::CslYaml,
        Self::Hayagriva,
        Self::Wikipedia,
        Self::MarkdownLink,
        Self::Org,
        Self::PlainLink,
    ];

    /// The one that a file with this ending holds, without the dot: `bib`.
    pub fn of_ending(ending: &str) -> Option<Self> {
        Some(match ending.to_ascii_lowercase().as_str() {
            "bib" => Self::Biblatex,
            "ris" => Self::Ris,
            "json" => Self::CslJson,
            "yaml" | "yml" => Self::CslYaml,
            "md" => Self::Markdown,
            "html" | "htm" => Self::Html,
            "org" => Self::Org,
            "txt" => Self::Plain,
            _ => return None,
        })
    }

    /// Citations in a style, as one text in which each is a paragraph.
    pub fn in_paragraphs(self, citations: &[Safe]) -> Safe {
        let each = citations.iter().map(|citation| match self {
            Self::Html => format!("<p>{citation}</p>"),
            _ => citation.to_string(),
        });
        let between = if self == Self::Markdown { "\n\n" } else { "\n" };
        Safe::lines(&each.collect::<Vec<_>>().join(between))
    }

    /// Whether it writes a citation as a style has it, rather than the record.
    pub fn is_styled(self) -> bool {
        matches!(self, Self::Plain | Self::Markdown | Self::Html)
    }

    /// The name that the configuration and the command line give it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Bibtex => "bibtex",
            Self::Biblatex => "biblatex",
            Self::Ris => "ris",
            Self::CslJson => "csl-json",
            Self::CslYaml => "csl-yaml",
            Self::Hayagriva => "hayagriva",
            Self::Wikipedia => "wikipedia",
            Self::MarkdownLink => "markdown-link",
            Self::Org => "org",
            Self::PlainLink => "plain-link",
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The inverse of [`Form::name`].
impl FromStr for Form {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        let form = Self::ALL.iter().copied().find(|form| form.name() == name);
        form.ok_or_else(|| UnknownName::new("form", name, Self::ALL.iter().map(|form| form.name())))
    }
}

/// The inverse of [`Format::name`].
impl FromStr for Format {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        let format = Self::ALL.iter().copied().find(|format| format.name() == name);
        let names = || Self::ALL.iter().map(|format| format.name());
        format.ok_or_else(|| UnknownName::new("format", name, names()))
    }
}
