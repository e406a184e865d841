//! Cuts a file of BibTeX into its pieces.
//!
//! As BibTeX does (btxdoc, Patashnik 1988): what stands outside of entries is a
//! comment, and only braces count inside of one.

use std::ops::Range;

/// What a piece is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// An entry with this key.
    Entry(String),
    /// An abbreviation, `@string`, with this name in small letters.
    Abbreviation(String),
    /// Anything else: a comment, a preamble.
    Foreign,
    /// An entry that is never closed, as far as the next that begins a line.
    Broken,
}

/// A piece of a file; together they are the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) what: What,
    /// Its bytes.
    pub(super) at: Range<usize>,
}

/// Whether a text begins like a file of BibTeX: behind blank lines and lines
/// of comment stands an entry.
pub(in crate::cite) fn is_bib(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.find(|line| !line.starts_with('%'));
    first.is_some_and(|line| line.starts_with('@') && head(line, 0).is_some())
}

/// The pieces of a file, in order.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut done = 0;
    let mut at = 0;
    // No entry is closed behind the last closing mark: many that are open must
    // not be searched to the end each.
    let last = text.rfind(['}', ')']).map_or(0, |last| last + 1);
    while let Some(sign) = text[at..].find('@').map(|found| at + found) {
        let Some(head) = head(text, sign) else {
            at = sign + 1;
            continue;
        };
        let closed = (head.open < last).then(|| closing(text, head.open)).flatten();
        let word = text[head.word.clone()].to_ascii_lowercase();
        let (what, end) = match (closed, word.as_str()) {
            (Some(end), "comment" | "preamble") => (What::Foreign, end),
            (Some(end), "string") => (What::Abbreviation(name(text, head.open, '=')), end),
            (Some(end), _) => (What::Entry(name(text, head.open, ',')), end),
            (None, "comment") => {
                at = head.open;
                continue;
            }
            (None, _) => (What::Broken, next_line_entry(text, head.open)),
        };
        if done < sign {
            pieces.push(Piece { what: What::Foreign, at: done..sign });
        }
        pieces.push(Piece { what, at: sign..end });
        (done, at) = (end, end);
    }
    if done < text.len() {
        pieces.push(Piece { what: What::Foreign, at: done..text.len() });
    }
    pieces
}

/// The beginning of a piece: `@word{`.
struct Head {
    word: Range<usize>,
    /// Where the opening mark stands.
    open: usize,
}

fn head(text: &str, sign: usize) -> Option<Head> {
    let skip = |at: usize| {
        let rest = &text[at..];
        at + (rest.len() - rest.trim_start().len())
    };
    let start = skip(sign + 1);
    let letters = |c: &char| c.is_ascii_alphanumeric() || "-_".contains(*c);
    let word = start..start + text[start..].chars().take_while(letters).count();
    let open = skip(word.end);
    (!word.is_empty() && text[open..].starts_with(['{', '('])).then_some(Head { word, open })
}

/// Where what opens at `open` ends, behind its closing mark.
fn closing(text: &str, open: usize) -> Option<usize> {
    let is_round = text[open..].starts_with('(');
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 0 => return None,
            b'}' => depth -= 1,
            b')' if is_round && depth == 0 => return Some(at + 1),
            _ => {}
        }
        if depth == 0 && !is_round {
            return Some(at + 1);
        }
    }
    None
}

/// What stands between the opening mark and `end`.
fn name(text: &str, open: usize, end: char) -> String {
    let rest = &text[open + 1..];
    let name = rest.split([end, '}', ')', '\n']).next().unwrap_or_default().trim();
    if end == '=' { name.to_ascii_lowercase() } else { name.to_owned() }
}

/// Where the next line begins that an entry begins.
fn next_line_entry(text: &str, from: usize) -> usize {
    let mut at = from;
    while let Some(end) = text[at..].find('\n') {
        at += end + 1;
        if text[at..].starts_with('@') && head(text, at).is_some() {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn whats(text: &str) -> Vec<(What, &str)> {
        pieces(text).into_iter().map(|piece| (piece.what, &text[piece.at])).collect()
    }

    #[test]
    fn a_file_is_cut_into_entries_and_what_stands_between() {
        let text = "mail a@b.c\n@string{p = \"Post\"}\n@misc{a, t = {x {@y} z}}\n@Book(b, t=1)\n";
        assert_eq!(
            whats(text),
            [
                (What::Foreign, "mail a@b.c\n"),
                (What::Abbreviation("p".to_owned()), "@string{p = \"Post\"}"),
                (What::Foreign, "\n"),
                (What::Entry("a".to_owned()), "@misc{a, t = {x {@y} z}}"),
                (What::Foreign, "\n"),
                (What::Entry("b".to_owned()), "@Book(b, t=1)"),
                (What::Foreign, "\n"),
            ]
        );
    }

    #[test]
    fn an_entry_that_is_never_closed_ends_where_the_next_begins() {
        let text = "@misc{a, t = {x}\n@misc{b, t = {y}}\n";
        assert_eq!(whats(text)[0], (What::Broken, "@misc{a, t = {x}\n"));
        assert_eq!(whats(text)[1].0, What::Entry("b".to_owned()));
    }

    #[test]
    fn a_file_of_bibtex_is_known_by_its_beginning() {
        assert!(is_bib("% Encoding: UTF-8\n\n@Article {a,"));
        for other in ["", "@home alone", "Rain\n@misc{a,", "@ 5 o’clock {"] {
            assert!(!is_bib(other), "{other}");
        }
    }

    proptest! {
        #[test]
        fn the_pieces_together_are_the_file(text in "([@a{}(),=\"\n é]|@m\\{a,){0,40}") {
            let joined: String = pieces(&text).into_iter().map(|piece| &text[piece.at]).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
