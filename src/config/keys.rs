//! The reader's own keys, merged into the defaults.
//!
//! First every action that is named loses its keys, then each gets its new
//! ones in the order of the file. So keys can change hands whatever the order,
//! and what is refused is a true conflict.

use std::collections::HashMap;

use toml::Spanned;

use super::Config;
use super::fault::Faults;
use super::nearest::nearest;
use super::setting::{Value, refuse};
use crate::app::action::Action;
use crate::app::keymap::{BindError, Keymap};

/// The word that takes all keys from an action.
const NONE: &str = "none";

/// An action, and the line of the file that gives it keys.
type Lines = HashMap<&'static str, usize>;

/// Takes one of the keymaps that there are.
pub(super) fn preset(config: &mut Config, value: &Value<'_>, faults: &mut Faults<'_>) {
    match value.get_ref().as_str() {
        Some("newsread") => config.keymap = Keymap::default(),
        Some("newsboat") => config.keymap = Keymap::newsboat(),
        _ => refuse(value, "\"newsread\" or \"newsboat\"", faults),
    }
}

/// Merges a table of keys into the keymap.
pub(super) fn set(config: &mut Config, value: &Value<'_>, faults: &mut Faults<'_>) {
    let Some(table) = value.get_ref().as_table() else {
        return refuse(value, "a table, [keys],", faults);
    };
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(name, _)| name.span().start);
    let mut named = Vec::new();
    for (name, keys) in entries {
        let action = Action::ALL.iter().find(|action| action.name() == name.get_ref());
        match action {
            Some(&action) => named.push((action, keys)),
            None => unknown(name.get_ref(), name.span().start, faults),
        }
    }
    let keymap = &mut config.keymap;
    for (action, _) in &named {
        keymap.unbind(*action);
    }
    let lines: Lines = named
        .iter()
        .map(|(action, keys)| (action.name(), faults.line(keys.span().start)))
        .collect();
    for (action, keys) in &named {
        for (keys, at) in sequences(keys, faults) {
            if let Err(error) = keymap.bind(keys, *action) {
                conflict(error, *action, at, &lines, faults);
            }
        }
    }
    check_the_way_out(keymap, &named, faults);
}

fn unknown(name: &str, at: usize, faults: &mut Faults<'_>) {
    match nearest(name, Action::ALL.iter().map(|action| action.name())) {
        Some(right) => {
            faults.add(at, format_args!("no action is called ‘{name}’; did you mean ‘{right}’?"));
        }
        None => faults
            .add(at, format_args!("no action is called ‘{name}’; `newsread keys` lists them all")),
    }
}

/// The sequences of keys that are written for an action, and where.
fn sequences<'a>(keys: &'a Value<'_>, faults: &mut Faults<'_>) -> Vec<(&'a str, usize)> {
    let written = |value: &'a Value<'_>| Some((value.get_ref().as_str()?, value.span().start));
    if let Some((keys, at)) = written(keys) {
        return if keys == NONE { Vec::new() } else { vec![(keys, at)] };
    }
    let Some(list) = keys.get_ref().as_array() else {
        refuse(keys, "a key in quotes, a list of them, or \"none\"", faults);
        return Vec::new();
    };
    let mut sequences = Vec::new();
    for value in list {
        match written(value) {
            Some((NONE, at)) => {
                faults.add(at, "‘none’ takes all keys away and stands alone: = \"none\"");
            }
            Some(sequence) => sequences.push(sequence),
            None => refuse(value, "a key in quotes", faults),
        }
    }
    sequences
}

fn conflict(error: BindError, action: Action, at: usize, lines: &Lines, faults: &mut Faults<'_>) {
    let BindError::Taken { keys, taken, by } = error else {
        return faults.add(at, error);
    };
    let action = action.name();
    let origin = lines.get(taken).map_or("by default".to_owned(), |line| format!("in line {line}"));
    let how = if by == keys { origin } else { format!("as ‘{by}’, {origin}") };
    faults.add(
        at,
        format_args!(
            "‘{keys}’ is bound to both {action} and {taken} ({how}); give one of them other keys"
        ),
    );
}

/// Without any key that leaves newsread the reader would be locked in.
fn check_the_way_out(keymap: &Keymap, named: &[(Action, &Value<'_>)], faults: &mut Faults<'_>) {
    let leaves = |action: &Action| matches!(action, Action::Quit | Action::QuitNow);
    let Some((_, last)) = named.iter().rfind(|(action, _)| leaves(action)) else { return };
    if faults.is_empty()
        && [Action::Quit, Action::QuitNow].iter().all(|a| keymap.keys(*a).is_empty())
    {
        faults.add(Spanned::span(last).start, "no key leaves newsread; bind quit or quit-now");
    }
}
