//! Tells what is called as newspapers, magazines and agencies are called.
//!
//! Knows only how such names end or begin, in some ten languages; whether the
//! paper exists it does not know.

use super::cut::has_other_word;
use super::words::Words;
use crate::format::dates;
use std::sync::LazyLock;

/// Last words of the names of papers.
static LAST: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "gazette, times, post, courier, herald, tribune, review, quarterly, journal, chronicle, \
     examiner, observer, telegraph, guardian, bulletin, dispatch, inquirer, sentinel, monitor, \
     advertiser, argus, echo, mercury, weekly, daily, magazine, newsletter, press, \
     monthly, standard, mail, record, register, bote, kurier, blatt, welt, woche, presse, \
     tidende, tidning, avis, blad, bladet, courant, dagblad, gazeta, gazetesi, diario, periódico",
    )
});

/// Ends of German and Scandinavian words that name papers.
const ENDS: &[&str] = &[
    "zeitung",
    "anzeiger",
    "nachrichten",
    "tageblatt",
    "tagblatt",
    "wochenblatt",
    "rundschau",
    "bote",
    "kurier",
    "tidningen",
    "tidende",
    "dagblad",
    "bladet",
];

/// First words of the names of papers, before “de”, “of” and the like.
static FIRST: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "journal, gazette, courrier, diario, diário, correo, correio, jornal, corriere, giornale, \
     gazzetta, gazeta, heraldo, tribuna, review, times, dépêche, voix, voz, voce, echo, écho",
    )
});

/// What joins a first word to a place.
const OF: &[&str] =
    &["de", "du", "des", "del", "della", "di", "do", "da", "dos", "of", "la", "le", "el", "the"];

/// Ends of names of papers, agencies and sites in Han.
const HAN: &[&str] = &[
    "日報", "日报", "新聞", "新闻", "通信", "通訊", "通讯", "時報", "时报", "晚報", "晚报", "新報",
    "新报", "週報", "周报", "週刊", "周刊", "月刊", "雜誌", "杂志", "雑誌", "社", "網", "网",
];

/// Whether a line is short and called as a newspaper, a magazine or an agency
/// is: “The Harbour Gazette”, “Inselzeitung”, “Journal du Port”, “波止場日報”.
pub fn is_paper(line: &str) -> bool {
    if is_han_paper(line) {
        return true;
    }
    let small = line.trim().to_lowercase();
    let words: Vec<&str> = small.split_whitespace().collect();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let is_plain = !line.contains(|c: char| c.is_numeric() || ",;:?!|@/.()".contains(c));
    let is_title = line.trim().starts_with(char::is_uppercase)
        && line.split_whitespace().next_back().is_some_and(|word| {
            words.iter().any(|word| OF.contains(word)) || word.starts_with(char::is_uppercase)
        });
    let is_compound = ENDS.iter().any(|end| last.len() > end.len() && last.ends_with(end));
    let bare = if OF.contains(first) { words.get(1).unwrap_or(first) } else { first };
    let is_led = FIRST.has(bare) && words.iter().skip(1).any(|word| OF.contains(word));
    let is_called = words.len() > 1 && (LAST.has(last) || is_led) || is_compound;
    is_plain && is_title && words.len() <= 6 && is_called
}

/// The paper that stands before a date, as what is left of the date on its
/// line: “The Harbour Gazette, Monday ”. It is called as papers are called, or
/// begins with an article, as places seldom do.
pub(crate) fn paper_before(before: &str) -> Option<&str> {
    let mut before = before.trim_end();
    loop {
        let bare = before.trim_end_matches(|c: char| c.is_whitespace() || ",·|-–—.".contains(c));
        let last = bare.rsplit([' ', ',']).next().unwrap_or_default();
        before = if dates::is_weekday(last) { &bare[..bare.len() - last.len()] } else { bare };
        if before.len() == bare.len() {
            break;
        }
    }
    let small = before.to_lowercase();
    let words: Vec<&str> = small.split_whitespace().collect();
    let is_led = (2..=5).contains(&words.len())
        && ["the", "die", "der", "das"].contains(&words[0])
        && !small.contains("hague")
        && !words.last().is_some_and(|last| has_other_word(last))
        && before.split(' ').all(|word| word.starts_with(char::is_uppercase))
        && before.chars().any(char::is_lowercase);
    (is_paper(before) || is_led).then_some(before)
}

/// Whether a name in Han is one of a paper, an agency or a site.
pub(crate) fn is_han_paper(name: &str) -> bool {
    let name = name.trim();
    let is_short = (3..=14).contains(&name.chars().count());
    is_short
        && name.chars().next().is_some_and(|c| crate::article::name::is_cjk(&c.to_string()))
        && !name.starts_with("关注")
        && !name.starts_with("關注")
        && (HAN.iter().any(|end| name.ends_with(end)) || name.starts_with("日刊"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_are_known_by_their_names() {
        for paper in [
            "Harbour Gazette",
            "The Lower Valley Courier",
            "Inselzeitung",
            "Journal du Port",
            "Neuer Hafenanzeiger",
            "浜辺新報",
            "島嶼網",
            "日刊浜辺",
        ] {
            assert!(is_paper(paper), "{paper}");
        }
        for other in
            ["Ann Lee", "Gazette", "in the post", "王小明", "Posted in News.", "", "News, Sport"]
        {
            assert!(!is_paper(other), "{other}");
        }
    }
}
