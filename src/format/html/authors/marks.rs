//! By what a page marks its authors, and what can be a name.

use super::{is_account, labels};
use crate::format::dates::{is_month, is_weekday};
use crate::format::html::page::{At, Page};
use crate::format::html::text::{Parts, has_part, is_cjk, norm};
use crate::format::names;

/// Labels of elements that name the author.
static BYLINE: Parts = Parts::new(&[
    "byline",
    "by-line",
    "author",
    "submitted",
    "username",
    "createdby",
    "created-by",
    "postedby",
    "posted-by",
    "writtenby",
    "written-by",
]);

/// Words of labels, whole, that do too.
const WORDS: &[&str] = &[
    "autor",
    "autoren",
    "auteur",
    "auteurs",
    "autores",
    "writer",
    "vcard",
    "fn",
    "signature",
    "firma",
    "podpis",
    "szerző",
    "szerzo",
    "yazar",
    "muhabir",
    "penulis",
    "redaktor",
    "journalist",
    "reporter",
    "contributor",
];

/// Parts of a path that lead to a profile.
const PROFILES: &[&str] = &[
    "author",
    "authors",
    "autor",
    "autores",
    "autoren",
    "auteur",
    "auteurs",
    "autori",
    "autore",
    "people",
    "profile",
    "profiles",
    "journalist",
    "journalists",
    "contributor",
    "contributors",
    "staff",
    "reporter",
    "reporters",
    "by",
    "redaktion",
    "redakteure",
    "redakce",
    "redakcja",
    "redactie",
    "redaccion",
    "redazione",
    "szerzo",
    "writers",
    "writer",
    "firmas",
    "penulis",
    "yazar",
    "person",
    "columnist",
    "columnists",
    "users",
    "member",
    "members",
    "muhabir",
    "journalista",
];

/// Words of menus and buttons, which stand where names do.
const MENU: &[&str] = &[
    "read",
    "more",
    "share",
    "comment",
    "comments",
    "subscribe",
    "min",
    "minutes",
    "hours",
    "ago",
    "view",
    "all",
    "posts",
    "articles",
    "about",
    "this",
    "der",
    "die",
    "das",
    "am",
    "um",
    "uhr",
    "in",
    "on",
    "at",
    "is",
    "to",
    "posted",
    "submitted",
    "published",
    "publiziert",
    "veröffentlicht",
    "publié",
    "publicado",
    "updated",
    "author",
    "autor",
    "facebook",
    "twitter",
    "email",
    "mail",
    "print",
    "home",
    "kommentar",
    "foto",
    "photo",
    "video",
    "text",
    "and",
    "und",
    "tag",
    "tags",
    "category",
    "news",
    "sport",
    "politik",
    "teilen",
    "by",
    "von",
    "list",
    "login",
    "username",
    "password",
];

/// Most bytes of the line that a link to a profile stands in.
const BESIDE: usize = 160;

/// Whether an element is marked as the author of the page, not of a picture.
pub(super) fn is_property(page: &Page, at: At) -> bool {
    let mut properties = page.attribute(at, "itemprop").split_whitespace();
    let is_of_picture = |at: At| {
        matches!(page.name(at), "figure" | "figcaption")
            || has_part(page.attribute(at, "itemtype"), &["ImageObject", "VideoObject"])
    };
    properties.any(|name| matches!(name, "author" | "creator"))
        && !page.ancestors(at).any(is_of_picture)
}

pub(super) fn is_relation(page: &Page, at: At) -> bool {
    page.attribute(at, "rel").split_whitespace().any(|rel| rel.eq_ignore_ascii_case("author"))
}

pub(super) fn is_labelled(page: &Page, at: At) -> bool {
    let label = page.label(at);
    let is_called = || {
        let is_other = || has_part(label, &["autoris", "autoriz"]) || labels::is_of_picture(label);
        label.contains("autor") && !is_other()
            || BYLINE.are_in(label)
            || label.split([' ', '-', '_']).any(|word| WORDS.contains(&word))
    };
    !label.is_empty()
        && !page.is_silent(at)
        && !matches!(
            page.name(at),
            "body" | "html" | "img" | "input" | "main" | "article" | "form" | "label" | "button"
        )
        && is_called()
        && !is_in_card(page, at)
}

/// Whether an element stands in the table of facts that an encyclopedia puts
/// beside an article, which is marked as a visiting card.
fn is_in_card(page: &Page, at: At) -> bool {
    page.lineage(at)
        .any(|at| page.name(at) == "table" && has_part(page.label(at), &["vcard", "infobox"]))
}

pub(super) fn is_profile(page: &Page, at: At) -> bool {
    let address = page.attribute(at, "href").split('#').next().unwrap_or_default();
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let parts = || path.split('/');
    parts().zip(parts().skip(1)).any(|(part, whose)| {
        let is_whose = !whose.is_empty() || !query.is_empty();
        let is_door = matches!(whose, "login" | "logout" | "register" | "signup" | "memberlist");
        let first = part.split('-').next().unwrap_or_default();
        let is_profile = |known: &&str| known.eq_ignore_ascii_case(part);
        let leads = || PROFILES.iter().any(is_profile) || first.eq_ignore_ascii_case("user");
        is_whose && !is_door && leads()
    })
}

/// Whether an element stands in a paragraph that says more than who wrote.
pub(super) fn is_in_prose(page: &Page, at: At) -> bool {
    let block = page.ancestors(at).find(|at| page.is_block(*at));
    block.is_some_and(|block| page.name(block) == "p" && page.line(block, |_| false).len() > BESIDE)
}

/// Whether words that a page shows may be the name of somebody: stricter than
/// for metadata. One word in lower case only in an author's own element.
pub(super) fn looks_like_name(name: &str, with_nick: bool) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    if names::is_name(name, true) || names::is_agency(name) {
        return true;
    }
    if words.len() > 5 || words.iter().any(|word| word.chars().count() > 22) {
        return false;
    }
    if words.iter().any(|word| is_weekday(word) || is_month(word)) {
        return false;
    }
    if with_nick && words.len() == 1 && is_account(name) {
        return true;
    }
    if name.contains([':', '：', '?', '!', '…', '»', '«', '"', '“', '”'])
        || name.chars().any(char::is_numeric)
    {
        return false;
    }
    if is_cjk(name) {
        let has_particle = name.contains([
            'は', 'を', 'が', 'の', 'で', 'と', 'に', 'も', 'へ', '！', '？', '。', '、', '（',
            '「',
        ]);
        return name.chars().filter(|c| !c.is_whitespace()).count() <= 10 && !has_particle;
    }
    if norm(name).split(' ').any(|word| MENU.contains(&word)) {
        return false;
    }
    let is_capital =
        |word: &&str| word.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_lowercase());
    match words[..] {
        [] => false,
        [word] if with_nick => word.chars().count() > 1,
        [word] => is_capital(&word) && word.chars().count() > 2,
        [first, .., last] => is_capital(&first) && is_capital(&last),
    }
}
