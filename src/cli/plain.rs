//! `newsread --plain`: reading line by line, without a screen.
//!
//! Whoever listens to a screen reader or feels a line of Braille wants words
//! in their order and nothing that moves: every answer is a few lines below
//! the last, and every command is a line that is typed and ended with enter.
//! It needs standard input and output and no terminal.

mod command;
mod page;

use std::io::BufRead;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Duration;

use super::arguments::Archives;
use super::config::Source;
use super::desk::Desk;
use super::error::CliError;
use super::exit::Exit;
use super::out::Out;
use crate::app::citing::{Cited, Purpose, Wanted, What};
use crate::app::list::details;
use crate::app::trust::facts::Facts;
use crate::article::{Calendar, Safe};
use crate::cite::{Citer, Format, Style};
use crate::config::Config;
use crate::search::query::Reading;
use crate::search::{Query, Row, Ticket, Total};
use crate::session::write;
use crate::state::{Change, State};
use command::Command;
use page::Page;

/// Articles that are listed at a time: as many as are kept in mind.
const ROWS: usize = 10;

/// How long the end waits for the state to be on the disk.
const FAREWELL: Duration = Duration::from_secs(2);

/// Reads articles as the lines of `commands` say, until they end.
pub(super) fn plain(
    paths: Vec<PathBuf>,
    source: &Source,
    commands: impl BufRead,
    out: &mut Out,
) -> Result<Exit, CliError> {
    let config = source.config()?;
    out.stay_still();
    let desk = Desk::open(Archives { paths }, source, out)?;
    let state = source.places.as_ref().map(|places| places.state.clone());
    // Without a thread for it nothing is kept, but all can be read.
    let state = State::open(state, |_| {}).inspect_err(|error| out.remark(error)).ok();
    let mut session = Session::new(desk, &config, state);
    session.list(0, out)?;
    session.prompt(out)?;
    for line in commands.lines() {
        let Ok(line) = line else { break };
        if session.obey(Command::of(&line), out)?.is_break() {
            break;
        }
    }
    let is_kept = session.state.is_none_or(|state| state.flush(FAREWELL));
    Ok(if is_kept { Exit::Done } else { out.complain(&CliError::NotKept) })
}

/// Where the reader is.
struct Session {
    desk: Desk,
    state: Option<State>,
    citer: Citer,
    style: Style,
    /// How dates are written.
    calendar: Calendar,
    query: Query,
    /// The articles that were listed last, and the rank of the first.
    rows: Vec<Row>,
    first: usize,
    /// The article that is being read.
    page: Option<Page>,
}

impl Session {
    fn new(desk: Desk, config: &Config, state: Option<State>) -> Self {
        let last = || desk.marks().styles().first().and_then(|name| name.parse().ok());
        let style = config.style.clone().or_else(last).unwrap_or_default();
        let (citer, query) = (Citer::default(), Query::default());
        let calendar = config.print.calendar;
        Self { desk, state, citer, style, calendar, query, rows: Vec::new(), first: 0, page: None }
    }

    /// Does what a command says; breaks when it is the last.
    fn obey(&mut self, command: Command, out: &mut Out) -> Result<ControlFlow<()>, CliError> {
        match (command, &mut self.page) {
            (Command::Quit, _) => return Ok(ControlFlow::Break(())),
            (Command::Help, _) => out.line(&command::help())?,
            (Command::On, Some(page)) => {
                let said = page.on();
                say(&said, out)?;
            }
            (Command::Back, Some(page)) => {
                let said = page.back();
                say(&said, out)?;
            }
            (Command::Number(number), Some(page)) => {
                let said = page.paragraph(number);
                say(&said, out)?;
            }
            (Command::Unfold, Some(page)) => {
                let said = page.unfold();
                say(&said, out)?;
            }
            (Command::On, None) => self.list(self.first + self.rows.len(), out)?,
            (Command::Back, None) => self.list(self.first.saturating_sub(ROWS), out)?,
            (Command::Number(number), None) => self.open(number, out)?,
            (Command::Search(words), _) => self.search(&words, out)?,
            (Command::List, _) => self.list(self.first, out)?,
            (Command::Cite, Some(_)) => self.cite(out)?,
            (Command::About, Some(_)) => self.tell_about(out)?,
            (Command::Cite | Command::About | Command::Unfold, None) => {
                out.line(&Safe::line("Open an article first: type its number."))?;
            }
            (Command::Unknown(typed), _) => {
                let said = format_args!("‘{typed}’ is no command; ? tells them all.");
                out.line(&Safe::format(said))?;
            }
        }
        self.prompt(out)?;
        Ok(ControlFlow::Continue(()))
    }

    /// Says where the reader is, and that a command is waited for.
    fn prompt(&self, out: &mut Out) -> Result<(), CliError> {
        out.line(
            &self
                .page
                .as_ref()
                .map_or_else(|| Safe::line("Number, /words, enter for more, ?, q:"), Page::place),
        )?;
        out.flush()
    }

    /// Lists articles from a rank on.
    fn list(&mut self, first: usize, out: &mut Out) -> Result<(), CliError> {
        self.page = None;
        let page = self.desk.page(&self.query, first, ROWS)?;
        let all = match page.total {
            Total::Exactly(all) | Total::AtLeast(all) => all,
        };
        if page.rows.is_empty() && first > 0 {
            out.line(&Safe::line("That was the last article."))?;
        } else {
            let (articles, verb) =
                if all == 1 { ("article", "matches") } else { ("articles", "match") };
            let asked = self.query.to_string();
            let what = if self.query.is_empty() {
                format!("{all} {articles}, newest first.")
            } else {
                format!("{all} {articles} {verb} ‘{}’, newest first.", asked.trim_end())
            };
            out.line(&Safe::line(&what))?;
            for (row, number) in page.rows.iter().zip(page.start + 1..) {
                out.line(&self.told(row, number))?;
            }
            (self.first, self.rows) = (page.start, page.rows);
        }
        Ok(())
    }

    /// A row of the list, in one sentence.
    fn told(&self, row: &Row, number: usize) -> Safe {
        let day = row.meta.published.as_ref().map(|day| self.calendar.in_words(day.value));
        let unread = if self.desk.is_unread(row) { ", unread" } else { "" };
        let star = if self.desk.is_starred(row) { ", starred" } else { "" };
        let (title, details) = (row.headline(), details(row, self.desk.marks()));
        let day = day.map(|day| format!(", {day}")).unwrap_or_default();
        Safe::format(format_args!("{number}. {title}{day}, {details}{unread}{star}"))
    }

    fn search(&mut self, words: &str, out: &mut Out) -> Result<(), CliError> {
        let Reading { query, .. } = Reading::of_complete(words);
        self.query = query;
        self.list(0, out)
    }

    /// Opens the article of this number, from 1, and reads its beginning.
    fn open(&mut self, number: usize, out: &mut Out) -> Result<(), CliError> {
        let rank = number.checked_sub(1);
        let found = match rank {
            Some(rank) => self.desk.page(&self.query, rank, 1)?.rows.into_iter().next(),
            None => None,
        };
        let Some(row) = found else {
            return out.line(&Safe::format(format_args!("There is no article {number}.")));
        };
        match self.desk.load(row.id) {
            Ok(document) => {
                if let Some(state) = &self.state {
                    state.write(Change::Read(row.id, true));
                    self.desk.sighting(row.id).into_iter().for_each(|it| state.see(it));
                }
                let facts = Facts::of(&document.article, &document.source);
                let mut page = Page::new(document.article, facts, self.calendar);
                let said = page.on();
                self.page = Some(page);
                say(&said, out)
            }
            Err(error) => out.line(&Safe::format(format_args!("{error}"))),
        }
    }

    fn cite(&mut self, out: &mut Out) -> Result<(), CliError> {
        let Some(article) = self.page.as_ref().map(Page::article) else { return Ok(()) };
        let is_as_printed = self.desk.marks().is_as_printed(article.id);
        let cited = Cited { id: article.id, meta: article.meta.clone(), is_as_printed };
        let wanted = Wanted {
            ticket: Ticket::default(),
            articles: [cited].into(),
            style: self.style.clone(),
            what: What::Citation(Format::Plain),
            purpose: Purpose::Copy,
        };
        match write(&mut self.citer, &wanted, |_| ControlFlow::Continue(())) {
            Ok(written) => {
                out.line(&written.text)?;
                let aside = written.aside();
                if aside.is_empty() { Ok(()) } else { out.line(&aside) }
            }
            Err(reason) => out.line(&reason),
        }
    }

    fn tell_about(&self, out: &mut Out) -> Result<(), CliError> {
        let Some(page) = &self.page else { return Ok(()) };
        for fact in &page.facts().fields {
            let value = fact.value.clone().unwrap_or_else(|| Safe::line("not stated"));
            let (name, origin) = (fact.field.name(), &fact.origin);
            let origin = if origin.is_empty() { String::new() } else { format!("; {origin}") };
            out.line(&Safe::format(format_args!("{name}: {value}{origin}")))?;
        }
        Ok(())
    }
}

fn say(lines: &[Safe], out: &mut Out) -> Result<(), CliError> {
    lines.iter().try_for_each(|line| out.line(line))
}
