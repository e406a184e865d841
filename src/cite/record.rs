//! What is cited: the facts of one article, in the terms of CSL.
//!
//! A record comes from an article that was read here, or ready-made from a
//! file of records. It knows neither styles nor formats. One idea: facts that
//! were concluded here may be arranged as a style's manual wishes, facts that
//! somebody else stated are rendered as they were given; [`Made`] keeps the two
//! apart.

use std::collections::BTreeMap;

use crate::article::{ArticleId, Meta, Name, Safe, When};

use super::date::Date;

/// The facts that citations are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The article that it was made of, if it is one of an archive.
    pub(super) id: Option<ArticleId>,
    /// What its maker calls it: the key or `id` in a file of records.
    pub(super) key: Option<Safe>,
    /// Who made it, which decides how freely it may be arranged.
    pub(super) made: Made,
    /// The headline, as printed.
    pub(super) title: Option<Safe>,
    /// The headline with capitals only where a sentence has them.
    pub(super) sentence: Option<Safe>,
    /// Who wrote it.
    pub(super) authors: Vec<Name>,
    /// The paper or site.
    pub(super) source: Option<Safe>,
    pub(super) published: Option<Date>,
    /// When the address was read; printed only beside one.
    pub(super) accessed: Option<Date>,
    pub(super) url: Option<Safe>,
    /// BCP 47 tag.
    pub(super) language: Option<Safe>,
    /// What has no field of its own, by the name of its CSL variable; for an
    /// article that was read here, what only formats for machines say:
    /// `section`, [`AGENCY`], [`UPDATED`].
    pub(super) rest: BTreeMap<String, Rest>,
}

/// Who made a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Made {
    /// Read from an article; whether its source is known to be a paper, and
    /// whether its headline keeps the capitals that are printed.
    Here { is_newspaper: bool, is_as_printed: bool },
    /// Given, with this CSL type.
    Given { kind: Safe },
}

/// The agency beside a named person: no variable of CSL.
pub(super) const AGENCY: &str = "agency";

/// When the publisher last changed the article: no variable of CSL.
pub(super) const UPDATED: &str = "updated";

/// A variable of CSL that a [`Record`] passes on as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    Text(Safe),
    Names(Vec<Name>),
    Date(Date),
}

impl Record {
    /// The facts that a citation of this article may use.
    ///
    /// Blanks are made single, and parts that say nothing are left out.
    pub fn of(meta: &Meta) -> Self {
        fn value<T: Clone>(sourced: Option<&crate::article::Sourced<T>>) -> Option<T> {
            sourced.map(|sourced| sourced.value.clone())
        }
        let said = |text: Option<Safe>| text.map(|text| trimmed(&text)).filter(|t| !t.is_empty());
        let url = said(value(meta.url.as_ref()));
        let authors = value(meta.authors.as_ref()).unwrap_or_default();
        let title = said(value(meta.title.as_ref()));
        let sentence = said(meta.title_as_sentence.clone());
        let sentence = sentence.filter(|sentence| is_same(title.as_deref(), sentence));
        let date = |when: Option<When>| when.and_then(Date::of);
        let rest = [
            ("section", said(value(meta.section.as_ref())).map(Rest::Text)),
            (AGENCY, said(value(meta.agency.as_ref())).map(Rest::Text)),
            (UPDATED, date(value(meta.updated.as_ref())).map(Rest::Date)),
        ];
        let rest = rest.into_iter().filter_map(|(name, rest)| Some((name.to_owned(), rest?)));
        Self {
            id: None,
            key: None,
            made: Made::Here { is_newspaper: meta.is_newspaper, is_as_printed: false },
            title,
            sentence,
            authors: authors.into_iter().filter_map(named).collect(),
            source: said(value(meta.source.as_ref())),
            published: date(value(meta.published.as_ref())),
            accessed: date(value(meta.accessed.as_ref())).filter(|_| url.is_some()),
            url,
            language: said(value(meta.language.as_ref())),
            rest: rest.collect(),
        }
    }

    /// The record, known to be of this article: two of one article are the same.
    #[must_use]
    pub fn of_article(self, id: ArticleId) -> Self {
        Self { id: Some(id), ..self }
    }

    /// The record, with a headline that keeps its own capitals in every style.
    /// A record that was given is rendered as it was given all the same.
    #[must_use]
    pub fn as_printed(mut self) -> Self {
        if let Made::Here { is_as_printed, .. } = &mut self.made {
            *is_as_printed = true;
        }
        self
    }

    /// The record as if it were of the last day of the range of its date; `None`
    /// if its date is none.
    pub(super) fn at_end(&self) -> Option<Self> {
        let published = Some(self.published?.end()?);
        Some(Self { published, ..self.clone() })
    }

    /// Whether its headline keeps its own capitals in every style.
    pub(super) fn is_as_printed(&self) -> bool {
        matches!(self.made, Made::Here { is_as_printed: true, .. })
    }

    /// What its maker calls it: the key or `id` in a file of records.
    pub fn key(&self) -> Option<&Safe> {
        self.key.as_ref()
    }

    /// The type that CSL has for it.
    pub(super) fn kind(&self) -> &str {
        match &self.made {
            Made::Given { kind } => kind,
            Made::Here { is_newspaper: true, .. } => "article-newspaper",
            Made::Here { is_newspaper: false, .. } => "webpage",
        }
    }

    /// The text of a variable that has no field of its own.
    pub(super) fn text_of(&self, variable: &str) -> Option<&Safe> {
        match self.rest.get(variable) {
            Some(Rest::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Whether both are of one article: the same one of an archive, or the same
    /// address, headline and date; without an address, the same in every fact.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        if self.id.is_some() && self.id == other.id {
            return true;
        }
        let is_found_alike = self.url == other.url
            && is_same(self.title.as_deref(), other.title.as_deref().unwrap_or_default())
            && self.published == other.published;
        if self.url.is_some() {
            return is_found_alike;
        }
        let bare = |record: &Self| Self { id: None, key: None, ..record.clone() };
        is_found_alike && bare(self) == bare(other)
    }

    /// Whether it says nothing by which an article could be found.
    pub(super) fn is_empty(&self) -> bool {
        self.title.is_none() && self.authors.is_empty() && self.source.is_none()
    }

    /// Whether the headline is in English, as far as is known.
    pub(super) fn is_english(&self) -> bool {
        self.language.as_deref().is_none_or(|tag| {
            let primary = tag.split(['-', '_']).next().unwrap_or_default();
            primary.eq_ignore_ascii_case("en")
        })
    }

    /// The first of the authors if it is written whole.
    pub(super) fn sole_institution(&self) -> Option<&Safe> {
        match self.authors.as_slice() {
            [Name::Literal(name)] => Some(name),
            _ => None,
        }
    }
}

pub(super) fn trimmed(text: &str) -> Safe {
    let words: Vec<&str> = text.split_whitespace().collect();
    Safe::line(&words.join(" "))
}

/// Whether both have the same letters, whatever their case: a sentence form
/// that was made of another headline, since corrected, says nothing.
pub(super) fn is_same(title: Option<&str>, sentence: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    title.is_some_and(|title| letters(title) == letters(sentence))
}

/// The name without empty parts; `None` if nothing is left.
pub(super) fn named(name: Name) -> Option<Name> {
    let part = |part: Option<Safe>| part.map(|part| trimmed(&part)).filter(|part| !part.is_empty());
    match name {
        Name::Literal(name) => part(Some(name)).map(Name::Literal),
        Name::Person { family, given, particle, suffix } => {
            let (given, suffix) = (part(given), part(suffix));
            let Some(family) = part(Some(family)) else { return given.map(Name::Literal) };
            let (particle, family) = match part(particle) {
                None => parted(family),
                // “Le” and “La” are part of the family name, “le” and “la” are not.
                Some(capital) if capital.starts_with(char::is_uppercase) => {
                    let space = if capital.ends_with(['-', '\'', '’']) { "" } else { " " };
                    (None, Safe::line(&format!("{capital}{space}{family}")))
                }
                particle => (particle, family),
            };
            Some(Name::Person { family, given, particle, suffix })
        }
    }
}

/// The particle that a family name begins with, “van den” of “van den Berg”,
/// “al-” of “al-Rashid”, and the rest of it.
fn parted(family: Safe) -> (Option<Safe>, Safe) {
    let is_small = |word: &&str| {
        ["’t", "'t"].contains(word)
            || word.starts_with(char::is_lowercase) && joined_particle(word) == 0
    };
    let small: usize = family.split(' ').take_while(is_small).map(|word| word.len() + 1).sum();
    let joined = joined_particle(family.get(small..).unwrap_or_default());
    let particle = small + joined;
    if particle == 0 || particle >= family.len() {
        return (None, family);
    }
    let (particle, rest) = family.split_at(particle);
    (Some(trimmed(particle)), trimmed(rest))
}

/// How long the particle is that joins a name without a space, in bytes.
fn joined_particle(name: &str) -> usize {
    const JOINED: [&str; 9] = ["al-", "el-", "d’", "d'", "l’", "l'", "dell’", "dell'", "dall’"];
    let begins = |particle: &&&str| {
        let rest = name.strip_prefix(**particle);
        rest.is_some_and(|rest| rest.starts_with(char::is_uppercase))
    };
    JOINED.iter().find(begins).map_or(0, |particle| particle.len())
}
