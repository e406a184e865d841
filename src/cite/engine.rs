//! The citation processor: arranges a record as a style says.
//!
//! It is the only module that calls [`hayagriva`], which panics on records it
//! does not expect and may be slow at first: nothing of it is loaded before it
//! is asked for, and no panic of it passes.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayagriva::archive::LOCALES;
use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::{
    FontStyle, FontVariant, FontWeight, IndependentStyle, LayoutRenderingElement, Locale,
    LocaleCode, Name, NamesChild, StyleClass, VerticalAlign,
};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild,
    ElemChildren, ElemMeta, Formatting, Rendered,
};

use super::glyph::{self, Glyph, Hand};
use super::{CiteError, Face, Form, Style};

/// The styles and locales that were asked for so far.
#[derive(Debug, Default)]
pub(super) struct Engine {
    styles: HashMap<Style, IndependentStyle>,
    locales: Vec<Locale>,
}

/// The locale of a style that names none, and of terms that others lack.
const AMERICAN: &str = "en-US";

impl Engine {
    /// Arranges `item`; the numbers of numbered styles are left out of entries.
    pub(super) fn arrange(
        &mut self,
        item: &Item,
        style: &Style,
        form: Form,
    ) -> Result<Vec<Glyph>, CiteError> {
        let broken = || CiteError::Broken { style: style.clone() };
        self.load(style).ok_or_else(broken)?;
        let file = self.styles.get(style).ok_or_else(broken)?;
        // The processor holds nothing after a call, so it cannot be left half done.
        let call = AssertUnwindSafe(|| render(item, file, style.locale(), &self.locales));
        let rendered = catch_unwind(call).map_err(|_| broken())?;
        let mut glyphs = Vec::new();
        let is_entry = match form {
            Form::Entry => true,
            Form::Note => file.settings.class == StyleClass::InText,
            Form::InText => false,
        };
        let entry = rendered.bibliography.as_ref().and_then(|list| list.items.first());
        match (entry.filter(|_| is_entry), rendered.citations.first()) {
            (Some(entry), _) => flatten(&entry.content, is_entry, &mut glyphs),
            (None, Some(cited)) => flatten(&cited.citation, is_entry, &mut glyphs),
            (None, None) => return Err(broken()),
        }
        Ok(glyphs)
    }

    /// Whether stops and commas go inside closing quotation marks in `style`.
    pub(super) fn is_american(&mut self, style: &Style) -> bool {
        self.load(style);
        let file = self.styles.get(style);
        let own = file.and_then(|file| file.default_locale.as_ref()).map(|code| code.0.as_str());
        style.locale().or(own).is_none_or(|code| code == AMERICAN)
    }

    fn load(&mut self, style: &Style) -> Option<()> {
        if self.styles.contains_key(style) {
            return Some(());
        }
        let mut file = catch_unwind(AssertUnwindSafe(|| style.read())).ok()??;
        name_the_nameless(&mut file);
        let own = file.default_locale.as_ref().map(|code| code.0.as_str());
        for code in [Some(AMERICAN), style.locale(), own].into_iter().flatten() {
            self.load_locale(code);
        }
        self.styles.insert(style.clone(), file);
        Some(())
    }

    fn load_locale(&mut self, code: &str) {
        let is_it = |locale: &Locale| locale.lang.as_ref().is_some_and(|lang| lang.0 == code);
        if self.locales.iter().any(is_it) {
            return;
        }
        // All of them would take 80 ms: only those that mention the code near
        // their beginning, where it stands, are decoded.
        let mention = |bytes: &&&[u8]| {
            let head = &bytes[..bytes.len().min(256)];
            head.windows(code.len()).any(|window| window == code.as_bytes())
        };
        let decoded = LOCALES
            .iter()
            .filter(mention)
            .filter_map(|bytes| ciborium::de::from_reader::<Locale, _>(*bytes).ok());
        self.locales.extend(decoded.filter(is_it));
    }
}

fn render(
    item: &Item,
    style: &IndependentStyle,
    locale: Option<&str>,
    locales: &[Locale],
) -> Rendered {
    let locale = locale.map(|code| LocaleCode(code.to_owned()));
    let mut driver = BibliographyDriver::new();
    let cited = vec![CitationItem::with_entry(item)];
    driver.citation(CitationRequest::new(cited, style, locale.clone(), locales, Some(1)));
    driver.finish(BibliographyRequest::new(style, locale, locales))
}

/// Puts a `<name/>` into every `<names>` that has other children but no such
/// one: the processor prints no names there, where CSL 1.0.2 prints them all.
fn name_the_nameless(style: &mut IndependentStyle) {
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

/// Walks the tree that the processor built, in reading order. An entry of its
/// own has no number in a list.
fn flatten(children: &ElemChildren, is_entry: bool, glyphs: &mut Vec<Glyph>) {
    let of_style = |text: &str, face| glyph::set(text, face, Hand::Style).collect::<Vec<_>>();
    for child in &children.0 {
        match child {
            ElemChild::Text(text) | ElemChild::Link { text, .. } => {
                glyphs.extend(of_style(&text.text, face(text.formatting)));
            }
            ElemChild::Markup(text) => glyphs.extend(of_style(text, Face::default())),
            ElemChild::Elem(elem) if is_entry && elem.meta == Some(ElemMeta::CitationNumber) => {}
            ElemChild::Elem(elem) => {
                if elem.display.is_some() {
                    glyphs.extend(of_style(" ", Face::default()));
                }
                flatten(&elem.children, is_entry, glyphs);
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

#[cfg(test)]
mod tests {
    use super::*;
    use hayagriva::citationberg::json::{NameItem, NameValue, Value};

    fn item() -> Item {
        let author = NameValue::Item(NameItem {
            family: "Doe".to_owned(),
            given: Some("Jane".to_owned()),
            non_dropping_particle: None,
            dropping_particle: None,
            suffix: None,
            comma_suffix: None,
        });
        let text = |text: &str| Value::String(text.to_owned());
        let fields = [
            ("id", text("cited")),
            ("type", text("article-newspaper")),
            ("title", text("Rain")),
            ("author", Value::Names(vec![author])),
        ];
        Item(fields.map(|(name, value)| (name.to_owned(), value)).into())
    }

    /// If this fails, the processor prints names without a `<name/>` itself,
    /// and [`name_the_nameless`] can go.
    #[test]
    fn the_processor_still_loses_authors_without_our_repair() {
        let mut engine = Engine::default();
        engine.load_locale(AMERICAN);
        let style = Style::Vancouver.read().unwrap();
        let list = render(&item(), &style, None, &engine.locales).bibliography.unwrap();
        let mut glyphs = Vec::new();
        flatten(&list.items[0].content, true, &mut glyphs);
        assert!(!glyph::text(&glyphs).contains("Doe"));
        let repaired = engine.arrange(&item(), &Style::Vancouver, Form::Entry).unwrap();
        assert!(glyph::text(&repaired).starts_with("Doe J. Rain"));
    }

    #[test]
    fn a_panic_of_the_processor_is_an_error() {
        let json = r#"{"title": "Rain", "issued": {"date-parts": [[2024], [2025]]}}"#;
        let item: Item = serde_json::from_str(json).unwrap();
        let error = Engine::default().arrange(&item, &Style::Apa, Form::Entry).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the style apa cannot cite this article; choose another style"
        );
    }

    #[test]
    fn only_the_locales_that_are_needed_are_decoded() {
        let mut engine = Engine::default();
        engine.load(&Style::Harvard).unwrap();
        engine.load(&Style::Apa).unwrap();
        assert_eq!(engine.locales.len(), 2);
    }
}
