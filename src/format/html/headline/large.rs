//! Finds the headline of a page from before style sheets: what is set in the
//! largest letters.
//!
//! Knows the sizes of `<font>`, 1 to 7 or relative to 3, and nothing of what
//! the words say. A guess, never certain.

use crate::format::html::page::{At, Page};
use crate::format::html::site::Site;
use crate::format::html::text::{is_cjk, tokens};

/// Elements that are looked at.
const MOST: usize = 2000;

/// The size from which on letters are larger than the text's.
const LARGE: i8 = 4;

/// The first text in the largest letters, unless it is the site's name.
pub(in crate::format::html) fn find(page: &Page, site: &Site) -> Option<(String, At)> {
    let mut best: Option<(i8, String, At)> = None;
    for at in page.named(&["font", "big"]).take(MOST) {
        let letters = letters(page, at);
        if letters < LARGE || best.as_ref().is_some_and(|(most, ..)| letters <= *most) {
            continue;
        }
        let text = page.line(at, |_| false);
        let words = tokens(&text).len();
        let fits = (2..=30).contains(&words) || is_cjk(&text) && words <= 80;
        if fits && text.len() < 250 && !page.is_hidden(at) && !site.is_named(&text) {
            best = Some((letters, text, at));
        }
    }
    best.map(|(_, text, at)| (text, at))
}

/// The size of an element's letters, 1 to 7, as far as it says one.
fn letters(page: &Page, at: At) -> i8 {
    let written = page.attribute(at, "size").trim();
    match written.parse::<i8>() {
        _ if page.name(at) == "big" => LARGE,
        Ok(step) if written.starts_with(['+', '-']) => step.saturating_add(3).min(7),
        Ok(size) => size.min(7),
        Err(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    #[test]
    fn the_largest_letters_are_the_headline() {
        let html = "<font size=4>Sport and more</font><p><font size='+2'><b>Ferry late</b></font>\
                    <p><font size=5>Ferry again late</font><p><font size=2>By Ann Lee</font>";
        let page = Page::of(&Document::from(html));
        assert_eq!(find(&page, &Site::default()).unwrap().0, "Ferry late");
    }

    #[test]
    fn letters_of_the_texts_size_are_none() {
        let page = Page::of(&Document::from("<font size=3>Ferry late</font><font>No size</font>"));
        assert!(find(&page, &Site::default()).is_none());
    }
}
