//! Finds which nodes of a page are its article.
//!
//! Asks the extraction (Mozilla's Readability, as `dom_smoothie` has it) and
//! keeps nothing but the identity of the nodes that it left standing: the
//! blocks are made from the page itself, so what it drops is not lost.

use std::collections::HashSet;

use dom_query::{Document, NodeId};
use dom_smoothie::{Config, ParsePolicy, Readability};

/// The texts, pictures and rules that are part of the article; empty where
/// the extraction finds none.
///
/// Nearly always its first attempt is the one that counts, and that takes the
/// tree; it is made `again` where another must be made.
pub(super) fn find(document: Document, again: impl FnOnce() -> Document) -> HashSet<NodeId> {
    let first =
        attempt(document, |readability| readability.parse_with_policy(ParsePolicy::Strict).is_ok());
    let is_enough = |(_, count): &(_, usize)| *count >= Config::default().char_threshold;
    let found = first.filter(is_enough);
    let found = found.or_else(|| attempt(again(), |readability| readability.parse().is_ok()));
    found.map(|(kept, _)| kept).unwrap_or_default()
}

/// What an attempt at an extraction leaves standing, and how many characters
/// that is.
fn attempt(
    document: Document,
    is_found: impl FnOnce(&mut Readability) -> bool,
) -> Option<(HashSet<NodeId>, usize)> {
    let config = Config { disable_json_ld: true, ..Config::default() };
    // No address: one that is not absolute would be an error.
    let mut readability = Readability::with_document(document, None, Some(config)).ok()?;
    if !is_found(&mut readability) {
        return None;
    }
    let root = readability.doc.select_single("#readability-page-1");
    let root = root.nodes().first()?;
    let is_kept = |node: &dom_query::NodeRef<'_>| {
        node.is_text() || node.has_name("img") || node.has_name("hr")
    };
    let kept = root.descendants_it().filter(is_kept).map(|node| node.id).collect();
    Some((kept, root.normalized_char_count()))
}
