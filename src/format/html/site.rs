//! What the page is a part of: its address and the names of its site.
//!
//! Knows where pages name their site. Asked mostly to tell what is no
//! headline and no author: the name of the site itself.

use url::Url;

use super::authors::ORGANISATION;
use super::ld::Linked;
use super::metas::Metas;
use super::own_address::{self, OwnAddress};
use super::page::Page;
use super::text::{norm, tokens};

/// Keys whose values name the site, strongest first.
const NAMES: &[&str] = &[
    "og:site_name",
    "application-name",
    "citation_journal_title",
    "publisher",
    "dc.publisher",
    "apple-mobile-web-app-title",
    "al:android:app_name",
    "al:ios:app_name",
    "twitter:app:name:iphone",
    "copyright",
    "twitter:site",
    "cre",
];

/// The site of a page.
#[derive(Debug, Default)]
pub(super) struct Site {
    /// The page's own address, if it is known.
    pub(super) address: Option<OwnAddress>,
    /// The names of the site as words in lower case.
    names: Vec<String>,
}

impl Site {
    /// Finds the address and the names of a page's site.
    /// `shown` is the name that the page shows for it.
    pub(super) fn of(
        page: &Page,
        metas: &Metas,
        linked: &Linked,
        saved: Option<&str>,
        shown: Option<&str>,
    ) -> Self {
        let mut site =
            Self { address: own_address::declared(page, metas, saved), names: Vec::new() };
        let tags =
            NAMES.iter().flat_map(|key| metas.all(key)).map(|name| name.trim_start_matches('@'));
        let linked = linked.sites.iter().map(String::as_str);
        let mut names: Vec<String> = tags.chain(linked).chain(shown).map(norm).collect();
        names.extend(site.host_names());
        // Careless pages name their headline as their publisher.
        let title = metas.first(&["og:title"]).map(|(_, title)| norm(title)).unwrap_or_default();
        let is_title = |name: &String| *name == title && name.split(' ').count() > 4;
        names.retain(|name| !name.is_empty() && !is_title(name));
        names.sort();
        names.dedup();
        site.names = names;
        site
    }

    /// The site with the address that linked data gives, where the page
    /// declares none.
    pub(super) fn or_at(mut self, linked: Option<OwnAddress>) -> Self {
        if self.address.is_none() && linked.is_some() {
            self.address = linked;
            self.names.extend(self.host_names().into_iter().filter(|name| !name.is_empty()));
        }
        self
    }

    /// The page's own address, http or https; empty if it is not known.
    pub(super) fn url(&self) -> &str {
        self.base().map_or("", Url::as_str)
    }

    /// The page's own address, parsed.
    pub(super) fn base(&self) -> Option<&Url> {
        self.address.as_ref().map(|own| &own.url)
    }

    fn host_names(&self) -> Vec<String> {
        let Some(host) = self.base().and_then(Url::host_str) else { return Vec::new() };
        let host = ["www.", "m.", "amp.", "mobile."]
            .iter()
            .fold(host, |host, part| host.strip_prefix(part).unwrap_or(host));
        let labels: Vec<&str> = host.split('.').collect();
        let main = match labels[..] {
            [.., main, second, _] if second.len() <= 3 => main,
            [.., main, _] => main,
            _ => host,
        };
        [host, main, labels[0]].iter().map(|name| norm(name)).collect()
    }

    /// Whether a text is nothing but the name of the site.
    pub(super) fn is_named(&self, text: &str) -> bool {
        let joined = norm(text).replace(' ', "");
        !joined.is_empty() && self.names.iter().any(|name| name.replace(' ', "") == joined)
    }

    /// Whether a name is that of the site, or of an account that begins with it:
    /// “Gazette Desk”, “Harbour G”.
    pub(super) fn is_account(&self, name: &str) -> bool {
        let words = tokens(name);
        let [first, rest @ ..] = &words[..] else { return false };
        let is_rest = |word: &String| word.len() < 3 || ORGANISATION.contains(&word.as_str());
        let is_begun = |site: &String| {
            site == first && first.len() > 2
                || first.len() > 3 && site.starts_with(first.as_str()) && rest.iter().all(is_rest)
        };
        self.is_named(name) || !rest.is_empty() && self.names.iter().any(is_begun)
    }

    /// Whether a text holds the name of the site and little else.
    pub(super) fn is_like(&self, text: &str) -> bool {
        let text_norm = norm(text);
        let is_domain = !text.contains(' ')
            && text.rsplit_once('.').is_some_and(|(_, end)| {
                (2..=6).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_lowercase())
            });
        let about = |name: &String| {
            name.contains(&text_norm)
                || name.len() > 3
                    && text_norm.contains(name.as_str())
                    && text_norm.len() < name.len() + 25
        };
        self.is_named(text) || is_domain || !text_norm.is_empty() && self.names.iter().any(about)
    }

    /// A text without the name of the site in front of it or behind it. What
    /// is left must be a text, or one of `others`, the headings of the page.
    pub(super) fn without(&self, text: &str, others: &[String]) -> String {
        let mut text = text.trim().to_owned();
        let is_known = |part: &str| others.iter().any(|other| norm(other) == norm(part));
        // Blogs write “Site: Headline”, with both on the page.
        if let Some((lead, rest)) = text.split_once(": ")
            && tokens(rest).len() > 1
            && is_known(rest)
            && self.is_named(lead)
        {
            text = rest.to_owned();
        }
        for _ in 0..4 {
            let cuts = separators(&text);
            let (Some(first), Some(last)) = (cuts.first(), cuts.last()) else { break };
            let (head, tail) = (text[..last.0].trim(), text[last.1..].trim());
            let (lead, rest) = (text[..first.0].trim(), text[first.1..].trim());
            let is_heading = |part: &str| {
                let part = norm(part);
                !part.is_empty() && others.iter().any(|other| norm(other) == part)
            };
            let is_headline = is_heading(head) && !self.is_named(head);
            text = if self.is_like(tail) && !tokens(head).is_empty() || is_headline {
                head.to_owned()
            } else if self.is_named(lead) && tokens(rest).len() > 1 || is_heading(rest) {
                rest.to_owned()
            } else {
                break;
            };
        }
        text
    }
}

/// Whether a colon is the first of two that stand free: `Site :: Headline`.
fn is_doubled(before: &str, after: &str) -> bool {
    let behind = after.strip_prefix(':');
    before.ends_with(char::is_whitespace)
        && behind.is_some_and(|behind| behind.starts_with(char::is_whitespace))
}

/// Where a title may part from the name of its site: each sign with its
/// blanks, as byte ranges.
pub(super) fn separators(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        let (before, after) = (&text[..at], &text[at + c.len_utf8()..]);
        let is_free =
            before.ends_with(char::is_whitespace) && after.starts_with(char::is_whitespace);
        let parts = match c {
            '|' | '｜' => true,
            '-' | '–' | '—' | '·' | '•' | '»' | '›' | '«' | '‹' | ':' | '/' | '~' | '\\' | '_'
            | '@' => {
                is_free
                    || c == ':' && is_doubled(before, after)
                    || matches!(c, '-' | '–' | '—' | ':' | '_')
                        && before.trim_end().ends_with(|c: char| {
                            super::text::is_cjk(&c.to_string()) || "）」』！？".contains(c)
                        })
                        && !after.is_empty()
            }
            _ => false,
        };
        if parts {
            let start = before.trim_end().len();
            let after = if c == ':' { after.trim_start_matches(':') } else { after };
            let end = text.len() - after.trim_start().len();
            found.push((start, end));
        }
    }
    found
}

/// The parts of a title between its marks; none where it has no mark.
pub(super) fn parts(title: &str) -> Vec<&str> {
    let cuts = separators(title);
    if cuts.is_empty() {
        return Vec::new();
    }
    let starts = std::iter::once(0).chain(cuts.iter().map(|(_, end)| *end));
    let ends = cuts.iter().map(|(start, _)| *start).chain([title.len()]);
    starts.zip(ends).map(|(start, end)| title.get(start..end).unwrap_or_default().trim()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Origin;

    fn site() -> Site {
        Site { names: vec!["harbour gazette".into(), "harbour".into()], ..Site::default() }
    }

    #[test]
    fn the_name_of_the_site_is_cut_off() {
        assert_eq!(site().without("Ferry late | Harbour Gazette", &[]), "Ferry late");
        assert_eq!(
            site().without("Harbour Gazette: Ferry late again", &[]),
            "Harbour Gazette: Ferry late again"
        );
        assert_eq!(site().without("Harbour Gazette - Ferry late again", &[]), "Ferry late again");
        assert_eq!(site().without("Ferry - a tale", &[]), "Ferry - a tale");
        assert_eq!(
            site().without("Ferry late - News - Harbour", &["Ferry late".into()]),
            "Ferry late"
        );
        for title in ["Harbour / News / Ferry late", "Harbour :: Ferry late"] {
            assert_eq!(site().without(title, &["Ferry late".into()]), "Ferry late");
        }
    }

    #[test]
    fn an_account_of_the_site_is_no_person() {
        for account in ["Harbour Gazette", "Harbour G", "Harbour Desk", "HARBOUR GAZETTE"] {
            assert!(site().is_account(account), "{account}");
        }
        let beside = Site { names: vec!["harbour gazette".into()], ..Site::default() };
        assert!(beside.is_account("Harbour G"));
        assert!(!beside.is_account("Harbour Quill"));
        assert!(!site().is_account("Ada Quill"));
    }

    #[test]
    fn a_host_names_its_site() {
        let url = Url::parse("https://www.harbour-gazette.co.uk/a").unwrap();
        let address = OwnAddress { url, key: "canonical", origin: Origin::MetaTag };
        let site = Site { address: Some(address), ..Site::default() };
        assert_eq!(
            site.host_names(),
            ["harbour gazette co uk", "harbour gazette", "harbour gazette"]
        );
    }
}
