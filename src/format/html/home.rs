//! Finds the name that a page shows for its site.
//!
//! Knows how pages of any age name the paper they belong to where no meta
//! element does: in microdata, in the link to the front page, or on the very
//! first line. What only stands there counts where the page's title or its
//! notice of copyright has the same words.

use super::evidence::Lines;
use super::headline::large;
use super::page::{At, Page};
use super::site::{Site, parts};
use super::text::{norm, tokens};
use crate::format::dates::{Order, dates};
use crate::format::names;

/// Links that are looked at.
const LINKS: usize = 300;

/// Lines below the headline that may have the date.
const HEAD: usize = 5;

/// Bytes of such a line at most.
const LINE: usize = 90;

/// Words of a site's name at most.
const WORDS: usize = 8;

/// The publisher that microdata names.
pub(super) fn publisher(page: &Page) -> Option<String> {
    let is = |at: At, property: &str| {
        page.attribute(at, "itemprop").split_whitespace().any(|name| name == property)
    };
    let publisher = page.elements().find(|at| is(*at, "publisher"))?;
    let name = (publisher + 1..page.end(publisher)).find(|at| is(*at, "name"));
    let shown = |at: At| {
        let content = page.attribute(at, "content").trim();
        if content.is_empty() { page.line(at, |_| false) } else { content.to_owned() }
    };
    name.map(shown).filter(|name| !name.is_empty())
}

/// The name that the page shows; `title` is its declared title.
pub(super) fn name(page: &Page, lines: &Lines, title: &str) -> Option<String> {
    let mut parts: Vec<String> = parts(title).into_iter().map(norm).collect();
    if let Some((site, headline)) = title.split_once(": ").filter(|_| parts.is_empty()) {
        parts = vec![norm(site), norm(headline)];
    }
    let notices: Vec<String> = lines
        .iter()
        .rev()
        .take(40)
        .filter(|line| line.text.contains('©') || line.text.contains("opyright"))
        .map(|line| norm(&line.text))
        .collect();
    let is_known = |name: &str| {
        let name = norm(name);
        let words = tokens(&name).len();
        let is_part = parts.contains(&name);
        let is_noticed = || name.len() > 5 && notices.iter().any(|notice| notice.contains(&*name));
        (1..=WORDS).contains(&words) && (is_part || is_noticed())
    };
    let fronts = page.named(&["a"]).take(LINKS).filter(|at| is_front(page.attribute(*at, "href")));
    let banners = page.named(&["h1"]).take(LINKS).filter(|at| is_banner(page, *at, &parts));
    let mut names = fronts.chain(banners).map(|at| page.line(at, |_| false));
    names.find(|name| is_known(name)).or_else(|| {
        let first = lines.iter().next()?;
        let words = norm(&first.text);
        let is_heading =
            page.lineage(first.at).any(|at| matches!(page.name(at), "h1" | "h2" | "h3"));
        // Titles begin with the headline, unless something else is set larger.
        let is_other =
            || large::find(page, &Site::default()).is_some_and(|(text, _)| norm(&text) != words);
        let is_end = parts.last() == Some(&words) || parts.first() == Some(&words) && is_other();
        let is_name = parts.len() > 1 && !is_heading && is_end && tokens(&words).len() <= WORDS;
        is_name.then(|| first.text.clone())
    })
}

/// The name before the date on a line below the headline: “The Harbour
/// Gazette, 3 May 2010”.
pub(super) fn dateline(page: &Page, lines: &Lines, headline: Option<At>) -> Option<String> {
    let rank = lines.rank_of(page, headline?)?;
    let near = lines.iter().skip(rank + 1).take(HEAD);
    near.filter(|line| line.text.len() <= LINE).find_map(|line| {
        let found = dates(&line.text, Order::Unknown);
        names::paper_before(&line.text[..found.first()?.range.start]).map(str::to_owned)
    })
}

/// Whether a heading stands at one end of the title, another one at the other,
/// and this one leads to a front page, or to a folder that holds the other:
/// that is the headline, this the name of a blog.
fn is_banner(page: &Page, at: At, parts: &[String]) -> bool {
    let link = |at: At| {
        let link = (at..page.end(at)).chain(page.ancestors(at)).find(|at| page.name(*at) == "a");
        link.map(|link| page.attribute(link, "href")).unwrap_or_default()
    };
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return false };
    let (words, to) = (norm(&page.line(at, |_| false)), link(at));
    let other = if words == *first { last } else { first };
    let is_end = (words == *first || words == *last) && first != last;
    let is_above =
        |other: At| is_front(to) || link(other).len() > to.len() && link(other).starts_with(to);
    let is_headline = |at: &At| norm(&page.line(*at, |_| false)) == *other && is_above(*at);
    !to.is_empty() && is_end && page.named(&["h2", "h3"]).take(LINKS).any(|at| is_headline(&at))
}

/// Whether a link leads to a front page.
fn is_front(href: &str) -> bool {
    let path = match href.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]),
        None => href,
    };
    let is_root = path == "/" || path == "./";
    let is_index = path
        .trim_start_matches(['.', '/'])
        .strip_prefix("index.")
        .is_some_and(|end| end.len() <= 5 && !path.trim_start_matches("./").contains("/index"));
    is_root || is_index && path.matches('/').count() <= 1
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    fn named(title: &str, body: &str) -> Option<String> {
        let page = Page::of(&Document::from(format!("<html><body>{body}").as_str()));
        name(&page, &Lines::of(&page), title)
    }

    #[test]
    fn the_link_to_the_front_page_names_the_site_where_the_title_does() {
        let body = "<p><a href='/sport'>Sport</a> <a href='/'>The Lower Sound</a></p><p>Text";
        assert_eq!(named("Ferry late - The Lower Sound", body).unwrap(), "The Lower Sound");
        assert_eq!(named("Ferry late - Sport", body), None);
        assert_eq!(named("The Lower Sound", body), None);
    }

    #[test]
    fn a_notice_of_copyright_is_enough() {
        let body = "<a href='https://sound.example/'>The Lower Sound</a><p>Text</p>\
                    <p>© 2011 The Lower Sound, all of it</p>";
        assert_eq!(named("Ferry late", body).unwrap(), "The Lower Sound");
    }

    #[test]
    fn the_first_line_names_the_site_where_it_is_an_end_of_the_title() {
        let body = "<p>Harbour Online</p><p>News</p><p><font size=5>Ferry late</font></p>";
        assert_eq!(named("Harbour Online - News - Ferry late", body).unwrap(), "Harbour Online");
        assert_eq!(named("News - Ferry late", body), None);
        for headline in
            ["<h1>Ferry late</h1>", "<b>Ferry late</b>", "<font size=5>Ferry late</font>"]
        {
            let body = format!("{headline}<p>Text");
            assert_eq!(named("Ferry late | The Lower Sound", &body), None);
        }
    }

    #[test]
    fn microdata_name_the_publisher() {
        let html = "<span itemprop=publisher itemscope><meta itemprop=name content='The Sound'>";
        assert_eq!(publisher(&Page::of(&Document::from(html))).unwrap(), "The Sound");
    }
}
