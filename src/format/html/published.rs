//! Decides on which day a page was published.
//!
//! Machines' stamps come first, then `<time>`, then what a person sees near
//! the headline, then the address. The day is the one that is written, on the
//! page's own calendar; only where a stamp in UTC is a day off from what the
//! page shows does the page win.

mod address;
mod changed;
mod labelled;
mod titled;
mod words;

pub(super) use changed::updated;

use jiff::civil::Date;
use serde_json::{Map, Value};

pub(super) use words::{PUBLISHING, UPDATING};

use super::evidence::{Lines, Offer};
use super::ld::text_of;
use super::metas::Metas;
use super::page::{At, Page};
use super::text::{Parts, has_part};
use crate::article::{Origin, When};
use crate::format::dates::{Order, dates};
use crate::format::stamp;

/// Keys of meta elements for the first publication, strongest first.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "citation_publication_date",
    "citation_online_date",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "publish-date",
    "publish_date",
    "pub_date",
    "pubdate",
    "publication_date",
    "published_at",
    "published",
    "og:pubdate",
    "article_date_original",
    "originalpublicationdate",
    "release_date",
    "citation_date",
];

/// Keys that may mean another day.
const VAGUE: &[&str] =
    &["dc.date.created", "dcterms.created", "date", "dc.date", "dcterms.date", "datecreated"];

/// Labels of what stands around other dates.
static ELSEWHERE: Parts = Parts::new(&[
    "related",
    "sidebar",
    "footer",
    "teaser",
    "comment",
    "recommend",
    "latest",
    "popular",
    "widget",
]);

/// Labels of readers' remarks, and of posts that are shown whole.
static REMARKS: Parts =
    Parts::new(&["comment", "kommentar", "disqus", "respond", "tweet", "instagram-media"]);

/// A `<time>` that scores less says something of another thing: it stands some
/// six hundred nodes from the headline, or in a part with dates of its own.
const WEAK: f64 = -3.0;

/// Years before this are told in running text, not printed by a page as its own.
const FIRST_YEAR: i16 = 1990;

/// What is needed to find dates.
pub(super) struct Around<'a> {
    pub(super) page: &'a Page,
    pub(super) lines: &'a Lines,
    pub(super) metas: &'a Metas,
    pub(super) article: Option<&'a Map<String, Value>>,
    pub(super) headline: Option<At>,
    pub(super) url: &'a str,
    /// The first subtag of the page's language; empty if it is not known.
    pub(super) language: &'a str,
}

/// A day that something on the page gives for the publication.
#[derive(Debug, Clone)]
pub(super) struct Dated {
    pub(super) when: When,
    pub(super) offer: Offer,
    /// The element or line that shows it.
    pub(super) at: Option<At>,
}

/// All that the page says of its publication, the best first.
pub(super) fn find(around: &Around<'_>) -> Vec<Dated> {
    let mut found = Vec::new();
    let stamped = |key: &str, origin, text: &str| {
        let when = stamp::parse(text).or_else(|| around.visible(text))?;
        Some(Dated { when, offer: Offer::new(key, origin, text), at: None })
    };
    let linked = |key: &str| {
        text_of(around.article?.get(key)).and_then(|text| stamped(key, Origin::JsonLd, &text))
    };
    let tagged = |key: &str| {
        around.metas.all(key).first().and_then(|text| stamped(key, Origin::MetaTag, text))
    };
    found.extend(linked("datePublished"));
    found.extend(PUBLISHED.iter().filter_map(|key| tagged(key)));
    found.extend(
        around
            .metas
            .iter()
            .filter(|(key, _)| is_publication(key))
            .filter_map(|(key, _)| tagged(key)),
    );
    found.extend(linked("dateCreated"));
    found.extend(linked("uploadDate"));
    found.extend(around.of_property());
    let (time, lines) = (around.of_time(), around.of_lines());
    let is_weak = time.as_ref().is_some_and(|(score, _)| *score < WEAK);
    let time = time.map(|(_, dated)| dated);
    found.extend(if is_weak { [lines, time] } else { [time, lines] }.into_iter().flatten());
    found.extend(titled::find(around));
    found.extend(VAGUE.iter().filter_map(|key| tagged(key)));
    found.extend(address::day(around.url));
    if found.is_empty() {
        found.extend(labelled::find(around));
    }
    correct_day(&mut found);
    found
}

/// A stamp in UTC, or a bare day that may have been taken from one, gives way
/// to a day beside it that the page shows.
fn correct_day(found: &mut [Dated]) {
    let Some(first) = found.first().filter(|first| first.offer.origin < Origin::Markup) else {
        return;
    };
    let stamped = match first.when {
        When::Instant(at, Some(offset)) if offset.seconds() == 0 => at.date(),
        When::Day(day) => day,
        _ => return,
    };
    let shows = |dated: &&Dated| match (dated.offer.origin, dated.when) {
        (Origin::Line | Origin::Address, _) => true,
        (_, When::Instant(_, Some(offset))) => offset.seconds() != 0,
        _ => false,
    };
    let days: Vec<(usize, Date)> = found
        .iter()
        .enumerate()
        .skip(1)
        .filter(|(_, dated)| shows(dated))
        .filter_map(|(rank, dated)| Some((rank, dated.when.date()?)))
        .collect();
    if days.iter().any(|(_, day)| *day == stamped) {
        return;
    }
    if let Some((rank, _)) = days.iter().find(|(_, day)| is_beside(stamped, *day)) {
        found.swap(0, *rank);
    }
}

/// The beginning of a paragraph, where a dateline may stand.
fn opening(text: &str) -> &str {
    let end = text.char_indices().map(|(at, _)| at).nth(40).unwrap_or(text.len());
    &text[..end]
}

/// Whether a date opens a paragraph: “April 17, 2015 -- The ferry”, “(3.5.2018) Die”.
fn opens(text: &str, date: &std::ops::Range<usize>) -> bool {
    let behind = text[date.end..].trim_start();
    date.start < 2 && behind.starts_with(['-', '–', '—', ')', ']', ':', '|'])
}

/// Whether one day is the day before or behind another.
fn is_beside(one: Date, other: Date) -> bool {
    [one.tomorrow(), one.yesterday()].into_iter().flatten().any(|near| near == other)
}

fn is_publication(key: &str) -> bool {
    let is_of =
        has_part(key, &["publi", "pubdate", "pub-date", "pub_date", "release", "issued", "first"]);
    let is_other = has_part(key, &["modif", "updat", "expir", "publisher"]);
    let is_listed = PUBLISHED.contains(&key) || changed::UPDATED.contains(&key);
    let is_time = has_part(key, &["date", "time"]) || key.ends_with("published");
    is_of && is_time && !is_other && !is_listed
}

impl Around<'_> {
    fn order(&self) -> Order {
        match self.language {
            "en" | "" => Order::MonthFirst,
            _ => Order::DayFirst,
        }
    }

    /// The first full date in a text that a person wrote.
    fn visible(&self, text: &str) -> Option<When> {
        dates(text, self.order())
            .into_iter()
            .map(|dated| dated.when)
            .find(|when| when.date().is_some())
    }

    /// Whether a node stands among readers' remarks or in a quoted post, which
    /// have days of their own; never because of an element that also holds the
    /// headline.
    fn is_remark(&self, at: At) -> bool {
        let page = self.page;
        let holds_headline =
            |at: &At| self.headline.is_some_and(|headline| page.contains(*at, headline));
        page.ancestors(at)
            .take_while(|at| !holds_headline(at) && !matches!(page.name(*at), "body" | "main"))
            .any(|at| page.name(at) == "blockquote" || REMARKS.are_in(page.label(at)))
    }

    /// Whether a node stands in something that has dates of its own.
    fn is_elsewhere(&self, at: At) -> bool {
        self.page.ancestors(at).any(|at| {
            matches!(self.page.name(at), "aside" | "footer")
                || ELSEWHERE.are_in(self.page.label(at))
        })
    }

    fn of_property(&self) -> Option<Dated> {
        let is_of = |at: &At| {
            let property = self.page.attribute(*at, "itemprop").to_ascii_lowercase();
            has_part(&property, &["datepublished", "datecreated"]) && self.page.name(*at) != "meta"
        };
        let at = self.page.elements().find(is_of)?;
        self.element(at, "itemprop")
    }

    /// The date of an element: what its attributes say, or what it shows.
    fn element(&self, at: At, key: &str) -> Option<Dated> {
        let attributes =
            ["datetime", "content", "title"].iter().map(|name| self.page.attribute(at, name));
        let shown = self.page.line(at, |_| false);
        let read = |text: &str| {
            let when = stamp::parse(text).or_else(|| self.visible(text));
            when.filter(|when| when.date().is_some()).map(|when| (when, text.to_owned()))
        };
        let (mut when, mut text) =
            attributes.filter(|text| !text.is_empty()).find_map(read).or_else(|| read(&shown))?;
        // The day that people see is that of the page's own calendar.
        if let (When::Instant(at, Some(offset)), Some(seen)) = (when, self.visible(&shown))
            && offset.seconds() == 0
            && seen.date().is_some_and(|day| {
                is_beside(at.date(), day)
                    || day != at.date() && PUBLISHING.are_in(&shown.to_lowercase())
            })
        {
            (when, text) = (seen, shown);
        }
        Some(Dated { when, offer: Offer::new(key, Origin::Markup, &text), at: Some(at) })
    }

    /// The best `<time>`: near the headline, not of an update, not elsewhere.
    fn of_time(&self) -> Option<(f64, Dated)> {
        let headline = self.headline.unwrap_or(0);
        let mut best: Option<(f64, Dated)> = None;
        for at in self.page.named(&["time", "relative-time", "abbr"]).take(500) {
            let page = self.page;
            if page.name(at) == "abbr" && !page.label(at).contains("published") {
                continue;
            }
            let Some(dated) = self.element(at, "time").filter(|_| !self.is_remark(at)) else {
                continue;
            };
            let around = page
                .ancestors(at)
                .next()
                .map(|around| page.line(around, |_| false))
                .unwrap_or_default();
            let near: String = around.chars().take(120).collect::<String>().to_lowercase();
            let label =
                format!("{} {}", page.label(at), page.attribute(at, "itemprop").to_lowercase());
            let mut score = 0.0;
            if PUBLISHING.are_in(&near) || PUBLISHING.are_in(&label) {
                score += 2.0;
            }
            if UPDATING.are_in(&label) || UPDATING.are_in(&page.line(at, |_| false).to_lowercase())
            {
                score -= 3.0;
            }
            let distance = u32::try_from(at.abs_diff(headline)).unwrap_or(u32::MAX);
            score -= f64::from(distance) / 200.0;
            if at + 150 < headline {
                score -= 1.0;
            }
            if self.is_elsewhere(at) {
                score -= 3.0;
            }
            if best.as_ref().is_none_or(|(most, _)| score > *most) {
                best = Some((score, dated));
            }
        }
        best
    }

    /// The best date in a line near the headline.
    fn of_lines(&self) -> Option<Dated> {
        let rank = self.headline.and_then(|at| self.lines.rank_of(self.page, at));
        let (from, to) = rank.map_or((0, 80), |rank| (rank.saturating_sub(8), rank + 25));
        let mut best: Option<(f64, Dated)> = None;
        for (place, line) in self.lines.iter().enumerate().take(to).skip(from) {
            if self.is_remark(line.at) {
                continue;
            }
            let is_long = line.text.len() > 200;
            let text = if is_long { opening(&line.text) } else { &line.text };
            for found in dates(text, self.order()) {
                let Some(day) = found.when.date() else { continue };
                let is_told =
                    day.year() < FIRST_YEAR && line.text.split_whitespace().nth(8).is_some();
                if is_told || is_long && !opens(text, &found.range) {
                    continue;
                }
                let before = line.text[..found.range.start].to_lowercase();
                let distance = u32::try_from(place.abs_diff(rank.unwrap_or(0))).unwrap_or(u32::MAX);
                let mut score = -f64::from(distance) / 10.0;
                if rank.is_some_and(|rank| place < rank) {
                    score -= 0.3;
                }
                if line.text.len() > 80 {
                    score -= 0.8;
                }
                let last: String =
                    before.chars().rev().take(30).collect::<Vec<_>>().into_iter().rev().collect();
                let above = place.checked_sub(1).and_then(|above| self.lines.get(above));
                let is_below_update = above.is_some_and(|above| {
                    above.text.len() < 25 && UPDATING.are_in(&above.text.to_lowercase())
                });
                if UPDATING.are_in(&last) || is_below_update {
                    score -= 1.5;
                }
                if PUBLISHING.are_in(&last) {
                    score += 1.0;
                }
                if best.as_ref().is_none_or(|(most, _)| score > *most) {
                    let offer = Offer::new("visible date", Origin::Line, &line.text);
                    best = Some((score, Dated { when: found.when, offer, at: Some(line.at) }));
                }
            }
        }
        best.map(|(_, dated)| dated)
    }
}
