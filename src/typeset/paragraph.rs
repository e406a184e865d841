//! Puts the words of a paragraph in their places on its lines.
//!
//! A line is made of segments, stretches of the text at a column each, and of
//! signs, which are not of the text: so an edge can be straight, a hyphen or
//! the number of a note can stand between the words, and a stretch can be read
//! from right to left, while every byte of the text stays where it is.

use std::ops::Range;

use super::direction::{is_right_to_left, runs};
use super::notes::{behind_word, notes_in};
use super::{Cut, Language, balanced_width, cuts};
use crate::article::Safe;
use crate::article::safe::columns;
use crate::article::units::cluster;

pub use super::notes::Note;

/// Columns that a gap between words is widened by at most, on average; a line
/// that needs more keeps its ragged edge.
const WIDEST: usize = 2;

/// How paragraphs are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// The language by which words are broken; `None` to break none.
    pub language: Option<Language>,
    /// Whether both edges are straight.
    pub is_justified: bool,
    /// Whether text that runs from right to left is put in the order of its
    /// columns here, because the terminal does not.
    pub reorders: bool,
}

/// A stretch of text at a column of its line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segment {
    /// Columns from the left edge of the measure.
    pub x: u16,
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Whether its clusters stand from right to left.
    pub is_reversed: bool,
    /// Blank columns behind it that belong to the gap between its words.
    pub gap: u16,
}

impl Segment {
    /// A stretch that is read from left to right.
    pub fn new(x: u16, range: Range<usize>) -> Self {
        Self { x, range, is_reversed: false, gap: 0 }
    }
}

/// Words on a line that are not of its text: a bullet, a hyphen, the number of
/// a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// Columns from the left edge of the measure.
    pub x: u16,
    /// The words.
    pub words: Safe,
}

/// A line, set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The text, from left to right.
    pub segments: Vec<Segment>,
    /// What else stands there.
    pub signs: Vec<Sign>,
}

impl Line {
    /// First byte of the text on this line.
    pub fn start(&self) -> usize {
        self.segments.iter().map(|segment| segment.range.start).min().unwrap_or(0)
    }

    /// The stretch of text on this line that holds byte `at`.
    pub fn segment(&self, at: usize) -> Option<&Segment> {
        self.segments.iter().find(|segment| segment.range.contains(&at))
    }

    /// The column of byte `at` of `plain`, if it stands on this line.
    pub fn column(&self, plain: &Safe, at: usize) -> Option<u16> {
        let segment = self.segment(at)?;
        let before = if segment.is_reversed {
            columns(plain.slice(cluster(plain, at).end..segment.range.end).as_str())
        } else {
            columns(plain.slice(segment.range.start..at).as_str())
        };
        Some(segment.x.saturating_add(u16::try_from(before).unwrap_or(u16::MAX)))
    }

    /// The byte of `plain` that stands in a column, or else the nearest on this
    /// line: the first byte of a cluster. `None` if it has no text.
    pub fn byte(&self, plain: &Safe, column: u16) -> Option<usize> {
        let mut segments = self.segments.iter().filter(|segment| !segment.range.is_empty());
        let first = segments.clone().next()?;
        let segment = segments.rfind(|segment| segment.x <= column).unwrap_or(first);
        let mut within = usize::from(column.saturating_sub(segment.x));
        let words = plain.slice(segment.range.clone());
        if segment.is_reversed {
            within = words.columns().saturating_sub(within + 1);
        }
        let at = segment.range.start + words.clip(within).as_str().len();
        Some(cluster(plain, at.min(segment.range.end - 1)).start)
    }

    /// The same line so many columns further right.
    #[must_use]
    pub fn shifted(mut self, columns: u16) -> Self {
        let places = self.segments.iter_mut().map(|segment| &mut segment.x);
        for x in places.chain(self.signs.iter_mut().map(|sign| &mut sign.x)) {
            *x = x.saturating_add(columns);
        }
        self
    }
}

/// Sets a paragraph in at most `width` columns, with its notes, which are
/// ordered. One that runs from right to left stands at the right edge.
pub fn paragraph(plain: &Safe, notes: &[Note], width: u16, manner: Manner) -> Vec<Line> {
    let is_rtl = is_right_to_left(plain);
    let notes: Vec<Note> = notes.iter().map(|note| behind_word(note, plain)).collect();
    let setter = Setter { plain, notes: &notes, width, manner, is_rtl };
    cuts(plain, &notes, width, manner.language).iter().map(|cut| setter.line(cut)).collect()
}

/// Sets a headline: of no more lines, but of lengths as even as possible.
pub fn headline(plain: &Safe, notes: &[Note], width: u16, manner: Manner) -> Vec<Line> {
    let manner = Manner { is_justified: false, language: None, ..manner };
    let balanced = balanced_width(plain, width);
    let lines = paragraph(plain, notes, balanced, manner);
    if !is_right_to_left(plain) {
        return lines;
    }
    let room = width - balanced.min(width);
    lines.into_iter().map(|line| line.shifted(room)).collect()
}

/// Words that stay together on a line.
struct Atom {
    range: Range<usize>,
    /// Columns that the gap behind it is widened by.
    gap: usize,
}

/// What the lines of a paragraph have in common.
struct Setter<'a> {
    plain: &'a Safe,
    notes: &'a [Note],
    width: u16,
    manner: Manner,
    is_rtl: bool,
}

impl Setter<'_> {
    fn line(&self, cut: &Cut) -> Line {
        let notes = notes_in(self.notes, &cut.range);
        let for_notes = notes.iter().map(Note::columns).sum::<usize>();
        let hyphen = usize::from(cut.is_hyphenated);
        let natural = columns(&self.plain[cut.range.clone()]) + for_notes + hyphen;
        let (extra, gaps) = self.spread(cut, natural);
        let mut pen = Pen { x: 0, line: Line::default() };
        if self.is_rtl {
            pen.x = usize::from(self.width).saturating_sub(natural + extra);
        }
        let runs = if self.manner.reorders {
            runs(self.plain, cut.range.clone(), self.is_rtl)
        } else {
            vec![(cut.range.clone(), false)]
        };
        if cut.is_hyphenated && self.is_rtl {
            pen.sign(Safe::line("-"));
        }
        for (run, is_reversed) in runs {
            let mut atoms = self.atoms(&run, &cut.range, extra, gaps);
            if is_reversed {
                atoms.reverse();
            }
            for atom in atoms {
                self.put(&atom, notes, is_reversed, &mut pen);
            }
        }
        if cut.is_hyphenated && !self.is_rtl {
            pen.sign(Safe::line("-"));
        }
        pen.line
    }

    /// Columns to spread over the gaps of a line, and how many gaps there are.
    fn spread(&self, cut: &Cut, natural: usize) -> (usize, usize) {
        if !self.manner.is_justified || cut.is_last {
            return (0, 0);
        }
        let gaps = gaps(&self.plain[cut.range.clone()]).count();
        let extra = usize::from(self.width).saturating_sub(natural);
        if extra > gaps * WIDEST { (0, 0) } else { (extra, gaps) }
    }

    /// The parts of a run: cut behind each gap that is widened, and behind
    /// each byte that a note stands at.
    fn atoms(
        &self,
        run: &Range<usize>,
        line: &Range<usize>,
        extra: usize,
        gaps_in_line: usize,
    ) -> Vec<Atom> {
        let mut ends: Vec<(usize, usize)> =
            notes_in(self.notes, run).iter().map(|note| (note.at, 0)).collect();
        if let Some(gaps_in_line) = std::num::NonZero::new(gaps_in_line) {
            for (rank, gap) in gaps(&self.plain[line.clone()]).enumerate() {
                let columns = extra * (rank + 1) / gaps_in_line - extra * rank / gaps_in_line;
                ends.push((line.start + gap, columns));
            }
            ends.sort_unstable();
        }
        let mut atoms: Vec<Atom> = Vec::with_capacity(ends.len() + 1);
        let mut start = run.start;
        for (end, gap) in ends {
            if end == start && end > run.start {
                atoms.last_mut().iter_mut().for_each(|atom| atom.gap += gap);
            } else if end > start && end <= run.end {
                atoms.push(Atom { range: start..end, gap });
                start = end;
            }
        }
        if start < run.end || atoms.is_empty() {
            atoms.push(Atom { range: start..run.end, gap: 0 });
        }
        atoms
    }

    fn put(&self, atom: &Atom, notes: &[Note], is_reversed: bool, pen: &mut Pen) {
        let signs = notes_in(notes, &atom.range).iter().filter(|note| note.at == atom.range.end);
        let mut signs: Vec<Safe> = signs.map(|note| note.sign.clone()).collect();
        let width = columns(&self.plain[atom.range.clone()]);
        let gap = u16::try_from(atom.gap).unwrap_or(0);
        if is_reversed {
            signs.drain(..).rev().for_each(|sign| pen.sign(sign));
            pen.x += atom.gap;
        }
        let (x, range) = (pen.column(), atom.range.clone());
        pen.line.segments.push(Segment { x, range, is_reversed, gap });
        pen.x += width;
        for sign in signs {
            pen.sign(sign);
        }
        if !is_reversed {
            pen.x += atom.gap;
        }
    }
}

/// Where the next word goes.
struct Pen {
    x: usize,
    line: Line,
}

impl Pen {
    fn column(&self) -> u16 {
        u16::try_from(self.x).unwrap_or(u16::MAX)
    }

    fn sign(&mut self, words: Safe) {
        let (x, width) = (self.column(), columns(&words));
        self.line.signs.push(Sign { x, words });
        self.x += width;
    }
}

/// Where the gaps between the words of a line end.
fn gaps(line: &str) -> impl Iterator<Item = usize> {
    let inner = line.trim_start_matches(' ');
    let indent = line.len() - inner.len();
    let ends = inner.match_indices(' ').map(|(at, _)| at + 1);
    ends.filter(move |end| !inner[*end..].starts_with(' ')).map(move |end| indent + end)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::article::safe::clusters;
    use proptest::prelude::*;

    /// A line as it is drawn from left to right, and the columns it takes.
    fn drawn(plain: &Safe, line: &Line) -> (String, usize) {
        let words = line.segments.iter().map(|segment| (segment.x, &plain[segment.range.clone()]));
        let signs = line.signs.iter().map(|sign| (sign.x, &*sign.words));
        let mut parts: Vec<(u16, &str)> = words.chain(signs).collect();
        parts.sort_by_key(|(x, _)| *x);
        let mut drawn = (String::new(), 0);
        for (x, part) in parts {
            let blanks = usize::from(x).saturating_sub(drawn.1);
            assert!(drawn.1 <= usize::from(x), "parts lie over one another: {line:?}");
            drawn.0.push_str(&" ".repeat(blanks));
            drawn.0.push_str(part);
            drawn.1 += blanks + columns(part);
        }
        drawn
    }

    /// The lines of a text, as they are drawn.
    pub(in crate::typeset) fn set(
        text: &str,
        notes: &[Note],
        width: u16,
        manner: Manner,
    ) -> Vec<String> {
        let plain = Safe::lines(text);
        let lines = paragraph(&plain, notes, width, manner);
        lines.iter().map(|line| drawn(&plain, line).0).collect()
    }

    #[test]
    fn gaps_are_widened_evenly_but_not_on_the_last_line() {
        let manner = Manner { is_justified: true, ..Manner::default() };
        assert_eq!(
            set("the quick brown fox jumps over the dog", &[], 17, manner),
            ["the  quick  brown", "fox  jumps   over", "the dog"]
        );
    }

    #[test]
    fn a_line_with_too_few_gaps_keeps_its_ragged_edge() {
        let manner = Manner { is_justified: true, ..Manner::default() };
        assert_eq!(
            set("a an antidisestablishmentarian", &[], 26, manner),
            ["a an", "antidisestablishmentarian"]
        );
    }

    #[test]
    fn a_hyphen_has_room_on_a_line_of_three_columns() {
        let manner = Manner { language: Language::of("de"), ..Manner::default() };
        let lines = set("a ackaaa", &[], 3, manner);
        assert!(lines.iter().all(|line| columns(line) <= 3), "{lines:?}");
    }

    #[test]
    fn a_word_of_one_letter_more_than_a_line_is_set_in_lines_of_its_width() {
        let manner = Manner { language: Language::of("de"), ..Manner::default() };
        let lines = set("a aacmfcja", &[], 6, manner);
        assert!(lines.iter().all(|line| columns(line) <= 6), "{lines:?}");
    }

    /// Texts of every script and of none, with some that are known to be hard.
    fn text() -> impl Strategy<Value = String> {
        prop_oneof![
            any::<String>(),
            "([a-zéß東京ข\u{5d0}\u{627}()«0-9 .,-]|ก[าำ]|e\u{301}|👩🏽|👩\u{200d}👩\u{200d}👧| ){0,120}",
            "[a-z]{1,14}( [a-z]{1,14}){0,40}",
        ]
    }

    proptest! {
        #[test]
        fn every_letter_is_set_once_and_no_line_is_too_wide(
            text in text(),
            width in 2u16..80,
            is_justified: bool,
            reorders: bool,
            hyphenates: bool,
            noted in proptest::collection::vec(0usize..120, 0..4),
        ) {
            let plain = Safe::lines(&text);
            let language = Language::of("de").filter(|_| hyphenates);
            let mut places: Vec<usize> =
                noted.into_iter().filter(|at| *at > 0 && plain.is_char_boundary(*at)).collect();
            places.sort_unstable();
            let notes: Vec<Note> =
                places.into_iter().map(|at| Note { at, sign: Safe::line("¹") }).collect();
            let manner = Manner { language, is_justified, reorders };
            let lines = paragraph(&plain, &notes, width, manner);
            let mut set: Vec<_> =
                lines.iter().flat_map(|line| &line.segments).map(|it| it.range.clone()).collect();
            set.sort_by_key(|range| (range.start, range.end));
            let letters = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let all: String = set.into_iter().map(|range| &plain[range]).collect();
            prop_assert_eq!(letters(&all), letters(&plain));
            // What is one character to its reader is never parted.
            let widest = clusters(&plain).map(|cluster| cluster.columns).max().unwrap_or(0);
            let least = widest + notes.len();
            for line in &lines {
                let (drawn, columns) = drawn(&plain, line);
                prop_assert!(columns <= least.max(width.into()), "{:?} of {:?}", drawn, line);
            }
        }
    }
}
