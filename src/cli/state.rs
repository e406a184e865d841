//! `newsread sync` and `newsread state`: what the reader added, on its way to
//! other devices, into a file, and back.

use std::path::PathBuf;

use serde_json::Value;

use super::arguments::State;
use super::config::Source;
use super::error::CliError;
use super::exit::Exit;
use super::json::Line;
use super::out::Out;
use super::whole;
use crate::article::Safe;
use crate::session::today;
use crate::state::{StateError, export, import, sync as exchange};

/// Exchanges what the reader added with other devices, through a folder, and
/// tells how much came and went.
pub(super) fn sync(
    folder: Option<PathBuf>,
    source: &Source,
    out: &mut Out,
) -> Result<Exit, CliError> {
    let folder = match folder {
        Some(folder) => folder,
        None => source.config()?.share.ok_or(CliError::NoShare)?,
    };
    let synced = exchange(&database(source)?, &folder, today())?;
    tell(synced.trouble.as_ref(), synced.passed_over, out);
    let devices = match synced.devices {
        0 => "no other device has been here yet".to_owned(),
        1 => "1 other device".to_owned(),
        many => format!("{many} other devices"),
    };
    out.line(&Safe::format(format_args!(
        "{} came, {} went · {devices}",
        changes(synced.came),
        synced.went
    )))?;
    Ok(Exit::Done)
}

/// Prints what the reader added, or reads it in.
pub(super) fn state(wanted: State, source: &Source, out: &mut Out) -> Result<Exit, CliError> {
    let path = database(source)?;
    match wanted {
        State::Export { output } => {
            let text = export(&path)?;
            if text.is_empty() {
                out.remark(&"there is nothing to export: you have added nothing yet");
                return Ok(Exit::Nothing);
            }
            match output {
                Some(file) => whole::write(&file, &text)?,
                None => text.lines().try_for_each(|line| out.json(&printable(line)))?,
            }
            Ok(Exit::Done)
        }
        State::Import { files } => {
            let imported = import(&path, &files)?;
            tell(imported.trouble.as_ref(), imported.passed_over, out);
            out.line(&Safe::format(format_args!(
                "{} taken over of {} read",
                changes(imported.changed),
                imported.read
            )))?;
            Ok(if imported.read == 0 { Exit::Nothing } else { Exit::Done })
        }
    }
}

/// A line of JSON, with what a terminal would obey escaped.
fn printable(line: &str) -> Line {
    let value: Value = serde_json::from_str(line).expect("an export is JSON");
    Line::of(&value)
}

/// Where the database is, or would be.
fn database(source: &Source) -> Result<PathBuf, StateError> {
    let places = source.places.as_ref();
    places.map(|places| places.state.clone()).ok_or(StateError::NoFolder)
}

fn changes(count: usize) -> String {
    if count == 1 { "1 change".to_owned() } else { format!("{count} changes") }
}

/// Tells what the database met, and how many lines were of no use.
fn tell(trouble: Option<&Safe>, passed_over: usize, out: &mut Out) {
    if let Some(trouble) = trouble {
        out.remark(trouble);
    }
    match passed_over {
        0 => {}
        1 => out.remark(&"1 line was passed over: it is torn, or of a newer newsread"),
        many => out.remark(&format_args!(
            "{many} lines were passed over: they are torn, or of a newer newsread"
        )),
    }
}
