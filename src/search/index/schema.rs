//! The fields of the index, and how text becomes their terms.
//!
//! Everything that is compared was folded by [`words`](crate::search::words)
//! before: a tokenizer here only cuts, so what the index finds is what the
//! scanner finds. The text of an article is one stream of words, passage by
//! passage, with [`BOUNDARY`] behind each; behind the last boundary stand the
//! joined compounds, each by itself.

use tantivy::schema::{
    BytesOptions, Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{
    RAW_TOKENIZER_NAME, TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager,
};

use crate::article::ArticleId;
use crate::search::facts::{spelled, tag_of};
use crate::search::words::Folded;

/// Counts the forms that the index ever had; one of another form is made anew.
pub const FORMAT: u32 = 7;

/// Stands behind each passage; no folded word is made of it.
pub(super) const BOUNDARY: &str = "\u{1f}";

/// Most letters of a beginning that has a list of its own: with three, words
/// are so few that joining their lists costs less than keeping another.
pub(super) const BEGINNING: usize = 2;

/// Whether the article has a star where its file comes from.
pub(super) const STARRED: u64 = 1;
/// Whether it was read there.
pub(super) const READ: u64 = 2;
/// Whether there is a note on it there.
pub(super) const NOTE: u64 = 4;
/// Whether it says who wrote it.
pub(super) const AUTHOR: u64 = 8;
/// Whether its file cannot be read.
pub(super) const TROUBLE: u64 = 16;

/// By what an article is looked up: the first bytes of its identity, a hash. Of
/// a million articles two have the same in one of forty million archives.
pub(super) fn key(id: &ArticleId) -> &[u8] {
    &id.0[..8]
}

/// The fields, by what they hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// The [`key`] of the identity.
    pub(super) id: Field,
    /// All words, with positions.
    pub(super) text: Field,
    /// The beginnings of words, up to [`BEGINNING`] letters, each once.
    pub(super) beginnings: Field,
    /// The words of the headline.
    pub(super) title: Field,
    /// Each author: the words of the name, and the name.
    pub(super) author: Field,
    /// The words of the source, and the source.
    pub(super) source: Field,
    /// Each tag: as it is compared, and as it is written.
    pub(super) tag: Field,
    /// The language, likewise.
    pub(super) language: Field,
    /// Part, day and moment, by which the list is ordered.
    pub(super) place: Field,
    /// The beginning of the headline, which decides between equals.
    pub(super) headline: Field,
    /// First and last day on which it may have been published, counted from
    /// the first of the year 1; 0 without a date.
    pub(super) since: Field,
    /// See `since`.
    pub(super) until: Field,
    /// What it is and has: [`STARRED`] and the others.
    pub(super) flags: Field,
    /// The number of its file in the catalogue.
    pub(super) file: Field,
    /// The row, as `row` writes it.
    pub(super) row: Field,
    /// The sketch of what it says: its steps, each a value.
    pub(super) least: Field,
    /// How many shingles it has.
    pub(super) shingles: Field,
    /// The hash of its address, or 0.
    pub(super) address: Field,
    /// The hash of its headline, or 0.
    pub(super) headed: Field,
}

/// The names of columns, which are read by name.
pub(super) mod column {
    pub(in crate::search::index) const AUTHOR: &str = "author";
    pub(in crate::search::index) const SOURCE: &str = "source";
    pub(in crate::search::index) const TAG: &str = "tag";
    pub(in crate::search::index) const LANGUAGE: &str = "language";
    pub(in crate::search::index) const PLACE: &str = "place";
    pub(in crate::search::index) const HEADLINE: &str = "headline";
    pub(in crate::search::index) const SINCE: &str = "since";
    pub(in crate::search::index) const UNTIL: &str = "until";
    pub(in crate::search::index) const FLAGS: &str = "flags";
    pub(in crate::search::index) const FILE: &str = "file";
    pub(in crate::search::index) const LEAST: &str = "least";
    pub(in crate::search::index) const SHINGLES: &str = "shingles";
    pub(in crate::search::index) const ADDRESS: &str = "address";
    pub(in crate::search::index) const HEADED: &str = "headed";
}

/// The names of the tokenizers.
const STREAM: &str = "stream";
const WORDS: &str = "words";
const SPELLED: &str = "spelled";
const LANGUAGE: &str = "language";

/// The schema and its fields.
pub(super) fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let indexed = |tokenizer: &str, option, norms| {
        let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer);
        let indexing = indexing.set_index_option(option).set_fieldnorms(norms);
        TextOptions::default().set_indexing_options(indexing)
    };
    let positions = IndexRecordOption::WithFreqsAndPositions;
    let valued = |options: TextOptions| options.set_fast(RAW_TOKENIZER_NAME);
    let number = || NumericOptions::default().set_fast();
    let fields = Fields {
        id: schema.add_bytes_field("id", BytesOptions::default().set_indexed()),
        text: schema.add_text_field("text", indexed(STREAM, positions, true)),
        beginnings: schema
            .add_text_field("beginnings", indexed(STREAM, IndexRecordOption::Basic, false)),
        title: schema.add_text_field("title", indexed(STREAM, positions, false)),
        author: schema.add_text_field(column::AUTHOR, valued(indexed(WORDS, positions, false))),
        source: schema.add_text_field(column::SOURCE, valued(indexed(WORDS, positions, false))),
        tag: schema
            .add_text_field(column::TAG, valued(indexed(SPELLED, IndexRecordOption::Basic, false))),
        language: schema.add_text_field(
            column::LANGUAGE,
            valued(indexed(LANGUAGE, IndexRecordOption::Basic, false)),
        ),
        place: schema.add_u64_field(column::PLACE, number()),
        headline: schema.add_u64_field(column::HEADLINE, number()),
        since: schema.add_u64_field(column::SINCE, number()),
        until: schema.add_u64_field(column::UNTIL, number()),
        flags: schema.add_u64_field(column::FLAGS, number()),
        file: schema.add_u64_field(column::FILE, number()),
        row: schema.add_bytes_field("row", BytesOptions::default().set_stored()),
        least: schema.add_u64_field(column::LEAST, number()),
        shingles: schema.add_u64_field(column::SHINGLES, number()),
        address: schema.add_u64_field(column::ADDRESS, number()),
        headed: schema.add_u64_field(column::HEADED, number()),
    };
    (schema.build(), fields)
}

/// The tokenizers that the schema names.
pub(super) fn tokenizers() -> TokenizerManager {
    // Tantivy asks for its own ones also where a field is no text.
    let tokenizers = TokenizerManager::default();
    tokenizers.register(STREAM, TextAnalyzer::from(Cutting));
    tokenizers.register(WORDS, TextAnalyzer::from(Folding(words)));
    tokenizers.register(SPELLED, TextAnalyzer::from(Folding(|tag| vec![(spelled(tag), 0)])));
    tokenizers.register(LANGUAGE, TextAnalyzer::from(Folding(|tag| vec![(tag_of(tag), 0)])));
    tokenizers
}

/// Cuts a stream of folded words at single spaces; an empty piece is a gap
/// between positions.
#[derive(Clone)]
struct Cutting;

impl Tokenizer for Cutting {
    type TokenStream<'a> = Pieces<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Pieces<'a> {
        Pieces { rest: Some(text), next: 0, token: Token::default() }
    }
}

/// The words of a stream.
struct Pieces<'a> {
    rest: Option<&'a str>,
    /// The position of the next piece.
    next: usize,
    token: Token,
}

impl TokenStream for Pieces<'_> {
    fn advance(&mut self) -> bool {
        while let Some(rest) = self.rest {
            let space = memchr::memchr(b' ', rest.as_bytes());
            let piece = space.map_or(rest, |at| &rest[..at]);
            self.rest = space.map(|at| &rest[at + 1..]);
            self.next += 1;
            if !piece.is_empty() {
                self.token.position = self.next - 1;
                self.token.text.clear();
                self.token.text.push_str(piece);
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// Folds the short text of a field; makes terms with their positions.
#[derive(Clone)]
struct Folding(fn(&str) -> Vec<(String, usize)>);

/// The words of a text, as they are compared.
fn words(text: &str) -> Vec<(String, usize)> {
    let mut folded = Folded::default();
    folded.fold(text);
    folded.tokens().map(|token| (token.text.to_owned(), token.position)).collect()
}

impl Tokenizer for Folding {
    type TokenStream<'a> = Terms;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Terms {
        Terms { terms: (self.0)(text).into_iter(), token: Token::default() }
    }
}

/// The terms of a field.
struct Terms {
    terms: std::vec::IntoIter<(String, usize)>,
    token: Token,
}

impl TokenStream for Terms {
    fn advance(&mut self) -> bool {
        let Some((text, position)) = self.terms.next() else { return false };
        self.token = Token { text, position, ..Token::default() };
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
