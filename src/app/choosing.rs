//! The chooser of styles: which there are, and what the citation looks like.
//!
//! It says what stands on each line and how that is meant, not how it is
//! drawn. One idea: what is chosen here is what is copied, for one article as
//! for many; so the text of the preview is the text for the clipboard.

mod keys;
mod offer;

use std::sync::Arc;

use tui_input::Input;

use super::citing::{Cited, What, Written};
use super::keymap::Key;
use super::layout::{Area, popup};
use crate::article::{Clean, Safe};
use crate::cite::{Format, Markup, Progress, Style};
use crate::typeset;
use offer::Offer;

/// Columns of the names of styles, where the preview stands beside them.
const NAMES: u16 = 28;

/// Columns of a screen from which the preview stands beside the names.
const WIDE: u16 = 70;

/// Bytes of a preview that are set in lines; more than any screen holds.
const LONGEST: usize = 8_000;

/// The chooser of styles.
#[derive(Clone, Debug)]
pub struct Chooser {
    /// The articles to be cited.
    pub articles: Arc<[Cited]>,
    /// The styles to choose from, the one used last first.
    pub offer: Offer,
    /// The style under the cursor.
    pub style: Style,
    /// What is to be copied.
    pub what: What,
    /// What that looks like, once it has come.
    pub preview: Option<Result<Written, Safe>>,
    /// Whether that is of what is chosen now, and not of what was before.
    pub is_current: bool,
    /// How far a long preview is.
    pub progress: Option<Progress>,
    lines: Vec<(Safe, Role)>,
    top: usize,
    names: Area,
    filter: Area,
    sample: Area,
}

/// What a line of the preview is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// What is to be copied.
    Text,
    /// What is said about it.
    Aside,
    /// What went wrong.
    Warning,
}

impl Chooser {
    /// A chooser with the cursor on the first of `used`, which are offered
    /// first; then come the styles that are examined and those of the reader.
    pub fn new(articles: Arc<[Cited]>, used: &[Style], own: &[Style], what: What) -> Self {
        let offer = Offer::new(used, own);
        Self {
            articles,
            style: offer.styles().first().cloned().unwrap_or_default(),
            offer,
            what,
            preview: None,
            is_current: false,
            progress: None,
            lines: Vec::new(),
            top: 0,
            names: Area::default(),
            filter: Area::default(),
            sample: Area::default(),
        }
    }

    /// Moves the cursor by `step` styles, and stops at either end.
    pub fn step(&mut self, step: isize) {
        let rank = self.rank().saturating_add_signed(step);
        let styles = self.offer.styles();
        if let Some(style) = styles.get(rank.min(styles.len().saturating_sub(1))) {
            self.style = style.clone();
        }
    }

    /// Looks for a style among all of them, by its name.
    pub fn look(&mut self) {
        self.offer.look();
    }

    /// Stops looking; the cursor stays where its style is still offered.
    pub fn look_no_more(&mut self) {
        self.offer.look_no_more();
        self.step(0);
    }

    /// Takes a key into the name that is looked for.
    pub fn type_key(&mut self, key: Key) {
        self.offer.type_key(key);
        self.step(0);
    }

    /// Goes on to the next format, or back: of a quotation, to the next markup.
    pub fn turn_format(&mut self, is_back: bool) {
        fn next<T: Copy + PartialEq>(all: &[T], now: T, is_back: bool) -> T {
            let rank = all.iter().position(|one| *one == now).unwrap_or(0);
            let step = if is_back { all.len().saturating_sub(1) } else { 1 };
            all.get((rank + step) % all.len().max(1)).copied().unwrap_or(now)
        }
        match &mut self.what {
            What::Citation(format) => *format = next(Format::ALL, *format, is_back),
            What::Quotation(_, markup) => *markup = next(Markup::ALL, *markup, is_back),
            What::Link(_) | What::MarkdownLink(_) | What::Text(_) => {}
        }
    }

    /// Whether every headline keeps its own capitals.
    pub fn is_as_printed(&self) -> bool {
        self.articles.iter().all(|cited| cited.is_as_printed)
    }

    /// Scrolls the preview by so many of its pages.
    pub fn page_by(&mut self, pages: isize) {
        let page = isize::from(self.sample.height.saturating_sub(1).max(1).cast_signed());
        self.top = self.top.saturating_add_signed(page.saturating_mul(pages));
    }

    /// Shows the preview from its beginning again.
    pub fn rewind(&mut self) {
        self.top = 0;
    }

    /// What the popup is headed with.
    pub fn title(&self) -> Safe {
        match (&self.what, self.articles.len()) {
            (What::Quotation(..), _) => Safe::line("Quote"),
            (_, 1) => Safe::line("Cite"),
            (_, count) => Safe::format(format_args!("Cite {count} articles")),
        }
    }

    /// Lines that the popup takes if the screen has them.
    pub fn height_wanted(&self) -> u16 {
        if self.articles.len() > 1 || !matches!(self.what, What::Citation(_)) {
            return u16::MAX;
        }
        let count = u16::try_from(self.offer.count()).unwrap_or(u16::MAX);
        count.saturating_add(if self.names.width < NAMES { 12 } else { 7 })
    }

    /// Lays the chooser out on a screen.
    pub fn fit(&mut self, screen: Area) {
        let is_wide = screen.width >= WIDE;
        self.names.width = if is_wide { NAMES } else { 0 };
        let (_, inside) = popup(screen, self.height_wanted());
        let count = u16::try_from(self.offer.styles().len()).unwrap_or(u16::MAX).max(1);
        let typed = u16::from(self.offer.filter().is_some()).min(inside.height);
        self.filter = Area { height: typed, ..inside };
        let below = Area { y: inside.y + typed, height: inside.height - typed, ..inside };
        if is_wide {
            let x = (NAMES + 1).min(inside.width);
            self.filter.width = NAMES;
            self.names = Area { width: NAMES, height: count.min(below.height), ..below };
            self.sample = Area { x: inside.x + x, width: inside.width - x, ..inside };
        } else {
            // The names scroll, so that the preview has room below.
            let shown = count.min((inside.height / 4).max(1)).min(below.height);
            let y = (typed + shown + 1).min(inside.height);
            self.names = Area { height: shown, ..below };
            self.sample = Area { y: inside.y + y, height: inside.height - y, ..inside };
        }
        let height = usize::from(self.sample.height);
        self.lines = self.laid_out(true);
        if self.lines.len() > height {
            self.lines = self.laid_out(false);
        }
        self.top = self.top.min(self.lines.len().saturating_sub(height));
    }

    /// Where the names of styles stand, and those that have room there.
    pub fn names(&self) -> (Area, &[Style]) {
        let first = (self.rank() + 1).saturating_sub(self.names.height.into());
        (self.names, self.offer.styles().get(first..).unwrap_or_default())
    }

    /// Where the name that is looked for stands, if one is, and what is typed.
    pub fn filter(&self) -> Option<(Area, &Input)> {
        self.offer.filter().map(|input| (self.filter, input))
    }

    /// Where the preview stands, and its lines from the one scrolled to.
    pub fn sample(&self) -> (Area, &[(Safe, Role)]) {
        (self.sample, self.lines.get(self.top..).unwrap_or_default())
    }

    fn rank(&self) -> usize {
        self.offer.styles().iter().position(|style| *style == self.style).unwrap_or(0)
    }

    /// The preview in lines; if there is air, with a blank one between its parts.
    fn laid_out(&self, has_air: bool) -> Vec<(Safe, Role)> {
        let mut lines: Vec<(Safe, Role)> = Vec::new();
        let mut add = |text: Clean<'_>, role| {
            if has_air && !lines.is_empty() {
                lines.push((Safe::EMPTY, role));
            }
            let set = typeset::lines(text.as_str(), self.sample.width);
            lines.extend(set.into_iter().map(|line| (text.slice(line).to_safe(), role)));
        };
        add(self.manner().as_clean(), Role::Aside);
        match (&self.preview, self.progress) {
            (_, Some(Progress { done, all })) => {
                let percent = done * 100 / all.max(1);
                let told = Safe::format(format_args!("{percent} % · esc stops"));
                add(told.as_clean(), Role::Aside);
            }
            (None, _) => {}
            (Some(Err(reason)), _) => add(reason.as_clean(), Role::Warning),
            (Some(Ok(written)), _) => self.parts(written).for_each(|(text, role)| add(text, role)),
        }
        lines
    }

    /// The parts of what is written, each to be set off from the others.
    fn parts<'a>(&self, written: &'a Written) -> impl Iterator<Item = (Clean<'a>, Role)> {
        let end = (0..=written.text.len().min(LONGEST)).rev();
        let end = end.into_iter().find(|at| written.text.is_char_boundary(*at)).unwrap_or(0);
        let text = written.text.slice(0..end);
        // What is made of entries has one a paragraph, the rest has its own lines.
        let is_parted = matches!(self.what, What::Citation(format) if format.is_styled());
        let mut parts = Vec::new();
        let mut start = 0;
        for line in text.as_str().split_inclusive('\n').filter(|_| is_parted) {
            parts.push(text.slice(start..start + line.trim_end().len()));
            start += line.len();
        }
        parts.push(text.slice(start..text.as_str().len()));
        if end < written.text.len() {
            parts.push(Clean::literal("…"));
        }
        let parts = parts.into_iter().map(|part| (part, Role::Text));
        let in_text = std::iter::once((written.in_text.as_clean(), Role::Text));
        let notes = written.notes.iter().map(|note| (note.as_clean(), Role::Aside));
        parts.chain(in_text).chain(notes).filter(|(part, _)| !part.as_str().is_empty())
    }

    /// How it is written, in words.
    fn manner(&self) -> Safe {
        let name = match self.what {
            What::Citation(format) => format.name(),
            What::Quotation(_, markup) => markup.name(),
            What::Link(_) | What::MarkdownLink(_) | What::Text(_) => Format::Plain.name(),
        };
        let capitals = if self.is_as_printed() { " · the headline’s own capitals" } else { "" };
        Safe::format(format_args!("as {name}{capitals}"))
    }
}
