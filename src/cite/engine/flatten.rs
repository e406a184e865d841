//! Walks the tree that the processor built, in reading order.

use hayagriva::citationberg::{FontStyle, FontVariant, FontWeight, VerticalAlign};
use hayagriva::{BibliographyItem, ElemChild, ElemChildren, ElemMeta, Formatting};

use crate::cite::Face;
use crate::cite::glyph::{self, Glyph, Hand};
use crate::cite::stand_in::{NAMES_BEGIN, NAMES_END};

/// What of a tree is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A citation, with its number.
    Citation,
    /// An entry of its own, without its number in a list.
    Entry,
    /// An entry of a list, with its number; the first names are marked.
    Listed,
}

/// An entry; the field that a list sets apart, its number, comes first.
pub(super) fn entry(item: &BibliographyItem, wanted: Wanted) -> Vec<Glyph> {
    let mut walk = Walk { wanted, has_names: false, glyphs: Vec::new() };
    if let Some(first) = item.first_field.as_ref().filter(|_| wanted == Wanted::Listed) {
        walk.child(first);
        walk.style(" ", Face::default());
    }
    walk.children(&item.content);
    walk.glyphs
}

/// A citation or a note.
pub(super) fn citation(children: &ElemChildren) -> Vec<Glyph> {
    let mut walk = Walk { wanted: Wanted::Citation, has_names: false, glyphs: Vec::new() };
    walk.children(children);
    walk.glyphs
}

struct Walk {
    wanted: Wanted,
    has_names: bool,
    glyphs: Vec<Glyph>,
}

impl Walk {
    fn style(&mut self, text: &str, face: Face) {
        self.glyphs.extend(glyph::set(text, face, Hand::Style));
    }

    fn children(&mut self, children: &ElemChildren) {
        children.0.iter().for_each(|child| self.child(child));
    }

    fn child(&mut self, child: &ElemChild) {
        match child {
            ElemChild::Text(text) | ElemChild::Link { text, .. } => {
                self.style(&text.text, face(text.formatting));
            }
            ElemChild::Markup(text) => self.style(text, Face::default()),
            ElemChild::Elem(elem) => {
                let is_number = elem.meta == Some(ElemMeta::CitationNumber);
                if is_number && self.wanted == Wanted::Entry {
                    return;
                }
                if elem.display.is_some() {
                    self.style(" ", Face::default());
                }
                let is_first = matches!(elem.meta, Some(ElemMeta::Names(_)))
                    && self.wanted == Wanted::Listed
                    && !std::mem::replace(&mut self.has_names, true);
                if is_first {
                    self.style(NAMES_BEGIN, Face::default());
                }
                self.children(&elem.children);
                if is_first {
                    self.style(NAMES_END, Face::default());
                }
            }
            ElemChild::Transparent { .. } => {}
        }
    }
}

fn face(formatting: Formatting) -> Face {
    Face {
        is_italic: formatting.font_style == FontStyle::Italic,
        is_bold: formatting.font_weight == FontWeight::Bold,
        is_small_caps: formatting.font_variant == FontVariant::SmallCaps,
        is_raised: formatting.vertical_align == VerticalAlign::Sup,
    }
}
