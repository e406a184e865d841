//! `newsread doctor`: whether newsread can work here, and what is missing.
//!
//! It looks and changes nothing: no file is made, no terminal is asked, and
//! what is on the clipboard stays there. One idea: what stops newsread is a
//! fault; what only narrows it is missing, and no error.

use std::env;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access};
use serde_json::json;

use super::config::Source;
use super::error::CliError;
use super::exit::Exit;
use super::files::exists;
use super::json::Line;
use super::out::Out;
use crate::article::Safe;
use crate::config::Config;
use crate::state::{Correction, StateError};
use crate::tui::clipboard::{Desktop, Through};
use crate::tui::plate::{Known, Protocol, Wish, known};
use crate::tui::theme::Theme;

/// How well something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Health {
    /// As it should be.
    Well,
    /// Not there; newsread works without it.
    Missing,
    /// So wrong that newsread cannot work.
    Fault,
}

impl Health {
    fn name(self) -> &'static str {
        match self {
            Self::Well => "ok",
            Self::Missing => "missing",
            Self::Fault => "fault",
        }
    }
}

/// What was found about one thing.
#[derive(Debug)]
struct Finding {
    what: &'static str,
    health: Health,
    words: Safe,
}

impl Finding {
    fn new(what: &'static str, health: Health, words: &str) -> Self {
        Self { what, health, words: Safe::line(words) }
    }
}

/// Looks at everything that newsread needs, and tells it one a line.
pub(super) fn doctor(json: bool, source: &Source, out: &mut Out) -> Result<Exit, CliError> {
    let mut found = vec![Finding::new("newsread", Health::Well, env!("CARGO_PKG_VERSION"))];
    found.extend(settings(source));
    found.extend(state(source));
    found.extend(own_folders(source));
    found.extend(terminal(variable));
    found.extend(source.config().map(|config| pictures(&config, variable)));
    found.extend(clipboards(variable));
    found.extend(programs(source));
    let is_at_fault = found.iter().any(|finding| finding.health == Health::Fault);
    for Finding { what, health, words } in found {
        let health = health.name();
        if json {
            out.json(&Line::of(&json!({"what": what, "health": health, "words": &*words})))?;
        } else {
            out.line(&Safe::format(format_args!("{health:9}{what:12}{words}")))?;
        }
    }
    Ok(if is_at_fault { Exit::Error } else { Exit::Done })
}

/// A variable of the environment that says something.
fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// The file of settings, and the archives that it names.
fn settings(source: &Source) -> Vec<Finding> {
    const WHAT: &str = "settings";

    let file = source.named.as_deref().or(source.places.as_ref().map(|places| &*places.config));
    let finding = match (file, source.config()) {
        (_, Err(error)) => {
            let faults = error.to_string();
            let faults = faults.lines().map(|line| Finding::new(WHAT, Health::Fault, line));
            return faults.collect();
        }
        (None, Ok(_)) => {
            Finding::new(WHAT, Health::Missing, "no home folder is known, so the defaults hold")
        }
        (Some(file), Ok(_)) if exists(file) => {
            Finding::new(WHAT, Health::Well, &file.to_string_lossy())
        }
        (Some(file), Ok(_)) => {
            let words = format!("there is no {}, so the defaults hold", file.display());
            Finding::new(WHAT, Health::Well, &words)
        }
    };
    let archives = source.config().map(|config| archives(&config)).unwrap_or_default();
    std::iter::once(finding).chain(archives).collect()
}

fn archives(config: &Config) -> Vec<Finding> {
    const WHAT: &str = "archive";

    if config.archives.is_empty() {
        let words = "none is named in the settings; ./articles is read, else a sample";
        return vec![Finding::new(WHAT, Health::Well, words)];
    }
    // One is enough to begin with; the list tells of the others.
    let without = if config.archives.iter().any(|archive| exists(archive)) {
        Health::Missing
    } else {
        Health::Fault
    };
    let judge = |archive: &PathBuf| {
        let path = archive.display();
        match access(archive, Access::READ_OK) {
            Ok(()) => Finding::new(WHAT, Health::Well, &path.to_string()),
            Err(_) if !exists(archive) => {
                Finding::new(WHAT, without, &format!("there is no {path}"))
            }
            Err(error) => {
                let words = format!("{path} cannot be read: {}", io::Error::from(error));
                Finding::new(WHAT, Health::Missing, &words)
            }
        }
    };
    config.archives.iter().map(judge).collect()
}

/// What the reader added.
fn state(source: &Source) -> Vec<Finding> {
    const WHAT: &str = "state";

    let Some(places) = &source.places else {
        return vec![Finding::new(WHAT, Health::Missing, &StateError::NoFolder.to_string())];
    };
    let path = places.state.display();
    let known = source.marks().and_then(|marks| Ok((marks, source.corrections()?)));
    vec![match known {
        // What newsread does about it when it is opened, the words say.
        Err(error) => Finding::new(WHAT, Health::Missing, &error.to_string()),
        Ok(_) if !may_be_written(&places.state) => Finding::new(
            WHAT,
            Health::Missing,
            &StateError::ReadOnly(places.state.clone()).to_string(),
        ),
        Ok(_) if !exists(&places.state) => {
            Finding::new(WHAT, Health::Well, &format!("{path} is begun with the first mark"))
        }
        Ok((marks, corrections)) => {
            let count = |n: usize, what: &str| format!("{n} {what}");
            let corrections: &[Correction] = &corrections;
            let counts = [
                count(marks.read().len(), "read"),
                count(marks.starred().len(), "starred"),
                count(corrections.len(), "corrected"),
            ];
            Finding::new(WHAT, Health::Well, &format!("{path}: {}", counts.join(", ")))
        }
    }]
}

/// Where newsread writes besides.
fn own_folders(source: &Source) -> Vec<Finding> {
    let Some(places) = &source.places else { return Vec::new() };
    let judge = |what, path: &Path| {
        let shown = path.display();
        if may_be_written(path) {
            return Finding::new(what, Health::Well, &shown.to_string());
        }
        let words = format!("{shown} cannot be written; newsread works without");
        Finding::new(what, Health::Missing, &words)
    };
    vec![judge("cache", &places.cache), judge("log", &places.log)]
}

/// Whether a file or folder can be written, or made where there is none.
fn may_be_written(path: &Path) -> bool {
    let there = path.ancestors().find(|path| exists(path));
    there.is_some_and(|there| access(there, Access::WRITE_OK).is_ok())
}

/// What the terminal can do, as far as it says so without being asked.
fn terminal(variable: impl Fn(&str) -> Option<String>) -> Vec<Finding> {
    let term = variable("TERM");
    let words = match term.as_deref() {
        None => Err("TERM is not set, so there is no screen to draw on".to_owned()),
        Some("dumb") => Err("TERM is ‘dumb’, so there is no screen to draw on".to_owned()),
        Some(_) if !io::stdout().is_terminal() => {
            Err("standard output is no terminal; files are shown and folders are listed".to_owned())
        }
        Some(term) => Ok(match rustix::termios::tcgetwinsize(io::stdout()) {
            Ok(size) => format!("{term}, {} columns and {} lines", size.ws_col, size.ws_row),
            Err(_) => term.to_owned(),
        }),
    };
    let screen = match &words {
        Ok(words) => Finding::new("screen", Health::Well, words),
        Err(words) => Finding::new("screen", Health::Missing, words),
    };
    let colours = match (variable("NO_COLOR"), variable("COLORTERM")) {
        (Some(_), _) => "none, as NO_COLOR asks".to_owned(),
        (None, Some(said)) => format!("sixteen are used ({said})"),
        (None, None) => "sixteen are used".to_owned(),
    };
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(&variable);
    let is_unicode = locale.as_deref().is_some_and(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    });
    let characters = if is_unicode {
        Finding::new("characters", Health::Well, locale.as_deref().unwrap_or_default())
    } else {
        let locale = locale.unwrap_or_else(|| "not set".to_owned());
        let words = format!(
            "the locale is {locale}, and newsread writes UTF-8; set LANG=C.UTF-8 or one of your language"
        );
        Finding::new("characters", Health::Missing, &words)
    };
    vec![screen, Finding::new("colours", Health::Well, &colours), characters]
}

/// How pictures are shown, as far as that is known without asking the terminal.
fn pictures(config: &Config, variable: impl Fn(&str) -> Option<String>) -> Finding {
    let by = |protocol| match protocol {
        Protocol::Kitty => "printed by kitty’s protocol",
        Protocol::Sixel => "printed as sixels",
        Protocol::Iterm2 => "printed as inline images of iTerm2",
    };
    let words = match config.pictures {
        Wish::Named => "named, as the settings say; pictures = \"drawn\" draws them".to_owned(),
        _ if config.theme == Theme::monochrome() || variable("NO_COLOR").is_some() => {
            "named, for there are no colours".to_owned()
        }
        Wish::Blocks => "drawn in half blocks, as the settings say".to_owned(),
        Wish::By(protocol) => format!("{}, as the settings say", by(protocol)),
        Wish::Best => match known(variable) {
            Known::By(Protocol::Kitty) => "printed by kitty’s protocol if the terminal says that \
                                           it is kitty from 0.28 on, or Ghostty, else drawn in \
                                           half blocks"
                .to_owned(),
            Known::By(protocol) => by(protocol).to_owned(),
            Known::Nothing => "drawn in half blocks: nothing else gets through here".to_owned(),
            Known::Unknown => "printed as sixels if the terminal says that it can when it is \
                               asked, else drawn in half blocks"
                .to_owned(),
        },
    };
    Finding::new("pictures", Health::Well, &words)
}

/// The programs that are called when the reader asks for it.
fn programs(source: &Source) -> Vec<Finding> {
    let programs = source.config().map(|config| config.programs).unwrap_or_default();
    let translator = Some(programs.translator).filter(|call| !call.is_empty());
    let calls = [("printer", programs.printer), ("opener", programs.opener), ("pdf", programs.pdf)];
    let calls = calls.into_iter().chain(translator.map(|call| ("translator", call)));
    let judge = |(what, call): (&'static str, Vec<String>)| {
        let program = call.first().map(String::as_str).unwrap_or_default();
        if let Some(file) = place_of(program) {
            Finding::new(what, Health::Well, &file.to_string_lossy())
        } else {
            let words = format!("there is no program ‘{program}’; install it, or set another");
            Finding::new(what, Health::Missing, &words)
        }
    };
    calls.map(judge).collect()
}

/// Where the system finds a program.
fn place_of(program: &str) -> Option<PathBuf> {
    let is_program = |file: &PathBuf| file.is_file() && access(file, Access::EXEC_OK).is_ok();
    if program.contains('/') {
        return Some(PathBuf::from(program)).filter(is_program);
    }
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(is_program)
}

/// The ways to a clipboard.
fn clipboards(variable: impl Fn(&str) -> Option<String>) -> Vec<Finding> {
    const WHAT: &str = "clipboard";

    let is_remote = ["SSH_CONNECTION", "SSH_TTY"].into_iter().find_map(&variable).is_some();
    let desktop = if is_remote {
        Finding::new(WHAT, Health::Missing, "over ssh the desktop’s is another machine’s")
    } else {
        match Desktop::default().reach() {
            Ok(()) => Finding::new(WHAT, Health::Well, "the desktop’s"),
            Err(reason) => Finding::new(WHAT, Health::Missing, &reason),
        }
    };
    let words = match Through::of(variable) {
        Through::NoClipboard => Err("this terminal has none"),
        Through::Nothing => Ok("the terminal’s (OSC 52), if it has one"),
        Through::Tmux => Ok("the terminal’s through tmux, if set-clipboard is on"),
        Through::Screen => Ok("the terminal’s through screen, if it has one"),
    };
    let terminal = match words {
        Ok(words) => Finding::new(WHAT, Health::Well, words),
        Err(words) => Finding::new(WHAT, Health::Missing, words),
    };
    vec![desktop, terminal]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(findings: &[Finding]) -> Vec<(&'static str, &'static str)> {
        findings.iter().map(|finding| (finding.what, finding.health.name())).collect()
    }

    fn environment<'a>(pairs: &'a [(&str, &str)]) -> impl Fn(&str) -> Option<String> + 'a {
        move |name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn a_terminal_without_a_cursor_is_missing_and_no_fault() {
        let found = terminal(environment(&[("TERM", "dumb"), ("LANG", "de_DE.UTF-8")]));
        assert_eq!(told(&found), [("screen", "missing"), ("colours", "ok"), ("characters", "ok")]);
    }

    #[test]
    fn a_locale_that_is_not_unicode_is_told_with_what_to_set() {
        let found = terminal(environment(&[("TERM", "xterm"), ("LANG", "C")]));
        assert_eq!(found[2].health, Health::Missing);
        assert!(found[2].words.contains("the locale is C") && found[2].words.contains("C.UTF-8"));
    }

    #[test]
    fn it_is_told_how_pictures_would_be_shown() {
        let told = |wish, pairs: &[(&str, &str)]| {
            let config = Config { pictures: wish, ..Config::default() };
            pictures(&config, environment(pairs)).words.to_string()
        };
        let kitty = [("TERM", "xterm-kitty")];
        assert_eq!(
            told(Wish::Best, &kitty),
            "printed by kitty’s protocol if the terminal says that it is kitty from 0.28 on, or Ghostty, else drawn in half blocks"
        );
        assert!(told(Wish::By(Protocol::Sixel), &kitty).starts_with("printed as sixels, as"));
        assert!(told(Wish::Best, &[("TERM", "xterm")]).contains("when it is asked"));
        assert!(told(Wish::Best, &[("TERM", "xterm"), ("TMUX", "x")]).contains("half blocks"));
        assert!(told(Wish::Best, &[("TERM", "xterm-kitty"), ("NO_COLOR", "1")]).contains("named"));
        assert!(told(Wish::default(), &kitty).starts_with("named"));
    }

    #[test]
    fn over_ssh_only_the_terminal_has_a_clipboard() {
        let found = clipboards(environment(&[("SSH_TTY", "/dev/pts/1"), ("TERM", "xterm")]));
        assert_eq!(told(&found), [("clipboard", "missing"), ("clipboard", "ok")]);
    }
}
