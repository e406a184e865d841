//! What the reader can change, and how it is written in a register.
//!
//! Values are JSON, keys are words: a kind of change that is added later, or
//! by a newer version, needs no other table, and an older version keeps it
//! without understanding it.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::note::{NOTE, Writing};
use super::sightings::{SEEN, seen, sighting};
use super::{Slot, Tag};
use crate::article::{ArticleId, Field, Place, Sighting};

/// One thing that the reader changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The article counts as read, or no longer.
    Read(ArticleId, bool),
    /// The article has a star, or no longer.
    Starred(ArticleId, bool),
    /// The article has this tag, or no longer. Each tag of an article is a
    /// register of its own: two devices that add different ones both win.
    Tag(ArticleId, Tag, bool),
    /// A version of a note; [`Marks`](super::Marks) make one. Each is a register
    /// of its own, so that none is lost.
    Note(ArticleId, Box<Writing>),
    /// The reader got to this place. It may be outside the article when that
    /// was edited since: whoever shows it finds the nearest.
    Place(ArticleId, Place),
    /// The citation styles used, by their names in the configuration, the last
    /// first.
    Styles(Vec<String>),
    /// What citations were written in last, by its name in the configuration.
    Format(String),
    /// What quotations were copied for last, by its name in the configuration.
    Quotation(String),
    /// Whether paragraphs have their numbers in the margin.
    Numbers(bool),
    /// Whether the reader was shown around.
    Toured(bool),
    /// How the panes are arranged, in the words of the app.
    Layout(String),
    /// What was searched for, as typed, the newest last.
    Searches(Vec<String>),
    /// The search of this name is what was typed, or is no longer kept. Each is
    /// a register of its own.
    Search(String, Option<String>),
    /// The bookmark of this letter is at a place of an article, or nowhere. The
    /// place may be outside the article when that was edited since.
    Bookmark(char, Option<(ArticleId, Place)>),
    /// The headline of the article is cited with its own capitals, or no longer.
    AsPrinted(ArticleId, bool),
    /// What the reader says of a field instead of the file; empty for “not
    /// stated”, `None` to believe the file again.
    Correction(ArticleId, Field, Option<String>),
    /// Where a file lies of which the reader touched an article. Each device writes a
    /// register of its own.
    Seen(Box<Sighting>),
}

/// What the registers of corrections begin with; the name of the field follows.
const CORRECTION: &str = "correction:";

/// What the registers of tags begin with; the tag follows, in small letters.
const TAG: &str = "tag:";

/// What the registers of saved searches begin with; the name follows.
const SEARCH: &str = "search:";

/// What the registers of bookmarks begin with; the letter follows.
const BOOKMARK: &str = "bookmark:";

/// The register of a field's correction.
fn correction(field: Field) -> &'static str {
    match field {
        Field::Title => "correction:title",
        Field::Subtitle => "correction:subtitle",
        Field::Authors => "correction:authors",
        Field::Source => "correction:source",
        Field::Section => "correction:section",
        Field::Published => "correction:published",
        Field::Updated => "correction:updated",
        Field::Accessed => "correction:accessed",
        Field::Url => "correction:url",
        Field::Language => "correction:language",
        Field::Agency => "correction:agency",
        Field::Tags => "correction:tags",
        Field::Characters => "correction:characters",
    }
}

impl Change {
    /// The register that it is written to.
    pub(super) fn slot(&self) -> Slot {
        let (id, key) = match self {
            Self::Read(id, _) => (*id, "read"),
            Self::Starred(id, _) => (*id, "starred"),
            Self::Tag(id, tag, _) => return (*id, Cow::Owned(format!("{TAG}{}", tag.folded()))),
            Self::Note(id, writing) => return (*id, Cow::Owned(writing.key())),
            Self::Place(id, _) => (*id, "place"),
            Self::Styles(_) => (ArticleId::default(), "style"),
            Self::Format(_) => (ArticleId::default(), "format"),
            Self::Quotation(_) => (ArticleId::default(), "quotation"),
            Self::Numbers(_) => (ArticleId::default(), "numbers"),
            Self::Toured(_) => (ArticleId::default(), "toured"),
            Self::Layout(_) => (ArticleId::default(), "layout"),
            Self::Searches(_) => (ArticleId::default(), "searches"),
            Self::Search(name, _) => {
                return (ArticleId::default(), Cow::Owned(format!("{SEARCH}{name}")));
            }
            Self::Bookmark(letter, _) => {
                return (ArticleId::default(), Cow::Owned(format!("{BOOKMARK}{letter}")));
            }
            Self::AsPrinted(id, _) => (*id, "as-printed"),
            Self::Correction(id, field, _) => (*id, correction(*field)),
            // The name of the device is added where it is known.
            Self::Seen(sighting) => (sighting.file, SEEN),
        };
        (id, Cow::Borrowed(key))
    }

    /// The article that the reader did it to, if to any.
    pub fn article(&self) -> Option<ArticleId> {
        match self {
            Self::Bookmark(_, at) => at.map(|(id, _)| id),
            Self::Seen(_) => None,
            change => Some(change.slot().0).filter(|id| *id != ArticleId::default()),
        }
    }

    /// What is written there, in JSON.
    pub(super) fn value(&self) -> String {
        match self {
            Self::Read(_, set)
            | Self::Starred(_, set)
            | Self::AsPrinted(_, set)
            | Self::Numbers(set)
            | Self::Toured(set) => json!(set),
            Self::Place(_, place) => json!({ "block": place.block, "at": place.at }),
            Self::Styles(names) | Self::Searches(names) => json!(names),
            Self::Format(name) | Self::Quotation(name) | Self::Layout(name) => json!(name),
            Self::Correction(_, _, typed) | Self::Search(_, typed) => json!(typed),
            Self::Bookmark(_, None) => Value::Null,
            Self::Bookmark(_, Some((id, place))) => {
                json!({ "article": id.to_string(), "block": place.block, "at": place.at })
            }
            // As it was written, so that it is shown so on every device.
            Self::Tag(_, tag, true) => json!(tag.name()),
            Self::Tag(_, _, false) => json!(false),
            Self::Note(_, writing) => writing.value(),
            Self::Seen(sighting) => seen(sighting),
        }
        .to_string()
    }

    /// What a register says; `None` if this version does not understand it.
    pub(super) fn parse(article: ArticleId, key: &str, value: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(value).ok()?;
        let number = |name| usize::try_from(value.get(name)?.as_u64()?).ok();
        match key {
            "read" => Some(Self::Read(article, value.as_bool()?)),
            "starred" => Some(Self::Starred(article, value.as_bool()?)),
            "place" => {
                Some(Self::Place(article, Place { block: number("block")?, at: number("at")? }))
            }
            "style" => Some(Self::Styles(names(&value)?)),
            "format" => Some(Self::Format(value.as_str()?.to_owned())),
            "quotation" => Some(Self::Quotation(value.as_str()?.to_owned())),
            "numbers" => Some(Self::Numbers(value.as_bool()?)),
            "toured" => Some(Self::Toured(value.as_bool()?)),
            "layout" => Some(Self::Layout(value.as_str()?.to_owned())),
            "searches" => Some(Self::Searches(names(&value)?)),
            "as-printed" => Some(Self::AsPrinted(article, value.as_bool()?)),
            key => {
                let typed = || serde_json::from_value::<Option<String>>(value.clone()).ok();
                if let Some(folded) = key.strip_prefix(TAG) {
                    return tag(article, folded, &value);
                }
                if key.starts_with(NOTE) {
                    return Some(Self::Note(article, Box::new(Writing::parse(key, &value)?)));
                }
                if let Some(name) = key.strip_prefix(SEARCH) {
                    return Some(Self::Search(name.to_owned(), typed()?));
                }
                if let Some(letter) = key.strip_prefix(BOOKMARK) {
                    return bookmark(letter, &value);
                }
                if key.starts_with(SEEN) {
                    return Some(Self::Seen(Box::new(sighting(article, &value)?)));
                }
                let field = Field::named(key.strip_prefix(CORRECTION)?)?;
                Some(Self::Correction(article, field, typed()?))
            }
        }
    }

    /// Whether it can wait for others of its kind: places come many a minute.
    pub(super) fn can_wait(&self) -> bool {
        matches!(self, Self::Place(..))
    }

    /// Whether the reader asked for it, and waits to see it kept; places and
    /// habits are kept without a word.
    pub(super) fn is_asked_for(&self) -> bool {
        matches!(
            self,
            Self::Read(..)
                | Self::Starred(..)
                | Self::Tag(..)
                | Self::Note(..)
                | Self::Correction(..)
        )
    }
}

/// What the register of a tag says; one whose value is another tag than its
/// name was not written by newsread.
fn tag(article: ArticleId, folded: &str, value: &Value) -> Option<Change> {
    let set = value.as_bool() != Some(false);
    let tag: Tag = value.as_str().unwrap_or(folded).parse().ok()?;
    (tag.folded() == folded).then_some(Change::Tag(article, tag, set))
}

/// What the register of a bookmark says.
fn bookmark(name: &str, value: &Value) -> Option<Change> {
    let mut letters = name.chars();
    let letter = letters.next().filter(|_| letters.next().is_none())?;
    if value.is_null() {
        return Some(Change::Bookmark(letter, None));
    }
    let number = |name| usize::try_from(value.get(name)?.as_u64()?).ok();
    let place = Place { block: number("block")?, at: number("at")? };
    let article = ArticleId::named(value.get("article")?.as_str()?)?;
    Some(Change::Bookmark(letter, Some((article, place))))
}

/// The names in a list; one that stands alone is a list as well.
fn names(value: &Value) -> Option<Vec<String>> {
    if let Some(name) = value.as_str() {
        return Some(vec![name.to_owned()]);
    }
    value.as_array()?.iter().map(|name| name.as_str().map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn changes() -> impl Strategy<Value = Change> {
        let id = any::<[u8; 16]>().prop_map(ArticleId);
        let place = || any::<(usize, usize)>().prop_map(|(block, at)| Place { block, at });
        prop_oneof![
            (id.clone(), any::<bool>()).prop_map(|(id, set)| Change::Read(id, set)),
            (id.clone(), any::<bool>()).prop_map(|(id, set)| Change::Starred(id, set)),
            (id.clone(), place()).prop_map(|(id, place)| Change::Place(id, place)),
            any::<Vec<String>>().prop_map(Change::Styles),
            any::<String>().prop_map(Change::Format),
            any::<String>().prop_map(Change::Quotation),
            any::<bool>().prop_map(Change::Numbers),
            any::<bool>().prop_map(Change::Toured),
            any::<String>().prop_map(Change::Layout),
            any::<Vec<String>>().prop_map(Change::Searches),
            any::<(String, Option<String>)>().prop_map(|(name, typed)| Change::Search(name, typed)),
            (any::<char>(), prop::option::of((id.clone(), place())))
                .prop_map(|(letter, at)| Change::Bookmark(letter, at)),
            (id.clone(), any::<bool>()).prop_map(|(id, set)| Change::AsPrinted(id, set)),
            (id.clone(), any::<Tag>(), any::<bool>())
                .prop_map(|(id, tag, set)| Change::Tag(id, tag, set)),
            (id.clone(), crate::state::note::tests::writings())
                .prop_map(|(id, writing)| Change::Note(id, Box::new(writing))),
            (id, prop::sample::select(Field::ALL), any::<Option<String>>())
                .prop_map(|(id, field, typed)| Change::Correction(id, field, typed)),
            crate::state::sightings::tests::sightings()
                .prop_map(|sighting| Change::Seen(Box::new(sighting))),
        ]
    }

    proptest! {
        #[test]
        fn a_change_is_read_as_it_was_written(change in changes()) {
            let (article, key) = change.slot();
            prop_assert_eq!(Change::parse(article, &key, &change.value()), Some(change));
        }

        #[test]
        fn no_register_is_too_strange_to_read(key in "read|place|style|numbers|mood|correction:url|tag:rain|search:rain|bookmark:a|seen:", value in any::<String>()) {
            Change::parse(ArticleId::default(), &key, &value);
        }
    }

    #[test]
    fn a_value_is_plain_json() {
        let id = ArticleId([1; 16]);
        assert_eq!(Change::Read(id, true).value(), "true");
        assert_eq!(
            Change::Place(id, Place { block: 3, at: 120 }).value(),
            r#"{"block":3,"at":120}"#
        );
    }

    #[test]
    fn a_tag_is_kept_as_it_was_written_under_its_name_in_small_letters() {
        let id = ArticleId([1; 16]);
        let tag: Tag = "Budget 2027".parse().unwrap();
        let change = Change::Tag(id, tag, true);
        assert_eq!(change.slot(), (id, "tag:budget 2027".into()));
        assert_eq!(change.value(), "\"Budget 2027\"");
        let Some(Change::Tag(_, read, true)) =
            Change::parse(id, "tag:budget 2027", "\"BUDGET 2027\"")
        else {
            panic!("a tag")
        };
        assert_eq!(read.name(), "BUDGET 2027");
        assert_eq!(Change::parse(id, "tag:budget 2027", "\"Deficit\""), None);
    }

    #[test]
    fn a_style_that_stands_alone_is_the_only_one_used() {
        let read = Change::parse(ArticleId::default(), "style", "\"mla\"");
        assert_eq!(read, Some(Change::Styles(vec!["mla".to_owned()])));
    }

    #[test]
    fn each_correction_has_a_register_that_is_called_by_its_field() {
        let called = |field: &Field| *correction(*field) == format!("{CORRECTION}{}", field.name());
        assert!(Field::ALL.iter().all(called));
    }

    #[test]
    fn what_a_newer_version_adds_to_a_place_does_not_disturb_this_one() {
        let read = Change::parse(ArticleId([1; 16]), "place", r#"{"block":3,"at":9,"of":80}"#);
        assert_eq!(read, Some(Change::Place(ArticleId([1; 16]), Place { block: 3, at: 9 })));
    }
}
