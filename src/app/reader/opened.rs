//! An article made ready to be read, before the drawing thread sees it.
//!
//! Whatever needs the whole of an article is worked out here, once.

use std::collections::HashMap;
use std::sync::Arc;

use super::drawings::Size;
use super::flow::Page;
use super::pieces::{Head, View, pieces};
use super::print::Print;
use crate::app::trust::facts::Facts;
use crate::article::{Article, Block, Kind, Place, Safe, Written};
use crate::typeset::paragraph::Manner;

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
    /// Whether it is all of the article, not only its beginning.
    pub(in crate::app) is_whole: bool,
    /// The pictures that are there, by their blocks, with the sizes of those that
    /// can be drawn.
    pub(super) pictures: HashMap<usize, Option<Size>>,
    /// How its paragraphs are set.
    pub(super) manner: Manner,
    /// The page in each view.
    folded: Arc<Page>,
    unfolded: Arc<Page>,
    whole: Arc<Page>,
}

impl Opened {
    /// Prepares an article; `source` is the decoded file, `unfold` the key that
    /// shows what is folded, and `print` says how its page is made. Goes through the whole of both, so it is no
    /// work for the drawing thread.
    pub fn new(article: Article, source: &str, unfold: &str, print: Print) -> Self {
        Self::with_pictures(article, source, unfold, print, HashMap::new())
    }

    /// The same with the pictures that are there, by their blocks, and the sizes
    /// of those that can be drawn.
    pub fn with_pictures(
        article: Article,
        source: &str,
        unfold: &str,
        print: Print,
        pictures: HashMap<usize, Option<Size>>,
    ) -> Self {
        let raw = raw(source);
        let facts = Arc::new(Facts::of(&article, source));
        let (paragraphs, words) = (article.paragraphs(), article.words());
        let page = |view, body: &[Block]| {
            let head = Head { article: &article, words, print, pictures: &pictures };
            Arc::new(Page::new(pieces(&head, body, view, unfold), body))
        };
        let folded = page(View::Folded, &article.body);
        let unfolded = page(View::Unfolded, &article.body);
        let whole = page(View::Raw, &raw);
        let manner = print.manner(&article);
        let article = Arc::new(article);
        let is_whole = true;
        Self {
            article,
            facts,
            raw,
            paragraphs,
            words,
            is_whole,
            pictures,
            manner,
            folded,
            unfolded,
            whole,
        }
    }

    /// Prepares the beginning of an article, to be shown while the whole is
    /// being read.
    pub fn beginning(article: Article, source: &str, unfold: &str, print: Print) -> Self {
        // Its end is none: nothing stands under it yet.
        let print = Print { numbers_links: false, cites: false, ..print };
        Self { is_whole: false, ..Self::new(article, source, unfold, print) }
    }

    /// Whether a place is shown: one beyond the beginning is not yet.
    pub fn holds(&self, place: Place) -> bool {
        self.is_whole || place.block + 1 < self.article.body.len() || place == Place::default()
    }

    /// The page that shows so much of the file.
    pub(super) fn page(&self, view: View) -> &Arc<Page> {
        match view {
            View::Folded => &self.folded,
            View::Unfolded => &self.unfolded,
            View::Raw => &self.whole,
        }
    }
}

/// The decoded file, cleaned, in blocks.
fn raw(source: &str) -> Vec<Block> {
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
    raw
}
