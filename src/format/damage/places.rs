//! The damaged places of a text, and what each stands for.
//!
//! Knows ranges and texts, not how they were found. One idea: a text may
//! consist of nothing else, so a place takes a dozen bytes, and all that they
//! stand for is one string.

use std::ops::Range;

/// Places in the order of the text, none of which touches another's bytes.
#[derive(Debug, Default)]
pub(super) struct Places {
    spans: Vec<Span>,
    right: String,
}

/// A place; texts are far shorter than 4 GiB.
#[derive(Debug)]
struct Span {
    start: u32,
    end: u32,
    /// Where what it stands for ends; it begins where that of the place before ends.
    right_end: u32,
}

impl Places {
    /// Adds a place behind the others; one beyond 4 GiB is left out.
    pub(super) fn push(&mut self, place: &Range<usize>, right: &str) {
        let number = |place: usize| u32::try_from(place).ok();
        let right_end = number(self.right.len() + right.len());
        if let (Some(start), Some(end), Some(right_end)) =
            (number(place.start), number(place.end), right_end)
        {
            self.right.push_str(right);
            self.spans.push(Span { start, end, right_end });
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    /// Each place, and what it stands for.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Range<usize>, &str)> {
        let mut from = 0;
        self.spans.iter().map(move |span| {
            let right = &self.right[from..span.right_end as usize];
            from = span.right_end as usize;
            (span.start as usize..span.end as usize, right)
        })
    }

    /// The text with each place replaced by what it stands for.
    pub(super) fn repaired(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for (place, right) in self.iter() {
            out.push_str(&text[at..place.start]);
            out.push_str(right);
            at = place.end;
        }
        out.push_str(&text[at..]);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_keeps_what_it_stands_for() {
        let mut places = Places::default();
        places.push(&(1..3), "é");
        places.push(&(4..6), "");
        places.push(&(6..7), "ç a");
        let kept: Vec<_> = places.iter().collect();
        assert_eq!(kept, [(1..3, "é"), (4..6, ""), (6..7, "ç a")]);
        assert_eq!(places.repaired("tXXnYYZ."), "ténç a.");
    }
}
