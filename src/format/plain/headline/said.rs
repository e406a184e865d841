//! Which marks of a line the first paragraphs have: what an article speaks of,
//! its headline names.

use foldhash::HashMap;

use super::super::survey::Line;
use super::super::words::{each_mark, marks};
use super::Scale;

/// Where a mark was seen.
#[derive(Clone, Copy, Default)]
pub(super) struct Seen {
    paragraphs: u32,
    /// The last of them.
    last: Option<usize>,
}

impl<'a> Scale<'a> {
    /// Counts the marks of the candidates in the first paragraphs.
    pub(super) fn look_for_marks(&self) -> HashMap<&'a str, Seen> {
        let mut seen: HashMap<&str, Seen> = HashMap::default();
        for rank in self.candidates() {
            each_mark(&self.lines[rank].folded, |mark| {
                seen.entry(mark).or_default();
            });
        }
        let (first, end) = (self.run.first, (self.run.first + 8).min(self.run.last + 1));
        for (rank, line) in self.lines[first..end].iter().enumerate() {
            each_mark(&line.folded_text(), |mark| {
                if let Some(seen) = seen.get_mut(mark).filter(|seen| seen.last != Some(rank)) {
                    (seen.paragraphs, seen.last) = (seen.paragraphs + 1, Some(rank));
                }
            });
        }
        seen
    }

    /// Whether it is one word of which the first paragraphs speak again and again.
    pub(super) fn is_topic(&self, line: &Line) -> bool {
        let marks = marks(&line.folded);
        let is_said = |mark: &&str| self.seen.get(*mark).is_some_and(|seen| seen.paragraphs >= 2);
        !marks.is_empty() && marks.iter().all(is_said) && line.folded.chars().count() >= 6
    }

    /// Whether the first paragraphs have each of the line's marks.
    pub(super) fn is_said(&self, line: &Line) -> bool {
        let marks = marks(&line.folded);
        let is_said = |mark: &&str| self.seen.get(*mark).is_some_and(|seen| seen.paragraphs >= 1);
        !marks.is_empty() && marks.iter().all(is_said)
    }

    /// The share of the line's marks that the first paragraphs have, 0 to 1.
    pub(super) fn shared(&self, rank: usize, line: &Line) -> f64 {
        let own = u32::from(rank >= self.own_from);
        let (mut all, mut shared) = (0_u32, 0_u32);
        each_mark(&line.folded, |mark| {
            let is_seen = self.seen.get(mark).is_some_and(|seen| seen.paragraphs > own);
            (all, shared) = (all + 1, shared + u32::from(is_seen));
        });
        let all = f64::from(all);
        if shared == 0 { 0.0 } else { f64::from(shared) / all * (all / 4.0).min(1.0) }
    }
}
