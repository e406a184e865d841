//! Where in an article something stands that is cited.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use hayagriva::citationberg::taxonomy::Locator as Kind;

use crate::article::Safe;

use super::record::trimmed;

/// Where in an article something stands: `para. 7`, `p. 12`, `sec. 2`.
///
/// A number alone is one of a page, a time (`1:20`) one of a recording; words
/// that name no kind of place stand as they are.
///
/// ```
/// use newsread::cite::Locator;
///
/// let locator: Locator = "paragraph 7".parse().unwrap();
/// assert_eq!(locator.to_string(), "para. 7");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Locator {
    kind: Kind,
    value: Safe,
}

/// A locator that names no place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("‘{0}’ names no place; write a locator as ‘para. 7’, ‘p. 12’ or ‘sec. 2’")]
pub struct NoPlace(Safe);

/// Labels, in small letters and without a stop, and what they name; the first
/// of a kind is the one that is written.
const LABELS: [(&str, Kind); 43] = [
    ("para", Kind::Paragraph),
    ("paras", Kind::Paragraph),
    ("par", Kind::Paragraph),
    ("pars", Kind::Paragraph),
    ("paragraph", Kind::Paragraph),
    ("paragraphs", Kind::Paragraph),
    ("¶", Kind::Paragraph),
    ("¶¶", Kind::Paragraph),
    ("p", Kind::Page),
    ("pp", Kind::Page),
    ("pg", Kind::Page),
    ("page", Kind::Page),
    ("pages", Kind::Page),
    ("sec", Kind::Section),
    ("secs", Kind::Section),
    ("section", Kind::Section),
    ("sections", Kind::Section),
    ("§", Kind::Section),
    ("§§", Kind::Section),
    ("chap", Kind::Chapter),
    ("ch", Kind::Chapter),
    ("chaps", Kind::Chapter),
    ("chapter", Kind::Chapter),
    ("chapters", Kind::Chapter),
    ("col", Kind::Column),
    ("cols", Kind::Column),
    ("column", Kind::Column),
    ("columns", Kind::Column),
    ("line", Kind::Line),
    ("lines", Kind::Line),
    ("n", Kind::Note),
    ("nn", Kind::Note),
    ("note", Kind::Note),
    ("notes", Kind::Note),
    ("fig", Kind::Figure),
    ("figs", Kind::Figure),
    ("figure", Kind::Figure),
    ("table", Kind::Table),
    ("vol", Kind::Volume),
    ("volume", Kind::Volume),
    ("pt", Kind::Part),
    ("part", Kind::Part),
    ("v", Kind::Verse),
];

impl Locator {
    /// The paragraphs of these numbers, counted from 1.
    ///
    /// ```
    /// use newsread::cite::Locator;
    ///
    /// assert_eq!(Locator::paragraphs(7..=7), "para. 7".parse().unwrap());
    /// assert_eq!(Locator::paragraphs(7..=9), "paras. 7–9".parse().unwrap());
    /// ```
    pub fn paragraphs(numbers: RangeInclusive<usize>) -> Self {
        let (first, last) = (numbers.start(), numbers.end());
        let value = if first == last { first.to_string() } else { format!("{first}–{last}") };
        Self { kind: Kind::Paragraph, value: Safe::line(&value) }
    }

    pub(super) fn kind(&self) -> Kind {
        self.kind
    }

    pub(super) fn value(&self) -> &str {
        &self.value
    }
}

impl FromStr for Locator {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let text = trimmed(text);
        let value = |value: &str| Safe::line(value.trim());
        if !text.chars().any(char::is_alphanumeric) {
            return Err(NoPlace(text));
        }
        let is_number = text.starts_with(|c: char| c.is_ascii_digit());
        if is_number {
            let kind = if text.contains(':') { Kind::Timestamp } else { Kind::Page };
            return Ok(Self { kind, value: text });
        }
        let end = text.find(|c: char| !c.is_alphabetic() && !"¶§".contains(c));
        let (label, rest) = text.split_at(end.unwrap_or(text.len()));
        let label = label.to_lowercase();
        let rest = value(rest.trim_start_matches('.'));
        let known = LABELS.iter().find(|(known, _)| *known == label).filter(|_| !rest.is_empty());
        Ok(match known {
            Some((_, kind)) => Self { kind: *kind, value: rest },
            None => Self { kind: Kind::Custom, value: text },
        })
    }
}

/// The inverse of reading one.
impl fmt::Display for Locator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let label = LABELS.iter().find(|(_, kind)| *kind == self.kind).map(|(label, _)| *label);
        match label {
            Some(label @ ("line" | "table")) => write!(f, "{label} {}", self.value),
            Some(label) => write!(f, "{label}. {}", self.value),
            None => f.write_str(&self.value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locator_is_read_however_its_kind_is_written() {
        let read = |text: &str| text.parse::<Locator>().unwrap().to_string();
        for text in ["para. 7", "par. 7", "¶7", "Paragraph 7", "para.7"] {
            assert_eq!(read(text), "para. 7", "{text}");
        }
        assert_eq!((read("12"), read("pp. 3–5")), ("p. 12".to_owned(), "p. 3–5".to_owned()));
        assert_eq!((read("1:20"), read("the end")), ("1:20".to_owned(), "the end".to_owned()));
        assert_eq!(Locator::paragraphs(7..=7), "para. 7".parse().unwrap());
    }

    #[test]
    fn a_locator_that_says_nothing_is_refused() {
        assert_eq!(
            " … ".parse::<Locator>().unwrap_err().to_string(),
            "‘…’ names no place; write a locator as ‘para. 7’, ‘p. 12’ or ‘sec. 2’"
        );
    }
}
