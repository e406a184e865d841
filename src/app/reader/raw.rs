//! The raw text of an article: all that its file says, as it stands there.
//!
//! Knows no format. A file has no paragraphs before it is read as an article,
//! so it is cut at line ends into blocks that a screen can set at once.

use std::sync::Arc;

use super::flow::Page;
use super::pieces;
use crate::article::{Block, Kind, Safe, Written};

/// Bytes of a block.
const BLOCK: usize = 16 * 1024;

/// A decoded file, ready to be shown.
#[derive(Debug, PartialEq)]
pub struct Raw {
    /// Its text, cleaned.
    pub(super) blocks: Vec<Block>,
    /// Its page.
    pub(super) page: Arc<Page>,
}

impl Raw {
    /// Prepares all of a decoded file, so it is no work for the drawing thread.
    pub fn new(source: &str) -> Self {
        let blocks = blocks(source);
        let page = Arc::new(Page::new(pieces::raw(&blocks), &blocks));
        Self { blocks, page }
    }
}

fn blocks(source: &str) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(source.len() / BLOCK + 1);
    let mut start = 0;
    while start < source.len() {
        let mut end = source.len().min(start + BLOCK);
        while !source.is_char_boundary(end) {
            end -= 1;
        }
        if let Some(line) = source[start..end].rfind('\n').filter(|_| end < source.len()) {
            end = start + line + 1;
        }
        let text = Safe::lines(&source[start..end]).into();
        blocks.push(Block { kind: Kind::Code, text, written: Written::Bytes(start..end) });
        start = end;
    }
    blocks
}
