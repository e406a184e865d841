//! Parts one person's name into family name, given names, particle and suffix.
//!
//! Written small, a particle is not sorted under; with a capital it belongs
//! to the family name (“Piet van Dam”, “Rosa Di Stefano”). A name in Han or
//! hangul begins with the family name, one character or two.

use crate::article::name::is_cjk;
use crate::article::{Name, Safe};

use super::paper::is_han_paper;
use super::words::{CHINESE, COMPOUND, JAPANESE, LEADING, PARTICLES, SUFFIXES, TITLES};

/// The name in its parts; a single word is a [`Name::Literal`].
///
/// All capitals become title case, with `Mc` and `O’` as usual. Titles and
/// degrees (“Dr.”, `PhD`) are left out.
pub fn name(words: &str) -> Name {
    let words = words.replace(',', " ");
    if let Some(name) = cjk_name(&words) {
        return name;
    }
    let small = if is_all_capitals(&words) { Some(in_title_case(&words)) } else { None };
    let was_capitals = small.is_some();
    let text = small.unwrap_or(words);
    let mut words: Vec<&str> = text.split_whitespace().collect();
    while words.len() > 1 && is_title(words[0]) {
        words.remove(0);
    }
    while words.len() > 1 && is_title(words[words.len() - 1]) {
        words.pop();
    }
    let has_suffix = words.len() > 2 && is_suffix(words[words.len() - 1]);
    let suffix = has_suffix.then(|| words.pop()).flatten();
    // “Ilanga D” is half a name, or the name of an account.
    let is_cut = words
        .last()
        .is_some_and(|last| last.chars().count() == 1 && last.starts_with(char::is_uppercase));
    if words.len() < 2 || is_cut {
        return Name::Literal(Safe::line(&text.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    let start = family_start(&words);
    let (given, rest) = words.split_at(start);
    let (particle, family) = split_particle(rest, was_capitals);
    let part = |text: &str| (!text.is_empty()).then(|| Safe::line(text));
    Name::Person {
        family: Safe::line(&family),
        given: part(&given.join(" ")),
        particle: part(&particle),
        suffix: suffix.and_then(part),
    }
}

/// The name whose parts commas tell: “van den Berg, Jan”, “King, Martin, Jr.”;
/// `None` if there is no comma, or a part is missing or one too many.
pub fn parted(words: &str) -> Option<Name> {
    let parts: Vec<&str> = words.split(',').map(str::trim).collect();
    if parts.iter().any(|part| part.is_empty()) {
        return None;
    }
    let (family, given, suffix) = match parts[..] {
        [_, suffix] if is_suffix(suffix) => return Some(name(words)),
        [family, given] => (family, given, None),
        [family, given, suffix] => (family, given, Some(Safe::line(suffix))),
        _ => return None,
    };
    let (particle, family) = split_particle(&family.split_whitespace().collect::<Vec<_>>(), false);
    Some(Name::Person {
        family: Safe::line(&family),
        given: Some(Safe::line(given)),
        particle: (!particle.is_empty()).then(|| Safe::line(&particle)),
        suffix,
    })
}

/// Whether a word, in lower case, is part of a family name such as “van”.
pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.has(word)
}

fn is_title(word: &str) -> bool {
    TITLES.has(&word.to_lowercase())
}

fn is_suffix(word: &str) -> bool {
    let folded = word.to_lowercase();
    SUFFIXES.has(&folded)
        && (word.chars().all(|c| !c.is_lowercase())
            || folded.starts_with(['j', 's', 'f', 'n', 'p']))
}

/// Rank of the first word of the family name, particle included.
fn family_start(words: &[&str]) -> usize {
    let last = words.len() - 1;
    if let Some(joint) = (2..last).find(|&rank| words[rank] == "y") {
        return joint - 1;
    }
    let leads = |rank: &usize| {
        let word = words[*rank];
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        LEADING.has(&word.to_lowercase()) && (!capital || word.len() < 6 && *rank > 0)
    };
    (0..last).find(leads).unwrap_or(last)
}

/// The particle, if it is written small, and the family name.
fn split_particle(rest: &[&str], was_capitals: bool) -> (String, String) {
    let is_small = |word: &str| word.chars().next().is_some_and(char::is_lowercase);
    let count = rest
        .iter()
        .take(rest.len() - 1)
        .take_while(|word| {
            is_particle(&word.to_lowercase()) && (is_small(word) || was_capitals && word.len() > 2)
        })
        .count();
    let particle = rest[..count].join(" ");
    let family = rest[count..].join(" ");
    if !particle.is_empty() || rest.len() > 1 {
        return (particle, family);
    }
    for hyphen in ["al-", "el-", "ad-", "ar-", "as-", "ash-", "az-", "ul-", "d'", "d’"] {
        if let Some(bare) = family.strip_prefix(hyphen).filter(|bare| !bare.is_empty()) {
            return (hyphen.to_owned(), bare.to_owned());
        }
    }
    (particle, family)
}

/// Whether a Han name of four characters begins with a family name that is
/// known: without one it may be any heading.
pub(crate) fn has_known_family(name: &str) -> bool {
    COMPOUND.iter().chain(JAPANESE.iter()).any(|family| name.starts_with(family))
        || name.chars().count() <= 3 && name.chars().next().is_some_and(|c| CHINESE.contains(c))
}

fn cjk_name(words: &str) -> Option<Name> {
    let parts: Vec<&str> = words.split([' ', '\u{3000}']).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() || !parts.iter().all(|part| is_cjk(part)) {
        return None;
    }
    if is_han_paper(&parts.concat()) {
        return Some(Name::Literal(Safe::line(&parts.concat())));
    }
    let person = |family: &str, given: &str| Name::Person {
        family: Safe::line(family),
        given: Some(Safe::line(given)),
        particle: None,
        suffix: None,
    };
    if let [family, given] = parts[..] {
        return Some(person(family, given));
    }
    let whole = parts.concat();
    let known = COMPOUND
        .iter()
        .chain(JAPANESE.iter())
        .find(|family| whole.strip_prefix(*family).is_some_and(|given| !given.is_empty()));
    let length = whole.chars().count();
    let is_kana = whole.chars().any(|c| matches!(c, '\u{3040}'..='\u{30ff}'));
    let first = match known {
        Some(family) => family.len(),
        None if (2..=3).contains(&length) && !is_kana => {
            whole.chars().next().map_or(0, char::len_utf8)
        }
        // Four characters without a known family name are mostly Japanese.
        None if length == 4 && !is_kana => whole.chars().take(2).map(char::len_utf8).sum(),
        None => return Some(Name::Literal(Safe::line(&whole))),
    };
    Some(person(&whole[..first], &whole[first..]))
}

/// Whether a name is set in capitals; initials alone are not.
fn is_all_capitals(words: &str) -> bool {
    let has_case = |c: &char| c.is_uppercase() || c.is_lowercase();
    words.chars().filter(has_case).all(char::is_uppercase)
        && words.split_whitespace().any(|word| {
            word.chars().filter(|c| c.is_uppercase()).count() > 2 && !word.contains('.')
        })
}

/// “ANA O’NEILL-MCADAMS III” as “Ana O’Neill-McAdams III”.
fn in_title_case(words: &str) -> String {
    // Only Turkish and its kin have these letters; there I is the capital of ı.
    let is_turkish = words.contains(['İ', 'Ğ', 'Ə']);
    let word_in_title_case = |word: &str| {
        let small = word.to_lowercase();
        let is_initials = word.contains('.') || word.chars().count() == 1;
        if is_initials && !SUFFIXES.has(&small) {
            return word.to_owned();
        }
        if is_turkish {
            return word.split_inclusive('-').map(turkish_title_case).collect();
        }
        if LEADING.has(&small) {
            return small;
        }
        if SUFFIXES.has(&small) && !small.starts_with(['j', 's']) {
            return word.to_owned();
        }
        capitalised(&small)
    };
    words.split_whitespace().map(word_in_title_case).collect::<Vec<_>>().join(" ")
}

/// A part of a name behind its capital in the small letters of Turkish, where
/// `i` keeps its dot and `ı` has none.
fn turkish_title_case(part: &str) -> String {
    let (capital, rest) = part.split_at(part.chars().next().map_or(0, char::len_utf8));
    capital.to_owned() + &rest.replace('I', "ı").replace('İ', "i").to_lowercase()
}

fn capitalised(small: &str) -> String {
    let parts = small.split_inclusive('-').map(|part| {
        // Only one letter before the mark makes it a prefix: “O’Neill”, not “Ma’Ruf”.
        let prefix = if part.starts_with("mc") { 2 } else { mark_after_one(part).unwrap_or(0) };
        let (prefix, rest) = part.split_at(prefix);
        with_capital(prefix) + &with_capital(rest)
    });
    parts.collect()
}

/// The end of “o’”, if the part begins so.
fn mark_after_one(part: &str) -> Option<usize> {
    let (at, mark) = part.char_indices().nth(1)?;
    matches!(mark, '\'' | '’').then_some(at + mark.len_utf8())
}

fn with_capital(small: &str) -> String {
    let mut chars = small.chars();
    let first = chars.next().map(char::to_uppercase).into_iter().flatten();
    first.chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(words: &str) -> (String, String, String, String) {
        let text = |part: Option<Safe>| part.map(|part| part.to_string()).unwrap_or_default();
        match name(words) {
            Name::Person { family, given, particle, suffix } => {
                (text(given), text(particle), family.to_string(), text(suffix))
            }
            Name::Literal(name) => (String::new(), String::new(), name.to_string(), "=".to_owned()),
        }
    }

    fn is(words: &str, given: &str, particle: &str, family: &str, suffix: &str) {
        let expected = (given.into(), particle.into(), family.into(), suffix.into());
        assert_eq!(parts(words), expected, "{words}");
    }

    #[test]
    fn particles_are_sorted_apart_only_when_small() {
        is("Jan van den Berg", "Jan", "van den", "Berg", "");
        is("Ana de la Cruz", "Ana", "de la", "Cruz", "");
        is("Hana al-Rashid", "Hana", "al-", "Rashid", "");
        is("Omar bin Said", "Omar", "bin", "Said", "");
        is("Jean d’Arbois", "Jean", "d’", "Arbois", "");
        is("Rosa Di Stefano", "Rosa", "", "Di Stefano", "");
        is("Ursula Von der Aue", "Ursula", "", "Von der Aue", "");
    }

    #[test]
    fn suffixes_and_titles_are_no_family_names() {
        is("Sam Hill Jr.", "Sam", "", "Hill", "Jr.");
        is("Sam Hill III", "Sam", "", "Hill", "III");
        is("Dr. Eva Hill", "Eva", "", "Hill", "");
        is("Eva Hill, MD", "Eva", "", "Hill", "");
    }

    #[test]
    fn given_names_may_be_many_and_hyphenated() {
        is("Marie-Jeanne Paule Roux", "Marie-Jeanne Paule", "", "Roux", "");
        is("J. R. Moss", "J. R.", "", "Moss", "");
        is("Diego Soto y Luna", "Diego", "", "Soto y Luna", "");
    }

    #[test]
    fn capitals_are_shown_in_title_case() {
        is("ANA O’NEILL-MCADAMS", "Ana", "", "O’Neill-McAdams", "");
        is("PIET VAN DAM", "Piet", "van", "Dam", "");
        is("SAM HILL III", "Sam", "", "Hill", "III");
        is("J.R. MOSS", "J.R.", "", "Moss", "");
        is("İSMAİL IŞIK", "İsmail", "", "Işık", "");
        is("ELİF DAĞLI-İNCE", "Elif", "", "Dağlı-İnce", "");
    }

    #[test]
    fn cjk_names_begin_with_the_family() {
        is("王小明", "小明", "", "王", "");
        is("歐陽小明", "小明", "", "歐陽", "");
        is("김민수", "민수", "", "김", "");
        is("田中花子", "花子", "", "田中", "");
        is("林 花子", "花子", "", "林", "");
    }

    #[test]
    fn papers_in_han_and_half_names_stay_whole() {
        for whole in ["台北時報", "浜辺新聞社", "日刊浜辺", "島嶼網", "Nomsa D"] {
            is(whole, "", "", whole, "=");
        }
        is("Nomsa D.", "Nomsa", "", "D.", "");
    }

    #[test]
    fn a_single_word_stays_whole() {
        is("Banksy", "", "", "Banksy", "=");
    }
}
