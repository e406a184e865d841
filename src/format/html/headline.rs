//! Decides which text of a page is its headline.
//!
//! What the page shows counts: the `<h1>` that says what the metadata says,
//! without the name of the site and without what only labels it. Declared
//! titles often differ from the printed one, or carry the site's name.

pub(super) mod large;

use super::page::{At, Page};
use super::site::{Site, separators};
use super::text::{decoded, has_part, is_cjk, likeness, norm, tokens};

/// Labels of what stands in a headline and is no part of it.
const BESIDE: &[&str] = &[
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
];

/// Most headings that are looked at.
const MOST: usize = 60;

/// What the metadata of a page calls its headline; each may be empty.
#[derive(Debug, Default)]
pub(super) struct Declared {
    /// In linked data.
    pub(super) linked: String,
    /// In `og:title`, or else `twitter:title`.
    pub(super) tagged: String,
    /// In `<title>`.
    pub(super) titled: String,
    /// In `citation_title`.
    pub(super) cited: String,
}

/// A headline that was decided on.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Headline {
    pub(super) text: String,
    /// The element that shows it.
    pub(super) at: Option<At>,
    /// Where its text is from.
    pub(super) from: From,
}

/// Where the text of a headline is from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum From {
    /// A heading that the page shows.
    Shown,
    /// The largest letters of a page that has no heading.
    Large,
    /// Linked data.
    Linked,
    /// A meta element.
    Tagged,
    /// The title of the page.
    #[default]
    Titled,
}

#[derive(Debug)]
struct Candidate {
    at: At,
    /// All its words.
    full: String,
    /// Its words without what only labels it.
    short: String,
    score: f64,
}

/// The `<title>` of a page.
pub(super) fn title_of(page: &Page) -> String {
    let title =
        page.named(&["title"]).find(|at| !page.ancestors(*at).any(|at| page.name(at) == "svg"));
    let text = |at: At| (at..page.end(at)).filter_map(|at| page.text(at)).collect::<String>();
    title.map(text).map(|text| decoded(&text)).unwrap_or_default()
}

/// Decides on the headline of a page.
pub(super) fn find(page: &Page, site: &Site, declared: &Declared) -> Headline {
    let ones = ones(page);
    let headings = headings(page);
    let mut others: Vec<String> =
        ones.iter().flat_map(|one| [one.full.clone(), one.short.clone()]).collect();
    others.extend(headings.iter().map(|(text, _)| text.clone()));
    others.push(declared.linked.clone());
    let without = |text: &str| site.without(text, &others);
    let linked = without(&declared.linked);
    let (tagged, titled) = (without(&declared.tagged), without(&declared.titled));
    let mut candidates = scored(ones, page, site, declared);
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
    let texts = Texts { linked: &linked, tagged: &tagged, titled: &titled };
    let best = candidates.first();
    if let Some(agreed) = texts.agreed(best, &declared.tagged) {
        let heading =
            || headings.iter().find(|(text, _)| norm(text) == norm(agreed)).map(|(_, at)| *at);
        let near = best.filter(|best| best.score >= 0.25).map(|best| best.at);
        let at = near.or_else(heading).or(best.map(|best| best.at));
        let shown =
            best.is_some_and(|best| [norm(&best.full), norm(&best.short)].contains(&norm(agreed)));
        let from = if shown { From::Shown } else { From::Linked };
        return Headline { text: agreed.to_owned(), at, from };
    }
    if let Some(best) = best.filter(|best| best.score >= 0.5) {
        return Headline { text: texts.shown(page, best), at: Some(best.at), from: From::Shown };
    }
    if let Some(lone) = lone(&candidates, declared) {
        return Headline { text: lone.short.clone(), at: Some(lone.at), from: From::Shown };
    }
    let repeats = |text: &str| {
        [&linked, &tagged, &titled].iter().any(|declared| norm(declared) == norm(text))
    };
    if let Some((text, at)) = headings.iter().find(|(text, _)| repeats(text)) {
        return Headline { text: text.clone(), at: Some(*at), from: From::Shown };
    }
    let is_undeclared =
        best.is_none() && [&linked, &tagged, &declared.cited].iter().all(|text| text.is_empty());
    match large::find(page, site).filter(|_| is_undeclared) {
        Some((text, at)) => Headline { text, at: Some(at), from: From::Large },
        None => texts.declared(site, best),
    }
}

struct Texts<'a> {
    linked: &'a str,
    tagged: &'a str,
    titled: &'a str,
}

impl Texts<'_> {
    /// What linked data and meta elements agree on, unless the page's title
    /// sides with another heading.
    fn agreed(&self, best: Option<&Candidate>, tagged: &str) -> Option<&str> {
        let linked = norm(self.linked);
        let agree =
            self.linked.len() > 8 && (linked == norm(self.tagged) || linked == norm(tagged));
        let contradicted = best.is_some_and(|best| {
            let full = norm(&best.full);
            let titled = norm(self.titled);
            (titled == full || titled == norm(&best.short)) && !full.contains(&linked)
        });
        (agree && !contradicted).then_some(self.linked)
    }

    /// The form of a shown headline: what the metadata calls so, where it is
    /// the heading or the heading with a label before or behind.
    fn shown(&self, page: &Page, best: &Candidate) -> String {
        let (full, short) = (norm(&best.full), norm(&best.short));
        for text in [self.tagged, self.linked] {
            if !text.is_empty() && norm(text) == full {
                return best.full.clone();
            }
        }
        for text in [self.linked, self.tagged, self.titled] {
            if !text.is_empty() && norm(text) == short {
                return best.short.clone();
            }
        }
        let has_children = (best.at + 1..page.end(best.at)).any(|at| !page.name(at).is_empty());
        for text in [self.linked, self.tagged, self.titled] {
            let part = norm(text);
            let is_part =
                full.ends_with(&format!(" {part}")) || full.starts_with(&format!("{part} "));
            if has_children && part.len() > 15 && is_part && part.len() * 2 >= full.len() {
                return text.to_owned();
            }
        }
        best.short.clone()
    }

    /// What is declared, where the page shows no headline.
    fn declared(&self, site: &Site, best: Option<&Candidate>) -> Headline {
        let titled = match (self.linked, self.tagged) {
            ("", "") => without_tails(self.titled),
            _ => self.titled.to_owned(),
        };
        let by_worth =
            [(self.linked, From::Linked), (self.tagged, From::Tagged), (&*titled, From::Titled)];
        let found = by_worth.into_iter().find(|(text, _)| !text.is_empty() && !site.is_named(text));
        match (found, best) {
            (Some((text, from)), best) => {
                Headline { text: text.to_owned(), at: best.map(|best| best.at), from }
            }
            (None, Some(best)) => {
                Headline { text: best.short.clone(), at: Some(best.at), from: From::Shown }
            }
            (None, None) => Headline { text: titled, at: None, from: From::Titled },
        }
    }
}

/// The first-degree headings of a page.
fn ones(page: &Page) -> Vec<Candidate> {
    let one = |at: At| {
        let is_beside = |at: At| {
            let label = page.label(at);
            has_part(label, BESIDE) || label.split([' ', '-', '_']).any(|word| word == "tag")
        };
        let (full, short) = (page.line(at, |_| false), page.line(at, is_beside));
        let short = if short.is_empty() { full.clone() } else { short };
        (!full.is_empty()).then_some(Candidate { at, full, short, score: 0.0 })
    };
    page.named(&["h1"]).take(MOST).filter_map(one).collect()
}

/// Other elements that may show a headline.
fn headings(page: &Page) -> Vec<(String, At)> {
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
    page.attribute(at, "class").to_ascii_lowercase().split_whitespace().any(|class| {
        let ends = ["title", "headline", "heading"].iter().any(|end| class.contains(end));
        class == "headline"
            || ends
                && ["entry", "post", "article", "page", "story", "news"]
                    .iter()
                    .any(|of| class.contains(of))
    })
}

fn scored(ones: Vec<Candidate>, page: &Page, site: &Site, declared: &Declared) -> Vec<Candidate> {
    let titles = [&declared.linked, &declared.tagged, &declared.titled, &declared.cited];
    let titles: Vec<(String, bool)> = titles
        .into_iter()
        .filter(|title| !title.is_empty())
        .map(|title| (site.without(title, &[]), *title == declared.titled))
        .collect();
    let score = |mut one: Candidate| {
        let short = norm(&one.short);
        for (title, is_titled) in &titles {
            let mut alike = likeness(&one.short, title).max(likeness(&one.full, title));
            let title = norm(title);
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

/// The only heading of the first degree, where it has the length of a headline.
fn lone<'a>(candidates: &'a [Candidate], declared: &Declared) -> Option<&'a Candidate> {
    let cuts = separators(&declared.titled);
    let tails: Vec<String> = cuts.iter().map(|(_, end)| norm(&declared.titled[*end..])).collect();
    let is_tail = |one: &Candidate| {
        tails.iter().any(|tail| tail.len() > 3 && norm(&one.full).contains(tail.as_str()))
    };
    let mut seen = candidates.iter().filter(|one| one.score > -0.1 && !is_tail(one));
    let (Some(one), None) = (seen.next(), seen.next()) else { return None };
    let is_long = tokens(&one.short).len() >= 4 || one.short.len() > 25;
    let nothing_declared =
        declared.linked.is_empty() && declared.tagged.is_empty() && declared.titled.is_empty();
    (is_long && (nothing_declared || one.score >= 0.25)).then_some(one)
}

/// A title without its last parts, while they are short and four words remain.
fn without_tails(title: &str) -> String {
    let mut title = title.to_owned();
    for _ in 0..3 {
        let Some((start, end)) = separators(&title).last().copied() else { break };
        if tokens(&title[..start]).len() < 4 || tokens(&title[end..]).len() > 4 {
            break;
        }
        title.truncate(start);
    }
    title
}
