//! The words of a line as they are shown.

use std::borrow::Cow;

use crate::article::Safe;

use super::wrap;

/// Characters that an entity takes at most, `&` and `;` included.
const LONGEST: usize = 10;

/// One line: cleaned, blanks collapsed, entities decoded once; lines that a
/// width broke are joined, by nothing in scripts that write no blanks.
pub(super) fn line(raw: &str) -> String {
    if is_clean(raw) {
        return raw.to_owned();
    }
    let mut out = String::with_capacity(raw.len());
    for line in raw.split(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let safe = Safe::line(&decoded(line));
        let mut words = safe.split_whitespace();
        let Some(first) = words.next() else { continue };
        let ends = out.chars().next_back().zip(first.chars().next());
        if ends.is_some_and(|(before, behind)| !wrap::joins(before, behind)) {
            out.push(' ');
        }
        out.push_str(first);
        for word in words {
            out.push(' ');
            out.push_str(word);
        }
    }
    out
}

/// Whether nothing needs cleaning, as in most paragraphs in ASCII.
fn is_clean(raw: &str) -> bool {
    // Without a branch, so that many bytes are looked at at once.
    raw.bytes().fold(true, |are, byte| are & (byte >= b' ') & (byte <= b'~') & (byte != b'&'))
        && !raw.contains("  ")
        && !raw.starts_with(' ')
        && !raw.ends_with(' ')
}

/// The text with the entities that scrapers leave in it decoded.
fn decoded(raw: &str) -> Cow<'_, str> {
    if !raw.contains('&') {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.char_indices().take(LONGEST).find(|(_, c)| *c == ';').map(|(end, _)| end);
        let (c, length) =
            end.and_then(|end| Some((entity(&rest[1..end])?, end + 1))).unwrap_or(('&', 1));
        out.push(c);
        rest = &rest[length..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']).map(|hex| u32::from_str_radix(hex, 16));
        return char::from_u32(hex.unwrap_or_else(|| number.parse()).ok()?);
    }
    let named = [
        ("amp", '&'),
        ("quot", '"'),
        ("apos", '\''),
        ("lt", '<'),
        ("gt", '>'),
        ("nbsp", ' '),
        ("rsquo", '’'),
        ("lsquo", '‘'),
        ("rdquo", '”'),
        ("ldquo", '“'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("hellip", '…'),
        ("laquo", '«'),
        ("raquo", '»'),
        ("shy", '\u{ad}'),
        ("copy", '©'),
        ("euro", '€'),
        ("auml", 'ä'),
        ("ouml", 'ö'),
        ("uuml", 'ü'),
        ("Auml", 'Ä'),
        ("Ouml", 'Ö'),
        ("Uuml", 'Ü'),
        ("szlig", 'ß'),
        ("eacute", 'é'),
        ("egrave", 'è'),
        ("agrave", 'à'),
        ("ccedil", 'ç'),
        ("bull", '•'),
    ];
    named.iter().find(|(known, _)| *known == name).map(|(_, c)| *c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_decoded_once() {
        assert_eq!(
            line("Fish &amp; chips &#8217;n&rsquo; &amp;amp; &bogus; &"),
            "Fish & chips ’n’ &amp; &bogus; &"
        );
    }

    #[test]
    fn blanks_are_collapsed() {
        assert_eq!(line("  a \t b\n c "), "a b c");
        assert_eq!(line("船は朝\n  七時に\n IAEA の"), "船は朝七時に IAEA の");
    }
}
