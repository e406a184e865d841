//! Which documents hold a term, a phrase, a beginning, or words near another.
//!
//! Everything here is exact: what the scanner finds in the folded lines is
//! found in the lists of the index, and nothing else.

use fixedbitset::FixedBitSet;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::{BlockSegmentPostings, Postings, SegmentPostings, TermInfo};
use tantivy::query::{EnableScoring, PhraseQuery, Query as _};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Term};

use super::schema::{BEGINNING, BOUNDARY};
use super::snapshot::{Ranks, Read, Segment, Snapshot};
use crate::search::find::Near;
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
                Some(short) if word.chars().count() <= BEGINNING => self.term(short, word),
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

    /// Calls `each` with every article in which words stand in a row, and how
    /// often; of a short beginning it is only known that it is there.
    pub(super) fn count(
        &self,
        field: Field,
        beginnings: Field,
        words: &[String],
        is_open: bool,
        each: &mut dyn FnMut(usize, u32),
    ) -> Result<(), Failure> {
        if let ([word], true) = (words, is_open)
            && word.chars().count() <= BEGINNING
        {
            self.term(beginnings, word)?.ones().for_each(|rank| each(rank, 1));
            return Ok(());
        }
        for segment in self.segments() {
            self.stop.check()?;
            let index = segment.reader.inverted_index(field)?;
            let mut tell = |doc, count| {
                if let Some(rank) = segment.rank(doc) {
                    each(rank, count);
                }
            };
            match (words, is_open) {
                ([word], false) => {
                    let term = Term::from_field_text(field, word);
                    if let Some(info) = index.get_term_info(&term)? {
                        count_term(&index, &info, &mut tell)?;
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
    tell: &mut dyn FnMut(DocId, u32),
) -> Result<(), Failure> {
    let mut blocks = index.read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
    while !blocks.docs().is_empty() {
        blocks.docs().iter().zip(blocks.freqs()).for_each(|(doc, count)| tell(*doc, *count));
        blocks.advance();
    }
    Ok(())
}

/// The positions of a word in a document, if it is there; documents are asked
/// for in order.
fn positions(postings: &mut SegmentPostings, doc: DocId, into: &mut Vec<u32>) -> bool {
    if postings.doc() < doc {
        postings.seek(doc);
    }
    let is_there = postings.doc() == doc;
    if is_there {
        postings.append_positions_with_offset(0, into);
    }
    is_there
}

/// Whether words stand near one another in one passage of a document. What
/// stands behind the last boundary is no running text.
fn is_near(
    near: &Near,
    doc: DocId,
    bounds: &mut SegmentPostings,
    words: &mut [(usize, SegmentPostings)],
) -> bool {
    let mut ends = Vec::new();
    if !positions(bounds, doc, &mut ends) {
        return false;
    }
    let mut met: Vec<(u32, usize)> = Vec::new();
    let mut of_one = Vec::new();
    for (which, postings) in words {
        of_one.clear();
        positions(postings, doc, &mut of_one);
        met.extend(of_one.iter().map(|position| (*position, *which)));
    }
    met.sort_unstable();
    let mut rest = &met[..];
    ends.into_iter().any(|end| {
        let (passage, behind) = rest.split_at(rest.partition_point(|(at, _)| *at < end));
        rest = behind;
        near.is_among(passage.iter().map(|(at, which)| (*at as usize, *which)))
    })
}

/// Where the next word of a phrase must stand.
struct Wanted {
    docs: FixedBitSet,
    /// The positions in each of the documents, which are in order.
    places: Vec<(DocId, Vec<u32>)>,
}

impl Wanted {
    /// Behind some words in a row, in documents before `end`.
    fn behind(
        index: &InvertedIndexReader,
        field: Field,
        words: &[String],
        end: DocId,
    ) -> Read<Self> {
        let none = || Self { docs: FixedBitSet::with_capacity(end as usize), places: vec![] };
        let mut postings = Vec::new();
        for word in words {
            let term = Term::from_field_text(field, word);
            let option = IndexRecordOption::WithFreqsAndPositions;
            let Some(found) = index.read_postings(&term, option)? else { return Ok(none()) };
            postings.push(found);
        }
        // The rarest leads.
        let Some(leader) = (0..postings.len()).min_by_key(|at| postings[*at].doc_freq()) else {
            return Ok(none());
        };
        let mut wanted = none();
        let mut of_one = Vec::new();
        while postings[leader].doc() < end {
            let doc = postings[leader].doc();
            let mut ends: Option<Vec<u32>> = None;
            for (at, word) in (0..).zip(&mut postings) {
                of_one.clear();
                if !positions(word, doc, &mut of_one) {
                    ends = None;
                    break;
                }
                // From each word, the position behind the last of them.
                let shift = u32::try_from(words.len()).unwrap_or(u32::MAX) - at;
                let mut here = of_one.iter().map(|position| position + shift);
                ends = Some(match ends {
                    None => here.collect(),
                    Some(ends) => {
                        here.by_ref().filter(|end| ends.binary_search(end).is_ok()).collect()
                    }
                });
            }
            if let Some(ends) = ends.filter(|ends| !ends.is_empty()) {
                wanted.docs.insert(doc as usize);
                wanted.places.push((doc, ends));
            }
            postings[leader].advance();
        }
        Ok(wanted)
    }

    /// Tells the documents in which a word stands where it is wanted, and how
    /// often.
    fn meet(&self, mut word: SegmentPostings, tell: &mut dyn FnMut(DocId, u32)) {
        let mut of_one = Vec::new();
        let end = self.docs.len();
        while (word.doc() as usize) < end {
            let doc = word.doc();
            if self.docs.contains(doc as usize) {
                word.positions(&mut of_one);
                let at = self.places.partition_point(|(other, _)| *other < doc);
                let places = &self.places[at].1;
                let is_there = |position: &&u32| places.binary_search(position).is_ok();
                let count = of_one.iter().filter(is_there).count();
                if count > 0 {
                    tell(doc, u32::try_from(count).unwrap_or(u32::MAX));
                }
            }
            word.advance();
        }
    }
}
