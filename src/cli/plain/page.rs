//! An article in sentences, from its headline to its end.
//!
//! It is made of the pieces of the page on the screen, so that both say the
//! same; what there is told by its look is told here in words.

use std::collections::HashMap;

use crate::app::reader::Print;
use crate::app::reader::pieces::{Head, Piece, Role, View, Words, pieces};
use crate::app::trust::facts::Facts;
use crate::article::{Article, Calendar, Safe};

/// Bytes that are read at a time, at least, unless the article ends: about
/// what is said in a minute.
const MINUTE: usize = 900;

/// An article that is being read.
pub(super) struct Page {
    article: Article,
    facts: Facts,
    calendar: Calendar,
    view: View,
    /// What is said, with the number of the paragraph where one begins.
    parts: Vec<(Option<usize>, Safe)>,
    /// The parts that were read last.
    read: std::ops::Range<usize>,
}

impl Page {
    /// An article of which nothing was read yet.
    pub(super) fn new(article: Article, facts: Facts, calendar: Calendar) -> Self {
        let parts = parts(&article, View::Folded, calendar);
        Self { article, facts, calendar, view: View::Folded, parts, read: 0..0 }
    }

    pub(super) fn article(&self) -> &Article {
        &self.article
    }

    pub(super) fn facts(&self) -> &Facts {
        &self.facts
    }

    /// What comes next.
    pub(super) fn on(&mut self) -> Vec<Safe> {
        self.from(self.read.end)
    }

    /// What came before what was read last.
    pub(super) fn back(&mut self) -> Vec<Safe> {
        let mut first = self.read.start;
        let mut said = 0;
        while first > 0 && said < MINUTE {
            first -= 1;
            said += self.parts[first].1.len();
        }
        self.from(first)
    }

    /// What begins with the paragraph of this number, or the last.
    pub(super) fn paragraph(&mut self, number: usize) -> Vec<Safe> {
        let begins = |part: &(Option<usize>, Safe)| part.0.is_some_and(|it| it >= number);
        let last = || self.parts.iter().rposition(|part| part.0.is_some());
        let first = self.parts.iter().position(begins).or_else(last);
        self.from(first.unwrap_or(0))
    }

    /// The article from its beginning, with page furniture or without.
    pub(super) fn unfold(&mut self) -> Vec<Safe> {
        self.view = if self.view == View::Folded { View::Unfolded } else { View::Folded };
        self.parts = parts(&self.article, self.view, self.calendar);
        self.from(0)
    }

    fn from(&mut self, first: usize) -> Vec<Safe> {
        let (mut end, mut said) = (first, 0);
        while end < self.parts.len() && said < MINUTE {
            said += self.parts[end].1.len();
            end += 1;
        }
        self.read = first..end;
        self.parts[first..end].iter().map(|(_, words)| words.clone()).collect()
    }

    /// Where the reader is, in a sentence.
    pub(super) fn place(&self) -> Safe {
        if self.read.end == self.parts.len() {
            return Safe::line("End of the article. h for the list, c to cite, ?, q:");
        }
        let read = &self.parts[self.read.clone()];
        let number = read.iter().rev().find_map(|part| part.0).unwrap_or(0);
        let all = self.article.paragraphs().len();
        Safe::format(format_args!(
            "Paragraph {number} of {all}. Enter for more, h for the list, ?, q:"
        ))
    }
}

/// What is said of an article, piece by piece.
fn parts(article: &Article, view: View, calendar: Calendar) -> Vec<(Option<usize>, Safe)> {
    let print = Print { numbers_links: true, cites: false, calendar, ..Print::default() };
    // Whoever listens has no use for a picture but its words.
    let pictures = &HashMap::new();
    let head = Head { article, words: article.words(), print, pictures };
    let numbered = article.paragraphs();
    let part = |piece: Piece| {
        let text = match &piece.words {
            Words::Own(text) => text,
            Words::Block => &article.body.get(piece.block)?.text,
            Words::Foot => return None,
        };
        let number = numbered.binary_search(&piece.block).ok().map(|rank| rank + 1);
        let number = number.filter(|_| piece.words == Words::Block);
        let words = &text.plain;
        Some((number, said(piece.role, words, number)))
    };
    pieces(&head, &article.body, view == View::Folded, "x").into_iter().filter_map(part).collect()
}

/// What a piece says, with what its look would tell.
fn said(role: Role, words: &Safe, number: Option<usize>) -> Safe {
    let plain = |what: &str| Safe::lines(&format!("{what}{words}"));
    let number = number.map(|number| format!("{number}. ")).unwrap_or_default();
    match role {
        Role::Heading(_) => plain("Heading: "),
        Role::Quote(_) => plain(&format!("{number}Quotation: ")),
        Role::Item(_, Some(item), false) => plain(&format!("{number}Item {item}: ")),
        Role::Item(_, None, false) => plain(&format!("{number}Item: ")),
        Role::Caption => plain("Picture: "),
        Role::Table => plain("Table:\n"),
        Role::Code => plain("Code:\n"),
        Role::Rule => Safe::line("Break."),
        Role::Warning => plain("Note: "),
        _ => plain(&number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Block, Kind, Written};

    fn article() -> Article {
        let block = |kind, words: &str| Block {
            kind,
            text: Safe::line(words).into(),
            written: Written::Words(words.to_owned()),
        };
        let mut body = vec![block(Kind::Title, "The council waits")];
        body.extend(
            (1..=9).map(|n| block(Kind::Paragraph, &format!("{n} {}", "word ".repeat(60)))),
        );
        body.insert(2, block(Kind::Heading(2), "Why"));
        Article { body, ..Article::default() }
    }

    fn begins(said: &[Safe]) -> Vec<&str> {
        said.iter().map(|words| words.get(..9.min(words.len())).unwrap()).collect()
    }

    #[test]
    fn an_article_is_read_a_minute_at_a_time_and_back_again() {
        let mut page = Page::new(article(), Facts::default(), Calendar::default());
        assert_eq!(
            begins(&page.on()),
            ["The counc", "3 min", "1. 1 word", "Heading: ", "2. 2 word", "3. 3 word"]
        );
        assert_eq!(begins(&page.on()), ["4. 4 word", "5. 5 word", "6. 6 word"]);
        assert_eq!(begins(&page.back()), ["1. 1 word", "Heading: ", "2. 2 word", "3. 3 word"]);
    }

    #[test]
    fn a_number_leads_to_its_paragraph_and_the_end_is_told() {
        let mut page = Page::new(article(), Facts::default(), Calendar::default());
        assert_eq!(begins(&page.paragraph(8)), ["8. 8 word", "9. 9 word"]);
        assert!(page.place().starts_with("End of the article."), "{}", page.place());
        assert_eq!(begins(&page.paragraph(99))[0], "9. 9 word");
        assert_eq!(begins(&page.paragraph(1))[0], "1. 1 word");
        assert!(page.place().starts_with("Paragraph 3 of 9."), "{}", page.place());
    }
}
