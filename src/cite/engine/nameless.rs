//! Cures styles of a fault of the processor: names that it does not print.

use hayagriva::citationberg::{IndependentStyle, LayoutRenderingElement, Name, NamesChild};

/// Puts a `<name/>` into every `<names>` that has other children but no such
/// one: the processor prints no names there, where CSL 1.0.2 prints them all.
pub(super) fn name_the_nameless(style: &mut IndependentStyle) {
    let layouts = std::iter::once(&mut style.citation.layout.elements)
        .chain(style.bibliography.iter_mut().map(|bibliography| &mut bibliography.layout.elements));
    layouts.chain(style.macros.iter_mut().map(|part| &mut part.children)).for_each(name_all);
}

fn name_all(elements: &mut Vec<LayoutRenderingElement>) {
    for element in elements {
        match element {
            LayoutRenderingElement::Group(group) => name_all(&mut group.children),
            LayoutRenderingElement::Choose(choose) => {
                name_all(&mut choose.if_.children);
                choose.else_if.iter_mut().for_each(|branch| name_all(&mut branch.children));
                choose.otherwise.iter_mut().for_each(|branch| name_all(&mut branch.children));
            }
            LayoutRenderingElement::Names(names) => {
                let is_named = names.children.iter().any(|c| matches!(c, NamesChild::Name(_)));
                if !is_named && !names.children.is_empty() {
                    names.children.insert(0, NamesChild::Name(Name::default()));
                }
                for child in &mut names.children {
                    if let NamesChild::Substitute(substitute) = child {
                        name_all(&mut substitute.children);
                    }
                }
            }
            _ => {}
        }
    }
}
