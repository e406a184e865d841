//! What a key is taken for: by what lies over the panes, by what is typed, or
//! by the map of keys.

use super::action::{Action, Mode};
use super::keymap::{Key, Meaning};
use super::{App, Effect, Popup, help};
use crate::article::Safe;

impl App {
    pub(super) fn take_key(&mut self, key: Key) -> Vec<Effect> {
        // Keys may come faster than they are drawn: each is pressed on what the one
        // before it would show.
        let screen = self.layout.screen;
        self.fit(screen.width, screen.height);
        self.notice = self.news.waiting.take();
        // What the terminal itself would do, it does wherever one types.
        if let Meaning::Action(action @ (Action::Suspend | Action::Redraw)) =
            self.settings.keymap.meaning(Mode::Panes, &[key])
        {
            return self.act(action, None);
        }
        let is_typing =
            self.popup.is_some() || self.prompt.is_some() || self.mode() == Mode::Selecting;
        let key = if is_typing && key == Key::Ctrl('c') { Key::Esc } else { key };
        if self.popup.is_some() {
            return self.press_in_popup(key);
        }
        if self.prompt.is_some() {
            return self.type_key(key);
        }
        if let Some(lettering) = self.lettering.take() {
            return self.take_letter(lettering, key);
        }
        self.press(key)
    }

    fn press(&mut self, key: Key) -> Vec<Effect> {
        if let (true, Key::Char(digit)) = (self.pressed.is_empty(), key)
            && let Some(digit) = digit.to_digit(10)
            && (digit > 0 || self.count.is_some())
        {
            let count = self.count.unwrap_or(0).saturating_mul(10).saturating_add(digit as usize);
            self.count = Some(count.min(1_000_000_000));
            return Vec::new();
        }
        if key == Key::Esc && (!self.pressed.is_empty() || self.count.is_some()) {
            self.pressed.clear();
            self.count = None;
            return Vec::new();
        }
        let mode = self.mode();
        self.pressed.push(key);
        let mut meaning = self.settings.keymap.meaning(mode, &self.pressed);
        if meaning == Meaning::Nothing && self.pressed.len() > 1 {
            // A key that ends no sequence is taken for itself.
            self.pressed = vec![key];
            meaning = self.settings.keymap.meaning(mode, &self.pressed);
        }
        match meaning {
            Meaning::Unfinished => Vec::new(),
            Meaning::Nothing => {
                self.pressed.clear();
                self.count = None;
                match (key, self.settings.keymap.key(Action::Quit)) {
                    (Key::Ctrl('c'), Some(quit)) => {
                        self.notify(Safe::format(format_args!("{quit} leaves newsread")))
                    }
                    _ => Vec::new(),
                }
            }
            Meaning::Action(action) => {
                self.pressed.clear();
                let count = self.count.take();
                self.act(action, count)
            }
        }
    }

    fn press_in_popup(&mut self, key: Key) -> Vec<Effect> {
        match &mut self.popup {
            Some(Popup::Help(help)) => {
                let lines = help.lines(&self.settings.keymap).len();
                if help.press(key, lines) == help::Pressed::Closed {
                    self.popup = None;
                }
                Vec::new()
            }
            Some(Popup::Tour(_)) => self.press_in_tour(key),
            Some(Popup::Styles(_)) => self.press_in_chooser(key),
            Some(Popup::Trust(_)) => self.press_in_card(key),
            Some(Popup::Facets(_)) => self.press_in_facets(key),
            Some(Popup::Links(_)) => self.press_in_links(key),
            Some(Popup::Sending(_)) => self.press_in_dispatch(key),
            Some(Popup::Copies(_)) => self.press_in_copies(key),
            Some(Popup::Compared(_)) => self.press_in_comparison(key),
            Some(Popup::Translation(_)) => self.press_in_translation(key),
            Some(Popup::Note(_)) => self.press_in_draft(key),
            Some(Popup::Notes(_)) => self.press_in_notebook(key),
            Some(Popup::Searches(_)) => self.press_in_searches(key),
            None => Vec::new(),
        }
    }
}
