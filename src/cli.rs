//! The command line: what newsread is asked for by its arguments.
//!
//! Nothing here knows how an article is read, cited or drawn: each command
//! asks the part that does, and writes down what comes. One idea: standard
//! output holds what was asked for and nothing else; what went wrong, and what
//! the reader should know, goes to standard error, and the exit code says
//! which it was: 0 done, 1 nothing found, 2 an error.

mod arguments;
mod cite;
mod config;
mod copies;
mod corrections;
mod desk;
mod diff;
mod doctor;
mod error;
mod examples;
mod exit;
mod export;
mod extract;
mod files;
mod frugal;
mod import;
mod index;
mod input;
mod json;
mod keys;
mod list;
mod manual;
mod notes;
mod out;
mod plain;
mod print;
mod progress;
mod read;
mod row;
mod sample;
mod search;
mod show;
mod state;
mod stats;
mod whole;

use std::ffi::OsString;

use clap::FromArgMatches;
use clap::error::ErrorKind;

use crate::article::Safe;
use crate::config::Places;
use crate::session::install_panic_hook;
use arguments::{Arguments, Command, Generate, command_line, shielded};
use error::CliError;
use exit::Exit;
use input::Input;
use out::Out;

/// Does what the arguments ask for, of which the first is the name of the
/// program, and returns the exit code; where an index is to be made, the program
/// begins again in its own place.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let places = Places::find();
    install_panic_hook(places.as_ref().map(|places| places.log.clone()));
    let mut out = Out::default();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let read = match Arguments::of_paths(&arguments) {
        Some(paths) => Ok(paths),
        None => command_line()
            .try_get_matches_from(shielded(arguments))
            .and_then(|found| Arguments::from_arg_matches(&found)),
    };
    let done = match read {
        Ok(read) => obey(read, places, &mut out),
        Err(usage) => explain(&usage, &mut out),
    };
    let done = done.and_then(|exit| out.flush().map(|()| exit));
    let exit = done.unwrap_or_else(|error| match error {
        // Whoever read the output has read enough of it.
        CliError::Closed => Exit::Done,
        error => out.complain(&error),
    });
    exit.code()
}

fn obey(arguments: Arguments, places: Option<Places>, out: &mut Out) -> Result<Exit, CliError> {
    let settings = config::Source { named: arguments.config, places };
    settings.check_named()?;
    if fills_an_index(arguments.command.as_ref(), &settings) {
        frugal::begin_again();
    }
    match arguments.command {
        None if arguments.plain => {
            plain::plain(arguments.paths, &settings, std::io::stdin().lock(), out)
        }
        None => read::read(arguments.paths, arguments.theme, settings, out),
        Some(Command::Show(files)) => {
            show::show(&Input::named(files.files, &files.names)?, &settings, out)
        }
        Some(Command::Cite(wanted)) => cite::cite(&wanted, &settings, out),
        Some(Command::Print(wanted)) => print::print(wanted, &settings, out),
        Some(Command::Import(wanted)) => import::import(wanted, &settings, out),
        Some(Command::Diff(wanted)) => diff::diff(&wanted, &settings, out),
        Some(Command::Copies(wanted)) => copies::copies(wanted, &settings, out),
        Some(Command::Export(wanted)) => export::export(wanted, &settings, out),
        Some(Command::Extract(wanted)) => extract::extract(wanted, &settings, out),
        Some(Command::Search(wanted)) => search::search(wanted, &settings, out),
        Some(Command::Stats(wanted)) => stats::stats(wanted, &settings, out),
        Some(Command::Index(wanted)) => index::index(wanted, &settings, out),
        Some(Command::List(wanted)) => list::list(wanted, &settings, out),
        Some(Command::Corrections(wanted)) => corrections::list(wanted, &settings, out),
        Some(Command::Notes(wanted)) => notes::notes(wanted, &settings, out),
        Some(Command::Sync { folder }) => state::sync(folder, &settings, out),
        Some(Command::State(wanted)) => state::state(wanted, &settings, out),
        Some(Command::Config { check: true }) => config::check(&settings, out),
        Some(Command::Config { check: false }) => config::print(out),
        Some(Command::Keys { json }) => keys::keys(json, &settings, out),
        Some(Command::Doctor { json }) => doctor::doctor(json, &settings, out),
        Some(Command::Generate(Generate::Man { dir: None })) => manual::page(out),
        Some(Command::Generate(Generate::Man { dir: Some(dir) })) => manual::pages(&dir, out),
        Some(Command::Generate(Generate::Completions { shell })) => manual::completions(shell, out),
    }
}

/// Whether a command will fill an index for the first time, or looks for all that
/// changed; of those that read no standard input, and before anything was done.
fn fills_an_index(command: Option<&Command>, settings: &config::Source) -> bool {
    let archives = match command {
        Some(Command::Index(_)) => return true,
        Some(Command::Search(wanted)) => &wanted.archives,
        Some(Command::List(wanted)) => &wanted.archives,
        Some(Command::Stats(wanted)) => &wanted.archives,
        _ => return false,
    };
    let config = settings.config().ok();
    read::lasting(archives.paths.clone(), config.as_ref())
        .is_some_and(|roots| roots.archive(settings.places.as_ref()).awaits_filling())
}

/// Prints help or the version, or says what is wrong with the arguments.
fn explain(usage: &clap::Error, out: &mut Out) -> Result<Exit, CliError> {
    let text = usage.render().to_string();
    match usage.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            out.line(&Safe::lines(text.trim_end()))?;
            Ok(Exit::Done)
        }
        _ => {
            let words = text.strip_prefix("error: ").unwrap_or(&text);
            let (wrong, rest) = words.split_once('\n').unwrap_or((words, ""));
            let exit = out.complain(&wrong);
            out.advise(&Safe::lines(rest.trim_end()));
            Ok(exit)
        }
    }
}
