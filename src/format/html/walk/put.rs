//! Puts down what was walked: words that are complete, captions, rules, tables.
//!
//! Knows how a block is closed, not which elements close one.

use super::{Inside, Open, Piece, Walk};
use crate::article::{Kind, Mark, MarkKind, Picture};
use crate::format::html::page::At;
use crate::format::html::table;
use crate::format::marked::{Blanks, Finished, Marked};

/// Pixels up to which a picture is a sign among the words, such as a button.
const SIGN: u32 = 48;

impl Walk<'_> {
    pub(super) fn flush(&mut self) {
        let Some(open) = self.open.take() else { return };
        let is_hidden = self.inside.iter().any(|(_, inside)| matches!(inside, Inside::Hidden));
        let Open { kind, text, kept, linked, at, captions } = open;
        if !text.is_blank() {
            let finished = text.finish();
            self.walked.pieces.push(Piece { kind, finished, kept, linked, is_hidden, at });
        }
        for (caption, picture, at) in captions {
            self.caption(&caption, picture, at);
        }
    }

    pub(super) fn caption(&mut self, words: &str, picture: Option<Picture>, at: At) {
        let mut text = Marked::new(Blanks::Collapsed);
        text.push(words);
        let (kept, mut finished) = (words.len(), text.finish());
        finished.text.marks.extend(picture.map(|picture| Mark {
            range: 0..finished.text.plain.len(),
            kind: MarkKind::Picture(picture),
        }));
        self.walked.pieces.push(Piece {
            kind: Kind::Caption,
            finished,
            kept,
            linked: 0,
            is_hidden: false,
            at,
        });
    }

    /// A second break in a row parts paragraphs.
    pub(super) fn line_break(&mut self) {
        let Some(open) = &mut self.open else { return };
        if open.text.ends_line() {
            self.flush();
        } else {
            open.text.end_line();
        }
    }

    pub(super) fn rule(&mut self, at: At) {
        self.flush();
        if self.page.is_in(at, self.kept) {
            let finished = Finished::default();
            self.walked.pieces.push(Piece {
                kind: Kind::Rule,
                finished,
                kept: 1,
                linked: 0,
                is_hidden: false,
                at,
            });
        }
    }

    /// A picture of the article is its words, unless a caption stands with it,
    /// and the picture itself where that is kept.
    pub(super) fn picture(&mut self, at: At) {
        if !self.page.is_in(at, self.kept) {
            return;
        }
        let figure = self.page.ancestors(at).find(|at| self.page.name(*at) == "figure");
        let is_captioned = figure.is_some_and(|figure| self.captioned.contains(&figure));
        let words = self.page.attribute(at, "alt").trim();
        let is_said = words.split_whitespace().nth(1).is_some() && !is_captioned;
        let is_small = |side| self.page.attribute(at, side).parse().is_ok_and(|n: u32| n <= SIGN);
        let is_sign = is_small("width") || is_small("height");
        let picture = Picture::at(self.page.attribute(at, "src")).filter(|_| !is_sign);
        if !is_said && picture.is_none() {
            return;
        }
        let words = if is_said { words.to_owned() } else { String::new() };
        match &mut self.open {
            Some(open) => open.captions.push((words, picture, at)),
            None => self.caption(&words, picture, at),
        }
    }

    pub(super) fn table(&mut self, at: At) {
        let is_hidden = self.inside.iter().any(|(_, inside)| matches!(inside, Inside::Hidden));
        let Some(read) = table::read(self.page, at, self.kept) else { return };
        for caption in read.captions {
            self.caption(&self.page.line(caption, |_| false), None, caption);
        }
        for finished in read.parts {
            let (kind, kept, linked) = (Kind::Table, read.kept, 0);
            self.walked.pieces.push(Piece { kind, finished, kept, linked, is_hidden, at });
        }
    }

    /// All words from here on, in blocks as large as can be.
    pub(super) fn rest(&mut self, at: At) {
        self.flush();
        let mut text = Marked::new(Blanks::Kept);
        let mut here = at;
        while here < self.page.len() {
            if self.page.is_silent(here) {
                here = self.page.end(here);
                continue;
            }
            let mut rest = self.page.text(here).unwrap_or_default();
            while !rest.is_empty() {
                let (words, more) = text.part(rest);
                text.push(words);
                rest = more;
                if !rest.is_empty() {
                    let full = std::mem::replace(&mut text, Marked::new(Blanks::Kept));
                    self.unsorted(full, here);
                }
            }
            here += 1;
        }
        self.unsorted(text, at);
    }

    /// Words of which nothing more is known.
    pub(super) fn unsorted(&mut self, text: Marked, at: At) {
        let (kind, finished) = (Kind::Code, text.finish());
        let (kept, linked, is_hidden) = (0, 0, false);
        self.walked.pieces.push(Piece { kind, finished, kept, linked, is_hidden, at });
    }
}
