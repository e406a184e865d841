//! Reads the values of fields: addresses, languages, topics, people.
//!
//! Knows how files write them, not which field they were written for. What
//! cannot be read is `None`, never half a value.

use url::Url;

use crate::article::{Name, Safe};
use crate::format::names;

/// Longest address that is kept, in bytes.
const ADDRESS: usize = 8 * 1024;

/// Topics that are kept.
const TAGS: usize = 100;

/// A web address as it may be shown and opened: http or https, parsed and
/// written anew.
pub(crate) fn address(text: &str) -> Option<Safe> {
    let text = text.trim().trim_start_matches('<').trim_end_matches('>');
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    (url.has_host() && url.as_str().len() <= ADDRESS).then(|| Safe::line(url.as_str()))
}

/// A language tag (BCP 47), in its usual case: `en`, `pt-BR`.
pub(crate) fn language(text: &str) -> Option<Safe> {
    let mut parts = text.trim().split(['-', '_']);
    let primary = parts.next()?.to_ascii_lowercase();
    let is_primary =
        (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase());
    let rest = parts.filter(|part| (2..=8).contains(&part.len())).take(2).map(|part| {
        match (part.len(), part.bytes().all(|b| b.is_ascii_alphabetic())) {
            (2, true) => format!("-{}", part.to_ascii_uppercase()),
            _ => format!("-{part}"),
        }
    });
    is_primary.then(|| Safe::line(&(primary.clone() + &rest.collect::<String>())))
}

pub(super) fn tags(values: &[String]) -> Option<Vec<Safe>> {
    let is_list = values.len() > 1;
    let parts = values.iter().flat_map(|value| value.split(if is_list { '\n' } else { ',' }));
    let tags: Vec<Safe> = parts
        .map(|tag| Safe::line(unlinked(tag).trim_start_matches('#').trim()))
        .filter(|tag| !tag.is_empty())
        .take(TAGS)
        .collect();
    (!tags.is_empty()).then_some(tags)
}

/// The people that values name, and the agency that stands beside them; an
/// agency alone is the author.
pub(super) fn people(values: &[String]) -> (Option<Vec<Name>>, Option<Safe>) {
    let mut people = Vec::new();
    let mut agency = None;
    for value in values {
        let value = unlinked(value);
        let mut found = names::authors(&value);
        if found.people.is_empty() && found.agency.is_none() && can_be_name(&value) {
            found.people.push(Name::Literal(Safe::line(value.trim())));
        }
        people.extend(
            found.people.into_iter().filter(|name| !people.contains(name)).collect::<Vec<_>>(),
        );
        agency = agency.or(found.agency);
    }
    match (people.is_empty(), agency) {
        (false, agency) => (Some(people), agency),
        (true, Some(agency)) => (Some(vec![Name::Literal(agency)]), None),
        (true, None) => (None, None),
    }
}

/// Whether a text has the length and the letters of a name, and is no address.
pub(crate) fn can_be_name(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (2..=70).contains(&text.trim().chars().count())
        && text.split_whitespace().count() <= 7
        && text.chars().any(char::is_alphabetic)
        && digits < 3
        && !text.contains(['@', '<', '>', '{', '}', '=', '%'])
        && !text.contains("www.")
        && !text.contains("//")
}

/// The words of a wiki link: `[[Jane Doe]]`, `[[people/jane|Jane Doe]]`.
fn unlinked(value: &str) -> String {
    let value = value.trim();
    match value.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")) {
        Some(inside) => inside.rsplit('|').next().unwrap_or(inside).trim().to_owned(),
        None => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_addresses() {
        assert_eq!(address("javascript:alert(1)"), None);
        assert_eq!(address("file:///etc/hosts"), None);
        assert_eq!(address("/2020/01/storm"), None);
        assert_eq!(address(&format!("https://a.example/{}", "x".repeat(9000))), None);
    }

    #[test]
    fn a_language_is_a_tag() {
        assert_eq!(language("EN_us").as_deref(), Some("en-US"));
        assert_eq!(language("pt-BR").as_deref(), Some("pt-BR"));
        assert_eq!(language("English"), None);
    }
}
