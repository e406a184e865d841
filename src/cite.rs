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

mod arrange;
mod bibtex;
mod casing;
mod citation;
mod engine;
mod format;
mod fragment;
mod glyph;
mod manners;
mod markup;
mod names;
mod quotation;
mod quotes;
mod record;
mod repair;
mod stand_in;
mod style;
mod style_file;
mod unknown;
mod write;

use crate::article::{Meta, Safe};

pub use citation::{Citation, Face, Run};
pub use format::{Form, Format};
pub use fragment::passage_address;
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
    #[error("{name} is no CSL style: {reason}")]
    NotCsl {
        /// What the reader calls it.
        name: Safe,
        /// Where and why it is none.
        reason: Safe,
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

    /// Cites a record. One that was given is rendered as it was given.
    pub fn cite_record(
        &mut self,
        record: &Record,
        style: &Style,
        form: Form,
    ) -> Result<Citation, CiteError> {
        if record.is_empty() {
            return Err(CiteError::Empty);
        }
        let arranged = arrange::arrange(record, style, form);
        let is_american = self.engine.is_american(style);
        let mut glyphs =
            arranged.stand_ins.set(&self.engine.arrange(&arranged.item, style, form)?);
        repair::repair(&mut glyphs, style, is_american);
        if !glyphs.iter().any(|glyph| glyph.c.is_alphanumeric()) {
            // Styles that cite by author or headline have nothing else to say.
            return match form {
                Form::Entry => Err(CiteError::Broken { style: style.clone() }),
                Form::Note | Form::InText => self.cite_record(record, style, Form::Entry),
            };
        }
        Ok(Citation {
            runs: glyph::runs(&glyphs),
            missing: citation::missing(record, style, form),
            uncertain: Vec::new(),
            record: record.clone(),
        })
    }
}
