//! A line being typed.

use std::ops::Range;
use std::sync::Arc;

use tui_input::{Input, InputRequest};

use super::keymap::Key;
use crate::article::{ArticleId, Place};
use crate::search::Query;

/// A search being typed, and where to go back to.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What is searched.
    pub scope: Scope,
    /// What has been typed.
    pub input: Input,
    /// Bytes of it that are not understood and searched as words.
    pub unclear: Vec<Range<usize>>,
    /// What its end may be completed to.
    pub(super) offers: Option<Offers>,
    /// How many searches back the line was taken from.
    pub(super) recalled: Option<usize>,
}

/// Ways to complete the end of a prompt, one of which stands in it.
#[derive(Clone, Debug)]
pub(super) struct Offers {
    /// The byte where they begin.
    start: usize,
    texts: Vec<String>,
    at: usize,
}

/// What a search goes through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All articles; what the list showed before, and what was selected.
    Archive(Query, Option<ArticleId>),
    /// The article on show; the place that was on the screen before.
    Article(Place),
    /// Nothing: what is typed are tags for these articles.
    Tags(Arc<[ArticleId]>),
    /// Nothing: what is typed is the name of a search of all articles.
    Name {
        /// The search, as it was typed.
        typed: String,
        /// What the list showed before that.
        query: Query,
        /// What was selected before that.
        selected: Option<ArticleId>,
    },
}

/// What a key did to a prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// The text changed.
    Changed,
    /// Nothing but the cursor changed, if that.
    Unchanged,
    /// The text is finished.
    Entered,
    /// It shall not be.
    GivenUp,
    /// The key is not for the prompt.
    NotMine,
}

impl Prompt {
    /// An empty prompt.
    pub fn new(scope: Scope) -> Self {
        let input = Input::default();
        Self { scope, input, unclear: Vec::new(), offers: None, recalled: None }
    }

    /// Writes a text over what was typed.
    pub(super) fn rewrite(&mut self, text: String) {
        self.input = Input::new(text);
    }

    /// Completes the end, from a byte on, with the first of some texts.
    pub(super) fn offer(&mut self, start: usize, texts: Vec<String>) {
        self.offers = Some(Offers { start, texts, at: 0 });
        self.take_offer();
    }

    /// Goes on to the next offer, or back; says whether there are any.
    pub(super) fn turn_offer(&mut self, step: isize) -> bool {
        let Some(offers) = &mut self.offers else { return false };
        let (at, count) = (offers.at, offers.texts.len());
        offers.at = if step > 0 { (at + 1) % count } else { (at + count - 1) % count };
        self.take_offer();
        true
    }

    fn take_offer(&mut self) {
        let Some(Offers { start, texts, at }) = &self.offers else { return };
        let kept = self.input.value().get(..*start).unwrap_or_default();
        self.input = Input::new(kept.to_owned() + &texts[*at]);
    }

    /// Which offer stands in the prompt, from 1, and of how many.
    pub fn offered(&self) -> Option<(usize, usize)> {
        self.offers.as_ref().map(|offers| (offers.at + 1, offers.texts.len()))
    }

    /// Types a key.
    pub fn press(&mut self, key: Key) -> Typed {
        if !matches!(key, Key::Tab | Key::BackTab) {
            self.offers = None;
        }
        match key {
            Key::Enter => Typed::Entered,
            Key::Esc => Typed::GivenUp,
            // An empty prompt is left by the key that would shorten it, as in less.
            Key::Backspace if self.input.value().is_empty() => Typed::GivenUp,
            key => edit(&mut self.input, key),
        }
    }

    /// Puts text in at the cursor; line ends become spaces.
    pub fn paste(&mut self, text: &str) -> Typed {
        paste(&mut self.input, text)
    }
}

/// Characters of a pasted text that a field takes; more is no search.
const PASTED: usize = 1024;

/// Puts text into a field.
pub fn paste(input: &mut Input, text: &str) -> Typed {
    for c in text.chars().take(PASTED) {
        input.handle(InputRequest::InsertChar(if c.is_control() { ' ' } else { c }));
    }
    Typed::Changed
}

/// Edits a field by a key.
pub fn edit(input: &mut Input, key: Key) -> Typed {
    let request = match key {
        Key::Char(c) => InputRequest::InsertChar(c),
        Key::Backspace => InputRequest::DeletePrevChar,
        Key::Delete | Key::Ctrl('d') => InputRequest::DeleteNextChar,
        Key::Left | Key::Ctrl('b') => InputRequest::GoToPrevChar,
        Key::Right | Key::Ctrl('f') => InputRequest::GoToNextChar,
        Key::CtrlLeft | Key::Alt('b') => InputRequest::GoToPrevWord,
        Key::CtrlRight | Key::Alt('f') => InputRequest::GoToNextWord,
        Key::Home | Key::Ctrl('a') => InputRequest::GoToStart,
        Key::End | Key::Ctrl('e') => InputRequest::GoToEnd,
        Key::Ctrl('w') => InputRequest::DeletePrevWord,
        Key::Ctrl('u') => InputRequest::DeleteLine,
        Key::Ctrl('k') => InputRequest::DeleteTillEnd,
        _ => return Typed::NotMine,
    };
    match input.handle(request) {
        Some(change) if change.value => Typed::Changed,
        _ => Typed::Unchanged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prompt_is_edited_as_in_a_shell() {
        let mut prompt = Prompt::new(Scope::Archive(Query::default(), None));
        prompt.paste("oil price");
        prompt.press(Key::Ctrl('w'));
        prompt.press(Key::Char('x'));
        assert_eq!(prompt.input.value(), "oil x");
        assert_eq!(prompt.press(Key::Ctrl('u')), Typed::Changed);
        assert_eq!(prompt.press(Key::Backspace), Typed::GivenUp);
    }

    #[test]
    fn a_pasted_line_end_is_a_space() {
        let mut prompt = Prompt::new(Scope::Archive(Query::default(), None));
        prompt.paste("oil\nprice\x1b");
        assert_eq!(prompt.input.value(), "oil price ");
    }
}
