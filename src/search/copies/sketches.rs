//! The traces of all articles, on disk, and who shares keys with whom.
//!
//! They are documents of [Tantivy](https://docs.rs/tantivy): its lists say
//! who has a key, its columns hold the traces. What is added is found once it
//! is committed.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use tantivy::columnar::{Column, ColumnValues};
use tantivy::directory::MmapDirectory;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::schema::{BytesOptions, Field, IndexRecordOption, NumericOptions, Schema};
use tantivy::{
    DocId, DocSet, Index, IndexReader, IndexWriter, InvertedIndexReader, ReloadPolicy, Result,
    SegmentReader, TERMINATED, TantivyDocument, Term,
};

use super::{COMPARED, ENOUGH, SHARERS};
use crate::article::ArticleId;
use crate::versions::{Sketch, Trace};

/// Bytes in which keys are gathered until they are written: the least that
/// Tantivy takes.
const HEAP: usize = 15 << 20;

/// The names of columns, which are read by name.
const HIGH: &str = "high";
const LOW: &str = "low";
const LEAST: &str = "least";
const SHINGLES: &str = "shingles";
const ADDRESS: &str = "address";
const HEADLINE: &str = "headline";

#[derive(Clone, Copy)]
struct Fields {
    /// The identity, to be found by.
    id: Field,
    /// The two halves of the identity, to be read.
    halves: [Field; 2],
    key: Field,
    least: Field,
    shingles: Field,
    /// The hash of the address, or 0.
    address: Field,
    /// The hash of the headline, or 0.
    headline: Field,
}

/// The traces.
pub(super) struct Sketches {
    fields: Fields,
    index: Index,
    reader: IndexReader,
    writer: IndexWriter,
    segments: Vec<Segment>,
}

/// A part of the traces, open to be looked up.
struct Segment {
    reader: SegmentReader,
    keys: Arc<InvertedIndexReader>,
    halves: [Arc<dyn ColumnValues<u64>>; 2],
    least: Column<u64>,
    shingles: Arc<dyn ColumnValues<u64>>,
    address: Arc<dyn ColumnValues<u64>>,
    headline: Arc<dyn ColumnValues<u64>>,
}

impl Sketches {
    /// Opens the traces in a folder, or begins there.
    pub(super) fn open(folder: &Path) -> Result<Self> {
        let (schema, fields) = schema();
        let index = Index::builder().schema(schema).open_or_create(MmapDirectory::open(folder)?)?;
        let reader: IndexReader =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .memory_budget_per_thread(HEAP)
            .num_merge_threads(1)
            .build();
        let writer: IndexWriter = index.writer_with_options(options)?;
        writer.set_merge_policy(Box::new(LogMergePolicy::default()));
        // What a crash left behind.
        drop(writer.garbage_collect_files());
        let mut sketches = Self { fields, index, reader, writer, segments: Vec::new() };
        sketches.look()?;
        Ok(sketches)
    }

    /// A number that is higher after each commit.
    pub(super) fn step(&self) -> Result<u64> {
        Ok(self.index.load_metas()?.opstamp)
    }

    /// Puts in the trace of an article, in the place of one that is there.
    pub(super) fn insert(&self, id: ArticleId, trace: &Trace) -> Result<()> {
        self.remove(id);
        let mut document = TantivyDocument::default();
        document.add_bytes(self.fields.id, &id.0);
        for (field, half) in self.fields.halves.into_iter().zip(halves(id)) {
            document.add_u64(field, half);
        }
        trace.keys().for_each(|key| document.add_u64(self.fields.key, key));
        for hash in trace.sketch.least() {
            document.add_u64(self.fields.least, u64::from(*hash));
        }
        document.add_u64(self.fields.shingles, u64::from(trace.sketch.shingles()));
        document.add_u64(self.fields.address, trace.address.unwrap_or(0));
        document.add_u64(self.fields.headline, trace.headline.unwrap_or(0));
        self.writer.add_document(document).map(drop)
    }

    /// Takes out the trace of an article, if it is there.
    pub(super) fn remove(&self, id: ArticleId) {
        self.writer.delete_term(Term::from_field_bytes(self.fields.id, &id.0));
    }

    /// Has what was done be there for good and be found; returns the step.
    pub(super) fn commit(&mut self) -> Result<u64> {
        let step = self.writer.commit()?;
        self.look()?;
        Ok(step)
    }

    fn look(&mut self) -> Result<()> {
        self.reader.reload()?;
        let searcher = self.reader.searcher();
        let open = |reader: &SegmentReader| Segment::open(reader.clone(), self.fields);
        self.segments = searcher.segment_readers().iter().map(open).collect::<Result<_>>()?;
        Ok(())
    }

    /// The articles that are of one story with this one, but for itself.
    pub(super) fn kin(&self, id: ArticleId, trace: &Trace) -> Result<Vec<ArticleId>> {
        let keys: Vec<(u64, Term)> =
            trace.keys().map(|key| (key, Term::from_field_u64(self.fields.key, key))).collect();
        let mut shared = Vec::new();
        for (rank, segment) in self.segments.iter().enumerate() {
            let found = segment.sharers(&keys)?;
            shared.extend(found.into_iter().map(|(doc, count)| (Reverse(count), rank, doc)));
        }
        shared.sort_unstable();
        let mut kin = Vec::new();
        for (_, rank, doc) in shared.into_iter().take(COMPARED) {
            let segment = &self.segments[rank];
            let other = segment.id(doc);
            if other != id && segment.trace(doc).is_kin(trace) {
                kin.push(other);
            }
        }
        Ok(kin)
    }

    /// Calls `each` with every article and its trace.
    pub(super) fn each(&self, mut each: impl FnMut(ArticleId, Trace) -> Result<()>) -> Result<()> {
        for segment in &self.segments {
            for doc in segment.reader.doc_ids_alive() {
                each(segment.id(doc), segment.trace(doc))?;
            }
        }
        Ok(())
    }
}

impl Segment {
    fn open(reader: SegmentReader, fields: Fields) -> Result<Self> {
        let fast = reader.fast_fields();
        let column = |name| fast.column_first_or_default::<u64>(name);
        let halves = [column(HIGH)?, column(LOW)?];
        let [shingles, address, headline] =
            [column(SHINGLES)?, column(ADDRESS)?, column(HEADLINE)?];
        let (least, keys) = (fast.u64(LEAST)?, reader.inverted_index(fields.key)?);
        Ok(Self { reader, keys, halves, least, shingles, address, headline })
    }

    /// Who has keys in common with somebody, and how many.
    fn sharers(&self, keys: &[(u64, Term)]) -> Result<Vec<(DocId, u32)>> {
        let mut shared: HashMap<DocId, u32> = HashMap::new();
        for (key, term) in keys {
            let counts = if Trace::is_strong(*key) { ENOUGH } else { 1 };
            let Some(mut found) = self.keys.read_postings(term, IndexRecordOption::Basic)? else {
                continue;
            };
            let mut left = SHARERS;
            while found.doc() != TERMINATED && left > 0 {
                if self.reader.alive_bitset().is_none_or(|alive| alive.is_alive(found.doc())) {
                    *shared.entry(found.doc()).or_default() += counts;
                    left -= 1;
                }
                found.advance();
            }
        }
        Ok(shared.into_iter().filter(|(_, count)| *count >= ENOUGH).collect())
    }

    fn id(&self, doc: DocId) -> ArticleId {
        let mut id = [0; 16];
        for (half, column) in id.chunks_exact_mut(8).zip(&self.halves) {
            half.copy_from_slice(&column.get_val(doc).to_be_bytes());
        }
        ArticleId(id)
    }

    fn trace(&self, doc: DocId) -> Trace {
        let number = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        let mut least: Vec<u32> = self.least.values_for_doc(doc).map(number).collect();
        least.sort_unstable();
        let stated = |column: &Arc<dyn ColumnValues<u64>>| {
            Some(column.get_val(doc)).filter(|hash| *hash > 0)
        };
        Trace {
            sketch: Sketch::from_parts(least, number(self.shingles.get_val(doc))),
            address: stated(&self.address),
            headline: stated(&self.headline),
        }
    }
}

fn halves(id: ArticleId) -> [u64; 2] {
    let half = |from: usize| {
        id.0[from..from + 8].iter().fold(0, |half, byte| half << 8 | u64::from(*byte))
    };
    [half(0), half(8)]
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let mut column = |name| schema.add_u64_field(name, NumericOptions::default().set_fast());
    let halves = [column(HIGH), column(LOW)];
    let (least, shingles) = (column(LEAST), column(SHINGLES));
    let (address, headline) = (column(ADDRESS), column(HEADLINE));
    let id = schema.add_bytes_field("id", BytesOptions::default().set_indexed());
    let key = schema.add_u64_field("key", NumericOptions::default().set_indexed());
    (schema.build(), Fields { id, halves, key, least, shingles, address, headline })
}
