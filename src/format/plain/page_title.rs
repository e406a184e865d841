//! The title of the page, where a file begins with it: the headline, and
//! often the section and the site behind it.

use super::survey::{Line, has_address};

/// Whether line one can be the title of the page.
pub(super) fn is_page_title(line: &Line) -> bool {
    (3.0..=45.0).contains(&line.words)
        && line.text.chars().count() < 260
        && !line.is_byline
        && !line.text.split(' ').next().is_some_and(has_address)
        && (line.dates.is_empty() || line.words >= 9.0)
}

/// A part of a page's title: `Headline | Section - Site`.
pub(super) struct Part<'a> {
    /// Its words.
    pub(super) text: &'a str,
    /// Byte of the title where it begins.
    pub(super) at: usize,
}

/// The parts of a page's title, parted at `|` and at dashes and points with
/// blanks around them.
pub(super) fn title_parts(title: &str) -> Vec<Part<'_>> {
    let part = |from: usize, to: usize| Part { text: title[from..to].trim(), at: from };
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, c) in title.char_indices() {
        let end = at + c.len_utf8();
        let is_loose = title[..at].ends_with(char::is_whitespace)
            && title[end..].starts_with(char::is_whitespace);
        if c == '|' || is_loose && "»·•›-–—".contains(c) {
            parts.push(part(start, at));
            start = end;
        }
    }
    parts.push(part(start, title.len()));
    parts.retain(|part| part.text.chars().any(char::is_alphanumeric));
    parts
}

#[cfg(test)]
mod tests {
    use super::title_parts;

    #[test]
    fn a_title_is_parted_at_marks_and_not_at_hyphens() {
        let parts = |title| title_parts(title).iter().map(|part| part.text).collect::<Vec<_>>();
        assert_eq!(parts("Rain - again | Kent Post"), ["Rain", "again", "Kent Post"]);
        assert_eq!(parts("A well-known rain"), ["A well-known rain"]);
    }
}
