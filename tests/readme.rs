//! The README, held to what the program does.
//!
//! With `NEWSREAD_UPDATE` set, the picture and the table of keys are written
//! anew instead of compared.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

#[path = "readme/picture.rs"]
mod picture;

use std::fmt::Write;
use std::fs;

use assert_cmd::Command;
use newsread::app::action::Action;
use newsread::app::keymap::Keymap;
use support::Session;

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
const PICTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/readme/screen.svg");
const ARTICLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/articles");

/// What stands around the table of keys in the README.
const AROUND: (&str, &str) = ("<!-- keys -->\n", "<!-- end of keys -->\n");

fn is_update() -> bool {
    std::env::var_os("NEWSREAD_UPDATE").is_some()
}

#[test]
fn the_picture_is_the_screen() {
    let mut session = Session::over_folder(ARTICLES).sized(110, 30);
    session.press("j");
    let drawn = picture::picture(&session.draw());
    if is_update() {
        fs::write(PICTURE, &drawn).unwrap();
    }
    let kept = fs::read_to_string(PICTURE).unwrap();
    assert!(kept == drawn, "the picture is stale: NEWSREAD_UPDATE=1 cargo test --test readme");
}

#[test]
fn the_keys_are_those_of_the_keymap() {
    let keymap = Keymap::default();
    let mut table = String::from("| keys | what they do |\n|---|---|\n");
    for &action in Action::ALL {
        let keys: Vec<String> = keymap
            .keys(action)
            .iter()
            .map(|keys| format!("`{}`", keys.replace('|', "\\|")))
            .collect();
        writeln!(table, "| {} | {} |", keys.join(" "), action.help()).unwrap();
    }
    let readme = fs::read_to_string(README).unwrap();
    let (before, rest) = readme.split_once(AROUND.0).expect("a mark before the keys");
    let (kept, after) = rest.split_once(AROUND.1).expect("a mark behind the keys");
    if is_update() {
        fs::write(README, format!("{before}{}{table}{}{after}", AROUND.0, AROUND.1)).unwrap();
        return;
    }
    assert!(kept == table, "the keys are stale: NEWSREAD_UPDATE=1 cargo test --test readme");
}

#[test]
fn the_commands_are_the_ones_that_the_checks_run() {
    let readme = fs::read_to_string(README).unwrap();
    let checks = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/.ci/run")).unwrap();
    for command in ["cargo run --release", "cargo test"] {
        assert!(readme.lines().any(|line| line.trim() == command), "the README lost ‘{command}’");
        assert!(checks.contains(command), "the checks do not run ‘{command}’");
    }
}

#[test]
fn every_command_is_told() {
    let help = Command::cargo_bin("newsread").unwrap().arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let (_, rest) = help.split_once("\nCommands:\n").unwrap();
    let (commands, _) = rest.split_once("\n\n").unwrap();
    let names: Vec<&str> =
        commands.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next()).collect();
    assert!(names.len() > 10, "{commands}");
    let readme = fs::read_to_string(README).unwrap();
    for name in names.into_iter().filter(|name| !name.is_empty() && *name != "help") {
        assert!(
            readme.contains(&format!("`newsread {name}")) || readme.contains(&format!("`{name} ")),
            "{name}"
        );
    }
}
