//! Makes the record of a page: asks every source for every field.
//!
//! For headline, authors and day the modules of these names decide; the other
//! fields take the first source that says anything. What was not taken stays
//! in the record as a claim.

use serde_json::{Map, Value};
use url::Url;

use super::evidence::{Lines, Offer};
use super::headline::{Declared, From};
use super::ld::{Linked, text_of, texts_of};
use super::metas::Metas;
use super::page::{At, Page};
use super::saved::Saved;
use super::site::Site;
use super::{authors, headline, home, ld, own_address, published, source};
use crate::article::{Field, Origin, Provenance};
use crate::format::names::is_doubtful;
use crate::format::record::{Record, Statement};

/// Where a page shows what was decided on.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) headline: Option<At>,
    pub(super) authors: Option<At>,
    pub(super) published: Option<At>,
    /// What the page says of itself in one sentence.
    pub(super) descriptions: Vec<String>,
}

/// All that is known about a page besides its blocks.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) record: Record,
    pub(super) places: Places,
    /// The page's address.
    pub(super) base: Option<Url>,
}

struct Asked<'a> {
    page: &'a Page,
    metas: &'a Metas,
    linked: &'a Linked,
    article: Option<&'a Map<String, Value>>,
    site: &'a Site,
    lines: &'a Lines,
    /// The name that the page shows for its site.
    shown: Option<String>,
}

/// Asks a page.
pub(super) fn find(page: &Page, saved: &Saved) -> Facts {
    let metas = Metas::of(page);
    let linked = Linked::of(page);
    let lines = Lines::of(page);
    let page_title = headline::title_of(page);
    let shown = home::name(page, &lines, &page_title);
    let site = Site::of(page, &metas, &linked, saved.url.as_deref(), shown.as_deref());
    let tagged = metas
        .first(&["og:title", "twitter:title"])
        .map(|(_, text)| text.to_owned())
        .unwrap_or_default();
    let cited =
        metas.first(&["citation_title"]).map(|(_, text)| text.to_owned()).unwrap_or_default();
    let titles: Vec<String> =
        [&tagged, &page_title].into_iter().filter(|text| !text.is_empty()).cloned().collect();
    let article = linked.article(&titles, site.url());
    let site = site.or_at(article.and_then(own_address::linked));
    let linked_headline = article.and_then(ld::headline).unwrap_or_default();
    let declared = Declared { linked: linked_headline, tagged, titled: page_title, cited };
    let asked =
        Asked { page, metas: &metas, linked: &linked, article, site: &site, lines: &lines, shown };
    let mut facts = Facts { base: site.base().cloned(), ..Facts::default() };
    asked.headline(&mut facts, &declared);
    asked.authors(&mut facts);
    asked.days(&mut facts);
    asked.address(&mut facts, saved);
    asked.others(&mut facts.record, facts.places.headline);
    facts.record.meta.is_newspaper = linked.is_newspaper;
    facts.places.descriptions = asked.descriptions();
    facts
}

/// States what the program that saved the page says.
pub(super) fn state_saved(record: &mut Record, saved: &Saved) {
    if let Some(url) = &saved.url {
        state(record, Field::Url, &Offer::new("saved from", Origin::Markup, url), true);
    }
    if let Some(date) = &saved.date {
        state(record, Field::Accessed, &Offer::new("saved date", Origin::Markup, date), true);
    }
}

fn state(record: &mut Record, field: Field, offer: &Offer, is_certain: bool) -> bool {
    let from = Provenance { origin: offer.origin, is_certain };
    let values = std::slice::from_ref(&offer.text);
    record.state(&Statement { field, values, from, key: &offer.key, at: None })
}

impl Asked<'_> {
    fn headline(&self, facts: &mut Facts, declared: &Declared) {
        let found = headline::find(self.page, self.site, declared);
        let (key, origin) = match found.from {
            From::Shown => ("headline", Origin::Line),
            From::Large => ("largest letters", Origin::Line),
            From::First => ("first heading", Origin::Line),
            From::Linked => ("headline", Origin::JsonLd),
            From::Tagged => ("og:title", Origin::MetaTag),
            From::Titled => ("title", Origin::Markup),
        };
        let record = &mut facts.record;
        let is_certain = !matches!(found.from, From::Titled | From::Large | From::First);
        if state(record, Field::Title, &Offer::new(key, origin, &found.text), is_certain)
            && found.from == From::Shown
        {
            record.because("the page shows it");
        }
        facts.places.headline = found.at;
        let others = [
            Offer::new("headline", Origin::JsonLd, &declared.linked),
            Offer::new("og:title", Origin::MetaTag, &declared.tagged),
            Offer::new("citation_title", Origin::MetaTag, &declared.cited),
            Offer::new("title", Origin::Markup, &declared.titled),
        ];
        for other in others.iter().filter(|other| (&*other.key, other.origin) != (key, origin)) {
            if !other.text.is_empty() && !state(record, Field::Title, other, true) {
                let is_headline = other.key == "headline";
                record.because(if is_headline {
                    "the page shows another form"
                } else {
                    "declared, not printed"
                });
            }
        }
    }

    fn authors(&self, facts: &mut Facts) {
        let around = authors::Around {
            page: self.page,
            lines: self.lines,
            metas: self.metas,
            linked: self.linked,
            article: self.article,
            headline: facts.places.headline,
            site: self.site,
        };
        let found = authors::find(&around);
        let Some((rank, names)) = authors::choose(&found, self.site) else { return };
        let chosen = rank.map(|rank| &found.named[rank]);
        let origin = chosen.map_or(Origin::JsonLd, |named| named.kind.origin());
        let is_plain = chosen.is_none_or(|named| !named.kind.is_guess());
        let key = chosen.map_or("author", |named| &*named.key);
        let is_doubtful = names.iter().any(|name| is_doubtful(name));
        let from = Provenance { origin, is_certain: is_plain && !is_doubtful };
        facts.record.state(&Statement {
            field: Field::Authors,
            values: &names,
            from,
            key,
            at: None,
        });
        facts.places.authors =
            found.named.iter().filter(|named| named.names == names).find_map(|named| named.at);
        let others = found.named.iter().enumerate().filter(|(other, _)| Some(*other) != rank);
        for (_, named) in others {
            let from = Provenance { origin: named.kind.origin(), is_certain: true };
            let key = &*named.key;
            facts.record.state(&Statement {
                field: Field::Authors,
                values: &named.names,
                from,
                key,
                at: None,
            });
        }
    }

    fn days(&self, facts: &mut Facts) {
        let language = self.language().map(|offer| offer.text.to_lowercase()).unwrap_or_default();
        let around = published::Around {
            page: self.page,
            lines: self.lines,
            metas: self.metas,
            article: self.article,
            headline: facts.places.headline,
            url: self.site.url(),
            language: language.split(['-', '_']).next().unwrap_or_default(),
        };
        let found = published::find(&around);
        let first_day = found.first().and_then(|first| first.when.date());
        let is_contradicted = found
            .iter()
            .any(|other| other.offer.origin <= Origin::MetaTag && other.when.date() != first_day);
        for (rank, dated) in found.iter().enumerate() {
            let is_certain = rank == 0 && dated.offer.origin <= Origin::Markup && !is_contradicted;
            let offer = Offer { text: dated.when.to_string(), ..dated.offer.clone() };
            state(&mut facts.record, Field::Published, &offer, is_certain);
        }
        let shows =
            |dated: &&published::Dated| dated.when.date() == first_day && dated.at.is_some();
        facts.places.published = found.iter().find(shows).and_then(|dated| dated.at);
        if let Some((text, offer)) = published::updated(&around) {
            state(&mut facts.record, Field::Updated, &Offer { text, ..offer }, true);
        }
    }

    fn language(&self) -> Option<Offer> {
        let page = self.page;
        let root = page.named(&["html"]).next().map(|at| page.attribute(at, "lang"));
        let root = root
            .filter(|lang| !lang.is_empty())
            .map(|lang| Offer::new("html lang", Origin::Markup, lang));
        root.or_else(|| self.linked_text("inLanguage")).or_else(|| {
            let keys = ["og:locale", "content-language", "language", "dc.language"];
            self.metas.first(&keys).map(|(key, text)| Offer::new(key, Origin::MetaTag, text))
        })
    }

    fn linked_text(&self, key: &str) -> Option<Offer> {
        let text = text_of(self.article?.get(key))?;
        Some(Offer::new(key, Origin::JsonLd, &text))
    }

    fn tagged_text(&self, keys: &[&str]) -> Option<Offer> {
        self.metas.first(keys).map(|(key, text)| Offer::new(key, Origin::MetaTag, text))
    }

    /// States the page's own address: as declared, or else as the headline's link.
    fn address(&self, facts: &mut Facts, saved: &Saved) {
        let guess = || {
            let headline = &facts.record.meta.title.as_ref()?.value;
            own_address::of_headline(self.page, headline)
        };
        let declared = self.site.address.clone();
        let is_certain = declared.is_some();
        if let Some(own) = declared.or_else(guess) {
            let offer = Offer::new(own.key, own.origin, own.url.as_str());
            state(&mut facts.record, Field::Url, &offer, is_certain);
            facts.base.get_or_insert(own.url);
        }
        state_saved(&mut facts.record, saved);
    }

    fn others(&self, record: &mut Record, headline: Option<At>) {
        for (offer, is_certain) in source::ranked(self.sources(headline)) {
            state(record, Field::Source, &offer, is_certain);
        }
        let offers = [
            (Field::Section, self.linked_text("articleSection"), true),
            (
                Field::Section,
                self.tagged_text(&["article:section", "parsely-section", "section"]),
                true,
            ),
            (Field::Language, self.language(), true),
        ];
        for (field, offer, is_certain) in offers {
            if let Some(offer) = offer {
                state(record, field, &offer, is_certain);
            }
        }
        let linked_tags =
            self.article.map(|article| texts_of(article.get("keywords"))).unwrap_or_default();
        let tags = [
            ("article:tag", Origin::MetaTag, self.metas.all("article:tag").to_vec()),
            ("keywords", Origin::JsonLd, linked_tags),
            ("news_keywords", Origin::MetaTag, self.metas.all("news_keywords").to_vec()),
            ("keywords", Origin::MetaTag, self.metas.all("keywords").to_vec()),
        ];
        for (key, origin, values) in tags.iter().filter(|(_, _, values)| !values.is_empty()) {
            let from = Provenance { origin: *origin, is_certain: true };
            record.state(&Statement { field: Field::Tags, values, from, key, at: None });
        }
    }

    /// All that names the site, the strongest first, and whether it is certain.
    fn sources(&self, headline: Option<At>) -> Vec<(Offer, bool)> {
        let publisher = self.article.and_then(|article| text_of(article.get("publisher")));
        let publisher = publisher.map(|name| Offer::new("publisher", Origin::JsonLd, &name));
        let original = source::original(self.site.url()).and_then(|url| Url::parse(url).ok());
        let host = original.as_ref().or(self.site.base()).and_then(Url::host_str);
        let (marked, shown) = (home::publisher(self.page), self.shown.as_deref());
        let dated = home::dateline(self.page, self.lines, headline);
        let host = host.map(|host| host.trim_start_matches("www."));
        let offers = [
            (self.tagged_text(&["og:site_name", "citation_journal_title"]), true),
            (publisher, true),
            (marked.map(|name| Offer::new("publisher", Origin::Markup, &name)), true),
            (self.tagged_text(&["application-name", "dc.publisher", "publisher"]), false),
            (shown.map(|name| Offer::new("front page", Origin::Line, name)), false),
            (dated.map(|name| Offer::new("dateline", Origin::Line, &name)), false),
            (host.map(|host| Offer::new("address", Origin::Address, host)), false),
        ];
        offers.into_iter().filter_map(|(offer, is_certain)| Some((offer?, is_certain))).collect()
    }

    /// What the page says of itself: a deck repeats one of these.
    fn descriptions(&self) -> Vec<String> {
        let keys = ["og:description", "description", "twitter:description", "sailthru.description"];
        let tagged = keys.iter().filter_map(|key| self.metas.all(key).first().cloned());
        let linked =
            ["description", "alternativeHeadline"].iter().filter_map(|key| self.linked_text(key));
        tagged.chain(linked.map(|offer| offer.text)).collect()
    }
}
