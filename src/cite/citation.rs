//! A citation that is written, and what its reader should know about it.

use crate::article::casing;
use crate::article::{Clean, Field, Meta, Safe};

use super::glyph::{self, Glyph};
use super::manners::{Manners, Titles};
use super::record::Record;
use super::{Form, Format, Style, export, write};

/// A stretch of a citation that is set alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// Its words.
    pub text: Safe,
    /// The address that it leads to, http or https.
    pub link: Option<Safe>,
    /// How it is set.
    pub face: Face,
}

/// How words are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "the four combine freely")]
pub struct Face {
    /// In italics.
    pub is_italic: bool,
    /// In bold.
    pub is_bold: bool,
    /// With small capitals for small letters.
    pub is_small_caps: bool,
    /// Raised, like the number of a note.
    pub is_raised: bool,
}

/// A citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Its words in order; the spaces between runs belong to them.
    pub runs: Vec<Run>,
    /// What a citation of this kind says and the file does not.
    pub missing: Vec<Field>,
    /// What it says although the file does not say it plainly.
    pub uncertain: Vec<Field>,
    /// What else its reader should know about it.
    pub remarks: Vec<Remark>,
    /// What it was made of.
    pub(super) record: Record,
}

/// Something that a citation cannot do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// The style wants the capitals of a sentence, but no text tells names
    /// from other words.
    TitleAsPrinted,
    /// The style does not say where in the article something stands.
    NoPlace,
}

impl Remark {
    /// The remark, in words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::TitleAsPrinted => {
                "the headline keeps its capitals: there is no text to tell names from other words"
            }
            Self::NoPlace => "this style or form names no place in an article",
        }
    }
}

impl Citation {
    pub(super) fn of(glyphs: &[Glyph], record: &Record, style: &Style, form: Form) -> Self {
        Self {
            runs: glyph::runs(glyphs),
            missing: missing(record, style, form),
            uncertain: Vec::new(),
            remarks: remarks(record, style, form),
            record: record.clone(),
        }
    }

    /// The citation, written down.
    pub fn write(&self, format: Format) -> Safe {
        match format {
            Format::Plain => write::plain(&self.runs),
            Format::Markdown => write::markdown(&self.runs),
            Format::Html => write::html(&self.runs),
            format => {
                let records = std::slice::from_ref(&self.record);
                Safe::lines(export(records, format).unwrap_or_default().trim_end())
            }
        }
    }

    /// What is missing, in words: “no author, no address in the file”; `None`
    /// if nothing is.
    pub fn missing_sentence(&self) -> Option<Safe> {
        let said = self.missing.iter().map(|field| match field {
            Field::Title => "no title",
            Field::Authors => "no author",
            Field::Source => "no source",
            Field::Published => "no date",
            Field::Accessed => "no date of access",
            _ => "no address",
        });
        sentence(said, " in the file")
    }

    /// What is uncertain, in words: “uncertain: date, author”; `None` if nothing is.
    pub fn uncertain_sentence(&self) -> Option<Safe> {
        let said = self.uncertain.iter().map(|field| match field {
            Field::Title => "title",
            Field::Authors => "author",
            Field::Source => "source",
            Field::Published => "date",
            Field::Accessed => "date of access",
            _ => "address",
        });
        let said = sentence(said, "")?;
        Some(Safe::join([Clean::literal("uncertain: "), said.as_clean()], ""))
    }
}

/// What the reader of a citation of this record should know about it, in
/// sentences: what is missing, what of `meta`, of which it was made, is
/// uncertain, and, in a styled format, what it cannot do.
pub fn notes(
    record: &Record,
    meta: Option<&Meta>,
    style: &Style,
    form: Form,
    format: Format,
) -> Vec<Safe> {
    let mut citation = Citation::of(&[], record, style, form);
    if let Some(meta) = meta {
        citation.uncertain = uncertain(meta, record, style, form);
    }
    let said = [citation.missing_sentence(), citation.uncertain_sentence()];
    let remarks = citation.remarks.iter().filter(|_| format.is_styled());
    let remarks = remarks.map(|remark| Safe::line(remark.in_words()));
    said.into_iter().flatten().chain(remarks).collect()
}

fn sentence(said: impl Iterator<Item = &'static str>, end: &'static str) -> Option<Safe> {
    let said = Safe::join(said.map(Clean::literal), ", ");
    (!said.is_empty()).then(|| Safe::join([said.as_clean(), Clean::literal(end)], ""))
}

/// The fields that a citation says, as far as they are known.
fn said(record: &Record, style: &Style, form: Form) -> Vec<Field> {
    let is_brief = form == Form::InText && !style.cites_in_notes();
    if is_brief {
        let is_numbered = style.is_numbered();
        return if is_numbered { Vec::new() } else { vec![Field::Authors, Field::Published] };
    }
    let mut said = vec![Field::Title, Field::Authors, Field::Source, Field::Published, Field::Url];
    if record.url.is_some() && (style.tells_access() || record.published.is_none()) {
        said.push(Field::Accessed);
    }
    said
}

fn remarks(record: &Record, style: &Style, form: Form) -> Vec<Remark> {
    let is_whole = form != Form::InText || style.cites_in_notes();
    let wants_sentence = matches!(Manners::of(style, form).titles, Titles::Sentence { .. });
    let is_unknown = record.sentence.is_none()
        && !record.is_as_printed()
        && record.is_english()
        && record.title.as_deref().is_some_and(|title| {
            let mut others = casing::words(title).skip(1);
            casing::is_title_case(title)
                && others.any(|word| title[word].starts_with(char::is_uppercase))
        });
    let is_told = is_whole && wants_sentence && is_unknown;
    is_told.then_some(Remark::TitleAsPrinted).into_iter().collect()
}

/// Which of the fields that a citation of this form says the record lacks, in
/// the order in which they are told.
pub fn missing(record: &Record, style: &Style, form: Form) -> Vec<Field> {
    let is_known = |field: &Field| match field {
        Field::Title => record.title.is_some(),
        Field::Authors => !record.authors.is_empty(),
        Field::Source => record.source.is_some(),
        Field::Published => record.published.is_some(),
        Field::Accessed => record.accessed.is_some(),
        Field::Url => record.url.is_some(),
        _ => true,
    };
    said(record, style, form).into_iter().filter(|field| !is_known(field)).collect()
}

/// Which of the fields that a citation of this form says are known, but not for
/// certain; `meta` is what the record was made of.
pub fn uncertain(meta: &Meta, record: &Record, style: &Style, form: Form) -> Vec<Field> {
    let missing = missing(record, style, form);
    let is_uncertain = |field: &Field| {
        let known = meta.provenance(*field).filter(|_| !missing.contains(field));
        known.is_some_and(|provenance| !provenance.is_certain)
    };
    said(record, style, form).into_iter().filter(is_uncertain).collect()
}
