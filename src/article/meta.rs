//! What is known about an article, and how it is known.
//!
//! No field stands alone: each value says where it was read and whether that
//! is certain, so a citation never pretends to know more than the file says.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Name, Safe, When};

/// What is known about an article besides its text. What the file does not
/// say is `None`; nothing is ever made up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// The headline, as printed.
    pub title: Option<Sourced<Safe>>,
    /// The headline with capitals only where a sentence has them, made while
    /// the text was at hand as a dictionary of proper nouns; `None` where the
    /// language has no title case.
    pub title_as_sentence: Option<Safe>,
    /// The deck under the headline.
    pub subtitle: Option<Sourced<Safe>>,
    /// Who wrote it; an agency stands here only when no person is named.
    pub authors: Option<Sourced<Vec<Name>>>,
    /// What published it: a newspaper, an agency, a site.
    pub source: Option<Sourced<Safe>>,
    /// Whether `source` is known to be a newspaper or magazine rather than a site.
    pub is_newspaper: bool,
    /// The part of the paper: “Opinion”.
    pub section: Option<Sourced<Safe>>,
    /// When it was first published.
    pub published: Option<Sourced<When>>,
    /// When it was last changed by its publisher.
    pub updated: Option<Sourced<When>>,
    /// When this copy was made.
    pub accessed: Option<Sourced<When>>,
    /// The address it was read at, http or https.
    pub url: Option<Sourced<Safe>>,
    /// BCP 47 tag of its language: `en`, `pt-BR`.
    pub language: Option<Sourced<Safe>>,
    /// The agency that stands beside a named person.
    pub agency: Option<Sourced<Safe>>,
    /// Topics that the file itself gives.
    pub tags: Option<Sourced<Vec<Safe>>>,
    /// What became of characters that were read in a wrong charset before they
    /// were saved: `damaged`, or `repaired` if the reader said so; `None` if
    /// there are none.
    pub characters: Option<Sourced<Safe>>,
}

impl Meta {
    /// How a field is known; `None` if it is not.
    pub fn provenance(&self, field: Field) -> Option<Provenance> {
        fn of<T>(sourced: Option<&Sourced<T>>) -> Option<Provenance> {
            sourced.map(|sourced| sourced.from)
        }
        match field {
            Field::Title => of(self.title.as_ref()),
            Field::Subtitle => of(self.subtitle.as_ref()),
            Field::Authors => of(self.authors.as_ref()),
            Field::Source => of(self.source.as_ref()),
            Field::Section => of(self.section.as_ref()),
            Field::Published => of(self.published.as_ref()),
            Field::Updated => of(self.updated.as_ref()),
            Field::Accessed => of(self.accessed.as_ref()),
            Field::Url => of(self.url.as_ref()),
            Field::Language => of(self.language.as_ref()),
            Field::Agency => of(self.agency.as_ref()),
            Field::Tags => of(self.tags.as_ref()),
            Field::Characters => of(self.characters.as_ref()),
        }
    }

    /// The value of a field, as a person reads it: dates in ISO 8601, authors
    /// in printed order with `; ` between them, topics with `, `; `None` if it
    /// is not known.
    pub fn value(&self, field: Field) -> Option<Safe> {
        fn text(of: Option<&Sourced<Safe>>) -> Option<Safe> {
            of.map(|of| of.value.clone())
        }
        fn when(of: Option<Sourced<When>>) -> Option<Safe> {
            of.map(|of| Safe::format(format_args!("{}", of.value)))
        }
        match field {
            Field::Title => text(self.title.as_ref()),
            Field::Subtitle => text(self.subtitle.as_ref()),
            Field::Authors => self.authors.as_ref().map(|authors| {
                let names: Vec<String> = authors.value.iter().map(Name::to_string).collect();
                Safe::line(&names.join("; "))
            }),
            Field::Source => text(self.source.as_ref()),
            Field::Section => text(self.section.as_ref()),
            Field::Published => when(self.published),
            Field::Updated => when(self.updated),
            Field::Accessed => when(self.accessed),
            Field::Url => text(self.url.as_ref()),
            Field::Language => text(self.language.as_ref()),
            Field::Characters => text(self.characters.as_ref()),
            Field::Agency => text(self.agency.as_ref()),
            Field::Tags => self
                .tags
                .as_ref()
                .map(|tags| Safe::join(tags.value.iter().map(Safe::as_clean), ", ")),
        }
    }
}

/// What the reader says about fields of one article, instead of the file. An
/// empty value says that the field is not stated.
pub type Corrected = BTreeMap<Field, String>;

/// A value and how it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// How it is known.
    pub from: Provenance,
}

impl<T> Sourced<T> {
    /// A value that its origin states plainly.
    pub fn certain(value: T, origin: Origin) -> Self {
        Self { value, from: Provenance { origin, is_certain: true } }
    }

    /// A value that was concluded, or that evidence contradicts.
    pub fn uncertain(value: T, origin: Origin) -> Self {
        Self { value, from: Provenance { origin, is_certain: false } }
    }
}

/// How a value is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Provenance {
    /// Where it was read.
    pub origin: Origin,
    /// Whether the origin states it plainly and nothing contradicts it.
    pub is_certain: bool,
}

/// Where a value was read, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Origin {
    /// The reader said so.
    Reader,
    /// The front matter of a Markdown file.
    FrontMatter,
    /// What a feed, an export or a letter says beside the text of an item.
    Entry,
    /// A list of links that has the address of the article.
    Links,
    /// Linked data of a saved page (schema.org).
    JsonLd,
    /// A `<meta>` or `<link>` of a saved page.
    MetaTag,
    /// Another element of a saved page: `<time>`, `<html lang>`, a comment of the program that saved it.
    Markup,
    /// A line that a person sees.
    Line,
    /// A ready-made citation at the end of the page.
    Citations,
    /// The address of the page.
    Address,
    /// The name of the file.
    FileName,
    /// The words of the article, of which the language can be told.
    Detected,
}

impl Origin {
    /// All of them, strongest first.
    pub const ALL: &[Self] = &[
        Self::Reader,
        Self::FrontMatter,
        Self::Entry,
        Self::Links,
        Self::JsonLd,
        Self::MetaTag,
        Self::Markup,
        Self::Line,
        Self::Citations,
        Self::Address,
        Self::FileName,
        Self::Detected,
    ];

    /// The name that `extract --json` gives it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::FrontMatter => "front-matter",
            Self::Entry => "entry",
            Self::Links => "links",
            Self::JsonLd => "json-ld",
            Self::MetaTag => "meta-tag",
            Self::Markup => "markup",
            Self::Line => "line",
            Self::Citations => "citations",
            Self::Address => "address",
            Self::FileName => "file-name",
            Self::Detected => "detected",
        }
    }

    /// What a person calls it: “front matter”.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Reader => "your correction",
            Self::FrontMatter => "front matter",
            Self::Entry => "its entry",
            Self::Links => "a list of links",
            Self::JsonLd => "linked data",
            Self::MetaTag => "meta tag",
            Self::Markup => "markup",
            Self::Line => "the text",
            Self::Citations => "ready-made citations",
            Self::Address => "the address",
            Self::FileName => "the name of the file",
            Self::Detected => "detected from the text",
        }
    }
}

/// A field of [`Meta`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// [`Meta::title`].
    Title,
    /// [`Meta::subtitle`].
    Subtitle,
    /// [`Meta::authors`].
    Authors,
    /// [`Meta::source`].
    Source,
    /// [`Meta::section`].
    Section,
    /// [`Meta::published`].
    Published,
    /// [`Meta::updated`].
    Updated,
    /// [`Meta::accessed`].
    Accessed,
    /// [`Meta::url`].
    Url,
    /// [`Meta::language`].
    Language,
    /// [`Meta::agency`].
    Agency,
    /// [`Meta::tags`].
    Tags,
    /// [`Meta::characters`].
    Characters,
}

impl Field {
    /// Every field, in the order in which it is shown.
    pub const ALL: &[Self] = &[
        Self::Title,
        Self::Subtitle,
        Self::Authors,
        Self::Source,
        Self::Section,
        Self::Published,
        Self::Updated,
        Self::Accessed,
        Self::Url,
        Self::Language,
        Self::Agency,
        Self::Tags,
        Self::Characters,
    ];

    /// The name that `extract --json` gives it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Subtitle => "subtitle",
            Self::Authors => "authors",
            Self::Source => "source",
            Self::Section => "section",
            Self::Published => "published",
            Self::Updated => "updated",
            Self::Accessed => "accessed",
            Self::Url => "url",
            Self::Language => "language",
            Self::Agency => "agency",
            Self::Tags => "tags",
            Self::Characters => "characters",
        }
    }

    /// The field that [`Self::name`] calls so.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.name() == name)
    }

    /// What a person calls it: “headline”, “address”.
    pub fn label(self) -> &'static str {
        match self {
            Self::Title => "headline",
            Self::Subtitle => "deck",
            Self::Authors => "author",
            Self::Url => "address",
            Self::Tags => "topics",
            Self::Source
            | Self::Section
            | Self::Published
            | Self::Updated
            | Self::Accessed
            | Self::Language
            | Self::Agency
            | Self::Characters => self.name(),
        }
    }
}

/// One thing that the file says about a field, whether it was believed or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The field it speaks of.
    pub field: Field,
    /// What it says, as a person would read it; dates in ISO 8601.
    pub value: Safe,
    /// Where it was read.
    pub origin: Origin,
    /// The name that the file has for it: `article:published_time`, `created`.
    pub key: Option<Safe>,
    /// Bytes of the decoded file, where the format gives them.
    pub at: Option<Range<usize>>,
    /// Whether this is the value in [`Meta`].
    pub is_taken: bool,
    /// Why it was taken or not: “Thursday agrees”, “the day of retrieval”.
    pub because: Option<Safe>,
}
