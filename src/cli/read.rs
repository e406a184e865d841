//! `newsread`: opens a session on the screen, or is a filter where there is none.

use std::env;
use std::fs::File;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use super::arguments::{Archives, List, command_line};
use super::config::Source;
use super::error::CliError;
use super::exit::Exit;
use super::files::exists;
use super::input::{Input, is_stdin};
use super::out::Out;
use super::sample::Sample;
use super::{frugal, list, show};
use crate::app::Settings;
use crate::article::Safe;
use crate::config::{Config, Places, nearest};
use crate::search::library::Wanted;
use crate::session::{Ended, Start, run_session};
use crate::tui::plate::Wish;
use crate::tui::theme::Theme;

/// What the archive in the current folder is called.
const HERE: &str = "articles";

/// What is to be read.
pub(super) struct Roots {
    /// Its folders and files.
    pub(super) paths: Vec<PathBuf>,
    /// Whether they are the archives of the configuration.
    are_configured: bool,
    /// Lives as long as it is read.
    sample: Option<Sample>,
}

impl Roots {
    /// The archive that they are; the sample has no index.
    pub(super) fn archive(&self, places: Option<&Places>) -> Wanted {
        let cache = places.filter(|_| self.sample.is_none()).map(|places| places.cache.clone());
        let (roots, are_configured) = (self.paths.clone(), self.are_configured);
        let state = places.map(|places| places.state.clone());
        Wanted { roots, are_configured, cache, state }
    }
}

/// What is to be read: the paths that were named, or else the archives of the
/// configuration, or else `./articles`, or else the sample.
pub(super) fn roots(
    named: Vec<PathBuf>,
    config: Option<&Config>,
    places: Option<&Places>,
) -> Result<Roots, CliError> {
    if let Some(roots) = lasting(named, config) {
        // One that is on a disk which is not there now is listed as such.
        return if !roots.are_configured || roots.paths.iter().any(|path| exists(path)) {
            Ok(roots)
        } else {
            let remedy = "; the configuration names it among its archives".to_owned();
            Err(CliError::no_such_path(&roots.paths[0], remedy))
        };
    }
    let sample = Sample::lay_out(places)?;
    let paths = vec![sample.folder.clone()];
    Ok(Roots { paths, are_configured: false, sample: Some(sample) })
}

/// The same without the sample, which lasts no longer than it is read.
pub(super) fn lasting(named: Vec<PathBuf>, config: Option<&Config>) -> Option<Roots> {
    let configured = config.map(|config| &*config.archives).unwrap_or_default();
    let (paths, are_configured) = match (named, configured) {
        (named, _) if !named.is_empty() => (named, false),
        (_, []) if Path::new(HERE).is_dir() => (vec![HERE.into()], false),
        (_, []) => return None,
        (_, configured) => (configured.to_vec(), true),
    };
    Some(Roots { paths, are_configured, sample: None })
}

/// Reads articles on the screen; where standard output is no terminal, shows
/// files and lists folders.
pub(super) fn read(
    paths: Vec<PathBuf>,
    theme: Option<Theme>,
    source: Source,
    out: &mut Out,
) -> Result<Exit, CliError> {
    // What is missing beside what is there is listed with its reason.
    if let Some(missing) = paths.first().filter(|_| !paths.iter().any(|path| is_there(path))) {
        return Err(CliError::no_such_path(missing, command_like(missing)));
    }
    if !io::stdout().is_terminal() {
        let are_files = !paths.is_empty() && paths.iter().all(|path| !path.is_dir());
        return if are_files {
            show::show(&Input::of(paths)?, &source, out)
        } else {
            let archives = Archives { paths };
            let all = List { json: false, print0: false, archives, asked: Vec::new() };
            list::list(all, &source, out)
        };
    }
    check_the_terminal()?;
    let config = source.config()?;
    let is_read_once = paths.iter().any(|path| is_stdin(path));
    // Lives as long as it is read.
    let input = Input::of(paths)?;
    let roots = roots(input.paths.clone(), Some(&config), source.places.as_ref())?;
    let start = start(&roots, config, theme, source.places);
    if !is_read_once && start.archives.awaits_filling() {
        frugal::begin_again();
    }
    let Ended { signal, is_kept } = run_session(start).map_err(CliError::Terminal)?;
    let exit = if is_kept { Exit::Done } else { out.complain(&CliError::NotKept) };
    Ok(signal.map_or(exit, Exit::Signal))
}

fn is_there(path: &Path) -> bool {
    is_stdin(path) || exists(path)
}

/// What a path that leads nowhere may have been meant to be.
fn command_like(path: &Path) -> String {
    let commands = command_line();
    let names = commands.get_subcommands().map(clap::Command::get_name);
    let command = path.to_str().and_then(|name| nearest(name, names));
    command.map(|name| format!("; the nearest command is ‘{name}’")).unwrap_or_default()
}

fn check_the_terminal() -> Result<(), CliError> {
    match env::var_os("TERM") {
        Some(term) if term == "dumb" => return Err(CliError::NoScreen("‘dumb’")),
        Some(term) if !term.is_empty() => {}
        _ => return Err(CliError::NoScreen("not set")),
    }
    let has_keys = io::stdin().is_terminal() || File::open("/dev/tty").is_ok();
    if has_keys { Ok(()) } else { Err(CliError::NoTerminal) }
}

fn start(roots: &Roots, config: Config, theme: Option<Theme>, places: Option<Places>) -> Start {
    let is_sample = roots.sample.is_some();
    let theme = theme.unwrap_or(config.theme);
    // What is drawn needs colours, and with NO_COLOR none is written, whatever the
    // theme is.
    let is_plain = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let is_drawn = theme != Theme::monochrome() && !is_plain;
    let pictures = if is_drawn { config.pictures } else { Wish::Named };
    let settings = Settings {
        archive: if is_sample { Safe::line("sample") } else { name(&roots.paths) },
        is_single: matches!(&*roots.paths, [path] if path.is_file()),
        style: config.style,
        styles: config.styles,
        quotation: config.quotation,
        measure: config.measure,
        print: config.print,
        printer: shell_words::join(&config.programs.printer),
        translator: shell_words::join(&config.programs.translator),
        mouse: config.mouse,
        keymap: config.keymap,
        is_sample,
    };
    Start {
        archives: roots.archive(places.as_ref()),
        state: places.map(|places| places.state),
        share: config.share,
        settings,
        pictures,
        theme,
        programs: config.programs,
    }
}

/// What an archive is called: the names of its folders, or how many there are.
fn name(roots: &[PathBuf]) -> Safe {
    /// Names that have room beside each other.
    const MOST: usize = 3;

    let name = |path: &PathBuf| {
        // The names of `.` and `..` say nothing.
        let whole = path.file_name().is_none().then(|| path.canonicalize().ok()).flatten();
        let path = whole.as_ref().unwrap_or(path);
        Safe::line(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy())
    };
    if roots.len() > MOST {
        return Safe::format(format_args!("{} archives", roots.len()));
    }
    let names: Vec<Safe> = roots.iter().map(name).collect();
    Safe::join(names.iter().map(Safe::as_clean), ", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_is_called_by_its_folders() {
        let called =
            |roots: &[&str]| name(&roots.iter().map(PathBuf::from).collect::<Vec<_>>()).to_string();
        assert_eq!(called(&["/home/ada/news/"]), "news");
        assert_eq!(called(&["news", "clips\x1b"]), "news, clips␛");
        assert_eq!(called(&["a", "b", "c", "d"]), "4 archives");
        assert_eq!(called(&["/"]), "/");
        assert_ne!(called(&["."]), ".");
    }

    #[test]
    fn a_command_that_is_misspelt_is_guessed() {
        assert_eq!(command_like(Path::new("shwo")), "; the nearest command is ‘show’");
        assert_eq!(command_like(Path::new("news/2020")), "");
    }
}
