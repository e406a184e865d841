//! Finds which nodes of a page are its article.
//!
//! Asks the extraction (Mozilla's Readability, as `dom_smoothie` has it) and
//! keeps nothing but the identity of the nodes that it left standing: the
//! blocks are made from the page itself, so what it drops is not lost.

use std::collections::HashSet;

use dom_query::{Document, NodeId};
use dom_smoothie::{Config, Readability};

/// The texts, pictures and rules that are part of the article; empty where
/// the extraction finds none.
pub(super) fn find(document: Document) -> HashSet<NodeId> {
    let config = Config { disable_json_ld: true, ..Config::default() };
    // No address: one that is not absolute would be an error.
    let Ok(mut readability) = Readability::with_document(document, None, Some(config)) else {
        return HashSet::new();
    };
    if readability.parse().is_err() {
        return HashSet::new();
    }
    let root = readability.doc.select_single("#readability-page-1");
    let Some(root) = root.nodes().first() else { return HashSet::new() };
    let is_kept = |node: &dom_query::NodeRef<'_>| {
        node.is_text() || node.has_name("img") || node.has_name("hr")
    };
    root.descendants_it().filter(is_kept).map(|node| node.id).collect()
}
