//! Finds when a page was last changed.
//!
//! Machines' stamps come first, then the `<time>` elements that say so.

use super::{Around, ELSEWHERE};
use crate::article::Origin;
use crate::format::html::evidence::Offer;
use crate::format::html::ld::text_of;
use crate::format::html::page::{At, Page};
use crate::format::html::text::has_part;
use crate::format::stamp;

/// Keys for the last change.
pub(super) const UPDATED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "og:modified_time",
    "datemodified",
    "dcterms.modified",
    "last-modified",
    "dc.date.modified",
    "article:updated_time",
];

/// The last change, as it is written.
pub(in crate::format::html) fn updated(around: &Around<'_>) -> Option<(String, Offer)> {
    let linked = around.article.and_then(|article| text_of(article.get("dateModified")));
    if let Some(text) = linked.filter(|text| stamp::parse(text).is_some()) {
        return Some((text.clone(), Offer::new("dateModified", Origin::JsonLd, &text)));
    }
    if let Some((key, text)) = around.metas.first(UPDATED) {
        return Some((text.to_owned(), Offer::new(key, Origin::MetaTag, text)));
    }
    marked(around)
}

/// The first `<time>` of the article that is called one of change only.
fn marked(around: &Around<'_>) -> Option<(String, Offer)> {
    let page = around.page;
    let is_change = |at: &At| {
        let label = page.attribute(*at, "class").to_ascii_lowercase();
        let is_called = has_part(&label, &["updated", "modified"]) && !label.contains("publish");
        let properties = page.attribute(*at, "itemprop");
        is_called || properties.split_whitespace().any(|name| name == "dateModified")
    };
    let mut times = page.named(&["time"]).filter(is_change);
    let time = times.find(|at| !is_elsewhere(page, *at))?;
    let text = page.attribute(time, "datetime");
    stamp::parse(text)?;
    Some((text.to_owned(), Offer::new("time of change", Origin::Markup, text)))
}

fn is_elsewhere(page: &Page, at: At) -> bool {
    page.lineage(at)
        .take_while(|at| !matches!(page.name(*at), "body" | "html" | "main" | "article"))
        .any(|at| ELSEWHERE.are_in(page.label(at)) || page.name(at) == "aside")
}

#[cfg(test)]
mod tests {
    use crate::article::ArticleId;
    use crate::format::{Hint, read};

    fn updated(body: &str) -> Option<String> {
        let html = format!("<!DOCTYPE html><html><body><h1>Ferry late</h1>{body}<p>Text.</p>");
        let read = read(ArticleId::default(), html.into(), &Hint::default());
        let updated = read.unwrap().article.meta.updated?;
        Some(updated.value.to_string())
    }

    #[test]
    fn a_time_that_is_called_one_of_change_is_the_last_change() {
        let published = "<time class='entry-date published' datetime='2014-08-17'>17 August</time>";
        assert_eq!(updated(published), None);
        let changed = "<time class=updated datetime='2016-01-03'>3 January</time>";
        assert_eq!(updated(&format!("{published}{changed}")).as_deref(), Some("2016-01-03"));
        let beside = format!("<div class=related>{changed}</div>");
        assert_eq!(updated(&format!("{published}{beside}")), None);
    }
}
