//! A home of its own in which newsread is run as from a shell, and what it did.
#![allow(dead_code, reason = "each test program uses its own part")]

use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use serde_json::Value;

/// An article of which much is known.
pub(crate) const HERON: &str = "\
---
title: A heron moves into the lock
author: Jan van den Berg
site: The Canal Weekly
date: 2024-03-18
url: https://canal.example/heron
lang: en
---

The keeper saw it first, at dawn.

## What it eats

> Eels, mostly.

- roach
- perch
";

/// An article of which little is known.
pub(crate) const FERRY: &str = "---\ntitle: The ferry is late\ndate: 2023-05\n---\n\nIt rained.\n";

/// A home of its own, and the files in it.
pub(crate) struct Desk(pub(crate) tempfile::TempDir);

/// What a command did.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Done {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) told: String,
}

impl Done {
    fn of(output: &std::process::Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout.clone()).unwrap(),
            told: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }
}

impl Desk {
    /// A desk with these files on it.
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            let path = desk.0.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        desk
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newsread"));
        command.current_dir(self.0.path()).env_clear().env("HOME", self.0.path());
        command
    }

    /// Runs newsread with something on its standard input.
    pub(crate) fn pipe(&self, input: impl Into<Vec<u8>>, arguments: &str) -> Done {
        let arguments = arguments.split_whitespace();
        Done::of(&self.command().args(arguments).write_stdin(input).output().unwrap())
    }

    /// Runs newsread with arguments that are separated by spaces.
    pub(crate) fn run(&self, arguments: &str) -> Done {
        self.run_with(arguments.split_whitespace())
    }

    pub(crate) fn run_with(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Done {
        Done::of(&self.command().args(arguments).output().unwrap())
    }

    /// What goes to standard output when nothing goes wrong and nothing is told.
    pub(crate) fn print(&self, arguments: &str) -> String {
        let done = self.run(arguments);
        assert_eq!((done.code, &*done.told), (0, ""), "{}", done.out);
        done.out
    }

    pub(crate) fn extract(&self, file: &str) -> Value {
        serde_json::from_str(&self.print(&format!("extract --json {file}"))).unwrap()
    }
}
