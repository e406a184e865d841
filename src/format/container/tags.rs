//! Finds the tags of XML in a window of a file.
//!
//! Knows tags, comments, CDATA and processing instructions, and nothing of
//! what is well-formed (XML 1.0, section 2). One idea: each byte is looked at
//! once. What is opened and never closed is passed over, and that there is no
//! closing mark is remembered, so a file of openings takes no longer.

use memchr::{memchr, memmem};

/// What a tag does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Start,
    Empty,
    End,
}

/// Where a tag stands in the window.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
}

impl Tag {
    /// Its name with its prefix.
    pub(super) fn name(self, bytes: &[u8]) -> &[u8] {
        let inside = &bytes[self.start + 1..self.end - 1];
        let inside = inside.strip_prefix(b"/").unwrap_or(inside);
        let end = inside.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'/');
        &inside[..end.unwrap_or(inside.len())]
    }
}

/// What may enclose tags that are none.
const ENCLOSED: &[(&[u8], &[u8])] =
    &[(b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>"), (b"<!", b">")];

/// Bytes that tell what is opened.
const OPENING: usize = 9;

/// The tags of a window, from front to back.
#[derive(Debug, Default)]
pub(super) struct Tags {
    at: usize,
    /// Which of [`ENCLOSED`] are closed nowhere in the rest of the window.
    unclosed: [bool; 4],
}

impl Tags {
    /// The byte of the window from which tags are looked for.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The window has lost so many bytes at its front, and may have more.
    pub(super) fn moved(&mut self, by: usize) {
        *self = Self { at: self.at.saturating_sub(by), unclosed: [false; 4] };
    }

    /// The next tag that is whole. If the window `is_final`, what is not closed
    /// in it is passed over; else it waits for more.
    pub(super) fn next(&mut self, bytes: &[u8], is_final: bool) -> Option<Tag> {
        loop {
            let ahead = bytes.get(self.at..)?;
            let Some(at) = memchr(b'<', ahead) else {
                self.at = bytes.len();
                return None;
            };
            let start = self.at + at;
            self.at = start;
            let rest = &bytes[start..];
            if rest.len() < OPENING && !is_final {
                return None;
            }
            if let Some(rank) = ENCLOSED.iter().position(|(open, _)| rest.starts_with(open)) {
                match self.behind(bytes, start, rank) {
                    Some(behind) => self.at = behind,
                    None if is_final => self.at = start + ENCLOSED[rank].0.len(),
                    None => return None,
                }
                continue;
            }
            let Some(end) = memchr(b'>', rest).map(|end| start + end + 1) else {
                self.at = if is_final { bytes.len() } else { start };
                return None;
            };
            self.at = end;
            let kind = match (rest.get(1), bytes[end - 2]) {
                (Some(b'/'), _) => Kind::End,
                (_, b'/') => Kind::Empty,
                _ => Kind::Start,
            };
            return Some(Tag { start, end, kind });
        }
    }

    /// The byte behind what is opened at `start`; `None` if nothing closes it.
    fn behind(&mut self, bytes: &[u8], start: usize, rank: usize) -> Option<usize> {
        let (open, close) = ENCLOSED[rank];
        let inside = start + open.len();
        if self.unclosed[rank] {
            return None;
        }
        let at = memmem::find(&bytes[inside..], close);
        self.unclosed[rank] = at.is_none();
        at.map(|at| inside + at + close.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tags(text: &str, windows: &[usize]) -> Vec<(usize, usize)> {
        let mut tags = Tags::default();
        let mut found = Vec::new();
        for end in windows.iter().copied().chain([text.len()]) {
            let (bytes, is_final) = (&text.as_bytes()[..end], end == text.len());
            let next = || tags.next(bytes, is_final);
            found.extend(std::iter::from_fn(next).map(|tag| (tag.start, tag.end)));
            tags.moved(0);
        }
        found
    }

    proptest! {
        #[test]
        fn the_tags_are_the_same_however_the_window_grows(
            parts in prop::collection::vec(prop::sample::select(vec![
                "<item>", "</item>", "<a/>", "<!--", "-->", "<![CDATA[", "]]>", "<!A", "<", ">", "<?", "?>", "x",
            ]), 0..20),
            windows in prop::collection::vec(any::<prop::sample::Index>(), 0..8),
        ) {
            let text = parts.concat();
            let mut windows: Vec<usize> =
                windows.iter().map(|at| at.index(text.len() + 1)).filter(|at| *at < text.len()).collect();
            windows.sort_unstable();
            prop_assert_eq!(tags(&text, &windows), tags(&text, &[]));
        }
    }
}
