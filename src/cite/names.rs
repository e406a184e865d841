//! Names on their way to the processor.
//!
//! It knows only some particles, joins none of them to the name, and takes the
//! initials of “Seo-yeon” apart: names are sent so that no such thing matters.

use hayagriva::citationberg::json::{LiteralName, NameItem, NameValue};

use unicode_segmentation::UnicodeSegmentation;

use crate::article::Name;
use crate::article::name::is_cjk;

use super::manners;
use super::quotes;
use super::stand_in;

/// The names of a record, as they are sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// The names that stay whole, by the rank that is sent for them.
    pub(super) whole: Vec<String>,
    /// Names whose particle joins the family name, as the processor prints
    /// them: “al- Rashid”.
    pub(super) joins: Vec<String>,
}

impl Names {
    /// What the processor gets for an author: a name that stays whole is sent
    /// as its rank.
    pub(super) fn stand_in(&mut self, name: &Name, manners: manners::Names) -> NameValue {
        let whole = match name {
            Name::Literal(whole) => quotes::curled(whole),
            Name::Person { given: None, .. } => quotes::curled(&name.to_string()),
            Name::Person { .. } if manners.has_whole_hangul && is_hangul(name) => name.to_string(),
            Name::Person { .. } => return self.person(name, manners),
        };
        let rank = self.whole.iter().position(|known| *known == whole);
        let rank = rank.unwrap_or_else(|| {
            self.whole.push(whole);
            self.whole.len() - 1
        });
        let literal = stand_in::of_name(rank);
        NameValue::Literal(LiteralName { literal })
    }

    /// The name that this stands for.
    pub(super) fn whole_of(&self, sent: &str) -> String {
        let rank = (0..self.whole.len()).find(|rank| stand_in::of_name(*rank) == sent);
        rank.map_or_else(|| sent.to_owned(), |rank| self.whole[rank].clone())
    }

    /// A name in its parts, as a style writes them.
    pub(super) fn person(&mut self, name: &Name, manners: manners::Names) -> NameValue {
        let (family, given, particle, suffix) = match name {
            Name::Literal(whole) => {
                return NameValue::Literal(LiteralName { literal: whole.to_string() });
            }
            Name::Person { family, given, particle, suffix } => (family, given, particle, suffix),
        };
        let mut family = apostrophes(family);
        let mut given = apostrophes(given.as_deref().unwrap_or_default());
        if manners.spaces_initials {
            given = spaced(&given);
        }
        if manners.has_initials {
            given = initials(&capitals(&given));
        }
        let mut particle = particle.as_deref().map(apostrophes);
        if let Some(particle) = particle.as_deref().filter(|particle| joins(particle)) {
            self.joins.push(format!("{particle} {family}"));
        }
        family = family.replace(' ', stand_in::SPACE);
        // The processor knows only some particles as such.
        if let Some(particle) = particle.take_if(|_| manners.demotes_particles) {
            given = format!("{given} {particle}");
        }
        let suffix = suffix.as_deref();
        let is_bare = manners.has_bare_suffix;
        let suffix =
            suffix.map(|suffix| if is_bare { suffix.trim_end_matches('.') } else { suffix });
        NameValue::Item(NameItem {
            family,
            given: (!given.is_empty()).then_some(given),
            non_dropping_particle: particle,
            dropping_particle: None,
            suffix: suffix.map(str::to_owned),
            comma_suffix: None,
        })
    }
}

/// Whether a particle joins the name behind it: “al-”, “d’”.
fn joins(particle: &str) -> bool {
    particle.ends_with(['-', '\'', '’'])
}

/// The name with apostrophes as they are printed.
fn apostrophes(name: &str) -> String {
    name.replace('\'', "’")
}

/// Whether it is a Korean name in its own script, which the processor would
/// turn round.
fn is_hangul(name: &Name) -> bool {
    let Name::Person { family, given: Some(given), .. } = name else { return false };
    let is_syllable = |c: char| ('\u{ac00}'..='\u{d7af}').contains(&c);
    is_cjk(family) && is_cjk(given) && family.chars().chain(given.chars()).any(is_syllable)
}

/// The given names with a space between initials: “J.R.R.” are three.
fn spaced(given: &str) -> String {
    let mut out = String::with_capacity(given.len() + 4);
    for c in given.chars() {
        if c.is_alphabetic() && out.ends_with('.') {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

/// The given names of a script without capitals cut to their first letters,
/// which the processor does for others.
fn initials(given: &str) -> String {
    let cut = |name: &str| match name.graphemes(true).next() {
        Some(first) if is_without_capitals(first) && !is_cjk(name) => format!("{first}."),
        _ => name.to_owned(),
    };
    given.split(' ').map(cut).collect::<Vec<_>>().join(" ")
}

fn is_without_capitals(first: &str) -> bool {
    let letter = first.chars().next();
    letter.is_some_and(|c| c.is_alphabetic() && !c.is_uppercase() && !c.is_lowercase())
}

/// The given names with a capital after each hyphen: “Seo-yeon” has the
/// initials S.-Y.
fn capitals(given: &str) -> String {
    let mut after_hyphen = false;
    given
        .chars()
        .flat_map(|c| {
            let upper =
                std::mem::replace(&mut after_hyphen, c == '-' || c == '‐') && c.is_lowercase();
            if upper { c.to_uppercase().collect::<Vec<_>>() } else { vec![c] }
        })
        .collect()
}
