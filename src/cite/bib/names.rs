//! Names as BibTeX takes them apart.
//!
//! The rules are those of btxdoc (Patashnik 1988, §4): “and” stands between
//! names, commas between their parts, a word in small letters is a particle,
//! and braces hold together what is inside.

use biblatex::{Chunk, Spanned};

use super::tex::is_particle;
use crate::article::{Name, Safe};
use crate::cite::record::named;

/// A character, and whether braces hold it.
type Held = (char, bool);

/// The names in a field; “and others” names nobody.
pub(super) fn names(chunks: &[Spanned<Chunk>]) -> Vec<Name> {
    let held: Vec<Held> = chunks
        .iter()
        .flat_map(|chunk| {
            let is_held = !matches!(chunk.v, Chunk::Normal(_));
            chunk.v.get().chars().map(move |c| (c, is_held))
        })
        .collect();
    let mut names = Vec::new();
    let mut words: Vec<&[Held]> = Vec::new();
    let all = words_of(&held);
    for word in all.iter().map(Some).chain([None]) {
        match word.filter(|word| !is_and(word)) {
            Some(word) => words.push(word),
            None => {
                names.extend(name(&std::mem::take(&mut words)));
            }
        }
    }
    names
}

/// The stretches without a blank that no brace holds.
fn words_of(held: &[Held]) -> Vec<&[Held]> {
    held.split(|(c, is_held)| !is_held && c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect()
}

fn is_and(word: &[Held]) -> bool {
    word.iter().all(|(_, is_held)| !is_held) && text(word).eq_ignore_ascii_case("and")
}

fn text(word: &[Held]) -> String {
    word.iter().map(|(c, _)| *c).collect()
}

/// The name that these words make.
fn name(words: &[&[Held]]) -> Option<Name> {
    let parts = parts(words);
    let joined = |words: &[Vec<Held>]| {
        let words: Vec<String> = words.iter().map(|word| text(word)).collect();
        Some(words.join(" ")).filter(|joined| !joined.trim().is_empty())
    };
    let (before, given, suffix) = match parts.as_slice() {
        [] => return None,
        [only] => match only.as_slice() {
            [] => return None,
            [word] => return single(word),
            [given @ .., last] => {
                let small = given.iter().position(|word| is_small(word));
                let cut = small.unwrap_or(given.len());
                let mut before = given[cut..].to_vec();
                before.push(last.clone());
                (before, joined(&given[..cut]), None)
            }
        },
        [before, given] => (before.clone(), joined(given), None),
        [before, suffix, given, ..] => (before.clone(), joined(given), joined(suffix)),
    };
    let small = before.iter().take(before.len().saturating_sub(1));
    let small = small.take_while(|word| is_small(word)).count();
    let mut particle = joined(&before[..small]);
    let mut family = joined(&before[small..]).unwrap_or_default();
    if particle.is_none() && before.first().is_some_and(|word| word.iter().all(|(_, held)| !held)) {
        let joint = joint(&family);
        particle = (joint > 0).then(|| family[..joint].to_owned());
        family.drain(..joint);
    }
    let part = |text: Option<String>| text.map(|text| Safe::line(&text));
    named(Name::Person {
        family: Safe::line(&family),
        given: part(given),
        particle: part(particle),
        suffix: part(suffix),
    })
}

/// The words of each part, with commas between parts.
fn parts(words: &[&[Held]]) -> Vec<Vec<Vec<Held>>> {
    let mut parts = vec![Vec::new()];
    for word in words {
        for (rank, piece) in word.split(|held| *held == (',', false)).enumerate() {
            if rank > 0 {
                parts.push(Vec::new());
            }
            if let (false, Some(part)) = (piece.is_empty(), parts.last_mut()) {
                part.push(piece.to_vec());
            }
        }
    }
    parts
}

/// A name of one word: whole if braces hold it.
fn single(word: &[Held]) -> Option<Name> {
    let name = Safe::line(&text(word));
    let is_whole = word.iter().all(|(_, is_held)| *is_held);
    if is_whole {
        return named(Name::Literal(name));
    }
    let is_nobody = &*name == "others";
    let person = Name::Person { family: name, given: None, particle: None, suffix: None };
    named(person).filter(|_| !is_nobody)
}

fn is_small(word: &[Held]) -> bool {
    word.first().is_some_and(|(_, is_held)| !is_held) && is_particle(&text(word))
}

/// Where a particle that joins the name ends: “al-” of “al-Rashid”.
pub(in crate::cite) fn joint(family: &str) -> usize {
    let small = family.find(|c: char| !c.is_lowercase()).unwrap_or(0);
    let joint = family[small..].chars().next().filter(|c| "-'’".contains(*c));
    let end = small + joint.map_or(0, char::len_utf8);
    let goes_on = family[end..].starts_with(char::is_uppercase);
    if small > 0 && joint.is_some() && goes_on { end } else { 0 }
}
