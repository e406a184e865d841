//! Finding the passage of a directive, as a browser does.

use std::ops::Range;

use memchr::memmem;

use super::Shape;
use super::page::Page;
use crate::article::Place;

/// What a fragment says, as stretches of a page's folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Directive {
    /// Stands right before the passage.
    pub(super) prefix: Option<Range<usize>>,
    /// How the passage begins, or the whole of it.
    pub(super) start: Range<usize>,
    /// How the passage ends.
    pub(super) end: Option<Range<usize>>,
    /// Stands right behind the passage.
    pub(super) suffix: Option<Range<usize>>,
}

/// Which ends of a find must be ends of words.
#[derive(Clone, Copy)]
struct Bounded {
    start: bool,
    end: bool,
}

impl Directive {
    /// Its stretches of text, each of which stands within one block.
    fn parts(&self) -> impl Iterator<Item = &Range<usize>> {
        let around = [&self.prefix, &self.end, &self.suffix];
        std::iter::once(&self.start).chain(around.into_iter().flatten())
    }

    /// The stretch that a browser shows: “find a range from a text directive”.
    pub(super) fn resolve(&self, page: &Page) -> Option<Range<usize>> {
        let mut from = 0;
        let must_end_word = self.end.is_some() || self.suffix.is_none();
        loop {
            let start = if let Some(prefix) = &self.prefix {
                let prefix = find(page, prefix, from, Bounded { start: true, end: false })?;
                from = after(page, prefix.start);
                let at = next_word(page, prefix.end)?;
                let bounded = Bounded { start: false, end: must_end_word };
                let start = find(page, &self.start, at, bounded)?;
                if start.start != at {
                    continue;
                }
                start
            } else {
                let bounded = Bounded { start: true, end: must_end_word };
                let start = find(page, &self.start, from, bounded)?;
                from = after(page, start.start);
                start
            };
            match self.ending(page, &start) {
                Ending::Here(end) => return Some(start.start..end),
                Ending::NotOfThisStart => {}
                Ending::Nowhere => return None,
            }
        }
    }

    /// Where the passage that begins with `start` ends.
    fn ending(&self, page: &Page, start: &Range<usize>) -> Ending {
        let mut end = start.end;
        loop {
            if let Some(words) = &self.end {
                let bounded = Bounded { start: true, end: self.suffix.is_none() };
                match find(page, words, end, bounded) {
                    Some(found) => end = found.end,
                    None => return Ending::Nowhere,
                }
            }
            let Some(suffix) = &self.suffix else { return Ending::Here(end) };
            let bounded = Bounded { start: false, end: true };
            let behind = next_word(page, end);
            let found = behind.and_then(|at| find(page, suffix, at, bounded));
            match found {
                None => return Ending::Nowhere,
                Some(found) if Some(found.start) == behind => return Ending::Here(end),
                Some(_) if self.end.is_none() => return Ending::NotOfThisStart,
                Some(_) => {}
            }
        }
    }
}

/// Where a passage ends.
enum Ending {
    /// Here.
    Here(usize),
    /// Nowhere behind this beginning of it, but perhaps behind another.
    NotOfThisStart,
    /// Nowhere in the rest of the page.
    Nowhere,
}

/// “Find a string in range”: the first such words from here on.
fn find(page: &Page, words: &Range<usize>, from: usize, bounded: Bounded) -> Option<Range<usize>> {
    let words = &page.folded.as_bytes()[words.clone()];
    let finder = memmem::Finder::new(words);
    let mut from = from;
    loop {
        let at = from + finder.find(page.folded.as_bytes().get(from..)?)?;
        let found = at..at + words.len();
        let fits = (!bounded.start || page.is_border(found.start))
            && (!bounded.end || page.is_border(found.end));
        if fits {
            return Some(found);
        }
        from = at + 1;
    }
}

/// The place one character on.
fn after(page: &Page, at: usize) -> usize {
    at + page.folded[at..].chars().next().map_or(1, char::len_utf8)
}

/// The next place without white space, in this block or a later one.
fn next_word(page: &Page, at: usize) -> Option<usize> {
    let rest = page.folded.get(at..)?;
    let blank = rest.len() - rest.trim_start().len();
    (blank < rest.len()).then_some(at + blank)
}

/// The words of a passage and around it, from which directives are made.
#[derive(Debug)]
pub(super) struct Words<'a> {
    page: &'a Page,
    passage: Range<usize>,
    /// The passage's own words.
    inside: Vec<Range<usize>>,
    /// The words before it in the block where a prefix may stand, nearest first.
    before: Vec<Range<usize>>,
    /// The words behind it in the block where a suffix may stand, nearest first.
    behind: Vec<Range<usize>>,
}

/// No end of a passage is named by fewer words, or by fewer characters: the
/// page around the article has words too.
const LEAST_WORDS: usize = 3;
const LEAST_CHARACTERS: usize = 6;

impl<'a> Words<'a> {
    /// `None` if the passage holds no word.
    pub(super) fn of(page: &'a Page, passage: &Range<Place>) -> Option<Self> {
        let range = page.range(passage)?;
        let range = page.border_before(range.start)..page.border_behind(range.end);
        let text = &page.folded[range.clone()];
        let start = range.start + (text.len() - text.trim_start().len());
        let end = range.end - (text.len() - text.trim_end().len());
        let inside: Vec<_> = page.words(&(start..end)).collect();
        let (first, last) = (inside.first()?, inside.last()?);
        // Blocks of nothing but marks at the ends of the passage do not count.
        let passage = start.max(page.block(first.start).start)..end.min(page.block(last.end).end);
        let before = page.folded[..passage.start].trim_end().len();
        let behind = next_word(page, passage.end).unwrap_or(page.folded.len());
        let mut words_before: Vec<_> = page.words(&(page.block(before).start..before)).collect();
        words_before.reverse();
        let words_behind = page.words(&(behind..page.block(behind).end)).collect();
        Some(Self { page, passage, inside, before: words_before, behind: words_behind })
    }

    /// The shapes to begin with.
    pub(super) fn least(&self) -> impl Iterator<Item = Shape> {
        let Range { start, end } = self.passage;
        let (first, last) = (self.page.block(start).end, self.page.block(end).start);
        let opening = self.inside.iter().take_while(|word| word.end <= first);
        let closing = self.inside.iter().rev().take_while(|word| word.start >= last);
        let ends = (self.least_of(opening), self.least_of(closing));
        [None, Some(ends)].into_iter().map(|ends| Shape { before: 0, ends, behind: 0 })
    }

    /// How many of these words, from the first on, name an end.
    fn least_of<'w>(&self, words: impl Iterator<Item = &'w Range<usize>>) -> usize {
        let (mut count, mut characters) = (0, 0);
        for word in words {
            if count >= LEAST_WORDS && characters >= LEAST_CHARACTERS {
                break;
            }
            count += 1;
            characters += self.page.folded[word.clone()].chars().count();
        }
        count
    }

    /// A directive of this shape; `None` if there are not so many words.
    pub(super) fn directive(&self, shape: Shape) -> Option<Directive> {
        let Range { start, end } = self.passage;
        let trimmed = |range: Range<usize>| {
            let text = &self.page.folded[range.clone()];
            range.start..range.start + text.trim_end().len()
        };
        let nearest = |words: &[Range<usize>], count: usize| match count {
            0 => Some(None),
            count => words.get(count - 1).map(|word| Some(word.clone())),
        };
        let prefix = nearest(&self.before, shape.before)?.map(|word| trimmed(word.start..start));
        let behind = next_word(self.page, end);
        let suffix =
            nearest(&self.behind, shape.behind)?.zip(behind).map(|(word, behind)| behind..word.end);
        let (start, end) = match shape.ends {
            None => (start..end, None),
            Some((first, last)) => {
                let first_end = self.inside.get(first.checked_sub(1)?)?.end;
                let last_start = self.inside.get(self.inside.len().checked_sub(last)?)?.start;
                let are_apart = first_end < last_start;
                are_apart.then_some((start..first_end, Some(last_start..end)))?
            }
        };
        let directive = Directive { prefix, start, end, suffix };
        let is_whole = directive.parts().all(|part| !self.page.folded[part.clone()].contains('\n'));
        is_whole.then_some(directive)
    }

    /// The directive with all words around that a directive may name.
    pub(super) fn widest(&self) -> Option<Directive> {
        let (before, behind) = (self.before.len(), self.behind.len());
        let half = self.inside.len() / 2;
        let ends = (half > 0).then_some((half, half));
        let shapes = [None, ends].map(|ends| Shape { before, ends, behind });
        shapes.into_iter().find_map(|shape| self.directive(shape))
    }

    /// Whether a browser that is given this directive shows the passage.
    pub(super) fn is_found_by(&self, directive: &Directive) -> bool {
        directive.resolve(self.page).as_ref() == Some(&self.passage)
    }
}
