//! Reads an entry of a list of links: an address, and what was kept with it.
//!
//! Sources: the tables that Pocket (`title,url,time_added,tags,status`),
//! Instapaper (`URL,Title,Selection,Folder,Timestamp`), Raindrop
//! (`id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite`)
//! and Readwise Reader (`Title,URL,Document tags,Saved date,Reading progress,
//! Location,Seen`) export; the page that Pocket exported, and bookmarks in the
//! format of Netscape. One idea: columns mean what they are called, whoever
//! wrote the table.

use quick_xml::events::attributes::Attributes;

use super::json::moment;
use super::notes::HIGHLIGHTS;
use super::{STATED, fold_facts};
use crate::article::kept::words;
use crate::article::{Field, Highlight, Kept, Safe};
use crate::format::container::table::{COLUMN, COLUMNS, fields, folded};
use crate::format::container::{Container, Head};
use crate::format::record::{Statement, address};
use crate::format::{Reading, html};

/// What the columns are called, without case, blanks and marks.
const TITLE: &[&str] = &["title"];
const URL: &[&str] = &["url", "href"];
const SAVED: &[&str] = &[
    "timeadded",
    "timestamp",
    "saveddate",
    "savedat",
    "dateadded",
    "adddate",
    "created",
    "createdat",
];
const TAGS: &[&str] = &["tags", "documenttags", "labels"];
const AUTHOR: &[&str] = &["author", "authors"];
const DECK: &[&str] = &["excerpt", "summary"];
const STARRED: &[&str] = &["favorite", "favourite", "starred", "important"];
const STATUS: &[&str] = &["status", "location"];

/// What an entry says: the names of its columns, and their values.
struct Entry(Vec<(String, String)>);

impl Entry {
    /// What stands under one of these names, and what the list calls it.
    fn find(&self, names: &[&str]) -> Option<(&str, &str)> {
        let first = |name: &&str| {
            let is =
                |(key, value): &&(String, String)| folded(key) == *name && !value.trim().is_empty();
            self.0.iter().find(is)
        };
        names.iter().find_map(first).map(|(key, value)| (&**key, value.trim()))
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.find(&[name]).map(|(_, value)| value)
    }

    fn says(&self, names: &[&str], what: &[&str]) -> Option<bool> {
        let (_, value) = self.find(names)?;
        Some(what.iter().any(|word| value.eq_ignore_ascii_case(word)))
    }
}

/// Reads a record of a table, or a link of a page with the heading before it.
pub(super) fn read(text: &str, head: &Head) -> Result<Reading, String> {
    let (entry, heading) = entry(text, head)?;
    read_entry(&entry, heading.as_deref())
}

/// The address by which an entry is called.
pub(super) fn key(text: &str, head: &Head) -> Option<String> {
    let (entry, _) = entry(text, head).ok()?;
    address(entry.find(URL)?.1).map(|url| url.to_string())
}

/// What an entry says, and the heading above it.
fn entry(text: &str, head: &Head) -> Result<(Entry, Option<String>), String> {
    if head.container == Container::LinkPage {
        return anchor(text);
    }
    let fields = fields(text).ok_or("this line cannot be read as a record")?;
    Ok((Entry(head.all(COLUMN).map(str::to_owned).zip(fields).collect()), None))
}

fn anchor(html: &str) -> Result<(Entry, Option<String>), String> {
    let start = html.to_ascii_lowercase().rfind("<a").ok_or("this is no link")?;
    let (heading, link) = (html::as_line(&html[..start]), &html[start + 1..]);
    let (tag, title) = link.split_once('>').unwrap_or((link, ""));
    let mut attributes = Attributes::html(tag, 1);
    let said = attributes.with_checks(false).flatten().map(|said| {
        let text = |bytes: &[u8]| html::as_line(&String::from_utf8_lossy(bytes));
        (text(said.key.as_ref()).to_lowercase(), text(&said.value))
    });
    let named = said.take(COLUMNS).chain([("title".to_owned(), html::as_line(title))]).collect();
    Ok((Entry(named), Some(heading).filter(|heading| !heading.is_empty())))
}

fn read_entry(entry: &Entry, heading: Option<&str>) -> Result<Reading, String> {
    let (key, url) = entry.find(URL).ok_or("this link has no address")?;
    if address(url).is_none() {
        return Err(format!("‘{}’ is no web address", Safe::line(url).as_clean().clip(80)));
    }
    let mut reading = Reading { is_link: true, ..Reading::default() };
    let mut state = |field, key: &str, values: &[String]| {
        reading.record.state(&Statement { field, values, from: STATED, key, at: None });
    };
    state(Field::Url, key, &[url.to_owned()]);
    // A service that never saw the page calls it by its address.
    if let Some((key, title)) = entry.find(TITLE).filter(|(_, title)| address(title).is_none()) {
        state(Field::Title, key, &[html::as_line(title)]);
    }
    if let Some((key, saved)) = entry.find(SAVED) {
        state(Field::Accessed, key, &[moment(saved).unwrap_or_else(|| saved.to_owned())]);
    }
    if let Some((key, author)) = entry.find(AUTHOR) {
        state(Field::Authors, key, &[author.to_owned()]);
    }
    if let Some((key, list)) = entry.find(TAGS) {
        state(Field::Tags, key, &tags(list));
    }
    if let Some((key, deck)) = entry.find(DECK) {
        state(Field::Subtitle, key, &[html::as_line(deck)]);
    }
    reading.kept = kept(entry, heading);
    let facts = entry.0.iter().filter(|(_, value)| !value.trim().is_empty());
    let facts: Vec<String> = facts.map(|(key, value)| format!("{key}: {value}")).collect();
    fold_facts(&facts, &mut reading);
    Ok(reading)
}

/// Topics, however the list parts them: `a|b`, `a, b`, `["a","b"]`.
fn tags(list: &str) -> Vec<String> {
    let is_edge = |c: char| matches!(c, '[' | ']' | '"' | '\'') || c.is_whitespace();
    let by = if list.contains('|') { '|' } else { ',' };
    let tags = list.split(by).map(|tag| tag.trim_matches(is_edge).to_owned());
    tags.filter(|tag| !tag.is_empty()).collect()
}

fn kept(entry: &Entry, heading: Option<&str>) -> Kept {
    let text = |name: &str| entry.get(name).map(words);
    let folder = entry.get("folder").or(heading);
    let is_called = |names: &[&str]| {
        folder.map(|folder| names.iter().any(|name| folder.eq_ignore_ascii_case(name)))
    };
    // Instapaper and Pocket put what was read, or has a star, in a folder.
    let is_a_mark = is_called(&["Unread", "Archive", "Read Archive", "Starred"]) == Some(true);
    let by_folder = match is_called(&["Archive", "Read Archive"]) {
        Some(true) => Some(true),
        _ => is_called(&["Unread"]).filter(|is| *is).map(|_| false),
    };
    let by_progress =
        entry.get("readingprogress").map(|said| matches!(said, "1" | "1.0" | "100" | "100%"));
    let by_status = entry.says(STATUS, &["archive", "archived", "read"]);
    let is_read = match (by_status, by_progress) {
        (None, None) => by_folder,
        (status, progress) => Some(status == Some(true) || progress == Some(true)),
    };
    let starred = is_called(&["Starred"]).filter(|is| *is);
    let selection = text("selection").map(|quote| Highlight { quote, ..Highlight::default() });
    Kept {
        is_starred: entry.says(STARRED, &["true", "1", "yes"]).or(starred),
        is_read,
        folder: folder.filter(|_| !is_a_mark).map(Safe::line),
        note: text("note"),
        highlights: selection.into_iter().chain(highlights(entry)).take(HIGHLIGHTS).collect(),
    }
}

/// The passages of a column `highlights`: one a paragraph, or after
/// `Highlight:` with a line `Note:` below.
fn highlights(entry: &Entry) -> Vec<Highlight> {
    let mut all: Vec<(String, Option<Safe>)> = Vec::new();
    let mut is_open = false;
    for line in entry.get("highlights").unwrap_or_default().lines().map(str::trim) {
        if let Some(note) = line.strip_prefix("Note:") {
            let note = words(note);
            if let Some(last) = all.last_mut().filter(|_| !note.is_empty()) {
                last.1 = Some(note);
            }
            is_open = false;
            continue;
        }
        let marked = line.strip_prefix("Highlight:");
        let quote = marked.unwrap_or(line).trim();
        let is_more = is_open && marked.is_none() && !quote.is_empty();
        is_open = !quote.is_empty();
        match all.last_mut() {
            Some((before, _)) if is_more => {
                before.push('\n');
                before.push_str(quote);
            }
            _ if is_open => all.push((quote.to_owned(), None)),
            _ => {}
        }
    }
    let highlight = |(quote, note): (String, _)| Highlight {
        quote: words(&quote),
        note,
        ..Highlight::default()
    };
    all.into_iter().map(highlight).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_are_parted_as_each_service_does() {
        for list in ["a b|c", "a b, c", "[\"a b\",\"c\"]", "['a b', 'c']"] {
            assert_eq!(tags(list), ["a b", "c"], "{list}");
        }
        assert_eq!(tags("[]"), [""; 0]);
    }

    #[test]
    fn a_column_of_highlights_holds_passages_and_notes() {
        let told = |cell: &str| {
            let entry = Entry(vec![("highlights".to_owned(), cell.to_owned())]);
            let told =
                highlights(&entry).iter().map(|one| one.told().to_string()).collect::<Vec<_>>();
            told.join(" / ")
        };
        assert_eq!(
            told("Highlight:It rained\nall day.\nNote:so it did\n\nHighlight:Snow."),
            "“It rained all day.” so it did / “Snow.”"
        );
        assert_eq!(told("It rained.\n\nSnow."), "“It rained.” / “Snow.”");
        assert_eq!(told("Note: x"), "");
    }
}
