//! Finds a day that is a part of the page's title: “Ferry late | Gazette |
//! 19.01.2020”.
//!
//! Knows where titles are parted, not which part is what. A day inside a
//! headline is what the article is about; one that stands alone between the
//! marks of a title was put there by who published it.

use super::{Around, Dated};
use crate::article::Origin;
use crate::format::dates::dates;
use crate::format::html::evidence::Offer;
use crate::format::html::headline;
use crate::format::html::site::parts;

/// The first part of the declared titles that is a day and nothing else.
pub(super) fn find(around: &Around<'_>) -> Option<Dated> {
    let tagged = around.metas.first(&["og:title"]).map(|(_, text)| text.to_owned());
    let titles = [Some(headline::title_of(around.page)), tagged];
    titles.into_iter().flatten().find_map(|title| {
        parts(&title).into_iter().skip(1).find_map(|part| {
            let found = dates(part, around.order()).into_iter().next()?;
            found.when.date()?;
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
            let is_whole = letters(&part[found.range.clone()]) == letters(part);
            let offer = Offer::new("title", Origin::Markup, part);
            is_whole.then_some(Dated { when: found.when, offer, at: None })
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::article::ArticleId;
    use crate::format::{Hint, read};

    fn published(title: &str) -> Option<String> {
        let html =
            format!("<!DOCTYPE html><title>{title}</title><body><h1>Ferry late</h1><p>Text.");
        let read = read(ArticleId::default(), html.into(), &Hint::default());
        Some(read.unwrap().article.meta.published?.value.to_string())
    }

    #[test]
    fn a_day_that_is_a_part_of_the_title_is_that_of_publication() {
        let day = Some("2020-01-19".to_owned());
        assert_eq!(published("Ferry late | Germany | Gazette | 19.01.2020"), day);
        assert_eq!(published("Ferry late - Jan. 19, 2020"), day);
        assert_eq!(published("Ferry late in May 2019 - Gazette"), None);
        assert_eq!(published("Review of 19 January 2020 - Gazette"), None);
    }
}
