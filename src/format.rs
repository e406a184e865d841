//! Reads a file as an article.
//!
//! Nothing here knows where a file lies, what an index is or how an article is
//! drawn. Each format has a module of its own; all of them make the same
//! blocks, and say of every field where it was read. One promise holds for all:
//! nothing that the file says is left out, and no bytes make a reader panic.
//!
//! How much of that is right is measured on files written to be difficult, the
//! corpus in `tests/corpus`. F1, the harmonic mean of what is right among what
//! was found and of what was found among what is there; in the last column the
//! share of files of which headline, every author and the date are right at
//! once, which is what a citation needs:
//!
#![doc = include_str!("format/measured.md")]

pub mod address;
pub mod container;
mod damage;
pub mod dates;
mod encoding;
mod front_matter;
mod html;
mod item;
mod kind;
mod language;
mod markdown;
mod marked;
pub mod names;
pub mod packed;
pub mod plain;
mod record;
mod stamp;
pub mod typed;

use std::borrow::Cow;

use crate::article::kept::light;
use crate::article::{
    Article, ArticleId, Block, Field, Kept, Kind, Origin, Provenance, Safe, Written,
};
use damage::Characters;
use encoding::Decoded;
pub use item::{Beside, read_item};
use kind::extension;
pub use kind::{Format, is_doubtful_name, is_readable_name};
use marked::{Blanks, Marked};
use record::{Record, Statement};

/// What is known about a file besides its bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hint<'a> {
    /// Its name, without folders.
    pub file_name: &'a str,
    /// Whether the reader wants damaged characters repaired, which are only told
    /// otherwise.
    pub repairs: bool,
    /// Whether no more is wanted than the file says: a language that it does not
    /// state is not guessed.
    pub is_only_read: bool,
}

/// Most blocks of an article.
pub(crate) const BLOCKS: usize = 100_000;

/// What is told of an article with more.
pub(crate) const TOO_MANY: &str = "more than 100,000 blocks; the rest is shown as it stands";

/// Most columns of a table.
pub(crate) const COLUMNS: usize = 64;

/// Deepest list or quotation.
pub(crate) const DEPTH: u8 = 32;

/// Most links of an article.
pub(crate) const LINKS: usize = 10_000;

/// A file that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The article.
    pub article: Article,
    /// The decoded file, without a byte-order mark; the ranges of
    /// [`Written::Bytes`] are bytes of it.
    pub source: String,
    /// What it was read as.
    pub format: Format,
}

/// Why a file cannot be read as an article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// The bytes are no text in any encoding; says what they look like.
    #[error("this is not text: {0}")]
    NotText(&'static str),
    /// A file that is called a feed is something else.
    #[error("this XML file is no feed")]
    NoFeed,
    /// A letter that cannot be read; says why.
    #[error("{0}")]
    NoLetter(String),
    /// An item of a container cannot be read; the line on which it begins, and
    /// why.
    #[error("line {line}: {reason}")]
    Item {
        /// The line, from 1.
        line: u64,
        /// What is wrong with it.
        reason: Safe,
    },
    /// A container without items; says so.
    #[error("{0}")]
    NoItems(&'static str),
    /// A zip of which the list of files cannot be read.
    #[error("the list of files at the end of this zip {0}")]
    Zip(&'static str),
    /// A file in a zip that is not read; says why.
    #[error("{0}")]
    Packed(&'static str),
    /// A file in a zip that is too long.
    #[error("it has more than the {0} MiB that are read of a file in a zip")]
    TooLarge(u64),
    /// A container with too many items for its size, or a zip with too many.
    #[error("it holds more than 50,000 small articles; the rest is not read")]
    TooManyItems,
}

impl FormatError {
    pub(crate) fn item(line: u64, reason: &str) -> Self {
        Self::Item { line, reason: Safe::line(reason) }
    }
}

/// What a format's reader makes of a file.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(crate) record: Record,
    pub(crate) body: Vec<Block>,
    pub(crate) warnings: Vec<Safe>,
    /// Whether characters were removed that can deceive.
    pub(crate) has_hidden: bool,
    /// What a service kept with the article.
    pub(crate) kept: Kept,
    /// Whether nothing but its address was kept.
    pub(crate) is_link: bool,
}

impl Reading {
    /// Puts in words without marks, in as many blocks as they need.
    fn put(&mut self, kind: Kind, words: &str) {
        let mut rest = words;
        while !rest.is_empty() {
            let mut text = Marked::new(Blanks::Collapsed);
            let (part, more) = text.part(rest);
            text.push(part);
            let finished = text.finish();
            self.has_hidden |= finished.has_hidden;
            let written = Written::Words(finished.raw);
            self.body.push(Block { kind, text: finished.text, written });
            rest = more;
        }
    }
}

/// Reads a whole file.
///
/// Whatever the bytes are, the result is an article or a reason; an empty file
/// is an article with the name of the file as its headline. What was wrong
/// with the file and could be borne is told in [`Article::warnings`].
pub fn read(id: ArticleId, bytes: Vec<u8>, hint: &Hint<'_>) -> Result<Document, FormatError> {
    let mut decoded = encoding::decode(&bytes)?;
    let mut characters = Characters::new(hint.repairs);
    let format = Format::of(hint.file_name, &decoded.text);
    if format != Format::Mail
        && let Some(mended) = characters.mend_source(&decoded.text)
    {
        decoded.text = Cow::Owned(mended);
    }
    let source = &decoded.text;
    let is_named_feed = extension(hint.file_name).is_some_and(|name| kind::FEEDS.contains(&&*name));
    let mut reading = match format {
        Format::Markdown => markdown::read(source),
        Format::Html => html::read(source),
        Format::Mail => item::mail::read(&bytes, &mut characters).map_err(FormatError::NoLetter)?,
        _ if is_named_feed => return Err(FormatError::NoFeed),
        _ => plain_text(source, hint),
    };
    characters.tell(&mut reading);
    let Decoded { text, encoding, replaced } = decoded;
    // A big file is not copied.
    let text = match text {
        Cow::Borrowed(text) if text.len() == bytes.len() => String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
        text => text.into_owned(),
    };
    let decoded = Decoded { text: Cow::Owned(text), encoding, replaced };
    Ok(finish(id, decoded, format, reading, hint))
}

/// Makes a document of what a format's reader found.
fn finish(
    id: ArticleId,
    decoded: Decoded<'_>,
    format: Format,
    mut reading: Reading,
    hint: &Hint<'_>,
) -> Document {
    let mut warnings = Vec::new();
    // The parts of a letter have charsets of their own.
    if decoded.replaced > 0 && format != Format::Mail {
        warnings.push(bad_bytes(decoded.replaced, decoded.encoding));
    }
    if reading.has_hidden {
        warnings.push(Safe::line("hidden characters removed"));
    }
    if !hint.is_only_read {
        language::tell(&mut reading);
    }
    if reading.body.iter().all(|block| block.text.plain.trim().is_empty()) && !reading.is_link {
        warnings.push(Safe::line("the file holds no text"));
    }
    warnings.append(&mut reading.warnings);
    name_untitled(&mut reading, hint);
    let Record { meta, claims: evidence } = reading.record;
    let Reading { mut body, mut kept, is_link, .. } = reading;
    light(&mut body, &mut kept.highlights);
    let article = Article { id, meta, evidence, body, warnings, kept, is_link };
    Document { article, source: decoded.text.into_owned(), format }
}

/// The lines of a text that hold words, trimmed.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

fn plain_text(source: &str, hint: &Hint<'_>) -> Reading {
    let Article { meta, evidence, body, warnings, .. } = plain::read(source, hint.file_name);
    let has_hidden = Safe::has_hidden(source);
    let record = Record { meta, claims: evidence };
    Reading { record, body, warnings, has_hidden, ..Reading::default() }
}

fn bad_bytes(count: usize, encoding: &str) -> Safe {
    let bytes = if count == 1 { "byte sequence" } else { "byte sequences" };
    Safe::line(&format!("{count} bad {bytes} shown as \u{fffd} (read as {encoding})"))
}

/// An article without a headline is called by the first words of its own that
/// can serve, or by the name of its file.
fn name_untitled(reading: &mut Reading, hint: &Hint<'_>) {
    // A link without a headline has its address.
    if reading.record.meta.title.is_some() || reading.is_link {
        return;
    }
    let printed = reading.body.iter().find(|block| block.kind == Kind::Title);
    let (value, origin, key) = match printed {
        Some(block) => (block.text.plain.to_string(), Origin::Line, "headline"),
        None => (stem(hint.file_name), Origin::FileName, "file name"),
    };
    let from = Provenance { origin, is_certain: false };
    let values = &[value];
    reading.record.state(&Statement { field: Field::Title, values, from, key, at: None });
}

/// The name of a file without its extension, as words.
fn stem(file_name: &str) -> String {
    let stem = if is_readable_name(file_name) {
        file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem)
    } else {
        file_name
    };
    if stem.trim().is_empty() { "untitled".to_owned() } else { stem.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn document(file_name: &str, bytes: &[u8]) -> Document {
        read(ArticleId::of(bytes, 0), bytes.to_vec(), &Hint { file_name, ..Hint::default() })
            .unwrap()
    }

    fn warnings(file_name: &str, bytes: &[u8]) -> Vec<String> {
        document(file_name, bytes).article.warnings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_empty_file_is_an_article_named_after_it() {
        let article = document("Old wall.md", b"").article;
        assert_eq!(&*article.meta.title.unwrap().value, "Old wall");
        assert_eq!(&*article.warnings[0], "the file holds no text");
    }

    #[test]
    fn what_could_be_borne_is_told() {
        let mut bytes = "Größe ".repeat(500).into_bytes();
        bytes.push(0xff);
        assert_eq!(
            warnings("a.txt", &bytes),
            ["1 bad byte sequence shown as \u{fffd} (read as UTF-8)"]
        );
        assert_eq!(warnings("a.md", "pass\u{202e}word".as_bytes()), ["hidden characters removed"]);
    }

    #[test]
    fn the_article_has_the_id_it_was_read_under() {
        assert_eq!(document("a.txt", b"x").article.id, ArticleId::of(b"x", 0));
    }

    proptest! {
        #[test]
        fn no_bytes_panic_in_any_format(bytes in prop::collection::vec(any::<u8>(), 0..200), name in "a\\.(txt|md|html)") {
            let _ = read(ArticleId::default(), bytes, &Hint { file_name: &name, ..Hint::default() });
        }

        #[test]
        fn no_text_panics_in_any_format(text in "\\PC{0,200}", name in "a\\.(txt|md|html)") {
            let _ = read(ArticleId::default(), text.into_bytes(), &Hint { file_name: &name, ..Hint::default() });
        }
    }
}
