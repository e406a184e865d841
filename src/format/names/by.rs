//! Finds where the names of a byline begin: behind “by”, “Author:”, “文・写真”.
//!
//! Knows the words in some thirty languages, not what a name looks like; only
//! the short words that mostly mean something else need one behind them.

use super::cut::{head, is_name};
use super::words::{BEFORE_BY, BY, DEEDS, LABELS, SHORT_BY};

/// The line without its “By”, “Von”, “Author:”, and whether it had one.
///
/// The short words that mostly mean something else (“de”, “da”) count only
/// when a name follows.
pub fn without_by(line: &str) -> (&str, bool) {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    if let Some(rest) = after_label(line).or_else(|| after_by(line)).or_else(|| after_deeds(line)) {
        return (rest, true);
    }
    (line, false)
}

/// What follows “Author:” or a counterpart of it.
fn after_label(line: &str) -> Option<&str> {
    let at = line.find([':', '：', '/', '／', '=', '|']).filter(|at| *at <= 60)?;
    let label = line[..at].split(['(', '（']).next().unwrap_or_default().trim().to_lowercase();
    let last = label.rsplit(' ').next().unwrap_or_default();
    let is_label = LABELS.has(label.split(['-', '/', '&', '+']).next().unwrap_or_default().trim())
        || LABELS.has(last) && label.split(' ').all(|word| is_before(word) || word == last)
        || BY.has(last) && label.split(' ').all(|word| is_before(word) || word == last)
        || label == "γράφει ο"
        || label == "γράφει η";
    let skip = line[at..].chars().next().map_or(0, char::len_utf8);
    is_label.then(|| line[at + skip..].trim_start()).filter(|rest| !rest.is_empty())
}

/// What follows “文・写真” and a blank: words and pictures of one person.
fn after_deeds(line: &str) -> Option<&str> {
    let (deeds, rest) = line.split_once([' ', '\u{3000}', '＝', '='])?;
    let mut all = deeds.split(['・', '·', '／', '/']);
    let is_deed = |deed: &str| LABELS.has(deed) || DEEDS.contains(&deed);
    let is_several = deeds.contains(['・', '·', '／', '/']);
    (is_several && all.all(is_deed)).then(|| rest.trim_start())
}

/// Whether a word is “by” or a counterpart of it.
pub(crate) fn is_by(word: &str) -> bool {
    BY.has(&word.to_lowercase())
}

fn is_before(word: &str) -> bool {
    BEFORE_BY.has(word)
}

/// What follows “by”, “written by” or a counterpart of it.
fn after_by(line: &str) -> Option<&str> {
    let mut rest = line;
    for _ in 0..4 {
        let (word, behind) = rest.split_once(char::is_whitespace)?;
        let behind = behind.trim_start_matches(|c: char| c.is_whitespace() || ":-".contains(c));
        let word = word.trim_end_matches(':').to_lowercase();
        let label = word.trim_end_matches('.');
        let is_label = label.chars().count() > 2 && LABELS.has(label);
        if is_label || BY.has(&word) {
            let behind = without_article(behind, &word);
            let is_sure = !is_label && !SHORT_BY.has(&word) || begins_with_name(behind);
            return (is_sure && !behind.is_empty()).then_some(behind);
        }
        if !is_before(&word) {
            return None;
        }
        rest = behind;
    }
    None
}

/// Greek puts an article before a name: “από τον”.
fn without_article<'a>(rest: &'a str, by: &str) -> &'a str {
    let articles = ["τον ", "την ", "τη ", "το "];
    let article = articles.iter().find_map(|article| rest.strip_prefix(article));
    article.filter(|_| by == "από").unwrap_or(rest)
}

fn begins_with_name(rest: &str) -> bool {
    let head: Vec<&str> =
        head(rest).split([',', '&']).next().unwrap_or_default().split(' ').collect();
    is_name(&head.join(" "), true)
}

/// Whether a line only announces an author, who stands on the next one:
/// “By”, “Author:”, “Written by”.
pub fn is_by_alone(line: &str) -> bool {
    let line = line.trim().trim_end_matches([':', '：']).trim_end().to_lowercase();
    if line == "author of the article" || LABELS.has(&line) {
        return true;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let Some((last, before)) = words.split_last() else { return false };
    BY.has(last) && before.iter().all(|word| is_before(word)) && before.len() <= 3
}

/// Whether a word is “by” in a language where it is more often something else.
pub(crate) fn is_short_by(word: &str) -> bool {
    SHORT_BY.has(&word.to_lowercase())
}
