//! The commands of the plain mode: a line each, none longer than a word.

use crate::article::Safe;

/// What a line asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// More of the list, or of the article.
    On,
    /// What came before it.
    Back,
    /// The article of this number; in an article the paragraph.
    Number(usize),
    /// The articles that match these words; all without any.
    Search(String),
    /// The list again.
    List,
    /// The citation of the article.
    Cite,
    /// What is known about the article, and where it was read.
    About,
    /// Page furniture shown, or left out again.
    Unfold,
    /// The commands.
    Help,
    /// The end.
    Quit,
    /// Nothing that is understood.
    Unknown(Safe),
}

/// Every command that is a letter, and what it does; the letters are those of
/// the keys on the screen.
const LETTERS: &[(&str, Command, &str)] = &[
    ("", Command::On, "enter alone: more of the list, or further in the article"),
    ("b", Command::Back, "b: back, what came before"),
    ("h", Command::List, "h: the list again"),
    ("c", Command::Cite, "c: the citation of the article, in your style"),
    ("i", Command::About, "i: what is known about the article, and where it was read"),
    ("x", Command::Unfold, "x: page furniture too, or without it again"),
    ("?", Command::Help, "?: these commands"),
    ("q", Command::Quit, "q: leave newsread"),
];

impl Command {
    /// What a typed line asks for.
    pub(super) fn of(line: &str) -> Self {
        let line = line.trim();
        if let Some((_, command, _)) = LETTERS.iter().find(|(letter, ..)| *letter == line) {
            return command.clone();
        }
        if let Some(words) = line.strip_prefix('/') {
            return Self::Search(words.trim().to_owned());
        }
        line.parse().map_or_else(|_| Self::Unknown(Safe::line(line)), Self::Number)
    }
}

/// All commands, a line each.
pub(super) fn help() -> Safe {
    let numbers = "a number: read that article of the list; in an article, that paragraph";
    let search = "/ and words: search; / alone: all articles";
    let letters = LETTERS.iter().map(|(_, _, help)| *help);
    Safe::lines(&[numbers, search].into_iter().chain(letters).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_letter_a_number_or_a_search() {
        assert_eq!(Command::of(" "), Command::On);
        assert_eq!(Command::of("12"), Command::Number(12));
        assert_eq!(Command::of("/ferry date:2019"), Command::Search("ferry date:2019".to_owned()));
        assert_eq!(Command::of("q\r"), Command::Quit);
        assert_eq!(Command::of("\x1b[A"), Command::Unknown(Safe::line("␛[A")));
    }
}
