//! The index as it was after a commit, with every article in its rank.
//!
//! Its one idea: the order of the list is worked out once for a commit, and
//! from then on an article is its rank. A set of articles is a bit for each
//! rank, so counting, paging, and what is unread of it cost next to nothing
//! however many they are, and the first fifty are found without sorting.

use std::ops::Range;
use std::sync::OnceLock;

use fixedbitset::FixedBitSet;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentReader;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, DocId, DocSet, Searcher, TERMINATED, TantivyDocument, Term};

use super::order::{Order, Values};
use super::row;
use super::schema::{AUTHOR, Fields, NOTE, READ, STARRED, TROUBLE, column, key};
use crate::article::ArticleId;
use crate::search::Row;
use crate::search::relevance::{damping, number as number_of};

/// Articles, by their rank.
pub(super) type Ranks = FixedBitSet;

/// What Tantivy says when something cannot be read.
pub(super) type Read<T> = tantivy::Result<T>;

/// Stands for an article that is there no more.
const GONE: u32 = u32::MAX;

/// A commit of the index.
pub(super) struct Snapshot {
    pub(super) fields: Fields,
    pub(super) searcher: Searcher,
    /// Counts the commits that were seen.
    pub(super) generation: u64,
    /// The rank of each document, counted through all segments.
    ranks: Vec<u32>,
    /// Where in that each segment begins, and behind them where the last ends.
    bases: Vec<u32>,
    /// For each rank, its document, counted so.
    order: Vec<u32>,
    flags: OnceLock<Flags>,
    authored: OnceLock<Ranks>,
    lengths: OnceLock<Lengths>,
}

/// How many words articles have, as the index keeps them: rounded to a byte.
pub(super) struct Lengths {
    /// The byte of each rank.
    codes: Vec<u8>,
    /// The damping of each byte.
    damping: Vec<f64>,
}

impl Lengths {
    /// The [`damping`] of the article of a rank.
    pub(super) fn damping(&self, rank: usize) -> f64 {
        self.damping[usize::from(self.codes[rank])]
    }
}

/// What articles are and have where their files come from.
pub(super) struct Flags {
    pub(super) starred: Ranks,
    pub(super) read: Ranks,
    pub(super) noted: Ranks,
    pub(super) troubled: Ranks,
}

impl Snapshot {
    /// Puts all documents in order: that of [`Entry::order`].
    ///
    /// [`Entry::order`]: crate::search::entry::Entry::order
    pub(super) fn new(fields: Fields, searcher: Searcher, generation: u64) -> Read<Self> {
        let segments = searcher.segment_readers();
        let mut bases = vec![0];
        bases.extend(segments.iter().scan(0, |base, segment| {
            *base += segment.max_doc();
            Some(*base)
        }));
        let Order { documents, equals } = Order::of(segments)?;
        let ranks = vec![GONE; bases.last().map_or(0, |end| *end as usize)];
        let mut snapshot = Self {
            fields,
            searcher,
            generation,
            order: documents,
            ranks,
            bases,
            flags: OnceLock::new(),
            authored: OnceLock::new(),
            lengths: OnceLock::new(),
        };
        snapshot.part_equals(equals)?;
        for (rank, document) in (0..).zip(&snapshot.order) {
            snapshot.ranks[*document as usize] = rank;
        }
        Ok(snapshot)
    }

    /// Puts in order those that stand in one place: by the beginning of their
    /// headlines, and where that is the same too, as their rows tell.
    fn part_equals(&mut self, equals: Vec<Range<usize>>) -> Read<()> {
        let segments = self.searcher.segment_readers().iter();
        let headlines = segments
            .map(|segment| segment.fast_fields().column_first_or_default::<u64>(column::HEADLINE))
            .collect::<Read<Vec<_>>>()?;
        for range in equals {
            let headline = |rank| {
                let at = self.address(rank);
                headlines[at.segment_ord as usize].get_val(at.doc_id)
            };
            let mut headed: Vec<(u64, u32)> =
                range.clone().map(|rank| (headline(rank), self.order[rank])).collect();
            headed.sort_unstable();
            let mut start = range.start;
            for equals in headed.chunk_by(|one, other| one.0 == other.0) {
                let range = start..start + equals.len();
                start = range.end;
                for (at, (_, document)) in range.clone().zip(equals) {
                    self.order[at] = *document;
                }
                self.part_by_rows(range)?;
            }
        }
        Ok(())
    }

    /// Puts in order those that the columns leave equal.
    fn part_by_rows(&mut self, range: Range<usize>) -> Read<()> {
        if range.len() < 2 {
            return Ok(());
        }
        let rows = self.rows(range.clone())?;
        let mut parted: Vec<_> = rows.into_iter().zip(&self.order[range.clone()]).collect();
        parted.sort_by(|(one, _), (other, _)| {
            let title = |row: &Row| row.meta.title.as_ref().map(|title| title.value.clone());
            let key = |row: &Row| (title(row), row.file.clone(), row.id);
            key(one).cmp(&key(other))
        });
        let parted: Vec<u32> = parted.into_iter().map(|(_, document)| *document).collect();
        self.order[range].copy_from_slice(&parted);
        Ok(())
    }

    /// How many articles there are.
    pub(super) fn len(&self) -> usize {
        self.order.len()
    }

    /// No article.
    pub(super) fn none(&self) -> Ranks {
        Ranks::with_capacity(self.len())
    }

    /// Every article.
    pub(super) fn all(&self) -> Ranks {
        let mut all = self.none();
        all.insert_range(..);
        all
    }

    /// The segments, with the rank of each of their documents.
    pub(super) fn segments(&self) -> impl Iterator<Item = Segment<'_>> {
        let readers = self.searcher.segment_readers().iter();
        let all = readers.zip(self.bases.windows(2));
        all.map(|(reader, bases)| {
            let ranks = &self.ranks[bases[0] as usize..bases[1] as usize];
            Segment { reader, ranks, end: number(ranks.len()) }
        })
    }

    /// Where in each segment the first so many of the list end: in a segment
    /// documents are in the order of the list, but for equals.
    pub(super) fn ends(&self, first: usize) -> Vec<DocId> {
        let mut ends = vec![0; self.bases.len() - 1];
        for rank in 0..first.min(self.len()) {
            let at = self.address(rank);
            let end = &mut ends[at.segment_ord as usize];
            *end = (*end).max(at.doc_id + 1);
        }
        ends
    }

    /// The document of the article of a rank.
    pub(super) fn address(&self, rank: usize) -> DocAddress {
        let document = self.order[rank];
        let segment = self.bases.partition_point(|base| *base <= document) - 1;
        DocAddress::new(number(segment), document - self.bases[segment])
    }

    /// The row of each of some ranks, in their order.
    pub(super) fn rows(&self, ranks: impl IntoIterator<Item = usize>) -> Read<Vec<Row>> {
        let mut wanted: Vec<_> =
            ranks.into_iter().map(|rank| self.address(rank)).enumerate().collect();
        let mut rows = vec![Row::default(); wanted.len()];
        // Those that lie together are read together.
        wanted.sort_unstable_by_key(|(_, address)| *address);
        for (at, address) in wanted {
            rows[at] = self.row(address)?;
        }
        Ok(rows)
    }

    fn row(&self, address: DocAddress) -> Read<Row> {
        let damaged = || tantivy::TantivyError::InternalError("a row cannot be read".to_owned());
        self.of_row(address, row::read)?.ok_or_else(damaged)
    }

    /// What is read from the bytes of a row.
    fn of_row<T>(
        &self,
        address: DocAddress,
        read: impl FnOnce(&[u8]) -> Option<T>,
    ) -> Read<Option<T>> {
        let document: TantivyDocument = self.searcher.doc(address)?;
        let bytes = document.get_first(self.fields.row).and_then(|value| value.as_bytes());
        Ok(bytes.and_then(read))
    }

    /// Where an article stands in the list; `None` if it is not in the index.
    pub(super) fn rank(&self, id: ArticleId) -> Read<Option<usize>> {
        let term = Term::from_field_bytes(self.fields.id, key(&id));
        for segment in self.segments() {
            let terms = segment.reader.inverted_index(self.fields.id)?;
            let Some(mut found) = terms.read_postings(&term, IndexRecordOption::Basic)? else {
                continue;
            };
            while found.doc() != TERMINATED {
                if let Some(rank) = segment.rank(found.doc()) {
                    return Ok(Some(rank));
                }
                found.advance();
            }
        }
        Ok(None)
    }

    /// The identity of every article, in no order.
    pub(super) fn ids(&self) -> Read<Vec<ArticleId>> {
        let mut ids = Vec::with_capacity(self.len());
        for (segment, ordinal) in self.segments().zip(0..) {
            for (doc, _) in segment.alive() {
                ids.extend(self.of_row(DocAddress::new(ordinal, doc), row::id)?);
            }
        }
        Ok(ids)
    }

    /// How long articles are; read once.
    pub(super) fn lengths(&self) -> Read<&Lengths> {
        if let Some(lengths) = self.lengths.get() {
            return Ok(lengths);
        }
        let (mut codes, mut sum) = (vec![0; self.len()], 0.0);
        for segment in self.segments() {
            let norms = segment.reader.get_fieldnorms_reader(self.fields.text)?;
            for (doc, rank) in segment.alive() {
                codes[rank] = norms.fieldnorm_id(doc);
                sum += f64::from(norms.fieldnorm(doc));
            }
        }
        let mean = sum / number_of(codes.len()).max(1.0);
        let words = |code| FieldNormReader::id_to_fieldnorm(code) as usize;
        let damping = (0..=u8::MAX).map(|code| damping(words(code), mean)).collect();
        Ok(self.lengths.get_or_init(|| Lengths { codes, damping }))
    }

    /// What articles are and have; read once.
    pub(super) fn flags(&self) -> Read<&Flags> {
        if let Some(flags) = self.flags.get() {
            return Ok(flags);
        }
        let mut flags = [STARRED, READ, NOTE, TROUBLE].map(|flag| (flag, self.none()));
        for segment in self.segments() {
            let mut column = Values::of(segment.reader, column::FLAGS)?;
            // Nearly all say at most that they have an author.
            let said = (0..segment.end).filter_map(|doc| Some((doc, column.get(doc)?)));
            for (doc, said) in said.filter(|(_, said)| said & !AUTHOR != 0) {
                let Some(rank) = segment.rank(doc) else { continue };
                for (flag, ranks) in &mut flags {
                    if said & *flag != 0 {
                        ranks.insert(rank);
                    }
                }
            }
        }
        let [starred, read, noted, troubled] = flags.map(|(_, ranks)| ranks);
        Ok(self.flags.get_or_init(|| Flags { starred, read, noted, troubled }))
    }

    /// Those that say who wrote them; read once.
    pub(super) fn authored(&self) -> Read<&Ranks> {
        if let Some(authored) = self.authored.get() {
            return Ok(authored);
        }
        let mut authored = self.none();
        for segment in self.segments() {
            let mut column = Values::of(segment.reader, column::FLAGS)?;
            let mut has_author = |doc| column.get(doc).is_some_and(|said| said & AUTHOR != 0);
            let alive = segment.alive();
            authored.extend(alive.filter(|(doc, _)| has_author(*doc)).map(|(_, rank)| rank));
        }
        Ok(self.authored.get_or_init(|| authored))
    }
}

/// One segment of a commit.
#[derive(Clone, Copy)]
pub(super) struct Segment<'a> {
    pub(super) reader: &'a SegmentReader,
    ranks: &'a [u32],
    /// The document from which on nothing is looked at.
    pub(super) end: DocId,
}

impl<'a> Segment<'a> {
    /// The same segment, looked at up to a document.
    pub(super) fn until(self, end: DocId) -> Self {
        Self { end, ..self }
    }

    /// The rank of a document; `None` if it is there no more.
    pub(super) fn rank(&self, doc: DocId) -> Option<usize> {
        Some(self.ranks[doc as usize]).filter(|rank| *rank != GONE).map(|rank| rank as usize)
    }

    /// The documents that are there, with their ranks.
    pub(super) fn alive(&self) -> impl Iterator<Item = (DocId, usize)> + use<'a> {
        let ranks = self.ranks[..self.end as usize].iter().zip(0..);
        ranks.filter(|(rank, _)| **rank != GONE).map(|(rank, doc)| (doc, *rank as usize))
    }
}

/// The `n`th of some ranks, from 0, and those behind it, in order. Those
/// before it are only counted, 64 at a time.
pub(super) fn from_nth(ranks: &Ranks, n: usize) -> impl Iterator<Item = usize> + '_ {
    let words = ranks.as_slice();
    let (mut first, mut rest) = (0, n);
    while let Some(count) = words.get(first).map(|word| word.count_ones() as usize)
        && count <= rest
    {
        rest -= count;
        first += 1;
    }
    let bits = |word: usize| {
        let left = std::iter::successors(Some(word), |left| Some(left & left.wrapping_sub(1)));
        left.take_while(|left| *left != 0).map(|left| left.trailing_zeros() as usize)
    };
    let here = words.iter().enumerate().skip(first);
    here.flat_map(move |(at, word)| bits(*word).map(move |bit| at * usize::BITS as usize + bit))
        .skip(rest)
}

fn number(n: usize) -> u32 {
    u32::try_from(n).expect("an index of Tantivy has fewer than 2³² documents")
}
