//! Tells whether two addresses lead to the same article.
//!
//! Nothing is fetched, so this is a judgement by habit: how an address was
//! reached (scheme, `www.`, fragment, what campaigns add) says nothing about
//! what it leads to. An address relates articles; it identifies none.

use url::Url;

/// Parameters that say who sent a reader, not what is to be read; besides
/// those that begin with `utm_`.
const TRACKING: &[&str] = &[
    "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid",
    "igshid", "mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "_ga", "s_cid",
];

/// What all addresses of one article have in common: equal for two that differ
/// only in how they were reached. `None` for what is no web address.
///
/// ```
/// use newsread::format::address::core;
///
/// let kept = core("https://www.paper.example/storm/?utm_source=x#top");
/// assert_eq!(kept.as_deref(), Some("paper.example/storm"));
/// assert_eq!(kept, core("http://paper.example/storm"));
/// ```
pub fn core(address: &str) -> Option<String> {
    let url =
        Url::parse(address.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let host = url.host_str()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let mut core = host.trim_end_matches('.').to_owned();
    if let Some(port) = url.port() {
        core = format!("{core}:{port}");
    }
    core += url.path().trim_end_matches('/');
    let is_kept = |part: &&str| {
        let name = part.split('=').next().unwrap_or(part).to_ascii_lowercase();
        !part.is_empty() && !name.starts_with("utm_") && !TRACKING.contains(&&*name)
    };
    let query = url.query().unwrap_or_default().split('&').filter(is_kept);
    let query: Vec<&str> = query.collect();
    if !query.is_empty() {
        core = core + "?" + &query.join("&");
    }
    Some(core)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_an_address_was_reached_makes_no_difference() {
        let storm = core("https://paper.example/a/storm?id=7");
        for same in [
            "http://www.paper.example/a/storm/?id=7",
            "https://PAPER.example:443/a/storm?utm_medium=social&id=7&fbclid=x#comments",
            " https://paper.example./a/storm?&id=7 ",
        ] {
            assert_eq!(core(same), storm, "{same}");
        }
    }

    #[test]
    fn what_leads_elsewhere_differs() {
        let addresses = [
            "https://paper.example/storm",
            "https://paper.example/Storm",
            "https://paper.example/storm?page=2",
            "https://paper.example:8080/storm",
            "https://news.paper.example/storm",
        ];
        let cores: std::collections::HashSet<_> = addresses.map(core).into_iter().collect();
        assert_eq!(cores.len(), addresses.len());
        assert_eq!([core("storm"), core("mailto:ada@paper.example")], [None, None]);
    }
}
