//! What is known of an article, and whether a filter of a query holds of it.
//!
//! Nothing here reads text: a filter asks the fields of a row, the path, and
//! what the reader added. Engines share it, so that they agree.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::Row;
use super::find::{Needle, ways};
use super::query::{Field, Filter, Mark, Period, Words};
use super::words::{ASIDE, fold_line};
use crate::article::{ArticleId, Meta, Safe};
use crate::state::{Marks, Tag};

/// What is known of one article.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// Its row; the snippet does not matter.
    pub row: &'a Row,
    /// Its path, as [`below`] gives it.
    pub path: &'a str,
    /// Whether there is a note on it, or in it, where its file comes from.
    pub has_note: bool,
}

/// The path of a file below the root it was found in, as filters compare it:
/// in small letters, with `/` between its names. A file that is itself a root
/// has its name only; one below no root keeps its whole path.
///
/// ```
/// use newsread::search::facts::below;
///
/// let roots = ["/home/ada/News".into(), "clips".into()];
/// assert_eq!(below(&roots, "/home/ada/News/2020/Rain.txt".as_ref()), "2020/rain.txt");
/// assert_eq!(below(&roots, "clips".as_ref()), "clips");
/// ```
pub fn below(roots: &[PathBuf], file: &Path) -> String {
    let rests = roots.iter().filter_map(|root| file.strip_prefix(root).ok());
    let rest = rests.min_by_key(|rest| rest.as_os_str().len()).unwrap_or(file);
    let rest = if rest.as_os_str().is_empty() {
        Path::new(file.file_name().unwrap_or_default())
    } else {
        rest
    };
    let names: Vec<_> = rest
        .components()
        .filter(|part| matches!(part, std::path::Component::Normal(_)))
        .map(|part| part.as_os_str().to_string_lossy().to_lowercase())
        .collect();
    names.join("/")
}

/// A filter made ready.
pub struct Sieve(Asked);

enum Asked {
    /// Any of these stands in the field.
    Words(Field, Vec<Needle>),
    /// The field is this, or begins so.
    Value(Field, String, bool),
    Is(Mark),
    Published(Period, Date),
}

impl Sieve {
    /// Makes a filter ready for a day.
    pub fn new(filter: &Filter, today: Date) -> Self {
        Self(match filter {
            Filter::Says(field @ (Field::Title | Field::Author | Field::Source), words) => {
                Asked::Words(*field, ways(words))
            }
            Filter::Says(field, Words { text, is_open }) => {
                let value = match field {
                    Field::Tag => spelled(text),
                    Field::Language => tag_of(text),
                    _ => text.to_lowercase().trim_matches('/').to_owned(),
                };
                Asked::Value(*field, value, *is_open)
            }
            Filter::Is(mark) => Asked::Is(*mark),
            Filter::Published(period) => Asked::Published(*period, today),
        })
    }

    /// Whether it holds of an article; `marks` is what the reader added.
    pub fn holds(&self, facts: &Facts<'_>, marks: &Marks) -> bool {
        let Facts { row, path, has_note } = *facts;
        let meta = &row.meta;
        match &self.0 {
            Asked::Words(field, needles) => {
                let text = told(row, *field);
                needles.iter().any(|needle| needle.is_in(&text))
            }
            Asked::Value(Field::Tag, value, is_open) => {
                tags(row.id, meta, marks).any(|tag| is_value(&spelled(tag), value, None, *is_open))
            }
            Asked::Value(Field::Language, value, is_open) => {
                let language = meta.language.as_ref();
                let tag = language.map(|language| tag_of(&language.value));
                tag.is_some_and(|tag| is_value(&tag, value, Some('-'), *is_open))
            }
            Asked::Value(_, value, is_open) => is_value(path, value, Some('/'), *is_open),
            Asked::Is(Mark::Unread) => row.is_unread(marks),
            Asked::Is(Mark::Read) => row.trouble.is_none() && !row.is_unread(marks),
            Asked::Is(Mark::Starred) => row.is_starred(marks),
            Asked::Is(Mark::Note) => has_note || marks.noted().contains(&row.id),
            Asked::Is(Mark::Author) => {
                meta.authors.as_ref().is_some_and(|authors| !authors.value.is_empty())
            }
            Asked::Published(period, today) => {
                meta.published.is_some_and(|when| period.holds(when.value, *today))
            }
        }
    }
}

/// The tags of an article: those of its file, then those that the reader gave
/// it, of which some may be the same.
pub fn tags<'a>(id: ArticleId, meta: &'a Meta, marks: &'a Marks) -> impl Iterator<Item = &'a Safe> {
    let of_file = meta.tags.iter().flat_map(|tags| &tags.value);
    of_file.chain(marks.tags(id).map(Tag::as_safe))
}

/// The same, each once: in the spelling of the file, if that has it.
pub fn distinct_tags(id: ArticleId, meta: &Meta, marks: &Marks) -> Vec<Safe> {
    let mut known = HashSet::new();
    tags(id, meta, marks).filter(|tag| known.insert(spelled(tag))).cloned().collect()
}

/// Whether a value begins, or a word of it does, as something that was typed.
pub fn goes_on(value: &str, typed: &str) -> bool {
    let (mut line, mut begun) = (String::new(), String::new());
    fold_line(value, &mut line, |_, _| {});
    fold_line(typed, &mut begun, |_, _| {});
    line.contains(begun.split(ASIDE).next().unwrap_or_default().trim_end())
}

/// The folded lines of a field that is made of words.
fn told(row: &Row, field: Field) -> String {
    let mut lines = String::new();
    let mut add = |text: &str| fold_line(text, &mut lines, |_, _| {});
    let meta = &row.meta;
    match field {
        Field::Title => meta.title.iter().for_each(|title| add(&title.value)),
        Field::Source => meta.source.iter().for_each(|source| add(&source.value)),
        _ => {
            let authors = meta.authors.iter().flat_map(|authors| &authors.value);
            authors.for_each(|name| add(&Safe::format(format_args!("{name}"))));
        }
    }
    lines
}

/// Whether something is the value asked for, or goes on behind it with `part`
/// if it is whole and with anything if it is not.
pub(super) fn is_value(is: &str, value: &str, part: Option<char>, is_open: bool) -> bool {
    let rest = is.strip_prefix(value);
    rest.is_some_and(|rest| is_open || rest.is_empty() || part.is_some_and(|c| rest.starts_with(c)))
}

/// The words of a text, folded, with spaces between them.
pub(super) fn spelled(text: &str) -> String {
    let mut line = String::new();
    fold_line(text, &mut line, |_, _| {});
    line.split(ASIDE).next().unwrap_or_default().trim().to_owned()
}

/// The tag of a language, as it is compared.
pub(super) fn tag_of(text: &str) -> String {
    text.to_ascii_lowercase().replace('_', "-")
}
