//! An article made ready to be read, before the drawing thread sees it.
//!
//! Whatever needs the whole of an article is worked out here, once.

use std::collections::HashMap;
use std::sync::Arc;

use super::drawings::Size;
use super::flow::Page;
use super::pieces::{Head, View, pieces};
use super::print::Print;
use super::raw::Raw;
use crate::app::trust::facts::Facts;
use crate::article::{Article, Block, Place};
use crate::typeset::paragraph::Manner;

/// Longest source whose raw text is made ready with the article: that of a
/// longer one takes much memory, and is seldom looked at.
const RAW_AT_ONCE: usize = 1 << 20;

/// An article made ready to be read, with the raw text it came from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Opened {
    /// The article.
    pub article: Arc<Article>,
    /// What is known about it, and where it was read.
    pub facts: Arc<Facts>,
    /// The decoded file; `None` where it is long and nobody asked for it.
    pub(super) raw: Option<Arc<Raw>>,
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
}

impl Opened {
    /// Prepares an article; `source` is the decoded file, `unfold` the key that
    /// shows what is folded, and `print` says how its page is made. Goes through the whole of both, so it is no
    /// work for the drawing thread.
    pub fn new(article: Article, source: String, unfold: &str, print: Print) -> Self {
        Self::with_pictures(article, source, unfold, print, HashMap::new())
    }

    /// The same with the pictures that are there, by their blocks, and the sizes
    /// of those that can be drawn.
    pub fn with_pictures(
        article: Article,
        source: String,
        unfold: &str,
        print: Print,
        pictures: HashMap<usize, Option<Size>>,
    ) -> Self {
        let facts = Arc::new(Facts::of(&article, &source));
        let raw = (source.len() <= RAW_AT_ONCE).then(|| Arc::new(Raw::new(&source)));
        // What is made from here on may take its place in memory.
        drop(source);
        let (paragraphs, words) = (article.paragraphs(), article.words());
        let page = |is_folded| {
            let head = Head { article: &article, words, print, pictures: &pictures };
            Arc::new(Page::new(pieces(&head, &article.body, is_folded, unfold), &article.body))
        };
        let folded = page(true);
        let unfolded = page(false);
        let manner = print.manner(&article);
        let (article, is_whole) = (Arc::new(article), true);
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
        }
    }

    /// The same with its raw text.
    #[must_use]
    pub(super) fn with_raw(self, raw: Arc<Raw>) -> Self {
        Self { raw: Some(raw), ..self }
    }

    /// Prepares the beginning of an article, to be shown while the whole is
    /// being read.
    pub fn beginning(article: Article, source: String, unfold: &str, print: Print) -> Self {
        // Its end is none: nothing stands under it yet.
        let print = Print { numbers_links: false, cites: false, ..print };
        Self { is_whole: false, raw: None, ..Self::new(article, source, unfold, print) }
    }

    /// Whether a place is shown: one beyond the beginning is not yet.
    pub fn holds(&self, place: Place) -> bool {
        self.is_whole || place.block + 1 < self.article.body.len() || place == Place::default()
    }

    /// Whether it can be shown so.
    pub(super) fn has(&self, view: View) -> bool {
        view != View::Raw || self.raw.is_some()
    }

    /// The page that shows so much of the file; unfolded where there is no raw
    /// text.
    pub(super) fn page(&self, view: View) -> &Arc<Page> {
        match (view, &self.raw) {
            (View::Folded, _) => &self.folded,
            (View::Raw, Some(raw)) => &raw.page,
            (View::Unfolded | View::Raw, _) => &self.unfolded,
        }
    }

    /// The blocks of that page.
    pub(super) fn body(&self, view: View) -> &[Block] {
        match &self.raw {
            Some(raw) if view == View::Raw => &raw.blocks,
            _ => &self.article.body,
        }
    }
}
