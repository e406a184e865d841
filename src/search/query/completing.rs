//! What may be completed at the end of a text that is being typed.

use super::field::{Mark, Name};
use super::write::is_quotation_mark;
use super::{Clause, Field, Filter, Query, Words};

/// What may be completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completing {
    /// The byte of the text where it begins.
    pub start: usize,
    /// What may stand there.
    pub what: Completions,
}

/// What may stand at the end of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Completions {
    /// One of these; there is at least one.
    These(Vec<String>),
    /// A field with a value that begins so, which an engine knows.
    Values(Field, String),
}

impl Completing {
    /// What may be completed at the end of `typed`: a name, what stands behind
    /// `is:` or `has:`, or the value of a field.
    ///
    /// ```
    /// use newsread::search::Field;
    /// use newsread::search::query::{Completing, Completions};
    ///
    /// let of = |typed| Completing::of(typed).map(|completing| completing.what);
    /// assert_eq!(of("rain aut"), Some(Completions::These(vec!["author:".into()])));
    /// assert_eq!(of("author:ki"), Some(Completions::Values(Field::Author, "ki".into())));
    /// assert_eq!(of("rain "), None);
    /// ```
    pub fn of(typed: &str) -> Option<Self> {
        let quotes: Vec<_> = typed.match_indices(is_quotation_mark).collect();
        let open = quotes.last().filter(|_| quotes.len() % 2 == 1);
        let (end, inside) = match open {
            Some((at, mark)) => (*at, Some(&typed[at + mark.len()..])),
            None => (typed.len(), None),
        };
        let before = &typed[..end];
        let is_edge = |c: char| c.is_whitespace() || is_quotation_mark(c) || matches!(c, '(' | ')');
        let start = before
            .rfind(is_edge)
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let start = start + usize::from(before[start..].starts_with('-'));
        let chunk = &before[start..];
        let what = match (chunk.split_once(':'), inside) {
            (Some((name, value)), inside) => values(Name::of(name)?, inside.unwrap_or(value))?,
            (None, None) if !chunk.is_empty() => names(chunk)?,
            _ => return None,
        };
        Some(Self { start, what })
    }
}

/// A field and its value, as it is typed: with quotation marks or a space
/// behind it, but for a folder, in which there may be others.
pub fn written(field: Field, value: &str) -> String {
    let is_open = field == Field::Folder;
    let words = Words { text: value.replace(is_quotation_mark, " "), is_open };
    Query { clause: Some(Clause::Filter(Filter::Says(field, words))) }.to_string()
}

fn names(chunk: &str) -> Option<Completions> {
    let begins = |name: &&str| name.starts_with(&chunk.to_ascii_lowercase());
    let names: Vec<_> = Name::all().filter(begins).map(|name| format!("{name}:")).collect();
    (!names.is_empty()).then_some(Completions::These(names))
}

fn values(name: Name, value: &str) -> Option<Completions> {
    let of = match name {
        Name::Field(Field::Title) | Name::Date | Name::After | Name::Before => return None,
        Name::Field(field) => return Some(Completions::Values(field, value.to_owned())),
        Name::Is => "is",
        Name::Has => "has",
    };
    let begins = |called: &str| called.starts_with(&value.to_ascii_lowercase());
    let named = Mark::NAMES.iter().filter(|(_, name, called)| *name == of && begins(called));
    let these: Vec<_> = named.map(|(_, name, called)| format!("{name}:{called} ")).collect();
    (!these.is_empty()).then_some(Completions::These(these))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(typed: &str) -> Option<(usize, Completions)> {
        Completing::of(typed).map(|completing| (completing.start, completing.what))
    }

    fn these(words: &[&str]) -> Completions {
        Completions::These(words.iter().map(|word| (*word).to_owned()).collect())
    }

    #[test]
    fn a_name_is_completed_with_its_colon() {
        assert_eq!(of("rain -t"), Some((6, these(&["title:", "tag:"]))));
        assert_eq!(of("(so"), Some((1, these(&["source:"]))));
        assert_eq!(of("rain"), None);
    }

    #[test]
    fn a_value_is_completed_also_between_quotation_marks() {
        let courier = Completions::Values(Field::Source, "The Co".to_owned());
        assert_eq!(of("sun source:\"The Co"), Some((4, courier)));
        assert_eq!(of("is:un"), Some((0, these(&["is:unread "]))));
        assert_eq!(of("\"central ba"), None);
        assert_eq!(of("title:ra"), None);
    }

    #[test]
    fn a_value_is_written_as_it_is_read() {
        assert_eq!(written(Field::Source, "The Courier"), "source:\"The Courier\"");
        assert_eq!(written(Field::Tag, "sea"), "tag:sea ");
        assert_eq!(written(Field::Folder, "news/2020/"), "in:news/2020/");
    }
}
