//! Corrects the article at its edges: rows of links and notices before its
//! headline and behind its last words are folded, and headings between its
//! paragraphs come back.
//!
//! Knows how a piece is made, not what it says. Extractions weigh words, so
//! what is short is kept or lost by chance; where it stands tells more.

use super::page::{At, Page};
use super::walk::Piece;
use crate::article::Kind;

/// Longest line at an edge, in bytes.
const LINE: usize = 240;

/// Longest heading, in bytes.
const HEADING: usize = 200;

/// Corrects which pieces are the article, each `Some` with its kind or
/// `None`; `headline` is the piece that shows it.
pub(super) fn trim(
    page: &Page,
    pieces: &[Piece],
    kinds: &mut [Option<Kind>],
    headline: Option<usize>,
) {
    for rank in 0..headline.unwrap_or(0) {
        if is_linked(&pieces[rank]) {
            kinds[rank] = None;
        }
    }
    let start = headline.map_or(0, |headline| headline + 1);
    for rank in (start..pieces.len()).rev() {
        let is_edge = match kinds[rank] {
            None => continue,
            Some(Kind::Paragraph | Kind::Heading(_)) => {
                let piece = &pieces[rank];
                is_linked(piece) || is_notice(&piece.finished.raw) || is_small(page, piece)
            }
            Some(_) => false,
        };
        if !is_edge {
            break;
        }
        kinds[rank] = None;
    }
    let back: Vec<usize> =
        (start..pieces.len()).filter(|&rank| heads(page, pieces, kinds, rank)).collect();
    for rank in back {
        kinds[rank] = Some(pieces[rank].kind);
    }
}

/// Whether a short line is mostly links.
fn is_linked(piece: &Piece) -> bool {
    let length = piece.finished.raw.len();
    let is_text = matches!(piece.kind, Kind::Paragraph | Kind::Heading(_));
    is_text && length <= LINE && piece.linked * 2 >= length && length > 0
}

/// Whether a short line tells whose the page is.
fn is_notice(raw: &str) -> bool {
    let is_claim = raw.contains("Copyright ") && !raw.trim_end().ends_with(['.', '!', '?']);
    raw.len() <= LINE && (raw.contains('©') || is_claim)
}

/// Whether a short line is set in the smallest letters.
fn is_small(page: &Page, piece: &Piece) -> bool {
    let is_small = |at: At| {
        let size = page.attribute(at, "size");
        page.name(at) == "small" || page.name(at) == "font" && matches!(size, "1" | "-1" | "-2")
    };
    let within = page.lineage(piece.at).take(3);
    piece.finished.raw.len() <= LINE && within.filter(|at| !page.is_block(*at)).any(is_small)
}

/// Whether a heading that was left out stands right above a paragraph of the
/// article, beside it, with more of the article before.
fn heads(page: &Page, pieces: &[Piece], kinds: &[Option<Kind>], rank: usize) -> bool {
    let piece = &pieces[rank];
    let is_heading = matches!(piece.kind, Kind::Heading(_)) && kinds[rank].is_none();
    let length = piece.finished.raw.len();
    let is_plain = !piece.is_hidden && piece.linked * 2 < length && length <= HEADING;
    let is_said = |rank: usize| matches!(kinds.get(rank), Some(Some(Kind::Paragraph)));
    let is_beside = |other: usize| {
        let parent = |at: At| page.ancestors(at).find(|at| page.is_block(*at));
        let around = |at: At| parent(at).and_then(|block| page.ancestors(block).next());
        pieces.get(other).is_some_and(|other| {
            around(other.at) == around(piece.at) || parent(other.at) == parent(piece.at)
        })
    };
    let follows = || rank > 0 && is_said(rank - 1) && is_beside(rank - 1);
    is_heading && is_plain && is_said(rank + 1) && is_beside(rank + 1) && follows()
}
