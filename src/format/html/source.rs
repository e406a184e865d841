//! Chooses the name of the paper among the names that a page has for its site.
//!
//! Knows what such names look like when they are none: an address, a host, an
//! account, a slogan behind a bar. A name for people beats one for machines.

use super::evidence::Offer;
use crate::article::Origin;

/// Hosts that keep copies of pages of others.
const ARCHIVES: &[&str] =
    &["web.archive.org", "archive.org", "archive.ph", "archive.is", "archive.today"];

/// The offers, tidied, the best first, each with whether it is certain:
/// names as they are, then what is only an address or a host.
pub(super) fn ranked(offers: Vec<(Offer, bool)>) -> Vec<(Offer, bool)> {
    let (mut names, mut hosts) = (Vec::new(), Vec::new());
    for (offer, is_certain) in offers {
        let text = bare(&offer.text);
        let host = host_of(&text).map(str::to_owned);
        let kept = host.unwrap_or_else(|| text.clone());
        if kept.is_empty() || ARCHIVES.contains(&kept.to_lowercase().as_str()) {
            continue;
        }
        let is_host = kept != text || offer.origin == Origin::Address || is_host(&kept);
        let is_same = kept == offer.text;
        let offer = Offer { text: kept, ..offer };
        if is_host {
            hosts.push((offer, is_certain && is_same));
        } else {
            names.push((offer, is_certain));
        }
    }
    // A name in small letters without blanks is what a program calls the site.
    names.sort_by_key(|(offer, is_certain)| !is_certain || is_program_name(&offer.text));
    names.append(&mut hosts);
    names
}

/// The original address of a page that an archive keeps a copy of.
pub(super) fn original(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let (host, path) = rest.split_once('/')?;
    let is_archive = ARCHIVES.contains(&host.trim_start_matches("www."));
    let at = path.find("http://").or_else(|| path.find("https://"));
    at.filter(|_| is_archive).map(|at| &path[at..])
}

/// A name up to its first bar, without addresses of mail.
fn bare(text: &str) -> String {
    let mut parts = text.split([' ', '\u{a0}']).collect::<Vec<_>>();
    parts.retain(|word| !(word.contains('@') && word.contains('.')));
    let whole = parts.join(" ");
    let first = whole.split(" | ").map(str::trim).find(|part| !part.is_empty());
    first.unwrap_or_default().trim_matches(['|', ' ', ',', ';']).to_owned()
}

/// The host, without “www.”, of a text that is an address.
fn host_of(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let rest = rest
        .or_else(|| text.strip_prefix("//"))
        .or_else(|| text.starts_with("www.").then_some(text))?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}

/// Whether a text is written as a host is: `gazette.example`.
fn is_host(text: &str) -> bool {
    let is_plain = text.chars().all(|c| c.is_lowercase() || c.is_ascii_digit() || "-.".contains(c));
    is_plain && text.contains('.')
}

fn is_program_name(text: &str) -> bool {
    !text.contains(' ') && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(names: &[&str]) -> (String, bool) {
        let offers = names.iter().map(|name| (Offer::new("name", Origin::MetaTag, name), true));
        let (offer, is_certain) = ranked(offers.collect()).swap_remove(0);
        (offer.text, is_certain)
    }

    #[test]
    fn a_name_beats_a_host() {
        assert_eq!(best(&["gazette.example", "Harbour Gazette"]).0, "Harbour Gazette");
        assert_eq!(best(&["gazette", "Harbour Gazette"]).0, "Harbour Gazette");
        assert_eq!(best(&["https://www.gazette.example", "Gazette"]).0, "Gazette");
        assert_eq!(best(&["Harbour Gazette", "Gazette"]).0, "Harbour Gazette");
    }

    #[test]
    fn an_address_without_a_better_name_is_its_host_and_uncertain() {
        assert_eq!(best(&["https://www.gazette.example/"]), ("gazette.example".into(), false));
    }

    #[test]
    fn bars_and_addresses_of_mail_are_cut_off() {
        assert_eq!(best(&["The Gazette | News, Sport"]).0, "The Gazette");
        assert_eq!(best(&["Ann Lee ann@lee.example"]).0, "Ann Lee");
    }

    #[test]
    fn an_archive_keeps_the_address_of_the_original() {
        let kept = "https://web.archive.org/web/20200101/http://gazette.example/a";
        assert_eq!(original(kept), Some("http://gazette.example/a"));
        assert_eq!(original("https://gazette.example/?u=http://a.example"), None);
    }
}
