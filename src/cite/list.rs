//! Bibliographies: many records in one list.
//!
//! The order is the style's own: which of two entries comes first is asked of
//! the processor. One idea: what does not depend on other entries is written
//! alone, entry by entry, so that a long list can tell how far it is and be
//! stopped; only entries whose citations would be alike go to the processor
//! together, to be told apart.

mod apart;
mod order;

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

use crate::article::ArticleId;

use super::glyph::{self, Glyph, Hand};
use super::record::Record;
use super::stand_in::{NAMES_BEGIN, NAMES_END};
use super::{Citation, CiteError, Citer, Form, Style, arrange, range, repair};

/// How far a bibliography is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Steps that are done.
    pub done: usize,
    /// Steps in all; it does not change.
    pub all: usize,
}

/// An entry of a bibliography, or a citation of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Which of the records it is of.
    pub record: usize,
    /// The citation, or why there is none.
    pub citation: Result<Citation, CiteError>,
}

/// The ranks of the records that are not of an article that one before is of:
/// the same article of an archive, or the same address, headline and date;
/// without an address, the same in everything but the key.
pub fn distinct(records: &[Record]) -> Vec<usize> {
    let mut kept: Vec<usize> = Vec::new();
    let mut articles: HashSet<ArticleId> = HashSet::new();
    let mut by_place: HashMap<String, Vec<usize>> = HashMap::new();
    for (rank, record) in records.iter().enumerate() {
        let place = record.url.as_ref().or(record.title.as_ref());
        let place = by_place.entry(place.map(|place| place.to_lowercase()).unwrap_or_default());
        let places = place.or_default();
        let is_known = record.id.is_some_and(|id| articles.contains(&id))
            || places.iter().any(|other| records[*other].is_same(record));
        if !is_known {
            places.push(rank);
            articles.extend(record.id);
            kept.push(rank);
        }
    }
    kept
}

/// Counts the steps, and asks at each whether to go on.
struct Steps<F> {
    done: usize,
    all: usize,
    progress: F,
}

impl<F: FnMut(Progress) -> ControlFlow<()>> Steps<F> {
    fn step(&mut self) -> Result<(), CiteError> {
        self.done += 1;
        match (self.progress)(Progress { done: self.done, all: self.all }) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(CiteError::Stopped),
        }
    }
}

/// The characters of one of a list, and what is wrong with it if there are none.
type Written = Result<Vec<Glyph>, CiteError>;

impl Citer {
    /// Cites records together.
    ///
    /// Entries come in the order of the style, numbered if it numbers; notes
    /// and citations in the text in the order of the records. What would be
    /// alike is told apart as the style does: by letters behind the year, by
    /// initials, by more names, by headlines. A record that cannot be cited
    /// stands at the end of the entries with its error.
    ///
    /// `progress` is called at every step, of which there are no more than
    /// three for a record; if it breaks, the answer is [`CiteError::Stopped`].
    ///
    /// ```
    /// use std::ops::ControlFlow::Continue;
    /// use newsread::cite::{Citer, Form, Format, Style, records};
    ///
    /// let bib = "@misc{a, author = {Roe, A.}, title = {Snow}, year = 2024}
    ///     @misc{b, author = {Doe, J.}, title = {Rain}, year = 2024}";
    /// let given = records(bib).unwrap().records;
    /// let list = Citer::default().bibliography(&given, &Style::Apa, Form::Entry, |_| Continue(()))?;
    /// assert_eq!(list.iter().map(|listed| listed.record).collect::<Vec<_>>(), [1, 0]);
    /// # Ok::<(), newsread::cite::CiteError>(())
    /// ```
    pub fn bibliography(
        &mut self,
        records: &[Record],
        style: &Style,
        form: Form,
        progress: impl FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Vec<Listed>, CiteError> {
        let cited: Vec<usize> = (0..records.len()).filter(|at| !records[*at].is_empty()).collect();
        let mut steps = Steps { done: 0, all: 3 * cited.len(), progress };
        let order = order::order(self, records, cited, style, &mut || steps.step())?;
        let tells = self.engine.tells_apart(style);
        let must_tell = match form {
            Form::Entry => tells.by_year,
            Form::InText => tells.in_text,
            Form::Note => false,
        };
        let mut together = HashMap::new();
        if must_tell {
            let listed: Vec<&Record> = order.iter().map(|at| &records[*at]).collect();
            together = apart::told_apart(self, &listed, style, form, &mut || steps.step())?;
        }
        let mut listed = Vec::new();
        let mut before = None;
        for (rank, at) in order.into_iter().enumerate() {
            steps.step()?;
            let record = &records[at];
            let written = match together.remove(&rank) {
                Some(written) => written,
                None => self.listed(record, style, form, rank),
            };
            let citation = written.map(|glyphs| {
                let glyphs = self.finished(glyphs, style, &mut before);
                Citation::of(&glyphs, record, style, form)
            });
            listed.push(Listed { record: at, citation });
        }
        if form != Form::Entry {
            listed.sort_by_key(|listed| listed.record);
        }
        let empty = (0..records.len()).filter(|at| records[*at].is_empty());
        listed.extend(empty.map(|record| Listed { record, citation: Err(CiteError::Empty) }));
        Ok(listed)
    }

    /// One of a list, as it is without the others.
    fn listed(&mut self, record: &Record, style: &Style, form: Form, rank: usize) -> Written {
        let mut glyphs = self.set_listed(record, style, form, rank)?;
        if let Some(end) = record.at_end() {
            glyphs = range::joined(&glyphs, &self.set_listed(&end, style, form, rank)?);
        }
        if glyphs.iter().any(|glyph| glyph.c.is_alphanumeric()) {
            return Ok(glyphs);
        }
        match form {
            Form::Entry => Err(CiteError::Broken { style: style.clone() }),
            Form::Note | Form::InText => self.listed(record, style, Form::Entry, rank),
        }
    }

    /// One of a list as the processor arranges it.
    fn set_listed(&mut self, record: &Record, style: &Style, form: Form, rank: usize) -> Written {
        let arranged = arrange::arrange(record, style, form);
        let items = std::slice::from_ref(&arranged.item);
        let written = self.engine.arrange_together(items, style, form, rank)?;
        let marks = self.engine.first_marks(style);
        let glyphs = written.first().map(|glyphs| arranged.stand_ins.set(glyphs, marks));
        Ok(glyphs.unwrap_or_default())
    }

    /// Repairs one of a list; the names of the one `before`, if they are the
    /// same, become dashes where the style wants them.
    fn finished(
        &mut self,
        mut glyphs: Vec<Glyph>,
        style: &Style,
        before: &mut Option<Vec<char>>,
    ) -> Vec<Glyph> {
        let mark =
            |glyphs: &[Glyph], mark: &str| glyphs.iter().position(|glyph| mark.contains(glyph.c));
        let marked = mark(&glyphs, NAMES_BEGIN).zip(mark(&glyphs, NAMES_END));
        let names = marked.map(|(begin, end)| -> Vec<char> {
            glyphs[begin..end].iter().map(|glyph| glyph.c).collect()
        });
        let is_same =
            names.is_some() && names == *before && names.as_ref().is_some_and(|n| n.len() > 1);
        if let (Some((begin, end)), true) = (marked, is_same)
            && let Some(dashes) = self.engine.dashes(style)
        {
            let face = glyphs[begin].face;
            glyphs.splice(begin..end, glyph::set(&dashes, face, Hand::Style));
        }
        *before = names;
        glyphs.retain(|glyph| ![NAMES_BEGIN, NAMES_END].iter().any(|mark| mark.contains(glyph.c)));
        let is_american = self.engine.is_american(style);
        repair::repair(&mut glyphs, style, is_american);
        glyphs
    }
}
