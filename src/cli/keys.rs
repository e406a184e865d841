//! `newsread keys`: the live keymap.

use serde_json::json;

use super::config::Source;
use super::error::CliError;
use super::exit::Exit;
use super::json::Line;
use super::out::Out;
use crate::app::action::Action;
use crate::article::{Safe, safe};

/// Prints every action with its keys, in the order of the help screen.
pub(super) fn keys(json: bool, source: &Source, out: &mut Out) -> Result<Exit, CliError> {
    let keymap = source.config()?.keymap;
    let bound: Vec<_> = Action::ALL.iter().map(|&action| (action, keymap.keys(action))).collect();
    if json {
        for (action, keys) in bound {
            out.json(&Line::of(
                &json!({"action": action.name(), "keys": keys, "help": action.help()}),
            ))?;
        }
        return Ok(Exit::Done);
    }
    let rows: Vec<_> = bound
        .into_iter()
        .map(|(action, keys)| {
            (if keys.is_empty() { "none".to_owned() } else { keys.join("  ") }, action)
        })
        .collect();
    let wide = rows.iter().map(|(keys, _)| safe::columns(keys)).max().unwrap_or(0);
    let name = rows.iter().map(|(_, action)| action.name().len()).max().unwrap_or(0);
    for (keys, action) in rows {
        let blank = wide - safe::columns(&keys);
        out.line(&Safe::format(format_args!(
            "{keys}{:blank$}   {:name$}   {}",
            "",
            action.name(),
            action.help()
        )))?;
    }
    Ok(Exit::Done)
}
