//! `newsread corrections`: what the reader says of articles, instead of their
//! files.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use serde_json::json;

use super::arguments::Corrections;
use super::config::Source;
use super::error::CliError;
use super::exit::Exit;
use super::files::exists;
use super::json::Line;
use super::out::Out;
use super::read::roots;
use crate::archive::{Archive, Look};
use crate::article::Safe;
use crate::state::Correction;

/// Prints every correction, the oldest first: when it was made, the field, the
/// value, and the path of the article, with tabs between them. An article that
/// is not in the archives has its identity instead of a path.
pub(super) fn list(wanted: Corrections, source: &Source, out: &mut Out) -> Result<Exit, CliError> {
    if let Some(missing) = wanted.paths.iter().find(|path| !exists(path)) {
        return Err(CliError::no_such_path(missing, String::new()));
    }
    let corrections = source.corrections()?;
    if corrections.is_empty() {
        out.remark(&"nothing was corrected");
        return Ok(Exit::Nothing);
    }
    let config = if wanted.paths.is_empty() { Some(source.config()?) } else { None };
    let roots = roots(wanted.paths, config.as_ref(), source.places.as_ref())?;
    let archive = Archive::new(roots.paths.clone());
    // Articles are known by what is in their files, or where they were seen.
    roots.archive(source.places.as_ref()).remind(&archive);
    archive.update(Look::AtFiles, &AtomicBool::new(false), |_, _| {});
    source.keep_moved(&archive);
    for correction in corrections {
        let path = archive.location(correction.id).map(|location| location.file);
        if wanted.json {
            out.json(&Line::of(&object(&correction, path)))?;
        } else {
            out.row(&columns(&correction, path))?;
        }
    }
    Ok(Exit::Done)
}

fn columns(correction: &Correction, path: Option<PathBuf>) -> [Safe; 4] {
    let Correction { id, field, value, .. } = correction;
    let value = if value.is_empty() { "not stated" } else { value };
    let path = path.map_or_else(|| id.to_string(), |path| path.to_string_lossy().into_owned());
    [Safe::line(&when(correction)), Safe::line(field.name()), Safe::line(value), Safe::line(&path)]
}

fn object(correction: &Correction, path: Option<PathBuf>) -> serde_json::Value {
    let Correction { id, field, value, .. } = correction;
    json!({
        "id": id.to_string(),
        "path": path.map(|path| path.to_string_lossy().into_owned()),
        "field": field.name(),
        "value": (!value.is_empty()).then_some(value),
        "when": when(correction),
    })
}

/// The moment of a correction, to the second, in UTC.
fn when(correction: &Correction) -> String {
    correction.when.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
