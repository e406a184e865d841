//! Chooses between the sources that name authors.
//!
//! The strongest source that names a person wins; a site's own name and
//! general words (“admin”) count only where nothing else is left, and the site
//! less than an agency that the page prints. A longer list on which two
//! independent sources agree beats a shorter one inside it.

use std::collections::{BTreeSet, HashMap};

use super::{Found, Kind, Named, split};
use crate::format::html::site::Site;
use crate::format::html::text::{is_cjk, norm, tokens};
use crate::format::names::is_agency;

/// Words of organisations.
pub(in crate::format::html) const ORGANISATION: &[&str] = &[
    "press",
    "news",
    "agency",
    "agence",
    "agentur",
    "agencia",
    "agenzia",
    "times",
    "post",
    "herald",
    "tribune",
    "magazine",
    "media",
    "network",
    "daily",
    "journal",
    "gazette",
    "today",
    "online",
    "digital",
    "tv",
    "radio",
    "zeitung",
    "nachrichten",
    "redaktion",
    "team",
    "staff",
    "editor",
    "editors",
    "newsroom",
    "desk",
    "service",
    "blog",
    "inc",
    "ltd",
    "llc",
    "gmbh",
    "group",
    "institute",
    "university",
    "foundation",
    "com",
    "net",
    "org",
    "redazione",
    "redacción",
    "rédaction",
    "redação",
];

/// Words that name nobody.
const NOBODY: &[&str] = &[
    "admin",
    "administrator",
    "redaktion",
    "redaktionen",
    "redactie",
    "redazione",
    "redacción",
    "redacao",
    "redação",
    "rédaction",
    "editor",
    "editors",
    "staff",
    "webmaster",
    "webdesk",
    "newsdesk",
    "online",
    "editorial",
    "team",
    "news",
    "guest",
    "superuser",
    "root",
    "user",
    "anonymous",
    "unknown",
    "none",
    "null",
    "undefined",
    "reporter",
    "correspondent",
    "contributor",
    "newsroom",
];

/// The authors of a page: the place of their source in `found`, where one
/// names them, and the names.
pub(in crate::format::html) fn choose(
    found: &Found,
    site: &Site,
) -> Option<(Option<usize>, Vec<String>)> {
    let kept = sifted(found, site);
    let first_is_site = found.named.first().is_some_and(|named| site.is_named(&named.names[0]));
    let names_organisation = !found.organisations.is_empty() || first_is_site;
    let has_person = kept.iter().any(|(rank, names)| {
        !matches!(found.named[*rank].kind, Kind::Profile | Kind::Script)
            && names.iter().any(|name| is_person(name))
    });
    if names_organisation && !has_person {
        let first = found.named.first().map(|named| (Some(0), named.names.clone()));
        let agency = kept.iter().find(|(rank, names)| {
            is_printed(found.named[*rank].kind) && names.iter().all(|name| is_agency(name))
        });
        let is_only_tagged = first_is_site && found.organisations.is_empty();
        if let Some((rank, names)) = agency.filter(|_| is_only_tagged) {
            return Some((Some(*rank), names.clone()));
        }
        let declared = first.clone().filter(|_| found.named[0].kind <= Kind::Tagged);
        let organisation =
            Some((None, organisations(found))).filter(|(_, names)| !names.is_empty());
        return declared.or(organisation).or(first);
    }
    // Where an organisation signs, a bare link to a profile is no author.
    // A line that begins with “by” says more than such a link, too.
    let has_line = kept.iter().any(|(rank, _)| found.named[*rank].kind == Kind::ByLine);
    let is_weak =
        |rank: usize| (names_organisation || has_line) && found.named[rank].kind == Kind::Profile;
    let kept: Vec<_> = kept.into_iter().filter(|(rank, _)| !is_weak(*rank)).collect();
    if let Some((rank, names)) = kept.first() {
        let better = fuller(&kept, found)
            .or_else(|| outvoted(&kept, found))
            .or_else(|| printed(&kept, found));
        let (rank, names) = better.unwrap_or((*rank, names.clone()));
        return Some((Some(rank), names));
    }
    let any = found.named.first().map(|named| (Some(0), named.names.clone()));
    any.or_else(|| Some((None, organisations(found)))).filter(|(_, names)| !names.is_empty())
}

fn organisations(found: &Found) -> Vec<String> {
    let first = found.organisations.first();
    let split = first.map(|name| split(name)).unwrap_or_default();
    if split.is_empty() { first.cloned().into_iter().collect() } else { split }
}

type Kept = Vec<(usize, Vec<String>)>;

/// The sources without the site's own name and words that name nobody; of a
/// list that mixes persons and organisations, the persons.
fn sifted(found: &Found, site: &Site) -> Kept {
    let sift = |(rank, named): (usize, &Named)| {
        let names = named.names.iter().filter(|name| !site.is_account(name) && !is_nobody(name));
        let mut names: Vec<String> = names.cloned().collect();
        let is_declared_list = named.kind == Kind::Linked && found.credited > 1;
        if !is_declared_list && names.iter().any(|name| is_person(name)) {
            let is_single = |name: &str| {
                name.split_whitespace().count() == 1 && !is_organisation(name) && !is_agency(name)
            };
            names.retain(|name| is_person(name) || is_single(name));
        }
        (!names.is_empty()).then_some((rank, names))
    };
    found.named.iter().enumerate().filter_map(sift).collect()
}

/// A list that holds the first one and more, on which two kinds agree.
fn fuller(kept: &Kept, found: &Found) -> Option<(usize, Vec<String>)> {
    let first = key(&kept.first()?.1);
    let seen = kinds(kept, found);
    let counts = seen.iter().filter(|(_, names)| names.is_superset(&first) && *names != first);
    let mut by_names: HashMap<&BTreeSet<String>, usize> = HashMap::new();
    for (_, names) in counts {
        *by_names.entry(names).or_default() += 1;
    }
    let best =
        kept.iter().find(|(_, names)| by_names.get(&key(names)).is_some_and(|count| *count > 1))?;
    Some(best.clone())
}

/// A list on which three kinds agree while linked data stands alone.
fn outvoted(kept: &Kept, found: &Found) -> Option<(usize, Vec<String>)> {
    let (rank, names) = kept.first()?;
    let first = key(names);
    if found.named[*rank].kind != Kind::Linked {
        return None;
    }
    let seen = kinds(kept, found);
    let mine =
        seen.iter().filter(|(kind, names)| !names.is_disjoint(&first) && *kind != Kind::Label);
    if mine.count() > 1 {
        return None;
    }
    let agree = |names: &BTreeSet<String>| seen.iter().filter(|(_, other)| other == names).count();
    let other = kept.iter().find(|(_, names)| {
        let names = key(names);
        names.is_disjoint(&first) && agree(&names) >= 3
    })?;
    Some(other.clone())
}

/// The persons whom the page shows as its authors, where its head names only
/// an agency or an account that is no name; where it names an organisation,
/// which may sign as well, two kinds must agree on them.
fn printed(kept: &Kept, found: &Found) -> Option<(usize, Vec<String>)> {
    let (rank, names) = kept.first()?;
    let is_acronym =
        |name: &String| name.chars().count() < 5 && !name.contains(' ') && !is_cjk(name);
    let has_digit = |name: &String| name.contains(|c: char| c.is_ascii_digit());
    let is_small = |name: &String| !name.contains(' ') && name.chars().all(char::is_lowercase);
    let is_unnamed =
        |name: &String| is_agency(name) || is_acronym(name) || has_digit(name) || is_small(name);
    let needed = if names.iter().all(is_unnamed) { 1 } else { 2 };
    if found.named[*rank].kind > Kind::Tagged
        || !names.iter().all(|name| is_unnamed(name) || is_organisation(name))
    {
        return None;
    }
    let seen = kinds(kept, found);
    let shows = |rank: usize, names: &[String]| {
        let kind = found.named[rank].kind;
        let agree = seen.iter().filter(|(_, other)| *other == key(names)).count();
        is_printed(kind) && agree >= needed && names.iter().all(|name| is_person(name))
    };
    kept.iter().find(|(rank, names)| shows(*rank, names)).cloned()
}

/// Whether a kind of source is one that the page prints for its readers.
fn is_printed(kind: Kind) -> bool {
    matches!(kind, Kind::Property | Kind::Relation | Kind::Label | Kind::ByLine)
}

/// What each independent kind of source says.
fn kinds(kept: &Kept, found: &Found) -> Vec<(Kind, BTreeSet<String>)> {
    let mut seen: Vec<(Kind, BTreeSet<String>)> = Vec::new();
    for (rank, names) in kept {
        let kind = match found.named[*rank].kind {
            Kind::Profile | Kind::Relation => Kind::Label,
            Kind::NearDate | Kind::Signed => Kind::ByLine,
            kind => kind,
        };
        let entry = (kind, key(names));
        if !seen.contains(&entry) {
            seen.push(entry);
        }
    }
    seen
}

fn key(names: &[String]) -> BTreeSet<String> {
    names.iter().map(|name| norm(name)).collect()
}

/// Whether a name is that of a person rather than of an organisation.
fn is_person(name: &str) -> bool {
    let has_parts = is_cjk(name) || name.split_whitespace().nth(1).is_some();
    has_parts && !is_organisation(name) && !is_agency(name)
}

fn is_organisation(name: &str) -> bool {
    tokens(name).iter().any(|word| ORGANISATION.contains(&&**word))
        || ["新聞", "新闻", "通信", "社"].iter().any(|end| name.ends_with(end))
}

/// Whether a name is a word for a post or an account, or the address of a site.
pub(super) fn is_nobody(name: &str) -> bool {
    let is_small = |part: &str| {
        (2..=6).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    if !name.contains(' ') && name.rsplit_once('.').is_some_and(|(_, last)| is_small(last)) {
        return true;
    }
    let words = tokens(name);
    let all: Vec<&str> = words.iter().map(String::as_str).collect();
    match all[..] {
        [word] => NOBODY.contains(&word),
        [first, second] => {
            let both = ["web", "news", "staff", "editorial", "digital", "online", "super", "the"];
            both.contains(&first)
                && (NOBODY.contains(&second) || matches!(second, "desk" | "writer" | "board"))
        }
        _ => {
            words.len() < 7
                && words.iter().any(|word| {
                    matches!(
                        &**word,
                        "newsroom" | "redaktion" | "redazione" | "rédaction" | "redacción"
                    )
                })
        }
    }
}
