//! `newsread generate`: what is installed beside the program, made from its own
//! arguments, examples and actions.
//!
//! A page for each command, and one for all of them, as man(7) has them.

use std::fs;
use std::path::Path;

use clap::Command;
use clap::builder::{PossibleValue, StyledStr};
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::arguments::command_line;
use super::error::CliError;
use super::examples::{NOTES, examples};
use super::exit::Exit;
use super::out::Out;
use super::whole;
use crate::app::action::Action;

/// What the manual says of files.
const FILES: &[(&str, &str)] = &[
    (
        "$XDG_CONFIG_HOME/newsread/config.toml",
        "The settings; newsread config prints one to begin with.",
    ),
    (
        "$XDG_STATE_HOME/newsread/state.db",
        "What you added to articles: read marks, stars, tags, places, corrections.",
    ),
    (
        "$XDG_STATE_HOME/newsread/state.jsonl, state.1.jsonl, state.2.jsonl",
        "Copies of it, made once a day.",
    ),
    ("$XDG_STATE_HOME/newsread/newsread.log", "What went wrong, in detail."),
    ("$XDG_CACHE_HOME/newsread", "What can be made again."),
];

/// What every page of a command ends with.
const STATUS: &str = "0 done, 1 nothing found, 2 an error, 128 and a signal when that ended it.";

/// Prints the manual page of newsread, in roff.
pub(super) fn page(out: &mut Out) -> Result<Exit, CliError> {
    out.own(&main_page(&built())?)?;
    Ok(Exit::Done)
}

/// Writes the pages of newsread and of every command into a folder, and prints
/// their names.
pub(super) fn pages(folder: &Path, out: &mut Out) -> Result<Exit, CliError> {
    let program = built();
    let made = fs::create_dir_all(folder);
    made.map_err(|source| CliError::Unwritable { file: whole::said(folder), source })?;
    let mut pages = vec![(name_of(""), main_page(&program)?)];
    for (path, command) in commands(&program) {
        pages.push((name_of(&path), page_of(&path, command)?));
    }
    for (name, page) in pages {
        let file = folder.join(format!("{name}.1"));
        whole::write(&file, &String::from_utf8_lossy(&page))?;
        out.line(&whole::said(&file))?;
    }
    Ok(Exit::Done)
}

/// Prints completions for a shell.
pub(super) fn completions(shell: Shell, out: &mut Out) -> Result<Exit, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command_line(), "newsread", &mut script);
    out.own(&script)?;
    Ok(Exit::Done)
}

/// The command line, whose arguments know how they are written.
fn built() -> Command {
    let mut program = command_line();
    program.build();
    program
}

/// The commands that can be given, with the names that lead to them.
fn commands(program: &Command) -> Vec<(String, &Command)> {
    let mut found = Vec::new();
    for command in program.get_subcommands().filter(|command| command.get_name() != "help") {
        let name = command.get_name();
        found.push((name.to_owned(), command));
        let inner = commands(command).into_iter();
        found.extend(inner.map(|(inner, command)| (format!("{name} {inner}"), command)));
    }
    found
}

/// What the page of a command is called.
fn name_of(path: &str) -> String {
    format!("newsread {path}").trim_end().replace(' ', "-")
}

fn main_page(program: &Command) -> Result<Vec<u8>, CliError> {
    let man = Man::new(program.clone());
    let mut page = Vec::new();
    man.render_title(&mut page)
        .and_then(|()| man.render_name_section(&mut page))
        .and_then(|()| man.render_synopsis_section(&mut page))
        .map_err(CliError::Output)?;
    let mut rest = Roff::new();
    tell_examples(&mut rest, "");
    page.extend(rest.render().into_bytes());
    man.render_options_section(&mut page).map_err(CliError::Output)?;
    let mut rest = Roff::new();
    rest.control("SH", ["COMMANDS"]);
    for (path, command) in commands(program) {
        rest.control("SS", [&*format!("newsread {path}")]);
        rest.text([roman(said(command.get_about()))]);
        options(&mut rest, command);
    }
    rest.control("SH", ["KEYS"]);
    for action in Action::ALL {
        let keys = action.default_keys().join(", ");
        entry(&mut rest, &keys, &format!("{} ({})", action.help(), action.name()));
    }
    rest.control("SH", ["FILES"]);
    for (file, holds) in FILES {
        entry(&mut rest, file, holds);
    }
    rest.control("SH", ["NOTES"]).control("nf", []).text([roman(NOTES)]).control("fi", []);
    page.extend(rest.render().into_bytes());
    Ok(page)
}

/// The page of a command.
fn page_of(path: &str, command: &Command) -> Result<Vec<u8>, CliError> {
    let name = name_of(path);
    let about = said(command.get_about());
    let man = Man::new(command.clone()).title(&name);
    let mut page = Vec::new();
    man.render_title(&mut page).map_err(CliError::Output)?;
    let mut head = Roff::new();
    head.control("SH", ["NAME"]).text([roman(format!("{name} - {about}"))]);
    page.extend(head.render().into_bytes());
    man.render_synopsis_section(&mut page).map_err(CliError::Output)?;
    let mut rest = Roff::new();
    tell_examples(&mut rest, path);
    if command.get_arguments().next().is_some() {
        rest.control("SH", ["OPTIONS"]);
        options(&mut rest, command);
    }
    rest.control("SH", ["EXIT STATUS"]).text([roman(STATUS)]);
    rest.control("SH", ["SEE ALSO"]).text([bold("newsread"), roman("(1)")]);
    page.extend(rest.render().into_bytes());
    Ok(page)
}

fn tell_examples(page: &mut Roff, path: &str) {
    let Some(examples) = examples(path) else { return };
    page.control("SH", ["EXAMPLES"]).control("nf", []);
    page.text([roman(examples)]).control("fi", []);
}

fn said(help: Option<&StyledStr>) -> String {
    help.map(ToString::to_string).unwrap_or_default()
}

/// What can be added to a command.
fn options(page: &mut Roff, command: &Command) {
    let is_told_above = |name: &str| name == "config" || name == "help";
    for argument in command.get_arguments().filter(|it| !is_told_above(it.get_id().as_str())) {
        let values = argument.get_possible_values();
        let values: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
        let takes = argument.get_action().takes_values() && !values.is_empty();
        let one_of = if takes { format!(" (one of {})", values.join(", ")) } else { String::new() };
        let short = argument.get_short().filter(|_| argument.get_long().is_some());
        let short = short.map(|letter| format!("-{letter}, ")).unwrap_or_default();
        entry(
            page,
            &format!("{short}{argument}"),
            &format!("{}{one_of}", said(argument.get_help())),
        );
    }
}

fn entry(page: &mut Roff, name: &str, text: &str) {
    page.control("TP", []).text([bold(name)]).text([roman(text)]);
}
