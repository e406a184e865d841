//! The order of all documents of an index: that of the list, as far as part,
//! day and moment tell.
//!
//! Knows no row. Each segment is in that order already, so they are merged.

use std::ops::Range;

use tantivy::columnar::Cardinality;
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
    /// The place of each of its documents.
    places: Vec<u64>,
    place: u64,
    next: u32,
    /// How many documents come in the segments before.
    base: u32,
}

impl<'a> Head<'a> {
    /// The first of a segment; `None` if all of it are gone.
    fn of(segment: &'a SegmentReader, base: u32) -> Read<Option<Self>> {
        let places = values(segment, column::PLACE)?;
        let mut head = Self { segment, places, place: 0, next: 0, base };
        Ok(head.is_at_one().then_some(head))
    }

    /// Goes on to the next that is there; whether one is.
    fn is_at_one(&mut self) -> bool {
        while let Some(place) = self.places.get(self.next as usize) {
            if !self.segment.is_deleted(self.next) {
                self.place = *place;
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

/// What a column says of each document of a segment.
pub(super) fn values(segment: &SegmentReader, column: &str) -> Read<Vec<u64>> {
    let said = segment.fast_fields().u64(column)?;
    let mut values = vec![0; segment.max_doc() as usize];
    if said.get_cardinality() == Cardinality::Full {
        // Many times as fast as one after the other.
        said.values.get_range(0, &mut values);
    } else {
        let all = values.iter_mut().zip(0..);
        all.for_each(|(value, doc)| *value = said.first(doc).unwrap_or_default());
    }
    Ok(values)
}
