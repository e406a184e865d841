//! An article as a file of an archive: Markdown, with all that is known about
//! it before the text, as TOML between lines of `+++`.
//!
//! What is written is read again as the same article; the names are those that
//! other programs use too.

use toml_writer::{ToTomlValue, TomlStringBuilder};

use super::markdown;
use crate::article::{Article, Field, Highlight, Safe};

/// What an article is known by when it is imported again: equal for the same
/// headline, address and words, wherever they were read.
pub fn import_key(article: &Article) -> String {
    let said = article.body.iter().filter(|block| block.kind.is_said());
    let mut hasher = blake3::Hasher::new_derive_key("newsread import of an article");
    let facts = [Field::Title, Field::Url].map(|field| article.meta.value(field));
    let facts = facts.iter().map(|fact| fact.as_deref().unwrap_or_default());
    for part in facts.chain(said.map(|block| &*block.text.plain)) {
        // A part never runs into the next.
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
    }
    hasher.finalize().to_hex()[..32].to_owned()
}

/// The key of a file that [`archived`] wrote, by how it begins.
pub fn key_of(head: &str) -> Option<&str> {
    let front_matter = head.strip_prefix("+++\n")?.split("\n+++\n").next()?;
    let line = front_matter.lines().rev().find_map(|line| line.strip_prefix("imported = \""))?;
    line.strip_suffix('"')
}

/// The fields and what a file calls them, in their order.
const NAMES: [(&str, Field); 8] = [
    ("title", Field::Title),
    ("site", Field::Source),
    ("section", Field::Section),
    ("date", Field::Published),
    ("updated", Field::Updated),
    ("accessed", Field::Accessed),
    ("url", Field::Url),
    ("lang", Field::Language),
];

/// The article as a file, which ends with a line end.
pub fn archived(article: &Article, key: &str) -> String {
    let meta = &article.meta;
    let kept = &article.kept;
    let mut lines = vec!["+++".to_owned()];
    let mut put = |name: &str, value: Option<String>| {
        lines.extend(value.map(|value| format!("{name} = {value}")));
    };
    for (name, field) in NAMES {
        put(name, meta.value(field).map(|value| text(&value)));
    }
    let authors = meta.authors.iter().flat_map(|authors| &authors.value);
    put("author", list(authors.map(|author| text(&author.to_string()))));
    let tags = meta.tags.iter().flat_map(|tags| &tags.value);
    put("tags", list(tags.map(|tag| text(tag))));
    put("starred", kept.is_starred.map(|is| is.to_string()));
    put("read", kept.is_read.map(|is| is.to_string()));
    put("folder", kept.folder.as_ref().map(|folder| text(folder)));
    put("note", kept.note.as_ref().map(|note| text(note)));
    let highlights = highlights(&kept.highlights);
    put("highlights", (!highlights.is_empty()).then(|| text(&highlights)));
    put("imported", Some(text(key)));
    format!("{}\n+++\n\n{}\n", lines.join("\n"), markdown::body(article).trim_end())
}

/// A text as a value in one line: no line of it can be taken for a fence.
fn text(text: &str) -> String {
    TomlStringBuilder::new(text).as_basic().to_toml_value()
}

fn list(values: impl Iterator<Item = String>) -> Option<String> {
    let values: Vec<String> = values.collect();
    (!values.is_empty()).then(|| format!("[{}]", values.join(", ")))
}

/// Each passage as a quotation, and below it the note on it.
fn highlights(highlights: &[Highlight]) -> String {
    let written = highlights.iter().map(|highlight| {
        let lines = highlight.quote.split('\n').map(|line| format!("> {line}"));
        let note = highlight.note.iter().map(Safe::to_string);
        lines.chain(note).collect::<Vec<_>>().join("\n")
    });
    // Two quotations without a note between them stay two.
    written.collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_found_before_the_text_and_nowhere_else() {
        assert_eq!(key_of("+++\ntitle = \"a\"\nimported = \"0f\"\n+++\n\nx"), Some("0f"));
        assert_eq!(key_of("+++\ntitle = \"a\"\n+++\n\nimported = \"0f\"\n"), None);
        assert_eq!(key_of("---\nimported = \"0f\"\n---\n"), None);
    }

    #[test]
    fn no_note_ends_what_stands_before_the_text() {
        let mut article = Article::default();
        article.kept.note = Some(Safe::lines("one\n+++\nimported = \"1\"\n\"two\" \\"));
        let file = archived(&article, "0f");
        assert_eq!(key_of(&file), Some("0f"));
        assert!(file.contains("note = \"one\\n+++\\nimported = \\\"1\\\"\\n"), "{file}");
    }

    #[test]
    fn the_key_follows_the_words_and_not_where_they_were_read() {
        let mut article = Article::default();
        let key = import_key(&article);
        article.id = crate::article::ArticleId::of(b"rain", 0);
        assert_eq!(import_key(&article), key);
        article.body.push(crate::article::Block {
            kind: crate::article::Kind::Paragraph,
            text: Safe::line("It rained.").into(),
            written: crate::article::Written::Words(String::new()),
        });
        assert_ne!(import_key(&article), key);
    }
}
