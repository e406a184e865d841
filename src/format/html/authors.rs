//! Finds who wrote a page.
//!
//! Linked data first, then meta elements, then what the page shows: elements
//! that are marked as its authors, links to profiles, a line that begins with
//! “by”. What stands in teasers, comments and menus does not count, but never
//! because of an element that also holds the headline.

mod choose;
mod labels;
mod lines;
mod marks;
mod scripts;
mod shown;
mod signed;

use serde_json::{Map, Value};

use super::evidence::Lines;
use super::ld::{Credited, Linked, is_address};
use super::metas::Metas;
use super::page::{At, Page};
use super::site::Site;
use super::text::{has_part, norm};
use crate::article::Origin;
use crate::format::names;
use crate::format::record::can_be_name;

pub(super) use choose::{ORGANISATION, choose};

/// Keys of meta elements that name authors, strongest first.
const KEYS: &[&str] = &[
    "citation_author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "article:author",
    "og:article:author",
    "article:author_name",
    "author",
    "dc.creator",
    "dcterms.creator",
    "dc.creator.name",
    "dc.contributor",
    "og:author",
    "creator",
    "authors",
    "content-author",
    "article-author",
    "news_author",
];

/// Where names were found; the order is that of their worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Linked,
    Tagged,
    /// `itemprop=author`.
    Property,
    /// `rel=author`.
    Relation,
    /// An element that its class calls byline or author.
    Label,
    /// A link to a profile.
    Profile,
    /// A line that begins with “by”.
    ByLine,
    /// A line that has “by” in it, or a name beside a date.
    NearDate,
    /// A variable of a script.
    Script,
    /// A name alone at the end or above the first prose.
    Signed,
}

impl Kind {
    pub(super) fn origin(self) -> Origin {
        match self {
            Self::Linked => Origin::JsonLd,
            Self::Tagged => Origin::MetaTag,
            Self::Property | Self::Relation | Self::Label | Self::Profile | Self::Script => {
                Origin::Markup
            }
            Self::ByLine | Self::NearDate | Self::Signed => Origin::Line,
        }
    }

    /// Whether its names are guessed from where they stand.
    pub(super) fn is_guess(self) -> bool {
        matches!(self, Self::Profile | Self::NearDate | Self::Script | Self::Signed)
    }
}

/// Names that one source gives.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) kind: Kind,
    pub(super) key: String,
    pub(super) names: Vec<String>,
    /// The element or line that shows them.
    pub(super) at: Option<At>,
}

/// What is needed to find authors.
pub(super) struct Around<'a> {
    pub(super) page: &'a Page,
    pub(super) lines: &'a Lines,
    pub(super) metas: &'a Metas,
    pub(super) linked: &'a Linked,
    pub(super) article: Option<&'a Map<String, Value>>,
    pub(super) headline: Option<At>,
    pub(super) site: &'a Site,
}

/// All that the page says of its authors.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// By source, the strongest first.
    pub(super) named: Vec<Named>,
    /// The organisations that linked data names as authors.
    pub(super) organisations: Vec<String>,
    /// How many authors linked data names.
    pub(super) credited: usize,
}

/// Collects what every source says.
pub(super) fn find(around: &Around<'_>) -> Found {
    let mut found = Found::default();
    if let Some(article) = around.article {
        found.linked(around.linked.credited(article), around.site);
    }
    found.tagged(around.metas);
    shown::find(around, &mut found.named);
    found
}

impl Found {
    fn linked(&mut self, credited: Credited, site: &Site) {
        let Credited { people, organisations } = credited;
        self.credited = people.len() + organisations.len();
        let beside = organisations.iter().filter(|name| !people.is_empty() && !site.is_named(name));
        let all: Vec<String> = people.iter().chain(beside).cloned().collect();
        self.add(Kind::Linked, "author", &all, None);
        self.organisations = organisations;
    }

    fn tagged(&mut self, metas: &Metas) {
        let names = |values: &[String]| -> Vec<String> {
            // Who built a site signs its pages with an address.
            let is_site = |value: &str| is_address(value) || value.contains("www.");
            values.iter().filter(|value| !is_site(value)).cloned().collect()
        };
        for key in KEYS {
            self.add(Kind::Tagged, key, &names(metas.all(key)), None);
        }
        // Mostly a handle; only a full name says who wrote.
        let is_full = |value: &&String| names::is_name(value, true);
        let creators: Vec<String> =
            metas.all("twitter:creator").iter().filter(is_full).cloned().collect();
        self.add(Kind::Tagged, "twitter:creator", &creators, None);
        for (key, values) in metas.iter() {
            let is_about = has_part(
                key,
                &["id", "url", "img", "image", "link", "slug", "type", "email", "bio", "avatar"],
            );
            if key.contains("author") && !KEYS.contains(&key) && !is_about {
                self.add(Kind::Tagged, key, &names(values), None);
            }
        }
        for (label, key) in
            [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")]
        {
            let is_author = metas.all(label).first().is_some_and(|label| {
                let words = [
                    "written",
                    "author",
                    "verfasst",
                    "geschrieben",
                    "écrit",
                    "escrito",
                    "autor",
                    "scritto",
                    "geschreven",
                    "skrevet",
                    "skriven",
                    "napisa",
                    "автор",
                ];
                has_part(&label.to_lowercase(), &words)
            });
            if is_author {
                self.add(Kind::Tagged, key, &names(metas.all(key)), None);
            }
        }
    }

    fn add(&mut self, kind: Kind, key: &str, texts: &[String], at: Option<At>) {
        let names = split_all(texts);
        if !names.is_empty() {
            self.named.push(Named { kind, key: key.to_owned(), names, at });
        }
    }
}

/// The names in texts, each once.
pub(super) fn split_all(texts: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in texts.iter().flat_map(|text| split(text)) {
        if !found.iter().any(|known| norm(known) == norm(&name)) {
            found.push(name);
        }
    }
    found
}

/// The names in one text: those of a byline, or all of it where it is short
/// and can be a name that no rule knows.
pub(super) fn split(text: &str) -> Vec<String> {
    if text.len() > 400 {
        return Vec::new();
    }
    let is_open = text.contains(['(', '（', '[', '【']);
    let text = if is_open { text } else { text.trim_end_matches([')', '）', ']', '】']) };
    let text = once(unglued(text.trim()));
    let (alone, _) = names::without_by(text);
    if is_account(alone) {
        return Some(alone.to_owned()).filter(|name| can_be_name(name)).into_iter().collect();
    }
    let found = names::authors(text);
    let people = found
        .people
        .iter()
        .map(ToString::to_string)
        .chain(found.agency.map(|agency| agency.to_string()));
    let people: Vec<String> =
        people.map(|name| once(&name).to_owned()).filter(|name| can_be_name(name)).collect();
    if !people.is_empty() {
        return people;
    }
    let (rest, _) = names::without_by(text);
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || ".,:;–—-*\"“”'|/•·@".contains(c));
    let is_plain = can_be_name(rest) && !names_role(rest) && !rest.contains([',', '|', '/']);
    if is_plain { vec![rest.to_owned()] } else { Vec::new() }
}

/// Whether a text is one word of letters and digits, which cannot be parted.
fn is_account(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
        && text.starts_with(char::is_alphabetic)
        && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// A name without the “By” that is glued to it.
fn unglued(text: &str) -> &str {
    let rest = text.strip_prefix("By").unwrap_or(text);
    let is_glued = rest.starts_with(char::is_uppercase) && rest.contains(' ');
    if is_glued { rest } else { text }
}

/// A text that says the same twice, once.
fn once(text: &str) -> &str {
    let half = text.len() / 2;
    match (text.get(..half), text.get(half + 1..)) {
        (Some(first), Some(second)) if first == second && first.contains(' ') => first,
        _ => text,
    }
}

/// Whether a text holds the word for a post at a newspaper.
fn names_role(text: &str) -> bool {
    norm(text).split(' ').any(|word| {
        matches!(
            word,
            "editor"
                | "editors"
                | "reporter"
                | "correspondent"
                | "writer"
                | "columnist"
                | "contributor"
                | "journalist"
                | "producer"
                | "photographer"
                | "staff"
                | "redakteur"
                | "redakteurin"
                | "korrespondent"
                | "korrespondentin"
                | "published"
                | "updated"
                | "posted"
                | "follow"
                | "contact"
                | "email"
                | "senior"
                | "redactor"
                | "redactora"
                | "periodista"
                | "journaliste"
                | "giornalista"
                | "freelance"
                | "intern"
                | "bureau"
        )
    })
}
