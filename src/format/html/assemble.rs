//! Gives the blocks of a page their parts: headline, deck, byline, dateline,
//! the article, and what stands around it.
//!
//! What the extraction kept is the article; what it dropped is furniture, in
//! its place and folded. Headline, byline and dateline are known by where they
//! were found, a deck by what the page calls it or by what it repeats.

use super::extent::Extent;
use super::facts::Places;
use super::opinion::Opinion;
use super::page::{At, Page};
use super::text::{Parts, norm};
use super::walk::Piece;
use super::{edges, stamps, vote};
use crate::article::{Block, Field, Kind, Origin, Provenance, Written};
use crate::format::Reading;
use crate::format::record::Statement;

/// Longest byline or dateline, in bytes.
const LINE: usize = 240;

/// Bytes from which on a paragraph is the article's text and no stamp.
const TEXT: usize = 200;

/// Labels of a deck.
static DECK: Parts = Parts::new(&[
    "subtitle",
    "sub-title",
    "subhead",
    "sub-head",
    "standfirst",
    "deck",
    "dek",
    "strapline",
    "chapo",
    "entradilla",
    "bajada",
    "sommaire",
    "untertitel",
    "vorspann",
]);

/// Gives the pieces their parts and puts them into the reading.
///
/// `asks` gives a second opinion on what the article is, where one is wanted.
pub(super) fn assemble(
    page: &Page,
    pieces: Vec<Piece>,
    places: &Places,
    asks: impl FnOnce() -> Option<Opinion>,
    reading: &mut Reading,
) {
    let starts: Vec<At> = pieces.iter().map(|piece| piece.at).collect();
    let headline = headline(page, &pieces, places.headline);
    let byline = places.authors.and_then(|at| line(page, &pieces, &starts, at));
    let dateline = places.published.and_then(|at| line(page, &pieces, &starts, at));
    let extent = Extent::of(page, &pieces);
    let mut kinds: Vec<Option<Kind>> =
        (0..pieces.len()).map(|rank| extent.holds(rank).then(|| extent.kind(rank))).collect();
    take_stamps(&pieces, &mut kinds, headline);
    let deck = deck(page, &pieces, &kinds, headline, &places.descriptions);
    vote::hear(page, &pieces, &mut kinds, asks, |rank| extent.kind(rank));
    edges::trim(page, &pieces, &mut kinds, headline);
    for (rank, piece) in pieces.into_iter().enumerate() {
        let rank = Some(rank);
        let kind = if rank == headline {
            Kind::Title
        } else if rank == deck {
            Kind::Subtitle
        } else if rank == byline {
            Kind::Byline
        } else if rank == dateline {
            Kind::Dateline
        } else {
            rank.and_then(|rank| kinds[rank]).unwrap_or(Kind::Furniture)
        };
        put(piece, kind, reading);
    }
}

/// Gives the lines between headline and text that are nothing but stamps
/// their parts.
fn take_stamps(pieces: &[Piece], kinds: &mut [Option<Kind>], headline: Option<usize>) {
    for rank in headline.map_or(0, |rank| rank + 1)..pieces.len() {
        let raw = &pieces[rank].finished.raw;
        if kinds[rank].is_some() && raw.len() > TEXT {
            return;
        }
        if kinds[rank] == Some(Kind::Paragraph) {
            kinds[rank] = stamps::kind(raw).or(kinds[rank]);
        }
    }
}

fn put(piece: Piece, kind: Kind, reading: &mut Reading) {
    let finished = piece.finished;
    reading.has_hidden |= finished.has_hidden;
    if kind == Kind::Subtitle {
        let from = Provenance { origin: Origin::Line, is_certain: false };
        let values = &[finished.text.plain.to_string()];
        reading.record.state(&Statement {
            field: Field::Subtitle,
            values,
            from,
            key: "deck",
            at: None,
        });
    }
    reading.body.push(Block { kind, text: finished.text, written: Written::Words(finished.raw) });
}

/// The piece that shows the headline: of those in its element, the longest.
fn headline(page: &Page, pieces: &[Piece], at: Option<At>) -> Option<usize> {
    let at = at?;
    let inside = pieces.iter().enumerate().filter(|(_, piece)| page.contains(at, piece.at));
    inside
        .max_by_key(|(rank, piece)| (piece.finished.raw.len(), usize::MAX - rank))
        .map(|(rank, _)| rank)
}

/// The short piece in which a place lies.
fn line(page: &Page, pieces: &[Piece], starts: &[At], at: At) -> Option<usize> {
    let behind = starts.partition_point(|start| *start <= at);
    // An element begins before its first words, unless it stands inside a line.
    let is_before = starts.get(behind).is_some_and(|start| page.contains(at, *start));
    let candidates = [Some(behind).filter(|_| is_before), behind.checked_sub(1)];
    let is_line = |rank: &usize| {
        let is_text = !matches!(pieces[*rank].kind, Kind::Heading(_) | Kind::Caption | Kind::Table);
        pieces[*rank].finished.raw.len() <= LINE && is_text
    };
    let is_exact = starts.get(behind.wrapping_sub(1)) == Some(&at);
    let candidates = if is_exact { [candidates[1], None] } else { candidates };
    candidates.into_iter().flatten().filter(|rank| *rank < pieces.len()).find(is_line)
}

/// The deck: behind the headline and before the article's second paragraph,
/// called so by the page or repeating what the page says of itself.
fn deck(
    page: &Page,
    pieces: &[Piece],
    kinds: &[Option<Kind>],
    headline: Option<usize>,
    descriptions: &[String],
) -> Option<usize> {
    let headline = headline?;
    let descriptions: Vec<String> = descriptions.iter().map(|text| norm(text)).collect();
    let mut paragraphs = 0;
    for (rank, piece) in pieces.iter().enumerate().skip(headline + 1).take(25) {
        let length = piece.finished.raw.len();
        let is_labelled = page
            .ancestors(piece.at)
            .take(3)
            .any(|at| DECK.are_in(page.label(at)) && page.end(at) - at < 40);
        let text = norm(&piece.finished.raw);
        let repeats = text.len() > 30 && descriptions.contains(&text);
        let is_text = matches!(piece.kind, Kind::Paragraph | Kind::Heading(_));
        if is_text
            && !piece.is_hidden
            && (20..600).contains(&length)
            && (is_labelled || repeats && paragraphs == 0)
        {
            return Some(rank);
        }
        if kinds[rank].is_some() && length > 200 {
            paragraphs += 1;
        }
        if paragraphs > 1 {
            return None;
        }
    }
    None
}
