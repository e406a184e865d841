//! Finds the address of the page itself.
//!
//! Pages say it in many places. What others are meant to link to comes first
//! (the canonical link, `og:url`), then what the program wrote that saved the
//! page, then what scholars and services are told, then what linked data says
//! of the article. A link of the headline to itself is a guess. A relative
//! address counts only where `<base href>` says what it starts from.

use serde_json::{Map, Value};
use url::Url;

use super::metas::Metas;
use super::page::{At, Page};
use super::text::norm;
use crate::article::Origin;
use crate::format::record::address;

/// Keys of meta elements that hold the address, strongest first.
const KEYS: &[&str] = &[
    "twitter:url",
    "al:web:url",
    "parsely-link",
    "citation_abstract_html_url",
    "citation_fulltext_html_url",
    "dc.identifier",
    "dcterms.identifier",
    "mainentityofpage",
];

/// The keys of linked data, strongest first.
const LINKED: &[&str] = &["url", "mainEntityOfPage", "@id"];

/// An address of the page, and what gave it.
#[derive(Debug, Clone)]
pub(super) struct OwnAddress {
    pub(super) url: Url,
    pub(super) key: &'static str,
    pub(super) origin: Origin,
}

impl OwnAddress {
    fn new(key: &'static str, origin: Origin, text: &str) -> Option<Self> {
        let url = Url::parse(&address(text)?).ok()?;
        Some(Self { url, key, origin })
    }
}

/// The address that the page declares; `saved` is the one that the program
/// wrote which saved it.
pub(super) fn declared(page: &Page, metas: &Metas, saved: Option<&str>) -> Option<OwnAddress> {
    let canonical = page.named(&["link"]).find(|at| {
        let mut rels = page.attribute(*at, "rel").split_whitespace();
        rels.any(|rel| rel.eq_ignore_ascii_case("canonical"))
    });
    let canonical = canonical.map(|at| page.attribute(at, "href")).unwrap_or_default();
    let tagged = |key: &'static str| {
        metas.all(key).iter().find_map(|text| OwnAddress::new(key, Origin::MetaTag, text))
    };
    OwnAddress::new("canonical", Origin::MetaTag, canonical)
        .or_else(|| tagged("og:url"))
        .or_else(|| OwnAddress::new("saved from", Origin::MetaTag, saved?))
        .or_else(|| relative(page, canonical))
        .or_else(|| KEYS.iter().find_map(|key| tagged(key)))
        .or_else(|| kept(page))
}

/// A relative canonical address, put together with `<base href>`.
fn relative(page: &Page, canonical: &str) -> Option<OwnAddress> {
    let base = page.named(&["base"]).find_map(|at| address(page.attribute(at, "href")))?;
    let whole = Url::parse(&base).ok()?.join(canonical).ok()?;
    OwnAddress::new("canonical", Origin::MetaTag, whole.as_str()).filter(|_| !canonical.is_empty())
}

/// The address in the form that an archive of the web puts above a copy.
fn kept(page: &Page) -> Option<OwnAddress> {
    let is_form = |at: &At| page.attribute(*at, "name").eq_ignore_ascii_case("wmtb");
    let form = page.named(&["form"]).find(is_form)?;
    let mut fields = page.named(&["input"]).filter(|at| page.contains(form, *at));
    let field = fields.find(|at| page.attribute(*at, "name") == "url")?;
    OwnAddress::new("archived from", Origin::Markup, page.attribute(field, "value"))
}

/// The address that linked data gives of the article; a front page is none.
pub(super) fn linked(article: &Map<String, Value>) -> Option<OwnAddress> {
    let text = |value: &Value| {
        let inner = || ["@id", "url"].iter().find_map(|key| value.get(*key)?.as_str());
        value.as_str().or_else(inner).map(str::to_owned)
    };
    let own = |key: &&'static str| {
        let mut own = OwnAddress::new(key, Origin::JsonLd, &text(article.get(*key)?)?)?;
        own.url.set_fragment(None);
        (own.url.path() != "/" || own.url.query().is_some()).then_some(own)
    };
    LINKED.iter().find_map(own)
}

/// The address that the headline links to: a page that lists articles, or
/// shows one as if in a list, links each headline to its own page.
pub(super) fn of_headline(page: &Page, headline: &str) -> Option<OwnAddress> {
    let headline = norm(headline);
    let is_heading = |at: At| matches!(page.name(at), "h1" | "h2" | "h3");
    let is_own = |at: &At| {
        page.lineage(*at).take(3).any(is_heading) && norm(&page.line(*at, |_| false)) == headline
    };
    let link = page.named(&["a"]).filter(|_| !headline.is_empty()).find(is_own)?;
    OwnAddress::new("headline’s link", Origin::Markup, page.attribute(link, "href"))
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    fn of(head: &str) -> String {
        let page = Page::of(&Document::from(format!("<html><head>{head}</head>").as_str()));
        let own = declared(&page, &Metas::of(&page), None);
        own.map(|own| own.url.to_string()).unwrap_or_default()
    }

    #[test]
    fn a_relative_canonical_link_needs_a_base() {
        let link = "<link rel=canonical href='/tides/spring.html'>";
        assert_eq!(of(link), "");
        let base = "<base href='https://gazette.example/2020/'>";
        assert_eq!(of(&format!("{base}{link}")), "https://gazette.example/tides/spring.html");
    }

    #[test]
    fn what_services_are_told_counts_where_nothing_else_is_said() {
        let told = "<meta name=parsely-link content='https://gazette.example/tides'>";
        assert_eq!(of(told), "https://gazette.example/tides");
        let meant = "<meta property='og:url' content='https://gazette.example/tides/spring'>";
        assert_eq!(of(&format!("{told}{meant}")), "https://gazette.example/tides/spring");
        let number = "<meta name='DC.identifier' content='urn:isbn:1'>";
        assert_eq!(of(number), "");
    }

    #[test]
    fn linked_data_gives_the_address_of_the_article_and_not_of_the_front_page() {
        let of = |json: &str| {
            let node: Map<String, Value> = serde_json::from_str(json).unwrap();
            linked(&node).map(|own| own.url.to_string()).unwrap_or_default()
        };
        let page = r#"{"mainEntityOfPage": {"@id": "https://gazette.example/tides#article"}}"#;
        assert_eq!(of(page), "https://gazette.example/tides");
        assert_eq!(of(r#"{"url": "https://gazette.example/"}"#), "");
        assert_eq!(of(r#"{"url": "/tides", "@id": "tides"}"#), "");
    }

    #[test]
    fn a_headline_may_link_to_its_own_page() {
        let html = "<h1><a href='https://a.example/'>Tide Blog</a></h1>\
                    <h2><a href='https://a.example/spring'>Spring tides ahead</a></h2>";
        let page = Page::of(&Document::from(html));
        let own = of_headline(&page, "Spring Tides Ahead").unwrap();
        assert_eq!(own.url.as_str(), "https://a.example/spring");
    }
}
