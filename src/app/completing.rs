//! Completing what is typed into a search, and calling back what was.

use super::prompt::Scope;
use super::{App, Effect};
use crate::article::Safe;
use crate::search::query::{Completing, Completions, written};
use crate::search::{Field, Ticket};

impl App {
    /// Completes the end of a search of the archive, or goes on to the next way
    /// to complete it.
    pub(super) fn complete(&mut self, step: isize) -> Vec<Effect> {
        let Some(prompt) = self.prompt.as_mut() else { return Vec::new() };
        if matches!(prompt.scope, Scope::Article(_) | Scope::Name { .. }) {
            return Vec::new();
        }
        if prompt.turn_offer(step) {
            return self.search_typed();
        }
        if matches!(prompt.scope, Scope::Tags(_)) {
            return self.complete_tag();
        }
        match Completing::of(prompt.input.value()) {
            Some(Completing { start, what: Completions::These(texts) }) => {
                prompt.offer(start, texts);
                self.search_typed()
            }
            Some(Completing { what: Completions::Values(field, beginning), .. }) => {
                self.completing = self.completing.next();
                vec![Effect::Complete(self.completing, field, beginning)]
            }
            None => Vec::new(),
        }
    }

    /// Takes the values of a field that were asked for, unless the line has
    /// changed since.
    pub(super) fn completed(&mut self, ticket: Ticket, values: &[Safe]) -> Vec<Effect> {
        let Some(prompt) = self.prompt.as_mut().filter(|_| ticket == self.completing) else {
            return Vec::new();
        };
        if matches!(prompt.scope, Scope::Tags(_)) {
            return self.offer_tags(values);
        }
        let Some(Completing { start, what: Completions::Values(field, typed) }) =
            Completing::of(prompt.input.value())
        else {
            return Vec::new();
        };
        let values = match field {
            Field::Tag => self.with_own_tags(&typed, values),
            _ => values.to_vec(),
        };
        if values.is_empty() {
            return self.notify(Safe::line("nothing begins so"));
        }
        if let Some(prompt) = self.prompt.as_mut() {
            prompt.offer(start, values.iter().map(|value| written(field, value)).collect());
        }
        self.search_typed()
    }

    /// Calls back what was searched for before, `step` searches further back;
    /// says whether the line was for that: it is empty or was called back.
    pub(super) fn recall(&mut self, step: isize) -> Option<Vec<Effect>> {
        let prompt = self.prompt.as_mut()?;
        let is_archive = matches!(prompt.scope, Scope::Archive(..));
        let back = match prompt.recalled {
            None if is_archive && step > 0 && prompt.input.value().is_empty() => 0,
            None => return None,
            Some(0) if step < 0 => {
                prompt.recalled = None;
                prompt.rewrite(String::new());
                return Some(self.search_typed());
            }
            Some(back) => back.saturating_add_signed(step),
        };
        let Some(text) = self.recent.back(back) else {
            return prompt.recalled.map(|_| Vec::new());
        };
        prompt.recalled = Some(back);
        prompt.rewrite(text.to_owned());
        Some(self.search_typed())
    }
}
