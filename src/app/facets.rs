//! What the articles on show have in common, to narrow the search by it.

use super::keymap::Key;
use super::{App, Effect, Popup};
use crate::article::Safe;
use crate::search::query::{Field, Filter, Period, Words};
use crate::search::{Facets, Request, SearchError, Ticket};

/// The facets of what the list shows, and the one under the cursor.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Whether they are known yet.
    pub is_known: bool,
    /// How many articles there are in each of the times, the first first.
    pub bars: Vec<u64>,
    /// The first and the last of the times.
    pub span: Safe,
    /// The lines to choose from, and the headings between them.
    pub lines: Vec<Line>,
    /// The rank of the line under the cursor, which is no heading.
    pub at: usize,
}

/// A line of the facets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// What the next lines are.
    Heading(&'static str),
    /// Something that so many articles have in common.
    Narrower {
        /// What it is called.
        label: Safe,
        /// How many articles.
        count: usize,
        /// What a search for them asks besides.
        filter: Filter,
    },
}

impl Choice {
    fn learn(&mut self, facets: &Facets) {
        let said = |field, values: &[(Safe, usize)]| -> Vec<_> {
            let line = |(value, count): &(Safe, usize)| Line::Narrower {
                label: value.clone(),
                count: *count,
                filter: says(field, value),
            };
            values.iter().map(line).collect()
        };
        let time = |(period, count): &(Period, usize)| Line::Narrower {
            label: Safe::line(&bare(period)),
            count: *count,
            filter: Filter::Published(*period),
        };
        let times = facets.times.iter().rev().filter(|(_, count)| *count > 0).map(time).collect();
        let parts = [
            ("Sources", said(Field::Source, &facets.sources)),
            ("Authors", said(Field::Author, &facets.authors)),
            ("Time", times),
        ];
        self.lines.clear();
        for (heading, lines) in parts.into_iter().filter(|(_, lines)| !lines.is_empty()) {
            self.lines.push(Line::Heading(heading));
            self.lines.extend(lines);
        }
        self.at = usize::from(!self.lines.is_empty());
        let bars = facets.times.iter().map(|(_, count)| u64::try_from(*count).unwrap_or(u64::MAX));
        self.bars = bars.collect();
        if let [(first, _), .., (last, _)] = &*facets.times {
            self.span = Safe::line(&format!("{} ─ {}", bare(first), bare(last)));
        }
        self.is_known = true;
    }

    /// Moves the cursor to the next line that can be chosen, if there is one.
    fn step(&mut self, down: bool) {
        let is_choice = |rank: &usize| matches!(self.lines.get(*rank), Some(Line::Narrower { .. }));
        let next = if down {
            (self.at + 1..self.lines.len()).find(is_choice)
        } else {
            (0..self.at).rev().find(is_choice)
        };
        self.at = next.unwrap_or(self.at);
    }

    fn chosen(&self) -> Option<Filter> {
        match self.lines.get(self.at)? {
            Line::Narrower { filter, .. } => Some(filter.clone()),
            Line::Heading(_) => None,
        }
    }
}

/// A period without the name of its field.
fn bare(period: &Period) -> String {
    period.to_string().trim_start_matches("date:").to_owned()
}

fn says(field: Field, value: &Safe) -> Filter {
    let text = value.replace(['"', '“', '”', '„', '‟', '«', '»', '＂'], " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Filter::Says(field, Words { text, is_open: false })
}

impl App {
    /// Shows what the articles on show have in common.
    pub(super) fn show_facets(&mut self) -> Vec<Effect> {
        self.faceting = self.faceting.next();
        self.popup = Some(Popup::Facets(Choice::default()));
        vec![Effect::Facets(Request {
            ticket: self.faceting,
            query: self.query.clone(),
            is_folded: self.is_folded,
            marks: self.marks.clone(),
            ..Request::default()
        })]
    }

    pub(super) fn faceted(
        &mut self,
        ticket: Ticket,
        answer: Result<Facets, SearchError>,
    ) -> Vec<Effect> {
        let Some(Popup::Facets(choice)) = &mut self.popup else { return Vec::new() };
        if ticket != self.faceting {
            return Vec::new();
        }
        match answer {
            Ok(facets) => choice.learn(&facets),
            Err(error) => {
                self.popup = None;
                return self.notify(Safe::format(format_args!("{error}")));
            }
        }
        Vec::new()
    }

    pub(super) fn press_in_facets(&mut self, key: Key) -> Vec<Effect> {
        let Some(Popup::Facets(choice)) = &mut self.popup else { return Vec::new() };
        match key {
            Key::Down | Key::Char('j') | Key::Ctrl('n') => choice.step(true),
            Key::Up | Key::Char('k') | Key::Ctrl('p') => choice.step(false),
            Key::Enter => {
                if let Some(filter) = choice.chosen() {
                    self.popup = None;
                    self.query = self.query.and(filter);
                    return self.ask_anew();
                }
            }
            Key::Esc | Key::Char('q') => self.popup = None,
            _ => {}
        }
        Vec::new()
    }
}
