//! Sending articles out of the archive: saved, printed, piped to a program.
//!
//! The app says what goes where; it writes no file and calls no program. One
//! idea: what is asked, that it is under way, why it failed and what came of
//! it all stand in one popup, and nothing leaves before `enter`.

use std::sync::Arc;

use tui_input::Input;

use super::citing::Cited;
use super::keymap::Key;
use super::layout::{Area, popup};
use super::prompt::edit;
use super::{App, Effect, Popup};
use crate::article::Safe;
use crate::cite::Style;
use crate::print::file_name;
use crate::search::Ticket;
use crate::typeset;

/// Where articles go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Into a file.
    File,
    /// To a program that shows what it makes of them.
    Program,
    /// To the program that prints.
    Printer,
}

/// Articles that are to go somewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Sending {
    /// Comes back with the answer.
    pub ticket: Ticket,
    /// The articles, at least one.
    pub articles: Arc<[Cited]>,
    /// The style of their citations.
    pub style: Style,
    /// Whether the numbers of paragraphs are written too.
    pub has_numbers: bool,
    /// Where they go.
    pub to: Target,
    /// The name of the file, or the call of the program, as it was typed.
    pub typed: String,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// What was done, for the status line.
    pub done: Safe,
    /// What the program printed; may be empty.
    pub output: Safe,
}

/// How far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// What it is to be is being typed; why the last attempt failed.
    Typing(Option<Safe>),
    /// It is under way.
    Underway(Ticket),
    /// It is done, and this is what came of it.
    Done(Safe),
}

/// The popup that asks where articles go, and tells what came of it.
#[derive(Clone, Debug)]
pub struct Dispatch {
    /// Where they go.
    pub to: Target,
    /// What has been typed.
    pub input: Input,
    /// How far it is.
    pub stage: Stage,
    articles: Arc<[Cited]>,
    /// Columns for text.
    width: u16,
    height: usize,
    top: usize,
}

impl Dispatch {
    fn new(to: Target, articles: Arc<[Cited]>, typed: String) -> Self {
        let stage = Stage::Typing(None);
        Self { to, input: Input::new(typed), stage, articles, width: 1, height: 1, top: 0 }
    }

    /// Learns the size of the screen.
    pub(super) fn fit(&mut self, screen: Area) {
        let (_, inside) = popup(screen, u16::MAX);
        (self.width, self.height) = (inside.width.max(1), inside.height.into());
        self.top = self.top.min(self.lines().len().saturating_sub(self.height));
    }

    /// What it is about, in a line: the headline, or “3 articles”.
    pub fn about(&self) -> Safe {
        match &*self.articles {
            [one] => one.meta.title.as_ref().map(|it| it.value.clone()).unwrap_or_default(),
            several => Safe::format(format_args!("{} articles", several.len())),
        }
    }

    /// The lines of what came of it, or of why it failed, as wide as the popup.
    pub fn lines(&self) -> Vec<Safe> {
        let (Stage::Done(text) | Stage::Typing(Some(text))) = &self.stage else {
            return Vec::new();
        };
        let mut lines = Vec::new();
        for paragraph in text.split('\n') {
            let set = typeset::lines(paragraph, self.width);
            if set.is_empty() {
                lines.push(Safe::EMPTY);
            }
            lines.extend(set.into_iter().map(|line| Safe::line(&paragraph[line])));
        }
        lines
    }

    /// Whether something is being typed.
    pub fn is_typed(&self) -> bool {
        matches!(self.stage, Stage::Typing(_))
    }

    /// The rank of the first line on show.
    pub fn top(&self) -> usize {
        self.top
    }

    fn scroll(&mut self, key: Key) -> bool {
        let page = self.height.saturating_sub(1).max(1);
        let last = self.lines().len().saturating_sub(self.height);
        self.top = match key {
            Key::Char('j') | Key::Down => self.top + 1,
            Key::Char('k') | Key::Up => self.top.saturating_sub(1),
            Key::Char(' ' | 'f') | Key::PageDown => self.top + page,
            Key::Char('b') | Key::PageUp => self.top.saturating_sub(page),
            Key::Char('G') | Key::End => last,
            Key::Char('g') | Key::Home => 0,
            _ => return false,
        }
        .min(last);
        true
    }
}

impl App {
    /// Asks where the marked articles, or the selected one, shall go.
    pub(super) fn begin_sending(&mut self, to: Target) -> Vec<Effect> {
        let articles = self.to_cite();
        let Some(first) = articles.first() else {
            return self.notify(Safe::line("no article is selected to be sent"));
        };
        let typed = match to {
            Target::File => {
                let headline = first.meta.title.as_ref().map(|title| title.value.clone());
                format!("{}.md", file_name(&headline.unwrap_or_default()))
            }
            Target::Program => self.piped.clone(),
            Target::Printer => self.settings.printer.clone(),
        };
        let mut dispatch = Dispatch::new(to, articles, typed);
        dispatch.fit(self.layout.screen);
        self.popup = Some(Popup::Sending(dispatch));
        Vec::new()
    }

    /// Opens the original of the selected article in another program.
    pub(super) fn visit(&mut self) -> Vec<Effect> {
        let articles = self.selected_to_cite();
        match articles.first().map(|article| article.meta.url.as_ref()) {
            None => self.notify(Safe::line("no article is selected")),
            Some(None) => self.notify(Safe::line("no address in the file")),
            Some(Some(url)) => vec![Effect::Visit(url.value.clone())],
        }
    }

    pub(super) fn press_in_dispatch(&mut self, key: Key) -> Vec<Effect> {
        let Some(Popup::Sending(dispatch)) = &mut self.popup else { return Vec::new() };
        match (&dispatch.stage, key) {
            (Stage::Underway(ticket), Key::Esc) => {
                let ticket = *ticket;
                self.popup = None;
                self.notify(Safe::line("stopped"));
                vec![Effect::StopSending(ticket)]
            }
            (Stage::Underway(_), _) => Vec::new(),
            (Stage::Done(_), Key::Esc | Key::Enter | Key::Char('q'))
            | (Stage::Typing(_), Key::Esc) => {
                self.popup = None;
                Vec::new()
            }
            (Stage::Done(_), key) => {
                dispatch.scroll(key);
                Vec::new()
            }
            (Stage::Typing(_), Key::Enter) => self.send(),
            (Stage::Typing(_), key) => {
                edit(&mut dispatch.input, key);
                Vec::new()
            }
        }
    }

    fn send(&mut self) -> Vec<Effect> {
        let (style, has_numbers) = (self.style.clone(), self.reader.has_numbers());
        let Some(Popup::Sending(dispatch)) = &mut self.popup else { return Vec::new() };
        let typed = dispatch.input.value().trim().to_owned();
        if typed.is_empty() {
            let wanted = match dispatch.to {
                Target::File => "type the name of a file",
                Target::Program | Target::Printer => "type a program and its arguments",
            };
            dispatch.stage = Stage::Typing(Some(Safe::line(wanted)));
            return Vec::new();
        }
        self.sending = self.sending.next();
        let ticket = self.sending;
        dispatch.stage = Stage::Underway(ticket);
        let (to, articles) = (dispatch.to, Arc::clone(&dispatch.articles));
        if to == Target::Program {
            self.piped.clone_from(&typed);
        }
        vec![Effect::Send(Sending { ticket, articles, style, has_numbers, to, typed })]
    }

    pub(super) fn sent(&mut self, ticket: Ticket, outcome: Result<Sent, Safe>) -> Vec<Effect> {
        let screen = self.layout.screen;
        let Some(Popup::Sending(dispatch)) = &mut self.popup else { return Vec::new() };
        if dispatch.stage != Stage::Underway(ticket) {
            return Vec::new();
        }
        match outcome {
            Ok(Sent { done, output }) if output.trim().is_empty() => {
                self.popup = None;
                self.notify(done)
            }
            Ok(Sent { output, .. }) => {
                (dispatch.stage, dispatch.top) = (Stage::Done(output), 0);
                dispatch.fit(screen);
                Vec::new()
            }
            Err(reason) => {
                dispatch.stage = Stage::Typing(Some(reason));
                dispatch.fit(screen);
                Vec::new()
            }
        }
    }
}
