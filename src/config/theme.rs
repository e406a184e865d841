//! Themes by name, and those of the reader's own.
//!
//! A theme of the reader's is a table: for each role words such as
//! `"magenta on #101010 bold"`, and with `inherits` the theme that it changes.
//! A role takes from its words what they name and keeps the rest, so a colour
//! alone never costs the weight or the line that tells it without colours.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use toml::de::DeTable;

use super::fault::{ConfigError, Faults};
use super::nearest::nearest;
use super::setting::{Value, refuse};
use super::{said, table};
use crate::article::Safe;
use crate::tui::theme::{Theme, words};

/// What names the theme that is changed; without it, `terminal`.
const INHERITS: &str = "inherits";

/// Files that may inherit from one another in a row.
const DEEPEST: usize = 8;

/// A theme that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// There is none of this name.
    #[error("no theme is called ‘{0}’; {remedy}", remedy = remedy(.0))]
    Unknown(Safe),
    /// Its file cannot be read.
    #[error("cannot read the theme ‘{}’: {source}", said(file))]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Its file has faults.
    #[error(transparent)]
    Faults(ConfigError),
    /// Files inherit from one another in a circle.
    #[error("the theme ‘{}’ inherits from itself, or through too many files", said(.0))]
    Circular(PathBuf),
}

/// What to write instead of a name that no theme has.
fn remedy(name: &str) -> String {
    let names = || Theme::SHIPPED.iter().map(|(name, _)| *name);
    match nearest(name, names()) {
        Some(right) => format!("did you mean ‘{right}’?"),
        None => format!(
            "the themes are {}; or write the path of a .toml file",
            names().collect::<Vec<_>>().join(", ")
        ),
    }
}

/// The theme that is called `name`; one that ends in `.toml` is the path of a
/// file of roles, from `folder` if it is relative.
pub fn theme(name: &str, folder: &Path) -> Result<Theme, ThemeError> {
    called(name, folder, DEEPEST)
}

fn called(name: &str, folder: &Path, deepest: usize) -> Result<Theme, ThemeError> {
    if !Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) {
        let shipped = Theme::SHIPPED.iter().find(|(shipped, _)| *shipped == name);
        return shipped
            .map(|(_, make)| make())
            .ok_or_else(|| ThemeError::Unknown(Safe::line(name)));
    }
    let file = folder.join(name);
    let deeper = deepest.checked_sub(1).ok_or_else(|| ThemeError::Circular(file.clone()))?;
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(source) => return Err(ThemeError::Unreadable { file, source }),
    };
    let mut faults = Faults::new(&text);
    let beside = file.parent().unwrap_or(Path::new(""));
    let table = table(&text, &mut faults);
    let theme = table.map(|table| of_roles(table.get_ref(), beside, deeper, &mut faults));
    match theme.filter(|_| faults.is_empty()) {
        Some(theme) => Ok(theme),
        None => Err(ThemeError::Faults(ConfigError::Faults { file, faults: faults.into_sorted() })),
    }
}

/// Sets the theme that a file of settings names, or describes in a table.
pub(super) fn set(theme: &mut Theme, value: &Value<'_>, folder: &Path, faults: &mut Faults<'_>) {
    let value_ref = value.get_ref();
    match (value_ref.as_str(), value_ref.as_table()) {
        (Some(name), _) => take(theme, name, folder, DEEPEST, value.span().start, faults),
        (_, Some(table)) => *theme = of_roles(table, folder, DEEPEST, faults),
        _ => refuse(value, "a name in quotes, or a table of roles,", faults),
    }
}

/// Takes a theme by its name, or adds why there is none.
fn take(
    theme: &mut Theme,
    name: &str,
    folder: &Path,
    deepest: usize,
    at: usize,
    faults: &mut Faults<'_>,
) {
    match called(name, folder, deepest) {
        Ok(found) => *theme = found,
        Err(error) => faults.add(at, error),
    }
}

/// The theme that a table of roles describes; what is wrong with it is added.
fn of_roles(table: &DeTable<'_>, folder: &Path, deepest: usize, faults: &mut Faults<'_>) -> Theme {
    let mut theme = Theme::default();
    let inherits = table.iter().find(|(name, _)| name.get_ref() == INHERITS);
    match inherits.map(|(_, value)| (value, value.get_ref().as_str())) {
        Some((value, Some(name))) => {
            take(&mut theme, name, folder, deepest, value.span().start, faults);
        }
        Some((value, None)) => refuse(value, "the name of a theme in quotes", faults),
        None => {}
    }
    for (name, value) in table.iter().filter(|(name, _)| name.get_ref() != INHERITS) {
        let Some(style) = theme.role_mut(name.get_ref()) else {
            unknown_role(name.get_ref(), name.span().start, faults);
            continue;
        };
        let Some(written) = value.get_ref().as_str() else {
            refuse(value, "words in quotes, as in \"blue bold\",", faults);
            continue;
        };
        match words::restyled(*style, written) {
            Ok(changed) => *style = changed,
            Err(wrong) => unknown_word(&written[wrong], value, faults),
        }
    }
    theme
}

fn unknown_role(written: &str, at: usize, faults: &mut Faults<'_>) {
    let names = || Theme::ROLES.iter().map(|(name, _)| *name).chain([INHERITS]);
    match nearest(written, names()) {
        Some(right) => {
            faults.add(at, format_args!("no role is called ‘{written}’; did you mean ‘{right}’?"));
        }
        None => faults.add(
            at,
            format_args!(
                "no role is called ‘{written}’; the roles are {}",
                names().collect::<Vec<_>>().join(", ")
            ),
        ),
    }
}

fn unknown_word(word: &str, value: &Value<'_>, faults: &mut Faults<'_>) {
    let at = faults.find(value.span(), word);
    match nearest(word, words::names()) {
        Some("on") if word == "on" => faults.add(at, "‘on’ wants a colour behind it"),
        Some(right) if right != word => {
            faults.add(at, format_args!("‘{word}’ is no look; did you mean ‘{right}’?"));
        }
        _ => faults.add(
            at,
            format_args!(
                "‘{word}’ is no look; write #rrggbb, a number up to 255, or some of {}",
                words::names().collect::<Vec<_>>().join(", ")
            ),
        ),
    }
}
