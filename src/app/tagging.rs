//! Tags: giving them, taking them away, and narrowing the list to one.
//!
//! What is typed are tags with commas between them, since a tag may be several
//! words. The tags of files are only read: whoever wants them otherwise
//! corrects the field.

use std::cmp::Reverse;
use std::sync::Arc;

use tui_input::Input;

use super::prompt::{Prompt, Scope};
use super::{App, Effect, Pane};
use crate::article::{ArticleId, Safe};
use crate::search::Field;
use crate::search::facts::goes_on;
use crate::state::{Change, Tag, TagError};

/// Stands before a tag that is taken away.
const AWAY: char = '-';

/// What is between two tags.
const BETWEEN: [char; 2] = [',', ';'];

impl App {
    /// Begins to type tags for the marked articles, or for the selected one.
    pub(super) fn begin_to_tag(&mut self) -> Vec<Effect> {
        let articles: Arc<[ArticleId]> = if self.focus == Pane::List && !self.marked.is_empty() {
            self.marked.articles().map(|(id, _)| id).collect()
        } else {
            self.list.selected().map(|row| row.id).into_iter().collect()
        };
        if articles.is_empty() {
            return self.notify(Safe::line("no article is selected to be tagged"));
        }
        self.prompt = Some(Prompt::new(Scope::Tags(articles)));
        Vec::new()
    }

    /// Begins a search for a tag, within what the list shows, and offers those
    /// there are.
    pub(super) fn filter_by_tag(&mut self) -> Vec<Effect> {
        self.focus = Pane::List;
        let (query, selected) = (self.query.clone(), self.list.selected().map(|row| row.id));
        let typed = query.to_string();
        let between = if typed.is_empty() || typed.ends_with(' ') { "" } else { " " };
        let mut prompt = Prompt::new(Scope::Archive(query, selected));
        prompt.input = Input::new(format!("{typed}{between}{}:", Field::Tag.name()));
        self.prompt = Some(prompt);
        let mut effects = self.search_typed();
        effects.extend(self.complete(1));
        effects
    }

    /// Gives the articles the tags that were typed, or takes them away; what is
    /// no tag is told, and typing goes on.
    pub(super) fn tag(&mut self, articles: &Arc<[ArticleId]>) -> Vec<Effect> {
        let Some(prompt) = &self.prompt else { return Vec::new() };
        let typed = prompt.input.value().to_owned();
        let tags = match read(&typed) {
            Ok(tags) => tags,
            Err(error) => return self.notify(Safe::format(format_args!("{error}"))),
        };
        self.prompt = None;
        let mut changes = Vec::new();
        for id in articles.iter() {
            for (tag, is_set) in &tags {
                let was = self.marks.tags(*id).any(|has| has == tag);
                if was != *is_set {
                    changes.push([was, *is_set].map(|set| Change::Tag(*id, tag.clone(), set)));
                }
            }
        }
        if changes.is_empty() {
            return self.nothing_to_tag(articles, &tags);
        }
        let signed =
            |(tag, is_set): &(Tag, bool)| format!("{}{tag}", if *is_set { "#" } else { "-#" });
        let names = tags.iter().map(signed).collect::<Vec<_>>().join(" ");
        let (id, what) = match &**articles {
            [id] => (Some(*id), format!("tagged {names}")),
            several => (None, format!("tagged {names} in {} articles", several.len())),
        };
        self.notify(Safe::line(&what));
        self.alter_all(id, changes, Safe::line(&what))
    }

    /// Says why nothing had to be changed.
    fn nothing_to_tag(&mut self, articles: &[ArticleId], tags: &[(Tag, bool)]) -> Vec<Effect> {
        let is_of_file = |tag: &Tag| {
            let rows = articles.iter().filter_map(|id| self.list.article(*id));
            let mut of_files = rows.flat_map(|row| row.meta.tags.iter().flat_map(|it| &it.value));
            of_files.any(|of_file| of_file.parse::<Tag>().is_ok_and(|of_file| of_file == *tag))
        };
        let of_file = tags.iter().find(|(tag, is_set)| !is_set && is_of_file(tag));
        match of_file {
            Some((tag, _)) => {
                let key = self.settings.keymap.key(super::action::Action::Correct);
                let key = key.unwrap_or_default();
                self.notify(Safe::format(format_args!(
                    "#{tag} is of the file: {key} corrects its tags"
                )))
            }
            None if tags.is_empty() => Vec::new(),
            None => self.notify(Safe::line("nothing to change: the tags are so already")),
        }
    }

    /// What stands beside tags that are typed: what is wrong with them, else
    /// which are there, or how they are typed.
    pub fn tagging_hint(&self) -> Safe {
        let Some(prompt) = &self.prompt else { return Safe::EMPTY };
        if let Some(notice) = &self.notice {
            return notice.clone();
        }
        if let Some((rank, of)) = prompt.offered() {
            return Safe::format(format_args!("{rank} of {of} · tab next"));
        }
        let Scope::Tags(articles) = &prompt.scope else { return Safe::EMPTY };
        let has = match &**articles {
            [id] => self.marks.tags(*id).map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" "),
            several => format!("{} articles", several.len()),
        };
        let how = "commas between · -tag takes away · tab completes";
        let between = if has.is_empty() { "" } else { " · " };
        Safe::format(format_args!("{has}{between}{how}"))
    }

    /// Asks for tags that begin like the one being typed.
    pub(super) fn complete_tag(&mut self) -> Vec<Effect> {
        let Some(prompt) = &self.prompt else { return Vec::new() };
        let beginning = last(prompt.input.value()).1.to_owned();
        self.completing = self.completing.next();
        vec![Effect::Complete(self.completing, Field::Tag, beginning)]
    }

    /// Offers tags for the one being typed: of files, as the engine knows them,
    /// and the reader's own; to be taken away, those that are there.
    pub(super) fn offer_tags(&mut self, of_files: &[Safe]) -> Vec<Effect> {
        let Some(prompt) = &self.prompt else { return Vec::new() };
        let (start, beginning, is_away) = last(prompt.input.value());
        let Scope::Tags(articles) = &prompt.scope else { return Vec::new() };
        let offers: Vec<Safe> = if is_away {
            let tags = articles.iter().flat_map(|id| self.marks.tags(*id).map(Tag::as_safe));
            let mut tags: Vec<Safe> = tags.filter(|tag| goes_on(tag, beginning)).cloned().collect();
            tags.sort();
            tags.dedup();
            tags
        } else {
            self.with_own_tags(beginning, of_files)
        };
        if offers.is_empty() {
            return self.notify(Safe::line("no tag begins so"));
        }
        if let Some(prompt) = &mut self.prompt {
            prompt.offer(start, offers.iter().map(ToString::to_string).collect());
        }
        Vec::new()
    }

    /// The reader's tags that begin so, the most used first, then those of
    /// files that are others.
    pub(super) fn with_own_tags(&self, beginning: &str, of_files: &[Safe]) -> Vec<Safe> {
        let own = self.marks.tags_in_use().filter(|(tag, _)| goes_on(tag.name(), beginning));
        let mut own: Vec<(&Tag, usize)> = own.collect();
        own.sort_by_key(|(_, count)| Reverse(*count));
        let mut tags: Vec<Safe> = own.iter().map(|(tag, _)| tag.as_safe().clone()).collect();
        let is_own = |of_file: &Safe| {
            of_file.parse::<Tag>().is_ok_and(|of_file| own.iter().any(|(tag, _)| **tag == of_file))
        };
        tags.extend(of_files.iter().filter(|tag| !is_own(tag)).cloned());
        tags
    }
}

/// The tags that were typed, and whether each is given.
fn read(typed: &str) -> Result<Vec<(Tag, bool)>, TagError> {
    let parts = typed.split(BETWEEN).map(str::trim).filter(|part| !part.is_empty());
    let tag = |part: &str| match part.strip_prefix(AWAY) {
        Some(name) => Ok((name.trim_start_matches('#').parse()?, false)),
        None => Ok((part.trim_start_matches('#').parse()?, true)),
    };
    parts.map(tag).collect()
}

/// Where the last tag begins that is typed, what of it is typed, and whether it
/// is to be taken away.
fn last(typed: &str) -> (usize, &str, bool) {
    let begin = typed.rfind(BETWEEN).map_or(0, |at| at + 1);
    let rest = typed[begin..].trim_start();
    let is_away = rest.starts_with(AWAY);
    let name = rest.trim_start_matches([AWAY, '#']);
    (typed.len() - name.len(), name, is_away)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(typed: &str) -> Vec<(String, bool)> {
        read(typed).unwrap().into_iter().map(|(tag, set)| (tag.to_string(), set)).collect()
    }

    #[test]
    fn tags_are_typed_with_commas_between_them_and_a_minus_takes_one_away() {
        let wanted = [("thesis", true), ("budget 2027", true), ("old", false)];
        let wanted: Vec<_> = wanted.iter().map(|(name, set)| ((*name).to_owned(), *set)).collect();
        assert_eq!(tags("thesis, budget 2027; -old,"), wanted);
        assert_eq!(tags("#thesis, #budget  2027, -#old"), wanted);
        assert!(read("thesis, -").is_err());
    }

    #[test]
    fn the_tag_being_typed_is_the_last_one() {
        assert_eq!(last("thesis, bud"), (8, "bud", false));
        assert_eq!(last("thesis, -bud"), (9, "bud", true));
        assert_eq!(last(""), (0, "", false));
        assert_eq!(last("é, "), (4, "", false));
    }
}
