//! What a service says in JSON about how its reader kept an article.
//!
//! Sources: what Wallabag exports (`is_starred`, `is_archived`, `annotations`
//! with `quote` and `text`), what Omnivore does (`state`, `readingProgress`),
//! and the names that data sets share with them.

use super::value::Json;
use crate::article::kept::words;
use crate::article::{Highlight, Kept};
use crate::format::container::Container;
use crate::format::item::notes::HIGHLIGHTS;
use crate::format::stamp;

/// What says that an article has a star.
const STARRED: &[&str] = &["is_starred", "starred", "isStarred", "favorite", "is_favorite"];

/// What says that an article was read.
const READ: &[&str] = &["is_archived", "is_read", "archived", "isArchived"];

/// What holds the passages that were marked.
const MARKED: &[&str] = &["annotations", "highlights"];

/// What was kept, by the fields of an item.
pub(super) fn of(fields: &[(String, Json)], container: Container) -> Kept {
    let named = |name: &&str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value);
    let truth = |names: &[&str]| names.iter().filter_map(named).find_map(Json::truth);
    let line = |name: &str| {
        let text = named(&name).and_then(Json::text).map(words)?;
        (!text.is_empty()).then_some(text)
    };
    let is_read = match container {
        Container::Omnivore => is_read_in_omnivore(named(&"state"), named(&"readingProgress")),
        // What a publisher says of its own items is no word of a reader.
        Container::JsonFeed => return Kept::default(),
        _ => truth(READ),
    };
    let marked = MARKED.iter().find_map(|name| match named(name) {
        Some(Json::Many(all)) => Some(all),
        _ => None,
    });
    let highlights = marked.into_iter().flatten().filter_map(highlight).take(HIGHLIGHTS);
    Kept {
        is_starred: truth(STARRED),
        is_read,
        folder: line("folder"),
        note: line("note"),
        highlights: highlights.collect(),
    }
}

/// Archived, or read to its end.
fn is_read_in_omnivore(state: Option<&Json>, progress: Option<&Json>) -> Option<bool> {
    let state = state.and_then(Json::text)?;
    let is_at_end = matches!(progress, Some(Json::Number(percent)) if percent == "100");
    Some(state.eq_ignore_ascii_case("archived") || is_at_end)
}

fn highlight(said: &Json) -> Option<Highlight> {
    let line = |names: &[&str]| {
        let text = names.iter().find_map(|name| said.get(name)?.text());
        text.map(words).filter(|text| !text.is_empty())
    };
    let quote = match said {
        Json::Text(text) => words(text),
        // Where `quote` says what was marked, `text` says what was noted.
        _ => line(&["quote"]).or_else(|| line(&["text"])).unwrap_or_default(),
    };
    let noted = if said.get("quote").is_some() { line(&["text", "note"]) } else { None };
    let note = noted.or_else(|| line(&["note", "annotation", "comment"]));
    let made =
        ["created_at", "createdAt", "created"].iter().find_map(|name| said.get(name)?.text());
    let made = made.and_then(stamp::parse);
    (!quote.is_empty() || note.is_some()).then_some(Highlight { quote, note, made, place: None })
}
