//! What files call the fields: one table for every structured source.

use super::values::address;
use crate::article::Field;

/// What every structured source calls the fields, in the order of their worth;
/// compared without case, `-`, `_` and blanks.
const ALIASES: &[(Field, &[&str])] = &[
    (Field::Title, &["title", "headline"]),
    (
        Field::Url,
        &[
            "url",
            "source",
            "sourceurl",
            "link",
            "canonical",
            "canonicalurl",
            "permalink",
            "baseuri",
            "originalurl",
            "pageurl",
            "href",
            "externalurl",
        ],
    ),
    (
        Field::Published,
        &[
            "published",
            "datepublished",
            "publishdate",
            "publisheddate",
            "publishedat",
            "publishedtime",
            "pubdate",
            "datepublish",
            "date",
            "issued",
        ],
    ),
    (
        Field::Accessed,
        &[
            "accessed",
            "dateaccessed",
            "retrieved",
            "saved",
            "savedat",
            "saveddate",
            "datesaved",
            "timeadded",
            "clipped",
            "created",
            "createdat",
            "datecreated",
            "datedownload",
        ],
    ),
    (
        Field::Updated,
        &[
            "updated",
            "modified",
            "datemodified",
            "updatedat",
            "lastmodified",
            "lastmod",
            "datemodify",
        ],
    ),
    (Field::Authors, &["author", "authors", "byline", "creator", "creators", "publishedby"]),
    (
        Field::Source,
        &[
            "site",
            "sitename",
            "publisher",
            "publication",
            "newspaper",
            "outlet",
            "website",
            "sourcename",
            "sourcedomain",
            "domainname",
            "domain",
        ],
    ),
    (Field::Subtitle, &["subtitle", "description", "deck", "standfirst", "summary", "excerpt"]),
    (Field::Section, &["section", "category"]),
    (Field::Language, &["lang", "language", "inlanguage", "locale"]),
    (Field::Tags, &["tags", "tag", "labels", "keywords", "topics"]),
];

/// The field that a key of a structured source speaks of, and the key's rank
/// among the names for that field.
pub(super) fn meant(key: &str, value: &str) -> Option<(Field, usize)> {
    let key: String = key.chars().filter(|c| !matches!(c, '-' | '_' | ' ' | '.')).collect();
    let key = key.to_lowercase();
    let found = ALIASES.iter().find_map(|(field, names)| {
        names.iter().position(|name| *name == key).map(|rank| (*field, rank))
    });
    match found {
        // “source” and “publication” are an address to some and a name to others.
        Some((Field::Url, rank)) if key == "source" && address(value).is_none() => {
            Some((Field::Source, rank))
        }
        found => found,
    }
}
