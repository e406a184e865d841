//! Tells how much work a page is for the extractions.
//!
//! Neither can be stopped, and both walk up and down from many nodes, so their
//! time grows with the depth of nodes and texts; writing a text that is full of
//! ampersands takes them time quadratic in its length. The limits are many
//! times what real pages have: the heaviest of 243 takes 116,000 steps and
//! passes 1,100,000 bytes; it has 9,900 nodes, and the longest text of any has
//! 3,500 bytes.

use super::page::Page;

/// Most steps up from all nodes for any extraction.
const STEPS: usize = 2_000_000;

/// Most bytes of text that are passed on the ways up.
const PASSED: usize = 60_000_000;

/// Most bytes of a single text for any extraction.
const LONGEST: usize = 512 << 10;

/// Most bytes, nodes and steps of a page for a second opinion, and the longest
/// single text.
const ASKED: (usize, usize, usize, usize) = (4 << 20, 40_000, 500_000, 64 << 10);

/// The weight of a page.
#[derive(Debug, Default)]
pub(super) struct Weight {
    /// Bytes of its source without data.
    bytes: usize,
    nodes: usize,
    /// The sum of the depths of all nodes.
    steps: usize,
    /// The sum of the bytes of each text times its depth.
    passed: usize,
    /// Bytes of the longest text.
    longest: usize,
}

impl Weight {
    /// Weighs a page that was made from so many bytes.
    pub(super) fn of(page: &Page, bytes: usize) -> Self {
        let mut weight = Self { bytes, nodes: page.len(), ..Self::default() };
        let mut depths = vec![0_usize; page.len()];
        for at in 1..page.len() {
            let parent = page.ancestors(at).next();
            depths[at] = parent.map_or(0, |parent| depths[parent]) + 1;
            weight.steps += depths[at];
            let is_said = parent.is_none_or(|parent| !page.is_silent(parent));
            if let Some(text) = page.text(at).filter(|_| is_said) {
                weight.passed = weight.passed.saturating_add(text.len() * depths[at]);
                weight.longest = weight.longest.max(text.len());
            }
        }
        weight
    }

    /// Whether the page may be given to an extraction.
    pub(super) fn is_light(&self) -> bool {
        self.steps <= STEPS && self.passed <= PASSED && self.longest <= LONGEST
    }

    /// Whether the page may be given to a second one, which is slower.
    pub(super) fn is_feather(&self) -> bool {
        let (bytes, nodes, steps, longest) = ASKED;
        self.is_light()
            && self.bytes <= bytes
            && self.nodes <= nodes
            && self.steps <= steps
            && self.longest <= longest
    }
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    fn weight(html: &str) -> Weight {
        Weight::of(&Page::of(&Document::from(html)), html.len())
    }

    #[test]
    fn an_article_is_light_whatever_its_length() {
        let article =
            weight(&"<p>The old wall held in the storm, and the boats were safe.".repeat(9000));
        assert!(article.is_light() && article.is_feather());
        let book =
            weight(&"<p>The old wall held in the storm, and the boats were safe.".repeat(50_000));
        assert!(book.is_light() && !book.is_feather());
    }

    #[test]
    fn depth_makes_a_page_heavy() {
        let inner = "<p>The old wall held in the storm.".repeat(5000);
        let deep = weight(&format!("{}{inner}", "<div>".repeat(500)));
        assert!(!deep.is_light());
    }

    #[test]
    fn one_endless_text_is_not_given_to_the_slower_one() {
        let endless = weight(&format!("<p>{}", "&amp;lt;".repeat(40_000)));
        assert!(endless.is_light() && !endless.is_feather());
    }

    #[test]
    fn scripts_weigh_nothing_but_their_nodes() {
        let page = weight(&format!("<script>{}</script><p>The wall", "x".repeat(1 << 20)));
        assert!(page.longest < 100 && page.is_feather());
    }
}
