//! Which article has which tags, asked from either side.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::put;
use crate::article::ArticleId;
use crate::state::Tag;

/// Articles and their tags. Both sides are shared, so that a copy for a search
/// costs nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Tagged {
    articles: Arc<HashMap<ArticleId, BTreeSet<Tag>>>,
    tags: Arc<BTreeMap<Tag, Arc<HashSet<ArticleId>>>>,
}

impl Tagged {
    pub(super) fn of(&self, id: ArticleId) -> impl Iterator<Item = &Tag> {
        self.articles.get(&id).into_iter().flatten()
    }

    pub(super) fn with(&self, tag: &Tag) -> Arc<HashSet<ArticleId>> {
        self.tags.get(tag).cloned().unwrap_or_default()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (&Tag, usize)> {
        self.tags.iter().map(|(tag, articles)| (tag, articles.len()))
    }

    /// Gives an article a tag or takes it away; what nobody has is forgotten.
    pub(super) fn set(&mut self, id: ArticleId, tag: &Tag, is_set: bool) {
        let has = self.articles.get(&id).is_some_and(|tags| tags.contains(tag));
        if has == is_set {
            return;
        }
        let articles = Arc::make_mut(&mut self.articles);
        let of_article = articles.entry(id).or_default();
        if is_set {
            of_article.insert(tag.clone());
        } else {
            of_article.remove(tag);
        }
        if of_article.is_empty() {
            articles.remove(&id);
        }
        let tags = Arc::make_mut(&mut self.tags);
        let with_tag = tags.entry(tag.clone()).or_default();
        put(with_tag, id, is_set);
        if with_tag.is_empty() {
            tags.remove(tag);
        }
    }
}
