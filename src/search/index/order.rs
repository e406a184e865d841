//! The order of all documents of an index: that of the list, as far as part,
//! day and moment tell.
//!
//! Knows no row. Each segment is in that order already, so they are merged.

use std::ops::Range;

use tantivy::DocId;
use tantivy::columnar::{Cardinality, Column};
use tantivy::index::SegmentReader;

use super::schema::column;
use super::snapshot::Read;

/// The documents of all segments.
pub(super) struct Order {
    /// In their order; counted through all segments, without those that are
    /// there no more.
    pub(super) documents: Vec<u32>,
    /// Which of them stand in one place: only more of their rows tells.
    pub(super) equals: Vec<Range<usize>>,
}

/// The next document of a segment.
struct Head<'a> {
    segment: &'a SegmentReader,
    places: Values,
    place: u64,
    next: DocId,
    /// How many documents come in the segments before.
    base: u32,
}

impl<'a> Head<'a> {
    /// The first of a segment; `None` if all of it are gone.
    fn of(segment: &'a SegmentReader, base: u32) -> Read<Option<Self>> {
        let places = Values::of(segment, column::PLACE)?;
        let mut head = Self { segment, places, place: 0, next: 0, base };
        Ok(head.is_at_one().then_some(head))
    }

    /// Goes on to the next that is there; whether one is.
    fn is_at_one(&mut self) -> bool {
        while let Some(place) = self.places.get(self.next) {
            if !self.segment.is_deleted(self.next) {
                self.place = place;
                return true;
            }
            self.next += 1;
        }
        false
    }
}

impl Order {
    /// Merges some segments.
    pub(super) fn of(segments: &[SegmentReader]) -> Read<Self> {
        let (mut heads, mut base, mut len) = (Vec::new(), 0, 0);
        for segment in segments {
            heads.extend(Head::of(segment, base)?);
            base += segment.max_doc();
            len += segment.num_docs() as usize;
        }
        let mut order = Self { documents: Vec::with_capacity(len), equals: Vec::new() };
        let mut last = u64::MAX;
        while let Some(first) = (0..heads.len()).min_by_key(|head| heads[*head].place) {
            let others = heads.iter().enumerate().filter(|(head, _)| *head != first);
            let next = others.map(|(_, head)| head.place).min().unwrap_or(u64::MAX);
            let head = &mut heads[first];
            while head.place <= next {
                order.push(head.base + head.next, head.place == last);
                last = head.place;
                head.next += 1;
                if !head.is_at_one() {
                    heads.swap_remove(first);
                    break;
                }
            }
        }
        Ok(order)
    }

    fn push(&mut self, document: u32, is_equal: bool) {
        let rank = self.documents.len();
        self.documents.push(document);
        match self.equals.last_mut().filter(|equals| equals.end == rank) {
            Some(equals) if is_equal => equals.end += 1,
            _ if is_equal => self.equals.push(rank - 1..rank + 1),
            _ => {}
        }
    }
}

/// Documents of which a column is read at once: many times as fast as one after
/// the other, and few enough for the processor's nearest memory.
const STRIDE: u32 = 512;

/// What a column says of each document of a segment, for whoever asks in their
/// order.
pub(super) struct Values {
    column: Column<u64>,
    /// How many documents there are.
    end: DocId,
    /// The first of those that were read last, and what is said of them.
    start: DocId,
    read: Vec<u64>,
}

impl Values {
    pub(super) fn of(segment: &SegmentReader, column: &str) -> Read<Self> {
        let column = segment.fast_fields().u64(column)?;
        Ok(Self { column, end: segment.max_doc(), start: 0, read: Vec::new() })
    }

    /// What is said of a document, 0 if nothing; `None` behind the last.
    pub(super) fn get(&mut self, doc: DocId) -> Option<u64> {
        let known = self.read.get(doc.wrapping_sub(self.start) as usize);
        known.copied().or_else(|| self.read_from(doc))
    }

    #[cold]
    fn read_from(&mut self, doc: DocId) -> Option<u64> {
        let end = self.end.min(doc.saturating_add(STRIDE));
        let docs = doc..end.max(doc);
        self.start = doc;
        self.read.resize(docs.len(), 0);
        if self.column.get_cardinality() == Cardinality::Full {
            self.column.values.get_range(doc.into(), &mut self.read);
        } else {
            let said = docs.map(|doc| self.column.first(doc).unwrap_or_default());
            self.read.iter_mut().zip(said).for_each(|(read, said)| *read = said);
        }
        self.read.first().copied()
    }
}
