//! What the app is told once, before a session begins.

use super::action::Action;
use super::keymap::Keymap;
use super::reader::{self, Print};
use crate::article::Safe;
use crate::cite::{Markup, Style};

/// What does not change in a session.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What the list is headed with: the name of the folder.
    pub archive: Safe,
    /// Whether one file was named, which is then opened at once.
    pub is_single: bool,
    /// The style of citations, unless another was used last.
    pub style: Option<Style>,
    /// The reader's own styles.
    pub styles: Vec<Style>,
    /// What quotations are pasted into, unless another was used last.
    pub quotation: Option<Markup>,
    /// The width of the reader's column.
    pub measure: u16,
    /// How articles are printed on the page.
    pub print: Print,
    /// The program that prints, and its arguments, as they are typed.
    pub printer: String,
    /// The program that translates, and its arguments, as they are typed; empty
    /// if the reader named none.
    pub translator: String,
    /// Whether the mouse is listened to.
    pub mouse: bool,
    /// Which keys do what.
    pub keymap: Keymap,
    /// Whether this is the sample, which somebody new is shown around.
    pub is_sample: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            archive: Safe::line("articles"),
            is_single: false,
            style: None,
            styles: Vec::new(),
            quotation: None,
            measure: reader::MEASURE,
            print: Print::default(),
            printer: "lp".to_owned(),
            translator: String::new(),
            mouse: true,
            keymap: Keymap::default(),
            is_sample: false,
        }
    }
}

impl Settings {
    /// The style of this name: one of the reader's own, or any other.
    pub fn style_called(&self, name: &str) -> Option<Style> {
        let own = self.styles.iter().chain(&self.style).find(|style| style.name() == name);
        own.cloned().or_else(|| name.parse().ok())
    }

    /// The key that shows what is folded; without one, the name of the action.
    pub fn unfold_key(&self) -> String {
        self.keymap.key(Action::Unfold).unwrap_or_else(|| Action::Unfold.name().to_owned())
    }
}
