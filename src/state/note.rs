//! Notes and highlights of the reader's own, at words of an article.
//!
//! One idea: a version of a note is never changed. Whoever writes a note again
//! adds a version that names those it replaces, as a commit names its parents;
//! what no other replaces is what the note says. Two devices that wrote the
//! same note without knowing of each other leave two such versions: the one
//! that more rewritings led to is shown, and the other is kept beside it.
//! Source: “multi-value register”, Shapiro et al. 2011.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::article::anchor::Only;
use crate::article::{Anchor, ArticleId, Safe};

/// Bytes of the longest note: more is an article.
pub const LONGEST: usize = 64 << 10;

/// What the registers of notes begin with; the note and the version follow.
pub(super) const NOTE: &str = "note:";

/// A note, known by its article and the words that it is at: writing at the
/// same words is writing the same note again, on any device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteId(u64);

/// What a note says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The words that it is at; `None` for the whole article.
    pub on: Option<Anchor>,
    /// What the reader wrote, in lines; empty where words are only highlighted.
    pub text: Safe,
}

/// A version of a note, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writing {
    /// Which note.
    pub(super) note: NoteId,
    /// What it says; `None` where it was taken away.
    pub(super) says: Option<Note>,
    /// The versions that it replaces.
    over: BTreeSet<u64>,
    /// How many rewritings led to it.
    depth: u64,
}

/// All versions of a note that are known.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Versions(BTreeMap<u64, Writing>);

impl NoteId {
    /// The note at some words of an article, or at the whole of it.
    pub fn at(article: ArticleId, on: Option<&Anchor>) -> Self {
        let words = on.map(|on| anchor(on).to_string()).unwrap_or_default();
        Self(hash("newsread note", &[&article.0, words.as_bytes()]))
    }
}

impl Writing {
    /// The register that it is written to: one of its own, named by what is
    /// written there.
    pub(super) fn key(&self) -> String {
        format!("{NOTE}{:016x}:{:016x}", self.note.0, self.version())
    }

    /// What is written there, in JSON.
    pub(super) fn value(&self) -> Value {
        let mut value = Map::new();
        value.insert("depth".to_owned(), json!(self.depth));
        let over: Vec<String> = self.over.iter().map(|over| format!("{over:016x}")).collect();
        value.insert("over".to_owned(), json!(over));
        if let Some(note) = &self.says {
            value.insert("text".to_owned(), json!(&*note.text));
            value.insert("on".to_owned(), note.on.as_ref().map_or(Value::Null, anchor));
        }
        Value::Object(value)
    }

    /// What a register says; `None` if it was not written by newsread.
    pub(super) fn parse(key: &str, value: &Value) -> Option<Self> {
        let (note, version) = key.strip_prefix(NOTE)?.split_once(':')?;
        let over = value.get("over")?.as_array()?;
        let over = over.iter().map(|over| number(over.as_str()?)).collect::<Option<_>>()?;
        let says = match value.get("text") {
            None => None,
            Some(text) => {
                let on = match value.get("on")? {
                    Value::Null => None,
                    on => Some(read_anchor(on)?),
                };
                Some(Note { on, text: Safe::lines(text.as_str()?) })
            }
        };
        let depth = value.get("depth")?.as_u64()?;
        let writing = Self { note: NoteId(number(note)?), says, over, depth };
        (number(version)? == writing.version()).then_some(writing)
    }

    /// The name of this version: a hash of what it is.
    fn version(&self) -> u64 {
        hash("newsread version of a note", &[self.value().to_string().as_bytes()])
    }
}

impl Versions {
    pub(super) fn add(&mut self, writing: Writing) {
        self.0.insert(writing.version(), writing);
    }

    /// What the note says, and what others wrote that it does not replace;
    /// `None` if it was taken away.
    pub(super) fn says(&self) -> Option<(&Note, Vec<&Note>)> {
        let mut heads = self.heads().into_iter().filter_map(|head| self.0[&head].says.as_ref());
        let shown = heads.next()?;
        Some((shown, heads.filter(|other| *other != shown).collect()))
    }

    /// A version that replaces all that are known.
    pub(super) fn rewrite(&self, note: NoteId, says: Option<Note>) -> Writing {
        let over: BTreeSet<u64> = self.heads().into_iter().collect();
        let depth = over.iter().map(|head| self.0[head].depth).max();
        let depth = depth.map_or(0, |depth| depth.saturating_add(1));
        Writing { note, says, over, depth }
    }

    /// Versions that replace all that are known and say these side by side, the
    /// first as the one to be shown; one that says nothing if there are none.
    pub(super) fn restore(&self, note: NoteId, says: &[Note]) -> Vec<Writing> {
        let rewritten = |says| self.rewrite(note, says);
        if says.is_empty() {
            return vec![rewritten(None)];
        }
        let ranks = (0..says.len() as u64).rev();
        let deeper = |(says, rank): (&Note, u64)| {
            let writing = rewritten(Some(says.clone()));
            Writing { depth: writing.depth.saturating_add(rank), ..writing }
        };
        says.iter().zip(ranks).map(deeper).collect()
    }

    /// The versions that no other replaces, the one to be shown first.
    fn heads(&self) -> Vec<u64> {
        let replaced: BTreeSet<u64> = self.0.values().flat_map(|it| &it.over).copied().collect();
        let heads = self.0.keys().filter(|version| !replaced.contains(version));
        let mut heads: Vec<u64> = heads.copied().collect();
        heads.sort_by_key(|head| std::cmp::Reverse((self.0[head].depth, *head)));
        heads
    }
}

fn anchor(on: &Anchor) -> Value {
    json!({
        "exact": &*on.exact,
        "prefix": &*on.prefix,
        "suffix": &*on.suffix,
        "start": on.place.start,
        "end": on.place.end,
        "text": format!("{:016x}", on.text),
        "only": on.only.name(),
    })
}

fn read_anchor(value: &Value) -> Option<Anchor> {
    let text = |name| value.get(name)?.as_str();
    let at = |name| usize::try_from(value.get(name)?.as_u64()?).ok();
    Some(Anchor {
        exact: Safe::lines(text("exact")?),
        prefix: Safe::line(text("prefix")?),
        suffix: Safe::line(text("suffix")?),
        place: at("start")?..at("end")?,
        text: number(text("text")?)?,
        only: Only::named(text("only")?)?,
    })
}

fn number(hex: &str) -> Option<u64> {
    let is_whole = hex.len() == 16 && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_whole.then(|| u64::from_str_radix(hex, 16).ok()).flatten()
}

fn hash(what: &str, parts: &[&[u8]]) -> u64 {
    let mut hasher = blake3::Hasher::new_derive_key(what);
    for part in parts {
        hasher.update(part);
    }
    let hash = hasher.finalize();
    u64::from_be_bytes(*hash.as_bytes().first_chunk().expect("a hash has 32 bytes"))
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    const RAIN: ArticleId = ArticleId([1; 16]);

    /// A note at some words of the same article.
    pub(in crate::state) fn writings() -> impl Strategy<Value = Writing> {
        let anchor = ("[a-z東 ]{1,9}", any::<(u64, u8)>()).prop_map(|(words, (text, at))| Anchor {
            exact: Safe::lines(&words),
            place: usize::from(at)..usize::from(at) + words.len(),
            text,
            only: Only::Among,
            ..Anchor::default()
        });
        (prop::option::of(anchor), any::<Option<String>>()).prop_map(|(on, text)| {
            let note = NoteId::at(RAIN, on.as_ref());
            let says = text.map(|text| Note { on, text: Safe::lines(&text) });
            Versions::default().rewrite(note, says)
        })
    }

    fn note(text: &str) -> Note {
        Note { on: None, text: Safe::lines(text) }
    }

    fn id() -> NoteId {
        NoteId::at(RAIN, None)
    }

    /// What is shown of a note, and what is kept beside it.
    fn told(versions: &Versions) -> Option<(&str, Vec<&str>)> {
        let (shown, others) = versions.says()?;
        Some((&shown.text, others.iter().map(|other| &*other.text).collect()))
    }

    fn write(versions: &mut Versions, text: Option<&str>) {
        versions.add(versions.rewrite(id(), text.map(note)));
    }

    #[test]
    fn a_note_says_what_was_written_last_and_nothing_once_it_is_taken_away() {
        let mut versions = Versions::default();
        assert_eq!(told(&versions), None);
        for text in ["Ask her.", "Asked her.", "Ask her."] {
            write(&mut versions, Some(text));
            assert_eq!(told(&versions), Some((text, vec![])));
        }
        write(&mut versions, None);
        assert_eq!(told(&versions), None);
        write(&mut versions, Some("Ask her."));
        assert_eq!(told(&versions), Some(("Ask her.", vec![])));
    }

    #[test]
    fn what_another_device_wrote_meanwhile_is_kept_until_somebody_has_seen_both() {
        let mut here = Versions::default();
        write(&mut here, Some("Ask her."));
        let mut there = here.clone();
        write(&mut here, Some("Asked her."));
        write(&mut there, Some("Ask him."));
        write(&mut there, Some("Ask him too."));
        there.0.values().for_each(|version| here.add(version.clone()));
        assert_eq!(told(&here), Some(("Ask him too.", vec!["Asked her."])));
        write(&mut here, Some("Asked both."));
        assert_eq!(told(&here), Some(("Asked both.", vec![])));
    }

    #[test]
    fn what_was_written_side_by_side_is_restored_so() {
        let mut versions = Versions::default();
        write(&mut versions, Some("Ask her."));
        let mut there = versions.clone();
        write(&mut versions, Some("Asked her."));
        write(&mut there, Some("Ask him."));
        write(&mut there, Some("Ask him too."));
        there.0.into_values().for_each(|version| versions.add(version));
        let before: Vec<Note> = {
            let (shown, others) = versions.says().unwrap();
            [shown].into_iter().chain(others).cloned().collect()
        };
        write(&mut versions, None);
        versions.restore(id(), &before).into_iter().for_each(|version| versions.add(version));
        assert_eq!(told(&versions), Some(("Ask him too.", vec!["Asked her."])));
        versions.restore(id(), &[]).into_iter().for_each(|version| versions.add(version));
        assert_eq!(told(&versions), None);
    }

    #[test]
    fn a_version_that_is_not_what_its_name_says_was_not_written_by_us() {
        let writing = Versions::default().rewrite(id(), Some(note("Ask her.")));
        let (key, value) = (writing.key(), writing.value());
        assert_eq!(Writing::parse(&key, &value), Some(writing));
        let forged = value.to_string().replace("her", "him");
        assert_eq!(Writing::parse(&key, &serde_json::from_str(&forged).unwrap()), None);
    }

    proptest! {
        #[test]
        fn a_version_is_read_as_it_was_written(writing in writings()) {
            prop_assert_eq!(Writing::parse(&writing.key(), &writing.value()), Some(writing));
        }

        #[test]
        fn versions_in_any_order_say_the_same(
            texts in prop::collection::vec((0..3usize, "[abc]"), 1..10),
            shuffle in any::<prop::sample::Index>(),
        ) {
            let mut devices = [(); 3].map(|()| Versions::default());
            for (device, text) in &texts {
                write(&mut devices[*device], Some(text));
                // One of them hears of the others from time to time.
                let all = devices[*device].clone();
                all.0.into_values().for_each(|version| devices[0].add(version));
            }
            let mut all: Vec<Writing> =
                devices.iter().flat_map(|device| device.0.values().cloned()).collect();
            let mut once = Versions::default();
            for version in &all {
                once.add(version.clone());
            }
            let middle = shuffle.index(all.len());
            all.rotate_left(middle);
            let mut other = Versions::default();
            for version in all {
                other.add(version);
            }
            prop_assert_eq!(told(&once), told(&other));
        }
    }
}
