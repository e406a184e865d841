//! Quotation marks inside a headline.
//!
//! Which mark a quotation has depends on what stands around it: the headline
//! is read into marks with a depth, and written again for its place.

/// The marks around a headline, or the first that a style uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outer {
    /// “…”
    Double,
    /// ‘…’
    Single,
}

/// Quotations that may be open at once: a headline of nothing but opening
/// marks must not take long.
const DEEPEST: usize = 8;

/// A quotation mark that has a partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Paired {
    /// Which character of the text it is.
    at: usize,
    opens: bool,
    is_double: bool,
    /// How many quotations are around its own.
    depth: usize,
}

/// The text with curled quotation marks and apostrophes. Which quotations are
/// single and which double stays as written; but straight marks become those of
/// a style whose quotations begin with `first`.
pub(super) fn curled_as(text: &str, first: Outer) -> String {
    with_curls(text, Some(first))
}

/// The text with curled quotation marks and apostrophes; which quotations are
/// single and which double stays as written.
pub(super) fn curled(text: &str) -> String {
    with_curls(text, None)
}

fn with_curls(text: &str, first: Option<Outer>) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    if !chars.iter().any(|c| matches!(c, '"' | '\'' | '`')) {
        return text.to_owned();
    }
    for mark in pairs(&chars) {
        let is_straight = matches!(chars[mark.at], '"' | '\'');
        let is_double = match first.filter(|_| is_straight) {
            Some(first) => (first == Outer::Double) == (mark.depth % 2 == 0),
            None => mark.is_double,
        };
        chars[mark.at] = written(mark.opens, is_double);
    }
    for at in 0..chars.len() {
        chars[at] = match chars[at] {
            '\'' => '’',
            '"' if opens(&chars, at) => '“',
            '"' if at > 0 && chars[at - 1].is_ascii_digit() => '″',
            '"' => '”',
            c => c,
        };
    }
    chars.into_iter().collect()
}

/// The text with its quotation marks as they are inside `outer`: the outermost
/// are of the other kind, those inside them of the same, and so on.
pub(super) fn turned(text: &str, outer: Outer) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for mark in pairs(&chars) {
        let is_double = (outer == Outer::Double) == (mark.depth % 2 == 1);
        chars[mark.at] = written(mark.opens, is_double);
    }
    chars.into_iter().collect()
}

/// How many of the text's last characters are closing quotation marks with a partner.
pub(super) fn closing(text: &[char]) -> usize {
    let closers: Vec<usize> =
        pairs(text).into_iter().filter(|mark| !mark.opens).map(|mark| mark.at).collect();
    (0..text.len()).rev().take_while(|at| closers.contains(at)).count()
}

fn written(opens: bool, is_double: bool) -> char {
    match (opens, is_double) {
        (true, true) => '“',
        (false, true) => '”',
        (true, false) => '‘',
        (false, false) => '’',
    }
}

/// The marks that open and close quotations; an apostrophe has no partner.
fn pairs(chars: &[char]) -> Vec<Paired> {
    let mut open: Vec<Paired> = Vec::new();
    let mut paired = Vec::new();
    for at in 0..chars.len() {
        let is_double = match chars[at] {
            '“' | '”' | '"' => true,
            '‘' | '’' | '\'' => false,
            _ => continue,
        };
        let partner = open.iter().rposition(|mark| mark.is_double == is_double);
        if let Some(partner) = partner.filter(|_| closes(chars, at)) {
            let mark = open[partner];
            open.truncate(partner);
            paired.extend([mark, Paired { at, opens: false, ..mark }]);
        } else if opens(chars, at) {
            if open.len() == DEEPEST {
                open.remove(0);
            }
            open.push(Paired { at, opens: true, is_double, depth: open.len() });
        }
    }
    paired
}

/// Whether the mark stands where a quotation can begin.
fn opens(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| chars[before]);
    let begins = before.is_none_or(|c| c.is_whitespace() || "([{—–-/“‘\"'".contains(c));
    let goes_on = chars.get(at + 1).is_some_and(|c| !c.is_whitespace());
    match chars[at] {
        '“' | '‘' => goes_on,
        '"' | '\'' => begins && goes_on && !is_elision(chars, at),
        _ => false,
    }
}

/// Whether the mark stands where a quotation can end. A single one before an
/// “s” and such is an apostrophe.
fn closes(chars: &[char], at: usize) -> bool {
    let after = chars.get(at + 1);
    let ends = after.is_none_or(|c| !c.is_alphanumeric());
    let follows = at > 0 && !chars[at - 1].is_whitespace();
    match chars[at] {
        '”' => true,
        '"' => follows,
        '’' | '\'' => follows && ends,
        _ => false,
    }
}

/// Whether the straight mark begins a word that lost its first letters: '90s, 'tis.
fn is_elision(chars: &[char], at: usize) -> bool {
    let word: String = chars[at + 1..]
        .iter()
        .take_while(|c| c.is_alphanumeric())
        .collect::<String>()
        .to_lowercase();
    let is_decade =
        word.len() == 3 && word.ends_with('s') && word[..2].chars().all(|c| c.is_ascii_digit());
    let is_year = word.len() == 2 && word.chars().all(|c| c.is_ascii_digit());
    chars[at] == '\''
        && (is_decade
            || is_year
            || ["tis", "twas", "em", "til", "cause", "n"].contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn straight_marks_are_curled() {
        assert_eq!(curled("He said \"it's 'over' now\""), "He said “it’s ‘over’ now”");
        assert_eq!(curled("Rock 'n' roll of the '90s"), "Rock ’n’ roll of the ’90s");
        assert_eq!(curled("The workers' \"plan\""), "The workers’ “plan”");
        assert_eq!(curled("A 12\" record"), "A 12″ record");
    }

    #[test]
    fn straight_marks_become_those_of_the_style_and_curled_ones_stay() {
        assert_eq!(curled_as("A 'bad' day", Outer::Double), "A “bad” day");
        assert_eq!(curled_as("A \"bad 'old'\" day", Outer::Single), "A ‘bad “old”’ day");
        assert_eq!(curled_as("A ‘bad’ day’s \"end\"", Outer::Double), "A ‘bad’ day’s “end”");
    }

    #[test]
    fn quotations_turn_with_what_is_around_them() {
        assert_eq!(turned("A “b ‘c’ d” e", Outer::Double), "A ‘b “c” d’ e");
        assert_eq!(turned("A ‘b’ e’s", Outer::Single), "A “b” e’s");
        assert_eq!(turned("A “b” e", Outer::Single), "A “b” e");
    }

    #[test]
    fn an_apostrophe_at_the_end_closes_nothing() {
        let closed = |text: &str| closing(&text.chars().collect::<Vec<_>>());
        assert_eq!(closed("The workers’"), 0);
        assert_eq!(closed("‘No’"), 1);
        assert_eq!(closed("“He said ‘no’”"), 2);
    }

    proptest! {
        #[test]
        fn only_marks_are_changed(text in "[a-c ,.“”‘’\"'-]{0,30}") {
            let bare = |text: &str| text.replace(['“', '”', '‘', '’', '"', '\'', '″'], "?");
            prop_assert_eq!(bare(&curled_as(&text, Outer::Double)), bare(&text));
            prop_assert_eq!(bare(&turned(&text, Outer::Double)), bare(&text));
        }
    }
}
