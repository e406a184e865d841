//! The settings: one line in one table, and a function that understands it.

use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeString, DeValue};

use super::fault::Faults;
use super::nearest::nearest;
use super::style::own_style;
use super::{Config, keys, print, programs, theme};
use crate::app::reader::MEASURES;
use crate::article::Calendar;

/// A value, and where it is written.
pub(super) type Value<'a> = Spanned<DeValue<'a>>;

/// Where a file of settings lies, for the paths in it.
pub(super) struct Place<'a> {
    pub(super) folder: &'a Path,
    pub(super) home: Option<&'a Path>,
}

type Set = fn(&mut Config, &Value<'_>, &Place<'_>, &mut Faults<'_>);

/// Every setting: its name, and what understands its value.
const SETTINGS: &[(&str, Set)] = &[
    ("archives", archives),
    ("theme", |config, value, place, faults| {
        theme::set(&mut config.theme, value, place.folder, faults);
    }),
    ("measure", |config, value, _, faults| measure(config, value, faults)),
    ("edge", |config, value, _, faults| print::edge(&mut config.print, value, faults)),
    ("hyphenate", |config, value, _, faults| switch(&mut config.print.hyphenates, value, faults)),
    ("bidi", |config, value, _, faults| print::bidi(&mut config.print, value, faults)),
    ("links", |config, value, _, faults| switch(&mut config.print.numbers_links, value, faults)),
    ("foot", |config, value, _, faults| switch(&mut config.print.cites, value, faults)),
    ("pictures", |config, value, _, faults| print::pictures(&mut config.pictures, value, faults)),
    ("dates", |config, value, _, faults| dates(config, value, faults)),
    ("style", style),
    ("quotation", |config, value, _, faults| quotation(config, value, faults)),
    ("cite", cite),
    ("mouse", |config, value, _, faults| switch(&mut config.mouse, value, faults)),
    ("programs", |config, value, _, faults| programs::set(config, value, faults)),
    ("sync", sync),
    ("keymap", |config, value, _, faults| keys::preset(config, value, faults)),
    ("keys", |config, value, _, faults| keys::set(config, value, faults)),
];

/// Sets what a line of the file sets, or adds what is wrong with it.
pub(super) fn set(
    config: &mut Config,
    name: &Spanned<DeString<'_>>,
    value: &Value<'_>,
    place: &Place<'_>,
    faults: &mut Faults<'_>,
) {
    let written = name.get_ref();
    let names = || SETTINGS.iter().map(|(name, _)| *name);
    match (SETTINGS.iter().find(|(name, _)| name == written), nearest(written, names())) {
        (Some((_, set)), _) => set(config, value, place, faults),
        (None, Some(right)) => faults.add(
            name.span().start,
            format_args!("no setting is called ‘{written}’; did you mean ‘{right}’?"),
        ),
        (None, None) => faults.add(
            name.span().start,
            format_args!(
                "no setting is called ‘{written}’; the settings are {}",
                names().collect::<Vec<_>>().join(", ")
            ),
        ),
    }
}

/// Adds that something else is wanted than what is written.
pub(super) fn refuse(value: &Value<'_>, wanted: &str, faults: &mut Faults<'_>) {
    let written = faults.written(value.span());
    faults.add(value.span().start, format_args!("{wanted} is wanted here, not ‘{written}’"));
}

fn style(config: &mut Config, value: &Value<'_>, place: &Place<'_>, faults: &mut Faults<'_>) {
    let Some(name) = value.get_ref().as_str() else {
        return refuse(value, "a name in quotes", faults);
    };
    let path = place.expand(name).filter(|_| name.starts_with(['~', '$']));
    let name = path.as_ref().and_then(|path| path.to_str()).unwrap_or(name);
    let own = config.styles.iter().find(|style| style.name() == name).cloned();
    match own.map_or_else(|| super::style(name, place.folder), Ok) {
        Ok(style) => config.style = Some(style),
        Err(error) => faults.add(value.span().start, error),
    }
}

fn dates(config: &mut Config, value: &Value<'_>, faults: &mut Faults<'_>) {
    match value.get_ref().as_str().map(|name| (name, Calendar::of(name))) {
        Some(("system", _)) => config.dates = None,
        Some((_, Some(calendar))) => config.dates = Some(calendar),
        Some((name, None)) => faults.add(
            value.span().start,
            format_args!("no language is called ‘{name}’; write a tag such as en-GB, de or ja"),
        ),
        None => refuse(value, "a name in quotes", faults),
    }
}

fn quotation(config: &mut Config, value: &Value<'_>, faults: &mut Faults<'_>) {
    match value.get_ref().as_str().map(str::parse) {
        Some(Ok(markup)) => config.quotation = Some(markup),
        Some(Err(error)) => faults.add(value.span().start, error),
        None => refuse(value, "a name in quotes", faults),
    }
}

fn cite(config: &mut Config, value: &Value<'_>, place: &Place<'_>, faults: &mut Faults<'_>) {
    let Some(table) = value.get_ref().as_table() else {
        return refuse(value, "a table, as in [cite],", faults);
    };
    for (name, value) in table {
        if name.get_ref() != "styles" {
            let written = name.get_ref();
            let message = format_args!("[cite] has no ‘{written}’; it has ‘styles’");
            faults.add(name.span().start, message);
            continue;
        }
        let Some(paths) = value.get_ref().as_array() else {
            refuse(value, "a list of paths, as in [\"house.csl\"],", faults);
            continue;
        };
        for path in paths {
            let written = path.get_ref().as_str().filter(|path| !path.is_empty());
            let Some(file) = written.and_then(|written| place.expand(written)) else {
                refuse(path, "the path of a .csl file in quotes", faults);
                continue;
            };
            match own_style(&file) {
                Ok(style) => config.styles.push(style),
                Err(error) => faults.add(path.span().start, error),
            }
        }
    }
}

fn measure(config: &mut Config, value: &Value<'_>, faults: &mut Faults<'_>) {
    let number = value.get_ref().as_integer();
    let number = number.and_then(|n| u16::from_str_radix(n.as_str(), n.radix()).ok());
    if let Some(columns) = number.filter(|columns| MEASURES.contains(columns)) {
        config.measure = columns;
    } else {
        let (least, most) = (MEASURES.start(), MEASURES.end());
        refuse(value, &format!("a whole number from {least} to {most}"), faults);
    }
}

fn switch(switch: &mut bool, value: &Value<'_>, faults: &mut Faults<'_>) {
    match value.get_ref().as_bool() {
        Some(set) => *switch = set,
        None => refuse(value, "true or false", faults),
    }
}

fn archives(config: &mut Config, value: &Value<'_>, place: &Place<'_>, faults: &mut Faults<'_>) {
    let Some(paths) = value.get_ref().as_array() else {
        return refuse(value, "a list of paths, as in [\"~/news\"],", faults);
    };
    for path in paths {
        match path.get_ref().as_str().filter(|path| !path.is_empty()) {
            Some(written) => match place.expand(written) {
                Some(path) => config.archives.push(path),
                None => faults.add(
                    path.span().start,
                    format_args!("no home folder is known for ‘{written}’; write the whole path"),
                ),
            },
            None => refuse(path, "a path in quotes", faults),
        }
    }
}

fn sync(config: &mut Config, value: &Value<'_>, place: &Place<'_>, faults: &mut Faults<'_>) {
    let Some(table) = value.get_ref().as_table() else {
        return refuse(value, "a table, as in [sync],", faults);
    };
    for (name, value) in table {
        if name.get_ref() != "folder" {
            let written = name.get_ref();
            let message = format_args!("[sync] has no ‘{written}’; it has ‘folder’");
            faults.add(name.span().start, message);
            continue;
        }
        let written = value.get_ref().as_str();
        match written.map(|written| (written.is_empty(), place.expand(written))) {
            Some((true, _)) => config.share = None,
            Some((false, Some(folder))) => config.share = Some(folder),
            Some((false, None)) => faults.add(
                value.span().start,
                format_args!(
                    "no home folder is known for ‘{}’; write the whole path",
                    written.unwrap_or_default()
                ),
            ),
            None => refuse(value, "a path in quotes", faults),
        }
    }
}

impl Place<'_> {
    /// The path that is meant; `None` if it is in a home that is not known.
    fn expand(&self, written: &str) -> Option<PathBuf> {
        for home in ["~", "$HOME", "${HOME}"] {
            let rest = written
                .strip_prefix(home)
                .and_then(|rest| if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') });
            if let Some(rest) = rest {
                return Some(self.home?.join(rest.trim_start_matches('/')));
            }
        }
        Some(self.folder.join(written))
    }
}
