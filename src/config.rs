//! What the reader has set: the file of settings, and what the environment adds.
//!
//! Nothing here knows a thread, a screen or an argument. One idea: the defaults
//! are values of Rust, the file only changes them, and a file with faults
//! changes nothing. All of its faults are told at once, each with its place
//! ([TOML 1.1](https://toml.io/en/v1.1.0) keeps the spans).

mod fault;
mod keys;
mod nearest;
mod places;
mod print;
mod programs;
mod setting;
mod style;
mod theme;

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::DeTable;

use crate::app::action::Action;
use crate::app::keymap::Keymap;
use crate::app::reader::{MEASURE, Print};
use crate::article::{Calendar, Safe};
use crate::cite::{Markup, Style};
use crate::tui::plate::Wish;
use crate::tui::theme::Theme;
use fault::Faults;

pub use fault::{ConfigError, Fault};
pub use nearest::nearest;
pub use places::Places;
pub use programs::Programs;
pub use style::{StyleError, style};
pub use theme::{ThemeError, theme};

/// What the reader can set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Folders and files that are opened when none is named.
    pub archives: Vec<PathBuf>,
    /// How the screen looks.
    pub theme: Theme,
    /// Width of the reader's column, 24 to 160 columns.
    pub measure: u16,
    /// The style of citations; `None` is the one used last.
    pub style: Option<Style>,
    /// What quotations are pasted into; `None` is what was used last.
    pub quotation: Option<Markup>,
    /// CSL files of the reader's, each called like its file without `.csl`.
    pub styles: Vec<Style>,
    /// How articles are printed on the page.
    pub print: Print,
    /// How pictures are wished to be shown.
    pub pictures: Wish,
    /// How dates are written; `None` is what the environment says, and
    /// [`Self::with_environment`] puts that into [`Self::print`].
    pub dates: Option<Calendar>,
    /// Whether the mouse is listened to.
    pub mouse: bool,
    /// The programs that newsread calls when it is asked to.
    pub programs: Programs,
    /// A folder through which what the reader added is exchanged with other
    /// devices when a session begins and ends; `None` exchanges nothing.
    pub share: Option<PathBuf>,
    /// Which keys do what.
    pub keymap: Keymap,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            archives: Vec::new(),
            theme: Theme::default(),
            measure: MEASURE,
            style: None,
            quotation: None,
            styles: Vec::new(),
            print: Print::default(),
            pictures: Wish::default(),
            dates: None,
            mouse: true,
            programs: Programs::default(),
            share: None,
            keymap: Keymap::default(),
        }
    }
}

impl Config {
    /// Reads a file of settings; what it does not set keeps its default.
    ///
    /// `home` is what `~` stands for; a relative path starts from the folder
    /// of the file.
    pub fn read(file: &Path, home: Option<&Path>) -> Result<Self, ConfigError> {
        let bytes = fs::read(file).map_err(|source| ConfigError::unreadable(file, source))?;
        let folder = file.parent().unwrap_or(Path::new(""));
        let faults = |faults| ConfigError::Faults { file: file.to_owned(), faults };
        match str::from_utf8(&bytes) {
            Ok(text) => Self::parse(text, folder, home).map_err(faults),
            Err(error) => {
                let valid = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
                let mut found = Faults::new(&valid);
                found.add(valid.len(), "this is not UTF-8; save the file as UTF-8");
                Err(faults(found.into_sorted()))
            }
        }
    }

    /// Understands the text of a file of settings that lies in `folder`, or
    /// says everything that is wrong with it, from top to bottom.
    ///
    /// ```
    /// use std::path::Path;
    /// use newsread::config::Config;
    ///
    /// let config = Config::parse("measure = 60", Path::new(""), None);
    /// assert_eq!(config.unwrap().measure, 60);
    ///
    /// let faults = Config::parse("mesure = 60", Path::new(""), None).unwrap_err();
    /// assert_eq!(faults[0].to_string(), "1:1: no setting is called ‘mesure’; did you mean ‘measure’?");
    /// ```
    pub fn parse(text: &str, folder: &Path, home: Option<&Path>) -> Result<Self, Vec<Fault>> {
        let mut faults = Faults::new(text);
        let Some(table) = table(text, &mut faults) else { return Err(faults.into_sorted()) };
        let mut config = Self::default();
        let mut entries: Vec<_> = Spanned::into_inner(table).into_iter().collect();
        // A style may be one of the reader's own, and keys change a keymap.
        let is_first = |name: &str| ["cite", "keymap"].contains(&name);
        entries.sort_by_key(|(name, _)| (!is_first(name.get_ref()), name.span().start));
        for (name, value) in &entries {
            let place = setting::Place { folder, home };
            setting::set(&mut config, name, value, &place, &mut faults);
        }
        if faults.is_empty() { Ok(config) } else { Err(faults.into_sorted()) }
    }

    /// The settings, with what the environment says over them: a `NO_COLOR`
    /// that is not empty takes the colours away (<https://no-color.org>), and the
    /// first of `LC_ALL`, `LC_TIME` and `LANG` that is not empty tells how dates
    /// are written (POSIX, 8.2), unless a setting does.
    #[must_use]
    pub fn with_environment(self, value_of: impl Fn(&str) -> Option<OsString>) -> Self {
        let no_colour = value_of("NO_COLOR").is_some_and(|value| !value.is_empty());
        let mut locales = ["LC_ALL", "LC_TIME", "LANG"].into_iter().filter_map(value_of);
        let locale = locales.find(|value| !value.is_empty());
        let here = || Calendar::of(locale?.to_str()?);
        let calendar = self.dates.or_else(here).unwrap_or_default();
        let theme = if no_colour { Theme::monochrome() } else { self.theme };
        Self { theme, print: Print { calendar, ..self.print }, ..self }
    }
}

/// A file of settings in which every setting has its default and a comment.
///
/// Its settings are comments themselves: as it is, it changes nothing.
pub fn commented_defaults() -> String {
    let mut text = include_str!("config/default.toml").to_owned();
    for &action in Action::ALL {
        let keys = action.default_keys().iter().map(|keys| format!("\"{keys}\""));
        let keys = keys.collect::<Vec<_>>().join(", ");
        write!(text, "\n# {}\n#{} = [{keys}]\n", action.help(), action.name())
            .expect("a string can be written to");
    }
    text
}

/// The table that a text is, or what is wrong with it: what a broken file
/// seems to set would only add faults of its own.
fn table<'a>(text: &'a str, faults: &mut Faults<'_>) -> Option<Spanned<DeTable<'a>>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let span = error.span().unwrap_or_default();
        let written = faults.written(span.clone());
        let quote = if written.is_empty() { "" } else { ": " };
        faults.add(span.start, format_args!("{}{quote}{written}", error.message()));
    }
    errors.is_empty().then_some(table)
}

/// What something is called in a message: cleaned, in one line.
fn said(path: &Path) -> Safe {
    Safe::line(&path.to_string_lossy())
}
