//! The architecture, executed: who may know whom, and how files are kept.
//!
//! The table is the one of the design; a layer that is not in it is a mistake.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "layers/source.rs"]
mod source;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use source::{declared, named, words};

/// Each layer, and the layers that it may name besides itself.
const LAYERS: &[(&str, &[&str])] = &[
    ("article", &[]),
    ("format", &["article"]),
    ("cite", &["article"]),
    ("typeset", &["article"]),
    ("print", &["article", "cite"]),
    ("versions", &["article", "format"]),
    ("archive", &["article", "format"]),
    ("state", &["article", "format"]),
    ("search", &["article", "versions", "archive", "state"]),
    ("app", &["article", "typeset", "cite", "print", "versions", "archive", "state", "search"]),
    ("tui", &["article", "format", "cite", "typeset", "app"]),
    ("config", &["article", "cite", "app", "tui"]),
    ("session", BELOW_SESSION),
    ("cli", ALL),
    ("main", ALL),
    ("lib", ALL),
];

/// What the shell may name: all but the command line.
const BELOW_SESSION: &[&str] = &[
    "article", "format", "cite", "typeset", "print", "versions", "archive", "state", "search",
    "app", "tui", "config",
];

const ALL: &[&str] = &[
    "article", "format", "cite", "typeset", "print", "archive", "state", "search", "app", "tui",
    "config", "session", "cli", "versions",
];

/// The layers that compute and do nothing: they know no file and no thread.
const PURE: &[&str] = &["article", "format", "cite", "typeset", "print", "versions", "app"];

/// What a pure layer does not name, but in its tests.
const WORLD: &[&str] = &["fs", "thread", "process", "net"];

/// Lines that a file may have.
const LINES: usize = 600;

/// The Rust files in a folder and below, in order.
fn files(folder: &str) -> Vec<PathBuf> {
    fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("target") {
                collect(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    collect(&root.join(folder), &mut found);
    found.sort();
    found.into_iter().map(|path| path.strip_prefix(root).unwrap().to_owned()).collect()
}

fn read(path: &Path) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The module that a file of `src` holds, from the root: `src/state/store.rs`
/// holds `state::store`.
fn module(path: &Path) -> Vec<&str> {
    let inside = path.strip_prefix("src").unwrap();
    let parts = inside.iter().map(|part| part.to_str().unwrap().trim_end_matches(".rs"));
    parts.filter(|part| !["lib", "main"].contains(part)).collect()
}

/// The layer that a file of `src` belongs to.
fn layer(path: &Path) -> &str {
    let first = path.strip_prefix("src").unwrap().iter().next().unwrap();
    first.to_str().unwrap().trim_end_matches(".rs")
}

/// What in a file breaks the table, as one would say it.
fn broken(path: &Path, text: &str) -> Vec<String> {
    let mine = layer(path);
    let Some((_, may)) = LAYERS.iter().find(|(name, _)| *name == mine) else {
        return vec![format!("{}: no layer is called {mine}", path.display())];
    };
    let mut found = BTreeSet::new();
    let mut tell = |line: usize, what: String| {
        found.insert((line, format!("{}:{line}: {mine} names {what}", path.display())));
    };
    let is_pure = PURE.contains(&mine);
    for named in named(text, &module(path)) {
        let parts: Vec<&str> = named.path.iter().map(String::as_str).collect();
        match parts[..] {
            ["crate"] | ["crate", "*"] if !["lib", "main"].contains(&mine) => {
                tell(named.line, "the whole crate".to_owned());
            }
            ["crate", theirs, ..] if theirs != mine && theirs != "*" && !may.contains(&theirs) => {
                tell(named.line, theirs.to_owned());
            }
            ["std", world, ..] if is_pure && !named.in_tests && WORLD.contains(&world) => {
                tell(named.line, format!("std::{world}"));
            }
            _ => {}
        }
    }
    if mine != "tui" {
        let terminal = words(text).filter(|(word, _)| ["ratatui", "crossterm"].contains(word));
        terminal.for_each(|(word, line)| tell(line, word.to_owned()));
    }
    found.into_iter().map(|(_, sentence)| sentence).collect()
}

const NOTHING: [String; 0] = [];

#[test]
fn each_layer_names_only_what_the_table_allows_it() {
    let broken: Vec<_> = files("src").iter().flat_map(|path| broken(path, &read(path))).collect();
    assert_eq!(broken, NOTHING);
}

#[test]
fn each_file_begins_with_what_it_is_for() {
    let files = [files("src"), files("tests")].concat();
    let silent = files.into_iter().filter(|path| !read(path).starts_with("//! "));
    assert_eq!(silent.collect::<Vec<_>>(), Vec::<PathBuf>::new());
}

#[test]
fn no_file_is_too_long_to_be_read() {
    let files = [files("src"), files("tests")].concat();
    let long = files.into_iter().filter(|path| read(path).lines().count() > LINES);
    assert_eq!(long.collect::<Vec<_>>(), Vec::<PathBuf>::new());
}

#[test]
fn each_file_of_the_sources_belongs_to_the_program() {
    let all: BTreeSet<PathBuf> = files("src").into_iter().collect();
    let roots = ["src/lib.rs", "src/main.rs"].map(PathBuf::from);
    let mut open: Vec<PathBuf> = roots.into_iter().filter(|root| all.contains(root)).collect();
    let mut reached = BTreeSet::new();
    while let Some(path) = open.pop() {
        let folder: PathBuf = ["src"].into_iter().chain(module(&path)).collect();
        let text = read(&path);
        open.extend(declared(&text).into_iter().map(|name| folder.join(format!("{name}.rs"))));
        reached.insert(path);
    }
    assert_eq!(all.difference(&reached).collect::<Vec<_>>(), Vec::<&PathBuf>::new());
}

mod the_checker {
    //! Shown to fail where it must: on samples that break the rules.

    use super::*;

    fn in_article(text: &str) -> Vec<String> {
        broken(Path::new("src/article/meta.rs"), text)
    }

    #[test]
    fn sees_an_import_of_a_higher_layer() {
        let seen = in_article("//! A file.\n\nuse crate::tui::view;");
        assert_eq!(seen, ["src/article/meta.rs:3: article names tui"]);
        assert_eq!(in_article("use crate::article::Safe;"), NOTHING);
    }

    #[test]
    fn sees_every_branch_of_a_group() {
        let text = "use crate::{article, app::{self, list::{List, Row as R}, *}, state as kept};";
        assert_eq!(
            in_article(text),
            [
                "src/article/meta.rs:1: article names app",
                "src/article/meta.rs:1: article names state"
            ]
        );
        let paths = named("use a::{b as c, d::{e, f::*}, self};", &[]);
        let paths: Vec<_> = paths.iter().map(|named| named.path.join("::")).collect();
        assert_eq!(paths, ["a::b", "a::d::e", "a::d::f::*", "a"]);
    }

    #[test]
    fn follows_relative_paths_out_of_the_file() {
        assert_eq!(in_article("use super::super::tui;").len(), 1);
        assert_eq!(in_article("use super::{super::{tui::run, cite}};").len(), 2);
        assert_eq!(in_article("use self::super::super::cite::style;").len(), 1);
        assert_eq!(in_article("use super::Safe; use self::inner::It;"), NOTHING);
    }

    #[test]
    fn counts_the_modules_inside_the_file() {
        let in_tests = |path: &str| in_article(&format!("mod tests {{ fn f() {{}} use {path}; }}"));
        assert_eq!(in_tests("super::*"), NOTHING);
        assert_eq!(in_tests("super::super::super::tui").len(), 1);
        assert_eq!(in_article("mod tests { mod deep {} }\nuse super::super::tui;").len(), 1);
        assert_eq!(in_article("mod inner { use super::super::tui; }"), NOTHING);
    }

    #[test]
    fn sees_paths_in_code() {
        assert_eq!(in_article("fn f() -> Vec<crate::app::App> { todo() }").len(), 1);
        assert_eq!(
            in_article("fn f() { g::<crate::cite::Style>(&mut super::super::tui::run()) }").len(),
            2
        );
        assert_eq!(in_article("macro_rules! m { () => { $crate::search::find() } }").len(), 1);
    }

    #[test]
    fn sees_who_takes_the_whole_crate() {
        let sentence = ["src/article/meta.rs:1: article names the whole crate"];
        for text in [
            "use crate::*;",
            "use crate as all;",
            "use super::super as all;",
            "extern crate self as all; use crate as x;",
            "use super::super::*;",
        ] {
            assert_eq!(in_article(text), sentence, "{text}");
        }
        let visible = "pub(crate) struct A; pub(in crate::article) struct B; pub(super) struct C;";
        assert_eq!(broken(Path::new("src/article.rs"), visible), NOTHING);
    }

    #[test]
    fn reads_neither_comments_nor_literals() {
        let text = r##"
            // crate::tui
            /* crate::tui /* crate::app */ crate::tui */
            /// [`crate::tui`] and ratatui
            const A: &str = "crate::tui \" crate::tui";
            const B: &str = r#"crate::tui " ratatui::Frame"#;
            const C: (char, char, u8) = ('"', '\'', b'"');
            fn f<'a>(x: &'a str) -> &'a str { x }
            const D: &[u8] = br"crate::tui";
        "##;
        assert_eq!(in_article(text), NOTHING);
        assert_eq!(in_article("const Q: char = '\"'; use crate::tui; // \"").len(), 1);
        assert_eq!(in_article("fn f<'a>() { crate::tui::run() }").len(), 1);
    }

    #[test]
    fn lets_only_tui_name_the_terminal() {
        let text = "use ratatui::{Frame, layout::Rect};\nfn f(key: crossterm::event::KeyEvent) {}";
        assert_eq!(broken(Path::new("src/session.rs"), text).len(), 2);
        assert_eq!(broken(Path::new("src/tui/list.rs"), text), NOTHING);
        assert_eq!(broken(Path::new("src/session.rs"), "use ::crossterm as screen;").len(), 1);
    }

    #[test]
    fn keeps_files_and_threads_from_what_only_computes() {
        let text = "use std::{fmt, fs::File};\nfn f() { std::thread::spawn(g); }";
        assert_eq!(broken(Path::new("src/typeset.rs"), text).len(), 2);
        assert_eq!(broken(Path::new("src/archive.rs"), text), NOTHING);
        assert_eq!(in_article("mod tests { use std::fs; }"), NOTHING);
    }

    #[test]
    fn follows_the_table_downwards_too() {
        let broken = |path: &str, text: &str| broken(Path::new(path), text).len();
        assert_eq!(broken("src/search/index.rs", "use crate::format::parse;"), 1);
        assert_eq!(broken("src/cite.rs", "use crate::typeset::lines;"), 1);
        assert_eq!(broken("src/tui.rs", "use crate::{archive, search};"), 2);
        assert_eq!(broken("src/session.rs", "use crate::{archive, tui, cli::Arguments};"), 1);
        assert_eq!(broken("src/main.rs", "use newsread::{cli, session};"), 0);
        assert_eq!(broken("src/config.rs", "use newsread::session;"), 1);
    }

    #[test]
    fn knows_no_other_layers() {
        let path = Path::new("src/util/strings.rs");
        assert_eq!(broken(path, ""), ["src/util/strings.rs: no layer is called util"]);
    }

    #[test]
    fn finds_the_modules_that_are_files() {
        assert_eq!(declared("mod a; pub mod b; mod c { mod d; } // mod e;"), ["a", "b", "d"]);
        assert_eq!(module(Path::new("src/state/store.rs")), ["state", "store"]);
        assert_eq!(module(Path::new("src/lib.rs")), [""; 0]);
    }
}
