//! The citation processor: arranges records as a style says.
//!
//! It is the only module that calls [`hayagriva`], which panics on records it
//! does not expect and may be slow at first: nothing of it is loaded before it
//! is asked for, and no panic of it passes.

mod flatten;
mod nameless;

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayagriva::archive::LOCALES;
use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::{
    DisambiguationRule, IndependentStyle, Locale, LocaleCode, Sort, StyleClass,
};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, LocatorPayload,
    Rendered, SpecificLocator,
};

use super::glyph::Glyph;
use super::quotes::Outer;
use super::{CiteError, Form, Locator, Style};
use flatten::Wanted;

/// The styles and locales that were asked for so far.
#[derive(Debug, Default)]
pub(super) struct Engine {
    styles: HashMap<Style, Loaded>,
    locales: Vec<Locale>,
}

/// A style as it is used here.
#[derive(Debug)]
struct Loaded {
    /// Arranges; it neither sorts nor puts dashes for names that stood before.
    file: IndependentStyle,
    /// The same without citations, for an entry alone.
    lister: IndependentStyle,
    /// The same without entries, for a citation alone.
    citer: IndependentStyle,
    /// Sorts and does nothing else; `None` if entries stand as they are cited.
    sorter: Option<IndependentStyle>,
    /// What stands for the names of the entry before.
    dashes: Option<String>,
}

/// How a style tells citations apart that would be alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct TellsApart {
    /// By letters behind the year, which entries have too.
    pub(super) by_year: bool,
    /// By anything, in the text.
    pub(super) in_text: bool,
    /// By the given names of authors of one family name, wherever they are cited.
    pub(super) by_given: Option<Given>,
}

/// How much of a given name tells two authors apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Given {
    /// The initials, and if these are the same, the whole.
    AsNeeded,
    /// The initials.
    Initials,
    /// The whole.
    Whole,
}

/// The locale of a style that names none, and of terms that others lack.
const AMERICAN: &str = "en-US";

/// The locale whose quotations begin with single marks.
const BRITISH: &str = "en-GB";

impl Engine {
    /// Arranges `item`; the numbers of numbered styles are left out of entries.
    pub(super) fn arrange(
        &mut self,
        item: &Item,
        style: &Style,
        form: Form,
        locator: Option<&Locator>,
    ) -> Result<Vec<Glyph>, CiteError> {
        let wanted = if form == Form::Entry { Wanted::Entry } else { Wanted::Citation };
        let mut glyphs = self.render(&[(item, locator)], style, form, wanted, 0)?;
        glyphs.pop().ok_or_else(|| CiteError::Broken { style: style.clone() })
    }

    /// Arranges items of one list together, so that what is alike is told
    /// apart; the first of them has this rank in the list.
    pub(super) fn arrange_together(
        &mut self,
        items: &[Item],
        style: &Style,
        form: Form,
        rank: usize,
    ) -> Result<Vec<Vec<Glyph>>, CiteError> {
        let wanted = if form == Form::Entry { Wanted::Listed } else { Wanted::Citation };
        let items: Vec<_> = items.iter().map(|item| (item, None)).collect();
        self.render(&items, style, form, wanted, rank)
    }

    fn render(
        &mut self,
        items: &[(&Item, Option<&Locator>)],
        style: &Style,
        form: Form,
        wanted: Wanted,
        rank: usize,
    ) -> Result<Vec<Vec<Glyph>>, CiteError> {
        let broken = || CiteError::Broken { style: style.clone() };
        self.load(style).ok_or_else(broken)?;
        let loaded = self.styles.get(style).ok_or_else(broken)?;
        let is_entry = match form {
            Form::Entry => true,
            Form::Note => loaded.file.settings.class == StyleClass::InText,
            Form::InText => false,
        };
        let is_alone = items.len() == 1;
        let file = match is_entry {
            _ if !is_alone || loaded.file.bibliography.is_none() => &loaded.file,
            true => &loaded.lister,
            false => &loaded.citer,
        };
        let wanted = if is_entry && form == Form::Note { Wanted::Entry } else { wanted };
        // The processor holds nothing after a call, so it cannot be left half done.
        let call = AssertUnwindSafe(|| drive(items, file, style.locale(), &self.locales, rank));
        let rendered = catch_unwind(call).map_err(|_| broken())?;
        let entries = rendered.bibliography.filter(|list| is_entry && !list.items.is_empty());
        let all: Vec<_> = match entries {
            Some(list) => list.items.iter().map(|item| flatten::entry(item, wanted)).collect(),
            None => {
                rendered.citations.iter().map(|cited| flatten::citation(&cited.citation)).collect()
            }
        };
        if all.len() == items.len() { Ok(all) } else { Err(broken()) }
    }

    /// Whether `one` comes before `other` in a list; `None` if entries of this
    /// style stand as they are cited.
    pub(super) fn comes_before(
        &mut self,
        one: &Item,
        other: &Item,
        style: &Style,
    ) -> Result<Option<bool>, CiteError> {
        let broken = || CiteError::Broken { style: style.clone() };
        self.load(style).ok_or_else(broken)?;
        let sorter = self.styles.get(style).and_then(|loaded| loaded.sorter.as_ref());
        let Some(sorter) = sorter else { return Ok(None) };
        // Sorting is stable: the one is cited last and comes first only if it must.
        let items = [(other, None), (one, None)];
        let call = AssertUnwindSafe(|| drive(&items, sorter, style.locale(), &self.locales, 0));
        let rendered = catch_unwind(call).map_err(|_| broken())?;
        let list = rendered.bibliography.ok_or_else(broken)?;
        let key = list.items.first().map(|item| item.key.as_str());
        Ok(Some(key == one.id().as_deref()))
    }

    /// Whether the style puts its entries in an order of its own.
    pub(super) fn sorts(&mut self, style: &Style) -> bool {
        self.load(style).is_some_and(|loaded| loaded.sorter.is_some())
    }

    /// What stands for the names of the entry before; `None` if they are
    /// written again.
    pub(super) fn dashes(&mut self, style: &Style) -> Option<String> {
        self.load(style)?.dashes.clone()
    }

    /// How the style tells citations apart that would be alike.
    pub(super) fn tells_apart(&mut self, style: &Style) -> TellsApart {
        let Some(loaded) = self.load(style) else { return TellsApart::default() };
        let file = &loaded.file;
        if file.settings.class == StyleClass::Note {
            return TellsApart::default();
        }
        let citation = &file.citation;
        let rule = citation.givenname_disambiguation_rule;
        let by_given = match rule {
            // The manual wants no more than is needed (Chicago 18, ch. 13).
            _ if *style == Style::ChicagoAuthorDate => Some(Given::AsNeeded),
            DisambiguationRule::AllNamesWithInitials
            | DisambiguationRule::PrimaryNameWithInitials => Some(Given::Initials),
            DisambiguationRule::AllNames | DisambiguationRule::PrimaryName => Some(Given::Whole),
            DisambiguationRule::ByCite => None,
        };
        TellsApart {
            by_year: citation.disambiguate_add_year_suffix,
            in_text: !style.is_numbered(),
            by_given: by_given.filter(|_| citation.disambiguate_add_givenname),
        }
    }

    /// Whether stops and commas go inside closing quotation marks in `style`.
    pub(super) fn is_american(&mut self, style: &Style) -> bool {
        self.locale_of(style) == AMERICAN
    }

    /// The marks with which quotations begin in `style`.
    pub(super) fn first_marks(&mut self, style: &Style) -> Outer {
        if self.locale_of(style) == BRITISH { Outer::Single } else { Outer::Double }
    }

    fn locale_of(&mut self, style: &Style) -> &str {
        let loaded = self.load(style);
        let own = loaded.and_then(|loaded| loaded.file.default_locale.as_ref());
        style.locale().or(own.map(|code| code.0.as_str())).unwrap_or(AMERICAN)
    }

    /// Whether a style cites in notes.
    pub(super) fn cites_in_notes(&mut self, style: &Style) -> bool {
        self.load(style).is_some_and(|loaded| loaded.file.settings.class == StyleClass::Note)
    }

    fn load(&mut self, style: &Style) -> Option<&Loaded> {
        if !self.styles.contains_key(style) {
            let mut file = catch_unwind(AssertUnwindSafe(|| style.read())).ok()??;
            nameless::name_the_nameless(&mut file);
            let own = file.default_locale.as_ref().map(|code| code.0.clone());
            for code in [Some(AMERICAN), style.locale(), own.as_deref()].into_iter().flatten() {
                self.load_locale(code);
            }
            let list = file.bibliography.as_mut();
            let (sort, dashes) = list.map_or((None, None), |list| {
                (list.sort.take(), list.subsequent_author_substitute.take())
            });
            let sorter = sort.map(|sort| sorter(&file, sort));
            let (mut lister, mut citer) = (file.clone(), file.clone());
            lister.citation.layout.elements.clear();
            citer.bibliography = None;
            self.styles.insert(style.clone(), Loaded { file, lister, citer, sorter, dashes });
        }
        self.styles.get(style)
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

/// The style that sorts as `file` would, and prints nothing.
fn sorter(file: &IndependentStyle, sort: Sort) -> IndependentStyle {
    let mut sorter = file.clone();
    let citation = &mut sorter.citation;
    citation.layout.elements.clear();
    citation.sort = None;
    citation.disambiguate_add_givenname = false;
    citation.disambiguate_add_names = false;
    citation.disambiguate_add_year_suffix = false;
    if let Some(list) = &mut sorter.bibliography {
        list.layout.elements.clear();
        list.sort = Some(sort);
    }
    sorter
}

/// Cites each of the items by itself, and lists them; the first has this rank.
fn drive(
    items: &[(&Item, Option<&Locator>)],
    style: &IndependentStyle,
    locale: Option<&str>,
    locales: &[Locale],
    rank: usize,
) -> Rendered {
    let locale = locale.map(|code| LocaleCode(code.to_owned()));
    let mut driver = BibliographyDriver::new().with_citation_number_offset(rank);
    for (item, locator) in items {
        let locator = locator
            .map(|locator| SpecificLocator(locator.kind(), LocatorPayload::Str(locator.value())));
        let cited = vec![CitationItem::with_locator(*item, locator)];
        driver.citation(CitationRequest::new(cited, style, locale.clone(), locales, Some(1)));
    }
    driver.finish(BibliographyRequest::new(style, locale, locales))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cite::glyph;
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
        let list = drive(&[(&item(), None)], &style, None, &engine.locales, 0).bibliography;
        let glyphs = flatten::entry(&list.unwrap().items[0], Wanted::Entry);
        assert!(!glyph::text(&glyphs).contains("Doe"));
        let repaired = engine.arrange(&item(), &Style::Vancouver, Form::Entry, None).unwrap();
        assert!(glyph::text(&repaired).starts_with("Doe J. Rain"));
    }

    #[test]
    fn a_panic_of_the_processor_is_an_error() {
        let json = r#"{"title": "Rain", "issued": {"date-parts": [[2024], [2025]]}}"#;
        let item: Item = serde_json::from_str(json).unwrap();
        let error = Engine::default().arrange(&item, &Style::Apa, Form::Entry, None).unwrap_err();
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
