//! Selecting text in the reader: what the keys do to the selection, and what
//! is done with it.

use super::action::{Action, Mode};
use super::citing::Purpose;
use super::reader::selecting::Grain;
use super::reader::striding::Stride;
use super::{App, Effect, Pane};
use crate::article::{Place, Safe};
use crate::search::Query;

/// Bytes of a selection that can be searched for; more is no phrase.
const PHRASE: usize = 1000;

impl Stride {
    /// How an action moves the end of a selection; `count` is the number typed
    /// before it. `None` if it does something else.
    pub(super) fn of(action: Action, count: Option<usize>) -> Option<Self> {
        let times = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        Some(match action {
            Action::Down => Self::Lines(times),
            Action::Up => Self::Lines(-times),
            Action::SelectRight => Self::Characters(times),
            Action::SelectLeft => Self::Characters(-times),
            Action::SelectWord => Self::Words(times),
            Action::SelectWordBack => Self::Words(-times),
            Action::SelectWordEnd => Self::WordEnds(count.unwrap_or(1)),
            Action::SelectSentence => Self::Sentences(times),
            Action::SelectSentenceBack => Self::Sentences(-times),
            Action::NextPart => Self::Paragraphs(times),
            Action::PreviousPart => Self::Paragraphs(-times),
            Action::SelectLineStart => Self::LineStart,
            Action::SelectLineEnd => Self::LineEnd,
            Action::Top => Self::Top,
            Action::Bottom => count.map_or(Self::Bottom, Self::Paragraph),
            _ => return None,
        })
    }
}

impl App {
    /// What keys mean now.
    pub(super) fn mode(&self) -> Mode {
        match (self.focus, self.reader.selection()) {
            (Pane::Reader, Some(_)) => Mode::Selecting,
            _ => Mode::Panes,
        }
    }

    /// Does what an action asks for while text is being selected: moves the end
    /// of the selection, or does something with it. What is copied is no longer
    /// selected.
    pub(super) fn act_on_selection(&mut self, action: Action, count: Option<usize>) -> Vec<Effect> {
        if let Some(stride) = Stride::of(action, count) {
            self.reader.stride(stride);
            return Vec::new();
        }
        let effects = self.carry_out(action, count);
        let is_copy = |effect: &Effect| match effect {
            Effect::Copy(_) => true,
            Effect::Cite(wanted) => wanted.purpose == Purpose::Copy,
            _ => false,
        };
        if effects.iter().any(is_copy) {
            self.reader.deselect();
        }
        effects
    }

    /// Marks the article in the list; in the reader, selects by character.
    pub(super) fn mark_or_select(&mut self) -> Vec<Effect> {
        match self.focus {
            Pane::List => self.toggle_mark(),
            Pane::Reader => self.select(Grain::Character),
        }
    }

    /// Marks a range in the list; in the reader, selects by paragraph.
    pub(super) fn mark_or_select_whole(&mut self) -> Vec<Effect> {
        match self.focus {
            Pane::List => self.mark_range(),
            Pane::Reader => self.select(Grain::Paragraph),
        }
    }

    fn select(&mut self, grain: Grain) -> Vec<Effect> {
        if self.reader.select(grain) {
            return Vec::new();
        }
        self.notify(Safe::line("there is no text here to be selected"))
    }

    /// The citation in the reader's style; with a selection, its quotation.
    pub(super) fn cite_or_quote(&mut self) -> Vec<Effect> {
        match self.mode() {
            Mode::Selecting => self.copy_quotation(),
            Mode::Panes => self.cite(self.cited_format()),
        }
    }

    /// Searches the archive for the selected words, and stays on them.
    pub(super) fn search_selection(&mut self) -> Vec<Effect> {
        let (Some(range), Some(text)) = (self.reader.selected(), self.reader.selected_text())
        else {
            return Vec::new();
        };
        let words = text.trim();
        if words.contains('\n') {
            return self.notify(Safe::line("select words of one paragraph to search for them"));
        }
        if words.len() > PHRASE {
            return self.notify(Safe::line("select fewer words to search for them"));
        }
        let query = Query::phrase(words);
        if !query.looks_in_text() {
            return self.notify(Safe::line("select a word to search for it"));
        }
        self.reader.deselect();
        let remembered = self.remember_search(&query.to_string());
        self.coming_from = Some(range.start);
        self.focus = Pane::List;
        let here = self.list.selected().map(|row| row.id);
        let mut effects = vec![self.go_back(query, here)];
        effects.extend(remembered);
        effects
    }

    /// Where a match is looked for first: at the words that were selected, or
    /// at those that the list shows.
    pub(super) fn first_place(&mut self) -> Option<Place> {
        let snippet = self.list.selected().and_then(|row| row.snippet.as_ref());
        self.coming_from.take().or_else(|| snippet.map(|snippet| snippet.place))
    }
}
