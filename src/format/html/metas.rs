//! The `<meta>` elements of a page, by key.
//!
//! Knows that a key may stand in `property`, `name`, `itemprop` or
//! `http-equiv`, in any case and more than once; not what the keys mean.

use super::page::Page;
use super::text::decoded;

/// Most values that are kept.
const MOST: usize = 2000;

/// The keys, in lower case and in the order of the page, each with its values.
#[derive(Debug, Default)]
pub(super) struct Metas {
    entries: Vec<(String, Vec<String>)>,
}

impl Metas {
    /// Collects the elements of a page.
    pub(super) fn of(page: &Page) -> Self {
        let mut metas = Self::default();
        for at in page.named(&["meta"]).take(MOST) {
            let content =
                page.find_attribute(at, "content").or_else(|| page.find_attribute(at, "value"));
            let Some(content) = content.map(decoded).filter(|content| !content.is_empty()) else {
                continue;
            };
            for attribute in ["property", "name", "http-equiv"] {
                metas.add(page.attribute(at, attribute), &content);
            }
            for key in page.attribute(at, "itemprop").split_whitespace() {
                metas.add(key, &content);
            }
        }
        metas
    }

    fn add(&mut self, key: &str, value: &str) {
        let key = key.trim().to_lowercase();
        if key.is_empty() {
            return;
        }
        let values = if let Some(rank) = self.entries.iter().position(|(known, _)| *known == key) {
            &mut self.entries[rank].1
        } else {
            self.entries.push((key, Vec::new()));
            let last = self.entries.len() - 1;
            &mut self.entries[last].1
        };
        values.push(value.to_owned());
    }

    /// The values of a key, in lower case; none if the page does not have it.
    pub(super) fn all(&self, key: &str) -> &[String] {
        self.entries.iter().find(|(known, _)| known == key).map_or(&[], |(_, values)| values)
    }

    /// The first value of the first of these keys that the page has.
    pub(super) fn first<'k>(&self, keys: &[&'k str]) -> Option<(&'k str, &str)> {
        keys.iter().find_map(|key| Some((*key, self.all(key).first()?.as_str())))
    }

    /// All keys with their values, in the order of the page.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.entries.iter().map(|(key, values)| (key.as_str(), values.as_slice()))
    }
}
