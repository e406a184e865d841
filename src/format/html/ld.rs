//! The linked data of a page (JSON-LD, schema.org).
//!
//! Knows how pages break JSON and how schema.org says who wrote an article.
//! Many pages describe several things; one node is chosen as the article.

mod lenient;

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::page::Page;
use super::text::{decoded, likeness};

/// Most nodes of linked data that are looked at.
const MOST: usize = 20_000;

/// Most articles of one page.
const ARTICLES: usize = 500;

/// What is asked of an article.
const ASKED: &[&str] = &[
    "@id",
    "@type",
    "alternativeHeadline",
    "articleSection",
    "author",
    "creator",
    "dateCreated",
    "dateModified",
    "datePublished",
    "description",
    "headline",
    "inLanguage",
    "keywords",
    "mainEntityOfPage",
    "name",
    "publisher",
    "uploadDate",
    "url",
];

/// What is asked of a person or an organisation.
const NAMED: &[&str] = &["@id", "@type", "familyName", "givenName", "name"];

/// The linked data of a page.
#[derive(Debug, Default)]
pub(super) struct Linked {
    /// Candidates for the article.
    articles: Vec<Candidate>,
    by_id: HashMap<String, Map<String, Value>>,
    /// Names of the publisher and of organisations.
    pub(super) sites: Vec<String>,
    /// Whether something calls the publisher a newspaper.
    pub(super) is_newspaper: bool,
}

#[derive(Debug)]
struct Candidate {
    node: Map<String, Value>,
    depth: u8,
    is_listed: bool,
}

/// The people and organisations that a node names as its authors.
#[derive(Debug, Default, Clone)]
pub(super) struct Credited {
    pub(super) people: Vec<String>,
    pub(super) organisations: Vec<String>,
}

/// Keys whose values are things beside the article.
const ASIDE: &[&str] = &[
    "itemListElement",
    "relatedLink",
    "hasPart",
    "isPartOf",
    "video",
    "review",
    "citation",
    "mentions",
    "isBasedOn",
    "comment",
    "liveBlogUpdate",
    "subjectOf",
    "associatedMedia",
];

/// Keys whose values are never an article.
const OTHER: &[&str] = &["author", "publisher", "creator", "image", "thumbnail", "logo"];

/// Bytes of linked data that are read; the most of 243 pages has a tenth.
const LARGEST: usize = 2 << 20;

impl Linked {
    /// Reads every script of linked data.
    pub(super) fn of(page: &Page) -> Self {
        let (mut linked, mut left) = (Self::default(), LARGEST);
        for at in page.named(&["script"]) {
            if !page.attribute(at, "type").to_ascii_lowercase().contains("ld+json") {
                continue;
            }
            let text = (at..page.end(at)).filter_map(|at| page.text(at)).collect::<String>();
            let Some(rest) = left.checked_sub(text.len()) else { continue };
            left = rest;
            for value in lenient::values(&text) {
                linked.take(&value);
            }
        }
        linked
    }

    fn take(&mut self, value: &Value) {
        let mut waiting = vec![(value, 0_u8, false)];
        for _ in 0..MOST {
            let Some((value, depth, is_listed)) = waiting.pop() else { return };
            if let Value::Array(items) = value {
                waiting.extend(items.iter().rev().map(|item| (item, depth, is_listed)));
            }
            let Some(node) = value.as_object() else { continue };
            self.node(node, depth, is_listed);
            let is_listed = is_listed || types(node).iter().any(|name| name == "ItemList");
            for (key, inner) in node.iter().rev() {
                let is_inner = matches!(inner, Value::Array(_) | Value::Object(_));
                if is_inner && !OTHER.contains(&&**key) {
                    let is_same = ["@graph", "mainEntity", "mainEntityOfPage"].contains(&&**key);
                    let depth = depth.saturating_add(u8::from(!is_same));
                    waiting.push((inner, depth, is_listed || ASIDE.contains(&&**key)));
                }
            }
        }
    }

    fn node(&mut self, node: &Map<String, Value>, depth: u8, is_listed: bool) {
        let types = types(node);
        let is = |names: &[&str]| types.iter().any(|name| names.contains(&&**name));
        if is(&[
            "Organization",
            "NewsMediaOrganization",
            "WebSite",
            "Corporation",
            "Periodical",
            "Newspaper",
        ]) {
            self.sites.extend(text_of(node.get("name")));
        }
        self.is_newspaper |= is(&["Newspaper"]);
        for publisher in listed(node.get("publisher")) {
            self.sites.extend(text_of(publisher.get("name")).or_else(|| text_of(Some(publisher))));
            let kinds = publisher.as_object().map(self::types).unwrap_or_default();
            self.is_newspaper |= kinds.iter().any(|kind| kind == "Newspaper");
        }
        if let Some(id) = node.get("@id").and_then(Value::as_str) {
            let known = self.by_id.get(id).map_or(0, Map::len);
            let named = only(node, NAMED);
            if named.len() > known {
                self.by_id.insert(id.to_owned(), named);
            }
        }
        if types.iter().any(|name| is_article(name)) && self.articles.len() < ARTICLES {
            self.articles.push(Candidate { node: only(node, ASKED), depth, is_listed });
        }
    }

    /// The node that is the page's article: the one that says most of what the
    /// page says; `None` if none comes near.
    pub(super) fn article(&self, titles: &[String], url: &str) -> Option<&Map<String, Value>> {
        let mut best: Option<(f64, &Candidate)> = None;
        for candidate in &self.articles {
            let score = candidate.score(titles, url);
            if best.is_none_or(|(most, _)| score > most + 1e-9) {
                best = Some((score, candidate));
            }
        }
        best.filter(|(score, _)| *score >= 1.0).map(|(_, candidate)| &candidate.node)
    }

    /// Whom a node names as its authors, by `author` or else `creator`.
    pub(super) fn credited(&self, node: &Map<String, Value>) -> Credited {
        let mut credited = Credited::default();
        let mut waiting: Vec<&Value> =
            node.get("author").or_else(|| node.get("creator")).into_iter().collect();
        let mut followed = HashSet::new();
        let mut steps = 0;
        while let Some(value) = waiting.pop() {
            steps += 1;
            if steps > 200 {
                break;
            }
            match value {
                Value::String(name) if !is_address(name) => credited.people.push(decoded(name)),
                Value::Array(items) => waiting.extend(items.iter().rev()),
                Value::Object(author) => {
                    let id = author.get("@id").and_then(Value::as_str);
                    let fuller = id
                        .filter(|_| !author.contains_key("name"))
                        .and_then(|id| self.by_id.get(id));
                    let is_new = id.is_none_or(|id| followed.insert(id.to_owned()));
                    let author = fuller.filter(|_| is_new).unwrap_or(author);
                    match author.get("@list") {
                        Some(list) => waiting.push(list),
                        None => credited.add(author),
                    }
                }
                _ => {}
            }
        }
        credited
    }
}

impl Candidate {
    fn score(&self, titles: &[String], url: &str) -> f64 {
        let node = &self.node;
        let mut score = 0.0;
        if types(node).iter().any(|name| is_strong(name)) {
            score += 3.0;
        }
        if self.is_listed {
            score -= 4.0;
        }
        score -= f64::from(self.depth.min(3)) * 0.5;
        if let Some(headline) = headline(node) {
            let best = titles.iter().map(|title| likeness(&headline, title)).fold(0.0, f64::max);
            score += 4.0 * best;
        }
        let stem = |url: &str| {
            url.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').to_owned()
        };
        let own = ["url", "@id", "mainEntityOfPage"].iter().find_map(|key| match node.get(*key) {
            Some(Value::Object(page)) => page.get("@id").and_then(Value::as_str),
            Some(value) => value.as_str(),
            None => None,
        });
        if own.is_some_and(|own| !url.is_empty() && stem(own) == stem(url)) {
            score += 3.0;
        }
        let has =
            |key: &str| f64::from(u8::from(node.get(key).is_some_and(|value| !value.is_null())));
        score + 0.5 * has("author") + 0.5 * has("datePublished")
    }
}

impl Credited {
    fn add(&mut self, author: &Map<String, Value>) {
        let is_organisation = types(author).iter().any(|name| {
            ["Organization", "Organisation", "Corporation", "WebSite"]
                .iter()
                .any(|o| name.contains(o))
        });
        let names = if is_organisation { &mut self.organisations } else { &mut self.people };
        let before = names.len();
        for name in listed(author.get("name")) {
            let inner = name.get("name").or_else(|| name.get("@value")).unwrap_or(name);
            names.extend(
                inner.as_str().map(decoded).filter(|name| !name.is_empty() && !is_address(name)),
            );
        }
        if names.len() == before {
            let part = |key: &str| author.get(key).and_then(Value::as_str).unwrap_or_default();
            let name = decoded(&format!("{} {}", part("givenName"), part("familyName")));
            names.extend((!name.is_empty()).then_some(name));
        }
    }
}

/// The headline of a node, or its name.
pub(super) fn headline(node: &Map<String, Value>) -> Option<String> {
    text_of(node.get("headline")).or_else(|| text_of(node.get("name")))
}

/// The text of a value: itself, or the first of a list.
pub(super) fn text_of(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) => decoded(text),
        Value::Array(items) => items.first().and_then(Value::as_str).map(decoded)?,
        Value::Object(inner) => {
            inner.get("@value").or_else(|| inner.get("name"))?.as_str().map(decoded)?
        }
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// The texts of a value: itself, or all of a list.
pub(super) fn texts_of(value: Option<&Value>) -> Vec<String> {
    listed(value).filter_map(|value| text_of(Some(value))).collect()
}

fn listed(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let (one, many) = match value {
        Some(Value::Array(items)) => (None, &items[..]),
        one => (one, &[][..]),
    };
    one.into_iter().chain(many)
}

fn only(node: &Map<String, Value>, keys: &[&str]) -> Map<String, Value> {
    let pair = |key: &&str| Some(((*key).to_owned(), node.get(*key)?.clone()));
    keys.iter().filter_map(pair).collect()
}

fn types(node: &Map<String, Value>) -> Vec<String> {
    let names = listed(node.get("@type")).filter_map(Value::as_str);
    names.map(|name| name.rsplit('/').next().unwrap_or(name).to_owned()).collect()
}

fn is_article(name: &str) -> bool {
    ["Article", "Posting", "Report", "Review", "Recipe", "HowTo", "VideoObject"]
        .iter()
        .any(|end| name.ends_with(end))
}

fn is_strong(name: &str) -> bool {
    ["Article", "BlogPosting", "SocialMediaPosting", "Report"].iter().any(|end| name.ends_with(end))
}

/// Whether a text is an address rather than a name.
pub(super) fn is_address(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with("//") || text.starts_with("http://") || text.starts_with("https://")
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    fn linked(json: &str) -> Linked {
        let page = format!("<script type='application/ld+json'>{json}</script>");
        Linked::of(&Page::of(&Document::from(page)))
    }

    fn authors(json: &str) -> Vec<String> {
        let linked = linked(json);
        let credited = linked.credited(linked.article(&[], "").unwrap());
        credited.people.into_iter().chain(credited.organisations).collect()
    }

    #[test]
    fn the_article_is_found_in_a_graph() {
        let linked = linked(
            r#"{"@graph": [{"@type": "WebSite", "name": "Harbour Gazette"},
                {"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Other"}]},
                {"@type": ["NewsArticle"], "headline": "Ferry &amp;amp; late"}]}"#,
        );
        let article = linked.article(&["Ferry & late".into()], "").unwrap();
        assert_eq!(headline(article).as_deref(), Some("Ferry & late"));
        assert_eq!(linked.sites, ["Harbour Gazette"]);
    }

    #[test]
    fn authors_come_in_every_shape() {
        assert_eq!(authors(r#"{"@type": "Report", "author": "Ada Quill"}"#), ["Ada Quill"]);
        assert_eq!(
            authors(
                r#"{"@type": "NewsArticle", "author": [{"@type": "Person", "name": ["Ada Quill", "Ben Marsh"]}, {"givenName": "Cy", "familyName": "Dale"}]}"#
            ),
            ["Ada Quill", "Ben Marsh", "Cy Dale"]
        );
        assert_eq!(
            authors(
                r##"[{"@type": "Person", "@id": "#a", "name": "Ada Quill"}, {"@type": "NewsArticle", "author": {"@id": "#a"}}]"##
            ),
            ["Ada Quill"]
        );
    }

    #[test]
    fn an_author_that_names_itself_ends() {
        let json = r##"[{"@type": "Person", "@id": "#a"}, {"@type": "NewsArticle", "author": {"@list": [{"@id": "#a"}, {"@id": "#a"}]}}]"##;
        assert!(authors(json).is_empty());
    }
}
