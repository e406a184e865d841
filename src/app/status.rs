//! What the status line and the head of the list say.

use super::action::{Action, Mode};
use super::copying::Underway;
use super::prompt::Scope;
use super::reader::pieces::View;
use super::reader::selecting::Grain;
use super::{App, Pane, filling};
use crate::article::{Clean, Safe};
use crate::search::{Order, Total};

/// What is told beside the sample instead of the usual hints.
const SAMPLE: Clean<'static> = Clean::literal("sample archive · newsread FOLDER opens your own");

impl App {
    /// The head of the list: what is on show, and how many.
    pub fn head(&self) -> Safe {
        let count = match self.list.total() {
            Total::Exactly(n) => counted(n, "article"),
            Total::AtLeast(n) => format!("more than {}", counted(n, "article")),
        };
        match (&self.prompt, self.query.is_empty()) {
            (Some(prompt), _)
                if matches!(prompt.scope, Scope::Archive(..)) && self.query.is_empty() =>
            {
                Safe::format(format_args!("{count}"))
            }
            (_, true) => {
                let all = grouped(self.list.total().count());
                let all = if self.is_folded { format!("{all} stories") } else { all };
                let archive = &self.settings.archive;
                match self.list.unread() {
                    unread if unread > 0 && self.has_marks => {
                        Safe::format(format_args!("{archive} · {all} · {} unread", grouped(unread)))
                    }
                    _ => Safe::format(format_args!("{archive} · {all}")),
                }
            }
            (_, false) => {
                let order = match self.list.order() {
                    Order::Newest => "newest first",
                    Order::Best => "best first",
                };
                let folded = if self.is_folded { " · one row a story" } else { "" };
                Safe::format(format_args!("{count} · {order}{folded}"))
            }
        }
    }

    /// What the list says when it has no rows.
    pub fn empty_list(&self) -> Safe {
        if !self.query.is_empty() {
            let clear = self.key(Action::Clear);
            return Safe::format(format_args!(
                "Nothing matches ‘{}’. {clear} shows all articles.",
                self.query
            ));
        }
        if self.progress.is_finished() {
            Safe::line(
                "No articles here. newsread reads .txt, .md and .html files: newsread FOLDER opens yours.",
            )
        } else {
            Safe::EMPTY
        }
    }

    /// The left of the status line: where the reader is.
    pub(super) fn tell_position(&mut self) -> Safe {
        if let Some(super::Popup::Note(_)) = &self.popup {
            return Safe::EMPTY;
        }
        match self.focus {
            Pane::List => self.list_position(),
            Pane::Reader => self.reader_position(),
        }
    }

    fn list_position(&self) -> Safe {
        let total = self.list.total().count();
        let mut parts = Vec::new();
        if total > 0 {
            parts.push(format!("{} of {}", grouped(self.list.selected_rank() + 1), grouped(total)));
        }
        if !self.marked.is_empty() {
            parts.push(format!("{} marked", grouped(self.marked.len())));
        }
        parts.extend(self.citing());
        if let Some((done, all)) = self.question.looked {
            parts.push(format!("looking through {} of {}", grouped(done), grouped(all)));
        }
        if !self.progress.is_finished() && self.progress.found > 0 {
            parts.push(filling::told(self.progress, self.pace));
        }
        Safe::format(format_args!("{}", parts.join(" · ")))
    }

    /// How far the list of citations is that was asked for.
    fn citing(&self) -> Option<String> {
        let Underway { count, progress, .. } = self.underway?;
        let percent = progress.map_or(0, |it| it.done * 100 / it.all.max(1));
        let stop = self.key(Action::Clear);
        Some(format!("citing {} articles: {percent} % · {stop} stops", grouped(count)))
    }

    fn reader_position(&mut self) -> Safe {
        let percent = self.reader.percent();
        let mut parts = Vec::from_iter(self.citing());
        if let Some((number, of)) = self.reader.find.count() {
            parts.push(format!("{number}/{of}"));
        } else if self.reader.find.is_active() {
            parts.push("no match in the text".to_owned());
        }
        if let Some(grain) = self.reader.selection().map(|selection| selection.grain) {
            parts.push(match grain {
                Grain::Character => "selecting".to_owned(),
                Grain::Paragraph => "selecting paragraphs".to_owned(),
            });
        }
        if let Some((number, _)) = self.reader.paragraph() {
            parts.push(format!("¶ {number} of {}", self.reader.paragraph_count()));
        }
        if self.reader.is_matching() {
            parts.push("matches only".to_owned());
        }
        match self.reader.view() {
            View::Folded => {}
            View::Unfolded if self.reader.awaits_raw() => {
                parts.push("reading the raw text".to_owned());
            }
            View::Unfolded => parts.push("everything".to_owned()),
            View::Raw => parts.push("raw text".to_owned()),
        }
        if self.reader.is_beginning() {
            // Nobody knows yet how long it is.
            parts.push("reading the rest".to_owned());
            return Safe::format(format_args!("{}", parts.join(" · ")));
        }
        parts.push(format!("{percent} %"));
        let left = self.reader.words_in_all() * (100 - percent) / 100;
        if left > 0 {
            parts.push(format!("{} min left", crate::article::minutes(left)));
        }
        Safe::format(format_args!("{}", parts.join(" · ")))
    }

    /// How many matches the article has, for beside a search that is typed.
    pub fn matches(&self) -> Safe {
        match self.reader.find.count() {
            Some((number, of)) => Safe::format(format_args!("{number}/{of}")),
            None if self.reader.find.is_active() => Safe::line("no match"),
            None => Safe::EMPTY,
        }
    }

    /// The right of the status line: what just happened, or as many hints as
    /// fit into so many columns, the key to all keys before the others.
    pub fn hint(&self, room: usize) -> Safe {
        if let Some(notice) = &self.notice {
            return notice.clone();
        }
        if self.count.is_some() || !self.pressed.is_empty() {
            let count = self.count.iter().map(ToString::to_string);
            let keys = count.chain(self.pressed.iter().map(ToString::to_string));
            return Safe::line(&keys.collect::<Vec<_>>().join(" "));
        }
        if let Some(hint) = self.lettering_hint() {
            return hint;
        }
        if let Some(super::Popup::Note(_)) = &self.popup {
            let elsewhere = if room < 42 { "editor" } else { "in your editor" };
            return Safe::format(format_args!("ctrl-s keep · ctrl-x {elsewhere} · esc"));
        }
        if let Some(prompt) = &self.prompt {
            return match (prompt.offered(), prompt.unclear.is_empty()) {
                (Some((rank, of)), _) => Safe::format(format_args!("{rank} of {of} · tab next")),
                (None, false) => Safe::line("underlined: searched as words"),
                (None, true) if room < 36 => Safe::line("enter open · esc back"),
                (None, true) => Safe::line("enter open · ctrl-s save · esc back"),
            };
        }
        if self.focus == Pane::Reader
            && self.mode() == Mode::Panes
            && let Some(hint) = self.note_hint(room)
        {
            return hint;
        }
        self.bindings(room)
    }

    /// The keys that matter most here, as many as fit into so many columns.
    fn bindings(&self, room: usize) -> Safe {
        let hints = match self.focus {
            Pane::Reader if self.mode() == Mode::Selecting => [
                (Action::SearchSelection, "search"),
                (Action::CopyParagraph, "copy"),
                (Action::CopyQuotation, "quote"),
                (Action::Clear, "end"),
            ],
            Pane::List => [
                (Action::Open, "read"),
                (Action::Cite, "cite"),
                (Action::Search, "search"),
                (Action::Help, "help"),
            ],
            Pane::Reader => [
                (Action::Back, "list"),
                (Action::Cite, "cite"),
                (Action::Search, "find"),
                (Action::Help, "help"),
            ],
        };
        let bound: Vec<String> = hints
            .iter()
            .filter_map(|(action, word)| {
                Some(format!("{} {word}", self.settings.keymap.key(*action)?))
            })
            .collect();
        let said = (0..bound.len()).map(|first| Safe::line(&bound[first..].join(" · ")));
        let told = self.settings.is_sample.then(|| SAMPLE.to_safe());
        told.into_iter()
            .chain(said)
            .find(|hint| hint.as_clean().columns() <= room)
            .unwrap_or_default()
    }

    fn key(&self, action: Action) -> String {
        self.settings.keymap.key(action).unwrap_or_else(|| action.name().to_owned())
    }
}

fn counted(n: usize, what: &str) -> String {
    format!("{} {what}{}", grouped(n), if n == 1 { "" } else { "s" })
}

/// A number as a newspaper prints it: `1,204`.
pub(super) fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut grouped = String::new();
    for (rank, digit) in digits.chars().enumerate() {
        if rank > 0 && (digits.len() - rank).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
