//! Who wrote an article.

use std::fmt;

use super::Safe;

/// An author: a person whose name has parts, or a name that must stay whole.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Name {
    /// A person.
    Person {
        /// What the name is sorted under: “Berg”.
        family: Safe,
        /// The other names, or initials: “Jan”.
        given: Option<Safe>,
        /// What stands before the family name and is not sorted under: “van den”.
        particle: Option<Safe>,
        /// What stands behind: “Jr.”.
        suffix: Option<Safe>,
    },
    /// An institution, an agency, or a single name: written as it is.
    Literal(Safe),
}

/// The name in reading order, as a byline prints it; family first where both
/// parts are in Han, kana or hangul.
impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (family, given, particle, suffix) = match self {
            Self::Literal(name) => return f.write_str(name),
            Self::Person { family, given, particle, suffix } => (family, given, particle, suffix),
        };
        if let Some(given) = given.as_ref().filter(|given| is_cjk(given) && is_cjk(family)) {
            return write!(f, "{family}{given}");
        }
        let parts = [given.as_deref(), particle.as_deref(), Some(&**family), suffix.as_deref()];
        let mut first = true;
        for part in parts.into_iter().flatten() {
            let joined = first
                || particle.as_deref().is_some_and(|p| {
                    p != part && p.ends_with(['-', '\'', '’']) && part == &**family
                });
            if !joined {
                f.write_str(" ")?;
            }
            f.write_str(part)?;
            first = false;
        }
        Ok(())
    }
}

/// Whether a name is written in Han, kana or hangul throughout.
pub fn is_cjk(name: &str) -> bool {
    !name.is_empty()
        && name.chars().all(|c| {
            matches!(c, '\u{3005}' | '\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(given: &str, particle: &str, family: &str, suffix: &str) -> String {
        let part = |text: &str| (!text.is_empty()).then(|| Safe::line(text));
        Name::Person {
            family: Safe::line(family),
            given: part(given),
            particle: part(particle),
            suffix: part(suffix),
        }
        .to_string()
    }

    #[test]
    fn a_name_is_printed_in_reading_order() {
        assert_eq!(person("Jan", "van den", "Berg", ""), "Jan van den Berg");
        assert_eq!(person("Martin Luther", "", "King", "Jr."), "Martin Luther King Jr.");
        assert_eq!(person("Hana", "al-", "Rashid", ""), "Hana al-Rashid");
        assert_eq!(person("", "", "Madonna", ""), "Madonna");
    }

    #[test]
    fn a_cjk_name_is_family_first_without_a_space() {
        assert_eq!(person("小明", "", "王", ""), "王小明");
        assert_eq!(person("Xiaoming", "", "Wang", ""), "Xiaoming Wang");
    }
}
