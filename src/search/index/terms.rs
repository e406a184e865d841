//! Which documents hold a term, a phrase, a beginning, or words near another.
//!
//! Everything here is exact: what the scanner finds in the folded lines is
//! found in the lists of the index, and nothing else.

use tantivy::index::InvertedIndexReader;
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::query::{EnableScoring, PhraseQuery, Query as _};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Term};

use super::places::{Wanted, is_near};
use super::schema::{BEGINNING, BOUNDARY};
use super::snapshot::{Ranks, Segment, Snapshot};
use crate::search::find::Near;
use crate::search::relevance::HEADLINE;
use crate::search::{SearchError, Stop};

/// Terms between two looks at whether the search is still wanted.
const STRIDE: usize = 256;

/// Why no set came.
#[derive(Debug)]
pub(super) enum Failure {
    Stopped(SearchError),
    Index(tantivy::TantivyError),
}

impl From<SearchError> for Failure {
    fn from(error: SearchError) -> Self {
        Self::Stopped(error)
    }
}

impl From<tantivy::TantivyError> for Failure {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Index(error)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Index(error.into())
    }
}

/// Looks terms up in a snapshot.
#[derive(Clone, Copy)]
pub(super) struct Terms<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) stop: &'a Stop,
    /// Where in each segment to look no further; `None` to look at all.
    pub(super) ends: Option<&'a [DocId]>,
}

impl<'a> Terms<'a> {
    /// The segments, as far as they are looked at.
    pub(super) fn segments(&self) -> impl Iterator<Item = Segment<'a>> + use<'a> {
        let ends = self.ends;
        let all = self.snapshot.segments().enumerate();
        all.map(move |(at, segment)| ends.map_or(segment, |ends| segment.until(ends[at])))
    }

    /// The articles in which words stand in a row; the last may go on if it
    /// `is_open`. `beginnings` is a field with a list for each short beginning.
    pub(super) fn row(
        &self,
        field: Field,
        beginnings: Option<Field>,
        words: &[String],
        is_open: bool,
    ) -> Result<Ranks, Failure> {
        match (words, is_open) {
            ([], _) => Ok(self.snapshot.none()),
            ([word], false) => self.term(field, word),
            ([word], true) => match beginnings {
                Some(short) if is_short(word) => self.term(short, word),
                _ => self.beginning(field, word),
            },
            (words, false) => self.phrase(field, words),
            ([head @ .., last], true) => self.open_phrase(field, head, last),
        }
    }

    /// The articles with a term.
    pub(super) fn term(&self, field: Field, word: &str) -> Result<Ranks, Failure> {
        let term = Term::from_field_text(field, word);
        let mut found = self.snapshot.none();
        for segment in self.segments() {
            self.stop.check()?;
            let index = segment.reader.inverted_index(field)?;
            if let Some(info) = index.get_term_info(&term)? {
                let blocks =
                    index.read_block_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
                insert(blocks, &segment, &mut found);
            }
        }
        Ok(found)
    }

    /// The articles with a term that begins so.
    pub(super) fn beginning(&self, field: Field, beginning: &str) -> Result<Ranks, Failure> {
        let mut found = self.snapshot.none();
        for segment in self.segments() {
            let index = segment.reader.inverted_index(field)?;
            self.each_beginning(&index, beginning, |info| {
                let blocks =
                    index.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
                insert(blocks, &segment, &mut found);
                Ok(())
            })?;
        }
        Ok(found)
    }

    /// Calls `each` with every term that begins so.
    fn each_beginning(
        &self,
        index: &InvertedIndexReader,
        beginning: &str,
        mut each: impl FnMut(&TermInfo) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut terms = index.terms().range().ge(beginning).into_stream()?;
        let mut met = 0;
        while terms.advance() && terms.key().starts_with(beginning.as_bytes()) {
            if met % STRIDE == 0 {
                self.stop.check()?;
            }
            met += 1;
            each(terms.value())?;
        }
        Ok(())
    }

    fn phrase(&self, field: Field, words: &[String]) -> Result<Ranks, Failure> {
        let terms = words.iter().map(|word| Term::from_field_text(field, word)).collect();
        let searcher = &self.snapshot.searcher;
        let weight =
            PhraseQuery::new(terms).weight(EnableScoring::disabled_from_searcher(searcher))?;
        let mut found = self.snapshot.none();
        for segment in self.segments() {
            self.stop.check()?;
            let mut holders = weight.scorer(segment.reader, 1.0)?;
            while holders.doc() < segment.end {
                found.extend(segment.rank(holders.doc()));
                holders.advance();
            }
        }
        Ok(found)
    }

    /// A phrase of which only the beginning of the last word is given: where
    /// the others stand is looked up once, and then each word that begins so
    /// only in those documents.
    fn open_phrase(&self, field: Field, head: &[String], last: &str) -> Result<Ranks, Failure> {
        let mut found = self.snapshot.none();
        for segment in self.segments() {
            self.stop.check()?;
            let index = segment.reader.inverted_index(field)?;
            let mut wanted = Wanted::behind(&index, field, head, segment.end)?;
            if wanted.docs.is_clear() {
                continue;
            }
            self.each_beginning(&index, last, |info| {
                let option = IndexRecordOption::WithFreqsAndPositions;
                let postings = index.read_postings_from_terminfo(info, option)?;
                let mut met = Vec::new();
                wanted.meet(postings, &mut |doc, _| met.push(doc));
                for doc in met {
                    // One place is enough.
                    wanted.docs.remove(doc as usize);
                    found.extend(segment.rank(doc));
                }
                Ok(())
            })?;
        }
        Ok(found)
    }

    /// Adds to the number of each article how often words stand in a row in it,
    /// those in the headline as often as they are [worth](HEADLINE); of a short
    /// beginning it is only known that it is there.
    pub(super) fn count(
        &self,
        words: &[String],
        is_open: bool,
        times: &mut [u32],
    ) -> Result<(), Failure> {
        let fields = self.snapshot.fields;
        if let ([word], true) = (words, is_open)
            && is_short(word)
        {
            let holders = self.term(fields.beginnings, word)?;
            holders.ones().for_each(|rank| times[rank] += 1);
            return Ok(());
        }
        self.count_in(fields.text, words, is_open, |rank, count| times[rank] += count)?;
        // It is a part of the text.
        let more = u32::try_from(HEADLINE - 1).unwrap_or(0);
        self.count_in(fields.title, words, is_open, |rank, count| times[rank] += count * more)
    }

    /// Tells how often words stand in a row in a field of the article of a rank.
    fn count_in(
        &self,
        field: Field,
        words: &[String],
        is_open: bool,
        mut tell_of: impl FnMut(usize, u32),
    ) -> Result<(), Failure> {
        for segment in self.segments() {
            self.stop.check()?;
            let index = segment.reader.inverted_index(field)?;
            let mut tell = |doc, count: u32| {
                if let Some(rank) = segment.rank(doc) {
                    tell_of(rank, count);
                }
            };
            match (words, is_open) {
                ([word], false) => {
                    let term = Term::from_field_text(field, word);
                    if let Some(info) = index.get_term_info(&term)? {
                        count_term(&index, &info, tell)?;
                    }
                }
                ([word], true) => {
                    self.each_beginning(&index, word, |info| count_term(&index, info, &mut tell))?;
                }
                (words, false) => {
                    let met = Wanted::behind(&index, field, words, segment.end)?;
                    for (doc, places) in met.places {
                        tell(doc, u32::try_from(places.len()).unwrap_or(u32::MAX));
                    }
                }
                ([head @ .., last], true) => {
                    let wanted = Wanted::behind(&index, field, head, segment.end)?;
                    self.each_beginning(&index, last, |info| {
                        let option = IndexRecordOption::WithFreqsAndPositions;
                        wanted.meet(index.read_postings_from_terminfo(info, option)?, &mut tell);
                        Ok(())
                    })?;
                }
                ([], true) => {}
            }
        }
        Ok(())
    }

    /// The articles among `within` in which words stand near one another.
    pub(super) fn near(&self, field: Field, near: &Near, within: &Ranks) -> Result<Ranks, Failure> {
        let mut found = self.snapshot.none();
        for segment in self.segments() {
            let index = segment.reader.inverted_index(field)?;
            let open = |word: &str| {
                let term = Term::from_field_text(field, word);
                index.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)
            };
            let Some(mut bounds) = open(BOUNDARY)? else { continue };
            let mut words = Vec::new();
            for (which, forms) in near.forms().enumerate() {
                for form in forms {
                    words.extend(open(form)?.map(|postings| (which, postings)));
                }
            }
            let mut docs: Vec<DocId> = segment
                .alive()
                .filter(|(_, rank)| within.contains(*rank))
                .map(|(doc, _)| doc)
                .collect();
            docs.sort_unstable();
            for (met, doc) in docs.into_iter().enumerate() {
                if met % STRIDE == 0 {
                    self.stop.check()?;
                }
                if is_near(near, doc, &mut bounds, &mut words) {
                    found.extend(segment.rank(doc));
                }
            }
        }
        Ok(found)
    }
}

/// Whether a beginning is so short that it has a list of its own.
fn is_short(word: &str) -> bool {
    word.chars().count() <= BEGINNING
}

/// Notes every document of a list of postings.
fn insert(mut blocks: BlockSegmentPostings, segment: &Segment<'_>, found: &mut Ranks) {
    loop {
        let docs = blocks.docs();
        if docs.first().is_none_or(|first| *first >= segment.end) {
            return;
        }
        let within = docs.iter().take_while(|doc| **doc < segment.end);
        found.extend(within.filter_map(|doc| segment.rank(*doc)));
        blocks.advance();
    }
}

/// Tells every document of a term, and how often it is there.
fn count_term(
    index: &InvertedIndexReader,
    info: &TermInfo,
    mut tell: impl FnMut(DocId, u32),
) -> Result<(), Failure> {
    let mut blocks = index.read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
    while !blocks.docs().is_empty() {
        blocks.docs().iter().zip(blocks.freqs()).for_each(|(doc, count)| tell(*doc, *count));
        blocks.advance();
    }
    Ok(())
}
