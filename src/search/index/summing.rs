//! What is summed up over all articles found: how well each matches, what they
//! have in common, which values a field has.

use std::cmp::Reverse;
use std::collections::HashMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::clauses::Asking;
use super::schema::column;
use super::snapshot::{Ranks, Read, Segment, Snapshot};
use super::terms::Failure;
use crate::archive::Archive;
use crate::article::{Safe, When};
use crate::search::facets::{Facets, Tally};
use crate::search::facts::below;
use crate::search::relevance::{rarity, weight};
use crate::search::{Field, offers};

/// Ranks by how well they match.
pub(super) struct Best {
    /// The first, in order.
    ranks: Vec<u32>,
    /// How many there are in all.
    count: usize,
}

impl Best {
    /// Whether so many of the first are in order.
    pub(super) fn reaches(&self, depth: usize) -> bool {
        depth.min(self.count) <= self.ranks.len()
    }

    /// The ranks, as far as they are in order.
    pub(super) fn ranks(&self) -> &[u32] {
        &self.ranks
    }
}

/// The best of what was found, so many at most: few enough to stay in the
/// processor's own memory, however many there are.
struct Top {
    most: usize,
    /// The bits of scores, which are in the order of scores that are not below
    /// 0, and their ranks.
    kept: Vec<(Reverse<u64>, u32)>,
    /// What is not before this is not among them.
    end: (Reverse<u64>, u32),
}

impl Top {
    fn new(most: usize) -> Self {
        Self { most, kept: Vec::new(), end: (Reverse(0), u32::MAX) }
    }

    fn push(&mut self, score: f64, rank: u32) {
        let place = (Reverse(score.to_bits()), rank);
        if place >= self.end {
            return;
        }
        self.kept.push(place);
        if self.kept.len() == self.most.saturating_mul(2) {
            let (_, end, _) = self.kept.select_nth_unstable(self.most);
            self.end = *end;
            self.kept.truncate(self.most);
        }
    }

    fn ranks(mut self) -> Vec<u32> {
        self.kept.sort_unstable();
        self.kept.truncate(self.most);
        self.kept.into_iter().map(|(_, rank)| rank).collect()
    }
}

/// The ranks of what was found, the best match first; equals in the order of
/// the list. At least so many are in order: whoever looks at a page of a
/// million should not wait for the rest.
pub(super) fn best(found: &Ranks, asking: &Asking<'_>, depth: usize) -> Result<Best, Failure> {
    let snapshot = asking.terms.snapshot;
    let lengths = snapshot.lengths()?;
    let mut terms = Vec::new();
    for term in asking.request.query.terms() {
        let times = asking.times(term)?;
        let holders = times.iter().filter(|times| **times > 0).count();
        terms.push((rarity(snapshot.len(), holders), times));
    }
    let count = found.count_ones(..);
    let mut top = Top::new(depth.min(count).max(1));
    for rank in found.ones() {
        let mut score = 0.0;
        for (rarity, times) in terms.iter().filter(|(_, times)| times[rank] > 0) {
            score += weight(*rarity, times[rank] as usize, lengths.damping(rank));
        }
        top.push(score, u32::try_from(rank).unwrap_or(u32::MAX));
    }
    Ok(Best { ranks: top.ranks(), count })
}

/// What the articles found have in common.
pub(super) fn facets(snapshot: &Snapshot, found: &Ranks) -> Read<Facets> {
    let mut tally = Tally::default();
    for segment in snapshot.segments() {
        let columns = segment.reader.fast_fields();
        let since = columns.column_first_or_default::<u64>(column::SINCE)?;
        let until = columns.column_first_or_default::<u64>(column::UNTIL)?;
        let mut dates: HashMap<(u64, u64), usize> = HashMap::new();
        for (doc, _) in segment.alive().filter(|(_, rank)| found.contains(*rank)) {
            *dates.entry((since.get_val(doc), until.get_val(doc))).or_default() += 1;
        }
        for ((since, until), count) in dates.into_iter().filter(|((since, _), _)| *since > 0) {
            tally.add_published(when(since, until), count);
        }
        each_value(&segment, column::SOURCE, Some(found), |name, count| {
            tally.add_source(name, count);
        })?;
        each_value(&segment, column::AUTHOR, Some(found), |name, count| {
            tally.add_author(name, count);
        })?;
    }
    Ok(tally.facets())
}

/// The date that was as exactly known as from one day to another.
fn when(since: u64, until: u64) -> When {
    let day = |number: u64| {
        let days = i64::try_from(number).unwrap_or(1) - 1;
        Date::constant(1, 1, 1).saturating_add(days.min(4_000_000).days())
    };
    let (first, last) = (day(since), day(until));
    if first == last {
        When::Day(first)
    } else if (first.year(), first.month()) == (last.year(), last.month()) {
        When::Month(first.year(), first.month())
    } else {
        When::Year(first.year())
    }
}

/// Calls `each` with every value that a column has in a segment, and how often
/// it is in the articles found, or in all.
fn each_value(
    segment: &Segment<'_>,
    name: &str,
    found: Option<&Ranks>,
    mut each: impl FnMut(Safe, usize),
) -> Read<()> {
    let Some(column) = segment.reader.fast_fields().str(name)? else { return Ok(()) };
    let mut counts = vec![0_usize; column.num_terms()];
    for (doc, rank) in segment.alive() {
        if found.is_none_or(|found| found.contains(rank)) {
            for value in column.term_ords(doc) {
                counts[usize::try_from(value).unwrap_or(0)] += 1;
            }
        }
    }
    let mut value = String::new();
    for (ord, count) in (0..).zip(counts).filter(|(_, count)| *count > 0) {
        value.clear();
        column.ord_to_str(ord, &mut value)?;
        each(Safe::lines(&value), count);
    }
    Ok(())
}

/// Values of a field for what was typed of it.
pub(super) fn complete(
    snapshot: &Snapshot,
    archive: &Archive,
    field: Field,
    beginning: &str,
    most: usize,
) -> Read<Vec<Safe>> {
    let mut counts: HashMap<Safe, usize> = HashMap::new();
    let name = match field {
        Field::Title => return Ok(Vec::new()),
        Field::Author => column::AUTHOR,
        Field::Source => column::SOURCE,
        Field::Tag => column::TAG,
        Field::Language => column::LANGUAGE,
        Field::Folder => {
            let typed = beginning.to_lowercase();
            for (_, folder, files) in archive.folders() {
                let path = below(archive.roots(), &folder.join("x"));
                if let Some(folder) = offers::folder(&path, &typed) {
                    *counts.entry(folder).or_default() += files;
                }
            }
            return Ok(offers::best(counts, field, beginning, most));
        }
    };
    for segment in snapshot.segments() {
        each_value(&segment, name, None, |value, count| {
            *counts.entry(value).or_default() += count;
        })?;
    }
    Ok(offers::best(counts, field, beginning, most))
}
