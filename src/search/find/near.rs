//! Words near one another.

use std::collections::VecDeque;
use std::ops::Range;

use super::needle::with_dots;
use crate::search::words::{ASIDE, Folded, fold_line};

/// Words that must all stand in a short stretch of a folded line.
///
/// Compounds set aside at the end of a line have no place in it and so do not
/// count.
pub(in crate::search) struct Near {
    /// Each word once, in the forms it may have, and how often it is wanted. A
    /// form is of one word only, so a word of the text never counts for two.
    words: Vec<(Vec<String>, usize)>,
    /// Words of the longest stretch.
    longest: usize,
}

impl Near {
    pub(in crate::search) fn new(text: &str, within: u16) -> Self {
        let mut line = String::new();
        fold_line(text, &mut line, |_, _| {});
        let mut words: Vec<(Vec<String>, usize)> = Vec::new();
        let mut longest = usize::from(within);
        for (_, word) in placed(&line) {
            longest += 1;
            let known = words.iter_mut().find(|(forms, _)| forms.iter().any(|form| form == word));
            if let Some((_, wanted)) = known {
                *wanted += 1;
            } else {
                let forms = std::iter::once(word.to_owned()).chain(with_dots(word));
                let is_free = |form: &String| !words.iter().any(|(known, _)| known.contains(form));
                let forms = forms.filter(is_free).collect();
                words.push((forms, 1));
            }
        }
        Self { words, longest }
    }

    /// Whether such a stretch is in a folded line.
    pub(super) fn is_in(&self, line: &str) -> bool {
        self.has_words(line) && self.stretches(line).next().is_some()
    }

    /// Where the words of such stretches stand in a text.
    pub(super) fn hits(&self, folded: &Folded) -> Vec<Range<usize>> {
        let line = folded.line();
        let words = self.stretches(line).flatten();
        words.filter_map(|at| folded.covered(at..at + 1)).collect()
    }

    /// How many such stretches begin in a folded line.
    pub(super) fn count(&self, line: &str) -> usize {
        if self.has_words(line) { self.stretches(line).count() } else { 0 }
    }

    /// Whether every word stands somewhere in folded lines.
    pub(super) fn has_words(&self, lines: &str) -> bool {
        let is_in = |form: &String| memchr::memmem::find(lines.as_bytes(), form.as_bytes());
        self.words.iter().all(|(forms, _)| forms.iter().any(|form| is_in(form).is_some()))
    }

    /// Each word once, in the forms it may have.
    pub(in crate::search) fn forms(&self) -> impl Iterator<Item = &[String]> {
        self.words.iter().map(|(forms, _)| forms.as_slice())
    }

    /// Whether such a stretch is in a text of which it is told, in order, which
    /// of [the words](Self::forms) stand at which position.
    pub(in crate::search) fn is_among(&self, met: impl Iterator<Item = (usize, usize)>) -> bool {
        self.stretches_of(met.map(|(position, which)| (position, 0, which))).next().is_some()
    }

    /// The shortest stretches: for each, where its words begin in the line.
    fn stretches<'a>(&'a self, line: &'a str) -> impl Iterator<Item = Vec<usize>> + 'a {
        let words = placed(line).enumerate();
        self.stretches_of(
            words.filter_map(|(rank, (at, word))| Some((rank, at, self.which(word)?))),
        )
    }

    /// The same of words with their position, where they begin, and which they are.
    fn stretches_of<'a>(
        &'a self,
        mut words: impl Iterator<Item = (usize, usize, usize)> + 'a,
    ) -> impl Iterator<Item = Vec<usize>> + 'a {
        let mut met = VecDeque::<(usize, usize, usize)>::new();
        let mut counts = vec![0; self.words.len()];
        std::iter::from_fn(move || {
            loop {
                let (rank, at, which) = words.next()?;
                met.push_back((rank, at, which));
                counts[which] += 1;
                // What stands before and is not needed makes it only longer.
                while let Some((first, _, which)) = met.front().copied() {
                    let is_far = rank - first >= self.longest;
                    if !is_far && counts[which] <= self.words[which].1 {
                        break;
                    }
                    counts[which] -= 1;
                    met.pop_front();
                }
                let is_whole = self.words.iter().zip(&counts).all(|((_, wanted), n)| n >= wanted);
                if is_whole {
                    let found = met.iter().map(|(_, at, _)| *at).collect();
                    // The next stretch begins behind the first word of this one.
                    if let Some((.., which)) = met.pop_front() {
                        counts[which] -= 1;
                    }
                    return Some(found);
                }
            }
        })
    }

    fn which(&self, word: &str) -> Option<usize> {
        self.words.iter().position(|(forms, _)| forms.iter().any(|form| form == word))
    }
}

/// The words of a folded line and where they begin, without what is set aside.
fn placed(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let end = line.find(ASIDE).unwrap_or(line.len());
    let mut at = 0;
    line[..end].split([' ', '\n']).filter_map(move |word| {
        let start = at;
        at += word.len() + 1;
        (!word.is_empty()).then_some((start, word))
    })
}
