//! `newsread diff`: what is not as it was in another version of an article.

use std::io::{self, IsTerminal};
use std::path::Path;

use serde_json::{Value, json};

use super::arguments::Diff;
use super::config::Source;
use super::error::CliError;
use super::exit::Exit;
use super::files::{self, Found};
use super::input::Input;
use super::json::Line;
use super::out::Out;
use super::whole;
use crate::archive::Location;
use crate::article::{Article, Safe};
use crate::format::Document;
use crate::typeset;
use crate::versions::{Change, FieldChange, Stretch, compare, fields};

/// Narrowest lines, in columns.
const NARROW: u16 = 20;

/// Prints what differs in two versions of an article: the fields, then the
/// paragraphs. Ends as diff(1) does: done if nothing differs, else nothing.
pub(super) fn diff(wanted: &Diff, source: &Source, out: &mut Out) -> Result<Exit, CliError> {
    let input = Input::of(vec![wanted.old.clone(), wanted.new.clone()])?;
    let [Some(old), Some(new)] = read(&input, source, out)? else { return Ok(Exit::Error) };
    let (fields, changes) = (fields(&old, &new), compare(&old, &new));
    let is_same = |change: &Change| matches!(change, Change::Same(_));
    if fields.is_empty() && changes.iter().all(is_same) {
        return Ok(Exit::Done);
    }
    if wanted.json {
        fields.iter().try_for_each(|change| out.json(&Line::of(&field_object(change))))?;
        changes.iter().try_for_each(|change| out.json(&Line::of(&object(change))))?;
        return Ok(Exit::Nothing);
    }
    let width = wanted.width.or_else(columns).map(|width| width.max(NARROW));
    out.line(&heading("---", &wanted.old, &old))?;
    out.line(&heading("+++", &wanted.new, &new))?;
    for change in &fields {
        let said = |value: &Option<Safe>| value.clone().unwrap_or(Safe::line("not stated"));
        let label = change.field.label();
        let (old, new) = (said(&change.old), said(&change.new));
        print(&format!("{label}: [-{old}-] {{+{new}+}}"), "~ ", width, out)?;
    }
    for change in &changes {
        out.line(&Safe::EMPTY)?;
        let (text, sign) = told(change);
        print(&text, sign, width, out)?;
    }
    Ok(Exit::Nothing)
}

/// Reads the article of each path; of a file with many, the first is compared
/// with the first only if each file has one.
fn read(input: &Input, source: &Source, out: &mut Out) -> Result<[Option<Article>; 2], CliError> {
    let mut articles = [None, None];
    for (path, article) in input.paths.iter().zip(&mut articles) {
        let one = input.part(vec![path.clone()]);
        let mut count = 0;
        let make = |_: &Location, document: Document| document.article;
        files::each(&one, source, out, make, |found: Found<Article>, _| {
            count += 1;
            *article = Some(found.made);
            Ok(Exit::Done)
        })?;
        if count > 1 {
            let file = whole::said(&input.given(path.clone()));
            return Err(CliError::ManyArticles { file, count });
        }
    }
    Ok(articles)
}

/// Columns of the terminal; `None` where there is none, and then no line is
/// broken.
fn columns() -> Option<u16> {
    let stdout = io::stdout();
    let size = stdout.is_terminal().then(|| rustix::termios::tcgetwinsize(&stdout).ok()).flatten();
    size.map(|size| size.ws_col).filter(|columns| *columns > 0)
}

/// A version: its file, and the day from which it is.
fn heading(sign: &str, path: &Path, article: &Article) -> Safe {
    let meta = &article.meta;
    let when = meta.updated.or(meta.published).or(meta.accessed);
    let when = when.map(|when| format!("  ({})", when.value.in_words())).unwrap_or_default();
    Safe::format(format_args!("{sign} {}{when}", path.display()))
}

/// A change in words, and the sign before it.
fn told(change: &Change) -> (String, &'static str) {
    match change {
        Change::Same(1) => ("1 paragraph is the same".to_owned(), "  "),
        Change::Same(count) => (format!("{count} paragraphs are the same"), "  "),
        Change::Removed { old, text } => (format!("[{old}] {text}"), "- "),
        Change::Added { new, text } => (format!("[{new}] {text}"), "+ "),
        Change::Changed { old, new, words } => {
            let number = if old == new { format!("[{new}]") } else { format!("[{old} > {new}]") };
            let words = words.iter().map(|stretch| match stretch {
                Stretch::Same(words) => words.to_string(),
                Stretch::Removed(words) => format!("[-{words}-]"),
                Stretch::Added(words) => format!("{{+{words}+}}"),
            });
            (format!("{number} {}", words.collect::<String>()), "~ ")
        }
    }
}

/// Prints a paragraph behind a sign, in lines of a width if there is one.
fn print(text: &str, sign: &str, width: Option<u16>, out: &mut Out) -> Result<(), CliError> {
    let Some(width) = width else { return out.line(&Safe::line(&format!("{sign}{text}"))) };
    let indent = u16::try_from(sign.len()).unwrap_or(0);
    let lines = typeset::lines(text, width.saturating_sub(indent));
    for (rank, line) in lines.into_iter().enumerate() {
        let before = if rank == 0 { sign } else { "  " };
        out.line(&Safe::line(&format!("{before}{}", &text[line])))?;
    }
    Ok(())
}

fn field_object(change: &FieldChange) -> Value {
    let FieldChange { field, old, new } = change;
    let (old, new) = (old.as_deref(), new.as_deref());
    json!({"change": "field", "field": field.name(), "old": old, "new": new})
}

fn object(change: &Change) -> Value {
    match change {
        Change::Same(count) => json!({"change": "same", "paragraphs": count}),
        Change::Removed { old, text } => {
            json!({"change": "removed", "old": old, "text": **text})
        }
        Change::Added { new, text } => json!({"change": "added", "new": new, "text": **text}),
        Change::Changed { old, new, words } => {
            let words = words.iter().map(|stretch| match stretch {
                Stretch::Same(words) => json!(["same", **words]),
                Stretch::Removed(words) => json!(["removed", **words]),
                Stretch::Added(words) => json!(["added", **words]),
            });
            let words: Vec<Value> = words.collect();
            json!({"change": "changed", "old": old, "new": new, "words": words})
        }
    }
}
