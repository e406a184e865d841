//! Cuts a line down to the names in it.

use crate::format::dates;

use super::person::is_particle;
use super::words::{
    CUTS, GLUED, JOINERS, NOT_NAME_STEMS, NOT_NAMES, POSTS, SMALL_CUTS, SUFFIXES, TITLES,
};

/// Columns that a name may take at most.
const LONGEST: usize = 45;

/// Particles that are given names when they begin a name with a capital.
const GIVEN: &[&str] = &["Ben", "Al", "Del", "Van"];

/// Whether these words are shaped like one person's name: two to five words
/// with capitals (`with_capitals`: perhaps all in capitals), or two to six Han
/// or hangul characters; none of them a post, a paper or a menu's word.
pub fn is_name(words: &str, with_capitals: bool) -> bool {
    if is_cjk_name(words) {
        return true;
    }
    let parts: Vec<&str> = words.split_whitespace().collect();
    if !(2..=5).contains(&parts.len())
        || words.chars().count() > LONGEST
        || words.contains(|c: char| c.is_numeric() || "|:;?!\"/@#%&$€“”…•,".contains(c))
        || has_other_word(words)
        || parts.iter().any(|part| dates::is_month(part) && part.len() > 3)
    {
        return false;
    }
    let is_cased = words.chars().any(|c| c.is_uppercase() || c.is_lowercase());
    if is_cased && !with_capitals && !words.chars().any(char::is_lowercase) {
        return false;
    }
    let is_small = |word: &str| is_particle(&word.to_lowercase()) || is_title(word);
    // Some particles are given names where a name begins with them.
    let is_given = |rank: usize, word: &str| rank == 0 && GIVEN.contains(&word);
    let big: Vec<&str> = parts
        .iter()
        .enumerate()
        .filter(|(rank, word)| !is_small(word) || is_given(*rank, word))
        .map(|(_, word)| *word)
        .collect();
    let starts = parts[0].chars().next().is_some_and(char::is_uppercase)
        || is_particle(&parts[0].to_lowercase())
        || with_capitals && !is_cased;
    big.len() >= 2
        && big.iter().all(|word| is_name_word(word))
        && starts
        && big.iter().any(|word| word.chars().count() >= 3)
}

fn is_title(word: &str) -> bool {
    TITLES.has(&word.to_lowercase())
}

/// Whether a word can be part of a name: a capital, or a letter of a script
/// without capitals, and then letters, points, hyphens and apostrophes.
pub(crate) fn is_name_word(word: &str) -> bool {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return false };
    let elided = ["d'", "d’", "l'", "l’"].iter().any(|prefix| {
        word.strip_prefix(prefix)
            .is_some_and(|rest| rest.chars().next().is_some_and(char::is_alphabetic))
    });
    let is_inner =
        |c: char| c.is_alphabetic() || c.is_alphanumeric() && !c.is_ascii() || is_mark(c);
    let hyphened = word.split_once('-').is_some_and(|(before, after)| {
        before.chars().count() <= 3 && after.chars().next().is_some_and(char::is_uppercase)
    });
    (first.is_alphabetic() && !first.is_lowercase() || elided || hyphened) && chars.all(is_inner)
}

/// Marks inside a name, among them the combining vowels of Indic scripts.
fn is_mark(c: char) -> bool {
    matches!(c, '\'' | '’' | '.' | '-' | '‐' | '·' | '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}' | '\u{e31}'..='\u{e4e}')
}

fn is_cjk_name(words: &str) -> bool {
    let is_han = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3005}');
    let is_hangul = |c: char| matches!(c, '\u{ac00}'..='\u{d7a3}');
    let letters: Vec<char> = words.chars().filter(|c| !matches!(c, ' ' | '\u{3000}')).collect();
    let spaces = words.chars().count() - letters.len();
    spaces <= 1
        && ((2..=4 + spaces * 2).contains(&letters.len()) && letters.iter().all(|c| is_han(*c))
            || (2..=4).contains(&letters.len()) && letters.iter().all(|c| is_hangul(*c)))
}

/// Whether a word among these belongs to a post, a paper, a menu or a button.
pub(crate) fn has_other_word(words: &str) -> bool {
    words.split(|c: char| !c.is_alphanumeric() && !"'’-_".contains(c)).any(|word| {
        let word = word.trim_end_matches(|c: char| c.is_ascii_digit()).to_lowercase();
        NOT_NAMES.has(&word)
            || NOT_NAME_STEMS.iter().any(|stem| word.starts_with(stem))
            || SHORT_AGENCIES.contains(&word.as_str())
    })
}

/// Agencies of one word that are no part of anybody's name.
const SHORT_AGENCIES: &[&str] =
    &["reuters", "afp", "dpa", "apa", "ansa", "efe", "pap", "lusa", "cnn", "bbc", "sda"];

/// The line up to where its names must end.
pub(super) fn head(line: &str) -> &str {
    let line = line.trim_matches(|c: char| c.is_whitespace() || ",;:-–—|.".contains(c));
    let line = &line[..glue(line).unwrap_or(line.len())];
    let mut end = sign(line).unwrap_or(line.len());
    let mut at = 0;
    for word in line.split_inclusive(char::is_whitespace) {
        let start = at;
        at += word.len();
        if start >= end {
            break;
        }
        if start > 1 && ends_names(word, &line[at..]) {
            end = start;
            break;
        }
    }
    let head = line[..end].trim_matches(|c: char| c.is_whitespace() || ",;:-–—|".contains(c));
    without_last_preposition(head)
}

fn without_last_preposition(head: &str) -> &str {
    let lasts = ["On", "At", "Am", "Um", "In", "Il", "ON", "AT", "am", "on"];
    head.rsplit_once(' ')
        .filter(|(before, last)| lasts.contains(last) && before.contains(' '))
        .map_or(head, |(before, _)| before.trim_end())
}

fn ends_names(word: &str, rest: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let small = bare.to_lowercase();
    // A word with a colon begins the next label: “Ada Quill Photos: …”.
    word.trim_end().ends_with([':', '：'])
        || CUTS.has(&small)
        || SMALL_CUTS.has(bare)
        || dates::is_weekday(&small) && small.chars().count() > 4
        || dates::is_month(&small) && rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
        || word.trim() == "-"
        || matches!(bare, "IN" | "AT" | "IM" | "VOM")
        || small == "ein" && rest.starts_with("Kommentar")
        || small == "associated" && rest.starts_with("Press")
        || small == "canadian" && rest.starts_with("Press")
        || small == "press" && rest.starts_with("Association")
        || small == "the" && rest.starts_with(char::is_uppercase)
        || ["reuters", "agence", "afp", "dpa", "bloomberg"].contains(&small.as_str())
}

/// The first sign, after the first two characters, that no name holds.
fn sign(line: &str) -> Option<usize> {
    line.char_indices()
        .skip(2)
        .find(|(_, c)| "|•·—–@([/►›»…".contains(*c) || c.is_numeric())
        .map(|(at, _)| at)
}

/// Where another word is glued to a name (`DoeView More`, `DoeFOX`).
fn glue(line: &str) -> Option<usize> {
    let mut before = None;
    for (at, c) in line.char_indices() {
        if c.is_uppercase() && before.is_some_and(char::is_lowercase) {
            let word: String = line[at..].chars().take_while(|c| c.is_alphabetic()).collect();
            let capitals = word.chars().take_while(|c| c.is_uppercase()).count();
            let is_shouted = capitals >= 3 || capitals >= 2 && capitals == word.chars().count();
            if is_shouted || GLUED.has(&word.to_lowercase()) {
                return Some(at);
            }
        }
        before = Some(c);
    }
    None
}

/// The parts of a line that commas, “&” and words like “and” join.
pub(super) fn parts(line: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    // “& Co.” is one more part of a firm’s name, not one more person.
    let line = format!("{line} ")
        .replace(" & Co. ", " \u{1}Co. ")
        .replace(" & Co ", " \u{1}Co ")
        .replace(" & Co, ", " \u{1}Co, ");
    for part in line.split([',', ';', '、', '，', '&', '/', '+']) {
        let part = part.replace('\u{1}', "& ");
        let mut words: Vec<&str> = Vec::new();
        let all: Vec<&str> = part.split_whitespace().collect();
        for (rank, word) in all.iter().enumerate() {
            // “Soto y Luna” is one family name when a single word follows.
            let is_joint =
                ["y", "e", "i"].contains(word) && words.len() >= 2 && all.len() == rank + 2;
            if JOINERS.has(word) && !is_joint {
                parts.push(words.join(" "));
                words.clear();
            } else {
                words.push(word);
            }
        }
        parts.push(words.join(" "));
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// What follows “with” or a counterpart of it: “avec Léo Blanc”.
pub(super) fn after_with(words: &str) -> Option<&str> {
    let (first, rest) = words.trim().split_once(char::is_whitespace)?;
    let with = ["with", "mit", "avec", "con", "com", "met", "med", "amb"];
    with.contains(&&*first.to_lowercase()).then_some(rest)
}

/// “Mary Stone” of “Mary Stone Staff Writer”, “MARY STONE” of “MARY STONE in
/// Paris” or of any words with small letters behind it.
pub(super) fn name_before_post(part: &str) -> Option<String> {
    let words: Vec<&str> = part.split_whitespace().collect();
    let shouted = words.iter().take_while(|word| is_capitals(word)).count();
    if (2..=4).contains(&shouted) && shouted < words.len() {
        let name = words[..shouted].join(" ");
        if is_name(&name, true) {
            return Some(name);
        }
    }
    let post = words.iter().position(|word| has_other_word(word))?;
    let name = words.get(..2)?.join(" ");
    ((2..=6).contains(&post) && words.len() <= 8 && is_name(&name, false)).then_some(name)
}

/// The names at the head of what follows a by-word, as written.
///
/// The first part must look like a name; `with_single` also takes one bare
/// word there (a pen name, an agency). What looks like no name ends the list.
pub fn people(rest: &str, with_single: bool) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    if with_single && let Some(agency) = agency_of_words(rest) {
        return vec![agency.to_owned()];
    }
    for (rank, part) in parts(head(rest)).into_iter().enumerate() {
        let part = part.trim_matches(|c: char| c.is_whitespace() || ".,;:-–—|*\"“”".contains(c));
        let part = without_post(part);
        if let Some(last) = found.last_mut().filter(|_| SUFFIXES.has(&part.to_lowercase())) {
            last.push(' ');
            last.push_str(part);
            continue;
        }
        // After a list in capitals a part in small letters is a place or a post.
        let fits = rank == 0 || is_capitals(part) || !found.iter().any(|name| is_capitals(name));
        if is_name(part, true) && fits {
            found.push(part.to_owned());
            continue;
        }
        if let Some(person) = name_before_post(part).filter(|_| fits) {
            found.push(person);
            break;
        }
        if rank == 0 && with_single && may_sign(part) {
            found.push(part.to_owned());
        } else if rank == 0 || has_other_word(part) || part.split_whitespace().any(dates::is_month)
        {
            break;
        }
    }
    found
}

/// “이서연” of “이서연 기자”: in Han and hangul the post stands behind the name.
fn without_post(part: &str) -> &str {
    let name = POSTS.iter().find_map(|post| part.strip_suffix(post));
    name.map(str::trim_end).filter(|name| is_cjk_name(name)).unwrap_or(part)
}

/// The name before a post in a line of hangul: “김하늘 기자 입력 …”.
pub(crate) fn named_by_post(line: &str) -> Option<&str> {
    let words: Vec<&str> = line.split_whitespace().collect();
    words.iter().enumerate().find_map(|(rank, word)| {
        let post = POSTS.iter().find(|post| word.ends_with(**post))?;
        let glued = word.strip_suffix(post).filter(|name| !name.is_empty());
        let name = glued.or_else(|| words.get(rank.checked_sub(1)?).copied())?;
        let is_hangul = name.chars().all(|c| matches!(c, '\u{ac00}'..='\u{d7a3}'));
        (is_hangul && (2..=4).contains(&name.chars().count()) && !POSTS.contains(&name))
            .then_some(name)
    })
}

/// An agency of several words, before a place or a post: some of their words
/// are no part of a name.
fn agency_of_words(rest: &str) -> Option<&str> {
    let first = rest.split([',', '|', '•', '·', '(', ';', '–', '—']).next()?.trim();
    (first.contains(' ') && super::is_agency(first)).then_some(first)
}

fn is_capitals(words: &str) -> bool {
    words.chars().any(char::is_uppercase) && !words.chars().any(char::is_lowercase)
}

/// Whether words after a by-word may be a pen name or an institution.
fn may_sign(part: &str) -> bool {
    let words = part.split_whitespace().count();
    let chars = part.chars().count();
    let is_single = words == 1 && (2..30).contains(&chars);
    is_single || (1..=4).contains(&words) && part.starts_with(char::is_uppercase)
}

/// Whether a word joins two names.
pub(crate) fn is_joiner(word: &str) -> bool {
    JOINERS.has(word)
}
