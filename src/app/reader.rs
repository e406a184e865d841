//! The reader pane: one article, and the place in it.
//!
//! The place is a [`Place`], a byte of the text: it stays when the width, the
//! screen or the view changes. Lines exist only while they are looked at
//! ([`flow`]).

pub mod drawings;
pub mod find;
pub mod flow;
mod links;
mod matching;
mod moving;
pub mod noted;
mod opened;
mod paragraphs;
pub mod pieces;
mod pointing;
mod print;
mod raw;
pub mod selecting;
pub mod striding;
mod unfolding;

use std::sync::Arc;

use super::trust::facts::Facts;
use crate::article::{Article, ArticleId, Block, Place, Safe, Text};
use crate::typeset::paragraph::Manner;
use drawings::Drawings;
use find::Find;
use flow::{Flow, Line, Page, Spot};
use noted::Passage;
use pieces::{Piece, Role, View};
use selecting::Selection;

pub use opened::Opened;
pub use print::{Bidi, Edge, Pictures, Print};
pub use raw::Raw;

/// Columns of the usual measure.
pub const MEASURE: u16 = 72;

/// Narrowest and widest measure that can be set, in columns.
pub const MEASURES: std::ops::RangeInclusive<u16> = 24..=160;

/// Columns that one key press adds to the measure.
const STEP: u16 = 4;

/// Blank columns on each side of the text.
pub const MARGIN: u16 = 2;

/// One line of the pane, ready to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The piece it belongs to.
    pub piece: usize,
    /// What stands on it; `None` for a blank line.
    pub line: Option<Line>,
    /// Rank of the line in its piece; `None` for a blank one above it.
    pub row: Option<usize>,
}

/// An article, and where in it the reader is.
#[derive(Debug)]
pub struct Reader {
    /// What is open; `None` before anything is, and where it was refused.
    opened: Option<Opened>,
    view: View,
    flow: Flow,
    top: Spot,
    reached: Option<usize>,
    /// The match or the click that was last gone to.
    pointed: Option<Place>,
    /// What is being selected.
    selection: Option<Selection>,
    /// What is noted and highlighted.
    passages: Vec<Passage>,
    /// Its pictures.
    drawings: Drawings,
    /// Where the reader was before a search, while the lines are the same.
    left: Option<(Spot, Option<usize>)>,
    /// Where the article was left for the raw text.
    before_raw: Place,
    /// Whether the raw text is to be shown as soon as it is there.
    awaits_raw: bool,
    measure: u16,
    /// The set of matches that alone are shown, if not all is.
    matching: Option<u64>,
    /// Whether the margin has the numbers of paragraphs.
    has_numbers: bool,
    width: u16,
    height: usize,
    shown: Vec<Shown>,
    /// What is looked for in the article.
    pub find: Find,
}

impl Shown {
    /// Whether it is the first line of its piece.
    pub fn is_first(&self) -> bool {
        self.row == Some(0)
    }
}

impl Reader {
    /// An empty pane; `measure` is the usual width of the column.
    pub fn new(measure: u16) -> Self {
        Self {
            opened: None,
            view: View::Folded,
            flow: Flow::default(),
            top: Spot::default(),
            reached: None,
            pointed: None,
            selection: None,
            passages: Vec::new(),
            drawings: Drawings::default(),
            left: None,
            before_raw: Place::default(),
            awaits_raw: false,
            measure,
            matching: None,
            has_numbers: false,
            width: 1,
            height: 1,
            shown: Vec::new(),
            find: Find::default(),
        }
    }

    /// Opens an article at a place.
    pub fn open(&mut self, opened: Opened, place: Place) {
        self.opened = Some(opened);
        self.begin();
        self.flow.set_foot(Safe::EMPTY);
        self.set();
        if place != Place::default() {
            self.top = self.spot(place);
        }
    }

    /// Shows the same article as it is now known, the place kept.
    pub fn renew(&mut self, opened: Opened) {
        let was_at_top = self.top == Spot::default();
        let block = self.piece(self.top.piece).map_or(0, |piece| piece.block);
        let place = Place { block, at: self.at(self.top) };
        let old = self.opened.replace(opened);
        if self.view == View::Raw {
            self.keep_raw(old);
        }
        self.drawings.clear();
        self.left = None;
        self.set();
        self.top = if was_at_top { Spot::default() } else { self.spot(place) };
    }

    /// What is known about an article, if it is the one on show.
    pub fn facts(&self, id: ArticleId) -> Option<Arc<Facts>> {
        let opened = self.opened.as_ref().filter(|opened| opened.article.id == id)?;
        Some(Arc::clone(&opened.facts))
    }

    /// Shows why an article cannot be opened.
    pub fn refuse(&mut self, file: &Safe, reason: &Safe) {
        self.opened = None;
        self.begin();
        let page = Page::new(pieces::trouble(file, reason), &[]);
        self.flow = Flow::new(Arc::new(page), self.flow.width(), Manner::default());
    }

    /// Puts the citation at the foot of the article; none if it is empty.
    pub fn set_foot(&mut self, citation: Safe) {
        self.flow.set_foot(citation);
    }

    fn begin(&mut self) {
        (self.left, self.awaits_raw) = (None, false);
        (self.view, self.top, self.reached) = (View::Folded, Spot::default(), None);
        (self.pointed, self.selection) = (None, None);
        (self.find, self.matching) = (Find::default(), None);
        self.passages.clear();
        self.drawings.clear();
        self.shown.clear();
    }

    /// The article on show.
    pub fn article(&self) -> Option<&Arc<Article>> {
        Some(&self.opened.as_ref()?.article)
    }

    /// Whether only the beginning of an article is on show, until the whole has
    /// been read.
    pub fn is_beginning(&self) -> bool {
        self.opened.as_ref().is_some_and(|opened| !opened.is_whole)
    }

    /// Words in the article on show.
    pub fn words_in_all(&self) -> usize {
        self.opened.as_ref().map_or(0, |opened| opened.words)
    }

    /// The blocks that begin a numbered paragraph.
    fn paragraphs(&self) -> &[usize] {
        self.opened.as_ref().map_or(&[], |opened| &opened.paragraphs)
    }

    /// The place to come back to: the text at the top of the pane. The raw
    /// text has no places of its own.
    pub fn place(&mut self) -> Option<Place> {
        if self.view == View::Raw || self.opened.is_none() {
            return None;
        }
        if self.top == Spot::default() {
            return Some(Place::default());
        }
        let block = self.piece(self.top.piece)?.block;
        Some(Place { block, at: self.at(self.top) })
    }

    /// Fits the page to a pane of this size, the place kept.
    pub fn fit(&mut self, width: u16, height: usize) {
        let was = (self.width, self.height, self.flow.width());
        (self.width, self.height) = (width, height.max(1));
        self.follow_matches();
        let measure = self.measure.min(width.saturating_sub(self.margin() + MARGIN)).max(1);
        if measure != self.flow.width() {
            let at = self.at(self.top);
            let Self { flow, opened, view, .. } = self;
            let gap = flow.pieces().get(self.top.piece).map_or(0, |piece| piece.gap);
            flow.set_width(measure);
            self.left = None;
            if self.top.row >= gap && self.top.row > 0 {
                self.top = flow.spot(self.top.piece, at, body(opened.as_ref(), *view));
            }
        }
        let lowest = self.lowest();
        self.top = self.top.min(lowest);
        if let Some(end) = self.selection_end().filter(|_| was != (width, self.height, measure)) {
            self.reveal(end);
        }
        self.lay_out();
    }

    fn lay_out(&mut self) {
        self.shown = self.laid_out();
    }

    /// The lines of the pane, top first; fewer than its height at the end.
    pub fn shown(&self) -> &[Shown] {
        &self.shown
    }

    /// The pieces of the page.
    pub fn pieces(&self) -> &[Piece] {
        self.flow.pieces()
    }

    /// The words of a piece.
    pub fn words<'a>(&'a self, piece: &'a Piece) -> &'a Text {
        self.flow.words(piece, self.body())
    }

    /// The columns of text, and the columns left of it in the pane.
    pub fn column(&self) -> (u16, u16) {
        let (measure, margin) = (self.flow.width(), self.margin());
        let room = self.width.saturating_sub(measure);
        // A narrow pane gives the numbers what they need, and no more.
        (measure, (room / 2).max(margin.min(room)))
    }

    /// Whether the margin has the numbers of paragraphs.
    pub fn has_numbers(&self) -> bool {
        self.has_numbers
    }

    /// Puts the numbers of paragraphs in the margin, or takes them away.
    pub fn set_numbers(&mut self, set: bool) {
        self.has_numbers = set;
    }

    /// Columns that the left margin needs: for the sign of the current
    /// paragraph, its number, and a blank.
    fn margin(&self) -> u16 {
        let digits = self.paragraph_count().max(1).ilog10() + 1;
        let numbers = u16::try_from(digits + 2).unwrap_or(MARGIN);
        if self.has_numbers { numbers.max(MARGIN) } else { MARGIN }
    }

    /// Makes the column narrower or wider, or of the usual width `usual`.
    pub fn change_measure(&mut self, steps: i32, usual: u16) {
        let change = steps * i32::from(STEP);
        let wanted = if steps == 0 { usual.into() } else { i32::from(self.measure) + change };
        let wanted = u16::try_from(wanted).unwrap_or(0);
        self.measure = wanted.clamp(*MEASURES.start(), *MEASURES.end());
    }

    /// The width of the column that is wished for; the pane may be narrower.
    pub fn measure(&self) -> u16 {
        self.measure
    }

    /// How much of the file is shown.
    pub fn view(&self) -> View {
        self.view
    }

    /// How far the screen is into the text: 0 at the top, 100 at the end.
    pub fn percent(&mut self) -> usize {
        let (top, lowest) = (self.top, self.lowest());
        let Self { flow, opened, view, .. } = self;
        let body = body(opened.as_ref(), *view);
        let (before, all) = (flow.bytes_before(top, body), flow.bytes_before(lowest, body));
        match (top >= lowest, top == Spot::default()) {
            (true, _) => 100,
            (_, true) => 0,
            _ => before.saturating_mul(100).checked_div(all).unwrap_or(100).min(99),
        }
    }

    fn set(&mut self) {
        let Some(page) = self.page_on_show() else { return };
        let manner = self.opened.as_ref().map(|opened| opened.manner).unwrap_or_default();
        // What was shown and selected belongs to other pieces.
        self.shown.clear();
        (self.pointed, self.selection) = (None, None);
        self.flow = self.flow.next(page, manner);
    }

    fn laid_out(&mut self) -> Vec<Shown> {
        let mut shown = Vec::with_capacity(self.height);
        let mut next = (!self.pieces().is_empty()).then_some(self.top);
        while let Some(spot) = next.filter(|_| shown.len() < self.height) {
            let gap = self.piece(spot.piece).map_or(0, |piece| piece.gap);
            let Self { flow, opened, view, .. } = self;
            let body = body(opened.as_ref(), *view);
            let lines = flow.lines(spot.piece, body);
            let row = spot.row.checked_sub(gap);
            let line = row.and_then(|row| lines.get(row).cloned());
            shown.push(Shown { piece: spot.piece, line, row });
            next = flow.below(spot, body);
        }
        shown
    }

    fn body(&self) -> &[Block] {
        body(self.opened.as_ref(), self.view)
    }

    fn piece(&self, rank: usize) -> Option<&Piece> {
        self.flow.pieces().get(rank)
    }

    fn spot(&mut self, place: Place) -> Spot {
        let Self { flow, opened, view, .. } = self;
        let piece = flow.piece_of(place.block);
        // What is drawn of a block stands above its words, and has their first place.
        let is_drawn =
            |above: &Piece| above.block == place.block && matches!(above.role, Role::Drawing(_));
        let above = piece.checked_sub(1).filter(|above| is_drawn(&flow.pieces()[*above]));
        let piece = above.filter(|_| place.at == 0).unwrap_or(piece);
        flow.spot(piece, place.at, body(opened.as_ref(), *view))
    }

    fn at(&mut self, spot: Spot) -> usize {
        let Self { flow, opened, view, .. } = self;
        flow.at(spot, body(opened.as_ref(), *view))
    }

    fn moved(&mut self, spot: Spot, rows: isize) -> Spot {
        let Self { flow, opened, view, .. } = self;
        flow.moved(spot, rows, body(opened.as_ref(), *view))
    }

    fn height_of(&mut self, piece: usize) -> usize {
        let Self { flow, opened, view, .. } = self;
        flow.height(piece, body(opened.as_ref(), *view))
    }

    /// The top line at which the end stands at the foot of the pane.
    fn lowest(&mut self) -> Spot {
        let Self { flow, opened, view, height, .. } = self;
        let body = body(opened.as_ref(), *view);
        let end = flow.end(body);
        flow.moved(end, 1 - isize::try_from(*height).unwrap_or(isize::MAX), body)
    }
}

fn body(opened: Option<&Opened>, view: View) -> &[Block] {
    opened.map_or(&[], |opened| opened.body(view))
}
