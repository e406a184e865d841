//! The headings that a page shows, and how much each is like what is declared.
//!
//! Knows elements and words, not which of the headings is believed.

use super::{Declared, without_tails};
use crate::format::html::page::{At, Page};
use crate::format::html::site::{Site, separators};
use crate::format::html::text::{Parts, has_part, is_cjk, likeness, norm, tokens};

/// Labels of what stands in a headline and is no part of it.
static BESIDE: Parts = Parts::new(&[
    "kicker",
    "overline",
    "overhead",
    "eyebrow",
    "dachzeile",
    "roofline",
    "topline",
    "category",
    "rubri",
    "label",
    "badge",
    "premium",
    "paywall",
    "icon",
    "flag",
    "spitzmarke",
    "pretitle",
    "pre-title",
    "supertitle",
    "antetitulo",
    "volanta",
    "topic",
    "visually-hidden",
    "visuallyhidden",
    "sr-only",
    "screen-reader",
]);

/// Parts of what the class of a headline is called.
static HEADLINE: Parts = Parts::new(&["title", "headline", "heading"]);

/// Shortest prose, in bytes.
const PROSE: usize = 120;

/// Nodes behind a headline in which prose begins.
const NEAR: usize = 150;

/// Most headings that are looked at.
const MOST: usize = 60;

/// A heading that may be the headline.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) at: At,
    /// All its words.
    pub(super) full: String,
    /// Its words without what only labels it.
    pub(super) short: String,
    /// How much it is like what is declared, below 0 where it is not seen.
    pub(super) score: f64,
}

/// The first-degree headings of a page.
pub(super) fn ones(page: &Page) -> Vec<Candidate> {
    let one = |at: At| {
        let is_beside = |at: At| {
            let label = page.label(at);
            BESIDE.are_in(label) || label.split([' ', '-', '_']).any(|word| word == "tag")
        };
        let (full, short) = (page.line(at, |_| false), page.line(at, is_beside));
        let short = if short.is_empty() { full.clone() } else { short };
        (!full.is_empty()).then_some(Candidate { at, full, short, score: 0.0 })
    };
    page.named(&["h1"]).take(MOST).filter_map(one).collect()
}

/// Other elements that may show a headline.
pub(super) fn headings(page: &Page) -> Vec<(String, At)> {
    let mut found = Vec::new();
    let mut looked = 0;
    for at in page.elements() {
        let name = page.name(at);
        let is_heading = matches!(name, "h2" | "h3" | "h4");
        let is_labelled = matches!(name, "div" | "p" | "a" | "span") && is_headline_label(page, at);
        if (is_heading || is_labelled) && !page.is_hidden(at) {
            looked += 1;
            let text = page.line(at, |_| false);
            if (9..250).contains(&text.len()) {
                found.push((text, at));
            }
            if found.len() == MOST || looked > 10 * MOST {
                break;
            }
        }
    }
    found
}

fn is_headline_label(page: &Page, at: At) -> bool {
    if page.attribute(at, "itemprop").contains("headline") {
        return true;
    }
    // All of these are in the label as well, which is in lower case already.
    if !HEADLINE.are_in(page.label(at)) {
        return false;
    }
    page.attribute(at, "class").to_ascii_lowercase().split_whitespace().any(|class| {
        class == "headline"
            || HEADLINE.are_in(class)
                && ["entry", "post", "article", "page", "story", "news"]
                    .iter()
                    .any(|of| class.contains(of))
    })
}

pub(super) fn scored(
    ones: Vec<Candidate>,
    page: &Page,
    site: &Site,
    declared: &Declared,
) -> Vec<Candidate> {
    let titles = [&declared.linked, &declared.tagged, &declared.titled, &declared.cited];
    let titles: Vec<(String, bool)> = titles
        .into_iter()
        .filter(|title| !title.is_empty())
        .map(|title| (site.without(title, &[]), *title == declared.titled))
        .flat_map(|(title, is_titled)| [(without_tails(&title), is_titled), (title, is_titled)])
        .collect();
    let score = |mut one: Candidate| {
        let short = norm(&one.short);
        for (title, is_titled) in &titles {
            let mut alike = likeness(&one.short, title).max(likeness(&one.full, title));
            let title = norm(title);
            // One word is mostly the site's name, and may be in any heading.
            if !title.contains(' ') && !is_cjk(&title) && short != title {
                alike = 0.0;
            }
            let is_long = (tokens(&one.short).len() >= 3 || is_cjk(&one.short)) && short.len() >= 8;
            if is_long && title.contains(&short) && short.len() * 10 >= title.len() * 3 {
                alike = alike.max(0.95);
            }
            one.score = one.score.max(alike - if *is_titled { 0.05 } else { 0.0 });
        }
        if page.is_out_of_sight(one.at) {
            one.score -= 0.2;
        }
        one
    };
    let is_no_site = |one: &Candidate| !site.is_named(&one.full) && !site.is_named(&one.short);
    ones.into_iter().filter(is_no_site).map(score).collect()
}

/// The only heading of the first degree, where it has the length of a headline
/// and some likeness to what is declared.
pub(super) fn lone<'a>(candidates: &'a [Candidate], declared: &Declared) -> Option<&'a Candidate> {
    let nothing_declared =
        declared.linked.is_empty() && declared.tagged.is_empty() && declared.titled.is_empty();
    seen_alone(candidates, declared).filter(|one| nothing_declared || one.score >= 0.25)
}

/// Whether a heading is no link and has a paragraph of prose soon behind it.
pub(super) fn heads_prose(page: &Page, at: At) -> bool {
    let is_link = (at..page.end(at)).chain(page.ancestors(at)).any(|at| page.name(at) == "a");
    let end = page.end(at);
    let is_prose = |at: At| page.line(at, |_| false).len() >= PROSE;
    let mut near = (end..page.len().min(end + NEAR)).filter(|at| page.name(*at) == "p");
    !is_link && near.any(is_prose)
}

/// The only heading of the first degree that is seen, if it is long enough and
/// no part of the page's title that names the site.
pub(super) fn seen_alone<'a>(
    candidates: &'a [Candidate],
    declared: &Declared,
) -> Option<&'a Candidate> {
    let cuts = separators(&declared.titled);
    let tails: Vec<String> = cuts.iter().map(|(_, end)| norm(&declared.titled[*end..])).collect();
    let is_tail = |one: &Candidate| {
        tails.iter().any(|tail| tail.len() > 3 && norm(&one.full).contains(tail.as_str()))
    };
    let mut seen = candidates.iter().filter(|one| one.score > -0.1 && !is_tail(one));
    let (Some(one), None) = (seen.next(), seen.next()) else { return None };
    let is_long = tokens(&one.short).len() >= 4 || one.short.len() > 25;
    is_long.then_some(one)
}

/// The first heading of at least three words, where a page declares none.
pub(super) fn first(
    candidates: &[Candidate],
    headings: &[(String, At)],
    page: &Page,
) -> Option<(String, At)> {
    let is_beside = |at: At| {
        let mut around = page.lineage(at);
        around.any(|at| {
            matches!(page.name(at), "nav" | "aside" | "footer" | "form")
                || has_part(page.label(at), &["comment", "respond", "sidebar", "widget"])
        })
    };
    let is_long = |text: &str| tokens(text).len() > 2 || is_cjk(text);
    let one = candidates
        .iter()
        .filter(|one| one.score > -0.1 && is_long(&one.short) && !is_beside(one.at))
        .min_by_key(|one| one.at);
    let two = || {
        headings
            .iter()
            .find(|(text, at)| page.name(*at) == "h2" && is_long(text) && !is_beside(*at))
    };
    one.map(|one| (one.short.clone(), one.at)).or_else(|| two().cloned())
}
