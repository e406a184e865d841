//! Finds the authors that a page shows.
//!
//! Knows places on a page: an author stands near the headline, in an element
//! that is marked so. Which source is
//! believed is decided elsewhere.

use super::choose::is_nobody;
use super::marks::{
    is_in_prose, is_labelled, is_profile, is_property, is_relation, looks_like_name,
};
use super::{Around, Kind, Named, labels, scripts, signed, split_all};
use crate::format::html::page::{At, Page};
use crate::format::html::text::{Parts, decoded, has_part, is_cjk, norm};
use crate::format::names;

/// Labels of what stands around the article.
static ELSEWHERE: Parts = Parts::new(&[
    "comment",
    "related",
    "recommend",
    "most-read",
    "teaser",
    "widget",
    "popular",
    "more-stories",
    "latest",
    "newsletter",
    "carousel",
]);

/// Labels of parts of an author box that are no name.
static NO_NAME: Parts = Parts::new(&[
    "username-",
    "image",
    "photo",
    "avatar",
    "bio",
    "desc",
    "role",
    "title",
    "job",
    "wrap",
    "container",
    "box",
    "info",
    "list",
    "meta",
]);

/// Most elements of one kind that are looked at.
const ELEMENTS: usize = 1000;

/// Most names of one source.
const MOST: usize = 8;

/// Adds what the page shows, the strongest first.
pub(super) fn find(around: &Around<'_>, found: &mut Vec<Named>) {
    let scope = Scope::of(around);
    let page = around.page;
    let groups: [(Kind, Vec<At>); 4] = [
        (
            Kind::Property,
            page.elements().filter(|at| is_property(page, *at)).take(ELEMENTS).collect(),
        ),
        (
            Kind::Relation,
            page.named(&["a"]).filter(|at| is_relation(page, *at)).take(ELEMENTS).collect(),
        ),
        (Kind::Label, page.elements().filter(|at| is_labelled(page, *at)).take(ELEMENTS).collect()),
        (
            Kind::Profile,
            page.named(&["a"])
                .filter(|at| is_profile(page, *at))
                .take(ELEMENTS)
                .filter(|at| !is_in_prose(page, *at))
                .collect(),
        ),
    ];
    for (kind, elements) in groups {
        found.extend(scope.of_elements(kind, &elements));
    }
    found.extend(scope.of_by_line().or_else(|| scope.of_by_alone()));
    found.extend(scope.of_inner_by());
    found.extend(scripts::find(around));
    found.extend(scope.of_date_line());
    if !found.iter().any(|named| named.kind != Kind::Profile && names_somebody(around, named)) {
        found.extend(signed::find(&scope));
    }
}

/// Whether a source names anybody but the site.
fn names_somebody(around: &Around<'_>, named: &Named) -> bool {
    named.names.iter().any(|name| !around.site.is_account(name) && !is_nobody(name))
}

/// What is near the headline, and what is not.
pub(super) struct Scope<'a> {
    pub(super) around: &'a Around<'a>,
    pub(super) page: &'a Page,
    /// Rank of the headline's line.
    pub(super) rank: Option<usize>,
}

impl<'a> Scope<'a> {
    fn of(around: &'a Around<'a>) -> Self {
        let rank = around.headline.and_then(|at| around.lines.rank_of(around.page, at));
        Self { around, page: around.page, rank }
    }

    /// Whether an element belongs to something beside the article; a lax look
    /// also takes what stands in an aside or a footer.
    pub(super) fn is_elsewhere(&self, at: At, is_lax: bool) -> bool {
        for at in self.page.lineage(at) {
            let holds_headline =
                self.around.headline.is_some_and(|headline| self.page.contains(at, headline));
            let name = self.page.name(at);
            if holds_headline || matches!(name, "body" | "html" | "main") {
                return false;
            }
            let label = self.page.label(at);
            let is_aside =
                matches!(name, "footer" | "aside") || has_part(label, &["sidebar", "footer"]);
            let is_promo = label.contains("promo") && !label.contains("promoted");
            if name == "nav" || ELSEWHERE.are_in(label) || is_promo || is_aside && !is_lax {
                return true;
            }
        }
        false
    }

    /// Whether a line begins inside a link.
    pub(super) fn is_linked(&self, at: At) -> bool {
        self.page.ancestors(at).any(|at| self.page.name(at) == "a" && !is_profile(self.page, at))
    }

    fn of_elements(&self, kind: Kind, all: &[At]) -> Option<Named> {
        let near = |at: &At| self.around.headline.is_none_or(|headline| at + 250 > headline);
        let seen = |at: &At| near(at) && !self.page.is_out_of_sight(*at);
        let mut elements: Vec<At> =
            all.iter().copied().filter(|at| seen(at) && !self.is_elsewhere(*at, false)).collect();
        if elements.is_empty() && kind != Kind::Profile {
            elements = all
                .iter()
                .copied()
                .filter(|at| seen(at) && !self.is_elsewhere(*at, true))
                .collect();
        }
        let page = self.page;
        let mut names: Vec<String> = Vec::new();
        let mut first = None;
        let mut outer_end = 0;
        for at in elements.into_iter().take(200) {
            if kind == Kind::Label && at < outer_end {
                continue;
            }
            outer_end = self.page.end(at);
            if first.is_some_and(|first| at > first + 60) {
                break;
            }
            let is_author = |at: At| has_part(page.label(at), &["vcard", "username", "author"]);
            let with_nick = matches!(kind, Kind::Property | Kind::Relation)
                || (at..page.end(at).min(at + 50)).any(is_author);
            let here = self.names_in(kind, at, with_nick);
            if here.is_empty() {
                continue;
            }
            first = first.or(Some(at));
            for name in here {
                if !names.iter().any(|known| norm(known) == norm(&name)) {
                    names.push(name);
                }
            }
            if kind == Kind::Label {
                break;
            }
        }
        names.truncate(MOST);
        if is_menu(&names) {
            return None;
        }
        let key = match kind {
            Kind::Property => "itemprop=author",
            Kind::Relation => "rel=author",
            Kind::Label => "class",
            _ => "link to a profile",
        };
        (!names.is_empty()).then(|| Named { kind, key: key.to_owned(), names, at: first })
    }

    fn names_in(&self, kind: Kind, at: At, with_nick: bool) -> Vec<String> {
        let page = self.page;
        let texts = match kind {
            Kind::Property => self.of_property(at),
            Kind::Label => self.of_label(at),
            _ => vec![page.line(at, |_| false)],
        };
        let unlabelled = |text: String| labels::behind(&text).map(str::to_owned).unwrap_or(text);
        let is_alone = texts.len() == 1;
        let short: Vec<String> = texts
            .into_iter()
            .filter(|text| text.len() < 160 && !labels::is_credit(text))
            .filter(|text| is_alone || !labels::is_of_helper(text))
            .map(unlabelled)
            .collect();
        split_all(&short).into_iter().filter(|name| looks_like_name(name, with_nick)).collect()
    }

    fn of_property(&self, at: At) -> Vec<String> {
        let page = self.page;
        if let Some(content) = page.find_attribute(at, "content") {
            return vec![decoded(content)];
        }
        let is_name = |inner: &At| {
            page.attribute(*inner, "itemprop").split_whitespace().any(|name| name == "name")
        };
        let inner: Vec<String> = (at + 1..page.end(at))
            .filter(is_name)
            .map(|inner| {
                page.find_attribute(inner, "content")
                    .map_or_else(|| page.line(inner, |_| false), decoded)
            })
            .collect();
        if inner.is_empty() { vec![page.line(at, |_| false)] } else { inner }
    }

    /// The names in a byline: of links to profiles, else of parts that are
    /// called a name, else of its lines.
    fn of_label(&self, at: At) -> Vec<String> {
        let page = self.page;
        let inside = || at + 1..page.end(at);
        let links: Vec<At> = inside()
            .chain([at])
            .filter(|inner| {
                page.name(*inner) == "a" && (is_profile(page, *inner) || is_relation(page, *inner))
            })
            .collect();
        if !links.is_empty() {
            return links.into_iter().map(|link| page.line(link, |_| false)).collect();
        }
        let is_named = |inner: &At| {
            let label = page.label(*inner);
            let is_called = has_part(label, &["name", "autor", "author"]) && !NO_NAME.are_in(label);
            (is_called || page.attribute(*inner, "itemprop") == "name")
                && !page.is_out_of_sight(*inner)
        };
        let mut end = 0;
        let mut texts = Vec::new();
        for inner in inside().filter(is_named) {
            if inner >= end {
                end = page.end(inner);
                texts.push(page.line(inner, |_| false));
            }
        }
        if texts.is_empty() { page.lines(at) } else { texts }
    }

    /// The lines near the headline, with their ranks: some before and more
    /// behind it.
    pub(super) fn near(
        &self,
        before: usize,
        behind: usize,
    ) -> impl Iterator<Item = (usize, &'a str, At)> + '_ {
        let rank = self.rank.unwrap_or(0);
        let from = rank.saturating_sub(before);
        let lines = self.around.lines.iter().enumerate().skip(from).take(rank + behind - from);
        lines.map(|(rank, line)| (rank, line.text.as_str(), line.at))
    }
}

/// Whether three or more Han words of four characters each are the entries of
/// a menu: none begins with a family name that is known.
fn is_menu(names: &[String]) -> bool {
    let is_entry =
        |name: &String| is_cjk(name) && name.chars().count() == 4 && !names::has_known_family(name);
    names.len() > 2 && names.iter().all(is_entry)
}
