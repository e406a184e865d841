//! Provenance and trust: where each field was read, and correcting it.
//!
//! The card shows what the file says and what the reader says instead; neither
//! is lost. A correction is a change of the state: the article is parsed again
//! with it, so that everything on the screen agrees.

pub mod card;
pub mod facts;

use std::collections::HashMap;
use std::sync::Arc;

use super::action::{Action, Mode};
use super::keymap::{Key, Meaning};
use super::prompt::{Typed, edit};
use super::reader::Opened;
use super::{App, Effect, Popup};
use crate::archive::typed;
use crate::article::{ArticleId, Corrected, Field, Meta, Safe};
use crate::state::Change;
use card::Card;
use facts::Facts;

impl App {
    /// Opens the trust card of the selected article.
    pub(super) fn show_trust(&mut self) -> Vec<Effect> {
        match self.list.selected() {
            None => return self.notify(Safe::line("no article is selected")),
            Some(row) if row.trouble.is_some() => {
                return self.notify(Safe::line("nothing is known of a file that cannot be read"));
            }
            Some(row) => {
                let facts = self.reader.facts(row.id);
                let facts = facts.unwrap_or_else(|| Arc::new(Facts::of_row(&row.meta)));
                self.popup = Some(Popup::Trust(Card::new(row.id, facts)));
            }
        }
        Vec::new()
    }

    /// Opens the trust card of an article, with a field to be typed anew.
    pub(super) fn correct_field(&mut self, id: ArticleId, meta: &Meta, field: Field) {
        let facts = self.reader.facts(id).unwrap_or_else(|| Arc::new(Facts::of_row(meta)));
        let mut card = Card::new(id, facts);
        card.field = field;
        card.edit();
        self.popup = Some(Popup::Trust(card));
    }

    /// Opens the trust card with the headline to be typed anew.
    pub(super) fn begin_to_correct(&mut self) -> Vec<Effect> {
        let told = self.show_trust();
        if let Some(Popup::Trust(card)) = &mut self.popup {
            card.edit();
        }
        told
    }

    /// The card that is open.
    pub(super) fn card(&self) -> Option<&Card> {
        match &self.popup {
            Some(Popup::Trust(card)) => Some(card),
            _ => None,
        }
    }

    pub(super) fn press_in_card(&mut self, key: Key) -> Vec<Effect> {
        let Some(Popup::Trust(card)) = &mut self.popup else { return Vec::new() };
        if card.editor.is_some() {
            return self.type_in_card(key);
        }
        match key {
            Key::Char('j') | Key::Down => card.step(1),
            Key::Char('k') | Key::Up => card.step(-1),
            Key::Char('g') | Key::Home => card.go_to_end(false),
            Key::Char('G') | Key::End => card.go_to_end(true),
            Key::Enter | Key::Char('e') => return self.edit_in_card(),
            Key::Char('r') => {
                let (id, field) = (card.id, card.field);
                return self.correct(id, field, None);
            }
            Key::Esc | Key::Char('q') => return self.close_card(),
            key => return self.act_in_card(key),
        }
        Vec::new()
    }

    /// What the keymap has for a key that the card itself has nothing for.
    fn act_in_card(&mut self, key: Key) -> Vec<Effect> {
        match self.settings.keymap.meaning(Mode::Panes, &[key]) {
            Meaning::Action(Action::Trust) => return self.close_card(),
            Meaning::Action(Action::Correct) => return self.edit_in_card(),
            Meaning::Action(action @ (Action::Undo | Action::Redo)) => {
                return self.act(action, None);
            }
            _ => {}
        }
        Vec::new()
    }

    /// Begins to type the field under the cursor; characters are repaired at
    /// once, since there is nothing else to say of them.
    fn edit_in_card(&mut self) -> Vec<Effect> {
        let Some(Popup::Trust(card)) = &mut self.popup else { return Vec::new() };
        if card.field == Field::Characters {
            let id = card.id;
            return self.correct(id, Field::Characters, Some(typed::REPAIRED.to_owned()));
        }
        card.edit();
        Vec::new()
    }

    fn type_in_card(&mut self, key: Key) -> Vec<Effect> {
        let Some(Popup::Trust(card)) = &mut self.popup else { return Vec::new() };
        let Some(editor) = &mut card.editor else { return Vec::new() };
        match key {
            Key::Esc => card.editor = None,
            Key::Enter => {
                let (id, field, input) = (card.id, card.field, editor.input.value());
                if input == editor.before {
                    card.editor = None;
                    return Vec::new();
                }
                match typed::accept(field, input) {
                    Err(refusal) => editor.refusal = Some(Safe::format(format_args!("{refusal}"))),
                    Ok(said) => {
                        card.editor = None;
                        let mut effects = self.correct(id, field, Some(said));
                        // Whoever came from a citation goes back to it.
                        if self.behind.is_some() {
                            effects.extend(self.close_card());
                        }
                        return effects;
                    }
                }
            }
            key => {
                if edit(&mut editor.input, key) == Typed::Changed {
                    editor.refusal = None;
                }
            }
        }
        Vec::new()
    }

    /// Lets the reader say what a field is; `None` believes the file again.
    fn correct(&mut self, id: ArticleId, field: Field, said: Option<String>) -> Vec<Effect> {
        let before = self.marks.corrected(id).remove(&field);
        let label = field.label();
        let is = if field == Field::Characters { "are" } else { "is" };
        if before == said {
            let is_known = before.is_none();
            let told = Safe::format(format_args!("the {label} {is} what the file says"));
            return if is_known { self.notify(told) } else { Vec::new() };
        }
        let done = match said.as_deref() {
            None => format!("the {label} {is} what the file says again"),
            Some("") => format!("the {label} counts as not stated"),
            Some(_) if field == Field::Characters => format!("repaired the {label}"),
            Some(_) => format!("corrected the {label}"),
        };
        let undo = self.settings.keymap.key(Action::Undo).map(|key| format!(" · {key} undoes"));
        self.notify(Safe::line(&(done + &undo.unwrap_or_default())));
        let what = Safe::format(format_args!("the correction of the {label}"));
        let changes = [before, said].map(|said| Change::Correction(id, field, said));
        self.alter(id, changes, what)
    }

    /// Has articles parsed again of which an earlier session or another
    /// instance corrected something; `before` is what was known of that.
    pub(super) fn hear_corrections(
        &self,
        before: &Arc<HashMap<ArticleId, Corrected>>,
    ) -> Vec<Effect> {
        let after = self.marks.corrections();
        if Arc::ptr_eq(before, &after) || *before == after {
            return Vec::new();
        }
        let ids = after.keys().chain(before.keys().filter(|id| !after.contains_key(id)));
        let changed = ids.filter(|id| before.get(id) != after.get(id));
        let changed = changed.map(|id| (*id, self.marks.corrected(*id))).collect();
        vec![Effect::Correct(changed)]
    }

    /// Shows articles anew that were parsed with other corrections.
    pub(super) fn corrected(&mut self, ids: &[ArticleId]) -> Vec<Effect> {
        let mut effects = vec![self.ask_again()];
        let on_show = self.card().map(|card| card.id).or(self.wanted);
        if let Some(id) = on_show.filter(|id| ids.contains(id)) {
            self.wanted = Some(id);
            effects.push(Effect::Open(id));
        } else if let Some(id) = ids.iter().find(|id| self.is_to_be_cited(**id)) {
            // The list may be elsewhere.
            effects.push(Effect::Open(*id));
        }
        effects
    }

    /// Shows the article on show as it is now known; what is typed meanwhile
    /// stays.
    pub(super) fn renew(&mut self, id: ArticleId, opened: Opened) -> Vec<Effect> {
        self.renew_card(id, &opened.facts);
        self.reader.renew(opened);
        self.read_raw()
    }

    pub(super) fn renew_card(&mut self, id: ArticleId, facts: &Arc<Facts>) {
        if let Some(Popup::Trust(card)) = &mut self.popup
            && card.id == id
        {
            card.renew(Arc::clone(facts));
        }
    }
}
