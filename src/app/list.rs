//! The list pane: a window on results of any size.
//!
//! It holds the rows around the selected one and never more; what it shows is
//! laid out line by line when it is fitted to its pane, at a cost that depends
//! on the pane and not on the results.

mod lines;

use crate::article::ArticleId;
pub use crate::search::Row;
use crate::search::{Order, Page, Start, Total, Way, Window};

pub use lines::{Day, Line, Part, details};

/// Rows in one window: several screens on either side, so that a page key
/// finds them loaded.
const WINDOW: usize = 512;

/// Rows between the screen and the window's end at which the next is asked for.
const NEAR: usize = 96;

/// Columns left of a row's text: its bar, its signs, a blank.
pub const INDENT: u16 = 3;

/// The results on show and the row the reader is on.
#[derive(Debug)]
pub struct List {
    page: Page,
    selected: usize,
    top: usize,
    width: u16,
    height: usize,
    /// Whether the reader chose the selected row; until then it is the first.
    chosen: bool,
    /// Whether the wheel has moved the pane away from the selected row.
    adrift: bool,
    /// The article that is being read and is no result any more: then no row is
    /// selected, until it is one again or the reader goes on.
    absent: Option<ArticleId>,
    /// Whether a row that is not selected has one line only.
    is_dense: bool,
    lines: Vec<Line>,
}

impl Default for List {
    fn default() -> Self {
        Self {
            page: Page::default(),
            selected: 0,
            top: 0,
            width: 1,
            height: 1,
            chosen: false,
            adrift: false,
            absent: None,
            is_dense: false,
            lines: Vec::new(),
        }
    }
}

impl List {
    /// Shows the answer to a new question, from the top.
    pub fn show(&mut self, page: Page) {
        self.page = page;
        (self.selected, self.top, self.chosen, self.adrift) = (0, 0, false, false);
        self.absent = None;
    }

    /// Shows a newer answer to the same question; the selected article stays
    /// selected, and where it stands on the screen. If it is being read and is `lost`, no
    /// result any more, no row is selected.
    pub fn refresh(&mut self, page: Page, lost: Option<ArticleId>) {
        let id = self.selected().map(|row| row.id).filter(|_| self.chosen);
        let id = self.absent.or(lost).or(id);
        let down = self.selected.saturating_sub(self.top);
        self.page = page;
        if let Some(rank) = id.and_then(|id| self.rank(id)) {
            self.selected = rank;
            self.top = rank.saturating_sub(down);
            self.absent = None;
        } else if lost.is_some() {
            self.absent = lost;
        }
        self.selected = self.selected.min(self.len().saturating_sub(1));
    }

    /// Selects the row that stands in the place of one that is absent.
    pub(super) fn give_up_absent(&mut self) {
        self.absent = None;
    }

    /// The article that is being read and is no result any more.
    pub(super) fn absent(&self) -> Option<ArticleId> {
        self.absent
    }

    /// The article that the reader is on, also while it is absent.
    pub(super) fn here(&self) -> Option<ArticleId> {
        self.absent.or(self.selected().map(|row| row.id))
    }

    /// The window to ask for when the archive has changed.
    pub fn window(&self) -> Window {
        let start = match self.selected() {
            Some(row) if self.chosen => Start::Around(row.id),
            // One that is absent comes back near its place, if it does.
            _ => Start::Rank(self.selected.saturating_sub(WINDOW / 2)),
        };
        Window { start, len: WINDOW }
    }

    /// The window to ask for when the question is new.
    pub fn first_window() -> Window {
        Window { start: Start::Rank(0), len: WINDOW }
    }

    /// The window in which `id` stands, to go back to it.
    pub fn window_around(id: ArticleId) -> Window {
        Self::window_at(Start::Around(id))
    }

    /// The window that begins there.
    pub(super) fn window_at(start: Start) -> Window {
        Window { start, len: WINDOW }
    }

    /// The window to ask for because the screen nears the end of this one.
    pub fn missing(&self) -> Option<Window> {
        let loaded = self.page.start..self.page.start + self.page.rows.len();
        // Where the pane will be once it is fitted to the selected row.
        let nearest = (self.selected + 1).saturating_sub(self.height)..=self.selected;
        let top =
            if self.adrift { self.top } else { self.top.clamp(*nearest.start(), *nearest.end()) };
        let first = top.min(self.selected).saturating_sub(NEAR);
        let last = (top.max(self.selected) + self.height + NEAR).min(self.len());
        let middle = if self.adrift { self.top } else { self.selected };
        let start = Start::Rank(middle.saturating_sub(WINDOW / 2));
        (first < loaded.start || last > loaded.end).then_some(Window { start, len: WINDOW })
    }

    /// Whether there are rows in this direction beyond those that are loaded.
    pub(super) fn goes_on(&self, way: Way) -> bool {
        match way {
            Way::Down => self.page.start + self.page.rows.len() < self.len(),
            Way::Up => self.page.start > 0,
        }
    }

    /// Selects an article, if it is loaded; says whether it was.
    pub fn select_article(&mut self, id: ArticleId) -> bool {
        self.rank(id).inspect(|rank| self.select(*rank)).is_some()
    }

    /// Moves to the row of this rank, or to the last.
    pub fn select(&mut self, rank: usize) {
        self.selected = rank.min(self.len().saturating_sub(1));
        (self.chosen, self.adrift, self.absent) = (true, false, None);
    }

    /// Takes the selected row for the reader's choice, so that articles that
    /// arrive later do not take its place.
    pub fn choose(&mut self) {
        self.chosen |= self.selected().is_some();
    }

    /// The row of an article, if it is loaded.
    pub fn article(&self, id: ArticleId) -> Option<&Row> {
        self.row(self.rank(id)?)
    }

    /// Moves by `rows`, down if positive, and stops at either end.
    pub fn select_by(&mut self, rows: isize) {
        let rows = if self.absent.is_some() && rows > 0 { rows - 1 } else { rows };
        self.select(self.selected.saturating_add_signed(rows));
    }

    /// Moves by parts of a screen, a row being about three lines high.
    pub fn page_by(&mut self, halves: isize) {
        let rows = (self.height / 6).max(1);
        self.select_by(halves.saturating_mul(isize::try_from(rows).unwrap_or(isize::MAX)));
    }

    /// Moves to so many hundredths of the list.
    pub fn select_percent(&mut self, percent: usize) {
        self.select(self.len().saturating_mul(percent.min(100)) / 100);
    }

    /// Moves to the first row of the next day, or with `-1` of this or the
    /// previous one, as far as rows are loaded.
    pub fn select_day(&mut self, step: isize) {
        let day = |rank: usize| self.row(rank).map(Day::of);
        let (mut rank, mut here) = (self.selected, day(self.selected));
        if step < 0 && rank > 0 && day(rank - 1) != here {
            rank -= 1;
            here = day(rank);
        }
        let next = |rank: usize| {
            let next = rank.checked_add_signed(step).filter(|next| day(*next).is_some());
            next.filter(|next| step > 0 || day(*next) == here)
        };
        while let Some(found) = next(rank) {
            rank = found;
            if step > 0 && day(rank) != here {
                break;
            }
        }
        self.select(rank);
    }

    /// Moves to the next row that `wanted` accepts, as far as rows are loaded;
    /// says whether there was one.
    pub fn select_next(&mut self, step: isize, wanted: impl Fn(&Row) -> bool) -> bool {
        // In the place of one that is absent stands the next.
        let is_here = self.absent.is_some() && step > 0;
        let first = if is_here { Some(self.selected) } else { None };
        let mut next = first.or(self.selected.checked_add_signed(step));
        while let Some(rank) = next
            && let Some(row) = self.row(rank)
        {
            if wanted(row) {
                self.select(rank);
                return true;
            }
            next = rank.checked_add_signed(step);
        }
        false
    }

    /// Scrolls the pane without moving the selection: the wheel.
    pub fn drift(&mut self, rows: isize) {
        self.adrift = true;
        self.top = self.top.saturating_add_signed(rows).min(self.len().saturating_sub(1));
    }

    /// Lays out the lines of a pane of this size, scrolled as little as it
    /// takes for the selected row to be among them, and so that no blank lines
    /// follow the last row.
    pub fn fit(&mut self, width: u16, height: usize) {
        (self.width, self.height) = (width, height.max(1));
        if !self.adrift {
            self.top =
                self.top.clamp((self.selected + 1).saturating_sub(self.height), self.selected);
            while self.top < self.selected && self.extent(self.top, self.selected) > self.height {
                self.top += 1;
            }
        }
        let last = self.len().saturating_sub(1);
        self.top = self.top.min(last);
        while self.top > 0
            && last - self.top < self.height
            && self.extent(self.top - 1, last) <= self.height
        {
            self.top -= 1;
        }
        self.lines = self.laid_out();
    }

    /// Gives rows that are not selected one line each, or two.
    pub fn set_dense(&mut self, is_dense: bool) {
        self.is_dense = is_dense;
    }

    /// The lines of the pane, top first.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The row that stands on this line of the pane, from 0.
    pub fn rank_at(&self, line: usize) -> Option<usize> {
        match self.lines.get(line)? {
            Line::Row(rank, _) => Some(*rank),
            _ => None,
        }
    }

    /// The row the reader is on, once it is loaded.
    pub fn selected(&self) -> Option<&Row> {
        self.row(self.selected).filter(|_| self.absent.is_none())
    }

    /// Whether the reader is on the row of this rank.
    pub fn is_selected(&self, rank: usize) -> bool {
        rank == self.selected && self.absent.is_none()
    }

    /// The rank of the row the reader is on.
    pub fn selected_rank(&self) -> usize {
        self.selected
    }

    /// The row of this rank, once it is loaded.
    pub fn row(&self, rank: usize) -> Option<&Row> {
        self.page.rows.get(rank.checked_sub(self.page.start)?)
    }

    /// How many results there are, as far as is known.
    pub fn total(&self) -> Total {
        self.page.total
    }

    /// The order of the results on show.
    pub fn order(&self) -> Order {
        self.page.order
    }

    /// How many of the results are unread.
    pub fn unread(&self) -> usize {
        self.page.unread
    }

    /// Counts anew a result that was unread or not, and is now or not.
    pub(super) fn recount(&mut self, was_unread: bool, is_unread: bool) {
        let unread = self.page.unread + usize::from(is_unread);
        self.page.unread = unread.saturating_sub(usize::from(was_unread));
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn len(&self) -> usize {
        self.page.total.count()
    }

    /// The rank of an article, if it is loaded.
    pub(super) fn rank(&self, id: ArticleId) -> Option<usize> {
        let position = self.page.rows.iter().position(|row| row.id == id)?;
        Some(self.page.start + position)
    }
}
