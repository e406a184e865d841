//! A page as a flat list of nodes in document order.
//!
//! Built once from the parser's tree, and never changed. One idea: a node knows
//! where its subtree ends, so walking, asking for ancestors and comparing
//! places are loops and numbers, never recursion.

use std::collections::HashSet;

use dom_query::{Document, Element, NodeData, NodeId};

use super::elements;

/// Most bytes and nodes that are read for one line.
const LONG: usize = 20_000;

/// A page.
#[derive(Debug, Default)]
pub(super) struct Page {
    nodes: Vec<Node>,
    /// The nodes that are elements.
    elements: Vec<At>,
}

/// Rank of a node in its page.
pub(super) type At = usize;

#[derive(Debug)]
struct Node {
    id: NodeId,
    parent: At,
    /// Rank behind its last descendant.
    end: At,
    /// Shares its texts with the parser's tree, whatever becomes of that.
    data: NodeData,
    /// Class, id and test ids in lower case: what the page's makers call it.
    label: Box<str>,
    is_hidden: bool,
    is_silent: bool,
    is_block: bool,
}

impl Node {
    fn new(id: NodeId, parent: At, rank: At, data: NodeData) -> Self {
        let end = rank + 1;
        let NodeData::Element(element) = &data else {
            let (is_hidden, is_silent, is_block) = (false, false, false);
            let label = Box::default();
            return Self { id, parent, end, data, label, is_hidden, is_silent, is_block };
        };
        let name = &*element.name.local;
        let (is_silent, is_block) = (elements::is_silent(name), elements::is_block(name));
        let (label, is_hidden) = told(element);
        Self { id, parent, end, data, label, is_hidden, is_silent, is_block }
    }
}

impl Page {
    /// Takes the nodes out of the parser's tree.
    pub(super) fn of(document: &Document) -> Self {
        let mut nodes: Vec<Node> = Vec::with_capacity(document.tree.len());
        let (mut elements, mut open): (Vec<At>, Vec<At>) = (Vec::new(), Vec::new());
        let mut next = Some(document.root());
        while let Some(node) = next {
            let at = nodes.len();
            let parent = open.last().copied().unwrap_or(0);
            let data = node.query_or(NodeData::Document, |node| node.data.clone());
            if matches!(data, NodeData::Element(_)) {
                elements.push(at);
            }
            nodes.push(Node::new(node.id, parent, at, data));
            if let Some(child) = node.first_child() {
                open.push(at);
                next = Some(child);
                continue;
            }
            let mut last = node;
            next = loop {
                if let Some(sibling) = last.next_sibling() {
                    break Some(sibling);
                }
                let Some(rank) = open.pop() else { break None };
                nodes[rank].end = nodes.len();
                match last.parent() {
                    Some(parent) => last = parent,
                    None => break None,
                }
            };
        }
        Self { nodes, elements }
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The name of an element; empty for other nodes.
    pub(super) fn name(&self, at: At) -> &str {
        match &self.nodes[at].data {
            NodeData::Element(element) => &element.name.local,
            _ => "",
        }
    }

    /// The words of a text node.
    pub(super) fn text(&self, at: At) -> Option<&str> {
        match &self.nodes[at].data {
            NodeData::Text { contents } => Some(contents),
            _ => None,
        }
    }

    /// An attribute; empty where there is none.
    pub(super) fn attribute(&self, at: At, name: &str) -> &str {
        self.find_attribute(at, name).unwrap_or_default()
    }

    /// An attribute, if the element has it.
    pub(super) fn find_attribute(&self, at: At, name: &str) -> Option<&str> {
        let NodeData::Element(element) = &self.nodes[at].data else { return None };
        attribute(element, name)
    }

    /// Class, id and test ids, in lower case.
    pub(super) fn label(&self, at: At) -> &str {
        &self.nodes[at].label
    }

    /// Whether the element itself says that it is not shown.
    pub(super) fn is_hidden(&self, at: At) -> bool {
        self.nodes[at].is_hidden
    }

    /// Whether its words are never words of the page.
    pub(super) fn is_silent(&self, at: At) -> bool {
        self.nodes[at].is_silent
    }

    /// Whether it stands in lines of its own.
    pub(super) fn is_block(&self, at: At) -> bool {
        self.nodes[at].is_block
    }

    /// Rank behind the last descendant.
    pub(super) fn end(&self, at: At) -> At {
        self.nodes[at].end
    }

    /// The node that the parser knows it by.
    pub(super) fn is_in(&self, at: At, ids: &HashSet<NodeId>) -> bool {
        ids.contains(&self.nodes[at].id)
    }

    /// For each node, whether this holds for an element around it.
    pub(super) fn inherited(&self, holds: impl Fn(At) -> bool) -> Vec<bool> {
        let mut inherited = vec![false; self.len()];
        for at in self.elements() {
            if !inherited[at] && holds(at) {
                inherited[at + 1..self.end(at)].fill(true);
            }
        }
        inherited
    }

    /// Whether `inner` stands inside `outer`, or is it.
    pub(super) fn contains(&self, outer: At, inner: At) -> bool {
        outer <= inner && inner < self.end(outer)
    }

    /// The elements with one of these names, in their order.
    pub(super) fn named<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = At> + 'a {
        self.elements().filter(move |at| names.contains(&self.name(*at)))
    }

    /// All elements, in their order.
    pub(super) fn elements(&self) -> impl Iterator<Item = At> + '_ {
        self.elements.iter().copied()
    }

    /// The parent, its parent and so on, without the document itself.
    pub(super) fn ancestors(&self, at: At) -> impl Iterator<Item = At> + '_ {
        let parent = move |at: &At| Some(self.nodes[*at].parent).filter(|parent| *parent > 0);
        std::iter::successors(parent(&at), parent)
    }

    /// The element and its ancestors.
    pub(super) fn lineage(&self, at: At) -> impl Iterator<Item = At> + '_ {
        std::iter::once(at).chain(self.ancestors(at))
    }

    /// Whether an element begins right where another ended, without a blank.
    pub(super) fn touches_element(&self, at: At) -> bool {
        let is_closed = |before: At| {
            let inner = self.nodes[before].parent;
            self.text(before).is_some_and(|text| !text.trim().is_empty())
                && !self.contains(inner, at)
        };
        at.checked_sub(1).is_some_and(is_closed)
    }

    /// Whether the element or something around it says that it is not shown.
    pub(super) fn is_out_of_sight(&self, at: At) -> bool {
        self.lineage(at).any(|at| self.is_hidden(at) || self.is_silent(at))
    }

    /// The words of an element as one line: blocks and line breaks part words,
    /// what is not shown is left out, and so is what `leaves_out` says.
    pub(super) fn line(&self, at: At, leaves_out: impl Fn(At) -> bool) -> String {
        let mut line = String::new();
        self.each_word(at, leaves_out, |words, is_break| {
            if is_break { line.push(' ') } else { line.push_str(words) }
        });
        super::text::tidy(&line)
    }

    /// The lines of an element: blocks, breaks, spans and links part them.
    pub(super) fn lines(&self, at: At) -> Vec<String> {
        let mut lines = vec![String::new()];
        self.each_word(
            at,
            |_| false,
            |words, is_break| match lines.last_mut() {
                Some(line) if !is_break => line.push_str(words),
                _ => lines.push(String::new()),
            },
        );
        lines.iter().map(|line| super::text::tidy(line)).filter(|line| !line.is_empty()).collect()
    }

    fn each_word(&self, at: At, leaves_out: impl Fn(At) -> bool, mut take: impl FnMut(&str, bool)) {
        let mut ends: Vec<At> = Vec::new();
        let mut here = at;
        let end = self.end(at).min(at + LONG);
        let mut room = LONG;
        while here < end && room > 0 {
            while ends.last().is_some_and(|end| *end <= here) {
                ends.pop();
                take("", true);
            }
            if let Some(text) = self.text(here) {
                let text = super::text::begin(text, room);
                room -= text.len();
                take(text, false);
            } else if here != at
                && (self.is_silent(here) || self.is_hidden(here) || leaves_out(here))
            {
                here = self.end(here);
                continue;
            } else if self.is_block(here) || self.name(here) == "br" {
                take("", true);
                ends.push(self.end(here));
            }
            here += 1;
        }
    }
}

fn attribute<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    let mut attributes = element.attrs.iter();
    attributes.find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

/// What the page's makers call an element, and whether they hide it.
fn told(element: &Element) -> (Box<str>, bool) {
    let mut labels: [Option<&str>; 4] = [None; 4];
    let mut is_hidden = false;
    for attribute in &element.attrs {
        let value = &*attribute.value;
        match &*attribute.name.local {
            "class" => labels[0] = Some(value),
            "id" => labels[1] = Some(value),
            "data-testid" => labels[2] = Some(value),
            "data-qa" => labels[3] = Some(value),
            "hidden" => is_hidden = true,
            "style" => is_hidden |= hides(value),
            _ => {}
        }
    }
    let mut labels = labels.into_iter().flatten();
    let Some(first) = labels.next() else { return (Box::default(), is_hidden) };
    let label = labels.fold(first.to_owned(), |label, value| label + " " + value);
    let is_lower = label.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    (if is_lower { label.into() } else { label.to_lowercase().into() }, is_hidden)
}

/// Whether a style says that its element is not shown.
fn hides(style: &str) -> bool {
    let style = style.replace(' ', "").to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_stand_in_the_order_of_the_page() {
        let page = Page::of(&Document::from("<div id=a><p>x<b>y</b></p></div><p>z"));
        let names: Vec<_> = page.elements().map(|at| page.name(at)).collect();
        assert_eq!(names, ["html", "head", "body", "div", "p", "b", "p"]);
        let div = page.named(&["div"]).next().unwrap();
        let b = page.named(&["b"]).next().unwrap();
        assert!(page.contains(div, b));
        assert_eq!(page.line(div, |_| false), "xy");
        let around: Vec<_> = page.ancestors(b).map(|at| page.name(at)).collect();
        assert_eq!(around, ["p", "div", "body", "html"]);
        let last = page.named(&["p"]).last().unwrap();
        assert_eq!(page.end(last), page.len());
        assert!(!page.contains(div, last));
    }

    #[test]
    fn blocks_part_words_and_what_is_hidden_is_left_out() {
        let page = Page::of(&Document::from(
            "<div>The<p>wall</p>fell<br>down<i style='display: none'>x</i><script>y</script></div>",
        ));
        let div = page.named(&["div"]).next().unwrap();
        assert_eq!(page.line(div, |_| false), "The wall fell down");
        assert_eq!(page.lines(div), ["The", "wall", "fell", "down"]);
    }
}
