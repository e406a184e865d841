//! Items of lists, as plain text marks them.

/// What marks an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// Bytes of the mark and the blanks behind it.
    pub(super) length: usize,
    /// The number, in a numbered list.
    pub(super) number: Option<u32>,
    /// Whether nothing but an item is written so: dashes also open speech.
    pub(super) is_clear: bool,
}

/// The mark at the beginning of an item: `- `, `• `, `12. `, `3) `, `a) `.
pub(super) fn marker(line: &str) -> Option<Marker> {
    let first = line.chars().next()?;
    let blanks = |at: usize| line[at..].len() - line[at..].trim_start().len();
    if "•▪●‣◦■□○☆*+-–—".contains(first) {
        let end = first.len_utf8();
        let space = blanks(end);
        let is_bullet = "•▪●‣◦■".contains(first);
        let has_text = end + space < line.len();
        return ((space > 0 || is_bullet) && has_text).then_some(Marker {
            length: end + space,
            number: None,
            is_clear: !matches!(first, '–' | '—'),
        });
    }
    let open = usize::from(first == '(');
    let digits = line[open..].bytes().take_while(u8::is_ascii_digit).count();
    let letter = line[open..].bytes().next().is_some_and(|byte| byte.is_ascii_lowercase());
    let label = if digits > 0 { digits } else { usize::from(letter) };
    if label == 0 || digits > 2 {
        return None;
    }
    let end = open + label;
    let sign = line[end..].chars().next().filter(|c| matches!(c, '.' | ')' | ':'))?;
    if digits == 0 && sign != ')' {
        return None;
    }
    let end = end + sign.len_utf8();
    let space = blanks(end);
    let number = line[open..open + digits].parse().ok();
    (space > 0 && end + space < line.len()).then_some(Marker {
        length: end + space,
        number,
        is_clear: sign != ':',
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_and_numbers_are_marks() {
        let length = |line| marker(line).map(|marker| marker.length);
        assert_eq!(length("- rain"), Some(2));
        assert_eq!(length("• rain"), Some(4));
        assert_eq!(length("12. rain"), Some(4));
        assert_eq!(length("(3) rain"), Some(4));
        assert_eq!(marker("12. rain").unwrap().number, Some(12));
        for line in ["-rain", "1984 rain", "3.5 per cent", "a rain", "-", "2020. Rain"] {
            assert_eq!(marker(line), None, "{line}");
        }
    }
}
