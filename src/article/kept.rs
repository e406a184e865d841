//! What a reading service kept with an article: a star, whether it was read,
//! what was marked in it.
//!
//! These are the reader's own words and choices, made elsewhere; nothing here
//! is evidence about the article itself. One idea: a passage that was marked
//! is looked for in the text, so that it is shown where it stands; where it
//! stands nowhere, or more than once, it is still told.

use unicode_normalization::char::is_combining_mark;

use super::squeezed::Squeezed;
use super::{Block, Kind, Mark, MarkKind, Place, Safe, When};

/// Most passages that are looked for in a text; the others are told below it.
const LIT: usize = 500;

/// What a service, or a list of links, kept with an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Whether it had a star there; `None` if nothing says.
    pub is_starred: Option<bool>,
    /// Whether it was read or archived there; `None` if nothing says.
    pub is_read: Option<bool>,
    /// The folder or collection in which it lay.
    pub folder: Option<Safe>,
    /// What the reader noted about the whole of it.
    pub note: Option<Safe>,
    /// Passages that were marked, in the order in which they were stored.
    pub highlights: Vec<Highlight>,
}

/// Most bytes of a passage or a note.
const WORDS: usize = 64 << 10;

/// Words of the reader, cleaned: at most 64 KiB of them.
pub fn words(text: &str) -> Safe {
    let text = text.trim();
    let within = |at: &usize| text.is_char_boundary(*at);
    let end = (0..=WORDS.min(text.len())).rev().find(within).unwrap_or(0);
    Safe::lines(&text[..end])
}

/// A passage that was marked, or a note at one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Highlight {
    /// The words that were marked.
    pub quote: Safe,
    /// What was noted about them.
    pub note: Option<Safe>,
    /// When they were marked.
    pub made: Option<When>,
    /// Where they begin in the article; `None` where they stand nowhere in its
    /// text, or in more than one place.
    pub place: Option<Place>,
}

impl Kept {
    /// Whether nothing was kept.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether anything was noted, or a passage was marked.
    pub fn has_note(&self) -> bool {
        self.note.is_some() || !self.highlights.is_empty()
    }

    /// Takes in what somebody else kept: what is known already stays, and a
    /// passage that is the same comes once.
    pub fn merge(&mut self, other: Self) {
        self.is_starred = self.is_starred.or(other.is_starred);
        self.is_read = self.is_read.or(other.is_read);
        self.folder = self.folder.take().or(other.folder);
        self.note = self.note.take().or(other.note);
        for highlight in other.highlights {
            let is_same =
                |known: &Highlight| known.quote == highlight.quote && known.note == highlight.note;
            if !self.highlights.iter().any(is_same) {
                self.highlights.push(highlight);
            }
        }
    }

    /// What was kept, in lines: what it is, and what it says.
    pub fn told(&self) -> Vec<(&'static str, Safe)> {
        let yes_or_no = |is: bool| Safe::line(if is { "yes" } else { "no" });
        let mut told = Vec::new();
        told.extend(self.is_starred.map(|is| ("starred", yes_or_no(is))));
        told.extend(self.is_read.map(|is| ("read", yes_or_no(is))));
        told.extend(self.folder.clone().map(|folder| ("folder", folder)));
        told.extend(self.note.clone().map(|note| ("note", note)));
        told.extend(self.highlights.iter().map(|highlight| ("highlight", highlight.told())));
        told
    }
}

impl Highlight {
    /// The words in quotation marks, and behind them the note; on one line.
    pub fn told(&self) -> Safe {
        let quote = (!self.quote.is_empty()).then(|| format!("“{}”", self.quote));
        let note = self.note.as_ref().map(Safe::to_string);
        let made = self.made.map(|when| format!("({when})"));
        Safe::line(&[quote, note, made].into_iter().flatten().collect::<Vec<_>>().join(" "))
    }
}

/// Finds the passages that have no place yet in the text, and marks them there.
pub fn light(body: &mut [Block], highlights: &mut [Highlight]) {
    let is_sought = |highlight: &&mut Highlight| highlight.place.is_none();
    if !highlights.iter().any(|highlight| highlight.place.is_none()) {
        return;
    }
    // The cells of a table must stay the first of its marks.
    let is_text = |kind: Kind| kind.is_said() && kind != Kind::Table || kind == Kind::Title;
    let text = Squeezed::of(body, is_text);
    if text.is_cut_off() {
        return;
    }
    for highlight in highlights.iter_mut().filter(is_sought).take(LIT) {
        let Some(found) = text.only(&highlight.quote) else { continue };
        for (place, end) in text.stretches(found) {
            let text = &mut body[place.block].text;
            let attached = text.plain[end..].chars().take_while(|c| is_combining_mark(*c));
            let end = end + attached.map(char::len_utf8).sum::<usize>();
            text.marks.push(Mark { range: place.at..end, kind: MarkKind::Highlight });
            text.marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
            highlight.place = highlight.place.or(Some(place));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Written;
    use proptest::prelude::*;

    fn paragraph(text: &str) -> Block {
        let written = Written::Words(text.to_owned());
        Block { kind: Kind::Paragraph, text: Safe::lines(text).into(), written }
    }

    fn quoted(quote: &str) -> Highlight {
        Highlight { quote: Safe::lines(quote), ..Highlight::default() }
    }

    /// The words that are lit in each block when these are marked.
    fn lit(texts: &[&str], quote: &str) -> Vec<Vec<String>> {
        let mut body: Vec<Block> = texts.iter().map(|text| paragraph(text)).collect();
        light(&mut body, &mut [quoted(quote)]);
        let words = |block: &Block| {
            let of = |mark: &Mark| block.text.plain[mark.range.clone()].to_owned();
            block.text.marks.iter().map(of).collect()
        };
        body.iter().map(words).collect()
    }

    #[test]
    fn a_passage_is_lit_where_it_stands_however_its_lines_are_broken() {
        let texts = ["The wall fell  at dawn.", "Two boats\nwent with it."];
        assert_eq!(lit(&texts, "wall\nfell at"), [vec!["wall fell  at"], vec![]]);
        assert_eq!(lit(&texts, "dawn. Two boats"), [vec!["dawn."], vec!["Two boats"]]);
    }

    #[test]
    fn a_passage_that_stands_in_two_places_is_lit_in_none() {
        assert_eq!(lit(&["rain, rain"], "rain"), [vec![""; 0]]);
        assert_eq!(lit(&["rain"], "snow"), [vec![""; 0]]);
    }

    #[test]
    fn what_is_known_stays_and_what_is_new_is_added() {
        let mut kept =
            Kept { is_starred: Some(false), highlights: vec![quoted("a")], ..Kept::default() };
        kept.merge(Kept {
            is_starred: Some(true),
            is_read: Some(true),
            highlights: vec![quoted("a"), quoted("b")],
            ..Kept::default()
        });
        assert_eq!((kept.is_starred, kept.is_read), (Some(false), Some(true)));
        assert_eq!(kept.highlights, [quoted("a"), quoted("b")]);
    }

    proptest! {
        #[test]
        fn what_is_lit_is_what_was_marked(
            texts in prop::collection::vec("[ab\u{301}é \n]{0,12}", 1..4),
            from in any::<prop::sample::Index>(),
            len in 1..20usize,
        ) {
            let all: Vec<char> = texts.join("\n").chars().collect();
            prop_assume!(!all.is_empty());
            let from = from.index(all.len());
            let quote: String = all[from..all.len().min(from + len)].iter().collect();
            let mut body: Vec<Block> = texts.iter().map(|text| paragraph(text)).collect();
            let mut highlights = [quoted(&quote)];
            light(&mut body, &mut highlights);
            let of = |block: &Block| -> String {
                let marks = block.text.marks.iter();
                marks.map(|mark| block.text.plain[mark.range.clone()].to_owned()).collect()
            };
            let lit: String = body.iter().map(of).collect::<String>().split_whitespace().collect();
            let sought: String = highlights[0].quote.split_whitespace().collect();
            prop_assert!(lit.starts_with(&sought) || highlights[0].place.is_none());
        }
    }
}
