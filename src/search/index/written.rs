//! An article as it is handed to Tantivy, which borrows each value where it lies:
//! a `TantivyDocument` would take a copy of every text.
//!
//! Knows no field. One idea: the long text is taken over, and the short ones lie in
//! a row; so what waits for the threads of the index is a few pieces of memory,
//! however many its values are.

use std::iter;
use std::ops::Range;
use std::slice;
use std::sync::Arc;
use std::time::Duration;

use tantivy::schema::document::{ReferenceValue, ReferenceValueLeaf, Value};
use tantivy::schema::{Document, Field};

use crate::archive::{Gate, Room};

/// What is written down of one article, field by field.
pub(super) struct Written {
    text: String,
    short: String,
    bytes: Vec<u8>,
    values: Vec<(Field, Spot)>,
    /// What it takes of the room for those that wait.
    _room: Option<Room>,
}

/// Where a value lies.
enum Spot {
    Text,
    Short(Range<usize>),
    Bytes(Range<usize>),
    Here(u64),
}

/// What a field says.
#[derive(Clone, Copy, Debug)]
pub(super) enum Said<'a> {
    Text(&'a str),
    Bytes(&'a [u8]),
    Number(u64),
}

impl Written {
    /// One whose long text is this.
    pub(super) fn new(field: Field, text: String) -> Self {
        let mut values = Vec::with_capacity(64);
        values.push((field, Spot::Text));
        Self { text, short: String::new(), bytes: Vec::new(), values, _room: None }
    }

    pub(super) fn add_text(&mut self, field: Field, text: &str) {
        let start = self.short.len();
        self.short.push_str(text);
        self.values.push((field, Spot::Short(start..self.short.len())));
    }

    pub(super) fn add_bytes(&mut self, field: Field, bytes: &[u8]) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        self.values.push((field, Spot::Bytes(start..self.bytes.len())));
    }

    pub(super) fn add_number(&mut self, field: Field, number: u64) {
        self.values.push((field, Spot::Here(number)));
    }

    /// The same, once there is room for it behind a gate.
    pub(super) fn behind(self, gate: &Arc<Gate>) -> Self {
        /// How long the threads of the index may be busy with what they gathered.
        const PATIENCE: Duration = Duration::from_secs(2);

        let bytes = self.text.len() + self.short.len() + self.bytes.len();
        Self { _room: Some(gate.room(bytes, PATIENCE)), ..self }
    }

    fn said(&self, spot: &Spot) -> Said<'_> {
        match spot {
            Spot::Text => Said::Text(&self.text),
            Spot::Short(range) => Said::Text(&self.short[range.clone()]),
            Spot::Bytes(range) => Said::Bytes(&self.bytes[range.clone()]),
            Spot::Here(number) => Said::Number(*number),
        }
    }
}

impl Document for Written {
    type Value<'a> = Said<'a>;
    type FieldsValuesIter<'a> = Values<'a>;

    fn iter_fields_and_values(&self) -> Values<'_> {
        Values { of: self, next: self.values.iter() }
    }
}

/// Goes through what is said of an article.
pub(super) struct Values<'a> {
    of: &'a Written,
    next: slice::Iter<'a, (Field, Spot)>,
}

impl<'a> Iterator for Values<'a> {
    type Item = (Field, Said<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        self.next.next().map(|(field, spot)| (*field, self.of.said(spot)))
    }
}

impl<'a> Value<'a> for Said<'a> {
    type ArrayIter = iter::Empty<Self>;
    type ObjectIter = iter::Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        ReferenceValue::Leaf(match *self {
            Said::Text(text) => ReferenceValueLeaf::Str(text),
            Said::Bytes(bytes) => ReferenceValueLeaf::Bytes(bytes),
            Said::Number(number) => ReferenceValueLeaf::U64(number),
        })
    }
}
