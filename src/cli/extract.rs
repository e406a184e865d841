//! `newsread extract`: what is known about articles, and where it comes from.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::arguments::Extract;
use super::config::Source;
use super::error::CliError;
use super::exit::Exit;
use super::files::{self, Found};
use super::input::Input;
use super::json::Line;
use super::out::Out;
use super::row;
use crate::archive::Location;
use crate::article::evidence::{Evidence, Lines, evidence};
use crate::article::{Article, Claim, Highlight, Origin, Safe};
use crate::format::Document;

/// Prints what is known about every article: a table for people, or an object
/// of JSON with the whole text.
pub(super) fn extract(wanted: Extract, source: &Source, out: &mut Out) -> Result<Exit, CliError> {
    let input = Input::named(wanted.files.files, &wanted.files.names)?;
    if wanted.json {
        let make = |location: &Location, document| Line::of(&object(location, &document));
        let write = |found: Found<Line>, out: &mut Out| out.json(&found.made).map(|()| Exit::Done);
        return files::each(&input, source, out, make, write);
    }
    let mut is_first = true;
    let make = |location: &Location, document| table(&files::place(location), &document);
    let write = |found: Found<Safe>, out: &mut Out| {
        if !std::mem::replace(&mut is_first, false) {
            out.line(&Safe::EMPTY)?;
        }
        out.line(&found.made)?;
        Ok(Exit::Done)
    };
    files::each(&input, source, out, make, write)
}

/// What is known about an article, with its text. What is long is borrowed.
#[derive(Serialize)]
struct Object<'a> {
    #[serde(flatten)]
    facts: Map<String, Value>,
    body: String,
    blocks: Blocks<'a>,
    provenance: Map<String, Value>,
    warnings: Vec<&'a str>,
}

/// The blocks of an article as its file has them.
struct Blocks<'a>(&'a Document);

#[derive(Serialize)]
struct BlockObject<'a> {
    kind: &'static str,
    text: &'a str,
}

impl Serialize for Blocks<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Document { article, source, .. } = self.0;
        serializer.collect_seq(article.body.iter().map(|block| BlockObject {
            kind: block.kind.name(),
            text: block.written.original(source),
        }))
    }
}

fn object<'a>(location: &Location, document: &'a Document) -> Object<'a> {
    let warnings = document.article.warnings.iter().map(|words| &**words).collect();
    let (body, provenance) = (body(&document.article), provenance(document));
    Object {
        facts: facts(location, document),
        body,
        blocks: Blocks(document),
        provenance,
        warnings,
    }
}

fn facts(location: &Location, document: &Document) -> Map<String, Value> {
    let Document { article, format, .. } = document;
    let kept = &article.kept;
    let mut facts = row::facts(article.id, location, &article.meta);
    facts.extend([
        ("format".to_owned(), format.name().into()),
        ("starred".to_owned(), kept.is_starred.into()),
        ("read".to_owned(), kept.is_read.into()),
        ("folder".to_owned(), kept.folder.as_deref().into()),
        ("note".to_owned(), kept.note.as_deref().into()),
        ("highlights".to_owned(), kept.highlights.iter().map(highlight).collect()),
    ]);
    facts
}

fn highlight(highlight: &Highlight) -> Value {
    json!({
        "quote": &*highlight.quote,
        "note": highlight.note.as_deref(),
        "made": highlight.made.map(|made| made.to_string()),
    })
}

/// What the article says, its parts separated by blank lines.
fn body(article: &Article) -> String {
    let said = article.body.iter().filter(|block| block.kind.is_said());
    said.map(|block| &*block.text.plain).collect::<Vec<_>>().join("\n\n")
}

/// The evidence for every field of which anything is said.
fn told(article: &Article) -> impl Iterator<Item = Evidence<'_>> {
    let is_told = |told: &Evidence<'_>| told.provenance.is_some() || !told.rejected.is_empty();
    evidence(article).filter(is_told)
}

/// The line of the file that says it, from 1.
fn line(claim: &Claim, source: &str) -> Option<usize> {
    Lines::of(source).line(claim.at.as_ref()?.start)
}

/// Where a claim was read, in words: `line 3`, `json-ld datePublished`.
fn place(claim: &Claim, source: &str) -> String {
    let key = claim.key.as_deref().map(|key| format!(" {key}")).unwrap_or_default();
    match (claim.origin, line(claim, source)) {
        (Origin::Line, Some(line)) => format!("line {line}"),
        (Origin::Line, None) if key.is_empty() => "the text".to_owned(),
        (Origin::Line, None) => format!("the page’s{key}"),
        (origin, Some(line)) => format!("{}{key}, line {line}", origin.name()),
        (origin, None) => format!("{}{key}", origin.name()),
    }
}

fn provenance(document: &Document) -> Map<String, Value> {
    let because = |claim: &Claim| claim.because.as_ref().map(Safe::to_string);
    let Document { article, source, .. } = document;
    let object = |told: Evidence<'_>| {
        let rejected = told.rejected.iter().map(|claim| {
            json!({
                "value": &*claim.value,
                "from": claim.origin.name(),
                "because": because(claim),
            })
        });
        let value = json!({
            "from": told.provenance.map(|provenance| provenance.origin.name()),
            "certain": told.provenance.is_some_and(|provenance| provenance.is_certain),
            "line": told.taken.and_then(|claim| line(claim, source)),
            "because": told.taken.and_then(because),
            "rejected": rejected.collect::<Vec<_>>(),
        });
        (told.field.name().to_owned(), value)
    };
    told(article).map(object).collect()
}

/// Columns of the names of fields.
const NAMES: usize = 11;

/// What is known, for people: each field, its value, and where that comes from.
fn table(path: &Safe, document: &Document) -> Safe {
    let Document { article, source, .. } = document;
    let mut lines = vec![path.to_string()];
    for told in told(article) {
        let name = told.field.name();
        let known = article.meta.value(told.field);
        lines.push(match (known, told.provenance) {
            (Some(value), Some(provenance)) => {
                let place = told.taken.map_or_else(
                    || provenance.origin.name().to_owned(),
                    |claim| place(claim, source),
                );
                let doubt = if provenance.is_certain { "" } else { ", uncertain" };
                let because = told.taken.and_then(|claim| claim.because.as_deref());
                let because = because.map(|words| format!(": {words}")).unwrap_or_default();
                format!("{name:NAMES$}{value}  ({place}{doubt}{because})")
            }
            _ => format!("{name:NAMES$}not known"),
        });
        for claim in &told.rejected {
            let because = claim.because.as_deref();
            let because = because.map(|words| format!(": {words}")).unwrap_or_default();
            lines.push(format!(
                "{:NAMES$}not taken: {}  ({}{because})",
                "",
                claim.value,
                place(claim, source)
            ));
        }
    }
    let kept = article.kept.told();
    lines.extend(kept.into_iter().map(|(what, words)| format!("{what:NAMES$}{words}")));
    lines.extend(article.warnings.iter().map(|words| format!("{:NAMES$}{words}", "warning")));
    Safe::lines(&lines.join("\n"))
}
