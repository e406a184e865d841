//! A word of the reader's own on an article.
//!
//! One idea: what a person takes for the same tag is the same tag, however it
//! was typed. So capitals, blanks and the ways to write one letter in Unicode
//! do not tell tags apart; the first spelling is the one that is shown.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use unicode_normalization::UnicodeNormalization;

use crate::article::Safe;

/// Characters that a tag may have: more is a note.
const LONGEST: usize = 100;

/// A word or a few of the reader's own on an article: cleaned, on one line,
/// with single blanks, 1 to 100 characters.
///
/// ```
/// use newsread::state::Tag;
///
/// let tag: Tag = " Budget  2027 ".parse()?;
/// assert_eq!(tag.name(), "Budget 2027");
/// assert_eq!(tag, "budget 2027".parse()?);
/// # Ok::<(), newsread::state::TagError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Tag {
    /// As it was typed.
    name: Safe,
    /// What it is known by: in small letters.
    folded: String,
}

/// Why something is no tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TagError {
    /// Nothing of it can be seen.
    #[error("a tag needs at least one letter or digit")]
    Empty,
    /// It has too many characters.
    #[error("a tag has at most {LONGEST} characters; keep more in a note")]
    Long,
}

impl Tag {
    /// The tag as it was typed, to be shown.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The tag as it was typed, cleaned.
    pub fn as_safe(&self) -> &Safe {
        &self.name
    }

    /// What it is known by.
    pub(super) fn folded(&self) -> &str {
        &self.folded
    }
}

impl FromStr for Tag {
    type Err = TagError;

    fn from_str(typed: &str) -> Result<Self, TagError> {
        let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut name = Safe::line(&squeeze(typed).nfc().collect::<String>());
        // Where cleaning took a whole word away, the blank beside it is left.
        loop {
            let squeezed = squeeze(&name);
            if squeezed == *name {
                break;
            }
            name = Safe::line(&squeezed);
        }
        if !name.chars().any(char::is_alphanumeric) {
            return Err(TagError::Empty);
        }
        if name.chars().count() > LONGEST {
            return Err(TagError::Long);
        }
        // Small letters of composed ones may be composed in another way.
        let folded = name.to_lowercase().nfc().collect();
        Ok(Self { name, folded })
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.name.fmt(f)
    }
}

impl PartialEq for Tag {
    fn eq(&self, other: &Self) -> bool {
        self.folded == other.folded
    }
}

impl Eq for Tag {}

impl PartialOrd for Tag {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Tag {
    fn cmp(&self, other: &Self) -> Ordering {
        self.folded.cmp(&other.folded)
    }
}

impl Hash for Tag {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.folded.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    impl Arbitrary for Tag {
        type Parameters = ();
        type Strategy = BoxedStrategy<Self>;

        fn arbitrary_with((): ()) -> Self::Strategy {
            "[a-zA-ZäÖß東 ]{1,12}".prop_filter_map("a tag", |typed| typed.parse().ok()).boxed()
        }
    }

    proptest! {
        #[test]
        fn a_tag_is_read_as_it_is_shown_and_as_it_is_known(typed in any::<String>()) {
            if let Ok(tag) = typed.parse::<Tag>() {
                prop_assert_eq!(tag.name().parse::<Tag>(), Ok(tag.clone()));
                prop_assert_eq!(tag.folded().parse::<Tag>(), Ok(tag));
            }
        }
    }

    #[test]
    fn a_blank_beside_what_is_no_character_is_not_part_of_a_tag() {
        for typed in ["x( \u{ffff}", "\u{ffff} x("] {
            assert_eq!(typed.parse::<Tag>().unwrap().name(), "x(", "{typed:?}");
        }
    }

    #[test]
    fn spellings_of_one_tag_are_one_tag() {
        let tag = |typed: &str| typed.parse::<Tag>().unwrap();
        assert_eq!(tag("Zürich"), tag(" zu\u{308}rich "));
        assert_eq!(tag("city\tcouncil"), tag("City  Council"));
        assert_ne!(tag("resume"), tag("résumé"));
    }

    #[test]
    fn what_cannot_be_seen_or_is_a_text_is_no_tag() {
        assert_eq!("".parse::<Tag>(), Err(TagError::Empty));
        assert_eq!(" \u{200b}\u{202e} ".parse::<Tag>(), Err(TagError::Empty));
        assert_eq!("long ".repeat(21).parse::<Tag>(), Err(TagError::Long));
    }
}
