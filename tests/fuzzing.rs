//! The targets of the fuzzer, fed with their seeds and with what a few changes
//! make of these: what once broke is a seed.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "fuzz/targets.rs"]
#[allow(unreachable_pub, reason = "the fuzzer is another crate")]
mod targets;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::sample::Index;
use targets::{TARGETS, Target};

const FUZZ: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fuzz");

/// Changed seeds for each target: few at a desk, many where the long loops run.
fn cases() -> u32 {
    if std::env::var_os("NEWSREAD_LONG_TESTS").is_some() { 2_000 } else { 100 }
}

fn inside(folder: &Path) -> BTreeSet<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let files = inside(&Path::new(FUZZ).join("seeds").join(target));
    files.iter().map(|file| fs::read(file).unwrap()).collect()
}

#[test]
fn every_target_has_a_program_and_seeds() {
    let names: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    for folder in ["seeds", "fuzz_targets"] {
        let found = inside(&Path::new(FUZZ).join(folder))
            .into_iter()
            .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned());
        assert_eq!(found.collect::<BTreeSet<_>>(), names, "{folder}");
    }
    let manifest = fs::read_to_string(Path::new(FUZZ).join("Cargo.toml")).unwrap();
    for name in &names {
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name}");
        assert!(!seeds(name).is_empty(), "{name}");
    }
}

#[test]
fn no_seed_breaks_its_target() {
    for (name, target) in TARGETS {
        for seed in seeds(name) {
            target(&seed);
        }
    }
}

/// A seed with a part of another put in somewhere, and some bytes changed.
fn changed(seeds: &[Vec<u8>], choice: &[Index; 5], bytes: &[(Index, u8)]) -> Vec<u8> {
    let [seed, other, from, to, at] = choice;
    let (mut seed, other) = (seed.get(seeds).clone(), other.get(seeds));
    let (from, to) = (from.index(other.len() + 1), to.index(other.len() + 1));
    let part = other[from.min(to)..from.max(to)].iter().copied();
    let at = at.index(seed.len() + 1);
    seed.splice(at..at, part);
    for (at, byte) in bytes.iter().filter(|_| !seed.is_empty()).collect::<Vec<_>>() {
        let at = at.index(seed.len());
        seed[at] = *byte;
    }
    seed
}

#[test]
fn no_change_of_a_seed_breaks_its_target() {
    let config = ProptestConfig { cases: cases(), ..ProptestConfig::default() };
    for (name, target) in TARGETS {
        let (seeds, target): (_, Target) = (seeds(name), *target);
        let choice = any::<[Index; 5]>();
        let bytes = prop::collection::vec(any::<(Index, u8)>(), 0..8);
        proptest!(config.clone(), |(choice in choice, bytes in bytes)| {
            target(&changed(&seeds, &choice, &bytes));
        });
    }
}
