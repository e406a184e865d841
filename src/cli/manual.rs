//! `newsread man` and `newsread completions`: what is installed beside the
//! program, made from its own arguments and actions.

use clap::builder::{PossibleValue, StyledStr};
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::arguments::{Arguments, EXAMPLES, NOTES};
use super::error::CliError;
use super::exit::Exit;
use super::out::Out;
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

/// Prints the manual page, in roff.
pub(super) fn page(out: &mut Out) -> Result<Exit, CliError> {
    let mut arguments = Arguments::command();
    // Only then do the arguments of commands know how they are written.
    arguments.build();
    let man = Man::new(arguments.clone());
    let mut page = Vec::new();
    man.render_title(&mut page)
        .and_then(|()| man.render_name_section(&mut page))
        .and_then(|()| man.render_synopsis_section(&mut page))
        .and_then(|()| man.render_options_section(&mut page))
        .map_err(CliError::Output)?;
    let mut rest = Roff::new();
    rest.control("SH", ["COMMANDS"]);
    for command in arguments.get_subcommands().filter(|command| command.get_name() != "help") {
        describe(&mut rest, command);
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
    rest.control("SH", ["EXAMPLES"]).control("nf", []);
    rest.text([roman(EXAMPLES.trim_start_matches("Examples:\n"))]).control("fi", []);
    page.extend(rest.render().into_bytes());
    out.own(&page)?;
    Ok(Exit::Done)
}

/// A command, and what can be added to it.
fn describe(page: &mut Roff, command: &Command) {
    let said = |help: Option<&StyledStr>| help.map(ToString::to_string).unwrap_or_default();
    page.control("SS", [&*format!("newsread {}", command.get_name())]);
    page.text([roman(said(command.get_about()))]);
    let is_told_above = |name: &str| name == "config" || name == "help";
    for argument in command.get_arguments().filter(|it| !is_told_above(it.get_id().as_str())) {
        let values = argument.get_possible_values();
        let values: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
        let takes = argument.get_action().takes_values() && !values.is_empty();
        let one_of = if takes { format!(" (one of {})", values.join(", ")) } else { String::new() };
        entry(page, &argument.to_string(), &format!("{}{one_of}", said(argument.get_help())));
    }
}

fn entry(page: &mut Roff, name: &str, text: &str) {
    page.control("TP", []).text([bold(name)]).text([roman(text)]);
}

/// Prints completions for a shell.
pub(super) fn completions(shell: Shell, out: &mut Out) -> Result<Exit, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "newsread", &mut script);
    out.own(&script)?;
    Ok(Exit::Done)
}
