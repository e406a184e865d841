//! An article made ready to be read, before the drawing thread sees it.
//!
//! Whatever needs the whole of an article is worked out here, once.

use std::sync::Arc;

use crate::app::trust::facts::Facts;
use crate::article::{Article, Block, Kind, Safe, Written};

/// Bytes of a block of raw text.
const RAW: usize = 16 * 1024;

/// An article made ready to be read, with the raw text it came from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Opened {
    /// The article.
    pub article: Arc<Article>,
    /// What is known about it, and where it was read.
    pub facts: Arc<Facts>,
    /// The decoded file, cleaned, in blocks.
    pub(super) raw: Vec<Block>,
    /// The blocks that begin a numbered paragraph.
    pub(super) paragraphs: Vec<usize>,
    /// Words in the article.
    pub(super) words: usize,
}

impl Opened {
    /// Prepares an article; `source` is the decoded file. Goes through the whole
    /// of both, so it is no work for the drawing thread.
    pub fn new(article: Article, source: &str) -> Self {
        let mut raw = Vec::new();
        let mut start = 0;
        while start < source.len() {
            let mut end = source.len().min(start + RAW);
            while !source.is_char_boundary(end) {
                end -= 1;
            }
            if let Some(line) = source[start..end].rfind('\n').filter(|_| end < source.len()) {
                end = start + line + 1;
            }
            let text = Safe::lines(&source[start..end]).into();
            raw.push(Block { kind: Kind::Code, text, written: Written::Bytes(start..end) });
            start = end;
        }
        let facts = Arc::new(Facts::of(&article, source));
        let (paragraphs, words) = (article.paragraphs(), article.words());
        Self { article: Arc::new(article), facts, raw, paragraphs, words }
    }
}
