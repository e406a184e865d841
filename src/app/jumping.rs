//! Going to a place from anywhere, and coming back: bookmarks and jumps.
//!
//! A jump is what takes the reader to another part of an article or to another
//! article. One idea: only where the reader has read is worth coming back to,
//! so a jump is taken note of when it leaves a place in the text, and articles
//! that are only passed in the list are none.

use super::action::Action;
use super::keymap::Key;
use super::{App, Effect, Pane};
use crate::article::{ArticleId, Place, Safe};
use crate::search::Query;
use crate::state::{Change, NoteId};

/// Jumps that can be taken back.
const MOST: usize = 200;

/// Somewhere in an article.
pub(super) type Stand = (ArticleId, Place);

/// Where the reader is going in an article that is not on show yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// To the text that stood at the top of the screen.
    Top(ArticleId, Place),
    /// To a passage.
    Passage(ArticleId, Place),
    /// To the words of a note, once they are found.
    Note(ArticleId, NoteId),
}

impl Destination {
    pub(super) fn article(self) -> ArticleId {
        match self {
            Self::Top(id, _) | Self::Passage(id, _) | Self::Note(id, _) => id,
        }
    }
}

/// What waits for the letter of a bookmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lettering {
    /// Setting one.
    Set,
    /// Going to one.
    Go,
}

/// The places that jumps left.
#[derive(Debug, Default)]
pub(super) struct Jumps {
    /// The oldest first.
    left: Vec<Stand>,
    /// How many of them come before where the reader is now.
    at: usize,
    /// Where the reader stood in the text last.
    stood: Option<Stand>,
    /// Where the reader is going.
    destination: Option<Destination>,
}

impl Jumps {
    /// Takes note of a place that a jump leaves; what could be gone on to is
    /// forgotten.
    fn leave(&mut self, stand: Stand) {
        self.left.truncate(self.at);
        self.left.retain(|known| *known != stand);
        self.left.push(stand);
        if self.left.len() > MOST {
            self.left.remove(0);
        }
        self.at = self.left.len();
    }
}

impl App {
    /// Where the reader is in the text; nowhere while the keys go to the list,
    /// or on the way.
    fn stand(&mut self) -> Option<Stand> {
        if self.focus != Pane::Reader || self.jumps.destination.is_some() {
            return None;
        }
        let id = self.reader.article()?.id;
        Some((id, self.reader.place()?))
    }

    /// Takes note of where the reader is, and whether another article was left.
    pub(super) fn follow_jumps(&mut self) {
        let Some(now) = self.stand() else { return };
        let before = self.jumps.stood.replace(now);
        if let Some(before) = before.filter(|(id, _)| *id != now.0) {
            self.jumps.leave(before);
        }
    }

    /// Takes note of a place that an action left for a far one in the article.
    pub(super) fn note_jump(&mut self, action: Action, before: Option<Stand>) {
        let is_far = matches!(
            action,
            Action::Top
                | Action::Bottom
                | Action::Percent
                | Action::NextHeading
                | Action::PreviousHeading
                | Action::NextMatch
                | Action::PreviousMatch
        );
        let now = self.stand();
        if let Some(before) = before.filter(|before| is_far && now.is_some_and(|it| it != *before))
        {
            self.jumps.leave(before);
        }
    }

    /// Takes note of a place that a search in the article led away from.
    pub(super) fn leave_for_match(&mut self, place: Place) {
        if let Some((id, _)) = self.stand().filter(|(_, now)| *now != place) {
            self.jumps.leave((id, place));
        }
    }

    /// Whether the reader is on the way to another article than the selected.
    pub(super) fn is_under_way(&self) -> bool {
        let selected = self.list.selected().map(|row| row.id);
        let destination = self.jumps.destination.map(Destination::article);
        destination.is_some() && destination != selected
    }

    /// Where the reader stood before an action.
    pub(super) fn before_jump(&mut self) -> Option<Stand> {
        self.stand()
    }

    /// Goes back, or on again, by so many jumps.
    pub(super) fn jump(&mut self, step: isize) -> Vec<Effect> {
        let jumps = &mut self.jumps;
        if step < 0
            && jumps.at == jumps.left.len()
            && let Some(stood) = jumps.stood
            && jumps.left.last() != Some(&stood)
        {
            // The way on leads back to here.
            jumps.leave(stood);
            jumps.at -= 1;
        }
        let at = jumps.at.saturating_add_signed(step).min(jumps.left.len().saturating_sub(1));
        let Some(stand) = jumps.left.get(at).copied().filter(|_| at != jumps.at) else {
            let way = if step < 0 { "back" } else { "on" };
            return self.notify(Safe::format(format_args!("no jump further {way}")));
        };
        jumps.at = at;
        jumps.stood = None;
        self.go_to(Destination::Top(stand.0, stand.1))
    }

    /// Goes to where the last jump began, so that the same key comes back.
    fn jump_across(&mut self) -> Vec<Effect> {
        let here = self.stand();
        let last = self.jumps.left[..self.jumps.at].iter().rev();
        let Some(last) = last.copied().find(|stand| Some(*stand) != here) else {
            return self.notify(Safe::line("no jump to go back to"));
        };
        if let Some(here) = here {
            self.jumps.leave(here);
        }
        self.jumps.stood = None;
        self.go_to(Destination::Top(last.0, last.1))
    }

    /// Waits for the letter of a bookmark.
    pub(super) fn ask_for_letter(&mut self, lettering: Lettering) -> Vec<Effect> {
        self.lettering = Some(lettering);
        Vec::new()
    }

    /// What is typed of a bookmark, for the status line.
    pub(super) fn lettering_hint(&self) -> Option<Safe> {
        let letters: Vec<String> =
            self.marks.bookmarks().map(|(letter, ..)| letter.to_string()).collect();
        let set = if letters.is_empty() { "none is set".to_owned() } else { letters.join(" ") };
        Some(match self.lettering? {
            Lettering::Set => Safe::format(format_args!("bookmark: a letter · {set}")),
            Lettering::Go => Safe::format(format_args!("go to bookmark: {set}")),
        })
    }

    /// Takes the letter of a bookmark.
    pub(super) fn take_letter(&mut self, lettering: Lettering, key: Key) -> Vec<Effect> {
        match (lettering, key) {
            (Lettering::Go, Key::Char(' ' | '\'')) => self.jump_across(),
            (_, Key::Char(letter)) if letter.is_alphanumeric() => match lettering {
                Lettering::Set => self.set_bookmark(letter),
                Lettering::Go => self.go_to_bookmark(letter),
            },
            (_, Key::Esc) => Vec::new(),
            (_, key) => {
                self.notify(Safe::format(format_args!("‘{key}’ is no letter for a bookmark")))
            }
        }
    }

    fn set_bookmark(&mut self, letter: char) -> Vec<Effect> {
        let Some((id, top)) = self.stand() else {
            return self.notify(Safe::line("bookmarks are set in the text of an article"));
        };
        let place = self.reader.current_place().unwrap_or(top);
        let before = self.marks.bookmark(letter);
        let changes = [before, Some((id, place))].map(|at| Change::Bookmark(letter, at));
        let go = self.settings.keymap.key(Action::GoToBookmark).unwrap_or_default();
        self.notify(Safe::format(format_args!(
            "bookmark {letter} · {go} {letter} comes back here"
        )));
        self.alter(id, changes, Safe::format(format_args!("the bookmark {letter}")))
    }

    fn go_to_bookmark(&mut self, letter: char) -> Vec<Effect> {
        match self.marks.bookmark(letter) {
            Some((id, place)) => self.go_to(Destination::Passage(id, place)),
            None => self.notify(Safe::format(format_args!("no bookmark is called {letter}"))),
        }
    }

    /// Goes to the words of a note.
    pub(super) fn go_to_note(&mut self, id: ArticleId, note: NoteId) -> Vec<Effect> {
        self.go_to(Destination::Note(id, note))
    }

    /// Goes to a passage.
    pub(super) fn go_to_passage(&mut self, id: ArticleId, place: Place) -> Vec<Effect> {
        self.go_to(Destination::Passage(id, place))
    }

    /// Goes to a place in an article, wherever the reader is.
    fn go_to(&mut self, destination: Destination) -> Vec<Effect> {
        let id = destination.article();
        if let Some(here) = self.stand().filter(|_| !matches!(destination, Destination::Top(..))) {
            self.jumps.leave(here);
            self.jumps.stood = None;
        }
        self.jumps.destination = Some(destination);
        if self.reader.article().is_some_and(|article| article.id == id) && self.wanted == Some(id)
        {
            self.list.select_article(id);
            self.focus = Pane::Reader;
            self.arrive();
            return Vec::new();
        }
        if self.list.select_article(id) {
            return self.open();
        }
        vec![self.go_back(Query::default(), Some(id))]
    }

    /// Opens the article that the reader is going to, once the list has it; it
    /// may have none.
    pub(super) fn go_on(&mut self, id: ArticleId, is_there: bool) -> Vec<Effect> {
        if self.jumps.destination.is_none_or(|destination| destination.article() != id) {
            return Vec::new();
        }
        if is_there {
            return self.open();
        }
        self.jumps.destination = None;
        self.notify(Safe::line("that article is not in this archive"))
    }

    /// Goes to the place, if the reader was going to one in the article on show
    /// and it is known where that is.
    pub(super) fn arrive(&mut self) {
        let Some(destination) = self.jumps.destination else { return };
        let on_show = self.reader.article().map(|article| article.id);
        if on_show != Some(destination.article()) || self.reader.is_beginning() {
            return;
        }
        match destination {
            Destination::Top(_, place) => self.reader.return_to(place),
            Destination::Passage(_, place) => self.reader.go_far(place),
            Destination::Note(_, note) => {
                let passages = self.reader.passages().iter();
                let Some(passage) = passages.into_iter().find(|it| it.note == note) else {
                    match self.is_note_gone(note) {
                        Some(true) => {
                            let told = "these words are not in the article any more";
                            self.notice = Some(Safe::line(told));
                        }
                        Some(false) => {}
                        None => return,
                    }
                    self.jumps.destination = None;
                    return;
                };
                match passage.range.as_ref().map(|range| range.start) {
                    Some(place) => self.reader.go_far(place),
                    None => self.reader.to_top(),
                }
            }
        }
        self.jumps.destination = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_that_is_left_again_is_the_newest_and_comes_once() {
        let stand = |at| (ArticleId([1; 16]), Place { block: 0, at });
        let mut jumps = Jumps::default();
        for at in [1, 2, 3, 1] {
            jumps.leave(stand(at));
        }
        assert_eq!(jumps.left, [stand(2), stand(3), stand(1)]);
        jumps.at = 1;
        jumps.leave(stand(4));
        assert_eq!(jumps.left, [stand(2), stand(4)]);
    }
}
