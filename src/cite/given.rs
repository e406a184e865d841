//! Files of records: known by what they hold, and read entry by entry.
//!
//! A bad entry is told with its place and hides no other. What a file is called
//! is not known here.

use std::fmt;

use serde_json::Value;

use crate::article::Safe;

use super::csl::{TYPES, from_item};
use super::record::Record;
use super::{CiteError, bib, ris};

/// What is wrong in a file of records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
    /// What is wrong, and what to do.
    pub message: Safe,
}

impl Fault {
    /// The fault at a byte of `text`.
    pub(super) fn at(text: &str, at: usize, message: &str) -> Self {
        let before = &text[..boundary(text, at)];
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        Self { line, column, message: Safe::line(message) }
    }
}

/// The last character boundary that is not behind `at`.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Line, column and what is wrong, as compilers write it.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

/// What a file of records holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Its records, in its order.
    pub records: Vec<Record>,
    /// What is wrong with the others, from top to bottom.
    pub faults: Vec<Fault>,
}

impl Given {
    pub(super) fn add(&mut self, record: Record) {
        self.records.push(record);
    }

    fn take(&mut self, text: &str, at: usize, record: Result<Record, CiteError>) {
        match record {
            Ok(record) => self.add(record),
            Err(CiteError::Empty) => {
                let message = "this item has neither title nor author; add one of them";
                self.faults.push(Fault::at(text, at, message));
            }
            Err(error) => self.faults.push(Fault::at(text, at, &error.to_string())),
        }
    }
}

/// How a file holds records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Bib,
    Ris,
    CslJson,
    CslYaml,
}

/// Reads a file of records: BibTeX, BibLaTeX, RIS, CSL-JSON or CSL-YAML,
/// whichever it is; `None` if it is none of them.
///
/// Every record is rendered later as it was given. Time and space grow with
/// the text; no text makes it panic.
///
/// ```
/// use newsread::cite::records;
///
/// let given = records("@misc{a, title = {Rain}}\n@misc{b, title = }\n").unwrap();
/// assert_eq!((given.records.len(), given.faults.len()), (1, 1));
/// assert_eq!(given.faults[0].line, 2);
/// assert_eq!(records("Rain fell on Monday."), None);
/// ```
pub fn records(text: &str) -> Option<Given> {
    let text = text.trim_start_matches('\u{feff}');
    Some(match kind(text)? {
        Kind::Bib => bib::read(text),
        Kind::Ris => ris::read(text),
        Kind::CslJson => csl_json(text),
        Kind::CslYaml => csl_yaml(text),
    })
}

fn kind(text: &str) -> Option<Kind> {
    let first = text.lines().map(str::trim_end).find(|line| !line.trim().is_empty())?;
    if ris::begins(first) {
        Some(Kind::Ris)
    } else if first.trim_start().starts_with(['[', '{']) {
        is_csl_json(text).then_some(Kind::CslJson)
    } else if bib::is_bib(text) {
        Some(Kind::Bib)
    } else {
        is_csl_yaml(text).then_some(Kind::CslYaml)
    }
}

/// How much of a text is looked at to know what it is, in bytes.
const HEAD: usize = 100_000;

/// Whether JSON holds items of CSL: the first object has a type of CSL, or no
/// type and a variable that nothing else calls so.
fn is_csl_json(text: &str) -> bool {
    let Some(at) = objects(text).next() else { return false };
    let object = &text[at.clone()];
    if let Ok(item) = serde_json::from_str::<Value>(object) {
        return is_item(&item);
    }
    // A broken one is known by its words.
    let head = &object[..boundary(object, HEAD)];
    ["\"container-title\"", "\"date-parts\""].iter().any(|name| head.contains(name))
        || TYPES.iter().any(|kind| has_type(head, kind))
}

fn has_type(head: &str, kind: &str) -> bool {
    let behind = head.split("\"type\"").nth(1).unwrap_or_default();
    let value = behind.trim_start().strip_prefix(':').unwrap_or_default().trim_start();
    value
        .strip_prefix('"')
        .and_then(|value| value.strip_prefix(kind))
        .is_some_and(|rest| rest.starts_with('"'))
}

fn is_item(item: &Value) -> bool {
    let has_parts =
        |name: &str| item.get(name).is_some_and(|date| date.get("date-parts").is_some());
    let has_names = || {
        let author = item.get("author").and_then(|authors| authors.get(0));
        author.is_some_and(Value::is_object)
    };
    // What has words of its own is an article.
    let is_bare = || {
        let Some(fields) = item.as_object() else { return false };
        let is_record =
            |name: &String| ["id", "title", "URL", "DOI", "language"].contains(&&**name);
        !fields.is_empty() && fields.keys().all(is_record)
    };
    match item.get("type") {
        Some(kind) => kind.as_str().is_some_and(|kind| TYPES.contains(&kind)),
        None => {
            item.get("container-title").is_some() || has_parts("issued") || has_names() || is_bare()
        }
    }
}

/// Where the objects stand that no other holds: those of an array, or one alone.
fn objects(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    let (mut depth, mut start, mut is_quoted, mut is_escaped) = (0usize, 0, false, false);
    let mut bytes = text.bytes().enumerate();
    let mut is_over = false;
    std::iter::from_fn(move || {
        for (at, byte) in bytes.by_ref() {
            if is_quoted {
                is_quoted = is_escaped || byte != b'"';
                is_escaped = !is_escaped && byte == b'\\';
                continue;
            }
            match byte {
                b'"' => is_quoted = true,
                b'{' => {
                    if depth == 0 {
                        start = at;
                    }
                    depth += 1;
                }
                b'}' if depth > 0 => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(start..at + 1);
                    }
                }
                _ => {}
            }
        }
        // What is still open at the end is broken, and told so.
        let is_open = depth > 0 && !std::mem::replace(&mut is_over, true);
        is_open.then_some(start..text.len())
    })
}

fn csl_json(text: &str) -> Given {
    let mut given = Given::default();
    for at in objects(text) {
        match serde_json::from_str::<Value>(&text[at.clone()]) {
            Ok(item) => given.take(text, at.start, from_item(&item)),
            Err(error) => {
                let inside = line_start(&text[at.clone()], error.line());
                let column = error.column().saturating_sub(1);
                let message = error.to_string();
                let message = message.split(" at line").next().unwrap_or_default();
                let message = format!("this is no JSON: {message}; correct this item");
                given.faults.push(Fault::at(text, at.start + inside + column, &message));
            }
        }
    }
    given
}

/// The byte at which a line begins, counted from 1.
fn line_start(text: &str, line: usize) -> usize {
    let ends = text.match_indices('\n').map(|(at, _)| at + 1);
    std::iter::once(0).chain(ends).nth(line.saturating_sub(1)).unwrap_or(text.len())
}

/// Whether a text is a list of references in YAML, alone or as pandoc has it.
fn is_csl_yaml(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_end);
    let mut said = lines
        .by_ref()
        .filter(|line| !line.is_empty() && *line != "---" && !line.starts_with(['#', '%']));
    match said.next() {
        Some("references:") => {
            // A document has its references at its head, and words behind them.
            let mut behind = lines.skip_while(|line| !["---", "..."].contains(line));
            behind.next();
            behind.all(str::is_empty)
        }
        Some(first) => {
            let item = first.strip_prefix("- ").unwrap_or_default().trim_start();
            let is_key = ["id:", "type:", "title:", "author:", "issued:"]
                .iter()
                .any(|key| item.starts_with(key));
            is_key
                && said.take(60).any(|line| {
                    let line = line.trim_start();
                    line.starts_with("type:") || line.starts_with("issued:")
                })
        }
        None => false,
    }
}

fn csl_yaml(text: &str) -> Given {
    let mut given = Given::default();
    let items = yaml_items(text);
    for (rank, at) in items.iter().enumerate() {
        let end = items.get(rank + 1).copied().unwrap_or(text.len());
        let item = text[*at..end].trim_end();
        let item = item.strip_suffix("...").or(item.strip_suffix("---")).unwrap_or(item);
        // Whoever writes YAML by hand writes an item at a time: each alone.
        match serde_saphyr::from_str::<Vec<Value>>(item) {
            Ok(values) => {
                for value in values {
                    given.take(text, *at, from_item(&value));
                }
            }
            Err(error) => {
                let place = error.location();
                let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
                let (line, column) =
                    place.map_or((1, 1), |place| (number(place.line()), number(place.column())));
                let inside = line_start(item, line).saturating_add(column.saturating_sub(1));
                let message = Safe::format(format_args!("{error}"));
                let message = message.lines().next().unwrap_or_default();
                let message = format!("this is no YAML: {message}; correct this item");
                given.faults.push(Fault::at(text, at.saturating_add(inside), &message));
            }
        }
    }
    given
}

/// Where the items of the list begin: at the dashes as far in as the first.
fn yaml_items(text: &str) -> Vec<usize> {
    let mut at = 0;
    let mut depth = None;
    let mut items = Vec::new();
    for line in text.split_inclusive('\n') {
        let inside = line.len() - line.trim_start_matches(' ').len();
        let is_dash = line[inside..].starts_with("- ") || line[inside..].trim_end() == "-";
        if is_dash && *depth.get_or_insert(inside) == inside {
            items.push(at);
        }
        at += line.len();
    }
    items
}
