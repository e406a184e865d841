//! Decides which text of a page is its headline.
//!
//! What the page shows counts: the `<h1>` that says what the metadata says,
//! without the name of the site and without what only labels it. Declared
//! titles often differ from the printed one, or carry the site's name.

pub(super) mod large;
mod seen;

use seen::{Candidate, first, headings, heads_prose, lone, ones, scored, seen_alone};

use super::page::{At, Page};
use super::site::{Site, separators};
use super::text::{begin, decoded, is_cjk, norm, tokens};

/// Bytes of a page's title that are looked at.
const LONGEST: usize = 5000;

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
    /// The first heading of a page that declares no headline.
    First,
    /// Linked data.
    Linked,
    /// A meta element.
    Tagged,
    /// The title of the page.
    #[default]
    Titled,
}

/// The `<title>` of a page.
pub(super) fn title_of(page: &Page) -> String {
    let title =
        page.named(&["title"]).find(|at| !page.ancestors(*at).any(|at| page.name(at) == "svg"));
    let text = |at: At| (at..page.end(at)).filter_map(|at| page.text(at)).collect::<String>();
    title.map(text).map(|text| decoded(begin(&text, LONGEST))).unwrap_or_default()
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
    let tagged = if is_slug(&declared.tagged) { "" } else { &declared.tagged };
    let (tagged, titled) = (without(tagged), without(&declared.titled));
    let linked = whole(without(&declared.linked), [&tagged, &titled]);
    let tagged = whole(tagged, [&titled, &linked]);
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
    if let Some(one) = seen_alone(&candidates, declared).filter(|one| heads_prose(page, one.at)) {
        return Headline { text: one.short.clone(), at: Some(one.at), from: From::First };
    }
    let is_undeclared =
        best.is_none() && [&linked, &tagged, &declared.cited].iter().all(|text| text.is_empty());
    if let Some((text, at)) = large::find(page, site).filter(|_| is_undeclared) {
        return Headline { text, at: Some(at), from: From::Large };
    }
    let is_bare = |text: &str| tokens(text).len() < 2 && !is_cjk(text) || site.is_named(text);
    let first = || first(&candidates, &headings, page);
    match first().filter(|_| [&linked, &tagged, &titled].iter().all(|text| is_bare(text))) {
        Some((text, at)) => Headline { text, at: Some(at), from: From::First },
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
        // What the page shows wins, where it says much the same in other words.
        let contradicted = best.is_some_and(|best| {
            let full = norm(&best.full);
            let titled = norm(self.titled);
            let sides = titled == full || titled == norm(&best.short);
            (sides || best.score >= 0.5) && !full.contains(&linked)
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

/// Whether a text is the last part of an address: “ferry-late-again-2018”.
fn is_slug(text: &str) -> bool {
    text.matches('-').count() > 1
        && text.chars().all(|c| c == '-' || c.is_alphanumeric() && !c.is_uppercase())
}

/// A declared headline that was cut short with an ellipsis, as another source
/// has it whole.
fn whole(text: String, others: [&String; 2]) -> String {
    let Some(start) = text.strip_suffix('…').or_else(|| text.strip_suffix("...")) else {
        return text;
    };
    let start = start.trim_end();
    let is_whole =
        |other: &&&String| start.len() > 15 && other.len() > text.len() && other.starts_with(start);
    others.iter().find(is_whole).map_or_else(|| text.clone(), |other| (**other).clone())
}

/// A title without its last parts, while they are short and four words remain.
fn without_tails(title: &str) -> String {
    let mut title = title.to_owned();
    for _ in 0..3 {
        let Some((start, end)) = separators(&title).last().copied() else { break };
        if words(&title[..start]) < 4 || words(&title[end..]) > 4 {
            break;
        }
        title.truncate(start);
    }
    title
}

/// How many words a text has; two characters of Han are as long as one.
fn words(text: &str) -> usize {
    if is_cjk(text) {
        text.chars().filter(|c| c.is_alphanumeric()).count() / 2
    } else {
        tokens(text).len()
    }
}
