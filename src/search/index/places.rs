//! Where in documents words stand, in a row or near one another.

use fixedbitset::FixedBitSet;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Term};

use super::snapshot::Read;
use crate::search::find::Near;

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
pub(super) fn is_near(
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
pub(super) struct Wanted {
    pub(super) docs: FixedBitSet,
    /// The positions in each of the documents, which are in order.
    pub(super) places: Vec<(DocId, Vec<u32>)>,
}

impl Wanted {
    /// Behind some words in a row, in documents before `end`.
    pub(super) fn behind(
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
    pub(super) fn meet(&self, mut word: SegmentPostings, tell: &mut dyn FnMut(DocId, u32)) {
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
