//! Searches to be made again: those that the reader named, and the recent ones.

use tui_input::Input;

use super::keymap::Key;
use super::layout::{Area, popup};
use super::picking::{Choice, Picked, Picker, Tone};
use super::prompt::{Prompt, Scope};
use super::{App, Effect, Pane, Popup};
use crate::article::Safe;
use crate::search::query::Reading;
use crate::state::Change;

/// Characters of the longest name.
const LONGEST: usize = 80;

/// A search that can be made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// What the reader called it; `None` for one that was made lately.
    pub name: Option<String>,
    /// What was typed.
    pub typed: String,
}

/// The list of searches.
#[derive(Clone, Debug, Default)]
pub struct Searches {
    /// The searches to choose from.
    pub picker: Picker<Made>,
}

impl Searches {
    /// Learns the size of the screen.
    pub(super) fn fit(&mut self, screen: Area) {
        let (_, inside) = popup(screen, u16::MAX);
        self.picker.fit(usize::from(inside.height).saturating_sub(1), 0);
    }
}

impl App {
    /// Shows the searches that can be made again.
    pub(super) fn show_searches(&mut self) -> Vec<Effect> {
        if self.recent.back(0).is_none() && self.marks.saved_searches().next().is_none() {
            return self.notify(Safe::line("nothing was searched for yet"));
        }
        self.popup = Some(Popup::Searches(Box::default()));
        self.fill_searches();
        Vec::new()
    }

    /// Lists the searches as they are now known.
    fn fill_searches(&mut self) {
        let named = self.marks.saved_searches().map(|(name, typed)| {
            let made = Made { name: Some(name.to_owned()), typed: typed.to_owned() };
            let mut lines = vec![(Safe::line(name), Tone::Strong)];
            lines.extend((name != typed).then(|| (Safe::line(typed), Tone::Dim)));
            Choice::new(made, lines)
        });
        let mut choices: Vec<_> = named.collect();
        let recent = (0..).map_while(|back| self.recent.back(back));
        let is_named = |typed: &str| self.marks.saved_searches().any(|(_, saved)| saved == typed);
        choices.extend(recent.filter(|typed| !is_named(typed)).map(|typed| {
            let made = Made { name: None, typed: typed.to_owned() };
            Choice::new(made, vec![(Safe::line(typed), Tone::Text)])
        }));
        if let Some(Popup::Searches(searches)) = &mut self.popup {
            searches.picker.set(choices);
        }
    }

    pub(super) fn press_in_searches(&mut self, key: Key) -> Vec<Effect> {
        let Some(Popup::Searches(searches)) = &mut self.popup else { return Vec::new() };
        let picked = searches.picker.press(key);
        let chosen = searches.picker.chosen().cloned();
        let effects = match (picked, key, chosen) {
            (Picked::Closed, ..) => {
                self.popup = None;
                return Vec::new();
            }
            (Picked::Chosen, _, Some(made)) => {
                self.popup = None;
                return self.search_again(&made.typed);
            }
            (Picked::NotMine, Key::Char('x') | Key::Delete, Some(made)) => self.forget(made),
            (Picked::NotMine, Key::Char('U'), _) => self.undo(),
            (Picked::NotMine, Key::Ctrl('r'), _) => self.redo(),
            _ => return Vec::new(),
        };
        self.fill_searches();
        effects
    }

    /// Makes a search that was made before.
    fn search_again(&mut self, typed: &str) -> Vec<Effect> {
        self.focus = Pane::List;
        self.query = Reading::of(typed).query;
        let mut effects = self.ask_anew();
        effects.extend(self.remember_search(typed));
        effects
    }

    /// Takes a search off the list.
    fn forget(&mut self, made: Made) -> Vec<Effect> {
        let Some(name) = made.name else {
            self.recent.forget(&made.typed);
            return self.keep_searches().into_iter().collect();
        };
        let what = Safe::format(format_args!("forgetting the search ‘{name}’"));
        let changes = [Some(made.typed), None].map(|typed| Change::Search(name.clone(), typed));
        self.notify(Safe::format(format_args!("the search ‘{name}’ is not kept any more")));
        self.alter_all(None, vec![changes], what)
    }

    /// Begins to name the search that is being typed.
    pub(super) fn begin_to_name(&mut self) -> Vec<Effect> {
        let Some(prompt) = &self.prompt else { return Vec::new() };
        let Scope::Archive(query, selected) = &prompt.scope else { return Vec::new() };
        let typed = prompt.input.value().trim().to_owned();
        if typed.is_empty() {
            return self.notify(Safe::line("type a search first, to save it"));
        }
        let scope = Scope::Name { typed, query: query.clone(), selected: *selected };
        self.prompt = Some(Prompt::new(scope));
        Vec::new()
    }

    /// Saves the search under the name that was typed, or under its own words,
    /// and goes on with it.
    pub(super) fn name_search(&mut self, scope: Scope, is_given_up: bool) -> Vec<Effect> {
        let Scope::Name { typed, query, selected } = scope else { return Vec::new() };
        let named = self.prompt.take().map(|prompt| prompt.input.value().trim().to_owned());
        let mut prompt = Prompt::new(Scope::Archive(query, selected));
        prompt.input = Input::new(typed.clone());
        self.prompt = Some(prompt);
        if is_given_up {
            return Vec::new();
        }
        let name = named.filter(|name| !name.is_empty()).unwrap_or_else(|| typed.clone());
        let name: String = Safe::line(&name).chars().take(LONGEST).collect();
        let before = self.marks.saved_search(&name).map(str::to_owned);
        let what = Safe::format(format_args!("saving the search ‘{name}’"));
        let key = self.settings.keymap.key(super::action::Action::Searches).unwrap_or_default();
        self.notify(Safe::format(format_args!("saved as ‘{name}’ · {key} lists searches")));
        let changes = [before, Some(typed)].map(|typed| Change::Search(name.clone(), typed));
        self.alter_all(None, vec![changes], what)
    }

    /// Remembers a search, over sessions once it is known what was remembered
    /// before.
    pub(super) fn remember_search(&mut self, typed: &str) -> Option<Effect> {
        self.recent.remember(typed).then(|| self.keep_searches()).flatten()
    }

    pub(super) fn keep_searches(&mut self) -> Option<Effect> {
        let searches = self.recent.all().to_vec();
        let is_news = self.has_marks && *self.marks.searches() != searches;
        is_news.then(|| self.keep(Change::Searches(searches)))
    }
}
