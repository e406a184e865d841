//! Citations of articles, in the styles that others can read.
//!
//! A citation needs only what is known about an article, never its words, its
//! file or a terminal. It may be slow (style files are programs), so it is
//! written off the drawing thread.
//!
//! One idea: the processor ([`hayagriva`]) only arranges. It gets stand-ins for
//! headline, source and address, and what it returns becomes one sequence of
//! [`Run`]s, from which plain text, Markdown and HTML are all written.
//!
//! The rules are those of the manuals that [`Style`] names.
//!
//! # Records
//!
//! What is cited is a [`Record`]. One of an article is arranged as the manuals
//! want it; one that [`records`] read from a file is rendered as it was given.
//! [`export`] and [`update`] write records for machines, and
//! [`Citer::bibliography`] lists many.
//!
//! # What other programs make of it
//!
//! Tried with 35 records: the 32 of `tests/fixtures/citations-dev.json` and
//! three odd ones (every character that TeX reads, a range of dates, a season,
//! “about”, particles, suffixes, institutions with commas and “and”).
//!
//! | program | reads | seen |
//! |---|---|---|
//! | BibTeX 0.99d, styles plain, alpha, unsrt, ieeetr, apalike | BibTeX | 35 of 35, no error; warns of an empty year |
//! | biber 2.18 with `--validate-datamodel` | BibLaTeX | 35 of 35, no error; warns that it ignores `section`, `agency`, `updated`, and of fields that nobody stated |
//! | pandoc 2.17 | CSL-JSON, CSL-YAML, BibLaTeX, BibTeX | 35 of 35; it takes `howpublished`, and `organization` of `@online`, for a publisher |
//! | citation-js 0.7.21 | CSL-JSON | 35 of 35, every field equal |
//! | | BibTeX, BibLaTeX | 35 of 35; it does not know `entrysubtype`, seasons, nor the languages of `langid` |
//! | | RIS | 35 of 35; of `NEWS` it takes neither `AU` nor `DA`, of `ELEC` no `T2` |
//! | hayagriva 0.10 | Hayagriva YAML | whatever the property test thinks of |

mod arrange;
mod bib;
mod casing;
mod citation;
mod csl;
mod date;
mod engine;
mod format;
mod fragment;
mod given;
mod glyph;
mod keys;
mod link;
mod list;
mod locator;
mod machine;
mod manners;
mod markup;
mod names;
mod quotation;
mod quotes;
mod range;
mod record;
mod repair;
mod ris;
mod stand_in;
mod style;
mod style_file;
mod typst;
mod unknown;
mod wikipedia;
mod write;
mod yaml;

use crate::article::{Meta, Safe};

pub use citation::{Citation, Face, Remark, Run, missing, notes, uncertain};
pub use format::{Form, Format};
pub use fragment::passage_address;
pub use given::{Fault, Given, records};
pub use list::{Listed, Progress, distinct};
pub use locator::{Locator, NoPlace};
pub use machine::{export, update};
pub use markup::Markup;
pub use quotation::Quotation;
pub use record::Record;
pub use style::Style;
pub use style_file::StyleFile;
pub use unknown::UnknownName;

/// A citation that could not be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CiteError {
    /// The processor gave up.
    #[error("the style {style} cannot cite this article; choose another style")]
    Broken {
        /// The style that was asked for.
        style: Style,
    },
    /// The file holds no style.
    #[error("{name}:{}:{}: this is no CSL style: {}", fault.line, fault.column, fault.message)]
    NotCsl {
        /// What the reader calls it.
        name: Safe,
        /// Where and why it is none.
        fault: Fault,
    },
    /// The file only points to another style.
    #[error("{name} only points to another style; take the file of {parent} instead")]
    DependentStyle {
        /// What the reader calls it.
        name: Safe,
        /// The address of the other.
        parent: Safe,
    },
    /// The text is no item of CSL-JSON.
    #[error("this is no item of CSL-JSON: {0}")]
    NotCslJson(Safe),
    /// Whoever asked for a bibliography wants it no more.
    #[error("the bibliography was stopped")]
    Stopped,
    /// Nothing is known that a citation could say.
    #[error("neither title nor author nor source is known; correct the article, then cite it")]
    Empty,
}

/// Writes citations; keeps the styles that it was asked for.
#[derive(Debug, Default)]
pub struct Citer {
    engine: engine::Engine,
}

impl Citer {
    /// Cites an article of which this is known.
    ///
    /// What is not known is left out, never made up; there is always a citation
    /// unless neither title nor author nor source is known, or the processor
    /// gives up.
    ///
    /// ```
    /// use newsread::article::{Meta, Origin, Safe, Sourced, When};
    /// use newsread::cite::{Citer, Form, Format, Style};
    ///
    /// let meta = Meta {
    ///     title: Some(Sourced::certain(Safe::line("Rates held at 4%"), Origin::Line)),
    ///     source: Some(Sourced::certain(Safe::line("The Courier"), Origin::Line)),
    ///     published: Some(Sourced::certain(When::Year(2026), Origin::Line)),
    ///     is_newspaper: true,
    ///     ..Meta::default()
    /// };
    /// let citation = Citer::default().cite(&meta, &Style::Apa, Form::Entry)?;
    /// assert_eq!(&*citation.write(Format::Markdown), "Rates held at 4%. (2026). *The Courier*.");
    /// assert_eq!(&*citation.missing_sentence().unwrap(), "no author, no address in the file");
    /// # Ok::<(), newsread::cite::CiteError>(())
    /// ```
    pub fn cite(&mut self, meta: &Meta, style: &Style, form: Form) -> Result<Citation, CiteError> {
        let record = Record::of(meta);
        let uncertain = citation::uncertain(meta, &record, style, form);
        Ok(Citation { uncertain, ..self.cite_record(&record, style, form)? })
    }

    /// Whether the citations of a style are notes.
    pub fn cites_in_notes(&mut self, style: &Style) -> bool {
        self.engine.cites_in_notes(style)
    }

    /// Cites a record. One that was given is rendered as it was given.
    pub fn cite_record(
        &mut self,
        record: &Record,
        style: &Style,
        form: Form,
    ) -> Result<Citation, CiteError> {
        self.cite_at(record, style, form, None)
    }

    /// Cites a place in what a record is of. Entries of a list name no place,
    /// and some styles never do: then [`Citation::remarks`] says so.
    ///
    /// ```
    /// use newsread::cite::{Citer, Form, Format, Locator, Record, Style};
    ///
    /// let json = r#"{"title": "Rain", "author": [{"family": "Doe", "given": "Jane"}],
    ///     "issued": {"date-parts": [[2024]]}}"#;
    /// let (record, place) = (Record::from_csl_json(json)?, Locator::paragraphs(7..=7));
    /// let citation = Citer::default().cite_at(&record, &Style::Apa, Form::InText, Some(&place))?;
    /// assert_eq!(&*citation.write(Format::Plain), "(Doe, 2024, para. 7)");
    /// # Ok::<(), newsread::cite::CiteError>(())
    /// ```
    pub fn cite_at(
        &mut self,
        record: &Record,
        style: &Style,
        form: Form,
        locator: Option<&Locator>,
    ) -> Result<Citation, CiteError> {
        if record.is_empty() {
            return Err(CiteError::Empty);
        }
        let is_american = self.engine.is_american(style);
        let mut glyphs = self.set(record, style, form, locator)?;
        if let Some(end) = record.at_end() {
            glyphs = range::joined(&glyphs, &self.set(&end, style, form, locator)?);
        }
        repair::repair(&mut glyphs, style, is_american);
        if !glyphs.iter().any(|glyph| glyph.c.is_alphanumeric()) {
            // Styles that cite by author or headline have nothing else to say.
            return match form {
                Form::Entry => Err(CiteError::Broken { style: style.clone() }),
                Form::Note | Form::InText => self.cite_at(record, style, Form::Entry, locator),
            };
        }
        let is_placed =
            locator.is_none_or(|locator| glyph::text(&glyphs).contains(locator.value()));
        let mut citation = Citation::of(&glyphs, record, style, form);
        if !is_placed {
            citation.remarks.push(Remark::NoPlace);
        }
        Ok(citation)
    }

    /// A citation as the processor arranges it, not yet repaired.
    fn set(
        &mut self,
        record: &Record,
        style: &Style,
        form: Form,
        locator: Option<&Locator>,
    ) -> Result<Vec<glyph::Glyph>, CiteError> {
        let arranged = arrange::arrange(record, style, form);
        let glyphs = self.engine.arrange(&arranged.item, style, form, locator)?;
        Ok(arranged.stand_ins.set(&glyphs, self.engine.first_marks(style)))
    }
}
