//! `newsread config`, and the settings for all other commands.

use std::path::{Path, PathBuf};

use super::error::CliError;
use super::exit::Exit;
use super::files::exists;
use super::out::Out;
use crate::archive::Archive;
use crate::article::{Safe, Sighting};
use crate::cite::Style;
use crate::config::{Config, Places, commented_defaults, style};
use crate::session::keep_moved;
use crate::state::{Correction, Marks, StateError, corrections, marks, sightings};

/// Where the settings come from.
#[derive(Debug)]
pub(super) struct Source {
    /// The file that was named on the command line.
    pub(super) named: Option<PathBuf>,
    /// Where the program's own files lie; `None` without a home.
    pub(super) places: Option<Places>,
}

impl Source {
    /// The settings, with what the environment says over them.
    pub(super) fn config(&self) -> Result<Config, CliError> {
        let home = self.places.as_ref().map(|places| &*places.home);
        let config = match self.file() {
            Some(file) => Config::read(file, home)?,
            None => Config::default(),
        };
        Ok(config.with_environment(|name| std::env::var_os(name)))
    }

    /// What the reader corrected, the oldest first.
    pub(super) fn corrections(&self) -> Result<Vec<Correction>, StateError> {
        self.places.as_ref().map_or(Ok(Vec::new()), |places| corrections(&places.state))
    }

    /// What the reader added.
    pub(super) fn marks(&self) -> Result<Marks, StateError> {
        self.places.as_ref().map_or(Ok(Marks::default()), |places| marks(&places.state))
    }

    /// Where files were seen. What cannot be read is told by who asks for the rest.
    pub(super) fn sightings(&self) -> Vec<Sighting> {
        let state = self.places.as_ref().map(|places| &places.state);
        state.and_then(|state| sightings(state).ok()).unwrap_or_default()
    }

    /// Has it be remembered where the files lie now that were edited or moved.
    pub(super) fn keep_moved(&self, archive: &Archive) {
        keep_moved(archive, self.places.as_ref().map(|places| &*places.state));
    }

    /// Fails if a file was named that is not there.
    pub(super) fn check_named(&self) -> Result<(), CliError> {
        let missing = self.named.as_ref().filter(|named| !exists(named));
        missing.map_or(Ok(()), |named| Err(CliError::no_such_path(named, String::new())))
    }

    /// The file of settings; `None` if there is none.
    fn file(&self) -> Option<&Path> {
        let usual = self.places.as_ref().map(|places| &*places.config);
        self.named.as_deref().or(usual.filter(|file| exists(file)))
    }
}

/// The style of this name; without one that of the configuration.
pub(super) fn style_of(name: Option<&str>, source: &Source) -> Result<Style, CliError> {
    let Some(name) = name else {
        return Ok(source.config()?.style.unwrap_or_default());
    };
    match style(name, Path::new("")) {
        Ok(style) => Ok(style),
        // Only who names a style that is not our own needs the configuration.
        Err(error) => {
            let named = source.config()?.styles.into_iter().find(|style| style.name() == name);
            named.ok_or(error.into())
        }
    }
}

/// Prints the settings with their defaults.
pub(super) fn print(out: &mut Out) -> Result<Exit, CliError> {
    out.line(&Safe::lines(commented_defaults().trim_end()))?;
    Ok(Exit::Done)
}

/// Looks for faults in the file of settings.
pub(super) fn check(source: &Source, out: &mut Out) -> Result<Exit, CliError> {
    let verdict = match (source.file(), &source.places) {
        (Some(file), _) => {
            source.config()?;
            Safe::format(format_args!("{}: no faults", file.display()))
        }
        (None, Some(places)) => Safe::format(format_args!(
            "{}: there is no such file, so the defaults hold; `newsread config` prints one to begin with",
            places.config.display()
        )),
        (None, None) => Safe::line("no home folder is known, so the defaults hold"),
    };
    out.line(&verdict)?;
    Ok(Exit::Done)
}
