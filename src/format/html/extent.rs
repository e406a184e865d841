//! Decides which blocks of a page are its article.
//!
//! The extraction has the first word: what it kept is the article. Two things
//! correct it. Parts that the page itself calls an advertisement, a teaser or
//! the like are left out, if they are a small share of what was kept. And where
//! another element holds twice as much prose, that one is the article; what
//! stands below the pictures of a gallery counts only where there is no other.

use std::collections::HashMap;

use super::page::{At, Page};
use super::text::{Parts, norm};
use super::walk::Piece;
use crate::article::Kind;

/// Parts of labels of what stands around an article.
static AROUND: Parts = Parts::new(&[
    "newsletter",
    "related",
    "share-",
    "sharing",
    "social-",
    "comment",
    "comentario",
    "kommentar",
    "recommend",
    "promo-",
    "read-more",
    "readmore",
    "paywall",
    "author-bio",
    "authorbio",
    "most-read",
    "mostread",
    "advert",
    "cookie",
    "trending",
    "popular",
    "sponsor",
    "subscribe",
    "disclaimer",
    "breadcrumb",
]);

/// Parts of labels of what holds prose and no article.
static BESIDE: Parts = Parts::new(&["comment", "newsletter", "cookie", "modal", "related"]);

/// Words of labels, whole, that say the same.
const WORDS: &[&str] = &[
    "hidden",
    "hide",
    "is-hidden",
    "d-none",
    "off-screen",
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
    "tags",
    "toolbar",
    "teaser",
    "promo",
    "share",
    "social",
];

/// Labels of what says what a picture shows.
static CAPTIONS: Parts = Parts::new(&[
    "caption",
    "credit",
    "copyright",
    "bildunterschrift",
    "legende",
    "image-meta",
    "photo-meta",
]);

/// Parts of labels of a gallery of pictures, and of what has one.
static GALLERIES: Parts = Parts::new(&["gallery", "slideshow"]);

/// Shortest prose, in bytes.
const PROSE: usize = 80;

/// Bytes of prose that can be an article.
const ENOUGH: usize = 300;

/// The part of an article, as its inverse, from which on what is said again
/// belongs to it.
const AGAIN: usize = 10;

/// Which blocks are the article.
#[derive(Debug)]
pub(super) struct Extent<'a> {
    page: &'a Page,
    pieces: &'a [Piece],
    /// Bytes that the extraction kept in the blocks before each.
    kept_before: Vec<usize>,
    /// For each node, whether it stands in what stands around the article.
    around: Vec<bool>,
    /// For each node, whether it stands in a gallery of pictures beside an article.
    gallery: Vec<bool>,
    /// An element that holds the article better than what was kept.
    instead: Option<At>,
    /// How often each short text stands on the page.
    repeated: HashMap<String, usize>,
    /// Whether so much is said again that it is the article that does so: a
    /// recipe, a list of prices.
    repeats_itself: bool,
}

impl<'a> Extent<'a> {
    /// Looks the blocks over.
    pub(super) fn of(page: &'a Page, pieces: &'a [Piece]) -> Self {
        let mut sum = 0;
        let mut kept_before: Vec<usize> = pieces
            .iter()
            .map(|piece| {
                sum += piece.kept;
                sum - piece.kept
            })
            .collect();
        kept_before.push(sum);
        let mut repeated: HashMap<String, usize> = HashMap::new();
        for piece in pieces.iter().filter(|piece| piece.kept > 0 && piece.finished.raw.len() < 300)
        {
            *repeated.entry(norm(&piece.finished.raw)).or_default() += 1;
        }
        let again: usize =
            repeated.iter().map(|(text, count)| text.len() * count.saturating_sub(1)).sum();
        let repeats_itself = again * AGAIN > sum;
        let (around, instead) = (Vec::new(), None);
        let gallery = page.inherited(|at| {
            let label = page.label(at);
            GALLERIES.are_in(label) && label.split(' ').any(is_gallery)
        });
        let mut extent =
            Self { page, pieces, kept_before, around, gallery, instead, repeated, repeats_itself };
        extent.around = extent.surroundings();
        let (kept, instead) = extent.prose();
        extent.instead = instead;
        if kept < ENOUGH && instead.is_none() {
            extent.gallery.fill(false);
        }
        extent
    }

    /// Whether a block is part of the article.
    pub(super) fn holds(&self, rank: usize) -> bool {
        let piece = &self.pieces[rank];
        let length = piece.finished.raw.len();
        if piece.is_hidden || self.gallery[piece.at] {
            return false;
        }
        if let Some(instead) = self.instead {
            return self.page.contains(instead, piece.at)
                && piece.linked * 2 <= length
                && !self.around[piece.at];
        }
        if self.kept_before.last() == Some(&0) {
            return piece.linked * 2 <= length && !self.around[piece.at];
        }
        let is_kept = piece.kept * 2 >= length || piece.kind == Kind::Rule;
        is_kept && !self.around[piece.at] && !self.is_pointer(piece)
    }

    /// What a block of the article is: what its element says, or a caption
    /// where its surroundings say so.
    pub(super) fn kind(&self, rank: usize) -> Kind {
        let piece = &self.pieces[rank];
        let is_text = matches!(piece.kind, Kind::Paragraph | Kind::ListItem(_) | Kind::Heading(_));
        let near = || self.page.ancestors(piece.at).take(4);
        let is_figure = near().any(|at| self.page.name(at) == "figure");
        let is_called =
            near().any(|at| CAPTIONS.are_in(self.page.label(at)) && self.share(at) < 0.1);
        if is_text && piece.finished.raw.len() < 500 && (is_figure || is_called) {
            return Kind::Caption;
        }
        piece.kind
    }

    /// A link to another article, or a button that returns again and again.
    fn is_pointer(&self, piece: &Piece) -> bool {
        let length = piece.finished.raw.len();
        let is_picture = piece.kind == Kind::Caption && length == 0;
        if is_picture || matches!(piece.kind, Kind::Rule | Kind::Table | Kind::Code) || length > 300
        {
            return false;
        }
        let is_linked = piece.linked * 10 >= length * 9
            && length < 200
            && !piece.finished.raw.ends_with(['.', '”']);
        let is_repeated =
            || self.repeated.get(&norm(&piece.finished.raw)).is_some_and(|count| *count > 1);
        is_linked || length > 15 && !self.repeats_itself && is_repeated()
    }

    /// For each node, whether it stands in something that is called by a word
    /// for what stands around articles, and that holds little of what was kept.
    fn surroundings(&self) -> Vec<bool> {
        let page = self.page;
        page.inherited(|at| {
            let label = page.label(at);
            let is_called = || {
                AROUND.are_in(label)
                    || label.split(' ').any(|word| WORDS.contains(&word))
                    || label.split([' ', '-', '_']).any(|word| matches!(word, "ad" | "ads"))
            };
            let is_aside = matches!(page.name(at), "nav" | "footer" | "aside" | "button");
            (is_aside || !label.is_empty() && is_called()) && self.share(at) < 0.25
        })
    }

    /// How much of all that was kept stands in an element, 0 to 1.
    fn share(&self, at: At) -> f64 {
        let rank = |at: At| self.pieces.partition_point(|piece| piece.at < at);
        let (from, to) = (rank(at), rank(self.page.end(at)));
        let inside = self.kept_before[to] - self.kept_before[from];
        let all = self.kept_before.last().copied().unwrap_or_default().max(1);
        f64::from(u32::try_from(inside).unwrap_or(u32::MAX))
            / f64::from(u32::try_from(all).unwrap_or(u32::MAX))
    }

    /// Bytes of prose that were kept outside galleries, and the element that holds
    /// most of it, if it holds twice as much.
    fn prose(&self) -> (usize, Option<At>) {
        let mut prose: HashMap<At, usize> = HashMap::new();
        let mut kept = 0;
        let page = self.page;
        let elsewhere = page.inherited(|at| {
            matches!(page.name(at), "nav" | "footer" | "aside" | "form" | "button")
                || BESIDE.are_in(page.label(at))
        });
        let is_here =
            |piece: &&Piece| is_prose(piece) && !elsewhere[piece.at] && !self.gallery[piece.at];
        for piece in self.pieces.iter().filter(is_here) {
            let length = piece.finished.raw.len();
            if piece.kept * 2 >= length && !self.around[piece.at] {
                kept += length;
            }
            for at in self.page.ancestors(piece.at).take(4) {
                *prose.entry(at).or_default() += length;
            }
        }
        let best = prose.into_iter().max_by_key(|(at, length)| (*length, *at));
        let better = best.filter(|(_, length)| *length > 2 * kept && *length > ENOUGH);
        (kept, better.map(|(at, _)| at))
    }
}

/// Whether a word of a label is that of a gallery, not of what has one.
fn is_gallery(word: &str) -> bool {
    let is_of = |part: &str| matches!(part, "has" | "with" | "no" | "is");
    let mut parts = word.split(['-', '_']);
    !parts.clone().any(is_of)
        && parts.next_back().is_some_and(|last| matches!(last, "gallery" | "slideshow"))
}

fn is_prose(piece: &Piece) -> bool {
    let length = piece.finished.raw.len();
    let is_text = matches!(piece.kind, Kind::Paragraph | Kind::Quote(_) | Kind::ListItem(_));
    is_text && !piece.is_hidden && length >= PROSE && piece.linked * 3 < length
}
