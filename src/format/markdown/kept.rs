//! What front matter says of how a reader kept the article.
//!
//! The names are those that exports use; `highlights` holds what was marked as
//! quotations, each with the note on it below.

use crate::article::Kept;
use crate::article::kept::words;
use crate::format::item::notes;
use crate::format::record::Entry;

/// What was kept, by the entries of front matter. A star and a mark as read are
/// only those that are plainly true or false.
pub(super) fn of(entries: &[Entry]) -> Kept {
    let value = |name: &str| {
        let entry = entries.iter().find(|entry| entry.key.eq_ignore_ascii_case(name))?;
        entry.values.first().map(String::as_str)
    };
    let truth = |name| match value(name).map(str::to_ascii_lowercase).as_deref() {
        Some("true" | "yes") => Some(true),
        Some("false" | "no") => Some(false),
        _ => None,
    };
    Kept {
        is_starred: truth("starred"),
        is_read: truth("read"),
        folder: value("folder").map(words),
        note: value("note").map(words),
        highlights: value("highlights")
            .map(|text| notes::read(text).highlights)
            .unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use crate::article::ArticleId;
    use crate::format::{Hint, read};

    #[test]
    fn what_was_kept_is_read_from_front_matter() {
        let text = "+++\ntitle = \"Rain\"\nstarred = true\nread = false\nfolder = \"Sea\"\n\
                    note = \"look again\"\nhighlights = \"\"\"\n> It rained.\nreally?\n\n> On the quay\n\"\"\"\n\
                    +++\n\nIt rained. On the quay it snowed.\n";
        let hint = Hint { file_name: "rain.md", ..Hint::default() };
        let kept = read(ArticleId::default(), text.into(), &hint).unwrap().article.kept;
        assert_eq!((kept.is_starred, kept.is_read), (Some(true), Some(false)));
        assert_eq!((&*kept.folder.unwrap(), &*kept.note.unwrap()), ("Sea", "look again"));
        let quotes: Vec<&str> = kept.highlights.iter().map(|it| &*it.quote).collect();
        assert_eq!(quotes, ["It rained.", "On the quay"]);
        assert_eq!(kept.highlights[0].note.as_deref(), Some("really?"));
        assert!(kept.highlights.iter().all(|highlight| highlight.place.is_some()));
    }

    #[test]
    fn what_is_neither_true_nor_false_is_no_mark() {
        let text = "---\ntitle: Rain\nread: 5 min\nstarred: maybe\n---\n\nIt rained.\n";
        let hint = Hint { file_name: "rain.md", ..Hint::default() };
        let kept = read(ArticleId::default(), text.into(), &hint).unwrap().article.kept;
        assert_eq!((kept.is_starred, kept.is_read), (None, None));
    }
}
