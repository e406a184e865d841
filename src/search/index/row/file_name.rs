//! Names of files, as far as the headline does not tell them.
//!
//! Most files are called after the headline of their article. One idea: what
//! the name has in common with the slug of the headline is not written, only
//! how much that is.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::article::Safe;
use crate::search::Row;

/// The name of a file: so much of the slug of the headline, which may be
/// nothing, and what comes behind it.
#[derive(Serialize, Deserialize)]
pub(super) struct FileName<'a> {
    slug: (Slug, u16),
    #[serde(borrow)]
    rest: Cow<'a, str>,
}

/// How the name of a file is made of a headline: small letters and digits, and
/// a hyphen for each other character, or for all others in a row; none before
/// the first letter.
#[derive(Clone, Copy, Serialize, Deserialize)]
enum Slug {
    Each,
    Run,
}

impl<'a> FileName<'a> {
    /// The name of a row's file.
    pub(super) fn of(row: &'a Row) -> Self {
        let name = &row.file;
        // As it will be read: to clean a text again may leave out more of it.
        let title = row.meta.title.as_ref().map(|title| Safe::lines(&title.value));
        let title = title.unwrap_or_default();
        let common = |kind| {
            let slug = slug(&title, kind);
            let pairs = slug.bytes().zip(name.bytes());
            (pairs.take_while(|(one, other)| one == other).count(), kind)
        };
        let (each, run) = (common(Slug::Each), common(Slug::Run));
        let (len, kind) = if each.0 > run.0 { each } else { run };
        let len = u16::try_from(len).unwrap_or(u16::MAX);
        Self { slug: (kind, len), rest: Cow::Borrowed(&name[usize::from(len)..]) }
    }

    /// The name, under this headline.
    pub(super) fn name(&self, title: Option<&Safe>) -> String {
        let (kind, len) = self.slug;
        let title = title.filter(|_| len > 0);
        let slug = title.map(|title| slug(title, kind)).unwrap_or_default();
        let slug = slug.get(..usize::from(len)).unwrap_or(&slug);
        [slug, &*self.rest].concat()
    }
}

/// The slug of a headline, all ASCII.
fn slug(title: &str, kind: Slug) -> String {
    let mut slug = String::with_capacity(title.len());
    for c in title.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && (matches!(kind, Slug::Each) || !slug.ends_with('-')) {
            slug.push('-');
        }
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::super::{read, written};
    use super::*;
    use crate::article::{Meta, Origin, Sourced};
    use proptest::prelude::*;

    fn row(title: &str, name: &str) -> Row {
        let title = Some(Sourced::certain(Safe::line(title), Origin::Line));
        let meta = Meta { title, ..Meta::default() };
        Row { meta, file: Safe::line(name), ..Row::default() }
    }

    #[test]
    fn what_the_headline_tells_takes_no_room() {
        let title = "‘Rain falls, on Porto’";
        let bare = written(&row(title, "")).len();
        for (name, rest) in [
            ("rain-falls-on-porto-2020.md", "2020.md"),
            ("rain-falls--on-porto.md", ".md"),
            ("Rain", "Rain"),
        ] {
            let bytes = written(&row(title, name));
            assert_eq!(bytes.len(), bare + rest.len(), "{name}");
            assert_eq!(read(&bytes), Some(row(title, name)));
        }
    }

    #[test]
    fn a_headline_that_became_shorter_costs_no_row() {
        let name = FileName { slug: (Slug::Run, 500), rest: Cow::Borrowed(".md") };
        assert_eq!(name.name(Some(&Safe::line("Rain"))), "rain.md");
        assert_eq!(name.name(None), ".md");
    }

    proptest! {
        #[test]
        fn a_file_may_have_any_name(title in "[aB, ç東-]{0,8}", name in "[ab, ç東-]{0,12}") {
            let row = row(&title, &name);
            prop_assert_eq!(read(&written(&row)), Some(row));
        }
    }
}
