//! What lists of links say of articles, lent to those with the same address.
//!
//! An entry of a list has no text: it is kept here, not handed on. Whoever
//! reads the archive applies what is lent to each article, and settles in the
//! end: an entry without an article is then an article itself, and an article
//! that came before the list is read again. Which article has which address is
//! remembered elsewhere; what an entry says only here, until all is read anew.
//!
//! Its one idea: whichever is met first, the outcome is the same. The file
//! knows best; a list only adds what the file does not say.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::walk::precedes;
use super::{BETWEEN, Location};
use crate::article::casing::sentence_title;
use crate::article::kept::light;
use crate::article::{Article, ArticleId, Claim, Field, Meta, Origin, Provenance, Safe, Sourced};
use crate::format::Document;
use crate::format::address::core;

/// Most topics of an article.
const TAGS: usize = 100;

/// What was lent, and to whom.
#[derive(Default)]
pub(super) struct Lending(Mutex<Ledger>);

#[derive(Default)]
struct Ledger {
    /// The entries of all lists, by the core of their address, in the order in
    /// which they were met.
    loans: HashMap<String, Vec<Arc<Link>>>,
    met: Vec<Met>,
    /// Whether all lists were met, and no more articles are noted.
    is_settled: bool,
}

/// An article that was met; there may be millions.
struct Met {
    address: Hash,
    id: ArticleId,
    /// How many loans its address had.
    had: u32,
}

/// A hash of the core of an address: so many bits that of a billion addresses
/// hardly two have the same.
pub(super) type Hash = i64;

fn hash(core: &str) -> Hash {
    let id = ArticleId::of(core.as_bytes(), 0);
    i64::from_le_bytes(std::array::from_fn(|at| id.0[at]))
}

/// How many loans there are.
fn count(loans: &[Arc<Link>]) -> u32 {
    u32::try_from(loans.len()).unwrap_or(u32::MAX)
}

/// An entry of a list of links.
#[derive(Clone)]
pub(super) struct Link {
    pub(super) id: ArticleId,
    pub(super) location: Location,
    /// When its list was last changed.
    pub(super) changed: Option<i64>,
    /// As it is handed on if there is no article with its address.
    pub(super) document: Document,
}

/// What is known from before, where only what changed was met and no list did.
#[derive(Default)]
pub(super) struct Before {
    /// The addresses that articles have.
    pub(super) taken: HashSet<Hash>,
    /// The entries that are articles themselves; `None` if nothing is known.
    pub(super) shown: Option<HashSet<ArticleId>>,
}

/// What is to be done when all was read.
#[derive(Default)]
pub(super) struct Settled {
    /// Entries of which there is no article, and was one before, in the order of their
    /// lists.
    pub(super) links: Vec<Link>,
    /// The other entries that may have been articles before: there is an article with
    /// their address, or an entry before them.
    pub(super) lent: Vec<ArticleId>,
    /// Articles that were handed on before a list told of them, and their addresses.
    pub(super) again: Vec<(ArticleId, Hash)>,
}

impl Lending {
    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets everything: all is read anew.
    pub(super) fn begin(&self) {
        *self.ledger() = Ledger::default();
    }

    /// Keeps an entry; the hash of the address by which it can be lent, if it has one.
    pub(super) fn lend(&self, link: Link) -> Option<Hash> {
        let core = address(&link.document.article)?;
        let hash = hash(&core);
        self.ledger().loans.entry(core).or_default().push(Arc::new(link));
        Some(hash)
    }

    /// Whether there is any entry.
    pub(super) fn has_any(&self) -> bool {
        !self.ledger().loans.is_empty()
    }

    /// Whether every entry of the archive is here.
    pub(super) fn has_all(&self) -> bool {
        let ledger = self.ledger();
        ledger.is_settled && !ledger.loans.is_empty()
    }

    /// What the lists say of an article that is met, which is remembered. With the place
    /// of the article, only what precedes it in the walk counts: that has been read,
    /// however fast the parsers are.
    pub(super) fn loans(&self, article: &Article, at: Option<&Location>) -> Vec<Arc<Link>> {
        let Some(core) = address(article) else { return Vec::new() };
        let mut ledger = self.ledger();
        let mut loans = ledger.loans.get(&core).cloned().unwrap_or_default();
        loans.retain(|loan| at.is_none_or(|at| precedes(&loan.location, at)));
        if !article.is_link && !ledger.is_settled {
            let met = Met { address: hash(&core), id: article.id, had: count(&loans) };
            ledger.met.push(met);
        }
        loans
    }

    /// Says what is left to do when all articles were met, or all that changed since
    /// `before`, once. Where they were handed on in order, an article that came before its
    /// list is no longer to be told, so the entry is left.
    pub(super) fn settle(&self, is_in_order: bool, before: &Before) -> Settled {
        let mut ledger = self.ledger();
        let all = std::mem::take(&mut ledger.met);
        if std::mem::replace(&mut ledger.is_settled, true) || ledger.loans.is_empty() {
            return Settled::default();
        }
        let hashed: HashMap<Hash, &Vec<Arc<Link>>> =
            ledger.loans.iter().map(|(core, loans)| (hash(core), loans)).collect();
        let counts = |met: &&Met| !is_in_order || met.had > 0;
        let lent = |met: &&Met| hashed.contains_key(&met.address);
        let met: Vec<&Met> = all.iter().filter(counts).filter(lent).collect();
        let late = met.iter().filter(|met| count(hashed[&met.address]) > met.had);
        let mut again: Vec<_> = late.map(|met| (met.id, met.address)).collect();
        again.sort_unstable();
        again.dedup();
        let met: HashSet<Hash> = met.iter().map(|met| met.address).collect();
        let unmet = |hash: &Hash| !met.contains(hash) && !before.taken.contains(hash);
        let unmet = hashed.iter().filter(|(hash, _)| unmet(hash));
        let first: Vec<&Arc<Link>> = unmet.filter_map(|(_, loans)| loans.first()).collect();
        let are_articles: HashSet<ArticleId> = first.iter().map(|loan| loan.id).collect();
        let is_shown = |id: ArticleId| before.shown.as_ref().map(|shown| shown.contains(&id));
        let new = first.into_iter().filter(|loan| is_shown(loan.id) != Some(true));
        let mut links: Vec<Link> = new.map(|loan| Link::clone(loan)).collect();
        let rank = |link: &Link| link.location.item.as_ref().map(|part| part.rank);
        links.sort_by(|one, other| {
            let files = one.location.file.cmp(&other.location.file);
            files.then_with(|| rank(one).cmp(&rank(other)))
        });
        let entries = ledger.loans.values().flatten().map(|loan| loan.id);
        let entries = entries.filter(|id| is_shown(*id) != Some(false));
        let lent = entries.filter(|id| !are_articles.contains(id)).collect();
        Settled { links, lent, again }
    }
}

/// Adds to an article what entries say of it.
pub(super) fn add(article: &mut Article, loans: &[Arc<Link>]) {
    let id = article.id;
    for loan in loans.iter().filter(|loan| loan.id != id) {
        take(article, &loan.document.article, &place(&loan.location));
    }
    if !loans.is_empty() {
        light(&mut article.body, &mut article.kept.highlights);
        article.meta.title_as_sentence = sentence_title(article);
    }
}

/// The hash of an article's address, if it has one.
pub(super) fn address_of(article: &Article) -> Option<Hash> {
    address(article).map(|core| hash(&core))
}

/// The core of an article's address.
fn address(article: &Article) -> Option<String> {
    core(&article.meta.url.as_ref()?.value)
}

/// Where an entry stands: `pocket.csv, line 3`; in a zip after the name of the
/// list there.
fn place(location: &Location) -> Safe {
    let file = Location { item: None, ..location.clone() }.name();
    let Some(part) = &location.item else { return file };
    let list = part.key.split_once(BETWEEN).filter(|_| part.entry.is_some());
    let list = list.map(|(list, _)| format!("{BETWEEN}{list}")).unwrap_or_default();
    Safe::format(format_args!("{file}{list}, line {}", part.line))
}

/// Takes over what an entry says and the article does not.
fn take(article: &mut Article, entry: &Article, place: &Safe) {
    let Article { meta, evidence, kept, .. } = article;
    let mut said = Vec::new();
    let mut tell = |field, value: Option<Safe>, is_taken, because: Option<&str>| {
        said.push(Claim {
            field,
            value: value.unwrap_or_default(),
            origin: Origin::Links,
            key: Some(place.clone()),
            at: None,
            is_taken,
            because: because.map(Safe::line),
        });
    };
    let is_named = meta.title.as_ref().is_some_and(|title| title.from.origin != Origin::FileName);
    if let Some(title) = entry.meta.title.as_ref().filter(|_| !is_named) {
        meta.title = Some(Sourced::certain(title.value.clone(), Origin::Links));
        for claim in evidence.iter_mut().filter(|claim| claim.field == Field::Title) {
            claim.is_taken = false;
        }
        tell(Field::Title, Some(title.value.clone()), true, None);
    }
    if let Some(saved) = entry.meta.accessed {
        let is_new = meta.accessed.is_none();
        let said = meta.accessed.get_or_insert(Sourced::certain(saved.value, Origin::Links));
        if is_new || said.value.date() != saved.value.date() {
            let because = (!is_new).then_some("a stronger source says otherwise");
            tell(Field::Accessed, entry.meta.value(Field::Accessed), is_new, because);
        }
    }
    if add_tags(meta, &entry.meta) {
        tell(Field::Tags, entry.meta.value(Field::Tags), true, Some("added to those of the file"));
    }
    evidence.extend(said);
    kept.merge(entry.kept.clone());
}

/// Adds topics that the article does not have; whether there were any.
fn add_tags(meta: &mut Meta, entry: &Meta) -> bool {
    let Some(new) = &entry.tags else { return false };
    let from = Provenance { origin: Origin::Links, is_certain: true };
    let tags = meta.tags.get_or_insert(Sourced { value: Vec::new(), from });
    let before = tags.value.len();
    for tag in &new.value {
        let is_known = tags.value.iter().any(|known| known.to_lowercase() == tag.to_lowercase());
        if !is_known && tags.value.len() < TAGS {
            tags.value.push(tag.clone());
        }
    }
    tags.value.len() > before
}
